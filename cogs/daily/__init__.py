"""/daily"""

from __future__ import annotations

from bot.delivery.post import SeePost
from bot.ui.replies import Host
from cogs.daily import buttons, start
from cogs.daily.commands import Daily
from cogs.daily.watch import Watch


async def setup(bot: Host) -> None:
    bot.add_dynamic_items(SeePost, *buttons.ALL, *start.ALL)
    await bot.add_cog(Daily())
    await bot.add_cog(Watch(bot))
    await bot.add_cog(start.GuidedStart(bot))
