"""The pages of /help, and what can be tried from there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands

from bot.ui.components import Button
from bot.ui.next_steps import ADD, START, step_button
from bot.ui.replies import Interaction, guild_id, may_edit, renderer_for_user, replace
from bot.ui.shortcuts import CommandButton
from cogs.help.embeds import HelpRender

TRY = ("summary", "quote", "prediction")


class HelpPage(Button, template=r"help:(?P<state>start|commands|data)"):
    """Turns to a page of the help."""

    name = "help"

    async def press(self, interaction: Interaction) -> None:
        await replace(interaction, *await help_page(interaction, self.state))


ALL = (HelpPage,)


async def help_page(interaction: Interaction, page: str) -> tuple[discord.Embed, discord.ui.View]:
    """A page of the help: `start`, `commands` or `data`."""
    renderer = renderer_for_user(interaction)
    if page == "commands":
        return renderer.commands(_mentions(interaction)), _rows([_page(interaction, "start")])
    if page == "data":
        buttons = [CommandButton.offer(renderer, "privacy"), _page(interaction, "start")]
        return HelpRender(renderer).data(), _rows(buttons)
    guild = await interaction.client.library.guilds.get(guild_id(interaction))
    editor = may_edit(interaction, guild)
    rows: list[Sequence[discord.ui.Item[Any]]] = [[CommandButton.offer(renderer, command) for command in TRY]]
    if editor:
        rows.append([CommandButton.offer(renderer, ADD), step_button(renderer, START)])
    rows.append([_page(interaction, "commands"), _page(interaction, "data")])
    return HelpRender(renderer).help(editor=editor), _rows(*rows)


def _page(interaction: Interaction, page: str) -> HelpPage:
    return HelpPage(page, renderer_for_user(interaction).say(f"help-page-{page}"))


def _rows(*rows: Sequence[discord.ui.Item[Any]]) -> discord.ui.View:
    shown = discord.ui.View(timeout=None)
    for number, row in enumerate(rows):
        for button in row:
            button.row = number
            shown.add_item(button)
    return shown


def _mentions(interaction: Interaction) -> list[tuple[str, str]]:
    """Each command's name and its mention."""
    ids = interaction.client.command_ids
    return [
        (command.qualified_name, f"</{command.qualified_name}:{ids[root]}>")
        for command in interaction.client.tree.walk_commands()
        if not isinstance(command, app_commands.Group)
        and (root := (command.root_parent or command).name) in ids
    ]
