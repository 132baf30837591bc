"""The body of an article, and the parts in which it is read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.model.articles import Passage


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


class PartSize(StrEnum):
    """How long the parts of an article are."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Piece(Passage):
    """A block as it stands in a part, or the stretch of one that had to be cut; `continued`: its block begins
    in an earlier part."""

    kind: BodyKind
    continued: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an article: `number` of `count`, from 1.

    `start` and `end` are offsets in the article's stored text; the next part starts where the body goes on
    from `end`. `minutes` is how long reading it takes, at least 1. `heading` is that of the section in which
    it begins, None before the first.
    """

    number: int
    count: int
    start: int
    end: int
    pieces: tuple[Piece, ...]
    minutes: int
    heading: str | None
