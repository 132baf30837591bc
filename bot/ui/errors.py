"""How a person learns that something went wrong, and what to do next."""

from __future__ import annotations

import io
import logging
import secrets

import discord

from bot.errors import UserError
from bot.ui.budget import NAME
from bot.ui.embeds import Renderer
from bot.ui.markdown import escaped
from bot.ui.next_steps import EDITORS, next_steps, step_view
from bot.ui.replies import Interaction, edit_response, guild_settings, may_edit, renderer_for_user, send

log = logging.getLogger(__name__)


async def report_error(
    interaction: Interaction, error: BaseException, pasted: str = "", *, begun: bool = False
) -> None:
    """Tell the person, privately, what went wrong.

    A UserError says what to do, with buttons for it; anything else is a bug: an apology with an id that the
    log has too. `pasted` text comes back as a file. With `begun` the first response is edited.
    """
    renderer = renderer_for_user(interaction)
    view = None
    if isinstance(error, UserError):
        embed = error_embed(renderer, error)
        view = await _next_steps(interaction, error.key)
    else:
        number = secrets.token_hex(4)
        log.error("Unforeseen error %s", number, exc_info=error)
        embed = renderer.text_embed(renderer.say("unforeseen", number=number), problem=True)
    file = discord.File(io.BytesIO(pasted.encode("utf-8", "replace")), "text.txt") if pasted else None
    try:
        if begun:
            await edit_response(interaction, embed, view, file)
        else:
            await send(interaction, embed, view, private=True, file=file)
    except discord.HTTPException as unsent:
        log.warning("An error message could not be delivered: %s", unsent)


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
        editor = may_edit(interaction, await guild_settings(interaction))
        steps = next_steps(key, editor=editor)
    return step_view(renderer_for_user(interaction), steps) if steps else None
