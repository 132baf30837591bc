"""/privacy: what is stored about a person, as they see it, get it and have it deleted."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.delivery import periodic
from bot.library.guilds import KEEP_COPIES
from bot.model import NOBODY, ItemKind, Language, Outcome, Vote
from bot.store import forecasts
from bot.store.sql import one
from bot.texts import Texts
from tests.cogs.article.test_own_articles import TEXT
from tests.cogs.article.test_own_articles import add as add_article
from tests.conftest import World, answer, buttons, said
from tests.daily import add, press, schedules
from tests.panels import ask_removal, review_desk, state_rights
from tests.questions import outlook
from tests.writer import writer_held

SECRET = "夜に読む人の居場所をつくりたい"


async def voted(world: World, who: MemberActor, *values: str, command: str = "quote") -> None:
    """Somebody votes on what a command shows, again and again."""
    for value in values:
        shown = await world.slash(who, command, private=True)
        await world.click(who, shown, f"button-vote-{value}")


async def asked(world: World, who: MemberActor) -> InteractionResult:
    result = await world.slash(who, "privacy")
    assert result.ephemeral, "nobody else sees it"
    return result


async def deleted(world: World, who: MemberActor) -> InteractionResult:
    """Asks, deletes and confirms."""
    sure = await world.click(who, await asked(world, who), "button-privacy-delete")
    return await world.click(who, sure, "button-privacy-forget")


async def downloaded(world: World, who: MemberActor) -> dict[str, Any]:
    given = await world.click(who, await asked(world, who), "button-privacy-file")
    assert given.ephemeral
    (attached,) = answer(given).attachments
    assert attached.filename == "kotonoha-privacy.json"
    content: dict[str, Any] = json.loads((await attached.read()).decode("utf-8"))
    return content


def rows(path: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as other:
        return other.execute(query).fetchall()


def copies(texts: Texts, language: Language, key: str = "privacy-copies") -> str:
    return "-# " + texts.say(language, key, days=30)


async def test_a_person_sees_how_much_is_stored_and_gets_it_as_a_file(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    await add_article(world)
    made = await add(world)
    await press(world, "button-daily-pause")
    await voted(world, world.admin, "up")
    await voted(world, world.admin, "down", command="prediction")
    shown = said(await asked(world, world.admin))
    say = {key: texts.say(language, f"privacy-stored-{key}", count=1) for key in ("schedules", "articles")}
    assert texts.say(language, "privacy-stored-votes", count=2, up=1, down=1) in shown
    assert all(words in shown for words in say.values())
    assert texts.say(language, "privacy-here") in shown
    assert copies(texts, language) in shown

    content = await downloaded(world, world.admin)
    assert content["user"] == str(world.admin.id)
    (server,) = content["servers"]
    assert (server["id"], server["name"]) == (str(world.guild.id), "Reading club")
    quote, prediction = server["votes"]
    assert (quote["vote"], quote["kind"]) == ("up", "quote")
    assert (prediction["vote"], prediction["kind"]) == ("down", "prediction")
    assert quote["text"]
    assert quote["article"]
    (schedule,) = server["schedules"]
    assert schedule["channel"] == str(world.channel.id)
    assert schedule["schedule"] == made.id
    assert (schedule["created_by_you"], schedule["paused_by_you"]) == (True, True)
    assert [article["title"] for article in server["articles"]] == ["港の図書室だより"]


async def test_deleting_says_first_what_goes_and_what_stays_and_nothing_happens_before_the_second_press(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    await add_article(world)
    await add(world)
    await voted(world, world.admin, "up")
    shown = await asked(world, world.admin)
    sure = await world.click(world.admin, shown, "button-privacy-delete")
    assert answer(sure).id == answer(shown).id
    assert answer(sure).ephemeral
    words = said(sure)
    for key in ("votes", "schedules", "articles"):
        assert texts.say(language, f"privacy-goes-{key}", count=1) in words
    for key in ("schedules", "articles", "posts"):
        assert texts.say(language, f"privacy-stays-{key}") in words
    assert copies(texts, language) in words
    left = await world.click(world.admin, sure, "button-cancel")
    assert said(left) == texts.say(language, "cancelled")
    assert len(rows(world.path, "SELECT 1 FROM vote")) == 1

    done = await deleted(world, world.admin)
    assert texts.say(language, "privacy-forgotten") in said(done)
    assert copies(texts, language) in said(done)
    assert answer(done).components == []
    again = await asked(world, world.admin)
    assert texts.say(language, "privacy-nothing") in said(again)
    assert [one["custom_id"] for one in buttons(answer(again))] == ["privacy-cards:refuse"]


async def test_after_deleting_nothing_in_the_file_points_at_the_person_and_what_they_made_goes_on(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await add_article(world)
    made = await add(world)
    paused = await add(world, content="quote")
    await press(world, "button-daily-pause", paused)
    review = await review_desk(world, world.admin, "港の図書室")
    await world.click(world.admin, review, "button-approve")
    await state_rights(world, world.admin, "港の図書室", "own")
    await ask_removal(world, world.admin, "Scale")
    await add_article(world, TEXT, title="別の題")  # what would refresh it waits
    await voted(world, world.admin, "up", "down")
    await press(world, "button-daily-test", made)
    before = await schedules(world)
    assert traces(world, world.admin), "or the search would find nothing at any time"

    await deleted(world, world.admin)
    assert traces(world, world.admin) == []
    after = await schedules(world)
    assert [one.next_run for one in after] == [one.next_run for one in before]
    assert after[0].next_run is not None
    assert after[1].paused_by is not None, "what was paused stays so"
    await press(world, "button-resume", paused)
    assert (await schedules(world))[1].next_run is not None
    assert "港の図書室だより" in said(await world.slash(world.member, "articles"))
    for secret in (str(world.admin.id), "mio", SECRET, TEXT[:20]):
        assert secret not in caplog.text, "nor does a log name anybody, or repeat an article"


def traces(world: World, who: MemberActor) -> list[str]:
    """Where the person's id, or what their votes are known by, stands: in which column, or in which file."""
    voter = world.bot.library.votes.voter(who.id)
    found = []
    with closing(sqlite3.connect(f"{world.path.as_uri()}?mode=ro", uri=True)) as other:
        tables = other.execute(
            "SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_xinfo(t.name) AS c"
            " WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL%' AND c.hidden = 0"
        ).fetchall()
        assert ("delivery", "target") in tables
        for table, column in tables:
            count = f"SELECT count(*) FROM {table} WHERE {column} = ?1 OR {column} = ?2"
            count += f" OR typeof({column}) = 'text' AND instr({column}, ?3)"
            if other.execute(count, (who.id, voter, str(who.id))).fetchone() != (0,):
                found.append(f"{table}.{column}")
    for suffix in ("", "-wal"):
        file = world.path.with_name(world.path.name + suffix)
        data = file.read_bytes() if file.exists() else b""
        if voter in data or who.id.to_bytes(8) in data:
            found.append(file.name)
    return found


