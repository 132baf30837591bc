"""/insights"""

from __future__ import annotations

from bot.ui.replies import KotonohaBot
from cogs.insights.commands import InsightsCog


async def setup(bot: KotonohaBot) -> None:
    await bot.add_cog(InsightsCog())
