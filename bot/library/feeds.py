"""Feeds that guilds read: what their editors choose, and what is new in them."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from bot.errors import StorageBusyError, StorageDamagedError, UserError
from bot.feeds import FIRST, chosen, page_key, unseen
from bot.fetch import FetchedPage, Validators
from bot.library.article_writer import typed_link
from bot.library.halts import halt, take_back
from bot.library.ingest import Address, Ingest
from bot.library.notices import notify_editors
from bot.library.polling import (
    GONE_FOR_GOOD,
    NEW,
    failed,
    moved_to,
    polled,
    take_back_failure,
    tell_that_entries_wait,
    unknown,
    wait_asked_for,
)
from bot.library.room import QuotaError, check
from bot.model import NOBODY, Fact, Metadata
from bot.model.feeds import Feed, Subscription, WaitingEntry
from bot.model.quotas import Quota, Way
from bot.store import entries, feeds, notices
from bot.store.database import Database, in_snapshot, in_transaction
from bot.store.feeds import StoredFeed

MOST = 20
"""Feeds that a guild may read."""
WORDS_LENGTH = 100
POLLS = 50
"""Feeds that are polled in one round, one a host."""
LOOKED_AT = 1000
"""Rows that are looked through for what can be done now: many feeds may be of one host, and many servers may
have no room today."""
ADDED = 4
"""Entries that are added in one round, one a guild."""
CHANGED = "feed-entry-changed"
"""Why an entry waits whose article is there already, with another text."""
_GONE = 410

log = logging.getLogger(__name__)


class Feeds:
    """Reads feeds for guilds. Raises UserError("feed-gone") for a subscription that isn't the guild's."""

    def __init__(self, database: Database, clock: Callable[[], datetime], ingest: Ingest) -> None:
        self._db = database
        self._clock = clock
        self._ingest = ingest
        self._halted: dict[int, Fact] = {}

    async def subscribe(self, guild_id: int, address: str) -> Subscription:
        """Have a guild read the feed at an address; its newest entries wait for an editor at once.

        Raises UserError: "feed-known", "feed-limit", and what keeps the feed from being fetched or read.
        """
        url = typed_link(address)
        await self._db.read(_check_room, guild_id)
        page, feed = await self._ingest.read_feed(url, guild_id)
        assert feed is not None  # noqa: S101 - no version was known
        return await self._db.write(_subscribed, guild_id, url, page, feed, self._clock())

    @in_snapshot
    def of_guild(self, snapshot: sqlite3.Connection, guild_id: int) -> list[Subscription]:
        """Return the feeds that a guild reads, the latest last."""
        return feeds.of_guild(snapshot, guild_id)

    @in_snapshot
    def get(self, snapshot: sqlite3.Connection, guild_id: int, subscription_id: int) -> Subscription:
        """Return one of the feeds that a guild reads."""
        return _own(snapshot, guild_id, subscription_id)

    @in_transaction
    def change(
        self,
        transaction: sqlite3.Connection,
        guild_id: int,
        subscription_id: int,
        *,
        words: str | None = None,
        at_once: bool | None = None,
        paused: bool | None = None,
    ) -> Subscription:
        """Change what is given of a subscription, and return it. What waits already goes on waiting for an
        editor; what comes while it is paused may pass by."""
        own = _own(transaction, guild_id, subscription_id)
        own = replace(
            own,
            words=own.words if words is None else " ".join(words.split())[:WORDS_LENGTH],
            at_once=own.at_once if at_once is None else at_once,
            paused=own.paused if paused is None else paused,
        )
        feeds.change(transaction, own.id, words=own.words, at_once=own.at_once, paused=own.paused)
        if paused or at_once is False:
            entries.hold(transaction, own.id)
        return own

    @in_transaction
    def unsubscribe(self, transaction: sqlite3.Connection, guild_id: int, subscription_id: int) -> None:
        """Have a guild read a feed no more, and forget what waits of it. Its articles stay."""
        own = _own(transaction, guild_id, subscription_id)
        take_back_failure(transaction, own)
        feeds.unsubscribe(transaction, [own.id])

    @in_snapshot
    def waiting(self, snapshot: sqlite3.Connection, guild_id: int) -> list[WaitingEntry]:
        """Return the entries that wait for an editor, the newest first."""
        return entries.waiting(snapshot, guild_id)

    @in_transaction
    def admit(self, transaction: sqlite3.Connection, guild_id: int, first: int, last: int) -> None:
        """Have entries added one after the other as room allows: those that wait and weren't tried yet, from
        the id `first` to `last`. What can't be added waits for an editor again."""
        if not entries.admit(transaction, guild_id, first, last):
            raise UserError("feed-entry-gone")

    @in_transaction
    def settle(self, transaction: sqlite3.Connection, guild_id: int, entry_id: int) -> None:
        """Store that an entry waits no longer: it was added or declined."""
        if not entries.settle(transaction, guild_id, entry_id):
            raise UserError("feed-entry-gone")
        if not entries.waiting(transaction, guild_id):
            notices.take_back(transaction, guild_id, f"{NEW}:*")

    async def poll(self) -> None:
        """Read the feeds that are due, one after the other and at most one a host, and store what is new.

        For the process that delivers. What goes wrong with a feed is stored with it.
        """
        hosts: set[str | None] = set()
        for feed in await self._db.read(feeds.due, self._clock(), LOOKED_AT):
            host = urlsplit(feed.url).hostname
            if host not in hosts and len(hosts) < POLLS:
                hosts.add(host)
                await self._poll(feed)

    async def add_waiting(self) -> None:
        """Add entries that go in at once, a few at a time. For the process that delivers.

        Where a guild has no room for more, they wait until there is, and its editors are told that once a
        month at most: how much there is changes by the hour.
        """
        added = 0
        for entry in await self._db.read(entries.to_add, LOOKED_AT):
            added += await self._add(entry)
            if added == ADDED:
                return

    async def _add(self, entry: WaitingEntry) -> bool:
        """Add an entry; return False where that has to wait, and costs nothing."""
        problem = ""
        try:
            await self._db.read(check, entry.guild_id, Way.FEEDS, self._clock())
            added = await self._ingest.add(Address(entry.url), entry.guild_id, Metadata(), way=Way.FEEDS)
            if added.draft is not None:
                problem = CHANGED  # only an editor refreshes an article
        except (StorageBusyError, StorageDamagedError):
            raise
        except QuotaError as error:
            await self._halt(entry.guild_id, error.quota)
            return False
        except UserError as error:
            if error.key == "queue-full":
                return False
            problem = error.key
        except Exception:
            log.exception("Entry %d can't be added", entry.id)
            problem = "reading-died"
        if problem:
            await self._db.write(_refused, entry, problem, self._clock())
        else:
            self._halted.pop(entry.guild_id, None)
            await self._db.write(_added, entry, self._clock())
        return True

    async def _halt(self, guild_id: int, quota: Quota) -> None:
        """Tell editors of a guild that nothing goes in at once now, and why."""
        now = self._clock()
        fact = halt(quota, now)
        if self._halted.get(guild_id) != fact:
            await self._db.write(notify_editors, guild_id, NOBODY, fact, now)
            self._halted[guild_id] = fact

    async def _poll(self, feed: StoredFeed) -> None:
        page, problem, asked, read = None, None, None, None
        try:
            known = Validators(feed.etag, feed.modified)
            page, read = await self._ingest.read_feed(feed.url, None, known)
        except UserError as error:
            if error.key == "queue-full":  # people come first, and it stays due
                return
            gone = error.variables.get("status") == _GONE
            problem = GONE_FOR_GOOD if gone else error.key
            asked = wait_asked_for(error.variables.get("retry_after"))
        except Exception:
            log.exception("Feed %d can't be read", feed.id)
            problem = "reading-died"
        now = self._clock()
        if page is None:
            await self._db.write(failed, feed.id, problem or "reading-died", asked, now)
        else:
            await self._db.write(polled, feed.id, page, read, now)


