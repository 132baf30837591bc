"""Claims in one transaction: due runs become deliveries, and unfinished deliveries are claimed again."""

from __future__ import annotations

import secrets
import sqlite3
from collections import Counter, deque
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import takewhile
from zoneinfo import ZoneInfo

from bot import schedule as clockwork
from bot.library.decision import Facts, Finish, decide, may_be_sent
from bot.library.planning import active, in_pause, isolated, planned, runs, zone_of
from bot.library.posts import choose_items
from bot.library.problems import notify_lost, set_problems
from bot.library.question_posts import choose_questions, date_of, slot_of
from bot.library.selection import Selection, local_day
from bot.library.series import choose_part
from bot.model import (
    Content,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Guild,
    Language,
    PostedPart,
    Problem,
    Reason,
    Schedule,
)
from bot.schedule import Occurrence, Timeliness
from bot.store import deliveries, guilds, items, meta, queue, schedules

CLAIM_TIMEOUT = timedelta(minutes=1)
"""Time after which a claim that nobody works on is due again."""
MISSED_LISTED = 14
"""Missed runs of one schedule that its history gets, the latest: not a year of them."""

RESTORED = "restored"
"""Under this name in `meta` stands when the database was restored."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that this process has claimed, its schedule, and the language to write it in.

    The schedule's channel is the one the delivery goes to, also where the schedule was moved meanwhile.
    `fresh`: what it shows was chosen by this claim.
    """

    facts: Facts
    schedule: Schedule
    language: Language
    fresh: bool = True

    @property
    def delivery(self) -> Delivery:
        """Return the row as it was claimed."""
        return self.facts.delivery


@dataclass(frozen=True, slots=True)
class Claimer:
    """Claims deliveries in one transaction. `started` is when this process began; `outcomes` counts what is
    finished unclaimed."""

    transaction: sqlite3.Connection
    selection: Selection
    holder: str
    started: datetime
    now: datetime
    outcomes: Counter[DeliveryState]

    def claim_run(self, schedule_id: int) -> Claim | None:
        """Claim the run of a schedule that is due, note those that were missed, and plan the next."""
        schedule = schedules.get(self.transaction, schedule_id)
        assert schedule is not None  # noqa: S101 - it was found due in this transaction
        guild = guilds.get(self.transaction, schedule.guild_id)
        zone = zone_of(schedule, guild)
        due = _due(schedule, zone, self.now)
        claim, missed, on_time = None, [], False
        restored = restored_at(self.transaction)
        for run in due:
            delivery = new_delivery(schedule, run.date.isoformat(), run.at)
            if deliveries.taken(self.transaction, schedule.id, delivery.slot):
                continue
            if run is due[-1] and clockwork.timeliness(run.at, self.now) is not Timeliness.MISSED:
                too_late = restored is not None and run.at <= restored
                claim = self._claim(Facts(delivery, too_late=too_late), schedule, guild)
                on_time = True
            else:
                missed.append(self._finish(delivery, Finish(DeliveryState.SKIPPED, Reason.MISSED)))
        if missed:
            notify_lost(self.transaction, schedule, missed[-1], self.now, earlier=len(missed) - 1)
        fresh = schedules.get(self.transaction, schedule.id)  # it may have got a problem
        if fresh is not None:
            fresh = replace(fresh, done_until=due[-1].at if due else fresh.done_until)
            schedules.update(self.transaction, planned(self.transaction, fresh, guild))
            if on_time:  # an error there keeps no post back
                isolated(self.transaction, partial(self._tell_of_questions, fresh, guild, due[-1].at), [])
        return claim

    def claim_again(self, delivery_id: int) -> Claim | None:
        """Claim a delivery that waits for a retry, whose process died, or that was only asked for.

        It is finished instead where it is not wanted any more and can't have arrived.
        """
        delivery = deliveries.get(self.transaction, delivery_id)
        assert delivery is not None  # noqa: S101 - it was found due in this transaction
        schedule = schedules.get(self.transaction, delivery.schedule_id)
        assert schedule is not None  # noqa: S101 - a delivery is deleted with its schedule
        guild = guilds.get(self.transaction, schedule.guild_id)
        wanted_since = delivery.requested_at or delivery.due_at
        restored = restored_at(self.transaction)
        too_late = clockwork.timeliness(wanted_since, self.now) is Timeliness.MISSED or (
            restored is not None and wanted_since <= restored
        )
        early = max(0.0, (delivery.due_at - self.now).total_seconds())
        facts = Facts(delivery, wanted=_wanted(delivery, schedule), too_late=too_late, early=early)
        return self._claim(facts, schedule, guild)

    def _tell_of_questions(self, schedule: Schedule, guild: Guild, at: datetime) -> None:
        """Have a schedule whose run was due `at` then tell of questions, whatever became of its post, in a
        message of its own; it is claimed next."""
        today = local_day(guild, guild.home, self.now)
        told = choose_questions(self.transaction, schedule, today, self.now)
        if told:
            message = new_delivery(schedule, slot_of(today), at)
            message = replace(message, kind=DeliveryKind.QUESTIONS, questions=told)
            deliveries.insert(self.transaction, message)

    def _claim(self, facts: Facts, schedule: Schedule, guild: Guild) -> Claim | None:
        maybe_sent = may_be_sent(facts.delivery, self.started, restored_at(self.transaction))
        facts = replace(facts, delivery=replace(facts.delivery, maybe_sent=maybe_sent))
        step = decide(facts)
        if isinstance(step, Finish):
            finished = self._finish(facts.delivery, step)
            if step.reason is Reason.MISSED:
                notify_lost(self.transaction, schedule, finished, self.now)
            return None
        delivery = replace(
            facts.delivery,
            state=DeliveryState.CLAIMED,
            target=facts.delivery.target if maybe_sent else schedule.channel_id,
            holder=self.holder,
            attempts=facts.delivery.attempts + 1,
            retry_at=self.now + CLAIM_TIMEOUT,
        )
        fresh = self._needs_choice(delivery)
        if fresh:
            if self._waits(delivery, schedule):
                self._wait(facts.delivery)
                return None
            chosen = self._choose(delivery, schedule, guild)
            if isinstance(chosen, Problem):
                self._finish(delivery, Finish(DeliveryState.SKIPPED, chosen))
                if delivery.kind is not DeliveryKind.TEST:
                    set_problems(self.transaction, schedule, (chosen,), None, self.now, slot=delivery.slot)
                return None
            delivery = chosen
            if delivery.part and delivery.kind is not DeliveryKind.TEST:
                facts = replace(facts, unseen=queue.unseen_since(self.transaction, schedule.id))
        delivery = self._store(delivery)
        schedule = replace(schedule, channel_id=delivery.target)
        language = schedule.language or guild.language or guild.home
        return Claim(replace(facts, delivery=delivery), schedule, language, fresh)

    def _needs_choice(self, delivery: Delivery) -> bool:
        """Return whether a post has nothing to show yet, or only what may be another before anybody saw it:
        what was rejected, or a part. Of questions, those that are left of its own are told of."""
        if delivery.kind is DeliveryKind.QUESTIONS:
            return False
        if delivery.maybe_sent and (delivery.items or delivery.part):
            return False
        if not delivery.items:
            return True
        return not items.all_shown(self.transaction, delivery.guild_id, delivery.items)

    def _waits(self, delivery: Delivery, schedule: Schedule) -> bool:
        """Return whether another post of a series must be done first: which part comes next depends on it."""
        if schedule.content is not Content.PARTS or delivery.kind is DeliveryKind.TEST:
            return False
        return queue.is_being_posted(self.transaction, schedule.id, delivery.id)

    def _wait(self, delivery: Delivery) -> None:
        """Let a post wait for another of its series; when that is done, it is claimed at once."""
        again_at = self.now + CLAIM_TIMEOUT
        waiting = replace(delivery, state=DeliveryState.WAITING, part=None, retry_at=again_at)
        self._store(waiting)

    def _choose(self, delivery: Delivery, schedule: Schedule, guild: Guild) -> Delivery | Problem:
        if schedule.content is Content.PARTS:
            part = choose_part(self.transaction, schedule, delivery, self.now)
            return replace(delivery, part=part, items=()) if isinstance(part, PostedPart) else part
        test = delivery.kind is DeliveryKind.TEST
        today = clockwork.local_date(self.now, zone_of(schedule, guild))
        chosen = choose_items(
            self.selection,
            self.transaction,
            schedule,
            guild,
            today if test else date.fromisoformat(delivery.slot),
            delivery.due_at,
            remember=not test,
        )
        return chosen if isinstance(chosen, Problem) else replace(delivery, items=chosen, part=None)

    def _finish(self, delivery: Delivery, step: Finish) -> Delivery:
        ended = self._store(_finished(delivery, step, self.now))
        self.outcomes[step.state] += 1
        queue.wake(self.transaction, delivery.schedule_id, self.now)
        return ended

    def _store(self, delivery: Delivery) -> Delivery:
        """Store a delivery and return it with its id; a new one has a slot that is free."""
        if delivery.id:
            deliveries.update(self.transaction, delivery)
            return delivery
        stored = deliveries.insert(self.transaction, delivery)
        assert stored is not None  # noqa: S101 - its slot was free in this transaction
        return stored


