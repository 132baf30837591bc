"""Schedules and deliveries of before there were articles in parts stay what they were."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.model import Content, PartSize, Problem, Style, Weekdays
from bot.store import deliveries, schedules
from bot.store.database import open_database
from tests.store.older import older_database

BEFORE = 17
ROWS = """
INSERT INTO article (id, guild_id, title, language, size, digest, added_at, text)
VALUES (5, 1, '浜', 'ja', 6, x'05', 1, '海は広い。'), (6, 2, '丘', 'ja', 6, x'06', 1, '丘は高い。');
INSERT INTO schedule (id, public_id, guild_id, channel_id, minutes, days, zone, content, article_id, language,
    role_id, created_by, created_at, done_until, next_run, next_date, paused_by, problems, problem_at, style)
VALUES (7, 'p', 1, 2, 1500, 65, 'Asia/Tokyo', 'quote', 5, 'ja',
        8, 3, 10, 20, 30, '2026-10-08', NULL, 'send', 25, 'card'),
    (9, 'q', 1, 2, 480, 127, NULL, 'mixed', NULL, NULL,
        NULL, 3, 10, 20, NULL, NULL, 4, NULL, NULL, 'text');
DELETE FROM schedule WHERE id = 9;
INSERT INTO delivery
    (id, schedule_id, slot, kind, guild_id, target, due_at, state, items, nonce, message_id, done_at)
VALUES (11, 7, '2026-10-07', 'post', 1, 2, 20, 'sent', '[3]', 'n', 12, 21);
INSERT INTO notice (guild_id, person, identity, key, variables, schedule_id, created_at, state, nonce)
VALUES (1, 3, 'i', 'notice-stopped', '{}', 7, 25, 'told', 'm');
"""
QUEUED = "INSERT INTO queue (schedule_id, position, article_id) VALUES (7, 1, ?)"
MADE = (
    "INSERT INTO schedule (public_id, guild_id, channel_id, minutes, days, content, article_id, created_by,"
    " created_at, done_until) VALUES ('r', 1, 2, 480, 127, 'parts', ?, 3, 10, 20)"
)


async def test_what_an_older_version_stored_is_still_there(path: Path) -> None:
    async with older_database(path, BEFORE) as old:
        old.executescript(ROWS)
    async with open_database(path) as database:
        schedule = await database.read(schedules.get, 7)
        assert schedule is not None
        what = schedule.content, schedule.style, schedule.size
        assert what == (Content.QUOTE, Style.CARD, PartSize.MEDIUM)
        assert (schedule.minutes, schedule.days, schedule.zone) == (
            1500,
            Weekdays(frozenset({0, 6})),
            "Asia/Tokyo",
        )
        assert (schedule.article_id, schedule.role_id, schedule.problems) == (5, 8, (Problem.SEND,))
        assert str(schedule.next_date) == "2026-10-08"
        (delivery,) = await database.read(deliveries.history, 7, 5)
        assert (delivery.slot, delivery.items) == ("2026-10-07", (3,))
        assert (delivery.message_id, delivery.part) == (12, None)

        def work(transaction: sqlite3.Connection) -> None:
            assert list(transaction.execute("PRAGMA foreign_key_check").fetchall()) == []
            (made,) = transaction.execute(f"{MADE} RETURNING id", (None,)).fetchall()
            assert made[0] == 10, "an id is never used twice"
            transaction.execute(QUEUED, (5,))
            transaction.execute("DELETE FROM article WHERE id = 5")
            assert list(transaction.execute("SELECT * FROM queue").fetchall()) == []

        await database.write(work)
    for statement, values in (
        (QUEUED, (6,)),
        (MADE, (6,)),
        ("INSERT INTO consent (guild_id, article_id, given_by, given_at) VALUES (1, ?, 3, 1)", (6,)),
    ):
        with (
            closing(sqlite3.connect(path)) as now,
            pytest.raises(sqlite3.IntegrityError, match="of that guild"),
        ):
            now.execute(statement, values)
