"""What options offer while somebody types: only offers, what comes back is checked again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

import discord
from discord import app_commands

from bot import schedule
from bot.doctor import sees
from bot.errors import UserError
from bot.markdown import clipped
from bot.model import Article, Schedule
from bot.render_daily import DailyRender
from bot.replies import Interaction, guild_id, may_edit, personal, spoken
from bot.words import fold

OFFERS = 25
LENGTH = 100

Choices = list[app_commands.Choice[str]]


async def suggest_article(interaction: Interaction, typed: str) -> Choices:
    """Articles whose title holds what was typed: first those in the person's language, newest first."""
    articles = await interaction.client.library.shelf.all(guild_id(interaction))
    own = spoken(interaction.locale)
    return _offers(sorted(articles, key=lambda article: article.language != own), typed)


async def suggest_own(interaction: Interaction, typed: str) -> Choices:
    """As `suggest_article`, of the guild's own articles."""
    articles = await interaction.client.library.shelf.all(guild_id(interaction))
    return _offers((article for article in articles if article.guild_id is not None), typed)


async def suggest_removed(interaction: Interaction, typed: str) -> Choices:
    """As `suggest_article`, of the removed and hidden articles, for people who may restore them."""
    library, guild = interaction.client.library, guild_id(interaction)
    if not may_edit(interaction, await library.guilds.get(guild)):
        return []
    return _offers(await library.shelf.removed(guild), typed)


async def suggest_zone(interaction: Interaction, typed: str) -> Choices:
    """Time zones: popular ones first."""
    return [app_commands.Choice(name=zone, value=zone) for zone in schedule.zones(typed)]


async def suggest_days(interaction: Interaction, typed: str) -> Choices:
    """The usual days of the week, and what was typed if it can be read."""
    render = personal(interaction)
    usual = [render.say(f"suggest-days-{days}") for days in ("all", "weekdays", "weekend")]
    offers = [name for name in usual if fold(typed) in fold(name)]
    if typed.strip() and typed not in offers and len(typed) <= LENGTH:
        try:
            schedule.parse_days(typed)
        except UserError:
            pass
        else:
            offers.insert(0, typed)
    return [app_commands.Choice(name=name, value=name) for name in offers or usual]


async def suggest_schedule(interaction: Interaction, typed: str) -> Choices:
    """The guild's schedules, for who may change them; channels that they can't see aren't named."""
    return await _schedules(interaction, typed, interaction.client.library.daily.all)


async def suggest_removed_schedule(interaction: Interaction, typed: str) -> Choices:
    """As `suggest_schedule`, of the removed ones."""
    return await _schedules(interaction, typed, interaction.client.library.daily.removed)


async def _schedules(
    interaction: Interaction, typed: str, those: Callable[[int], Awaitable[list[Schedule]]]
) -> Choices:
    guild = guild_id(interaction)
    if not may_edit(interaction, await interaction.client.library.guilds.get(guild)):
        return []
    render, names = DailyRender(personal(interaction)), []
    for one in await those(guild):
        cached = interaction.client.get_guild(guild)
        channel = cached and cached.get_channel_or_thread(one.channel_id)
        member = interaction.user
        visible = isinstance(member, discord.Member) and sees(
            interaction.client, guild, one.channel_id, member
        )
        name = render.plain(one, channel.name if channel and visible else None)
        names.append(app_commands.Choice(name=name, value=f"#{one.id}"))
    return [choice for choice in names if fold(typed) in fold(choice.name)][:OFFERS]


def _offers(articles: Iterable[Article], typed: str) -> Choices:
    wanted = fold(typed)
    return [
        app_commands.Choice(name=clipped(article.title, LENGTH), value=f"#{article.id}")
        for article in articles
        if wanted in fold(article.title)
    ][:OFFERS]
