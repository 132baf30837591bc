"""Votes: how many a second are stored and acknowledged, and what `/quote` feels of it."""

from __future__ import annotations

import asyncio
import itertools
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from bot.library import Library
from bot.model import ItemKind, Language, Vote
from bot.store.database import open_database
from tests.wire.due import posts_due
from tests.wire.interactions import DEADLINE
from tests.wire.limits import Json
from tests.wire.small import SmallDiscord
from tests.wire.state import Channel, User

AIM = 200
VOTERS = 1_500
SECONDS = 10
MOST = 2 * AIM
"""Votes that are tried to be given in a second."""
GUILD = 7


async def run(folder: Path) -> bool:
    """Prints the rates, in the library and over the wire; whether the wire's is as aimed at."""
    await _library(folder / "library.sqlite3")
    async with SmallDiscord(limit=None, checked=False) as small:
        due = await posts_due(small, folder / "wire.sqlite3")
        channel = due.channels[0]
        voters = [small.world.add_user(f"voter {number}") for number in range(VOTERS)]
        readers = [small.world.add_user(f"reader {number}") for number in range(20)]
        for user in (*voters, *readers):
            due.guild.add_member(user)
        async with due.process(due.at - 3_600):
            await small.until(lambda: small.world.commands and small.gateway.sessions, 60)
            await asyncio.sleep(3)
            shown = [await _shown(small, channel, user) for user in readers[:5]]
            rest = await _quotes(small, channel, readers, SECONDS)
            rates, meanwhile = [], []
            pairs = itertools.product(shown, voters)
            for rate in (AIM, MOST):
                asking = asyncio.create_task(_quotes(small, channel, readers, SECONDS))
                rates.append(await _votes(small, pairs, rate))
                meanwhile.append(await asking)
    for name, times in zip(("at rest", f"at {AIM}/s", f"at {MOST}/s"), (rest, *meanwhile), strict=True):
        print(  # noqa: T201
            f"  /quote {name}: median {statistics.median(times) * 1e3:.0f} ms,"
            f" longest {max(times) * 1e3:.0f} ms of {len(times)}"
        )
    return rates[0] >= 0.95 * AIM and max(meanwhile[0]) < 1


async def _library(path: Path) -> None:
    """How many a second are stored, alone and when they come together."""
    async with open_database(path) as database:
        library = Library(database)
        await library.articles.add_shipped()
        article = await library.articles.find(GUILD, None, Language.JA)
        _, found = await library.articles.items(GUILD, article.id, ItemKind.QUOTE)
        start = time.perf_counter()
        for person in range(VOTERS // 5):
            await library.votes.cast(GUILD, found[0].id, person, Vote.UP)
        alone = VOTERS // 5 / (time.perf_counter() - start)
        start = time.perf_counter()
        await asyncio.gather(
            *(
                library.votes.cast(GUILD, found[1 + person % 4].id, person, Vote.UP)
                for person in range(VOTERS)
            )
        )
        together = VOTERS / (time.perf_counter() - start)
    print(f"votes stored: {alone:,.0f}/s one after the other, {together:,.0f}/s together")  # noqa: T201


async def _shown(small: SmallDiscord, channel: Channel, user: User) -> Json:
    asked = await small.slash(channel, user, "quote")
    return await asked.response(within=10)


async def _votes(small: SmallDiscord, pairs: Iterator[tuple[Json, User]], rate: int) -> float:
    """Votes a second that were acknowledged in time, when `rate` a second are given."""
    pressed = []
    start = time.perf_counter()
    for number, (message, voter) in enumerate(itertools.islice(pairs, rate * SECONDS)):
        await asyncio.sleep(max(0.0, start + number / rate - time.perf_counter()))
        pressed.append(await small.click(message, "👍", voter))
    given = (len(pressed) - 1) / (time.perf_counter() - start)
    await asyncio.sleep(DEADLINE + 1)
    told = [one for one in pressed if one.answered is not None]
    texts = [one.callback["data"]["embeds"][0]["description"] for one in told if one.callback]
    assert all("👍" in text for text in texts)
    times = [one.answered - one.sent for one in told if one.answered is not None]
    last = max(one.answered for one in told if one.answered is not None)
    acknowledged = len(told) / (last - pressed[0].sent)
    print(  # noqa: T201
        f"votes, {given:.0f}/s given: {acknowledged:.0f}/s acknowledged, median"
        f" {statistics.median(times) * 1e3:.0f} ms, longest {max(times) * 1e3:.0f} ms,"
        f" not in time: {len(pressed) - len(told)}"
    )
    return acknowledged if len(told) == len(pressed) else 0.0


async def _quotes(small: SmallDiscord, channel: Channel, readers: list[User], seconds: float) -> list[float]:
    """How long answers take, two a second."""
    times: list[float] = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        start = time.perf_counter()
        asked = await small.slash(channel, readers[len(times) % len(readers)], "quote")
        answer = await asked.response(within=10)
        assert answer["components"], "an error, not a quotation"
        times.append(time.perf_counter() - start)
        await asyncio.sleep(0.5)
    return times
