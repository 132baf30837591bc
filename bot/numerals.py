"""The numbers of a text, however they are written: 12,000, １万２千, 一万二千, twelve thousand (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from bot.cues import any_of, load

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0}
_TENS = {"十": 10, "百": 100, "千": 1_000}
_MYRIADS = {"万": 10**4, "億": 10**8, "兆": 10**12}
NUMERALS = "".join([*_DIGITS, *_TENS, *_MYRIADS])
"""The characters of Japanese numerals."""
_FIGURES = r"(?:[0-9]{1,3}(?:,[0-9]{3}(?![0-9]))++|[0-9]++)(?:\.[0-9]++)?+"
_RUN = rf"(?:(?<![^\W_])[-\u2212])?+(?:{_FIGURES}|[{NUMERALS}])++"
_PIECE = re.compile(rf"{_FIGURES}|[{NUMERALS}]")
_LONGEST = 40
"""Characters of figures that are taken for a number; of more, all have to be the same."""
_TENFOLD = "割"
_JOINED = re.compile(r"[ -]|(?P<scaled> and )|")
"""What may stand between the words of one number; "and" behind a scale alone."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a text has at `start`: its value, and whether that is a percentage.

    `is_sure` is False for a single Japanese numeral that may be part of a word (一般, 千葉). The value of
    very long figures is how they are written.
    """

    start: int
    value: Fraction | str
    is_percent: bool
    is_sure: bool


def numbers(folded: str) -> list[Number]:
    """Return the numbers of a folded text (`bot.words.fold`), in order."""
    return list(_numbers(folded))


def _numbers(folded: str) -> Iterator[Number]:
    grammar = _grammar()
    group: list[Fraction] = []
    start = end = 0
    for found in grammar.token.finditer(folded):
        word, run = found["word"], found["run"]
        if word is not None and group and grammar.goes_on(group, folded[end : found.start()], word):
            group.append(grammar.values[word])
        else:
            if group:
                yield grammar.joined(folded, start, end, group)
            start, group = found.start(), []
            value = grammar.values[word] if word is not None else _value(run)
            if isinstance(value, str):
                yield Number(start, value, False, True)
            elif word is None and len(run) == 1 and run in NUMERALS:
                yield grammar.number(folded, start, found.end(), value, is_numeral=True)
            else:
                group = [value]
        end = found.end()
    if group:
        yield grammar.joined(folded, start, end, group)


def _value(run: str) -> Fraction | str:
    """Return what a run of figures and Japanese numerals says."""
    if len(run) > _LONGEST:
        return run
    sign = -1 if run[0] in "-\u2212" else 1
    total, section = Fraction(0), Fraction(0)
    last: Fraction | None = None
    for piece in _PIECE.findall(run):
        if piece in _TENS:
            section += (1 if last is None else last) * _TENS[piece]
            last = None
        elif piece in _MYRIADS:
            whole = section + (last or 0)
            total += (whole or 1) * _MYRIADS[piece]
            section, last = Fraction(0), None
        elif piece in _DIGITS:
            last = (last or 0) * 10 + Fraction(_DIGITS[piece])
        else:
            last = Fraction(piece.replace(",", ""))
    return sign * (total + section + (last or 0))


class _Grammar:
    """How numbers are worded, from `data/cues/numerals.toml`."""

    def __init__(self) -> None:
        cues = load("numerals")
        scales = {word: Fraction(value) for value, words in cues["scales"].items() for word in words}
        self._scales = frozenset(scales.values())
        self._words_of_scales = frozenset(scales)
        self.values = scales | {
            word: Fraction(value) for value, words in cues["values"].items() for word in words
        }
        words = any_of(self.values)
        self.token = re.compile(rf"(?P<run>{_RUN})|(?:(?<![^\W0-9])|(?<=[0-9]))(?P<word>{words})(?![^\W_])")
        self._counter = re.compile(cues["counters"])
        self._percent = re.compile(rf" ?(?:{cues['percent']})(?![a-z])")

    def goes_on(self, group: list[Fraction], between: str, word: str) -> bool:
        """Return whether a word belongs to the number that was begun: a scale, the ones behind tens, what is
        below a hundred behind a scale."""
        joint = _JOINED.fullmatch(between)
        if joint is None:
            return False
        last, value = group[-1], self.values[word]
        if word in self._words_of_scales:
            return joint["scaled"] is None
        if between == "":
            return False
        if last in self._scales:
            return value < 100
        return joint["scaled"] is None and len(group) > 0 and 20 <= last < 100 and 0 < value < 10

    def joined(self, folded: str, start: int, end: int, group: list[Fraction]) -> Number:
        """Return the number that words, or figures and words, say together."""
        total, current = Fraction(0), group[0]
        for value in group[1:]:
            if value == 100:
                current *= value
            elif value in self._scales:
                total, current = total + (current or 1) * value, Fraction(0)
            else:
                current += value
        return self.number(folded, start, end, total + current, is_numeral=False)

    def number(self, folded: str, start: int, end: int, value: Fraction, *, is_numeral: bool) -> Number:
        """Return the number with what follows it in the text."""
        if folded.startswith(_TENFOLD, end):
            return Number(start, value * 10, True, True)
        if self._percent.match(folded, end):
            return Number(start, value, True, True)
        return Number(start, value, False, not is_numeral or self._counter.match(folded, end) is not None)


@cache
def _grammar() -> _Grammar:
    return _Grammar()
