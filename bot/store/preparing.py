"""How the database file is made or migrated before it is opened, and which files are refused."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from bot.errors import StorageBusyError, UserError
from bot.store import lineage
from bot.store.damage import fault, is_damage
from bot.store.migrations import migrate

APPLICATION_ID = 0x4B4F544F  # "KOTO"
BUSY_SECONDS = 5.0
_UNWRITABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR}
_TROUBLE = {sqlite3.SQLITE_FULL: "storage-full", sqlite3.SQLITE_BUSY: "storage-busy"}

log = logging.getLogger(__name__)


@contextmanager
def busy_as_user_error() -> Iterator[None]:
    """Raise StorageBusyError in place of what SQLite raises where nothing can be stored now."""
    try:
        yield
    except sqlite3.OperationalError as error:
        key = _TROUBLE.get(error.sqlite_errorcode & 0xFF)
        if key is None:
            raise
        raise StorageBusyError(key) from error


def prepare(path: Path, migrations: Path) -> Path:
    """Make or migrate the database at `path` with the scripts of a folder; return its absolute path. Raises
    UserError as `open_database` does."""
    path = path.absolute()  # SQLite reads more into some names, such as :memory:
    scripts = {int(file.stem): file for file in sorted(migrations.glob("[0-9]*.sql"))}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            raise UserError("database-unwritable", path=str(path))
        if path.exists() and path.stat().st_size:
            refuse_foreign(path, newest=max(scripts))
        if not path.exists():
            path.touch(0o600)  # its owner's alone; SQLite gives the log beside it the same mode
        with busy_as_user_error(), closing(_connect(path)) as connection:
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


def read_only(path: Path) -> str:
    """Return the address under which SQLite opens a file for reading alone."""
    return f"{path.as_uri()}?mode=ro"


def untouched(path: Path) -> str:
    """Return the address under which SQLite opens a file for a moment without leaving a trace beside it,
    where no process has it open."""
    return read_only(path) + ("" if lineage.log_of(path).exists() else "&immutable=1")


def refuse_foreign(path: Path, newest: int) -> None:
    """Raise UserError for another application's file, a newer version's, or one beside which lies the log of
    another, without writing to it.

    Where no process has left a WAL beside the file, not even a lock is taken.
    """
    log_beside = lineage.log_of(path).exists()
    with closing(sqlite3.connect(untouched(path), uri=True, timeout=BUSY_SECONDS)) as connection:
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
