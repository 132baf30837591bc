"""Atoms to lines: as few as there must be, of nearly one length."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from bot.cards import marks
from bot.cards.atoms import PHRASE, Atom
from bot.model import Language

_EPSILON = 1e-6


@dataclass(frozen=True, slots=True)
class Line:
    """Atoms and where each begins, in em from the line's start; what hangs before it begins below zero.

    `width` is from the line's start to the end of its last visible character.
    """

    atoms: tuple[Atom, ...]
    places: tuple[float, ...]
    width: float


def compose(
    atoms: list[Atom],
    measure: float,
    most: int,
    language: Language,
    *,
    hung: float = 0.0,
    toll: float = PHRASE,
) -> list[Line] | None:
    """At most `most` lines no longer than `measure` em, punctuation that hangs aside; None if there are none.

    `hung` em of the first line stand before its start. Lines break only where it costs `toll` or less.
    The last line has two Japanese characters, or two English words or a long one, if there are several lines.
    """
    setting = _Setting(atoms, measure, language, hung, toll)
    for count in range(setting.fewest(), min(most, len(atoms)) + 1):
        ends = setting.balanced(count)
        if ends:
            return [setting.line(start, end) for start, end in itertools.pairwise([0, *ends])]
    return None


class _Setting:
    def __init__(
        self, atoms: list[Atom], measure: float, language: Language, hung: float, toll: float
    ) -> None:
        self._atoms, self._measure, self._hung = atoms, measure, hung
        lengths = [0.0, *(atom.width + atom.gap for atom in atoms)]
        self._places = list(itertools.accumulate(lengths))
        self._stops = [*(end for end, atom in enumerate(atoms[:-1], 1) if atom.toll <= toll), len(atoms)]
        weights = [
            marks.counts(atom.text) if language is Language.JA else 1 + (atom.width > measure / 2)
            for atom in atoms
        ]
        self._least = next(
            (end for end in range(len(atoms) - 1, -1, -1) if sum(weights[end:]) >= 2), 0
        )  # the last line begins here at the latest

    def _width(self, start: int, end: int) -> float:
        """How long the line of atoms[start:end] looks."""
        first, last = self._atoms[start], self._atoms[end - 1]
        return (
            self._places[end - 1] + last.width - last.trail - self._places[start] - self._before(start, first)
        )

    def _before(self, start: int, first: Atom) -> float:
        return first.lead + (0.0 if start else self._hung)

    def _fits(self, start: int, end: int) -> bool:
        return self._width(start, end) - self._atoms[end - 1].hang <= self._measure + _EPSILON

    def fewest(self) -> int:
        """How many lines there are at least; more than there are atoms if one is too long."""
        start = count = 0
        for index, end in enumerate(self._stops):
            if not self._fits(start, end):
                return len(self._atoms) + 1
            if end == len(self._atoms) or not self._fits(start, self._stops[index + 1]):
                start, count = end, count + 1
        return count

    def balanced(self, count: int) -> list[int] | None:
        """Where each of `count` lines ends, so that they differ least in length and break at least cost."""
        mean = self._width(0, len(self._atoms)) / count
        best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
        for number in range(count):
            found: dict[int, tuple[float, list[int]]] = {}
            last_line = number == count - 1
            for start, (cost, ends) in best.items():
                if last_line and count > 1 and start > self._least:
                    continue
                for end in self._stops:
                    if end <= start or (last_line and end < len(self._atoms)):
                        continue
                    if not self._fits(start, end):
                        break
                    price = cost + self._price(start, end, mean)
                    if end not in found or price < found[end][0]:
                        found[end] = price, [*ends, end]
            best = found
        return best[len(self._atoms)][1] if len(self._atoms) in best else None

    def _price(self, start: int, end: int, mean: float) -> float:
        last = self._atoms[end - 1]
        toll = 0.0 if end == len(self._atoms) else last.toll
        return ((self._width(start, end) - mean) / self._measure) ** 2 * 20 + toll

    def line(self, start: int, end: int) -> Line:
        first = self._atoms[start]
        origin = self._places[start] + self._before(start, first)
        places = tuple(self._places[place] - origin for place in range(start, end))
        return Line(tuple(self._atoms[start:end]), places, self._width(start, end))
