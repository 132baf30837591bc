"""Whatever an answer waits for, it is in time: each interaction gets one answer or one apology, where it
belongs."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands

from bot import cards
from bot.app.client import Client
from bot.app.startup import open_bot
from bot.config import ModelAddress
from bot.fetch import LanguageModel
from bot.model import Language
from bot.ui import deferral
from bot.ui.forms import Form

from .faults import late
from .interactions import ANSWER, ANSWER_LATER, MODAL, UPDATE, UPDATE_LATER, Interaction
from .limits import Json
from .people import Upload
from .presses import FORMS, PRESSES, Club, Press, found, press
from .small import SmallDiscord
from .state import EPHEMERAL, LOADING

HELD = 4.0
"""Seconds that another process holds the database, or the disk stands still."""
CALLBACK = r"/interactions/\d+/[^/]+/callback"
HOLDER = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
connection.execute("COMMIT")
"""


@asynccontextmanager
async def written_by_another_process(path: Path) -> AsyncIterator[None]:
    """Another process holds the database's write lock for some seconds from now on."""
    command = (sys.executable, "-c", HOLDER, str(path), str(HELD))
    holder = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert holder.stdout is not None
    await holder.stdout.readline()
    yield
    assert await holder.wait() == 0


class Disk:
    """What every statement waits for: `stands_still_until` is in monotonic time."""

    def __init__(self) -> None:
        self.stands_still_until = 0.0

    def wait(self, _: str) -> None:
        time.sleep(max(0.0, self.stands_still_until - time.monotonic()))


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """The disk under all databases that are opened from now on."""
    disk, connect = Disk(), sqlite3.connect

    def slowly(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **kwargs)
        connection.set_trace_callback(disk.wait)
        return connection

    monkeypatch.setattr(sqlite3, "connect", slowly)
    return disk


def answers(small: SmallDiscord, asked: Interaction) -> list[str]:
    """Where the person sees answers: in the message they clicked, in a private or public one, or a form."""
    first = asked.callback and asked.callback["type"]
    seen = ["form"] if first == MODAL else []
    edits = small.asked("PATCH", rf"/webhooks/\d+/{asked.token}/messages/@original")
    if first == UPDATE or (first == UPDATE_LATER and edits):
        seen.append("edit")
    new = [*([asked.original] if asked.original is not asked.source else []), *asked.followups]
    seen += ["private" if m["flags"] & EPHEMERAL else "public" for m in new if m and not m["flags"] & LOADING]
    return seen


async def settled(small: SmallDiscord, asked: list[Interaction]) -> list[list[str]]:
    """Where the answers are when there are no more to come."""
    await small.until(lambda: all(answers(small, one) for one in asked), 30, "all answers")
    await asyncio.sleep(0.3)
    refused = [r for r in small.requests if r.path.startswith(("/inter", "/webhooks")) and r.status >= 400]
    assert [(r.method, r.path, r.status) for r in refused] == []
    return [answers(small, one) for one in asked]


def options(command: app_commands.Command[Any, ..., Any], club: Club) -> list[Json]:
    """Some ways to type a command: as short as can be, and with options."""
    samples: Json = {
        discord.AppCommandOptionType.string: "AI",
        discord.AppCommandOptionType.boolean: True,
        discord.AppCommandOptionType.attachment: Upload("tayori.md", b"# One\n\nA sentence."),
        discord.AppCommandOptionType.channel: club.channel,
    }
    needed = {one.display_name: samples[one.type] for one in command.parameters if one.required}
    ways = [needed]
    if command.get_parameter("private"):
        ways.append({**needed, "private": True})
    if command.qualified_name == "daily add":
        ways.append({"channel": club.channel, "time": "8:00", "zone": "UTC"})
    if command.qualified_name == "article add":
        ways.append({"file": samples[discord.AppCommandOptionType.attachment]})
    if command.qualified_name == "quote":
        ways += [{"as": "card"}, {"about": "zzzz"}]
    return ways


def expected(command: app_commands.Command[Any, ..., Any], way: Json) -> set[str]:
    """Where the answer may be: errors are private."""
    if way == {"about": "zzzz"} or not command.get_parameter("private") or way.get("private"):
        return {"private", "form"} if not way else {"private"}
    return {"public"}


