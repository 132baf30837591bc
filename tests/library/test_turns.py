"""Who comes next to have something fetched or read, without anything fetched or read."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import UserError
from bot.library.turns import WAITING, WAITING_EACH, FairQueue


class Shop:
    """Requests that hold their turn until a test ends them, in the order in which they got it."""

    def __init__(self, places: int) -> None:
        self.queue = FairQueue(places)
        self.served: list[str] = []
        self.running: list[str] = []
        self.ends: dict[str, asyncio.Event] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}

    async def ask(self, *names: str) -> None:
        """Each name is a guild's letter and a number."""
        for name in names:
            self.ends[name] = asyncio.Event()
            self.tasks[name] = asyncio.create_task(self._work(name))
            await asyncio.sleep(0)

    async def end(self, name: str) -> None:
        self.ends[name].set()
        await self.tasks[name]
        await asyncio.sleep(0)

    async def end_all(self) -> None:
        while self.running:
            await self.end(self.running[0])

    async def _work(self, name: str) -> None:
        async with self.queue.turn(ord(name[0])):
            self.served.append(name)
            self.running.append(name)
            await self.ends[name].wait()
            self.running.remove(name)


async def test_a_guild_has_one_turn_at_a_time_even_where_places_are_free() -> None:
    shop = Shop(2)
    await shop.ask("a1", "a2")
    assert shop.running == ["a1"]
    await shop.ask("b1")
    assert shop.running == ["a1", "b1"]
    await shop.end("a1")
    assert shop.running == ["b1", "a2"]
    await shop.end_all()


async def test_guilds_that_wait_take_turns_however_much_one_of_them_asked_for() -> None:
    shop = Shop(1)
    await shop.ask("a1", "a2", "a3", "a4", "b1", "b2", "c1")
    await shop.end_all()
    assert shop.served == ["a1", "b1", "c1", "a2", "b2", "a3", "a4"]


async def test_whoever_asks_too_much_is_refused_at_once_and_nobody_else() -> None:
    shop = Shop(1)
    await shop.ask("a0", *(f"a{number}" for number in range(1, WAITING_EACH + 1)))
    with pytest.raises(UserError, match="queue-full"):
        async with shop.queue.turn(ord("a")):
            pass
    await shop.ask("b1")
    assert not shop.tasks["b1"].done()
    await shop.end_all()
    assert "b1" in shop.served


async def test_no_more_wait_than_can_be_answered_in_time() -> None:
    queue, end = FairQueue(1), asyncio.Event()

    async def work(guild: int) -> None:
        async with queue.turn(guild):
            await end.wait()

    tasks = [asyncio.create_task(work(guild)) for guild in range(WAITING + 5)]
    await asyncio.sleep(0)
    end.set()
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    assert [str(one) for one in ended if one] == ["queue-full"] * 4


async def full_shop() -> Shop:
    """One whose only place is guild a's, and whose queue is full of what few guilds asked for, a first."""
    shop = Shop(1)
    crowd = [chr(ord("a") + number) for number in range(WAITING // WAITING_EACH)]
    await shop.ask("a0", *(f"{guild}{number}" for guild in crowd for number in range(1, WAITING_EACH + 1)))
    return shop


async def test_few_guilds_that_fill_the_queue_make_room_for_others() -> None:
    shop = await full_shop()
    await shop.ask("Y1", "Y2", "Y3", "X1")
    await asyncio.sleep(0)
    refused = [name for name, task in shop.tasks.items() if task.done()]
    assert refused == ["a3", "b3", "c3", "Y3"], "the latest of whoever has most, or would have"
    for name in refused:
        with pytest.raises(UserError, match="queue-full"):
            await shop.tasks[name]
    await shop.end_all()
    assert {"Y1", "Y2", "X1"} <= set(shop.served)
    assert len(shop.served) == 1 + WAITING


async def test_who_gives_up_in_the_moment_of_being_refused_ends_no_turn_of_its_guild() -> None:
    shop = await full_shop()
    await shop.ask("Y1")
    shop.tasks["a3"].cancel()  # refused already, but it doesn't know yet
    await asyncio.sleep(0)
    assert shop.tasks["a3"].cancelled()
    await asyncio.sleep(0)
    assert shop.running == ["a0"]
    await shop.end_all()
    assert "Y1" in shop.served


async def test_who_gives_up_before_or_in_the_moment_of_the_turn_holds_up_nobody() -> None:
    shop = Shop(1)
    await shop.ask("a1", "b1", "c1", "d1")
    shop.tasks["b1"].cancel()  # while it waits
    shop.ends["a1"].set()
    await asyncio.sleep(0)
    shop.tasks["c1"].cancel()  # its turn has come, but it doesn't know yet
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert shop.running == ["d1"]
    await shop.end("d1")
    await shop.ask("b2")
    assert shop.running == ["b2"]
    await shop.end_all()


async def test_a_request_that_fails_ends_its_turn() -> None:
    queue = FairQueue(1)
    with pytest.raises(ZeroDivisionError):
        async with queue.turn(1):
            raise ZeroDivisionError
    assert not queue.must_wait(1)


async def test_those_who_give_up_leave_their_place_in_the_queue() -> None:
    shop = Shop(1)
    await shop.ask("a0", "a1", "a2", "a3")
    for name in ("a1", "a2", "a3"):
        shop.tasks[name].cancel()
    await asyncio.sleep(0)
    await shop.ask("a4")
    await shop.end_all()
    assert shop.served == ["a0", "a4"]
