"""The next run of a schedule, given what was delivered."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot import schedule as clockwork
from bot.library.selection import guild_zone
from bot.model import EVERY_DAY, EveryDays, Guild, Language, Schedule, ScheduleSpec
from bot.schedule import Occurrence, TimeOfDay
from bot.store import deliveries, guilds, schedules
from bot.store.damage import is_damage
from bot.store.transactions import savepoint

REPLANNED_AT_ONCE = 500

Spec = TypeVar("Spec", bound=ScheduleSpec)
T = TypeVar("T")

log = logging.getLogger(__name__)


def zone_of(schedule: ScheduleSpec, guild: Guild) -> ZoneInfo:
    """Return the zone whose clocks a schedule follows: its own, otherwise the guild's."""
    return (
        clockwork.stored_zone(schedule.zone)
        if schedule.zone
        else guild_zone(guild, guild.language or Language.EN)
    )


def runs(schedule: ScheduleSpec, zone: ZoneInfo, after: datetime) -> Iterator[Occurrence]:
    """Yield all runs of a schedule later than `after`, in order, without end; none lies in its pauses."""
    return clockwork.occurrences(TimeOfDay(schedule.minutes), schedule.days, zone, after, schedule.pauses)


def settled(spec: Spec, guild: Guild, now: datetime, before: ScheduleSpec | None = None) -> Spec:
    """Return a spec that has runs. Where it says from no date how its days are counted, it is from the first
    one that can still get a post; or as of `before`, if that has as many days from post to post."""
    days = spec.days
    if not isinstance(days, EveryDays) or days.anchor is not None:
        return spec
    if before is not None and isinstance(before.days, EveryDays) and before.days.count == days.count:
        return replace(spec, days=before.days)
    first = next(runs(replace(spec, days=EVERY_DAY), zone_of(spec, guild), now))
    return replace(spec, days=replace(days, anchor=first.date))


def planned(connection: sqlite3.Connection, schedule: Schedule, guild: Guild) -> Schedule:
    """Return the schedule with its next run: the first after `done_until` on a date without a delivery.

    Whoever changes its time, days, pauses or zone, resumes or restores it, sets `done_until` to now before.
    Nothing is stored.
    """
    for run in runs(schedule, zone_of(schedule, guild), schedule.done_until):
        if not deliveries.taken(connection, schedule.id, run.date.isoformat()):
            return replace(schedule, next_run=run.at, next_date=run.date)
    raise AssertionError("runs have no end")


def in_pause(schedule: ScheduleSpec, day: date) -> bool:
    """Return whether a local date lies in one of a schedule's pauses."""
    return any(day in pause for pause in schedule.pauses)


def active(schedule: Schedule) -> bool:
    """Return whether it has runs: it is neither paused nor removed."""
    return schedule.paused_by is None and schedule.removed_at is None


def replan(transaction: sqlite3.Connection, guild_id: int, now: datetime, *, own_zone: bool) -> None:
    """Store new next runs, from `now` on, for a guild's active schedules.

    Without `own_zone` those that have a zone of their own keep theirs.
    """
    guild = guilds.get(transaction, guild_id)
    for schedule in schedules.of_guild(transaction, guild_id):
        if active(schedule) and (own_zone or schedule.zone is None):
            fresh = planned(transaction, replace(schedule, done_until=now), guild)
            schedules.update(transaction, fresh)


def halt(transaction: sqlite3.Connection, guild_id: int) -> None:
    """Store no next run for a guild's schedules."""
    for schedule in schedules.of_guild(transaction, guild_id):
        schedules.update(transaction, replace(schedule, next_run=None, next_date=None))


def plan_page(
    transaction: sqlite3.Connection, last: int, now: datetime, ahead: datetime | None
) -> int | None:
    """Plan the schedules that follow the id `last`; return the last one's id, None where there are none."""
    page = schedules.planned(transaction, last, REPLANNED_AT_ONCE, ahead)
    for schedule_id in page:
        isolated(transaction, partial(_replan, transaction, schedule_id, now), [])
    return page[-1] if page else None


def _replan(transaction: sqlite3.Connection, schedule_id: int, now: datetime) -> None:
    schedule = schedules.get(transaction, schedule_id)
    assert schedule is not None  # noqa: S101 - it was found in this transaction
    guild = guilds.get(transaction, schedule.guild_id)
    fresh = planned(transaction, replace(schedule, done_until=min(schedule.done_until, now)), guild)
    if fresh != schedule:
        schedules.update(transaction, fresh)


def isolated(transaction: sqlite3.Connection, work: Callable[[], T | None], done: list[T]) -> bool:
    """Return whether the work on one row succeeded: one that fails stops no other. What it returns is
    appended to `done`, unless that is None."""
    try:
        with savepoint(transaction):
            outcome = work()
    except Exception as error:
        if isinstance(error, sqlite3.OperationalError) or is_damage(error):  # the disk, not this row
            raise
        log.exception("A row can't be dealt with")
        return False
    done += [] if outcome is None else [outcome]
    return True
