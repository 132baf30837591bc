"""Remove what surrounds an article on its page: bylines, navigation, profiles, related articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from bot.cues import Cues, cues
from bot.model import Language
from bot.reading import grammar
from bot.reading.markup import LineKind, SourceLine

_MAX_BOILERPLATE = 200
_MAX_FOOTER_CUE = 80
_FOOTER_SHARE = 0.35
_MAX_PROFILE_LINES = 6
_OPENING_LINES = 40
_MIN_TITLE_SHARE = 0.5
_WIDTH_TOLERANCE = 2
_MAX_TITLE = {Language.JA: 110, Language.EN: 140}
_MIN_LIST_ITEM = {Language.JA: 15, Language.EN: 30}


def without_boilerplate(lines: list[SourceLine], language: Language) -> list[SourceLine]:
    """Return the lines that belong to the article.

    The last one before a web address that is removed gets `has_url`.
    """
    cue = cues(language)
    kept: list[SourceLine] = []
    for line in _without_contents_and_profiles(lines[: _footer_start(lines, cue)], cue):
        blank = line.kind is LineKind.BLANK
        removed = not blank and (_is_link_list(line) or is_boilerplate(line.shown.text, cue))
        if line.has_url and (blank or removed):
            _mark_url_above(kept)
        if not removed:
            kept.append(line)
    return kept


def is_boilerplate(text: str, cue: Cues) -> bool:
    """Return whether a line or a sentence belongs to the page, or contains no word at all."""
    return len(text) <= _MAX_BOILERPLATE and (
        cue["clean.boilerplate"].fullmatch(text) is not None or not any(map(str.isalnum, text))
    )


def _is_link_list(line: SourceLine) -> bool:
    """Return whether a list item is nothing but a link: navigation, related articles, contents."""
    listed = line.kind in (LineKind.BULLET, LineKind.NUMBERED)
    return listed and 0 < len(line.shown.text) <= line.linked_length + 2


def _mark_url_above(kept: list[SourceLine]) -> None:
    for index in range(len(kept) - 1, max(-1, len(kept) - 4), -1):
        if kept[index].kind is not LineKind.BLANK:
            kept[index] = replace(kept[index], has_url=True)
            return


def _without_contents_and_profiles(lines: list[SourceLine], cue: Cues) -> Iterator[SourceLine]:
    """Yield the lines without the table of contents and without profiles of the author."""
    times = Counter(line.shown.text for line in lines)
    contents = False
    seen: set[str] = set()
    profile = 0
    for line in lines:
        text = line.shown.text
        if line.kind is LineKind.BLANK:
            profile = 0
            yield line
            continue
        listed = line.kind in (LineKind.NUMBERED, LineKind.BULLET) or (
            line.kind is LineKind.TEXT and times[text] > 1 and text not in seen
        )
        seen.add(text)
        contents = cue["clean.contents_heading"].fullmatch(text) is not None or (contents and listed)
        if cue["clean.profile_heading"].fullmatch(text):
            profile = _MAX_PROFILE_LINES
        elif profile:
            profile -= 1
        if not contents and not profile:
            yield line


def _footer_start(lines: list[SourceLine], cue: Cues) -> int:
    """Return the index of the line that starts the page's footer: comments, related articles, profiles."""
    rest = total = sum(len(line.shown.text) for line in lines)
    for index, line in enumerate(lines):
        text = line.shown.text
        at_end = rest < total * _FOOTER_SHARE and 0 < len(text) < _MAX_FOOTER_CUE
        if at_end and cue["clean.footer"].fullmatch(text):
            return index
        rest -= len(text)
    return len(lines)


def split_title(
    lines: list[SourceLine], known_title: str | None, language: Language
) -> tuple[str | None, list[SourceLine]]:
    """Return the title, if any, and the lines without it and without the page's header above the text.

    The title is `known_title`, else the heading of the first level, else the first long line above the text,
    else the first heading, which remains the heading of its section.
    """
    start = _first_prose(lines, language)
    header = [index for index in range(start) if lines[index].kind is not LineKind.BLANK]
    level_one = next((i for i, line in enumerate(lines[:_OPENING_LINES]) if line.level == 1), None)
    position = level_one if level_one is not None else _find_title(lines, header, language)
    if position is None:
        headings = [line.shown.text for line in lines[:_OPENING_LINES] if line.kind is LineKind.HEADING]
        return known_title or next(iter(headings), None), lines
    title = lines[position].shown.text
    if known_title and position != level_one and title != known_title:
        return known_title, lines
    repeated = Counter(line.shown.text for line in lines)
    above = {index for index in header if _is_page_header(lines, index, repeated, language)}
    above = {index for index in above if not _is_section_heading(lines, index, start)} | {position}
    return known_title or title, [line for index, line in enumerate(lines) if index not in above]


def _first_prose(lines: list[SourceLine], language: Language) -> int:
    """Return the index of the line where the first sentence starts; 0 if none is near the top."""
    for index, line in enumerate(lines[:_OPENING_LINES]):
        if line.kind is not LineKind.BLANK and _is_prose(line.shown.text, language):
            first = next(i for i, before in enumerate(lines) if before.kind is not LineKind.BLANK)
            while index > first and _is_continued_by(lines, index, first, language):
                index -= 1
            return index
    return 0


def _is_continued_by(lines: list[SourceLine], index: int, first: int, language: Language) -> bool:
    """Return whether the sentence of this line starts on the previous one, which may be a title if first."""
    before, text = lines[index - 1].shown.text, lines[index].shown.text
    if cues(language)["sentences.unfinished_above_text"].search(before[-20:]):
        return True
    if index - 1 > first:
        return grammar.is_wrapped(before, text, language)
    same = abs(len(before) - len(text)) <= _WIDTH_TOLERANCE
    return grammar.is_wrapped(before, text, language) and (same or text[0].islower())


def _is_prose(text: str, language: Language) -> bool:
    if len(text) > _MAX_TITLE[language]:
        return True
    cue = cues(language)
    return any(cue[name].search(text) for name in ("headings.prose", "clean.greeting"))


def _find_title(lines: list[SourceLine], header: list[int], language: Language) -> int | None:
    """Return the index of the first long line: names, dates and categories are shorter than a title."""
    kinds = {index: lines[index].kind for index in header if not lines[index].in_blockquote}
    text = [
        i
        for i, kind in kinds.items()
        if kind is LineKind.TEXT or (kind is LineKind.EMPHASIZED and i == header[0])
    ]
    longest = max((len(lines[index].shown.text) for index in text), default=0)
    never = cues(language)["headings.never"]
    return next(
        (
            index
            for index in text
            if len(lines[index].shown.text) >= _MIN_TITLE_SHARE * longest
            and not never.search(lines[index].shown.text)
        ),
        None,
    )


def _is_page_header(lines: list[SourceLine], index: int, repeated: Counter[str], language: Language) -> bool:
    """Return whether a line above the text belongs to the page: no heading, no item of the article."""
    line, below = lines[index], lines[index + 1]
    if line.kind in (LineKind.NUMBERED, LineKind.BULLET):
        short = len(line.shown.text) < _MIN_LIST_ITEM[language] and below.kind is not LineKind.TEXT
        return short or repeated[line.shown.text] > 1
    return line.kind is LineKind.TEXT


def _is_section_heading(lines: list[SourceLine], index: int, start: int) -> bool:
    """Return whether a line is the last above the text, between blank lines as a heading is."""
    apart = index > 0 and lines[index - 1].kind is LineKind.BLANK and lines[index + 1].kind is LineKind.BLANK
    return apart and all(line.kind is LineKind.BLANK for line in lines[index + 1 : start])
