"""Moving everything to another bot: it answers as the first one did, and nothing is sent or there twice."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import tracemalloc
import zipfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app.startup import open_bot
from bot.errors import UserError
from bot.library import Library, backups, drill, moving, restoring
from bot.library.lease import hold
from bot.library.move_archive import MANIFEST, MAX_LINE, write
from bot.library.moving import Imported
from bot.library.restoring import IDS_LEFT_OUT, extracted
from bot.store import migrations
from bot.store import moving as rows_of
from bot.store.database import Database, open_database
from bot.store.key import voter_key
from bot.store.sql import Row, column, rows
from bot.store.votes import tallies
from tests import forking
from tests.desk import GUILD, MORNING, TEXT, Desk
from tests.moving import DAY, HARU, MIO, OTHER, UP, fill, rewritten
from tests.store.older import newest, older_database

NOW = MORNING + 2 * DAY + timedelta(hours=3)
"""When everything is imported: the third morning's posts were due in between."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of everything; beside it the database, with its key."""
    path = tmp_path_factory.mktemp("whole") / "kotonoha.sqlite3"

    async def make() -> Path:
        await fill(path)
        return await exported(path)

    return asyncio.run(make())


@pytest.fixture
def full(whole: Path, path: Path) -> Path:
    """A database with something of everything."""
    for suffix in ("", ".key"):
        shutil.copy(whole.with_name(f"{path.name}{suffix}"), f"{path}{suffix}")
    return path


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """Where the database of another machine lies."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder / "kotonoha.sqlite3"


async def exported(path: Path, name: str = "all.zip") -> Path:
    file = path.with_name(name)
    await moving.export(path, file, NOW)
    return file


async def imported(file: Path, path: Path, *, agreed: bool = False) -> Imported | None:
    return await moving.import_all(file, path, NOW, lambda _: agreed)


async def moved(path: Path, elsewhere: Path, *, with_key: bool = True) -> Path:
    """Everything of a full database is elsewhere, perhaps with the key; the file it came in."""
    file = await exported(path)
    if with_key:
        shutil.copy(f"{path}.key", f"{elsewhere}.key")
    assert await imported(file, elsewhere, agreed=not with_key)
    return file


async def answers(path: Path) -> dict[str, Any]:
    async with open_database(path) as database:
        await Library(database).search.refresh()
        return await drill.answers(database, NOW)


@asynccontextmanager
async def with_key(path: Path) -> AsyncIterator[tuple[Database, Library]]:
    async with open_database(path) as database:
        yield database, Library(database, key=await voter_key(database, path))


async def test_a_bot_elsewhere_answers_as_the_first_one_did(full: Path, elsewhere: Path) -> None:
    await moved(full, elsewhere)
    before, after = await answers(full), await answers(elsewhere)
    assert [name for name in before if before[name] != after[name]] == []
    for name in (
        "settings",
        "removed",
        "quotations",
        "search",
        "corrections",
        "queues",
        "insights",
        "questions",
        "forecasts",
        "privacy",
    ):
        assert before[name], "something was asked"


def all_of(connection: sqlite3.Connection, table: str) -> list[Row]:
    return list(rows_of.read(connection, table))


async def test_every_table_that_moves_has_the_same_rows_there(full: Path, elsewhere: Path) -> None:
    await moved(full, elsewhere)
    async with open_database(full) as here, open_database(elsewhere) as there:
        for table in rows_of.MOVED:
            mine, theirs = await here.read(all_of, table), await there.read(all_of, table)
            assert mine, f"{table}: something of everything is moved"
            if table == "notice":  # what waits to be told may have been told since, and is looked for first
                attempts = [*rows_of.MOVED[table].split(", ")].index("attempts")
                assert {row[attempts] for row in mine} == {0}
                assert {row[attempts] for row in theirs} == {1}
            elif table == "reminder":  # what was sent since the export isn't known
                assert [row[:-1] for row in mine] == [row[:-1] for row in theirs]
                assert [row[-1] for row in mine] < [row[-1] for row in theirs]
            else:
                assert mine == theirs, table


@asynccontextmanager
async def started(path: Path, now: datetime) -> AsyncIterator[Desk]:
    """A bot on a database, just started; what it chooses by chance is the same each time."""
    async with open_database(path) as database, hold(database) as lease:
        desk = Desk(path, database, lease, now)
        desk.library = Library(database, lambda: desk.now, random.Random(0))
        await desk.library.outbox.take_over(lease)
        yield desk


async def test_what_was_due_before_is_looked_for_and_never_sent(full: Path, elsewhere: Path) -> None:
    await moved(full, elsewhere)
    async with started(elsewhere, NOW) as desk:
        late = await desk.claim()
    assert len(late) > 1
    assert all(one.facts.too_late and one.delivery.maybe_sent for one in late)


async def test_the_next_posts_are_the_same_and_looked_for_before_they_are_sent(
    full: Path, elsewhere: Path
) -> None:
    await moved(full, elsewhere)
    chosen = []
    for one in (full, elsewhere):
        async with started(one, NOW + DAY) as desk:
            posts = [claim for claim in await desk.claim() if claim.delivery.due_at > NOW]
        assert not any(claim.facts.too_late for claim in posts)
        made = [claim.delivery for claim in posts]
        chosen.append([(post.schedule_id, post.slot, post.items, post.part) for post in made])
    assert chosen[0] == chosen[1]
    assert len(chosen[0]) > 1
    assert all(post.maybe_sent for post in made), "the other bot may have sent them early"


async def test_with_the_key_votes_stay_peoples(full: Path, elsewhere: Path) -> None:
    await moved(full, elsewhere)
    async with with_key(elsewhere) as (database, library):
        stored = await library.personal_data.stored(HARU, GUILD)
        assert stored.votes
        assert stored.places
        assert stored.refused_at
        assert all((stored.forecasts, stored.objections, stored.questions, stored.boards))
        assert await library.personal_data.refuses_cards(HARU)
        vote = stored.votes[0]
        assert (await library.votes.cast(vote.guild_id, vote.item_id, HARU, None)).own is None
        assert await library.personal_data.forget(HARU)
        voter = library.votes.voter(HARU)
        assert await database.read(rows, "SELECT 1 FROM vote WHERE voter = ?", (voter,)) == []
        for table in ("forecast", "objection", "board"):
            query = f"SELECT 1 FROM {table} WHERE forecaster = ?"
            assert await database.read(rows, query, (voter,)) == []


FORECASTERS = "SELECT count(DISTINCT forecaster), count(*) FROM forecast"


async def test_without_the_key_votes_are_nobodys_totals(full: Path, elsewhere: Path) -> None:
    await moved(full, elsewhere, with_key=False)
    async with with_key(full) as (database, library):
        voters = {person: library.votes.voter(person) for person in (HARU, MIO)}
        before = {guild: await database.read(tallies, guild) for guild in (GUILD, OTHER)}
        people = await database.read(column, "SELECT count(DISTINCT voter) FROM vote")
        given = await database.read(rows, FORECASTERS)
        assert given == [(2, 4)], "of those who had nothing deleted"
    before_answers, after_answers = await answers(full), await answers(elsewhere)
    differ = {name for name in before_answers if before_answers[name] != after_answers[name]}
    assert differ == {"privacy"}, "what is chosen, and the insights, are the same"
    async with open_database(elsewhere) as database:
        assert {guild: await database.read(tallies, guild) for guild in (GUILD, OTHER)} == before
        assert await database.read(column, "SELECT count(DISTINCT voter) FROM vote") == people
        assert await database.read(rows, FORECASTERS) == given
        for table in ("place", "saved", "reminder", "refusal", "board"):
            assert await database.read(rows, f"SELECT * FROM {table}") == []
    data = b"".join(file.read_bytes() for file in elsewhere.parent.iterdir())
    assert not any(voter in data for voter in voters.values()), "not in unused bytes either"
    shutil.copy(f"{full}.key", f"{elsewhere}.key")  # too late
    async with open_bot(elsewhere) as bot:
        assert (await bot.library.personal_data.stored(HARU, GUILD)).votes == ()
        item = next(iter(before[GUILD]))
        up = before[GUILD][item].up
        assert (await bot.library.votes.cast(GUILD, item, HARU, UP)).up == up + 1, "and can vote once more"


async def test_without_the_key_a_bot_starts_with_a_new_one(full: Path, elsewhere: Path) -> None:
    await moved(full, elsewhere, with_key=False)
    assert not Path(f"{elsewhere}.key").exists()
    async with open_bot(elsewhere):
        pass
    assert Path(f"{elsewhere}.key").exists()
    assert Path(f"{elsewhere}.key").read_bytes() != Path(f"{full}.key").read_bytes()


async def test_nothing_is_done_unless_somebody_agrees_that_votes_become_nobodys(
    full: Path, elsewhere: Path
) -> None:
    assert await imported(await exported(full), elsewhere, agreed=False) is None
    assert list(elsewhere.parent.iterdir()) == []


@pytest.mark.parametrize("wrong", [b"k" * 32, b"too short"])
async def test_a_wrong_key_is_refused(full: Path, elsewhere: Path, wrong: bytes) -> None:
    Path(f"{elsewhere}.key").write_bytes(wrong)
    with pytest.raises(UserError, match="move-key-wrong"):
        await imported(await exported(full), elsewhere, agreed=True)
    assert [one.name for one in elsewhere.parent.iterdir()] == ["kotonoha.sqlite3.key"]


async def test_where_nobody_voted_no_key_is_asked_for(path: Path, elsewhere: Path) -> None:
    async with open_bot(path) as bot:
        await bot.library.articles.add(TEXT, GUILD)
    Path(f"{elsewhere}.key").write_bytes(b"k" * 32)
    assert await imported(await exported(path), elsewhere)
    async with open_bot(elsewhere):
        pass


async def test_shipped_articles_are_known_again(full: Path, elsewhere: Path) -> None:
    await moved(full, elsewhere)
    async with with_key(elsewhere) as (_, library):
        before = await library.articles.everything()
    async with open_bot(elsewhere) as bot:
        assert await bot.library.articles.everything() == before
        assert any(one.work for one in before)


async def test_no_id_is_given_again(full: Path, elsewhere: Path) -> None:
    await moved(full, elsewhere)
    async with with_key(full) as (_, library):
        since = (await library.articles.add(TEXT.replace("港", "峰"), GUILD)).article
    async with with_key(elsewhere) as (database, library):
        there = (await library.articles.add(TEXT.replace("港", "丘"), GUILD)).article
        drafts = await database.read(column, "SELECT seq FROM sqlite_sequence WHERE name = 'draft'")
    assert drafts == [IDS_LEFT_OUT], "also where none was given before"
    assert there.id > since.id, "no button on Discord leads to another article now"
    assert there.id > IDS_LEFT_OUT


async def test_an_old_copy_that_is_restored_there_loses_again_what_was_deleted_before_the_move(
    full: Path, elsewhere: Path
) -> None:
    copy = await backups.make(full, full.parent / "copies", NOW)
    async with with_key(full) as (_, library):
        await library.personal_data.forget(MIO)
    await moved(full, elsewhere)
    async with extracted(copy.path, elsewhere) as new:
        await restoring.restore(new, elsewhere, NOW)
    async with with_key(elsewhere) as (_, library):
        assert (await library.personal_data.stored(MIO, GUILD)).votes == ()
        assert (await library.personal_data.stored(HARU, GUILD)).votes


async def test_a_fresh_database_gives_way_and_is_kept(full: Path, elsewhere: Path) -> None:
    async with open_bot(elsewhere):
        pass
    Path(f"{elsewhere}.key").unlink()
    shutil.copy(f"{full}.key", f"{elsewhere}.key")
    done = await imported(await exported(full), elsewhere)
    assert done is not None
    assert done.kept is not None
    assert done.kept.exists()
    async with with_key(elsewhere) as (database, _):
        assert await database.read(rows, "SELECT * FROM vote")


async def test_what_anybody_has_is_never_replaced(full: Path, elsewhere: Path) -> None:
    file = await exported(full)
    async with open_database(elsewhere) as database:
        await Library(database).guilds.change(GUILD, zone="Asia/Tokyo")
    before = elsewhere.read_bytes()
    with pytest.raises(UserError, match="move-not-empty"):
        await imported(file, elsewhere, agreed=True)
    assert elsewhere.read_bytes() == before


async def test_nothing_is_imported_while_a_bot_runs(full: Path, elsewhere: Path) -> None:
    file = await exported(full)
    async with open_bot(elsewhere):
        with pytest.raises(UserError, match="restore-running"):
            await imported(file, elsewhere, agreed=True)


async def test_the_file_is_its_owners_alone_has_no_secret_and_takes_no_others_place(full: Path) -> None:
    file = await exported(full)
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_bytes()
    with pytest.raises(UserError, match="move-exists"):
        await exported(full)
    assert file.read_bytes() == before
    key = Path(f"{full}.key").read_bytes()
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            assert key not in data
            assert key.hex().encode() not in data


async def test_where_a_file_can_not_be_written_none_is_left(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(UserError, match="move-unwritable"):
        await exported(full)
    assert not full.with_name("all.zip").exists()
    with pytest.raises(UserError, match="move-unwritable"):
        await moving.export(full, full.parent / "no" / "such" / "folder.zip", NOW)


async def test_everything_is_exported_as_of_one_moment_while_others_write(
    path: Path, elsewhere: Path
) -> None:
    async with open_database(path) as database:
        await Library(database).articles.add(TEXT, GUILD)
    writer = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.library.busy", str(path), stdout=asyncio.subprocess.PIPE
    )
    assert writer.stdout is not None
    await writer.stdout.readline()
    try:
        for number in range(5):
            file = await exported(path, f"{number}.zip")
            there = elsewhere.with_name(f"{number}.sqlite3")
            assert await imported(file, there, agreed=True)
            async with open_database(there) as database:
                guilds = set(await database.read(column, "SELECT id FROM guild WHERE id >= 1000"))
                # One vote follows each server, in a transaction of its own.
                (votes,) = await database.read(column, "SELECT count(*) FROM vote")
                assert len(guilds) - 1 <= votes <= len(guilds)
    finally:
        writer.kill()
        await writer.wait()


@pytest.mark.parametrize(
    ("stage", "there"), [("rows", False), ("index", False), ("ready", False), ("place", True)]
)
async def test_a_killed_import_leaves_nothing_or_everything(
    full: Path, elsewhere: Path, stage: str, there: bool
) -> None:
    file = await exported(full)
    process = forking.start(
        "tests.library.killed_import", stage, str(file), str(elsewhere), environment=os.environ
    )
    assert await process.wait() == -signal.SIGKILL
    assert elsewhere.exists() == there
    if not there:
        assert await imported(file, elsewhere, agreed=True), "and it can be done again"
    before, after = await answers(full), await answers(elsewhere)
    assert {name for name in before if before[name] != after[name]} == {"privacy"}
    async with open_bot(elsewhere) as bot:
        await bot.library.guilds.purge()


async def test_what_a_killed_import_left_goes_with_the_copies(path: Path) -> None:
    left = path.parent / f"{migrations.BEGUN}abc"
    left.mkdir()
    (left / path.name).write_bytes(b"of people")
    async with open_database(path) as database:
        await Library(database).guilds.purge()
        assert left.exists(), "one may be under way"
        old = datetime.now(UTC).timestamp() - 31 * 86_400
        os.utime(left, (old, old))
        await Library(database).guilds.purge()
    assert not left.exists()


async def test_a_file_of_an_older_version_is_migrated(path: Path, elsewhere: Path) -> None:
    file = path.with_name("older.zip")
    async with older_database(path, before=newest()) as old:
        old.execute("INSERT INTO guild (id, zone) VALUES (1, 'Asia/Tokyo')")
        tables = rows_of.known(old)
        with file.open("wb") as opened:
            write(
                opened,
                newest() - 1,
                0,
                {},
                {},
                (
                    (name, [*columns], old.execute(f"SELECT {', '.join(columns)} FROM {name}").fetchall())
                    for name, columns in tables.items()
                ),
            )
    assert await imported(file, elsewhere)
    async with open_database(elsewhere) as database:
        assert await database.read(rows_of.version) == newest()
        assert (await Library(database).guilds.get(1)).zone == "Asia/Tokyo"


def change_manifest(contents: dict[str, bytes], change: Callable[[Any], None]) -> None:
    manifest = json.loads(contents[MANIFEST])
    change(manifest)
    contents[MANIFEST] = json.dumps(manifest).encode()


def set_in_manifest(*path: Any) -> Callable[[dict[str, bytes]], None]:
    """A change of a manifest: the last of these is put under the names before it."""
    *names, last, new = path

    def change(manifest: Any) -> None:
        for name in names:
            manifest = manifest[name]
        manifest[last] = new

    return lambda contents: change_manifest(contents, change)


def with_rows(table: str, change: Callable[[list[Any]], None]) -> Callable[[dict[str, bytes]], None]:
    """A change of a table's rows, of which the manifest then says the truth."""

    def changed(contents: dict[str, bytes]) -> None:
        name = f"{table}.jsonl"
        found = [json.loads(line) for line in contents[name].splitlines()]
        change(found)
        contents[name] = b"".join(json.dumps(row).encode() + b"\n" for row in found)
        told = {"rows": len(found), "sha256": hashlib.sha256(contents[name]).hexdigest()}
        change_manifest(contents, lambda manifest: manifest["tables"][table].update(told))

    return changed


