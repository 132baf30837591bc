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
_JOINED = re.compile(r"[ -]|(?P<scaled> and )|(?P<half> an? )|")
"""What may stand between the words of one number; "and" behind a scale alone, "a" behind a half."""
_HALF = Fraction(1, 2)


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

    @property
    def amount(self) -> Fraction | str:
        """Return what it comes to: half as much as 50 percent, 5割."""
        return self.value / 100 if self.is_percent and not isinstance(self.value, str) else self.value


def numbers(folded: str) -> list[Number]:
    """Return the numbers of a folded text (`bot.words.fold`), in order."""
    return list(_numbers(folded))


def _numbers(folded: str) -> Iterator[Number]:
    grammar = _grammar()
    group: list[_Part] = []
    start = end = 0
    for found in grammar.token.finditer(folded):
        word, run = found["word"], found["run"]
        if word is not None and group and grammar.goes_on(group[-1], folded[end : found.start()], word):
            group.append(grammar.parts[word])
        else:
            if group:
                yield grammar.joined(folded, start, end, group)
            start, group = found.start(), []
            if word is not None:
                group = [grammar.parts[word]]
            elif run is None:
                if (said := grammar.japanese.get(str(found.lastgroup))) is not None:
                    yield Number(start, said, False, True)
            elif isinstance(value := _value(run), str):
                yield Number(start, value, False, True)
            elif len(run) == 1 and run in NUMERALS:
                yield grammar.number(folded, start, found.end(), value, is_numeral=True)
            else:
                group = [_Part(value, is_scale=False)]
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


@dataclass(frozen=True, slots=True)
class _Part:
    """What a word says in a number: a scale multiplies what is before it."""

    value: Fraction
    is_scale: bool


class _Grammar:
    """How numbers are worded, from `data/cues/numerals.toml`."""

    def __init__(self) -> None:
        cues = load("numerals")
        self.parts = {
            word: _Part(Fraction(value), kind == "scales")
            for kind in ("values", "scales")
            for value, words in cues[kind].items()
            for word in words
        }
        self.japanese = {f"ja{n}": Fraction(value) for n, value in enumerate(cues["japanese"])}
        latin = rf"(?P<idiom>{any_of(cues['idioms'])})|(?P<word>{any_of(self.parts)})"
        japanese = "|".join(
            f"(?P<{name}>{'|'.join(words)})"
            for name, words in zip(self.japanese, cues["japanese"].values(), strict=True)
        )
        self.token = re.compile(
            rf"(?P<run>{_RUN})|(?:(?<![^\W0-9])|(?<=[0-9]))(?:{latin})(?![^\W_])|{japanese}"
        )
        self._counter = re.compile(cues["counters"])
        self._percent = re.compile(rf" ?(?:{cues['percent']})(?![a-z])")

    def goes_on(self, last: _Part, between: str, word: str) -> bool:
        """Return whether a word belongs to the number that was begun: a scale, the ones behind tens, what is
        below a hundred behind a scale."""
        joint, part = _JOINED.fullmatch(between), self.parts[word]
        if joint is None or (joint["half"] is not None and not (part.is_scale and last.value == _HALF)):
            return False
        if part.is_scale:
            return joint["scaled"] is None
        if between == "":
            return False
        if last.is_scale:
            return last.value >= 100 and part.value < 100
        return joint["scaled"] is None and 20 <= last.value < 100 and 0 < part.value < 10

    def joined(self, folded: str, start: int, end: int, group: list[_Part]) -> Number:
        """Return the number that words, or figures and words, say together."""
        total, current = Fraction(0), group[0].value
        for part in group[1:]:
            if part.value == 100:
                current *= part.value
            elif part.is_scale:
                total, current = total + (current or 1) * part.value, Fraction(0)
            else:
                current += part.value
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
