"""What /daily offers to choose from: while somebody types, which Discord doesn't enforce, and in selects."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import app_commands

from bot import schedule
from bot.errors import UserError
from bot.model import Schedule
from bot.ui.autocomplete import MAX_CHOICE_LENGTH, MAX_CHOICES, Choices
from bot.ui.replies import Interaction, renderer_for_user
from bot.words import fold
from cogs.daily.embeds import choice_name, choice_state
from cogs.daily.permissions import may_see


async def suggest_days(interaction: Interaction, typed: str) -> Choices:
    """Return the usual days of the week, and what was typed if it can be read."""
    renderer = renderer_for_user(interaction)
    usual = [renderer.say(f"suggest-days-{days}") for days in ("all", "weekdays", "weekend")]
    offers = [name for name in usual if fold(typed) in fold(name)]
    if typed.strip() and typed not in offers and len(typed) <= MAX_CHOICE_LENGTH:
        try:
            schedule.parse_days(typed)
        except UserError:
            pass
        else:
            offers.insert(0, typed)
    return [app_commands.Choice(name=name, value=name) for name in offers or usual]


def schedule_options(interaction: Interaction, those: Sequence[Schedule]) -> list[discord.SelectOption]:
    """Return options for schedules, the first of many; channels that the person can't see aren't named."""
    renderer, visible = renderer_for_user(interaction), may_see(interaction)
    options = []
    for one in those[:MAX_CHOICES]:
        channel = interaction.guild.get_channel_or_thread(one.channel_id) if interaction.guild else None
        name = choice_name(renderer, one, channel.name if channel and visible(channel.id) else None)
        state = choice_state(renderer, one)
        options.append(discord.SelectOption(label=name, value=str(one.id), description=state))
    return options
