"""What the options of /daily suggest while somebody types: Discord enforces none of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from discord import app_commands

from bot import schedule
from bot.errors import UserError
from bot.model import Schedule
from bot.ui.autocomplete import MAX_CHOICE_LENGTH, MAX_CHOICES, Choices
from bot.ui.replies import Interaction, guild_settings, may_edit, renderer_for_user
from bot.words import fold
from cogs.daily.embeds import choice_name
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
