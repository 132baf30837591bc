"""Pair the quotation marks and brackets of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_PAIR = 2000
"""Characters between two marks of a pair at most: further apart, one is probably missing."""

_CLOSING = {
    "｢": "｣",
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
    """An opening mark at the offset `start`, and its closing mark, which ends at the offset `end`."""

    mark: str
    start: int
    end: int

    def inside(self, text: str) -> str:
        """Return the words of `text` between the marks."""
        return text[self.start + 1 : self.end - 1].strip()

    def context(self, text: str, before: int, after: int) -> tuple[str, str]:
        """Return up to so many characters of `text` before and after the pair."""
        return text[max(0, self.start - before) : self.start], text[self.end : self.end + after]


QUOTATION_MARKS = '「｢『“‘"＂〝„'


def find_quotations(text: str) -> list[MarkPair]:
    """Return the outermost pairs of quotation marks in `text`, in order."""
    return _outermost([pair for pair in _all_pairs(text) if pair.mark in QUOTATION_MARKS])


def find_pairs(text: str) -> list[MarkPair]:
    """Return the outermost pairs of quotation marks and brackets in `text`, in order."""
    return _outermost(_all_pairs(text))


def _all_pairs(text: str) -> list[MarkPair]:
    finder = _PairFinder(text)
    for match in _MARK.finditer(text):
        finder.add(match[0], match.start())
    finder.close_single()
    return finder.found


class _PairFinder:
    """Pairs each closing mark with the last open one of its kind."""

    def __init__(self, text: str) -> None:
        self.found: list[MarkPair] = []
        self._text = text
        self._open: dict[str, list[int]] = {}
        self._open_straight: dict[str, int] = {}
        self._open_single = -1
        self._apostrophe = -1

    def add(self, mark: str, position: int) -> None:
        if mark in '"＂':
            self._add_straight(mark, position)
        elif mark in "'‘’":
            self._add_single(mark, position)
        elif mark in _CLOSING:
            self._open.setdefault(mark, []).append(position)
        elif self._open.get(_OPENING.get(mark, "")):
            self._pair(_OPENING[mark], self._open[_OPENING[mark]].pop(), position)

    def close_single(self) -> None:
        """Close an open single quotation at its first possible apostrophe, if nothing else has closed it."""
        if self._open_single >= 0 and self._apostrophe >= 0:
            self._pair("‘", self._open_single, self._apostrophe)
        self._open_single = self._apostrophe = -1

    def _pair(self, mark: str, start: int, end: int) -> None:
        if end - start <= MAX_PAIR:
            self.found.append(MarkPair(mark, start, end + 1))

    def _around(self, position: int) -> tuple[str, str]:
        return self._text[max(position - 1, 0) : position], self._text[position + 1 : position + 2]

    def _add_straight(self, mark: str, position: int) -> None:
        before, after = self._around(position)
        if mark in self._open_straight and before.strip():
            self._pair(mark, self._open_straight.pop(mark), position)
        elif after.strip() and (before in _BEFORE_OPENING or not before.isascii()):
            self._open_straight[mark] = position

    def _add_single(self, mark: str, position: int) -> None:
        """Add a mark that may be a single quotation mark or an apostrophe, which look the same.

        After the punctuation of speech it closes the quotation. After a letter it may be a plural possessive:
        it closes only if another quotation opens before a certain closing mark is found.
        """
        before, after = self._around(position)
        if mark != "’" and before in _BEFORE_OPENING + '“"' and after.strip():
            self.close_single()
            self._open_single = position
        elif self._open_single >= 0 and not after.isalnum() and before.strip():
            if before in _ENDS_SPEECH:
                self._pair("‘", self._open_single, position)
                self._open_single = self._apostrophe = -1
            elif self._apostrophe < 0:
                self._apostrophe = position


def _outermost(found: list[MarkPair]) -> list[MarkPair]:
    outer: list[MarkPair] = []
    for pair in sorted(found, key=lambda pair: (pair.start, -pair.end)):
        if not outer or pair.start >= outer[-1].end:
            outer.append(pair)
    return outer


def mask_quotations(text: str, quoted: list[MarkPair]) -> str:
    """Return the text with each character inside quotation marks replaced by `_`, so that offsets stay."""
    pieces: list[str] = []
    position = 0
    for pair in quoted:
        pieces += [
            text[position : pair.start + 1],
            "_" * (pair.end - pair.start - 2),
            text[pair.end - 1 : pair.end],
        ]
        position = pair.end
    return "".join([*pieces, text[position:]])
