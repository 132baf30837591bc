"""The feature /daily: its commands, buttons and listeners."""

from __future__ import annotations

from bot.delivery.digest import WeekPosts
from bot.delivery.post import SeePost
from bot.ui.items import ShowItem
from bot.ui.replies import KotonohaBot
from cogs.daily import buttons, panel, posts, queue, start
from cogs.daily.commands import DailyCog
from cogs.daily.post_now import PostNow
from cogs.daily.watch import DailyWatchCog


async def setup(bot: KotonohaBot) -> None:
    """Add the commands, listeners and buttons to the bot."""
    bot.add_dynamic_items(SeePost, WeekPosts, PostNow, ShowItem)
    bot.add_dynamic_items(*panel.ALL, *posts.ALL, *queue.ALL, *buttons.ALL, *start.ALL)
    await bot.add_cog(DailyCog())
    await bot.add_cog(DailyWatchCog(bot))
    await bot.add_cog(start.GuidedStartCog(bot))
