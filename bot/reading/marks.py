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
    finder = _Finder(text)
    for match in _MARK.finditer(text):
        finder.meet(match[0], match.start())
    finder.close_single_softly()
    return _outermost([pair for pair in finder.found if not only or pair.mark in only])


class _Finder:
    """Meets the marks of a text one after another, and pairs each closing one with its opening."""

    def __init__(self, text: str) -> None:
        self.found: list[Pair] = []
        self._text = text
        self._waiting: dict[str, list[int]] = {}
        self._straight: dict[str, int] = {}
        self._single = -1
        self._soft = -1

    def meet(self, mark: str, place: int) -> None:
        if mark in '"＂':
            self._meet_straight(mark, place)
        elif mark in "'‘’":
            self._meet_single(mark, place)
        elif mark in _CLOSING:
            self._waiting.setdefault(mark, []).append(place)
        elif self._waiting.get(_OPENING.get(mark, "")):
            self._pair(_OPENING[mark], self._waiting[_OPENING[mark]].pop(), place)

    def close_single_softly(self) -> None:
        """Takes the best apostrophe there was for the closing mark, when no better one came."""
        if self._single >= 0 and self._soft >= 0:
            self._pair("‘", self._single, self._soft)
        self._single = self._soft = -1

    def _pair(self, mark: str, start: int, end: int) -> None:
        if end - start <= LONGEST_PAIR:
            self.found.append(Pair(mark, start, end + 1))

    def _around(self, place: int) -> tuple[str, str]:
        return self._text[max(place - 1, 0) : place], self._text[place + 1 : place + 2]

    def _meet_straight(self, mark: str, place: int) -> None:
        before, after = self._around(place)
        if mark in self._straight and before.strip():
            self._pair(mark, self._straight.pop(mark), place)
        elif after.strip() and (before in _BEFORE_OPENING or not before.isascii()):
            self._straight[mark] = place

    def _meet_single(self, mark: str, place: int) -> None:
        """Single marks and apostrophes look the same.

        One after the punctuation of speech closes for certain. One after a letter may be the plural's:
        it closes only if the next quotation opens before a certain one has come.
        """
        before, after = self._around(place)
        if mark != "’" and before in _BEFORE_OPENING + '“"' and after.strip():
            self.close_single_softly()
            self._single = place
        elif self._single >= 0 and not after.isalnum() and before.strip():
            if before in _ENDS_SPEECH:
                self._pair("‘", self._single, place)
                self._single = self._soft = -1
            elif self._soft < 0:
                self._soft = place


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
