"""The buttons that stand under the replies of several features."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.errors import UserError
from bot.ui import votes
from bot.ui.components import Cancel, DynamicButton
from bot.ui.context import SeeInContext
from bot.ui.next_steps import RUN
from bot.ui.replies import Interaction, KotonohaBot


class RunCommand(
    DynamicButton,
    template=rf"{RUN}:(?P<command>[a-z]+( [a-z]+)?)(:(?P<option>schedule|article)=(?P<value>#\d{{1,18}}))?",
):
    """Run a command as if it had been typed (see `bot.ui.next_steps.step_button`)."""

    async def respond(self, interaction: Interaction) -> None:
        """Call the command, which checks who may use it; its answer is private where it has that option."""
        command = next(
            (
                command
                for command in interaction.client.tree.walk_commands()
                if isinstance(command, app_commands.Command)
                and command.qualified_name == self.match["command"]
            ),
            None,
        )
        options: dict[str, Any] = {}
        if self.match["option"]:
            options[self.match["option"]] = self.match["value"]
        taken = {option.name: option.required for option in command.parameters} if command else {}
        needed = {name for name, required in taken.items() if required}
        if command is None or not needed <= options.keys() <= taken.keys():
            raise UserError("button-stale")
        if "private" in taken:
            options["private"] = True
        callback: Any = command.callback
        await callback(command.binding, interaction, **options)


async def setup(bot: KotonohaBot) -> None:
    """Add the buttons to the bot."""
    bot.add_dynamic_items(SeeInContext, Cancel, RunCommand, *votes.COMPONENTS)
