"""What editors and members are told of suggestions: in a channel and by direct message, each once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.library.decisions import close
from bot.model import Decision, Language
from bot.texts import Texts
from tests.suggesting import TITLE, suggest

from .due import FORGOTTEN, Due, posts_due
from .faults import Fault, fail, hang, reset
from .small import SmallDiscord
from .state import Channel

HIDDEN = fail(403, 50001, "Missing Access")


async def suggested(small: SmallDiscord, path: Path) -> tuple[Due, Channel]:
    """A server whose owner suggested a page, and the channel in which editors are to be told of it."""
    due = await posts_due(small, path, 0)
    channel = due.guild.add_channel("editors")
    async with due.bot(due.at) as life:
        library = life.bot.library
        await library.guilds.change(due.guild.id, suggestions_channel=channel.id, language=Language.JA)
        await suggest(library, due.guild.id, due.guild.owner.id, 2)
    return due, channel


async def sent(due: Due, *clocks: float) -> None:
    """One life of the bot in which what is due is sent at these times."""
    async with due.bot(clocks[0]) as life:
        for clock in clocks:
            life.clock = clock
            await life.tick(clock)


async def decline(due: Due, at: float) -> None:
    async with due.bot(at) as life:
        (one,) = await life.bot.library.suggestions.all(due.guild.id)
        await life.bot.library.suggestions.decline(due.guild.id, one.id, "港の話はもう十分です")


def notices(path: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute("SELECT state FROM notice").fetchall()


@pytest.mark.parametrize(
    "fault", [None, hang(stored=True), reset(stored=True)], ids=["fine", "hangs", "reset"]
)
async def test_editors_are_told_once_in_their_channel(
    small: SmallDiscord, path: Path, hasty: None, texts: Texts, fault: Fault | None
) -> None:
    small.world.nonce_window = 0.0
    due, channel = await suggested(small, path)
    if fault is not None:
        small.plan(fault, when=lambda request: f"/{channel.id}/messages" in request.path)
    await sent(due, due.at, due.at + FORGOTTEN, due.at + 2 * FORGOTTEN)
    (message,) = small.messages(channel)
    (embed,) = message["embeds"]
    assert embed["author"]["name"] == texts.say(Language.JA, "suggestion-waits-label")
    assert embed["title"] == f"{TITLE} 2"
    assert str(due.guild.owner.id) not in str(embed), "it stays there when the suggestion is closed"
    assert message["components"][0]["components"][0]["custom_id"] == "suggestion:1"


@pytest.mark.parametrize("decision", list(Decision))
async def test_the_message_to_editors_says_what_came_of_it(
    small: SmallDiscord, path: Path, texts: Texts, decision: Decision
) -> None:
    due, channel = await suggested(small, path)
    async with due.bot(due.at) as life:
        await life.tick(due.at)
        (before,) = small.messages(channel)
        (one,) = await life.bot.library.suggestions.all(due.guild.id)
        now = datetime.fromtimestamp(due.at + 60, UTC)
        await life.bot.library.ingest._db.write(close, one, decision, now, "")
        await life.tick(due.at + 60)
        (message,) = small.messages(channel)
        assert message["id"] == before["id"]
        (embed,) = message["embeds"]
        assert embed["author"]["name"] == texts.say(Language.JA, f"suggestion-waits-{decision}")
        assert embed["title"] == f"{TITLE} 2"
        assert texts.say(Language.JA, "suggestion-waits-hint") not in embed["description"]
        assert embed["description"] in before["embeds"][0]["description"]
        assert message["components"] == []
        await life.tick(due.at + 60 + FORGOTTEN)
    assert len(small.asked("PATCH", rf"/channels/{channel.id}/messages/\d+")) == 1


async def test_a_message_to_editors_that_is_gone_or_closed_is_left_alone(
    small: SmallDiscord, path: Path
) -> None:
    due, channel = await suggested(small, path)
    async with due.bot(due.at) as life:
        await life.tick(due.at)
        (one,) = await life.bot.library.suggestions.all(due.guild.id)
        small.plan(HIDDEN, when=lambda request: f"/{channel.id}/messages" in request.path)
        await life.bot.library.suggestions.decline(due.guild.id, one.id, "No")
        await life.tick(due.at + 60)
        assert await life.bot.library.notices.untold(due.guild.id) == []
    assert ("told",) in notices(path)


@pytest.mark.parametrize("stored", [True, False], ids=["it had arrived", "it had not"])
async def test_a_bot_that_is_killed_while_it_tells_editors_tells_them_once(
    small: SmallDiscord, path: Path, stored: bool
) -> None:
    small.world.nonce_window = 0.0
    due, channel = await suggested(small, path)
    messages = rf"/channels/{channel.id}/messages"
    plan = small.plan(hang(stored=stored), when=lambda request: messages in request.path)
    async with due.process(due.at):
        await small.until(lambda: plan.hits, 60, "the message")
    assert len(small.messages(channel)) == stored
    looked = len(small.asked("GET", messages))
    async with due.process(due.at + FORGOTTEN):
        await small.until(lambda: len(small.asked("GET", messages)) > looked, 60, "a look")
        await small.until(lambda: small.messages(channel), 60, "the message")
    assert len(small.messages(channel)) == 1


async def test_what_was_decided_before_is_not_told(small: SmallDiscord, path: Path) -> None:
    due, channel = await suggested(small, path)
    await decline(due, due.at)
    await sent(due, due.at, due.at + FORGOTTEN)
    assert small.messages(channel) == []


async def test_where_the_channel_is_closed_an_editor_is_told_by_an_answer(
    small: SmallDiscord, path: Path
) -> None:
    due, channel = await suggested(small, path)
    small.plan(HIDDEN, when=lambda request: f"/{channel.id}/messages" in request.path)
    async with due.bot(due.at) as life:
        await life.tick(due.at)
        (untold,) = await life.bot.library.notices.untold(due.guild.id)
        assert untold.fact.variables["title"] == f"{TITLE} 2"
    assert small.messages(channel) == []


async def test_the_person_is_told_once_and_forgotten(
    small: SmallDiscord, path: Path, hasty: None, texts: Texts
) -> None:
    due, _ = await suggested(small, path)
    direct = small.world.direct(due.guild.owner.id)
    await decline(due, due.at)
    small.plan(hang(stored=True), when=lambda request: f"/{direct.id}/" in request.path)
    await sent(due, due.at, due.at + 15, due.at + FORGOTTEN)
    (message,) = small.messages(direct)
    words = message["embeds"][0]["description"]
    assert f"{TITLE} 2" in words
    assert "港の話はもう十分です" in words
    assert notices(path) == []


async def test_who_takes_no_direct_message_is_told_below_their_next_command_once(
    small: SmallDiscord, path: Path, texts: Texts
) -> None:
    due, channel = await suggested(small, path)
    person = due.guild.owner
    await decline(due, due.at)
    small.world.unreachable.add(person.id)
    said = "港の話はもう十分です"
    async with due.bot(due.at) as life:
        await life.bot.library.guilds.mark_started(due.guild.id)
        await life.tick(due.at)
        assert notices(path) == [("untold",)]
        await life.bot.library.suggestions.look()
        asked = await small.slash(channel, person, "summary", locale="ja")
        await small.until(lambda: said in str(asked.followups), what="the reason")
        asked = await small.slash(channel, person, "quote", locale="ja")
        await asked.response()
        assert said not in str(asked.followups)
    assert notices(path) == []
    assert small.messages(small.world.direct(person.id)) == []


async def test_whoever_left_the_server_or_was_banned_is_told_nothing_and_forgotten(
    small: SmallDiscord, path: Path
) -> None:
    due, _ = await suggested(small, path)
    person = due.guild.owner
    await decline(due, due.at)
    del due.guild.members[person.id]
    await sent(due, due.at)
    assert small.messages(small.world.direct(person.id)) == []
    assert notices(path) == []


async def test_whoever_left_meanwhile_is_told_nothing_below_a_command_elsewhere(
    small: SmallDiscord, path: Path
) -> None:
    due, _ = await suggested(small, path)
    person, other = due.guild.owner, small.world.add_guild("Elsewhere")
    other.add_member(person)
    channel = other.add_channel("general")
    await decline(due, due.at)
    small.world.unreachable.add(person.id)
    async with due.bot(due.at) as life:
        await life.bot.library.guilds.mark_started(other.id)
        await life.tick(due.at)
        await life.bot.library.suggestions.look()
        del due.guild.members[person.id]
        asked = await small.slash(channel, person, "summary")
        await small.until(lambda: not notices(path), what="that it is forgotten")
        assert asked.followups == []
