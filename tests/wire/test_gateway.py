"""A gateway that swallows what it is told, or says nothing any more, is left in time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import discord
import pytest

from bot.app import client, gateway, shard_watch
from bot.app.replay import Replays
from bot.app.startup import open_bot

from . import people
from .gateway import ALL, HEARTBEAT, HELLO, IDENTIFY, RESUME
from .launch import pointed_at
from .small import SmallDiscord

SOON = 1.0
HEARTBEAT_EVERY = 41.25
"""What Discord says in its hello."""
ALLOWED = {
    name: getattr(shard_watch, name)
    for name in ("LOOK_EVERY", "WELCOMED_WITHIN", "ACKNOWLEDGED_WITHIN", "CLOSED_WITHIN")
}
"""As they are outside of these tests."""


@asynccontextmanager
async def connecting(small: SmallDiscord, bot: client.Client) -> AsyncIterator[None]:
    """The client as it tries to connect."""
    with pointed_at(small.world.address):
        running = asyncio.create_task(bot.start(small.token))
        try:
            yield
        finally:
            await bot.close()
            running.cancel()
            await asyncio.wait({running})


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes a minute takes a second."""
    monkeypatch.setattr(gateway, "IDENTIFY_EVERY", 0.01)
    monkeypatch.setattr(gateway, "CONNECTIONS", 100.0)
    monkeypatch.setattr(shard_watch, "LOOK_EVERY", 0.05)
    monkeypatch.setattr(shard_watch, "WELCOMED_WITHIN", SOON)
    monkeypatch.setattr(shard_watch, "ACKNOWLEDGED_WITHIN", SOON)
    monkeypatch.setattr(shard_watch, "CLOSED_WITHIN", 0.1)


def test_what_the_watch_and_discord_py_allow_is_less_than_two_minutes() -> None:
    waits = discord.Client(intents=discord.Intents.none())._connection.heartbeat_timeout
    unacknowledged = HEARTBEAT_EVERY + ALLOWED["ACKNOWLEDGED_WITHIN"]
    longest = max(ALLOWED["WELCOMED_WITHIN"], unacknowledged, waits, client.CONNECT_WITHIN)
    assert longest + ALLOWED["LOOK_EVERY"] + ALLOWED["CLOSED_WITHIN"] < 120


async def test_a_session_that_discord_swallowed_is_begun_on_another_connection(
    small: SmallDiscord, path: Path
) -> None:
    small.world.add_guild("club")
    small.gateway.swallows = frozenset({IDENTIFY})  # heartbeats are answered: discord.py is content
    async with open_bot(path) as bot, connecting(small, bot):
        await small.until(lambda: small.gateway.heartbeats)
        await small.until(lambda: small.gateway.attempts >= 2, 10, "another connection")
        assert not small.gateway.identified
        small.gateway.swallows = frozenset()
        await small.until(lambda: small.gateway.identified, 15)
        await small.until(lambda: bot.guilds)


async def test_a_resume_that_discord_swallowed_becomes_a_new_session(small: SmallDiscord, path: Path) -> None:
    small.world.add_guild("club")
    async with open_bot(path) as bot, small.connect(bot):
        small.gateway.swallows = frozenset({RESUME})
        await small.gateway.drop()
        await small.until(lambda: small.gateway.identified == 2, 15, "a new session")
        assert not small.gateway.resumed


async def test_a_connection_whose_heartbeats_are_swallowed_is_left_though_events_come(
    small: SmallDiscord, path: Path
) -> None:
    guild = small.world.add_guild("club")
    small.gateway.heartbeat_seconds = 0.5
    async with open_bot(path) as bot, small.connect(bot):
        await small.until(lambda: small.gateway.heartbeats)
        small.gateway.swallows = frozenset({HEARTBEAT})
        first = small.gateway.connected[0].id
        for _ in range(100):
            await small.tell("GUILD_UPDATE", guild)
            await asyncio.sleep(0.05)
            if small.gateway.identified == 2:
                break
        assert first not in [session.id for session in small.gateway.connected]
        small.gateway.swallows = frozenset()
        await small.until(lambda: small.gateway.identified >= 2, 10)


