"""However the bot ends, editors are asked once what came of a question, beside the post of that day."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.library import backups
from bot.library.restoring import extracted, restore
from bot.library.shown_schedule import ShownSchedule
from bot.model import (
    Content,
    DeliveryKind,
    DeliveryState,
    Forecast,
    Guild,
    Item,
    ItemKind,
    Language,
    PredictionKind,
    Question,
    Reason,
)
from bot.schedule import day_start
from bot.store import articles, forecasts, items, questions
from bot.store.database import open_database
from cogs.daily.embeds import history_embed

from .due import FORGOTTEN, MINUTE, Due, posts_due
from .faults import Fault, hang, reset
from .limits import Json
from .small import SmallDiscord

POSTS, QUESTIONS = 2, 3


async def questions_due(due: Due, count: int = QUESTIONS) -> list[int]:
    """Questions about a prediction of the first article, which were due yesterday."""
    zone = ZoneInfo(due.zone)
    today = datetime.fromtimestamp(due.at, zone).date()
    now, yesterday = datetime.fromtimestamp(due.at - 600, UTC), today - timedelta(days=1)
    async with open_database(due.path) as database:
        about = await database.read(_prediction, due.guild.id)
        made = [
            Question(
                id=0,
                guild_id=due.guild.id,
                article_id=about.article_id,
                item_id=about.id,
                words=about.text,
                text=f"灯台は{n}年のうちに無人になりますか？",
                due_on=yesterday,
                zone=due.zone,
                due_at=day_start(today, zone),
                asked_by=due.guild.owner.id,
                asked_at=now - timedelta(days=30),
                next_post=today,
            )
            for n in range(count)
        ]
        return await database.write(lambda transaction: [questions.insert(transaction, one) for one in made])


def _prediction(connection: sqlite3.Connection, guild_id: int) -> Item:
    for article in articles.visible(connection, guild_id):
        for item in items.of_article(connection, guild_id, article.id, ItemKind.PREDICTION):
            if item.prediction_kind is PredictionKind.OUTLOOK:
                return item
    raise AssertionError("no article expects anything")


def asking(due: Due) -> list[Json]:
    """The messages in all channels that tell of questions."""
    everything = [one for channel in due.channels for one in due.small.messages(channel)]
    return [one for one in everything if one["embeds"][0]["author"]["name"] == "予測を振り返る"]


async def waiting(due: Due) -> set[int]:
    """After how many days, from that of the posts on, a question is told of next."""
    today = datetime.fromtimestamp(due.at, ZoneInfo(due.zone)).date()
    async with open_database(due.path) as database:
        found = await database.read(questions.of_guild, due.guild.id)
    return {(one.next_post - today).days for one in found if one.next_post}


async def killed(path: Path, point: str, number: int, pause: int, nonces: float) -> None:
    """Two lives that end at a point of the sender, `pause` seconds apart, then one that goes on."""
    path.parent.mkdir()
    async with SmallDiscord() as small:
        small.world.nonce_window = nonces
        due = await posts_due(small, path, POSTS)
        await questions_due(due)
        if point in ("asked", "stored"):
            plan = small.plan(hang(stored=point == "stored"), times=None)
            async with due.process(due.at - 1):
                await small.until(lambda: plan.hits >= POSTS + 1, 60, point)
            small.plans.clear()
        else:
            await due.die(due.at - 1, f"{point}:{number}")
            if await due.unfinished():  # several ends may have been stored at once
                await due.die(due.at + pause, f"{point}:1")
        await due.live(due.at + 2 * pause)
        assert len(asking(due)) == 1, point
        assert sum(due.counts()) == POSTS + 1, point
        assert await due.states() == {"sent": POSTS + 1}, point
        assert await waiting(due) == {7}, point


@pytest.mark.long
@pytest.mark.parametrize(
    ("pause", "nonces"), [(20, 300.0), (FORGOTTEN, 0.0)], ids=["nonces are known", "nonces are forgotten"]
)
async def test_a_bot_that_is_killed_anywhere_asks_once(tmp_path: Path, pause: int, nonces: float) -> None:
    points = [("claiming", 2), ("claimed", 2), ("asked", 1), ("stored", 1)]
    points += [("answered", 1), ("answered", 3), ("confirming", 3), ("confirmed", 2)]
    for some in (points[:4], points[4:]):
        await asyncio.gather(
            *(killed(tmp_path / f"{p}{n}" / "database", p, n, pause, nonces) for p, n in some)
        )


@pytest.mark.parametrize("fault", [reset(stored=True), reset()], ids=["answer lost", "lost"])
async def test_a_message_whose_answer_was_lost_is_looked_for(
    small: SmallDiscord, path: Path, fault: Fault
) -> None:
    small.world.nonce_window = 0
    due = await posts_due(small, path)
    await questions_due(due)
    small.plan(fault, times=2)
    async with due.bot(due.at - 1) as life:
        await life.tick(due.at)
        await life.tick(due.at + MINUTE)
        await life.tick(due.at + 2 * MINUTE)
    assert due.counts() == [2]
    assert len(asking(due)) == 1
    assert await due.states() == {"sent": 2}


async def test_the_message_shows_what_people_thought_and_pings_nobody(
    small: SmallDiscord, path: Path
) -> None:
    role = small.world.add_guild("elsewhere").add_role("readers", mentionable=True)
    small.roles = {role.id}
    due = await posts_due(small, path, role=role.id)
    due.guild.roles[role.id] = role
    first, second = await questions_due(due, 2)
    before = datetime.fromtimestamp(due.at, UTC) - timedelta(days=2)
    given = [(first, 250), (first, 500), (first, 750), (second, 250)]
    async with open_database(path) as database:
        for number, (question, probability) in enumerate(given):
            forecast = Forecast(bytes([number]) * 16, probability, before)
            await database.write(forecasts.put, question, forecast)
    async with due.bot(due.at - 1) as life:
        await life.tick(due.at)
    (message,) = asking(due)
    text = message["embeds"][0]["description"]
    assert "中央値50%" in text
    assert "予想した人は3人未満でした" in text
    assert "25%" not in text.split("中央値50%")[1].split("\n", 1)[1], "nobody's own number"
    assert message["content"] == ""
    assert message["flags"] & 1 << 12, "it makes no sound"


async def test_the_buttons_lead_to_the_questions_and_editors_to_their_pages(
    small: SmallDiscord, path: Path
) -> None:
    due = await posts_due(small, path)
    await questions_due(due)
    reader = small.world.add_user("reader")
    due.guild.add_member(reader)
    async with due.bot(due.at - 1) as life:
        await life.tick(due.at)
        (message,) = asking(due)
        texts, japanese = life.bot.texts, Language.JA
        pressed = await small.click(message, texts.say(japanese, "button-forecasts"), reader, locale="ja")
        shown = await pressed.response()
        assert "灯台は0年" in shown["embeds"][0]["description"]
        assert shown["flags"] & 64
        resolve = texts.say(japanese, "button-question-resolve")
        refused = await (await small.click(message, resolve, reader, locale="ja")).response()
        assert texts.say(japanese, "editors-only")[:10] in refused["embeds"][0]["description"]
        pages = await (await small.click(message, resolve, due.guild.owner, locale="ja")).response()
        assert "灯台は0年" in str(pages)
        assert pages["flags"] & 64


async def test_a_prediction_that_is_posted_leads_to_the_questions_about_it(
    small: SmallDiscord, path: Path
) -> None:
    due = await posts_due(small, path, content=Content.PREDICTION)
    async with open_database(path) as database:
        about = await database.read(_prediction, due.guild.id)
    await questions_due(due, 1)
    reader = small.world.add_user("reader")
    due.guild.add_member(reader)
    async with due.bot(due.at - 1) as life:
        (schedule,) = due.schedules
        await life.bot.library.schedules.change(due.guild.id, schedule.id, article_id=about.article_id)
        days, offering = 0, list[Json]()
        forecast = life.bot.texts.say(Language.JA, "button-forecast")
        while not offering:  # until it is its turn
            assert days < 20
            await life.tick(due.at + days * 86_400)
            days += 1
            posts = [one for one in small.messages(due.channels[0]) if one not in asking(due)]
            offering = [one for one in posts if forecast in str(one["components"])]
        assert [about.text in one["embeds"][0]["description"] for one in posts] == [False] * (days - 1) + [
            True
        ]
        pressed = await (await small.click(offering[0], forecast, reader, locale="ja")).response()
        assert "灯台は0年" in pressed["embeds"][0]["description"]
        assert pressed["flags"] & 64


async def test_the_history_says_what_the_message_was(small: SmallDiscord, path: Path) -> None:
    due = await posts_due(small, path)
    await questions_due(due)
    async with due.bot(due.at - 1) as life:
        await life.tick(due.at)
        (schedule,) = due.schedules
        shown = ShownSchedule(schedule, Guild(due.guild.id), life.bot.library.clock(), None, visible=True)
        history = await due.deliveries()
        for language, words in (
            (Language.JA, "予測の振り返り ・ ✅"),
            (Language.EN, "Looking back at predictions · ✅"),
        ):
            made = history_embed(life.bot.renderers[language], shown, history, 0)
            assert (made.description or "").count(words) == 1


async def test_an_older_copy_of_the_database_asks_nobody_again(
    small: SmallDiscord, path: Path, tmp_path: Path
) -> None:
    small.world.nonce_window = 0
    due = await posts_due(small, path)
    await questions_due(due)
    copy = tmp_path / "copy.sqlite3"
    with closing(sqlite3.connect(path)) as source:
        source.execute("VACUUM INTO ?", (str(copy),))
    async with due.bot(due.at - 1) as life:
        await life.tick(due.at)
    assert due.counts() == [2]
    for file in path.parent.glob(f"{path.name}-*"):
        file.unlink()
    shutil.copy(copy, path)
    async with due.bot(due.at + 60) as life:
        await life.tick()
    assert due.counts() == [2]
    assert {(d.kind, d.reason) for d in await due.deliveries()} == {
        (DeliveryKind.POST, Reason.FOUND),
        (DeliveryKind.QUESTIONS, Reason.FOUND),
    }
    assert await waiting(due) == {7}


async def test_a_restored_copy_asks_nobody_again_not_even_by_another_schedule(
    small: SmallDiscord, path: Path, tmp_path: Path
) -> None:
    small.world.nonce_window = 0
    due = await posts_due(small, path)
    await questions_due(due)
    copy = await backups.make(path, tmp_path / "copies", datetime.now(UTC))
    async with due.bot(due.at - 1) as life:
        await life.tick(due.at)
    assert due.counts() == [2]
    async with extracted(copy.path, path) as new:
        await restore(new, path, datetime.fromtimestamp(due.at + 30, UTC))
    async with due.bot(due.at + 60) as life:
        await life.tick()
        await life.tick(due.at + 120)
    assert due.counts() == [2]
    assert [one.state for one in await due.deliveries()] == [DeliveryState.SENT]
    (days,) = await waiting(due)
    assert days > 300


async def test_a_process_that_is_told_to_end_in_between_leaves_the_rest_to_the_next(
    small: SmallDiscord, path: Path
) -> None:
    due = await posts_due(small, path)
    await questions_due(due)
    async with due.process(due.at - 1) as running:
        await small.until(partial(asking, due), 30)
        running.terminate()
        async with asyncio.timeout(15):
            assert await running.wait() == 0
    await due.live(due.at + 30)
    assert due.counts() == [2]
    assert await due.states() == {"sent": 2}
