"""The settings of guilds, and when what is stored of them is deleted."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypedDict, Unpack

import aiosqlite

from bot.library.planning import halt, replan
from bot.model import ALL_SHARDS, Guild, Language, Shards, Theme
from bot.store import deliveries, drafts, guilds, items, meta, notices, removal, schedules
from bot.store.database import Database
from bot.store.guilds import GuildOverview

KEEP_REMOVED = timedelta(days=7)
KEEP_LEFT = timedelta(days=30)
KEEP_DELIVERIES = timedelta(days=90)
KEEP_COPIES = timedelta(days=30)
"""Of the database, made before migrations: people who had their data deleted are still in them."""

log = logging.getLogger(__name__)


class SettingsChanges(TypedDict, total=False):
    """What `Guilds.change` changes; None is "not chosen"."""

    language: Language | None
    zone: str | None
    editor_role: int | None
    unreviewed: bool
    theme: Theme


class Guilds:
    """Reads and changes the settings of guilds, and deletes what was removed."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock
        self._ours = False
        self.membership_known = asyncio.Event()
        """Set once it is known which guilds the bot is in: nothing is purged before."""

    async def belongs_to(self, application_id: int) -> None:
        """Set the application that the bot runs as.

        Another one than the database's first is in none of the guilds that have rows: then none of them is
        stored as left, and none purged.
        """
        async with self._db.transaction() as transaction:
            first = await meta.get(transaction, "application")
            if first is None:
                await meta.put(transaction, "application", str(application_id))
        self._ours = first in (None, str(application_id))
        if not self._ours:
            log.warning("The database belongs to application %s; nothing of its servers is purged", first)

    async def get(self, guild_id: int) -> Guild:
        """Return the settings of a guild."""
        return await guilds.get(self._db.reader, guild_id)

    async def change(self, guild_id: int, **settings: Unpack[SettingsChanges]) -> Guild:
        """Store the given settings and return all of them.

        Schedules that follow the guild's zone are planned anew when it changes.
        """
        async with self._db.transaction() as transaction:
            return await change_in_transaction(transaction, self._clock(), guild_id, **settings)

    async def has_started(self, guild_id: int) -> bool:
        """Return whether a guild was shown the guided start, or made a schedule without it."""
        if await guilds.started(self._db.reader, guild_id):
            return True
        return bool(await schedules.of_guild(self._db.reader, guild_id))

    async def mark_started(self, guild_id: int) -> None:
        """Store that a guild was shown the guided start."""
        async with self._db.transaction() as transaction:
            await guilds.start(transaction, guild_id, self._clock())

    async def mark_left(self, guild_id: int) -> None:
        """Store that the bot was removed from a guild: no more posts there; after `KEEP_LEFT` its rows go."""
        if not self._ours:
            return
        async with self._db.transaction() as transaction:
            await guilds.left(transaction, guild_id, self._clock())
            await halt(transaction, guild_id)

    async def mark_present(
        self, guild_ids: Callable[[], Collection[int]], served: Shards = ALL_SHARDS
    ) -> None:
        """Store which guilds of these shards the bot is in: it has left all others of them, if only while it
        was off.

        Safe to repeat, which makes up for a `mark_joined` or `mark_left` that could not be stored; writes
        only what changed. `guild_ids` is asked again and again: the bot may join one meanwhile.
        """
        if await guilds.gone(self._db.reader, guild_ids()):
            await self.mark_joined(*guild_ids())
        for guild_id in (await guilds.present(self._db.reader)).difference(guild_ids()):
            if served.serve(guild_id) and guild_id not in guild_ids():
                await self.mark_left(guild_id)
        self.membership_known.set()

    async def mark_joined(self, *guild_ids: int) -> None:
        """Store that the bot is in these guilds; in those that it had left, unless they are blocked, posting
        resumes."""
        async with self._db.transaction() as transaction:
            for guild_id in await guilds.joined(transaction, guild_ids):
                await replan(transaction, guild_id, self._clock(), own_zone=True)

    async def all(self) -> list[GuildOverview]:
        """Return all guilds that something is stored of, by id."""
        return await guilds.overview(self._db.reader)

    async def block(self, guild_id: int) -> None:
        """Store that the bot is to keep out of a guild, whether or not it ever was in it: no posts there, its
        other rows are deleted `KEEP_LEFT` later."""
        now = self._clock()
        async with self._db.transaction() as transaction:
            await guilds.block(transaction, guild_id, now)
            await guilds.left(transaction, guild_id, now)
            await halt(transaction, guild_id)

    async def unblock(self, guild_id: int) -> bool:
        """Undo `block`; return False for a guild that is not blocked.

        The bot may never have left it: it counts as one that the bot is in until `mark_present` finds
        otherwise.
        """
        async with self._db.transaction() as transaction:
            unblocked = await guilds.unblock(transaction, guild_id)
            if unblocked:
                await replan(transaction, guild_id, self._clock(), own_zone=True)
            return unblocked

    async def blocked(self, guild_ids: Collection[int]) -> set[int]:
        """Return those of these guilds that the bot is to keep out of."""
        return await guilds.blocked(self._db.reader, guild_ids)

    async def purge(self, served: Shards = ALL_SHARDS) -> None:
        """Delete what was removed long enough ago, and what `purge_left` does. Safe to run at any time, and
        twice."""
        now = self._clock()
        await self._db.forget_copies(KEEP_COPIES)  # first: on a full disk it makes room
        await self.purge_left(served)
        async with self._db.transaction() as transaction:
            old = await removal.purge(transaction, now - KEEP_REMOVED)
            await drafts.purge(transaction, now - KEEP_REMOVED)
            await schedules.purge(transaction, now - KEEP_REMOVED)
            await deliveries.purge(transaction, now - KEEP_DELIVERIES)
            await notices.purge(transaction, now - KEEP_DELIVERIES)
            await items.forget_days(transaction, (now - KEEP_REMOVED).date())
        await self._db.checkpoint_wal()
        if old:
            log.info("Purged %d removed articles", old)

    async def purge_left(self, served: Shards) -> None:
        """Delete what is stored of guilds of these shards that the bot left long enough ago."""
        if not self._ours:
            return
        async with self._db.transaction() as transaction:
            left = await guilds.left_before(transaction, self._clock() - KEEP_LEFT)
            gone = await guilds.purge(transaction, [one for one in left if served.serve(one)])
        if gone:
            log.info("Purged %d guilds", gone)


async def change_in_transaction(
    transaction: aiosqlite.Connection, now: datetime, guild_id: int, **settings: Unpack[SettingsChanges]
) -> Guild:
    """Store settings as `Guilds.change` does, in the caller's transaction."""
    before = await guilds.get(transaction, guild_id)
    guild = replace(before, **settings)
    await guilds.put(transaction, guild)
    if guild.zone != before.zone:
        await replan(transaction, guild_id, now, own_zone=False)
    return guild
