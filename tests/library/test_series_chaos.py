"""Months of a series in which everything goes wrong that can, in an order that a number decides: no part is
lost, doubled or out of order."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model import Content, PartSize, Problem
from bot.store import queue
from tests.desk import GUILD, PERSON, Desk, open_desk
from tests.serial import Accidents, Channel, DiedError, deliver, revised, sentences, story

ZONES = ("Asia/Tokyo", "America/New_York", "Europe/London", "Pacific/Auckland", "UTC")
ACCIDENTS = ("lost", "arrived", "unreachable", "refused", "dies before", "dies after")
STORIES = {name: story(name, parts) for name, parts in (("港", 5), ("丘", 1), ("橋", 4), ("森", 3))}


async def tick(desk: Desk, channel: Channel, accidents: Accidents) -> None:
    """All that is due now; a process that dies begins anew."""
    try:
        for claim in await desk.claim():
            await deliver(desk, claim, channel, accidents)
    except DiedError:
        await desk.restart()


async def surprise(
    desk: Desk, rng: random.Random, schedule_id: int, texts: dict[str, str], removed: set[int]
) -> None:
    """Something that people do to a series, or to its bot. `removed` gets the articles that were."""
    daily, outbox = desk.library.schedules, desk.library.outbox
    schedule = await daily.get(GUILD, schedule_id)
    queued = await desk.database.read(queue.of_schedule, schedule_id)
    entries = [one.id for one in queued]
    match rng.randrange(11):
        case 0:
            desk.now += timedelta(hours=rng.choice([1, 5, 20, 50]))  # down
            await desk.restart()
        case 1:
            await desk.library.guilds.change(GUILD, zone=rng.choice(ZONES))
        case 2:
            await daily.change(GUILD, schedule_id, size=rng.choice(list(PartSize)))
        case 3:
            await daily.pause(GUILD, schedule_id, PERSON)
            desk.now += timedelta(hours=rng.choice([1, 30]))
            await daily.resume(GUILD, schedule_id)
        case 4:
            for delivery in await desk.history(schedule):
                if delivery.can_be_sent and rng.random() < 0.5:
                    await outbox.send_now(GUILD, delivery.id)
        case 5:
            await daily.change(GUILD, schedule_id, minutes=rng.choice([0, 470, 480, 720, 1500]))
        case 6 if len(entries) > 1:
            await desk.library.queue.move(GUILD, schedule_id, rng.choice(entries), rng.choice([-2, -1, 1, 2]))
        case 7:
            await daily.set_problems(schedule, [], None)
            await daily.set_problems(schedule, [rng.choice([Problem.SEND, Problem.EMBED])], None)
        case 8:
            await daily.set_problems(schedule, [], None)
        case 9:
            name = rng.choice(list(texts))
            texts[name] = revised(texts[name], rng)
            if draft := (await desk.library.articles.add(texts[name], GUILD)).draft:
                await desk.library.ingest.refresh(GUILD, draft)
        case 10:
            for article in await desk.library.articles.removed(GUILD):
                await desk.library.articles.restore(GUILD, article.id)
            if queued and rng.random() < 0.3:
                article_id = rng.choice(queued).article_id
                await desk.library.articles.remove(GUILD, article_id)
                removed.add(article_id)


@pytest.mark.parametrize("seed", range(4))
async def test_no_part_of_a_series_is_lost_doubled_or_out_of_order(path: Path, seed: int) -> None:
    rng, channel, accidents, texts = random.Random(seed), Channel(), Accidents(), dict(STORIES)
    removed: set[int] = set()
    async with open_desk(path) as desk:
        schedule = await desk.schedule(content=Content.PARTS)
        by_article = {}
        for text in STORIES.values():
            article = (await desk.library.articles.add(text, GUILD)).article
            by_article[article.id] = text
            await desk.library.queue.give_word(GUILD, article.id, PERSON)
            await desk.library.queue.add(GUILD, schedule.id, article.id)
        for _ in range(200):
            desk.now += timedelta(hours=rng.choice([0.01, 0.5, 3, 6, 12]))
            if rng.random() < 0.3:
                accidents.coming = [rng.choice(ACCIDENTS) for _ in range(rng.randrange(3))]
            if rng.random() < 0.3:
                await surprise(desk, rng, schedule.id, texts, removed)
            await tick(desk, channel, accidents)
        for _ in range(90):  # calm days, until all is read
            desk.now += timedelta(hours=5)
            await tick(desk, channel, Accidents())
    order = list(dict.fromkeys(message.part.article_id for message in channel.messages))
    posted = set(channel.sentences())
    expected = []
    for article_id in order:
        names = sentences(by_article[article_id])
        if article_id in removed:  # it may have been left where it was, but not in any other way
            names = names[: sum(name in posted for name in names)]
        expected += names
    figures = channel.count(expected)
    assert {*by_article} - {*order} <= removed, "every article had its turn"
    assert figures == Counter(expected=len(expected), posted=len(expected)), figures
    closed = [message.part.article_id for message in channel.messages if message.closes]
    assert [one for one in closed if one not in removed] == [one for one in order if one not in removed]
