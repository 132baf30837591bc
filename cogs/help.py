"""The command /help: how to begin, the commands that somebody can use, and what is stored."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import discord
from discord import app_commands
from discord.ext import commands

from bot.model import Language
from bot.ui.components import DynamicButton
from bot.ui.embeds import Renderer
from bot.ui.next_steps import ADD, MANAGE_ARTICLES, MANAGE_SCHEDULES, START, step_button
from bot.ui.replies import (
    Interaction,
    KotonohaBot,
    edit_message,
    guild_settings,
    may_edit,
    renderer_for_user,
    rows_view,
    send,
)

TRY = ("read", "summary", "quote", "prediction", "articles")
"""Commands that the first page offers to everybody."""
EDITING = (ADD, MANAGE_ARTICLES, START, MANAGE_SCHEDULES)
"""What it offers to editors: Discord may hide these commands from them."""


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
    if page == "data":
        buttons = [step_button(renderer, "privacy"), _page_button(renderer, "start")]
        return data_embed(renderer), rows_view(buttons)
    editor = may_edit(interaction, await guild_settings(interaction))
    if page == "commands":
        hidden = _mentions(interaction, editors=True) if editor else []
        menus = _message_commands(interaction, editors=editor)
        embed = commands_embed(renderer, _mentions(interaction, editors=False), hidden, menus)
        return embed, rows_view([_page_button(renderer, "start")])
    return _start_page(renderer, editor)


@lru_cache(2 * len(Language))
def _start_page(renderer: Renderer, editor: bool) -> tuple[discord.Embed, discord.ui.View]:
    return start_embed(renderer, editor=editor), rows_view(
        [step_button(renderer, command) for command in TRY],
        [step_button(renderer, step) for step in (EDITING if editor else ())],
        [_page_button(renderer, "commands"), _page_button(renderer, "data")],
    )


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


def commands_embed(
    renderer: Renderer,
    everyone: Sequence[tuple[str, str]],
    editors: Sequence[tuple[str, str]],
    menus: Sequence[str],
) -> discord.Embed:
    """Return what commands do, those for editors below the others: each by its qualified name and mention,
    and message commands by the keys of their names."""
    blocks = ["\n".join(_line(renderer, *command) for command in everyone)]
    if editors:
        lines = [renderer.say("help-for-editors"), *(_line(renderer, *command) for command in editors)]
        blocks.append("\n".join(lines))
    lines = [renderer.say("help-on-messages"), *(_menu_line(renderer, key) for key in menus)]
    blocks.append("\n".join(lines))
    return renderer.embed("plain", renderer.say("help-commands-label"), blocks)


def _menu_line(renderer: Renderer, key: str) -> str:
    name, what = renderer.say(key), renderer.say(f"{key}.description")
    return renderer.say("help-line", command=f"**{name}**", description=what)


def _line(renderer: Renderer, name: str, mention: str) -> str:
    say, parts = renderer.say, name.split()
    keys = ["command-" + "-".join(parts[: number + 1]) for number in range(len(parts))]
    here = " ".join(say(key) for key in keys)
    # A mention has the English name, whatever a person calls the command in their language.
    command = mention if here == name else say("help-command", mention=mention, name=here)
    return say("help-line", command=command, description=say(f"{keys[-1]}.description"))


def _page_button(renderer: Renderer, page: str) -> HelpPage:
    return HelpPage(page, renderer.say(f"help-page-{page}"))


def _mentions(interaction: Interaction, *, editors: bool) -> list[tuple[str, str]]:
    """Return the qualified name and the mention of each command for everyone, or for editors."""
    ids = interaction.client.command_ids
    return [
        (command.qualified_name, f"</{command.qualified_name}:{ids[root.name]}>")
        for command in interaction.client.tree.walk_commands()
        if not isinstance(command, app_commands.Group)
        and (root := command.root_parent or command).name in ids
        and editors == (root.default_permissions is not None)
    ]


def _message_commands(interaction: Interaction, *, editors: bool) -> list[str]:
    """Return the keys of the names of message commands, with those for `editors` or without."""
    commands = interaction.client.tree.get_commands(type=discord.AppCommandType.message)
    return [command.extras["key"] for command in commands if editors or command.default_permissions is None]


async def setup(bot: KotonohaBot) -> None:
    """Add the command and its buttons to the bot."""
    bot.add_dynamic_items(HelpPage)
    await bot.add_cog(HelpCog())
