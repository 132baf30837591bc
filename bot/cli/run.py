"""The command that runs the bot on Discord."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator
from pathlib import Path

from bot import config
from bot.app.client import Client
from bot.app.startup import open_bot, trouble_as_user_error
from bot.cli.systemd import notify
from bot.config import Config
from bot.delivery import periodic
from bot.errors import UserError
from bot.fetch import LanguageModel
from bot.reader import sandbox

STOPPING = (signal.SIGTERM, signal.SIGINT)
FINISHED_WITHIN = 8.0
"""Seconds that answers which were begun may take once the bot is told to stop: the rest is over within 10."""
WATCHDOG_EVERY = 5.0
"""Seconds between two messages to systemd, whose watchdog is to wait for several."""

log = logging.getLogger(__name__)


async def run(settings: Config) -> int:
    """Run the bot on Discord until it is told to stop; raise UserError if the host has to fix something."""
    if settings.token is None:
        raise UserError("token-missing")
    _cancel_on_signals()
    key = Path(f"{settings.database}.key")
    for file in config.readable_by_others(config.ENV_FILE, settings.database, key):
        log.warning("%s can be read by other users of this computer: chmod 600 %s", file, file)
    sandbox.hide_memory()
    if limits := sandbox.supported():
        log.info("Strangers' pages are read in processes confined by %s", " and ".join(limits))
    else:
        log.warning("This system can't confine the processes that read strangers' pages")
    where = settings.language_model
    with contextlib.suppress(asyncio.CancelledError):  # told to stop
        async with (
            open_bot(
                settings.database,
                shards=settings.shards,
                copies=settings.backups,
                language_model=LanguageModel(where) if where else None,
            ) as bot,
            _measured(bot, settings.metrics),
        ):
            bot.owner_id = settings.owner_id
            with trouble_as_user_error():
                await _serve(bot, settings.token, settings.notify_socket)
    return 0


@contextlib.asynccontextmanager
async def _measured(bot: Client, address: tuple[str, int] | None) -> AsyncIterator[None]:
    """Serve metrics at an address until the block ends, if there is one."""
    if address is None:
        yield
        return
    from bot.app import metrics  # what it needs takes a fifth of a second

    async with metrics.served(bot, *address):
        log.info("Metrics are at http://%s:%d/metrics", *address)
        yield


def _cancel_on_signals() -> None:
    """Let the first SIGTERM or SIGINT cancel this task, so that all that was opened is closed; a second one
    ends the process at once."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def stop() -> None:
        log.info("Told to stop: what was begun is finished first; a second signal ends it at once")
        for number in STOPPING:
            loop.remove_signal_handler(number)
            signal.signal(number, signal.SIG_DFL)
        if task is not None:
            task.cancel()

    for number in STOPPING:
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C raises KeyboardInterrupt instead
            loop.add_signal_handler(number, stop)


async def _serve(bot: Client, token: str, notify_socket: str | None) -> None:
    """Run the client and the periodic work until one of them ends or this is cancelled."""
    client = asyncio.create_task(bot.start(token))
    work = asyncio.create_task(periodic.run(bot, bot.lease))
    watchdog = asyncio.create_task(_feed_watchdog(bot, notify_socket))
    try:
        await asyncio.wait((client, work), return_when=asyncio.FIRST_COMPLETED)
    finally:
        notify(notify_socket, "STOPPING=1")
        watchdog.cancel()
        work.cancel()
        # Posts and answers that were begun may be finished while there is a connection.
        await asyncio.wait({work, asyncio.create_task(bot.finish(FINISHED_WITHIN))})
        await bot.close()
        client.cancel()
        ended = await asyncio.gather(client, work, return_exceptions=True)
    for outcome in ended:
        if isinstance(outcome, Exception):
            raise outcome


async def _feed_watchdog(bot: Client, notify_socket: str | None) -> None:
    """Tell systemd that the bot runs, and then again and again that it is well, as long as it is."""
    if notify_socket is None:
        return

    async def watchdog() -> None:
        trouble = await bot.library.health.trouble(bot.pulse(), bot.library.clock())
        if trouble is None:
            notify(notify_socket, "WATCHDOG=1")
        else:
            log.error("The bot is not well (%s): the watchdog will start it anew", trouble.key)

    notify(notify_socket, "READY=1")
    await periodic.every(WATCHDOG_EVERY, watchdog)
