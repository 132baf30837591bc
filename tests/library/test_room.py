"""How much of its quotas a server has used."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.library import Library
from bot.library.article_writer import QUOTA_A_DAY, QUOTA_ARTICLES, QUOTA_BYTES
from bot.library.room import TIGHT, Room
from bot.library.turns import ATTEMPTS_A_DAY, DAY, Attempts
from bot.model import Metadata
from tests.articles import TEXT

NONE = Room(0, 0, 0, 0)
QUOTAS = Room(QUOTA_ARTICLES, QUOTA_BYTES, QUOTA_A_DAY, ATTEMPTS_A_DAY)


async def test_what_a_server_adds_counts_for_it_alone(library: Library) -> None:
    for _ in range(2):
        added = await library.ingest.add(TEXT, 1, Metadata())
    assert await library.ingest.room(1) == Room(1, added.article.size, 1, 2)
    assert await library.ingest.room(2) == NONE


@pytest.mark.parametrize("field", [field.name for field in fields(Room)])
def test_little_is_left_from_four_fifths_of_any_quota_on(field: str) -> None:
    quota = getattr(QUOTAS, field)
    assert not replace(NONE, **{field: int(TIGHT * quota) - 1}).is_tight
    assert replace(NONE, **{field: int(TIGHT * quota)}).is_tight


def test_attempts_count_for_a_day() -> None:
    attempts, now = Attempts(), datetime(2026, 4, 1, tzinfo=UTC)
    attempts.count(1, now)
    attempts.count(1, now + timedelta(hours=1))
    assert attempts.made(1, now + DAY) == 1
    assert attempts.made(2, now) == 0
