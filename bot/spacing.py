"""When somebody is reminded of what they saved: further apart each time (pure).

To remember something for long with few repetitions, it is repeated at growing intervals: "expanding
rehearsal", T. K. Landauer and R. A. Bjork, "Optimum rehearsal patterns and name learning", in Practical
Aspects of Memory (1978). The intervals of 7, 16 and 35 days are those that P. A. Woźniak found for himself in
1985 (Optimization of Learning, 1990); after them, each is as many times longer as the last of
these.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.model import Saved

INTERVALS = (7, 16, 35)
"""Days."""
GROWTH = 2.2
"""35 / 16."""
LONGEST = 3_650
"""Days: nobody waits for more."""
AT_ONCE = 3


def interval(reminded: int) -> timedelta:
    """Return how long after somebody was reminded of something for the `reminded`th time (0: after they saved
    it) they are reminded again."""
    if reminded < len(INTERVALS):
        return timedelta(days=INTERVALS[reminded])
    # Capped before the power: it soon is more than a float holds.
    steps = min(reminded - len(INTERVALS) + 1, 10)
    return timedelta(days=min(round(INTERVALS[-1] * GROWTH**steps), LONGEST))


def due_at(saved: Saved, now: datetime) -> datetime:
    """Return when somebody is to be reminded of something; a moment after `now`, which a clock that was ahead
    left, counts as now."""
    return min(saved.reminded_at or saved.saved_at, now) + interval(saved.reminded)


def due(everything: Iterable[Saved], now: datetime) -> list[Saved]:
    """Return what somebody is to be reminded of at `now`: `AT_ONCE` at most, what has been due for longest
    first."""
    waiting = [(due_at(saved, now), saved.item_id, saved) for saved in everything]
    return [saved for at, _, saved in sorted(waiting, key=lambda one: one[:2]) if at <= now][:AT_ONCE]
