"""Buttons that stand for a command."""

from __future__ import annotations

from typing import Any, Self

from bot.ui.components import Button
from bot.ui.embeds import Renderer
from bot.ui.next_steps import RUN, named
from bot.ui.replies import Interaction


class CommandButton(Button, template=rf"{RUN}:(?P<state>[a-z]+( [a-z]+)?(:schedule=#\d{{1,18}})?)"):
    """Runs a command as if it had been typed, answered privately; the command checks who may.

    The state is its name and perhaps one option: `daily preview:schedule=#5`.
    """

    name = RUN

    @classmethod
    def offer(cls, renderer: Renderer, command: str, option: str = "") -> Self:
        """The button for a command, with its own words."""
        return cls(f"{command}:{option}" if option else command, renderer.say(named(command)))

    async def press(self, interaction: Interaction) -> None:
        name, _, option = self.state.partition(":")
        command: Any = interaction.client.tree
        for word in name.split():
            command = command.get_command(word)
        given: dict[str, Any] = dict([option.split("=")]) if option else {}
        if any(parameter.name == "private" for parameter in command.parameters):
            given["private"] = True
        await command.callback(command.binding, interaction, **given)
