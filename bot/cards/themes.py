"""Define the colors of the themes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.model import Theme

Color = tuple[int, int, int]


class ColorRole(StrEnum):
    """The use of a color."""

    WORDS = "words"
    """Of the quotation, its speaker and the numbers of a chart."""
    QUIET = "quiet"
    """Of text of less weight: the source, and labels."""
    ACCENT = "accent"
    """Of the marks around a quotation: an article's own among those of the theme."""
    UP = "up"
    """Of 👍."""
    DOWN = "down"
    """Of 👎."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colors of a theme (sRGB).

    The paper goes from the first color at its upper left to the second at its lower right. Everywhere on it,
    text has a contrast of at least 7:1, and accents and what represents votes of at least 3:1.
    """

    paper: tuple[Color, Color]
    colors: dict[ColorRole, Color]
    accents: tuple[Color, Color, Color, Color, Color]
    """Red, gold, green, blue and violet, so that an article has the same one in every theme."""

    def with_accent(self, number: int) -> Palette:
        """Return the palette with the accent of that number, counted around."""
        return replace(
            self, colors=self.colors | {ColorRole.ACCENT: self.accents[number % len(self.accents)]}
        )


def _palette(
    paper: tuple[Color, Color], words: Color, quiet: Color, votes: tuple[Color, Color], *accents: Color
) -> Palette:
    red, gold, green, blue, violet = accents
    roles = (ColorRole.WORDS, ColorRole.QUIET, ColorRole.UP, ColorRole.DOWN)
    return Palette(
        paper, dict(zip(roles, (words, quiet, *votes), strict=True)), (red, gold, green, blue, violet)
    )


PALETTES = {
    Theme.PAPER: _palette(
        ((250, 247, 240), (244, 239, 228)),
        (33, 31, 28),
        (78, 72, 63),
        ((92, 124, 76), (186, 104, 72)),
        *((186, 62, 46), (188, 112, 0), (62, 118, 68), (36, 96, 158), (114, 74, 160)),
    ),
    Theme.NIGHT: _palette(
        ((28, 31, 38), (18, 20, 25)),
        (240, 236, 226),
        (188, 182, 169),
        ((150, 178, 122), (208, 136, 104)),
        *((240, 122, 104), (236, 180, 84), (140, 196, 130), (116, 178, 240), (186, 156, 240)),
    ),
    Theme.INDIGO: _palette(
        ((16, 28, 68), (34, 62, 120)),
        (246, 248, 253),
        (208, 217, 238),
        ((150, 214, 160), (255, 160, 130)),
        *((255, 142, 124), (248, 196, 96), (150, 214, 160), (136, 204, 250), (206, 182, 255)),
    ),
    Theme.BAMBOO: _palette(
        ((204, 233, 196), (150, 210, 164)),
        (10, 38, 26),
        (20, 50, 35),
        ((20, 104, 60), (158, 52, 30)),
        *((168, 44, 40), (146, 84, 0), (20, 104, 60), (24, 80, 150), (98, 50, 150)),
    ),
    Theme.SUNSET: _palette(
        ((122, 26, 40), (56, 14, 52)),
        (255, 246, 238),
        (242, 212, 204),
        ((166, 220, 150), (255, 176, 120)),
        *((255, 150, 128), (255, 200, 96), (166, 220, 150), (150, 206, 245), (226, 188, 255)),
    ),
    Theme.BLOSSOM: _palette(
        ((254, 240, 241), (246, 204, 214)),
        (58, 16, 32),
        (92, 42, 60),
        ((54, 116, 72), (186, 60, 40)),
        *((190, 44, 78), (172, 96, 0), (54, 116, 72), (40, 96, 164), (122, 64, 160)),
    ),
    Theme.GOLD: _palette(
        ((252, 206, 72), (244, 178, 36)),
        (34, 22, 4),
        (56, 38, 8),
        ((24, 98, 58), (166, 34, 26)),
        *((166, 34, 26), (112, 58, 8), (24, 98, 58), (22, 76, 150), (98, 44, 140)),
    ),
    Theme.VIOLET: _palette(
        ((40, 22, 82), (86, 38, 112)),
        (250, 245, 255),
        (222, 208, 238),
        ((158, 218, 160), (255, 166, 140)),
        *((255, 148, 140), (250, 200, 104), (158, 218, 160), (146, 204, 252), (214, 184, 255)),
    ),
}
