"""Words to boxes: what no line may break inside of, with its length and what may come after it."""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache

import budoux

from bot.cards import characters
from bot.cards.fonts import Font
from bot.model import Language
from bot.reading.cues import cues

SCRIPT_GAP = 0.15
"""Em between Japanese and Latin."""

BRACKET_GAP = 0.25
"""Em between a bracket and the text around it: half of what stands there in a book, as the type is large."""

CALL_GAP = 0.5
"""Em between a ！ or a ？ and the next sentence, where one left a space there: half of a book's, likewise."""

DASH_OVERLAP = 0.16
"""Em that two dashes have in common, so that they are one line."""

NEVER = math.inf
CLAUSE = 0.0
"""What it costs to break after a comma or a full stop,"""
PHRASE = 0.2
"""at the end of another phrase, or between English words,"""
SYLLABLE = 1.0
"""inside a phrase,"""
WORD = 4.0
"""and where it is likely inside a word."""


_NARROW = 0.95


class Orientation(Enum):
    """How a box's characters stand."""

    ALONG = "along"
    """Upright in a horizontal line, turned to the right in a vertical one."""
    UPRIGHT = "upright"
    """One under the other in a vertical line, in vertical forms."""
    JOINED = "joined"
    """Side by side in one place of a vertical line."""


@dataclass(frozen=True, slots=True)
class Box:
    """What stays together. Lengths are in em, along the line.

    `lead` and `trail` are blank that belongs to its width and goes at the start and at the end of a line;
    what is left at the end may stand out of the line by `hanging`. `gap` comes before the next box of the
    same line, where a line may break at the price of `penalty`. `offsets` is where its characters begin.
    """

    text: str
    width: float
    offsets: tuple[float, ...]
    orientation: Orientation = Orientation.ALONG
    lead: float = 0.0
    trail: float = 0.0
    hanging: float = 0.0
    gap: float = 0.0
    penalty: float = NEVER


# What a vertical line shows for what stands in a horizontal one.
_VERTICAL = str.maketrans("“”", "〝〟")
_PAIR = re.compile(r"(?<![!?！？])[!?！？]{2}(?![!?！？])")
_NARROW_RUN = re.compile(r"([(\[{]*)(.*?)([)\]}!?%:;,]*)")
_STACKED = re.compile(r"[0-9]{1,4}|[A-Z]{1,4}|[!-/:-@\[-`{-~]|")
# A word or two between brackets stay together, and what is Latin.
_KEPT = re.compile(r"[!-~]+|[（「『〈《【〔“][^（）「」『』、。]{1,8}[）」』〉》】〕”]")
_FULL_WIDTH = 0xFEE0
_HALF = 0.5
_DEPTH = 0.15
"""How far a deep character reaches out of its square, in em."""


def english(text: str, font: Font) -> list[Box]:
    """The words of a plain text; a line may break at spaces, after dashes, and at a price after hyphens."""
    boxes: list[Box] = []
    space = font.width(" ")
    ends = phrases(text, Language.EN)
    end = -1
    for word in text.split(" "):
        end += len(word) + 1
        if boxes and word.strip("—–.") == "":
            boxes[-1] = replace(boxes[-1], penalty=NEVER)
        parts = re.findall(r"[^—–-]*[—–-]+(?=\w)|.+", word)
        for part in parts[:-1]:
            penalty = SYLLABLE if part[-1] == "-" else PHRASE
            boxes.append(replace(_along(part, font), penalty=penalty))
        penalty = PHRASE if end in ends else NEVER
        boxes.append(replace(_along(parts[-1], font), gap=space, penalty=penalty))
    return boxes


