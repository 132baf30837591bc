"""Moving everything to another bot in one file: writing it, and making a database of it."""

from __future__ import annotations

import asyncio
import hashlib
import os
import secrets
import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bot.errors import StorageBusyError, UserError
from bot.library.move_archive import Archive, Manifest, Value, write
from bot.library.question_posts import date_of
from bot.library.restoring import IDS_LEFT_OUT, beside, put_all_off, refuse_running
from bot.library.search import ArticleSearch
from bot.model import NOBODY, OUTSIDE, DeliveryKind
from bot.store import (
    articles,
    bodies,
    deliveries,
    entries,
    feeds,
    guilds,
    items,
    key,
    meta,
    moving,
    notices,
    privacy,
    questions,
    restoring,
    schedules,
)
from bot.store.backup import open_snapshot, sync, verify
from bot.store.database import open_database
from bot.store.looking import newest_version
from bot.store.preparing import busy_as_user_error
from bot.store.sql import seconds

LEFT_OUT = ("place", "saved", "reminder", "refusal", "board")
"""What is somebody’s alone, and so nobody’s without the key."""
GIVEN = {"vote": "voter", "forecast": "forecaster", "objection": "forecaster"}
"""What counts on without the key, and in which column the hash of who gave it stands."""
_NO_EXPORT = (
    zipfile.BadZipFile,
    zlib.error,
    sqlite3.IntegrityError,
    sqlite3.DataError,
    sqlite3.InterfaceError,
    sqlite3.ProgrammingError,
    ValueError,
    TypeError,
    KeyError,
    EOFError,
    OverflowError,
    NotImplementedError,
    RecursionError,
)
"""What a file raises that no export ever wrote."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: what the file says of itself; `kept` is where the database is that was there
    before, which had nothing of anybody’s; `nobodys` says whether votes count on without belonging to
    anybody."""

    manifest: Manifest
    kept: Path | None
    nobodys: bool


async def export(path: Path, file: Path, now: datetime) -> Manifest:
    """Write all that moves of the database at `path` into a new file, for its owner alone, whoever writes to
    the database meanwhile. Where it fails there is no file; what a killed process leaves can't be imported.

    Raises UserError: "move-exists" where there is such a file already, "move-unwritable", and what
    `open_snapshot` raises.
    """
    async with open_snapshot(path, migrated=True) as snapshot:
        return await snapshot.read(_export, await asyncio.to_thread(file.absolute), now)


def _export(snapshot: sqlite3.Connection, file: Path, now: datetime) -> Manifest:
    try:
        file.touch(0o600, exist_ok=False)
    except FileExistsError as error:
        raise UserError("move-exists", path=str(file)) from error
    except OSError as error:
        raise UserError("move-unwritable", path=str(file)) from error
    try:
        with file.open("wb") as opened:
            manifest = write(
                opened,
                moving.version(snapshot),
                seconds(now),
                moving.moved_meta(snapshot),
                moving.sequences(snapshot),
                (
                    (table, columns.split(", "), moving.read(snapshot, table))
                    for table, columns in moving.MOVED.items()
                ),
            )
            opened.flush()
            os.fsync(opened.fileno())
        sync(file.parent)
    except BaseException as error:
        file.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise UserError("move-unwritable", path=str(file)) from error
        raise
    return manifest


async def import_all(
    file: Path, path: Path, now: datetime, agreed: Callable[[Manifest], bool]
) -> Imported | None:
    """Make a database at `path` of all that was exported into a file. Either all of it is done or nothing.

    What was due until `now` counts as missed unless it is found in its channel. With their key beside `path`,
    votes, places and the like stay people’s. Where there is none, `agreed` is asked (in a thread) whether
    votes are to count on without belonging to anybody, and all else to be left out; if not, nothing is done
    and None is returned.

    Raises UserError: "restore-running" while a bot runs on the database, "move-not-empty" where it has
    anything of anybody’s, "move-key-wrong" for another key, "move-missing", "move-broken", "move-newer" and
    "move-unknown" for the file, and "backup-unwritable" and "move-full".
    """
    path = await asyncio.to_thread(path.absolute)
    await _require_place(path)
    with _no_export_as_user_error(file, path):
        try:
            archive = await asyncio.to_thread(Archive, file)
        except OSError as error:
            raise UserError("move-missing", path=str(file)) from error
    with closing(archive):
        if archive.manifest.version > newest_version():
            raise UserError("move-newer")
        nobodys = await asyncio.to_thread(_nobodys, archive.manifest, path)
        if nobodys and not await asyncio.to_thread(agreed, archive.manifest):
            return None
        with beside(path) as new:
            with _no_export_as_user_error(file, path):
                await asyncio.to_thread(_build, archive, new, nobodys=nobodys)
                async with open_database(new) as database:
                    await ArticleSearch(database).refresh()
                    await database.read(_read_through)
                    await database.write(put_all_off, now)
            await asyncio.to_thread(verify, new)
            await _require_place(path)  # a bot may have begun meanwhile
            kept = await asyncio.to_thread(restoring.put_in_place, new, path, now)
    return Imported(archive.manifest, kept, nobodys)


