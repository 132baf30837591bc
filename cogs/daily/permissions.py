"""What the bot, and the person who asks, may do in a schedule's channel."""

from __future__ import annotations

from collections.abc import Callable

import aiohttp
import discord
from discord import app_commands

from bot.delivery import diagnosis
from bot.delivery.embeds import channel_text
from bot.errors import UserError
from bot.library.shown_schedule import ShownSchedule
from bot.model import Guild, Problem, Schedule, ScheduleSpec
from bot.ui.replies import Interaction, guild_id, renderer_for_user, require_editor
from cogs.daily.embeds import refusal_embed


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


def check_kind(channel: app_commands.AppCommandChannel | app_commands.AppCommandThread) -> None:
    """Raise UserError("channel-kind") for a channel that can't be posted in."""
    if channel.type not in diagnosis.CHANNEL_TYPES:
        raise UserError("channel-kind")


async def refusal_of(interaction: Interaction, spec: ScheduleSpec) -> discord.Embed | None:
    """Return why the bot or the person may not post what a schedule posts, as `refusal` does."""
    where = spec.channel_id, spec.role_id
    return await refusal(interaction, *where, cards=spec.cards, threads=spec.thread)


async def refusal(
    interaction: Interaction,
    channel_id: int,
    role_id: int | None,
    *,
    cards: bool = False,
    threads: bool = False,
    strict: bool = True,
) -> discord.Embed | None:
    """Return why the bot or the person may not post there and ping that role; None: both may.

    `cards` asks whether the bot may attach files, too, and `threads` whether both may make threads. Unless
    `strict`, the bot need not be able to post there now. Raises UserError: "discord-silent" where Discord
    can't be asked, "thread-in-thread" for `threads` in a thread.
    """
    where = guild_id(interaction), channel_id, role_id
    try:
        check = await diagnosis.examine(interaction.client, *where, cards=cards, threads=threads)
    except (diagnosis.UnavailableError, discord.HTTPException, aiohttp.ClientError, OSError) as error:
        raise UserError("discord-silent") from error
    if threads and isinstance(check.channel, discord.Thread):
        raise UserError("thread-in-thread")
    renderer, member = renderer_for_user(interaction), interaction.user
    if isinstance(member, discord.Member) and (lacking := check.lacks(member, threads=threads)):
        return refusal_embed(renderer, lacking, person=True)
    problems = check.problems if strict else [one for one in check.problems if one is Problem.PING]
    return refusal_embed(renderer, problems) if problems else None
