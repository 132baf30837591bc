"""Restoring a copy: what was deleted since stays deleted, nothing is mixed, nothing is lost on the way."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.app.startup import open_bot
from bot.errors import UserError
from bot.library import Library, backups, drill, restoring
from bot.library.guilds import KEEP_LEFT, KEEP_REMOVED
from bot.library.reminders import REMINDED_EVERY
from bot.library.restoring import Restored, extracted
from bot.model import ItemKind, Language, PartSize, Problem, Vote
from bot.store import feeds, forecasts, removal
from bot.store.backup import Copy
from bot.store.database import Database, open_database
from bot.store.key import voter_key
from bot.store.sql import column, rows
from tests.desk import GUILD, MORNING, TEXT, open_desk
from tests.library.test_votes import HARU, MIO, quotes
from tests.questions import TEXT as QUESTIONED
from tests.questions import ask, outlook
from tests.suggesting import suggest

UP = Vote.UP
OTHER = 77


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[tuple[Database, Library]]:
    """The database with its key, as a bot has it."""
    async with open_database(path) as database:
        yield database, Library(database, key=await voter_key(database, path))


async def copied(path: Path) -> Copy:
    return await backups.make(path, path.parent / "copies", datetime.now(UTC))


async def restored(copy: Copy, path: Path) -> Restored:
    async with extracted(copy.path, path) as new:
        return await restoring.restore(new, path, datetime.now(UTC))


async def test_what_people_had_deleted_since_is_deleted_again_and_what_came_before_stays(path: Path) -> None:
    async with opened(path) as (database, library):
        first, second, *_ = await quotes(library)
        own = (await library.articles.add(TEXT, GUILD, added_by=HARU)).article
        await library.votes.cast(GUILD, first, MIO, UP)
        await library.personal_data.forget(MIO)  # known to the copy
        for item in (first, second):
            for person in (HARU, MIO):
                await library.votes.cast(GUILD, item, person, UP)
        await library.places.keep(GUILD, HARU, own.id, 0, PartSize.SHORT)
        copy = await copied(path)
        await library.personal_data.forget(HARU)
        await library.votes.cast(GUILD, second, MIO, None)
        assert len(await database.read(rows, "SELECT * FROM vote")) == 1
    done = await restored(copy, path)
    assert (done.deleted, done.key_fits) == (2, True)
    async with opened(path) as (database, library):
        assert await database.read(rows, "SELECT item_id, voter FROM vote") == [
            (first, library.votes.voter(MIO))
        ]
        assert await database.read(rows, "SELECT * FROM place") == []
        assert await database.read(column, "SELECT added_by FROM article") == [None, None]
    again = await restored(copy, path)
    assert again.deleted == 2, "and as often as the copy is restored"


async def test_what_was_saved_and_taken_out_since_and_wishes_that_ended_do_not_come_back(path: Path) -> None:
    async with opened(path) as (database, library):
        first, second, *_ = await quotes(library)
        for person in (HARU, MIO):
            for item in (first, second):
                await library.saved.toggle(GUILD, item, person)
            await library.reminders.start(person, Language.EN)
        copy = await copied(path)
        await library.saved.remove(first, HARU)
        await library.reminders.stop(HARU)
    done = await restored(copy, path)
    assert (done.deleted, done.key_fits) == (2, True)
    async with opened(path) as (database, library):
        kept = [(library.votes.voter(person), item) for person in (HARU, MIO) for item in (first, second)]
        kept.remove((library.votes.voter(HARU), first))
        assert sorted(await database.read(rows, "SELECT reader, item_id FROM saved")) == sorted(kept)
        assert await database.read(column, "SELECT user_id FROM reminder") == [MIO]


async def test_who_left_a_board_since_is_not_named_again_and_questions_that_went_go_again(path: Path) -> None:
    async with opened(path) as (database, library):
        await library.articles.add(QUESTIONED, None)
        item = (await outlook(library, GUILD)).id
        due_on = (datetime.now(UTC) + timedelta(days=30)).date()
        kept, gone = [await ask(library, item, text, due_on, guild=GUILD) for text in ("超えるか", "減るか")]
        for person in (HARU, MIO):
            voter = library.votes.voter(person)
            await library.forecasts.give(GUILD, kept.id, person, 500)
            await database.write(forecasts.agree, GUILD, voter, person, datetime.now(UTC))
            await database.write(forecasts.agree, OTHER, voter, person, datetime.now(UTC))
        copy = await copied(path)
        await database.write(forecasts.disagree, GUILD, library.votes.voter(HARU))
        await library.personal_data.forget(MIO)
        await library.questions.remove(GUILD, gone.id)
    done = await restored(copy, path)
    assert (done.deleted, done.key_fits) == (3, True)
    async with opened(path) as (database, library):
        assert await database.read(rows, "SELECT guild_id, user_id FROM board") == [(OTHER, HARU)]
        assert await database.read(column, "SELECT forecaster FROM forecast") == [library.votes.voter(HARU)]
        assert await database.read(column, "SELECT id FROM question") == [kept.id]
        assert (await ask(library, item, "増えるか", due_on, guild=GUILD)).id > gone.id


async def test_suggestions_that_editors_decided_on_since_do_not_come_back(path: Path) -> None:
    async with opened(path) as (database, library):
        accepted, declined, kept = [await suggest(library, GUILD, 5, number) for number in (2, 3, 4)]
        copy = await copied(path)
        await library.suggestions.accept(GUILD, accepted.id, 6)
        await library.suggestions.decline(GUILD, declined.id, "No")
    await restored(copy, path)
    async with opened(path) as (database, library):
        assert await library.suggestions.all(GUILD) == [kept]
        assert await database.read(column, "SELECT identity FROM notice WHERE person = 5") == []


async def test_who_refused_cards_since_refuses_them_after_it_too(path: Path) -> None:
    async with opened(path) as (_, library):
        await library.personal_data.refuse_cards(MIO)
        copy = await copied(path)
        await library.personal_data.forget(HARU)
        await library.personal_data.refuse_cards(HARU)
        await library.personal_data.forget(MIO)
    assert (await restored(copy, path)).key_fits
    async with opened(path) as (_, library):
        assert await library.personal_data.refuses_cards(HARU)
        assert not await library.personal_data.refuses_cards(MIO), "what was deleted since goes again"


async def test_refusals_under_another_key_are_nobodys_and_stay_out(path: Path) -> None:
    async with opened(path) as (database, library):
        await library.votes.cast(GUILD, (await quotes(library))[0], MIO, UP)
        copy = await copied(path)
        path.with_name(f"{path.name}.key").unlink()
        await voter_key(database, path, anew=True)
    async with opened(path) as (_, library):
        await library.personal_data.refuse_cards(HARU)
    assert not (await restored(copy, path)).key_fits
    async with open_database(path) as database:
        assert await database.read(rows, "SELECT * FROM refusal") == []


async def test_what_was_saved_of_a_version_before_and_taken_out_since_does_not_come_back(path: Path) -> None:
    async with opened(path) as (database, library):
        before = (await library.articles.add(TEXT, None, work="port")).article
        _, (item, *_) = await library.articles.items(GUILD, before.id, ItemKind.QUOTE)
        for person in (HARU, MIO):
            await library.saved.toggle(GUILD, item.id, person)
        copy = await copied(path)
        await library.articles.add(TEXT + "\n新しい段落です。\n", None, work="port")
        (after,) = set(await database.read(column, "SELECT item_id FROM saved"))
        assert after != item.id, "a new version took its place"
        await library.saved.remove(after, HARU)
    await restored(copy, path)
    async with opened(path) as (database, library):
        assert await database.read(rows, "SELECT item_id, reader FROM saved") == [
            (item.id, library.votes.voter(MIO))
        ]


async def test_nobody_is_reminded_for_a_week_after_a_copy_was_restored(path: Path) -> None:
    async with opened(path) as (database, library):
        await library.reminders.start(MIO, Language.EN)
        await database.write(rows, "UPDATE reminder SET next_at = 0")
        copy = await copied(path)
    before = datetime.now(UTC)
    await restored(copy, path)
    async with opened(path) as (database, _):
        (next_at,) = await database.read(column, "SELECT next_at FROM reminder")
        assert next_at >= int((before + REMINDED_EVERY).timestamp())


async def test_articles_schedules_and_servers_that_went_since_go_again(path: Path) -> None:
    now = MORNING
    async with open_desk(path) as desk:
        library = desk.library
        shared = (await library.articles.add(TEXT.replace("港", "森"), None)).article
        hidden = (await library.articles.add(TEXT.replace("港", "川"), None)).article
        gone = (await library.articles.add(TEXT.replace("港", "山"), GUILD)).article
        removed = (await library.articles.add(TEXT.replace("港", "湖"), GUILD)).article
        purged, halted = await desk.schedule(), await desk.schedule()
        await library.articles.add(TEXT, OTHER)
        await library.guilds.mark_joined(OTHER)
        await library.guilds.mark_left(OTHER)
        copy = await copied(path)
        await library.schedules.remove(GUILD, purged.id)
        await library.articles.remove(GUILD, gone.id)
        await library.articles.remove_everywhere(shared.id)
        now = desk.now = now + max(KEEP_REMOVED, KEEP_LEFT) + timedelta(days=1)
        await library.guilds.purge()
        await library.articles.remove(GUILD, removed.id)
        await library.articles.remove(GUILD, hidden.id)
        await library.schedules.remove(GUILD, halted.id)
        await library.guilds.block(88)
        await library.articles.add(TEXT.replace("港", "野"), None)
        latest = (await library.articles.add(TEXT.replace("港", "峰"), 99)).article
        await desk.database.write(removal.delete, [latest.id])
        there = set(await desk.database.read(rows, WHAT_IS_THERE))
    assert (await restored(copy, path)).deleted
    async with opened(path) as (database, library):
        assert set(await database.read(rows, WHAT_IS_THERE)) < there, "but for what was added since"
        assert await library.guilds.blocked([88]) == {88}
        added = (await library.articles.add(TEXT.replace("港", "丘"), GUILD)).article
        assert added.id > latest.id, "no button on Discord leads to another article now"


WHAT_IS_THERE = (
    "SELECT 'article', id, removed_at, size FROM article UNION ALL SELECT 'hidden', article_id, guild_id, 0"
    " FROM hidden UNION ALL SELECT 'schedule', id, removed_at, next_run FROM schedule ORDER BY 1, 2"
)


async def test_a_feed_that_was_removed_since_does_not_come_back_and_others_begin_anew(path: Path) -> None:
    async with open_desk(path) as desk:
        write, stored = desk.database.write, []
        for page in ("a.example", "b.example"):
            feed = await write(feeds.put, page, f"https://{page}", MORNING)
            validators = ('"1"', None)
            await write(
                partial(feeds.polled, title="港", validators=validators, moved=None),
                feed.id,
                MORNING,
                timedelta(1),
            )
            subscription_id = await write(feeds.subscribe, GUILD, feed.id, MORNING)
            assert subscription_id is not None
            stored.append(subscription_id)
        copy = await copied(path)
        await desk.library.feeds.unsubscribe(GUILD, stored[0])
    assert (await restored(copy, path)).deleted == 1
    async with opened(path) as (database, library):
        (left,) = await library.feeds.of_guild(GUILD)
        assert (left.id, left.polled_at, left.problem) == (stored[1], None, None)
        (due,) = await database.read(feeds.due, left.next_poll, 9)
        assert (due.url, due.etag) == ("https://b.example", None)


async def test_where_nobody_knows_what_was_deleted_that_is_said(path: Path, tmp_path: Path) -> None:
    async with opened(path) as (_, library):
        item, *_ = await quotes(library)
        await library.votes.cast(GUILD, item, HARU, UP)
        copy = await copied(path)
    elsewhere = tmp_path / "elsewhere" / "kotonoha.sqlite3"
    done = await restored(copy, elsewhere)
    assert done == Restored(None, None, key_fits=False)
    with pytest.raises(UserError, match="key-lost"):
        async with open_bot(elsewhere):
            pass
    shutil.copy(f"{path}.key", f"{elsewhere}.key")
    async with open_bot(elsewhere) as bot:
        assert (await bot.library.votes.cast(GUILD, item, HARU, None)).up == 0, "with the key it is theirs"
    async with open_database(elsewhere) as database:
        ids = await database.read(column, "SELECT seq FROM sqlite_sequence WHERE name = 'article'")
        first = await database.read(column, "SELECT seq FROM sqlite_sequence WHERE name = 'question'")
    assert ids > [restoring.IDS_LEFT_OUT]
    assert first == [restoring.IDS_LEFT_OUT], "where the copy has none"


async def test_without_the_key_votes_go_but_ids_stay_where_they_are(path: Path) -> None:
    async with opened(path) as (_, library):
        item, *_ = await quotes(library)
        await library.votes.cast(GUILD, item, HARU, UP)
        await library.articles.add(TEXT, GUILD, added_by=HARU)
        copy = await copied(path)
        await library.personal_data.forget(HARU)
    Path(f"{path}.key").unlink()
    await restored(copy, path)
    async with open_database(path) as database:
        assert await database.read(rows, "SELECT * FROM vote") == []
        assert HARU in await database.read(column, "SELECT added_by FROM article")


async def test_the_database_that_was_there_is_kept_with_all_that_was_in_its_log(path: Path) -> None:
    async with opened(path) as (_, library):
        await library.guilds.change(GUILD, zone="Asia/Tokyo")
        copy = await copied(path)
        await library.guilds.change(GUILD, zone="Europe/Paris")
        crashed = path.parent / "crashed"
        crashed.mkdir()
        for suffix in ("", "-wal", "-shm", ".key"):
            shutil.copy(f"{path}{suffix}", crashed / f"{path.name}{suffix}")
    there = crashed / path.name
    done = await restored(copy, there)
    assert done.kept is not None
    assert not there.with_name(f"{there.name}-wal").exists()
    assert not there.with_name(f"{there.name}-shm").exists()
    for file, zone in ((there, "Asia/Tokyo"), (done.kept, "Europe/Paris")):
        async with open_database(file) as database:
            assert await database.read(column, "SELECT zone FROM guild") == [zone]
        assert file.stat().st_mode & 0o777 == 0o600
    async with opened(there) as (_, library):
        await library.guilds.purge()
        assert done.kept.exists()


async def test_one_that_can_not_be_read_is_kept_with_its_log(path: Path) -> None:
    async with opened(path) as (_, library):
        copy = await copied(path)
        await library.guilds.change(GUILD, zone="Europe/Paris")
        log = Path(f"{path}-wal").read_bytes()
    path.write_bytes(b"what is this" * 1000)
    Path(f"{path}-wal").write_bytes(log)
    done = await restored(copy, path)
    assert done.kept is not None
    assert done.deleted is None
    assert Path(f"{done.kept}-wal").read_bytes() == log
    async with opened(path) as (_, library):
        assert (await library.guilds.get(GUILD)).zone is None


async def test_copies_of_before_and_after_another_restoring_know_what_came_after_them(path: Path) -> None:
    async with opened(path) as (_, library):
        first, *_ = await quotes(library)
        await library.votes.cast(GUILD, first, MIO, UP)
        before = await copied(path)
        await library.votes.cast(GUILD, first, HARU, UP)
        await library.personal_data.forget(HARU)  # of whom the first copy knows nothing
        later = await backups.make(path, path.parent / "later", datetime.now(UTC))
        await library.personal_data.forget(MIO)
    await restored(before, path)
    assert (await restored(later, path)).deleted == 1
    async with opened(path) as (database, _):
        assert await database.read(rows, "SELECT * FROM vote") == []


async def test_a_replaced_database_goes_with_the_copies(path: Path, tmp_path: Path) -> None:
    async with opened(path) as (_, library):
        copy = await copied(path)
    done = await restored(copy, path)
    assert done.kept is not None
    old = datetime.now(UTC).timestamp() - 31 * 86_400
    os.utime(done.kept, (old, old))
    async with opened(path) as (_, library):
        await library.guilds.purge()
    assert not done.kept.exists()


async def test_nothing_is_restored_while_a_bot_runs(path: Path) -> None:
    async with open_bot(path) as bot:
        copy = await copied(path)
        with pytest.raises(UserError, match="restore-running"):
            await restored(copy, path)
        await bot.library.guilds.change(GUILD, zone="Asia/Tokyo")
    await restored(copy, path)
    async with open_database(path) as database:
        assert await database.read(rows, "SELECT * FROM lease") == [], "nobody waits for that of the copy"


def not_sqlite(copy: Path) -> None:
    copy.write_bytes(b"what is this" * 1000)


def empty(copy: Path) -> None:
    copy.write_bytes(b"")


def of_another_program(copy: Path) -> None:
    copy.unlink()
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("CREATE TABLE note (text)")


def newer(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA user_version = 999")


def lacking_rows(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("DELETE FROM sentence")


def damaged(copy: Path) -> None:
    with copy.open("r+b") as file:
        file.seek(4096 * 5)
        file.write(b"\xff" * 4096 * 20)


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        (not_sqlite, "copy-foreign"),
        (empty, "copy-foreign"),
        (of_another_program, "copy-foreign"),
        (newer, "database-newer"),
        (lacking_rows, "backup-failed"),
        (damaged, "backup-failed"),
        (Path.unlink, "copy-missing"),
    ],
)
async def test_what_is_no_whole_copy_is_refused_and_all_is_as_it_was(
    path: Path, spoil: Any, key: str
) -> None:
    async with opened(path) as (_, library):
        await library.articles.add(TEXT, GUILD)
        copy = await copied(path)
    spoil(copy.path)
    before = {one.name: one.read_bytes() for one in path.parent.iterdir() if one.is_file()}
    with pytest.raises(UserError, match=key):
        await restored(copy, path)
    assert {one.name: one.read_bytes() for one in path.parent.iterdir() if one.is_file()} == before


async def test_what_waited_to_be_told_when_the_copy_was_made_is_looked_for_first(path: Path) -> None:
    async with open_desk(path) as desk:
        schedule = await desk.schedule()
        await desk.library.schedules.set_problems(schedule, (Problem.SEND,), None, tell=True)
        copy = await copied(path)
    await restored(copy, path)
    async with open_database(path) as database:
        assert await database.read(column, "SELECT attempts FROM notice") == [1]


async def test_a_bot_that_was_killed_in_the_middle_of_writing_is_restored_in_a_new_folder(
    tmp_path: Path,
) -> None:
    path = tmp_path / "was" / "kotonoha.sqlite3"
    async with opened(path) as (_, library):
        await library.articles.add(TEXT, GUILD)
    writer = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.library.busy", str(path), stdout=asyncio.subprocess.PIPE
    )
    assert writer.stdout is not None
    await writer.stdout.readline()
    await asyncio.sleep(SECONDS / 2)
    copy, asked, differ = await drill.drill(path, tmp_path / "copies", datetime.now(UTC))
    assert (len(asked), differ) == (22, [])
    await asyncio.sleep(SECONDS / 2)
    writer.kill()
    await writer.wait()
    new = tmp_path / "new" / "kotonoha.sqlite3"
    shutil.copytree(path.parent, tmp_path / "crashed")
    done = await restored(copy, new)
    assert done.kept is None
    async with open_database(new) as database, open_database(tmp_path / "crashed" / path.name) as crashed:
        at_the_copy = len(await database.read(rows, WRITTEN))
        assert 0 < at_the_copy < len(await crashed.read(rows, WRITTEN))
    _, asked, differ = await drill.drill(new, tmp_path / "again", datetime.now(UTC))
    assert (len(asked), differ) == (22, [])


SECONDS = 3.0
WRITTEN = "SELECT id FROM guild WHERE id >= 1000"
