import asyncio
import json
import os
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.library import lease
from bot.model import EVERY_DAY, LAST_DAY, Language, MonthDays, Pause, Weekdays
from bot.store import articles, drafts, guilds, lineage, schedules
from bot.store.database import BATCH, READERS, Database, open_database
from bot.store.drafts import Draft
from bot.store.preparing import APPLICATION_ID
from bot.store.sql import Row, rows
from tests.store.older import newer_migrations, newest, older_database
from tests.writer import traced, writer_held

AT = datetime(2026, 5, 1, tzinfo=UTC)
SECOND = "CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;\nINSERT INTO extra VALUES (1);\n"


async def refusal(path: Path) -> str:
    before = path.read_bytes()
    with pytest.raises(UserError) as refused:
        async with open_database(path):
            pass
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == [path]
    return refused.value.key


async def test_a_new_database_is_ours_and_survives_a_loss_of_power(path: Path) -> None:
    async with open_database(path) as database:

        def work(transaction: sqlite3.Connection) -> None:
            for pragma, value in (
                ("application_id", APPLICATION_ID),
                ("user_version", newest()),
                ("journal_mode", "wal"),
                ("synchronous", 2),
                ("foreign_keys", 1),
                ("secure_delete", 1),
            ):
                (row,) = transaction.execute(f"PRAGMA {pragma}").fetchall()
                assert row[0] == value, pragma

        await database.write(work)


async def test_a_file_that_is_no_database_is_refused_and_left_untouched(path: Path) -> None:
    path.write_bytes(b"Dear diary, " * 500)
    assert await refusal(path) == "database-not-sqlite"


