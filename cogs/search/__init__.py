"""/search"""

from __future__ import annotations

from bot.ui.replies import Host
from cogs.search import buttons
from cogs.search.commands import Search


async def setup(bot: Host) -> None:
    bot.add_dynamic_items(*buttons.ALL)
    await bot.add_cog(Search())
