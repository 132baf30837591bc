"""Recognize interviews whose questions stand behind a dash: ――何が変わりましたか。"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.model import BlockKind, DocumentBlock
from bot.reading.marks import find_quotations

_DASH = re.compile(r"(?:[—–―─]{1,3}|-{1,3}|ー{2})[ \u3000]{0,2}(?=[^\s—–―─-])")
_ASKS = re.compile(r"[？?。！!…]$|(?<!ちゃ)(?<!さ)(?<!く)[ぁ-ん](?<![らち])$")
"""How a question, or words in the place of one, ends: not as a name does."""
_QUESTION = re.compile(r"[？?]$|か(?:ね|な)?。?$")
_SENTENCE = re.compile(rf"[。]$|{_QUESTION.pattern}")
_MIN_QUESTIONS = 2
_KINDS = {BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.LIST_ITEM, BlockKind.HEADING}


def questions(lines: Sequence[DocumentBlock]) -> dict[int, int]:
    """Return the lines that ask, by their places, each with where its words begin; none outside an interview.

    Half of the lines with a dash must be sentences, or have words in quotation marks for an answer: two at
    least, one of them a question, or one question so answered. Dashes before names are sources.
    """
    found = {index: start for index, line in enumerate(lines) if (start := _start(lines, index)) is not None}
    asked = [index for index in found if _QUESTION.search(lines[index].shown.text)]
    telling = [
        index
        for index, start in found.items()
        if _SENTENCE.search(lines[index].shown.text)
        or (_is_answered(lines, index) and _ASKS.search(lines[index].shown.text[start:]))
    ]
    certain = any(_is_answered(lines, index) for index in asked)
    enough = certain or (asked and len(telling) >= _MIN_QUESTIONS)
    return found if enough and 2 * len(telling) >= len(found) else {}


def is_whole_quotation(text: str) -> bool:
    """Return whether a text is one quotation, with a name in brackets behind it at most."""
    pairs = find_quotations(text)
    if not pairs:
        return False
    rest = text[: pairs[0].start] + re.sub(r"^\s?[（(][^（()）]{1,20}[)）]", "", text[pairs[0].end :])
    return len(pairs) == 1 and not rest.strip(" 。.\u3000")


def _start(lines: Sequence[DocumentBlock], index: int) -> int | None:
    """Return where the words of a question may begin in a line; None where it is none."""
    line = lines[index]
    if line.kind not in _KINDS or line.numbered or index + 1 == len(lines):
        return None
    if dash := _DASH.match(line.shown.text):
        return dash.end()
    # Of `- ` Markdown makes an item of a list.
    is_item = line.kind is BlockKind.LIST_ITEM and _is_answered(lines, index)
    return 0 if is_item and _ASKS.search(line.shown.text) else None


def _is_answered(lines: Sequence[DocumentBlock], index: int) -> bool:
    below = lines[index + 1] if index + 1 < len(lines) else None
    return below is not None and below.kind is not BlockKind.HEADING and is_whole_quotation(below.shown.text)
