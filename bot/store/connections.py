"""Connections to the file: how they are opened, and work in their threads."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

import aiosqlite

from bot.store.preparing import BUSY_SECONDS, read_only

T = TypeVar("T")
P = ParamSpec("P")


@dataclass(slots=True)
class Timed:
    """How many works there were, and the seconds until they were done, waiting included."""

    works: int = 0
    seconds: float = 0.0

    def add(self, seconds: float) -> None:
        """Count one more."""
        self.works += 1
        self.seconds += seconds


@dataclass(frozen=True, slots=True)
class Work:
    """A work that waits for a connection, and who waits for it."""

    run: Callable[[sqlite3.Connection], Any]
    done: asyncio.Future[Any] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    def finish(self, result: Any) -> None:
        """Tell whoever still waits what came of it, which may be an exception."""
        if self.done.done():  # cancelled
            return
        if isinstance(result, Exception):
            self.done.set_exception(result)
        else:
            self.done.set_result(result)


class Connection(aiosqlite.Connection):
    """A connection with a thread of its own."""

    async def __aenter__(self) -> Self:
        try:
            await self
            return self
        except BaseException:
            # aiosqlite doesn't wait for its thread, which then may speak to a loop that is closed by now.
            await asyncio.to_thread(self._thread.join)
            raise

    async def run(
        self, work: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a function in the connection's thread, with the connection and then the arguments."""
        done: T = await self._execute(work, self._conn, *args, **kwargs)  # type: ignore[no-untyped-call]
        return done


def writing(path: Path) -> sqlite3.Connection:
    """Open the file for writing: what is committed survives a loss of power, what is deleted doesn't."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)
    connection.execute("PRAGMA foreign_keys = ON")
    # NORMAL may lose the last commit with the power; here that would be a post that goes out twice.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten with zeros
    return connection


def reading(path: Path) -> sqlite3.Connection:
    """Open the file for reading alone."""
    return sqlite3.connect(read_only(path), uri=True, isolation_level=None, timeout=BUSY_SECONDS)
