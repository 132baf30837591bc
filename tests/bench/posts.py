"""Many posts due in one minute: how fast they reach the small Discord, beside a bare loop of discord.py's."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.bench.report import Table
from tests.wire.due import Due, posts_due
from tests.wire.small import SmallDiscord
from tests.wire.state import Channel, Guild

IN_A_GUILD = 100
LEAD = 12.0
"""Seconds from the start of the process to the minute in which all is due."""
LIMIT = 50
"""Discord's, in requests a second."""
AIM = 45.0
"""Posts a second under that."""
UNSTEADY = 0.3
"""Seconds at most until a request is counted, each another time, in the run with an unsteady network."""


@dataclass(frozen=True)
class Sent:
    """What arrived: how many posts a second, the first and the last in seconds after the minute."""

    posts: int
    rate: float
    first: float
    last: float
    refused: int
    doubled: int

    def row(self, name: str, bare: Sent | None) -> list[str]:
        """Return the figures below a name, beside those of the bare loop under the same limit."""
        beside = f"{self.rate / bare.rate:.2f}" if bare else ""
        seconds = [f"{self.first:.1f}", f"{self.last:.1f}"]
        return [
            name,
            f"{self.posts:,}",
            f"{self.rate:.1f}",
            beside,
            *seconds,
            f"{self.refused}",
            f"{self.doubled}",
        ]


async def run(folder: Path, count: int) -> Table:
    """Measure rates; good is that every post arrived once, no request was refused and the aim is reached."""
    few = min(count, 1000)
    steady = await _fan_out(folder / "steady.sqlite3", count, limit=LIMIT)
    bare = await _bare(few)
    rng = random.Random(count)
    unsteady = await _fan_out(
        folder / "unsteady.sqlite3", few, limit=LIMIT, way=lambda: rng.uniform(0, UNSTEADY)
    )
    unsteady_bare = await _bare(few // 5, way=lambda: rng.uniform(0, UNSTEADY))
    free = await _fan_out(folder / "free.sqlite3", few, limit=None)
    rows = [
        bare.row("the bare loop", bare),
        steady.row("Kotonoha", bare),
        unsteady_bare.row("the bare loop, unsteady network", unsteady_bare),
        unsteady.row("Kotonoha, unsteady network", unsteady_bare),
        free.row("Kotonoha, no limit and no pace", None),
    ]
    text = (
        f"Posts due in one minute, in channels of their own; Discord takes {LIMIT} requests a second. The"
        " bare loop is a discord.py bot that awaits `channel.send` for one channel after the other. On the"
        f" unsteady network each request takes 0 to {UNSTEADY * 1000:.0f} ms more. Seconds count from the"
        " minute, those of the loop from the start of its process."
    )
    head = ["sender", "posts", "a second", "÷ the loop’s", "first (s)", "last (s)", "429s", "doubled"]
    good = steady.rate >= AIM and steady.first <= 5
    good &= all(
        (one.posts, one.doubled, one.refused) == (wanted, 0, 0)
        for one, wanted in ((steady, count), (unsteady, few), (free, few))
    )
    return Table("Posts", text, head, rows, good)


async def _fan_out(path: Path, count: int, limit: int | None, way: Callable[[], float] = lambda: 0.0) -> Sent:
    pace = {} if limit else {"REQUESTS_A_SECOND": "100000"}
    async with SmallDiscord(limit=limit, checked=False) as small:
        due = await posts_due(small, path)
        channels = fill(due, count)
        small.way = way
        start = time.time()
        minute = start + LEAD  # when the real clock says this, the bot's says that the posts are due
        async with due.process(due.at - LEAD, BOT_CLOCK_AT=str(start), LEASE="30", **pace):
            with contextlib.suppress(AssertionError):
                await small.until(lambda: arrived(channels) == count, 60 + count / 20)
        return _sent(small, channels, minute)


async def _bare(count: int, way: Callable[[], float] = lambda: 0.0) -> Sent:
    async with SmallDiscord(limit=LIMIT, checked=False) as small:
        channels: dict[int, Channel] = {}
        for number in range(count):
            if number % IN_A_GUILD == 0:
                guild = small.world.add_guild(f"club {number}")
            channel = guild.add_channel(f"channel-{number}")
            channels[channel.id] = channel
        small.way = way
        start = time.time()
        running = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.wire.launch", "tests.bench.loop"),
            env={**os.environ, **small.environment},
        )
        try:
            await small.until(lambda: arrived(channels) == count, 60 + count / 3)
        finally:
            running.kill()
            await running.wait()
        return _sent(small, channels, start)


def _sent(small: SmallDiscord, channels: dict[int, Channel], minute: float) -> Sent:
    times = [r.at for r in small.asked() if r.status == 200 and int(r.path.split("/")[2]) in channels]
    return Sent(
        posts=arrived(channels),
        rate=(len(times) - 1) / (max(times) - min(times)),
        first=min(times) - minute,
        last=max(times) - minute,
        refused=small.refused,
        doubled=sum(len(channel.messages) > 1 for channel in channels.values()),
    )


def arrived(channels: dict[int, Channel]) -> int:
    """Return in how many channels a message stands."""
    return sum(bool(channel.messages) for channel in channels.values())


def fill(due: Due, count: int) -> dict[int, Channel]:
    """Make schedules like the first one, each with a channel, so many in a server; the first one goes."""
    channels: dict[int, Channel] = {}
    guild: Guild = due.guild
    with closing(sqlite3.connect(due.path)) as database, database:
        (row,) = database.execute("SELECT * FROM schedule").fetchall()
        names = [column[0] for column in database.execute("SELECT * FROM schedule").description]
        database.execute("DELETE FROM schedule")
        for number in range(count):
            if number % IN_A_GUILD == 0:
                guild = due.small.world.add_guild(f"club {number}", locale="ja")
                database.execute(
                    "INSERT INTO guild (id, language, zone) VALUES (?, 'ja', ?)", (guild.id, due.zone)
                )
            channel = guild.add_channel(f"channel-{number}")
            channels[channel.id] = channel
            fresh = {**dict(zip(names, row, strict=True)), "id": number + 1, "public_id": f"{number:012x}"}
            fresh |= {"guild_id": guild.id, "channel_id": channel.id}
            database.execute(
                f"INSERT INTO schedule VALUES ({', '.join('?' * len(names))})", list(fresh.values())
            )
    return channels