async def test_nothing_of_anybody_else_is_touched(world: World) -> None:
    managers = world.guild.create_role("more", permissions=discord.Permissions(manage_guild=True))
    other = world.guild.add_member(world.env.create_user("ren"), roles=[managers])
    await add(world)
    await add(world, who=other, time="9:00")
    await add_article(world)
    await voted(world, world.admin, "up", "down")
    await voted(world, other, "up", "down")
    await voted(world, world.member, "down")
    hashes = {who: world.bot.library.votes.voter(who.id) for who in (other, world.member)}
    kept = {
        who: rows(world.path, f"SELECT * FROM vote WHERE voter = x'{voter.hex()}'")
        for who, voter in hashes.items()
    }
    assert [len(some) for some in kept.values()] == [2, 1]
    await deleted(world, world.admin)
    for who, voter in hashes.items():
        assert rows(world.path, f"SELECT * FROM vote WHERE voter = x'{voter.hex()}'") == kept[who]
    assert len(rows(world.path, "SELECT 1 FROM vote")) == 3
    assert [one.created_by for one in await schedules(world)] == [0, other.id]


async def test_whoever_presses_the_confirmation_deletes_only_what_is_their_own(world: World) -> None:
    await voted(world, world.admin, "up")
    await voted(world, world.member, "up")
    shown = answer(await world.slash(world.admin, "quote"))
    stored = world.env.backend.get_message(shown.channel_id, shown.id)
    for custom_id in ("privacy-file:", "privacy-delete:", "privacy-forget:"):
        stored.components[0]["components"][0]["custom_id"] = custom_id
        await world.env.advance_time(60)
        await world.member.click(shown, custom_id=custom_id)
    voter = world.bot.library.votes.voter(world.admin.id)
    assert rows(world.path, "SELECT voter FROM vote") == [(voter,)]


