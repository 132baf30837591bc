"""The command /help: how to begin, all commands, and what is stored."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.model import Language
from bot.ui.components import DynamicButton
from bot.ui.embeds import Renderer
from bot.ui.next_steps import ADD, START, step_button
from bot.ui.replies import (
    Interaction,
    KotonohaBot,
    edit_message,
    guild_settings,
    may_edit,
    persistent_view,
    renderer_for_user,
    send,
)

TRY = ("summary", "quote", "prediction")
"""Commands that the first page offers to everybody."""


class HelpCog(commands.Cog):
    """Where to begin: things to try, the commands, what is stored and how to have it deleted."""

    @app_commands.command()
    async def help(self, interaction: Interaction) -> None:
        """Show the first page of the help, privately."""
        await send(interaction, *await help_page(interaction, "start"), private=True)


class HelpPage(DynamicButton, template=r"help:(?P<page>start|commands|data)"):
    """Turn to a page of the help."""

    async def respond(self, interaction: Interaction) -> None:
        await edit_message(interaction, *await help_page(interaction, self.match["page"]))


async def help_page(interaction: Interaction, page: str) -> tuple[discord.Embed, discord.ui.View]:
    """Return a page of the help: `start`, `commands` or `data`."""
    renderer = renderer_for_user(interaction)
    if page == "commands":
        embed = commands_embed(renderer, _mentions(interaction))
        return embed, persistent_view(_page_button(renderer, "start"))
    if page == "data":
        buttons = step_button(renderer, "privacy"), _page_button(renderer, "start")
        return data_embed(renderer), persistent_view(*buttons)
    editor = may_edit(interaction, await guild_settings(interaction))
    rows: list[list[discord.ui.Item[Any]]] = [[step_button(renderer, command) for command in TRY]]
    if editor:
        rows.append([step_button(renderer, ADD), step_button(renderer, START)])
    rows.append([_page_button(renderer, "commands"), _page_button(renderer, "data")])
    for number, row in enumerate(rows):
        for button in row:
            button.row = number
    return start_embed(renderer, editor=editor), persistent_view(*itertools.chain(*rows))


def start_embed(renderer: Renderer, *, editor: bool) -> discord.Embed:
    """Return what the bot is for, above the buttons to try it."""
    keys = ["help-what", "help-try", *(["help-editors"] if editor else [])]
    return renderer.embed("plain", renderer.say("help-label"), [renderer.say(key) for key in keys])


def data_embed(renderer: Renderer) -> discord.Embed:
    """Return what is stored, and how to have it deleted."""
    say = renderer.say
    embed = renderer.embed("plain", say("help-data-label"), [])
    embed.add_field(name=say("help-stored-label"), value=say("help-stored"), inline=False)
    embed.add_field(name=say("help-delete-label"), value=say("help-delete"), inline=False)
    return embed


def commands_embed(renderer: Renderer, commands: Sequence[tuple[str, str]]) -> discord.Embed:
    """Return each command with its English and Japanese names, a block for each root that has subcommands.

    `commands` holds qualified names and mentions, those of one root together.
    """
    say, japanese = renderer.say, renderer.in_language(Language.JA).say
    blocks: list[list[str]] = [[]]
    for root, members in itertools.groupby(commands, key=lambda command: command[0].split()[0]):
        names = [(mention, f"command-{name.replace(' ', '-')}") for name, mention in members]
        alone = names == [(names[0][0], f"command-{root}")]
        head = say(
            "help-line",
            command=names[0][0] if alone else f"**/{root}**",
            ja=japanese(f"command-{root}"),
            description=say(f"command-{root}.description"),
        )
        if alone:
            blocks[-1].append(head)
        else:
            subcommands = [say("help-sub", mention=mention, ja=japanese(key)) for mention, key in names]
            blocks += [[head, say("help-joined").join(subcommands)], []]
    text = ["\n".join(block) for block in blocks if block]
    return renderer.embed("plain", say("help-commands-label"), text)


def _page_button(renderer: Renderer, page: str) -> HelpPage:
    return HelpPage(page, renderer.say(f"help-page-{page}"))


def _mentions(interaction: Interaction) -> list[tuple[str, str]]:
    """Return each command's qualified name and its mention."""
    ids = interaction.client.command_ids
    return [
        (command.qualified_name, f"</{command.qualified_name}:{ids[root]}>")
        for command in interaction.client.tree.walk_commands()
        if not isinstance(command, app_commands.Group)
        and (root := (command.root_parent or command).name) in ids
    ]


async def setup(bot: KotonohaBot) -> None:
    """Add the command and its buttons to the bot."""
    bot.add_dynamic_items(HelpPage)
    await bot.add_cog(HelpCog())
