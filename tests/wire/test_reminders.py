"""The weekly direct message of what somebody saved: it arrives once, for as long as it is wanted."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.model import ItemKind, Language
from bot.texts import Texts
from tests.articles import TEXT

from .due import FORGOTTEN, Due, posts_due
from .faults import Fault, fail, hang, reset
from .limits import Json
from .small import SmallDiscord
from .state import Channel

CLOSED = fail(403, 50007, "Cannot send messages to this user")


async def reminded(small: SmallDiscord, path: Path, *, own: bool = False) -> tuple[Due, Channel]:
    """A server whose owner saved a quotation (of the server's `own` article) and is to be reminded now; and
    their direct messages."""
    due = await posts_due(small, path, 0)
    person = due.guild.owner
    async with due.bot(due.at) as life:
        library = life.bot.library
        if own:
            article = (await library.articles.add(TEXT, due.guild.id)).article
        else:
            article = await library.articles.find(due.guild.id, None, Language.JA)
        _, (item, *_) = await library.articles.items(due.guild.id, article.id, ItemKind.QUOTE)
        await library.saved.toggle(due.guild.id, item.id, person.id)
        await library.reminders.start(person.id, Language.JA)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE saved SET saved_at = saved_at - 8 * 86400")
        database.execute("UPDATE reminder SET next_at = ?", (due.at,))
    return due, small.world.direct(person.id)


async def sent(due: Due, *clocks: float) -> None:
    """One life of the bot in which what is due is sent at these times."""
    async with due.bot(clocks[0]) as life:
        for clock in clocks:
            life.clock = clock
            await life.bot.library.reminders.write(life.bot.lease)
            await life.tick(clock)


def named(message: Json) -> list[str]:
    return [one["custom_id"] for row in message["components"] for one in row["components"]]


async def test_the_letter_says_what_was_saved_and_can_be_stopped_where_it_stands(
    small: SmallDiscord, path: Path, texts: Texts
) -> None:
    due, direct = await reminded(small, path)
    person = due.guild.owner
    async with due.bot(due.at) as life:
        await life.bot.library.reminders.write(life.bot.lease)
        await life.tick(due.at)
        (message,) = small.messages(direct)
        (embed,) = message["embeds"]
        assert embed["author"]["name"] == texts.say(Language.JA, "reminder-label")
        assert "「" in embed["description"]
        assert named(message) == ["saved:0", "saved-remind:off"]
        pressed = await small.click(message, "saved:0", person, locale="ja")
        assert "「" in (await pressed.response())["embeds"][0]["description"]
        pressed = await small.click(message, "saved-remind:off", person, locale="ja")
        shown = await pressed.response()
        assert texts.say(Language.JA, "reminders-off") in shown["embeds"][0]["description"]
        assert await life.bot.library.reminders.of(person.id) is None
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT count(*) FROM reminder").fetchone() == (0,)
        assert database.execute("SELECT count(*) FROM notice").fetchone() == (0,)


@pytest.mark.parametrize("fault", [hang(stored=True), reset(stored=True)], ids=["hangs", "reset"])
@pytest.mark.parametrize("nonces", [300.0, 0.0])
async def test_a_letter_whose_answer_is_lost_comes_once(
    small: SmallDiscord, path: Path, hasty: None, nonces: float, fault: Fault
) -> None:
    small.world.nonce_window = nonces
    due, direct = await reminded(small, path)
    small.plan(fault, when=lambda request: f"/{direct.id}/" in request.path)
    await sent(due, due.at, due.at + (15 if nonces else FORGOTTEN), due.at + 2 * FORGOTTEN)
    assert len(small.messages(direct)) == 1


@pytest.mark.parametrize("stored", [True, False], ids=["it had arrived", "it had not"])
async def test_a_bot_that_is_killed_while_it_sends_sends_it_once(
    small: SmallDiscord, path: Path, stored: bool
) -> None:
    small.world.nonce_window = 0.0
    due, direct = await reminded(small, path)
    plan = small.plan(hang(stored=stored), when=lambda request: f"/{direct.id}/messages" in request.path)
    async with due.process(due.at):
        await small.until(lambda: plan.hits, 60, "the letter")
    assert len(small.messages(direct)) == stored
    looked = len(small.asked("GET", rf"/channels/{direct.id}/messages"))
    async with due.process(due.at + FORGOTTEN):
        await small.until(
            lambda: len(small.asked("GET", rf"/channels/{direct.id}/messages")) > looked, 60, "a look"
        )
        await small.until(lambda: small.messages(direct), 60, "the letter")
    assert len(small.messages(direct)) == 1


async def test_who_takes_no_direct_messages_is_told_at_their_next_command_and_gets_no_more(
    small: SmallDiscord, path: Path, texts: Texts
) -> None:
    due, direct = await reminded(small, path)
    person, channel = due.guild.owner, due.guild.add_channel("general")
    small.world.unreachable.add(person.id)
    async with due.bot(due.at) as life:
        await life.bot.library.guilds.mark_started(due.guild.id)
        await life.bot.library.reminders.write(life.bot.lease)
        await life.tick(due.at)
        said = texts.say(Language.JA, "reminders-refused")
        asked = await small.slash(channel, person, "summary", locale="ja")
        await small.until(lambda: said in str(asked.followups), what="the sentence")
        asked = await small.slash(channel, person, "quote", locale="ja")
        await asked.response()
        assert said not in str(asked.followups)
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT count(*) FROM reminder").fetchone() == (0,)
    assert small.messages(direct) == []


async def test_a_server_that_the_person_left_shows_them_nothing_any_more(
    small: SmallDiscord, path: Path
) -> None:
    due, direct = await reminded(small, path, own=True)
    await sent(due, due.at)
    (message,) = small.messages(direct)
    assert "三崎ハルカ" in message["embeds"][0]["description"] or message["embeds"]
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE saved SET reminded = 0, reminded_at = NULL")
        database.execute("UPDATE reminder SET next_at = ?", (due.at + 60,))
    del due.guild.members[due.guild.owner.id]
    await sent(due, due.at + 60)
    assert len(small.messages(direct)) == 1
