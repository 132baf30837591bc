"""A box, and the penalties of breaks between boxes: what line breaking works on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum, auto

from bot.cards import characters
from bot.cards.fonts import Font

NEVER = math.inf
"""The penalty of a break that is not allowed."""
AFTER_CLAUSE = 0.0
"""The penalty of a break after a comma or a full stop."""
AFTER_PHRASE = 0.2
"""The penalty of a break after any other phrase, or between English words."""
WITHIN_PHRASE = 1.0
"""The penalty of a break inside a phrase."""
WITHIN_WORD = 4.0
"""The penalty of a break that is probably inside a word."""


class Orientation(Enum):
    """How the characters of a box are oriented in a vertical line (as in CSS Writing Modes)."""

    SIDEWAYS = auto()
    """Rotated to the right; also every box of a horizontal line, where nothing is rotated."""
    UPRIGHT = auto()
    """Upright, one below the other, in their vertical forms."""
    COMBINED = auto()
    """Upright, side by side in one square (tate-chu-yoko)."""


@dataclass(frozen=True, slots=True)
class Box:
    """Clusters between which no line breaks, with the glue and the penalty after them. Lengths are in em.

    `offsets` is where each cluster starts. `start_bearing` and `end_bearing` are blank parts of `width`,
    dropped at the start and the end of a line; at the end, punctuation may also hang out of the line by
    `hanging`. `glue`, of a fixed width and possibly negative, is the space before the next box of the line;
    `penalty` is the cost of a break there, which drops the glue.

    Boxes, glue and penalties are those of Knuth and Plass, "Breaking paragraphs into lines", Software:
    Practice and Experience 11, 1981.
    """

    text: str
    width: float
    offsets: tuple[float, ...]
    font: Font
    orientation: Orientation = Orientation.SIDEWAYS
    start_bearing: float = 0.0
    end_bearing: float = 0.0
    hanging: float = 0.0
    glue: float = 0.0
    penalty: float = NEVER

    @property
    def clusters(self) -> tuple[str, ...]:
        """Return what is set at each of the `offsets`."""
        return characters.clusters(self.text)
