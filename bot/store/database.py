"""Opening, migrating and locking the one SQLite file."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import aiosqlite

from bot.errors import UserError

MIGRATIONS = Path(__file__).parent.parent.parent / "data" / "migrations"
APPLICATION_ID = 0x4B4F544F  # "KOTO"
BUSY_SECONDS = 5.0

log = logging.getLogger(__name__)


class Database:
    """One file, two connections: every write goes through `transaction()`, reads use `reader`."""

    def __init__(self, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self.reader = reader
        self._writer = writer
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[aiosqlite.Connection]:
        """The writing connection, alone, in a transaction: committed at the end, undone by any exception.

        Raises UserError("storage-full") when the disk is full: nothing was written then.
        """
        async with self._lock:
            try:
                with _full_disk_as_user_error():
                    # Inside the try: a cancellation that arrives while BEGIN runs must be undone too.
                    await self._writer.execute("BEGIN IMMEDIATE")
                    yield self._writer
                    await self._writer.execute("COMMIT")
            except BaseException:
                # Queued behind whatever still runs on the connection's thread; harmless after a commit.
                await asyncio.shield(self._writer.rollback())
                raise


@asynccontextmanager
async def open_database(path: Path, migrations: Path = MIGRATIONS) -> AsyncIterator[Database]:
    """The database at `path`, made or migrated as needed.

    Raises UserError for a file that is not this application's database or comes from a newer version (it
    is left as it was), and for a folder that can't be written.
    """
    await asyncio.to_thread(_prepare, path, migrations)
    async with (
        aiosqlite.connect(path, isolation_level=None, timeout=BUSY_SECONDS) as writer,
        aiosqlite.connect(_read_only(path), uri=True, isolation_level=None, timeout=BUSY_SECONDS) as reader,
    ):
        await writer.execute("PRAGMA foreign_keys = ON")
        # NORMAL may lose the last commit with the power; here that would be a post that goes out twice.
        await writer.execute("PRAGMA synchronous = FULL")
        yield Database(writer, reader)


@contextmanager
def _full_disk_as_user_error() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_FULL:
            raise UserError("storage-full") from error
        raise


def _prepare(path: Path, migrations: Path) -> None:
    scripts = {int(file.stem): file for file in sorted(migrations.glob("[0-9]*.sql"))}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size:
            _refuse_foreign(path, newest=max(scripts))
        with _full_disk_as_user_error(), closing(_connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            _migrate(connection, path, scripts)
    except (PermissionError, NotADirectoryError, IsADirectoryError, FileExistsError) as error:
        raise UserError("database-unwritable", path=str(path)) from error
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise UserError("database-unwritable", path=str(path)) from error
        raise


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)


def _read_only(path: Path) -> str:
    return f"{path.absolute().as_uri()}?mode=ro"


def _refuse_foreign(path: Path, newest: int) -> None:
    """Looks without writing: the connection is read-only."""
    with closing(sqlite3.connect(_read_only(path), uri=True, timeout=BUSY_SECONDS)) as connection:
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
            stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
            copy = path.with_name(f"{path.name}.before-{version}-{stamp}")
            connection.execute("VACUUM INTO ?", (str(copy),))
            log.info("Copied the database before migration %d", version)
        try:
            connection.execute("BEGIN IMMEDIATE")
            if version > _version(connection):  # another process may have been first
                for statement in _statements(scripts[version].read_text(encoding="utf-8")):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {version}")
            connection.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise
        log.info("The database is at version %d", version)


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would commit the transaction it runs in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
