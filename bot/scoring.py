"""How good forecasts were once it is known what came of their question, and how those of all moved (pure).

Probabilities are in thousandths. Two rules say how good one is, both 0 at best, both proper: whoever says
what they believe does best by their own lights. A forecast stands from when it is made until its forecaster
changes it or the question closes, and each score is a mean over time, so that being right early counts.

Nobody gains by coming late. For the time in which somebody has said nothing yet, Brier and logarithmic scores
take them to have said 50 %, which by their own lights is never better than what they believe; the relative
score takes them to have said what the others did, which is 0, and never better either. (If that time were
left out, whoever comes on the last evening, when all is clear, would look best.)

Brier and logarithmic scores describe: they are means over the time for which the question was open. The
relative score ranks, and is a mean over all the time from when the question was asked until it is due.
Where yes can be known early and no only in the end, a mean over the time that it was open gives a moment more
weight if yes comes of it, and is best for whoever exaggerates; this one gives it the same, whatever comes of
it. Once it is known, nobody is better than others: the rest counts as 0.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.intervals import jeffreys
from bot.model import Forecast, Movement, Outcome, Question

MIN_RESOLVED = 10
"""Nobody is ranked by fewer resolved questions: by luck alone, anybody can be first for a while."""
UNSAID = 500
"""What counts for somebody who has said nothing yet."""
CERTAIN = 1_000
EDGES = (0, 75, 150, 250, 350, 450, 550, 650, 750, 850, 925, 1_000)
"""Where bins begin and end: halfway between the probabilities 5, 10, 20 … 90, 95 % that most people choose,
which stand in the middle of a bin so, but for the outermost, which have 1 and 99 % as well."""


@dataclass(frozen=True, slots=True)
class Score:
    """How good somebody's forecasts of one question were, or of several on average.

    `brier` and `log` are 0 at best; 50 % all the time is 0.25 and 0.69. `relative` is by how much their Brier
    score was better (above 0) or worse than that of what the others thought at the same time.
    """

    brier: float
    log: float
    relative: float


@dataclass(frozen=True, slots=True)
class Bin:
    """The `count` forecasts from `start` to below `end`: what they said on average, and what share of them
    came true, with a 95 % interval for it. All but `count` are in thousandths."""

    start: int
    end: int
    count: int
    mean: float
    share: float
    lower: float
    upper: float


def brier(probability: float, outcome: bool) -> float:
    """Return the Brier score of a probability, in thousandths: the square of how far it was from the truth.

    G. W. Brier, "Verification of Forecasts Expressed in Terms of Probability", Monthly Weather Review 78
    (1950), adds up the squares of yes and of no, which is twice as much.
    """
    return ((probability - CERTAIN * outcome) / CERTAIN) ** 2


def log_score(probability: float, outcome: bool) -> float:
    """Return the logarithmic score of a probability, in thousandths: minus the natural logarithm of what was
    given to what came true, which must not be 0.

    I. J. Good, "Rational Decisions", Journal of the Royal Statistical Society B 14 (1952).
    """
    return -math.log((probability if outcome else CERTAIN - probability) / CERTAIN)


def movements(forecasts: Sequence[Forecast]) -> tuple[Movement, ...]:
    """Return the quartiles of what stood after each change, the oldest first. Changes at one moment are one.

    Between the sorted forecasts of n people, counted from 0, the quartile of a share lies at (n - 1) times
    that share, by linear interpolation: definition 7 of R. J. Hyndman and Y. Fan, "Sample Quantiles in
    Statistical Packages", The American Statistician 50 (1996). The median of an even number is the mean of
    the middle two.
    """
    if not forecasts:
        return ()
    first = min(forecast.made_at for forecast in forecasts)
    return tuple(
        Movement(start, _quantile(said, 0.25), _quantile(said, 0.5), _quantile(said, 0.75))
        for start, _, _, said in _stretches(forecasts, first, datetime.max.replace(tzinfo=UTC))
    )


def came_true(question: Question, now: datetime) -> bool | None:
    """Return what came of a question, if that counts; None where nobody knows yet, and for a void one."""
    resolution = question.resolution(now)
    if resolution is None or resolution.outcome is Outcome.VOID:
        return None
    return resolution.outcome is Outcome.YES


def last_said(question: Question, forecasts: Iterable[Forecast]) -> dict[bytes, int]:
    """Return what each forecaster said last before a question closed."""
    ordered = sorted(forecasts, key=lambda forecast: forecast.made_at)
    return {one.forecaster: one.probability for one in ordered if one.made_at < question.closes_at}


def scores(
    question: Question,
    forecasts: Sequence[Forecast],
    now: datetime,
    people: Collection[bytes] | None = None,
) -> dict[bytes, Score]:
    """Return how good the forecasts of a question were, of each who gave one in time, or only of `people`.

    Nobody has a score for a question that is void or not resolved for good. The relative score is by how much
    one's Brier score is better than that of the median of all others at each moment (where there are any).
    The accuracy score of Good Judgment Open compares with a median, too, but with one's own among them: then
    what one says moves what one is compared with, and the truth isn't best any more. To count time without
    a forecast as 0, and in the mean, is what Metaculus does in its peer score.
    """
    outcome = came_true(question, now)
    start, end = question.asked_at, question.closes_at
    if outcome is None or start >= end:
        return {}
    in_time = last_said(question, forecasts).keys()
    sums = {person: _Sums(outcome) for person in in_time if people is None or person in people}
    others = _Others(outcome)
    for since, until, made, said in _stretches(forecasts, start, end):
        for forecast in made:
            if forecast.forecaster in sums:
                now_said, passed = forecast.probability, (since - start).total_seconds()
                sums[forecast.forecaster].change(now_said, passed, others)
        others.add(said, (until - since).total_seconds())
    lasted, planned = (end - start).total_seconds(), (question.due_at - start).total_seconds()
    for one in sums.values():
        one.change(None, lasted, others)
    return {
        person: Score(one.brier / lasted, one.log / lasted, one.relative / planned)
        for person, one in sums.items()
    }


def mean(given: Collection[Score]) -> Score | None:
    """Return the mean of scores, each question counting the same; None where there is none."""
    if not given:
        return None
    return Score(
        math.fsum(score.brier for score in given) / len(given),
        math.fsum(score.log for score in given) / len(given),
        math.fsum(score.relative for score in given) / len(given),
    )


def bins(forecasts: Iterable[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Return how often what was said came true, from forecasts with what came of them; bins without any are
    left out.

    There must be one forecast for each person and question: an interval takes them for independent.
    """
    found: dict[int, list[tuple[float, bool]]] = {}
    for probability, outcome in forecasts:
        number = min(bisect_right(EDGES, probability), len(EDGES) - 1) - 1
        found.setdefault(number, []).append((probability, outcome))
    return tuple(_bin(EDGES[number], EDGES[number + 1], found[number]) for number in sorted(found))


