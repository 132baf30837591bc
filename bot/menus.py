"""Select menus that work like buttons: the id says all they need, and everything is checked again."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Self

import discord
from discord.ui.select import BaseSelect

from bot.replies import Interaction, fail, slow_down


class Menu(discord.ui.DynamicItem[BaseSelect[Any]], template=r"(?!)"):
    """A select menu whose id is `<name>:<state>`."""

    name: ClassVar[str]

    def __init__(self, state: str, select: BaseSelect[Any]) -> None:
        self.state = state
        select.custom_id = f"{self.name}:{state}"
        super().__init__(select)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        assert isinstance(item, BaseSelect)  # noqa: S101 - the id is only ever on one
        return cls(match["state"], item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        try:
            slow_down(interaction)
            await self.choose(interaction, self.item.values[0])
        except Exception as error:
            await fail(interaction, error)

    async def choose(self, interaction: Interaction, value: Any) -> None:
        """Does what the menu is for with the value that was chosen; what it raises is answered privately."""
        raise NotImplementedError
