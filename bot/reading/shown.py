"""Words as they are shown, and where each of their characters stands in the source."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from bot.model import Passage, Span


@dataclass(frozen=True, slots=True, eq=False)
class ShownText:
    """Text without its markup. `at[i]` is the place in the source of `text[i]`; it only ever grows."""

    text: str
    offsets: array[int]

    @classmethod
    def of(cls, source: str, start: int, end: int) -> ShownText:
        """The words `source[start:end]` as they are."""
        return cls(source[start:end], array("q", range(start, end)))

    @classmethod
    def join(cls, pieces: Iterable[ShownText]) -> ShownText:
        """The pieces, which must be in the order of the source, as one text."""
        pieces = list(pieces)
        at: array[int] = array("q")
        for piece in pieces:
            at.extend(piece.offsets)
        return cls("".join(piece.text for piece in pieces), at)

    def part(self, start: int, end: int) -> ShownText:
        """The characters from `start` to `end`, without white space around them."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        return ShownText(text, self.offsets[start : start + len(text)])

    def spans(self) -> tuple[Span, ...]:
        """The longest unbroken stretches of the source that make up this text."""
        spans: list[Span] = []
        start = end = -1
        for place in self.offsets:
            if place != end:
                if start >= 0:
                    spans.append((start, end))
                start = place
            end = place + 1
        if start >= 0:
            spans.append((start, end))
        return tuple(spans)

    def passage(self) -> Passage:
        """This text as a fact that other rooms may keep."""
        return Passage(self.text, self.spans())
