"""The colors of cards."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.model import Theme

Color = tuple[int, int, int]


class ColorRole(StrEnum):
    """What a color is for."""

    WORDS = "words"
    QUIET = "quiet"
    """Who said them, and where."""
    ORNAMENT = "ornament"
    """Nothing that is read."""
    UP = "up"
    """What stands for 👍,"""
    DOWN = "down"
    """and for 👎."""


@dataclass(frozen=True, slots=True)
class Palette:
    """A theme's colors (sRGB); each text stands on paper with a contrast of 7:1 at least, what stands for
    votes with one of 3:1."""

    paper: Color
    colors: dict[ColorRole, Color]


PALETTES = {
    Theme.LIGHT: Palette(
        (248, 245, 238),
        {
            ColorRole.WORDS: (33, 31, 28),
            ColorRole.QUIET: (78, 72, 63),
            ColorRole.ORNAMENT: (108, 138, 92),
            ColorRole.UP: (92, 124, 76),
            ColorRole.DOWN: (186, 104, 72),
        },
    ),
    Theme.DARK: Palette(
        (24, 27, 33),
        {
            ColorRole.WORDS: (240, 236, 226),
            ColorRole.QUIET: (188, 182, 169),
            ColorRole.ORNAMENT: (150, 178, 122),
            ColorRole.UP: (150, 178, 122),
            ColorRole.DOWN: (208, 136, 104),
        },
    ),
}
