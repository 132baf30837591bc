"""How work is done on the one SQLite file: in which thread, and in which transaction."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from functools import partial, update_wrapper
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from bot.store import lineage
from bot.store.connections import Connection, Timed, Work, reading, writing
from bot.store.damage import Health
from bot.store.preparing import busy_as_user_error, prepare
from bot.store.readers import READERS, Readers
from bot.store.transactions import outcome

MIGRATIONS = Path(__file__).parent.parent.parent / "data" / "migrations"
EMPTYINGS = 5

WATCHED = ("guild", "article", "hidden", "body")
"""Tables of which something is cached: see `Database.version`."""
BATCH = 100
"""Works in one transaction at most."""

T = TypeVar("T")
P = ParamSpec("P")

log = logging.getLogger(__name__)


class HasDatabase(Protocol):
    """Whatever works on a database."""

    _db: Database


S = TypeVar("S", bound=HasDatabase)


class Database:
    """One file: `read` and `write` run functions that work on it, off the event loop.

    Both take a function, which is called with a connection and then with the arguments, and return what it
    returns. They raise StorageDamagedError from the moment on in which the file is found damaged.
    """

    def __init__(self, path: Path, health: Health, writer: Connection, readers: Sequence[Connection]) -> None:
        self._health = health
        self._writer = writer
        self._readers = Readers(readers, health)
        self._to_write: deque[Work] = deque()
        self._writing: asyncio.Task[None] | None = None
        self._generation: bytes | None = None
        self._changed = False
        self._known_version = 0
        self._version = 0
        self.path = path
        """The file."""
        self.longest_write = 0.0
        """Seconds of the longest transaction so far: how long nobody else could write."""
        self.reads, self.writes = Timed(), Timed()

    @property
    def waiting(self) -> int:
        """Return how many works wait for a transaction."""
        return len(self._to_write)

    @property
    def version(self) -> int:
        """Return another number whenever a row of `WATCHED` may have changed, whoever changed it: what is
        cached of them is out of date then."""
        self._health.require()
        return self._version

    def unchanged(self, version: int) -> bool:
        """Return, to a work, whether all that was cached at that `version` is true in its transaction."""
        return self._version == version and not self._changed

    async def read(
        self, work: Callable[Concatenate[sqlite3.Connection, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run work that only reads. It sees all as of its first statement, whatever is written meanwhile."""
        self._health.require()
        began = time.monotonic()
        found: T = await self._readers.run(lambda connection: work(connection, *args, **kwargs))
        self.reads.add(time.monotonic() - began)
        return found

    async def write(
        self, work: Callable[Concatenate[sqlite3.Connection, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run work that writes; return once what it wrote can't be lost any more. An exception undoes it.

        Works run one after the other. Those that come while others are being written share the next
        transaction, each in a savepoint of its own. A cancellation while the work runs, or after it, may find
        it stored. Raises StorageBusyError: nothing was written then.
        """
        self._health.require()
        began = time.monotonic()
        asked = Work(lambda connection: work(connection, *args, **kwargs))
        self._to_write.append(asked)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_waiting())
        written: T = await asked.done
        self.writes.add(time.monotonic() - began)
        return written

    async def drain(self) -> None:
        """Wait until everything that waits to be written is written, or has failed."""
        if self._writing is not None:
            await asyncio.wait({self._writing})

    async def _write_waiting(self) -> None:
        while self._to_write:
            batch = [self._to_write.popleft() for _ in range(min(BATCH, len(self._to_write)))]
            batch = [asked for asked in batch if not asked.done.done()]
            if not batch:
                continue
            try:
                with self._health.watching():
                    outcomes = await self._writer.run(self._commit, [asked.run for asked in batch])
            except Exception as error:
                outcomes = [error] * len(batch)
            for asked, result in zip(batch, outcomes, strict=True):
                asked.finish(result)

    def _commit(
        self, connection: sqlite3.Connection, works: Sequence[Callable[[sqlite3.Connection], Any]]
    ) -> list[Any]:
        """Run works in one transaction; return what each returned or raised. Raises what undid them all."""
        before = connection.total_changes
        try:
            with busy_as_user_error():
                connection.execute("BEGIN IMMEDIATE")
                began = time.monotonic()
                self._notice_others(connection)
                try:
                    outcomes = [outcome(connection, work) for work in works]
                    connection.execute("COMMIT")
                    if self._changed:  # not before: somebody may read meanwhile what was there until now
                        self._version += 1
                        self._changed = False
                finally:
                    self.longest_write = max(self.longest_write, time.monotonic() - began)
            if connection.total_changes != before:
                self._mark_log(connection)
        finally:
            connection.rollback()  # harmless after a commit
        return outcomes

    def watch(self, connection: sqlite3.Connection) -> None:
        """Have each change of a row of `WATCHED` noticed, whichever statement makes it."""

        def change() -> None:
            self._changed = True

        connection.create_function("note_change", 0, change)
        for table in WATCHED:
            for event in ("INSERT", "UPDATE", "DELETE"):
                connection.execute(
                    f"CREATE TEMP TRIGGER {table}_{event} AFTER {event} ON main.{table}"
                    " BEGIN SELECT note_change(); END"
                )

    def _notice_others(self, connection: sqlite3.Connection) -> None:
        """Take everything for changed where another process wrote: the lease is renewed often enough."""
        (version,) = connection.execute("PRAGMA data_version").fetchone()
        if version != self._known_version:
            self._known_version = version
            self._version += 1

    def _mark_log(self, connection: sqlite3.Connection) -> None:
        """Write into a log that was just begun which file it belongs to; where that fails, the next time."""
        if self._generation is not None and self._generation == lineage.generation(self.path):
            return
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(lineage.CHANGE)
            connection.execute("COMMIT")
        except sqlite3.OperationalError as error:  # a full disk; what was to be stored is stored
            log.warning("The log can't be marked now: %s", error)
            connection.rollback()
        else:
            self._generation = lineage.generation(self.path)

    async def check(self) -> None:
        """Look for damage in all of the file: seconds, for a large one. Raises StorageDamagedError."""
        await asyncio.to_thread(self._health.check)

    async def checkpoint_wal(self) -> None:
        """Checkpoint and truncate the WAL, which still holds what was deleted since.

        It never waits for long: while somebody reads, or on a full disk, the WAL stays until the next time.
        """

        def emptied(_: sqlite3.Connection) -> bool:
            # A connection that doesn't wait: this one would for seconds, and all that write with it.
            address = f"{self.path.as_uri()}?mode=rw"
            with closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=0)) as connection:
                (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy

        try:
            for _ in range(EMPTYINGS):
                if await self._writer.run(emptied):  # nobody writes meanwhile
                    return
                await asyncio.sleep(0.1)  # most read for milliseconds
        except sqlite3.OperationalError as error:
            log.warning("The WAL can't be truncated now: %s", error)
        else:
            log.info("The WAL is being read, and truncated the next time")


def in_snapshot(
    work: Callable[Concatenate[S, sqlite3.Connection, P], T],
) -> Callable[Concatenate[S, P], Coroutine[Any, Any, T]]:
    """Make a coroutine of a method that reads: its first parameter is filled in by `Database.read`."""

    async def run(self: S, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await self._db.read(partial(work, self), *args, **kwargs)

    update_wrapper(run, work)
    return run


def in_transaction(
    work: Callable[Concatenate[S, sqlite3.Connection, P], T],
) -> Callable[Concatenate[S, P], Coroutine[Any, Any, T]]:
    """Make a coroutine of a method that writes: its first parameter is filled in by `Database.write`."""

    async def run(self: S, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await self._db.write(partial(work, self), *args, **kwargs)

    update_wrapper(run, work)
    return run


@asynccontextmanager
async def open_database(path: Path, migrations: Path = MIGRATIONS) -> AsyncIterator[Database]:
    """Open the database at `path`, made or migrated as needed.

    Raises UserError for a file that is not this application's database or comes from a newer version (it
    is left as it was), for one that is damaged or beside which lies the log of another file, and for a folder
    that can't be written.
    """
    path = await asyncio.to_thread(prepare, path, migrations)
    async with AsyncExitStack() as stack:
        writer = Connection(partial(writing, path), 64)
        readers = [Connection(partial(reading, path), 64) for _ in range(READERS)]
        for connection in (writer, *readers):
            await stack.enter_async_context(connection)
        database = Database(path, Health(path), writer, readers)
        await writer.run(database.watch)
        try:
            yield database
        finally:
            await database.drain()
