"""Which items an article has: the best of what was read, and what editors approved before."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from bot.model import SUMMARY, Item, ItemKind, PredictionKind, Reading, Span

Spans = tuple[Span, ...]
MOST = 500
"""Items of each kind that an article has."""


def read_items(reading: Reading) -> list[Item]:
    """Return the items of a reading; their ids and their article's are set when they are stored."""
    found = [
        Item(0, 0, ItemKind.QUOTE, n, q.text, q.spans, speaker=q.speaker, spoken=q.spoken)
        for n, q in enumerate(reading.quotes)
    ]
    found += [
        Item(0, 0, ItemKind.PREDICTION, n, p.text, p.spans, p.speaker, p.kind, p.horizon)
        for n, p in enumerate(reading.predictions)
    ]
    if reading.summary is not None:
        line = reading.summary.line
        found.append(Item(0, 0, ItemKind.LINE, 0, line.text, line.spans))
        found += [Item(0, 0, ItemKind.THREE, n, p.text, p.spans) for n, p in enumerate(reading.summary.three)]
        found += [
            Item(0, 0, ItemKind.SECTION, n, s.summary.text, s.summary.spans, heading=s.heading)
            for n, s in enumerate(reading.summary.sections)
        ]
    return found


def best(found: Sequence[Item]) -> list[Item]:
    """Return the best `MOST` of each kind: quotations with a speaker, outlooks, predictions that name a
    time; among equals those that come first."""
    return _in_order(item for kind in ItemKind for item in _best(found, kind, MOST))


def carry_over(
    approved: Sequence[Item], found: Sequence[Item], before: str, text: str, made: Sequence[Item] = ()
) -> list[Item]:
    """Return `found`, what was read out of `text`, with those of the `approved` quotations and predictions,
    read out of `before`, whose words still stand in `text` though they were not found again.

    Of each kind these are at most `MOST`, together with what the editors of a guild `made` beside them, and
    take the place of what is less good. Slow for a long text.
    """
    added = Counter((item.kind, item.guild_id) for item in made if item.replaces is None)
    kept = [item for item in found if item.kind in SUMMARY]
    for kind in (ItemKind.QUOTE, ItemKind.PREDICTION):
        again = [item for item in found if item.kind is kind]
        words, taken = {item.text for item in again}, _Taken(again)
        missing = [
            item
            for item in approved
            if item.kind is kind and item.text not in words and item.guild_id is None
        ]
        carried = []
        for item in missing[:MOST]:
            spans = moved(item.spans, before, text)
            if spans and not taken.overlaps(spans):
                carried.append(replace(item, spans=spans))
        room = MOST - max((count for (its, _), count in added.items() if its is kind), default=0)
        kept += [*carried[:room], *_best(again, kind, room - len(carried[:room]))]
    return _in_order(kept)


def moved(spans: Spans, before: str, text: str) -> Spans:
    """Return where the words at `spans` of `before` stand in `text`; () where they don't (any more)."""
    first, last = spans[0][0], spans[-1][1]
    at = text.find(before[first:last])
    return tuple((start - first + at, end - first + at) for start, end in spans) if at >= 0 else ()


class _Taken:
    """The places of items, to be asked for an overlap without going through all of them."""

    def __init__(self, items: Iterable[Item]) -> None:
        spans = sorted(span for item in items for span in item.spans)
        self._starts = [start for start, _ in spans]
        self._ends = list(accumulate((end for _, end in spans), max))

    def overlaps(self, spans: Collection[Span]) -> bool:
        """Return whether one of `spans` shares a character with an item's."""
        before = ((start, bisect_left(self._starts, end)) for start, end in spans)
        return any(count > 0 and self._ends[count - 1] > start for start, count in before)


def _best(items: Iterable[Item], kind: ItemKind, most: int) -> list[Item]:
    def rank(item: Item) -> tuple[bool, bool, bool, int]:
        is_quote_of_nobody = item.kind is ItemKind.QUOTE and item.speaker is None
        is_outlook = item.prediction_kind is PredictionKind.OUTLOOK
        return is_quote_of_nobody, not is_outlook, item.horizon is None, item.position

    return sorted((item for item in items if item.kind is kind), key=rank)[:most]


def _in_order(items: Iterable[Item]) -> list[Item]:
    """Return the items in the order of the article, kind by kind, with their positions counted anew."""
    ordered = sorted(items, key=lambda one: one.position if one.kind in SUMMARY else one.spans[0][0])
    return [
        replace(item, position=position)
        for kind in ItemKind
        for position, item in enumerate(item for item in ordered if item.kind is kind)
    ]
