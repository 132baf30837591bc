"""However the bot ends, exactly one message of each post, with one thread, stands there when it is back."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from bot.library import backups
from bot.library.outbox import FailPoint
from bot.library.restoring import extracted, restore
from bot.model import DeliveryState, Reason

from .due import FORGOTTEN, posts_due
from .faults import hang, late
from .small import SmallDiscord

POSTS = 4
SERIES = 2
"""So many of them are parts of an article."""


async def killed(path: Path, point: str, pause: int, nonces: float) -> None:
    """Two lives that end at a point of the sender, `pause` seconds apart, then one that goes on."""
    path.parent.mkdir()
    async with SmallDiscord() as small:
        small.world.nonce_window = nonces
        due = await posts_due(small, path, POSTS, series=SERIES, thread=True)
        for clock in (due.at - 1, due.at + pause):
            if point not in ("asked", "stored"):
                await due.die(clock, f"{point}:1")
            elif clock < due.at or point == "asked":  # else it is found, and nothing asked again
                plan = small.plan(hang(stored=point == "stored"))
                async with due.process(clock):
                    await small.until(partial(getattr, plan, "hits"), 60, point)
        await due.live(due.at + 2 * pause)
        assert due.counts() == [1] * POSTS, point
        assert [len(due.threads(channel)) for channel in due.channels] == [1] * POSTS, point
        assert await due.states() == {"sent": POSTS}, point
        parts = [delivery.part and delivery.part.number for delivery in await due.deliveries()]
        assert parts == [None] * (POSTS - SERIES) + [1] * SERIES, point


@pytest.mark.long
@pytest.mark.parametrize(
    ("pause", "nonces"), [(20, 300.0), (FORGOTTEN, 0.0)], ids=["nonces are known", "nonces are forgotten"]
)
async def test_a_bot_that_is_killed_anywhere_posts_everything_once(
    tmp_path: Path, pause: int, nonces: float
) -> None:
    points = ["claiming", "claimed", "asked", "stored", "answered", "confirming", "confirmed"]
    for some in (points[:4], points[4:]):
        await asyncio.gather(*(killed(tmp_path / p / "database", p, pause, nonces) for p in some))


async def test_a_bot_that_is_told_to_end_finishes_what_it_is_sending(small: SmallDiscord, path: Path) -> None:
    due = await posts_due(small, path, POSTS)
    small.plan(late(1.0), times=None)
    async with due.process(due.at - 1) as running:
        await small.until(lambda: len(small.asked()) == POSTS, 30)
        running.terminate()
        async with asyncio.timeout(15):
            assert await running.wait() == 0
    assert await due.states() == {"sent": POSTS}
    assert due.counts() == [1] * POSTS


async def test_nothing_is_sent_again_after_an_older_copy_of_the_database_was_restored(
    small: SmallDiscord, path: Path, tmp_path: Path
) -> None:
    small.world.nonce_window = 0
    due = await posts_due(small, path, POSTS)
    copy = tmp_path / "copy.sqlite3"
    with closing(sqlite3.connect(path)) as source:
        source.execute("VACUUM INTO ?", (str(copy),))
    async with due.bot(due.at - 1) as life:
        await life.tick(due.at)
    assert due.counts() == [1] * POSTS
    for file in path.parent.glob(f"{path.name}-*"):
        file.unlink()
    shutil.copy(copy, path)
    assert await due.states() == {}
    async with due.bot(due.at + 60) as life:
        await life.tick()
    assert due.counts() == [1] * POSTS
    assert {d.reason for d in await due.deliveries()} == {Reason.FOUND}
    assert await due.states() == {"sent": POSTS}


async def test_what_was_due_before_a_copy_was_restored_is_found_or_counts_as_missed_but_is_not_sent(
    small: SmallDiscord, path: Path, tmp_path: Path
) -> None:
    small.world.nonce_window = 0
    due = await posts_due(small, path, POSTS)
    copy = await backups.make(path, tmp_path / "copies", datetime.now(UTC))
    async with due.bot(due.at - 1) as life:
        await life.tick(due.at)
    assert due.counts() == [1] * POSTS
    lost, *there = due.channels
    lost.messages.clear()  # by a moderator, or nothing was sent at all
    async with extracted(copy.path, path) as new:
        await restore(new, path, datetime.fromtimestamp(due.at + 30, UTC))
    async with due.bot(due.at + 60) as life:
        await life.tick()
        await life.tick(due.at + 120)
    assert due.counts() == [0] + [1] * len(there)
    ends = [(one.state, one.reason) for one in await due.deliveries()]
    assert ends.count((DeliveryState.SENT, Reason.FOUND)) == len(there)
    assert ends.count((DeliveryState.SKIPPED, Reason.MISSED)) == 1


async def test_an_end_that_can_not_be_stored_doubles_nothing(
    small: SmallDiscord, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = await posts_due(small, path)
    broken = sqlite3.OperationalError("disk I/O error")
    broken.sqlite_errorcode = sqlite3.SQLITE_IOERR

    def break_down(point: FailPoint) -> None:
        if point == "confirming":
            raise broken

    async with due.bot(due.at - 1) as life:
        monkeypatch.setattr(life.bot.library.outbox, "fail_point", break_down)
        await life.tick(due.at)
        assert due.counts() == [1]
        assert await due.states() == {"claimed": 1}
        monkeypatch.undo()
        await life.tick(due.at + 61)
    assert due.counts() == [1]
    assert await due.states() == {"sent": 1}


async def test_downtime_is_made_up_once(small: SmallDiscord, path: Path) -> None:
    due = await posts_due(small, path)
    async with due.bot(due.at + 60) as life:
        await life.tick()
        await life.tick(due.at + 120)
    assert due.counts() == [1]
    assert len(small.asked("GET", r"/channels/\d+/messages")) == 2, "one look"


async def test_a_second_bot_refuses_while_the_first_posts_and_takes_over_when_it_dies(
    small: SmallDiscord, path: Path
) -> None:
    due = await posts_due(small, path, POSTS)
    small.plan(late(1.0), times=2)
    async with due.process(due.at - 1, LEASE="3") as first:
        await small.until(lambda: small.gateway.sessions, 30)
        async with due.process(due.at - 1, LEASE="3") as second, asyncio.timeout(30):
            assert await second.wait() == 1
        await small.until(lambda: any(due.counts()), 30)
        first.kill()
    await due.live(due.at + 10, within=60)
    assert due.counts() == [1] * POSTS
    assert await due.states() == {"sent": POSTS}
