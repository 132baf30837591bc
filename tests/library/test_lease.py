import asyncio
import os
import time
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.library import lease
from bot.model import ALL_SHARDS, Pulse, Shards
from bot.store import lease as rows
from bot.store.database import open_database
from bot.store.lease import Held
from tests.store.older import newer_migrations
from tests.writer import writer_held


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "SECONDS", 2.0)


async def _renew(held: lease.Lease) -> None:
    while True:
        await held.renew()
        await asyncio.sleep(0.3)


async def test_a_second_bot_is_refused_while_the_first_renews_its_lease(path: Path, short: None) -> None:
    async with open_database(path) as one, open_database(path) as two, lease.hold(one) as held:
        renewing = asyncio.create_task(_renew(held))
        with pytest.raises(UserError, match="already-running"):
            async with lease.hold(two):
                pass
        renewing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await renewing


async def test_the_lease_of_a_dead_bot_is_taken_over_and_the_dead_one_can_not_come_back(
    path: Path, short: None
) -> None:
    async with (
        open_database(path) as one,
        open_database(path) as two,
        lease.hold(one) as dead,  # it renews nothing
        lease.hold(two) as held,
    ):
        await held.renew()
        with pytest.raises(UserError, match="lease-lost"):
            await dead.renew()


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        (Shards(4, (0, 1)), Shards(4, (1, 2))),
        (Shards(4, (0, 1)), Shards(8, (4, 5))),
        (Shards(4, (0, 1)), ALL_SHARDS),
        (ALL_SHARDS, Shards(4, (0, 1))),
    ],
)
async def test_who_wants_shards_of_a_living_process_is_refused(
    path: Path, short: None, theirs: Shards, ours: Shards
) -> None:
    async with open_database(path) as one, open_database(path) as two, lease.hold(one, theirs) as held:
        renewing = asyncio.create_task(_renew(held))
        key = "already-running" if ours == ALL_SHARDS else "shards-taken"
        with pytest.raises(UserError, match=key) as refused:
            async with lease.hold(two, ours):
                pass
        assert refused.value.variables["process"] == str(os.getpid())
        renewing.cancel()
        await asyncio.wait({renewing})


async def test_of_several_processes_one_delivers_until_it_ends(path: Path, short: None) -> None:
    async with open_database(path) as one, open_database(path) as two:
        first = lease.hold(one, Shards(2, (0,)))
        delivering = await first.__aenter__()
        async with lease.hold(two, Shards(2, (1,))) as waits:
            await waits.deliver()
            assert [held.delivering.is_set() for held in (delivering, waits)] == [True, False]
            assert await one.read(delivering.delivers)
            assert not await one.read(waits.delivers)
            await first.__aexit__(None, None, None)
            await waits.deliver()
            assert waits.delivering.is_set()
            await waits.renew()


@pytest.mark.parametrize("clock", ["right", "set back"])
async def test_another_delivers_when_the_process_that_did_has_died(
    path: Path, short: None, clock: str
) -> None:
    async with (
        open_database(path) as one,
        open_database(path) as two,
        lease.hold(one, Shards(2, (0,))) as dead,  # it renews nothing
        lease.hold(two, Shards(2, (1,))) as held,
    ):
        if clock == "set back":
            await one.write(rows.renew, dead.holder, time.time() + 3_600, Pulse())
        async with asyncio.timeout(10):
            while not held.delivering.is_set():
                await held.deliver()
                await asyncio.sleep(0.1)
        with pytest.raises(UserError, match="lease-lost"):
            await dead.renew()
        async with asyncio.timeout(1), lease.hold(one, Shards(2, (0,))):
            pass  # its shards are free at once


async def test_a_lease_that_was_given_back_is_free_at_once(path: Path) -> None:
    async with open_database(path) as database:
        for _ in range(2):
            async with asyncio.timeout(1), lease.hold(database) as held:
                await held.renew()


async def test_a_lease_that_never_changes_is_a_dead_one_whatever_the_clock_says(
    path: Path, short: None
) -> None:
    async with open_database(path) as one, open_database(path) as two:
        await one.write(rows.take, Held("machine:1:x", ALL_SHARDS, time.time() + 3_600))
        async with asyncio.timeout(10), lease.hold(two) as held:
            await held.renew()


async def test_a_start_that_is_cancelled_at_any_moment_leaves_no_lease(path: Path) -> None:
    async with open_database(path) as database:
        taken = 0
        for steps in range(60):

            async def start() -> None:
                nonlocal taken
                async with lease.hold(database):
                    taken += 1
                    await asyncio.sleep(60)

            starting = asyncio.create_task(start())
            for _ in range(steps):
                await asyncio.sleep(0.0001)
            starting.cancel()
            await asyncio.wait({starting})
            assert starting.cancelled()
            assert await database.read(rows.every) == [], steps
        assert 0 < taken < 60


async def test_a_process_that_stood_still_in_a_write_ends(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "STALLED_AFTER", 0.5)
    async with open_database(path) as database, lease.hold(database) as held:
        await database.write(lambda _: None)
        await held.renew()
        await database.write(lambda _: time.sleep(0.6))  # as a stopped process does
        with pytest.raises(UserError, match="write-stalled"):
            await held.renew()


async def test_who_can_not_write_for_seconds_is_told_which_process_to_end(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_database(path) as one, lease.hold(one) as held:
        monkeypatch.setattr("bot.store.connections.BUSY_SECONDS", 0.2)
        async with writer_held(one), open_database(path) as two:
            with pytest.raises(UserError, match="database-held") as refused:
                async with lease.hold(two):
                    pass
    assert refused.value.variables["process"] == held.holder.split(":")[1]


async def test_a_newer_version_is_told_it_too(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    migrations = newer_migrations(path.parent / "migrations", "CREATE TABLE later (id INTEGER);")
    async with open_database(path) as one, lease.hold(one) as held:
        monkeypatch.setattr("bot.store.preparing.BUSY_SECONDS", 0.2)
        async with writer_held(one):
            with pytest.raises(UserError, match="database-held") as refused:
                async with open_database(path, migrations):
                    pass
    assert refused.value.variables["process"] == held.holder.split(":")[1]
