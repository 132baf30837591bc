"""The bot on a simulated Discord in a local web page, without a token or a network."""

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

from bot.app.client import Client
from bot.app.startup import open_bot
from bot.delivery import periodic
from bot.demo.clock import ClockFile, DemoClock, starting_time
from bot.errors import UserError
from bot.fetch import LanguageModel
from bot.library.selection import DEFAULT_ZONE
from bot.model import Language
from bot.texts import Texts
from bot.ui.embeds import Renderer
from bot.ui.next_steps import step_view

FIRST_STEPS = ("read", "quote", "summary", "prediction", "help")
"""What the buttons below the welcome do."""
BEAT_SECONDS = 1.0
"""How often the page shows what the bot did by itself."""


async def run(
    *,
    language: Language,
    announce: Callable[[str], None],
    port: int = 0,
    keep: Path | None = None,
    at: time | None = None,
    browser: bool = True,
    language_model: LanguageModel | None = None,
) -> None:
    """Serve the page until Ctrl-C, SIGTERM or the page ends it.

    The database is temporary, or stays in the folder `keep` for the next run. Simulated time starts now, or
    at the time of day `at` in the server's time zone, but never before the end of a kept run. `announce` is
    called with what to tell the person at the terminal. A `language_model` is the only thing that is asked
    elsewhere, once an editor of the demo agreed to it. Raises UserError: "demo-not-installed" without
    simcord, "demo-port-taken" if `port` is in use.
    """
    # Their notices at startup (no voice, no intents, an invitation) are for hosts of a bot on Discord.
    logging.getLogger("discord").setLevel(logging.ERROR)
    logging.getLogger("bot").setLevel(logging.WARNING)
    try:
        from bot.demo.markdown import discord_markdown
        from bot.demo.page import DemoPage
        from bot.demo.world import LOCALES, DemoEnv, build_server, interaction_locale
    except ModuleNotFoundError as error:
        raise UserError("demo-not-installed", module=error.name or "simcord") from error

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    texts = Texts()
    zone = DEFAULT_ZONE[language]
    async with AsyncExitStack() as stack:
        if keep is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kotonoha-")))
        else:
            folder = keep
            folder.mkdir(parents=True, exist_ok=True)
        database = folder / "demo.sqlite3"
        mark = ClockFile(folder / "demo.clock")
        clock = DemoClock(starting_time(datetime.now(UTC), at, mark.read(), ZoneInfo(zone)))
        bot = await stack.enter_async_context(
            open_bot(database, clock=clock.now, language_model=language_model)
        )
        # Started here, not by the bot: simcord waits for the bot's own tasks before it calls an action done.
        work = await stack.enter_async_context(_running(periodic.run(bot, bot.lease)))
        with clock.founding():
            world = DemoEnv(bot, clock)
            place = build_server(world, texts, language)
        stack.enter_context(interaction_locale(language))
        stack.enter_context(discord_markdown())
        await world.start()
        stack.push_async_callback(world.shutdown)
        stack.enter_context(world.time_context())
        await _welcome(bot, Renderer(texts, language), place.channel.id)
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
            _open_browser(page.url)
        while not (stop.is_set() or page.closed or work.done()):
            await page.beat()
            mark.write(clock.now())
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), BEAT_SECONDS)


async def _welcome(bot: Client, renderer: Renderer, channel_id: int) -> None:
    """Post what to do first, with buttons that give a member an answer without knowing any command."""
    channel = bot.get_partial_messageable(channel_id)
    text = renderer.say("demo-welcome", administrator=renderer.say("demo-administrator"))
    await channel.send(embed=renderer.text_embed(text), view=step_view(renderer, FIRST_STEPS))


def _greeting(texts: Texts, language: Language, url: str) -> str:
    return texts.say(
        language,
        "demo-ready",
        url=url,
        member=texts.say(language, "demo-member"),
        administrator=texts.say(language, "demo-administrator"),
    )


@asynccontextmanager
async def _running(work: Coroutine[Any, Any, None]) -> AsyncIterator[asyncio.Task[None]]:
    """Run `work` as a task while the block lasts; raise what it failed with."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def _open_browser(url: str) -> None:
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return
    # A GenericBrowser runs in the terminal, where it would hide the messages.
    if type(browser) is not webbrowser.GenericBrowser:
        browser.open(url)
