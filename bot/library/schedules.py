"""A guild's schedules: how they are made, changed, paused, removed and shown."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.errors import UserError
from bot.library.alike import check_alike, chosen, posts_same
from bot.library.claims import cancel, new_delivery
from bot.library.guilds import change_in_transaction
from bot.library.planning import active, planned, settled
from bot.library.preview import UpcomingPost, upcoming_posts
from bot.library.problems import set_problems
from bot.library.queueing import with_queue
from bot.library.selection import local_day
from bot.library.shown_schedule import ShownSchedule
from bot.library.visibility import visible_article
from bot.model import (
    Article,
    Delivery,
    DeliveryKind,
    Guild,
    Language,
    Problem,
    Schedule,
    ScheduleSpec,
)
from bot.store import articles, deliveries, guilds, meta, queue, schedules
from bot.store.database import Database, in_snapshot, in_transaction

LIMIT = 20
"""Schedules of one guild."""
HISTORY = 50
"""Deliveries that a schedule's history goes back."""
STALLED_SHOWN = timedelta(days=1)
"""Time for which it is told that posting had stalled."""
REPLANNED = {"minutes", "days", "pauses", "zone", "paused_by", "removed_at"}
"""Fields that a new run is computed from."""
CHOSEN_BY = {"content", "article_id", "language"}
OF_THE_CHOICE = {Problem.NOTHING_TO_POST, Problem.ARTICLE_GONE}
"""Problems of what a schedule posts, which end when one of `CHOSEN_BY` changes."""


