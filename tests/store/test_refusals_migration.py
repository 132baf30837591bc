"""A database of before there were refusals, and whose key is needed since."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.store import key, privacy, refusals
from bot.store.database import open_database
from tests.store.older import older_database

BEFORE = 25
NOW = datetime(2026, 5, 1, tzinfo=UTC)
PERSON = b"0123456789abcdef"


async def test_nobody_refused_before_and_votes_are_still_there(path: Path) -> None:
    async with older_database(path, BEFORE) as old:
        old.execute("INSERT INTO meta (key, value) VALUES ('kept', 'yes')")
    async with open_database(path) as database:
        assert await database.read(refusals.since, PERSON) is None
        await database.write(refusals.put, PERSON, NOW)
        await database.write(refusals.put, PERSON, datetime(2027, 1, 1, tzinfo=UTC))
        assert await database.read(refusals.since, PERSON) == NOW, "since the first time"
        assert await database.read(privacy.voters) == [PERSON], "so that a restored copy can lose it, too"


async def test_with_refusals_alone_the_key_is_needed_that_they_are_stored_under(path: Path) -> None:
    async with open_database(path) as database:
        await key.voter_key(database, path)
        await database.write(refusals.put, PERSON, NOW)
        path.with_name(f"{path.name}.key").unlink()
        assert not await database.read(key.fits, path)
        with pytest.raises(UserError, match="key-lost"):
            await key.voter_key(database, path)
