"""Which line breaks of a paragraph tear a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.cues import cues
from bot.extract import inline
from bot.model import Language

_END = re.compile(r"[。．.！？!?…:：;♪][」』）)】”’\"']{0,2}$")
_OWN_LINE = re.compile(
    r"[・●■◆◇○□▼▽★☆※＊*•‣▪►→>①-⑳❶-❿【〈《\[–—―-]|[\d０-９]{1,2}[.．)）、]|[^:：。、]{1,12}[:：]"
)
"""How an item of a list, a heading or what somebody says begins."""
_AFTER_QUOTATION = re.compile("[とをはがにのもへで、。]")
_HIRAGANA = re.compile(r"[ぁ-んー]")
_FULL = 0.8  # of the longest line
_MIN_WIDTH = {Language.JA: 20, Language.EN: 40}


def torn(lines: Sequence[str]) -> list[bool]:
    """Return for each line but the first whether it goes on with the sentence of the line before.

    It does where that line is as long as the width to which all are broken, or neither could stand alone;
    never where the line before has an end, or this one a beginning of its own.
    """
    language = Language.JA if inline.is_japanese("".join(lines)) else Language.EN
    width = max(map(len, lines))
    broken = width >= _MIN_WIDTH[language] and _END.search(lines[-1][-4:]) is not None
    return [
        bool(before and line)
        and not _OWN_LINE.match(line[:16])
        and (_goes_on(before, line, language) or (broken and _is_full(before, width)))
        for before, line in pairwise(lines)
    ]


def _is_full(line: str, width: int) -> bool:
    return len(line) >= _FULL * width and _END.search(line[-4:]) is None


def _goes_on(before: str, line: str, language: Language) -> bool:
    if before[-1] in "」』" and _AFTER_QUOTATION.match(line):
        return True
    if _END.search(before[-4:]):
        return False
    if before[-1] in "、,，" or cues(language)["sentences.unfinished"].search(before[-12:]):
        return True
    if language is Language.EN:
        return line[0].islower()
    return bool(_HIRAGANA.match(before[-1]) and _HIRAGANA.match(line))
