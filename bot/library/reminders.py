"""The direct messages that remind people of what they saved: once a week, for those who asked for it.

Each is a letter, as notices are: stored before it is sent, looked for if it may have arrived.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot import spacing
from bot.library.lease import Lease
from bot.library.notices import write_to
from bot.library.votes import Votes
from bot.model import OUTSIDE, Fact, Language, Letter, Reminder, Saved
from bot.store import notices, saved
from bot.store.database import Database, in_snapshot, in_transaction

REMINDED_EVERY = timedelta(days=7)
AT_ONCE = 50
"""People whose letters are written in one transaction, which keeps others from writing."""
KEY = "reminder-label"


class Reminders:
    """Knows who wants to be reminded, and writes their letters. A person's id is stored as long as they want
    that, and no longer."""

    def __init__(self, database: Database, clock: Callable[[], datetime], votes: Votes) -> None:
        self._db = database
        self._clock = clock
        self._reader = votes.voter
        self._refused: set[bytes] = set()

    @in_transaction
    def start(self, transaction: sqlite3.Connection, user_id: int, language: Language) -> None:
        """Store that a person wants to be reminded, in that language: for the first time in a week."""
        now, reader = self._clock(), self._reader(user_id)
        saved.put_reminder(transaction, reader, user_id, language, now, now + REMINDED_EVERY)

    @in_transaction
    def stop(self, transaction: sqlite3.Connection, user_id: int) -> None:
        """Delete that a person wants to be reminded, their id, and what was to be sent. Safe to repeat."""
        saved.delete_reminder(transaction, self._reader(user_id))

    @in_snapshot
    def of(self, snapshot: sqlite3.Connection, user_id: int) -> Reminder | None:
        """Return a person's wish to be reminded; None where they have none (any more)."""
        return saved.reminder(snapshot, self._reader(user_id))

    async def write(self, lease: Lease) -> None:
        """Write the letters that are due, where this process delivers. What they are about counts as shown in
        the same transaction, and the next one is due in a week."""
        while await self._db.write(_written, lease, self._clock()):
            pass

    async def refuse(self, letter: Letter) -> None:
        """Store that Discord takes no direct message for the person of a letter: they get no more, and are
        told at their next command."""
        await self._db.write(_refuse, letter)
        await self.look()

    async def look(self) -> None:
        """Find out who is to be told that they get no more, whichever process was refused."""
        self._refused = set(await self._db.read(saved.refused))

    def is_refused(self, user_id: int) -> bool:
        """Return whether a person is to be told that they get no more, as of the last `look`."""
        return bool(self._refused) and self._reader(user_id) in self._refused

    async def told(self, user_id: int) -> None:
        """Store that a person knows that they get no more."""
        await self.stop(user_id)
        self._refused.discard(self._reader(user_id))


def items_of(letter: Letter) -> list[int]:
    """Return the ids of the items that a letter is about, `spacing.AT_ONCE` at most."""
    told = (str(notice.fact.variables["items"]).split() for notice in letter.notices)
    return [int(item) for items in told for item in items][: spacing.AT_ONCE]


def _written(transaction: sqlite3.Connection, lease: Lease, now: datetime) -> bool:
    """Write some of the letters that are due; return whether there may be more."""
    if not lease.delivers(transaction):
        return False
    saved.bring_back(transaction, now + REMINDED_EVERY)
    due = saved.due_reminders(transaction, now, AT_ONCE)
    for reminder_id, reader, user_id in due:
        items = [one.item_id for one in spacing.due(_shown_somewhere(transaction, reader), now)]
        if items:
            fact = Fact(KEY, f"{reminder_id}:{int(now.timestamp())}", {"items": " ".join(map(str, items))})
            write_to(transaction, user_id, fact, now)
            saved.remind(transaction, reader, items, now)
        saved.set_next(transaction, reminder_id, now + REMINDED_EVERY)
    return len(due) == AT_ONCE


def _shown_somewhere(transaction: sqlite3.Connection, reader: bytes) -> Sequence[Saved]:
    """Return what a reader saved that is shown now in the guild that alone can see it, or outside of all."""
    guilds = {one.guild_id for one in saved.of_reader(transaction, reader, OUTSIDE)}
    return [
        one
        for guild_id in guilds
        for one in saved.of_reader(transaction, reader, guild_id)
        if one.seen and one.guild_id == guild_id
    ]


def _refuse(transaction: sqlite3.Connection, letter: Letter) -> None:
    notices.finish(transaction, letter, "told")
    saved.refuse(transaction, letter.first.person)
