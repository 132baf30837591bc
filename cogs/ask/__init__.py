"""/ask"""

from __future__ import annotations

from bot.ui.replies import KotonohaBot
from cogs.ask.commands import AskCog


async def setup(bot: KotonohaBot) -> None:
    """Add the command to the bot."""
    await bot.add_cog(AskCog())
