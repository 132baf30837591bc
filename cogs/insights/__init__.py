"""The feature /insights: its command, chart and embed."""

from __future__ import annotations

from bot.ui.replies import KotonohaBot
from cogs.insights.commands import InsightsCog


async def setup(bot: KotonohaBot) -> None:
    """Add the command to the bot."""
    await bot.add_cog(InsightsCog())
