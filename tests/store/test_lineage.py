"""A copy of the database beside the log of another: recognized whatever was copied, and left as it is."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.library import Library
from bot.store import lineage
from bot.store.database import Database, open_database
from tests.library.test_library import GUILD, OTHER, TEXT
from tests.writer import reader_held, traced

GUILDS = range(100, 140)


def plain(path: Path, copy: Path) -> None:
    """While the bot is stopped, as a file."""
    shutil.copyfile(path, copy)


def online(path: Path, copy: Path) -> None:
    """While the bot runs, with SQLite's own backup."""
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def packed(path: Path, copy: Path) -> None:
    """While the bot runs, packed."""
    with closing(sqlite3.connect(path)) as source:
        source.execute("VACUUM INTO ?", (str(copy),))


async def busy(database: Database) -> None:
    """Some days of work: logs come and go."""
    library = Library(database)
    for guild in GUILDS:
        await library.guilds.change(guild, zone="Asia/Tokyo")
        if guild % 10 == 0:
            await database.checkpoint_wal()


def crash(path: Path, to: Path) -> Path:
    """Return where the files stand as a killed process leaves them."""
    to.mkdir()
    for suffix in ("", "-wal"):
        shutil.copyfile(f"{path}{suffix}", to / f"{path.name}{suffix}")
    return to / path.name


def beside(path: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in path.parent.iterdir() if not one.name.endswith("-shm")}


@pytest.mark.parametrize("make", [plain, online, packed])
async def test_a_restored_copy_beside_an_old_log_is_refused_and_both_stay(
    path: Path, tmp_path: Path, make: Callable[[Path, Path], None]
) -> None:
    copy = tmp_path / "copy.sqlite3"
    async with open_database(path) as database:
        await Library(database).articles.add(TEXT, GUILD)
        if make is not plain:
            make(path, copy)
    if make is plain:
        make(path, copy)
    async with open_database(path) as database:
        await busy(database)
        dead = crash(path, tmp_path / "dead")
    shutil.copyfile(copy, dead)
    before = beside(dead)
    assert before[f"{dead.name}-wal"]
    for _ in range(2):
        with pytest.raises(UserError, match="database-log-foreign"):
            async with open_database(dead):
                pass
        assert beside(dead) == before
    lineage.log_of(dead).unlink()
    dead.with_name(f"{dead.name}-shm").unlink(missing_ok=True)
    async with open_database(dead) as database:
        assert len(await Library(database).articles.all(GUILD)) == 1


