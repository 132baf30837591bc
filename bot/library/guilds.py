"""The settings of guilds, and when what is stored of them is deleted."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from bot.library.cache import Cache
from bot.library.planning import halt, replan
from bot.library.room import DAY
from bot.model import ALL_SHARDS, Guild, Language, Shards, Theme
from bot.store import (
    deletions,
    deliveries,
    drafts,
    entries,
    guilds,
    items,
    meta,
    notices,
    removal,
    schedules,
    usage,
)
from bot.store.database import Database, in_snapshot, in_transaction
from bot.store.guilds import GuildOverview
from bot.store.migrations import forget_copies

KEEP_REMOVED = timedelta(days=7)
KEEP_LEFT = timedelta(days=30)
KEEP_DELIVERIES = timedelta(days=90)
KEEP_ENTRIES = timedelta(days=30)
"""Of feeds, while they wait for an editor; others count for the day they came on."""
KEEP_COPIES = timedelta(days=30)
"""Of the database, made before migrations: people who had their data deleted are still in them."""

SETTINGS_CACHED = 20_000
"""Guilds whose settings are cached: a few megabytes."""

log = logging.getLogger(__name__)


class SettingsChanges(TypedDict, total=False):
    """What `Guilds.change` changes; None is "not chosen"."""

    language: Language | None
    zone: str | None
    editor_role: int | None
    unreviewed: bool
    theme: Theme
    home: Language
    suggestions: bool
    suggestions_channel: int | None
    model: str | None


class Guilds:
    """Reads and changes the settings of guilds, and deletes what was removed."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock
        self._settings = Cache(database, guilds.get, SETTINGS_CACHED)
        self._ours = False
        self.membership_known = asyncio.Event()
        """Set once it is known which guilds the bot is in: nothing is purged before."""

    async def belongs_to(self, application_id: int) -> None:
        """Set the application that the bot runs as.

        Another one than the database's first is in none of the guilds that have rows: then none of them is
        stored as left, and none purged.
        """
        first = await self._db.write(_first_application, str(application_id))
        self._ours = first == str(application_id)
        if not self._ours:
            log.warning("The database belongs to application %s; nothing of its servers is purged", first)

    async def get(self, guild_id: int) -> Guild:
        """Return the settings of a guild."""
        return await self._settings.get(guild_id)

    @in_transaction
    def change(
        self, transaction: sqlite3.Connection, guild_id: int, **settings: Unpack[SettingsChanges]
    ) -> Guild:
        """Store the given settings and return all of them.

        Schedules that follow the guild's zone are planned anew when it changes.
        """
        return change_in_transaction(transaction, self._clock(), guild_id, **settings)

    @in_snapshot
    def has_started(self, snapshot: sqlite3.Connection, guild_id: int) -> bool:
        """Return whether a guild was shown the guided start, or made a schedule without it."""
        if guilds.started(snapshot, guild_id):
            return True
        return bool(schedules.of_guild(snapshot, guild_id))

    @in_transaction
    def mark_started(self, transaction: sqlite3.Connection, guild_id: int) -> None:
        """Store that a guild was shown the guided start."""
        guilds.start(transaction, guild_id, self._clock())

    @in_transaction
    def mark_left(self, transaction: sqlite3.Connection, guild_id: int) -> None:
        """Store that the bot was removed from a guild: no more posts there; after `KEEP_LEFT` its rows go."""
        if not self._ours:
            return
        guilds.left(transaction, guild_id, self._clock())
        halt(transaction, guild_id)

    async def mark_present(
        self, guild_ids: Callable[[], Collection[int]], served: Shards = ALL_SHARDS
    ) -> None:
        """Store which guilds of these shards the bot is in: it has left all others of them, if only while it
        was off.

        Safe to repeat, which makes up for a `mark_joined` or `mark_left` that could not be stored; writes
        only what changed. `guild_ids` is asked again and again: the bot may join one meanwhile.
        """
        if await self._db.read(guilds.gone, guild_ids()):
            await self.mark_joined(*guild_ids())
        for guild_id in (await self._db.read(guilds.present)).difference(guild_ids()):
            if served.serve(guild_id) and guild_id not in guild_ids():
                await self.mark_left(guild_id)
        self.membership_known.set()

    async def mark_homes(self, homes: Mapping[int, Language]) -> None:
        """Store the languages of guilds' Discord locales: of those that anything is stored of, and only what
        changed."""
        for guild_id in await self._db.read(guilds.moved_home, homes):
            await self._db.write(guilds.put_home, guild_id, homes[guild_id])

    @in_transaction
    def mark_joined(self, transaction: sqlite3.Connection, *guild_ids: int) -> None:
        """Store that the bot is in these guilds; in those that it had left, unless they are blocked, posting
        resumes."""
        for guild_id in guilds.joined(transaction, guild_ids):
            replan(transaction, guild_id, self._clock(), own_zone=True)

    @in_snapshot
    def all(self, snapshot: sqlite3.Connection) -> list[GuildOverview]:
        """Return all guilds that something is stored of, by id."""
        return guilds.overview(snapshot)

    @in_transaction
    def block(self, transaction: sqlite3.Connection, guild_id: int) -> None:
        """Store that the bot is to keep out of a guild, whether or not it ever was in it: no posts there, its
        other rows are deleted `KEEP_LEFT` later."""
        now = self._clock()
        guilds.block(transaction, guild_id, now)
        guilds.left(transaction, guild_id, now)
        halt(transaction, guild_id)

    @in_transaction
    def unblock(self, transaction: sqlite3.Connection, guild_id: int) -> bool:
        """Undo `block`; return False for a guild that is not blocked.

        The bot may never have left it: it counts as one that the bot is in until `mark_present` finds
        otherwise.
        """
        unblocked = guilds.unblock(transaction, guild_id)
        if unblocked:
            replan(transaction, guild_id, self._clock(), own_zone=True)
        return unblocked

    @in_snapshot
    def blocked(self, snapshot: sqlite3.Connection, guild_ids: Collection[int]) -> set[int]:
        """Return those of these guilds that the bot is to keep out of."""
        return guilds.blocked(snapshot, guild_ids)

    async def purge(self, served: Shards = ALL_SHARDS) -> None:
        """Delete what was removed long enough ago, and what `purge_left` does. Safe to run at any time, and
        twice."""
        await asyncio.to_thread(
            forget_copies, self._db.path, KEEP_COPIES
        )  # first: on a full disk it makes room
        await self.purge_left(served)
        old = await self._purge()
        await self._db.checkpoint_wal()
        if old:
            log.info("Purged %d removed articles", old)

    @in_transaction
    def _purge(self, transaction: sqlite3.Connection) -> int:
        now = self._clock()
        old = removal.purge(transaction, now - KEEP_REMOVED)
        drafts.purge(transaction, now - KEEP_REMOVED)
        schedules.purge(transaction, now - KEEP_REMOVED)
        deliveries.purge(transaction, now - KEEP_DELIVERIES)
        notices.purge(transaction, now - KEEP_DELIVERIES)
        deletions.purge(transaction, now - KEEP_COPIES)
        entries.purge(transaction, settled=now - DAY, waiting=now - KEEP_ENTRIES)
        usage.purge(transaction, now - DAY)
        items.forget_days(transaction, (now - KEEP_REMOVED).date())
        return old

    @in_transaction
    def purge_left(self, transaction: sqlite3.Connection, served: Shards) -> None:
        """Delete what is stored of guilds of these shards that the bot left long enough ago."""
        if not self._ours:
            return
        left = guilds.left_before(transaction, self._clock() - KEEP_LEFT)
        if gone := guilds.purge(transaction, [one for one in left if served.serve(one)]):
            log.info("Purged %d guilds", gone)


def _first_application(transaction: sqlite3.Connection, application: str) -> str:
    """Return the first application that the bot ran as on this database: this one, if there was none yet."""
    first = meta.get(transaction, "application")
    if first is None:
        meta.put(transaction, "application", application)
    return first or application


def change_in_transaction(
    transaction: sqlite3.Connection, now: datetime, guild_id: int, **settings: Unpack[SettingsChanges]
) -> Guild:
    """Store settings as `Guilds.change` does, in the caller's transaction."""
    before = guilds.get(transaction, guild_id)
    guild = replace(before, **settings)
    guilds.put(transaction, guild)
    if guild.zone != before.zone:
        replan(transaction, guild_id, now, own_zone=False)
    return guild
