"""Buttons and selects that work after a restart: their ids carry all that a click needs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, ClassVar, Self, TypeVar

import discord

from bot.errors import UserError
from bot.ui.deferral import Deferral, watch
from bot.ui.embeds import Renderer
from bot.ui.errors import report_error
from bot.ui.replies import Interaction, edit_message, renderer_for_user, slow_down

TEXT_LENGTH = 50
"""Characters of typed text that an id may carry: Discord takes 100 in all."""
MAX_OPTIONS, OPTION_LENGTH = 25, 100
"""Options of one select, and characters of one, as Discord has them."""

C = TypeVar("C", bound=discord.ui.Item[Any])
E = TypeVar("E", bound=StrEnum)


class DynamicComponent(discord.ui.DynamicItem[C], template=r"(?!)"):
    """A component whose id is `<name>:<state>`.

    `name` is what the template begins with; the template's named groups are the parts of the state. Ids stay
    under messages for years: a changed template must still match the ids that earlier versions made.
    """

    name: ClassVar[str]

    @property
    def deferral(self) -> Deferral:
        """Return what Discord is told where the answer takes long; a subclass may set it as an attribute."""
        return Deferral.EDIT

    def __init_subclass__(cls, *, template: str) -> None:
        super().__init_subclass__(template=template)
        cls.name = template.partition(":")[0]

    def __init__(self, item: C) -> None:
        super().__init__(item)
        self.state = self.custom_id.partition(":")[2]
        match = self.template.fullmatch(self.custom_id)
        if match is None:
            raise ValueError(f"{self.custom_id!r} does not match {self.template.pattern!r}")
        self.match = match

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Return the component that was clicked."""
        return cls(match.string.partition(":")[2])  # type: ignore[arg-type]  # what subclasses take

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Respond, unless the person clicks too often."""
        if not watch(interaction, self.deferral):
            return
        try:
            slow_down(interaction)
            await self.respond(interaction)
        except Exception as error:
            await report_error(interaction, error)

    async def respond(self, interaction: Interaction) -> None:
        """Do what the docstring of the class says; what this raises is reported privately."""
        raise NotImplementedError


class DynamicButton(DynamicComponent[discord.ui.Button[Any]], template=r"(?!)"):
    """A button, in the `style` of its class."""

    style: ClassVar[discord.ButtonStyle] = discord.ButtonStyle.secondary

    def __init__(self, state: str, label: str = "", *, disabled: bool = False) -> None:
        custom_id = f"{self.name}:{state}"
        super().__init__(
            discord.ui.Button(label=label, style=self.style, custom_id=custom_id, disabled=disabled)
        )


class DynamicSelect(DynamicComponent[discord.ui.Select[Any]], template=r"(?!)"):
    """A select of which one option is chosen."""

    def __init__(
        self, state: str, options: Sequence[discord.SelectOption] = (), placeholder: str | None = None
    ) -> None:
        super().__init__(self._select(f"{self.name}:{state}", options, placeholder))

    def _select(
        self, custom_id: str, options: Sequence[discord.SelectOption], placeholder: str | None
    ) -> Any:
        """Return the select itself; a subclass overrides it for another kind of select."""
        return discord.ui.Select(custom_id=custom_id, options=list(options), placeholder=placeholder)

    @property
    def value(self) -> Any:
        """Return what was chosen: the value of an option, or in a select of channels a channel."""
        return self.item.values[0]

    @property
    def number(self) -> int:
        """Return the id that the value of the chosen option ends with. Raises UserError("button-stale") where
        it has none."""
        match = re.search(r"[0-9]{1,18}\Z", str(self.value))
        if match is None:
            raise UserError("button-stale")
        return int(match[0])


def named(kind: type[E], value: str) -> E:
    """Return which of some names an id or an option has.

    Raises UserError("button-stale") for one there is no more: what an earlier version sent is still pressed.
    """
    try:
        return kind(value)
    except ValueError as error:
        raise UserError("button-stale") from error


class Cancel(DynamicButton, template=r"cancel:"):
    """Leave everything as it is, and say so in place of the question."""

    async def respond(self, interaction: Interaction) -> None:
        renderer = renderer_for_user(interaction)
        await edit_message(interaction, renderer.text_embed(renderer.say("cancelled")))


def page_buttons(
    renderer: Renderer,
    button: type[DynamicButton],
    prefix: str,
    page: int,
    count: int,
    suffix: str = "",
    *,
    arrows: bool = False,
) -> list[DynamicButton]:
    """Return the buttons to the pages before and after `page` (from 0) of `count`; none for a single page.

    The state of each is `prefix`, the page it leads to, and `suffix`. `arrows`: they share a row with others.
    """
    if count < 2:
        return []
    previous, following = (
        renderer.say(f"button-{way}{'-arrow' if arrows else ''}") for way in ("previous", "next")
    )
    return [
        button(f"{prefix}{max(page - 1, 0)}{suffix}", previous, disabled=page == 0),
        button(f"{prefix}{page + 1}{suffix}", following, disabled=page >= count - 1),
    ]
