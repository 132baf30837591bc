"""The bot starts although Discord is not there yet, and says why it waits."""

from __future__ import annotations

import asyncio
import logging
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.app import patience
from bot.app.startup import open_bot

from .due import posts_due
from .faults import Fault, fail, hang, reset
from .small import SmallDiscord
from .test_bot import output, process

ME = ("GET", "/users/@me")
APPLICATION = ("GET", "/oauth2/applications/@me")
COMMANDS = ("PUT", r"/applications/\d+/commands")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses that a test can wait for."""
    monkeypatch.setattr(patience, "FIRST_PAUSE", 0.01)


def planned(fault: Fault, route: tuple[str, str]) -> Callable[[SmallDiscord], object]:
    """Three faults on a route."""
    return lambda small: small.plan(fault, *route, times=3)


FAULTS = {
    "login answered with 503": planned(fail(503), ME),
    "login reset": planned(reset(), ME),
    "address banned at login": planned(fail(429, message="<html>error 1015</html>" * 100), ME),
    "refused by what stands in front of Discord": planned(fail(403, message="no"), ME),
    "application answered with 503": planned(fail(503), APPLICATION),
    "application reset": planned(reset(), APPLICATION),
    "commands answered with 503": planned(fail(503), COMMANDS),
    "commands reset": planned(reset(), COMMANDS),
    "commands refused by what stands in front of Discord": planned(fail(403), COMMANDS),
    "commands refused as malformed": planned(fail(400, 50035), COMMANDS),
}


@pytest.mark.parametrize("name", FAULTS)
async def test_a_fault_at_the_start_is_waited_out_and_said_once(
    small: SmallDiscord, path: Path, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    guild = small.world.add_guild("club")
    channel = guild.add_channel("general")
    FAULTS[name](small)
    async with open_bot(path) as bot, small.connect(bot):
        asked = await small.slash(channel, guild.owner, "quote")
        assert (await asked.response())["components"]
    (said,) = [line for line in caplog.messages if "trying until it works" in line]
    assert len(said) < 400
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_a_wait_that_is_told_as_a_date_ends_no_start() -> None:
    headers = {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}
    answer: Any = SimpleNamespace(status=503, reason="", headers=headers)
    faults = [discord.DiscordServerError(answer, "maintenance")] * 2

    async def attempt() -> str:
        if faults:
            raise faults.pop()
        return "logged in"

    assert await patience.patiently("Discord can't be logged in to", attempt) == "logged in"


@pytest.mark.parametrize("shut", ["503", "close"])
async def test_a_gateway_that_refuses_the_first_connection_is_waited_for(
    small: SmallDiscord, path: Path, caplog: pytest.LogCaptureFixture, shut: str
) -> None:
    guild = small.world.add_guild("club")
    channel = guild.add_channel("general")
    small.gateway.shut = shut  # type: ignore[assignment]
    async with open_bot(path) as bot:
        opening = asyncio.create_task(small.until(lambda: small.gateway.attempts >= 2, 15))
        opening.add_done_callback(lambda _: setattr(small.gateway, "shut", None))
        async with small.connect(bot, within=20):
            asked = await small.slash(channel, guild.owner, "quote")
            assert (await asked.response())["components"]
    await opening
    assert "Failed to connect for shard_id: 0" in caplog.text


async def test_posts_go_out_while_the_gateway_refuses_and_commands_can_not_be_registered(
    small: SmallDiscord, path: Path
) -> None:
    due = await posts_due(small, path)
    small.gateway.shut = "503"
    small.plan(fail(503), *COMMANDS, times=None)
    await due.live(due.at + 5)
    assert due.counts() == [1]
    assert small.asked(*COMMANDS)
    assert small.gateway.attempts
    assert not small.gateway.identified


async def test_commands_of_an_earlier_start_are_answered_while_they_can_not_be_registered_again(
    small: SmallDiscord, path: Path
) -> None:
    guild = small.world.add_guild("club")
    channel = guild.add_channel("general")
    async with open_bot(path) as bot, small.connect(bot):
        await small.until(lambda: small.world.commands)
    for fault in (hang(), fail(502)):  # discord.py repeats the second for 25 seconds
        small.plan(fault, *COMMANDS)
        async with open_bot(path) as bot, small.connect(bot):
            asked = await small.slash(channel, guild.owner, "quote")
            assert (await asked.response())["components"]


async def test_discord_out_of_reach_is_waited_for_and_the_bot_can_be_stopped_meanwhile(path: Path) -> None:
    async with SmallDiscord() as small:
        pass  # its address stays, nobody listens there any more
    port = int(small.world.address.rpartition(":")[2])
    async with process(small, path) as running:
        async with asyncio.timeout(60):
            while "Discord can't be logged in to" not in running.printed():
                assert running.returncode is None
                await asyncio.sleep(0.02)
        await asyncio.sleep(1.5)
        assert running.returncode is None
        back = SmallDiscord(port=port)
        back.token = back.gateway.token = small.token
        async with back:
            await back.until(lambda: back.gateway.identified, 60)
            running.send_signal(signal.SIGTERM)
            printed = await output(running)
            assert running.returncode == 0
    _, _, later = printed.partition("Discord can't be logged in to")
    assert "trying until it works" not in later.partition("\n")[2], "the reason was the same"
    assert "Traceback" not in printed
    assert holder(path) is None


def holder(path: Path) -> str | None:
    """Who has the lease."""
    with closing(sqlite3.connect(path)) as database:
        try:
            row = database.execute("SELECT holder FROM lease").fetchone()
        except sqlite3.OperationalError:  # not made yet
            return None
    return row and row[0]  # type: ignore[no-any-return]


async def test_a_bot_that_is_stopped_as_it_starts_leaves_no_lease_behind(path: Path) -> None:
    async with SmallDiscord() as small:
        small.plan(hang(), *ME)
        async with process(small, path) as running:
            async with asyncio.timeout(60):
                while not path.exists() or holder(path) is None:  # noqa: ASYNC110
                    await asyncio.sleep(0.001)
            running.send_signal(signal.SIGTERM)
            printed = await output(running)
    assert (running.returncode, holder(path)) == (0, None)
    assert "Traceback" not in printed


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc, which says whether it is stopped")
async def test_a_bot_that_was_stopped_in_a_write_is_named_to_its_successor_and_ends_when_it_wakes(
    small: SmallDiscord, path: Path
) -> None:
    due = await posts_due(small, path)
    async with due.process(due.at + 5, STOPS_AT="claiming:1", STALLED_AFTER="2") as stopped:
        await small.until(lambda: state(stopped.pid) == "T", 60)
        async with process(small, path) as successor:
            printed = await output(successor)
        assert successor.returncode == 1
        assert "Traceback" not in printed
        assert f"kill -CONT {stopped.pid}" in printed
        assert f"kill -KILL {stopped.pid}" in printed
        assert holder(path)
        stopped.send_signal(signal.SIGCONT)
        async with asyncio.timeout(60):
            assert await stopped.wait() == 1
    assert holder(path) is None
    await due.live(due.at + 10)
    assert due.counts() == [1]


def state(process_id: int) -> str:
    """What a process does: "T" if it is stopped (Linux)."""
    return Path(f"/proc/{process_id}/stat").read_text("utf-8").rpartition(")")[2].split()[0]


async def test_a_gateway_that_hangs_up_at_once_is_not_called_again_and_again(
    small: SmallDiscord, path: Path
) -> None:
    async with open_bot(path) as bot, small.connect(bot):
        small.gateway.shut = "close"
        before = small.gateway.attempts
        await small.gateway.drop()
        await asyncio.sleep(2.5)
        assert 1 <= small.gateway.attempts - before <= 4
        small.gateway.shut = None
        await small.until(lambda: small.gateway.resumed or small.gateway.identified > 1, 15)


@pytest.mark.parametrize("route", [ME, APPLICATION])
async def test_nothing_is_sent_before_the_login(
    small: SmallDiscord, path: Path, tmp_path: Path, route: tuple[str, str]
) -> None:
    due = await posts_due(small, path)
    plan = small.plan(fail(503), *route, times=3)  # the fourth attempt comes after seven seconds
    with (tmp_path / "log").open("wb") as due.log:
        await due.live(due.at + 5)
    assert plan.hits == 3
    (delivery,) = await due.deliveries()
    assert (delivery.attempts, due.counts()) == (1, [1])
    assert "ERROR" not in (tmp_path / "log").read_text("utf-8")
