"""Words to atoms: what no line may break inside of, with its length and what may come after it."""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache

import budoux

from bot.cards import marks
from bot.cards.faces import Face
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


class Way(Enum):
    """How an atom's characters stand."""

    ALONG = "along"
    """Upright in a horizontal line, turned to the right in a vertical one."""
    UPRIGHT = "upright"
    """One under the other in a vertical line, in vertical forms."""
    JOINED = "joined"
    """Side by side in one place of a vertical line."""


@dataclass(frozen=True, slots=True)
class Atom:
    """What stays together. Lengths are in em, along the line.

    `lead` and `trail` are blank that belongs to its width and goes at the start and at the end of a line;
    what is left at the end may stand out of the line by `hang`. `gap` comes before the next atom of the same
    line, where a line may break at the price of `toll`. `offsets` is where its characters begin.
    """

    text: str
    width: float
    offsets: tuple[float, ...]
    way: Way = Way.ALONG
    lead: float = 0.0
    trail: float = 0.0
    hang: float = 0.0
    gap: float = 0.0
    toll: float = NEVER


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


def english(text: str, face: Face) -> list[Atom]:
    """The words of a plain text; a line may break at spaces, after dashes, and at a price after hyphens."""
    atoms: list[Atom] = []
    space = face.width(" ")
    ends = phrases(text, Language.EN)
    end = -1
    for word in text.split(" "):
        end += len(word) + 1
        if atoms and word.strip("—–.") == "":
            atoms[-1] = replace(atoms[-1], toll=NEVER)
        parts = re.findall(r"[^—–-]*[—–-]+(?=\w)|.+", word)
        for part in parts[:-1]:
            toll = SYLLABLE if part[-1] == "-" else PHRASE
            atoms.append(replace(_along(part, face), toll=toll))
        toll = PHRASE if end in ends else NEVER
        atoms.append(replace(_along(parts[-1], face), gap=space, toll=toll))
    return atoms


def japanese(text: str, face: Face, *, vertical: bool = False) -> list[Atom]:
    """The characters and the Latin words of a plain text, which breaks between phrases as BudouX sees them.

    Elsewhere a line may break at a price, but nowhere against kinsoku.
    """
    ends = phrases(text, Language.JA)
    atoms: list[Atom] = []
    end = 0
    spaced = False
    text = text.translate(_VERTICAL) if vertical else text
    pieces = _pieces(text, face)
    lying = _lying(pieces, face) if vertical else set()
    for place, piece in enumerate(pieces):
        if piece == " ":
            atoms[-1] = _before_space(atoms[-1], text[end + 1], face.width(" "))
        else:
            made = _upright(piece, face) if vertical and place not in lying else [_horizontal(piece, face)]
            if atoms and not spaced:
                atoms[-1] = _before(atoms[-1], made[0], ends_phrase=end in ends)
            atoms += made
        spaced = piece == " "
        end += len(piece)
    return atoms


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
    pauses = {place for place, char in enumerate(text, 1) if marks.PAUSE.match(char)}
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


def _pieces(text: str, face: Face) -> list[str]:
    """Spaces, runs of narrow characters, pairs of ！ and ？, and every other character."""
    pieces: list[str] = []
    second = {found.end() - 1 for found in _PAIR.finditer(text)}
    for place, char in enumerate(text):
        narrow = _is_narrow(char, face)
        last = pieces[-1] if pieces else " "
        if (narrow and _is_narrow(last[0], face)) or place in second:
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _is_narrow(char: str, face: Face) -> bool:
    return char != " " and ((char < "\u2000" and char.isalnum()) or face.advances[char] < _NARROW)


def _along(text: str, face: Face) -> Atom:
    *offsets, width = face.offsets(text)
    return Atom(text, width, tuple(offsets))


def _horizontal(piece: str, face: Face) -> Atom:
    return _spaced(_along(piece, face))


def _lying(pieces: list[str], face: Face) -> set[int]:
    """Which pieces lie in a vertical line: of a Latin name, all if one does."""
    found: set[int] = set()
    numbered = enumerate(pieces)
    for latin, name in itertools.groupby(numbered, lambda one: one[1] == " " or _is_narrow(one[1][0], face)):
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


