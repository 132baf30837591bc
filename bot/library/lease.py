"""The lease: who runs which shards on a database, and who of them delivers."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiosqlite

from bot.errors import UserError
from bot.model import ALL_SHARDS, Shards
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
    """The right to run the bot on a database, as long as it is renewed. `holder` names this process.

    `delivering` is set once this process is the one that delivers, keeps house and registers commands; it
    stays that until it ends.
    """

    def __init__(self, database: Database, holder: str, until: float) -> None:
        self._db = database
        self._until = until
        self._watch = _Watch()
        self.holder = holder
        self.delivering = asyncio.Event()

    @property
    def valid(self) -> bool:
        """Return whether, by the wall clock, no other process can have it yet: False after a long sleep."""
        return time.time() < self._until

    async def held(self, transaction: aiosqlite.Connection) -> bool:
        """Return whether this process delivers; that holds until the end of the transaction."""
        current = await lease.deliverer(transaction)
        return current is not None and current.holder == self.holder

    async def renew(self) -> None:
        """Hold it for `SECONDS` more.

        Raises UserError("lease-lost") where another process took it, and UserError("write-stalled") after a
        write of this process that took so long that others could not start.
        """
        now = time.time()
        async with self._db.transaction() as transaction:
            if not await lease.renew(transaction, self.holder, now + SECONDS):
                raise UserError("lease-lost")
        self._until = now + SECONDS
        if self._db.longest_write > STALLED_AFTER:
            raise UserError("write-stalled", seconds=round(self._db.longest_write))

    async def deliver(self) -> None:
        """Become the process that delivers, where none does or the one that did has died.

        Raises UserError("lease-lost") where another process took the lease of this one.
        """
        if self.delivering.is_set() or self._watch.any_alive(await lease.deliverer(self._db.reader)):
            return
        async with self._db.transaction() as transaction:
            delivers = await _deliver(transaction, self.holder, self._watch)
        if delivers:
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
        until = time.time() + SECONDS
        try:
            async with database.transaction() as transaction:
                others = [one for one in await lease.every(transaction) if one.shards.overlap(shards)]
                if not watch.any_alive(*others):
                    for dead in others:
                        await lease.give_back(transaction, dead.holder)
                    await lease.take(transaction, Held(holder, shards, until))
                    taken = Lease(database, holder, until)
                    if await _deliver(transaction, holder, watch):
                        taken.delivering.set()
                    return taken
        except UserError as error:
            if error.key != "storage-busy" or not (others := await lease.every(database.reader)):
                raise
            raise UserError("database-held", **_named(others[0])) from error
        if alive := next(filter(watch.renewed, others), None):
            raise UserError("already-running" if shards == ALL_SHARDS else "shards-taken", **_named(alive))
        if not waiting:
            log.info("Another process used this database a moment ago; waiting to see whether it lives")
        waiting = True
        await asyncio.sleep(LOOK_EVERY)


async def _deliver(transaction: aiosqlite.Connection, holder: str, watch: _Watch) -> bool:
    """Store that this process delivers; return False where another does that may be alive."""
    other = await lease.deliverer(transaction)
    if watch.any_alive(other):
        return False
    if other is not None:
        await lease.give_back(transaction, other.holder)
    if not await lease.deliver(transaction, holder):
        raise UserError("lease-lost")
    return True


def _named(held: Held) -> dict[str, str]:
    machine, process, _ = held.holder.rsplit(":", 2)
    return {"machine": machine, "process": process}


async def _give_back(database: Database, holder: str) -> None:
    try:
        async with database.transaction() as transaction:
            await lease.give_back(transaction, holder)
    except UserError as error:  # a full disk; it expires by itself
        log.warning("The lease could not be given back: %s", error.key)
