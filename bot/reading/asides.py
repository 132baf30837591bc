"""Recognize what stands beside the sentences of an article: links, facts, captions, notes, credits."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.cues import Cues, cues
from bot.model import BlockKind, DocumentBlock, Language
from bot.reading import grammar
from bot.reading.lines import cut

_MAX_ASIDE = 240
_MAX_DATELINE = 120
_MAX_CREDIT = 220
_MIN_OPENING = 60
_MAX_PHOTOGRAPHER = 40
_TEXT = {BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.LIST_ITEM}
# Between the cells of a row, where no bars stand around it.
_CELLS = re.compile(r" [|｜] |｜")


def cues_of(text: str, language: Language) -> Cues:
    """Return the cues for a line: pages in Japanese have buttons and credits in English."""
    return cues(Language.EN if text.isascii() else language)


def find(lines: list[DocumentBlock], language: Language) -> set[int]:
    """Return the lines that are no part of the text: links with a sign, facts, captions, notes, tables."""
    found = _table_rows(lines, language)
    for index, line in enumerate(lines):
        cue = cues_of(line.shown.text, language)
        if _is_aside(line, cue, language) or (
            line.kind in _TEXT and cue["clean.note"].search(line.shown.text)
        ):
            found.add(index)
            found |= _photographer(lines, index)
    return found


def rows(lines: list[DocumentBlock], language: Language) -> list[DocumentBlock]:
    """Return the lines that are rows of tables without bars around them, as such."""
    found = _table_rows(lines, language)
    return [replace(line, kind=BlockKind.TABLE_ROW) for index, line in enumerate(lines) if index in found]


def _is_aside(line: DocumentBlock, cue: Cues, language: Language) -> bool:
    text = line.shown.text
    return (
        line.level == 0
        and line.kind is not BlockKind.TURN
        and len(text) <= _MAX_ASIDE
        and not grammar.ends_sentence(text, language)
        and cue["clean.aside"].fullmatch(text) is not None
    )


def _photographer(lines: list[DocumentBlock], index: int) -> set[int]:
    """Return the line above an agency and a stroke: the name of the photographer."""
    above = lines[max(0, index - 2) : index]
    if len(above) < 2 or any(map(str.isalnum, above[1].shown.text)):
        return set()
    return {index - 2} if len(above[0].shown.text) <= _MAX_PHOTOGRAPHER and not above[1].apart else set()


def _table_rows(lines: list[DocumentBlock], language: Language) -> set[int]:
    """Return the rows of tables: lines one below the other with as many cells each."""
    cells = [
        0
        if line.kind is not BlockKind.PARAGRAPH or grammar.ends_sentence(line.shown.text, language)
        else len(_CELLS.findall(line.shown.text))
        for line in lines
    ]
    found: set[int] = set()
    for index in range(2, len(lines)):
        if cells[index] and cells[index] == cells[index - 1] and not lines[index].apart:
            found |= {index - 1, index}
    return found


def without_credits(lines: list[DocumentBlock], language: Language) -> list[DocumentBlock]:
    """Return the lines without bylines and notes after their last words."""
    cue = cues(language)
    kept: list[DocumentBlock] = []
    apart = False
    for line in lines:
        tail = line.shown.text[-_MAX_CREDIT:]
        found = cue["clean.credit"].search(tail) if line.kind is not BlockKind.HEADING else None
        end = len(line.shown.text) - len(tail) + found.start() if found else len(line.shown.text)
        if end:
            kept.append((cut(line, 0, end) if found else line).set_apart(apart))
        apart = not end
    return kept


def without_datelines(lines: list[DocumentBlock], language: Language) -> list[DocumentBlock]:
    """Return the lines without what says where a report comes from, before their first words."""
    cue = cues(language)
    kept: list[DocumentBlock] = []
    opened = False
    for line in lines:
        head = line.shown.text[:_MAX_DATELINE]
        found = None
        if line.kind is not BlockKind.HEADING:
            opening = not opened and len(line.shown.text) >= _MIN_OPENING
            opened = opened or opening
            found = cue["clean.dateline"].match(head)
            if opening and not found:
                found = cue["clean.opening_dateline"].match(head)
        text = cut(line, found.end(), len(line.shown.text)) if found else line
        kept.append(text if text.shown.text else line)
    return kept
