"""What a person sees where the network fails while a command is answered: one answer or one apology."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import pytest

from bot.app import patience
from bot.app.startup import open_bot
from bot.model import Language
from bot.texts import Texts
from bot.ui import deferral, errors

from .faults import Fault, fail, hang, reset
from .interactions import Interaction
from .limits import Json
from .small import SmallDiscord
from .state import EPHEMERAL, LOADING, Channel, User

CALLBACK = ("POST", r"/interactions/\d+/[^/]+/callback")
EDIT = ("PATCH", r"/webhooks/\d+/[^/]+/messages/@original")
DELETE = ("DELETE", EDIT[1])
FOLLOWUP = ("POST", r"/webhooks/\d+/[^/]+")


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)


def club(small: SmallDiscord) -> tuple[Channel, User]:
    """A channel, and somebody there who edits nothing: editors are offered the guided start, too."""
    guild, reader = small.world.add_guild("club"), small.world.add_user("reader")
    guild.add_member(reader)
    return guild.add_channel("general"), reader


def shown(asked: Interaction) -> list[Json]:
    """What the person sees."""
    messages = [message for message in (asked.original, *asked.followups) if message is not None]
    return [message for message in messages if not message["flags"] & LOADING]


async def only_message(small: SmallDiscord, path: Path, command: str) -> Json:
    """The one message that somebody sees who types a command."""
    channel, reader = club(small)
    async with open_bot(path) as bot, small.connect(bot):
        asked = await small.slash(channel, reader, command)
        await small.until(lambda: shown(asked), 8)
        await asyncio.sleep(1.0)
        (message,) = shown(asked)
        return message


@pytest.fixture
def deferred(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is deferred at once, as if it took long."""
    monkeypatch.setattr(deferral, "PATIENCE", 0.0)


@pytest.mark.parametrize(
    ("fault", "times", "apologizes"),
    [
        (reset(), 1, True),
        (reset(), 3, True),
        (reset(stored=True), 1, False),
        (fail(500, stored=True), 1, False),
    ],
)
async def test_a_command_has_one_answer_or_one_apology(
    small: SmallDiscord,
    path: Path,
    texts: Texts,
    caplog: pytest.LogCaptureFixture,
    fault: Fault,
    times: int,
    apologizes: bool,
) -> None:
    plan = small.plan(fault, *CALLBACK, times=times)
    message = await only_message(small, path, "quote")
    assert plan.hits == times
    assert (texts.say(Language.EN, "answer-lost") in str(message["embeds"])) is apologizes
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert "An answer did not get through" in caplog.text


@pytest.mark.parametrize("command", ["privacy", "quote"])
@pytest.mark.parametrize(
    ("route", "fault", "apologizes"),
    [
        (CALLBACK, reset(stored=True), False),
        (CALLBACK, fail(502, stored=True), False),
        (CALLBACK, reset(), False),
        (CALLBACK, hang(), False),
        (CALLBACK, hang(stored=True), False),
        (EDIT, reset(), True),
        (EDIT, reset(stored=True), False),
    ],
)
async def test_a_deferred_command_has_one_answer_or_one_apology(
    small: SmallDiscord,
    path: Path,
    texts: Texts,
    caplog: pytest.LogCaptureFixture,
    deferred: None,
    command: str,
    route: tuple[str, str],
    fault: Fault,
    apologizes: bool,
) -> None:
    plan = small.plan(fault, *route)
    message = await only_message(small, path, command)
    assert plan.hits == 1
    assert (texts.say(Language.EN, "answer-lost") in str(message["embeds"])) is apologizes
    assert bool(message["flags"] & EPHEMERAL) is (command == "privacy")
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize("route", [DELETE, FOLLOWUP], ids=["the promise stays", "the error is lost"])
@pytest.mark.parametrize("stored", [False, True])
async def test_an_error_after_a_public_promise_is_private_through_faults_too(
    small: SmallDiscord,
    path: Path,
    texts: Texts,
    deferred: None,
    route: tuple[str, str],
    stored: bool,
) -> None:
    plan = small.plan(reset(stored=stored), *route)
    channel, reader = club(small)
    async with open_bot(path) as bot, small.connect(bot):
        asked = await small.slash(channel, reader, "quote", {"about": "zzzz"})
        await small.until(lambda: shown(asked) and plan.hits, 8)
        await asyncio.sleep(1.0)
        # A followup that was lost on the way back stands there twice: nobody can tell.
        assert len(shown(asked)) == 1 + (stored and route is FOLLOWUP)
        assert all(message["flags"] & EPHEMERAL for message in shown(asked))
        assert asked.original is None
        assert not small.messages(channel)


