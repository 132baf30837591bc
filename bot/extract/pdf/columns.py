"""The lines of a page in the order in which they are read: columns from left to right, each from the top."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from bot.extract import inline
from bot.extract.pdf.characters import PdfPage, Words

_SAME_LINE = 0.5
_GUTTER = 0.8
"""Shares of the size of the text: how far apart the baselines of one line are at most, columns at least."""
_LEAST_LINES = 3
"""On either side of a gap that parts columns."""
_MOST_ACROSS = 0.5
"""Of the lines, those that may go across a gap that parts columns: titles, a summary above."""
_NARROWEST = 8
"""How wide a column is at least, in sizes of its text."""
_EDGES = 12
"""At most so many places are looked at where many lines begin."""
_SPACE = 0.15
_RAISED = 0.15
_SMALL = 0.85
_RUBY = 0.65
"""Shares of the size: a gap that is a space, how much higher and smaller raised figures are, ruby’s size."""
_DROPPED = 1.6
_NEAR = 1.5
"""Sizes of the text: how large a letter is that goes down beside several lines, and how near they are."""
_LEAST_NUMBERED = 5
_NUMBERED_BY = {1, 5}
_LONGEST_NUMBER = 5
"""Lines that are numbered at the edge of a page: how many at least, every one or every fifth."""
_MAX_DEPTH = 4
_BEFORE = 40
_WIDE = "\u2e7f"
"""From here on characters stand without spaces between them."""


@dataclass(slots=True)
class Line:
    """One line of a column: its text, where it stands, and where its column begins and ends."""

    text: str
    x: float
    end: float
    y: float
    size: float
    bold: bool
    left: float = 0.0
    right: float = 0.0
    column: int = 0


@dataclass(slots=True)
class _Row:
    """Words on one baseline without a gap between that could part columns."""

    words: list[Words]
    x: float
    end: float
    y: float
    size: float


def lines_of(page: PdfPage) -> list[Line]:
    """Return the lines of a page in reading order; the columns are numbered from 0."""
    if not page.words:
        return []
    body = _usual_size(page.words)
    words = _without_line_numbers([one for one in page.words if not _is_ruby(one, body)])
    words = _with_first_letters(words, body)
    lines: list[Line] = []
    for number, region in enumerate(_regions(_rows(words, body), body, 0)):
        found = [line for row in _joined(region) if (line := _line(row)).text]
        if not found:
            continue
        left, right = min(one.x for one in found), max(one.end for one in found)
        for line in found:
            line.left, line.right, line.column = left, right, number
        lines += found
    return lines


def _usual_size(words: Sequence[Words]) -> float:
    """Return the size in which most characters are set."""
    sizes = sorted((one.size, len(one.text)) for one in words)
    middle = sum(length for _, length in sizes) / 2
    for size, length in sizes:
        middle -= length
        if middle <= 0:
            return size
    return sizes[-1][0]


def _is_ruby(words: Words, body: float) -> bool:
    return words.size < _RUBY * body and all("\u3041" <= character <= "\u30ff" for character in words.text)


def _without_line_numbers(words: list[Words]) -> list[Words]:
    """Return the words without numbers of lines on the left of all else, as manuscripts have them."""
    first = [min(baseline, key=lambda one: one.x) for baseline in _baselines(words)]
    numbers = [one for one in first if len(one.text) <= _LONGEST_NUMBER and one.text.isdecimal()]
    steps = {int(below.text) - int(above.text) for above, below in pairwise(numbers)}
    if len(numbers) < _LEAST_NUMBERED or len(steps) != 1 or steps.isdisjoint(_NUMBERED_BY):
        return words
    found = set(map(id, numbers))
    others = [one for one in words if id(one) not in found]
    edge = max(one.end for one in numbers)
    return others if others and edge <= min(one.x for one in others) else words


def _with_first_letters(words: list[Words], body: float) -> list[Words]:
    """Return the words with large first letters before the rest of their word; the lines beside such a letter
    begin where it does."""
    for letter in [one for one in words if one.size > _DROPPED * body and _is_letter(one.text)]:
        beside = [
            one
            for one in words
            if one.size < _SMALL * letter.size
            and 0 <= one.y - letter.y + body <= letter.size + body
            and -_GUTTER * body <= one.x - letter.end <= _NEAR * body
        ]
        first = max(beside, key=lambda one: one.y, default=None)
        if first is None or len({round(one.y) for one in beside}) < 2:
            continue
        first.text = f"{letter.text}{' ' if first.spaced else ''}{first.text}"
        for one in beside:
            one.x = letter.x
        words = [one for one in words if one is not letter]
    return words


def _is_letter(text: str) -> bool:
    """Return whether a text is a letter, perhaps behind a quotation mark."""
    return 0 < len(text) <= 2 and text[-1].isalpha() and (len(text) == 1 or not text[0].isalnum())


def _rows(words: Sequence[Words], body: float) -> list[_Row]:
    """Return words put together to rows, from the top; a gap that could part columns parts rows."""
    rows: list[_Row] = []
    for baseline in _baselines(words):
        row: _Row | None = None
        for one in sorted(baseline, key=lambda word: word.x):
            if row is None or one.x - row.end > _GUTTER * max(body, min(one.size, row.size)):
                row = _Row([], one.x, one.end, one.y, one.size)
                rows.append(row)
            row.words.append(one)
            row.end = max(row.end, one.end)
            if one.size > row.size:
                row.y, row.size = one.y, one.size
    return rows


def _baselines(words: Sequence[Words]) -> Iterator[list[Words]]:
    """Yield the words of the same height, from the top."""
    current: list[Words] = []
    for one in sorted(words, key=lambda word: -word.y):
        if current and current[0].y - one.y > _SAME_LINE * max(one.size, current[0].size):
            yield current
            current = []
        current.append(one)
    if current:
        yield current


def _regions(rows: list[_Row], body: float, depth: int) -> Iterator[list[_Row]]:
    """Yield the columns of rows in reading order. What goes across a gap parts what is above from what is
    below."""
    gap = _gap(rows, body) if depth < _MAX_DEPTH else None
    if gap is None:
        yield rows
        return
    bands: list[tuple[bool, list[_Row]]] = []
    for across, found in groupby(sorted(rows, key=lambda row: -row.y), key=lambda row: row.x < gap < row.end):
        band = list(found)
        whole = across or all(row.end <= gap for row in band) or all(row.x >= gap for row in band)
        if whole and bands and bands[-1][0]:
            bands[-1][1].extend(band)
        else:
            bands.append((whole, band))
    for whole, band in bands:
        if whole:
            yield band
        else:
            yield from _regions([row for row in band if row.end <= gap], body, depth + 1)
            yield from _regions([row for row in band if row.x >= gap], body, depth + 1)


def _gap(rows: Sequence[_Row], body: float) -> float | None:
    """Return where a gap parts columns; None where rows go from edge to edge.

    It lies before an edge at which many rows begin, some of which stand beside rows that end before it.
    """
    best = 0
    place: float | None = None
    edges = Counter(round(row.x) for row in rows)
    for edge, _ in edges.most_common(_EDGES):
        right = [row for row in rows if row.x >= edge - 1]
        left = [row for row in rows if row.end <= edge - _GUTTER * body / 2]
        across = len(rows) - len(right) - len(left)
        if across > _MOST_ACROSS * len(rows) or not (_is_column(left, body) and _is_column(right, body)):
            continue
        value = _beside(left, right, body)
        if value >= _LEAST_LINES and value - across > best:
            best, place = value - across, (max(row.end for row in left) + min(row.x for row in right)) / 2
    return place


def _is_column(rows: Sequence[_Row], body: float) -> bool:
    """Return whether rows are as wide as text, and not the cells of a table or numbers of pages."""
    return len(rows) >= _LEAST_LINES and median(row.end - row.x for row in rows) >= _NARROWEST * body


def _beside(left: Sequence[_Row], right: Sequence[_Row], body: float) -> int:
    """Return how many rows on the right stand beside one on the left."""
    heights = sorted(row.y for row in left)
    count = position = 0
    for row in sorted(right, key=lambda one: one.y):
        while position < len(heights) and heights[position] < row.y - body:
            position += 1
        count += position < len(heights) and heights[position] <= row.y + body
    return count


def _joined(region: Sequence[_Row]) -> Iterator[_Row]:
    """Yield the rows of a column from the top, those of one baseline as one."""
    current: _Row | None = None
    for row in sorted(region, key=lambda one: (-one.y, one.x)):
        if current is not None and current.y - row.y <= _SAME_LINE * min(current.size, row.size):
            current.words += row.words
            current.x, current.end = min(current.x, row.x), max(current.end, row.end)
            continue
        if current is not None:
            yield current
        current = row
    if current is not None:
        yield current


def _line(row: _Row) -> Line:
    """Return a row as text: spaces where there are gaps, raised figures as what they mean."""
    words = sorted(row.words, key=lambda one: one.x)
    main = [one for one in words if one.size >= _SMALL * row.size] or words
    base = median(one.y for one in main)
    text, end = "", 0.0
    for one in words:
        said = one.text
        if one.size < _SMALL * row.size and one.y > base + _RAISED * row.size:
            said = inline.raised(said, text[-_BEFORE:], "", links=False)
        if text and said and not (text[-1] > _WIDE and said[0] > _WIDE):
            text += " " if one.spaced or one.x - end > _SPACE * one.size else ""
        text, end = text + said, one.end
    bold = sum(len(one.text) for one in words if one.bold) > sum(len(one.text) for one in words) / 2
    return Line(text, row.x, row.end, base, row.size, bold)
