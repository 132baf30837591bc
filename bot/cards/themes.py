"""Define the colors of the themes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.model import Theme

Color = tuple[int, int, int]


class ColorRole(StrEnum):
    """The use of a color."""

    WORDS = "words"
    """Of the quotation, its speaker and the numbers of a chart."""
    QUIET = "quiet"
    """Of text of less weight: the source, and labels."""
    ORNAMENT = "ornament"
    UP = "up"
    """Of 👍."""
    DOWN = "down"
    """Of 👎."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colors of a theme (sRGB).

    Text has a contrast of at least 7:1 to the paper, and what represents votes of at least 3:1.
    """

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
