"""Which guilds the bot is in, and how long what is stored of the others is kept."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app.client import Client
from bot.delivery import periodic
from bot.library import Library
from bot.model import OUTSIDE, Content, Guild, PartSize, ScheduleSpec
from bot.schedule import EVERY_DAY
from bot.store.database import open_database
from tests.conftest import World
from tests.library.test_library import GUILD, OTHER, TEXT

SPEC = ScheduleSpec(channel_id=5, minutes=8 * 60, days=EVERY_DAY, content=Content.QUOTE, zone="Asia/Tokyo")


@contextmanager
def busy(path: Path) -> Iterator[None]:
    """Another process writes for as long as this lasts."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def impatient(world: World) -> Client:
    """Return the bot, which waits for other processes no more than a moment."""
    database = world.bot.library.guilds._db
    await database.write(lambda transaction: transaction.execute("PRAGMA busy_timeout = 20"))
    return world.bot


async def work(bot: Client) -> None:
    """Run what recurs, once."""
    running = asyncio.create_task(periodic.run(bot, bot.lease))
    await asyncio.wait({running}, timeout=0.5)
    running.cancel()
    await asyncio.wait({running})


async def left(bot: Client) -> set[int]:
    return {guild.id for guild in await bot.library.guilds.all() if guild.left_at is not None}


async def test_a_storage_that_is_busy_when_discord_is_ready_delays_retention_only(world: World) -> None:
    bot = await impatient(world)
    await bot.library.guilds.change(OTHER, zone="Asia/Tokyo")
    bot.library.guilds.membership_known.clear()
    with busy(world.path):
        await bot.on_ready()
    assert not bot.library.guilds.membership_known.is_set()
    await work(bot)
    assert bot.library.guilds.membership_known.is_set()
    assert await left(bot) == {OTHER}


async def test_leaving_a_guild_while_the_storage_is_busy_is_stored_later(world: World) -> None:
    bot = await impatient(world)
    gone = world.env.create_guild("Somewhere else")
    await bot.library.guilds.change(gone.id, zone="Asia/Tokyo")
    (guild,) = [one for one in bot.guilds if one.id == gone.id]
    bot._connection._remove_guild(guild)
    with busy(world.path):
        await bot.on_guild_remove(guild)
    assert await left(bot) == set()
    await work(bot)
    assert await left(bot) == {gone.id}


async def test_joining_a_guild_while_the_storage_is_busy_is_stored_later(world: World) -> None:
    bot = await impatient(world)
    library, guild_id = bot.library, world.guild.id
    made = await library.schedules.add(guild_id, SPEC, created_by=1)
    await library.guilds.mark_left(guild_id)
    guild = bot.get_guild(guild_id)
    assert guild is not None
    with busy(world.path):
        await bot.on_guild_join(guild)
    assert await left(bot) == {guild_id}
    await work(bot)
    assert await left(bot) == set()
    assert (await library.schedules.get(guild_id, made.id)).next_run is not None, "it posts again"


@pytest.mark.parametrize("present", [False, True])
async def test_a_guild_that_was_never_left_keeps_its_articles_after_unblocking(
    path: Path, present: bool
) -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    async with open_database(path) as database:
        library = Library(database, lambda: now)
        await library.guilds.belongs_to(1)
        await library.articles.add(TEXT, GUILD)
        made = await library.schedules.add(GUILD, SPEC, created_by=1)
        await library.guilds.block(GUILD)
        now += timedelta(days=1)
        assert await library.guilds.unblock(GUILD)
        if not present:  # the bot did leave: it finds that out, and the time to keep things begins
            await library.guilds.mark_present(lambda: [OTHER])
        now += timedelta(days=31)
        await library.guilds.purge()
        assert len(await library.articles.all(GUILD)) == present
        kept = await library.schedules.all(GUILD)
        assert [(one.id, one.next_run is not None) for one in kept] == [(made.id, True)] * present
        assert await library.guilds.get(GUILD) == Guild(GUILD)


async def test_what_a_guild_stays_in_is_looked_at_without_writing(path: Path) -> None:
    async with open_database(path) as database:
        library = Library(database)
        await library.guilds.belongs_to(1)
        await library.articles.add(TEXT, GUILD)
        with busy(path):
            await library.guilds.mark_present(lambda: [GUILD])


async def test_what_people_read_outside_of_servers_is_no_server_that_the_bot_left(path: Path) -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    async with open_database(path) as database:
        library = Library(database, lambda: now)
        await library.guilds.belongs_to(1)
        shared = (await library.articles.add(TEXT, None)).article
        await library.places.keep(OUTSIDE, 7, shared.id, 0, PartSize.SHORT)
        await library.guilds.mark_present(list)
        now += timedelta(days=60)
        await library.guilds.purge()
        assert await library.guilds.all() == []
        assert await library.places.latest(OUTSIDE, 7) is not None
