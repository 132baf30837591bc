"""How uncertain a share is that was estimated from a sample (pure)."""

from __future__ import annotations

import math

CONFIDENCE = 0.95


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
