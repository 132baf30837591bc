"""The lease: who runs which shards on a database, and who of them delivers."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.errors import UserError
from bot.model import ALL_SHARDS, Pulse, Shards
from bot.store import lease
from bot.store.database import Database
from bot.store.lease import Held

SECONDS = 15.0
"""How long a lease lasts unless it is renewed."""
RENEW_EVERY = 5.0
LOOK_EVERY = 1.0
"""Seconds between two looks at whether a process in the way still lives."""
STALLED_AFTER = 15.0
"""Seconds in one write after which a process must have been stopped, and others may be waiting for it."""

log = logging.getLogger(__name__)


class Lease:
    """The right to run shards on a database, as long as it is renewed. `holder` names this process.

    `delivering` is set once this process is the one that delivers, keeps house and registers commands; it
    stays that until it ends.
    """

    def __init__(self, database: Database, holder: str, until: float) -> None:
        self._db = database
        self._until = until
        self._watch = _Watch()
        self.holder = holder
        self.delivering = asyncio.Event()
        self.pulse: Callable[[], Pulse] = Pulse
        """What is stored whenever it is renewed."""

    @property
    def valid(self) -> bool:
        """Return whether, by the wall clock, no other process can have it yet: False after a long sleep."""
        return time.time() < self._until

    def delivers(self, transaction: sqlite3.Connection) -> bool:
        """Return whether this process delivers; that holds until the end of the transaction."""
        current = lease.deliverer(transaction)
        return current is not None and current.holder == self.holder

    async def renew(self) -> None:
        """Hold it for `SECONDS` more.

        Raises UserError("lease-lost") where another process took it, and UserError("write-stalled") after a
        write of this process that took so long that others could not start.
        """
        now = time.time()
        if not await self._db.write(lease.renew, self.holder, now + SECONDS, self.pulse()):
            raise UserError("lease-lost")
        self._until = now + SECONDS
        if self._db.longest_write > STALLED_AFTER:
            raise UserError("write-stalled", seconds=round(self._db.longest_write))

    async def deliver(self) -> None:
        """Become the process that delivers, where none does or the one that did has died.

        Raises UserError("lease-lost") where another process took the lease of this one.
        """
        if self.delivering.is_set() or self._watch.any_alive(await self._db.read(lease.deliverer)):
            return
        if await self._db.write(_deliver, self.holder, self._watch):
            log.info("This process delivers from now on")
            self.delivering.set()


class _Watch:
    """Looks at leases of other processes again and again, and so knows which processes died."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[float, float]] = {}
        self._renewed: set[str] = set()

    def any_alive(self, *those: Held | None) -> bool:
        """Return whether one of these processes may be alive, after looking at each of them."""
        alive = [held for held in those if held is not None and not self._died(held)]
        return bool(alive)

    def renewed(self, held: Held) -> bool:
        """Return whether that process surely lives: it renewed its lease since it was looked at first."""
        return held.holder in self._renewed

    def _died(self, held: Held) -> bool:
        now = time.monotonic()
        expires_at, since = self._seen.setdefault(held.holder, (held.expires_at, now))
        if expires_at != held.expires_at:
            self._seen[held.holder], since = (held.expires_at, now), now
            self._renewed.add(held.holder)
        # A lease that stays unchanged so long belongs to a dead process, even if it expires far in the future
        # because the wall clock was set back.
        return held.expires_at <= time.time() or now - since >= SECONDS


@asynccontextmanager
async def hold(database: Database, shards: Shards = ALL_SHARDS) -> AsyncIterator[Lease]:
    """Take the lease for these shards, and give it back at the end; deliver, unless another process does.

    Where another process runs some of them, this waits until its lease expires (that process died: take it
    over) or is renewed (it lives: raise UserError("already-running") or, if not all shards are wanted,
    UserError("shards-taken")). Either is known within `SECONDS`. Raises UserError("database-held") where a
    process that was stopped in the middle of a write lets nobody write.
    """
    holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    try:
        held = await _take(database, holder, shards)
    except asyncio.CancelledError:  # it may have come while this was being committed
        await _give_back(database, holder)
        raise
    try:
        yield held
    finally:
        await _give_back(database, holder)


async def _take(database: Database, holder: str, shards: Shards) -> Lease:
    watch, waiting = _Watch(), False
    while True:
        mine = Held(holder, shards, time.time() + SECONDS)
        try:
            others, delivers = await database.write(_replace, mine, watch)
        except UserError as error:
            if error.key != "storage-busy" or not (others := await database.read(lease.every)):
                raise
            raise UserError("database-held", **_named(others[0])) from error
        if not others:
            taken = Lease(database, holder, mine.expires_at)
            if delivers:
                taken.delivering.set()
            return taken
        if alive := next(filter(watch.renewed, others), None):
            raise UserError("already-running" if shards == ALL_SHARDS else "shards-taken", **_named(alive))
        if not waiting:
            log.info("Another process used this database a moment ago; waiting to see whether it lives")
        waiting = True
        await asyncio.sleep(LOOK_EVERY)


def _replace(transaction: sqlite3.Connection, mine: Held, watch: _Watch) -> tuple[list[Held], bool]:
    """Store a lease in place of those for its shards, and return whether its process delivers; first those
    that keep it from being stored: their processes may be alive."""
    others = [one for one in lease.every(transaction) if one.shards.overlap(mine.shards)]
    if watch.any_alive(*others):
        return others, False
    for dead in others:
        lease.give_back(transaction, dead.holder)
    lease.take(transaction, mine)
    return [], _deliver(transaction, mine.holder, watch)


def _deliver(transaction: sqlite3.Connection, holder: str, watch: _Watch) -> bool:
    """Store that this process delivers; return False where another does that may be alive."""
    other = lease.deliverer(transaction)
    if watch.any_alive(other):
        return False
    if other is not None:
        lease.give_back(transaction, other.holder)
    if not lease.deliver(transaction, holder):
        raise UserError("lease-lost")
    return True


def _named(held: Held) -> dict[str, str]:
    machine, process, _ = held.holder.rsplit(":", 2)
    return {"machine": machine, "process": process}


async def _give_back(database: Database, holder: str) -> None:
    try:
        await database.write(lease.give_back, holder)
    except UserError as error:  # a full disk; it expires by itself
        log.warning("The lease could not be given back: %s", error.key)
