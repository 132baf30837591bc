"""What recurs goes on after an error, and ends when another process has the lease."""

from __future__ import annotations

import asyncio
import sqlite3
from itertools import pairwise

import pytest

from bot.delivery.periodic import every
from bot.errors import UserError


async def test_an_error_ends_one_round_only(caplog: pytest.LogCaptureFixture) -> None:
    errors: list[Exception] = [UserError("storage-full"), ValueError(), sqlite3.OperationalError()]
    done = asyncio.Event()

    async def work() -> None:
        if errors:
            raise errors.pop()
        done.set()

    recurring = asyncio.create_task(every(0.001, work))
    await asyncio.wait_for(done.wait(), 5)
    recurring.cancel()
    await asyncio.wait({recurring})
    assert recurring.cancelled()
    assert caplog.text.count("work failed") == 2
    assert "work has to wait: storage-full" in caplog.text


async def test_rounds_follow_one_another_at_the_interval() -> None:
    times: list[float] = []

    async def work() -> None:
        times.append(asyncio.get_running_loop().time())
        await asyncio.sleep(0.05)

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(every(0.1, work), 0.8)
    assert len(times) >= 3
    assert all(later - earlier >= 0.14 for earlier, later in pairwise(times))


async def test_a_lease_that_is_lost_ends_what_recurs() -> None:
    async def renew() -> None:
        raise UserError("lease-lost")

    with pytest.raises(UserError, match="lease-lost"):
        await asyncio.wait_for(every(0.001, renew), 5)
