"""Pairs of quotation marks and brackets in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_PAIR = 2000
"""Marks further apart than this are not taken as a pair: one of them is probably missing."""

_CLOSING = {
    "「": "」",
    "『": "』",
    "“": "”",
    "（": "）",
    "(": ")",
    "【": "】",
    "〈": "〉",
    "《": "》",
    "［": "］",
}
_OPENING = {close: open_ for open_, close in _CLOSING.items()}
_MARK = re.compile("[" + re.escape("".join(_CLOSING) + "".join(_OPENING)) + "\"＂'‘’〝〟‟„]")
_BEFORE_OPENING = " \t\n\u3000([（「—–-:：、。,"
_ENDS_SPEECH = ".,!?…;—–"


@dataclass(frozen=True, slots=True)
class Pair:
    """A mark at `start` and its partner, whose end is `end`."""

    mark: str
    start: int
    end: int


QUOTING = '「『“‘"＂〝„'


def pairs(text: str, only: str = "") -> list[Pair]:
    """The outermost pairs of marks in `text`, in order; only those of some marks, if they are given."""
    found: list[Pair] = []
    waiting: dict[str, list[int]] = {}
    for match in _MARK.finditer(text):
        mark, place = match[0], match.start()
        if mark in '"＂':
            _straight(text, place, mark, waiting, found)
        elif mark in "'‘’":
            _single(text, place, mark, waiting, found)
        elif mark in _CLOSING:
            waiting.setdefault(mark, []).append(place)
        elif mark in _OPENING:
            _close(_OPENING[mark], place, waiting, found)
    return _outermost([pair for pair in found if not only or pair.mark in only])


def _close(mark: str, place: int, waiting: dict[str, list[int]], found: list[Pair]) -> None:
    starts = waiting.get(mark)
    if starts:
        start = starts.pop()
        if place - start <= LONGEST_PAIR:
            found.append(Pair(mark, start, place + 1))


def _straight(text: str, place: int, mark: str, waiting: dict[str, list[int]], found: list[Pair]) -> None:
    before, after = text[max(place - 1, 0) : place], text[place + 1 : place + 2]
    starts = waiting.setdefault(mark, [])
    if starts and before.strip():
        _close(mark, place, waiting, found)
        starts.clear()
    elif after.strip() and (before in _BEFORE_OPENING or not before.isascii()):
        starts[:] = [place]


def _single(text: str, place: int, mark: str, waiting: dict[str, list[int]], found: list[Pair]) -> None:
    """Apostrophes look the same: only one after the punctuation of speech, or before a space, closes."""
    before, after = text[max(place - 1, 0) : place], text[place + 1 : place + 2]
    starts = waiting.setdefault("‘", [])
    opens = before in _BEFORE_OPENING + '“"' and bool(after.strip())
    if mark == "‘" or (mark == "'" and opens and not starts):
        starts.append(place)
    elif starts and not after.isalnum() and before.strip():
        start = starts[-1]
        if before in _ENDS_SPEECH or (mark == "’" and place - start < 60):
            _close("‘", place, waiting, found)
            starts.clear()


def _outermost(found: list[Pair]) -> list[Pair]:
    outer: list[Pair] = []
    for pair in sorted(found, key=lambda pair: (pair.start, -pair.end)):
        if not outer or pair.start >= outer[-1].end:
            outer.append(pair)
    return outer


def blanked(text: str, quoted: list[Pair]) -> str:
    """The text, just as long, without the words in quotation marks: nobody in there is the speaker."""
    pieces: list[str] = []
    place = 0
    for pair in quoted:
        pieces += [
            text[place : pair.start + 1],
            "_" * (pair.end - pair.start - 2),
            text[pair.end - 1 : pair.end],
        ]
        place = pair.end
    return "".join([*pieces, text[place:]])
