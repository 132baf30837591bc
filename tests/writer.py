"""The connection that writes, held by somebody for a while."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.store.database import Database


@asynccontextmanager
async def writer_held(database: Database) -> AsyncIterator[None]:
    """Keep a transaction open: works that come meanwhile wait until the block is left, and then share one."""
    loop = asyncio.get_running_loop()
    begun: asyncio.Future[None] = loop.create_future()
    left = threading.Event()

    def hold(_: sqlite3.Connection) -> None:
        loop.call_soon_threadsafe(begun.set_result, None)
        left.wait()

    held = asyncio.create_task(database.write(hold))
    try:
        await asyncio.wait({begun, held}, return_when=asyncio.FIRST_COMPLETED)
        yield
    finally:
        left.set()
        await held
