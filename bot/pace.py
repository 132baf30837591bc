"""The pace of what leaves for Discord: turns that are evenly apart, and the limit of all requests."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import ExitStack

EVERYTHING = 50
"""Requests a second that Discord allows the whole bot; answers to interactions are not counted."""
KEPT = 1
"""How many of them the bot's own work leaves to what a person waits for."""
DELAY = 0.5
"""Seconds that the network may hold a request back, beyond what all need; more can't be allowed for."""


class Pacer:
    """Gives turns `1 / rate` seconds apart, in the order of asking. One that was free up to `slack` seconds
    ago can still be had."""

    def __init__(self, rate: float, slack: float = 0.0) -> None:
        self._gap = 1 / rate
        self._slack = slack
        self._next = 0.0

    async def wait(self) -> None:
        """Return when it is one's turn."""
        now = asyncio.get_running_loop().time()
        turn = max(now - self._slack, self._next)
        self._next = turn + self._gap
        if turn > now:
            await asyncio.sleep(turn - now)


class GlobalLimit:
    """Keeps Discord's limit for the whole bot, also where the network bunches requests.

    Discord counts a request when it arrives, at some moment between its leaving and its answer. So each takes
    one of `limit` places for a second, and for as much longer as its answer took than the fastest one:
    whatever of that was spent on the way there, no second in which requests arrive has more than `limit`.
    """

    def __init__(self, limit: int, kept: int = KEPT) -> None:
        self._places = asyncio.Semaphore(limit)
        self._own = asyncio.Semaphore(limit - kept)
        self._fastest = float("inf")

    async def enter(self, *, own: bool) -> Callable[[], None]:
        """Return when a request may leave: what to call when its answer comes, if one does.

        The bot's own work waits where only the places that are kept are free.
        """
        with ExitStack() as taken:
            if own:
                await self._own.acquire()
                taken.callback(self._own.release)
            await self._places.acquire()
            taken.callback(self._places.release)
            leave = taken.pop_all().close  # whoever calls it again changes nothing
        loop = asyncio.get_running_loop()
        left = loop.time()
        loop.call_at(left + 1 + DELAY, leave)

        def answered() -> None:
            took = loop.time() - left
            self._fastest = min(self._fastest, took)
            loop.call_at(left + 1 + took - self._fastest, leave)

        return answered

    async def room(self) -> None:
        """Return when the bot's own work could leave at once: none of it waits any more."""
        async with self._own:
            pass
