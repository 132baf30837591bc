"""The lease: one running bot for each database."""

from __future__ import annotations

import asyncio
import logging
import math
import os
import secrets
import socket
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.errors import UserError
from bot.store import lease
from bot.store.database import Database

SECONDS = 15.0
"""How long the lease lasts unless it is renewed."""
RENEW_EVERY = 5.0
STALLED_AFTER = 15.0
"""Seconds in one write after which a process must have been stopped, and others may be waiting for it."""

log = logging.getLogger(__name__)


class Lease:
    """The right to run the bot on a database, as long as it is renewed. `holder` names this process."""

    def __init__(self, database: Database, holder: str, until: float) -> None:
        self._db = database
        self._until = until
        self.holder = holder

    @property
    def valid(self) -> bool:
        """Return whether, by the wall clock, no other process can have it yet: False after a long sleep."""
        return time.time() < self._until

    def held(self, transaction: sqlite3.Connection) -> bool:
        """Return whether no other process took it; that holds until the end of the transaction."""
        current = lease.current(transaction)
        return current is not None and current[0] == self.holder

    async def renew(self) -> None:
        """Hold it for `SECONDS` more.

        Raises UserError("lease-lost") where another process took it, and UserError("write-stalled") after a
        write of this process that took so long that others could not start.
        """
        now = time.time()
        if not await self._db.write(lease.take, self.holder, now + SECONDS, expired_at=now):
            raise UserError("lease-lost")
        self._until = now + SECONDS
        if self._db.longest_write > STALLED_AFTER:
            raise UserError("write-stalled", seconds=round(self._db.longest_write))


@asynccontextmanager
async def hold(database: Database) -> AsyncIterator[Lease]:
    """Take the lease, and give it back at the end.

    Where another process has it, this waits until it expires (that process died: take it over) or is renewed
    (it lives: raise UserError("already-running")). Either is known within `SECONDS`. Raises
    UserError("database-held") where a process that was stopped in the middle of a write lets nobody write.
    """
    holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    try:
        until = await _take(database, holder)
    except asyncio.CancelledError:  # it may have come while this was being committed
        await _give_back(database, holder)
        raise
    try:
        yield Lease(database, holder, until)
    finally:
        await _give_back(database, holder)


async def _take(database: Database, holder: str) -> float:
    """Return until when the lease is taken."""
    seen = None
    began = time.monotonic()
    while True:
        now = time.time()
        # A lease that stays unchanged so long belongs to a dead process, even if it expires far in the future
        # because the wall clock was set back.
        expired_at = now if time.monotonic() - began < SECONDS else math.inf
        try:
            if await database.write(lease.take, holder, now + SECONDS, expired_at=expired_at):
                return now + SECONDS
            other = await database.read(lease.current)
        except UserError as error:
            if error.key != "storage-busy" or (other := await database.read(lease.current)) is None:
                raise
            raise UserError("database-held", **_named(other[0])) from error
        if seen is None:
            log.info("Another process used this database a moment ago; waiting to see whether it lives")
        elif other and other != seen:
            raise UserError("already-running", **_named(other[0]))
        seen = other
        await asyncio.sleep(1)


def _named(holder: str) -> dict[str, str]:
    machine, process, _ = holder.rsplit(":", 2)
    return {"machine": machine, "process": process}


async def _give_back(database: Database, holder: str) -> None:
    try:
        await database.write(lease.give_back, holder)
    except UserError as error:  # a full disk; it expires by itself
        log.warning("The lease could not be given back: %s", error.key)
