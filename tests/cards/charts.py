"""Charts that are hard to draw, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards import Chart, Column
from bot.model import Theme

JAPANESE = ("10/5", "10/12", "10/19", "10/26", "11/2", "11/9", "11/16", "今週")
ENGLISH = ("5 Oct", "12 Oct", "19 Oct", "26 Oct", "2 Nov", "9 Nov", "16 Nov", "Now")


@dataclass(frozen=True)
class HardChart:
    """A named chart, and what is hard about it."""

    name: str
    hard: str
    chart: Chart


def chart(votes: Sequence[tuple[int, int]], names: Sequence[str], title: str, theme: Theme) -> Chart:
    """Return a chart of weeks with these numbers of 👍 and 👎."""
    columns = [
        Column(name, up, down, f"{up:,}", f"{down:,}") for name, (up, down) in zip(names, votes, strict=True)
    ]
    up, down = (sum(week[place] for week in votes) for place in (0, 1))
    return Chart(title, tuple(columns), f"{up:,}", f"{down:,}", theme)


def _japanese(votes: Sequence[tuple[int, int]], theme: Theme = Theme.PAPER) -> Chart:
    return chart(votes, JAPANESE, "1週間ごとの評価", theme)


def _english(votes: Sequence[tuple[int, int]], theme: Theme = Theme.PAPER) -> Chart:
    return chart(votes, ENGLISH, "Votes per week", theme)


CHARTS = [
    HardChart(
        "quiet-weeks",
        "Nobody voted in some weeks, and nobody 👎 in one.",
        _japanese([(3, 1), (0, 0), (8, 2), (12, 5), (6, 0), (0, 0), (14, 2), (5, 1)]),
    ),
    HardChart("one-week", "A single vote, in the last week only.", _english([(0, 0)] * 7 + [(1, 0)])),
    HardChart(
        "thousands",
        "Numbers as wide as their weeks, and one vote beside twelve thousand.",
        _english(
            [(1234, 56), (2345, 789), (999, 1200), (0, 0), (12345, 3210), (4321, 0), (7, 5000), (1, 1)],
            Theme.NIGHT,
        ),
    ),
    HardChart(
        "nothing-liked",
        "👎 alone: the line is at the top, and the longest bar ends above the weeks.",
        _japanese([(0, 3), (0, 1), (0, 0), (0, 12), (0, 4), (0, 4), (0, 2), (0, 1)], Theme.NIGHT),
    ),
]
