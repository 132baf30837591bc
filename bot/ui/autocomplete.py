"""What options suggest while somebody types: Discord enforces none of it, so answers are checked again."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from discord import app_commands

from bot import schedule
from bot.model import Article
from bot.ui.deferral import time_left
from bot.ui.markdown import clipped
from bot.ui.replies import Interaction, guild_id, guild_settings, language_for_locale, may_edit
from bot.ui.scope import scope
from bot.words import fold

MAX_CHOICES = 25
MAX_CHOICE_LENGTH = 100

Choices = list[app_commands.Choice[str]]
Suggest = Callable[[Interaction, str], Coroutine[Any, Any, Choices]]


def in_time(suggest: Suggest) -> Suggest:
    """Return what suggests the same, or nothing where that takes too long: it can't be deferred."""

    @functools.wraps(suggest)
    async def suggest_in_time(interaction: Interaction, typed: str) -> Choices:
        try:
            async with asyncio.timeout(time_left(interaction)):
                return await suggest(interaction, typed)
        except TimeoutError:
            return []

    return suggest_in_time


@in_time
async def suggest_article(interaction: Interaction, typed: str) -> Choices:
    """Return articles whose title has what was typed: those in the person's language first, newest first."""
    articles = await interaction.client.library.articles.all(scope(interaction))
    own = language_for_locale(interaction.locale)
    return _choices(sorted(articles, key=lambda article: article.language != own), typed)


@in_time
async def suggest_manageable_article(interaction: Interaction, typed: str) -> Choices:
    """Return articles whose title has what was typed, removed ones last, for people who may restore them."""
    if not may_edit(interaction, await guild_settings(interaction)):
        return []
    return _choices(await interaction.client.library.articles.manageable(guild_id(interaction)), typed)


async def suggest_zone(interaction: Interaction, typed: str) -> Choices:
    """Return time zones that match what was typed, popular ones first."""
    return [app_commands.Choice(name=zone, value=zone) for zone in schedule.zones(typed)]


def _choices(articles: Iterable[Article], typed: str) -> Choices:
    wanted = fold(typed)
    return [
        app_commands.Choice(name=clipped(article.title, MAX_CHOICE_LENGTH), value=f"#{article.id}")
        for article in articles
        if wanted in fold(article.title)
    ][:MAX_CHOICES]
