"""How an answer reaches a person: in which language, and seen by whom."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeAlias

import discord
from discord.ext import commands

from bot.cards import Painter
from bot.errors import UserError
from bot.library import Library
from bot.model import OUTSIDE, Guild, Language, Shards
from bot.pace import GlobalLimit
from bot.texts import Texts
from bot.ui.cooldowns import Cooldowns
from bot.ui.deferral import is_private, settle
from bot.ui.embeds import Renderer
from bot.ui.held import Held
from bot.ui.scope import may_answer_in_public, scope

INTERACTIONS, SECONDS = 10, 20.0
"""Commands and clicks that a person may make in that many seconds."""
CARDS, CARD_SECONDS = 5, 60.0
"""Cards that a person may ask for in that many seconds, and cards that they may post."""
SUGGESTIONS, SUGGESTION_SECONDS = 5, 600.0
"""Links that a person may have read in that many seconds to suggest them."""
KEPT_VIEWS = 512
"""Views of one kind that are kept, of some 3 KB each: what `persistent_view` returns may be sent again."""


class KotonohaBot(commands.AutoShardedBot):
    """What every command, button and modal finds at `interaction.client`."""

    library: Library
    texts: Texts
    renderers: Mapping[Language, Renderer]
    cooldown: Cooldowns
    card_cooldown: Cooldowns
    card_post_cooldown: Cooldowns
    suggestion_cooldown: Cooldowns
    held: Held[Any]
    """What a choice is made about that may be stored nowhere: messages of people."""
    painter: Painter
    global_limit: GlobalLimit
    rechecks: dict[int, bool]
    """Guilds whose schedules are being examined, and whether something changed there since."""
    command_ids: Mapping[str, int]
    """Discord's id of each root command, for mentions; empty before the commands are registered."""
    served: Shards
    """The shards of this process: it knows no servers but theirs."""
    answering: set[asyncio.Task[Any]]
    """What answers interactions now."""
    is_over: Callable[[discord.Interaction[Any]], bool]
    """Whether it is too late to answer, since a shard that was cut off heard of it late; asked once."""
    ticked: float | None = None
    """When what is due was last looked at, by the event loop's clock; None where another process delivers."""


Interaction: TypeAlias = discord.Interaction[KotonohaBot]


def guild_id(interaction: Interaction) -> int:
    """Return the id of the guild that the interaction happened in. Raises UserError("guild-only") outside of
    those that added the bot (see `bot.ui.scope`)."""
    guild = scope(interaction)
    if guild == OUTSIDE:
        raise UserError("guild-only")
    return guild


async def guild_settings(interaction: Interaction) -> Guild:
    """Return the settings of the guild; a command reads them once and hands them on. Raises as `guild_id`."""
    return await interaction.client.library.guilds.get(guild_id(interaction))


async def scope_settings(interaction: Interaction) -> Guild:
    """Return the settings of the guild that `scope` says: outside of guilds nothing is chosen."""
    return await interaction.client.library.guilds.get(scope(interaction))


def language_for_locale(locale: discord.Locale | None) -> Language:
    """Return the bot's language for a Discord locale."""
    return Language.JA if locale is discord.Locale.japanese else Language.EN


def home_language(interaction: Interaction) -> Language:
    """Return the language of the guild's Discord locale; that of the person outside of guilds with the
    bot."""
    outside = scope(interaction) == OUTSIDE
    return language_for_locale(interaction.locale if outside else interaction.guild_locale)


def guild_language(interaction: Interaction, guild: Guild) -> Language:
    """Return the language of public answers: the guild's setting, otherwise its home language."""
    return guild.language or home_language(interaction)


def renderer_for_user(interaction: Interaction) -> Renderer:
    """Return a renderer in the language of the person who asked."""
    return interaction.client.renderers[language_for_locale(interaction.locale)]


def renderer_for(interaction: Interaction, guild: Guild, *, private: bool) -> Renderer:
    """Return a renderer for the person who asked or, in public, for their guild."""
    if private:
        return renderer_for_user(interaction)
    return interaction.client.renderers[guild_language(interaction, guild)]


async def renderer_for_message(interaction: Interaction) -> Renderer:
    """Return a renderer for those who see the message that was clicked."""
    return renderer_for(interaction, await scope_settings(interaction), private=is_private(interaction))


def persistent_view(*components: discord.ui.Item[Any]) -> discord.ui.View:
    """Return buttons and selects that never time out, row by row where they have rows.

    The view is stopped: the ids of its components say what they do (see `bot.ui.components`), so discord.py
    need not keep it, and it may be sent any number of times.
    """
    view = discord.ui.View(timeout=None)
    for component in components:
        view.add_item(component)
    view.stop()
    return view


