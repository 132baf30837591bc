"""When somebody is reminded of what they saved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.model import OUTSIDE, Saved
from bot.spacing import AT_ONCE, INTERVALS, LONGEST, due, due_at, interval

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def saved(number: int, days: float = 0, reminded: int = 0, reminded_days: float | None = None) -> Saved:
    """An item saved, and last reminded of, so many days ago."""
    last = None if reminded_days is None else NOW - timedelta(days=reminded_days)
    return Saved(number, NOW - timedelta(days=days), reminded, last, OUTSIDE, seen=True)


def test_the_intervals_are_those_that_were_found_and_grow_on_in_the_same_ratio() -> None:
    assert [interval(number).days for number in range(6)] == [7, 16, 35, 77, 169, 373]


@given(st.integers(0, 10**9))
def test_each_time_it_takes_longer_until_it_takes_as_long_as_can_be(reminded: int) -> None:
    now, then = interval(reminded), interval(reminded + 1)
    assert now < then or now == then == timedelta(days=LONGEST)


def test_an_interval_counts_from_the_last_time_that_somebody_was_reminded() -> None:
    assert due_at(saved(1, days=3), NOW) == NOW + timedelta(days=4)
    assert due_at(saved(1, days=100, reminded=1, reminded_days=3), NOW) == NOW + timedelta(days=13)


def test_what_has_been_due_for_longest_comes_first_and_only_three_at_a_time() -> None:
    everything = [saved(number, days=number) for number in range(20)]
    assert [one.item_id for one in due(everything, NOW)] == [19, 18, 17]
    assert len(due(everything, NOW)) == AT_ONCE
    assert due([saved(1, days=INTERVALS[0] - 0.01)], NOW) == []


def test_a_clock_that_was_ahead_once_keeps_nothing_back_for_longer_than_its_interval() -> None:
    assert due_at(saved(1, days=-3_000), NOW) == NOW + timedelta(days=7)


@given(st.integers(1, 30))
def test_whoever_is_reminded_once_a_week_sees_each_item_further_apart_each_time(count: int) -> None:
    items = {number: saved(number) for number in range(count)}
    shown: dict[int, list[datetime]] = {number: [] for number in items}
    for week in range(60):
        now = NOW + timedelta(weeks=week)
        for one in due(items.values(), now):
            shown[one.item_id].append(now)
            items[one.item_id] = Saved(
                one.item_id, one.saved_at, one.reminded + 1, now, one.guild_id, seen=True
            )
    for moments in shown.values():
        for number, (before, after) in enumerate(pairwise([NOW, *moments])):
            assert after - before >= interval(number)
