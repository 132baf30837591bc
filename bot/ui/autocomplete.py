"""What options offer while somebody types: only offers, what comes back is checked again."""

from __future__ import annotations

from collections.abc import Iterable

from discord import app_commands

from bot import schedule
from bot.model import Article
from bot.ui.markdown import clipped
from bot.ui.replies import Interaction, guild_id, language_for_locale, may_edit
from bot.words import fold

OFFERS = 25
LENGTH = 100

Choices = list[app_commands.Choice[str]]


async def suggest_article(interaction: Interaction, typed: str) -> Choices:
    """Articles whose title holds what was typed: first those in the person's language, newest first."""
    articles = await interaction.client.library.articles.all(guild_id(interaction))
    own = language_for_locale(interaction.locale)
    return _offers(sorted(articles, key=lambda article: article.language != own), typed)


async def suggest_own(interaction: Interaction, typed: str) -> Choices:
    """As `suggest_article`, of the guild's own articles."""
    articles = await interaction.client.library.articles.all(guild_id(interaction))
    return _offers((article for article in articles if article.guild_id is not None), typed)


async def suggest_removed(interaction: Interaction, typed: str) -> Choices:
    """As `suggest_article`, of the removed and hidden articles, for people who may restore them."""
    library, guild = interaction.client.library, guild_id(interaction)
    if not may_edit(interaction, await library.guilds.get(guild)):
        return []
    return _offers(await library.articles.removed(guild), typed)


async def suggest_zone(interaction: Interaction, typed: str) -> Choices:
    """Time zones: popular ones first."""
    return [app_commands.Choice(name=zone, value=zone) for zone in schedule.zones(typed)]


def _offers(articles: Iterable[Article], typed: str) -> Choices:
    wanted = fold(typed)
    return [
        app_commands.Choice(name=clipped(article.title, LENGTH), value=f"#{article.id}")
        for article in articles
        if wanted in fold(article.title)
    ][:OFFERS]