def restored_at(connection: sqlite3.Connection) -> datetime | None:
    """Return when the database was restored from a copy last: what was due before is looked for, and not sent
    any more."""
    return meta.get_moment(connection, RESTORED)


def cancel(
    transaction: sqlite3.Connection, before: Schedule, after: Schedule, guild: Guild, now: datetime
) -> None:
    """Note the runs that were due and not claimed yet when an edit made `after` of `before`.

    One whose date the schedule still has before it is only moved.
    """
    if before.next_run is None:
        return
    for run in _due(before, zone_of(before, guild), now):
        if run.date != after.next_date:
            dropped = new_delivery(before, run.date.isoformat(), run.at)
            step = Finish(DeliveryState.SKIPPED, Reason.CANCELLED)
            deliveries.insert(transaction, _finished(dropped, step, now))


def _due(schedule: Schedule, zone: ZoneInfo, now: datetime) -> deque[Occurrence]:
    """Return the runs that a schedule is not done with, up to `now`: the latest `MISSED_LISTED`."""
    not_done = runs(schedule, zone, schedule.done_until)
    return deque(takewhile(lambda run: run.at <= now, not_done), maxlen=MISSED_LISTED)


def new_delivery(schedule: Schedule, slot: str, due_at: datetime) -> Delivery:
    """Return a post of a schedule that waits for its time; it is not stored yet."""
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


def _finished(delivery: Delivery, step: Finish, now: datetime) -> Delivery:
    part = delivery.part if step.state.may_be_there else None  # what isn't there is to be posted by another
    return replace(delivery, state=step.state, reason=step.reason, retry_at=None, done_at=now, part=part)


def _wanted(delivery: Delivery, schedule: Schedule) -> bool:
    if delivery.kind is DeliveryKind.TEST or delivery.requested_at is not None:
        return schedule.removed_at is None
    return active(schedule) and not in_pause(schedule, date_of(delivery.slot))
