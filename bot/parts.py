"""How the body of an article is divided into parts to read. Pure."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, islice

from bot.model import BodyBlock, BodyKind, Language, Part, PartSize, Piece, Span

_ABOUT = {PartSize.SHORT: 400, PartSize.MEDIUM: 800, PartSize.LONG: 1_500}
_LENGTHENED = {Language.JA: 1.0, Language.EN: 2.2}
"""English says with so many characters what Japanese says with one, and takes as long to read."""
_MOST = {Language.JA: 1_550, Language.EN: 2_000}
"""Characters of a part at most, with their escapes: Discord takes 1,950 wide ones in all of an embed."""
_AROUND = 8
"""Characters that the markup of a piece, and the gap between two, take at most."""
_PER_MINUTE = {Language.JA: 500, Language.EN: 238}
"""Characters of Japanese, the middle of the 400 to 600 that are commonly named; words of English, the mean of
adults who read non-fiction silently (Brysbaert, “How many words do we read per minute?”, 2019)."""

_TOGETHER = {BodyKind.LIST_ITEM, BodyKind.QUOTATION, BodyKind.TABLE_ROW, BodyKind.CODE}
_ESCAPED = re.compile(r"[\\*_~|`\[\]<>@:#\n]")
_WIDE = re.compile(r"[\u1100-\u115f\u2e80-\uffef\U00016fe0-\U0003ffff]")
_PHRASE_ENDS = (
    re.compile(r"[、，；：…—](?![、，；：…—」』）])\s{0,4}|[,;:–—]\s{1,4}|[」』）](?![、。，」』）])"),
    re.compile(r"\s{1,4}"),
    re.compile(r"[ぁ-ん](?=[^ぁ-んー\u3099\u309a、。，．！？」』）])"),
)
_MAX_MARKS = 32
"""Characters of one that is shown, with all the marks and joiners that follow it."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """What stands together in a part: `block.text[start:end]`."""

    block: BodyBlock
    start: int
    end: int
    cost: int


def split(body: Sequence[BodyBlock], size: PartSize, language: Language, start: int = 0) -> list[Part]:
    """Return the parts of what stands in a body from the offset `start` of the stored text on.

    A part has about 400, 800 or 1,500 characters (2.2 times as many in English, 2,000 at most), their escapes
    included, or a quarter more before anything is torn. Paragraphs are whole, a heading is never last, and a
    list, a table or a quotation is not torn where it fits into one part. What is longer is cut between
    sentences, a sentence between phrases. The pieces of all parts are all characters of the body from `start`
    on, in order.
    """
    packer = _Packer(min(round(_ABOUT[size] * _LENGTHENED[language]), _MOST[language]), language)
    for kind, run in groupby(_from(body, start), key=lambda one: one[0].kind):
        for blocks in [list(run)] if kind in _TOGETHER else ([one] for one in run):
            packer.add(blocks)
    return _parts(packer.finish(), language)


def _from(body: Sequence[BodyBlock], start: int) -> Iterable[tuple[BodyBlock, int]]:
    """Yield the blocks that stand at `start` or behind, each with the character at which it goes on."""
    for block in body:
        before = sum(min(max(start - first, 0), end - first) for first, end in block.spans)
        if before < len(block.text):
            yield block, before


class _Packer:
    """Puts blocks into parts, one after the other."""

    def __init__(self, limit: int, language: Language) -> None:
        self._limit = limit
        self._most = min(limit + limit // 4, _MOST[language])
        self._language = language
        self._parts: list[list[_Unit]] = [[]]
        self._cost = 0
        self._headings: list[_Unit] = []

    def add(self, blocks: Sequence[tuple[BodyBlock, int]]) -> None:
        """Add what should stay together: a heading, a paragraph, a whole list."""
        units = [
            _Unit(block, start, len(block.text), self._costs(block, start)[-1]) for block, start in blocks
        ]
        if units[0].block.kind is BodyKind.HEADING and _cost([*self._headings, *units]) <= self._limit // 2:
            self._headings += units
            return
        headings, self._headings = self._headings, []
        if _cost(headings) + _cost(units) <= self._most:
            self._place([*headings, *units])
            return
        for unit in units:
            for stretch in self._stretches(unit, _cost(headings)):
                self._place([*headings, stretch])
                headings = []

    def finish(self) -> list[list[_Unit]]:
        """Return the units of each part. A short rest belongs to the part before."""
        self._place(self._headings)
        last = _cost(self._parts[-1])
        if len(self._parts) > 1 and last < self._limit // 4 and _cost(self._parts[-2]) + last <= self._most:
            self._parts[-2].extend(self._parts.pop())
        return [part for part in self._parts if part]

    def _place(self, units: Sequence[_Unit]) -> None:
        cost = _cost(units)
        if self._parts[-1] and self._cost + cost > self._limit:
            self._parts.append([])
            self._cost = 0
        self._parts[-1] += units
        self._cost += cost

    def _costs(self, block: BodyBlock, start: int) -> list[int]:
        """Return how much room the characters from `start` on take up to each one, from 0 characters on."""
        costs = [1] * (len(block.text) - start)
        for found in _ESCAPED.finditer(block.text, start):
            costs[found.start() - start] += 1
        if self._language is not Language.JA:
            for found in _WIDE.finditer(block.text, start):
                costs[found.start() - start] += 1
        return list(accumulate(costs, initial=_AROUND))

    def _stretches(self, unit: _Unit, above: int) -> Iterable[_Unit]:
        """Yield a unit in stretches that fit into a part, the first one below headings of the cost `above`.

        They are about as long as each other; the first one fills the room that is left, if that is much.
        """
        if unit.cost + above <= self._most:
            yield unit
            return
        costs = self._costs(unit.block, unit.start)
        left = self._limit - self._cost - above
        room = left if left >= self._limit // 2 else self._limit - above
        start = 0
        while (rest := costs[-1] - costs[start] + _AROUND) > room:
            spent = costs[start] - _AROUND
            even = rest / -(-rest // room)
            # Whatever a single character costs, the stretch has one.
            furthest = max(start + 1, bisect_right(costs, spent + room) - 1)
            wanted = min(furthest, bisect_left(costs, spent + even))
            end = _cut(unit.block, *(unit.start + place for place in (start, wanted, furthest))) - unit.start
            yield _Unit(unit.block, unit.start + start, unit.start + end, costs[end] - spent)
            start, room = end, self._limit
        yield _Unit(unit.block, unit.start + start, unit.end, rest)


def _cost(units: Iterable[_Unit]) -> int:
    return sum(unit.cost for unit in units)


def _cut(block: BodyBlock, start: int, wanted: int, furthest: int) -> int:
    """Return where to cut a block that is too long: between two sentences, else between phrases, as soon as
    `wanted` or else as late as can be, but not long before; behind `start`, at `furthest` at most."""
    low = start + (wanted - start) // 3 + 1
    for ends in (block.breaks, *(_ends(pattern, block.text, low, furthest) for pattern in _PHRASE_ENDS)):
        first, beyond = bisect_left(ends, wanted), bisect_right(ends, furthest)
        if first < beyond:
            return ends[first]
        if first and ends[first - 1] >= low:
            return ends[first - 1]
    return _whole_character(block.text, low, furthest)


def _ends(pattern: re.Pattern[str], text: str, low: int, furthest: int) -> list[int]:
    return [found.end() for found in pattern.finditer(text, low, furthest + 1)]


def _whole_character(text: str, low: int, end: int) -> int:
    """Return the last place up to `end` where no mark or joiner belongs to the character before."""
    for place in range(end, max(low, end - _MAX_MARKS), -1):
        joined = text[place] in "\u200d\ufe0e\ufe0f" or text[place - 1] == "\u200d"
        if not joined and not unicodedata.combining(text[place]):
            return place
    return end


def _parts(packed: Sequence[Sequence[_Unit]], language: Language) -> list[Part]:
    parts = []
    all_pieces = _pieces(unit for units in packed for unit in units)
    for number, units in enumerate(packed, 1):
        pieces = tuple(islice(all_pieces, len(units)))
        start, end = pieces[0].spans[0][0], pieces[-1].spans[-1][1]
        parts.append(Part(number, len(packed), start, end, pieces, _minutes(pieces, language)))
    return parts


def _pieces(units: Iterable[_Unit]) -> Iterator[Piece]:
    for block, stretches in groupby(units, key=lambda unit: unit.block):
        ends = list(accumulate(end - start for start, end in block.spans))
        for one in stretches:
            spans = tuple(_spans(block.spans, ends, one.start, one.end))
            yield Piece(block.text[one.start : one.end], spans, block.kind, one.start > 0)


def _spans(spans: Sequence[Span], ends: Sequence[int], first: int, last: int) -> Iterator[Span]:
    """Yield where the characters from `first` to `last` of a text stand, which stands at `spans`; `ends` are
    where these end in the text."""
    for index in range(bisect_right(ends, first), bisect_left(ends, last) + 1):
        shift = spans[index][1] - ends[index]
        yield max(spans[index][0], first + shift), min(spans[index][1], last + shift)


def _minutes(pieces: Iterable[Piece], language: Language) -> int:
    words = [word for piece in pieces for word in piece.text.split()]
    count = sum(map(len, words)) if language is Language.JA else len(words)
    return max(1, round(count / _PER_MINUTE[language]))
