"""Text as it is shown, with the offset of each character in its source."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from bot.model import Passage, Span


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
