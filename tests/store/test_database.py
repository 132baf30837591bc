import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.store import guilds, lineage
from bot.store.connections import Connection, reading
from bot.store.database import BATCH, Database, open_database
from bot.store.migrations import forget_copies
from bot.store.preparing import APPLICATION_ID
from bot.store.readers import READERS
from bot.store.sql import Row, rows
from tests.store.older import newer_migrations, newest
from tests.writer import traced, writer_held

AT = datetime(2026, 5, 1, tzinfo=UTC)


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


async def test_a_connection_that_can_not_be_opened_has_ended_when_that_is_said(path: Path) -> None:
    connection = Connection(partial(reading, path), 64)
    with pytest.raises(sqlite3.OperationalError):
        async with connection:
            pass
    assert not connection._thread.is_alive()


async def test_a_folder_that_can_not_be_made_is_a_clear_sentence(path: Path) -> None:
    path.write_text("a file", encoding="utf-8")
    with pytest.raises(UserError, match="database-unwritable"):
        async with open_database(path / "kotonoha.sqlite3"):
            pass


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


async def test_nobody_waits_behind_a_read_that_takes_long(database: Database) -> None:
    ended, taken = threading.Event(), list[int]()
    slow = [asyncio.create_task(database.read(lambda _: ended.wait(10))) for _ in range(READERS - 1)]
    try:
        async with asyncio.timeout(5):
            await asyncio.gather(*(database.read(lambda _, n: taken.append(n), n) for n in range(50)))
    finally:
        ended.set()
    assert taken == list(range(50)), "in the order in which they came"
    assert all(await asyncio.gather(*slow))


async def test_what_reads_fails_alone(database: Database) -> None:
    async def broken() -> None:
        await database.read(lambda snapshot: snapshot.execute("SELECT nothing"))

    found = await asyncio.gather(ids(database), broken(), ids(database), return_exceptions=True)
    assert found[0] == found[2] == []
    assert isinstance(found[1], sqlite3.OperationalError)


async def test_what_is_read_after_the_end_says_so(path: Path) -> None:
    async with open_database(path) as database:
        pass
    async with asyncio.timeout(5):
        with pytest.raises(ValueError, match="no active connection"):
            await ids(database)


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


async def test_copies_from_before_migrations_go_after_a_time(path: Path, database: Database) -> None:
    old, new = (path.with_name(f"{path.name}.before-{number}") for number in (1, 2))
    for copy in (old, new):
        copy.write_bytes(b"")
    os.utime(old, (0, 0))
    await asyncio.to_thread(forget_copies, path, timedelta(days=30))
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
    await asyncio.to_thread(forget_copies, path, timedelta(days=30))
    assert not copy.exists()
    assert of_the_host.exists(), "the bot did not make it"
    assert folder.name in caplog.text


async def test_the_file_and_its_copies_are_readable_by_nobody_else(path: Path, tmp_path: Path) -> None:
    def modes() -> dict[str, int]:
        return {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob("kotonoha*")}

    async with open_database(path) as database:
        await database.write(guilds.left, 5, at=AT)
        assert set(modes().values()) == {0o600}
        assert f"{path.name}-wal" in modes()
    path.chmod(0o640)  # what the host chose stays
    async with open_database(path, newer_migrations(tmp_path / "m", "CREATE TABLE extra (id);")):
        pass
    assert modes() == dict.fromkeys((path.name, f"{path.name}.before-{newest() + 1}"), 0o640)


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
        await database.write(guilds.left, 1, at=AT)
    assert (tmp_path / name).is_file()


async def test_another_process_that_writes_for_long_is_said(
    path: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await database.write(rows, "PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UserError, match="storage-busy"):
            await database.write(guilds.left, 1, at=AT)
    await database.write(guilds.left, 2, at=AT)
    assert await ids(database) == [2]
