"""What cards and charts show; light, since their fonts and their drawing are loaded when first needed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.model import Language, Theme


class Shape(StrEnum):
    """The format of a card."""

    WIDE = "wide"
    SQUARE = "square"
    PORTRAIT = "portrait"
    STORY = "story"


@dataclass(frozen=True, slots=True)
class Card:
    """The content and the look of a card; equal cards give the same image.

    `text` has no quotation marks around it, and gets none if it is `spoken`. `domain` is that of the source
    (example.org). `avatar` is a picture of the speaker, as a file; one that can't be read, or is too large,
    is left out. `note` says what kind of words these are; `excerpt_label` takes its place, and says that
    `text` is part of a longer quotation. Only a Japanese card may be `vertical`.
    """

    text: str
    speaker: str | None
    title: str
    domain: str | None
    language: Language
    shape: Shape = Shape.WIDE
    theme: Theme = Theme.PAPER
    vertical: bool = False
    excerpt_label: str | None = None
    note: str | None = None
    spoken: bool = False
    avatar: bytes | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One week: its label, and the numbers of 👍 and 👎 with their labels."""

    label: str
    up: int
    down: int
    up_label: str
    down_label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The content and the look of a chart; equal charts give the same image.

    `up_label` and `down_label` are the totals of 👍 and 👎.
    """

    title: str
    columns: tuple[Column, ...]
    up_label: str
    down_label: str
    theme: Theme = Theme.PAPER


@dataclass(frozen=True, slots=True)
class MovementChart:
    """How forecasts moved over the life of a question; equal charts give the same image.

    `steps` are, in order, when something changed (0 is when the question was asked, 1 when it is due) and the
    lower quartile, the median and the upper quartile from then on (0 to 1); the last stands until `until`.
    `levels` are the words for 0, a half and 1.
    """

    title: str
    steps: tuple[tuple[float, float, float, float], ...]
    until: float
    value_label: str
    start_label: str
    end_label: str
    levels: tuple[str, str, str]
    theme: Theme = Theme.PAPER


@dataclass(frozen=True, slots=True)
class CalibrationChart:
    """How often what was said came true; equal charts give the same image.

    `points` are what was said on average, the share of it that came true, the ends of an interval for that
    share (all 0 to 1), and how many forecasts it stands for. `note` is said below.
    """

    title: str
    points: tuple[tuple[float, float, float, float, int], ...]
    said_label: str
    true_label: str
    levels: tuple[str, str, str]
    note: str
    theme: Theme = Theme.PAPER


Drawing = Card | Chart | MovementChart | CalibrationChart


@dataclass(frozen=True, slots=True)
class RenderedImage:
    """A PNG image; `is_excerpt` says that a card shows only one sentence of its quotation."""

    png: bytes
    is_excerpt: bool = False


class TypesettingError(Exception):
    """A card cannot be typeset well: its quotation is to be shown as text."""


class TextTooLongError(TypesettingError):
    """A text does not fit on its card at a size that can be read on a phone."""


class MissingGlyphError(TypesettingError):
    """A text has `characters` that its typeface doesn't have."""

    def __init__(self, characters: str) -> None:
        super().__init__(" ".join(f"U+{ord(char):04X}" for char in characters))
        self.characters = characters