async def test_a_database_of_another_application_is_refused_and_left_untouched(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE diary (day TEXT)")
    assert await refusal(path) == "database-foreign"


async def test_a_database_from_a_newer_version_is_refused_and_left_untouched(path: Path) -> None:
    async with open_database(path):
        pass
    with closing(sqlite3.connect(path)) as later:
        later.execute(f"PRAGMA user_version = {newest() + 1}")
    assert await refusal(path) == "database-newer"


async def test_a_folder_that_can_not_be_made_is_a_clear_sentence(path: Path) -> None:
    path.write_text("a file", encoding="utf-8")
    with pytest.raises(UserError, match="database-unwritable"):
        async with open_database(path / "kotonoha.sqlite3"):
            pass


async def test_a_migration_keeps_the_data_and_a_copy_of_the_file_from_before(
    path: Path, tmp_path: Path
) -> None:
    async with open_database(path) as database:

        def work(transaction: sqlite3.Connection) -> None:
            guilds.left(transaction, 5, at=AT)

        await database.write(work)
    async with open_database(path, newer_migrations(tmp_path / "m", SECOND)) as database:
        assert list(await database.read(rows, "SELECT id, left_at FROM guild")) == [(5, int(AT.timestamp()))]
        assert list(await database.read(rows, "SELECT id FROM extra")) == [(1,)]
    copy = tmp_path / f"kotonoha.sqlite3.before-{newest() + 1}"
    with closing(sqlite3.connect(copy)) as old:
        assert old.execute("PRAGMA user_version").fetchone() == (newest(),)
        assert old.execute("SELECT id, left_at FROM guild").fetchall() == [(5, int(AT.timestamp()))]


async def test_a_migration_that_fails_leaves_nothing_of_itself_behind(path: Path, tmp_path: Path) -> None:
    async with open_database(path):
        pass
    broken = newer_migrations(tmp_path / "m", SECOND + "INSERT INTO no_such_table VALUES (1);\n")
    with pytest.raises(sqlite3.OperationalError):
        async with open_database(path, broken):
            pass
    async with open_database(path) as database:
        tables = await database.read(rows, "SELECT name FROM sqlite_schema WHERE name = 'extra'")
        assert list(tables) == []


async def ids(database: Database) -> list[int]:
    """The ids of the guilds that are stored."""
    return [row[0] for row in await database.read(rows, "SELECT id FROM guild ORDER BY id")]


async def test_what_fails_is_undone_and_the_next_write_works(database: Database) -> None:
    def fail(transaction: sqlite3.Connection) -> None:
        guilds.left(transaction, 1, at=AT)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.write(fail)
    await database.write(guilds.left, 3, at=AT)
    assert await ids(database) == [3]


async def test_what_is_cancelled_is_stored_whole_or_not_at_all_and_the_next_write_works(
    database: Database,
) -> None:
    def slow(transaction: sqlite3.Connection, number: int) -> None:
        guilds.left(transaction, number, at=AT)
        time.sleep(0.02)
        guilds.left(transaction, number + 1, at=AT)

    for number, delay in enumerate((0, 0.0001, 0.001, 0.01, 0.05)):  # before it runs, while it runs, after it
        task = asyncio.create_task(database.write(slow, 10 * number))
        await asyncio.sleep(delay)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await database.write(guilds.left, 1000, at=AT)
    stored = await ids(database)
    assert stored[-1] == 1000
    assert 0 not in stored, "it had not begun"
    assert [number + 1 for number in stored[:-1:2]] == stored[1:-1:2]


async def test_what_waits_shares_a_commit_and_only_what_fails_is_undone(database: Database) -> None:
    def leave(transaction: sqlite3.Connection, number: int) -> int:
        guilds.left(transaction, number, at=AT)
        if number % 2:
            raise ZeroDivisionError
        return number

    async with traced(database) as seen:
        async with writer_held(database):
            leaving = [asyncio.create_task(database.write(leave, number)) for number in range(20)]
            await asyncio.sleep(0.05)
            assert await ids(database) == [], "readers see only what is committed"
            assert not any(task.done() for task in leaving)
        outcomes = await asyncio.gather(*leaving, return_exceptions=True)
    assert outcomes[::2] == list(range(0, 20, 2))
    assert {type(outcome) for outcome in outcomes[1::2]} == {ZeroDivisionError}
    assert await ids(database) == list(range(0, 20, 2))
    commits = seen.transactions - seen.written.count(lineage.CHANGE)
    assert commits == 2, "of what held the writer, and of all that waited"


async def test_what_no_future_can_raise_ends_a_work_and_not_those_beside_it(database: Database) -> None:
    def nothing(_: sqlite3.Connection) -> object:
        return next(iter(()))

    async with asyncio.timeout(5):
        failed, stored = await asyncio.gather(
            database.write(nothing), database.write(guilds.blocked, []), return_exceptions=True
        )
        assert isinstance(failed, RuntimeError)
        assert stored == set()
        with pytest.raises(RuntimeError):
            await database.read(nothing)


async def test_works_run_in_the_order_in_which_they_came(database: Database) -> None:
    ran: list[int] = []

    def run(_: sqlite3.Connection, number: int) -> None:
        ran.append(number)

    await asyncio.gather(*(database.write(run, number) for number in range(2 * BATCH + 1)))
    assert ran == list(range(2 * BATCH + 1))


async def test_a_read_sees_all_as_of_its_first_statement(database: Database) -> None:
    begun, written = threading.Event(), threading.Event()

    def twice(snapshot: sqlite3.Connection) -> tuple[list[Row], list[Row]]:
        first = rows(snapshot, "SELECT id FROM guild")
        begun.set()
        assert written.wait(5)
        return first, rows(snapshot, "SELECT id FROM guild")

    reading = asyncio.create_task(database.read(twice))
    assert await asyncio.to_thread(begun.wait, 5)
    await database.write(guilds.left, 1, at=AT)
    assert await ids(database) == [1], "others read meanwhile, and see it"
    written.set()
    assert await reading == ([], [])


async def test_nobody_waits_for_a_read_that_was_cancelled(database: Database) -> None:
    begun, ended = threading.Event(), threading.Event()

    def slow(_: sqlite3.Connection) -> None:
        begun.set()
        ended.wait(10)

    reading = asyncio.create_task(database.read(slow))
    assert await asyncio.to_thread(begun.wait, 5)
    reading.cancel()
    await asyncio.wait({reading})
    try:
        async with asyncio.timeout(5):
            for _ in range(2 * READERS):
                await database.read(guilds.blocked, [])
    finally:
        ended.set()
    together = threading.Barrier(READERS)
    waits = [database.read(lambda _: together.wait(5)) for _ in range(READERS)]
    assert len(await asyncio.gather(*waits)) == READERS, "its connection is there again"


async def test_what_reads_can_not_write(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await database.read(guilds.left, 1, at=AT)


async def test_a_full_disk_is_said_to_all_that_wait_and_reading_goes_on(database: Database) -> None:
    def fill(transaction: sqlite3.Connection) -> None:
        guilds.left(transaction, 1, at=AT)
        (row,) = transaction.execute("PRAGMA page_count").fetchall()
        transaction.execute(f"PRAGMA max_page_count = {row[0]}")  # SQLite's own way to a full disk

    def much(transaction: sqlite3.Connection) -> None:
        for number in range(2, 5000):
            guilds.left(transaction, number, at=AT)

    await database.write(fill)
    async with writer_held(database):
        writing = [asyncio.create_task(database.write(much)) for _ in range(3)]
        await asyncio.sleep(0)
    outcomes = await asyncio.gather(*writing, return_exceptions=True)
    assert [str(outcome) for outcome in outcomes] == ["storage-full"] * 3
    assert await ids(database) == [1]


async def test_what_waits_at_the_end_is_still_written(path: Path) -> None:
    async with open_database(path) as database, writer_held(database):
        writing = asyncio.create_task(database.write(guilds.left, 1, at=AT))
        await asyncio.sleep(0)
    await writing
    async with open_database(path) as database:
        assert await ids(database) == [1]


def test_a_process_killed_in_a_transaction_leaves_the_last_commit(path: Path) -> None:
    script = (
        "import asyncio, datetime, os, pathlib, sys\n"
        "from bot.store import guilds\n"
        "from bot.store.database import open_database\n"
        "now = datetime.datetime.now(datetime.UTC)\n"
        "async def main():\n"
        "    async with open_database(pathlib.Path(sys.argv[1])) as database:\n"
        "        await database.write(guilds.left, 1, at=now)\n"
        "        def die(transaction):\n"
        "            guilds.left(transaction, 2, at=now)\n"
        "            os.kill(os.getpid(), 9)\n"
        "        await database.write(die)\n"
        "asyncio.run(main())\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert ended.returncode == -9

    async def left() -> list[int]:
        async with open_database(path) as database:
            return await ids(database)

    assert asyncio.run(left()) == [1]


async def test_a_last_statement_without_its_semicolon_is_run(path: Path, tmp_path: Path) -> None:
    async with open_database(path, newer_migrations(tmp_path / "m", SECOND.rstrip().rstrip(";"))) as database:
        assert list(await database.read(rows, "SELECT id FROM extra")) == [(1,)]


async def test_a_migration_that_fails_again_and_again_leaves_one_copy(path: Path, tmp_path: Path) -> None:
    async with open_database(path):
        pass
    broken = newer_migrations(tmp_path / "m", "INSERT INTO no_such_table VALUES (1);")
    for _ in range(3):
        with pytest.raises(sqlite3.OperationalError):
            async with open_database(path, broken):
                pass
    assert [p.name for p in tmp_path.glob("*before*")] == [f"kotonoha.sqlite3.before-{newest() + 1}"]


async def test_copies_from_before_migrations_go_after_a_time(path: Path, database: Database) -> None:
    old, new = (path.with_name(f"{path.name}.before-{number}") for number in (1, 2))
    for copy in (old, new):
        copy.write_bytes(b"")
    os.utime(old, (0, 0))
    await database.forget_copies(timedelta(days=30))
    assert new.exists()
    assert not old.exists()


async def test_a_copy_that_can_not_be_deleted_keeps_nothing_else_that_is_old(
    path: Path, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    folder, copy, of_the_host = (
        path.with_name(f"{path.name}.before-{name}") for name in ("1", "2", "the-festival")
    )
    folder.mkdir()  # which root can't unlink either
    for file in (copy, of_the_host):
        file.write_bytes(b"")
    for old in (folder, copy, of_the_host):
        os.utime(old, (0, 0))
    await database.forget_copies(timedelta(days=30))
    assert not copy.exists()
    assert of_the_host.exists(), "the bot did not make it"
    assert folder.name in caplog.text


async def test_the_file_and_its_copies_are_readable_by_nobody_else(path: Path, tmp_path: Path) -> None:
    def modes() -> dict[str, int]:
        return {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob("kotonoha*")}

    async with open_database(path) as database:

        def work(transaction: sqlite3.Connection) -> None:
            guilds.left(transaction, 5, at=AT)
            assert set(modes().values()) == {0o600}
            assert f"{path.name}-wal" in modes()

        await database.write(work)
    path.chmod(0o640)  # what the host chose stays
    async with open_database(path, newer_migrations(tmp_path / "m", SECOND)):
        pass
    assert modes() == dict.fromkeys((path.name, f"{path.name}.before-{newest() + 1}"), 0o640)


async def test_what_an_older_version_deleted_is_not_in_the_file_after_an_update(
    path: Path, tmp_path: Path
) -> None:
    secret = b"a voter's hash"
    async with open_database(path):
        pass
    with closing(sqlite3.connect(path, isolation_level=None)) as older:
        older.execute("PRAGMA secure_delete = OFF")  # as it was before, and in most builds of SQLite
        older.execute("INSERT INTO meta VALUES ('old', ?)", (secret.decode(),))
        older.execute("DELETE FROM meta WHERE key = 'old'")
    assert secret in path.read_bytes()
    async with open_database(path, newer_migrations(tmp_path / "m", SECOND)):
        pass
    for file in tmp_path.glob("kotonoha.sqlite3*"):
        assert secret not in file.read_bytes(), file.name


async def test_nobody_migrates_the_database_under_a_bot_that_runs_on_it(path: Path, tmp_path: Path) -> None:
    later = newer_migrations(tmp_path / "m", SECOND)
    async with open_database(path) as database, lease.hold(database):
        with pytest.raises(UserError, match="already-running"):
            async with open_database(path, later):
                pass
        assert list(await database.read(rows, "PRAGMA user_version")) == [(newest(),)]
    async with open_database(path, later):
        pass


@pytest.mark.parametrize("name", ["folder", "x" * 300, "a/file/in/no/folder.sqlite3"])
async def test_a_path_that_can_hold_no_file_is_a_clear_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "a").write_text("a file", encoding="utf-8")
    with pytest.raises(UserError, match="database-unwritable"):
        async with open_database(tmp_path / name):
            pass


@pytest.mark.parametrize(
    "name", ["with space.db", "疑問?.db", "a#b%20c.db", "it's.db", ":memory:", "file:x.db"]
)
async def test_a_path_is_taken_to_the_letter(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_database(Path(name)) as database:

        def work(transaction: sqlite3.Connection) -> None:
            guilds.left(transaction, 1, at=AT)

        await database.write(work)
    assert (tmp_path / name).is_file()


async def test_another_process_that_writes_for_long_is_said(
    path: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(transaction: sqlite3.Connection) -> None:
        transaction.execute("PRAGMA busy_timeout = 50")

    await database.write(work)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UserError, match="storage-busy"):
            await database.write(guilds.left, 1, at=AT)
    await database.write(guilds.left, 2, at=AT)
    assert await ids(database) == [2]


async def test_articles_and_what_hangs_on_them_survive_that_their_table_is_made_again(
    path: Path, tmp_path: Path
) -> None:
    columns = "id, guild_id, title, language, size, digest, added_at, text"
    async with older_database(path, 3) as older:
        for number in (5, 9):
            older.execute(
                f"INSERT INTO article ({columns}) VALUES ({number}, 1, 'T', 'en', 1, x'0{number}', 1, 't')"
            )
        older.execute(
            "INSERT INTO item (article_id, kind, position, text, folded, spans)"
            " VALUES (5, 'line', 0, 't', 't', '[[0, 1]]')"
        )
        older.execute("DELETE FROM article WHERE id = 9")
    async with open_database(path) as newer:

        def work(transaction: sqlite3.Connection) -> None:
            (row,) = transaction.execute(f"SELECT {columns} FROM article").fetchall()
            assert tuple(row) == (5, 1, "T", "en", 1, b"\x05", 1, "t")
            (made,) = transaction.execute(
                "INSERT INTO article (guild_id, title, language, size, digest, added_at, text)"
                " VALUES (1, 'T', 'en', 1, x'06', 1, 't') RETURNING id"
            ).fetchall()
            assert made[0] == 10, "an id is never used twice"
            assert list(transaction.execute("PRAGMA foreign_key_check").fetchall()) == []
            transaction.execute("DELETE FROM article WHERE id = 5")
            assert list(transaction.execute("SELECT * FROM item").fetchall()) == []

        await newer.write(work)


async def test_stored_sentences_adjoin_where_only_white_space_can_be_between(
    path: Path, tmp_path: Path
) -> None:
    text = "One. Two.\n\nThree.\n# 4\nFour."
    spans = ([[0, 1], [2, 4]], [[5, 9]], [[11, 17]], [[22, 27]])
    async with older_database(path, 12) as older:
        older.execute(
            "INSERT INTO article (id, guild_id, title, language, size, digest, added_at, text)"
            " VALUES (5, 1, 'T', 'en', 27, x'05', 1, ?)",
            (text,),
        )
        older.executemany(
            "INSERT INTO sentence (article_id, position, spans) VALUES (5, ?, ?)",
            [(position, json.dumps(places)) for position, places in enumerate(spans)],
        )
    async with open_database(path) as newer:
        assert await newer.read(articles.adjoining, 5) == {1, 2}


async def test_a_draft_of_before_goes_and_its_id_is_never_used_again(path: Path, tmp_path: Path) -> None:
    async with older_database(path, 14) as older:
        older.execute(
            "INSERT INTO article (id, guild_id, title, language, size, digest, added_at, text)"
            " VALUES (5, 1, 'T', 'ja', 3, x'05', 1, '港')"
        )
        older.execute(
            "INSERT INTO draft (id, article_id, title, language, made_at, size, text)"
            " VALUES (7, 5, 'T', 'ja', 1, 3, '船')"
        )
    made = Draft(0, 5, "T", None, None, None, None, Language.JA, False, "舟", "{}")
    async with open_database(path) as newer:

        def work(transaction: sqlite3.Connection) -> None:
            assert articles.text(transaction, 5) == "港"
            assert drafts.get(transaction, 7) is None
            assert drafts.put(transaction, made, datetime(2031, 4, 1, tzinfo=UTC)) == 8
            assert drafts.get(transaction, 8) == replace(made, id=8)

        await newer.write(work)


async def test_schedules_of_before_keep_their_days_of_the_week_and_what_hangs_on_them(
    path: Path, tmp_path: Path
) -> None:
    async with older_database(path, 18) as older:
        for schedule_id, days in ((4, 127), (7, 0b1000010)):
            older.execute(
                "INSERT INTO schedule (id, public_id, guild_id, channel_id, minutes, days, content,"
                " created_by, created_at, done_until)"
                " VALUES (?1, 'p' || ?1, 1, 2, 480, ?2, 'quote', 3, 1, 1)",
                (schedule_id, days),
            )
        older.execute(
            "INSERT INTO delivery (schedule_id, slot, kind, guild_id, target, due_at, state, items, nonce)"
            " VALUES (7, '2026-10-08', 'post', 1, 2, 1, 'sent', '[]', 'n')"
        )
    async with open_database(path) as newer:

        def work(transaction: sqlite3.Connection) -> None:
            every, some = schedules.of_guild(transaction, 1)
            assert (every.id, every.days, every.pauses) == (4, EVERY_DAY, ())
            assert (some.id, some.days, some.minutes) == (7, Weekdays(frozenset({1, 6})), 480)
            changed = replace(
                some,
                days=MonthDays(frozenset({1, LAST_DAY})),
                pauses=(
                    Pause(date(2026, 12, 28), date(2027, 1, 3)),
                    Pause(date(2027, 2, 11), date(2027, 2, 11)),
                ),
            )
            schedules.update(transaction, changed)
            assert schedules.get(transaction, 7) == changed
            (count,) = transaction.execute("SELECT count(*) FROM delivery WHERE schedule_id = 7").fetchall()
            assert count[0] == 1
            assert list(transaction.execute("PRAGMA foreign_key_check").fetchall()) == []
            with pytest.raises(sqlite3.IntegrityError):
                transaction.execute("UPDATE schedule SET days = ''")

        await newer.write(work)
