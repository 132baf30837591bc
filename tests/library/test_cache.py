"""Settings and lists of articles are kept in memory until they change, whoever changes them."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from pathlib import Path

from bot.library import Library
from bot.library.cache import Cache
from bot.model import Language, Theme
from bot.store import guilds
from bot.store.database import Database, open_database
from tests.library.test_library import GUILD, OTHER, TEXT
from tests.writer import traced

TOKYO = "Asia/Tokyo"


async def test_what_was_read_is_read_no_second_time(database: Database) -> None:
    library = Library(database)
    await library.guilds.change(GUILD, zone=TOKYO)
    first = [await library.guilds.get(GUILD), await library.articles.all(GUILD)]
    async with traced(database) as seen:
        assert [await library.guilds.get(GUILD), await library.articles.all(GUILD)] == first
    assert seen.snapshots == 0
    async with traced(database) as seen:
        await library.guilds.get(OTHER)
    assert any("FROM guild" in statement for statement in seen.read)


async def test_a_change_is_seen_by_whoever_asks_after_it(database: Database) -> None:
    library = Library(database)
    for theme in (*Theme, *Theme):
        await library.guilds.change(GUILD, theme=theme)
        assert (await library.guilds.get(GUILD)).theme is theme
    added = (await library.articles.add(TEXT, GUILD)).article
    assert [one.id for one in await library.articles.all(GUILD)] == [added.id]
    await library.articles.remove(GUILD, added.id)
    assert list(await library.articles.all(GUILD)) == []
    await library.articles.restore(GUILD, added.id)
    assert [one.id for one in await library.articles.all(GUILD)] == [added.id]
    shared = (await library.articles.add(f"{TEXT} 岬", None)).article
    assert shared.id in [one.id for one in await library.articles.all(OTHER)]
    await library.articles.remove(OTHER, shared.id)  # hides it there
    assert shared.id not in [one.id for one in await library.articles.all(OTHER)]
    assert shared.id in [one.id for one in await library.articles.all(GUILD)]


async def test_a_change_that_failed_changes_nothing_that_is_cached(database: Database) -> None:
    library = Library(database)
    await library.guilds.change(GUILD, zone=TOKYO)

    def fail(transaction: sqlite3.Connection) -> None:
        guilds.purge(transaction, [GUILD])
        transaction.execute("UPDATE guild SET zone = 'UTC'")
        raise ZeroDivisionError

    await asyncio.gather(database.write(fail), return_exceptions=True)
    assert (await library.guilds.get(GUILD)).zone == TOKYO


async def test_what_another_process_changed_is_seen_after_the_next_write(path: Path) -> None:
    async with open_database(path) as database, open_database(path) as other:
        library = Library(database)
        await library.guilds.change(GUILD, zone=TOKYO)
        assert (await library.guilds.get(GUILD)).language is None
        await Library(other).guilds.change(GUILD, language=Language.JA)
        await database.write(guilds.blocked, [])  # as the lease is renewed every few seconds
        assert (await library.guilds.get(GUILD)).language is Language.JA


async def test_what_was_read_before_a_change_is_not_cached_after_it(database: Database) -> None:
    begun, changed = threading.Event(), threading.Event()

    def slow(connection: sqlite3.Connection, guild_id: int) -> str | None:
        zone = guilds.get(connection, guild_id).zone
        begun.set()
        assert changed.wait(5)
        return zone

    cache = Cache(database, slow, size=1)
    reading = asyncio.create_task(cache.get(GUILD))
    assert await asyncio.to_thread(begun.wait, 5)
    await Library(database).guilds.change(GUILD, zone=TOKYO)
    changed.set()
    assert await reading is None, "it was read before"
    assert await cache.get(GUILD) == TOKYO


async def test_only_so_many_guilds_are_cached(database: Database) -> None:
    read: list[int] = []

    def note(_: sqlite3.Connection, guild_id: int) -> int:
        read.append(guild_id)
        return guild_id

    cache = Cache(database, note, size=2)
    for guild_id in (1, 2, 1, 3, 2, 3, 1):
        assert await cache.get(guild_id) == guild_id
    assert read == [1, 2, 3, 1]
