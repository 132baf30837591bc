"""The bot on a simulated Discord in a local web page: nothing to register, no token, no network."""

from __future__ import annotations

import asyncio
import logging
import signal
import tempfile
import webbrowser
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.app.startup import open_bot
from bot.delivery import periodic
from bot.demo.clock import Clock, Mark, beginning
from bot.errors import UserError
from bot.library.selection import DEFAULT_ZONE
from bot.model import Language
from bot.texts import Texts

BEAT = 1.0
"""Seconds between two looks at what the bot did by itself."""


async def run(
    *,
    language: Language,
    announce: Callable[[str], None],
    port: int = 0,
    keep: Path | None = None,
    at: time | None = None,
    browser: bool = True,
) -> None:
    """Serve the page until Ctrl-C, SIGTERM or the page ends it.

    The database is new and goes with the end, or stays in the folder `keep`, where the next run goes on.
    Simulated time starts now, or on a day when it is `at` in the server's time zone, and never before what a
    kept database has seen. `announce` is given what to tell the person at the terminal. Raises
    UserError("demo-not-installed") without simcord, UserError("demo-port-taken") when `port` is in use.
    """
    # What they say at a start (no voice, no intents, an invitation) is for who runs a bot on Discord.
    logging.getLogger("discord").setLevel(logging.ERROR)
    logging.getLogger("bot").setLevel(logging.WARNING)
    try:
        from bot.demo.markdown import discords_markdown
        from bot.demo.page import DemoPage
        from bot.demo.world import LOCALES, DemoEnv, furnish, speaking
    except ModuleNotFoundError as error:
        raise UserError("demo-not-installed", module=error.name or "simcord") from error

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    texts = Texts()
    zone = DEFAULT_ZONE[language]  # the one that the server has
    async with AsyncExitStack() as stack:
        if keep is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kotonoha-")))
        else:
            folder = keep
            folder.mkdir(parents=True, exist_ok=True)
        database = folder / "demo.sqlite3"
        mark = Mark(folder / "demo.clock")
        clock = Clock(beginning(datetime.now(UTC), at, mark.read(), ZoneInfo(zone)))
        bot = await stack.enter_async_context(open_bot(database, clock=clock.now))
        # Started here and not by the bot itself, what happens by itself is none of the work that simcord
        # waits for before it calls somebody's action done.
        work = await stack.enter_async_context(_working(periodic.run(bot, bot.lease)))
        with clock.founding():
            world = DemoEnv(bot, clock)
            place = furnish(world, texts, language)
        stack.enter_context(speaking(language))
        stack.enter_context(discords_markdown())
        await world.start()
        # Here nobody comes to set up a server: /help leads to the guided start, it doesn't come by itself.
        await bot.library.guilds.started(place.guild.id)
        stack.push_async_callback(world.shutdown)
        stack.enter_context(world.time_context())
        await place.administrator.send(place.channel, texts.say(language, "demo-welcome"))
        preview = world.preview(
            place.channel,
            viewers=[place.member, place.administrator],
            layout="channel",
            locale=LOCALES[language].value,
            timezone=zone,
        )
        page = await stack.enter_async_context(DemoPage(world, preview, texts, language, port))
        announce(_greeting(texts, language, page.url))
        if keep is not None:
            announce(texts.say(language, "demo-kept", path=str(database)))
        if browser:
            _open(page.url)
        while not (stop.is_set() or page.closed or work.done()):
            await page.beat()
            mark.write(clock.now())
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), BEAT)


def _greeting(texts: Texts, language: Language, url: str) -> str:
    return texts.say(
        language,
        "demo-ready",
        url=url,
        member=texts.say(language, "demo-member"),
        administrator=texts.say(language, "demo-administrator"),
    )


@asynccontextmanager
async def _working(work: Coroutine[Any, Any, None]) -> AsyncIterator[asyncio.Task[None]]:
    """A task as long as the block lasts; what it failed with comes out of the block."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def _open(url: str) -> None:
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return
    # The plain kind is a browser in the terminal, where it would hide what stands there.
    if type(browser) is not webbrowser.GenericBrowser:
        browser.open(url)
