"""A server reads articles in parts, a part each morning, while its bot is down, is killed and moves to
another zone, and its articles change; then every part is counted."""

from __future__ import annotations

import asyncio
import itertools
import random
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.delivery.serial import posted_part
from bot.library import Library
from bot.model import Content, PostedPart, ScheduleSpec
from bot.schedule import EVERY_DAY
from bot.store import deliveries, schedules
from bot.store.database import open_database
from tests.bench.kills import discords_clock
from tests.serial import PARTS, revised, sentences, story
from tests.wire.due import Due
from tests.wire.faults import fail, late, reset
from tests.wire.small import SmallDiscord

NAMES = ("港", "丘", "橋")
ZONE_CHANGES = {20: "America/New_York", 40: "Asia/Tokyo"}
"""Which zone the server moves to on which day."""
DOWN, KILLED, CHANGED = 0.15, 0.25, 0.1
"""How many mornings the bot is down, how many it is killed, and how many articles are refreshed."""
HOUR = 3600.0


async def run(folder: Path, days: int, seed: int, kills: int = 0, parts: int = PARTS) -> bool:
    """Prints what became of three articles of so many parts; whether none was lost, doubled or out of order.

    With `kills`, so many lives end at a random moment, all of them on the way.
    """
    began = time.monotonic()
    figures, killed = await play(folder / "serial.sqlite3", days, seed, kills, parts)
    shown = ", ".join(f"{name} {figures[name]}" for name in FIGURES)
    print(  # noqa: T201
        f"{len(NAMES)} articles of {parts} parts over {days} days, {killed} lives killed (seed {seed}), "
        f"{time.monotonic() - began:.0f} s: {shown}"
    )
    # Every sentence is looked for; a refresh may add words that make one more part than expected.
    return figures["posted"] >= figures["expected"] and not any(figures[bad] for bad in FIGURES[2:])


FIGURES = ("expected", "posted", "lost", "doubled", "out of order")


async def play(path: Path, days: int, seed: int, kills: int, parts: int) -> tuple[Counter[str], int]:
    """Return the figures, and how many lives were killed."""
    rng, killed = random.Random(seed), 0
    now = {"start": time.time(), "real": time.time()}
    with discords_clock(now):
        async with SmallDiscord() as small:
            small.world.clock = lambda: now["start"] + time.time() - now["real"]
            small.plan(late(0.05), times=None, when=lambda _: rng.random() < 0.3)
            for fault in (fail(500, stored=True), fail(503), reset(stored=True), reset()):
                small.plan(fault, times=None, when=lambda _: rng.random() < 0.05)
            due, texts = await _series(small, path, now["start"], parts)
            day = 0
            while day < days or await _left(due):
                morning = await _next_run(due)
                await _change(path, due, rng, texts, morning - 5, ZONE_CHANGES.get(day))
                wanted = kills / days if kills else KILLED
                if rng.random() < DOWN and day < days:
                    morning += rng.choice([HOUR, 7 * HOUR])
                while wanted > 0 and day < days:
                    if rng.random() < wanted:
                        killed += 1
                        now.update(start=morning - 0.5, real=time.time())
                        async with due.process(now["start"], BOT_CLOCK_AT=str(now["real"])):
                            await asyncio.sleep(rng.uniform(1.0, 4.0))
                        morning += 60
                    wanted -= 1
                now.update(start=morning, real=time.time())
                async with due.bot(now["start"] + 1) as life:
                    for second in (1, 5, 30, 120, 600):  # until what was refused is there
                        now.update(start=morning + second, real=time.time())
                        await life.tick(now["start"])
                day += 1
            messages = small.messages(due.channels[0])
    return count(messages, texts, parts), killed


def count(messages: list[dict[str, Any]], texts: dict[int, str], parts: int) -> Counter[str]:
    """How many parts were expected, posted, lost, doubled and out of order: by their numbers and by the
    sentences of the articles, whichever is worse."""
    shown = [(part, message["embeds"][0]["description"]) for message in messages if (part := _part(message))]
    numbers = [(part.article_id, part.number) for part, _ in shown if not part.closes]
    every = [name for text in texts.values() for name in sentences(text)]
    # What came before a part stands above it, in small letters.
    own = ["\n".join(line for line in words.split("\n") if not line.startswith("-# ")) for _, words in shown]
    seen = [
        name
        for (part, _), words in zip(shown, own, strict=True)
        if not part.closes
        for name in sentences(words)
    ]
    places = {name: n for n, name in enumerate(every)}
    wrong = sum(places[a] >= places[b] for a, b in itertools.pairwise(seen))
    lost, doubled = set(every) - set(seen), len(seen) - len(set(seen))
    return Counter(
        {
            "expected": parts * len(NAMES),
            "posted": len(numbers),
            "lost": len(lost),
            "doubled": max(doubled, len(numbers) - len(set(numbers))),
            "out of order": max(wrong, sum(a >= b for a, b in itertools.pairwise(numbers))),
        }
    )


def _part(message: dict[str, Any]) -> PostedPart | None:
    ids = [one.get("custom_id", "") for row in message["components"] for one in row["components"]]
    return next((found[1] for custom_id in ids if (found := posted_part(custom_id))), None)


async def _series(small: SmallDiscord, path: Path, start: float, parts: int) -> tuple[Due, dict[int, str]]:
    """A server with a channel that gets three articles in parts, and their texts by their ids."""
    guild = small.world.add_guild("読書会", locale="ja")
    channel = guild.add_channel("連載")
    due = Due(small, path, guild, [channel], int(start), "UTC")
    async with open_database(path) as database:
        library = Library(database, lambda: datetime.fromtimestamp(start, UTC))
        await library.guilds.change(guild.id, zone="UTC")
        spec = ScheduleSpec(channel_id=channel.id, minutes=480, days=EVERY_DAY, content=Content.PARTS)
        schedule = await library.schedules.add(guild.id, spec, created_by=guild.owner.id)
        due.schedules.append(schedule)
        texts = {}
        for name in NAMES:
            text = story(name, parts)
            article = (await library.articles.add(text, guild.id)).article
            texts[article.id] = text
            await library.queue.give_word(guild.id, article.id, guild.owner.id)
            await library.queue.add(guild.id, schedule.id, article.id)
    return due, texts


async def _next_run(due: Due) -> float:
    async with open_database(due.path) as database:
        schedule = await database.read(schedules.get, due.schedules[0].id)
        assert schedule is not None
        assert schedule.next_run is not None
        return schedule.next_run.timestamp()


async def _left(due: Due) -> bool:
    """Whether a part is still to be posted, or on its way."""
    async with open_database(due.path) as database:
        library = Library(database)
        entries = await library.queue.show(due.guild.id, due.schedules[0].id)
        history = await database.read(deliveries.history, due.schedules[0].id, 5)
        return any(entry.left for entry in entries) or any(one.retry_at is not None for one in history)


async def _change(
    path: Path, due: Due, rng: random.Random, texts: dict[int, str], at: float, zone: str | None
) -> None:
    """What editors do the evening before: they refresh an article, or move the server to another zone."""
    async with open_database(path) as database:
        library = Library(database, lambda: datetime.fromtimestamp(at, UTC))
        if zone is not None:
            await library.guilds.change(due.guild.id, zone=zone)
        if rng.random() < CHANGED:
            article_id = rng.choice(list(texts))
            texts[article_id] = revised(texts[article_id], rng)
            if draft := (await library.articles.add(texts[article_id], due.guild.id)).draft:
                await library.ingest.refresh(due.guild.id, draft)
