"""/daily"""

from __future__ import annotations

from bot.replies import Host
from cogs.daily.commands import Daily
from cogs.daily.watch import Watch


async def setup(bot: Host) -> None:
    await bot.add_cog(Daily())
    await bot.add_cog(Watch(bot))