async def test_a_copy_from_before_logs_were_marked_is_refused_beside_one_that_is(
    path: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old.sqlite3"
    async with open_database(path) as database:
        await busy(database)
        dead = crash(path, tmp_path / "dead")
    with closing(sqlite3.connect(path)) as source:
        with source:
            source.execute("DELETE FROM meta WHERE key = ?", (lineage.KEY,))
        source.execute("VACUUM INTO ?", (str(old),))
    shutil.copyfile(old, dead)
    with pytest.raises(UserError, match="database-log-foreign"):
        async with open_database(dead):
            pass


@pytest.mark.parametrize("checkpoint", ["none", "PASSIVE", "FULL", "TRUNCATE"])
async def test_what_a_killed_process_leaves_is_opened_with_all_that_was_stored(
    path: Path, tmp_path: Path, checkpoint: str
) -> None:
    async with open_database(path) as database:
        await busy(database)
        for guild in (GUILD, OTHER):
            await Library(database).guilds.change(guild, zone="Asia/Tokyo")
            if checkpoint != "none":
                with closing(sqlite3.connect(path)) as other:
                    other.execute(f"PRAGMA wal_checkpoint({checkpoint})")
        dead = crash(path, tmp_path / "dead")
    async with open_database(dead) as database:
        assert {guild.id for guild in await Library(database).guilds.all()} == {GUILD, OTHER, *GUILDS}


async def test_a_log_that_was_copied_into_the_file_in_part_still_fits(path: Path, tmp_path: Path) -> None:
    async with open_database(path) as database:
        library = Library(database)
        await busy(database)
        async with reader_held(database):  # what is written later can't be copied into the file
            await library.articles.add(TEXT, GUILD)
            with closing(sqlite3.connect(path)) as other:
                assert other.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone() is not None
            dead = crash(path, tmp_path / "dead")
    async with open_database(dead) as database:
        assert len(await Library(database).articles.all(GUILD)) == 1


async def test_a_second_process_is_let_in_while_the_first_writes(path: Path) -> None:
    async with open_database(path) as database:
        for guild in GUILDS:
            await Library(database).guilds.change(guild, zone="Asia/Tokyo")
            if guild % 7 == 0:
                await database.checkpoint_wal()
            async with open_database(path) as other:
                await Library(other).guilds.change(guild + 1000, zone="Asia/Tokyo")
        assert len(await Library(database).guilds.all()) == 2 * len(GUILDS)


async def test_the_mark_is_written_once_for_each_log(path: Path) -> None:
    async with open_database(path) as database:
        await Library(database).guilds.change(GUILD, zone="Asia/Tokyo")
        async with traced(database) as before:
            await Library(database).guilds.change(OTHER, zone="Asia/Tokyo")
        assert lineage.CHANGE not in before.written
        await database.checkpoint_wal()
        async with traced(database) as after:
            await Library(database).guilds.change(OTHER, zone="Europe/Paris")
        assert after.written.count(lineage.CHANGE) == 1


async def test_the_first_log_of_an_older_database_fits_it(path: Path, tmp_path: Path) -> None:
    async with open_database(path):
        pass
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("DELETE FROM meta WHERE key = ?", (lineage.KEY,))
    async with open_database(path) as database:
        await Library(database).articles.add(TEXT, GUILD)
        dead = crash(path, tmp_path / "dead")
    async with open_database(dead) as database:
        assert len(await Library(database).articles.all(GUILD)) == 1


async def test_a_copy_of_an_older_version_does_not_fit_the_first_log_of_this_one(
    path: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old.sqlite3"
    async with open_database(path):
        pass
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("DELETE FROM meta WHERE key = ?", (lineage.KEY,))
    plain(path, old)
    async with open_database(path) as database:
        await Library(database).articles.add(TEXT, GUILD)
        dead = crash(path, tmp_path / "dead")
    shutil.copyfile(old, dead)
    with pytest.raises(UserError, match="database-log-foreign"):
        async with open_database(dead):
            pass


async def test_the_first_log_of_an_older_database_fits_it_although_somebody_reads(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.preparing.BUSY_SECONDS", 0.1)
    async with open_database(path):
        pass
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("DELETE FROM meta WHERE key = ?", (lineage.KEY,))
    with closing(sqlite3.connect(path)) as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM guild").fetchone()
        async with open_database(path) as database:
            await Library(database).articles.add(TEXT, GUILD)
            dead = crash(path, tmp_path / "dead")
    async with open_database(dead) as database:
        assert len(await Library(database).articles.all(GUILD)) == 1


async def test_an_article_cannot_pass_for_a_mark(path: Path, tmp_path: Path) -> None:
    async with open_database(path) as database:
        forged = f"{lineage.KEY}{'0123456789abcdef' * 2}"
        await busy(database)
        await Library(database).articles.add(f"{TEXT}\n\n{forged} is a word here.\n", GUILD)
        dead = crash(path, tmp_path / "dead")
    assert forged.encode() in lineage.log_of(dead).read_bytes()
    changes = list(lineage._changes(lineage.log_of(dead)))
    assert changes
    assert (b"0123456789abcdef", b"0123456789abcdef") not in changes
    async with open_database(dead) as database:
        assert len(await Library(database).articles.all(GUILD)) == 1