def _added(transaction: sqlite3.Connection, entry: WaitingEntry, now: datetime) -> None:
    """Store that an entry went in."""
    entries.settle(transaction, entry.guild_id, entry.id)
    take_back(transaction, entry.guild_id, now)


def _refused(transaction: sqlite3.Connection, entry: WaitingEntry, problem: str, now: datetime) -> None:
    """Store that an entry waits for an editor since it can't go in by itself."""
    entries.refuse(transaction, entry.id, problem)
    tell_that_entries_wait(transaction, entry.guild_id, now)


def _own(connection: sqlite3.Connection, guild_id: int, subscription_id: int) -> Subscription:
    found = feeds.subscription(connection, guild_id, subscription_id)
    if found is None:
        raise UserError("feed-gone")
    return found


def _check_room(connection: sqlite3.Connection, guild_id: int) -> None:
    if len(feeds.of_guild(connection, guild_id)) >= MOST:
        raise UserError("feed-limit", limit=MOST)


def _subscribed(
    transaction: sqlite3.Connection, guild_id: int, url: str, page: FetchedPage, feed: Feed, now: datetime
) -> Subscription:
    _check_room(transaction, guild_id)
    url = moved_to(page) or url
    stored = feeds.put(transaction, page_key(url), url, now)
    polled(transaction, stored.id, page, feed, now)  # whoever reads it already gets what is new
    subscription_id = feeds.subscribe(transaction, guild_id, stored.id, now)
    if subscription_id is None:
        raise UserError("feed-known", title=feed.title or url)
    own = unknown(transaction, guild_id, chosen(unseen(feed.entries, set()), "", FIRST))
    entries.put(transaction, subscription_id, own, now)
    return _own(transaction, guild_id, subscription_id)
