"""`python -m bot doctor`, as a host types it beside a Discord that answers."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.app.client import INTENTS
from bot.app.startup import open_bot
from bot.delivery import checkup
from bot.library import checkup as checkup_of_host
from bot.library.checkup import Outside, life
from bot.library.optional import language_model, meaning
from bot.model import ALL_SHARDS, LoggedError, Pulse
from bot.model.checkup import State
from bot.reader import embedder
from bot.store.feeds import FeedTotals
from bot.store.lease import Held
from tests import forking
from tests.fake_model import KEY, fake_model
from tests.forking import ROOT

from .due import posts_due
from .faults import fail
from .launch import pointed_at
from .small import SmallDiscord
from .test_bot import process

NEED_NETWORK = {"token", "scopes", "accounts", "intents", "shards", "clock", "commands", "channels"}
EVERY = NEED_NETWORK | {"database", "writable", "key", "process", "gateway", "tick", "due", "post", "error"}
EVERY |= {"private", "backup", "feeds", "meaning", "model", "tzdata", "fonts", "disk"}


async def typed(small: SmallDiscord, path: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    """`python -m bot doctor`: its exit code and what it prints."""
    ran = await asyncio.to_thread(
        forking.run,
        *("tests.wire.launch", "bot", "doctor", *arguments),
        folder=path.parent,  # where no developer's .env is
        environment={**os.environ, "PYTHONPATH": str(ROOT), "LANG": "C", "DATABASE_PATH": str(path)}
        | {**small.environment, **environment},
        timeout=60,
    )
    assert not ran.stderr, ran.stderr
    return ran.returncode, ran.stdout


async def found(small: SmallDiscord, path: Path, **environment: str) -> tuple[int, dict[str, Any]]:
    """Its exit code, and its checks by name."""
    code, said = await typed(small, path, "--json", **environment)
    report = json.loads(said)
    assert report["ok"] is (code == 0)
    for check in report["checks"]:
        assert set(check) == {"check", "state", "result", "facts", "says", "remedy"}
        assert (check["remedy"] is not None) is (check["state"] in ("mend", "unknown"))
    return code, {check["check"]: check for check in report["checks"]}


async def test_all_is_fine_while_the_bot_runs_and_when_it_has_ended(small: SmallDiscord, path: Path) -> None:
    due = await posts_due(small, path)
    async with process(small, path) as running:
        await small.until(lambda: small.world.commands and small.gateway.connected, within=30)
        await asyncio.sleep(6)  # it renews its lease every five seconds
        code, checks = await found(small, path)
        assert code == 0, [check for check in checks.values() if check["remedy"]]
        assert set(checks) == EVERY
        for name in ("token", "commands", "channels", "gateway", "tick", "process"):
            assert checks[name]["state"] == "fine", checks[name]
        assert checks["channels"]["facts"]["count"] == len(due.schedules)
        running.terminate()
        await running.wait()
    code, checks = await found(small, path)
    assert code == 0
    assert {name for name in EVERY if checks[name]["state"] == "idle"} >= {"process", "gateway", "tick"}
    assert checks["commands"]["state"] == "fine", "what was registered is known"


async def test_what_is_wrong_is_named_with_its_remedy_in_both_languages(
    small: SmallDiscord, path: Path
) -> None:
    due = await posts_due(small, path)
    async with open_bot(path) as bot, small.connect(bot):
        await small.until(lambda: small.world.commands)
        await small.until(lambda: bot.command_ids)
    small.world.commands = small.world.commands[1:]  # another program registered its own
    due.guild.members[small.world.bot.id].roles.clear()
    for role in due.guild.roles.values():
        role.permissions = discord.Permissions.none()
    (path.parent / f"{path.name}.key").chmod(0o644)
    code, checks = await found(small, path)
    assert code == 1
    for name in ("commands", "channels", "channel", "private"):
        assert checks[name]["state"] == "mend", checks[name]
    assert checks["private"]["facts"]["files"] == f"{path}.key"
    assert f"{path}.key" in checks["key"]["says"], "a copy of it is asked for"
    assert checks["channel"]["facts"]["channel"] == str(due.channels[0].id)
    for locale, word in (("C", "View Channels"), ("ja_JP.UTF-8", "チャンネルを見る")):
        code, said = await typed(small, path, LANG=locale, LC_ALL=locale, PYTHONIOENCODING="utf-8")
        assert code == 1
        assert word in said
        assert "→" in said
        assert small.token not in said


async def test_a_refused_token_and_a_missing_network_are_told_apart_and_neither_is_green(
    small: SmallDiscord, path: Path
) -> None:
    code, checks = await found(small, path, DISCORD_TOKEN="wrong")
    assert code == 1
    assert checks["token"]["state"] == "mend"
    assert checks["clock"]["state"] == "fine", "Discord answered"
    assert {checks[name]["state"] for name in NEED_NETWORK - {"token", "clock"}} == {"unknown"}
    code, checks = await found(small, path, SMALL_DISCORD="http://127.0.0.1:9")
    assert code == 1
    assert {checks[name]["state"] for name in NEED_NETWORK} == {"unknown"}


async def test_a_database_that_is_none_and_one_of_another_version_say_nothing_of_the_bot(
    small: SmallDiscord, path: Path
) -> None:
    path.write_bytes(b"no database" * 100)
    code, checks = await found(small, path)
    assert code == 1
    assert checks["database"]["state"] == "mend"
    assert checks["process"]["state"] == checks["channels"]["state"] == "unknown"
    assert path.read_bytes() == b"no database" * 100


def test_what_lies_in_a_folder_of_another_user_is_named(path: Path) -> None:
    folder = path.parent / "of-another"
    folder.mkdir(mode=0o000 if os.geteuid() else 0o700)
    with somebody_else():
        (database, *rest), looked = checkup_of_host.database(folder / path.name)
        assert not rest
        assert looked is None
        assert (database.name, database.result) == ("database", "unusable")
        assert checkup_of_host.disk(folder / path.name).result in ("fine", "full")
        assert checkup_of_host.private(folder / path.name).state is State.FINE


@contextmanager
def somebody_else() -> Iterator[None]:
    """Another user than root, from whom no folder is safe."""
    if (mine := os.geteuid()) == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(mine)


async def test_a_damaged_database_is_called_that(path: Path) -> None:
    async with open_bot(path):
        pass
    with path.open("r+b") as file:
        file.seek(2 * 4096)  # behind what says that it is a database
        file.write(b"\xff" * 8 * 4096)
    checks, looked = checkup_of_host.database(path)
    assert looked is None
    assert [(check.name, check.result) for check in checks] == [("database", "damaged")]


async def test_what_discord_answers_is_judged(small: SmallDiscord, path: Path) -> None:
    async def asked(shards: Any = ALL_SHARDS) -> dict[str, Any]:
        with pointed_at(small.world.address):
            checks = await checkup.ask_discord(small.token, INTENTS, shards, Outside())
        return {check.name: check for check in checks}

    assert (await asked())["accounts"].result == "fine"
    small.world.for_accounts = False
    assert (await asked())["accounts"].result == "off"
    small.plan(fail(403, 50001, "Missing Access"), "GET", r"/applications/\d+/commands")
    assert (await asked())["scopes"].result == "missing"
    small.plan(fail(500), "GET", r"/gateway/bot", times=None)
    assert (await asked())["shards"].state is State.UNKNOWN


@pytest.mark.parametrize(("seconds", "result"), [(-60, "behind"), (0, "fine"), (60, "ahead")])
async def test_the_clock_is_compared_with_discords(
    small: SmallDiscord, monkeypatch: pytest.MonkeyPatch, seconds: int, result: str
) -> None:
    now = discord.utils.utcnow
    monkeypatch.setattr(checkup, "utcnow", lambda: now() + timedelta(seconds=seconds))
    with pointed_at(small.world.address):
        checks = await checkup.ask_discord(small.token, INTENTS, ALL_SHARDS, Outside())
    assert next(check for check in checks if check.name == "clock").result == result


def test_an_intent_that_the_application_may_not_have_is_named() -> None:
    allowed = discord.ApplicationFlags(gateway_guild_members_limited=True)
    wanted = discord.Intents(guilds=True, members=True, message_content=True)
    assert checkup.lacking(wanted, allowed) == ["message_content"]
    assert checkup.lacking(INTENTS, discord.ApplicationFlags()) == []


def test_what_a_process_says_of_itself_is_judged_and_its_error_kept_from_servers() -> None:
    now = discord.utils.utcnow()
    error = LoggedError(now, "bot.delivery", "Delivery %d failed (ValueError)")

    def judged(pulse: Pulse, *, age: float = 0.0, secrets: bool = True, **facts: Any) -> dict[str, Any]:
        held = Held("machine:1:x", ALL_SHARDS, now.timestamp() + 15 - age, pulse)
        return {check.name: check for check in life(Outside([held], **facts), now, secrets=secrets)}

    well = judged(Pulse({0: 3.0}, 1.0))
    assert {one.state for one in well.values()} <= {State.FINE, State.IDLE}
    assert judged(Pulse({0: 3.0, 1: 500.0}, 1.0))["gateway"].facts["shard"] == 1
    assert judged(Pulse({0: 3.0}, 500.0))["tick"].state is State.MEND
    assert judged(Pulse({0: 3.0}, None))["tick"].state is State.UNKNOWN, "nobody delivers"
    assert judged(Pulse({0: 3.0}, 1.0), age=60)["process"].state is State.MEND
    assert judged(Pulse(), oldest_due=now - timedelta(hours=1))["due"].state is State.MEND
    assert judged(Pulse(), since=now - timedelta(days=9))["backup"].result == "none"
    assert judged(Pulse(), backup=now - timedelta(hours=1))["backup"].state is State.FINE
    assert judged(Pulse(), backup=now - timedelta(days=3))["backup"].result == "old"
    assert judged(Pulse({}, 1.0, error))["error"].facts["message"] == error.message
    assert "message" not in judged(Pulse({}, 1.0, error), secrets=False)["error"].facts


def test_feeds_are_counted_and_only_where_none_can_be_read_it_is_for_the_host_to_mend() -> None:
    def judged(*counts: int) -> Any:
        checks = life(Outside(feeds=FeedTotals(*counts)), discord.utils.utcnow())
        return next(check for check in checks if check.name == "feeds")

    assert judged().state is State.IDLE
    assert judged(4, 1, 2).result == "fine"
    assert judged(4, 1, 2).facts == {"count": 4, "paused": 1, "failing": 2}
    assert judged(4, 1, 3).state is State.MEND
    assert judged(2, 2, 0).state is State.FINE, "those that ended are paused"


def test_what_waits_for_vectors_is_told_where_they_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedder, "model", lambda: "counted 1")
    assert meaning(Outside()).result == "fine"
    assert meaning(Outside(without_vectors=3)).facts == {"waiting": 3}
    assert meaning(Outside(without_vectors=3)).result == "waiting"
    assert meaning(None).state is State.UNKNOWN
    monkeypatch.setattr(embedder, "model", lambda: None)
    assert meaning(None).state is State.IDLE, "nobody needs it"


async def test_a_model_that_answers_is_told_from_one_that_does_not_and_from_one_that_wants_another_key() -> (
    None
):
    async with fake_model() as model:

        async def asked() -> Any:
            return await language_model(model.address)

        model.answers_with(json={"data": [{"id": "other"}, {"id": "fake-1"}]})
        assert ((await asked()).state, (await asked()).result) == (State.FINE, "fine")
        model.answers_with(json={"data": [{"id": "other"}]})
        assert ((await asked()).state, (await asked()).result) == (State.FINE, "unlisted")
        for status, state, result in (
            (401, State.MEND, "key"),
            (403, State.MEND, "key"),
            (302, State.UNKNOWN, "other"),
            (404, State.UNKNOWN, "other"),
            (500, State.UNKNOWN, "other"),
        ):
            model.answers_with(status, headers={"Location": "/v1/elsewhere"})
            assert ((await asked()).state, (await asked()).result) == (state, result)
        model.answers_with(text="<html>")
        assert (await asked()).result == "other"
        assert set(model.visited) == {"GET /v1/models"}, "which costs nothing"
        assert not model.asked, "and sends no text"
        model.stays_silent()
        assert (await language_model(model.address, seconds=0.05)).state is State.MEND
    assert ((await asked()).state, (await asked()).result) == (State.MEND, "silent")
    assert (await language_model(None)).state is State.IDLE


async def test_the_key_of_a_model_is_sent_to_it_and_never_printed(small: SmallDiscord, path: Path) -> None:
    async with fake_model() as model:
        model.answers_with(401, text=KEY)
        environment = {"LLM_URL": model.address.url, "LLM_NAME": "fake-1", "LLM_KEY": KEY}
        for locale, word in (("C", "refuses the key"), ("ja_JP.UTF-8", "キーを受け付けない")):
            code, said = await typed(
                small, path, LANG=locale, LC_ALL=locale, **environment, PYTHONIOENCODING="utf-8"
            )
            assert code == 1
            assert word in said
            assert f"127.0.0.1:{model.port}" in said
            assert KEY not in said
        code, checks = await found(small, path, **environment)
        assert checks["model"]["result"] == "key"
        assert KEY not in str(checks)
        assert model.headers[-1]["Authorization"] == f"Bearer {KEY}"
