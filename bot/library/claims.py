"""What is claimed: due runs become deliveries, and deliveries that are not done are taken up again."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import takewhile
from typing import Literal

import aiosqlite

from bot import schedule as clockwork
from bot.library.planning import active, planned, zone_of
from bot.library.posts import choose_items
from bot.library.selection import Selection
from bot.model import (
    NOBODY,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Guild,
    Language,
    Problem,
    Reason,
    Schedule,
)
from bot.schedule import Timeliness, TimeOfDay
from bot.store import deliveries, guilds, items, schedules

CLAIMED_FOR = 60
"""Seconds after which a claim that nobody works on is taken up again."""
MISSED_LISTED = 14
"""Missed runs of one schedule that its history gets, the latest: not a year of them."""
Done = Literal[DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.SKIPPED, DeliveryState.UNKNOWN]


@dataclass(frozen=True, slots=True)
class Post:
    """A claimed delivery.

    `language` is what to write it in. With `must_look` it may stand on Discord already: it has to be looked
    for, since how long ago its nonce was used no clock can tell for sure. With `over` it is not sent any
    more, for that reason, only looked for.
    """

    delivery: Delivery
    schedule: Schedule
    language: Language
    must_look: bool = False
    abandon_reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Claims:
    """What is claimed in one transaction. `started` is when this process began."""

    transaction: aiosqlite.Connection
    selection: Selection
    language_of: Callable[[int], Language]
    holder: str
    started: int
    now: int

    async def run(self, schedule: Schedule) -> Post | None:
        """Claims the run of a schedule that is to be sent now, notes those that were missed, and goes on."""
        guild = await guilds.get(self.transaction, schedule.guild_id)
        zone, moment = zone_of(schedule, guild), datetime.fromtimestamp(self.now, UTC)
        after = datetime.fromtimestamp(schedule.done_until, UTC)
        runs = clockwork.occurrences(TimeOfDay(schedule.minutes), schedule.days, zone, after)
        due = deque(takewhile(lambda run: run.at <= moment, runs), maxlen=MISSED_LISTED)
        post = None
        for run in due:
            at = int(run.at.timestamp())
            delivery = _new(schedule, run.date.isoformat(), at, self.now, self.holder)
            if await deliveries.taken(self.transaction, schedule.id, delivery.slot):
                continue
            if run is due[-1] and clockwork.timeliness(run.at, zone, moment) is not Timeliness.MISSED:
                post = await self._chosen(delivery, schedule, guild, run.date)
            else:
                await deliveries.insert(
                    self.transaction, _done(delivery, DeliveryState.SKIPPED, Reason.MISSED, self.now)
                )
        fresh = await schedules.get(self.transaction, schedule.id)  # it may have got a problem
        if fresh is not None:
            fresh = replace(fresh, done_until=int(due[-1].at.timestamp()) if due else fresh.done_until)
            await schedules.update(self.transaction, await planned(self.transaction, fresh, guild))
        return post

    async def _chosen(self, delivery: Delivery, schedule: Schedule, guild: Guild, day: date) -> Post | None:
        """Chooses the items of a delivery and stores it, for the first time or (a test) again."""
        test = delivery.kind is DeliveryKind.TEST
        chosen = await choose_items(
            self.selection,
            self.transaction,
            schedule,
            guild,
            self.language_of(guild.id),
            day,
            delivery.due_at,
            remember=not test,
        )
        if isinstance(chosen, Problem):
            delivery = _done(delivery, DeliveryState.SKIPPED, chosen, self.now)
            if not test:
                await trouble(self.transaction, schedule, (chosen,), None, self.now)
        else:
            delivery = replace(delivery, items=chosen)
        if delivery.id:
            await deliveries.update(self.transaction, delivery)
        else:
            stored = await deliveries.insert(self.transaction, delivery)
            assert stored is not None  # noqa: S101 - its slot was free in this transaction
            delivery = stored
        if isinstance(chosen, Problem):
            return None
        # What became due before this process began may have been sent by an earlier one, whose rows are lost
        # where an older copy of the database was restored.
        return Post(
            delivery, schedule, self._language(schedule, guild), must_look=delivery.due_at <= self.started
        )

    async def again(self, delivery: Delivery) -> Post | None:
        """Claims a delivery that is not done: it waited, its process died, or it was only asked for."""
        schedule = await schedules.get(self.transaction, delivery.schedule_id)
        if schedule is None:
            return None  # purged in this very moment, the delivery with it
        guild = await guilds.get(self.transaction, schedule.guild_id)
        zone, moment = zone_of(schedule, guild), datetime.fromtimestamp(self.now, UTC)
        # One that was claimed and is not being worked on: what became of the attempt was never stored.
        maybe_sent = delivery.maybe_sent or delivery.state is DeliveryState.CLAIMED
        old = delivery.due_at <= self.started
        too_late = (
            clockwork.timeliness(datetime.fromtimestamp(delivery.due_at, UTC), zone, moment)
            is Timeliness.MISSED
        )
        over = None
        if not _wanted(delivery, schedule):
            over = Reason.CANCELLED
        elif too_late:
            over = Reason.MISSED
        fresh = delivery.kind is DeliveryKind.TEST and not delivery.items
        if over is not None and (fresh or not (maybe_sent or old)):
            await deliveries.update(self.transaction, _done(delivery, unsent(delivery), over, self.now))
            return None
        moves = delivery.kind is not DeliveryKind.NOTICE and not maybe_sent
        claimed = replace(
            delivery,
            state=DeliveryState.CLAIMED,
            target=schedule.channel_id if moves else delivery.target,
            holder=self.holder,
            attempts=delivery.attempts + 1,
            maybe_sent=maybe_sent,
            retry_at=self.now + CLAIMED_FOR,
        )
        # What it was to show may have been rejected meanwhile; it stays the same where somebody may see it.
        stale = not (maybe_sent or old) and not await items.all_shown(
            self.transaction, delivery.guild_id, delivery.items
        )
        if fresh or stale:
            test = delivery.kind is DeliveryKind.TEST
            day = clockwork.local_date(moment, zone) if test else date.fromisoformat(delivery.slot)
            return await self._chosen(claimed, schedule, guild, day)
        await deliveries.update(self.transaction, claimed)
        return Post(claimed, schedule, self._language(schedule, guild), maybe_sent or old, over)

    def _language(self, schedule: Schedule, guild: Guild) -> Language:
        return schedule.language or guild.language or self.language_of(guild.id)


async def trouble(
    transaction: aiosqlite.Connection,
    examined: Schedule,
    problems: tuple[Problem, ...],
    until: int | None,
    now: int,
    *,
    tell: bool = True,
) -> None:
    """Notes all that keeps a schedule from posting (or nothing), and when it passes; with `tell` a notice of
    the first that stops it goes out. Stores nothing where it posts elsewhere than when it was `examined`."""
    schedule = await schedules.get(transaction, examined.id)
    if schedule is None or not (problems or schedule.problems):
        return
    if (schedule.channel_id, schedule.role_id) != (examined.channel_id, examined.role_id):
        return
    if tell and any(problem.stops for problem in problems) and not schedule.stopped:
        notice = replace(
            _new(schedule, f"notice:{now}", now, now, None),
            kind=DeliveryKind.NOTICE,
            target=schedule.created_by,
            state=DeliveryState.WAITING,
            attempts=0,
            retry_at=now,
        )
        if notice.target == NOBODY:  # an editor hears of it
            notice = _done(notice, DeliveryState.FAILED, Reason.CLOSED, now)
        await deliveries.insert(transaction, notice)
    changed = replace(
        schedule,
        problems=problems,
        problem_at=(schedule.problem_at or now) if problems else None,
        recheck_at=until if problems else None,
    )
    await schedules.update(transaction, changed)


async def cancel(
    transaction: aiosqlite.Connection, before: Schedule, after: Schedule, guild: Guild, now: int
) -> None:
    """Notes the runs that were due and not claimed yet when an edit made `after` of `before`; one whose date
    the schedule still has before it is only moved."""
    if before.next_run is None:
        return
    moment, zone = datetime.fromtimestamp(now, UTC), zone_of(before, guild)
    since = datetime.fromtimestamp(before.done_until, UTC)
    runs = clockwork.occurrences(TimeOfDay(before.minutes), before.days, zone, since)
    for run in deque(takewhile(lambda run: run.at <= moment, runs), maxlen=MISSED_LISTED):
        if run.date != after.next_date:
            dropped = _new(before, run.date.isoformat(), int(run.at.timestamp()), now, None)
            await deliveries.insert(transaction, _done(dropped, DeliveryState.SKIPPED, Reason.CANCELLED, now))


def _new(schedule: Schedule, slot: str, due_at: int, now: int, holder: str | None) -> Delivery:
    return Delivery(
        id=0,
        schedule_id=schedule.id,
        slot=slot,
        kind=DeliveryKind.POST,
        guild_id=schedule.guild_id,
        target=schedule.channel_id,
        due_at=due_at,
        state=DeliveryState.CLAIMED,
        reason=None,
        items=(),
        nonce=secrets.token_hex(12),
        holder=holder,
        attempts=1,
        retry_at=now + CLAIMED_FOR,
    )


def _done(delivery: Delivery, state: Done, reason: Problem | Reason, now: int) -> Delivery:
    return replace(delivery, state=state, reason=reason, retry_at=None, done_at=now)


def unsent(delivery: Delivery) -> Done:
    """What becomes of a delivery that never left."""
    # A notice that failed is shown to an editor instead.
    return DeliveryState.FAILED if delivery.kind is DeliveryKind.NOTICE else DeliveryState.SKIPPED


def _wanted(delivery: Delivery, schedule: Schedule) -> bool:
    if delivery.kind is DeliveryKind.TEST:
        return schedule.removed_at is None
    if delivery.kind is DeliveryKind.NOTICE:
        return schedule.stopped and schedule.removed_at is None
    return active(schedule)
