"""How a copy is made ready, and takes the place of the database."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import UserError
from bot.store import deletions, key, lease, lineage, meta, refusals
from bot.store.backup import COPY_OF, sync, verify
from bot.store.database import MIGRATIONS
from bot.store.deletions import Removed
from bot.store.lease import Held
from bot.store.preparing import BUSY_SECONDS, refuse_foreign, untouched
from bot.store.sql import Row

REPLACED = "replaced"
"""The file that was there before is kept as `<name>.replaced-<when>`."""


def running_on(path: Path) -> Held | None:
    """Return the lease of a process that runs the bot on a database now; None where none does, as far as the
    file can still be read."""
    try:
        with closing(_opened(path)) as connection:
            now = time.time()
            return next((held for held in lease.every(connection) if held.expires_at > now), None)
    except sqlite3.DatabaseError:  # there is none, it is damaged, or of a version without such leases
        return None


def removed_in(path: Path) -> Removed | None:
    """Return what a database says was deleted; None where it can't be read, or isn't there."""
    try:
        with closing(_opened(path)) as connection:
            return deletions.removed(connection)
    except sqlite3.DatabaseError:
        return None


def refused_in(path: Path) -> tuple[str | None, list[Row]]:
    """Return what tells the key of a database from others, and who refuses cards of their messages under it;
    nobody where it can't be read, isn't there, or is older than that."""
    try:
        with closing(_opened(path)) as connection:
            return meta.get(connection, key.MARK), refusals.everyone(connection)
    except sqlite3.DatabaseError:
        return None, []


def extract(copy: Path, target: Path) -> None:
    """Write what a copy holds into a new file at `target`, for its owner alone; the copy stays as it is.

    Raises UserError: "copy-missing", "copy-foreign" for a file that is not this application's,
    "database-newer", "database-log-foreign", and "backup-failed" where it isn't whole or lacks rows.
    """
    copy = copy.absolute()
    if not copy.is_file():
        raise UserError("copy-missing", path=str(copy))
    try:
        try:
            refuse_foreign(copy, max(int(file.stem) for file in MIGRATIONS.glob("[0-9]*.sql")))
        except UserError as error:
            if error.key in ("database-foreign", "database-not-sqlite"):
                raise UserError("copy-foreign", path=str(copy)) from error
            raise
        target.touch(0o600, exist_ok=False)
        # A copy that somebody made as files may have its log beside it, which belongs to it.
        with (
            closing(sqlite3.connect(untouched(copy), uri=True, timeout=BUSY_SECONDS)) as source,
            closing(sqlite3.connect(target)) as written,
        ):
            source.backup(written)
            if not written.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                raise UserError("copy-foreign", path=str(copy))
            written.execute("PRAGMA journal_mode = DELETE")
        verify(target)
    except sqlite3.DatabaseError as error:
        raise UserError("backup-failed", path=str(copy)) from error


def unmark(transaction: sqlite3.Connection) -> None:
    """Make the database of a copy: nobody runs on it, it is a copy of nothing, and what waits to be told may
    have been told since."""
    lease.end_all(transaction)
    transaction.execute("DELETE FROM meta WHERE key = ?", (COPY_OF,))
    transaction.execute("UPDATE notice SET attempts = max(attempts, 1) WHERE retry_at IS NOT NULL")


def put_in_place(new: Path, path: Path, now: datetime) -> Path | None:
    """Put a whole database in the place of the one at `path`, and return where that one is now, with its log;
    None where there was none. At no moment there is none, or one beside the log of the other.

    Raises UserError("backup-unwritable").
    """
    kept = path.with_name(f"{path.name}.{REPLACED}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    log, index = lineage.log_of(path), path.with_name(f"{path.name}-shm")
    try:
        was_there = path.exists()
        if was_there:
            with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as old:
                old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            try:
                os.link(path, kept)  # so that the file is there until the other takes its place
            except OSError:  # not on every file system
                path.rename(kept)
            os.utime(kept)  # from now on it is a copy, and is deleted as copies are
        if log.exists():
            log.rename(lineage.log_of(kept))
        index.unlink(missing_ok=True)
        new.replace(path)
        sync(path.parent)
    except OSError as error:
        raise UserError("backup-unwritable", path=str(path.parent)) from error
    return kept if was_there else None


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(untouched(path.absolute()), uri=True, isolation_level=None, timeout=BUSY_SECONDS)
