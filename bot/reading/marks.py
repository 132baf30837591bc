"""Pairs of quotation marks and brackets in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_PAIR = 2000
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
class MarkPair:
    """A mark at `start` and its partner, whose end is `end`."""

    mark: str
    start: int
    end: int


QUOTATION_MARKS = '「『“‘"＂〝„'


def find_pairs(text: str, only: str = "") -> list[MarkPair]:
    """The outermost pairs of marks in `text`, in order; only those of some marks, if they are given."""
    finder = _PairFinder(text)
    for match in _MARK.finditer(text):
        finder.add(match[0], match.start())
    finder.close_single()
    return _outermost([pair for pair in finder.found if not only or pair.mark in only])


class _PairFinder:
    """Meets the marks of a text one after another, and pairs each closing one with its opening."""

    def __init__(self, text: str) -> None:
        self.found: list[MarkPair] = []
        self._text = text
        self._open: dict[str, list[int]] = {}
        self._open_straight: dict[str, int] = {}
        self._open_single = -1
        self._apostrophe = -1

    def add(self, mark: str, place: int) -> None:
        if mark in '"＂':
            self._add_straight(mark, place)
        elif mark in "'‘’":
            self._add_single(mark, place)
        elif mark in _CLOSING:
            self._open.setdefault(mark, []).append(place)
        elif self._open.get(_OPENING.get(mark, "")):
            self._pair(_OPENING[mark], self._open[_OPENING[mark]].pop(), place)

    def close_single(self) -> None:
        """Takes the best apostrophe there was for the closing mark, when no better one came."""
        if self._open_single >= 0 and self._apostrophe >= 0:
            self._pair("‘", self._open_single, self._apostrophe)
        self._open_single = self._apostrophe = -1

    def _pair(self, mark: str, start: int, end: int) -> None:
        if end - start <= MAX_PAIR:
            self.found.append(MarkPair(mark, start, end + 1))

    def _around(self, place: int) -> tuple[str, str]:
        return self._text[max(place - 1, 0) : place], self._text[place + 1 : place + 2]

    def _add_straight(self, mark: str, place: int) -> None:
        before, after = self._around(place)
        if mark in self._open_straight and before.strip():
            self._pair(mark, self._open_straight.pop(mark), place)
        elif after.strip() and (before in _BEFORE_OPENING or not before.isascii()):
            self._open_straight[mark] = place

    def _add_single(self, mark: str, place: int) -> None:
        """Single marks and apostrophes look the same.

        One after the punctuation of speech closes for certain. One after a letter may be the plural's:
        it closes only if the next quotation opens before a certain one has come.
        """
        before, after = self._around(place)
        if mark != "’" and before in _BEFORE_OPENING + '“"' and after.strip():
            self.close_single()
            self._open_single = place
        elif self._open_single >= 0 and not after.isalnum() and before.strip():
            if before in _ENDS_SPEECH:
                self._pair("‘", self._open_single, place)
                self._open_single = self._apostrophe = -1
            elif self._apostrophe < 0:
                self._apostrophe = place


def _outermost(found: list[MarkPair]) -> list[MarkPair]:
    outer: list[MarkPair] = []
    for pair in sorted(found, key=lambda pair: (pair.start, -pair.end)):
        if not outer or pair.start >= outer[-1].end:
            outer.append(pair)
    return outer


def mask_quotations(text: str, quoted: list[MarkPair]) -> str:
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
