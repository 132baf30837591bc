"""/search"""

from __future__ import annotations

from bot.ui.replies import KotonohaBot
from cogs.search import buttons
from cogs.search.commands import SearchCog


async def setup(bot: KotonohaBot) -> None:
    bot.add_dynamic_items(*buttons.ALL)
    await bot.add_cog(SearchCog())