def japanese(text: str, font: Font, *, vertical: bool = False) -> list[Box]:
    """The characters and the Latin words of a plain text, which breaks between phrases as BudouX sees them.

    Elsewhere a line may break at a price, but nowhere against kinsoku.
    """
    ends = phrases(text, Language.JA)
    boxes: list[Box] = []
    end = 0
    spaced = False
    text = text.translate(_VERTICAL) if vertical else text
    pieces = _pieces(text, font)
    lying = _lying(pieces, font) if vertical else set()
    for place, piece in enumerate(pieces):
        if piece == " ":
            boxes[-1] = _before_space(boxes[-1], text[end + 1], font.width(" "))
        else:
            made = _upright(piece, font) if vertical and place not in lying else [_horizontal(piece, font)]
            if boxes and not spaced:
                boxes[-1] = _before(boxes[-1], made[0], ends_phrase=end in ends)
            boxes += made
        spaced = piece == " "
        end += len(piece)
    return boxes


def phrases(text: str, language: Language) -> set[int]:
    """Where phrases of a plain text end: English ones at spaces, Japanese ones as BudouX sees them."""
    spaces = {place for place, char in enumerate(text) if char == " "}
    held = {found.start() for found in cues(language)["lines.held"].finditer(text)}
    if language is Language.EN:
        return spaces - held
    # In the whole text, and in its letters alone, which marks around them may hide.
    runs = {found.start(): found[0] for found in re.finditer(r"[^\W_]+", text)}
    inside = {start + place for start, run in runs.items() for place in range(1, len(run))}
    seen = {start + place for start, run in runs.items() for place in _ends(run)}
    pauses = {place for place, char in enumerate(text, 1) if characters.PAUSE.match(char)}
    kept = {place for short in _KEPT.finditer(text) for place in range(short.start() + 1, short.end())}
    return (
        ({place for place in _ends(text) if place in seen or place not in inside} | pauses | spaces)
        - kept
        - held
    )


def _ends(text: str) -> list[int]:
    return list(itertools.accumulate(len(phrase) for phrase in _parser().parse(text)))


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_japanese_parser()


def _pieces(text: str, font: Font) -> list[str]:
    """Spaces, runs of narrow characters, pairs of ！ and ？, and every other character."""
    pieces: list[str] = []
    second = {found.end() - 1 for found in _PAIR.finditer(text)}
    for place, char in enumerate(text):
        narrow = _is_narrow(char, font)
        last = pieces[-1] if pieces else " "
        if (narrow and _is_narrow(last[0], font)) or place in second:
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _is_narrow(char: str, font: Font) -> bool:
    return char != " " and ((char < "\u2000" and char.isalnum()) or font.advances[char] < _NARROW)


def _along(text: str, font: Font) -> Box:
    *offsets, width = font.offsets(text)
    return Box(text, width, tuple(offsets))


def _horizontal(piece: str, font: Font) -> Box:
    return _spaced(_along(piece, font))


def _lying(pieces: list[str], font: Font) -> set[int]:
    """Which pieces lie in a vertical line: of a Latin name, all if one does."""
    found: set[int] = set()
    numbered = enumerate(pieces)
    for latin, name in itertools.groupby(numbered, lambda one: one[1] == " " or _is_narrow(one[1][0], font)):
        places = [place for place, piece in name if piece != " "]
        if latin and not all(_STACKED.fullmatch(_parts(pieces[place])[1]) for place in places):
            found.update(places)
    return found


def _parts(piece: str) -> tuple[str, str, str]:
    """What narrow characters stand together, and the punctuation before and after them."""
    found = _NARROW_RUN.fullmatch(piece)
    assert found  # noqa: S101 - it matches anything
    before, core, after = found.groups()
    return before, core, after


def _upright(piece: str, font: Font) -> list[Box]:
    """A piece that stands in a vertical line."""
    if not _is_narrow(piece[0], font):
        if len(piece) == 2:
            return [_together(piece, font)]
        orientation = Orientation.ALONG if characters.ARROW.match(piece) else Orientation.UPRIGHT
        return [_spaced(replace(_along(piece, font), orientation=orientation))]
    boxes: list[Box] = []
    for part in _parts(piece):
        if re.fullmatch(r"[0-9]{2}", part) or _PAIR.fullmatch(part):
            boxes.append(_together(part, font))
        else:
            wide = [chr(ord(char) + _FULL_WIDTH) for char in part]
            boxes += [_spaced(replace(_along(char, font), orientation=Orientation.UPRIGHT)) for char in wide]
    return boxes


