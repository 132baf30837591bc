"""The copy of each night, and what the host is told where there is none."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app.startup import open_bot
from bot.delivery import periodic
from bot.library import Library, backups, drill
from bot.library.backups import last_night
from bot.library.restoring import restore
from bot.model import Vote
from bot.store import deletions, removal
from bot.store.backup import kept
from bot.store.database import Database, open_database
from bot.store.key import voter_key
from bot.store.sql import column
from tests.desk import GUILD, MORNING, open_desk
from tests.library.test_votes import HARU, quotes

UP = Vote.UP


class Nights:
    """A library whose clock stands where a test puts it."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.now = datetime(2026, 10, 7, 12, 0, tzinfo=UTC)
        self.library = Library(database, lambda: self.now, copies=folder)
        self.database, self.folder = database, folder

    async def told(self) -> list[str]:
        return await self.database.read(column, "SELECT key FROM notice")


async def test_there_is_one_copy_a_night(database: Database, tmp_path: Path) -> None:
    nights = Nights(database, tmp_path / "copies")
    assert await nights.library.backups.nightly(), "at once where there was none"
    assert await nights.library.backups.nightly() is None
    nights.now = last_night(nights.now) + timedelta(days=1, minutes=-1)
    assert await nights.library.backups.nightly() is None
    nights.now += timedelta(minutes=2)
    copy = await nights.library.backups.nightly()
    assert copy is not None
    assert await nights.library.backups.last() == copy.made_at
    assert len(backups.every(nights.folder, database.path)) == 2


async def test_no_more_copies_stay_than_are_kept(path: Path, database: Database, tmp_path: Path) -> None:
    moments = [MORNING + timedelta(days=day) for day in range(16)]
    for moment in moments:
        await backups.make(path, tmp_path / "copies", moment)
    found = [one.made_at for one in backups.every(tmp_path / "copies", path)]
    assert set(found) == kept(moments)
    assert len(found) < len(moments)


async def test_the_host_is_told_once_that_there_is_no_copy_and_again_only_after_there_was_one(
    database: Database, tmp_path: Path
) -> None:
    nights = Nights(database, tmp_path / "copies")
    nights.folder.write_text("no folder")
    for _ in range(3):
        assert await nights.library.backups.nightly() is None
        nights.now += timedelta(hours=30)
    assert await nights.told() == ["owner-backup-failed"]
    nights.folder.unlink()
    assert await nights.library.backups.nightly()
    nights.now += timedelta(days=2)
    nights.folder.rename(tmp_path / "elsewhere")
    nights.folder.write_text("no folder")
    for _ in range(2):
        assert await nights.library.backups.nightly() is None
    assert await nights.told() == ["owner-backup-failed"] * 2


async def test_a_running_bot_copies_its_database_and_never_its_key(path: Path) -> None:
    async with open_bot(path) as bot:
        copy = await bot.library.backups.nightly()
        key = path.with_name(f"{path.name}.key").read_bytes()
    assert copy is not None
    assert [one.name for one in copy.path.parent.iterdir()] == [copy.path.name]
    assert key not in copy.path.read_bytes()


async def test_only_the_process_that_delivers_makes_copies_and_the_first_one_when_it_starts(
    path: Path,
) -> None:
    folder = path.parent / "backups"
    async with open_bot(path) as bot:
        bot.lease.delivering.clear()
        work = asyncio.create_task(periodic.run(bot, bot.lease))
        try:
            await asyncio.sleep(0.3)
            assert not folder.exists()
            bot.lease.delivering.set()
            async with asyncio.timeout(30):
                while await bot.library.backups.last() is None:  # noqa: ASYNC110 - nothing tells
                    await asyncio.sleep(0.02)
        finally:
            work.cancel()
            await asyncio.wait({work})
    assert len(backups.every(folder, path)) == 1


async def test_a_restored_copy_answers_every_question_as_the_database_did(path: Path) -> None:
    async with open_desk(path) as desk:
        await desk.schedule()
        item, *_ = await quotes(desk.library)
        await desk.library.votes.cast(GUILD, item, HARU, UP)
        await desk.claim(MORNING)
        copy, asked, differ = await drill.drill(path, path.parent / "backups", desk.now)
    assert (len(asked), differ) == (22, [])
    assert [one.name for one in path.parent.joinpath("backups").iterdir()] == [copy.path.name]


async def test_what_a_restored_copy_would_answer_otherwise_is_named(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def losing(new: Path, to: Path, now: datetime) -> object:
        done = await restore(new, to, now)
        with closing(sqlite3.connect(to)) as database, database:
            database.execute("DELETE FROM vote")
            database.execute("UPDATE guild SET zone = 'UTC'")
        return done

    monkeypatch.setattr(drill, "restore", losing)
    async with open_desk(path) as desk:
        item, *_ = await quotes(desk.library)
        await desk.library.votes.cast(GUILD, item, HARU, UP)
        _, _, differ = await drill.drill(path, path.parent / "backups", desk.now)
    assert {"settings", "votes", "privacy"} <= set(differ)
    assert "articles" not in differ


async def test_deletions_are_known_for_as_long_as_there_are_copies(path: Path) -> None:
    async with open_database(path) as database:
        library = Library(database, key=await voter_key(database, path))
        item, *_ = await quotes(library)
        await library.votes.cast(GUILD, item, HARU, UP)
        await library.personal_data.forget(HARU)
        await database.write(removal.delete, [99])
        assert await database.read(column, "SELECT kind FROM deletion") == ["person", "article"]
        later = datetime.now(UTC) + timedelta(days=29)
        library = Library(database, lambda: later)
        await library.guilds.purge()
        assert await database.read(column, "SELECT kind FROM deletion") == ["person", "article"]
        later += timedelta(days=2)
        await library.guilds.purge()
        assert await database.read(column, "SELECT kind FROM deletion") == []
        assert await database.read(deletions.last) == 2
