"""What happens by itself: its pace, its watchdog, and what an error says about a message."""

from __future__ import annotations

import asyncio
import datetime
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest

from bot import demo
from bot.app.client import Client
from bot.app.startup import open_bot
from bot.delivery import post, sender
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.outcome import MOST_UNFORESEEN, Outcome, outcome
from bot.delivery.pacer import Pacer, answers_within, traced
from bot.errors import UserError
from bot.model import Content, DeliveryState, Language, Problem, Reason, ScheduleSpec
from bot.schedule import EVERY_DAY
from bot.store import meta
from tests.wire.due import posts_due
from tests.wire.parrot import Parrot
from tests.wire.small import SmallDiscord

SENT, WAITING, FAILED, UNKNOWN = (
    DeliveryState.SENT,
    DeliveryState.WAITING,
    DeliveryState.FAILED,
    DeliveryState.UNKNOWN,
)


def refused(status: int, code: int = 0, headers: dict[str, str] | None = None) -> discord.HTTPException:
    """What discord.py raises for an answer."""
    response: Any = SimpleNamespace(status=status, reason="", headers=headers or {})
    kind = {403: discord.Forbidden, 404: discord.NotFound}.get(status, discord.HTTPException)
    return kind(response, {"code": code, "message": ""})


CONNECTOR: Any = aiohttp.ClientConnectorError(SimpleNamespace(host="", port=0, ssl=None), OSError())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (TimeoutError(), Outcome(WAITING, Reason.UNANSWERED, maybe_sent=True, wait=2)),
        (ConnectionResetError(104, ""), Outcome(WAITING, Reason.UNANSWERED, maybe_sent=True, wait=2)),
        (aiohttp.ServerDisconnectedError(), Outcome(WAITING, Reason.UNANSWERED, maybe_sent=True, wait=2)),
        (CONNECTOR, Outcome(WAITING, Reason.UNREACHABLE, wait=2)),
        (refused(500), Outcome(WAITING, Reason.UNANSWERED, maybe_sent=True, wait=2)),
        (refused(503), Outcome(WAITING, Reason.UNANSWERED, maybe_sent=True, wait=2)),
        (refused(429, headers={"Via": "x", "Retry-After": "7"}), Outcome(WAITING, Reason.SLOW_DOWN, wait=7)),
        (refused(429, headers={"Retry-After": "70"}), Outcome(WAITING, Reason.SLOW_DOWN, wait=70, hold=70)),
        (refused(429), Outcome(WAITING, Reason.SLOW_DOWN, wait=600, hold=600)),
        (refused(403, 50013), Outcome(FAILED, Problem.SEND, examine=True)),
        (refused(403, 50083), Outcome(FAILED, Problem.THREAD_ARCHIVED, examine=True)),
        (refused(403), Outcome(WAITING, Reason.UNREACHABLE, wait=600, hold=600)),
        (refused(401), Outcome(WAITING, Reason.UNREACHABLE, wait=600, hold=600)),
        (refused(404), Outcome(FAILED, Problem.CHANNEL_GONE, examine=True)),
        (refused(404, 10003), Outcome(FAILED, Problem.CHANNEL_GONE, examine=True)),
        (refused(404, 10004), Outcome(FAILED, Problem.CHANNEL_GONE, examine=True)),
        (refused(404, 10008), Outcome(SENT, Reason.DELETED)),
        (refused(400, 50035), Outcome(FAILED, Problem.REJECTED)),
        (ValueError(), Outcome(WAITING, Reason.UNANSWERED, maybe_sent=True, wait=2)),
    ],
    ids=repr,
)
def test_an_error_says_whether_the_message_may_have_arrived(error: BaseException, expected: Outcome) -> None:
    assert outcome(error, sending=True, attempts=1) == expected


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (TimeoutError(), Outcome(WAITING, Reason.UNREACHABLE, wait=2)),
        (refused(500), Outcome(WAITING, Reason.UNREACHABLE, wait=2)),
        (refused(404, 10004), Outcome(FAILED, Problem.CHANNEL_GONE, examine=True)),
        (UserError("article-gone"), Outcome(FAILED, Problem.ARTICLE_GONE)),
        (KeyError("a word"), Outcome(FAILED, Problem.REJECTED)),
        (SystemExit(), Outcome(FAILED, Problem.REJECTED)),
    ],
    ids=repr,
)
def test_what_fails_before_the_message_leaves_is_not_doubtful(
    error: BaseException, expected: Outcome
) -> None:
    assert outcome(error, sending=False, attempts=1) == expected


def test_tries_come_slower_and_slower_and_what_is_never_understood_ends() -> None:
    waits = [outcome(TimeoutError(), sending=True, attempts=n).wait for n in range(1, 8)]
    assert waits == [2, 5, 15, 30, 60, 60, 60]
    assert outcome(ValueError(), sending=True, attempts=MOST_UNFORESEEN).state is UNKNOWN


async def test_every_request_but_answers_to_interactions_waits_its_turn() -> None:
    async with SmallDiscord(limit=50) as small:
        guild = small.world.add_guild("club")
        channels = [guild.add_channel(f"c{number}") for number in range(60)]
        client = Parrot()
        client.http.http_trace = traced(Pacer(40))
        async with small.connect(client):
            start = time.monotonic()
            sending = [client.get_partial_messageable(c.id).send("x") for c in channels]
            asked = await small.slash(channels[0], guild.owner, "say", {"words": "x"})
            before = len(small.asked())
            posts = asyncio.gather(*sending)
            await asked.response(within=1)
            assert len(small.asked()) - before < 45
            await posts
            assert 60 / 40 - 0.1 < time.monotonic() - start < 60 / 40 + 2
        assert small.refused == 0


async def test_only_an_exchange_is_timed_not_the_wait_for_ones_turn() -> None:
    async with SmallDiscord() as small:
        channel = small.world.add_guild("club").add_channel("general")
        pacer = Pacer(2)
        client = Parrot()
        client.http.http_trace = traced(pacer)
        async with small.connect(client):
            await pacer.wait()
            async with answers_within(0.3):  # the next turn is half a second away
                await client.get_partial_messageable(channel.id).send("x")
                await asyncio.sleep(0.4)


async def test_whatever_the_body_of_a_post_raises_ends_that_post_only(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, raised = (
        post.embed,
        [SystemExit(), KeyboardInterrupt(), asyncio.CancelledError(), MemoryError()],
    )

    def embed(*arguments: Any, **options: Any) -> discord.Embed:
        if raised:
            raise raised.pop()
        return real(*arguments, **options)

    monkeypatch.setattr(sender, "embed", embed)
    async with SmallDiscord() as small:
        due = await posts_due(small, path, 6)
        async with due.bot(due.at - 1) as life:
            await life.tick(due.at)
        assert await due.states() == {"failed": 4, "sent": 2}


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
        assert await meta.get(bot.library.outbox._db.reader, "stalled")
    logged = caplog.text
    assert "The tick stalled" in logged
    assert "A tick failed" in logged
    assert "The tick ended" in logged


async def test_a_stall_that_can_not_be_stored_does_not_end_the_watch(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_bot(path) as bot:
        async with bot.library.outbox._db.transaction() as transaction:
            await transaction.execute("ALTER TABLE meta RENAME TO lost")
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
            assert await meta.get(life.bot.library.outbox._db.reader, "stalled") is None


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
        while not [d for d in await library.schedules.history(schedule) if d.state is SENT]:  # noqa: ASYNC110
            await asyncio.sleep(0.2)
    running.cancel()
    await asyncio.wait({running})
