"""The threads that posts get: which are still to be made, and until when they are tried.

That one is wanted is committed together with the post (`Delivery.thread_at`), so no end of the process loses
it; and Discord makes one thread of a message at most, so asking again doubles none.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta

from bot import schedule as clockwork
from bot.library.claims import CLAIM_TIMEOUT, Claim
from bot.library.decision import Facts
from bot.library.lease import Lease
from bot.model import DeliveryKind
from bot.store import deliveries, guilds, schedules
from bot.store.database import Database, in_transaction

RETRIED_AFTER = timedelta(seconds=5)
"""Time until the second attempt; each further one comes when as much time has passed as from the post on."""


def wants_thread(claim: Claim) -> bool:
    """Return whether a delivery's message is to get a thread: those of tests get none."""
    return claim.schedule.thread and claim.delivery.kind is DeliveryKind.POST


class PostThreads:
    """Claims the posts whose thread is due, and stores what became of it. All is safe to repeat."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock

    async def claim(self, lease: Lease, limit: int, in_flight: Collection[int] = ()) -> list[Claim]:
        """Claim at most `limit` posts whose thread is due, none of them in flight.

        A process that doesn't deliver claims nothing.
        """
        now, most = self._clock(), limit + len(in_flight)
        if limit <= 0 or not await self._db.read(deliveries.threads_due, now, most):
            return []

        def claimed(transaction: sqlite3.Connection) -> list[Claim]:
            if not lease.delivers(transaction):
                return []
            due = deliveries.threads_due(transaction, now, most)
            wanted = [delivery_id for delivery_id in due if delivery_id not in in_flight][:limit]
            for delivery_id in wanted:
                deliveries.set_thread_at(transaction, delivery_id, now + CLAIM_TIMEOUT)
            return [_claimed(transaction, delivery_id) for delivery_id in wanted]

        return await self._db.write(claimed)

    @in_transaction
    def done(self, transaction: sqlite3.Connection, claim: Claim) -> None:
        """Store that a post has its thread, or gets none."""
        deliveries.set_thread_at(transaction, claim.delivery.id, None)

    @in_transaction
    def postpone(self, transaction: sqlite3.Connection, claim: Claim, seconds: float) -> None:
        """Have a thread tried again in `seconds` or later; one that comes too late is wanted no more."""
        now, sent_at = self._clock(), claim.delivery.done_at or claim.delivery.due_at
        wait = max(RETRIED_AFTER, now - sent_at, timedelta(seconds=seconds))
        again = now + wait if now + wait < sent_at + clockwork.CATCH_UP_WITHIN else None
        deliveries.set_thread_at(transaction, claim.delivery.id, again)


def _claimed(transaction: sqlite3.Connection, delivery_id: int) -> Claim:
    delivery = deliveries.get(transaction, delivery_id)
    assert delivery is not None  # noqa: S101 - it was found in this transaction
    schedule = schedules.get(transaction, delivery.schedule_id)
    assert schedule is not None  # noqa: S101 - a delivery is deleted with its schedule
    guild = guilds.get(transaction, delivery.guild_id)
    language = schedule.language or guild.language or guild.home
    return Claim(Facts(delivery), replace(schedule, channel_id=delivery.target), language)
