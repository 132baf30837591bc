"""Where a box is blank, and what stands between two boxes: glue, and the penalty of a break."""

from __future__ import annotations

from dataclasses import replace

from bot.cards import characters
from bot.cards.box import AFTER_CLAUSE, AFTER_PHRASE, NEVER, WITHIN_PHRASE, WITHIN_WORD, Box, Orientation

INTER_SCRIPT_GLUE = 0.15
"""Em between Japanese and Latin characters."""

BRACKET_GLUE = 0.25
"""Em outside a bracket: half of what is usual in books, as the type is large."""

SENTENCE_GLUE = 0.5
"""Em between a ！ or ？ and the next sentence, where the text has a space: half of a book's, likewise."""

DASH_OVERLAP = 0.16
"""Em by which two dashes overlap, so that they join."""
_DESCENDER_DEPTH = 0.15
"""Em by which a descending character extends below its square."""
_HALF_EM = 0.5


def with_bearings(box: Box) -> Box:
    """Return a box with its side bearings: half an em of blank in full-width punctuation."""
    if characters.OPENING.fullmatch(box.text):
        return replace(box, start_bearing=_HALF_EM)
    if characters.CLOSING.fullmatch(box.text):
        return replace(box, end_bearing=_HALF_EM)
    if characters.COMMA_OR_STOP.fullmatch(box.text) and not box.font.is_centered(box.text):
        return replace(box, end_bearing=_HALF_EM, hanging=_HALF_EM)
    if characters.MIDDLE_DOT.fullmatch(box.text) or characters.COMMA_OR_STOP.fullmatch(box.text):
        return replace(box, start_bearing=_HALF_EM / 2, end_bearing=_HALF_EM / 2)
    return box


def with_glue(box: Box, following: Box, *, ends_phrase: bool) -> Box:
    """Return a box with the glue and the penalty between it and the following one."""
    last, first = box.clusters[-1][0], following.text[0]
    blanks = box.end_bearing + following.start_bearing
    glue = 0.0
    if (
        blanks + min(box.start_bearing, following.start_bearing) + min(box.end_bearing, following.end_bearing)
        > _HALF_EM
    ):
        glue = -_HALF_EM
    elif characters.DASH.match(last) and characters.DASH.match(first):
        glue = -DASH_OVERLAP
    elif box.orientation is Orientation.UPRIGHT and characters.DESCENDING.match(last) and following.hanging:
        glue = _DESCENDER_DEPTH
    elif blanks == _HALF_EM and not box.hanging:
        glue = BRACKET_GLUE - _HALF_EM
    elif _is_latin_beside_japanese(box, last, first) or _is_latin_beside_japanese(following, first, last):
        glue = INTER_SCRIPT_GLUE
    return replace(box, glue=glue, penalty=_penalty(last, first, ends_phrase=ends_phrase))


def with_word_space(box: Box, following: str, space: float) -> Box:
    """Return a box with the glue and the penalty of a space after it.

    Latin words, which may be one name, are better kept together; a number and its unit must be.
    """
    last = box.clusters[-1][0]
    latin = following < "\u2000" and last < "\u2000"
    unit = latin and last.isdecimal()
    if unit or characters.NOT_AT_START.match(following) or characters.NOT_AT_END.match(last):
        return replace(box, glue=space, penalty=NEVER)
    if characters.DIVIDING.match(last):
        return replace(box, glue=SENTENCE_GLUE, penalty=AFTER_CLAUSE)
    if box.end_bearing or characters.OPENING.match(following):
        return replace(box, penalty=AFTER_PHRASE)
    if min(last, following) < "\u2000" and characters.JAPANESE.match(max(last, following)):
        space += INTER_SCRIPT_GLUE
    return replace(box, glue=space, penalty=WITHIN_PHRASE if latin else AFTER_PHRASE)


def _is_latin_beside_japanese(latin: Box, letter: str, neighbor: str) -> bool:
    """Return whether `letter` of a Latin word is next to a Japanese character."""
    return (
        latin.orientation is Orientation.SIDEWAYS
        and bool(characters.LATIN.match(letter))
        and any(map(str.isalnum, latin.text))
        and bool(characters.JAPANESE.match(neighbor))
    )


def _penalty(last: str, first: str, *, ends_phrase: bool) -> float:
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
