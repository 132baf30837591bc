"""Copies of the database: one each night while the bot runs, and whether it could be restored."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

from bot.errors import StorageDamagedError, UserError
from bot.library.notices import Notices
from bot.model import Fact
from bot.store import backup, meta
from bot.store.backup import Copy, open_snapshot
from bot.store.database import Database, in_snapshot

NIGHT = time(3, 30)
"""After this time of the host's clock the copy of the night is made."""
LAST = "backup"
"""Under this name in `meta` stands when the last copy was made that is all right."""
FAILED = "owner-backup-failed"
REASONS = ("backup-unwritable", "backup-full", "backup-wrong")
"""Why there is no copy, as far as the host is told; all else is in the log."""

log = logging.getLogger(__name__)


class Backups:
    """Makes copies in a folder, and deletes old ones."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime], notices: Notices, folder: Path | None
    ) -> None:
        self._db = database
        self._clock = clock
        self._notices = notices
        self._folder = folder or folder_of(database.path)

    async def nightly(self) -> Copy | None:
        """Make the copy of last night, unless it is there; return it. Safe to run at any time.

        Where that fails, the host is told, and again only after one was made. Copies that people's deleted
        data may not be in any more are deleted, whether or not there is another.
        """
        now = self._clock()
        made_at = await self.last()
        if made_at is not None and last_night(now) <= made_at <= now:
            return None
        try:
            copy = await make(self._db.path, self._folder, now)
        except StorageDamagedError:
            raise
        except (UserError, sqlite3.Error) as error:
            key = error.key if isinstance(error, UserError) else ""
            await self._db.check()  # a copy of a damaged file can't be right; that is told in its own place
            log.warning("There is no copy of the database: %r", error)
            reason = key if key in REASONS else "other"
            identity = f"{FAILED}:{made_at.isoformat() if made_at else ''}"
            await self._notices.notify_owner(Fact(FAILED, identity, {"reason": reason}))
            return None
        await self._db.write(meta.put_moment, LAST, copy.made_at)
        log.info("Copied the database to %s (%d bytes), and checked the copy", copy.path.name, copy.size)
        return copy

    @in_snapshot
    def last(self, snapshot: sqlite3.Connection) -> datetime | None:
        """Return when the last copy was made while the bot ran; None where none was."""
        return meta.get_moment(snapshot, LAST)

    async def forget(self, age: timedelta) -> None:
        """Delete copies that are older than `age`: they hold data that people had deleted."""
        now = self._clock()
        await asyncio.to_thread(backup.forget, self._folder, self._db.path.stem, now, age)


def folder_of(database: Path) -> Path:
    """Return where the copies of a database lie unless the host chose another folder."""
    return database.absolute().parent / "backups"


def last_night(now: datetime) -> datetime:
    """Return the latest moment at which the copy of a night is due, by the clock of this machine."""
    local = now.astimezone()
    night = datetime.combine(local.date(), NIGHT).astimezone()
    return night if night <= local else datetime.combine(local.date() - timedelta(days=1), NIGHT).astimezone()


async def make(path: Path, folder: Path, now: datetime) -> Copy:
    """Make a copy of a database in a folder, check it, and delete copies that needn't be kept any more.

    Raises what `open_snapshot` and `Snapshot.copy` raise.
    """
    async with open_snapshot(path) as snapshot:
        copy = await snapshot.copy(folder, now)
    await asyncio.to_thread(backup.thin_out, folder, path.stem)
    return copy


async def check(copy: Copy) -> bool:
    """Return whether a copy still is what it was when it was made."""
    try:
        await asyncio.to_thread(backup.verify, copy.path)
    except UserError:
        return False
    return True


def every(folder: Path, path: Path) -> list[Copy]:
    """Return the copies in a folder of the database at `path`, newest first."""
    return backup.copies(folder, path.stem)
