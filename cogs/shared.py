"""The buttons that stand under the replies of several features."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.errors import UserError
from bot.ui import saving, votes
from bot.ui.components import Cancel, DynamicButton
from bot.ui.context import SeeInContext, SeePlace
from bot.ui.deferral import Deferral
from bot.ui.next_steps import MOVED, RUN
from bot.ui.replies import Interaction, KotonohaBot
from bot.ui.scope import works_here


class RunCommand(
    DynamicButton,
    template=rf"{RUN}:(?P<command>[a-z]+( [a-z]+)?)(:(?P<option>schedule|article)=(?P<value>#\d{{1,18}}))?",
):
    """Run a command as if it had been typed (see `bot.ui.next_steps.step_button`)."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        """Call the command, which checks who may use it; its answer is private where it has that option.

        What is now in a panel leads to the panel, which need not take the option.
        """
        name, option = self.match["command"], self.match["option"]
        command = _command(interaction, MOVED.get(name, name))
        options: dict[str, Any] = {}
        if option and not (name in MOVED and command and command.get_parameter(option) is None):
            options[option] = self.match["value"]
        if command is None or not _takes(command, *options):
            raise UserError("button-stale")
        if not works_here(interaction, command):
            raise UserError("guild-only")
        if command.get_parameter("private"):
            options["private"] = True
        callback: Any = command.callback
        await callback(command.binding, interaction, **options)
        interaction.client.dispatch("app_command_end", interaction)


def _command(interaction: Interaction, name: str) -> app_commands.Command[Any, ..., Any] | None:
    """Return the command with a qualified name; None if there is none."""
    everything = interaction.client.tree.walk_commands()
    commands = (command for command in everything if isinstance(command, app_commands.Command))
    return next((command for command in commands if command.qualified_name == name), None)


def _takes(command: app_commands.Command[Any, ..., Any], *options: str) -> bool:
    """Return whether a command can be run with these options alone."""
    taken = {option.name: option.required for option in command.parameters}
    needed = {name for name, required in taken.items() if required}
    return needed <= set(options) <= taken.keys()


async def setup(bot: KotonohaBot) -> None:
    """Add the buttons to the bot."""
    bot.add_dynamic_items(SeeInContext, SeePlace, Cancel, RunCommand, *votes.COMPONENTS, *saving.COMPONENTS)
