"""Which connection does what reads, and when."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from bot.store.connections import Connection, Work
from bot.store.damage import Health
from bot.store.transactions import snapshot

READERS = 3
"""Connections for reading: while one is busy for long, the others go on."""
LONG = 0.02
"""Seconds after which whoever waits behind a work that reads gets another connection. Sooner, threads
would only take turns at running Python."""


class Readers:
    """A few connections that read: mostly one of them, which does all that came meanwhile in one go.

    Threads that run Python at the same time only take turns, and each turn costs.
    """

    def __init__(self, connections: Sequence[Connection], health: Health) -> None:
        self._idle = list(connections)
        self._health = health
        self._waiting: deque[Work] = deque()
        self._taken = 0
        self._found: deque[tuple[Work, Any]] = deque()
        self._delivering = False
        self._reading: asyncio.Task[None] | None = None

    async def run(self, work: Callable[[sqlite3.Connection], Any]) -> Any:
        """Return what a work returns, in a snapshot of its own; raise what it raises."""
        asked = Work(work)
        self._waiting.append(asked)
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read())
        return await asked.done

    async def _read(self) -> None:
        """Have one connection do what waits, and another what waits behind a work that takes long."""
        reading: set[asyncio.Task[None]] = set()
        taken = -1
        while self._waiting or reading:
            if not reading or (self._waiting and self._idle and self._taken == taken):
                reading.add(asyncio.create_task(self._read_with(self._idle.pop())))
            taken = self._taken
            _, reading = await asyncio.wait(reading, timeout=LONG, return_when=asyncio.FIRST_COMPLETED)

    async def _read_with(self, reader: Connection) -> None:
        loop = asyncio.get_running_loop()
        try:
            await reader.run(self._read_all, loop)
        except Exception as error:  # the connection is closed
            while self._waiting:
                self._waiting.popleft().finish(error)
        finally:
            self._idle.append(reader)

    def _read_all(self, connection: sqlite3.Connection, loop: asyncio.AbstractEventLoop) -> None:
        """Do what waits, in the connection's thread; what was found meanwhile is delivered together."""
        while True:
            try:
                asked = self._waiting.popleft()
            except IndexError:
                return
            self._taken += 1
            if asked.done.done():
                continue
            try:
                with self._health.watching():
                    result = snapshot(connection, asked.run)
            except Exception as error:
                result = error
            self._found.append((asked, result))
            if not self._delivering:
                self._delivering = True
                loop.call_soon_threadsafe(self._deliver)

    def _deliver(self) -> None:
        self._delivering = False  # first: what is found from now on is taken below, or calls this again
        while self._found:
            asked, result = self._found.popleft()
            asked.finish(result)
