"""The feature /article: adding articles, managing them, and the review desk."""

from __future__ import annotations

from bot.ui.replies import KotonohaBot
from cogs.article import manage, review, sentences
from cogs.article.adding import Refresh
from cogs.article.commands import ArticleCog


async def setup(bot: KotonohaBot) -> None:
    """Add the commands and their components to the bot."""
    bot.add_dynamic_items(Refresh, *manage.COMPONENTS, *review.COMPONENTS, *sentences.COMPONENTS)
    await bot.add_cog(ArticleCog())
