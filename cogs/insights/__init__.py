"""The feature /insights: its command, chart, embed and export."""

from __future__ import annotations

from bot.ui.replies import KotonohaBot
from cogs.insights.commands import InsightsCog
from cogs.insights.export import Export


async def setup(bot: KotonohaBot) -> None:
    """Add the command and its button to the bot."""
    bot.add_dynamic_items(Export)
    await bot.add_cog(InsightsCog())
