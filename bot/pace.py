"""The pace of what leaves for Discord: turns that are evenly apart, and the limit of all requests."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Callable

EVERYTHING = 50
"""Requests a second that Discord allows the whole bot; answers to interactions are not counted."""
KEPT = 2
"""How many of them the bot's own work leaves to what a person waits for, be it in another process."""
DELAY = 2.0
"""Seconds beyond the fastest answer in which a request surely arrives; one without an answer holds its place
no longer. With half a second, a busy machine with both ends on it was refused six of 5,000."""


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
    What a person waits for gets the next place that is free. The bot's own work stands behind, and leaves
    `kept` places free; they also make up for a fastest answer that was not as fast as one can be.
    """

    def __init__(self, limit: int, kept: int = KEPT) -> None:
        self._free, self._kept = limit, kept
        self._waiting: list[tuple[bool, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()
        self._fastest = float("inf")

    async def enter(self, *, own: bool) -> Callable[[], None]:
        """Return when a request may leave: what to call when its answer comes, if one does."""
        await self._take(own)
        loop = asyncio.get_running_loop()
        left = loop.time()
        taken = True

        def leave() -> None:
            nonlocal taken
            if taken:  # it is left once, whether an answer or the time ends it
                taken = False
                self._leave()

        loop.call_at(left + 1 + DELAY, leave)

        def answered() -> None:
            took = loop.time() - left
            self._fastest = min(self._fastest, took)
            loop.call_at(left + 1 + took - self._fastest, leave)

        return answered

    async def room(self) -> None:
        """Return when the bot's own work could leave at once: none of it waits any more."""
        await self._take(own=True)
        self._leave()

    async def _take(self, own: bool) -> None:
        place = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (own, next(self._numbers), place))
        self._admit()
        try:
            await place
        except asyncio.CancelledError:
            if not place.cancelled():  # it was given right then
                self._leave()
            raise

    def _leave(self) -> None:
        self._free += 1
        self._admit()

    def _admit(self) -> None:
        while self._waiting and self._free > (self._kept if self._waiting[0][0] else 0):
            _, _, place = heapq.heappop(self._waiting)
            if not place.cancelled():
                self._free -= 1
                place.set_result(None)
