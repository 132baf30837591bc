"""What is wrong in one row, or with the clock, keeps no other post waiting and doubles none."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model import Content, Reason
from bot.store.sql import seconds
from tests.desk import GUILD, MORNING, Desk, open_desk

FAR = 10**15
"""Seconds that no clock of Python can show."""


@pytest.fixture
async def desk(path: Path) -> AsyncIterator[Desk]:
    async with open_desk(path) as desk:
        yield desk


def write(desk: Desk, statement: str, *values: object) -> None:
    """Writes into the database as a newer version or a hand would."""
    with closing(sqlite3.connect(desk.path)) as database, database:
        database.execute(statement, values)


async def test_a_schedule_that_can_not_be_claimed_keeps_no_other_waiting(desk: Desk) -> None:
    bad, good = await desk.schedule(), await desk.schedule(channel_id=9)
    write(desk, "UPDATE schedule SET done_until = ?, next_run = 1 WHERE id = ?", FAR, bad.id)
    (post,) = await desk.claim(MORNING)
    assert post.schedule.id == good.id
    await desk.library.outbox.confirm(post, 1)
    assert await desk.history(bad) == []
    write(desk, "UPDATE schedule SET done_until = ? WHERE id = ?", seconds(bad.done_until), bad.id)
    assert await desk.claim(MORNING + timedelta(minutes=5)) == []
    (post,) = await desk.claim(MORNING + timedelta(minutes=10))
    assert post.schedule.id == bad.id, "mended, it goes out late"


async def test_a_delivery_that_can_not_be_claimed_keeps_no_other_waiting(desk: Desk) -> None:
    bad, good = await desk.schedule(), await desk.schedule(channel_id=9)
    for post in await desk.claim(MORNING):
        await desk.library.outbox.postpone(post, Reason.UNREACHABLE, 5, maybe_sent=False)
    write(desk, "UPDATE delivery SET due_at = ? WHERE schedule_id = ?", FAR, bad.id)
    (post,) = await desk.claim(MORNING + timedelta(seconds=10))
    assert post.schedule.id == good.id
    write(desk, "UPDATE delivery SET due_at = ? WHERE schedule_id = ?", seconds(MORNING), bad.id)
    assert len(await desk.claim(MORNING + timedelta(minutes=11))) == 2


async def test_a_zone_that_is_known_no_more_and_words_of_a_newer_version_stop_nothing(desk: Desk) -> None:
    schedule = await desk.schedule(content=Content.PREDICTION)
    write(desk, "UPDATE guild SET zone = 'Factory' WHERE id = ?", GUILD)
    write(desk, "UPDATE schedule SET problems = 'new-in-v2 view'")
    (post,) = await desk.claim(MORNING + timedelta(hours=9))  # 8:00 in UTC
    await desk.library.outbox.postpone(post, Reason.UNREACHABLE, 5, maybe_sent=False)
    write(desk, "UPDATE delivery SET reason = 'new-in-v2'")
    (post,) = await desk.claim(MORNING + timedelta(hours=9, seconds=10))
    assert post.schedule.id == schedule.id


async def test_a_clock_that_was_ahead_once_silences_no_schedule(desk: Desk) -> None:
    schedule, edited = await desk.schedule(), await desk.schedule(channel_id=9)
    await desk.library.outbox.replan("2026b")
    await desk.claim(MORNING + timedelta(days=2000))
    desk.now = MORNING + timedelta(hours=1)
    changed = await desk.library.schedules.change(GUILD, edited.id, minutes=600)
    assert changed.next_run == MORNING + timedelta(hours=2)
    await desk.library.outbox.replan("2026b")
    assert (await desk.again(schedule)).next_run == MORNING + timedelta(days=1)


async def test_a_schedule_that_can_not_be_read_keeps_no_other_from_being_planned_anew(desk: Desk) -> None:
    bad, good = await desk.schedule(), await desk.schedule(channel_id=9)
    write(desk, "UPDATE schedule SET done_until = ? WHERE id = ?", FAR, bad.id)
    write(desk, "UPDATE schedule SET next_run = next_run + 3600 WHERE id = ?", good.id)
    await desk.library.outbox.replan("2026b")
    assert (await desk.again(good)).next_run == MORNING
