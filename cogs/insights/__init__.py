"""/insights"""

from __future__ import annotations

from bot.ui.replies import Host
from cogs.insights.commands import Insights


async def setup(bot: Host) -> None:
    await bot.add_cog(Insights())
