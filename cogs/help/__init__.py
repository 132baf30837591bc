"""/help"""

from __future__ import annotations

from bot.ui.replies import Host
from cogs.help import buttons
from cogs.help.commands import Help


async def setup(bot: Host) -> None:
    bot.add_dynamic_items(*buttons.ALL)
    await bot.add_cog(Help())
