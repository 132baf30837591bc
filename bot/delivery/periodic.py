"""What recurs while the bot runs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from importlib.metadata import version
from typing import Any

from bot.delivery import diagnosis
from bot.delivery.dispatcher import Dispatcher
from bot.errors import UserError
from bot.library.lease import RENEW_EVERY, Lease
from bot.ui.replies import KotonohaBot

PURGE_EVERY = 3600.0
RECHECK_EVERY = 30.0

Work = Callable[[], Coroutine[Any, Any, object]]

log = logging.getLogger(__name__)


async def run(bot: KotonohaBot, lease: Lease) -> None:
    """Renew the lease, send what is due, and delete what is old, until cancelled.

    Raises UserError("lease-lost") when another process has the lease: whoever runs the bot must stop it.
    """
    library = bot.library

    async def purge() -> None:
        await library.guilds.membership_known.wait()
        await library.guilds.purge()

    async def recheck() -> None:
        for schedule in await library.outbox.to_recheck():  # whose trouble may have passed by itself
            await diagnosis.recheck(bot, schedule)

    work = [
        asyncio.create_task(every(RENEW_EVERY, lease.renew)),
        asyncio.create_task(every(PURGE_EVERY, purge)),
        asyncio.create_task(every(RECHECK_EVERY, recheck)),
        asyncio.create_task(_deliver(bot, lease)),
    ]
    try:
        done, _ = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in work:
            task.cancel()
        await asyncio.gather(*work, return_exceptions=True)


async def every(seconds: float, work: Work) -> None:
    """Await `work()`, and again `seconds` after it ended, until cancelled.

    An error ends that one round only, and is logged. Raises UserError("lease-lost") as soon as `work` does.
    """
    while True:
        await _attempted(work)
        await asyncio.sleep(seconds)


async def _attempted(work: Work) -> bool:
    """Return whether `work` came to its end; why it didn't is logged."""
    try:
        await work()
    except UserError as error:
        if error.key == "lease-lost":
            raise
        log.warning("%s has to wait: %s", work.__name__, error.key)  # the storage is busy or full
        return False
    except Exception:
        log.exception("%s failed", work.__name__)
        return False
    return True


async def _deliver(bot: KotonohaBot, lease: Lease) -> None:
    outbox = bot.library.outbox

    async def take_over() -> None:
        # Before anything is due by rules that are no longer those of the world.
        await outbox.replan(version("tzdata"))
        await outbox.take_over(lease)

    while not await _attempted(take_over):  # noqa: ASYNC110 - nothing tells when the storage is free again
        await asyncio.sleep(RENEW_EVERY)
    await Dispatcher(bot, lease).run()
