"""What people saved, and which of it they are shown where."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from bot.errors import UserError
from bot.library.visibility import ItemWithArticle, visible_item
from bot.library.votes import Votes, voted_item
from bot.model import OUTSIDE, Reminder
from bot.store import items, saved
from bot.store.database import Database, in_snapshot, in_transaction

MOST = 500
"""Items that one person may save."""


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page of what somebody saved, the newest first: page `page` (from 0) of the `count` items that they
    are shown where they ask.

    `elsewhere` are from other guilds' articles, `hidden` are not shown here (any more). `reminder` is their
    wish to be reminded.
    """

    items: list[ItemWithArticle]
    page: int
    count: int
    elsewhere: int
    hidden: int
    reminder: Reminder | None


class SavedItems:
    """Saves items for people, each known by the keyed hash that votes have: theirs alone, in every guild."""

    def __init__(self, database: Database, clock: Callable[[], datetime], votes: Votes) -> None:
        self._db = database
        self._clock = clock
        self._reader = votes.voter

    @in_transaction
    def toggle(
        self, transaction: sqlite3.Connection, guild_id: int, item_id: int, user_id: int
    ) -> tuple[ItemWithArticle, bool, int]:
        """Save an item for a person or, if they had, delete that; return it, whether it is saved now, and how
        many they have then.

        As for votes, a line of a summary stands for all of it: its one line is saved. Raises
        UserError("article-gone") for what the guild can't see (any more), "saved-withdrawn" for what it is
        not shown (any more) and is to be saved, and "saved-full".
        """
        found = visible_item(transaction, guild_id, item_id)
        reader, wanted = self._reader(user_id), voted_item(transaction, guild_id, found.item)
        is_saved = not saved.delete(transaction, reader, wanted)
        if is_saved and not items.all_shown(transaction, guild_id, [wanted]):
            raise UserError("saved-withdrawn")
        if is_saved and saved.count(transaction, reader) >= MOST:
            raise UserError("saved-full", limit=MOST)
        if is_saved:
            saved.put(transaction, reader, wanted, self._clock())
        found = visible_item(transaction, guild_id, wanted)
        return found, is_saved, saved.count(transaction, reader)

    @in_transaction
    def remove(self, transaction: sqlite3.Connection, item_id: int, user_id: int) -> None:
        """Delete that a person saved an item, whether or not they can see it. Safe to repeat."""
        saved.delete(transaction, self._reader(user_id), item_id)

    @in_snapshot
    def page(
        self, snapshot: sqlite3.Connection, guild_id: int, user_id: int, page: int, size: int
    ) -> SavedPage:
        """Return a page of `size` items (the last, if there are fewer) that a person saved, as the guild (or
        OUTSIDE) is shown them."""
        reader = self._reader(user_id)
        everything = saved.of_reader(snapshot, reader, guild_id)
        seen = [one.item_id for one in everything if one.seen]
        page = min(page, max(0, len(seen) - 1) // size)
        shown = [visible_item(snapshot, guild_id, one) for one in seen[page * size : (page + 1) * size]]
        elsewhere = sum(one.guild_id not in (guild_id, OUTSIDE) for one in everything)
        hidden = len(everything) - len(seen) - elsewhere
        return SavedPage(shown, page, len(seen), elsewhere, hidden, saved.reminder(snapshot, reader))

    @in_snapshot
    def found(
        self, snapshot: sqlite3.Connection, guild_id: int, item_id: int, user_id: int
    ) -> ItemWithArticle:
        """Return an item that a person saved. Raises UserError("saved-gone") where they have not, or the
        guild isn't shown it now."""
        seen = self._seen(snapshot, guild_id, user_id)
        if item_id not in seen:
            raise UserError("saved-gone")
        return visible_item(snapshot, guild_id, item_id)

    @in_snapshot
    def shown(
        self, snapshot: sqlite3.Connection, guild_id: int, item_ids: Collection[int], user_id: int
    ) -> list[ItemWithArticle]:
        """Return those of these items that a person saved and the guild (or OUTSIDE) is shown now."""
        seen = self._seen(snapshot, guild_id, user_id)
        return [visible_item(snapshot, guild_id, one) for one in item_ids if one in seen]

    @in_snapshot
    def guilds(self, snapshot: sqlite3.Connection, item_ids: Collection[int], user_id: int) -> set[int]:
        """Return the guilds that alone can see one of these items, which a person saved."""
        everything = saved.of_reader(snapshot, self._reader(user_id), OUTSIDE)
        return {one.guild_id for one in everything if one.item_id in item_ids} - {OUTSIDE}

    def _seen(self, connection: sqlite3.Connection, guild_id: int, user_id: int) -> set[int]:
        everything = saved.of_reader(connection, self._reader(user_id), guild_id)
        return {one.item_id for one in everything if one.seen}
