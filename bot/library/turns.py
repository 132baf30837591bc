"""Which guild may have something fetched or read next."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.errors import UserError

WAITING_EACH, WAITING = 3, 60
"""Requests that may wait for a turn: of one guild, and of all. More would wait longer than Discord takes an
answer."""

Guild = int | None
"""A guild's id; None is whoever runs the bot."""


class FairQueue:
    """Gives turns to guilds: `places` at once, one for each guild, and round-robin among those that wait."""

    def __init__(self, places: int) -> None:
        self._places = places
        self._busy: set[Guild] = set()
        self._waiting: dict[Guild, deque[asyncio.Future[None]]] = {}  # the next guild first

    @property
    def waiting(self) -> int:
        """Return how many requests wait for a turn."""
        return sum(map(len, self._waiting.values()))

    def must_wait(self, guild_id: Guild) -> bool:
        """Return whether a request of the guild that comes now would wait."""
        return guild_id in self._busy or len(self._busy) >= self._places

    @asynccontextmanager
    async def turn(self, guild_id: Guild) -> AsyncIterator[None]:
        """Wait for a turn of the guild, which ends with the block.

        Raises UserError("queue-full") where too many wait already, of this guild or of all; of all, it is the
        latest request of the guild that has most, perhaps while it waits.
        """
        if self.must_wait(guild_id):
            await self._wait(guild_id)
        else:
            self._busy.add(guild_id)
        try:
            yield
        finally:
            self._end(guild_id)

    async def _wait(self, guild_id: Guild) -> None:
        own = self._waiting.get(guild_id, deque())
        if len(own) >= WAITING_EACH:
            raise UserError("queue-full")
        if self.waiting >= WAITING:
            most = max(self._waiting.values(), key=len)
            if len(most) <= len(own) + 1:
                raise UserError("queue-full")
            _refuse(most.pop())  # a few guilds that ask for much must not shut out all others
        called = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(guild_id, own).append(called)
        try:
            await called
        except asyncio.CancelledError:
            if not called.cancelled() and called.exception() is None:  # the turn had come already
                self._end(guild_id)
            with suppress(ValueError):
                own.remove(called)
            raise

    def _end(self, guild_id: Guild) -> None:
        self._busy.discard(guild_id)
        if guild_id in self._waiting:  # behind those that had no turn yet
            self._waiting[guild_id] = self._waiting.pop(guild_id)
        for following in list(self._waiting):
            if not self.must_wait(following):
                self._call(following)

    def _call(self, guild_id: Guild) -> None:
        """Give a turn to the guild's first request that still waits; its others go behind everybody's."""
        own = self._waiting.pop(guild_id)
        while own:
            called = own.popleft()
            if not called.cancelled():
                called.set_result(None)
                self._busy.add(guild_id)
                break
        if own:
            self._waiting[guild_id] = own


def _refuse(called: asyncio.Future[None]) -> None:
    if not called.cancelled():
        called.set_exception(UserError("queue-full"))
