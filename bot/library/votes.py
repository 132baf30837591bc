"""How votes are cast and stored."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from datetime import datetime

from bot.library.visibility import visible_item
from bot.model import SUMMARY, Item, Standing, Vote, VoteReason
from bot.store import items, votes
from bot.store.database import Database, in_transaction


class Votes:
    """Casts votes: one for each person and item in a guild, changed as often as they like.

    `key` is what makes voters of people.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime], key: bytes) -> None:
        self._db = database
        self._clock = clock
        self._key = key

    def voter(self, user_id: int) -> bytes:
        """Return what a person is known by: the same in every guild, and nothing without the key."""
        return voter_of(self._key, user_id)

    @in_transaction
    def cast(
        self,
        transaction: sqlite3.Connection,
        guild_id: int,
        item_id: int,
        user_id: int,
        change: Vote | VoteReason | None,
    ) -> Standing:
        """Store a vote or the reason for a 👎 (nothing where there is none any more), or delete one (None);
        return how the item stands as soon as that can't be lost any more.

        A vote for a line of a summary is one for the summary: it counts for the one line of that article.
        Votes are stored in the order in which they came. Raises UserError("article-gone") for an item that
        the guild can't see (any more), and what `Database.write` raises: then nothing changed.
        """
        item = visible_item(transaction, guild_id, item_id, removed=True).item
        key = (guild_id, voted_item(transaction, guild_id, item), self.voter(user_id))
        if isinstance(change, Vote):
            votes.put(transaction, key, change, self._clock())
        elif change is not None:
            votes.explain(transaction, key, change, self._clock())
        else:
            votes.delete(transaction, key)
        return votes.standing(transaction, key)


def voter_of(key: bytes, user_id: int) -> bytes:
    """Return what a person is known by under a key."""
    return hashlib.blake2b(str(user_id).encode(), key=key, digest_size=16).digest()


def voted_item(connection: sqlite3.Connection, guild_id: int, item: Item) -> int:
    """Return the id of the item that stands for this one: for a line of a summary, its one line."""
    if item.kind not in SUMMARY:
        return item.id
    # Also where editors rejected that line: one person, one vote, whatever they say of it later.
    return items.line_of(connection, guild_id, item.article_id) or item.id
