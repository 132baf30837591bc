"""The bot is killed at random moments while posts come due; then every message is counted."""

from __future__ import annotations

import asyncio
import dataclasses
import random
import secrets
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

from tests.wire import state
from tests.wire.due import MINUTE, Due, posts_due
from tests.wire.faults import fail, late, reset
from tests.wire.small import SmallDiscord

POSTS = 5
"""New posts in each life."""


@contextmanager
def discords_clock(now: dict[str, float]) -> Iterator[None]:
    """Lets Discord's ids hold the bot's time: a minute passes from one life to the next."""
    real = state.time  # type: ignore[attr-defined]
    state.time = SimpleNamespace(time=lambda: now["start"] + time.time() - now["real"])  # type: ignore[assignment, attr-defined]
    try:
        yield
    finally:
        state.time = real  # type: ignore[attr-defined]


async def run(folder: Path, kills: int, seed: int) -> bool:
    """Prints what became of all posts; whether none was lost or doubled."""
    rng = random.Random(seed)
    now = {"start": time.time(), "real": time.time()}
    with discords_clock(now):
        async with SmallDiscord() as small:
            small.world.clock = lambda: now["start"] + time.time() - now["real"]
            small.plan(late(0.1), times=None, when=lambda _: rng.random() < 0.7)
            for fault in (fail(500, stored=True), fail(503), reset(stored=True), reset()):
                small.plan(fault, times=None, when=lambda _: rng.random() < 0.1)
            due = await posts_due(small, folder / "kills.sqlite3", POSTS)
            started = time.monotonic()
            for life in range(kills):
                now.update(start=due.at + MINUTE * life - 2.0, real=time.time())
                before = small.gateway.identified
                if life:
                    await _more(due, life)
                async with due.process(now["start"], BOT_CLOCK_AT=str(now["real"])):
                    await small.until(lambda before=before: small.gateway.identified > before, 60)  # type: ignore[misc]
                    await asyncio.sleep(rng.uniform(0.0, 2.0))
            now.update(start=due.at + MINUTE * kills + 2.0, real=time.time())
            small.plans.clear()
            await due.live(now["start"], within=300)
            counts = Counter(due.counts())
            states = await due.states()
            seconds = time.monotonic() - started
    unknown = states["unknown"]
    lost = counts[0]
    doubled = sum(number for messages, number in counts.items() if messages > 1)
    print(  # noqa: T201
        f"kill -9 at {kills} random moments (seed {seed}), {len(due.channels)} posts, {seconds:.0f} s: "
        f"lost {lost}, doubled {doubled}, unknown {unknown}; states {dict(states)}"
    )
    return lost == doubled == unknown == 0


async def _more(due: Due, life: int) -> None:
    """Posts that come due in this life, in channels of their own, a minute after those before."""
    first, at = due.schedules[0], datetime.fromtimestamp(due.at + MINUTE * life, UTC)
    more = []
    for _ in range(POSTS):
        channel = due.guild.add_channel(f"channel-{len(due.channels)}")
        due.channels.append(channel)
        fresh = dataclasses.replace(
            first,
            public_id=secrets.token_hex(6),
            channel_id=channel.id,
            minutes=first.minutes + life,
            done_until=at - timedelta(minutes=10),
            next_run=at,
        )
        more.append(fresh)
    await due.insert(more)
