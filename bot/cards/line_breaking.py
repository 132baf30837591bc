"""Break boxes into as few lines as possible, of nearly equal length."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from bot.cards import characters
from bot.cards.box import AFTER_PHRASE, Box
from bot.model import Language

_EPSILON = 1e-6


@dataclass(frozen=True, slots=True)
class CardLine:
    """The boxes of a line, with the position of each in em; one that hangs before the line is negative.

    `width` is from the start of the line to the end of its last visible character.
    """

    boxes: tuple[Box, ...]
    positions: tuple[float, ...]
    width: float


def break_lines(
    boxes: list[Box],
    measure: float,
    max_lines: int,
    language: Language,
    *,
    max_penalty: float = AFTER_PHRASE,
) -> list[CardLine] | None:
    """Return the fewest lines of at most `measure` em, hanging punctuation aside; None if over `max_lines`.

    Breaks have at most `max_penalty`. The last of several lines has at least two Japanese characters, or two
    English words or a long one. Among all such lines, those with the least total demerits are found as in
    Knuth and Plass (1981), for ragged text.
    """
    breaker = _LineBreaker(boxes, measure, language, max_penalty)
    for count in range(breaker.min_lines(), min(max_lines, len(boxes)) + 1):
        ends = breaker.best_breaks(count)
        if ends:
            return [breaker.line(start, end) for start, end in itertools.pairwise([0, *ends])]
    return None


class _LineBreaker:
    """The boxes of one text with their positions and possible breakpoints."""

    def __init__(self, boxes: list[Box], measure: float, language: Language, max_penalty: float) -> None:
        self._boxes, self._measure = boxes, measure
        lengths = [0.0, *(box.width + box.glue for box in boxes[:-1])]
        self._positions = list(itertools.accumulate(lengths))
        # Where a line starts and ends if it starts or ends with a box: without its outer blank.
        placed = list(zip(self._positions, boxes, strict=True))
        self._starts = [position + box.start_bearing for position, box in placed]
        self._ends = [position + box.width - box.end_bearing for position, box in placed]
        self._breakpoints = [
            *(end for end, box in enumerate(boxes[:-1], 1) if box.penalty <= max_penalty),
            len(boxes),
        ]
        weights = [
            characters.count_letters(box.text) if language is Language.JA else 1 + (box.width > measure / 2)
            for box in boxes
        ]
        # Where the last line starts at the latest.
        self._last_line_start = next(
            (end for end in range(len(boxes) - 1, -1, -1) if sum(weights[end:]) >= 2), 0
        )

    def _width(self, start: int, end: int) -> float:
        """Return the visible length of the line `boxes[start:end]`, hanging punctuation included."""
        return self._ends[end - 1] - self._starts[start]

    def _fits(self, start: int, end: int) -> bool:
        return self._width(start, end) - self._boxes[end - 1].hanging <= self._measure + _EPSILON

    def min_lines(self) -> int:
        """Return the least number of lines, by first fit; more than there are boxes if one is too long."""
        start = count = 0
        for index, end in enumerate(self._breakpoints):
            if not self._fits(start, end):
                return len(self._boxes) + 1
            if end == len(self._boxes) or not self._fits(start, self._breakpoints[index + 1]):
                start, count = end, count + 1
        return count

    def best_breaks(self, line_count: int) -> list[int] | None:
        """Return where each of `line_count` lines ends for the least demerits; None if there is no way."""
        mean = self._width(0, len(self._boxes)) / line_count
        best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
        for number in range(line_count):
            found: dict[int, tuple[float, list[int]]] = {}
            last_line = number == line_count - 1
            for start, (so_far, ends) in best.items():
                if last_line and line_count > 1 and start > self._last_line_start:
                    continue
                for end in self._breakpoints:
                    if end <= start or (last_line and end < len(self._boxes)):
                        continue
                    if not self._fits(start, end):
                        break
                    demerits = so_far + self._demerits(start, end, mean)
                    if end not in found or demerits < found[end][0]:
                        found[end] = demerits, [*ends, end]
            best = found
        return best[len(self._boxes)][1] if len(self._boxes) in best else None

    def _demerits(self, start: int, end: int, mean: float) -> float:
        """Return the badness of a line, by its difference from the mean length, plus the break's penalty."""
        penalty = 0.0 if end == len(self._boxes) else self._boxes[end - 1].penalty
        return ((self._width(start, end) - mean) / self._measure) ** 2 * 20 + penalty

    def line(self, start: int, end: int) -> CardLine:
        """Return the line `boxes[start:end]`."""
        positions = tuple(position - self._starts[start] for position in self._positions[start:end])
        return CardLine(tuple(self._boxes[start:end]), positions, self._width(start, end))
