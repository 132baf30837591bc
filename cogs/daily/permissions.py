"""What the bot, and the person who asks, may do in a schedule's channel."""

from __future__ import annotations

from collections.abc import Callable

import discord

from bot.delivery import diagnosis
from bot.delivery.embeds import channel_text
from bot.delivery.refusal import refusal
from bot.library.shown_schedule import ShownSchedule
from bot.model import Guild, Schedule, ScheduleSpec
from bot.ui.replies import Interaction, guild_id, renderer_for_user, require_editor


async def find_schedule(interaction: Interaction, schedule_id: str) -> tuple[Guild, Schedule]:
    """Return the guild and its schedule that an editor's button names.

    Raises UserError for whoever is no editor, and UserError("schedule-gone").
    """
    guild = await require_editor(interaction)
    return guild, await interaction.client.library.schedules.get(guild.id, int(schedule_id))


async def shown(interaction: Interaction, guild: Guild, *those: Schedule) -> list[ShownSchedule]:
    """Return schedules of a guild as the person who asked may see them."""
    return await interaction.client.library.schedules.show(guild, those, may_see(interaction))


def may_see(interaction: Interaction) -> Callable[[int], bool]:
    """Return a function that tells by a channel's id whether the person who asked may know of the channel."""
    guild, member = guild_id(interaction), interaction.user
    if not isinstance(member, discord.Member):
        return lambda _: False
    return lambda channel: diagnosis.sees(interaction.client, guild, channel, member)


def channel_name(interaction: Interaction, channel_id: int) -> str:
    """Return the mention of a channel for the person who asked, or words in its place where they may not know
    of it."""
    renderer = renderer_for_user(interaction)
    return channel_text(renderer, channel_id, visible=may_see(interaction)(channel_id))


async def refusal_of(interaction: Interaction, spec: ScheduleSpec) -> discord.Embed | None:
    """Return why the bot or the person may not post what a schedule posts, as `refusal` does."""
    where = spec.channel_id, spec.role_id
    return await refusal(interaction, *where, cards=spec.cards, threads=spec.thread)
