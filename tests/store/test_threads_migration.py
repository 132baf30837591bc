"""Schedules and posts of before there were threads and digests stay what they were."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.model import Content, DeliveryState
from bot.store import deliveries, schedules
from bot.store.database import open_database
from tests.store.older import older_database

BEFORE = 19
SCHEDULE = (
    "INSERT INTO schedule (id, public_id, guild_id, channel_id, minutes, days, content, created_by,"
    " created_at, done_until, next_run) VALUES (?, ?, 1, 2, 480, 127, ?, 3, 0, 0, 100)"
)
POST = (
    "INSERT INTO delivery (schedule_id, slot, kind, guild_id, target, due_at, state, items, nonce,"
    " message_id) VALUES (7, '2026-10-08', 'post', 1, 2, 100, 'sent', '[5]', 'n', 77)"
)


async def test_what_an_older_version_scheduled_and_posted_is_still_there(path: Path) -> None:
    kinds = ("quote", "mixed", "summary", "prediction")
    async with older_database(path, BEFORE) as old:
        for number, kind in enumerate(kinds, 7):
            old.execute(SCHEDULE, (number, f"p{number}", kind))
        old.execute(POST)
    async with open_database(path) as database:
        found = await database.read(schedules.of_guild, 1)
        assert [(one.content.value, one.thread) for one in found] == [(kind, False) for kind in kinds]
        (post,) = await database.read(deliveries.history, 7, 10)
        assert (post.state, post.message_id, post.thread_at) == (DeliveryState.SENT, 77, None)
    with closing(sqlite3.connect(path)) as now:
        now.execute(SCHEDULE, (20, "p20", Content.DIGEST))
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            now.execute(SCHEDULE, (21, "p21", "weather"))