class Schedules:
    """Reads and writes the schedules of guilds. A schedule of another guild counts as gone."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock

    @in_snapshot
    def all(self, snapshot: sqlite3.Connection, guild_id: int) -> list[Schedule]:
        """Return a guild's schedules, oldest first."""
        return schedules.of_guild(snapshot, guild_id)

    @in_snapshot
    def removed(self, snapshot: sqlite3.Connection, guild_id: int) -> list[Schedule]:
        """Return a guild's schedules that `restore` can bring back, the latest removed first."""
        return schedules.removed(snapshot, guild_id)

    @in_snapshot
    def count_of(self, snapshot: sqlite3.Connection, guild_id: int, article_id: int) -> int:
        """Return how many of a guild's schedules post from that article alone, or have it in their queue."""
        queued, own = queue.schedules_of(snapshot, article_id), schedules.of_guild(snapshot, guild_id)
        return sum(one.article_id == article_id or one.id in queued for one in own)

    @in_snapshot
    def get(
        self, snapshot: sqlite3.Connection, guild_id: int, schedule_id: int, *, removed: bool = False
    ) -> Schedule:
        """Return a guild's schedule, also a removed one with `removed`.

        Raises UserError("schedule-gone") if it has none (any more).
        """
        return own_schedule(snapshot, guild_id, schedule_id, removed=removed)

    async def show(
        self, guild: Guild, those: Sequence[Schedule], may_see: Callable[[int], bool]
    ) -> list[ShownSchedule]:
        """Return schedules of a guild as a person may see them.

        `may_see` tells by a channel's id whether the person may know of the channel.
        """
        named = any(schedule.article_id is not None for schedule in those)
        readable = await self._db.read(articles.visible, guild.id) if named else ()
        now = self._clock()
        by_id: dict[int | None, Article] = {article.id: article for article in readable}
        return [
            ShownSchedule(schedule, guild, now, by_id.get(schedule.article_id), may_see(schedule.channel_id))
            for schedule in those
        ]

    async def check_new(self, guild: Guild, spec: ScheduleSpec) -> None:
        """Raise ScheduleExistsError where one of a guild's schedules is active and the same, and
        UserError("schedules-full") where it has all that it can have."""
        others = await self.all(guild.id)
        check_alike(others, guild, settled(spec, guild, self._clock()), alike=0)
        if len(others) >= LIMIT:
            raise UserError("schedules-full", limit=LIMIT)

    @in_transaction
    def add(
        self,
        transaction: sqlite3.Connection,
        guild_id: int,
        spec: ScheduleSpec,
        *,
        created_by: int,
        zone: str | None = None,
        home: Language | None = None,
        alike: int | None = None,
    ) -> Schedule:
        """Store a schedule and return it; its first run is the first after now.

        `zone` becomes the guild's if it has chosen none, otherwise the schedule's own. `home` is the language
        of the guild's Discord locale, if it is known. Raises UserError("schedules-full") for one too many,
        "article-gone" for an article that the guild can't see, and ScheduleExistsError where the guild has
        more than `alike` active ones that are the same (None: any number is fine).
        """
        guild = guilds.get(transaction, guild_id)
        if home is not None and guild.home is not home:
            guild = change_in_transaction(transaction, self._clock(), guild_id, home=home)
        if zone is not None and guild.zone is None:
            guild = change_in_transaction(transaction, self._clock(), guild_id, zone=zone)
        elif zone is not None:
            spec = replace(spec, zone=zone)
        spec = settled(spec, guild, self._clock())
        if alike is not None:
            check_alike(schedules.of_guild(transaction, guild_id), guild, spec, alike)
        return self._insert(transaction, guild, spec, created_by)

    @in_transaction
    def set_up(
        self,
        transaction: sqlite3.Connection,
        guild_id: int,
        spec: ScheduleSpec,
        *,
        language: Language,
        zone: str,
        created_by: int,
    ) -> Schedule:
        """Store a guild's language and zone and a schedule that follows them: all of it or nothing.

        A schedule that posts the same already is resumed instead: whoever asks twice wants one post a day.
        Raises UserError("schedules-full") for one too many.
        """
        guild = change_in_transaction(transaction, self._clock(), guild_id, language=language, zone=zone)
        for one in schedules.of_guild(transaction, guild_id):
            follows = one.zone in (None, zone) and one.language in (None, language)
            if follows and posts_same(one, spec):
                return self._update(transaction, one, paused_by=None)
        return self._insert(transaction, guild, spec, created_by)

    @in_transaction
    def change(
        self, transaction: sqlite3.Connection, /, guild_id: int, schedule_id: int, **changes: Any
    ) -> Schedule:
        """Store the given fields of a schedule and return it, with its next run after now if that changes."""
        before = own_schedule(transaction, guild_id, schedule_id)
        return self._update(transaction, before, **changes)

    async def pause(self, guild_id: int, schedule_id: int, by: int) -> Schedule:
        """Stop a schedule's runs until `resume`."""
        return await self.change(guild_id, schedule_id, paused_by=by)

    async def resume(self, guild_id: int, schedule_id: int) -> Schedule:
        """Resume a paused schedule; what was due meanwhile is not made up."""
        return await self.change(guild_id, schedule_id, paused_by=None)

    async def remove(self, guild_id: int, schedule_id: int) -> Schedule:
        """Remove a schedule; `restore` can bring it back until it is purged."""
        return await self.change(guild_id, schedule_id, removed_at=self._clock())

    @in_transaction
    def restore(self, transaction: sqlite3.Connection, guild_id: int, schedule_id: int) -> Schedule:
        """Bring a removed schedule back. Raises UserError("schedules-full") for one too many."""
        before = own_schedule(transaction, guild_id, schedule_id, removed=True)
        if before.removed_at is not None:
            _check_limit(transaction, guild_id)
        return self._update(transaction, before, removed_at=None)

    def today(self, guild: Guild, home: Language) -> date:
        """Return the date in a guild's zone; `home` is the language of its Discord locale."""
        return local_day(guild, home, self._clock())

    @in_snapshot
    def preview(
        self, snapshot: sqlite3.Connection, guild: Guild, schedule: Schedule, home: Language
    ) -> list[UpcomingPost]:
        """Return the next posts of a guild's schedule, as `upcoming_posts` does."""
        return upcoming_posts(snapshot, schedule, guild, home, self._clock())

    @in_snapshot
    def history(self, snapshot: sqlite3.Connection, schedule: Schedule) -> list[Delivery]:
        """Return a schedule's latest posts and tests, newest first."""
        return deliveries.history(snapshot, schedule.id, HISTORY)

    @in_transaction
    def request_test(self, transaction: sqlite3.Connection, schedule: Schedule, interaction_id: int) -> None:
        """Store a test post that is due now; the dispatcher sends it. Once for each interaction."""
        now = self._clock()
        wanted = replace(new_delivery(schedule, f"test:{interaction_id}", now), kind=DeliveryKind.TEST)
        deliveries.insert(transaction, wanted)

    @in_snapshot
    def stalled_at(self, snapshot: sqlite3.Connection) -> datetime | None:
        """Return when posting last stalled and was restarted, if within `STALLED_SHOWN`."""
        at = meta.get_moment(snapshot, "stalled")
        return at if at and at > self._clock() - STALLED_SHOWN else None

    async def with_problems(self, guild_id: int) -> list[Schedule]:
        """Return a guild's schedules that have problems."""
        return [schedule for schedule in await self.all(guild_id) if schedule.problems]

    @in_snapshot
    def guilds_with_problems(self, snapshot: sqlite3.Connection, guild_ids: Collection[int]) -> list[int]:
        """Return those of these guilds that have a schedule with problems."""
        return schedules.guilds_with_problems(snapshot, guild_ids)

    async def set_problems(
        self,
        examined: Schedule,
        problems: Sequence[Problem],
        until: datetime | None,
        *,
        tell: bool = False,
    ) -> Schedule:
        """Store all that keeps a schedule from posting (nothing: it is fine again), and return it.

        `until` is when they pass by themselves, if known. With `tell`, whoever made it is told if it stops
        posting. Where the schedule posts elsewhere than when it was `examined`, nothing is stored.
        """
        if not (problems or examined.problems):
            return examined

        def stored(transaction: sqlite3.Connection) -> Schedule:
            set_problems(transaction, examined, tuple(problems), until, self._clock(), tell=tell)
            return schedules.get(transaction, examined.id) or examined

        return await self._db.write(stored)

    def _insert(
        self, transaction: sqlite3.Connection, guild: Guild, spec: ScheduleSpec, created_by: int
    ) -> Schedule:
        _check_limit(transaction, guild.id)
        if spec.article_id is not None:  # it may have come in a button's id
            visible_article(transaction, guild.id, spec.article_id)
        now = self._clock()
        made = Schedule(
            **chosen(spec),
            id=0,
            public_id=secrets.token_hex(6),
            guild_id=guild.id,
            created_by=created_by,
            created_at=now,
            done_until=now,
        )
        made = schedules.insert(transaction, planned(transaction, made, guild))
        return with_queue(transaction, made)

    def _update(self, transaction: sqlite3.Connection, before: Schedule, **changes: Any) -> Schedule:
        guild = guilds.get(transaction, before.guild_id)
        after = settled(replace(before, **changes), guild, self._clock(), before)
        changed = {name for name in changes if getattr(before, name) != getattr(after, name)}
        if "article_id" in changed and after.article_id is not None:
            visible_article(transaction, before.guild_id, after.article_id)
        if changed & CHOSEN_BY:
            left = tuple(problem for problem in before.problems if problem not in OF_THE_CHOICE)
            after = replace(after, problems=left)
        if not active(after):
            after = replace(after, next_run=None, next_date=None)
        elif changed & REPLANNED:
            after = planned(transaction, replace(after, done_until=self._clock()), guild)
        schedules.update(transaction, after)
        cancel(transaction, before, after, guild, self._clock())
        return with_queue(transaction, after)


def own_schedule(
    connection: sqlite3.Connection, guild_id: int, schedule_id: int, *, removed: bool = False
) -> Schedule:
    """Return a guild's schedule, also a removed one with `removed`. Raises UserError("schedule-gone")."""
    schedule = schedules.get(connection, schedule_id)
    if schedule is None or schedule.guild_id != guild_id or (schedule.removed_at and not removed):
        raise UserError("schedule-gone")
    return schedule


def _check_limit(connection: sqlite3.Connection, guild_id: int) -> None:
    if schedules.count(connection, guild_id) >= LIMIT:
        raise UserError("schedules-full", limit=LIMIT)
