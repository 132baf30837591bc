"""What the bot does by itself: its pace, its watchdog, and what ends one delivery only."""

from __future__ import annotations

import asyncio
import datetime
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import discord
import pytest

from bot import demo
from bot.app.client import Client
from bot.app.startup import open_bot
from bot.delivery import messages, post, sender
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.pacer import answers_within, guarded, traced
from bot.library.claims import CLAIM_TIMEOUT
from bot.model import Content, DeliveryState, Language, ScheduleSpec
from bot.pace import GlobalLimit, Pacer
from bot.schedule import EVERY_DAY
from bot.store import meta
from tests.wire.due import posts_due
from tests.wire.parrot import Parrot
from tests.wire.small import SmallDiscord


async def test_every_request_but_answers_to_interactions_waits_for_its_place() -> None:
    async with SmallDiscord(limit=20) as small:
        guild = small.world.add_guild("club")
        channels = [guild.add_channel(f"c{number}") for number in range(50)]
        client = Parrot()
        client.http.http_trace = traced(GlobalLimit(20))
        async with small.connect(client):
            sending = [client.get_partial_messageable(c.id).send("x") for c in channels]
            asked = await small.slash(channels[0], guild.owner, "say", {"words": "x"})
            with guarded(lambda: None):  # as the bot's own work is
                posts = asyncio.gather(*sending)
            await asked.response()
            assert len(small.asked()) < len(channels)
            await posts
        assert small.refused == 0


async def test_no_second_gets_too_many_requests_however_the_network_bunches_them() -> None:
    async with SmallDiscord(limit=20) as small:
        guild = small.world.add_guild("club")
        channels = [guild.add_channel(f"c{number}") for number in range(80)]
        client = Parrot()
        client.http.http_trace = traced(GlobalLimit(20))
        async with small.connect(client):
            small.way = lambda: 0.3 - time.time() % 0.3  # what left in that time arrives at once
            pacer = Pacer(20)
            with guarded(lambda: None):
                for channel in channels:
                    await pacer.wait()
                    asyncio.create_task(client.get_partial_messageable(channel.id).send("x"))  # noqa: RUF006
            await small.until(lambda: all(channel.messages for channel in channels), within=10)
        assert small.refused == 0


async def test_only_an_exchange_is_timed_not_the_wait_for_a_place() -> None:
    async with SmallDiscord() as small:
        channel = small.world.add_guild("club").add_channel("general")
        limit = GlobalLimit(1, kept=0)
        client = Parrot()
        client.http.http_trace = traced(limit)
        async with small.connect(client):
            (await limit.enter(own=False))()
            async with answers_within(0.3):  # the next place is free after a second
                await client.get_partial_messageable(channel.id).send("x")
                await asyncio.sleep(0.4)


def raising(error: BaseException, times: int = 1) -> Any:
    """What makes the embed of a post, and raises so often before it does."""
    left = [error] * times

    def embed(*arguments: Any, **options: Any) -> discord.Embed:
        if left:
            raise left.pop()
        return post.embed(*arguments, **options)

    return embed


async def test_an_error_in_the_body_of_a_post_ends_that_post_only(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "embed", raising(KeyError("a word"), 2))
    async with SmallDiscord() as small:
        due = await posts_due(small, path, 4)
        async with due.bot(due.at - 1) as life:
            await life.tick(due.at)
            assert await due.states() == {"waiting": 2, "sent": 2}
            await life.tick(due.at + 3)
        assert await due.states() == {"sent": 4}


