"""How the one SQLite file is opened, migrated and locked."""

from __future__ import annotations

import asyncio
import glob
import logging
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import aiosqlite

from bot.errors import UserError
from bot.store import lineage
from bot.store.damage import Health, WatchedConnection, fault, is_damage
from bot.store.migrations import migrate

MIGRATIONS = Path(__file__).parent.parent.parent / "data" / "migrations"
APPLICATION_ID = 0x4B4F544F  # "KOTO"
BUSY_SECONDS = 5.0
EMPTYINGS = 5
_UNWRITABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR}
_TROUBLE = {sqlite3.SQLITE_FULL: "storage-full", sqlite3.SQLITE_BUSY: "storage-busy"}

log = logging.getLogger(__name__)


class Database:
    """One file, two connections: every write goes through `transaction()`, reads use `reader`.

    All of them raise StorageDamagedError from the moment on in which the file is found damaged.
    """

    def __init__(
        self, path: Path, health: Health, writer: aiosqlite.Connection, reader: aiosqlite.Connection
    ) -> None:
        self._path = path
        self._health = health
        self._writer = writer
        self._reader = reader
        self._lock = asyncio.Lock()
        self._generation: bytes | None = None
        self.longest_write = 0.0
        """Seconds of the longest transaction so far: how long nobody else could write."""

    @property
    def reader(self) -> aiosqlite.Connection:
        """Return the connection for reading."""
        self._health.require()
        return self._reader

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[aiosqlite.Connection]:
        """Yield the writing connection in a transaction: committed at the end, rolled back by any exception.

        One transaction at a time. Only a cancellation during the commit or after it may find it committed.
        Raises UserError("storage-full") when the disk is full and UserError("storage-busy") when another
        process is writing for seconds: nothing was written then.
        """
        async with self._lock:
            self._health.require()
            before = self._writer.total_changes
            try:
                with _trouble_as_user_error():
                    # Inside the try: a cancellation that arrives while BEGIN runs must be undone too.
                    await self._writer.execute("BEGIN IMMEDIATE")
                    began = time.monotonic()
                    try:
                        yield self._writer
                        await self._writer.execute("COMMIT")
                    finally:
                        self.longest_write = max(self.longest_write, time.monotonic() - began)
                if self._writer.total_changes != before:
                    await self._mark_log()
            except BaseException:
                # Queued behind whatever still runs on the connection's thread; harmless after a commit.
                await asyncio.shield(self._writer.rollback())
                raise

    async def _mark_log(self) -> None:
        """Write into a log that was just begun which file it belongs to; where that fails, the next time."""
        if self._generation is not None and self._generation == lineage.generation(self._path):
            return
        try:
            await self._writer.execute("BEGIN IMMEDIATE")
            await self._writer.execute(lineage.CHANGE)
            await self._writer.execute("COMMIT")
        except sqlite3.OperationalError as error:  # a full disk; what was to be stored is stored
            log.warning("The log can't be marked now: %s", error)
            await self._writer.rollback()
        else:
            self._generation = lineage.generation(self._path)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[aiosqlite.Connection]:
        """Yield a reading connection of its own that sees all as of its first read, whatever is written
        meanwhile."""
        self._health.require()
        async with _reading(self._path, self._health, chunk_size=1_000) as connection:
            await connection.execute("BEGIN")
            yield connection

    async def check(self) -> None:
        """Look for damage in all of the file: seconds, for a large one. Raises StorageDamagedError."""
        await asyncio.to_thread(self._health.check)

    async def checkpoint_wal(self) -> None:
        """Checkpoint and truncate the WAL, which still holds what was deleted since.

        It never waits for long: while somebody reads, or on a full disk, the WAL stays until the next time.
        """

        def emptied() -> bool:
            # A connection that doesn't wait: this one would for seconds, and all that write with it.
            address = f"{self._path.as_uri()}?mode=rw"
            with closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=0)) as connection:
                (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy

        try:
            for _ in range(EMPTYINGS):
                async with self._lock:
                    if await asyncio.to_thread(emptied):
                        return
                await asyncio.sleep(0.1)  # most read for milliseconds
        except sqlite3.OperationalError as error:
            log.warning("The WAL can't be truncated now: %s", error)
        else:
            log.info("The WAL is being read, and truncated the next time")

    async def forget_copies(self, age: timedelta) -> None:
        """Delete the copies from before migrations that are older than `age`: they hold deleted data."""

        def forget() -> None:
            oldest = time.time() - age.total_seconds()
            # With a number, as the bot makes them: the host may keep others beside them.
            for copy in self._path.parent.glob(f"{glob.escape(self._path.name)}.before-[0-9]*"):
                try:
                    if copy.stat().st_mtime < oldest:
                        copy.unlink()
                except OSError as error:  # the others go, and so does all else that is old
                    log.warning("%s is to be deleted, but can't be: %s", copy.name, error.strerror)

        await asyncio.to_thread(forget)


@asynccontextmanager
async def savepoint(transaction: aiosqlite.Connection) -> AsyncIterator[None]:
    """Make a part of a transaction that an exception rolls back alone: whoever catches it can go on."""
    await transaction.execute("SAVEPOINT part")
    try:
        yield
    except Exception:
        if transaction.in_transaction:  # a full disk may have undone all of it
            await transaction.execute("ROLLBACK TO part")
            await transaction.execute("RELEASE part")
        raise
    await transaction.execute("RELEASE part")


@asynccontextmanager
async def open_database(path: Path, migrations: Path = MIGRATIONS) -> AsyncIterator[Database]:
    """Open the database at `path`, made or migrated as needed.

    Raises UserError for a file that is not this application's database or comes from a newer version (it
    is left as it was), for one that is damaged or beside which lies the log of another file, and for a folder
    that can't be written.
    """
    path = await asyncio.to_thread(_prepare, path, migrations)
    health = Health(path)
    async with (
        WatchedConnection(
            health, lambda: sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)
        ) as writer,
        _reading(path, health) as reader,
    ):
        await writer.execute("PRAGMA foreign_keys = ON")
        # NORMAL may lose the last commit with the power; here that would be a post that goes out twice.
        await writer.execute("PRAGMA synchronous = FULL")
        await writer.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten with zeros
        yield Database(path, health, writer, reader)


