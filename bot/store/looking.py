"""A look into the database from outside: nothing is made, migrated or kept from being written."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.errors import UserError
from bot.store.database import MIGRATIONS
from bot.store.preparing import APPLICATION_ID, BUSY_SECONDS, read_only


def newest_version() -> int:
    """Return the version that this program brings a database to."""
    return max(int(file.stem) for file in MIGRATIONS.glob("[0-9]*.sql"))


@contextmanager
def looking(path: Path, *, any_version: bool = False) -> Iterator[sqlite3.Connection]:
    """Open the database at `path` for reading, whether a bot runs on it or not.

    Raises UserError: "database-missing", "database-foreign", "database-unreadable", or "database-version" for
    another than the newest version, unless any will do.
    """
    path = path.absolute()
    try:
        is_there = path.is_file()
    except OSError as error:  # another user's folder
        raise UserError("database-unreadable", path=str(path), reason=error.strerror or "") from error
    if not is_there:
        raise UserError("database-missing", path=str(path))
    try:
        with closing(sqlite3.connect(read_only(path), uri=True, isolation_level=None, timeout=1)) as opened:
            (application,) = opened.execute("PRAGMA application_id").fetchone()
            (version,) = opened.execute("PRAGMA user_version").fetchone()
            if application != APPLICATION_ID:
                raise UserError("database-foreign", path=str(path))
            if not any_version and version != newest_version():
                raise UserError("database-version", path=str(path), version=version, known=newest_version())
            yield opened
    except sqlite3.Error as error:
        raise UserError("database-unreadable", path=str(path), reason=str(error)) from error


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of a database."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def integrity(connection: sqlite3.Connection) -> str | None:
    """Return the first fault that `PRAGMA integrity_check` finds in all of the file; None where it is sound.
    Seconds, for a large one."""
    try:
        (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    return None if found == "ok" else str(found)


def writable(path: Path) -> str:
    """Return "fine" where the database can be written, after a try that leaves nothing; or why not: "busy"
    where a process doesn't end its write, otherwise "refused"."""
    if not (os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)):
        return "refused"
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        return "busy" if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY else "refused"
    return "fine"
