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

from bot.model import Forecast, Movement, Outcome, Question

MIN_RESOLVED = 10
"""Nobody is ranked by fewer resolved questions: by luck alone, anybody can be first for a while."""
UNSAID = 500
"""What counts for somebody who has said nothing yet."""
CERTAIN = 1_000
EDGES = (0, 75, 150, 250, 350, 450, 550, 650, 750, 850, 925, 1_000)
"""Where bins begin and end: halfway between the probabilities 5, 10, 20 … 90, 95 % that most people choose,
which stand in the middle of a bin so, but for the outermost, which have 1 and 99 % as well."""
CONFIDENCE = 0.95


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
    totals = {person: [0.0, 0.0, 0.0] for person in in_time if people is None or person in people}
    for since, until, standing, said in _stretches(forecasts, start, end):
        seconds = (until - since).total_seconds()
        for person, total in totals.items():
            own = standing.get(person)
            total[0] += seconds * brier(UNSAID if own is None else own, outcome)
            total[1] += seconds * log_score(UNSAID if own is None else own, outcome)
            if own is not None and len(said) > 1:
                total[2] += seconds * (brier(_median_without(said, own), outcome) - brier(own, outcome))
    lasted, planned = (end - start).total_seconds(), (question.due_at - start).total_seconds()
    return {
        person: Score(total[0] / lasted, total[1] / lasted, total[2] / planned)
        for person, total in totals.items()
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


def jeffreys(yes: int, count: int) -> tuple[float, float]:
    """Return the 95 % interval for a share of which `yes` of `count` is a sample, from 0 to 1.

    It is the equal-tailed interval of Jeffreys' prior, from 0 where no and to 1 where all are yes:
    L. D. Brown, T. T. Cai and A. DasGupta, "Interval Estimation for a Binomial Proportion", Statistical
    Science 16 (2001), section 3.1.2.
    """
    tail, a, b = (1 - CONFIDENCE) / 2, yes + 0.5, count - yes + 0.5
    return (
        beta_quantile(tail, a, b) if yes else 0.0,
        beta_quantile(1 - tail, a, b) if yes < count else 1.0,
    )


def beta_quantile(share: float, a: float, b: float) -> float:
    """Return below what a variable with the beta distribution of `a` and `b` is with the probability `share`,
    found by halving."""
    lower, upper = 0.0, 1.0
    for _ in range(60):  # a double has 53 bits
        middle = (lower + upper) / 2
        if beta_share(middle, a, b) < share:
            lower = middle
        else:
            upper = middle
    return (lower + upper) / 2


def beta_share(x: float, a: float, b: float) -> float:
    """Return the regularized incomplete beta function: with what probability a variable with the beta
    distribution of `a` and `b` is below `x`.

    By the continued fraction 8.17.22 of the NIST Digital Library of Mathematical Functions, which is quick
    below the mean, and above it by the symmetry 8.17.4.
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_share(1 - x, b, a)
    whole = math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
    return math.exp(a * math.log(x) + b * math.log1p(-x) - whole) / a / _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    """Return 1 + d1 / (1 + d2 / (1 + …)), by W. J. Lentz's method: each step multiplies by the ratio of
    successive numerators, and by that of denominators."""
    value = above = 1.0
    below = 0.0
    for number in range(1, 10_000):
        m = number // 2
        if number % 2:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        above = 1 + term / above
        below = 1 / (1 + term * below)
        value *= above * below
        if abs(above * below - 1) < 1e-15:
            break
    return value


def _bin(start: int, end: int, forecasts: Sequence[tuple[float, bool]]) -> Bin:
    count, yes = len(forecasts), sum(outcome for _, outcome in forecasts)
    lower, upper = jeffreys(yes, count)
    average = math.fsum(probability for probability, _ in forecasts) / count
    return Bin(start, end, count, average, CERTAIN * yes / count, CERTAIN * lower, CERTAIN * upper)


def _stretches(
    forecasts: Iterable[Forecast], start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime, dict[bytes, int], list[int]]]:
    """Yield the stretches of time in which nothing changed: from when until when, and what stood, by
    forecaster and sorted; both of these change afterwards."""
    standing: dict[bytes, int] = {}
    said: list[int] = []
    since = start
    for forecast in sorted(forecasts, key=lambda forecast: forecast.made_at):
        if forecast.made_at >= end:
            break
        if forecast.made_at > since:
            yield since, forecast.made_at, standing, said
            since = forecast.made_at
        earlier = standing.get(forecast.forecaster)
        if earlier is not None:
            del said[bisect_left(said, earlier)]
        standing[forecast.forecaster] = forecast.probability
        insort(said, forecast.probability)
    yield since, end, standing, said


def _quantile(ordered: Sequence[int], share: float) -> float:
    place = (len(ordered) - 1) * share
    below, above = ordered[math.floor(place)], ordered[math.ceil(place)]
    return below + (above - below) * (place - math.floor(place))


def _median_without(ordered: Sequence[int], own: int) -> float:
    """Return the median of at least two sorted numbers but one."""
    left_out, count = bisect_left(ordered, own), len(ordered) - 1
    middle = ((count - 1) // 2, count // 2)
    return sum(ordered[place + (place >= left_out)] for place in middle) / 2