async def test_a_promised_answer_that_discord_py_repeats_is_not_there_twice(
    small: SmallDiscord, path: Path, deferred: None
) -> None:
    channel, reader = club(small)
    plans = [small.plan(fail(500, stored=True), method, r"/webhooks/.*") for method in ("POST", "PATCH")]
    async with open_bot(path) as bot, small.connect(bot):
        asked = await small.slash(channel, reader, "privacy")
        await small.until(lambda: len([r for r in small.requests if r.path.startswith("/webhooks/")]) == 2, 8)
        await asyncio.sleep(0.2)
        assert sum(plan.hits for plan in plans) == 1
        assert len(shown(asked)) == 1


@pytest.mark.parametrize("stored", [False, True])
async def test_a_promised_answer_that_discord_never_acknowledges_ends_soon(
    small: SmallDiscord,
    path: Path,
    texts: Texts,
    monkeypatch: pytest.MonkeyPatch,
    deferred: None,
    stored: bool,
) -> None:
    monkeypatch.setattr(patience, "ANSWERS_WITHIN", 0.5)
    small.plan(hang(stored=stored), *EDIT)
    message = await only_message(small, path, "privacy")
    assert (texts.say(Language.EN, "answer-lost") in str(message["embeds"])) is not stored


async def test_a_promise_is_kept_though_everything_fails_for_a_while(
    small: SmallDiscord, path: Path, texts: Texts, monkeypatch: pytest.MonkeyPatch, deferred: None
) -> None:
    monkeypatch.setattr(errors, "PAUSES", [pause / 10 for pause in errors.PAUSES])
    small.plan(reset(stored=True), *CALLBACK)
    small.plan(reset(), "*", r"/(interactions|webhooks)/.*", times=None)
    channel, reader = club(small)
    async with open_bot(path) as bot, small.connect(bot):
        asked = await small.slash(channel, reader, "privacy")
        await small.until(lambda: asked.callback)
        await asyncio.sleep(1.0)
        assert not shown(asked)
        small.plans.clear()
        await small.until(lambda: shown(asked), 8)
        assert texts.say(Language.EN, "answer-lost") in str(shown(asked)[0]["embeds"])


@pytest.mark.parametrize("stored", [False, True])
async def test_an_error_that_discord_never_acknowledges_is_sent_again_soon(
    small: SmallDiscord,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    deferred: None,
    stored: bool,
) -> None:
    monkeypatch.setattr(patience, "ANSWERS_WITHIN", 0.5)
    plan = small.plan(hang(stored=stored), *DELETE)
    channel, reader = club(small)
    async with open_bot(path) as bot, small.connect(bot):
        asked = await small.slash(channel, reader, "quote", {"about": "zzzz"})
        await small.until(lambda: shown(asked) and plan.hits, 8)
        assert asked.original is None


async def test_an_interaction_that_ran_out_is_one_quiet_line(
    small: SmallDiscord, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    channel, reader = club(small)
    small.plan(fail(404, 10062, "Unknown interaction"), *CALLBACK)
    async with open_bot(path) as bot, small.connect(bot):
        asked = await small.slash(channel, reader, "quote")
        await small.until(lambda: "An answer did not get through" in caplog.text)
        await asyncio.sleep(0.5)
        assert len(small.asked(*CALLBACK)) == 1
        assert not shown(asked)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_a_promise_that_arrived_before_the_interaction_ran_out_is_kept_by_an_apology(
    small: SmallDiscord, path: Path, texts: Texts, deferred: None
) -> None:
    channel, reader = club(small)
    small.plan(fail(500, stored=True), *CALLBACK)
    small.plan(fail(404, 10062, "Unknown interaction"), *CALLBACK, times=None)
    async with open_bot(path) as bot, small.connect(bot):
        asked = await small.slash(channel, reader, "privacy")
        await small.until(lambda: shown(asked), 8)
        assert texts.say(Language.EN, "answer-lost") in str(shown(asked)[0]["embeds"])


async def test_an_error_message_is_delivered_through_faults_too(
    small: SmallDiscord, path: Path, texts: Texts, caplog: pytest.LogCaptureFixture
) -> None:
    channel, reader = club(small)
    small.plan(reset(), *CALLBACK, times=2)
    async with open_bot(path) as bot, small.connect(bot):
        asked = await small.slash(channel, reader, "quote", {"about": "zzzz"})
        answer = await asked.response(5)
        assert texts.say(Language.EN, "answer-lost") not in str(answer["embeds"])
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_a_command_that_the_bot_no_longer_has_says_so(
    small: SmallDiscord, path: Path, texts: Texts, caplog: pytest.LogCaptureFixture
) -> None:
    channel, reader = club(small)
    async with open_bot(path) as bot, small.connect(bot):
        await small.until(lambda: small.world.commands and bot.command_ids)
        bot.tree.remove_command("quote")
        asked = await small.slash(channel, reader, "quote")
        assert texts.say(Language.EN, "command-outdated") in str((await asked.response())["embeds"])
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