def set_value(table: str, column: str, new: Any) -> Callable[[dict[str, bytes]], None]:
    at = rows_of.MOVED[table].split(", ").index(column)

    def change(found: list[Any]) -> None:
        found[0][at] = new

    return with_rows(table, change)


def raw(name: str, data: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda contents: contents.update({name: data})


def drop(name: str) -> Callable[[dict[str, bytes]], None]:
    def dropped(contents: dict[str, bytes]) -> None:
        del contents[f"{name}.jsonl"]
        change_manifest(contents, lambda manifest: manifest["tables"].pop(name))

    return dropped


def strange_article(found: list[Any]) -> None:
    """A schedule of another server asks for an article of this one's."""
    columns = rows_of.MOVED["schedule"].split(", ")
    found[-1][columns.index("guild_id")] = OTHER
    found[-1][columns.index("article_id")] = 1


NO_ROWS = {"columns": [], "rows": 0, "sha256": hashlib.sha256().hexdigest()}


def unknown_table(name: str) -> Callable[[dict[str, bytes]], None]:
    def put(contents: dict[str, bytes]) -> None:
        contents[f"{name}.jsonl"] = b""
        set_in_manifest("tables", name, NO_ROWS)(contents)

    return put


HOSTILE = {
    "newer format": (set_in_manifest("format", 2), "move-newer"),
    "newer version": (set_in_manifest("version", 10_000), "move-newer"),
    "no version": (set_in_manifest("version", 0), "move-broken"),
    "version of words": (set_in_manifest("version", "1"), "move-broken"),
    "more in the manifest": (set_in_manifest("and", 1), "move-unknown"),
    "more of a table": (set_in_manifest("tables", "vote", "and", 1), "move-unknown"),
    "name in meta": (set_in_manifest("meta", "commands", "x"), "move-unknown"),
    "number in meta": (set_in_manifest("meta", "stalled", 1), "move-broken"),
    "no moment in meta": (set_in_manifest("meta", "stalled", "x"), "move-broken"),
    "sequence of a stranger": (set_in_manifest("sequences", "sqlite_schema", 1), "move-unknown"),
    "sequence without end": (set_in_manifest("sequences", "article", (1 << 63) - 1), "move-broken"),
    "table without rows": (set_in_manifest("tables", "magic", NO_ROWS), "move-broken"),
    "unknown table": (unknown_table("magic"), "move-unknown"),
    "table of the index": (unknown_table("sentence_index_data"), "move-unknown"),
    "table that stays": (unknown_table("lease"), "move-unknown"),
    "table of SQLite": (unknown_table("sqlite_sequence"), "move-unknown"),
    "unknown column": (set_in_manifest("tables", "guild", "columns", ["id", "magic"]), "move-unknown"),
    "missing column": (set_in_manifest("tables", "guild", "columns", ["id"]), "move-broken"),
    "column twice": (set_in_manifest("tables", "guild", "columns", ["id", "id"]), "move-broken"),
    "missing table": (drop("vote"), "move-broken"),
    "wrong digest": (set_in_manifest("tables", "guild", "sha256", "0" * 64), "move-broken"),
    "wrong count": (set_in_manifest("tables", "guild", "rows", 1), "move-broken"),
    "changed row": (raw("guild.jsonl", b"[1]\n"), "move-broken"),
    "no JSON": (raw("guild.jsonl", b"what is this\n"), "move-broken"),
    "no UTF-8": (raw("guild.jsonl", b"[\xff]\n"), "move-broken"),
    "no manifest": (raw(MANIFEST, b"[]"), "move-broken"),
    "long manifest": (raw(MANIFEST, b"[" * 100_000), "move-broken"),
    "deep": (raw("guild.jsonl", b"[" * 100_000 + b"]" * 100_000), "move-broken"),
    "other entries": (raw("../../etc/passwd", b"root"), "move-broken"),
    "text for a number": (set_value("article", "size", "many"), "move-broken"),
    "list for text": (set_value("article", "title", ["x"]), "move-broken"),
    "fraction": (set_value("article", "size", 1.5), "move-broken"),
    "yes for a number": (set_value("article", "size", True), "move-broken"),
    "number beyond all": (set_value("article", "size", 1 << 70), "move-broken"),
    "half a character": (set_value("article", "title", "\ud800"), "move-broken"),
    "bytes that are none": (set_value("article", "digest", "xyz"), "move-broken"),
    "text that is none": (set_value("article", "language", "fr"), "move-broken"),
    "nothing": (set_value("article", "title", None), "move-broken"),
    "place in no text": (set_value("sentence", "spans", "[[0, 1"), "move-broken"),
    "block of words": (set_value("body", "spans", '{"a": 1}'), "move-broken"),
    "item of words": (set_value("item", "spans", '"x"'), "move-broken"),
    "days of no calendar": (set_value("schedule", "days", "monday"), "move-broken"),
    "pause without end": (set_value("schedule", "pauses", "x"), "move-broken"),
    "post of no day": (set_value("delivery", "slot", "x"), "move-broken"),
    "prediction of no day": (set_value("prediction_of_the_day", "date", "x"), "move-broken"),
    "posted items of words": (set_value("delivery", "items", "x"), "move-broken"),
    "voted in no year": (set_value("vote", "voted_at", 1 << 50), "move-broken"),
    "consent in no year": (set_value("consent", "given_at", -(1 << 62)), "move-broken"),
    "forecast in no year": (set_value("forecast", "made_at", 1 << 50), "move-broken"),
    "forecast of nobody": (set_value("forecast", "forecaster", None), "move-broken"),
    "forecast beyond certainty": (set_value("forecast", "probability", 1_000), "move-broken"),
    "objection in no year": (set_value("objection", "made_at", 1 << 50), "move-broken"),
    "question due on no day": (set_value("question", "due_on", "x"), "move-broken"),
    "question due in no year": (set_value("question", "due_at", 1 << 50), "move-broken"),
    "question about another server's article": (set_value("question", "guild_id", OTHER), "move-broken"),
    "resolved in no year": (set_value("resolution", "undone_at", 1 << 50), "move-broken"),
    "resolution of nothing": (set_value("resolution", "question_id", 4_000), "move-broken"),
    "hidden in no year": (set_value("hidden", "hidden_at", -(1 << 62)), "move-broken"),
    "id after which none comes": (set_value("deletion", "id", (1 << 63) - 1), "move-broken"),
    "row twice": (with_rows("guild", lambda found: found.append(found[0])), "move-broken"),
    "sentences of nothing": (set_value("sentence", "article_id", 4_000), "move-broken"),
    "items of nothing": (set_value("item", "article_id", 4_000), "move-broken"),
    "votes of nothing": (set_value("vote", "item_id", 4_000_000), "move-broken"),
    "queue of nothing": (set_value("queue", "schedule_id", 4_000), "move-broken"),
    "vote without a voter": (set_value("vote", "voter", None), "move-broken"),
    "another server's article": (with_rows("schedule", strange_article), "move-broken"),
}


@pytest.mark.parametrize("spoiled", HOSTILE)
async def test_what_no_export_wrote_is_refused_and_nothing_is_there(
    whole: Path, elsewhere: Path, tmp_path: Path, spoiled: str
) -> None:
    change, key = HOSTILE[spoiled]
    file = tmp_path / "all.zip"
    shutil.copy(whole, file)
    with pytest.raises(UserError, match=key):
        await imported(rewritten(file, change), elsewhere, agreed=True)
    assert list(elsewhere.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("table", "column", "new"),
    [
        ("saved", "saved_at", 1 << 50),
        ("refusal", "refused_at", (1 << 63) - 1),
        ("place", "read_at", -(1 << 62)),
        ("reminder", "asked_at", 1 << 50),
        ("board", "agreed_at", 1 << 50),
        ("reminder", "id", (1 << 63) - 1),
    ],
)
async def test_with_the_key_what_is_somebodys_alone_is_read_through_too(
    whole: Path, elsewhere: Path, tmp_path: Path, table: str, column: str, new: int
) -> None:
    file = tmp_path / "all.zip"
    shutil.copy(whole, file)
    shutil.copy(whole.with_name(f"{elsewhere.name}.key"), f"{elsewhere}.key")
    with pytest.raises(UserError, match="move-broken"):
        await imported(rewritten(file, set_value(table, column, new)), elsewhere)
    assert not elsewhere.exists()


def of_an_older_zip(file: Path) -> None:
    file.write_bytes(b"PK\x03\x04 what is this")


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def bit_flipped(file: Path) -> None:
    data = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        texts = archive.getinfo("article.jsonl")
    data[texts.header_offset + texts.compress_size // 2] ^= 4
    file.write_bytes(data)


def entry_twice(file: Path) -> None:
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("guild.jsonl", archive.read("guild.jsonl"))


def compressed_otherwise(file: Path) -> None:
    rewrite(file, zipfile.ZIP_LZMA)


def rewrite(file: Path, compression: int) -> None:
    with zipfile.ZipFile(file) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)


def long_list_of_contents(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(1_000):
            entry = zipfile.ZipInfo(f"{number}")
            entry.comment = b"x" * 65_535
            archive.writestr(entry, b"")


def bomb(file: Path) -> None:
    """A row without an end: twenty times as long as any may be, in a file that is a thousandth of that."""
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.jsonl", b"")

    def put(contents: dict[str, bytes]) -> None:
        contents["guild.jsonl"] = b"[" + b" " * (20 * MAX_LINE)
        del contents["bomb.jsonl"]

    rewritten(file, put).replace(file)


def encrypted(file: Path) -> None:
    data = bytearray(file.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    file.write_bytes(data)


def not_there(file: Path) -> None:
    file.unlink()


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        (of_an_older_zip, "move-broken"),
        (cut, "move-broken"),
        (bit_flipped, "move-broken"),
        (entry_twice, "move-broken"),
        (compressed_otherwise, "move-broken"),
        (long_list_of_contents, "move-broken"),
        (bomb, "move-broken"),
        (encrypted, "move-broken"),
        (not_there, "move-missing"),
        (a_folder, "move-missing"),
    ],
)
async def test_a_spoiled_file_is_refused_in_little_memory(
    whole: Path, elsewhere: Path, tmp_path: Path, spoil: Callable[[Path], None], key: str
) -> None:
    file = tmp_path / "all.zip"
    shutil.copy(whole, file)
    spoil(file)
    tracemalloc.start()
    try:
        with pytest.raises(UserError, match=key):
            await imported(file, elsewhere, agreed=True)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 5 * MAX_LINE
    assert list(elsewhere.parent.iterdir()) == []


async def test_what_there_is_no_room_for_is_refused(
    whole: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(elsewhere.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=10_000))
    with pytest.raises(UserError, match="move-full"):
        await imported(whole, elsewhere, agreed=True)
    assert list(elsewhere.parent.iterdir()) == []
