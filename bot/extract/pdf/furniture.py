"""What stands on the pages of a PDF beside its text: running heads, page numbers, notes, contents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bot.extract.pdf.characters import PdfPage
from bot.extract.pdf.columns import Line

_EDGE_LINES = 2
"""How many lines at the upper and the lower edge of a page may be running heads."""
_SAME_PLACE = 4.0
"""Points by which what repeats may move from page to page."""
_LEAST_PAGES = 3
_LEAST_NUMBERS = 2
"""On so many pages a line has to repeat, or on both of two, where it stands apart: chapters have heads of
their own. A number alone on fewer."""
_APART = 2
"""Sizes from one line to the next where they are not of one text."""
_LEAST_COUNTED = 0.3
"""Of the pages that have a number in their heads, where it grows with each of them."""
_LONGEST_HEAD = 150
_AT_ENDS = re.compile(r"^\W{0,9}(\d{1,4})(?![\w.,])|(?<![\w.,])(\d{1,4})\W{0,9}$")
_NUMBER = "#"
_FIGURES = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[\W_]*+(?:p(?:age|\.)?\s?)?(?:\d{1,5}|[ivxlc]{1,8})(?:\s?(?:/|of)\s?\d{1,5})?(?:\s?(?:ページ|頁))?[\W_]*+",
    re.IGNORECASE,
)
_PRINTED = re.compile(
    r"(?:https?://|file:///)\S{1,2000}(?:\s\d{1,4}/\d{1,4})?"
    r"|\d{1,4}[/.]\d{1,2}[/.]\d{1,4},?\s\d{1,2}:\d{2}(?:\s?[AP]M)?(?:\s.{0,300})?"
)
"""What browsers print above and below a page: the time, and its title; its address, and its number."""
_OF_ALL = re.compile(r"(?<!\d)(\d{1,4})\s?(?:/|／|of)\s?(\d{1,4})\W{0,3}$")
_LEADER = re.compile(r"(?:[.·・…‥]\s?){4,200}\s?(?:\d{1,5}|[ivxlc]{1,8})$", re.IGNORECASE)
_NOTE_BEGINS = re.compile(r"[\[［(（]?\d{1,3}(?!\d|[.,]\d)|[*＊†‡§※]|[注註]")
_SMALLER = 0.93
"""The size of notes at the foot of a column, as a share of the text’s."""
_FOOT = 0.5
"""Of the page’s height: notes stand below."""


def text_of(pages: Sequence[PdfPage], lines: Sequence[list[Line]]) -> list[list[Line]]:
    """Return the lines of each page that belong to the text: without what repeats at one place of several
    pages, page numbers, notes at the foot of columns, and entries of contents."""
    body = usual_size(line for page in lines for line in page)
    edges = [_edges(page) for page in lines]
    times = Counter(key for page in edges for key in {_key(line) for line in page})
    counted = _counted(edges)
    kept = []
    for number, (page, edge, found) in enumerate(zip(pages, edges, lines, strict=True)):
        repeated = {
            id(line)
            for line in edge
            if (_repeats(_key(line), times, len(pages)) and (len(pages) != 2 or _stands_apart(line, found)))
            or not counted.isdisjoint(_ahead(line, number))
            or _PRINTED.fullmatch(line.text)
            or _counts_all(line, number, len(pages))
        }
        left = [one for one in found if id(one) not in repeated and not _LEADER.search(one.text)]
        kept.append([line for column in _columns(left) for line in _without_notes(column, page, body)])
    return kept


def usual_size(lines: Iterable[Line]) -> float:
    """Return the size in which most characters are set, to half a point; 0 for no lines."""
    amounts: Counter[float] = Counter()
    for line in lines:
        amounts[round(line.size * 2) / 2] += len(line.text)
    return amounts.most_common(1)[0][0] if amounts else 0.0


def _edges(page: Sequence[Line]) -> list[Line]:
    """Return the lines at the upper and the lower edge of a page, of all its columns."""
    heights = sorted({round(line.y) for line in page})
    outer = {*heights[:_EDGE_LINES], *heights[-_EDGE_LINES:]}
    return [line for line in page if round(line.y) in outer]


def _key(line: Line) -> tuple[str, int]:
    """Return what a running head has in common with that of the next page: its words and its height."""
    text = _NUMBER if _PAGE_NUMBER.fullmatch(line.text) else _FIGURES.sub(_NUMBER, line.text)
    return text, round(line.y / _SAME_PLACE)


def _repeats(key: tuple[str, int], times: Counter[tuple[str, int]], pages: int) -> bool:
    text, place = key
    least = min(_LEAST_NUMBERS, pages) if text == _NUMBER else max(2, min(_LEAST_PAGES, pages))
    return sum(times[text, near] for near in (place - 1, place, place + 1)) >= least


def _ahead(line: Line, page: int) -> set[int]:
    """Return by how much the numbers at the ends of a line are ahead of that of its page."""
    ends = _AT_ENDS.finditer(line.text) if len(line.text) <= _LONGEST_HEAD else ()
    return {int(found[1] or found[2]) - page for found in ends}


def _counted(edges: Sequence[Sequence[Line]]) -> set[int]:
    """Return by how much the numbers are ahead by which pages are counted, beside whatever other words."""
    times = Counter(
        ahead
        for number, edge in enumerate(edges)
        for ahead in {n for line in edge for n in _ahead(line, number)}
    )
    least = max(_LEAST_PAGES, _LEAST_COUNTED * len(edges))
    return {ahead for ahead, count in times.items() if count >= least}


def _stands_apart(line: Line, page: Sequence[Line]) -> bool:
    """Return whether no line above or below is as near as in a paragraph."""
    near = (abs(one.y - line.y) for one in page)
    return not any(line.size / 2 < distance < _APART * line.size for distance in near)


def _counts_all(line: Line, page: int, pages: int) -> bool:
    """Return whether a line says which page of all it stands on."""
    found = _OF_ALL.search(line.text) if len(line.text) <= _LONGEST_HEAD else None
    return found is not None and (int(found[1]), int(found[2])) == (page + 1, pages)


def _columns(page: Iterable[Line]) -> Iterator[list[Line]]:
    for _, column in groupby(page, key=lambda line: line.column):
        yield list(column)


def _without_notes(column: Sequence[Line], page: PdfPage, body: float) -> Sequence[Line]:
    """Return a column without the smaller lines at its foot, if they begin as notes do."""
    first = len(column)
    while first and column[first - 1].size < _SMALLER * body and column[first - 1].y < _FOOT * page.height:
        first -= 1
    for place in range(first, len(column)):
        if _NOTE_BEGINS.match(column[place].text):
            return column[:place]
    return column
