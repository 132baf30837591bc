"""/article"""

from __future__ import annotations

from bot.ui.replies import KotonohaBot
from cogs.article import buttons, review
from cogs.article.commands import ArticleCog


async def setup(bot: KotonohaBot) -> None:
    bot.add_dynamic_items(*buttons.ALL, *review.ALL)
    await bot.add_cog(ArticleCog())
