"""Pictures of how forecasts moved, and of what came true how often: none is drawn yet, so words say it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards import Painter
from bot.model import Community, Question, Theme
from bot.scoring import Bin
from bot.ui.embeds import Renderer
from bot.ui.pictures import Picture


async def movement_picture(
    painter: Painter, renderer: Renderer, community: Community, question: Question, theme: Theme
) -> Picture | None:
    """Return how the quartiles of all forecasts of a question moved; None where it has to be text."""
    return None


async def calibration_picture(
    painter: Painter, renderer: Renderer, bins: Sequence[Bin], theme: Theme
) -> Picture | None:
    """Return what was said, and how often it came true; None where it has to be text."""
    return None
