"""Copies of the database: made while others write, whole, checked, and not more of them than are kept."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.library import Library
from bot.model import Guild
from bot.store import backup, guilds
from bot.store.backup import copies, kept, open_snapshot, verify
from bot.store.database import Database
from tests.library.test_library import GUILD, TEXT

NOW = datetime(2026, 10, 7, 3, 30, tzinfo=UTC)


def counted(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(count)


async def test_a_copy_has_what_was_there_at_one_moment_while_others_go_on_writing(
    path: Path, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written, real = threading.Event(), backup.counts

    def counts(connection: sqlite3.Connection) -> dict[str, int]:
        found = real(connection)
        written.wait()
        return found

    await Library(database).articles.add(TEXT, GUILD)
    for guild in range(100, 200):
        await database.write(guilds.put, Guild(guild))
    async with open_snapshot(path) as snapshot:
        monkeypatch.setattr(backup, "counts", counts)
        copying = asyncio.create_task(snapshot.copy(tmp_path / "copies", NOW))
        for guild in range(200, 220):
            await database.write(guilds.put, Guild(guild))  # nobody waits for a copy
        written.set()
        copy = await copying
    assert counted(copy.path, "guild") == 100
    assert counted(path, "guild") == 120
    assert copy.path.stat().st_mode & 0o777 == 0o600
    assert copy.path.parent.stat().st_mode & 0o777 == 0o700
    assert [one.name for one in copy.path.parent.iterdir()] == ["kotonoha-20261007T033000Z.sqlite3"]
    assert copies(tmp_path / "copies", "kotonoha") == [copy]
    verify(copy.path)


async def test_a_copy_that_is_damaged_or_lacks_rows_is_found_out(
    path: Path, database: Database, tmp_path: Path
) -> None:
    await Library(database).articles.add(TEXT, GUILD)
    async with open_snapshot(path) as snapshot:
        lacking = (await snapshot.copy(tmp_path, NOW)).path
        damaged = (await snapshot.copy(tmp_path, NOW + timedelta(days=1))).path
    with closing(sqlite3.connect(lacking)) as connection, connection:
        connection.execute("DELETE FROM sentence WHERE position = 0")
    with damaged.open("r+b") as file:
        file.seek(4096 * 5)
        file.write(b"\xff" * 4096 * 20)
    for one in (lacking, damaged):
        with pytest.raises(UserError, match="backup-failed"):
            verify(one)


async def test_a_copy_that_is_given_up_leaves_nothing(
    path: Path, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "PAGES", 1)
    begun = asyncio.Event()
    loop, real = asyncio.get_running_loop(), backup.counts

    def counts(connection: sqlite3.Connection) -> dict[str, int]:
        loop.call_soon_threadsafe(begun.set)
        return real(connection)

    monkeypatch.setattr(backup, "counts", counts)
    await Library(database).articles.add(TEXT * 500, GUILD)
    async with open_snapshot(path) as snapshot:
        copying = asyncio.create_task(snapshot.copy(tmp_path / "copies", NOW))
        await begun.wait()
        copying.cancel()
        await asyncio.wait({copying})
        assert copying.cancelled()
    assert [*(tmp_path / "copies").iterdir()] == []


async def test_a_folder_that_can_not_be_written_is_said(path: Path, database: Database) -> None:
    async with open_snapshot(path) as snapshot:
        with pytest.raises(UserError, match="backup-unwritable"):
            await snapshot.copy(path / "no-folder", NOW)


async def test_a_file_of_something_else_is_not_copied(tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("CREATE TABLE note (text)")
    for file, key in ((other, "database-foreign"), (tmp_path / "none", "database-missing")):
        with pytest.raises(UserError, match=key):
            async with open_snapshot(file):
                pass


def test_seven_days_and_four_weeks_are_kept_of_a_copy_each_night() -> None:
    moments = [NOW + timedelta(days=day) for day in range(60)]
    stay = kept(moments)
    ages = sorted((moments[-1] - one).days for one in stay)
    assert ages[:7] == [0, 1, 2, 3, 4, 5, 6]
    assert len({one.isocalendar()[:2] for one in stay}) == 4
    assert max(ages) < 28, "within the days that /privacy names"


@given(st.sets(st.integers(0, 365 * 24).map(lambda hours: NOW + timedelta(hours=hours))))
def test_of_a_day_and_of_a_week_the_last_copy_is_kept(moments: set[datetime]) -> None:
    stay = kept(moments)
    days, weeks = {one.date() for one in moments}, {one.isocalendar()[:2] for one in moments}
    for day in sorted(days)[-backup.DAILY :]:
        assert max(one for one in moments if one.date() == day) in stay
    for week in sorted(weeks)[-backup.WEEKLY :]:
        assert max(one for one in moments if one.isocalendar()[:2] == week) in stay
    assert len(stay) <= backup.DAILY + backup.WEEKLY


def test_old_copies_and_what_was_never_finished_go_and_files_of_others_stay(tmp_path: Path) -> None:
    names = {
        "kotonoha-20261007T033000Z.sqlite3": True,
        "kotonoha-20260907T033001Z.sqlite3": True,
        "kotonoha-20260907T032900Z.sqlite3": False,
        "kotonoha-20261005T033000Z.sqlite3.part": False,
        "kotonoha-mine.sqlite3": True,
        "other-20260101T033000Z.sqlite3": True,
    }
    for name in names:
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (0, 0))
    backup.forget(tmp_path, "kotonoha", NOW, timedelta(days=30))
    assert {one.name for one in tmp_path.iterdir()} == {name for name, stays in names.items() if stays}
