"""The feature /article: articles and how they get in, the review desk, questions, suggestions."""

from __future__ import annotations

from bot.ui.menus import message_command
from bot.ui.replies import KotonohaBot
from cogs.article import (
    entries,
    feeds,
    language_model,
    manage,
    questions,
    resolving,
    review,
    sentences,
    suggestions,
)
from cogs.article.adding import Refresh
from cogs.article.commands import ArticleCog
from cogs.article.facts import EditFacts
from cogs.article.links import LinkSelect, add_link


async def setup(bot: KotonohaBot) -> None:
    """Add the commands and their components to the bot."""
    bot.add_dynamic_items(Refresh, LinkSelect, *manage.COMPONENTS, *review.COMPONENTS, *sentences.COMPONENTS)
    bot.add_dynamic_items(*feeds.COMPONENTS, *entries.COMPONENTS)
    bot.add_dynamic_items(EditFacts, *questions.COMPONENTS, *resolving.COMPONENTS)
    bot.add_dynamic_items(*suggestions.COMPONENTS)
    bot.add_dynamic_items(*language_model.COMPONENTS)
    await bot.add_cog(ArticleCog())
    bot.tree.add_command(message_command(bot, "command-add-link", add_link))
