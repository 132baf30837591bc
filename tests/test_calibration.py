"""How often what was said came true, and how sure that is."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intervals import beta_quantile, beta_share, jeffreys
from bot.scoring import EDGES, bins

# Published with the R package RSurveillance (binom.jeffreys): of 200, by R’s own qbeta, to seven digits.
R_OF_200 = {
    10: (0.02599340, 0.08687509),
    20: (0.06416642, 0.14729862),
    25: (0.08462743, 0.17612600),
    30: (0.10567714, 0.20436243),
    40: (0.14910087, 0.25950769),
    50: (0.19387268, 0.31330266),
    60: (0.23970343, 0.36603761),
    70: (0.28642624, 0.41787992),
    80: (0.33393964, 0.46893129),
    90: (0.38218245, 0.51925306),
}


@pytest.mark.parametrize("yes", R_OF_200)
def test_jeffreys_intervals_are_those_that_r_computes(yes: int) -> None:
    assert jeffreys(yes, 200) == pytest.approx(R_OF_200[yes], abs=5e-8)
    lower, upper = R_OF_200[yes]
    assert jeffreys(200 - yes, 200) == pytest.approx((1 - upper, 1 - lower), abs=5e-8)


def test_an_interval_begins_at_nothing_where_there_was_none_and_ends_at_all_where_there_were_all() -> None:
    # 0.292 is in table 5 of Brown, Cai and DasGupta, for none of seven.
    assert jeffreys(0, 7) == pytest.approx((0, 0.292), abs=5e-4)
    assert jeffreys(7, 7) == pytest.approx((0.708, 1), abs=5e-4)
    assert jeffreys(0, 1)[0] == 0
    assert jeffreys(1, 1)[1] == 1


def test_beta_quantiles_are_those_of_known_distributions() -> None:
    # The exact interval that R's binom.test gives for 12 of 50, at 90 %.
    assert beta_quantile(0.05, 12, 39) == pytest.approx(0.1447182, abs=5e-8)
    assert beta_quantile(0.95, 13, 38) == pytest.approx(0.3596557, abs=5e-8)
    # And SciPy's for 1 of 2 and for none of 10, at 95 %.
    assert beta_quantile(0.025, 1, 2) == pytest.approx(0.01257911709342505, abs=1e-15)
    assert beta_quantile(0.975, 1, 10) == pytest.approx(0.30849710781876077, abs=1e-15)
    # Student's t with ν degrees of freedom: ν / (ν + t²) has the distribution of ν/2 and 1/2.
    for degrees, t in ((1, 12.7062), (2, 4.3027), (5, 2.5706), (10, 2.2281), (30, 2.0423), (120, 1.9799)):
        x = beta_quantile(0.05, degrees / 2, 0.5)
        assert math.sqrt(degrees * (1 - x) / x) == pytest.approx(t, abs=5e-5)


@given(st.floats(0.001, 0.999), st.integers(1, 400))
def test_beta_quantiles_are_exact_where_there_is_a_formula(share: float, other: int) -> None:
    assert beta_quantile(share, 0.5, 0.5) == pytest.approx(math.sin(math.pi * share / 2) ** 2, abs=1e-12)
    assert beta_quantile(share, 1, other) == pytest.approx(1 - (1 - share) ** (1 / other), abs=1e-12)
    assert beta_quantile(share, other, 1) == pytest.approx(share ** (1 / other), abs=1e-12)


@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 100))
def test_the_beta_distribution_is_that_of_ordered_draws(a: int, b: int, percent: int) -> None:
    """With a and b whole, it is how probable at least a of a + b - 1 draws are: summed without rounding."""
    x, draws = Fraction(percent, 100), a + b - 1
    exact = sum(comb(draws, hits) * x**hits * (1 - x) ** (draws - hits) for hits in range(a, draws + 1))
    assert beta_share(percent / 100, a, b) == pytest.approx(float(exact), abs=1e-12)


@given(st.integers(0, 5_000), st.integers(0, 5_000), st.floats(0.0001, 0.9999))
def test_a_quantile_has_its_share_below_it(yes: int, no: int, share: float) -> None:
    assert beta_share(beta_quantile(share, yes + 0.5, no + 0.5), yes + 0.5, no + 0.5) == pytest.approx(
        share, abs=1e-9
    )


def test_what_people_choose_stands_in_the_middle_of_a_bin() -> None:
    chosen = (10, 50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 950, 990)
    found = bins((one, True) for one in chosen)
    assert [one.count for one in found] == [2, *[1] * 9, 2]
    assert all((one.start + one.end) / 2 == pytest.approx(one.mean, abs=12.5) for one in found[1:-1])
    assert [(one.start, one.end) for one in found] == list(pairwise(EDGES))


def test_a_bin_has_how_often_what_was_said_came_true() -> None:
    low, high = bins([(300, False)] * 7 + [(800, True)] * 3 + [(840, False)])
    assert (low.start, low.end, low.count, low.mean, low.share) == (250, 350, 7, 300, 0)
    assert (low.lower, low.upper) == pytest.approx([1_000 * one for one in jeffreys(0, 7)])
    assert (high.count, high.mean, high.share) == (4, 810, 750)
    assert (high.lower, high.upper) == pytest.approx([1_000 * one for one in jeffreys(3, 4)])
    assert bins([]) == ()


@given(st.lists(st.tuples(st.floats(0, 1_000), st.booleans()), max_size=50))
def test_every_forecast_is_in_one_bin(forecasts: list[tuple[float, bool]]) -> None:
    found = bins(forecasts)
    assert sum(one.count for one in found) == len(forecasts)
    for one in found:
        here = [p for p, _ in forecasts if one.start <= p < one.end or p == one.end == 1_000]
        assert one.count == len(here)
        assert one.start <= one.mean <= one.end
        assert one.lower <= one.share <= one.upper
