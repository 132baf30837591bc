"""The colours of cards."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.model import Theme

Colour = tuple[int, int, int]


class Ink(StrEnum):
    """What a colour is for."""

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
    """A theme's colours (sRGB); each text stands on paper with a contrast of 7:1 at least, what stands for
    votes with one of 3:1."""

    paper: Colour
    inks: dict[Ink, Colour]


PALETTES = {
    Theme.LIGHT: Palette(
        (248, 245, 238),
        {
            Ink.WORDS: (33, 31, 28),
            Ink.QUIET: (78, 72, 63),
            Ink.ORNAMENT: (108, 138, 92),
            Ink.UP: (92, 124, 76),
            Ink.DOWN: (186, 104, 72),
        },
    ),
    Theme.DARK: Palette(
        (24, 27, 33),
        {
            Ink.WORDS: (240, 236, 226),
            Ink.QUIET: (188, 182, 169),
            Ink.ORNAMENT: (150, 178, 122),
            Ink.UP: (150, 178, 122),
            Ink.DOWN: (208, 136, 104),
        },
    ),
}


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours (WCAG 2.2): 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
