import asyncio
import time
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.library import lease
from bot.store import lease as rows
from bot.store.database import open_database


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "SECONDS", 2.0)


async def test_a_second_bot_is_refused_while_the_first_renews_its_lease(path: Path, short: None) -> None:
    async with open_database(path) as one, open_database(path) as two, lease.hold(one) as held:

        async def renew() -> None:
            while True:
                await held.renew()
                await asyncio.sleep(0.3)

        renewing = asyncio.create_task(renew())
        with pytest.raises(UserError, match="already-running"):
            async with lease.hold(two):
                pass
        renewing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await renewing


async def test_the_lease_of_a_dead_bot_is_taken_over_and_the_dead_one_can_not_come_back(
    path: Path, short: None
) -> None:
    async with open_database(path) as one, open_database(path) as two:
        dead = await lease.hold(one).__aenter__()
        async with lease.hold(two) as held:
            await held.renew()
            with pytest.raises(UserError, match="lease-lost"):
                await dead.renew()


async def test_a_lease_that_was_given_back_is_free_at_once(path: Path) -> None:
    async with open_database(path) as database:
        for _ in range(2):
            async with asyncio.timeout(1), lease.hold(database) as held:
                await held.renew()


async def test_a_lease_that_never_changes_is_a_dead_one_whatever_the_clock_says(
    path: Path, short: None
) -> None:
    async with open_database(path) as one, open_database(path) as two:
        async with one.transaction() as transaction:
            await rows.take(transaction, "machine:1:x", time.time() + 3_600, expired_at=time.time())
        async with asyncio.timeout(10), lease.hold(two) as held:
            await held.renew()
