"""Discord at its worst: commands and posts while everything goes wrong; then each is accounted for."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import os
import random
import re
import secrets
import sqlite3
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.child import Child
from tests.bench.report import Table
from tests.bench.tally import BROKEN, FINE, SETTLED, SILENT, Tally
from tests.bench.troubles import KINDS, Troubles
from tests.wire import people
from tests.wire.due import MINUTE, Due, posts_due
from tests.wire.interactions import APPLICATION_COMMAND
from tests.wire.small import SmallDiscord

COMMANDS, POSTS = 50.0, 5.0
"""A second."""
NAMES = ("quote", "prediction", "summary", "help", "privacy")
PRIVATE = NAMES[:3]
"""Those with the option `private`."""
RESET = 599
"""What the small Discord notes where it resets the connection."""
CHANNELS = 300
LEAD = 6.0
"""Seconds from the start of the process until the first post is due."""
FIFTH_MINUTE, WINDOW = 300.0, 30.0
"""Seconds after which memory is compared, as the median of so many seconds before."""
GROWTH = 1.1
"""How many times as much memory may be taken at the end."""

KNOWN = re.compile(
    r"An answer did not get through: |An error message could not be delivered: "
    r"|An interaction is not deferred: |Delivery \d+ is planned anew: |.*; trying until it works"
    r"|Shard 0 is connected anew: |Shard 0 heard of \d+ commands and clicks when they were over"
    r"|We are being rate limited\. |Global rate limit has been hit\. |Webhook ID .* is rate limited\. "
    r"|Attempting a reconnect for shard ID 0 |Shard ID 0 has stopped responding to the gateway\. "
    r"|What guild \d+ is shown can't be stored: TimeoutError"  # a busy computer
    # There, too, discord.py notes when it sent a heartbeat only after a thread of its own wakes up, and may
    # measure an answer from the heartbeat before.
    r"|Can't keep up, shard ID 0 websocket is 4[12]\.\ds behind\."
)
"""The lines of the log, each about one fault, that there may be."""


@dataclass(frozen=True)
class Outcome:
    """What came of it. `posts` counts them by their messages, `unanswered` the requests without an end;
    `lines` are those of the log, `unforeseen` those not `KNOWN`. `memory` is in megabytes, after five minutes
    and at the end; None if it didn't last that long. `cpu` is the bot's share of one core."""

    tally: Tally
    posts: Counter[int]
    troubles: Counter[str]
    lines: Sequence[str]
    unforeseen: Sequence[str]
    unanswered: int
    cpu: float
    memory: tuple[float, float] | None

    @property
    def good(self) -> bool:
        """Whether each command and each post came to the end that it should."""
        kept = self.memory is None or self.memory[1] <= GROWTH * self.memory[0]
        broken = any(self.tally.commands[what] for what in BROKEN) or self.tally.strays
        return kept and not broken and not self.unforeseen and set(self.posts) == {1}


async def run(folder: Path, minutes: float, seed: int) -> list[Table]:
    """Let it go on for so many minutes, with a line on the terminal after each."""

    def tell(line: str) -> None:
        print(line, flush=True)  # noqa: T201

    found = await play(folder, 60 * minutes, seed, commands=COMMANDS, posts=POSTS, checked=False, tell=tell)
    for line in found.unforeseen:
        tell(f"unforeseen: {line}")
    return [_ends(found, minutes, seed), _troubles(found)]


async def play(
    folder: Path,
    seconds: float,
    seed: int,
    *,
    commands: float,
    posts: float,
    checked: bool = True,
    heartbeat: float = 41.25,
    acknowledged: float = 30.0,
    tell: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Let people type so many commands a second, and so many posts a second come due, for so long.

    `heartbeat` is what Discord asks for, and `acknowledged` what the bot waits for beyond that, in seconds.
    """
    log = folder / "worst.log"
    async with SmallDiscord(checked=checked) as small:
        small.world.clock = time.time
        small.world.identify_seconds = 5.0
        small.gateway.heartbeat_seconds = heartbeat
        due = await posts_due(small, folder / "worst.sqlite3")
        due.channels += [
            due.guild.add_channel(f"channel-{n}") for n in range(1, min(CHANNELS, round(posts * seconds)))
        ]
        tally, memory = Tally(small), list[tuple[float, float]]()
        settings = {"BOT_CLOCK_AT": str(time.time()), "LEASE": "15", "ACKNOWLEDGED_WITHIN": str(acknowledged)}
        settings |= {"LOG_LEVEL": "WARNING", "LOG_FORMAT": "json"}
        with log.open("wb") as due.log:
            async with due.process(due.at - LEAD, **settings) as running:
                await small.until(lambda: small.world.commands and small.gateway.sessions, 60)
                await _plan(due, seconds, posts)
                troubles = Troubles(small, seed, seconds)
                going_on = asyncio.create_task(troubles.go_on())
                typing = asyncio.create_task(_type(small, tally, random.Random(seed), seconds, commands))
                began = time.monotonic()
                while not typing.done():
                    await asyncio.wait({typing, going_on}, timeout=1, return_when=asyncio.FIRST_COMPLETED)
                    if going_on.done():
                        going_on.result()  # it says what it failed at
                    tally.settle(SETTLED)
                    memory.append((time.monotonic() - began, Child(running.pid).memory()[0]))
                    if len(memory) % 60 == 0:
                        tell(_progress(tally, due, memory[-1]))
                typing.result()
                cpu = Child(running.pid).cpu() / seconds
                going_on.cancel()
                await asyncio.wait({going_on})
                await _settle(tally, due, seconds)
                running.terminate()
                async with asyncio.timeout(30):
                    await running.wait()
        tally.settle(0)
        lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
        unforeseen = [
            json.dumps(line)
            for line in lines
            if "traceback" in line
            or line["level"] not in ("INFO", "WARNING")
            or not KNOWN.match(line["message"])
        ]
        return Outcome(
            tally,
            _messages_of_posts(due),
            troubles.counts,
            lines,
            unforeseen,
            sum(not request.status for request in small.requests),
            cpu,
            _compared(memory, seconds),
        )


