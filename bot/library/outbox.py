"""The outbox of posts: what is due is claimed, its item chosen, and what became of it stored.

One row for each schedule and local date is the promise that nothing is posted twice. A row is claimed in the
transaction that makes it, then sent, then confirmed; after whatever ends the process in between the row is
found again.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

import aiosqlite

from bot.library.claims import Claims, Done, Post, trouble
from bot.library.lease import Lease
from bot.library.planning import planned
from bot.library.selection import Selection
from bot.model import (
    DeliveryKind,
    DeliveryState,
    Language,
    Problem,
    Reason,
    Schedule,
)
from bot.store import deliveries, guilds, meta, schedules
from bot.store.database import Database, savepoint

REPLANNED_AT_ONCE = 500
PUT_OFF = 600
"""Seconds until a row is tried again that could not even be claimed."""

log = logging.getLogger(__name__)

Point = Literal["claiming", "claimed", "answered", "confirming", "confirmed"]


async def _nothing(_: Point) -> None:
    pass


class Outbox:
    """Claims what is due, and stores what became of it. Each method is one transaction, safe to repeat."""

    reached: Callable[[Point], Awaitable[None]] = staticmethod(_nothing)
    """Awaited at the points where a crash leaves different traces: tests end the process there."""

    def __init__(self, database: Database, clock: Callable[[], datetime], selection: Selection) -> None:
        self._db = database
        self._clock = clock
        self._selection = selection
        self._started = self._now()

    async def claim(
        self,
        lease: Lease,
        limit: int,
        language_of: Callable[[int], Language],
        busy: Collection[int] = (),
    ) -> list[Post] | None:
        """Claims at most `limit` deliveries that are due, none of them in `busy`; None where nothing is due.

        Runs that were missed are noted; an empty list says that there may be more. `language_of` is asked
        for guilds that chose no language. Nothing is claimed by a process that lost its lease.
        """
        now = self._now()
        posts: list[Post] = []
        async with self._db.transaction() as transaction:
            if not await lease.held(transaction):
                return None
            claims = Claims(transaction, self._selection, language_of, lease.holder, self._started, now)
            # What waits already comes first, but takes no more than half of the room.
            overdue = await deliveries.open_at(transaction, now, limit + len(busy))
            again = [delivery for delivery in overdue if delivery.id not in busy][: max(1, limit // 2)]
            for delivery in again:
                if not await _alone(transaction, claims.again(delivery), posts):
                    log.error("Delivery %d is put off", delivery.id)
                    await deliveries.put_off(transaction, delivery.id, now + PUT_OFF)
            due = await schedules.due(transaction, now, limit - len(again))
            for schedule in due:
                if not await _alone(transaction, claims.run(schedule), posts):
                    log.error("Schedule %d is put off", schedule.id)
                    await schedules.put_off(transaction, schedule.id, now + PUT_OFF)
            if not due and not again:
                return None
            await self.reached("claiming")
        await self.reached("claimed")
        return posts

    async def take_over(self, lease: Lease) -> None:
        """Makes what a dead process had claimed due at once."""
        async with self._db.transaction() as transaction:
            if await lease.held(transaction):
                await deliveries.release(transaction, lease.holder, self._now())

    async def confirm(
        self,
        post: Post,
        message_id: int | None,
        reason: Problem | Reason | None = None,
        problems: tuple[Problem, ...] = (),
    ) -> None:
        """Notes that the message is there. What its schedule had in its way is over, but for `problems`."""
        now = self._now()
        async with self._db.transaction() as transaction:
            settled = await self._settle(
                transaction,
                post,
                state=DeliveryState.SENT,
                reason=reason,
                message_id=message_id,
                retry_at=None,
                done_at=now,
            )
            if settled and post.delivery.kind is not DeliveryKind.NOTICE:
                await trouble(transaction, post.schedule, problems, None, now)
            await self.reached("confirming")
        await self.reached("confirmed")

    async def postpone(self, post: Post, reason: Reason, seconds: float, *, maybe_sent: bool) -> None:
        """Has it tried again in so many seconds; `maybe_sent` says that this attempt may have arrived."""
        async with self._db.transaction() as transaction:
            await self._settle(
                transaction,
                post,
                state=DeliveryState.WAITING,
                reason=reason,
                retry_at=self._now() + max(1, round(seconds)),
                **({"maybe_sent": True} if maybe_sent else {}),
            )

    async def give_up(
        self,
        post: Post,
        state: Done,
        reason: Problem | Reason,
        problems: tuple[Problem, ...] = (),
        until: int | None = None,
    ) -> None:
        """Notes that it is not sent any more. `problems` are those of its schedule, which pass by themselves
        at `until` if that is known; the person who made it is told of the first ones, once."""
        now = self._now()
        async with self._db.transaction() as transaction:
            settled = await self._settle(
                transaction, post, state=state, reason=reason, retry_at=None, done_at=now
            )
            if settled and problems:
                await trouble(transaction, post.schedule, problems, until, now)

    async def replan(self, rules: str) -> None:
        """Plans all schedules anew if `rules`, the version of the time zones' data, is a new one, otherwise
        those that are done until some day to come: a clock was ahead."""
        now = self._now()
        ahead = now if await meta.get(self._db.reader, "tzdata") == rules else 0
        last: int | None = 0
        while last is not None:
            async with self._db.transaction() as transaction:
                page = await schedules.planned(transaction, last, REPLANNED_AT_ONCE, ahead)
                for schedule in page:
                    await _alone(transaction, _replan(transaction, schedule, now), [])
                last = page[-1].id if page else None
                if last is None:
                    await meta.put(transaction, "tzdata", rules)

    async def stalled(self) -> None:
        """Notes that posting stood still until now."""
        async with self._db.transaction() as transaction:
            await meta.put(transaction, "stalled", str(self._now()))

    async def to_recheck(self) -> list[Schedule]:
        """Schedules whose problem should be over by now."""
        return await schedules.to_recheck(self._db.reader, self._now())

    async def _settle(self, transaction: aiosqlite.Connection, post: Post, **changes: Any) -> bool:
        """Stores what became of a delivery; False where another process did already."""
        delivery = await deliveries.get(transaction, post.delivery.id)
        if delivery is None or delivery.retry_at is None:
            return False
        await deliveries.update(transaction, replace(delivery, **changes))
        return True

    def _now(self) -> int:
        return int(self._clock().timestamp())


async def _replan(transaction: aiosqlite.Connection, schedule: Schedule, now: int) -> None:
    guild = await guilds.get(transaction, schedule.guild_id)
    fresh = await planned(transaction, replace(schedule, done_until=min(schedule.done_until, now)), guild)
    if fresh != schedule:
        await schedules.update(transaction, fresh)


async def _alone(transaction: aiosqlite.Connection, claim: Awaitable[Post | None], posts: list[Post]) -> bool:
    """Whether a claim could be made; one that can't keeps no other waiting. Its post joins `posts`."""
    try:
        async with savepoint(transaction):
            post = await claim
    except sqlite3.OperationalError:  # the disk, not this row
        raise
    except Exception:
        log.exception("A row can't be claimed")
        return False
    posts += [post] if post else []
    return True