async def test_a_line_that_is_cut_without_a_word_is_left(small: SmallDiscord, path: Path) -> None:
    small.world.add_guild("club")
    small.gateway.heartbeat_seconds = 0.5
    async with open_bot(path) as bot:
        bot._connection.heartbeat_timeout = SOON
        async with small.connect(bot):
            before = small.gateway.attempts
            small.gateway.swallows = ALL
            await small.until(lambda: small.gateway.attempts > before, 10, "another connection")
            small.gateway.swallows = frozenset()
            await small.until(lambda: small.gateway.resumed or small.gateway.identified > 1, 30)


async def test_a_connection_without_a_hello_is_left(small: SmallDiscord, path: Path) -> None:
    small.world.add_guild("club")
    small.gateway.swallows = frozenset({HELLO})
    async with open_bot(path) as bot:
        bot.shard_connect_timeout = SOON
        async with connecting(small, bot):
            await small.until(lambda: small.gateway.attempts)
            small.gateway.swallows = frozenset()  # discord.py waits five seconds before the next
            await small.until(lambda: small.gateway.identified, 20)


async def test_what_the_process_says_of_a_shard_grows_old_while_discord_says_nothing(
    small: SmallDiscord, path: Path
) -> None:
    small.world.add_guild("club")
    small.gateway.heartbeat_seconds = 0.2
    async with open_bot(path) as bot, small.connect(bot):
        await small.until(lambda: bot.guilds)
        await asyncio.sleep(0.3)
        young = bot.pulse().shards[0]
        small.gateway.swallows = ALL
        await asyncio.sleep(1.0)
        assert bot.pulse().shards[0] > young + 0.5


async def test_after_a_resume_what_is_over_is_not_done_any_more_and_what_is_young_is_answered(
    small: SmallDiscord, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    guild = small.world.add_guild("club")
    channel = guild.add_channel("general")
    async with open_bot(path) as bot, small.connect(bot):
        await (await small.slash(channel, guild.owner, "help")).response()
        await small.gateway.drop()
        await small.until(lambda: not small.gateway.connected)
        old, young = (
            people.interaction(
                small.world, channel, guild.owner, 2, people.slash(small.world, "help", {}), locale="ja"
            )
            for _ in range(2)
        )
        old.payload["id"] = str(old.id - (5_000 << 22))  # five seconds earlier
        for one in (old, young):
            await small.gateway.dispatch("INTERACTION_CREATE", one.payload)
        await small.until(lambda: small.gateway.resumed, 10)
        await small.until(lambda: young.shown)
        assert not [request for request in small.requests if old.token in request.path]
    await small.until(lambda: "Shard 0 heard of 1 commands and clicks when they were over" in caplog.text)


async def test_what_seems_to_be_over_without_a_resume_is_answered_all_the_same(
    small: SmallDiscord, path: Path
) -> None:
    guild = small.world.add_guild("club")
    channel = guild.add_channel("general")
    async with open_bot(path) as bot, small.connect(bot):
        await (await small.slash(channel, guild.owner, "help")).response()
        data = people.slash(small.world, "help", {})
        old = people.interaction(small.world, channel, guild.owner, 2, data, locale="ja")
        old.payload["id"] = str(old.id - (5_000 << 22))
        await small.gateway.dispatch("INTERACTION_CREATE", old.payload)
        await small.until(lambda: old.shown)


def test_a_clock_that_ran_too_fast_for_a_day_makes_nobody_wait_in_vain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 0.0
    monkeypatch.setattr("bot.app.replay.time", SimpleNamespace(monotonic=lambda: now))
    replays = Replays(SimpleNamespace(shard_count=1))  # type: ignore[arg-type]

    def is_over(at: float) -> bool:
        moment = datetime.fromtimestamp(at, UTC)
        return replays.is_over(SimpleNamespace(guild_id=None, created_at=moment))  # type: ignore[arg-type]

    noon, day = datetime(2026, 1, 1, 12, tzinfo=UTC).timestamp(), 86_400.0
    assert not is_over(noon)
    now = day + 8.0  # 8 seconds that weren't: about 100 of a million
    replays.note("shard_disconnect", 0)
    assert not is_over(noon + day - 1.0)
    assert is_over(noon + day - 60.0)
