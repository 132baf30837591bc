"""Remove what surrounds an article on its page: bylines, navigation, profiles, related articles, asides."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from bot.cues import Cues, cues
from bot.model import BlockKind, DocumentBlock, Language
from bot.reading import asides, grammar

_SIGNS = re.compile(r"[^\w\s\"'“‘「『（(【〈《\[＜<@#%&*※]{1,4}[\s\ufe0f]{0,2}")
_MAX_BOILERPLATE = 200
_LINK_SHARE = 0.6
_MAX_FOOTER_CUE = 80
_FOOTER_SHARE = 0.35
_MAX_PROFILE_LINES = 6
_OPENING_LINES = 24
_MIN_TITLE_SHARE = 0.5
_WIDTH_TOLERANCE = 2
_MAX_TITLE = {Language.JA: 110, Language.EN: 140}
_MAX_LONG_TITLE = 300
_MAX_SENTENCE_WORDS = 14
"""Of a title that ends with a full stop."""
_MIN_TEXT_BELOW = 100
_MIN_LIST_ITEM = {Language.JA: 15, Language.EN: 30}


def without_boilerplate(lines: list[DocumentBlock], language: Language) -> list[DocumentBlock]:
    """Return the lines that belong to the article.

    The last one before a web address that is removed gets `has_url`.
    """
    cue = cues(language)
    lines = asides.without_credits(lines[: _footer_start(lines, cue)], language)
    contents = _contents_and_profiles(lines, cue)
    left_out = contents | asides.find(lines, language)
    kept: list[DocumentBlock] = []
    apart = False
    for index, line in enumerate(lines):
        is_link = _is_link(line, language)
        text = line.shown.text
        if index not in left_out and not is_link and not is_boilerplate(text, asides.cues_of(text, language)):
            kept.append(line.set_apart(apart))
            apart = False
            continue
        apart = True
        if (line.has_url or is_link) and kept and index not in contents:
            kept[-1] = replace(kept[-1], has_url=True)
    return kept


def is_boilerplate(text: str, cue: Cues) -> bool:
    """Return whether a line or a sentence belongs to the page, or contains no word at all."""
    if len(text) > _MAX_BOILERPLATE:
        return False
    sign = _SIGNS.match(text)
    words = text[sign.end() :] if sign else text
    # The buttons and credits of a page may be in English, whatever language it is in.
    lists = (cue, cues(Language.EN)) if words.isascii() else (cue,)
    return not any(map(str.isalnum, text)) or any(
        one["clean.boilerplate"].fullmatch(form) for one in lists for form in {text, words}
    )


def _is_link(line: DocumentBlock, language: Language) -> bool:
    """Return whether an item, or a line behind a sign, is little but a link: navigation, related texts."""
    text = line.shown.text
    sign = _SIGNS.match(text)
    listed = line.kind is BlockKind.LIST_ITEM or (line.kind is BlockKind.PARAGRAPH and sign is not None)
    share = 1 if grammar.ends_sentence(text, language) else _LINK_SHARE
    return listed and 0 < line.linked >= (len(text) - (sign.end() if sign else 0)) * share - 2


def _contents_and_profiles(lines: list[DocumentBlock], cue: Cues) -> set[int]:
    """Return the lines of the table of contents and of profiles of the author."""
    times = Counter(line.shown.text for line in lines)
    contents = False
    seen: set[str] = set()
    profile = 0
    found: set[int] = set()
    for index, line in enumerate(lines):
        text = line.shown.text
        profile = 0 if line.apart else profile
        listed = line.kind is BlockKind.LIST_ITEM or (
            line.kind is BlockKind.PARAGRAPH and times[text] > 1 and text not in seen
        )
        seen.add(text)
        contents = cue["clean.contents_heading"].fullmatch(text) is not None or (contents and listed)
        if cue["clean.profile_heading"].fullmatch(text):
            profile = _MAX_PROFILE_LINES
        elif profile:
            profile -= 1
        if contents or profile:
            found.add(index)
    return found


def _footer_start(lines: list[DocumentBlock], cue: Cues) -> int:
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
    lines: list[DocumentBlock], known_title: str | None, language: Language, *, by_line: bool = False
) -> tuple[str | None, list[DocumentBlock]]:
    """Return the title, if any, and the lines without it and without the page's header above the text.

    The title is `known_title`, else the heading of the first level (not below a title and text), else the
    first line above the text that can be one, else the first heading, which remains that of its section.
    `by_line` says that the text has no full stops: its first line is its title, and text.
    """
    if by_line and not any(line.level == 1 for line in lines):
        return known_title or lines[0].shown.text[:_MAX_LONG_TITLE], lines
    start = _first_prose(lines, language)
    level_one = next((i for i, line in enumerate(lines[:_OPENING_LINES]) if line.level == 1), None)
    position = level_one
    if level_one is None or start < level_one:
        found = _find_title(lines, start, language)
        position = level_one if found is None else found
    if position is None:
        headings = [line.shown.text for line in lines[:_OPENING_LINES] if line.kind is BlockKind.HEADING]
        return known_title or next(iter(headings), None), lines
    title = lines[position].shown.text
    if known_title and position != level_one and title != known_title:
        return known_title, lines
    repeated = Counter(line.shown.text for line in lines)
    above = {index for index in range(start) if _is_page_header(lines, index, repeated, language)}
    above = {i for i in above if not _is_section_heading(lines, i, start, len(title))} | {position}
    return known_title or title, _without(lines, above)


def _without(lines: list[DocumentBlock], left_out: set[int]) -> list[DocumentBlock]:
    kept: list[DocumentBlock] = []
    apart = False
    for index, line in enumerate(lines):
        if index in left_out:
            apart = True
        else:
            kept.append(line.set_apart(apart))
            apart = False
    return kept


def _first_prose(lines: list[DocumentBlock], language: Language) -> int:
    """Return the index of the line where the first sentence starts; 0 if none is near the top."""
    for index, line in enumerate(lines[:_OPENING_LINES]):
        if _is_prose(line.shown.text, language) and not (
            index == 0 and _is_title_of(line.shown.text, lines[1:2], language)
        ):
            while index > 0 and _is_continued_by(lines, index, language):
                index -= 1
            return index
    return 0


def _is_title_of(text: str, below: list[DocumentBlock], language: Language) -> bool:
    """Return whether a first line that looks like running text is a title, a long one or with a full stop."""
    if not below or len(text) > _MAX_LONG_TITLE or cues(language)["clean.greeting"].search(text):
        return False
    following = below[0].shown.text
    if language is Language.EN and grammar.ends_sentence(text, language):
        one = len(grammar.sentence_ends(text, language)) == 1 and len(text.split()) <= _MAX_SENTENCE_WORDS
        return one and below[0].apart and len(following) >= max(2 * len(text), _MIN_TEXT_BELOW)
    if text[-1] in "。．、，,":
        return False
    # Not the first of some lines of one width, over which a sentence is broken.
    even = abs(len(text) - len(following)) <= _WIDTH_TOLERANCE or grammar.ends_sentence(following, language)
    return below[0].apart or not (even and grammar.is_wrapped(text, following, language))


def _is_continued_by(lines: list[DocumentBlock], index: int, language: Language) -> bool:
    """Return whether the sentence of this line starts on the previous one, which may be a title if first."""
    if lines[index].apart:
        return False
    before, text = lines[index - 1].shown.text, lines[index].shown.text
    if cues(language)["sentences.unfinished_above_text"].search(before[-20:]):
        return True
    if index > 1:
        return grammar.is_wrapped(before, text, language)
    same = abs(len(before) - len(text)) <= _WIDTH_TOLERANCE
    return grammar.is_wrapped(before, text, language) and (same or text[0].islower())


def _is_prose(text: str, language: Language) -> bool:
    if len(text) > _MAX_TITLE[language]:
        return True
    cue = cues(language)
    return any(cue[name].search(text) for name in ("headings.prose", "clean.greeting"))


def _find_title(lines: list[DocumentBlock], start: int, language: Language) -> int | None:
    """Return the index of the first line above the text that can be a title, if any.

    Names, dates and categories are shorter than a title. What describes the site, or begins with a sign, is
    taken only if there is nothing else.
    """
    cue = cues(language)
    text = [
        index
        for index, line in enumerate(lines[:start])
        if (index == 0 or not _flows_into(lines[index + 1], language))
        and not cue["headings.never_title"].search(line.shown.text)
        and (
            line.kind is BlockKind.PARAGRAPH
            or (line.kind is BlockKind.HEADING and line.level == 0 and index == 0)
        )
    ]
    text = [index for index in text if not cue["headings.about_site"].search(lines[index].shown.text)] or text
    longest = max((len(lines[index].shown.text) for index in text), default=0)
    for index in text:
        line = lines[index].shown.text
        if len(line) >= _MIN_TITLE_SHARE * longest or (
            index == 0 and cue["headings.title_like"].search(line)
        ):
            return index
    return None


def _flows_into(below: DocumentBlock, language: Language) -> bool:
    """Return whether a line goes on with the text of the line above it: it is a whole sentence."""
    return not below.apart and grammar.ends_sentence(below.shown.text, language)


def _is_page_header(
    lines: list[DocumentBlock], index: int, repeated: Counter[str], language: Language
) -> bool:
    """Return whether a line above the text belongs to the page: no heading, no item of the article."""
    line, below = lines[index], lines[index + 1]
    if line.kind is BlockKind.LIST_ITEM:
        short = len(line.shown.text) < _MIN_LIST_ITEM[language] and (
            below.apart or below.kind is not BlockKind.PARAGRAPH
        )
        return short or repeated[line.shown.text] > 1
    return line.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTATION)


def _is_section_heading(lines: list[DocumentBlock], index: int, start: int, longest: int) -> bool:
    """Return whether a line is the last above the text, set apart as a heading is, and no long subtitle."""
    apart = 0 < index == start - 1 and lines[index].apart and lines[index + 1].apart
    is_subtitle = lines[index].kind is BlockKind.PARAGRAPH and len(lines[index].shown.text) > longest
    return apart and not is_subtitle
