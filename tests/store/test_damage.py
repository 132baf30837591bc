"""A damaged file: refused at the start, said once while the bot runs, and in every answer."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.delivery import periodic
from bot.errors import StorageDamagedError, UserError
from bot.library import Library
from bot.model import Language
from bot.store.damage import is_damage
from bot.store.database import Database, open_database
from tests.conftest import World, said
from tests.desk import MORNING, open_desk
from tests.library.test_library import GUILD, TEXT
from tests.library.test_membership import SPEC
from tests.writer import with_each_reader

PAGE = 4096


def noise(path: Path, table: str = "article") -> None:
    """A page is not what was written."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as other:
        (root,) = other.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    with path.open("r+b") as file:
        file.seek((root - 1) * PAGE)
        file.write(b"\x05\xff" * (PAGE // 2))


def cut(path: Path) -> None:
    """The second half is missing, as after a copy that was broken off."""
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // PAGE // 2 * PAGE)


def zeros(path: Path) -> None:
    """All but the first page is lost."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(PAGE)
        file.write(bytes(size - PAGE))


KINDS = [noise, cut, zeros]


async def filled(path: Path) -> None:
    async with open_database(path) as database:
        await Library(database).articles.add(TEXT, GUILD)


@pytest.mark.parametrize("damage", KINDS)
async def test_a_damaged_file_is_refused_at_the_start(path: Path, damage: Callable[[Path], None]) -> None:
    await filled(path)
    damage(path)
    with pytest.raises(UserError, match="database-damaged"):
        async with open_database(path):
            pass


async def test_a_sound_file_is_checked_without_complaint(path: Path) -> None:
    await filled(path)
    async with open_database(path) as database:
        await Library(database).check_storage()


async def forgotten(database: Database) -> None:
    """Have no connection remember a page of the file."""

    def forget(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA shrink_memory")

    await with_each_reader(database, forget)
    await database.write(forget)


async def emptied_cache(world: World) -> None:
    """Have everything in the file itself, and nothing of it in memory."""
    database = world.bot.library.guilds._db
    await database.checkpoint_wal()
    await forgotten(database)


def complaints(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.mark.parametrize("damage", KINDS)
async def test_damage_that_a_command_meets_is_said_once_and_stops_all_else(
    world: World, language: Language, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    world.speak(language)
    await world.bot.library.articles.add(TEXT, world.guild.id)
    await world.bot.library.schedules.add(world.guild.id, SPEC, created_by=1)
    await emptied_cache(world)
    damage(world.path)
    told = world.texts.say(language, "storage-damaged")
    for command in ("daily manage", "articles", "quote", "settings", "privacy"):
        answered = await world.slash(world.admin, command)
        if answered.ephemeral and said(answered) == told:
            break
    else:
        pytest.fail("no command read a damaged page")
    for command in ("daily manage", "articles", "quote", "summary", "settings", "privacy"):
        assert said(await world.slash(world.admin, command)) == told, command
    work = asyncio.create_task(periodic.run(world.bot, world.bot.lease))
    done, _ = await asyncio.wait({work}, timeout=3)
    assert not done
    work.cancel()
    await asyncio.wait({work})
    (once,) = complaints(caplog)
    assert once.levelno == logging.CRITICAL
    assert str(world.path) in once.getMessage()


async def test_the_daily_check_finds_what_nobody_reads(
    world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.bot.library.articles.add(TEXT, world.guild.id)
    await emptied_cache(world)
    noise(world.path, "rights")
    assert "**" in said(await world.slash(world.member, "quote"))
    monkeypatch.setattr(periodic, "CHECK_EVERY", 0.1)
    work = asyncio.create_task(periodic.run(world.bot, world.bot.lease))
    await asyncio.wait({work}, timeout=2)
    work.cancel()
    await asyncio.wait({work})
    assert said(await world.slash(world.member, "quote")) == world.texts.say(Language.EN, "storage-damaged")
    (once,) = complaints(caplog)
    assert "damaged" in once.getMessage()


@pytest.mark.parametrize("table", ["item", "article", "delivery", "schedule", "guild"])
async def test_what_is_due_is_not_claimed_from_a_damaged_file_and_that_is_said_once(
    path: Path, table: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_desk(path) as desk:
        for channel in range(20):
            await desk.schedule(channel_id=channel)
        await desk.database.checkpoint_wal()
        await forgotten(desk.database)
        noise(path, table)
        for _ in range(3):
            with pytest.raises(StorageDamagedError):
                await desk.claim(at=MORNING)
        (once,) = complaints(caplog)
        assert once.levelno == logging.CRITICAL


async def test_the_owner_is_told_of_damage_once(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with open_desk(path) as desk:
        await desk.schedule()
        await desk.database.checkpoint_wal()
        await forgotten(desk.database)
        noise(path, "schedule")
        with pytest.raises(StorageDamagedError):
            await desk.claim(at=MORNING)
        notices = desk.library.notices
        (letter,) = await notices.claim(desk.lease)
        assert [notice.fact.key for notice in letter.notices] == ["owner-storage-damaged"]
        await notices.told(letter, arrived=True)
        assert await notices.claim(desk.lease) == []
        assert len(complaints(caplog)) == 1


async def test_damage_that_many_meet_at_once_is_said_once(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await filled(path)
    async with open_database(path) as database:
        await database.checkpoint_wal()
        await forgotten(database)
        noise(path)
        library = Library(database)
        found = await asyncio.gather(*(library.articles.all(GUILD) for _ in range(5)), return_exceptions=True)
        assert [type(one) for one in found] == [StorageDamagedError] * 5
    assert len(complaints(caplog)) == 1


async def test_damage_that_a_write_meets_is_the_same(path: Path) -> None:
    await filled(path)
    async with open_database(path) as database:
        await database.checkpoint_wal()
        await forgotten(database)
        zeros(path)
        for _ in range(2):
            with pytest.raises(StorageDamagedError):
                await Library(database).guilds.change(GUILD, zone="Asia/Tokyo")


def test_a_mistake_in_a_statement_is_no_damage() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in ("SELECT nothing", "INSERT INTO sqlite_schema VALUES (1)"):
            with pytest.raises(sqlite3.Error) as mistake:
                connection.execute(statement)
            assert not is_damage(mistake.value)
    assert not is_damage(sqlite3.ProgrammingError("Cannot operate on a closed database."))
