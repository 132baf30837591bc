"""Notices that waited, failed or arrived when they were deliveries stay what they were."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot.store import notices
from bot.store.database import open_database
from bot.store.sql import rows
from tests.store.older import older_database

BEFORE = 13
SCHEDULE = (
    "INSERT INTO schedule (id, public_id, guild_id, channel_id, minutes, days, content, created_by,"
    " created_at, done_until) VALUES (7, 'p', 1, 2, 480, 127, 'quote', 3, 0, 0)"
)
NOTICE = (
    "INSERT INTO delivery (schedule_id, slot, kind, guild_id, target, due_at, state, items, nonce, retry_at,"
    " seen_at) VALUES (7, ?, 'notice', 1, 3, 100, ?, '[]', ?, ?, ?)"
)


async def test_notices_of_an_older_version_are_told_as_before(path: Path) -> None:
    async with older_database(path, BEFORE) as old:
        old.execute(SCHEDULE)
        old.execute(NOTICE, ("notice:1", "waiting", "waits", 100, None))
        old.execute(NOTICE, ("notice:2", "failed", "failed", None, None))
        old.execute(NOTICE, ("notice:3", "failed", "seen", None, 200))
        old.execute(NOTICE, ("notice:4", "sent", "sent", None, None))
    async with open_database(path) as database:
        waiting = await database.read(notices.due, datetime.now(UTC), 10)
        assert [(one.nonce, one.person, one.fact.schedule_id) for one in waiting] == [("waits", 3, 7)]
        assert [one.nonce for one in await database.read(notices.untold, 1)] == ["failed"]
        (left,) = await database.read(rows, "SELECT count(*) FROM delivery")
        assert tuple(left) == (0,)