def rows_view(*rows: Sequence[discord.ui.Item[Any]]) -> discord.ui.View:
    """Return a `persistent_view` with these rows; those without anything in them are left out."""
    for number, row in enumerate(row for row in rows if row):
        for component in row:
            component.row = number
    return persistent_view(*(component for row in rows for component in row))


async def send(
    interaction: Interaction,
    embed: discord.Embed,
    view: discord.ui.View | None = None,
    *,
    private: bool,
    files: Sequence[discord.File] = (),
) -> None:
    """Answer with a new message, whether or not the interaction was deferred; where others may not see one
    (`may_answer_in_public`) it is private."""
    private = private or not may_answer_in_public(interaction)
    first = await settle(interaction)
    if first.promised and first.public and private:
        await first.withdraw()
    if first.promised:
        # It takes the place of the promised one. discord.py may repeat this request, which changes nothing;
        # a followup would stand there twice.
        await edit_response(interaction, embed, view, files)
        first.promised = False
        return
    view, attached = view or discord.utils.MISSING, files or discord.utils.MISSING
    if first.is_done:
        await interaction.followup.send(embed=embed, view=view, ephemeral=private, files=attached)
    else:
        await interaction.response.send_message(embed=embed, view=view, ephemeral=private, files=attached)


async def edit_response(
    interaction: Interaction,
    embed: discord.Embed,
    view: discord.ui.View | None = None,
    files: Sequence[discord.File] = (),
) -> None:
    """Edit the message that the interaction was answered with, or whose button was clicked."""
    await interaction.edit_original_response(embed=embed, view=view, attachments=files)


async def add_embed(interaction: Interaction, answer: discord.Embed, embed: discord.Embed) -> None:
    """Show one more embed below the answer to a command, in the same message; its buttons stay."""
    await interaction.edit_original_response(embeds=[answer, embed])


async def edit_message(
    interaction: Interaction,
    embed: discord.Embed,
    view: discord.ui.View | None = None,
    files: Sequence[discord.File] = (),
) -> None:
    """Answer a click by editing the message that was clicked, whether or not the click was deferred."""
    if (await settle(interaction)).is_done:
        await edit_response(interaction, embed, view, files)
    else:
        await interaction.response.edit_message(embed=embed, view=view, attachments=files)


async def delete_message(interaction: Interaction) -> None:
    """Answer a click by deleting the message that was clicked, whatever the bot may do in its channel. The
    click's deferral has to be an edit. Safe to repeat."""
    if not (await settle(interaction)).is_done:
        await interaction.response.defer()
    with suppress(discord.NotFound):  # somebody was faster
        await interaction.delete_original_response()


async def turn(
    interaction: Interaction,
    embed: discord.Embed,
    view: discord.ui.View | None = None,
    files: Sequence[discord.File] = (),
) -> None:
    """Answer with the next page of something private: in the message that was clicked if it is the person's
    alone, otherwise in a new one."""
    if is_private(interaction):
        await edit_message(interaction, embed, view, files)
    else:
        await send(interaction, embed, view, private=True, files=files)


def may_edit(interaction: Interaction, guild: Guild) -> bool:
    """Return whether the person may change what the guild reads: Manage Server, or the editors' role. Outside
    of guilds that added the bot, nobody may.

    The interaction itself says what the person may do: no cache is asked.
    """
    if guild.id == OUTSIDE:
        return False
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
    guild = await guild_settings(interaction)
    if not may_edit(interaction, guild):
        raise UserError("editors-only")
    return guild


def require_manager(interaction: Interaction) -> None:
    """Raise UserError("managers-only") for somebody without Manage Server: only they choose who edits."""
    if not interaction.permissions.manage_guild:
        raise UserError("managers-only")


def kept_in_memory() -> tuple[Cooldowns, Cooldowns, Cooldowns, Cooldowns, Held[Any]]:
    """Return what is known of people in memory alone: their cooldowns for every interaction, for cards,
    for posting those and for suggestions, and what is held of their messages."""
    return (
        Cooldowns(INTERACTIONS, SECONDS, "cool-down"),
        Cooldowns(CARDS, CARD_SECONDS, "cool-down-cards"),
        Cooldowns(CARDS, CARD_SECONDS, "cool-down-card-posts"),
        Cooldowns(SUGGESTIONS, SUGGESTION_SECONDS, "cool-down-suggestions"),
        Held(),
    )


def slow_down(interaction: Interaction, cooldown: Cooldowns | None = None) -> None:
    """Raise UserError, which says how often it can be done and when again, for a person who asks more often:
    for anything, or for what `cooldown` is for."""
    cooldown = cooldown or interaction.client.cooldown
    wait = cooldown.use(interaction.user.id, interaction.created_at.timestamp())
    if wait is not None:
        raise UserError(cooldown.key, rate=cooldown.rate, period=int(cooldown.per), seconds=int(wait) + 1)
