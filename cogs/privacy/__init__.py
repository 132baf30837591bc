"""/privacy"""

from __future__ import annotations

from bot.ui.replies import Host
from cogs.privacy import buttons
from cogs.privacy.commands import Privacy


async def setup(bot: Host) -> None:
    bot.add_dynamic_items(*buttons.ALL)
    await bot.add_cog(Privacy())
