"""Why the bot, or the person who asks for it, may not post in a channel."""

from __future__ import annotations

from collections.abc import Sequence

import aiohttp
import discord
from discord import app_commands

from bot.delivery import diagnosis
from bot.delivery.embeds import problems_text
from bot.errors import UserError
from bot.model import Problem
from bot.ui.embeds import Renderer
from bot.ui.replies import Interaction, guild_id, renderer_for_user


def check_kind(channel: app_commands.AppCommandChannel | app_commands.AppCommandThread) -> None:
    """Raise UserError("channel-kind") for a channel that can't be posted in."""
    if channel.type not in diagnosis.CHANNEL_TYPES:
        raise UserError("channel-kind")


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


def refusal_embed(renderer: Renderer, problems: Sequence[Problem], *, person: bool = False) -> discord.Embed:
    """Return why the bot (with `person`, whoever asks for it) can't post somewhere, and what to do."""
    return renderer.text_embed(problems_text(renderer, problems, person=person), problem=True)
