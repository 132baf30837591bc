"""How a database file is brought to the newest version."""

from __future__ import annotations

import glob
import logging
import shutil
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from bot.errors import UserError

BEGUN = "restoring-"
"""How the names of folders begin in which a database is made before it takes the place of another."""

log = logging.getLogger(__name__)


def migrate(
    connection: sqlite3.Connection, path: Path, scripts: dict[int, Path], application_id: int
) -> None:
    """Run the `scripts` with a later number than the version of the database at `path`, each after a copy of
    it was made. `application_id` is what SQLite knows the application's files by.

    Raises UserError("already-running") while an older bot runs on it; the version is then as it was.
    """
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
                connection.execute(f"PRAGMA application_id = {application_id}")
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


def forget_copies(path: Path, age: timedelta) -> None:
    """Delete the files from before migrations and restored copies, and what is left of a restoring or an
    import that was killed, where they are older than `age`: they hold deleted data."""
    oldest = time.time() - age.total_seconds()
    for kind in ("before", "replaced"):
        # With a number, as the bot makes them: the host may keep others beside them.
        for copy in path.parent.glob(f"{glob.escape(path.name)}.{kind}-[0-9]*"):
            try:
                if copy.stat().st_mtime < oldest:
                    copy.unlink()
            except OSError as error:  # the others go, and so does all else that is old
                log.warning("%s is to be deleted, but can't be: %s", copy.name, error.strerror)
    for begun in path.parent.glob(f"{BEGUN}*"):
        with suppress(FileNotFoundError):  # it is being ended right now
            if begun.stat().st_mtime < oldest:
                shutil.rmtree(begun, ignore_errors=True)