async def _require_place(path: Path) -> None:
    await refuse_running(path)
    if await asyncio.to_thread(path.exists):
        async with open_snapshot(path, migrated=True) as snapshot:
            if not await snapshot.read(moving.is_fresh):
                raise UserError("move-not-empty", path=str(path))


@contextmanager
def _no_export_as_user_error(file: Path, path: Path) -> Iterator[None]:
    """Say of a file what is wrong with it, and of the disk that it is full."""
    try:
        with busy_as_user_error():
            yield
    except _NO_EXPORT as error:
        raise UserError("move-broken", path=str(file)) from error
    except StorageBusyError as error:
        raise UserError("move-full", path=str(path.parent)) from error


def _nobodys(manifest: Manifest, path: Path) -> bool:
    """Return whether there are votes, forecasts, places or the like whose key isn’t there. Raises
    UserError("move-key-wrong")."""
    mark = manifest.meta.get(key.MARK)
    if mark == key.NOBODYS or not any(manifest.rows(table) for table in (*GIVEN, *LEFT_OUT)):
        return False
    file = path.with_name(f"{path.name}.key")
    if not file.exists():
        return True
    if not key.is_marked(path, mark):
        raise UserError("move-key-wrong", path=str(file))
    return False


def _build(archive: Archive, new: Path, *, nobodys: bool) -> None:
    """Make a database of the version that the archive was written from."""
    manifest = archive.manifest
    if archive.size > shutil.disk_usage(new.parent).free // 2:  # rows take about as much again as a log
        raise UserError("move-full", path=str(new.parent.parent))
    with moving.made(new, manifest.version) as transaction:
        known = moving.known(transaction)
        _require_known(manifest, known)
        for table, part in manifest.tables.items():
            rows = archive.rows(table, known[table])
            rows = _without_people(table, part.columns, rows) if nobodys else rows
            moving.insert(transaction, table, part.columns, rows)
        moving.put_meta(transaction, manifest.meta)
        moving.put_sequences(transaction, manifest.sequences, IDS_LEFT_OUT)
        if nobodys:
            meta.put(transaction, key.MARK, key.NOBODYS)


def _require_known(manifest: Manifest, known: Mapping[str, Collection[str]]) -> None:
    """Raise UserError("move-unknown") for tables and columns that a database of its version doesn't have, and
    ValueError where one is missing that it has."""
    told = {(table, one) for table, part in manifest.tables.items() for one in part.columns}
    expected = {(table, one) for table, columns in known.items() for one in columns}
    strange = manifest.tables.keys() - known.keys() or {f"{table}.{one}" for table, one in told - expected}
    if strange:
        raise UserError("move-unknown", name=min(strange)[:80])
    if told != expected:
        raise ValueError("a table or a column is missing")


def _without_people(table: str, columns: list[str], rows: Iterator[list[Value]]) -> Iterator[list[Value]]:
    """Yield rows without people that a key could find: nothing that is theirs alone, and for each voter or
    forecaster something random."""
    at = columns.index(GIVEN[table]) if table in GIVEN else None
    letters = columns.index("guild_id") if table == "notice" else None  # those of whoever wants reminders
    random = secrets.token_bytes(32)  # and nobody has it afterwards
    for row in rows:
        if at is not None:
            voter = row[at]
            if not isinstance(voter, bytes):
                raise ValueError("no voter")
            row[at] = hashlib.blake2b(voter, key=random, digest_size=16).digest()
        if table not in LEFT_OUT and (letters is None or row[letters] != OUTSIDE):
            yield row


def _read_through(connection: sqlite3.Connection) -> None:
    """Parse all that answers are made of. Raises ValueError and the like for what none can be made of."""
    for article, _ in articles.everything(connection):
        text = articles.text(connection, article.id)
        items.read(connection, article.id)
        bodies.get(connection, article.id, text)
    meta.get_moment(connection, "stalled")
    privacy.deletions(connection)
    for voter in privacy.voters(connection):
        privacy.stored(connection, NOBODY, voter, OUTSIDE)
    for user_id in privacy.people(connection):
        privacy.stored(connection, user_id, b"", OUTSIDE)
    questions.everything(connection)
    for one in guilds.overview(connection):
        guilds.get(connection, one.id)
        articles.removed(connection, one.id)
        items.predictions_of_days(connection, one.id, date.min)
        notices.untold(connection, one.id)
        feeds.of_guild(connection, one.id)
        entries.waiting(connection, one.id)
        for schedule in [*schedules.of_guild(connection, one.id), *schedules.removed(connection, one.id)]:
            for post in deliveries.history(connection, schedule.id, -1):
                if post.kind is DeliveryKind.POST:
                    date.fromisoformat(post.slot)
                elif post.kind is DeliveryKind.QUESTIONS:
                    date_of(post.slot)
