"""What every button is: it says all it needs in its id, and fails as commands do."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Self

import discord

from bot.replies import Interaction, fail, slow_down


class Button(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"(?!)"):
    """A button whose id is `<name>:<state>`."""

    name: ClassVar[str]
    style: ClassVar[discord.ButtonStyle] = discord.ButtonStyle.secondary

    def __init__(self, state: str, label: str = "", *, disabled: bool = False) -> None:
        self.state = state
        super().__init__(
            discord.ui.Button(
                label=label,
                style=self.style,
                custom_id=f"{self.name}:{state}",
                disabled=disabled,
            )
        )

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        return cls(match["state"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        try:
            slow_down(interaction)
            await self.press(interaction)
        except Exception as error:
            await fail(interaction, error)

    async def press(self, interaction: Interaction) -> None:
        """Does what the button says; what it raises is answered privately."""
        raise NotImplementedError


def view(*buttons: Button) -> discord.ui.View:
    """A row of buttons that never times out."""
    shown = discord.ui.View(timeout=None)
    for button in buttons:
        shown.add_item(button)
    return shown
