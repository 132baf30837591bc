"""What the tests share: a database in a temporary folder, and the bot on a simulated Discord."""

from __future__ import annotations

import asyncio
import functools
import gc
import json
import logging
import random
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord
import hypothesis
import pytest
import simcord
import simcord.interactions
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.results import InteractionResult, ResponseMessage

from bot.app.client import Client
from bot.app.startup import open_bot
from bot.cli.logs import SafeFormatter
from bot.fetch import Fetcher
from bot.library import Library, article_service
from bot.model import Language
from bot.reader import child, pool
from bot.reader.pool import Reader
from bot.reader.wire import pack
from bot.store import database as store_database
from bot.store import preparing
from bot.store.connections import writing
from bot.store.database import MIGRATIONS, Database, open_database
from bot.store.preparing import prepare
from bot.texts import Texts
from tests.alike import starting_alike
from tests.site import Site, serving
from tests.wire.bodies import watch_simcord

hypothesis.settings.register_profile("kotonoha", deadline=None)  # the first example compiles patterns
hypothesis.settings.load_profile("kotonoha")

RNG = functools.partial(random.Random, 7)
BUTTON = 2
LOCALE = {Language.JA: "ja", Language.EN: "en-US"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes a minute: at the end, every other process would wait for it."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    """Have the collector leave alone what stays until the end: it looked at it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def one_shipped_work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Every bot in this process ships one work: reading them all takes longer than most tests."""
    folder, everything = tmp_path_factory.mktemp("shipped"), article_service.SHIPPED
    for edition in everything.glob("scale-ai.*.md"):
        shutil.copy(edition, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(article_service, "SHIPPED", folder)
        patch.setattr(article_service, "_read", functools.lru_cache(16)(article_service._read))
        yield


@pytest.fixture(scope="session", autouse=True)
def starts_alike() -> Iterator[None]:
    """Every bot in this process registers the same commands."""
    with starting_alike():
        yield


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that has every migration and nothing else."""
    path = prepare(tmp_path_factory.mktemp("migrated") / "kotonoha.sqlite3", MIGRATIONS)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM meta")  # each copy gets a lineage of its own
    return path


@pytest.fixture(autouse=True)
def migrates_once(monkeypatch: pytest.MonkeyPatch, migrated: Path) -> None:
    """New databases are copies of one: to run every migration takes longer than most tests."""

    def copied(path: Path, migrations: Path) -> Path:
        if migrations == MIGRATIONS and path.parent.is_dir() and not path.exists():
            shutil.copy(migrated, path)
        return prepare(path, migrations)

    monkeypatch.setattr(store_database, "prepare", copied)


@pytest.fixture(autouse=True)
def waits_for_no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written may be lost with the power, which no test takes away: a disk takes its time."""

    def unsynced(connect: Callable[[Path], sqlite3.Connection], path: Path) -> sqlite3.Connection:
        connection = connect(path)
        connection.execute("PRAGMA synchronous = OFF")
        return connection

    monkeypatch.setattr(preparing, "_connect", functools.partial(unsynced, preparing._connect))
    monkeypatch.setattr(store_database, "writing", functools.partial(unsynced, writing))


class ReadsHere(pool.ReaderProcess):
    """Reads in the process of the tests: starting one takes longer than most of them."""

    async def ask(self, job: bytes) -> bytes:
        self.jobs += 1
        head, _, data = job.partition(b"\n")
        return pack(await asyncio.to_thread(child.answer, json.loads(head), data))


@pytest.fixture(autouse=True)
def logs_as_before() -> Iterator[None]:
    """A test that runs a command in this process leaves no handler, and no level, to those after it."""
    loggers = [logging.getLogger(name) for name in ("", "bot", "cogs", "discord")]
    levels = [logger.level for logger in loggers]
    yield
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)
        for handler in [*logger.handlers]:
            if isinstance(handler.formatter, SafeFormatter):
                logger.removeHandler(handler)


@pytest.fixture(autouse=True)
def reads_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the reading process, which `tests/reader` starts and attacks."""
    monkeypatch.setattr(pool, "ReaderProcess", ReadsHere)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database of a test lies."""
    return tmp_path / "kotonoha.sqlite3"


@pytest.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    async with open_database(path) as opened:
        yield opened


@pytest.fixture
async def library(database: Database) -> AsyncIterator[Library]:
    """A library without any article, whose choices repeat from run to run."""
    async with Reader() as reader:
        yield Library(database, rng=RNG(), reader=reader)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """A web server on loopback."""
    async with serving() as opened:
        yield opened


@pytest.fixture(scope="session")
def texts() -> Texts:
    return Texts()


@pytest.fixture(params=list(Language))
def language(request: pytest.FixtureRequest) -> Language:
    """Both languages, one after the other."""
    return Language(request.param)


@dataclass
class World:
    """A simulated Discord with the bot on it: one guild, a channel, a member and an administrator."""

    env: simcord.Env
    bot: Client
    texts: Texts
    guild: GuildHandle
    channel: ChannelHandle
    member: MemberActor
    admin: MemberActor
    path: Path
    locale: dict[str, str]
    running: AsyncExitStack

    def speak(self, personal: Language, guild: Language | None = None) -> None:
        """From now on people have this language in Discord, and the guild that one (or the same)."""
        self.locale["locale"] = LOCALE[personal]
        self.locale["guild_locale"] = LOCALE[guild or personal]

    async def restart(self, **options: Any) -> None:
        """Ends the bot and starts a new one on the same database."""
        await self.running.aclose()
        options = {"clock": lambda: datetime.now(UTC), **options}  # the one it had, not the simulated one
        self.bot = await self.running.enter_async_context(open_bot(self.path, rng=RNG(), **options))
        await self.env.restart_bot(self.bot)

    async def slash(self, who: MemberActor, command: str, /, **options: Any) -> InteractionResult:
        """Types a slash command; more than one in a row is no haste here."""
        await self.env.advance_time(60)
        return await who.slash(self.channel, command, **options)

    async def menu(self, who: MemberActor, key: str, message: discord.Message) -> InteractionResult:
        """Uses the message command whose name is the message `key` on a message of the channel."""
        await self.env.advance_time(60)
        return await who.context_menu(self.channel, self.texts.say(Language.EN, key), message)

    async def click(self, who: MemberActor, on: InteractionResult, key: str) -> InteractionResult:
        """Presses the button under an answer whose label is the message `key` in either language."""
        message = answer(on)
        await self.env.advance_time(60)
        labels = [self.texts.say(language, key) for language in Language]
        label = next(b["label"] for b in buttons(message) if b.get("label") in labels)
        return await who.click(message, label=label)


def answer(result: InteractionResult) -> ResponseMessage:
    """The message that an interaction was answered with."""
    message = result.followups[-1] if result.followups else result.response
    assert message is not None, result
    return message


def embed(result: InteractionResult) -> discord.Embed:
    """The one embed of an answer."""
    (shown,) = answer(result).embeds
    return shown


def said(result: InteractionResult) -> str:
    """All that an answer says, in one string."""
    shown = embed(result)
    fields = [f"{f.name}\n{f.value}" for f in shown.fields]
    return "\n".join(filter(None, [shown.author.name, shown.title, shown.description, *fields]))


def buttons(message: ResponseMessage) -> list[dict[str, Any]]:
    """The buttons under a message."""
    return [one for row in message.components for one in row["components"] if one["type"] == BUTTON]


@contextmanager
def _spoken(locale: dict[str, str]) -> Iterator[None]:
    """The simulated Discord sends one locale only; this lets a test say which."""
    original = simcord.interactions.base_payload

    def base_payload(*args: Any, **kwargs: Any) -> tuple[Any, dict[str, Any]]:
        record, payload = original(*args, **kwargs)
        payload["locale"] = locale["locale"]
        if "guild_locale" in payload:
            payload["guild_locale"] = locale["guild_locale"]
        return record, payload

    simcord.interactions.base_payload = base_payload
    try:
        yield
    finally:
        simcord.interactions.base_payload = original


@asynccontextmanager
async def open_world(
    path: Path,
    *,
    clock: Any = lambda: datetime.now(UTC),
    fetcher: Fetcher | None = None,
    started: bool = True,
) -> AsyncIterator[World]:
    """The bot on the database at `path`, in a simulated Discord; every body it sends is checked.

    With `started` the guild's editors were shown the guided start before.
    """
    async with AsyncExitStack() as running:
        bot = await running.enter_async_context(open_bot(path, clock=clock, rng=RNG(), fetcher=fetcher))
        env = simcord.Env(bot, shard_count=1, settle_timeout=60)  # seconds of a machine that is busy
        with watch_simcord(env):
            guild = env.create_guild("Reading club")
            channel = guild.create_text_channel("general")
            member = guild.add_member(env.create_user("haru"))
            managers = guild.create_role("managers", permissions=discord.Permissions(manage_guild=True))
            admin = guild.add_member(env.create_user("mio"), roles=[managers])
            locale = {"locale": "en-US", "guild_locale": "en-US"}
            world = World(env, bot, bot.texts, guild, channel, member, admin, path, locale, running)
            with _spoken(world.locale):
                await env.start()
                if started:
                    await bot.library.guilds.mark_started(guild.id)
                try:
                    yield world
                finally:
                    await env.shutdown()


@pytest.fixture
async def world(path: Path) -> AsyncIterator[World]:
    async with open_world(path) as opened:
        yield opened
