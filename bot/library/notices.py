"""The one way to tell people what they should know, each fact once.

Editors: the person a fact concerns gets a direct message; where that can't be, the next answer to an editor
of the guild tells it. The owner of the bot gets a direct message, and the log a line in any case. Whoever
asked for direct messages gets those the same way.
"""

from __future__ import annotations

import logging
import secrets
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.errors import StorageDamagedError, UserError
from bot.library.lease import Lease
from bot.model import DECIDED, NOBODY, OUTSIDE, WHOLE_BOT, Fact, Language, Letter, Notice
from bot.store import notices
from bot.store.database import Database, in_snapshot, in_transaction
from bot.texts import Texts

GATHERED_FOR = timedelta(seconds=10)
"""How long a notice waits for others that go into the same message."""
TRIED_AGAIN_AFTER = timedelta(seconds=60)
"""When a letter that nobody works on comes up again."""
TRIED_FOR = timedelta(hours=6)
LETTERS_AT_ONCE = 20
DAMAGED = Fact("owner-storage-damaged", "storage-damaged")
UNSTORED = 0
"""The id of a notice that the database could not store."""

log = logging.getLogger(__name__)


def notify_editors(
    transaction: sqlite3.Connection, guild_id: int, person: int, fact: Fact, now: datetime
) -> None:
    """Store in the caller's transaction that editors of a guild are to be told a fact, once.

    `person` (or NOBODY) gets a direct message, together with all else about that guild.
    """
    due_at = now + GATHERED_FOR if person != NOBODY else None
    notices.insert(transaction, guild_id, person, fact, now, due_at)


def write_to(transaction: sqlite3.Connection, person: int, fact: Fact, now: datetime) -> None:
    """Store in the caller's transaction that somebody is sent a fact, once, which is about no guild: the
    direct message that they asked for. Nobody else is told it instead."""
    notices.insert(transaction, OUTSIDE, person, fact, now, now)


def notify_channel(
    transaction: sqlite3.Connection, guild_id: int, channel_id: int, fact: Fact, now: datetime
) -> None:
    """Store in the caller's transaction that a fact about a guild is to be told in a channel of it, once, in
    a message of its own; where that can't be, the next answer to an editor tells it."""
    notices.insert(transaction, guild_id, NOBODY, fact, now, now, channel_id)


def notify_owner(transaction: sqlite3.Connection, fact: Fact, now: datetime) -> None:
    """Log a fact, and store in the caller's transaction that the bot's owner is to be told it, once."""
    if notices.insert(transaction, WHOLE_BOT, NOBODY, fact, now, now + GATHERED_FOR):
        log.warning("%s", Texts().say(Language.EN, fact.key, **fact.variables))


class Notices:
    """Stores what people are to be told, and hands it out until they were told."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock
        self._unstored: dict[str, Notice] = {}
        self._unstored_due = clock()
        self._told: set[str] = set()

    @in_transaction
    def notify_editors(self, transaction: sqlite3.Connection, guild_id: int, person: int, fact: Fact) -> None:
        """Tell editors of a guild a fact, once: `person` (or NOBODY) by direct message."""
        notify_editors(transaction, guild_id, person, fact, self._clock())

    async def notify_owner(self, fact: Fact) -> None:
        """Tell the bot's owner a fact, once, and log it at once. Where the database can't store it, it is
        told all the same."""
        if fact.identity in self._told:
            return
        now = self._clock()
        try:
            await self._db.write(notify_owner, fact, now)
            self._unstored.pop(fact.identity, None)
        except (UserError, sqlite3.Error) as error:
            if fact.identity not in self._unstored:
                if not isinstance(error, StorageDamagedError):  # which was logged where it was found
                    log.warning("%s", Texts().say(Language.EN, fact.key, **fact.variables))
                nonce = secrets.token_hex(12)
                self._unstored[fact.identity] = Notice(UNSTORED, WHOLE_BOT, NOBODY, fact, now, nonce)

    async def claim(self, lease: Lease) -> list[Letter]:
        """Return the letters that are due; none where this process doesn't deliver."""
        now = self._clock()
        for notice in [*self._unstored.values()]:
            await self.notify_owner(notice.fact)
        if self._unstored:
            if now < self._unstored_due:
                return []
            return [Letter(UNSTORED, tuple(self._unstored.values()))]
        try:
            if not await self._db.read(notices.due, now, 1):
                return []
        except StorageDamagedError:
            await self.notify_owner(DAMAGED)
            return [Letter(UNSTORED, tuple(self._unstored.values()))] if self._unstored else []
        return await self._db.write(_claimed, lease, now)

    async def join(self, letter: Letter) -> Letter:
        """Return a letter with what was stored for the same person and guild since it was claimed."""
        if letter.id == UNSTORED:
            return letter
        again_at = self._clock() + TRIED_AGAIN_AFTER
        return await self._db.write(notices.gather, letter.first, again_at, more=True)

    async def told(self, letter: Letter, *, arrived: bool) -> None:
        """Store that a letter arrived, or that an editor is to be told instead; of a suggestion, its maker
        at their next command, and nobody that it is over."""
        if letter.id == UNSTORED:
            self._told.update(self._unstored)
            self._unstored.clear()
            return
        if arrived and letter.first.fact.key == DECIDED:  # nothing of it is kept about the person
            await self._db.write(notices.delete, [notice.id for notice in letter.notices])
            return
        await self._db.write(notices.finish, letter, "told" if arrived or letter.is_over else "untold")

    async def postpone(self, letter: Letter, seconds: float) -> None:
        """Have a letter claimed again in so many seconds; after `TRIED_FOR` an editor is told instead."""
        now = self._clock()
        if letter.id == UNSTORED:
            self._unstored_due = now + timedelta(seconds=seconds)
            self._unstored = {
                identity: replace(notice, attempts=notice.attempts + 1)
                for identity, notice in self._unstored.items()
            }
            return
        if now > letter.first.created_at + TRIED_FOR:
            await self.told(letter, arrived=False)
            return
        await self._db.write(notices.postpone, letter, now + timedelta(seconds=seconds))

    @in_snapshot
    def untold(self, snapshot: sqlite3.Connection, guild_id: int) -> list[Notice]:
        """Return what editors of a guild are still to be told."""
        return notices.untold(snapshot, guild_id)

    @in_transaction
    def mark_seen(self, transaction: sqlite3.Connection, seen: Iterable[Notice]) -> None:
        """Store that an editor saw these notices; what arrived since they were read stays."""
        notices.mark_seen(transaction, [notice.id for notice in seen])


def _claimed(transaction: sqlite3.Connection, lease: Lease, now: datetime) -> list[Letter]:
    letters: list[Letter] = []
    if not lease.delivers(transaction):
        return letters
    while len(letters) < LETTERS_AT_ONCE and (found := notices.due(transaction, now, 1)):
        again_at, new = now + TRIED_AGAIN_AFTER, found[0].attempts == 0
        letters.append(notices.gather(transaction, found[0], again_at, more=new))
        notices.attempted(transaction, letters[-1])
    return letters
