"""The facts of articles, and of what is read out of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

Span = tuple[int, int]
"""Start and end (exclusive) in characters of an article's decoded text."""
EditedDate = date | Literal[""] | None
"""What editors say of a date: "" is that there is none, None nothing."""


def overlap(some: Iterable[Span], others: Collection[Span]) -> bool:
    """Return whether any of some spans shares a character with any of others."""
    return any(start < end_2 and start_2 < end for start, end in some for start_2, end_2 in others)


class Language(StrEnum):
    """The languages the bot reads and speaks."""

    JA = "ja"
    EN = "en"


class PredictionKind(StrEnum):
    """What a statement about the future really is."""

    OUTLOOK = "outlook"
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


class BodyKind(StrEnum):
    """What a block of an article's body is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    QUOTATION = "quotation"
    """Words that somebody else wrote or said, set apart from the text."""
    TABLE_ROW = "table-row"
    CAPTION = "caption"
    CODE = "code"
    TURN = "turn"
    """What one person says in a conversation."""


@dataclass(frozen=True, slots=True)
class BodyBlock(Passage):
    """One block of a body: a heading, a paragraph, a row of a table.

    `text` has exactly as many characters as its spans, which may differ in white space only. `breaks` are the
    offsets in `text` where its sentences end, in ascending order, the last one left out.
    """

    kind: BodyKind
    breaks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Quote(Passage):
    """Something somebody said, without its quotation marks.

    `spoken`: it is part of a conversation, and stands without quotation marks in the article."""

    speaker: str | None
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class Prediction(Passage):
    """A statement about what is to come; `horizon` is the time it names, in the article's own words.

    `kind` is None where it is uncertain, `speaker` where nobody is surely said to say so."""

    kind: PredictionKind | None
    horizon: str | None
    speaker: str | None = None


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
    """All that was read out of one text. `summary` is None where no sentence can stand alone.

    `body_blocks` are all that there is to read; the characters of each stand before those of the next.
    `adjoining` has the positions of the sentences that follow the one before with no heading and no words
    between. `translated`: the text says of itself that its words are a translation.
    """

    title: str | None
    author: str | None
    url: str | None
    language: Language
    body_blocks: tuple[BodyBlock, ...]
    sentences: tuple[Passage, ...]
    adjoining: tuple[int, ...]
    summary: Summary | None
    quotes: tuple[Quote, ...]
    predictions: tuple[Prediction, ...]
    translated: bool = False

    @property
    def body(self) -> str:
        """Return all that there is to read, with blank lines between the blocks."""
        return "\n\n".join(block.text for block in self.body_blocks)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What an article says of itself besides its text. `language` is two letters, whatever language it is.

    `url` is a page's canonical address where it names one on its own site, otherwise the one it came from.
    `translated`: its words are not those that were first written or said, but a translation; None: it doesn't
    say.
    """

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    date: date | None = None
    language: str | None = None
    url: str | None = None
    translated: bool | None = None


class ItemKind(StrEnum):
    """What an item is; a summary is stored as lines of three lengths."""

    QUOTE = "quote"
    PREDICTION = "prediction"
    LINE = "line"
    THREE = "three"
    SECTION = "section"


SUMMARY = (ItemKind.LINE, ItemKind.THREE, ItemKind.SECTION)


class Theme(StrEnum):
    """The colors of cards and charts."""

    PAPER = "paper"
    NIGHT = "night"
    INDIGO = "indigo"
    BAMBOO = "bamboo"
    SUNSET = "sunset"
    BLOSSOM = "blossom"
    GOLD = "gold"
    VIOLET = "violet"


class Style(StrEnum):
    """How a quotation is shown: as text, or as a card of some shape.

    Vertical ones have vertical lines if they are in Japanese: no other language is written so. An ID in a
    button has the index of a style: new ones go to the end.
    """

    TEXT = "text"
    CARD = "card"
    SQUARE = "square"
    VERTICAL = "vertical"
    VERTICAL_SQUARE = "vertical-square"
    PORTRAIT = "portrait"
    STORY = "story"
    VERTICAL_PORTRAIT = "vertical-portrait"
    VERTICAL_STORY = "vertical-story"


@dataclass(frozen=True, slots=True)
class Article:
    """An article without its text. `guild_id` None: shared with every guild.

    Articles with the same `work` are language editions of one another. `size` is in bytes of UTF-8; 0: the
    host removed a shipped one for good. To a guild that hid a shared one it is removed, since then.
    """

    id: int
    guild_id: int | None
    work: str | None
    title: str
    author: str | None
    url: str | None
    language: Language
    size: int
    added_at: datetime
    added_by: int | None
    removed_at: datetime | None
    publisher: str | None = None
    published: date | None = None
    translated: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can be shown: read out of an article, or made of its sentences by a guild's editors.

    `guild_id` is that guild; None: it was read. One that an editor made is seen there alone, in the place of
    the item `replaces`, or (None) beside what was read. Editors say of a prediction when it was made and
    until which date it can come true. `second`: when it was said in a recording."""

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
    spoken: bool = False
    guild_id: int | None = None
    replaces: int | None = None
    said_on: EditedDate = None
    due_on: EditedDate = None
    second: int | None = None


class Verdict(StrEnum):
    """What editors say of an item."""

    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Review:
    """An item as a guild sees it, with what its editors said: None is nothing yet. `read` is it as it was
    read, or what it takes the place of: where the two differ somebody corrected it."""

    item: Item
    read: Item
    verdict: Verdict | None

    @property
    def is_unchanged(self) -> bool:
        """Return whether it was approved as it was read."""
        return self.verdict is Verdict.APPROVED and self.item == self.read and not self.is_added

    @property
    def is_added(self) -> bool:
        """Return whether an editor made it, beside what was read."""
        return self.item.guild_id is not None and self.item.replaces is None


class Rights(StrEnum):
    """The ground on which an article's text, and what is made of it, may be exported."""

    OWN = "own"
    """Whoever says so wrote it, or owns it."""
    PERMISSION = "permission"
    LICENSE = "licence"
    """It is published under a free license; the value is older than the spelling."""
    PUBLIC_DOMAIN = "public-domain"


@dataclass(frozen=True, slots=True)
class Showing:
    """When a guild last saw an item: in which of its rounds, and at which turn (larger is later)."""

    round: int
    turn: int