def _reading(path: Path, health: Health, chunk_size: int = 64) -> WatchedConnection:
    """Return a connection for reading, not yet opened."""

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(_read_only(path), uri=True, isolation_level=None, timeout=BUSY_SECONDS)

    return WatchedConnection(health, connect, chunk_size)


@contextmanager
def _trouble_as_user_error() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        key = _TROUBLE.get(error.sqlite_errorcode & 0xFF)
        if key is None:
            raise
        raise UserError(key) from error


def _prepare(path: Path, migrations: Path) -> Path:
    """Make or migrate the database; return its absolute path."""
    path = path.absolute()  # SQLite reads more into some names, such as :memory:
    scripts = {int(file.stem): file for file in sorted(migrations.glob("[0-9]*.sql"))}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            raise UserError("database-unwritable", path=str(path))
        if path.exists() and path.stat().st_size:
            _refuse_foreign(path, newest=max(scripts))
        if not path.exists():
            path.touch(0o600)  # its owner's alone; SQLite gives the log beside it the same mode
        with _trouble_as_user_error(), closing(_connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            if found := fault(connection):
                log.error("%s is damaged: %s", path, found)
                raise UserError("database-damaged", path=str(path))
            migrate(connection, path, scripts, APPLICATION_ID)
            lineage.mark(connection)
    except OSError as error:
        raise UserError("database-unwritable", path=str(path)) from error
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            raise UserError("database-damaged", path=str(path)) from error
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _UNWRITABLE:
            raise UserError("database-unwritable", path=str(path)) from error
        raise
    return path


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)
    connection.execute("PRAGMA foreign_keys = OFF")  # a migration may make a table again
    return connection


def _read_only(path: Path) -> str:
    return f"{path.as_uri()}?mode=ro"


def _refuse_foreign(path: Path, newest: int) -> None:
    """Raise UserError for another application's file, a newer version's, or one beside which lies the log of
    another, without writing to it.

    Where no process has left a WAL beside the file, not even a lock is taken.
    """
    log_beside = lineage.log_of(path).exists()
    address = _read_only(path) + ("" if log_beside else "&immutable=1")
    with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)) as connection:
        if log_beside:
            with suppress(sqlite3.DatabaseError):  # it may be damaged; that is another matter
                # A reader, so that nobody begins a new log meanwhile.
                connection.execute("BEGIN")
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            if not lineage.fits(path):
                raise UserError("database-log-foreign", path=str(path))
        try:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_NOTADB:
                raise UserError("database-not-sqlite", path=str(path)) from error
            raise
    if application != APPLICATION_ID and (application or version or tables):
        raise UserError("database-foreign", path=str(path))
    if version > newest:
        raise UserError("database-newer", path=str(path), version=version, known=newest)
