"""/search"""

from __future__ import annotations

from bot.ui.replies import KotonohaBot
from cogs.search import buttons
from cogs.search.commands import SearchCog


async def setup(bot: KotonohaBot) -> None:
    """Add the command and its buttons to the bot."""
    bot.add_dynamic_items(*buttons.COMPONENTS)
    await bot.add_cog(SearchCog())
