"""What /daily offers to choose from: while somebody types, which Discord doesn't enforce, and in selects."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import app_commands

from bot import schedule
from bot.delivery.embeds import content_name, days_text
from bot.errors import UserError
from bot.model import LAST_DAY, MAX_INTERVAL, Content, Days, EveryDays, MonthDays, Schedule
from bot.schedule import TimeOfDay
from bot.ui.autocomplete import MAX_CHOICE_LENGTH, Choices
from bot.ui.components import MAX_OPTIONS, OPTION_LENGTH
from bot.ui.embeds import Renderer
from bot.ui.markdown import clipped
from bot.ui.replies import Interaction, renderer_for_user
from bot.words import fold
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


def schedule_options(interaction: Interaction, those: Sequence[Schedule]) -> list[discord.SelectOption]:
    """Return options for schedules, the first of many; channels that the person can't see aren't named."""
    renderer, visible = renderer_for_user(interaction), may_see(interaction)
    options = []
    for one in those[:MAX_OPTIONS]:
        channel = interaction.guild.get_channel_or_thread(one.channel_id) if interaction.guild else None
        name = _name(renderer, one, channel.name if channel and visible(channel.id) else None)
        state = _state(renderer, one)
        options.append(discord.SelectOption(label=name, value=str(one.id), description=state))
    return options


def _name(renderer: Renderer, schedule: Schedule, channel: str | None) -> str:
    """Return a schedule in one line without markup, for a select.

    `channel` is the name of its channel, None if whoever types may not know it.
    """
    where = f"#{channel}" if channel else renderer.say("daily-hidden-channel")
    if schedule.content is Content.MIXED:
        content = renderer.say("command-daily-add.content-mixed")
    else:
        content = content_name(renderer, schedule.content, schedule)
    words = [where, str(TimeOfDay(schedule.minutes)), days_text(renderer, schedule.days), content]
    return clipped(renderer.say("daily-joined").join(words), OPTION_LENGTH)


def _state(renderer: Renderer, schedule: Schedule) -> str | None:
    """Return what a select says of a schedule that doesn't post as it should."""
    if schedule.removed_at is not None:
        return renderer.say("daily-choice-removed")
    if schedule.paused_by is not None:
        return renderer.say("daily-choice-paused")
    return renderer.say("daily-choice-trouble") if schedule.stopped else None
