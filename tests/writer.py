"""Connections of a database, held by somebody for a while, or watched."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.store.database import Database
from bot.store.readers import READERS


@asynccontextmanager
async def writer_held(database: Database) -> AsyncIterator[None]:
    """Keep a transaction open: works that come meanwhile wait until the block is left, and then share one."""
    async with _held(database.write):
        yield


@asynccontextmanager
async def reader_held(database: Database) -> AsyncIterator[None]:
    """Have somebody read until the block is left, who sees all as it was at its beginning."""
    async with _held(database.read):
        yield


@asynccontextmanager
async def _held(run: Callable[..., Any]) -> AsyncIterator[None]:
    loop = asyncio.get_running_loop()
    begun: asyncio.Future[None] = loop.create_future()
    left = threading.Event()

    def hold(connection: sqlite3.Connection) -> None:
        connection.execute("SELECT count(*) FROM guild").fetchone()
        loop.call_soon_threadsafe(begun.set_result, None)
        left.wait()

    held = asyncio.create_task(run(hold))
    try:
        await asyncio.wait({begun, held}, return_when=asyncio.FIRST_COMPLETED)
        yield
    finally:
        left.set()
        await held


async def with_each_reader(database: Database, work: Callable[[sqlite3.Connection], object]) -> None:
    """Run a work with every connection that reads."""
    together = threading.Barrier(READERS)

    def one(connection: sqlite3.Connection) -> None:
        together.wait(10)
        work(connection)

    await asyncio.gather(*(database.read(one) for _ in range(READERS)))


async def _trace(
    database: Database,
    read: Callable[[str], object] | None,
    written: Callable[[str], object] | None,
) -> None:
    """Hand each statement of what reads and what writes to a function from now on, or (None) to none."""

    def set_trace(connection: sqlite3.Connection, tell: Callable[[str], object] | None) -> None:
        connection.set_trace_callback(tell)

    await with_each_reader(database, lambda connection: set_trace(connection, read))
    await database.write(set_trace, written)


_CONTROL = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT", "ROLLBACK", "--")
"""How statements begin that only frame others, or that an index of words runs by itself."""


@dataclass
class Statements:
    """What was read in so many snapshots, and done in so many transactions."""

    read: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    snapshots: int = 0
    transactions: int = 0


@asynccontextmanager
async def traced(database: Database) -> AsyncIterator[Statements]:
    """Count the statements that a database gets meanwhile; they are there when the block is left."""
    seen, read, written = Statements(), list[str](), list[str]()
    await _trace(database, read.append, written.append)
    before = len(read), len(written)
    try:
        yield seen
    finally:
        read, written = read[before[0] :], written[before[1] :]
        await _trace(database, None, None)
        seen.snapshots, seen.transactions = read.count("BEGIN"), written.count("BEGIN IMMEDIATE")
        seen.read = [one for one in read if not one.startswith(_CONTROL)]
        seen.written = [one for one in written if not one.startswith(_CONTROL)]
