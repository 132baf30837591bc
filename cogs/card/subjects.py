"""What a card is made of, and a quotation as that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import discord

from bot.errors import UserError
from bot.library.visibility import ItemWithArticle
from bot.model import Style, Theme
from bot.ui.embeds import Renderer
from bot.ui.items import item_view
from bot.ui.pictures import Picture, quote_picture
from bot.ui.replies import Interaction, KotonohaBot
from bot.ui.scope import scope
from cogs.card.messages import QuotedMessage

KEY = r"\d{1,18}|m\d{1,20}"
"""What ids name a subject by: an item, or "m" and the interaction that a held message came with."""


class Subject(Protocol):
    """Words that a card can be made of."""

    @property
    def key(self) -> str:
        """Return what ids name it by, as `KEY` has it."""

    async def picture(
        self, client: KotonohaBot, renderer: Renderer, style: Style, theme: Theme
    ) -> Picture | None:
        """Return the card; None where its words can't be set so, or not in time."""

    def embed(self, renderer: Renderer, picture: Picture | None) -> discord.Embed:
        """Return what stands below the card, or in its place."""

    @property
    def goes_anywhere(self) -> bool:
        """Return whether it may be posted where the bot can neither read nor delete a message."""

    def buttons(self, renderer: Renderer, *, votes: bool) -> discord.ui.View:
        """Return what stands under the card where everybody sees it; `votes` are counted for servers."""

    async def require_current(self, interaction: Interaction) -> None:
        """Raise UserError where nobody may make a card of it any more; asked right before it is posted."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation of an article."""

    found: ItemWithArticle

    @property
    def key(self) -> str:
        """Return the item's id."""
        return str(self.found.item.id)

    async def picture(
        self, client: KotonohaBot, renderer: Renderer, style: Style, theme: Theme
    ) -> Picture | None:
        """Return its card."""
        return await quote_picture(client.painter, renderer, self.found, style, theme)

    def embed(self, renderer: Renderer, picture: Picture | None) -> discord.Embed:
        """Return its source, and without a picture the quotation itself."""
        if picture is None:
            return renderer.quote(self.found)
        return renderer.card(self.found, part=picture.part, horizontal=picture.horizontal)

    @property
    def goes_anywhere(self) -> bool:
        """Return that it does."""
        return True

    def buttons(self, renderer: Renderer, *, votes: bool) -> discord.ui.View:
        """Return the buttons that any quotation has."""
        return item_view(renderer, self.found.item, votes=votes)

    async def require_current(self, interaction: Interaction) -> None:
        """Return: it has just been looked up."""


async def find(interaction: Interaction, key: str) -> Subject:
    """Return what `key` names. Raises UserError where the quotation is none (any more) that the guild is
    shown, or where the message is held no more, or for somebody else."""
    if not key.startswith("m"):
        selection = interaction.client.library.selection
        return Quotation(await selection.quotation(scope(interaction), int(key)))
    held = interaction.client.held.get(int(key[1:]), interaction.user.id)
    if not isinstance(held, QuotedMessage):
        raise UserError("held-gone")
    return held
