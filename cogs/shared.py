"""The buttons that stand under the replies of several features."""

from __future__ import annotations

from typing import Any

from bot.ui import votes
from bot.ui.components import Cancel, DynamicButton
from bot.ui.context import SeeInContext
from bot.ui.next_steps import RUN
from bot.ui.replies import Interaction, KotonohaBot


class RunCommand(
    DynamicButton,
    template=rf"{RUN}:(?P<command>[a-z]+( [a-z]+)?)(:(?P<option>schedule)=(?P<value>#\d{{1,18}}))?",
):
    """Run a command as if it had been typed (see `bot.ui.next_steps.step_button`)."""

    async def respond(self, interaction: Interaction) -> None:
        """Call the command, which checks who may use it; its answer is private where it has that option."""
        command: Any = interaction.client.tree
        for name in self.match["command"].split():
            command = command.get_command(name)
        options: dict[str, Any] = {}
        if self.match["option"]:
            options[self.match["option"]] = self.match["value"]
        if any(parameter.name == "private" for parameter in command.parameters):
            options["private"] = True
        await command.callback(command.binding, interaction, **options)


async def setup(bot: KotonohaBot) -> None:
    """Add the buttons to the bot."""
    bot.add_dynamic_items(SeeInContext, Cancel, RunCommand, *votes.COMPONENTS)
