"""The facts that every room shares: frozen, parsed at the door."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Span = tuple[int, int]
"""Start and end (exclusive) in characters of an article's decoded text."""


class Language(StrEnum):
    """The languages the bot reads and speaks."""

    JA = "ja"
    EN = "en"


class PredictionKind(StrEnum):
    """What a statement about the future really is."""

    FORECAST = "forecast"
    """Something will, or may, happen."""
    CLAIM = "claim"
    """Something can, or cannot, do a thing today."""
    LIMIT = "limit"
    """Something stands in the way."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of an article as they are shown, and where they stand.

    `text` equals the joined slices `source[start:end]` of `spans`, white space aside. Spans are in order
    and do not overlap.
    """

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Quote(Passage):
    """Something somebody said, without its quotation marks."""

    speaker: str | None


@dataclass(frozen=True, slots=True)
class Prediction(Passage):
    """A statement about what is to come; `horizon` is the time it names, in the article's own words."""

    kind: PredictionKind
    horizon: str | None


@dataclass(frozen=True, slots=True)
class Section:
    """One section in one sentence; the part before the first heading has no heading."""

    heading: str | None
    summary: Passage


@dataclass(frozen=True, slots=True)
class Summary:
    """An article in one sentence, in three (fewer only if it has fewer), and by section."""

    line: Passage
    three: tuple[Passage, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of one text. `summary` is None where no sentence can stand alone."""

    title: str | None
    author: str | None
    url: str | None
    language: Language
    body: str
    sentences: tuple[Passage, ...]
    summary: Summary | None
    quotes: tuple[Quote, ...]
    predictions: tuple[Prediction, ...]


class ItemKind(StrEnum):
    """What an item is; a summary is stored as lines of three lengths."""

    QUOTE = "quote"
    PREDICTION = "prediction"
    LINE = "line"
    THREE = "three"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Guild:
    """What the people who manage a guild chose; None is "not chosen"."""

    id: int
    language: Language | None
    zone: str | None
    editor_role: int | None


@dataclass(frozen=True, slots=True)
class Article:
    """An article without its text. `guild_id` None: shared with every guild. Times are Unix seconds.

    Articles with the same `work` are language editions of one another. `size` is in bytes of UTF-8.
    """

    id: int
    guild_id: int | None
    work: str | None
    title: str
    author: str | None
    url: str | None
    language: Language
    size: int
    added_at: int
    added_by: int | None
    removed_at: int | None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was read out of an article and can be shown."""

    id: int
    article_id: int
    kind: ItemKind
    position: int
    text: str
    spans: tuple[Span, ...]
    speaker: str | None = None
    prediction_kind: PredictionKind | None = None
    horizon: str | None = None
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Showing:
    """When a guild last saw an item: in which of its rounds, and at which turn (larger is later)."""

    round: int
    turn: int
