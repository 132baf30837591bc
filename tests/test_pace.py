"""Discord's limit for all requests together: who waits for whom, and how long."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bot.pace import GlobalLimit


def entered(limit: GlobalLimit, *, own: bool) -> asyncio.Task[Callable[[], None]]:
    """A request that asks for its place."""
    return asyncio.create_task(limit.enter(own=own))


async def done(task: asyncio.Task[Any]) -> bool:
    """Whether a request has its place now."""
    for _ in range(5):
        await asyncio.sleep(0)
    return task.done()


async def test_the_bots_own_work_leaves_a_place_to_what_a_person_waits_for() -> None:
    limit = GlobalLimit(3, kept=1)
    own = [entered(limit, own=True) for _ in range(3)]
    assert [await done(task) for task in own] == [True, True, False]
    assert await done(entered(limit, own=False))
    assert not await done(entered(limit, own=False))
    own[2].cancel()


async def test_what_a_person_waits_for_goes_before_what_waited_longer() -> None:
    limit = GlobalLimit(1, kept=0)
    first, own, persons = (entered(limit, own=own) for own in (True, True, False))
    assert await done(first)
    first.result()()
    await asyncio.wait_for(persons, 2)
    assert not await done(own)
    own.cancel()


async def test_a_request_that_is_given_up_while_it_waits_takes_no_place() -> None:
    limit = GlobalLimit(2, kept=1)
    first, given_up, next_one = (entered(limit, own=True) for _ in range(3))
    assert await done(first)
    assert not await done(given_up)
    given_up.cancel()
    first.result()()
    await asyncio.wait_for(next_one, 2)


async def test_a_place_is_free_a_second_after_an_answer_that_came_as_late_as_any(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.pace.DELAY", 30.0)
    limit = GlobalLimit(1, kept=0)
    answered = await limit.enter(own=True)
    answered()
    answered()  # an answer is one, however often it is told
    waiting = [entered(limit, own=True) for _ in range(2)]
    await asyncio.wait_for(waiting[0], 2)
    assert not await done(waiting[1])
    waiting[1].cancel()


async def test_a_place_that_is_given_up_the_moment_it_is_free_goes_to_the_next() -> None:
    limit = GlobalLimit(1, kept=0)
    first, given_up, next_one = (entered(limit, own=True) for _ in range(3))
    assert await done(first)
    limit._leave()
    given_up.cancel()
    assert await done(next_one)


async def test_a_place_whose_answer_never_comes_is_free_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.pace.DELAY", 0.0)
    limit = GlobalLimit(1, kept=0)
    await limit.enter(own=True)
    await asyncio.wait_for(limit.enter(own=True), 2)


async def test_a_place_is_free_once_though_its_answer_comes_after_the_time_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.pace.DELAY", 0.1)
    limit = GlobalLimit(1, kept=0)
    answered = await limit.enter(own=True)
    await asyncio.sleep(1.2)  # as the first request of all on a slow line: no other was faster
    answered()
    first, second = (entered(limit, own=True) for _ in range(2))
    assert await done(first)
    await asyncio.sleep(0.1)
    assert not await done(second)
    second.cancel()


async def test_there_is_room_once_nothing_of_the_bots_own_waits() -> None:
    limit = GlobalLimit(2, kept=1)
    await asyncio.wait_for(limit.room(), 0.1)
    first, second = (entered(limit, own=True) for _ in range(2))
    assert await done(first)
    room = asyncio.create_task(limit.room())
    assert not await done(room)
    first.result()()
    await asyncio.wait_for(second, 2)
    second.result()()
    await asyncio.wait_for(room, 2)
