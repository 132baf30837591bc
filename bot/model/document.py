"""An article between its bytes and its facts: typed blocks, with their places in the text that is kept."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum, auto

from bot.model.articles import Metadata, Passage, Span


@dataclass(frozen=True, slots=True, eq=False)
class ShownText:
    """Text without its markup; `offsets[i]` is the offset of `text[i]` in the source, in ascending order."""

    text: str
    offsets: array[int]

    @classmethod
    def of(cls, source: str, start: int, end: int) -> ShownText:
        """Return `source[start:end]` unchanged."""
        return cls(source[start:end], array("q", range(start, end)))

    @classmethod
    def join(cls, pieces: Iterable[ShownText]) -> ShownText:
        """Return the pieces, given in the order of the source, as one text."""
        pieces = list(pieces)
        at: array[int] = array("q")
        for piece in pieces:
            at.extend(piece.offsets)
        return cls("".join(piece.text for piece in pieces), at)

    def part(self, start: int, end: int) -> ShownText:
        """Return the characters from `start` to `end`, without leading and trailing white space."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        return ShownText(text, self.offsets[start : start + len(text)])

    def spans(self) -> tuple[Span, ...]:
        """Return the contiguous stretches of the source that make up this text, as long as possible."""
        spans: list[Span] = []
        start = end = -1
        for offset in self.offsets:
            if offset != end:
                if start >= 0:
                    spans.append((start, end))
                start = offset
            end = offset + 1
        if start >= 0:
            spans.append((start, end))
        return tuple(spans)

    def passage(self) -> Passage:
        """Return this text as part of a reading."""
        return Passage(self.text, self.spans())


class BlockKind(Enum):
    """What the markup says a block is."""

    HEADING = auto()
    PARAGRAPH = auto()
    LIST_ITEM = auto()
    QUOTATION = auto()
    """Words that somebody else wrote or said, set apart from the text."""
    TABLE_ROW = auto()
    CAPTION = auto()
    CODE = auto()
    TURN = auto()
    """What one person says in a conversation."""


@dataclass(frozen=True, slots=True)
class DocumentBlock:
    """One block, as a browser would show it: no markup, no line breaks of the source.

    `apart` says that more than a line break stands before it. `level` is that of a heading, 1 to 6, or 0
    where its markup gives none. `numbered` is set for an item of an ordered list. `linked` counts the
    characters of its links, `bold` the bold ones that it begins with; `has_url` says that an address was left
    out. `speaker` is whom a turn or a quotation names. `labels` stand beside the text and are no part of
    its sentences: the name before a turn, the line below a quotation that says whose it is, an item’s number.
    """

    kind: BlockKind
    shown: ShownText
    apart: bool = True
    level: int = 0
    numbered: bool = False
    linked: int = 0
    has_url: bool = False
    bold: int = 0
    speaker: str | None = None
    labels: tuple[ShownText, ...] = ()

    def set_apart(self, apart: bool) -> DocumentBlock:
        """Return the block; with `apart`, more than a line break stands before it."""
        return replace(self, apart=True) if apart and not self.apart else self


@dataclass(frozen=True, slots=True)
class Document:
    """An article as a front end found it.

    `source` is the text that is kept; all offsets count its characters. `whole`: all of it is the text, as
    that of a book is, and no block or sentence belongs to a page around it.
    """

    source: str
    metadata: Metadata
    blocks: tuple[DocumentBlock, ...]
    whole: bool = False