@dataclass
class Done:
    """What somebody does in a server, and where the answer may be."""

    what: str
    where: set[str]
    begin: Callable[[], Awaitable[Interaction]]


MESSAGE = "Words, and links: https://example.org/a https://example.org/b"
"""What somebody wrote: a card can be made of it, and one of its links be chosen."""
SHARES = 4
"""So many times a part of everything is done at once: a hundred at a time would wait for each other."""


async def everything(bot: Client, small: SmallDiscord, share: int) -> list[Done]:
    """A share of everything that can be typed, pressed and sent: each in a server of its own, so that nothing
    depends on anything else."""
    done: list[Done] = []
    bot.library.written_answers.language_model = LanguageModel(ModelAddress("http://127.0.0.1:9/v1", "m"))
    commands = [one for one in bot.tree.walk_commands() if isinstance(one, app_commands.Command)]
    for command in commands[share::SHARES]:
        for number in range(len(options(command, await found(bot, small, Press(""))))):
            club = await found(bot, small, Press("", needs="{schedule}"))
            way, name = options(command, club)[number], command.qualified_name
            typing = partial(small.slash, club.channel, club.owner, name, way)
            done.append(Done(f"/{name} {way}", expected(command, way), typing))
    for menu in bot.tree.get_commands(type=discord.AppCommandType.message)[share::SHARES]:
        club = await found(bot, small, Press(""))
        written = small.world.message(club.channel, club.owner, {"content": MESSAGE})
        using = partial(small.on_message, club.channel, club.owner, menu.name, written)
        done.append(Done(menu.name, {"private"}, using))
    for what in PRESSES[share::SHARES]:
        pressing = partial(press, small, await found(bot, small, what), what)
        done.append(Done(what.custom_id, {what.where}, pressing))
    for opener, fields in FORMS[share::SHARES]:
        club = await found(bot, small, opener)
        opened = await press(small, club, opener)
        await opened.response()
        filled = {**fields, "channel": club.channel} if opener.custom_id == "run:daily add" else fields
        sending = partial(small.submit, opened, club.owner, filled)
        done.append(Done(f"the form of {opener.custom_id}", {opener.where}, sending))
    return done


async def wrong(small: SmallDiscord, done: list[Done], asked: list[Interaction]) -> dict[str, list[str]]:
    """What has no answer, more than one, or one in another place: where its answers are. In the place of a
    form that can't be opened any more stands a private message."""
    where = await settled(small, asked)
    return {
        one.what: there
        for one, there in zip(done, where, strict=True)
        if len(there) != 1 or there[0] not in one.where | ({"private"} if "form" in one.where else set())
    }


@pytest.mark.parametrize("share", range(SHARES))
async def test_everything_is_answered_in_time_while_another_process_holds_the_database(
    small: SmallDiscord, path: Path, share: int
) -> None:
    async with open_bot(path) as bot, small.connect(bot):
        done = await everything(bot, small, share)
        async with written_by_another_process(path):
            asked = [await one.begin() for one in done]
            assert await wrong(small, done, asked) == {}
        assert {one.callback["type"] for one in asked if one.callback} & {ANSWER_LATER, UPDATE_LATER}


@pytest.mark.parametrize("share", range(SHARES))
async def test_everything_is_answered_in_time_while_the_disk_stands_still(
    disk: Disk, small: SmallDiscord, path: Path, share: int
) -> None:
    async with open_bot(path) as bot, small.connect(bot):
        done = await everything(bot, small, share)
        disk.stands_still_until = time.monotonic() + HELD
        asked = [await one.begin() for one in done]
        assert await wrong(small, done, asked) == {}


async def test_what_is_suggested_while_somebody_types_is_in_time_or_left_out(
    disk: Disk, small: SmallDiscord, path: Path
) -> None:
    async with open_bot(path) as bot, small.connect(bot):
        club = await found(bot, small, Press(""))
        disk.stands_still_until = time.monotonic() + HELD
        asked = [
            await small.autocomplete(club.channel, club.owner, command.qualified_name, option.display_name)
            for command in bot.tree.walk_commands()
            if isinstance(command, app_commands.Command)
            for option in command.parameters
            if option.autocomplete
        ]
        suggested = [(await one.response())["choices"] for one in asked]
        assert [] in suggested
        assert any(suggested)
        assert {request.status for request in small.asked("POST", CALLBACK)} == {200}


