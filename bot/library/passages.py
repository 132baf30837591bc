"""Which words of an article's sentences an editor can choose for an item (pure)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from bot.cues import cues
from bot.model import Item, ItemKind, Language, ShownText, Span, overlap
from bot.reading import grammar
from bot.reading.marks import MAX_PAIR, find_quotations
from bot.words import passage

PAGE = 10
"""Sentences on one page of those to choose from."""
MOST_CHOICES = 25
"""Passages that are offered at once."""
_WINDOW = 10 * MAX_PAIR
"""Characters before a sentence in which quotation marks are paired, if no paragraph begins there."""
_CANDIDATES = 200
"""Sentences that are looked at for the next best one of a summary."""

Spans = tuple[Span, ...]


class Extent(StrEnum):
    """How an item can be lengthened or shortened, by a sentence."""

    BEFORE = "before"
    AFTER = "after"
    NOT_FIRST = "not-first"
    NOT_LAST = "not-last"


@dataclass(frozen=True, slots=True)
class Choice:
    """Words that can become an item. `spoken`: a quotation without quotation marks in the article."""

    position: int
    text: str
    spans: Spans
    spoken: bool = False

    @property
    def place(self) -> str:
        """Return what the words are recognized by, as long as the text stays the same."""
        return f"{self.position}:{self.spans[0][0]}-{self.spans[-1][1]}"


@dataclass(frozen=True, slots=True)
class SplitText:
    """An article's text and the spans of its sentences; `adjoining` is as in `Reading`."""

    text: str
    sentences: Sequence[Spans]
    adjoining: Collection[int]
    language: Language

    def choices(self, kind: ItemKind, positions: Iterable[int]) -> list[Choice]:
        """Return what can become an item of a kind, of the sentences at these positions: of a sentence with
        quotation marks the words in each pair of them can become a quotation, otherwise all of it.

        There are at most `MOST_CHOICES`, the longest. A position without a sentence is left out.
        """
        found = [
            choice
            for position in positions
            if 0 <= position < len(self.sentences)
            for choice in self._of_sentence(kind, position)
        ]
        longest = sorted(found, key=lambda choice: -len(choice.text))[:MOST_CHOICES]
        return [choice for choice in found if choice in longest]

    def covered(self, spans: Spans) -> list[int]:
        """Return the positions of the sentences that share characters with `spans`."""
        return [position for position, own in enumerate(self.sentences) if overlap(own, spans)]

    def extents(self, item: Item) -> dict[Extent, Spans]:
        """Return what an item would consist of, for each change of its extent that is possible."""
        covered = self.covered(item.spans)
        if not covered:
            return {}
        first, last = covered[0], covered[-1]
        if first in self.adjoining:
            first -= 1
        if last + 1 in self.adjoining:
            last += 1
        units = [unit for position in range(first, last + 1) for unit in self._units(item, position)]
        own = [unit for unit in units if overlap(unit, item.spans)]
        before = [unit for unit in units if unit[-1][1] <= item.spans[0][0]]
        after = [unit for unit in units if unit[0][0] >= item.spans[-1][1]]
        found: dict[Extent, Spans] = {}
        if before:
            found[Extent.BEFORE] = (*before[-1], *item.spans)
        if after:
            found[Extent.AFTER] = (*item.spans, *after[0])
        if len(own) > 1:
            found[Extent.NOT_FIRST] = _within(item.spans, own[1][0][0], item.spans[-1][1])
            found[Extent.NOT_LAST] = _within(item.spans, item.spans[0][0], own[-2][-1][1])
        return {extent: spans for extent, spans in found.items() if spans}

    def next_best(self, root: Item, current: Item, taken: Collection[Spans]) -> Choice | None:
        """Return the sentence that takes the place of `current` in a summary, itself in the place of `root`:
        the nearest after it in its section that can stand alone, then those before; for a summary of the
        whole article then any other. What leans on the sentence before comes last. None where there is none
        that is not `taken`.
        """
        start = self.covered(root.spans)
        if not start:
            return None
        around = islice(self._around(start[0], whole=root.kind is not ItemKind.SECTION), _CANDIDATES)
        found = [choice for position in around for choice in self._of_sentence(root.kind, position)]
        alone = [choice for choice in found if grammar.stands_alone(choice.text, self.language)]
        alone.sort(key=self._leans)
        places = [choice.spans for choice in alone]
        after = places.index(current.spans) + 1 if current.spans in places else 0
        return next((choice for choice in alone[after:] if choice.spans not in taken), None)

    def _leans(self, choice: Choice) -> bool:
        known = cues(self.language)
        keys = ("sentences.context_dependent", "sentences.conversational", "summary.discourse")
        return any(known[key].search(choice.text) for key in keys)

    def _around(self, start: int, *, whole: bool) -> Iterator[int]:
        first = last = start
        while first in self.adjoining:
            first -= 1
        while last + 1 in self.adjoining:
            last += 1
        yield from range(start + 1, last + 1)
        yield from range(start - 1, first - 1, -1)
        if whole:
            yield from range(last + 1, len(self.sentences))
            yield from range(first - 1, -1, -1)

    def _of_sentence(self, kind: ItemKind, position: int) -> list[Choice]:
        spans = self.sentences[position]
        quoted = self._quoted(position) if kind is ItemKind.QUOTE else []
        if quoted:
            return [Choice(position, passage(self.text, piece), piece) for piece in quoted]
        return [Choice(position, passage(self.text, spans), spans, spoken=kind is ItemKind.QUOTE)]

    def _units(self, item: Item, position: int) -> list[Spans]:
        """Return what is added to an item, or left out of it, at once: a sentence; of a quotation one between
        its quotation marks, where the article has them."""
        if item.kind is not ItemKind.QUOTE or item.spoken:
            return [self.sentences[position]]
        return [unit for piece in self._quoted(position) for unit in self._split(piece)]

    def _split(self, spans: Spans) -> list[Spans]:
        shown = ShownText.join(ShownText.of(self.text, start, end) for start, end in spans)
        parts, start = [], 0
        for end in grammar.sentence_ends(shown.text, self.language):
            part = shown.part(start, end).spans()
            if part:
                parts.append(part)
            start = end
        return parts

    def _quoted(self, position: int) -> list[Spans]:
        """Return the words of a sentence in each outermost pair of quotation marks, which may begin before it
        and end after it."""
        spans = self.sentences[position]
        first, last = spans[0][0], spans[-1][1]
        start = max(first - _WINDOW, self.text.rfind("\n\n", 0, first) + 1, 0)
        end = self.text.find("\n\n", last, last + MAX_PAIR)
        window = self.text[start : end if end >= 0 else last + MAX_PAIR]
        found = []
        for pair in find_quotations(window):
            piece = _within(spans, start + pair.start + 1, start + pair.end - 1)
            shown = ShownText.join(ShownText.of(self.text, *span) for span in piece)
            piece = shown.part(0, len(shown.text)).spans()
            if any(map(str.isalnum, shown.text)):
                found.append(piece)
        return found


def _within(spans: Spans, first: int, last: int) -> Spans:
    """Return the parts of `spans` from the offset `first` to `last`."""
    cut = ((max(start, first), min(end, last)) for start, end in spans)
    return tuple((start, end) for start, end in cut if start < end)
