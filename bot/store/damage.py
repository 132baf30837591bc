"""How a damaged database file is recognized, and that nothing is read from it or written to it any more."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.errors import StorageDamagedError

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNREADABLE = {sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_CORRUPTFS}

log = logging.getLogger(__name__)


def is_damage(error: Exception) -> bool:
    """Return whether SQLite says that the file is damaged, or that the disk can't read it."""
    code = getattr(error, "sqlite_errorcode", 0)  # errors of anything else have none
    return code & 0xFF in _DAMAGED or code in _UNREADABLE


def fault(connection: sqlite3.Connection) -> str | None:
    """Return the first fault that `PRAGMA quick_check` finds in all of the file, None where there is none."""
    try:
        (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        return str(error)
    return None if found == "ok" else str(found).partition("\n")[0]


class Health:
    """What is known of the soundness of the database at `path`: once found damaged, it stays so."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._damaged = False

    def require(self) -> None:
        """Raise StorageDamagedError once damage was found: what stands in the file can't be relied on."""
        if self._damaged:
            raise StorageDamagedError

    def damaged(self, found: str) -> None:
        """Store that the file is damaged, and log what was `found`, the first time only."""
        if not self._damaged:
            self._damaged = True
            log.critical(
                "The database %s is damaged (%s). Nothing is read, saved or posted any more."
                " Stop the bot and restore a copy: see docs/DATA.md",
                self._path,
                found,
            )

    def check(self) -> None:
        """Look for damage in all of the file, in the thread of the caller. Raises StorageDamagedError."""
        address = f"{self._path.as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            if (found := fault(connection)) is not None:
                self.damaged(found)
        self.require()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Raise StorageDamagedError in place of what SQLite raises where the file is damaged."""
        try:
            yield
        except sqlite3.Error as error:
            if not is_damage(error):
                raise
            self.damaged(str(error))
            raise StorageDamagedError from error
