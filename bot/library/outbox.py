"""The outbox: claims deliveries that are due, and stores what became of them.

One row for each schedule and local date is the promise that nothing is posted twice. A row is committed as
claimed before anything is sent and confirmed afterwards; whatever ends the process in between, the row is
claimed again.
"""

from __future__ import annotations

import logging
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Literal

from bot.errors import UserError
from bot.library.claims import Claim, Claimer
from bot.library.lease import Lease
from bot.library.planning import isolated, plan_page
from bot.library.post_threads import wants_thread
from bot.library.problems import notify_lost, set_problems
from bot.library.question_posts import settle
from bot.library.schedules import own_schedule
from bot.library.selection import Selection
from bot.library.series import FoundPost, adopt, recover
from bot.model import (
    Delivery,
    DeliveryKind,
    DeliveryState,
    PostedPart,
    Problem,
    Reason,
    Schedule,
)
from bot.store import deliveries, forecasts, meta, notices, question_posts, questions, queue, schedules
from bot.store.database import Database, in_snapshot, in_transaction

SET_BACK_BY = timedelta(seconds=2)
"""Less is how a clock is kept right."""
DEFERRED_FOR = timedelta(minutes=10)
"""Time until a row that could not even be claimed is tried again."""

log = logging.getLogger(__name__)

FailPoint = Literal["claiming", "claimed", "answered", "confirming", "confirmed"]


def _pass(_: FailPoint) -> None:
    pass


