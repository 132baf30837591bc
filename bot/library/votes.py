"""How votes are cast and stored."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import aiosqlite

from bot.errors import UserError
from bot.library.visibility import visible_item
from bot.model import SUMMARY, Item, Standing, Vote, VoteReason
from bot.store import items, votes
from bot.store.database import Database

BATCH = 100
"""Votes in one transaction at most, since others write too. What fails one fails all of them: a full disk."""


@dataclass(frozen=True, slots=True)
class _PendingVote:
    """A change that waits to be stored: a vote, the reason for one, or (None) taking it back."""

    key: votes.VoteKey
    change: Vote | VoteReason | None
    stored: asyncio.Future[Standing]


class Votes:
    """Casts votes: one for each person and item in a guild, changed as often as they like.

    Votes that come while others are being written wait for the next transaction and share it. `key` is what
    makes voters of people.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime], key: bytes) -> None:
        self._db = database
        self._clock = clock
        self._key = key
        self._waiting: list[_PendingVote] = []
        self._unfinished: set[asyncio.Future[Standing]] = set()
        self._writing: asyncio.Task[None] | None = None

    def voter(self, user_id: int) -> bytes:
        """Return what a person is known by: the same in every guild, and nothing without the key."""
        return hashlib.blake2b(str(user_id).encode(), key=self._key, digest_size=16).digest()

    async def cast(
        self, guild_id: int, item_id: int, user_id: int, change: Vote | VoteReason | None
    ) -> Standing:
        """Store a vote or the reason for a 👎 (nothing where there is none any more), or delete one (None);
        return how the item stands as soon as that can't be lost any more.

        A vote for a line of a summary is one for the summary: it counts for the one line of that article.
        Votes of one person are stored in the order in which they came. Raises UserError("article-gone") for
        an item that the guild can't see (any more), and what `Database.transaction` raises: then nothing
        changed.
        """
        stored: asyncio.Future[Standing] = asyncio.get_running_loop().create_future()
        self._unfinished.add(stored)
        stored.add_done_callback(self._unfinished.discard)
        try:
            item = (await visible_item(self._db.reader, guild_id, item_id, removed=True)).item
            key = (guild_id, await self._voted_item(guild_id, item), self.voter(user_id))
        except BaseException:
            stored.cancel()
            raise
        self._waiting.append(_PendingVote(key, change, stored))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        return await stored

    async def drain(self) -> None:
        """Wait until all that was cast before is stored, or failed."""
        if self._unfinished:
            await asyncio.wait(set(self._unfinished))
        if self._writing is not None:
            await asyncio.wait({self._writing})

    async def _voted_item(self, guild_id: int, item: Item) -> int:
        if item.kind not in SUMMARY:
            return item.id
        # Also where editors rejected that line: one person, one vote, whatever they say of it later.
        return await items.line_of(self._db.reader, guild_id, item.article_id) or item.id

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
            try:
                async with self._db.transaction() as transaction:
                    standings = await self._stored(transaction, batch)
                    there = await items.existing(transaction, {one.key[1] for one in batch})
            except Exception as error:  # each of them hears of it; those that wait are another matter
                for one in batch:
                    _answer(one, error)
            else:
                for one in batch:
                    # It went between the click and the transaction.
                    gone = isinstance(one.change, Vote) and one.key[1] not in there
                    _answer(one, UserError("article-gone") if gone else standings[one.key])

    async def _stored(
        self, transaction: aiosqlite.Connection, batch: Sequence[_PendingVote]
    ) -> dict[votes.VoteKey, Standing]:
        now = self._clock()
        # In the order in which they came, as few statements as there are turns from one kind to another.
        for kind, some in itertools.groupby(batch, key=lambda one: type(one.change)):
            pending = list(some)
            if kind is Vote:
                cast = [(one.key, one.change) for one in pending if isinstance(one.change, Vote)]
                await votes.put(transaction, cast, now)
            elif kind is VoteReason:
                given = [(one.key, one.change) for one in pending if isinstance(one.change, VoteReason)]
                await votes.explain(transaction, given, now)
            else:
                await votes.delete(transaction, [one.key for one in pending])
        return await votes.standings(transaction, {one.key for one in batch})


def _answer(one: _PendingVote, outcome: Standing | Exception) -> None:
    if one.stored.done():  # whoever waited for it was cancelled
        return
    if isinstance(outcome, Exception):
        one.stored.set_exception(outcome)
    else:
        one.stored.set_result(outcome)
