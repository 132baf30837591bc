"""Restoring a copy: what was deleted since goes again, and what was due since is not sent any more."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.errors import UserError
from bot.library.claims import RESTORED
from bot.library.question_posts import put_off
from bot.library.reminders import REMINDED_EVERY
from bot.library.votes import voter_of
from bot.store import (
    deletions,
    feeds,
    forecasts,
    guilds,
    key,
    meta,
    privacy,
    questions,
    refusals,
    removal,
    restoring,
    saved,
    schedules,
    suggestions,
    votes,
)
from bot.store.backup import verify
from bot.store.database import open_database
from bot.store.deletions import Removed
from bot.store.migrations import BEGUN
from bot.store.sql import Row

IDS_LEFT_OUT = 10_000
"""How many ids are not given where nobody knows which ones were given since the copy was made."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What restoring did: `kept` is where the database is that was there before; `deleted` how much was
    deleted again, None where nobody knows what was; `key_fits` whether the key beside it is the one that
    votes and places are stored under."""

    kept: Path | None
    deleted: int | None
    key_fits: bool


@asynccontextmanager
async def extracted(copy: Path, path: Path) -> AsyncIterator[Path]:
    """Yield a file with all that a copy holds, ready to take the place of the database at `path`; it is gone
    at the end, while the copy stays as it is.

    Raises UserError: "restore-running" while a bot runs on that one, "copy-missing", "backup-failed" for one
    that isn't whole, "backup-unwritable", and what `open_database` raises.
    """
    path = await asyncio.to_thread(path.absolute)
    await refuse_running(path)
    with beside(path) as new:
        await asyncio.to_thread(restoring.extract, copy, new)
        yield new


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Yield where a file can be made ready that then takes the place of the one at `path`; what is still
    there at the end is deleted. Raises UserError("backup-unwritable")."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # In the same folder: from there it takes its place at once.
        with TemporaryDirectory(prefix=BEGUN, dir=path.parent, ignore_cleanup_errors=True) as folder:
            yield Path(folder) / path.name
    except OSError as error:
        raise UserError("backup-unwritable", path=str(path.parent)) from error


async def restore(new: Path, path: Path, now: datetime) -> Restored:
    """Put what was extracted of a copy in the place of the database at `path`.

    What that one says was deleted since the copy was made is deleted again, and who refused cards of their
    messages since then refuses them. What was due until `now` counts
    as missed unless it is found in its channel. Either all of it is done or nothing. Raises
    UserError("restore-running") while a bot runs on that database, and "backup-unwritable".
    """
    path = await asyncio.to_thread(path.absolute)
    await refuse_running(path)
    removed = await asyncio.to_thread(restoring.removed_in, path)
    refused = await asyncio.to_thread(restoring.refused_in, path)
    voter = await asyncio.to_thread(_voter, path)
    async with open_database(new) as database:
        deleted, fits = await database.write(_settle, removed, refused, voter, path, now)
    await asyncio.to_thread(verify, new)
    await refuse_running(path)  # one may have begun meanwhile
    kept = await asyncio.to_thread(restoring.put_in_place, new, path, now)
    return Restored(kept, deleted, fits)


async def refuse_running(path: Path) -> None:
    """Raise UserError("restore-running"), which names the process, while one runs the bot on a database."""
    held = await asyncio.to_thread(restoring.running_on, path)
    if held is not None:
        machine, process, _ = held.holder.rsplit(":", 2)
        raise UserError("restore-running", machine=machine, process=process)


def _voter(path: Path) -> Callable[[int], bytes] | None:
    """Return what makes the hash of a person of their id; None where there is no key."""
    found = key.find(path)
    return None if found is None else partial(voter_of, found)


def put_all_off(transaction: sqlite3.Connection, now: datetime) -> None:
    """Have nothing that a copy says is due be sent again: it doesn't know what was sent since it was made."""
    restoring.unmark(transaction)
    meta.put_moment(transaction, RESTORED, now)
    saved.put_off(transaction, now + REMINDED_EVERY)
    put_off(transaction, now)


def _settle(
    transaction: sqlite3.Connection,
    removed: Removed | None,
    refused: tuple[str | None, list[Row]],
    voter: Callable[[int], bytes] | None,
    path: Path,
    now: datetime,
) -> tuple[int | None, bool]:
    """Make the database of a copy; return how much was deleted again, and whether the key fits."""
    fits = key.fits(transaction, path)
    put_all_off(transaction, now)
    feeds.begin_anew(transaction, now)
    if removed is None:
        deletions.raise_sequences(transaction, (), IDS_LEFT_OUT)
        return None, fits
    known = deletions.last(transaction)
    later = [row for row in removed.deletions if row[0] > known]
    people = _people(transaction, voter) if any(row[2] == "person" for row in later) else {}
    for _, _, kind, subject, guild_id, mark in later:
        if kind == "person":
            for user_id, one in people.get(mark, ()):
                privacy.forget(transaction, user_id, one)
        elif kind == "vote":
            for one in votes.voters(transaction, guild_id, subject):
                if deletions.mark(one) == mark:
                    votes.delete(transaction, (guild_id, subject, one))
        elif kind == "saved":
            for one in saved.readers(transaction, subject):
                if deletions.mark(one) == mark:
                    saved.delete(transaction, one, subject)
        elif kind == "reminder":
            for one in saved.reminder_readers(transaction):
                if deletions.mark(one) == mark:
                    saved.delete_reminder(transaction, one)
        elif kind == "board":
            for one in forecasts.board(transaction, guild_id):
                if deletions.mark(one) == mark:
                    forecasts.disagree(transaction, guild_id, one)
        elif kind == "question":
            questions.delete(transaction, subject)
        elif kind == "suggestion":
            suggestions.delete_again(transaction, subject)
        elif kind == "article":
            removal.delete(transaction, [subject])
        elif kind == "text":
            removal.empty(transaction, subject, now)
        elif kind == "subscription":
            feeds.unsubscribe(transaction, [subject])
        elif kind == "schedule":
            schedules.delete(transaction, [subject])
        elif kind == "guild":
            guilds.purge(transaction, [subject])
    deletions.remove_again(transaction, removed)
    deletions.adopt(transaction, known, later)
    deletions.raise_sequences(transaction, removed.sequences, 0)
    key_mark, refusing = refused
    if key_mark == meta.get(transaction, key.MARK):  # under another key they would be nobody's
        refusals.adopt(transaction, refusing)
    return len(later), fits and key.fits(transaction, path)


def _people(
    connection: sqlite3.Connection, voter: Callable[[int], bytes] | None
) -> dict[bytes, list[tuple[int | None, bytes]]]:
    """Return everybody of whom anything is stored, by their marks; without the key those whose id is stored
    can't be told."""
    known: list[tuple[int | None, bytes]] = [(None, one) for one in privacy.voters(connection)]
    if voter is not None:
        known += [(user_id, voter(user_id)) for user_id in privacy.people(connection)]
    found: dict[bytes, list[tuple[int | None, bytes]]] = {}
    for person in known:
        found.setdefault(deletions.mark(person[1]), []).append(person)
    return found
