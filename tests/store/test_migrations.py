"""Migrations: what they keep, what they leave behind, and that they are whole or not there."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.library import lease
from bot.model import EVERY_DAY, LAST_DAY, Language, MonthDays, Pause, Weekdays
from bot.store import articles, drafts, guilds, schedules
from bot.store.database import open_database
from bot.store.drafts import Draft
from bot.store.sql import rows
from tests.store.older import newer_migrations, newest, older_database

AT = datetime(2026, 5, 1, tzinfo=UTC)
SECOND = "CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT;\nINSERT INTO extra VALUES (1);\n"


async def test_a_migration_keeps_the_data_and_a_copy_of_the_file_from_before(
    path: Path, tmp_path: Path
) -> None:
    async with open_database(path) as database:
        await database.write(guilds.left, 5, at=AT)
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


async def test_what_was_read_as_a_forecast_is_an_outlook(path: Path) -> None:
    async with older_database(path, 28) as older:
        older.execute(
            "INSERT INTO article (id, guild_id, title, language, size, digest, added_at, text)"
            " VALUES (5, 1, 'T', 'ja', 3, x'05', 1, '港')"
        )
        older.execute(
            "INSERT INTO draft (article_id, title, language, made_at, size, text, reading)"
            " VALUES (5, 'T', 'ja', 1, 3, '船', '{}')"
        )
        for item_id, kind in enumerate(("forecast", "claim", "limit", None), 1):
            older.execute(
                "INSERT INTO item (id, article_id, kind, position, text, spans, prediction_kind)"
                " VALUES (?1, 5, 'prediction', ?1, 't', '[[0, 1]]', ?2)",
                (item_id, kind),
            )
            older.execute(
                "INSERT INTO review (guild_id, item_id, verdict, prediction_kind, reviewed_at)"
                " VALUES (1, ?, 'approved', ?, 1)",
                (item_id, kind),
            )
    async with open_database(path) as newer:
        kinds = [("outlook",), ("claim",), ("limit",), (None,)]
        assert list(await newer.read(rows, "SELECT prediction_kind FROM item ORDER BY id")) == kinds
        assert list(await newer.read(rows, "SELECT prediction_kind FROM review ORDER BY item_id")) == kinds
        assert list(await newer.read(rows, "SELECT id FROM draft")) == [], "its kinds are those of before"