@pytest.mark.parametrize("error", [MemoryError(), asyncio.CancelledError()], ids=repr)
async def test_what_says_nothing_about_a_post_leaves_it_claimed_for_a_later_attempt(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    monkeypatch.setattr(messages, "embed", raising(error))
    async with SmallDiscord() as small:
        due = await posts_due(small, path, 2)
        async with due.bot(due.at - 1) as life:
            await life.tick(due.at)
            assert await due.states() == {"claimed": 1, "sent": 1}
            await life.tick(due.at + CLAIM_TIMEOUT.total_seconds() + 1)
        assert await due.states() == {"sent": 2}
        assert due.counts() == [1, 1]


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
async def test_what_ends_the_process_is_not_swallowed(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    monkeypatch.setattr(messages, "embed", raising(error()))
    async with SmallDiscord() as small:
        due = await posts_due(small, path)
        async with due.bot(due.at - 1) as life:
            life.clock = due.at
            claims = await life.bot.library.outbox.claim(life.bot.lease, 1)
            assert claims
            with pytest.raises(error):
                await sender.Sender(life.bot, life.bot.lease).deliver(claims[0])
        assert await due.states() == {"claimed": 1}


async def test_a_process_that_slept_past_its_lease_sends_nothing_more(path: Path) -> None:
    async with SmallDiscord() as small:
        due = await posts_due(small, path)
        async with due.bot(due.at - 1) as life:
            life.bot.lease._until = 0
            await life.tick(due.at)
            assert due.counts() == [0]
            await life.bot.lease.renew()
            await life.tick(due.at + 61)
        assert due.counts() == [1]


class Stalling(Dispatcher):
    """Its first tick never ends, its second fails, its third ends as nobody foresaw."""

    ticks = 0

    async def tick(self) -> None:
        self.ticks += 1
        match self.ticks:
            case 1:
                await asyncio.Event().wait()
            case 2:
                raise ValueError
            case 3:
                raise asyncio.CancelledError


async def test_a_tick_that_stalls_or_ends_is_begun_anew_and_said_so(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_bot(path) as bot:
        dispatcher = Stalling(bot, bot.lease)
        watching = asyncio.create_task(dispatcher.watch(every=0.05, patience=30))
        async with asyncio.timeout(15):
            while dispatcher.ticks < 5:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        watching.cancel()
        await asyncio.wait({watching})
        assert await bot.library.outbox._db.read(meta.get, "stalled")
    logged = caplog.text
    assert "The tick stalled" in logged
    assert "A tick failed" in logged
    assert "The tick ended" in logged


async def test_a_stall_that_can_not_be_stored_does_not_end_the_watch(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_bot(path) as bot:
        lose = "ALTER TABLE meta RENAME TO lost"
        await bot.library.outbox._db.write(lambda transaction: transaction.execute(lose))
        dispatcher = Stalling(bot, bot.lease)
        watching = asyncio.create_task(dispatcher.watch(every=0.05, patience=2))
        async with asyncio.timeout(15):
            while dispatcher.ticks < 5:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        watching.cancel()
        await asyncio.wait({watching})
    assert "That the tick stalled can't be stored" in caplog.text


async def test_a_long_queue_is_no_stall(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.dispatcher.POSTS", 4.0)
    async with SmallDiscord() as small:
        due = await posts_due(small, path, 8)
        async with due.bot(due.at - 1) as life:
            life.clock = due.at
            watching = asyncio.create_task(life.dispatcher.watch(every=0.3, patience=2))
            await small.until(lambda: due.counts() == [1] * 8, within=10)
            watching.cancel()
            await asyncio.wait({watching})
            assert await life.bot.library.outbox._db.read(meta.get, "stalled") is None


async def test_in_the_demo_a_post_comes_by_itself_when_its_clock_is_started_just_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bots: list[Client] = []

    @asynccontextmanager
    async def opened(*arguments: Any, **options: Any) -> AsyncIterator[Client]:
        async with open_bot(*arguments, **options) as bot:
            bots.append(bot)
            yield bot

    monkeypatch.setattr(demo, "open_bot", opened)
    serving = asyncio.Event()
    running = asyncio.create_task(
        demo.run(
            language=Language.JA,
            announce=lambda _: serving.set(),
            keep=tmp_path,
            at=datetime.time(8, 59, 57),
            browser=False,
        )
    )
    async with asyncio.timeout(30):
        await serving.wait()
        library, guild = bots[0].library, bots[0].guilds[0]
        await library.guilds.change(guild.id, zone="Asia/Tokyo")
        channel = guild.text_channels[0].id
        spec = ScheduleSpec(channel_id=channel, minutes=540, days=EVERY_DAY, content=Content.QUOTE)
        schedule = await library.schedules.add(guild.id, spec, created_by=guild.owner_id or 0)
        while not [d for d in await library.schedules.history(schedule) if d.state is DeliveryState.SENT]:  # noqa: ASYNC110
            await asyncio.sleep(0.2)
    running.cancel()
    await asyncio.wait({running})
