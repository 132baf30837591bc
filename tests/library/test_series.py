"""A series posts every part of the articles in its queue, each once, in order."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model import Content, Schedule
from tests.desk import GUILD, MORNING, PERSON, Desk, open_desk
from tests.serial import Channel, deliver, sentences, story

DAY = timedelta(days=1)


@pytest.fixture
async def desk(path: Path) -> AsyncIterator[Desk]:
    async with open_desk(path) as desk:
        yield desk


async def series(desk: Desk, *texts: str) -> Schedule:
    """A schedule that posts articles in parts."""
    schedule = await desk.schedule(content=Content.PARTS)
    for text in texts:
        article = (await desk.library.articles.add(text, GUILD)).article
        await desk.library.queue.give_word(GUILD, article.id, PERSON)
        await desk.library.queue.add(GUILD, schedule.id, article.id)
    return schedule


async def morning(desk: Desk, day: int, channel: Channel) -> None:
    """Everything that is due on that day."""
    for claim in await desk.claim(MORNING + day * DAY):
        await deliver(desk, claim, channel)


async def test_a_series_posts_its_articles_part_by_part_and_closes_each(desk: Desk) -> None:
    first, second = story("港", 3), story("丘", 2)
    await series(desk, first, second)
    channel = Channel()
    for day in range(9):
        await morning(desk, day, channel)
    assert channel.sentences() == [*sentences(first), *sentences(second)]
    assert channel.parts() == [(1, 3), (2, 3), (3, 3), (4, 3), (1, 2), (2, 2), (3, 2)]
