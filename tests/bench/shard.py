"""200 posts due at once on one shard: what people who ask meanwhile feel of it, beside the same at rest."""

from __future__ import annotations

import asyncio
import itertools
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.posts import LEAD, LIMIT, arrived, fill
from tests.bench.report import Table
from tests.wire.due import Due, posts_due
from tests.wire.small import SmallDiscord
from tests.wire.state import Channel, User

CHANNELS, ROUNDS = 200, 5
PEOPLE = 300
"""So many that nobody is told to slow down."""
AT_REST = 2.0
"""How many times as long as at rest an answer may take meanwhile."""


@dataclass(frozen=True)
class Question:
    name: str
    every: float
    options: Callable[[Due], dict[str, Any]]


QUESTIONS = [
    Question("quote", 0.1, lambda _: {}),
    Question("help", 0.1, lambda _: {}),
    # For a channel where the bot may not post: it asks Discord three times before it says so.
    Question("daily add", 0.5, lambda due: {"channel": due.channels[1], "time": "9:00"}),
]


async def run(folder: Path) -> Table:
    """Measure how long answers take; good is that they take at most twice as long as at rest, every post
    arrived once and no request was refused."""
    rest: dict[str, list[float]] = {question.name: [] for question in QUESTIONS}
    meanwhile: dict[str, list[float]] = {question.name: [] for question in QUESTIONS}
    good, rows = True, []
    for number in range(ROUNDS):
        good &= await _round(folder / f"shard-{number}.sqlite3", rest, meanwhile)
    for question in QUESTIONS:
        both = rest[question.name], meanwhile[question.name]
        (median, median_then), (late, late_then) = zip(
            *((statistics.median(times), statistics.quantiles(times, n=100)[98]) for times in both),
            strict=True,
        )
        medians, lates = median_then / median, late_then / late
        figures = [f"{seconds * 1000:.0f}" for seconds in (median, late)]
        rows.append([f"/{question.name}", f"{len(both[1])}", *figures, f"{medians:.2f}", f"{lates:.2f}"])
        good &= medians <= AT_REST and lates <= AT_REST
    text = (
        f"How long answers take while {CHANNELS} posts are due at once on one shard, beside the same process"
        f" at rest, {ROUNDS} times. /daily add asks Discord three times before it answers."
    )
    head = [
        "command",
        "answers",
        "median at rest (ms)",
        "p99 at rest (ms)",
        "median ÷ at rest",
        "p99 ÷ at rest",
    ]
    return Table("Answers while posts go out", text, head, rows, good)


async def _round(path: Path, rest: dict[str, list[float]], meanwhile: dict[str, list[float]]) -> bool:
    async with SmallDiscord(limit=LIMIT, checked=False) as small:
        due = await posts_due(small, path)
        channels = fill(due, CHANNELS)
        closed = due.guild.add_channel("closed")
        due.channels.append(closed)
        closed.allow(small.world.bot, send_messages=False)
        editors = due.guild.add_role("editors", manage_guild=True)
        people = [small.world.add_user(f"reader {number}") for number in range(PEOPLE)]
        for one in people:
            due.guild.add_member(one, editors)
        asking = itertools.cycle(people)
        start = time.time()
        async with due.process(due.at - LEAD, BOT_CLOCK_AT=str(start), LEASE="30"):
            await small.until(lambda: small.world.commands and small.gateway.sessions, 60)
            warm = time.monotonic() + 1
            await _ask(
                small, due, asking, {one.name: [] for one in QUESTIONS}, lambda: time.monotonic() > warm
            )
            await small.until(lambda: arrived(channels), 60)
            begun = time.monotonic()
            await _ask(small, due, asking, meanwhile, lambda: arrived(channels) == CHANNELS)
            end = 2 * time.monotonic() - begun
            await asyncio.sleep(2)
            await _ask(small, due, asking, rest, lambda: time.monotonic() > end + 2)
        messages = [len(channel.messages) for channel in channels.values()]
        return messages == [1] * CHANNELS and not small.refused


async def _ask(
    small: SmallDiscord,
    due: Due,
    asking: Iterator[User],
    times: dict[str, list[float]],
    until: Callable[[], bool],
) -> None:
    """Let people ask at their pace, whether or not earlier ones have their answers; how long each took."""

    async def ask(question: Question) -> None:
        channel: Channel = due.channels[0]
        asked = await small.slash(channel, next(asking), question.name, question.options(due))
        answer = await asked.response(within=10)
        assert answer["components"] or question.name == "daily add", answer["embeds"]
        times[question.name].append(small.world.clock() - asked.sent)

    async def keep_asking(question: Question) -> None:
        async with asyncio.TaskGroup() as group:
            while not until():
                group.create_task(ask(question))
                await asyncio.sleep(question.every)

    async with asyncio.TaskGroup() as group:
        for question in QUESTIONS:
            group.create_task(keep_asking(question))