async def test_twenty_cards_at_once_are_drawn_though_each_takes_a_while(
    small: SmallDiscord, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    render = cards._render

    def slowly(*args: Any) -> cards.RenderedImage:
        time.sleep(0.3)
        return render(*args)

    monkeypatch.setattr(cards, "_render", slowly)
    async with open_bot(path) as bot, small.connect(bot):
        clubs = [await found(bot, small, Press("")) for _ in range(20)]
        styles = ("card", "square", "vertical", "vertical-square")
        asked = [
            await small.slash(club.channel, club.owner, "quote", {"as": styles[number % 4]})
            for number, club in enumerate(clubs)
        ]
        assert await settled(small, asked) == [["public"]] * 20
        assert all(one.original and one.original["attachments"] for one in asked)
        assert ANSWER_LATER in [one.callback["type"] for one in asked if one.callback]


async def test_twenty_people_who_ask_for_cards_at_once_are_answered_in_time_and_get_them(
    small: SmallDiscord, path: Path
) -> None:
    async with open_bot(path) as bot, small.connect(bot):
        clubs = [await found(bot, small, Press("")) for _ in range(20)]
        name = bot.texts.say(Language.EN, "command-make-card")
        asked = []
        for number, club in enumerate(clubs):
            if number % 2:
                asked.append(await press(small, club, Press("card:{quote}", public=True)))
            else:
                written = small.world.message(club.channel, club.owner, {"content": f"Word {number}."})
                asked.append(await small.on_message(club.channel, club.owner, name, written))
        assert await settled(small, asked) == [["private"]] * 20
        assert all(one.original and one.original["attachments"] for one in asked)
        assert len(bot.held) == 10


async def test_an_answer_waits_for_a_deferral_that_is_under_way(
    small: SmallDiscord, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deferral, "PATIENCE", 0.0)
    small.plan(late(0.5), "POST", CALLBACK)
    async with open_bot(path) as bot, small.connect(bot):
        club = await found(bot, small, Press(""))
        asked = await small.slash(club.channel, club.owner, "quote")
        assert await settled(small, [asked]) == [["public"]]
        assert [request.body["type"] for request in small.asked("POST", CALLBACK)] == [ANSWER_LATER]


async def test_nothing_is_deferred_while_its_answer_is_under_way(small: SmallDiscord, path: Path) -> None:
    small.plan(late(2.5), "POST", CALLBACK)
    async with open_bot(path) as bot, small.connect(bot):
        club = await found(bot, small, Press(""))
        asked = await small.slash(club.channel, club.owner, "quote")
        assert await settled(small, [asked]) == [["public"]]
        assert [request.body["type"] for request in small.asked("POST", CALLBACK)] == [ANSWER]


async def test_no_moment_of_a_deferral_doubles_an_answer(
    small: SmallDiscord, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_bot(path) as bot, small.connect(bot):
        asked = []
        for milliseconds in range(0, 60, 2):
            monkeypatch.setattr(deferral, "PATIENCE", milliseconds / 1000)
            club = await found(bot, small, Press(""))
            asked.append(await small.slash(club.channel, club.owner, "quote"))
            await asked[-1].response()
        assert await settled(small, asked) == [["public"]] * 30


async def test_every_button_and_form_of_the_bot_is_tried_here(small: SmallDiscord, path: Path) -> None:
    async with open_bot(path) as bot, small.connect(bot):
        store: Any = bot._connection._view_store
        for template, component in store._dynamic_items.items():
            ids = [one.custom_id for one in PRESSES]
            tried = [re.sub(r"\{\w+\}", "1", custom_id) for custom_id in ids]
            assert any(template.fullmatch(custom_id) for custom_id in tried), component
        for opener, _ in FORMS:
            await (await press(small, await found(bot, small, opener), opener)).response()
        assert {type(form) for form in store._modals.values()} == set(Form.__subclasses__())
