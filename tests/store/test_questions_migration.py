"""Posts and deletions of before there were questions stay what they were."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.model import DeliveryKind
from bot.store import deliveries
from bot.store.database import open_database
from bot.store.sql import rows
from tests.store.older import older_database
from tests.store.test_threads_migration import POST, SCHEDULE

BEFORE = 27
DELETED = "INSERT INTO deletion (kind, subject, guild_id, voter) VALUES (?, 5, 1, x'01')"
KINDS = ("person", "vote", "article", "text", "schedule", "guild", "saved", "reminder")
QUESTION = (
    "INSERT INTO question (guild_id, article_id, words, text, due_on, zone, due_at, asked_by, asked_at)"
    " VALUES (?, 5, 'w', 't', '2026-12-31', 'UTC', 1, 3, 0)"
)


async def test_what_an_older_version_posted_and_deleted_is_still_known(path: Path) -> None:
    async with older_database(path, BEFORE) as old:
        old.execute(SCHEDULE, (7, "p7", "quote"))
        old.execute(POST)
        old.execute(POST.replace("'post'", "'test'").replace("'2026-10-08'", "'test-1'"))
        for kind in KINDS:
            old.execute(DELETED, (kind,))
        old.execute(
            "INSERT INTO article (id, guild_id, title, language, size, digest, added_at, text)"
            " VALUES (5, 1, 'T', 'ja', 3, x'05', 1, '港')"
        )
    async with open_database(path) as database:
        posts = await database.read(deliveries.history, 7, 10)
        assert {(one.kind, one.questions) for one in posts} == {
            (DeliveryKind.POST, ()),
            (DeliveryKind.TEST, ()),
        }
        found = await database.read(rows, "SELECT kind, subject, voter FROM deletion ORDER BY id")
        assert found == [(kind, 5, b"\x01") for kind in KINDS]
    with closing(sqlite3.connect(path)) as now:
        for kind in ("question", "board"):
            now.execute(DELETED, (kind,))
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            now.execute(DELETED, ("weather",))
        now.execute(QUESTION, (1,))
        with pytest.raises(sqlite3.IntegrityError, match="no article of that guild"):
            now.execute(QUESTION, (2,))