def _bin(start: int, end: int, forecasts: Sequence[tuple[float, bool]]) -> Bin:
    count, yes = len(forecasts), sum(outcome for _, outcome in forecasts)
    lower, upper = jeffreys(yes, count)
    average = math.fsum(probability for probability, _ in forecasts) / count
    return Bin(start, end, count, average, CERTAIN * yes / count, CERTAIN * lower, CERTAIN * upper)


class _Others:
    """The Brier score of the median of all others, added up over time for whatever somebody may say.

    Which way the median moves when somebody is left out depends on whether they are below or above the
    middle, and not on how far. So what comes of a stretch of time, for everything that can be said, is two
    steps at most, which are kept in a Fenwick tree (P. M. Fenwick, "A New Data Structure for Cumulative
    Frequency Tables", Software: Practice and Experience 24, 1994): a hundred people are hardly more work than
    one.
    """

    def __init__(self, outcome: bool) -> None:
        self._outcome = outcome
        self._lowest = 0.0
        self._steps = [0.0] * (CERTAIN + 3)
        self.seconds = 0.0
        """For how long there were any others."""

    def add(self, said: Sequence[int], seconds: float) -> None:
        """Add a time for which these sorted forecasts stood."""
        if len(said) < 2:
            return
        low, high = self._without(said, 0), self._without(said, -1)
        middle = said[(len(said) - 1) // 2]
        same = self._without(said, len(said) // 2) if len(said) % 2 else low
        self._lowest += seconds * low
        self._step(middle, seconds * (same - low))
        self._step(middle + 1, seconds * (high - same))
        self.seconds += seconds

    def total(self, own: int) -> float:
        """Return what it comes to by now for somebody who says `own`."""
        total, place = self._lowest, own + 1
        while place:
            total += self._steps[place]
            place &= place - 1
        return total

    def _step(self, first: int, height: float) -> None:
        place = first + 1
        while height and place < len(self._steps):
            self._steps[place] += height
            place += place & -place

    def _without(self, said: Sequence[int], place: int) -> float:
        place, count = place % len(said), len(said) - 1
        middle = ((count - 1) // 2, count // 2)
        return brier(sum(said[one + (one >= place)] for one in middle) / 2, self._outcome)


class _Sums:
    """The scores of one person, added up over time."""

    def __init__(self, outcome: bool) -> None:
        self._outcome = outcome
        self._said: int | None = None
        self._since = self._others = self._seconds = 0.0
        self.brier = self.log = self.relative = 0.0

    def change(self, said: int | None, passed: float, others: _Others) -> None:
        """Add what was said until now, so many seconds after the question was asked; from now on it is
        `said`."""
        own = UNSAID if self._said is None else self._said
        self.brier += (passed - self._since) * brier(own, self._outcome)
        self.log += (passed - self._since) * log_score(own, self._outcome)
        if self._said is not None:
            compared = (others.seconds - self._seconds) * brier(own, self._outcome)
            self.relative += others.total(own) - self._others - compared
        self._said, self._since, self._seconds = said, passed, others.seconds
        self._others = 0.0 if said is None else others.total(said)


def _stretches(
    forecasts: Iterable[Forecast], start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime, list[Forecast], list[int]]]:
    """Yield the stretches of time in which nothing changed: from when until when, what was said as it began,
    and all that stood, sorted; that changes afterwards."""
    standing: dict[bytes, int] = {}
    said: list[int] = []
    made: list[Forecast] = []
    since = start
    for forecast in sorted(forecasts, key=lambda forecast: forecast.made_at):
        if forecast.made_at >= end:
            break
        if forecast.made_at > since:
            yield since, forecast.made_at, made, said
            since, made = forecast.made_at, []
        earlier = standing.get(forecast.forecaster)
        if earlier is not None:
            del said[bisect_left(said, earlier)]
        standing[forecast.forecaster] = forecast.probability
        insort(said, forecast.probability)
        made.append(forecast)
    yield since, end, made, said


def _quantile(ordered: Sequence[int], share: float) -> float:
    place = (len(ordered) - 1) * share
    below, above = ordered[math.floor(place)], ordered[math.ceil(place)]
    return below + (above - below) * (place - math.floor(place))
