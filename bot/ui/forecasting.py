"""What leads to questions about predictions, and how a question looks: cogs.forecast answers the presses."""

from __future__ import annotations

from typing import Any

import discord

from bot.ui.embeds import Renderer

FORECASTS, FORECAST_ITEM = "forecasts", "forecast-item"
"""Begin the ids of the button for all questions of a server, and of that for those about one prediction."""


def forecasts_button(renderer: Renderer) -> discord.ui.Button[Any]:
    """Return the button for all questions of the server."""
    return discord.ui.Button(label=renderer.say("button-forecasts"), custom_id=f"{FORECASTS}:")


def forecast_button(renderer: Renderer, item_id: int) -> discord.ui.Button[Any]:
    """Return the button for the questions about a prediction."""
    return discord.ui.Button(label=renderer.say("button-forecast"), custom_id=f"{FORECAST_ITEM}:{item_id}")
