"""Posts that somebody wants before their time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot import schedule as clockwork
from bot.errors import UserError
from bot.library.claims import new_delivery
from bot.library.planning import active, planned, zone_of
from bot.library.schedules import own_schedule
from bot.model import DeliveryState, Problem, Schedule
from bot.store import deliveries, guilds, schedules
from bot.store.database import Database, in_transaction


class EarlyPosts:
    """Puts posts into the outbox before their time."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock

    @in_transaction
    def post_today(self, transaction: sqlite3.Connection, guild_id: int, schedule_id: int) -> Schedule:
        """Have the post of a guild's schedule for today sent now, and return the schedule with its next run.

        It is the one post of this local date, and counts as shown; one for which there was nothing to post
        comes back. Raises UserError: "schedule-gone", or "posted-today" where the date has its post, which
        may be on its way; so asking twice sends once.
        """
        now = self._clock()
        schedule = own_schedule(transaction, guild_id, schedule_id)
        guild = guilds.get(transaction, guild_id)
        today = clockwork.local_date(now, zone_of(schedule, guild))
        post = replace(new_delivery(schedule, today.isoformat(), now), requested_at=now)
        before = deliveries.of_slot(transaction, schedule.id, post.slot)
        if before is None:
            deliveries.insert(transaction, post)
        elif before.state is DeliveryState.SKIPPED and before.reason is Problem.NOTHING_TO_POST:
            waiting = replace(before, state=DeliveryState.WAITING, reason=None, done_at=None)
            deliveries.update(transaction, replace(waiting, retry_at=now, requested_at=now))
        else:
            raise UserError("posted-today")
        if active(schedule):
            schedule = planned(transaction, schedule, guild)
            schedules.update(transaction, schedule)
        return schedule
