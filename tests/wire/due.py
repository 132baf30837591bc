"""Posts that come due, for the bot in this process or another."""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

from bot.app.client import Client
from bot.app.startup import open_bot
from bot.delivery.dispatcher import Dispatcher
from bot.library import article_service
from bot.model import ALL_SHARDS, Content, Delivery, Language, Schedule, ScheduleSpec, Shards, Style
from bot.schedule import EVERY_DAY
from bot.store import deliveries, schedules
from bot.store.database import open_database
from tests import forking
from tests.forking import Forked

from .launch import SHIPPED
from .small import SmallDiscord
from .state import Channel, Guild

MINUTE = 60
FORGOTTEN = 200
"""Seconds after which Discord may have forgotten a nonce."""
ZONES = ("UTC", "Asia/Tokyo", "America/New_York")


@dataclass
class Life:
    """One life of the bot in this process. `clock` is what its clock says."""

    clock: float
    bot: Client = field(init=False)
    dispatcher: Dispatcher = field(init=False)

    async def tick(self, clock: float | None = None) -> None:
        """Lets it post what is due, at `clock` if that is given."""
        self.clock = clock or self.clock
        await self.dispatcher.tick()
        await self.dispatcher.settle()


@dataclass
class Due:
    """A server whose channels get a post at `at` (Unix seconds). That is the minute that began last: ids of
    messages hold real time; the bot's clock is set so that it comes when it is to come."""

    small: SmallDiscord
    path: Path
    guild: Guild
    channels: list[Channel]
    at: int
    zone: str
    schedules: list[Schedule] = field(default_factory=list)
    log: IO[bytes] | None = None
    """Where processes log to; None: to the standard error of the tests."""

    async def insert(self, more: Sequence[Schedule]) -> None:
        """Add schedules."""
        async with open_database(self.path) as database:
            self.schedules += await database.write(lambda t: [schedules.insert(t, one) for one in more])

    async def deliveries(self) -> list[Delivery]:
        """All posts, in the order of the channels."""
        async with open_database(self.path) as database:
            return [
                delivery
                for schedule in self.schedules
                for delivery in await database.read(deliveries.history, schedule.id, 50)
            ]

    async def states(self) -> Counter[str]:
        """How many posts are in which state."""
        return Counter(delivery.state.value for delivery in await self.deliveries())

    def counts(self) -> list[int]:
        """How many messages stand in each channel."""
        return [len(self.small.messages(channel)) for channel in self.channels]

    def threads(self, channel: Channel) -> list[Channel]:
        """The threads in a channel."""
        return [one for one in self.guild.channels.values() if one.parent is channel]

    @asynccontextmanager
    async def bot(self, clock: float, shards: Shards = ALL_SHARDS) -> AsyncIterator[Life]:
        """The bot in this process, connected, whose clock stands at `clock`; it posts on `Life.tick`."""
        life = Life(clock)
        async with (
            open_bot(self.path, shards=shards, clock=lambda: datetime.fromtimestamp(life.clock, UTC)) as bot,
            self.small.connect(bot),
        ):
            await self.small.until(lambda: bot.get_guild(self.guild.id) or not shards.serve(self.guild.id))
            life.bot, life.dispatcher = bot, Dispatcher(bot, bot.lease)
            await bot.library.outbox.take_over(bot.lease)
            yield life

    @asynccontextmanager
    async def process(self, clock: float, dies_at: str = "", **variables: str) -> AsyncIterator[Forked]:
        """The bot in a process of its own, whose clock begins at `clock`; killed at the end, if it lives."""
        running = forking.start(
            "tests.wire.launch",
            "tests.wire.mortal",
            environment={
                **os.environ,
                **self.small.environment,
                SHIPPED: str(article_service.SHIPPED),
                "DATABASE_PATH": str(self.path),
                "BOT_CLOCK": str(clock),
                "DIES_AT": dies_at,
                "LOG_LEVEL": "ERROR",
                **variables,
            },
            stderr=self.log,
        )
        try:
            yield running
        finally:
            if running.returncode is None:
                running.kill()
            await running.wait()

    async def die(self, clock: float, dies_at: str) -> None:
        """One life of the bot that ends at a point of the sender."""
        async with self.process(clock, dies_at) as running, asyncio.timeout(60):
            assert await running.wait() == -9, f"it did not get to {dies_at}"

    async def live(self, clock: float, within: float = 60) -> None:
        """One life of the bot that lasts until nothing is left to do."""
        async with self.process(clock):
            end = time.monotonic() + within
            while await self.unfinished():
                assert time.monotonic() < end, (await self.states(), self.counts())
                await asyncio.sleep(0.2)

    async def unfinished(self) -> bool:
        """Whether a post, or the thread under one, is still to be made or on its way."""
        known = await self.deliveries()
        return len(known) < len(self.schedules) or any(d.retry_at or d.thread_at for d in known)


async def posts_due(
    small: SmallDiscord,
    path: Path,
    count: int = 1,
    content: Content = Content.QUOTE,
    role: int | None = None,
    style: Style = Style.TEXT,
    series: int = 0,
    *,
    thread: bool = False,
    kind: int = 0,
    shard: int | None = None,
) -> Due:
    """A server (on that shard) with `count` channels (`kind` is Discord's number), each with a schedule of
    its own; the last `series` of them get an article in parts."""
    now = int(time.time())
    at = now - now % MINUTE
    # Long before midnight: after it a post that is late is not made up.
    zone = next(z for z in ZONES if 1 <= datetime.fromtimestamp(at, ZoneInfo(z)).hour <= 16)
    local = datetime.fromtimestamp(at, ZoneInfo(zone))
    guild = small.world.add_guild("読書会", locale="ja", shard=shard)
    due = Due(small, path, guild, [guild.add_channel(f"channel-{n}", kind) for n in range(count)], at, zone)
    async with open_bot(path, clock=lambda: datetime.fromtimestamp(at - 600, UTC)) as bot:
        await bot.library.guilds.change(guild.id, zone=zone, language=Language.JA)
        read, *_ = await bot.library.articles.all(guild.id)
        for number, channel in enumerate(due.channels):
            in_parts = number >= count - series
            spec = ScheduleSpec(
                channel_id=channel.id,
                minutes=local.hour * 60 + local.minute,
                days=EVERY_DAY,
                content=Content.PARTS if in_parts else content,
                article_id=read.id if in_parts else None,
                role_id=role,
                style=style,
                thread=thread,
            )
            schedule = await bot.library.schedules.add(
                guild.id, spec, created_by=guild.owner.id, home=Language.JA
            )
            assert schedule.next_run == datetime.fromtimestamp(at, UTC)
            due.schedules.append(schedule)
    return due
