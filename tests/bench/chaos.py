"""Commands and posts while Discord fails in every way at once; then every answer and message is counted."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import random
import secrets
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.model import Language
from bot.texts import Texts
from tests.wire.due import MINUTE, Due, posts_due
from tests.wire.faults import fail, late, reset, slow_down
from tests.wire.interactions import Interaction
from tests.wire.small import SmallDiscord
from tests.wire.state import LOADING

COMMANDS = ("quote", "prediction", "summary", "help", "privacy")
APOLOGY = Texts().say(Language.JA, "answer-lost")
ANSWERS = r"/(?:interactions|webhooks)/.*"
LEAD = 6.0
"""Seconds from the start of the process to the minute of the first posts."""
SETTLING = 60.0
"""Seconds after the last command in which all answers must be there: discord.py repeats a request for 25."""
DROP_EVERY = 7.0
"""Seconds between two cuts of the gateway."""


@dataclass(frozen=True)
class Outcome:
    """What came of it. `commands` counts those that were answered, apologized for, answered twice, left in
    silence, and those that ran out: none of their requests got through to Discord in time. `posts` counts
    channels by the number of messages in them."""

    commands: Counter[str]
    posts: Counter[int]
    faults: Counter[int]
    log: str

    @property
    def good(self) -> bool:
        """Whether nothing was lost, doubled or logged as a bug."""
        broken = self.commands["twice"] or self.commands["silent"] or set(self.posts) != {1}
        return not broken and "Traceback" not in self.log and "never retrieved" not in self.log


async def run(folder: Path, minutes: float, seed: int) -> bool:
    """Prints what came of 30 commands and 5 posts a second; whether all was as it must be."""
    began = time.monotonic()
    outcome = await play(folder, 60 * minutes, seed, commands=30, posts=5, checked=False)
    lines = outcome.log.splitlines()
    print(  # noqa: T201
        f"{minutes:g} minutes of chaos (seed {seed}), {time.monotonic() - began:.0f} s: "
        f"commands {dict(outcome.commands)}; messages in the channels of posts {dict(outcome.posts)}; "
        f"answers by status {dict(sorted(outcome.faults.items()))}; {len(lines)} lines in the log, "
        f"{outcome.log.count('Traceback')} tracebacks"
    )
    return outcome.good and outcome.commands["ran out"] < 0.01 * outcome.commands.total()


async def play(
    folder: Path, seconds: float, seed: int, *, commands: float, posts: float, checked: bool = True
) -> Outcome:
    """Let people type so many commands a second, and so many posts a second come due, for so long."""
    rng = random.Random(seed)
    async with SmallDiscord(checked=checked) as small:
        due = await posts_due(small, folder / "chaos.sqlite3")
        await _more(due, seconds, posts)
        start = time.time()
        log = folder / "chaos.log"
        with log.open("wb") as due.log:
            async with due.process(
                due.at - LEAD, BOT_CLOCK_AT=str(start), LEASE="15", LOG_LEVEL="INFO"
            ) as running:
                await small.until(lambda: small.world.commands and small.gateway.sessions, 60)
                _fail(small, rng)
                dropping = asyncio.create_task(_drop(small))
                asked = await _type(small, due, rng, seconds, commands)
                dropping.cancel()
                small.plans.clear()
                await _settle(small, asked)
                with contextlib.suppress(AssertionError):
                    await small.until(lambda: all(due.counts()), 60 + seconds)
                running.terminate()
                async with asyncio.timeout(30):
                    await running.wait()
        return Outcome(
            Counter(_seen(small, one) for one in asked),
            Counter(due.counts()),
            Counter(request.status for request in small.requests),
            log.read_text("utf-8"),
        )


async def _more(due: Due, seconds: float, rate: float) -> None:
    """Posts in channels of their own, as many a minute as fall into one."""
    first = due.schedules[0]
    left, minute = round(seconds * rate) - 1, 0
    more = []
    while left > 0:
        for _ in range(min(left, round(rate * MINUTE))):
            channel = due.guild.add_channel(f"channel-{len(due.channels)}")
            due.channels.append(channel)
            at = due.at + MINUTE * minute
            fresh = dataclasses.replace(
                first,
                public_id=secrets.token_hex(6),
                channel_id=channel.id,
                minutes=first.minutes + minute,
                done_until=datetime.fromtimestamp(at - 600, UTC),
                next_run=datetime.fromtimestamp(at, UTC),
            )
            more.append(fresh)
        left, minute = left - round(rate * MINUTE), minute + 1
    await due.insert(more)


def _fail(small: SmallDiscord, rng: random.Random) -> None:
    """One request in ten goes wrong, each in one of these ways."""
    ways = [
        (reset(), 0.02),
        (reset(stored=True), 0.02),
        (fail(500, stored=True), 0.01),
        (fail(502), 0.01),
        (fail(503), 0.01),
        (slow_down(0.3), 0.01),
        (slow_down(0.2, everywhere=True), 0.002),
        (late(0.8), 0.02),
    ]
    for fault, share in ways:
        for method in ("POST", "PATCH", "GET"):
            for path in (ANSWERS, r"/(?:channels|guilds)/.*"):
                small.plan(fault, method, path, when=lambda _, share=share: rng.random() < share, times=None)  # type: ignore[misc]


async def _drop(small: SmallDiscord) -> None:
    while True:
        await asyncio.sleep(DROP_EVERY)
        await small.gateway.drop()


async def _type(
    small: SmallDiscord, due: Due, rng: random.Random, seconds: float, rate: float
) -> list[Interaction]:
    """What people asked: each of them too seldom to be told to slow down."""
    club = small.world.add_guild("club")
    await small.join(club)
    room = club.add_channel("general")
    readers = [small.world.add_user(f"reader {number}") for number in range(round(5 * rate))]
    for reader in readers:
        club.add_member(reader)
    asked: list[Interaction] = []
    began = time.monotonic()
    while (now := time.monotonic()) < began + seconds:
        while len(asked) < (now - began) * rate:
            reader = readers[len(asked) % len(readers)]
            options = {"private": True} if rng.random() < 0.5 else {}
            name = rng.choice(COMMANDS)
            asked.append(
                await small.slash(room, reader, name, options if name in COMMANDS[:3] else {}, locale="ja")
            )
        await asyncio.sleep(0.01)
    return asked


async def _settle(small: SmallDiscord, asked: list[Interaction]) -> None:
    """Wait until nobody waits for an answer any more, but no longer than an answer may take."""
    end = time.monotonic() + SETTLING
    await asyncio.sleep(3)
    while time.monotonic() < end and any(_seen(small, one) == "silent" for one in asked):  # noqa: ASYNC110
        await asyncio.sleep(1)


def _seen(small: SmallDiscord, asked: Interaction) -> str:
    """What the person saw."""
    messages = [message for message in (asked.original, *asked.followups) if message is not None]
    shown = [message for message in messages if not message["flags"] & LOADING]
    if len(shown) > 1:
        return "twice"
    if shown:
        return "apologized" if APOLOGY in str(shown[0]["embeds"]) else "answered"
    reached = any(r.status < 300 for r in small.requests if asked.token in r.path)
    return "silent" if messages or reached else "ran out"
