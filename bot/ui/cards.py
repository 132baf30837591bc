"""What leads from words that are shown to a card of them: cogs.card makes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import discord

from bot.model import Style
from bot.ui.embeds import Renderer

CARD, CHOOSE = "card", "card-choose"
"""Begin the ids of the button for one quotation, and of the select among several."""
CARDS: list[Style] = [style for style in Style if style is not Style.TEXT]
"""The styles of cards."""
StyleName = Literal[
    "text",
    "card",
    "square",
    "portrait",
    "story",
    "vertical",
    "vertical-square",
    "vertical-portrait",
    "vertical-story",
]
"""The names of all styles, as commands offer them."""


def card_button(renderer: Renderer, item_id: int) -> discord.ui.Button[Any]:
    """Return the button for a card of a quotation."""
    return discord.ui.Button(label=renderer.say("button-card"), custom_id=f"{CARD}:{item_id}")


def card_select(renderer: Renderer, quotations: Mapping[int, str]) -> discord.ui.Select[Any]:
    """Return the select for a card of one of several quotations: what each is called, by its item id."""
    options = [discord.SelectOption(label=label, value=str(item)) for item, label in quotations.items()]
    return discord.ui.Select(
        custom_id=f"{CHOOSE}:", options=options, placeholder=renderer.say("card-choose-placeholder")
    )
