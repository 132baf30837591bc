"""The next run of a schedule, given what was delivered."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import aiosqlite

from bot import schedule as clockwork
from bot.library.selection import guild_zone
from bot.model import Guild, Language, Schedule
from bot.schedule import TimeOfDay
from bot.store import deliveries, guilds, schedules


def zone_of(schedule: Schedule, guild: Guild) -> ZoneInfo:
    """Return the zone whose clocks a schedule follows: its own, otherwise the guild's."""
    return (
        clockwork.stored_zone(schedule.zone)
        if schedule.zone
        else guild_zone(guild, guild.language or Language.EN)
    )


async def planned(connection: aiosqlite.Connection, schedule: Schedule, guild: Guild) -> Schedule:
    """Return the schedule with its next run: the first after `done_until` on a date without a delivery.

    Whoever changes its time, days or zone, resumes or restores it, sets `done_until` to now before. Nothing
    is stored.
    """
    time, zone = TimeOfDay(schedule.minutes), zone_of(schedule, guild)
    for run in clockwork.occurrences(time, schedule.days, zone, schedule.done_until):
        if not await deliveries.taken(connection, schedule.id, run.date.isoformat()):
            return replace(schedule, next_run=run.at, next_date=run.date)
    raise AssertionError("runs have no end")


def active(schedule: Schedule) -> bool:
    """Return whether it has runs: it is neither paused nor removed."""
    return schedule.paused_by is None and schedule.removed_at is None


async def replan(transaction: aiosqlite.Connection, guild_id: int, now: datetime, *, own_zone: bool) -> None:
    """Store new next runs, from `now` on, for a guild's active schedules.

    Without `own_zone` those that have a zone of their own keep theirs.
    """
    guild = await guilds.get(transaction, guild_id)
    for schedule in await schedules.of_guild(transaction, guild_id):
        if active(schedule) and (own_zone or schedule.zone is None):
            fresh = await planned(transaction, replace(schedule, done_until=now), guild)
            await schedules.update(transaction, fresh)


async def halt(transaction: aiosqlite.Connection, guild_id: int) -> None:
    """Store no next run for a guild's schedules."""
    for schedule in await schedules.of_guild(transaction, guild_id):
        await schedules.update(transaction, replace(schedule, next_run=None, next_date=None))
