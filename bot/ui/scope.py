"""Where something is asked, and so whose articles it may be about: the one place that decides it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import discord
from discord import app_commands

from bot.model import OUTSIDE

T = TypeVar("T")
AnyCommand = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu


def scope(interaction: discord.Interaction[Any]) -> int:
    """Return the guild whose articles the interaction may show: the one it happened in, if the bot was added
    to that, otherwise OUTSIDE, where there are only the shared ones.

    Discord says in each interaction who added the bot: the guild, the person (or whoever made the message
    that was clicked), or both. Nothing else is asked, no cache and no id that a button carries. In a guild
    that did not add it, the bot sees no channel, no member and no permission of its own.
    """
    owners = interaction._integration_owners  # discord.py has no public name for "the person alone"
    if interaction.guild_id is None or (owners and not interaction.is_guild_integration()):
        return OUTSIDE
    return interaction.guild_id


def may_answer_in_public(interaction: discord.Interaction[Any]) -> bool:
    """Return whether others may see an answer: wherever the bot was added, in direct messages and groups, and
    in any other guild if the person who asks may write there and bring their own apps."""
    if scope(interaction) != OUTSIDE or interaction.guild_id is None:
        return True
    may, channel = interaction.permissions, interaction.channel
    writes = may.send_messages_in_threads if isinstance(channel, discord.Thread) else may.send_messages
    return writes and may.embed_links and may.use_external_apps


def for_people(command: T) -> T:
    """Decorate a root command that people may add to their own account, and use in direct messages and in
    guilds without the bot: it goes by `scope`. All others are for guilds that added the bot."""
    decorate: Callable[[T], T] = app_commands.allowed_installs(guilds=True, users=True)
    return app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)(decorate(command))


def keep_from_accounts(commands: Iterable[AnyCommand], application: discord.AppInfo | None) -> None:
    """Offer these commands to nobody's account, unless the application lets people add it to that: whether
    Discord would register them all the same isn't documented."""
    if application is not None and application.user_integration_config is not None:
        return
    for command in commands:
        command.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)
        here = command.allowed_contexts
        dms = here is not None and here.dm_channel
        command.allowed_contexts = app_commands.AppCommandContext(
            guild=True, dm_channel=dms, private_channel=False
        )


def works_here(interaction: discord.Interaction[Any], command: AnyCommand | None) -> bool:
    """Return whether the command may be run where the interaction happened."""
    if scope(interaction) != OUTSIDE:
        return True
    root = getattr(command, "root_parent", None) or command
    return root is not None and root.allowed_contexts is not None and root.allowed_contexts.dm_channel
