"""The feature /forecast: what people think of the questions about predictions, and how well they did."""

from __future__ import annotations

from bot.ui.replies import KotonohaBot
from cogs.forecast import buttons, records
from cogs.forecast.commands import ForecastCog


async def setup(bot: KotonohaBot) -> None:
    """Add the command and its buttons to the bot."""
    bot.add_dynamic_items(*buttons.COMPONENTS, *records.COMPONENTS)
    await bot.add_cog(ForecastCog())
