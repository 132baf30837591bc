"""What happened to a question, as a test did it, and its numbers worked out from that step by step."""

from __future__ import annotations

import functools
import itertools
import math
import operator
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.model import Outcome, QuestionState
from bot.scoring import Bin

TOKYO = ZoneInfo("Asia/Tokyo")
DAY = timedelta(days=1)
EDGES = (0, 75, 150, 250, 350, 450, 550, 650, 750, 850, 925)


@dataclass
class Said:
    """What an editor said came of a question."""

    id: int
    at: datetime
    outcome: Outcome
    undone: bool = False
    objections: dict[int, str] = field(default_factory=dict)


@dataclass
class Story:
    """All that happened to a question, as this test did it."""

    id: int
    asked: datetime
    due_on: date
    likely: float
    given: list[tuple[datetime, int, int]] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    told: list[date] = field(default_factory=list)
    asked_editors: int = 0
    next: date = date.max
    times: int = 0
    """How often its next date was moved on."""

    @property
    def due(self) -> datetime:
        day = self.due_on + DAY
        return datetime(day.year, day.month, day.day, tzinfo=TOKYO).astimezone(UTC)

    @property
    def kept(self) -> list[Said]:
        return [one for one in self.said if not one.undone]

    @property
    def closes(self) -> datetime:
        return min(self.due, self.kept[0].at) if self.kept else self.due

    def pending(self, now: datetime) -> Said | None:
        return self.kept[-1] if self.kept and now - self.kept[-1].at < DAY else None

    def final(self, now: datetime) -> Outcome | None:
        counting = [one.outcome for one in self.kept if now - one.at >= DAY]
        return counting[-1] if counting else None

    def state(self, now: datetime) -> QuestionState:
        if self.final(now):
            return QuestionState.RESOLVED
        return QuestionState.DUE if self.kept or now >= self.due else QuestionState.OPEN

    def standing(self, at: datetime) -> dict[int, int]:
        """What each person said last until then."""
        return {who: much for when, who, much in self.given if when <= at}

    def scores(self, now: datetime) -> dict[int, tuple[float, float, float]]:
        """The scores of everybody: from each moment at which something changed to the next, all stays."""
        final = self.final(now)
        if final in (None, Outcome.VOID):
            return {}
        truth = 1.0 if final is Outcome.YES else 0.0
        moments = sorted({self.asked, self.closes, *(at for at, _, _ in self.given if at < self.closes)})
        found: dict[int, tuple[float, float, float]] = {}
        for person in {who for at, who, _ in self.given if at < self.closes}:
            brier = log = relative = 0.0
            for start, end in itertools.pairwise(moments):
                seconds, standing = (end - start).total_seconds(), self.standing(start)
                own = standing.pop(person, None)
                chance = 0.5 if own is None else own / 1_000
                brier += seconds * (chance - truth) ** 2
                log -= seconds * math.log(chance if truth else 1 - chance)
                if own is not None and standing:
                    others = statistics.median(standing.values()) / 1_000
                    relative += seconds * ((others - truth) ** 2 - (chance - truth) ** 2)
            lasted = (self.closes - self.asked).total_seconds()
            planned = (self.due - self.asked).total_seconds()
            found[person] = (brier / lasted, log / lasted, relative / planned)
        return found

    def last(self) -> dict[int, int]:
        return {who: much for at, who, much in self.given if at < self.closes}


def again(due_on: date, after: date) -> date:
    """The first day after that one that is as many years after the due date as it likes."""
    year = after.year
    while due_on.replace(year=year) <= max(after, due_on):
        year += 1
    return due_on.replace(year=year)


def quartiles(numbers: list[int]) -> tuple[float, float, float]:
    if len(numbers) == 1:
        return (numbers[0],) * 3
    lower, middle, upper = statistics.quantiles(numbers, n=4, method="inclusive")
    return lower, middle, upper


@functools.cache
def share_below(limit: float, yes: int, count: int) -> float:
    """How probable a share below the limit is by Jeffreys' rule: an integral, by Simpson's."""

    def area(end: float, steps: int = 300) -> float:
        weights = (1, *((4, 2) * steps)[: steps - 1], 1)
        angles = (end * number / steps for number in range(steps + 1))
        heights = (math.sin(angle) ** (2 * yes) * math.cos(angle) ** (2 * (count - yes)) for angle in angles)
        return end / steps / 3 * math.fsum(map(operator.mul, weights, heights))

    return area(math.asin(math.sqrt(limit))) / area(math.pi / 2)


def check_bins(shown: tuple[Bin, ...], said: Sequence[tuple[float, bool]]) -> None:
    """Whether what is shown is how often what was said came true."""
    expected = {}
    for start in EDGES:
        end = min([*(edge for edge in EDGES if edge > start), 1_000])
        if here := [(much, yes) for much, yes in said if start <= much < end]:
            expected[start] = here
    assert [one.start for one in shown] == list(expected)
    for one in shown:
        here = expected[one.start]
        yes, count = sum(true for _, true in here), len(here)
        assert one.count == count
        assert one.mean == pytest.approx(statistics.fmean(much for much, _ in here))
        assert one.share == pytest.approx(1_000 * yes / count)
        lower, upper = one.lower / 1_000, one.upper / 1_000
        assert lower == 0 if yes == 0 else share_below(lower, yes, count) == pytest.approx(0.025, abs=1e-6)
        assert (
            upper == 1 if yes == count else share_below(upper, yes, count) == pytest.approx(0.975, abs=1e-6)
        )
