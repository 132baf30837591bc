"""How a person learns that something went wrong, and what to do next."""

from __future__ import annotations

import asyncio
import io
import logging
import secrets

import discord
from discord import app_commands

from bot.errors import UserError
from bot.model import OUTSIDE
from bot.ui.budget import NAME
from bot.ui.deferral import FirstAnswer, settle
from bot.ui.embeds import Renderer
from bot.ui.faults import ACKNOWLEDGED, described, is_gone, is_network_fault
from bot.ui.markdown import escaped
from bot.ui.next_steps import EDITORS, UNREAD, next_steps, step_view
from bot.ui.replies import Interaction, edit_response, may_edit, renderer_for_user, scope_settings, send
from bot.ui.scope import scope, works_here

PAUSES = (0.3, 0.7, 1.5, 3.0, 6.0, 12.0, 24.0)
"""Seconds before each further try to deliver an apology. Discord takes a first answer within three; for a
promised one it waits 15 minutes, and so may a person."""

log = logging.getLogger(__name__)


async def report_error(
    interaction: Interaction,
    error: BaseException,
    pasted: str = "",
    *,
    begun: bool = False,
    unread: str = "",
) -> None:
    """Tell the person, privately, what went wrong. This raises nothing.

    A UserError says what to do, with buttons for it. A fault of the network is one line in the log, and an
    apology unless the answer did arrive. Anything else is a bug: an apology with an id that the log has too.
    `pasted` text comes back as a file. With `begun` the first response is edited. The message `unread` tells
    whoever is no editor, below why an article can't be read, what they can do about it.
    """
    try:
        lost = is_network_fault(error)
        if lost:
            log.warning("An answer did not get through: %s", described(error))
        if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
            error = UserError("command-outdated")
        embed, view = await _explained(interaction, error, lost=lost)
        is_unread = isinstance(error, UserError) and error.key.startswith(UNREAD)
        if unread and is_unread and not may_edit(interaction, await scope_settings(interaction)):
            embed.description = f"{embed.description}\n-# {renderer_for_user(interaction).say(unread)}"
        first = await settle(interaction)
        answered = first.is_done or is_gone(error)
        await _deliver(interaction, first, embed, view, pasted, begun=begun, lost=lost, answered=answered)
    except Exception as unsent:
        if is_gone(unsent):
            return  # nobody waits any more
        known = isinstance(unsent, UserError | discord.HTTPException) or is_network_fault(unsent)
        log.warning(
            "An error message could not be delivered: %s",
            described(unsent),
            exc_info=None if known else unsent,
        )


async def _explained(
    interaction: Interaction, error: BaseException, *, lost: bool
) -> tuple[discord.Embed, discord.ui.View | None]:
    """Return what to say of an error, with buttons for what to do next."""
    renderer = renderer_for_user(interaction)
    if lost:
        return renderer.text_embed(renderer.say("answer-lost"), problem=True), None
    if isinstance(error, UserError):
        return error_embed(renderer, error), await _next_steps(interaction, error.key)
    number = secrets.token_hex(4)
    log.error("Unforeseen error %s", number, exc_info=error)
    return renderer.text_embed(renderer.say("unforeseen", number=number), problem=True), None


async def _deliver(
    interaction: Interaction,
    first: FirstAnswer,
    embed: discord.Embed,
    view: discord.ui.View | None,
    pasted: str,
    *,
    begun: bool,
    lost: bool,
    answered: bool,
) -> None:
    """Send an error message; try again where the network fails.

    Where an answer may have arrived (`lost`), what is sent must not stand beside it. That a connection failed
    may stand in the place of a public answer: what follows a message can arrive twice, what takes its place
    can't.
    """
    private = not lost
    for pause in (*PAUSES, None):
        data = pasted.encode("utf-8", "replace")
        files = [discord.File(io.BytesIO(data), "text.txt")] if pasted else []
        try:
            if begun:
                await edit_response(interaction, embed, view, files)
            elif not (answered and lost) or first.follows or await first.is_awaited():
                await send(interaction, embed, view, private=private or not first.promised, files=files)
            return
        except Exception as error:
            if pause is None or not is_network_fault(error) or (answered and is_gone(error)):
                raise
            # What was sent first arrived, or may have before its time ran out. It may have been the promise
            # of an answer.
            acknowledged = isinstance(error, discord.HTTPException) and error.code == ACKNOWLEDGED
            answered, lost = answered or acknowledged or is_gone(error), True
        await asyncio.sleep(pause)


def error_embed(renderer: Renderer, error: UserError) -> discord.Embed:
    """Return what an error says, with what strangers wrote in it escaped."""
    variables = {
        key: escaped(value, NAME) if isinstance(value, str) else value
        for key, value in error.variables.items()
    }
    return renderer.text_embed(renderer.say(error.key, **variables), problem=True)


async def _next_steps(interaction: Interaction, key: str) -> discord.ui.View | None:
    """Return buttons for what the message `key` says to do next, where one click does it."""
    steps = next_steps(key, editor=True)
    if not EDITORS.isdisjoint(steps):
        editor = may_edit(interaction, await scope_settings(interaction))
        steps = next_steps(key, editor=editor)
    if scope(interaction) == OUTSIDE:
        tree = interaction.client.tree
        steps = [step for step in steps if works_here(interaction, tree.get_command(step))]
    return step_view(renderer_for_user(interaction), steps) if steps else None
