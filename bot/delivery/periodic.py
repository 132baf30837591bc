"""What recurs while the bot runs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from importlib.metadata import version
from typing import Any

from bot.delivery import diagnosis
from bot.delivery.dispatcher import Dispatcher
from bot.errors import StorageDamagedError, UserError
from bot.library.guilds import KEEP_COPIES
from bot.library.lease import LOOK_EVERY, RENEW_EVERY, Lease
from bot.ui.replies import KotonohaBot, language_for_locale

PURGE_EVERY = 3600.0
CHECK_EVERY = 86_400.0
LOOK_FOR_SHORTAGES_EVERY = 3600.0
BACKUP_EVERY = 3600.0
"""How often is looked whether the copy of the night is there."""
LOOK_FOR_SENTENCES_EVERY = 60.0
"""How often is looked for sentences without vectors; after an article was added, they are soon there."""
LOOK_AT_LEAST_EVERY = 3600.0
"""The longest wait while no vectors can be made: each time it is twice as long as before."""
PRESENT_EVERY = 60.0
RECHECK_EVERY = 30.0
REMIND_EVERY = 60.0
POLL_EVERY = 60.0
"""How often is looked which feeds are due: a host is asked as often at most."""
ENDING = frozenset({"lease-lost", "write-stalled"})
"""Errors of the lease that end the process."""

Work = Callable[[], Coroutine[Any, Any, object]]

log = logging.getLogger(__name__)


async def run(bot: KotonohaBot, lease: Lease) -> None:
    """Renew the lease; and as soon as this process is the one that does, send what is due, and delete what is
    old; until cancelled.

    Raises UserError("lease-lost") when another process has the lease, and UserError("write-stalled") when
    this one was stopped in the middle of a write: it must end.
    """
    library, delivering = bot.library, lease.delivering

    async def present() -> None:
        await bot.wait_until_ready()
        # What Discord told of joining and leaving may have come while nothing could be stored.
        await library.guilds.mark_present(lambda: {guild.id for guild in bot.guilds}, bot.served)
        await library.guilds.mark_homes(
            {one.id: language_for_locale(one.preferred_locale) for one in bot.guilds if not one.unavailable}
        )

    async def purge() -> None:
        await library.guilds.membership_known.wait()
        # Only who serves a guild knows whether the bot is in it again.
        await (library.guilds.purge if delivering.is_set() else library.guilds.purge_left)(bot.served)
        if delivering.is_set():
            await library.suggestions.purge()

    async def check_storage() -> None:
        await delivering.wait()
        await asyncio.sleep(CHECK_EVERY)  # it was checked before the start
        await library.check_storage()

    async def back_up() -> None:
        await delivering.wait()
        await library.backups.forget(KEEP_COPIES)  # first: on a full disk it makes room
        await library.backups.nightly()

    wait_for_vectors = LOOK_FOR_SENTENCES_EVERY

    async def make_vectors() -> None:
        nonlocal wait_for_vectors
        await delivering.wait()
        await asyncio.sleep(wait_for_vectors)  # a start has enough to do
        works = await library.meaning.keep_up()
        wait_for_vectors = (
            LOOK_FOR_SENTENCES_EVERY if works else min(wait_for_vectors * 2, LOOK_AT_LEAST_EVERY)
        )

    async def recheck() -> None:
        await delivering.wait()
        if bot.application_id is None:  # not logged in yet
            return
        for schedule in await library.outbox.to_recheck():  # whose trouble may have passed by itself
            await diagnosis.recheck(bot, schedule)

    async def remind() -> None:
        if delivering.is_set():
            await library.reminders.write(lease)
        await library.reminders.look()
        await library.suggestions.look()

    async def poll() -> None:
        await delivering.wait()
        await library.feeds.poll()

    async def add_waiting() -> None:
        await delivering.wait()
        await library.feeds.add_waiting()

    work = [
        asyncio.create_task(every(RENEW_EVERY, lease.renew)),
        asyncio.create_task(every(LOOK_EVERY, lease.deliver)),
        asyncio.create_task(every(PRESENT_EVERY, present)),
        asyncio.create_task(every(PURGE_EVERY, purge)),
        asyncio.create_task(every(RECHECK_EVERY, recheck)),
        asyncio.create_task(every(REMIND_EVERY, remind)),
        asyncio.create_task(every(POLL_EVERY, poll)),
        asyncio.create_task(every(POLL_EVERY, add_waiting)),
        asyncio.create_task(every(0, check_storage)),
        asyncio.create_task(every(LOOK_FOR_SHORTAGES_EVERY, library.shortages.look)),
        asyncio.create_task(every(BACKUP_EVERY, back_up)),
        asyncio.create_task(every(0, make_vectors)),
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

    An error ends that one round only, and is logged, but for those that end the process.
    """
    while True:
        await _attempted(work)
        await asyncio.sleep(seconds)


async def _attempted(work: Work) -> bool:
    """Return whether `work` came to its end; why it didn't is logged."""
    try:
        await work()
    except StorageDamagedError:
        return False
    except UserError as error:
        if error.key in ENDING:
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

    if not lease.delivering.is_set():
        await lease.delivering.wait()
        await _attempted(bot.library.prepare)  # the process that died may not have come so far
    bot.ticked = asyncio.get_running_loop().time()
    while not await _attempted(take_over):  # noqa: ASYNC110 - nothing tells when the storage is free again
        await asyncio.sleep(RENEW_EVERY)
    await Dispatcher(bot, lease).run()
