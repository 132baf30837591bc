"""How good forecasts were: known values, what holds for every rule, and every history against a naive sum."""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Forecast, Movement, Outcome, Question, Resolution
from bot.scoring import Score, brier, came_true, last_said, log_score, mean, movements, scores
from tests.histories import ASKED, HARU, MIO, REN, SORA, History, naive

PROBABILITIES = st.integers(1, 999)


def day(number: float) -> datetime:
    """So many days after the question was asked."""
    return ASKED + timedelta(days=number)


def resolved(outcome: Outcome = Outcome.YES, at: float = 10, number: int = 1) -> Resolution:
    return Resolution(number, outcome, "https://example.com", 1, day(at))


def question(*resolutions: Resolution, days: float = 10) -> Question:
    """A question that is due so many days after it was asked."""
    due = day(days)
    return Question(
        1, 1, 1, 1, "words", "Will it?", date(2026, 1, 1), "UTC", due, 1, ASKED, None, resolutions
    )


def said(who: bytes, probability: int, at: float = 0) -> Forecast:
    return Forecast(who, probability, day(at))


def scored(*forecasts: Forecast, outcome: Outcome = Outcome.YES) -> dict[bytes, Score]:
    """The scores of a question that was open for ten days."""
    return scores(question(resolved(outcome)), forecasts, day(30))


# Known values.


def test_the_brier_score_is_half_of_what_brier_computed_for_ten_forecasts_of_rain() -> None:
    # The table of his paper of 1950, for which he gives a score of 0.19.
    forecasts = (700, 900, 800, 400, 200, 0, 0, 0, 0, 100)
    rain = (False, True, True, True, False, False, False, False, False, False)
    both = [2 * brier(p, o) for p, o in zip(forecasts, rain, strict=True)]
    assert sum(both) / 10 == pytest.approx(0.19)


def test_saying_half_all_the_time_is_a_quarter_and_the_logarithm_of_two() -> None:
    for outcome in (Outcome.YES, Outcome.NO):
        assert scored(said(HARU, 500), outcome=outcome) == {HARU: Score(0.25, math.log(2), 0)}


# How forecasts moved.


def test_quartiles_lie_between_the_people_as_r_and_numpy_have_them() -> None:
    assert movements([]) == ()
    moved = movements([said(HARU, 200), said(MIO, 400, 1), said(REN, 900, 2), said(SORA, 700, 3)])
    assert moved == (
        Movement(day(0), 200, 200, 200),
        Movement(day(1), 250, 300, 350),
        Movement(day(2), 300, 400, 650),
        Movement(day(3), 350, 550, 750),
    )


def test_a_changed_forecast_takes_the_place_of_the_earlier_and_changes_at_once_are_one() -> None:
    moved = movements([said(HARU, 900, 2), said(HARU, 100), said(MIO, 300), said(MIO, 500, 1)])
    assert moved == (
        Movement(day(0), 150, 200, 250),
        Movement(day(1), 200, 300, 400),
        Movement(day(2), 600, 700, 800),
    )


@given(st.lists(PROBABILITIES, min_size=2, max_size=40))
def test_quartiles_are_those_of_the_standard_library(values: list[int]) -> None:
    last = movements([said(bytes([n]), value) for n, value in enumerate(values)])[-1]
    assert [last.lower, last.median, last.upper] == pytest.approx(
        statistics.quantiles(values, n=4, method="inclusive")
    )


# What holds for every rule.


@pytest.mark.parametrize("outcome", [Outcome.YES, Outcome.NO])
def test_a_perfect_forecaster_scores_nothing(outcome: Outcome) -> None:
    certain = 1_000 * (outcome is Outcome.YES)
    (score,) = scored(said(HARU, certain), outcome=outcome).values()
    assert (score.brier, score.log) == (0, 0)


@given(st.integers(1, 200), st.integers(0, 200))
def test_always_saying_the_base_rate_scores_its_variance(count: int, yes: int) -> None:
    yes = min(yes, count)
    rate = Fraction(yes, count)
    given = [brier(1_000 * yes / count, number < yes) for number in range(count)]
    assert statistics.fmean(given) == pytest.approx(float(rate * (1 - rate)), abs=1e-12)


@given(PROBABILITIES)
def test_the_mean_score_of_whoever_always_says_the_base_rate_is_its_variance_and_its_entropy(
    rate: int,
) -> None:
    yes, no = (scored(said(HARU, rate), outcome=outcome)[HARU] for outcome in (Outcome.YES, Outcome.NO))
    score, p = mean([yes] * rate + [no] * (1_000 - rate)), rate / 1_000
    assert score is not None
    assert score.brier == pytest.approx(p * (1 - p), abs=1e-12)
    assert score.log == pytest.approx(-p * math.log(p) - (1 - p) * math.log(1 - p), abs=1e-12)


