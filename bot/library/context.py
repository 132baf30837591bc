"""Sentences of an article with what stands around them (pure)."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.model import Article, Span
from bot.words import passage

Reach = tuple[int, int]
"""How many sentences before a passage and after it are shown."""


def checksum(sentence: str) -> str:
    """Return eight hex digits by which a sentence of an article, as one line, is told from others."""
    return f"{zlib.crc32(sentence.encode()):08x}"


@dataclass(frozen=True, slots=True)
class ContextLine:
    """A sentence or a heading; "" stands for other words that are left out."""

    text: str
    is_heading: bool = False

    @property
    def is_sentence(self) -> bool:
        """Whether it is neither a heading nor left out."""
        return bool(self.text) and not self.is_heading


@dataclass(frozen=True, slots=True)
class SentenceContext:
    """Sentences that were shown or asked for, `first` to `last` of the article's, and the lines around them,
    in order; `left` says how many sentences of the article stand before these and after them. `quote` is the
    id of the quotation that stands in them, if the guild is shown one."""

    article: Article
    before: tuple[ContextLine, ...]
    sentence: str
    after: tuple[ContextLine, ...]
    first: int
    last: int
    left: Reach = (0, 0)
    quote: int | None = None


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of an article, with the headings of its sections; `adjoining` is as in `Reading`."""

    article: Article
    text: str
    spans: Sequence[Sequence[Span]]
    adjoining: Collection[int]
    headings: Collection[str]

    def find(self, position: int, known_by: str) -> int | None:
        """Return where the sentence with a checksum is: at `position`, or else at the only other place."""
        if position < len(self.spans) and checksum(passage(self.text, self.spans[position])) == known_by:
            return position
        found = [n for n, spans in enumerate(self.spans) if checksum(passage(self.text, spans)) == known_by]
        return found[0] if len(found) == 1 else None

    def around(self, first: int, last: int, reach: Reach | None = None) -> SentenceContext:
        """Return the sentences `first` to `last` between others, as many as `reach` says and there are.

        Without it there is one on each side, unless something separates it from them. Slow for a long
        sentence.
        """
        before, after = reach or (int(first in self.adjoining), int(last + 1 in self.adjoining))
        start, end = max(first - before, 0), min(last + after, len(self.spans) - 1)
        top = [line for line in self._between(start) if line.is_heading] if reach else []
        return SentenceContext(
            self.article,
            (*top, *self._lines(start, first), *(self._between(first) if start < first else ())),
            passage(self.text, [span for spans in self.spans[first : last + 1] for span in spans]),
            (*(self._between(last + 1) if end > last else ()), *self._lines(last + 1, end + 1)),
            first,
            last,
            (start, len(self.spans) - 1 - end),
        )

    def _lines(self, start: int, end: int) -> Iterator[ContextLine]:
        for number in range(start, end):
            if number > start:
                yield from self._between(number)
            yield ContextLine(passage(self.text, self.spans[number]))

    def _between(self, number: int) -> Iterator[ContextLine]:
        """Yield what stands between a sentence and the one before."""
        if number in self.adjoining:
            return
        start = self.spans[number - 1][-1][1] if number else 0
        shown = [
            line.strip("#*_ \t\u3000") for line in self.text[start : self.spans[number][0][0]].splitlines()
        ]
        found = [ContextLine(line, is_heading=True) for line in shown if line in self.headings]
        yield from found or [ContextLine("")]
