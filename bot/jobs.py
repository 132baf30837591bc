"""What happens by itself."""

from __future__ import annotations

import asyncio
import logging
import time

from bot.library import Library
from bot.library.lease import RENEW_EVERY, Lease

PURGE_EVERY = 3600.0

log = logging.getLogger(__name__)


async def run(library: Library, lease: Lease) -> None:
    """Renews the lease and deletes what is due, until it is cancelled or another process has the lease.

    Raises UserError("lease-lost") then: whoever runs the bot must stop it.
    """
    purged = -PURGE_EVERY
    while True:
        await lease.renew()
        if time.monotonic() - purged >= PURGE_EVERY:
            purged = time.monotonic()
            await library.guilds.purge()
        await asyncio.sleep(RENEW_EVERY)