@given(PROBABILITIES, PROBABILITIES)
def test_the_truth_is_best_in_expectation_and_nothing_else_is_as_good(belief: int, other: int) -> None:
    def expected(rule: str, probability: int) -> float:
        of = {"brier": brier, "log": log_score}[rule]
        return (belief * of(probability, True) + (1_000 - belief) * of(probability, False)) / 1_000

    for rule in ("brier", "log"):
        if other == belief:
            continue
        assert expected(rule, belief) < expected(rule, other), rule


# A race: each day it may come true, and then the question ends; what is said may be different each day.


@dataclass(frozen=True)
class Race:
    """`hazards` has how probable it is, in percent, that it comes true on each day if it did not before."""

    hazards: tuple[int, ...]
    others: tuple[Forecast, ...] = ()

    @property
    def truth(self) -> list[int]:
        """What is known each morning, as long as it has not come true."""
        never = [math.prod(1 - one / 100 for one in self.hazards[day:]) for day in range(len(self.hazards))]
        return [min(999, max(1, round(1_000 * (1 - one)))) for one in never]

    def expected(self, plan: Sequence[int | None]) -> Score:
        """The scores of Haru on average, who says each morning what `plan` has."""
        mine = [said(HARU, one, at) for at, one in enumerate(plan) if one is not None]
        days, left, total = len(self.hazards), 1.0, [0.0, 0.0, 0.0]
        ends = [(resolved(Outcome.YES, number + 1), one / 100) for number, one in enumerate(self.hazards)]
        for end, hazard in [*ends, (resolved(Outcome.NO, days), 1.0)]:
            score = scores(question(end, days=days), [*self.others, *mine], day(days + 9)).get(HARU)
            if score is not None:
                for place, value in enumerate((score.brier, score.log, score.relative)):
                    total[place] += left * hazard * value
            left *= 1 - hazard
        return Score(*total)


races = st.builds(
    Race,
    st.lists(st.integers(0, 60), min_size=2, max_size=6).map(tuple),
    st.lists(
        st.builds(said, st.sampled_from([MIO, REN, SORA]), PROBABILITIES, st.floats(0, 6)), max_size=8
    ).map(tuple),
)


@given(races, st.data())
def test_the_truth_ranks_best_in_expectation_also_where_yes_ends_a_question_early(
    race: Race, data: st.DataObject
) -> None:
    truth = race.truth
    wrong = [data.draw(PROBABILITIES) for _ in truth]
    assert race.expected(truth).relative >= race.expected(wrong).relative - 1e-6


def test_nobody_can_rank_higher_by_exaggerating_what_may_end_early() -> None:
    """It can come true each day, and only on the last is it known that it didn't: whoever said more than they
    know would look better by a mean over the time that such questions were open."""
    race = Race((10,) * 10, (said(MIO, 500),))
    truth, more = race.truth, [min(999, one + 150) for one in race.truth]
    assert race.expected(more).brier < race.expected(truth).brier
    assert race.expected(more).relative < race.expected(truth).relative


@given(races, st.integers(1, 5))
def test_nobody_gains_by_coming_late(race: Race, late: int) -> None:
    truth = race.truth
    later = [None if at < late else one for at, one in enumerate(truth)]
    assert race.expected(truth).relative >= race.expected(later).relative - 1e-6


@given(PROBABILITIES, st.floats(0, 9), st.floats(0.01, 1))
def test_nobody_expects_a_better_score_from_saying_later_what_they_believe(
    belief: int, at: float, later: float
) -> None:
    def expected(at: float) -> tuple[float, float]:
        yes, no = (
            scored(said(HARU, belief, at), outcome=outcome)[HARU] for outcome in (Outcome.YES, Outcome.NO)
        )
        p = belief / 1_000
        return p * yes.brier + (1 - p) * no.brier, p * yes.log + (1 - p) * no.log

    for now, then in zip(expected(at), expected(at + later), strict=True):
        assert now <= then + 1e-12


# Time.


def test_each_forecast_weighs_by_how_long_it_stood() -> None:
    (score,) = scored(said(HARU, 900), said(HARU, 300, 4)).values()
    assert score.brier == pytest.approx(0.4 * 0.01 + 0.6 * 0.49)
    assert score.log == pytest.approx(-0.4 * math.log(0.9) - 0.6 * math.log(0.3))


def test_until_somebody_says_something_they_count_as_half_or_as_the_others() -> None:
    late = scored(said(MIO, 600), said(HARU, 900, 8))[HARU]
    assert late.brier == pytest.approx(0.8 * 0.25 + 0.2 * 0.01)
    assert late.relative == pytest.approx(0.2 * (0.16 - 0.01))