class Outbox:
    """Claims what is due, and stores what became of it. Each method is one transaction, safe to repeat."""

    fail_point: Callable[[FailPoint], None] = staticmethod(_pass)
    """Called where a crash leaves different traces: tests end the process there."""

    def __init__(self, database: Database, clock: Callable[[], datetime], selection: Selection) -> None:
        self._db = database
        self._clock = clock
        self._selection = selection
        self._started = self._latest = clock()
        self.outcomes: Counter[DeliveryState] = Counter()
        """What became of attempts to post in this process; WAITING: they are made again."""

    async def claim(self, lease: Lease, limit: int, in_flight: Collection[int] = ()) -> list[Claim] | None:
        """Claim at most `limit` deliveries that are due, none of them in flight; None where nothing is due.

        Runs that were missed are noted; an empty list says that there may be more. A process that doesn't
        deliver, or lost its lease, claims nothing.
        """
        now, finished = await self._right_time(), Counter[DeliveryState]()

        def claim(transaction: sqlite3.Connection) -> list[Claim] | None:
            if not lease.delivers(transaction):
                return None
            claimer = Claimer(transaction, self._selection, lease.holder, self._started, now, finished)
            # Retries come first, but take no more than half of the room.
            unfinished = deliveries.due(transaction, now, limit + len(in_flight))
            retries = [delivery_id for delivery_id in unfinished if delivery_id not in in_flight]
            retries = retries[: max(1, limit // 2)]
            claimed: list[Claim] = []
            for delivery_id in retries:
                if not isolated(transaction, partial(claimer.claim_again, delivery_id), claimed):
                    log.error("Delivery %d is deferred", delivery_id)
                    deliveries.defer(transaction, delivery_id, now + DEFERRED_FOR)
            due = schedules.due(transaction, now, limit - len(retries))
            for schedule_id in due:
                if not isolated(transaction, partial(claimer.claim_run, schedule_id), claimed):
                    log.error("Schedule %d is deferred", schedule_id)
                    schedules.put_off(transaction, schedule_id, now + DEFERRED_FOR)
            if not due and not retries:
                return None
            self.fail_point("claiming")
            return claimed

        claimed = await self._db.write(claim)
        self.outcomes += finished
        if claimed is not None:
            self.fail_point("claimed")
        return claimed

    @in_transaction
    def take_over(self, transaction: sqlite3.Connection, lease: Lease) -> None:
        """Make what a dead process had claimed due at once."""
        if lease.delivers(transaction):
            deliveries.release(transaction, lease.holder, self._clock())

    async def confirm(
        self,
        claim: Claim,
        message_id: int | None,
        reason: Problem | Reason | None = None,
        problems: tuple[Problem, ...] = (),
        part: PostedPart | None = None,
    ) -> None:
        """Store that the message was sent or found, and that its schedule has only these problems.

        The thread that its schedule wants is due from then on, where the bot may make one.
        `part` is what the message shows that was found: by whom it was sent is not known where what the
        delivery shows was chosen by this very claim.
        """
        self.fail_point("answered")
        now = self._clock()
        threaded = message_id is not None and wants_thread(claim) and Problem.THREADS not in problems

        def store(transaction: sqlite3.Connection) -> None:
            shows = {"part": adopt(transaction, claim.schedule.id, part)} if part and claim.fresh else {}
            settled = self._settle(
                transaction,
                claim,
                state=DeliveryState.SENT,
                reason=reason,
                message_id=message_id,
                retry_at=None,
                done_at=now,
                thread_at=now if threaded else None,
                **shows,
            )
            if settled:
                self._set_problems(transaction, claim, problems)
            self.fail_point("confirming")

        await self._db.write(store)
        self.fail_point("confirmed")

    @in_transaction
    def recover(self, transaction: sqlite3.Connection, claim: Claim, found: Sequence[FoundPost]) -> bool:
        """Store posts of a series that were found in its channel though no row knew of them; return whether
        there were any. Then what the claimed one shows is to be chosen again."""
        recovered = recover(transaction, claim.schedule.id, found, self._clock())
        if recovered:
            self._settle(transaction, claim, part=None)
        return recovered

    @in_transaction
    def postpone(
        self,
        transaction: sqlite3.Connection,
        claim: Claim,
        reason: Reason,
        seconds: float,
        *,
        maybe_sent: bool,
    ) -> None:
        """Make a delivery due again in `seconds`; `maybe_sent`: this attempt may have arrived."""
        self._settle(
            transaction,
            claim,
            state=DeliveryState.WAITING,
            reason=reason,
            # No later attempt takes back that an earlier one may have arrived.
            maybe_sent=maybe_sent or claim.delivery.maybe_sent,
            retry_at=self._clock() + timedelta(seconds=max(1, round(seconds))),
        )

    @in_transaction
    def give_up(
        self,
        transaction: sqlite3.Connection,
        claim: Claim,
        state: DeliveryState,
        reason: Problem | Reason | None,
        problems: tuple[Problem, ...] = (),
        until: datetime | None = None,
    ) -> None:
        """Store that it is not sent any more, and the problems of its schedule.

        They pass by themselves at `until` if that is known. The person who made the schedule is told, once,
        when it stops posting.
        """
        now = self._clock()
        settled = self._settle(transaction, claim, state=state, reason=reason, retry_at=None, done_at=now)
        if settled and problems:
            self._set_problems(transaction, claim, problems, until, slot=claim.delivery.slot)
        if settled and (state is DeliveryState.UNKNOWN or reason in (Reason.MISSED, Reason.INTERNAL)):
            ended = replace(claim.delivery, state=state, reason=reason)
            notify_lost(transaction, claim.schedule, ended, now)

    @in_snapshot
    def unsent(
        self, snapshot: sqlite3.Connection, guild_id: int, delivery_id: int
    ) -> tuple[Schedule, Delivery]:
        """Return a guild's post that may be sent late, with its schedule, whose channel is where it goes.

        Raises UserError: "schedule-gone", or "post-not-open" for one that is on its way, sent or cancelled.
        """
        return _unsent(snapshot, guild_id, delivery_id)

    @in_transaction
    def send_now(self, transaction: sqlite3.Connection, guild_id: int, delivery_id: int) -> None:
        """Have a post sent now that was missed or refused, or that may not be there and is looked for first.

        Raises what `unsent` raises; so asking twice sends once.
        """
        now = self._clock()
        _, delivery = _unsent(transaction, guild_id, delivery_id)
        wanted = replace(
            delivery,
            state=DeliveryState.WAITING,
            maybe_sent=delivery.maybe_sent or delivery.state is DeliveryState.UNKNOWN,
            reason=None,
            retry_at=now,
            requested_at=now,
            done_at=None,
        )
        deliveries.update(transaction, wanted)

    async def replan(self, rules: str) -> None:
        """Plan all schedules anew where `rules`, the version of the time zone data, is a new one.

        Otherwise plan only those whose `done_until` is in the future: the clock was ahead then. What it made
        of posts to come is taken back, and what it stored of questions is of now.
        """
        known = await self._db.read(meta.get, "tzdata") == rules
        await self._plan_anew(only_ahead=known)
        await self._db.write(meta.put, "tzdata", rules)

    async def _right_time(self) -> datetime:
        """Return the time, after undoing what a clock did that was ahead until now."""
        now = self._clock()
        if now < self._latest - SET_BACK_BY:
            log.warning(
                "The clock was set back by %s; planning anew what it was ahead of", self._latest - now
            )
            await self._plan_anew(only_ahead=True)
        self._latest = now
        return now

    async def _plan_anew(self, *, only_ahead: bool) -> None:
        """Plan schedules from now on, all of them or those that are done until some time to come."""
        now = self._clock()
        await self._db.write(deliveries.withdraw, now, now + DEFERRED_FOR)
        for table in (question_posts, questions, forecasts):
            await self._db.write(table.withdraw, now)
        await self._db.write(notices.withdraw, now, now + DEFERRED_FOR)
        last: int | None = 0
        while last is not None:
            last = await self._db.write(plan_page, last, now, now if only_ahead else None)

    @in_transaction
    def stalled(self, transaction: sqlite3.Connection) -> None:
        """Store that posting stood still until now."""
        meta.put_moment(transaction, "stalled", self._clock())

    @in_snapshot
    def to_recheck(self, snapshot: sqlite3.Connection) -> list[Schedule]:
        """Return the schedules whose problem should have passed by now."""
        return schedules.to_recheck(snapshot, self._clock())

    def _set_problems(
        self,
        transaction: sqlite3.Connection,
        claim: Claim,
        problems: tuple[Problem, ...],
        until: datetime | None = None,
        slot: str | None = None,
    ) -> None:
        """Store what a delivery says of its schedule: one that tells of questions, of its channel alone."""
        if claim.delivery.kind is DeliveryKind.QUESTIONS:
            schedule = schedules.get(transaction, claim.schedule.id)
            others = schedule.problems if schedule else ()
            problems = (
                *(one for one in problems if one.examinable),
                *(one for one in others if not one.examinable),
            )
        set_problems(transaction, claim.schedule, problems, until, self._clock(), slot=slot)

    def _settle(self, transaction: sqlite3.Connection, claim: Claim, **changes: Any) -> bool:
        """Store what became of a delivery; return False where that was stored already."""
        delivery = deliveries.get(transaction, claim.delivery.id)
        if delivery is None or delivery.retry_at is None:
            return False
        after = replace(delivery, **changes)
        if not after.state.may_be_there:
            after = replace(after, part=None)  # it is to be posted by another
        deliveries.update(transaction, after)
        if after.retry_at is None:
            if after.kind is DeliveryKind.QUESTIONS:
                settle(transaction, after, self._clock())
            queue.wake(transaction, after.schedule_id, self._clock())
        return True


def _unsent(connection: sqlite3.Connection, guild_id: int, delivery_id: int) -> tuple[Schedule, Delivery]:
    delivery = deliveries.get(connection, delivery_id)
    if delivery is None:
        raise UserError("schedule-gone")
    schedule = own_schedule(connection, guild_id, delivery.schedule_id)
    if not delivery.can_be_sent:
        raise UserError("post-not-open")
    if delivery.maybe_sent or delivery.state is DeliveryState.UNKNOWN:
        schedule = replace(schedule, channel_id=delivery.target)
    return schedule, delivery
