"""What surrounds an article on its page: bylines, navigation, profiles, related articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from bot.model import Language
from bot.reading import grammar
from bot.reading.cues import Cues, cues
from bot.reading.markup import Kind, SourceLine

_LONGEST_FURNITURE = 200
_LONGEST_TAIL_CUE = 80
_TAIL_SHARE = 0.35
_LONGEST_PROFILE = 6
_OPENING_LINES = 40
_SHORTEST_TITLE = 0.5
_SAME_WIDTH = 2
_LONGEST_TITLE = {Language.JA: 110, Language.EN: 140}
_SHORTEST_ITEM = {Language.JA: 15, Language.EN: 30}


def without_furniture(lines: list[SourceLine], language: Language) -> list[SourceLine]:
    """The lines without those that belong to the page; a line right before a bare address gets `address`."""
    cue = cues(language)
    kept: list[SourceLine] = []
    for line in _without_boxes(lines[: _tail(lines, cue)], cue):
        stays = line.kind is Kind.BLANK or not (_is_link_list(line) or is_furniture(line.shown.text, cue))
        if line.address and (line.kind is Kind.BLANK or not stays):
            _mark_last(kept)
        if stays:
            kept.append(line)
    return kept


def is_furniture(text: str, cue: Cues) -> bool:
    """Whether a line or a sentence is the page's own, or holds no word at all."""
    return len(text) <= _LONGEST_FURNITURE and (
        cue["clean.furniture"].fullmatch(text) is not None or not any(map(str.isalnum, text))
    )


def _is_link_list(line: SourceLine) -> bool:
    """Whether a bullet is nothing but a link: navigation, related articles, a table of contents."""
    return line.kind in (Kind.BULLET, Kind.NUMBERED) and 0 < len(line.shown.text) <= line.linked + 2


def _mark_last(kept: list[SourceLine]) -> None:
    for index in range(len(kept) - 1, max(-1, len(kept) - 4), -1):
        if kept[index].kind is not Kind.BLANK:
            kept[index] = replace(kept[index], address=True)
            return


def _without_boxes(lines: list[SourceLine], cue: Cues) -> Iterator[SourceLine]:
    """The lines without the table of contents and without what a page tells of its author."""
    times = Counter(line.shown.text for line in lines)
    contents = False
    seen: set[str] = set()
    profile = 0
    for line in lines:
        text = line.shown.text
        if line.kind is Kind.BLANK:
            profile = 0
            yield line
            continue
        listed = line.kind in (Kind.NUMBERED, Kind.BULLET) or (
            line.kind is Kind.TEXT and times[text] > 1 and text not in seen
        )
        seen.add(text)
        contents = cue["clean.contents"].fullmatch(text) is not None or (contents and listed)
        if cue["clean.profile"].fullmatch(text):
            profile = _LONGEST_PROFILE
        elif profile:
            profile -= 1
        if not contents and not profile:
            yield line


def _tail(lines: list[SourceLine], cue: Cues) -> int:
    """Where the page's own ending begins: comments, related articles, profiles."""
    rest = total = sum(len(line.shown.text) for line in lines)
    for index, line in enumerate(lines):
        text = line.shown.text
        at_end = rest < total * _TAIL_SHARE and 0 < len(text) < _LONGEST_TAIL_CUE
        if at_end and cue["clean.tail"].fullmatch(text):
            return index
        rest -= len(text)
    return len(lines)


def without_head(
    lines: list[SourceLine], named: str | None, language: Language
) -> tuple[str | None, list[SourceLine]]:
    """The title, if any, and the lines without it and without what else stands above the first sentence.

    The title is the one `named` elsewhere, else a heading of the first level, else the first long line above
    the text, else the first heading, which stays the heading of its section.
    """
    start = _first_prose(lines, language)
    head = [index for index in range(start) if lines[index].kind is not Kind.BLANK]
    level_one = next((i for i, line in enumerate(lines[:_OPENING_LINES]) if line.level == 1), None)
    place = level_one if level_one is not None else _title_among(lines, head, language)
    if named and place != level_one and place is not None and lines[place].shown.text != named:
        return named, lines
    if place is None:
        headings = [line.shown.text for line in lines[:_OPENING_LINES] if line.kind is Kind.HEADING]
        return named or next(iter(headings), None), lines
    repeated = Counter(line.shown.text for line in lines)
    above = {index for index in head if _is_above(lines, index, repeated, language)}
    above = {index for index in above if not _heads(lines, index, start)} | {place}
    return named or lines[place].shown.text, [line for index, line in enumerate(lines) if index not in above]


def _first_prose(lines: list[SourceLine], language: Language) -> int:
    """The line on which the first sentence begins; 0 where there is none near the beginning."""
    for index, line in enumerate(lines[:_OPENING_LINES]):
        if line.kind is not Kind.BLANK and _is_prose(line.shown.text, language):
            first = next(place for place, before in enumerate(lines) if before.kind is not Kind.BLANK)
            while index > first and _leads_into(lines, index, first, language):
                index -= 1
            return index
    return 0


def _leads_into(lines: list[SourceLine], index: int, first: int, language: Language) -> bool:
    """Whether the line before this one is its beginning; the first line may be a title just as long."""
    before, text = lines[index - 1].shown.text, lines[index].shown.text
    if cues(language)["sentences.hanging"].search(before[-20:]):
        return True
    if index - 1 > first:
        return grammar.is_wrapped(before, text, language)
    same = abs(len(before) - len(text)) <= _SAME_WIDTH
    return grammar.is_wrapped(before, text, language) and (same or text[0].islower())


def _is_prose(text: str, language: Language) -> bool:
    if len(text) > _LONGEST_TITLE[language]:
        return True
    cue = cues(language)
    return any(cue[name].search(text) for name in ("headings.prose", "clean.greeting"))


def _title_among(lines: list[SourceLine], head: list[int], language: Language) -> int | None:
    """The first of the long lines of text: names, dates and categories are shorter than a title."""
    kinds = {index: lines[index].kind for index in head if not lines[index].quoted}
    text = [i for i, kind in kinds.items() if kind is Kind.TEXT or (kind is Kind.MARKED and i == head[0])]
    longest = max((len(lines[index].shown.text) for index in text), default=0)
    never = cues(language)["headings.never"]
    return next(
        (
            index
            for index in text
            if len(lines[index].shown.text) >= _SHORTEST_TITLE * longest
            and not never.search(lines[index].shown.text)
        ),
        None,
    )


def _is_above(lines: list[SourceLine], index: int, repeated: Counter[str], language: Language) -> bool:
    """Whether a line above the first sentence belongs to the page: no heading, and no point worth keeping."""
    line, below = lines[index], lines[index + 1]
    if line.kind in (Kind.NUMBERED, Kind.BULLET):
        short = len(line.shown.text) < _SHORTEST_ITEM[language] and below.kind is not Kind.TEXT
        return short or repeated[line.shown.text] > 1
    return line.kind is Kind.TEXT


def _heads(lines: list[SourceLine], index: int, start: int) -> bool:
    """Whether the last line above the text stands like a heading between blank lines."""
    apart = index > 0 and lines[index - 1].kind is Kind.BLANK and lines[index + 1].kind is Kind.BLANK
    return apart and all(line.kind is Kind.BLANK for line in lines[index + 1 : start])