def _together(text: str, font: Font) -> Box:
    narrow = "".join(chr(ord(char) - _FULL_WIDTH) if char > "\uff00" else char for char in text)
    *offsets, width = font.offsets(narrow)
    return Box(narrow, 1.0, tuple(offset + (1 - width) / 2 for offset in offsets), Orientation.JOINED)


def _spaced(box: Box) -> Box:
    """A full-width character with the blank that is part of it."""
    if characters.OPENING.fullmatch(box.text):
        return replace(box, lead=_HALF)
    if characters.CLOSING.fullmatch(box.text):
        return replace(box, trail=_HALF)
    if characters.STOP.fullmatch(box.text):
        return replace(box, trail=_HALF, hanging=_HALF)
    if characters.MIDDLE.fullmatch(box.text):
        return replace(box, lead=_HALF / 2, trail=_HALF / 2)
    return box


def _before(box: Box, following: Box, *, ends_phrase: bool) -> Box:
    """An box with the gap and the penalty that it has before the one that follows."""
    last, first = box.text[-1], following.text[0]
    blanks = box.trail + following.lead
    gap = 0.0
    if blanks + min(box.lead, following.lead) + min(box.trail, following.trail) > _HALF:
        gap = -_HALF
    elif characters.DASH.match(last) and characters.DASH.match(first):
        gap = -DASH_OVERLAP
    elif box.orientation is Orientation.UPRIGHT and characters.DEEP.match(last) and following.hanging:
        gap = _DEPTH
    elif blanks == _HALF and not box.hanging:
        gap = BRACKET_GAP - _HALF
    elif _meets(box, last, following, first) or _meets(following, first, box, last):
        gap = SCRIPT_GAP
    return replace(box, gap=gap, penalty=_penalty(last, first, ends_phrase=ends_phrase))


def _before_space(box: Box, following: str, space: float) -> Box:
    """An box with what it has before a space: Latin words of one name should stay together, units must."""
    last = box.text[-1]
    latin = following < "\u2000" and last < "\u2000"
    unit = latin and last.isdecimal()
    if unit or characters.NOT_AT_START.match(following) or characters.NOT_AT_END.match(last):
        return replace(box, gap=space, penalty=NEVER)
    if characters.CALL.match(last):
        return replace(box, gap=CALL_GAP, penalty=CLAUSE)
    if box.trail or characters.OPENING.match(following):
        return replace(box, penalty=PHRASE)
    if min(last, following) < "\u2000" and characters.JAPANESE.match(max(last, following)):
        space += SCRIPT_GAP
    return replace(box, gap=space, penalty=SYLLABLE if latin else PHRASE)


def _meets(latin: Box, letter: str, other: Box, character: str) -> bool:
    """Whether a Latin word stands beside Japanese."""
    return (
        latin.orientation is Orientation.ALONG
        and bool(characters.LATIN.match(letter))
        and any(map(str.isalnum, latin.text))
        and bool(characters.JAPANESE.match(character))
    )


def _penalty(last: str, first: str, *, ends_phrase: bool) -> float:
    if characters.NOT_AT_START.match(first) or characters.NOT_AT_END.match(last):
        return NEVER
    if (last.isdecimal() and not characters.HIRAGANA.match(first)) or (last == "第" and first.isdecimal()):
        return NEVER
    if characters.NOT_AFTER_LETTER.match(first) and characters.JAPANESE.match(last):
        return NEVER
    if ends_phrase:
        return CLAUSE if characters.PAUSE.match(last) else PHRASE
    if characters.GEMINATE.match(last):
        return WORD
    for script in (characters.KANJI, characters.KATAKANA):
        if script.match(last) and script.match(first):
            return WORD
    return SYLLABLE
