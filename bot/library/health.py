"""Whether the bot is well: by what it depends on, not by whether its process is there."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import UserError
from bot.library.lease import SECONDS
from bot.model import Pulse, Shards
from bot.store import deliveries, lease
from bot.store.database import Database
from bot.store.lease import Held
from bot.store.looking import looking

ANSWERED_WITHIN = 180.0
"""Seconds without an answer of Discord's at a shard: one that swallows everything is left within 120."""
EACH_SHARD = 6.0
"""More seconds for each shard of a process: they identify one after the other."""
TICKED_WITHIN = 120.0
"""Seconds without a look at what is due: four times what the watchdog of the tick allows."""
SENT_WITHIN = 600.0
"""Seconds that a post may be due: 28,000 that are due at once take as long."""


def trouble(pulse: Pulse, due_for: float | None, since: float = 0.0) -> UserError | None:
    """Return what is wrong with a process whose `pulse` was taken `since` seconds ago, None where it is well.

    `due_for`: for how many seconds the oldest post has been due.
    """
    allowed = ANSWERED_WITHIN + EACH_SHARD * len(pulse.shards)
    for shard, age in pulse.shards.items():
        if age + since > allowed:
            return UserError("health-gateway", shard=shard, seconds=round(age + since))
    if pulse.tick is None:
        return None
    if pulse.tick + since > TICKED_WITHIN:
        return UserError("health-tick", seconds=round(pulse.tick + since))
    if due_for is not None and due_for > SENT_WITHIN:
        return UserError("health-due", seconds=round(due_for))
    return None


def _due_for(connection: sqlite3.Connection, now: datetime) -> float | None:
    oldest = deliveries.oldest_due(connection, now)
    return None if oldest is None else (now - oldest).total_seconds()


class Health:
    """Judges the process it belongs to."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def trouble(self, pulse: Pulse, now: datetime) -> UserError | None:
        """Return what is wrong with this process, None where it is well."""
        due_for = None if pulse.tick is None else await self._db.read(_due_for, now)
        return trouble(pulse, due_for)


def look(path: Path, shards: Shards, now: datetime | None = None) -> UserError | None:
    """Return what is wrong with the processes that run these shards, from outside; None where all are well.

    Raises UserError where the database can't be looked into.
    """
    now = now or datetime.now(UTC)
    with looking(path) as connection:
        running, due_for = lease.every(connection), _due_for(connection, now)
    concerned = [held for held in running if held.shards.overlap(shards)]
    if not concerned:
        return UserError("health-none")
    return next(filter(None, (_trouble_of(held, due_for, now) for held in concerned)), None)


def _trouble_of(held: Held, due_for: float | None, now: datetime) -> UserError | None:
    age = age_of(held, now)
    if age > SECONDS:
        return UserError("health-stopped", process=process_of(held), seconds=round(age))
    return trouble(held.pulse, due_for, max(0.0, age))


def age_of(held: Held, now: datetime) -> float:
    """Return how many seconds ago a lease was renewed."""
    return now.timestamp() - (held.expires_at - SECONDS)


def process_of(held: Held) -> str:
    """Return the ID of the process that holds a lease."""
    return held.holder.rsplit(":", 2)[1]


def alive(running: Sequence[Held], now: datetime) -> list[Held]:
    """Return the leases that have not expired."""
    return [held for held in running if age_of(held, now) <= SECONDS]
