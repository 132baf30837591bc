"""How an answer reaches a person: in which language, seen by whom, and what happens when it can't."""

from __future__ import annotations

import io
import logging
import secrets
from collections.abc import Mapping
from typing import TypeAlias

import discord
from discord.ext import commands

from bot.cards import Painter
from bot.errors import UserError
from bot.library import Library
from bot.model import Guild, Language
from bot.texts import Texts
from bot.ui.embeds import Renderer
from bot.ui.markdown import escaped
from bot.ui.next_steps import EDITORS, step_buttons, steps

PRESSES = 10
SECONDS = 20.0
"""A person may ask this many things in that many seconds."""
CARD_PRESSES = 5
CARD_SECONDS = 60.0
"""And for this many cards in that many."""

log = logging.getLogger(__name__)


Cooldown: TypeAlias = commands.CooldownMapping[discord.Interaction]


class KotonohaBot(commands.Bot):
    """What every command, button and modal finds at `interaction.client`."""

    library: Library
    texts: Texts
    cooldown: Cooldown
    card_cooldown: Cooldown
    painter: Painter
    visits: dict[int, bool]
    """Guilds whose schedules are being examined, and whether something changed there since."""
    command_ids: Mapping[str, int]
    """Discord's id of each root command, for mentions; empty before the commands are synced."""


Interaction: TypeAlias = discord.Interaction[KotonohaBot]


def language_for_locale(locale: discord.Locale | None) -> Language:
    """The bot's language for a Discord locale."""
    return Language.JA if locale is discord.Locale.japanese else Language.EN


def guild_language(interaction: Interaction, guild: Guild) -> Language:
    """The language a guild is spoken to in: its setting, otherwise its Discord locale."""
    return guild.language or language_for_locale(interaction.guild_locale)


def renderer_for_user(interaction: Interaction) -> Renderer:
    """Renders for the person who asked."""
    return Renderer(interaction.client.texts, language_for_locale(interaction.locale))


async def renderer_for(interaction: Interaction, *, private: bool) -> Renderer:
    """Renders for the person who asked or, in public, for their guild."""
    if private:
        return renderer_for_user(interaction)
    guild = await interaction.client.library.guilds.get(guild_id(interaction))
    return Renderer(interaction.client.texts, guild_language(interaction, guild))


async def renderer_for_message(interaction: Interaction) -> Renderer:
    """Renders for those who see the message that was clicked."""
    private = interaction.message is not None and interaction.message.flags.ephemeral
    return await renderer_for(interaction, private=private)


def guild_id(interaction: Interaction) -> int:
    """The guild the interaction happened in. Commands exist in guilds only."""
    if interaction.guild_id is None:
        raise UserError("guild-only")
    return interaction.guild_id


async def send(
    interaction: Interaction,
    embed: discord.Embed,
    view: discord.ui.View = discord.utils.MISSING,
    *,
    private: bool,
    file: discord.File = discord.utils.MISSING,
) -> None:
    """Answers with a new message, whether or not the interaction was deferred."""
    if interaction.response.is_done():
        await interaction.followup.send(embed=embed, view=view, ephemeral=private, file=file)
    else:
        await interaction.response.send_message(embed=embed, view=view, ephemeral=private, file=file)


async def acknowledge(interaction: Interaction, embed: discord.Embed) -> None:
    """Answers at once, privately, with what is being done; `go_on` and `fail` change that message."""
    await interaction.response.send_message(embed=embed, ephemeral=True)


async def edit_response(
    interaction: Interaction,
    embed: discord.Embed,
    view: discord.ui.View | None = None,
    file: discord.File | None = None,
) -> None:
    """Changes the message that the interaction was answered with, or whose button was clicked."""
    await interaction.edit_original_response(embed=embed, view=view, attachments=[file] if file else [])


async def replace(interaction: Interaction, embed: discord.Embed, view: discord.ui.View | None) -> None:
    """Answers a click by changing the message that was clicked, whether or not the click was deferred."""
    if interaction.response.is_done():
        await edit_response(interaction, embed, view)
    else:
        await interaction.response.edit_message(embed=embed, view=view, attachments=[])


def may_edit(interaction: Interaction, guild: Guild) -> bool:
    """Whether the person may change what the guild reads: Manage Server, or the editors' role.

    The interaction itself says what the person may do: no cache is asked.
    """
    if interaction.permissions.manage_guild:
        return True
    user = interaction.user
    # `user.roles` leaves out what the cache doesn't know, as in the first seconds after a start.
    return (
        guild.editor_role is not None
        and isinstance(user, discord.Member)
        and user._roles.has(guild.editor_role)
    )


async def require_editor(interaction: Interaction) -> Guild:
    """Return the guild's settings; raise UserError("editors-only") for somebody who may not edit."""
    guild = await interaction.client.library.guilds.get(guild_id(interaction))
    if not may_edit(interaction, guild):
        raise UserError("editors-only")
    return guild


def require_manager(interaction: Interaction) -> None:
    """Raises UserError("managers-only") for somebody without Manage Server: only they choose who edits."""
    if not interaction.permissions.manage_guild:
        raise UserError("managers-only")


def cooldowns() -> tuple[Cooldown, Cooldown]:
    """What slows a person down: in everything, and in cards."""

    def person(interaction: discord.Interaction) -> int:
        return interaction.user.id

    made = commands.CooldownMapping.from_cooldown
    return made(PRESSES, SECONDS, person), made(CARD_PRESSES, CARD_SECONDS, person)


def slow_down(interaction: Interaction, cooldown: Cooldown | None = None) -> None:
    """Raises UserError("cool-down") for a person who asks too much too fast, of everything or of what the
    given cool-down is for."""
    cooldown = cooldown or interaction.client.cooldown
    wait = cooldown.update_rate_limit(interaction, interaction.created_at.timestamp())
    if wait is not None:
        raise UserError("cool-down", seconds=int(wait) + 1)


async def report_error(
    interaction: Interaction, error: BaseException, pasted: str = "", *, begun: bool = False
) -> None:
    """Answers privately what went wrong: a person's mistake with what to do next, a bug with an apology
    whose id the log has too. `pasted` comes back as a file. What was begun ends in the same message."""
    render = renderer_for_user(interaction)
    view = None
    if isinstance(error, UserError):
        said = {
            key: escaped(value) if isinstance(value, str) else value for key, value in error.variables.items()
        }
        embed = render.note(render.say(error.key, **said), problem=True)
        view = await _next_steps(interaction, error.key)
    else:
        number = secrets.token_hex(4)
        log.error("Unforeseen error %s", number, exc_info=error)
        embed = render.note(render.say("unforeseen", number=number), problem=True)
    file = discord.File(io.BytesIO(pasted.encode("utf-8", "replace")), "text.txt") if pasted else None
    try:
        if begun:
            await edit_response(interaction, embed, view, file)
        else:
            missing = discord.utils.MISSING
            await send(interaction, embed, view or missing, private=True, file=file or missing)
    except discord.HTTPException as unsent:
        log.warning("An error message could not be delivered: %s", unsent)


async def _next_steps(interaction: Interaction, key: str) -> discord.ui.View | None:
    """The buttons for what the message `key` says to do next, where one press does it."""
    after = steps(key, editor=True)
    if not EDITORS.isdisjoint(after):
        guild = await interaction.client.library.guilds.get(guild_id(interaction))
        after = steps(key, editor=may_edit(interaction, guild))
    return step_buttons(renderer_for_user(interaction), after) if after else None
