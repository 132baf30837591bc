"""How far people agree who each say yes or no to some of the same things (pure)."""

from __future__ import annotations

from collections.abc import Mapping

Totals = Mapping[tuple[int, int], int]
"""How many things got so many yes and so many no."""


def alpha(totals: Totals) -> float | None:
    """Return Krippendorff's alpha for nominal data with two values and any raters, not all of everything.

    1 is full agreement, 0 what chance would bring, less than 0 more disagreement than that. None where
    nothing varies: all say yes, or all say no, or no two people rated the same thing.

    Source: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), for nominal data, any number
    of observers and missing data. With u and d the yes and no of a thing that two or more people rated,
    U = Σ u, D = Σ d and o = Σ u·d / (u + d - 1), alpha = 1 - (U + D - 1) · o / (U · D).
    """
    paired = {(up, down): times for (up, down), times in totals.items() if up + down >= 2}
    yes = sum(up * times for (up, _), times in paired.items())
    no = sum(down * times for (_, down), times in paired.items())
    if not yes or not no:
        return None
    apart = sum(up * down / (up + down - 1) * times for (up, down), times in paired.items())
    return 1 - (yes + no - 1) * apart / (yes * no)


def majority(totals: Totals) -> float:
    """Return the share of people who say what most say of a thing: the mean over all things, at least one."""
    shares = sum(max(up, down) / (up + down) * times for (up, down), times in totals.items())
    return shares / sum(totals.values())