def test_people_are_compared_with_the_median_of_the_others_at_that_time_never_with_themselves() -> None:
    found = scored(said(HARU, 900), said(MIO, 500), said(REN, 100, 5))
    assert found[HARU].relative == pytest.approx((0.5 * 0.25 + 0.5 * 0.49) - 0.01)  # 50 %, then (50 + 10) / 2
    assert found[MIO].relative == pytest.approx((0.5 * 0.01 + 0.5 * 0.25) - 0.25)
    assert found[REN].relative == pytest.approx(0.5 * (0.09 - 0.81))
    assert scored(said(HARU, 900))[HARU].relative == 0, "alone, there is nobody to compare with"


@given(PROBABILITIES, PROBABILITIES)
def test_of_two_people_one_is_as_much_better_as_the_other_is_worse(first: int, second: int) -> None:
    found = scored(said(HARU, first), said(MIO, second))
    assert found[HARU].relative == pytest.approx(-found[MIO].relative)


def test_what_was_said_after_the_close_or_before_the_question_does_not_count_longer() -> None:
    early = question(resolved(Outcome.YES, 5))
    found = scores(early, [said(HARU, 900, -2), said(MIO, 100, 5), said(REN, 100, 6)], day(30))
    assert found.keys() == {HARU}
    assert found[HARU].brier == pytest.approx(0.01)
    assert last_said(early, [said(HARU, 900), said(HARU, 300, 4), said(HARU, 100, 5)]) == {HARU: 300}


def test_after_an_early_end_nobody_is_better_any_more() -> None:
    found = scores(question(resolved(Outcome.YES, 5)), [said(HARU, 900), said(MIO, 500)], day(30))
    assert found[HARU].brier == pytest.approx(0.01)
    assert found[HARU].relative == pytest.approx(0.5 * (0.25 - 0.01))


def test_void_unresolved_and_undone_questions_count_for_nobody() -> None:
    forecasts = [said(HARU, 900)]
    assert scores(question(), forecasts, day(30)) == {}
    assert scores(question(resolved(Outcome.VOID)), forecasts, day(30)) == {}
    just = question(resolved())
    assert scores(just, forecasts, day(10.99)) == {}
    assert scores(just, forecasts, day(11)) != {}
    undone = Resolution(1, Outcome.YES, "x", 1, day(10), undone_at=day(10.5))
    assert scores(question(undone), forecasts, day(30)) == {}
    assert came_true(question(resolved(Outcome.NO)), day(30)) is False


def test_a_later_resolution_leaves_nothing_of_the_earlier_one() -> None:
    forecasts = [said(HARU, 900), said(MIO, 200, 3)]
    again = question(resolved(Outcome.YES), resolved(Outcome.NO, 20, 2))
    assert scores(again, forecasts, day(20.5)) == scores(question(resolved(Outcome.YES)), forecasts, day(30))
    assert scores(again, forecasts, day(21)) == scores(question(resolved(Outcome.NO)), forecasts, day(30))
    void = question(resolved(Outcome.YES), resolved(Outcome.VOID, 20, 2))
    assert scores(void, forecasts, day(21)) == {}


def test_a_mean_of_nothing_is_nothing() -> None:
    assert mean([]) is None
    assert mean([Score(0.25, 0.5, 0.5), Score(0.75, 1, -0.25)]) == Score(0.5, 0.75, 0.125)


# Histories.


@pytest.mark.slow
def test_ten_thousand_histories_are_scored_as_a_fresh_and_naive_sum() -> None:
    rng = random.Random(20)
    seen = {"scored": 0, "void": 0, "undone": 0, "again": 0, "early": 0}
    for _ in range(10_000):
        history = History(rng.choice((6 * 3_600, 8 * 3_600 + 1, 12 * 3_600, 259_200)), rng.randrange(1, 25))
        until = history.due + rng.randrange(20)
        history.live(rng, until)
        asked, forecasts = history.question(), history.forecasts()
        rng.shuffle(forecasts)
        for now in sorted(rng.sample(range(until, until + 10), 2)):
            found, expected = scores(asked, forecasts, history.moment(now)), naive(history, now)
            assert found.keys() == expected.keys()
            for who, score in found.items():
                for ours, theirs in zip((score.brier, score.log, score.relative), expected[who], strict=True):
                    assert abs(ours - theirs) < 1e-12
            seen["scored"] += bool(found)
        counting = history.counting()
        seen["void"] += any(outcome is Outcome.VOID for _, outcome in counting)
        seen["undone"] += bool(history.undone)
        seen["again"] += len(counting) > 1
        seen["early"] += bool(counting) and counting[0][0] < history.due
    assert min(seen.values()) > 1_000, seen
