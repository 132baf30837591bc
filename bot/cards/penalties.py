"""Say what a line break between two characters costs."""

from __future__ import annotations

import math

from bot.cards import characters

NEVER = math.inf
"""The penalty of a break that is not allowed."""
AFTER_CLAUSE = 0.0
"""The penalty of a break after a comma or a full stop."""
AFTER_PHRASE = 0.2
"""The penalty of a break after any other phrase, or between English words."""
WITHIN_PHRASE = 1.0
"""The penalty of a break inside a phrase."""
WITHIN_WORD = 4.0
"""The penalty of a break that is probably inside a word."""


def penalty(last: str, first: str, *, ends_phrase: bool) -> float:
    """Return the penalty of a break between two characters."""
    if characters.NOT_AT_START.match(first) or characters.NOT_AT_END.match(last):
        return NEVER
    if (last.isdecimal() and not characters.HIRAGANA.match(first)) or (last == "第" and first.isdecimal()):
        return NEVER
    if characters.NOT_AFTER_LETTER.match(first) and characters.JAPANESE.match(last):
        return NEVER
    if characters.EMOJI.match(first):
        return WITHIN_WORD
    if characters.EMOJI.match(last):
        return AFTER_PHRASE
    # Between spaces, Korean is kept together.
    if characters.HANGUL.match(last) or characters.HANGUL.match(first):
        return WITHIN_WORD if first.isalnum() and last.isalnum() else WITHIN_PHRASE
    if ends_phrase:
        return AFTER_CLAUSE if characters.PAUSE.match(last) else AFTER_PHRASE
    if characters.GEMINATE.match(last):
        return WITHIN_WORD
    for script in (characters.KANJI, characters.KATAKANA):
        if script.match(last) and script.match(first):
            return WITHIN_WORD
    return WITHIN_PHRASE
