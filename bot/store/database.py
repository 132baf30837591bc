"""How the one SQLite file is opened, migrated and locked."""

from __future__ import annotations

import asyncio
import glob
import logging
import sqlite3
import stat
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from datetime import timedelta
from pathlib import Path

import aiosqlite

from bot.errors import UserError

MIGRATIONS = Path(__file__).parent.parent.parent / "data" / "migrations"
APPLICATION_ID = 0x4B4F544F  # "KOTO"
BUSY_SECONDS = 5.0
EMPTYINGS = 5
_UNWRITABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR}
_TROUBLE = {sqlite3.SQLITE_FULL: "storage-full", sqlite3.SQLITE_BUSY: "storage-busy"}

log = logging.getLogger(__name__)


class Database:
    """One file, two connections: every write goes through `transaction()`, reads use `reader`."""

    def __init__(self, path: Path, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self.reader = reader
        self.longest_write = 0.0
        """Seconds of the longest transaction so far: how long nobody else could write."""
        self._path = path
        self._writer = writer
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[aiosqlite.Connection]:
        """Yield the writing connection in a transaction: committed at the end, rolled back by any exception.

        One transaction at a time. Only a cancellation during the commit itself may find it committed. Raises
        UserError("storage-full") when the disk is full and UserError("storage-busy") when another process
        is writing for seconds: nothing was written then.
        """
        async with self._lock:
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
            except BaseException:
                # Queued behind whatever still runs on the connection's thread; harmless after a commit.
                await asyncio.shield(self._writer.rollback())
                raise

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[aiosqlite.Connection]:
        """Yield a reading connection of its own that sees all as of its first read, whatever is written
        meanwhile."""
        address = _read_only(self._path)
        async with aiosqlite.connect(
            address, uri=True, isolation_level=None, timeout=BUSY_SECONDS, iter_chunk_size=1_000
        ) as connection:
            await connection.execute("BEGIN")
            yield connection

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
    is left as it was), and for a folder that can't be written.
    """
    path = await asyncio.to_thread(_prepare, path, migrations)
    async with (
        aiosqlite.connect(path, isolation_level=None, timeout=BUSY_SECONDS) as writer,
        aiosqlite.connect(_read_only(path), uri=True, isolation_level=None, timeout=BUSY_SECONDS) as reader,
    ):
        await writer.execute("PRAGMA foreign_keys = ON")
        # NORMAL may lose the last commit with the power; here that would be a post that goes out twice.
        await writer.execute("PRAGMA synchronous = FULL")
        await writer.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten with zeros
        yield Database(path, writer, reader)


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
            _migrate(connection, path, scripts)
    except OSError as error:
        raise UserError("database-unwritable", path=str(path)) from error
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in _UNWRITABLE:
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
    """Raise UserError for another application's file or a newer version's, without writing to it.

    Where no process has left a WAL beside the file, not even a lock is taken.
    """
    log_beside = path.with_name(f"{path.name}-wal").exists()
    address = _read_only(path) + ("" if log_beside else "&immutable=1")
    with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)) as connection:
        try:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
                raise UserError("database-not-sqlite", path=str(path)) from error
            raise
    if application != APPLICATION_ID and (application or version or tables):
        raise UserError("database-foreign", path=str(path))
    if version > newest:
        raise UserError("database-newer", path=str(path), version=version, known=newest)


def _migrate(connection: sqlite3.Connection, path: Path, scripts: dict[int, Path]) -> None:
    found = _version(connection)
    for version in sorted(scripts):
        if version <= _version(connection):
            continue
        if found:  # not for a new file, which goes through all of them
            _copy(connection, path, path.with_name(f"{path.name}.before-{version}"))
        try:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                if found:
                    _refuse_holder(connection, "database-held")
                raise
            if version > _version(connection):  # another process may have been first
                if found:
                    _refuse_holder(connection, "already-running", expired_at=time.time())
                for statement in _statements(scripts[version].read_text(encoding="utf-8")):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {version}")
            connection.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise
        log.info("The database is at version %d", version)
    if found and found < max(scripts):
        try:
            # What versions without secure_delete deleted may still stand in unused bytes.
            connection.execute("VACUUM")
        except sqlite3.OperationalError as error:
            log.warning("The database can't be packed: %s", error)


def _copy(connection: sqlite3.Connection, path: Path, copy: Path) -> None:
    """Make a whole copy or none, one for each version however often a migration fails."""
    unfinished = copy.with_name(f"{copy.name}.part")
    unfinished.unlink(missing_ok=True)
    try:
        unfinished.touch(stat.S_IMODE(path.stat().st_mode))  # no more may read it
        connection.execute("VACUUM INTO ?", (str(unfinished),))
        unfinished.replace(copy)
    finally:
        unfinished.unlink(missing_ok=True)
    log.info("Copied the database to %s before its next migration", copy.name)


def _refuse_holder(connection: sqlite3.Connection, key: str, expired_at: float = 0.0) -> None:
    """Raise UserError(`key`), which names the process, where one has the lease until after `expired_at`."""
    row = connection.execute("SELECT holder FROM lease WHERE expires_at > ?", (expired_at,)).fetchone()
    if row is not None:
        machine, process, _ = row[0].rsplit(":", 2)
        raise UserError(key, machine=machine, process=process)


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script: `executescript` would commit the transaction it runs in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement
