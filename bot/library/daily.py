"""A guild's schedules: made, changed, looked at, removed and brought back."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import aiosqlite

from bot import schedule as clockwork
from bot.errors import UserError
from bot.library.claims import cancel, trouble
from bot.library.guilds import change_in_transaction
from bot.library.planning import active, planned, zone_of
from bot.library.preview import PREVIEWED, Coming, coming
from bot.model import (
    Content,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Language,
    Problem,
    Schedule,
    Style,
)
from bot.schedule import TimeOfDay
from bot.store import deliveries, guilds, meta, schedules
from bot.store.database import Database

LIMIT = 20
"""Schedules of one guild."""
HISTORY = 50
STALLED_SHOWN = 86_400
REPLANNED = {"minutes", "days", "zone", "paused_by", "removed_at"}
POSTED = ("channel_id", "minutes", "days", "content", "article_id")
"""What two schedules share that post the same, apart from zone and language."""
CHOSEN_BY = ("content", "article_id", "language")
OF_THE_CHOICE = {Problem.NOTHING_TO_POST, Problem.ARTICLE_GONE}
"""Problems of what a schedule posts, and what it is chosen by: another choice ends them."""


class Schedules:
    """What editors do to a guild's schedules. One of another guild is as good as none."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock

    async def all(self, guild_id: int) -> list[Schedule]:
        """A guild's schedules, oldest first."""
        return await schedules.of_guild(self._db.reader, guild_id)

    async def removed(self, guild_id: int) -> list[Schedule]:
        """A guild's schedules that `restore` can bring back, the latest removed first."""
        return await schedules.removed(self._db.reader, guild_id)

    async def count_of(self, guild_id: int, article_id: int) -> int:
        """How many of a guild's schedules post from that article alone."""
        return sum(schedule.article_id == article_id for schedule in await self.all(guild_id))

    async def get(self, guild_id: int, schedule_id: int) -> Schedule:
        """A guild's schedule. Raises UserError("schedule-gone") where there is none (any more)."""
        return await self._own(self._db.reader, guild_id, schedule_id)

    async def find(self, guild_id: int, query: str | None, *, removed: bool = False) -> Schedule:
        """The schedule (or the removed one) a person means: "#id", or (None) the only one. Raises UserError
        otherwise."""
        own = await (self.removed if removed else self.all)(guild_id)
        if not own:
            raise UserError("schedules-removed-none" if removed else "schedules-none")
        if query is None and len(own) > 1:
            raise UserError("schedule-which")
        for schedule in own:
            if query is None or query.strip() == f"#{schedule.id}":
                return schedule
        raise UserError("schedule-unknown.removed" if removed else "schedule-unknown")

    async def check_room(self, guild_id: int) -> None:
        """Raises UserError("schedules-full") for a guild that has as many as it can."""
        await _check_room(self._db.reader, guild_id)

    async def add(
        self,
        guild_id: int,
        *,
        channel_id: int,
        at: TimeOfDay,
        days: frozenset[int],
        content: Content,
        created_by: int,
        zone: str | None = None,
        article_id: int | None = None,
        language: Language | None = None,
        role_id: int | None = None,
        style: Style = Style.TEXT,
    ) -> Schedule:
        """Makes a schedule; its first run is the first after now. Raises UserError for one too many."""
        made = replace(
            self._new(guild_id, channel_id, at, days, content, created_by),
            zone=zone,
            article_id=article_id,
            language=language,
            role_id=role_id,
            style=style,
        )
        async with self._db.transaction() as transaction:
            return await _insert(transaction, made)

    async def begin(
        self, guild_id: int, *, language: Language, zone: str, channel_id: int, at: TimeOfDay, created_by: int
    ) -> Schedule:
        """Chooses a guild's language and zone and makes a daily post that follows them: all of it or nothing.

        Where one like it is there, that one goes on instead: whoever asks twice wants one post a day. Raises
        UserError for one too many.
        """
        made = self._new(guild_id, channel_id, at, clockwork.EVERY_DAY, Content.MIXED, created_by)
        async with self._db.transaction() as transaction:
            await change_in_transaction(transaction, self._clock(), guild_id, language=language, zone=zone)
            for one in await schedules.of_guild(transaction, guild_id):
                follows = one.zone in (None, zone) and one.language in (None, language)
                if follows and all(getattr(one, name) == getattr(made, name) for name in POSTED):
                    return await self._change_in(transaction, guild_id, one.id, {"paused_by": None})
            return await _insert(transaction, made)

    async def change(self, guild_id: int, schedule_id: int, **changes: Any) -> Schedule:
        """Stores the given fields of a schedule. With new time, days or zone it is planned anew."""
        return await self._change(guild_id, schedule_id, changes)

    async def pause(self, guild_id: int, schedule_id: int, by: int) -> Schedule:
        """Lets a schedule wait until `resume`."""
        return await self._change(guild_id, schedule_id, {"paused_by": by})

    async def resume(self, guild_id: int, schedule_id: int) -> Schedule:
        """Lets a schedule go on; what was due meanwhile is not made up."""
        return await self._change(guild_id, schedule_id, {"paused_by": None})

    async def remove(self, guild_id: int, schedule_id: int) -> Schedule:
        """Removes a schedule; `restore` can bring it back until it is purged."""
        return await self._change(guild_id, schedule_id, {"removed_at": self._now()})

    async def restore(self, guild_id: int, schedule_id: int) -> Schedule:
        """Brings a removed schedule back. Raises UserError for one too many."""
        return await self._change(guild_id, schedule_id, {"removed_at": None})

    async def zone(self, schedule: Schedule) -> ZoneInfo:
        """The zone whose clocks a schedule follows."""
        return zone_of(schedule, await guilds.get(self._db.reader, schedule.guild_id))

    async def preview(self, schedule: Schedule, home: Language, count: int = PREVIEWED) -> list[Coming]:
        """The next posts of a schedule, also of a paused one as if it were resumed now. Nothing is chosen.

        `home` is the language of the guild's Discord locale.
        """
        return await coming(self._db.reader, schedule, home, self._clock(), count)

    async def history(self, schedule: Schedule) -> list[Delivery]:
        """A schedule's latest posts and tests, newest first."""
        return await deliveries.history(self._db.reader, schedule.id, HISTORY)

    async def test(self, schedule: Schedule, interaction_id: int) -> None:
        """Has one post of a schedule sent now, marked as a test."""
        now = self._now()
        wanted = Delivery(
            id=0,
            schedule_id=schedule.id,
            slot=f"test:{interaction_id}",
            kind=DeliveryKind.TEST,
            guild_id=schedule.guild_id,
            target=schedule.channel_id,
            due_at=now,
            state=DeliveryState.WAITING,
            reason=None,
            items=(),
            nonce=secrets.token_hex(12),
            retry_at=now,
        )
        async with self._db.transaction() as transaction:
            await deliveries.insert(transaction, wanted)

    async def stalled_at(self) -> int | None:
        """When posting last stalled and was restarted, if that was in the last `STALLED_SHOWN` seconds."""
        stored = await meta.get(self._db.reader, "stalled")
        return int(stored) if stored and int(stored) > self._now() - STALLED_SHOWN else None

    async def in_trouble(self, guild_id: int) -> list[Schedule]:
        """A guild's schedules that something keeps from posting."""
        return [schedule for schedule in await self.all(guild_id) if schedule.problems]

    async def found(self, examined: Schedule, problems: Sequence[Problem], until: int | None) -> None:
        """Stores all that keeps a schedule from posting now (none: nothing does), and when it passes; nothing
        where it posts elsewhere by now."""
        async with self._db.transaction() as transaction:
            await trouble(transaction, examined, tuple(problems), until, self._now(), tell=False)

    async def notices(self, guild_id: int) -> list[Schedule]:
        """Schedules in trouble whose maker could not be told."""
        unseen = {n.schedule_id for n in await deliveries.unseen_notices(self._db.reader, guild_id)}
        return [one for one in await self.all(guild_id) if one.id in unseen] if unseen else []

    async def seen(self, guild_id: int) -> None:
        """Notes that an editor saw a guild's notices."""
        async with self._db.transaction() as transaction:
            for notice in await deliveries.unseen_notices(transaction, guild_id):
                await deliveries.update(transaction, replace(notice, seen_at=self._now()))

    def _new(
        self,
        guild_id: int,
        channel_id: int,
        at: TimeOfDay,
        days: frozenset[int],
        content: Content,
        created_by: int,
    ) -> Schedule:
        now = self._now()
        return Schedule(
            id=0,
            public_id=secrets.token_hex(6),
            guild_id=guild_id,
            channel_id=channel_id,
            minutes=at.minutes,
            days=days,
            zone=None,
            content=content,
            article_id=None,
            language=None,
            role_id=None,
            created_by=created_by,
            created_at=now,
            done_until=now,
        )

    async def _change(self, guild_id: int, schedule_id: int, changes: dict[str, Any]) -> Schedule:
        async with self._db.transaction() as transaction:
            return await self._change_in(transaction, guild_id, schedule_id, changes)

    async def _change_in(
        self, transaction: aiosqlite.Connection, guild_id: int, schedule_id: int, changes: dict[str, Any]
    ) -> Schedule:
        before = await self._own(
            transaction, guild_id, schedule_id, removed=changes.get("removed_at", 0) is None
        )
        if before.removed_at is not None:
            await _check_room(transaction, guild_id)
        after = replace(before, **changes)
        if any(getattr(before, name) != getattr(after, name) for name in CHOSEN_BY):
            left = tuple(p for p in before.problems if p not in OF_THE_CHOICE)
            after = replace(after, problems=left)
        guild = await guilds.get(transaction, guild_id)
        if not active(after):
            after = replace(after, next_run=None, next_date=None)
        elif any(getattr(before, name) != getattr(after, name) for name in REPLANNED):
            after = replace(after, done_until=self._now())
            after = await planned(transaction, after, guild)
        await schedules.update(transaction, after)
        await cancel(transaction, before, after, guild, self._now())
        return after

    async def _own(
        self, connection: aiosqlite.Connection, guild_id: int, schedule_id: int, *, removed: bool = False
    ) -> Schedule:
        schedule = await schedules.get(connection, schedule_id)
        if schedule is None or schedule.guild_id != guild_id:
            raise UserError("schedule-gone")
        if schedule.removed_at is not None and not removed:
            raise UserError("schedule-gone")
        return schedule

    def _now(self) -> int:
        return int(self._clock().timestamp())


async def _insert(transaction: aiosqlite.Connection, made: Schedule) -> Schedule:
    await _check_room(transaction, made.guild_id)
    made = await schedules.insert(transaction, made)
    made = await planned(transaction, made, await guilds.get(transaction, made.guild_id))
    await schedules.update(transaction, made)
    return made


async def _check_room(connection: aiosqlite.Connection, guild_id: int) -> None:
    if await schedules.count(connection, guild_id) >= LIMIT:
        raise UserError("schedules-full", limit=LIMIT)
