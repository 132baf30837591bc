"""What happens by itself."""

from __future__ import annotations

import asyncio
import logging
import time
from importlib.metadata import version

from bot import doctor
from bot.errors import UserError
from bot.jobs.dispatcher import Dispatcher
from bot.library import Library
from bot.library.lease import RENEW_EVERY, Lease
from bot.replies import Host

PURGE_EVERY = 3600.0
RECHECK_EVERY = 30.0

log = logging.getLogger(__name__)


async def run(bot: Host, lease: Lease) -> None:
    """Renews the lease, sends what is due, and deletes what is old, until it is cancelled or another process
    has the lease.

    Raises UserError("lease-lost") then: whoever runs the bot must stop it.
    """
    work = [
        asyncio.create_task(_keep(bot.library, lease)),
        asyncio.create_task(_post(bot, lease)),
        asyncio.create_task(_recheck(bot)),
    ]
    try:
        done, _ = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in work:
            task.cancel()
        await asyncio.gather(*work, return_exceptions=True)


async def _keep(library: Library, lease: Lease) -> None:
    purged = -PURGE_EVERY
    while True:
        try:
            await lease.renew()
            if time.monotonic() - purged >= PURGE_EVERY:
                purged = time.monotonic()
                await library.guilds.purge()
        except UserError as error:
            if error.key == "lease-lost":
                raise
            log.warning("Nothing can be written now: %s", error.key)  # reading goes on
        await asyncio.sleep(RENEW_EVERY)


async def _post(bot: Host, lease: Lease) -> None:
    outbox = bot.library.outbox
    while True:
        try:
            # Before anything is due by rules that are no longer those of the world.
            await outbox.replan(version("tzdata"))
            await outbox.take_over(lease)
            break
        except UserError as error:
            log.warning("Nothing can be posted now: %s", error.key)
            await asyncio.sleep(RENEW_EVERY)
    await Dispatcher(bot, lease).run()


async def _recheck(bot: Host) -> None:
    """Looks after what passes by itself."""
    while True:
        try:
            for schedule in await bot.library.outbox.to_recheck():
                await doctor.recheck(bot, schedule)
        except Exception:
            log.exception("Schedules in trouble could not be examined")
        await asyncio.sleep(RECHECK_EVERY)
