"""The command tree, and the one error handler of commands."""

from __future__ import annotations

import logging
from typing import Any

import discord
from discord import app_commands

from bot.app.translator import CommandTranslator, name_commands
from bot.errors import StorageDamagedError, UserError
from bot.texts import Texts
from bot.ui.deferral import Deferral, watch
from bot.ui.errors import report_error
from bot.ui.replies import KotonohaBot, slow_down
from bot.ui.scope import keep_from_accounts

log = logging.getLogger(__name__)


class CommandTree(app_commands.CommandTree[KotonohaBot]):
    """The bot's commands, and the one error handler of all of them."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Return whether the command may run: not where it is over, and not for a person who asks too often,
        who is told so."""
        if interaction.type is discord.InteractionType.autocomplete:
            return True
        if not watch(interaction, Deferral.COMMAND):
            return False
        try:
            slow_down(interaction)
        except UserError as error:
            await self._fail(interaction, error)
            return False
        return True

    async def on_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /
    ) -> None:
        """Report what a command raised to the person, and dispatch "app_command_failure" and
        "app_command_end"."""
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        if interaction.type is discord.InteractionType.autocomplete:
            if not isinstance(cause, StorageDamagedError):
                log.error("Autocomplete failed", exc_info=cause)
        else:
            await self._fail(interaction, cause)
            interaction.client.dispatch("app_command_end", interaction)

    async def _fail(self, interaction: discord.Interaction[Any], error: Exception) -> None:
        await report_error(interaction, error)
        interaction.client.dispatch("app_command_failure", interaction, error)


async def prepare_commands(
    tree: app_commands.CommandTree[Any], texts: Texts, application: discord.AppInfo | None
) -> None:
    """Name all commands of a tree in both languages, and keep them from accounts where the application isn't
    for these."""
    keep_from_accounts(tree.get_commands(), application)
    name_commands(tree, texts)
    await tree.set_translator(CommandTranslator(texts))
