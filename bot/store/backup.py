"""Copies of the database: how one is made while others write, checked, listed and deleted."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import re
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Concatenate, NoReturn, ParamSpec, TypeVar

from bot.errors import UserError
from bot.store import meta
from bot.store.connections import Connection
from bot.store.damage import Health, is_damage
from bot.store.database import MIGRATIONS, Database
from bot.store.preparing import BUSY_SECONDS, read_only, refuse_foreign

DAILY, WEEKLY = 7, 4
PAGES = 256
"""Copied in one step; between two of them a copy can be stopped."""
COPY_OF = "copy"
"""Under this name a copy says in `meta` how many rows each table had in the database at that moment."""
UNFINISHED_FOR = timedelta(days=1)
"""After that nobody works any more on what was begun."""
_STAMP = "%Y%m%dT%H%M%SZ"

T = TypeVar("T")
P = ParamSpec("P")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was made and checked, when, and how large it is in bytes."""

    path: Path
    made_at: datetime
    size: int


class Snapshot(Database):
    """A database as it was at one moment, for reading alone, whatever is written meanwhile."""

    def __init__(self, path: Path, connection: Connection) -> None:
        super().__init__(path, Health(path), connection, [])
        self._connection = connection

    async def read(
        self, work: Callable[Concatenate[sqlite3.Connection, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run work that only reads."""
        return await self._connection.run(work, *args, **kwargs)

    async def write(
        self, work: Callable[Concatenate[sqlite3.Connection, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> NoReturn:
        """Raise RuntimeError: what was can't be changed."""
        raise RuntimeError("a snapshot can't be written")

    async def copy(self, folder: Path, now: datetime) -> Copy:
        """Make a copy in `folder`, which is made if need be, and check it: it is whole, and has as many rows
        as this snapshot. A cancellation leaves nothing behind.

        Raises UserError: "backup-unwritable", "backup-full", and "backup-wrong" for one that isn't right,
        which is deleted.
        """
        stop = threading.Event()
        try:
            return await self._connection.run(_copied, self.path.stem, folder, now, stop)
        finally:
            stop.set()


@asynccontextmanager
async def open_snapshot(path: Path, *, migrated: bool = False) -> AsyncIterator[Snapshot]:
    """Open a database as it is now, without changing it, whoever writes to it.

    Raises UserError as `open_database` does, "database-missing" where there is none, and, where it has to be
    `migrated`, "database-older" for one that this version didn't migrate yet.
    """
    path = await asyncio.to_thread(path.absolute)
    connection = Connection(partial(_opened, path, migrated=migrated), 64)
    async with connection:
        yield Snapshot(path, connection)


def _opened(path: Path, *, migrated: bool) -> sqlite3.Connection:
    if not path.is_file():
        raise UserError("database-missing", path=str(path))
    newest = max(int(file.stem) for file in MIGRATIONS.glob("[0-9]*.sql"))
    refuse_foreign(path, newest)
    connection = sqlite3.connect(read_only(path), uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    connection.execute("BEGIN")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if migrated and version < newest:
        connection.close()
        raise UserError("database-older", path=str(path), version=version, known=newest)
    return connection


def _copied(
    connection: sqlite3.Connection, stem: str, folder: Path, now: datetime, stop: threading.Event
) -> Copy:
    now = now.replace(microsecond=0)
    final = folder / f"{stem}-{now.astimezone(UTC).strftime(_STAMP)}.sqlite3"
    unfinished = final.with_name(f"{final.name}.part")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished.touch(0o600, exist_ok=False)
        try:
            _write(connection, unfinished, stop)
            try:
                verify(unfinished)
            except UserError as error:
                raise UserError("backup-wrong", path=str(folder)) from error
            unfinished.replace(final)
            sync(folder)
        finally:
            for suffix in ("", "-journal"):
                Path(f"{unfinished}{suffix}").unlink(missing_ok=True)
        return Copy(final, now, final.stat().st_size)
    except OSError as error:
        raise UserError("backup-unwritable", path=str(folder)) from error
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_FULL:
            raise UserError("backup-full", path=str(folder)) from error
        if is_damage(error):
            raise UserError("backup-wrong", path=str(folder)) from error
        raise


def _write(connection: sqlite3.Connection, file: Path, stop: threading.Event) -> None:
    """Write what a connection sees into a file of its own, on the disk for sure."""

    def stopped(*_: int) -> None:
        if stop.is_set():
            raise InterruptedError

    # The snapshot stays the same from step to step, so that no write of others begins the copy anew.
    counted = counts(connection)
    with closing(sqlite3.connect(file, isolation_level=None)) as target:
        connection.backup(target, pages=PAGES, progress=stopped)
        target.execute("PRAGMA journal_mode = DELETE")  # one file
        target.execute("PRAGMA synchronous = FULL")
        meta.put(target, COPY_OF, json.dumps(counted))


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows each table has, but for `meta`, which says that of a copy."""
    tables = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow')"
        " AND name NOT LIKE 'sqlite_%' AND name <> 'meta' ORDER BY name"
    ).fetchall()
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}


def verify(path: Path) -> None:
    """Raise UserError("backup-failed") for a copy that isn't whole, or where it says how many rows the
    database had, has others."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
            (found,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
            told = meta.get(copy, COPY_OF)
            if found != "ok" or (told is not None and json.loads(told) != counts(copy)):
                raise UserError("backup-failed", path=str(path))
    except sqlite3.DatabaseError as error:
        raise UserError("backup-failed", path=str(path)) from error


def copies(folder: Path, stem: str) -> list[Copy]:
    """Return the copies of the database named `stem`, newest first."""
    name = re.compile(rf"{re.escape(stem)}-([0-9]{{8}}T[0-9]{{6}}Z)\.sqlite3")
    found = []
    with suppress(FileNotFoundError):  # no folder, no copies; or one that was deleted meanwhile
        for file in folder.iterdir():
            if matched := name.fullmatch(file.name):
                made_at = datetime.strptime(matched[1], _STAMP).replace(tzinfo=UTC)
                found.append(Copy(file, made_at, file.stat().st_size))
    return sorted(found, key=lambda one: one.made_at, reverse=True)


def kept(moments: Iterable[datetime]) -> set[datetime]:
    """Return those of these moments of which copies are kept: the last one of each of the latest `DAILY` days
    and of each of the latest `WEEKLY` weeks that have any (UTC)."""
    newest_first = sorted(moments, reverse=True)
    days: dict[object, datetime] = {}
    weeks: dict[object, datetime] = {}
    for moment in newest_first:
        days.setdefault(moment.astimezone(UTC).date(), moment)
        weeks.setdefault(moment.astimezone(UTC).isocalendar()[:2], moment)
    return {*islice(days.values(), DAILY), *islice(weeks.values(), WEEKLY)}


def thin_out(folder: Path, stem: str) -> None:
    """Delete the copies that aren't among those `kept`."""
    found = copies(folder, stem)
    stay = kept(copy.made_at for copy in found)
    _delete(copy.path for copy in found if copy.made_at not in stay)


def forget(folder: Path, stem: str, now: datetime, age: timedelta) -> None:
    """Delete copies that are older than `age`, and what is left of those that were never finished."""
    _delete(copy.path for copy in copies(folder, stem) if copy.made_at < now - age)
    begun = now.timestamp() - UNFINISHED_FOR.total_seconds()
    with suppress(FileNotFoundError):
        parts = [*folder.glob("*.sqlite3.part"), *folder.glob("*.sqlite3.part-journal")]
        _delete(part for part in parts if part.name.startswith(f"{stem}-") and part.stat().st_mtime < begun)


def _delete(files: Iterable[Path]) -> None:
    for file in files:
        try:
            file.unlink()
        except OSError as error:  # the others go all the same
            log.warning("%s is to be deleted, but can't be: %s", file.name, error.strerror)


def sync(folder: Path) -> None:
    """Have the names in a folder on the disk for sure."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
