"""/article"""

from __future__ import annotations

from bot.ui.replies import Host
from cogs.article import buttons, review
from cogs.article.commands import Article


async def setup(bot: Host) -> None:
    bot.add_dynamic_items(*buttons.ALL, *review.ALL)
    await bot.add_cog(Article())
