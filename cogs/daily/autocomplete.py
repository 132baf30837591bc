"""What the options of /daily offer while somebody types: only offers, what comes back is checked again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import discord
from discord import app_commands

from bot import schedule
from bot.delivery.diagnosis import sees
from bot.delivery.embeds import DailyRender
from bot.errors import UserError
from bot.model import Schedule
from bot.ui.autocomplete import MAX_CHOICE_LENGTH, MAX_CHOICES, Choices
from bot.ui.replies import Interaction, guild_id, may_edit, renderer_for_user
from bot.words import fold


async def suggest_days(interaction: Interaction, typed: str) -> Choices:
    """The usual days of the week, and what was typed if it can be read."""
    render = renderer_for_user(interaction)
    usual = [render.say(f"suggest-days-{days}") for days in ("all", "weekdays", "weekend")]
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
    """The guild's schedules, for who may change them; channels that they can't see aren't named."""
    return await _schedules(interaction, typed, interaction.client.library.schedules.all)


async def suggest_removed_schedule(interaction: Interaction, typed: str) -> Choices:
    """As `suggest_schedule`, of the removed ones."""
    return await _schedules(interaction, typed, interaction.client.library.schedules.removed)


async def _schedules(
    interaction: Interaction, typed: str, those: Callable[[int], Awaitable[list[Schedule]]]
) -> Choices:
    guild = guild_id(interaction)
    if not may_edit(interaction, await interaction.client.library.guilds.get(guild)):
        return []
    render, names = DailyRender(renderer_for_user(interaction)), []
    for one in await those(guild):
        cached = interaction.client.get_guild(guild)
        channel = cached and cached.get_channel_or_thread(one.channel_id)
        member = interaction.user
        visible = isinstance(member, discord.Member) and sees(
            interaction.client, guild, one.channel_id, member
        )
        name = render.plain(one, channel.name if channel and visible else None)
        names.append(app_commands.Choice(name=name, value=f"#{one.id}"))
    return [choice for choice in names if fold(typed) in fold(choice.name)][:MAX_CHOICES]
