"""What the options of /daily suggest while somebody types: Discord enforces none of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from discord import app_commands

from bot import schedule
from bot.delivery.embeds import days_text
from bot.errors import UserError
from bot.model import LAST_DAY, MAX_INTERVAL, Days, EveryDays, MonthDays, Schedule
from bot.ui.autocomplete import MAX_CHOICE_LENGTH, MAX_CHOICES, Choices
from bot.ui.embeds import Renderer
from bot.ui.replies import Interaction, guild_settings, may_edit, renderer_for_user
from bot.words import fold
from cogs.daily.embeds import choice_name
from cogs.daily.permissions import may_see

USUAL = ("all", "weekdays", "weekend", "other", "three", "month", "last")
"""The days that are offered before anything is typed."""


async def suggest_days(interaction: Interaction, typed: str) -> Choices:
    """Return the usual days, those that a number may mean, and what was typed if it can be read."""
    renderer = renderer_for_user(interaction)
    usual = [renderer.say(f"suggest-days-{days}") for days in USUAL]
    offers = [name for name in usual if fold(typed) in fold(name)]
    if (number := fold(typed)).isdecimal() and len(number) <= len(str(MAX_INTERVAL)):
        offers = [*_meant(renderer, int(number)), *offers]
    if typed.strip() and typed not in offers and len(typed) <= MAX_CHOICE_LENGTH:
        try:
            schedule.parse_days(typed, interaction.created_at.date())
        except UserError:
            pass
        else:
            offers.insert(0, typed)
    return [app_commands.Choice(name=name, value=name) for name in dict.fromkeys(offers or usual)]


def _meant(renderer: Renderer, number: int) -> list[str]:
    """Return the days that a number may mean: every so many, and the day of the month."""
    days: list[Days] = [EveryDays(number)] if 1 < number <= MAX_INTERVAL else []
    days += [MonthDays(frozenset({number}))] if 1 <= number < LAST_DAY else []
    return [days_text(renderer, one) for one in days]


async def suggest_schedule(interaction: Interaction, typed: str) -> Choices:
    """Return the guild's schedules, for editors; channels that they can't see aren't named."""
    return await _suggest(interaction, typed, interaction.client.library.schedules.all)


async def suggest_removed_schedule(interaction: Interaction, typed: str) -> Choices:
    """Return the removed schedules, as `suggest_schedule` does."""
    return await _suggest(interaction, typed, interaction.client.library.schedules.removed)


async def _suggest(
    interaction: Interaction, typed: str, of_guild: Callable[[int], Awaitable[list[Schedule]]]
) -> Choices:
    guild = await guild_settings(interaction)
    if not may_edit(interaction, guild):
        return []
    renderer, visible = renderer_for_user(interaction), may_see(interaction)
    cached = interaction.client.get_guild(guild.id)
    choices = []
    for one in await of_guild(guild.id):
        channel = cached.get_channel_or_thread(one.channel_id) if cached else None
        name = choice_name(renderer, one, channel.name if channel and visible(channel.id) else None)
        choices.append(app_commands.Choice(name=name, value=f"#{one.id}"))
    return [choice for choice in choices if fold(typed) in fold(choice.name)][:MAX_CHOICES]