async def _plan(due: Due, seconds: float, rate: float) -> None:
    """Let the other posts come due one after the other, not at whole minutes as people's do: what goes wrong
    is to meet some at any moment. The bot plans whole minutes at its start only."""
    first, more = due.schedules[0], []
    for number in range(1, round(seconds * rate)):
        at = due.at + number / rate
        fresh = dataclasses.replace(
            first,
            public_id=secrets.token_hex(6),
            channel_id=due.channels[number % len(due.channels)].id,
            minutes=first.minutes + int(at - due.at) // MINUTE,
            done_until=datetime.fromtimestamp(due.at - 600, UTC),
            next_run=datetime.fromtimestamp(at, UTC),
        )
        more.append(fresh)
    await due.insert(more)


async def _type(small: SmallDiscord, tally: Tally, rng: random.Random, seconds: float, rate: float) -> None:
    """Let people type, each of them too seldom to be told to slow down, whether or not the bot is there."""
    club = small.world.add_guild("club")
    await small.join(club)
    room = club.add_channel("general")
    readers = [small.world.add_user(f"reader {number}") for number in range(round(5 * rate))]
    for reader in readers:
        club.add_member(reader)
    began, typed = time.monotonic(), 0
    while (now := time.monotonic()) < began + seconds:
        while typed < (now - began) * rate:
            name = rng.choice(NAMES)
            options = {"private": True} if name in PRIVATE and rng.random() < 0.5 else {}
            data = people.slash(small.world, name, options)
            reader = readers[typed % len(readers)]
            asked = people.interaction(small.world, room, reader, APPLICATION_COMMAND, data, locale="ja")
            tally.open.append(asked)
            await small.gateway.dispatch("INTERACTION_CREATE", asked.payload)
            typed += 1
        await asyncio.sleep(0.01)


async def _settle(tally: Tally, due: Due, seconds: float) -> None:
    """Wait until nobody waits for an answer or a post any more, but no longer than either may take."""
    end = time.monotonic() + SETTLED
    await asyncio.sleep(3)  # in which what is there may come twice
    while time.monotonic() < end:
        tally.look()
        if not _unfinished(due) and not any(tally.seen(one) == SILENT for one in tally.open):
            break
        await asyncio.sleep(1)


