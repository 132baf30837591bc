"""The outbox: claims deliveries that are due, and stores what became of them.

One row for each schedule and local date is the promise that nothing is posted twice. A row is committed as
claimed before anything is sent and confirmed afterwards; whatever ends the process in between, the row is
claimed again.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Literal

import aiosqlite

from bot.errors import StorageDamagedError, UserError
from bot.library.claims import Claim, Claimer, notify_lost, set_problems
from bot.library.lease import Lease
from bot.library.planning import planned
from bot.library.post_threads import wants_thread
from bot.library.schedules import own_schedule
from bot.library.selection import Selection
from bot.library.series import FoundPost, adopt, recover
from bot.model import (
    Delivery,
    DeliveryState,
    Language,
    PostedPart,
    Problem,
    Reason,
    Schedule,
)
from bot.store import deliveries, guilds, meta, notices, queue, schedules
from bot.store.database import Database, savepoint

REPLANNED_AT_ONCE = 500
SET_BACK_BY = timedelta(seconds=2)
"""Less is how a clock is kept right."""
DEFERRED_FOR = timedelta(minutes=10)
"""Time until a row that could not even be claimed is tried again."""

log = logging.getLogger(__name__)

FailPoint = Literal["claiming", "claimed", "answered", "confirming", "confirmed"]


async def _pass(_: FailPoint) -> None:
    pass


class Outbox:
    """Claims what is due, and stores what became of it. Each method is one transaction, safe to repeat."""

    fail_point: Callable[[FailPoint], Awaitable[None]] = staticmethod(_pass)
    """Awaited where a crash leaves different traces: tests end the process there."""

    def __init__(self, database: Database, clock: Callable[[], datetime], selection: Selection) -> None:
        self._db = database
        self._clock = clock
        self._selection = selection
        self._started = self._latest = clock()

    async def claim(
        self,
        lease: Lease,
        limit: int,
        language_of: Callable[[int], Language],
        in_flight: Collection[int] = (),
    ) -> list[Claim] | None:
        """Claim at most `limit` deliveries that are due, none of them in flight; None where nothing is due.

        Runs that were missed are noted; an empty list says that there may be more. `language_of` is asked
        for guilds that chose no language. A process that lost its lease claims nothing.
        """
        now = await self._right_time()
        claimed: list[Claim] = []
        async with self._db.transaction() as transaction:
            if not await lease.held(transaction):
                return None
            claimer = Claimer(transaction, self._selection, language_of, lease.holder, self._started, now)
            # Retries come first, but take no more than half of the room.
            unfinished = await deliveries.due(transaction, now, limit + len(in_flight))
            retries = [delivery_id for delivery_id in unfinished if delivery_id not in in_flight]
            retries = retries[: max(1, limit // 2)]
            for delivery_id in retries:
                if not await _isolated(transaction, claimer.claim_again(delivery_id), claimed):
                    log.error("Delivery %d is deferred", delivery_id)
                    await deliveries.defer(transaction, delivery_id, now + DEFERRED_FOR)
            due = await schedules.due(transaction, now, limit - len(retries))
            for schedule_id in due:
                if not await _isolated(transaction, claimer.claim_run(schedule_id), claimed):
                    log.error("Schedule %d is deferred", schedule_id)
                    await schedules.put_off(transaction, schedule_id, now + DEFERRED_FOR)
            if not due and not retries:
                return None
            await self.fail_point("claiming")
        await self.fail_point("claimed")
        return claimed

    async def take_over(self, lease: Lease) -> None:
        """Make what a dead process had claimed due at once."""
        async with self._db.transaction() as transaction:
            if await lease.held(transaction):
                await deliveries.release(transaction, lease.holder, self._clock())

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
        await self.fail_point("answered")
        now = self._clock()
        threaded = message_id is not None and wants_thread(claim) and Problem.THREADS not in problems
        async with self._db.transaction() as transaction:
            shows = (
                {"part": await adopt(transaction, claim.schedule.id, part)} if part and claim.fresh else {}
            )
            settled = await self._settle(
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
                await set_problems(transaction, claim.schedule, problems, None, now)
            await self.fail_point("confirming")
        await self.fail_point("confirmed")

    async def recover(self, claim: Claim, found: Sequence[FoundPost]) -> bool:
        """Store posts of a series that were found in its channel though no row knew of them; return whether
        there were any. Then what the claimed one shows is to be chosen again."""
        async with self._db.transaction() as transaction:
            recovered = await recover(transaction, claim.schedule.id, found, self._clock())
            if recovered:
                await self._settle(transaction, claim, part=None)
        return recovered

    async def postpone(self, claim: Claim, reason: Reason, seconds: float, *, maybe_sent: bool) -> None:
        """Make a delivery due again in `seconds`; `maybe_sent`: this attempt may have arrived."""
        async with self._db.transaction() as transaction:
            await self._settle(
                transaction,
                claim,
                state=DeliveryState.WAITING,
                reason=reason,
                # No later attempt takes back that an earlier one may have arrived.
                maybe_sent=maybe_sent or claim.delivery.maybe_sent,
                retry_at=self._clock() + timedelta(seconds=max(1, round(seconds))),
            )

    async def give_up(
        self,
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
        async with self._db.transaction() as transaction:
            settled = await self._settle(
                transaction, claim, state=state, reason=reason, retry_at=None, done_at=now
            )
            if settled and problems:
                await set_problems(
                    transaction, claim.schedule, problems, until, now, slot=claim.delivery.slot
                )
            if settled and (state is DeliveryState.UNKNOWN or reason in (Reason.MISSED, Reason.INTERNAL)):
                ended = replace(claim.delivery, state=state, reason=reason)
                await notify_lost(transaction, claim.schedule, ended, now)

    async def unsent(self, guild_id: int, delivery_id: int) -> tuple[Schedule, Delivery]:
        """Return a guild's post that may be sent late, with its schedule, whose channel is where it goes.

        Raises UserError: "schedule-gone", or "post-not-open" for one that is on its way, sent or cancelled.
        """
        return await _unsent(self._db.reader, guild_id, delivery_id)

    async def send_now(self, guild_id: int, delivery_id: int) -> None:
        """Have a post sent now that was missed or refused, or that may not be there and is looked for first.

        Raises what `unsent` raises; so asking twice sends once.
        """
        now = self._clock()
        async with self._db.transaction() as transaction:
            _, delivery = await _unsent(transaction, guild_id, delivery_id)
            wanted = replace(
                delivery,
                state=DeliveryState.WAITING,
                maybe_sent=delivery.maybe_sent or delivery.state is DeliveryState.UNKNOWN,
                reason=None,
                retry_at=now,
                requested_at=now,
                done_at=None,
            )
            await deliveries.update(transaction, wanted)

    async def replan(self, rules: str) -> None:
        """Plan all schedules anew where `rules`, the version of the time zone data, is a new one.

        Otherwise plan only those whose `done_until` is in the future: the clock was ahead then. What it made
        of posts to come is taken back.
        """
        known = await meta.get(self._db.reader, "tzdata") == rules
        await self._plan_anew(only_ahead=known)
        async with self._db.transaction() as transaction:
            await meta.put(transaction, "tzdata", rules)

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
        async with self._db.transaction() as transaction:
            await deliveries.withdraw(transaction, now, now + DEFERRED_FOR)
            await notices.withdraw(transaction, now, now + DEFERRED_FOR)
        last: int | None = 0
        while last is not None:
            async with self._db.transaction() as transaction:
                ahead = now if only_ahead else None
                page = await schedules.planned(transaction, last, REPLANNED_AT_ONCE, ahead)
                for schedule_id in page:
                    await _isolated(transaction, _replan(transaction, schedule_id, now), [])
                last = page[-1] if page else None

    async def stalled(self) -> None:
        """Store that posting stood still until now."""
        async with self._db.transaction() as transaction:
            await meta.put_moment(transaction, "stalled", self._clock())

    async def to_recheck(self) -> list[Schedule]:
        """Return the schedules whose problem should have passed by now."""
        return await schedules.to_recheck(self._db.reader, self._clock())

    async def _settle(self, transaction: aiosqlite.Connection, claim: Claim, **changes: Any) -> bool:
        """Store what became of a delivery; return False where that was stored already."""
        delivery = await deliveries.get(transaction, claim.delivery.id)
        if delivery is None or delivery.retry_at is None:
            return False
        after = replace(delivery, **changes)
        if not after.state.may_be_there:
            after = replace(after, part=None)  # it is to be posted by another
        await deliveries.update(transaction, after)
        if after.retry_at is None:
            await queue.wake(transaction, after.schedule_id, self._clock())
        return True


async def _unsent(
    connection: aiosqlite.Connection, guild_id: int, delivery_id: int
) -> tuple[Schedule, Delivery]:
    delivery = await deliveries.get(connection, delivery_id)
    if delivery is None:
        raise UserError("schedule-gone")
    schedule = await own_schedule(connection, guild_id, delivery.schedule_id)
    if not delivery.can_be_sent:
        raise UserError("post-not-open")
    if delivery.maybe_sent or delivery.state is DeliveryState.UNKNOWN:
        schedule = replace(schedule, channel_id=delivery.target)
    return schedule, delivery


async def _replan(transaction: aiosqlite.Connection, schedule_id: int, now: datetime) -> None:
    schedule = await schedules.get(transaction, schedule_id)
    assert schedule is not None  # noqa: S101 - it was found in this transaction
    guild = await guilds.get(transaction, schedule.guild_id)
    fresh = await planned(transaction, replace(schedule, done_until=min(schedule.done_until, now)), guild)
    if fresh != schedule:
        await schedules.update(transaction, fresh)


async def _isolated(
    transaction: aiosqlite.Connection, work: Awaitable[Claim | None], claimed: list[Claim]
) -> bool:
    """Return whether the work on one row succeeded: one that fails stops no other. Its claim is appended."""
    try:
        async with savepoint(transaction):
            claim = await work
    except (sqlite3.OperationalError, StorageDamagedError):  # the disk, not this row
        raise
    except Exception:
        log.exception("A row can't be claimed")
        return False
    claimed += [claim] if claim else []
    return True
