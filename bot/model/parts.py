"""The parts in which the body of an article is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.articles import BodyKind, Passage


class PartSize(StrEnum):
    """How long the parts of an article are."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Place:
    """How far somebody has read an article in a guild: `start` is that of the part they saw last."""

    article_id: int
    start: int
    size: PartSize
    read_at: datetime


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
    from `end`. `minutes` is how long reading it takes, at least 1.
    """

    number: int
    count: int
    start: int
    end: int
    pieces: tuple[Piece, ...]
    minutes: int
