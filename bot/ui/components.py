"""Buttons and selects that work for ever: their ids say all they need, so that a restart doesn't matter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar, Self

import discord

from bot.ui.embeds import Renderer
from bot.ui.replies import Interaction, renderer_for_user, replace, report_error, slow_down

TEXT_LENGTH = 50
"""What somebody typed may be this long, so that it fits into a button's id."""


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
            await report_error(interaction, error)

    async def press(self, interaction: Interaction) -> None:
        """Does what the button says; what it raises is answered privately."""
        raise NotImplementedError


class Choice(discord.ui.DynamicItem[discord.ui.Select[Any]], template=r"(?!)"):
    """A select whose id is `<name>:<state>`, of which one option is chosen."""

    name: ClassVar[str]

    def __init__(
        self,
        state: str,
        options: Sequence[discord.SelectOption] = (),
        placeholder: str | None = None,
        *,
        row: int | None = None,
    ) -> None:
        self.state = state
        super().__init__(self._select(f"{self.name}:{state}", options, placeholder, row))

    def _select(
        self,
        custom_id: str,
        options: Sequence[discord.SelectOption],
        placeholder: str | None,
        row: int | None,
    ) -> Any:
        """The component itself: what a subclass overrides for another kind of select."""
        return discord.ui.Select(custom_id=custom_id, options=list(options), placeholder=placeholder, row=row)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        return cls(match["state"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        try:
            slow_down(interaction)
            await self.choose(interaction, self.item.values[0])
        except Exception as error:
            await report_error(interaction, error)

    async def choose(self, interaction: Interaction, value: str) -> None:
        """Does what was chosen; what it raises is answered privately."""
        raise NotImplementedError


class Cancel(Button, template=r"cancel:(?P<state>)"):
    """Leaves everything as it is."""

    name = "cancel"

    async def press(self, interaction: Interaction) -> None:
        renderer = renderer_for_user(interaction)
        await replace(interaction, renderer.note(renderer.say("cancelled")), None)


def view(*components: discord.ui.Item[Any]) -> discord.ui.View:
    """Buttons and selects that never time out."""
    shown = discord.ui.View(timeout=None)
    for component in components:
        shown.add_item(component)
    return shown


def turn(
    renderer: Renderer, button: type[Button], prefix: str, page: int, count: int, suffix: str = ""
) -> list[Button]:
    """The buttons that turn `count` pages, if there are two or more: `prefix`, a page and `suffix` are their
    state."""
    if count < 2:
        return []
    return [
        button(f"{prefix}{max(page - 1, 0)}{suffix}", renderer.say("button-previous"), disabled=page == 0),
        button(f"{prefix}{page + 1}{suffix}", renderer.say("button-next"), disabled=page >= count - 1),
    ]
