"""Charts of forecasts that are hard to draw."""

from __future__ import annotations

import random

from bot.cards import CalibrationChart, MovementChart
from bot.model import Theme

LEVELS = ("0%", "50%", "100%")


def movement(
    steps: tuple[tuple[float, float, float, float], ...], until: float, theme: Theme = Theme.PAPER
) -> MovementChart:
    """Return a chart of these steps."""
    value = f"{steps[-1][2]:.0%}"
    return MovementChart("みんなの予想の動き", steps, until, value, "2026/1/5", "2026/12/31", LEVELS, theme)


def calibration(
    points: tuple[tuple[float, float, float, float, int], ...], theme: Theme = Theme.PAPER
) -> CalibrationChart:
    """Return a chart of these points."""
    note = "The closer to the diagonal, the more often it came true as said."
    return CalibrationChart(
        "Calibration", points, "What was said", "How often it came true", LEVELS, note, theme
    )


def _restless() -> tuple[tuple[float, float, float, float], ...]:
    rng, median, steps = random.Random(7), 0.3, []
    for number in range(400):
        median = min(0.9, max(0.1, median + rng.uniform(-0.03, 0.035)))
        steps.append((number / 400, median - 0.08, median, median + 0.1))
    return tuple(steps)


MOVEMENTS = {
    "one-forecast": movement(((0.1, 0.35, 0.35, 0.35),), 0.6),
    "at-this-moment": movement(((0.25, 0.999, 0.999, 0.999),), 0.25, Theme.NIGHT),
    "nearly-never": movement(((0.0, 0.001, 0.001, 0.01), (0.5, 0.001, 0.02, 0.03)), 1.0, Theme.GOLD),
    "hundreds-of-changes": movement(_restless(), 1.0, Theme.INDIGO),
}
CALIBRATIONS = {
    "one-point": calibration(((0.5, 1.0, 0.15, 1.0, 1),)),
    "corners": calibration(((0.01, 0.0, 0.0, 0.2, 9), (0.99, 1.0, 0.8, 1.0, 9)), Theme.NIGHT),
    "all-bins": calibration(
        tuple((n / 10, n / 10, max(0.0, n / 10 - 0.1), min(1.0, n / 10 + 0.1), 3 * n + 1) for n in range(11)),
        Theme.BLOSSOM,
    ),
}
