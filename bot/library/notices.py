"""The one way to tell people what they should know, each fact once.

Editors: the person a fact concerns gets a direct message; where that can't be, the next answer to an editor
of the guild tells it. The owner of the bot gets a direct message, and the log a line in any case.
"""

from __future__ import annotations

import logging
import secrets
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import aiosqlite

from bot.errors import StorageDamagedError, UserError
from bot.library.lease import Lease
from bot.model import NOBODY, WHOLE_BOT, Fact, Language, Letter, Notice
from bot.store import notices
from bot.store.database import Database
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


async def notify_editors(
    transaction: aiosqlite.Connection, guild_id: int, person: int, fact: Fact, now: datetime
) -> None:
    """Store in the caller's transaction that editors of a guild are to be told a fact, once.

    `person` (or NOBODY) gets a direct message, together with all else about that guild.
    """
    due_at = now + GATHERED_FOR if person != NOBODY else None
    await notices.insert(transaction, guild_id, person, fact, now, due_at)


async def notify_owner(transaction: aiosqlite.Connection, fact: Fact, now: datetime) -> None:
    """Log a fact, and store in the caller's transaction that the bot's owner is to be told it, once."""
    if await notices.insert(transaction, WHOLE_BOT, NOBODY, fact, now, now + GATHERED_FOR):
        log.warning("%s", Texts().say(Language.EN, fact.key, **fact.variables))


class Notices:
    """Stores what people are to be told, and hands it out until they were told."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock
        self._unstored: dict[str, Notice] = {}
        self._unstored_due = clock()
        self._told: set[str] = set()

    async def notify_editors(self, guild_id: int, person: int, fact: Fact) -> None:
        """Tell editors of a guild a fact, once: `person` (or NOBODY) by direct message."""
        async with self._db.transaction() as transaction:
            await notify_editors(transaction, guild_id, person, fact, self._clock())

    async def notify_owner(self, fact: Fact) -> None:
        """Tell the bot's owner a fact, once, and log it at once. Where the database can't store it, it is
        told all the same."""
        if fact.identity in self._told:
            return
        now = self._clock()
        try:
            async with self._db.transaction() as transaction:
                await notify_owner(transaction, fact, now)
            self._unstored.pop(fact.identity, None)
        except (UserError, sqlite3.Error) as error:
            if fact.identity not in self._unstored:
                if not isinstance(error, StorageDamagedError):  # which was logged where it was found
                    log.warning("%s", Texts().say(Language.EN, fact.key, **fact.variables))
                nonce = secrets.token_hex(12)
                self._unstored[fact.identity] = Notice(UNSTORED, WHOLE_BOT, NOBODY, fact, now, nonce)

    async def claim(self, lease: Lease) -> list[Letter]:
        """Return the letters that are due; none where another process has the lease."""
        now = self._clock()
        for notice in [*self._unstored.values()]:
            await self.notify_owner(notice.fact)
        if self._unstored:
            if now < self._unstored_due:
                return []
            return [Letter(UNSTORED, tuple(self._unstored.values()))]
        try:
            if not await notices.due(self._db.reader, now, 1):
                return []
        except StorageDamagedError:
            await self.notify_owner(DAMAGED)
            return [Letter(UNSTORED, tuple(self._unstored.values()))] if self._unstored else []
        letters: list[Letter] = []
        async with self._db.transaction() as transaction:
            if not await lease.held(transaction):
                return []
            while len(letters) < LETTERS_AT_ONCE and (found := await notices.due(transaction, now, 1)):
                again_at, new = now + TRIED_AGAIN_AFTER, found[0].attempts == 0
                letters.append(await notices.gather(transaction, found[0], again_at, more=new))
                await notices.attempted(transaction, letters[-1])
        return letters

    async def join(self, letter: Letter) -> Letter:
        """Return a letter with what was stored for the same person and guild since it was claimed."""
        if letter.id == UNSTORED:
            return letter
        async with self._db.transaction() as transaction:
            again_at = self._clock() + TRIED_AGAIN_AFTER
            return await notices.gather(transaction, letter.first, again_at, more=True)

    async def told(self, letter: Letter, *, arrived: bool) -> None:
        """Store that a letter arrived, or that an editor is to be told instead."""
        if letter.id == UNSTORED:
            self._told.update(self._unstored)
            self._unstored.clear()
            return
        async with self._db.transaction() as transaction:
            await notices.finish(transaction, letter, "told" if arrived else "untold")

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
        async with self._db.transaction() as transaction:
            await notices.postpone(transaction, letter, now + timedelta(seconds=seconds))

    async def untold(self, guild_id: int) -> list[Notice]:
        """Return what editors of a guild are still to be told."""
        return await notices.untold(self._db.reader, guild_id)

    async def mark_seen(self, seen: Iterable[Notice]) -> None:
        """Store that an editor saw these notices; what arrived since they were read stays."""
        async with self._db.transaction() as transaction:
            await notices.mark_seen(transaction, [notice.id for notice in seen])