def _unfinished(due: Due) -> int:
    """Return how many posts are still to be made or on their way."""
    done = "SELECT 1 FROM delivery WHERE schedule_id = schedule.id AND retry_at IS NULL"
    with closing(sqlite3.connect(due.path)) as database:
        (found,) = database.execute(f"SELECT count(*) FROM schedule WHERE NOT EXISTS ({done})").fetchone()
    return int(found)


def _messages_of_posts(due: Due) -> Counter[int]:
    """Return how many posts have how many messages."""
    found: Counter[str] = Counter()
    for channel in due.channels:
        for message in channel.messages.values():
            found.update(re.findall(r'"post:([0-9a-f]+):', json.dumps(message["components"]))[:1])
    return Counter(found[schedule.public_id] for schedule in due.schedules)


def _compared(memory: Sequence[tuple[float, float]], seconds: float) -> tuple[float, float] | None:
    if seconds < FIFTH_MINUTE + WINDOW:
        return None

    def before(end: float) -> float:
        return statistics.median(size for at, size in memory if end - WINDOW <= at <= end)

    return before(FIFTH_MINUTE), before(seconds)


def _progress(tally: Tally, due: Due, memory: tuple[float, float]) -> str:
    known = {what: tally.commands[what] for what in (*FINE, *BROKEN) if tally.commands[what]}
    arrived = sum(count * messages for messages, count in _messages_of_posts(due).items())
    return f"minute {memory[0] / 60:.0f}: {known}; {arrived} messages of posts; {memory[1]:.0f} MB"


def _ends(found: Outcome, minutes: float, seed: int) -> Table:
    commands, posts = found.tally.commands, found.posts
    rows = [["commands typed", f"{commands.total():,}", "100 %"]]
    rows += [[f"… {what}", f"{commands[what]:,}", _share(commands, what)] for what in (*FINE, *BROKEN)]
    rows += [
        ["posts due", f"{posts.total():,}", "100 %"],
        ["… one message", f"{posts[1]:,}", _share(posts, 1)],
    ]
    rows += [["… no message", f"{posts[0]:,}", _share(posts, 0)]]
    several = posts.total() - posts[0] - posts[1]
    rows += [["… several messages", f"{several:,}", f"{several / posts.total():.2%}".replace("%", " %")]]
    rows += [
        ["lines in the log", f"{len(found.lines):,}", ""],
        ["… unforeseen", f"{len(found.unforeseen):,}", ""],
    ]
    if found.memory is not None:
        fifth, last = found.memory
        rows += [["memory after five minutes", f"{fifth:.0f} MB", "100 %"]]
        rows += [["memory at the end", f"{last:.0f} MB", f"{last / fifth:.0%}".replace("%", " %")]]
    text = (
        f"{minutes:g} minutes in which people typed {COMMANDS:g} commands a second and {POSTS:g} posts a"
        f" second came due (seed {seed}). The bot took {found.cpu:.0%} of one core. Memory is resident,"
        f" as the median of {WINDOW:g} seconds. Meanwhile {os.getloadavg()[1]:.1f} processes wanted the"
        f" {os.cpu_count()} cores, those of the bench among them."
    )
    return Table("Commands and posts", text, ["what", "number", "share"], rows, found.good, "reliability.md")


def _share(counts: Counter[str] | Counter[int], what: str | int) -> str:
    return f"{counts[what] / counts.total():.2%}".replace("%", " %")  # type: ignore[index]


def _troubles(found: Outcome) -> Table:
    statuses = found.tally.statuses
    kinds = [f"{statuses[status]:,} with {status}" for status in sorted(statuses) if status != RESET]
    text = (
        f"What went wrong meanwhile. Of {statuses.total():,} requests {statuses[RESET]:,} met a reset"
        f" connection, and the others were answered: {', '.join(kinds)}. {found.unanswered:,} more were never"
        " answered."
    )
    rows = [
        [name, f"{trouble.every:g}", _span(trouble.lasts), f"{found.troubles[name]}"]
        for name, trouble in KINDS.items()
    ]
    return Table(
        "Troubles", text, ["what", "every (s)", "lasts (s)", "times"], rows, found.good, "reliability.md"
    )


def _span(lasts: tuple[float, float]) -> str:
    return f"{lasts[0]:g} to {lasts[1]:g}" if lasts[1] else ""
