"""Claims in one transaction: due runs become deliveries, and unfinished deliveries are claimed again."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import takewhile

import aiosqlite

from bot import schedule as clockwork
from bot.library.decision import Facts, Finish, decide, may_be_sent
from bot.library.notices import notify_editors
from bot.library.planning import active, planned, zone_of
from bot.library.posts import choose_items
from bot.library.selection import Selection
from bot.model import (
    Delivery,
    DeliveryKind,
    DeliveryState,
    Fact,
    Guild,
    Language,
    Problem,
    Reason,
    Schedule,
)
from bot.schedule import Timeliness, TimeOfDay
from bot.store import deliveries, guilds, items, schedules

CLAIM_TIMEOUT = 60
"""Seconds after which a claim that nobody works on is due again."""
MISSED_LISTED = 14
"""Missed runs of one schedule that its history gets, the latest: not a year of them."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that this process has claimed, its schedule, and the language to write it in.

    The schedule's channel is the one the delivery goes to, also where the schedule was moved meanwhile.
    """

    facts: Facts
    schedule: Schedule
    language: Language

    @property
    def delivery(self) -> Delivery:
        """The row as it was claimed."""
        return self.facts.delivery


@dataclass(frozen=True, slots=True)
class Claimer:
    """Claims deliveries in one transaction. `started` is when this process began (Unix seconds)."""

    transaction: aiosqlite.Connection
    selection: Selection
    language_of: Callable[[int], Language]
    holder: str
    started: int
    now: int

    async def claim_run(self, schedule: Schedule) -> Claim | None:
        """Claim the run of a schedule that is due, note those that were missed, and plan the next."""
        guild = await guilds.get(self.transaction, schedule.guild_id)
        zone, moment = zone_of(schedule, guild), datetime.fromtimestamp(self.now, UTC)
        after = datetime.fromtimestamp(schedule.done_until, UTC)
        runs = clockwork.occurrences(TimeOfDay(schedule.minutes), schedule.days, zone, after)
        due = deque(takewhile(lambda run: run.at <= moment, runs), maxlen=MISSED_LISTED)
        claim = None
        for run in due:
            delivery = _new(schedule, run.date.isoformat(), int(run.at.timestamp()))
            if await deliveries.taken(self.transaction, schedule.id, delivery.slot):
                continue
            if run is due[-1] and clockwork.timeliness(run.at, zone, moment) is not Timeliness.MISSED:
                claim = await self._claim(Facts(delivery), schedule, guild)
            else:
                await self._finish(delivery, Finish(DeliveryState.SKIPPED, Reason.MISSED))
        fresh = await schedules.get(self.transaction, schedule.id)  # it may have got a problem
        if fresh is not None:
            fresh = replace(fresh, done_until=int(due[-1].at.timestamp()) if due else fresh.done_until)
            await schedules.update(self.transaction, await planned(self.transaction, fresh, guild))
        return claim

    async def claim_again(self, delivery: Delivery) -> Claim | None:
        """Claim a delivery that waits for a retry, whose process died, or that was only asked for.

        It is finished instead where it is not wanted any more and can't have arrived.
        """
        schedule = await schedules.get(self.transaction, delivery.schedule_id)
        if schedule is None:
            return None  # purged in this very moment, the delivery with it
        guild = await guilds.get(self.transaction, schedule.guild_id)
        due, moment = (datetime.fromtimestamp(at, UTC) for at in (delivery.due_at, self.now))
        too_late = clockwork.timeliness(due, zone_of(schedule, guild), moment) is Timeliness.MISSED
        facts = Facts(delivery, wanted=_wanted(delivery, schedule), too_late=too_late)
        return await self._claim(facts, schedule, guild)

    async def _claim(self, facts: Facts, schedule: Schedule, guild: Guild) -> Claim | None:
        maybe_sent = may_be_sent(facts.delivery, self.started)
        facts = replace(facts, delivery=replace(facts.delivery, maybe_sent=maybe_sent))
        step = decide(facts)
        if isinstance(step, Finish):
            await self._finish(facts.delivery, step)
            return None
        delivery = replace(
            facts.delivery,
            state=DeliveryState.CLAIMED,
            target=facts.delivery.target if maybe_sent else schedule.channel_id,
            holder=self.holder,
            attempts=facts.delivery.attempts + 1,
            retry_at=self.now + CLAIM_TIMEOUT,
        )
        if await self._needs_items(delivery):
            chosen = await self._choose(delivery, schedule, guild)
            if isinstance(chosen, Problem):
                await self._finish(delivery, Finish(DeliveryState.SKIPPED, chosen))
                if delivery.kind is not DeliveryKind.TEST:
                    await trouble(self.transaction, schedule, (chosen,), None, self.now)
                return None
            delivery = replace(delivery, items=chosen)
        delivery = await self._store(delivery)
        schedule = replace(schedule, channel_id=delivery.target)
        language = schedule.language or guild.language or self.language_of(guild.id)
        return Claim(replace(facts, delivery=delivery), schedule, language)

    async def _needs_items(self, delivery: Delivery) -> bool:
        """Return whether a post has nothing to show yet, or only what was rejected before anybody saw it."""
        if not delivery.items or delivery.maybe_sent:
            return not delivery.items
        return not await items.all_shown(self.transaction, delivery.guild_id, delivery.items)

    async def _choose(
        self, delivery: Delivery, schedule: Schedule, guild: Guild
    ) -> tuple[int, ...] | Problem:
        test = delivery.kind is DeliveryKind.TEST
        moment = datetime.fromtimestamp(self.now, UTC)
        today = clockwork.local_date(moment, zone_of(schedule, guild))
        return await choose_items(
            self.selection,
            self.transaction,
            schedule,
            guild,
            self.language_of(guild.id),
            today if test else date.fromisoformat(delivery.slot),
            delivery.due_at,
            remember=not test,
        )

    async def _finish(self, delivery: Delivery, step: Finish) -> None:
        await self._store(_finished(delivery, step, self.now))

    async def _store(self, delivery: Delivery) -> Delivery:
        """Store a delivery and return it with its id; a new one has a slot that is free."""
        if delivery.id:
            await deliveries.update(self.transaction, delivery)
            return delivery
        stored = await deliveries.insert(self.transaction, delivery)
        assert stored is not None  # noqa: S101 - its slot was free in this transaction
        return stored


async def trouble(
    transaction: aiosqlite.Connection,
    examined: Schedule,
    problems: tuple[Problem, ...],
    until: int | None,
    now: int,
    *,
    tell: bool = True,
) -> None:
    """Store all that keeps a schedule from posting (or that nothing does), and when it passes (Unix seconds).

    With `tell`, whoever made it is told when it stops posting. Nothing is stored where it was moved to
    another channel, or got another role, since it was `examined`.
    """
    schedule = await schedules.get(transaction, examined.id)
    if schedule is None or not (problems or schedule.problems):
        return
    if (schedule.channel_id, schedule.role_id) != (examined.channel_id, examined.role_id):
        return
    if tell and any(problem.stops for problem in problems) and not schedule.stopped:
        fact = Fact("notice-stopped", f"stopped:{schedule.id}:{now}", schedule_id=schedule.id)
        moment = datetime.fromtimestamp(now, UTC)
        await notify_editors(transaction, schedule.guild_id, schedule.created_by, fact, moment)
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
    """Note the runs that were due and not claimed yet when an edit made `after` of `before`.

    One whose date the schedule still has before it is only moved.
    """
    if before.next_run is None:
        return
    moment, zone = datetime.fromtimestamp(now, UTC), zone_of(before, guild)
    since = datetime.fromtimestamp(before.done_until, UTC)
    runs = clockwork.occurrences(TimeOfDay(before.minutes), before.days, zone, since)
    for run in deque(takewhile(lambda run: run.at <= moment, runs), maxlen=MISSED_LISTED):
        if run.date != after.next_date:
            dropped = _new(before, run.date.isoformat(), int(run.at.timestamp()))
            step = Finish(DeliveryState.SKIPPED, Reason.CANCELLED)
            await deliveries.insert(transaction, _finished(dropped, step, now))


def _new(schedule: Schedule, slot: str, due_at: int) -> Delivery:
    return Delivery(
        id=0,
        schedule_id=schedule.id,
        slot=slot,
        kind=DeliveryKind.POST,
        guild_id=schedule.guild_id,
        target=schedule.channel_id,
        due_at=due_at,
        state=DeliveryState.WAITING,
        reason=None,
        items=(),
        nonce=secrets.token_hex(12),
        retry_at=due_at,
    )


def _finished(delivery: Delivery, step: Finish, now: int) -> Delivery:
    return replace(delivery, state=step.state, reason=step.reason, retry_at=None, done_at=now)


def _wanted(delivery: Delivery, schedule: Schedule) -> bool:
    if delivery.kind is DeliveryKind.TEST:
        return schedule.removed_at is None
    return active(schedule)