def _upright(piece: str, face: Face) -> list[Atom]:
    """A piece that stands in a vertical line."""
    if not _is_narrow(piece[0], face):
        if len(piece) == 2:
            return [_together(piece, face)]
        way = Way.ALONG if marks.ARROW.match(piece) else Way.UPRIGHT
        return [_spaced(replace(_along(piece, face), way=way))]
    atoms: list[Atom] = []
    for part in _parts(piece):
        if re.fullmatch(r"[0-9]{2}", part) or _PAIR.fullmatch(part):
            atoms.append(_together(part, face))
        else:
            wide = [chr(ord(char) + _FULL_WIDTH) for char in part]
            atoms += [_spaced(replace(_along(char, face), way=Way.UPRIGHT)) for char in wide]
    return atoms


def _together(text: str, face: Face) -> Atom:
    narrow = "".join(chr(ord(char) - _FULL_WIDTH) if char > "\uff00" else char for char in text)
    *offsets, width = face.offsets(narrow)
    return Atom(narrow, 1.0, tuple(offset + (1 - width) / 2 for offset in offsets), Way.JOINED)


def _spaced(atom: Atom) -> Atom:
    """A full-width character with the blank that is part of it."""
    if marks.OPENING.fullmatch(atom.text):
        return replace(atom, lead=_HALF)
    if marks.CLOSING.fullmatch(atom.text):
        return replace(atom, trail=_HALF)
    if marks.STOP.fullmatch(atom.text):
        return replace(atom, trail=_HALF, hang=_HALF)
    if marks.MIDDLE.fullmatch(atom.text):
        return replace(atom, lead=_HALF / 2, trail=_HALF / 2)
    return atom


def _before(atom: Atom, following: Atom, *, ends_phrase: bool) -> Atom:
    """An atom with the gap and the toll that it has before the one that follows."""
    last, first = atom.text[-1], following.text[0]
    blanks = atom.trail + following.lead
    gap = 0.0
    if blanks + min(atom.lead, following.lead) + min(atom.trail, following.trail) > _HALF:
        gap = -_HALF
    elif marks.DASH.match(last) and marks.DASH.match(first):
        gap = -DASH_OVERLAP
    elif atom.way is Way.UPRIGHT and marks.DEEP.match(last) and following.hang:
        gap = _DEPTH
    elif blanks == _HALF and not atom.hang:
        gap = BRACKET_GAP - _HALF
    elif _meets(atom, last, following, first) or _meets(following, first, atom, last):
        gap = SCRIPT_GAP
    return replace(atom, gap=gap, toll=_toll(last, first, ends_phrase=ends_phrase))


def _before_space(atom: Atom, following: str, space: float) -> Atom:
    """An atom with what it has before a space: Latin words of one name should stay together, units must."""
    last = atom.text[-1]
    latin = following < "\u2000" and last < "\u2000"
    unit = latin and last.isdecimal()
    if unit or marks.NOT_AT_START.match(following) or marks.NOT_AT_END.match(last):
        return replace(atom, gap=space, toll=NEVER)
    if marks.CALL.match(last):
        return replace(atom, gap=CALL_GAP, toll=CLAUSE)
    if atom.trail or marks.OPENING.match(following):
        return replace(atom, toll=PHRASE)
    if min(last, following) < "\u2000" and marks.JAPANESE.match(max(last, following)):
        space += SCRIPT_GAP
    return replace(atom, gap=space, toll=SYLLABLE if latin else PHRASE)


def _meets(latin: Atom, letter: str, other: Atom, character: str) -> bool:
    """Whether a Latin word stands beside Japanese."""
    return (
        latin.way is Way.ALONG
        and bool(marks.LATIN.match(letter))
        and any(map(str.isalnum, latin.text))
        and bool(marks.JAPANESE.match(character))
    )


def _toll(last: str, first: str, *, ends_phrase: bool) -> float:
    if marks.NOT_AT_START.match(first) or marks.NOT_AT_END.match(last):
        return NEVER
    if (last.isdecimal() and not marks.HIRAGANA.match(first)) or (last == "第" and first.isdecimal()):
        return NEVER
    if marks.NOT_AFTER_LETTER.match(first) and marks.JAPANESE.match(last):
        return NEVER
    if ends_phrase:
        return CLAUSE if marks.PAUSE.match(last) else PHRASE
    if marks.GEMINATE.match(last):
        return WORD
    for script in (marks.KANJI, marks.KATAKANA):
        if script.match(last) and script.match(first):
            return WORD
    return SYLLABLE