async def test_the_confirmation_works_after_a_restart_and_a_second_time_does_no_harm(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    await voted(world, world.member, "up")
    shown = await asked(world, world.member)
    sure = await world.click(world.member, shown, "button-privacy-delete")
    late = await world.click(world.admin, await voted_and_asked(world), "button-privacy-delete")
    await world.restart()
    done = await world.click(world.member, sure, "button-privacy-forget")
    assert texts.say(language, "privacy-forgotten") in said(done)
    assert len(rows(world.path, "SELECT 1 FROM vote")) == 1
    await deleted(world, world.admin)
    again = await world.click(world.admin, late, "button-privacy-forget")
    assert texts.say(language, "privacy-nothing") in said(again)
    assert rows(world.path, "SELECT 1 FROM vote") == []


async def voted_and_asked(world: World) -> InteractionResult:
    await voted(world, world.admin, "up")
    return await asked(world, world.admin)


async def test_votes_that_wait_to_be_stored_are_shown_and_deleted_too(world: World, texts: Texts) -> None:
    library = world.bot.library
    article = (await library.articles.all(world.guild.id))[0]
    _, items = await library.articles.items(world.guild.id, article.id, ItemKind.QUOTE)

    def cast(number: int) -> asyncio.Task[Any]:
        change = library.votes.cast(world.guild.id, items[number].id, world.member.id, Vote.UP)
        return asyncio.create_task(change)

    async with writer_held(library.articles._db):
        first = cast(0)
        await asyncio.sleep(0.1)
        asking = asyncio.create_task(asked(world, world.member))
        await asyncio.sleep(0.3)
        assert not first.done()
    shown = await asking
    assert texts.say(Language.EN, "privacy-stored-votes", count=1, up=1, down=0) in said(shown)
    assert first.done()
    sure = await world.click(world.member, shown, "button-privacy-delete")
    async with writer_held(library.articles._db):
        second = cast(1)
        await asyncio.sleep(0.1)
        third = cast(2)  # in the batch after that
        await asyncio.sleep(0.1)
        pressing = asyncio.create_task(world.click(world.member, sure, "button-privacy-forget"))
        await asyncio.sleep(0.3)
        assert not second.done()
        assert not third.done()
    assert texts.say(Language.EN, "privacy-forgotten") in said(await pressing)
    assert (await second).own is (await third).own is Vote.UP
    assert rows(world.path, "SELECT 1 FROM vote") == []


async def test_what_can_not_be_deleted_now_says_so_and_stays(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    await voted(world, world.member, "up")
    shown = await asked(world, world.member)
    sure = await world.click(world.member, shown, "button-privacy-delete")

    await world.bot.library.articles._db.write(one, "PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(world.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        refused = await world.click(world.member, sure, "button-privacy-forget")
        other.rollback()
    assert answer(refused).ephemeral
    assert said(refused) == texts.say(language, "storage-busy")
    assert len(rows(world.path, "SELECT 1 FROM vote")) == 1
    done = await world.click(world.member, sure, "button-privacy-forget")
    assert texts.say(language, "privacy-forgotten") in said(done)


async def test_the_servers_are_counted_one_by_one_and_words_stay_where_they_may_be_read(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    elsewhere = world.env.create_guild("Somewhere else *")
    boss = elsewhere.create_role("boss", permissions=discord.Permissions(manage_guild=True))
    there = replace(
        world,
        guild=elsewhere,
        channel=elsewhere.create_text_channel("elsewhere"),
        admin=elsewhere.add_member(world.admin.user, roles=[boss]),
    )
    await world.bot.library.guilds.mark_started(elsewhere.id)
    await add_article(there)
    for command, article in (("quote", "港の図書室"), ("quote", "Scale")):
        shown = await there.slash(there.admin, command, article=article)
        await there.click(there.admin, shown, "button-vote-up")
    await voted(world, world.admin, "down")
    shown_here = said(await asked(world, world.admin))
    here, other = shown_here.split("\n\n")[:2]
    assert texts.say(language, "privacy-here") in here
    assert texts.say(language, "privacy-stored-votes", count=1, up=0, down=1) in here
    assert r"Somewhere else \*" in other
    assert texts.say(language, "privacy-stored-votes", count=2, up=2, down=0) in other

    def of(content: dict[str, Any], guild: int) -> dict[str, Any]:
        (server,) = [one for one in content["servers"] if one["id"] == str(guild)]
        found: dict[str, Any] = server
        return found

    content = await downloaded(world, world.admin)
    shared, secret = sorted(of(content, elsewhere.id)["votes"], key=lambda vote: vote["item"])
    assert (secret["text"], secret["article"], secret["kind"]) == (None, None, None)
    assert secret["vote"] == "up"
    assert shared["text"], "what every server reads"
    assert of(content, elsewhere.id)["articles"][0]["title"] is None
    assert SECRET not in json.dumps(content, ensure_ascii=False)
    assert SECRET in json.dumps(await downloaded(there, there.admin), ensure_ascii=False)
    await there.bot.library.articles.remove(elsewhere.id, of(content, elsewhere.id)["articles"][0]["article"])
    assert SECRET not in json.dumps(await downloaded(there, there.admin), ensure_ascii=False)
    await deleted(world, world.admin)
    assert rows(world.path, "SELECT 1 FROM vote") == [], "in every server at once"


async def test_what_somebody_said_of_questions_is_shown_given_and_deleted_and_the_questions_stay(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    library, guild, person = world.bot.library, world.guild.id, world.admin.id
    await add_article(world)
    item = await outlook(library, guild)
    due_on = (datetime.now(UTC) + timedelta(days=30)).date()
    settings = await library.guilds.get(guild)
    question = await library.questions.ask(settings, language, item.id, "夜も開くか", due_on, person)
    for probability in (300, 455):
        await library.forecasts.give(guild, question.id, person, probability)
        await world.env.advance_time(60)
    made = await library.questions.resolve(guild, question.id, 0, Outcome.NO, "町の新聞", person)
    await library.questions.object(guild, question.id, made.resolutions[-1].id, person, "もう開いている")
    await world.bot.library._db.write(
        forecasts.agree, guild, library.votes.voter(person), person, datetime.now(UTC)
    )
    shown = said(await asked(world, world.admin))
    for kind, count in {"objections": 1, "questions": 1, "resolutions": 1, "boards": 1}.items():
        assert texts.say(language, f"privacy-stored-{kind}", count=count) in shown
    (server,) = (await downloaded(world, world.admin))["servers"]
    assert server["forecasts"][-1]["percent"] == 45.5
    (objection,), (resolution,) = server["objections"], server["resolutions"]
    assert (objection["reason"], objection["text"]) == ("もう開いている", "夜も開くか")
    assert (resolution["outcome"], resolution["evidence"]) == ("no", "町の新聞")
    assert [one["text"] for one in server["questions"]] == ["夜も開くか"]
    assert len(server["board"]) == 1
    await library.articles.remove(guild, item.article_id)
    hidden = json.dumps(await downloaded(world, world.admin), ensure_ascii=False)
    assert "夜も開くか" not in hidden, "its article isn't shown here now"
    assert "もう開いている" in hidden, "what they said themselves"
    await library.articles.restore(guild, item.article_id)

    sure = said(await world.click(world.admin, await asked(world, world.admin), "button-privacy-delete"))
    for kind in ("objections", "questions", "resolutions", "boards"):
        assert texts.say(language, f"privacy-goes-{kind}", count=1) in sure
    assert texts.say(language, "privacy-stays-questions") in sure
    await deleted(world, world.admin)
    assert traces(world, world.admin) == []
    stays = await library.questions.get(guild, question.id)
    assert (stays.question.asked_by, stays.question.resolutions[-1].made_by) == (NOBODY, NOBODY)
    assert (stays.forecasters, stays.objections) == (0, ())


async def test_a_server_that_the_bot_knows_no_more_has_its_number(world: World, texts: Texts) -> None:
    article = (await world.bot.library.articles.all(world.guild.id))[0]
    _, (item, *_) = await world.bot.library.articles.items(world.guild.id, article.id, ItemKind.QUOTE)
    for guild in range(1001, 1011):
        await world.bot.library.votes.cast(guild, item.id, world.member.id, Vote.UP)
    shown = said(await asked(world, world.member))
    assert texts.say(Language.EN, "privacy-stored-none") in shown.split("\n\n")[0]
    assert texts.say(Language.EN, "privacy-server", id="1001") in shown
    assert texts.say(Language.EN, "privacy-more", count=2) in shown
    assert len((await downloaded(world, world.member))["servers"]) == 10


async def test_nothing_stored_is_said_kindly_and_the_help_leads_there(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    data = await world.click(world.member, await world.slash(world.member, "help"), "help-page-data")
    shown = await world.click(world.member, data, "step-privacy")
    assert shown.ephemeral
    assert texts.say(language, "privacy-nothing") in said(shown)
    assert copies(texts, language, "privacy-earlier") in said(shown)
    assert [one["custom_id"] for one in buttons(answer(shown))] == ["privacy-cards:refuse"]


async def test_that_somebody_wants_no_cards_is_shown_given_and_deleted_with_the_rest(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    shown = await asked(world, world.member)
    assert texts.say(language, "privacy-cards-allowed") in said(shown)
    refused = await world.click(world.member, shown, "button-privacy-cards-refuse")
    assert answer(refused).id == answer(shown).id
    assert texts.say(language, "privacy-cards-refused") in said(refused)
    assert len(rows(world.path, "SELECT 1 FROM refusal")) == 1
    assert "refusal.person" in traces(world, world.member)
    content = await downloaded(world, world.member)
    assert content["no_cards_since"]
    assert content["servers"] == []
    sure = await world.click(world.member, await asked(world, world.member), "button-privacy-delete")
    assert texts.say(language, "privacy-goes-refusal") in said(sure)
    done = await world.click(world.member, sure, "button-privacy-forget")
    assert texts.say(language, "privacy-forgotten") in said(done)
    assert traces(world, world.member) == []
    assert texts.say(language, "privacy-cards-allowed") in said(await asked(world, world.member))


async def test_copies_of_the_database_go_after_their_days_while_the_bot_just_keeps_running(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(periodic, "PURGE_EVERY", 0.05)
    await world.bot.library.guilds.mark_present(lambda: {world.guild.id})
    running = asyncio.create_task(periodic.run(world.bot, world.bot.lease))
    try:
        await asyncio.sleep(0.3)
        old, new = (world.path.with_name(f"{world.path.name}.before-{number}") for number in (9, 10))
        for copy in (old, new):
            copy.write_bytes(b"SQLite format 3")
        made = new.stat().st_mtime - KEEP_COPIES.total_seconds()
        os.utime(old, (made, made))
        for _ in range(100):
            await asyncio.sleep(0.05)
            if not old.exists():
                break
        assert not old.exists()
        assert new.exists()
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
