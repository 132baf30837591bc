"""Define the frame of each shape: its margins, and the sizes of what stands in it, in pixels."""

from __future__ import annotations

from dataclasses import dataclass

from bot.cards.content import Shape

SMALLEST_SIZE = 36
"""The smallest size of a quotation. Sizes are pixels of an em; on a phone, where a card is 360 points wide,
this one is 11 points."""
SMALLER_SPEAKER = 36
"""The size of a speaker whose name doesn't fit on one line in the usual one."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of a shape, its margins, and the sizes of type on it.

    `side` is left and right of the words. `top` is above them, and `bottom` below the last baseline; marks
    stand inside of both. `gap` is between the words and who said them.
    """

    width: int
    height: int
    side: int
    top: int
    bottom: int
    gap: int
    largest: int
    speaker: int
    title: int
    domain: int
    avatar: int


FRAMES = {
    Shape.WIDE: Frame(1200, 675, 112, 48, 48, 34, 360, 44, 32, 29, 140),
    Shape.SQUARE: Frame(1080, 1080, 112, 88, 88, 60, 420, 50, 35, 31, 168),
    Shape.PORTRAIT: Frame(1080, 1350, 112, 104, 104, 76, 420, 54, 37, 33, 188),
    # Where stories are shown, the app's own words cover 250 pixels at the top and at the bottom.
    Shape.STORY: Frame(1080, 1920, 112, 266, 276, 84, 420, 58, 39, 35, 264),
}
