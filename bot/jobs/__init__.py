"""What happens by itself."""

from __future__ import annotations

import asyncio
import logging
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
        asyncio.create_task(_keep(lease)),
        asyncio.create_task(_purge(bot.library)),
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


async def _keep(lease: Lease) -> None:
    while True:
        try:
            await lease.renew()
        except UserError as error:
            if error.key == "lease-lost":
                raise
            log.warning("Nothing can be written now: %s", error.key)  # reading goes on
        except Exception:
            log.exception("The lease can't be renewed now")
        await asyncio.sleep(RENEW_EVERY)


async def _purge(library: Library) -> None:
    while True:
        while not library.guilds.known:  # noqa: ASYNC110 - only once, and nobody is in a hurry
            await asyncio.sleep(RENEW_EVERY)
        try:
            await library.guilds.purge()
        except UserError as error:
            log.warning("Nothing can be purged now: %s", error.key)
        except Exception:
            log.exception("What is old could not be purged")
        await asyncio.sleep(PURGE_EVERY)


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
        except Exception:
            log.exception("Nothing can be posted now")
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
