"""Told to stop, the bot finishes what it began; asked how it is, it looks at more than its process."""

from __future__ import annotations

import asyncio
import signal
import socket
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.app.startup import open_bot
from bot.cli import run
from bot.library import health
from bot.model import ALL_SHARDS
from tests.cli.test_main import run as command

from .due import posts_due
from .faults import hang, late
from .launch import pointed_at
from .small import SmallDiscord
from .test_bot import output, process

TOLD = 10.0
"""Seconds in which the bot ends once it is told to."""


async def test_an_answer_that_was_begun_arrives_though_the_bot_is_told_to_stop(
    small: SmallDiscord, path: Path
) -> None:
    guild = small.world.add_guild("club")
    channel = guild.add_channel("general")
    under_way: list[float] = []

    def slow() -> float:
        under_way.append(time.monotonic())
        return 2.0

    async with process(small, path) as running:
        await small.until(lambda: small.world.commands and small.gateway.connected, within=60)
        small.way = slow
        asked = await small.slash(channel, guild.owner, "quote")
        await small.until(lambda: under_way, what="an answer under way")
        assert not asked.callback
        began = time.monotonic()
        running.send_signal(signal.SIGTERM)
        assert "Traceback" not in await output(running)
        assert running.returncode == 0
        assert time.monotonic() - began < TOLD
    assert asked.original


async def test_a_post_under_way_is_confirmed_when_the_bot_is_told_to_stop(
    small: SmallDiscord, path: Path
) -> None:
    due = await posts_due(small, path)
    small.plan(late(2.0))
    async with due.process(due.at + 1) as running:
        await small.until(lambda: small.asked(), within=60, what="a post under way")
        running.send_signal(signal.SIGTERM)
        assert await running.wait() == 0
    assert await due.states() == {"sent": 1}
    assert due.counts() == [1]


async def test_what_hangs_keeps_the_bot_from_ending_for_less_than_ten_seconds(
    small: SmallDiscord, path: Path
) -> None:
    due = await posts_due(small, path)
    small.plan(hang())
    async with due.process(due.at + 1) as running:
        await small.until(lambda: small.asked(), within=60, what="a post under way")
        began = time.monotonic()
        running.send_signal(signal.SIGTERM)
        async with asyncio.timeout(TOLD):
            assert await running.wait() == 0
        assert time.monotonic() - began > 5, "it was given time"
    assert await due.states() == {"claimed": 1}, "the next process looks for it"


async def test_a_second_signal_ends_the_bot_at_once(small: SmallDiscord, path: Path) -> None:
    due = await posts_due(small, path)
    small.plan(hang())
    async with due.process(due.at + 1, LOG_LEVEL="INFO") as running:
        await small.until(lambda: small.asked(), within=60, what="a post under way")
        running.send_signal(signal.SIGTERM)
        await small.until(lambda: not small.gateway.connected, what="the bot heard the first")
        running.send_signal(signal.SIGTERM)
        async with asyncio.timeout(3):
            assert await running.wait() == -signal.SIGTERM


@pytest.mark.parametrize(
    ("locale", "well"), [("C", "The bot is well."), ("ja_JP.UTF-8", "正常に動いています")]
)
async def test_health_is_asked_from_outside_by_exit_code_and_one_line(
    small: SmallDiscord, path: Path, locale: str, well: str
) -> None:
    small.world.add_guild("club")

    def asked() -> tuple[int, str]:
        ran = command("health", folder=path.parent, DATABASE_PATH=str(path), LANG=locale, LC_ALL=locale)
        return ran.returncode, ran.stdout + ran.stderr

    code, said = await asyncio.to_thread(asked)
    assert (code, len(said.splitlines())) == (1, 1), "there is no database"
    async with process(small, path) as running:
        await small.until(lambda: small.gateway.connected, within=60)
        code, said = await asyncio.to_thread(asked)
        assert code == 0, said
        assert well in said
        running.send_signal(signal.SIGSTOP)
        with closing(sqlite3.connect(path)) as database, database:  # as if that were long ago
            database.execute("UPDATE lease SET expires_at = expires_at - 60")
        code, said = await asyncio.to_thread(asked)
        assert code == 1, said
        assert str(running.pid) in said
        running.send_signal(signal.SIGCONT)
        running.send_signal(signal.SIGTERM)
        await output(running)
    code, said = await asyncio.to_thread(asked)
    assert (code, len(said.splitlines())) == (1, 1), "it doesn't run any more"


async def test_a_gateway_that_says_nothing_makes_a_running_process_unwell(
    small: SmallDiscord, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.world.add_guild("club")
    async with open_bot(path) as bot, small.connect(bot):
        await small.until(lambda: bot.guilds)
        await bot.lease.renew()
        assert health.look(path, ALL_SHARDS) is None
        monkeypatch.setattr(bot.watch, "ages", lambda: {0: 1_000.0})
        await bot.lease.renew()
        found = health.look(path, ALL_SHARDS)
        assert found is not None
        assert (found.key, found.variables["shard"]) == ("health-gateway", 0)


async def test_systemd_hears_that_the_bot_is_ready_well_and_stopping_but_not_while_it_is_unwell(
    small: SmallDiscord, path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    small.world.add_guild("club")
    monkeypatch.setattr(run, "WATCHDOG_EVERY", 0.05)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.bind(str(tmp_path / "notify"))
        told.setblocking(False)

        def heard() -> list[str]:
            messages = []
            while True:
                try:
                    messages.append(told.recv(100).decode())
                except BlockingIOError:
                    return messages

        async with open_bot(path) as bot:
            with pointed_at(small.world.address):
                serving = asyncio.create_task(run._serve(bot, small.token, str(tmp_path / "notify")))
                await small.until(lambda: small.gateway.connected)
                await asyncio.sleep(0.3)
                first, *rest = heard()
                assert (first, set(rest)) == ("READY=1", {"WATCHDOG=1"})
                monkeypatch.setattr(bot.watch, "ages", lambda: {0: 1_000.0})
                await asyncio.sleep(0.2)
                heard()
                await asyncio.sleep(0.3)
                assert heard() == []
                serving.cancel()
                await asyncio.wait({serving})
                assert heard() == ["STOPPING=1"]
