"""The lease: one running bot for each database."""

from __future__ import annotations

import asyncio
import logging
import math
import os
import secrets
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiosqlite

from bot.errors import UserError
from bot.store import lease
from bot.store.database import Database

SECONDS = 15.0
"""How long the lease lasts unless it is renewed."""
RENEW_EVERY = 5.0

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

    async def held(self, transaction: aiosqlite.Connection) -> bool:
        """Return whether no other process took it; that holds until the end of the transaction."""
        current = await lease.current(transaction)
        return current is not None and current[0] == self.holder

    async def renew(self) -> None:
        """Hold it for `SECONDS` more. Raises UserError("lease-lost") where another process took it."""
        now = time.time()
        async with self._db.transaction() as transaction:
            if not await lease.take(transaction, self.holder, now + SECONDS, expired_at=now):
                raise UserError("lease-lost")
        self._until = now + SECONDS


@asynccontextmanager
async def hold(database: Database) -> AsyncIterator[Lease]:
    """Take the lease, and give it back at the end.

    Where another process has it, this waits until it expires (that process died: take it over) or is renewed
    (it lives: raise UserError("already-running")). Either is known within `SECONDS`.
    """
    holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    seen = None
    began = time.monotonic()
    while True:
        now = time.time()
        # A lease that stays unchanged so long belongs to a dead process, even if it expires far in the future
        # because the wall clock was set back.
        expired_at = now if time.monotonic() - began < SECONDS else math.inf
        async with database.transaction() as transaction:
            if await lease.take(transaction, holder, now + SECONDS, expired_at=expired_at):
                break
            other = await lease.current(transaction)
        if seen is None:
            log.info("Another process used this database a moment ago; waiting to see whether it lives")
        elif other and other != seen:
            machine, process, _ = other[0].rsplit(":", 2)
            raise UserError("already-running", machine=machine, process=process)
        seen = other
        await asyncio.sleep(1)
    try:
        yield Lease(database, holder, now + SECONDS)
    finally:
        try:
            async with database.transaction() as transaction:
                await lease.give_back(transaction, holder)
        except UserError as error:  # a full disk; it expires by itself
            log.warning("The lease could not be given back: %s", error.key)
