"""The thread under each post: one, after the post, and never in its way."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.model import Content, Delivery, Problem, ScheduleSpec
from bot.schedule import CATCH_UP_WITHIN, EVERY_DAY
from bot.store import deliveries
from bot.store.database import open_database
from bot.store.sql import rows

from .due import Due, posts_due
from .faults import Fault, fail, reset, slow_down
from .small import SmallDiscord

THREADS = r"/channels/\d+/messages/\d+/threads"
LATER = 6


async def only(due: Due) -> Delivery:
    (delivery,) = await due.deliveries()
    return delivery


@pytest.mark.parametrize("kind", [0, 5], ids=["text", "announcements"])
async def test_a_post_gets_one_thread_named_by_what_it_is_about(
    small: SmallDiscord, path: Path, kind: int
) -> None:
    due = await posts_due(small, path, content=Content.SUMMARY, thread=True, kind=kind)
    (channel,) = due.channels
    async with due.bot(due.at - 1) as life:
        await life.tick(due.at)
        await life.tick()
        await life.tick(due.at + 3600)
        (thread,) = due.threads(channel)
        (message,) = small.messages(channel)
        article = message["embeds"][0]["title"]
    assert thread.id == int(message["id"])
    assert thread.name == f"要約\u00a0・ 3行 ・ {article}"
    assert (await only(due)).thread_at is None
    assert len(small.asked(path=THREADS)) == 1


async def test_the_thread_under_a_part_is_named_by_part_and_title(small: SmallDiscord, path: Path) -> None:
    due = await posts_due(small, path, series=1, thread=True)
    async with due.bot(due.at - 1) as life:
        await life.tick(due.at)
        await life.tick()
    (thread,) = due.threads(due.channels[0])
    (message,) = small.messages(due.channels[0])
    assert thread.name.startswith("第1回")
    assert thread.name.endswith(message["embeds"][0]["title"])


async def test_the_name_of_a_thread_fits_and_hides_nothing(small: SmallDiscord, path: Path) -> None:
    due = await posts_due(small, path, content=Content.SUMMARY, thread=True)
    with closing(sqlite3.connect(path)) as database, database:
        title = f"<@&{due.guild.id}>\u202e\n" + "a lighthouse " * 30
        database.execute("UPDATE article SET title = ?", (title,))
    async with due.bot(due.at - 1) as life:
        await life.tick(due.at)
        await life.tick()
    (thread,) = due.threads(due.channels[0])
    assert f"<@&{due.guild.id}> a lighthouse a" in thread.name, "as it is: nothing in a name mentions anybody"
    assert thread.name.endswith("lighthouse…") or thread.name.endswith("a…")
    assert 85 < len(thread.name) <= 100


async def test_without_the_option_and_under_a_test_post_there_is_none(
    small: SmallDiscord, path: Path
) -> None:
    due = await posts_due(small, path)
    async with due.bot(due.at - 1) as life:
        await life.tick(due.at)
        await life.bot.library.schedules.change(due.guild.id, due.schedules[0].id, thread=True)
        await life.bot.library.schedules.request_test(due.schedules[0], 7)
        await life.tick()
        await life.tick()
    assert due.counts() == [2]
    assert small.asked(path=THREADS) == []


@pytest.mark.parametrize(
    "fault",
    [reset(), reset(stored=True), fail(502, stored=True), slow_down(0.1)],
    ids=["reset", "answer lost", "error after it was made", "slow down"],
)
async def test_whatever_keeps_the_answer_away_there_is_one_thread(
    small: SmallDiscord, path: Path, fault: Fault
) -> None:
    due = await posts_due(small, path, thread=True)
    small.plan(fault, path=THREADS)
    async with due.bot(due.at - 1) as life:
        await life.tick(due.at)
        await life.tick()
        assert due.counts() == [1]
        await life.tick(due.at + LATER)
    assert len(due.threads(due.channels[0])) == 1
    assert (await only(due)).thread_at is None
    assert len(small.asked(path=THREADS)) == 2


async def test_a_thread_is_tried_less_and_less_often_and_no_more_after_six_hours(
    small: SmallDiscord, path: Path
) -> None:
    due = await posts_due(small, path, thread=True)
    small.plan(reset(), path=THREADS, times=None)
    async with due.bot(due.at - 1) as life:
        await life.tick(due.at)
        tried = []
        while at := (await only(due)).thread_at:
            tried.append(at.timestamp() - due.at)
            await life.tick(at.timestamp())
    assert tried[:5] == [0, 5, 10, 20, 40]
    assert CATCH_UP_WITHIN.total_seconds() / 2 < tried[-1] < CATCH_UP_WITHIN.total_seconds()
    assert len(small.asked(path=THREADS)) == len(tried)
    assert await due.states() == {"sent": 1}


async def test_a_missing_permission_keeps_no_post_back_and_is_known_until_it_is_given(
    small: SmallDiscord, path: Path
) -> None:
    due = await posts_due(small, path, thread=True)
    (channel,) = due.channels
    day = 24 * 3600
    async with due.bot(due.at - 1) as life:
        schedules = life.bot.library.schedules
        channel.allow(small.world.bot, create_public_threads=False)  # the bot didn't hear of it
        await life.tick(due.at)
        await life.tick()
        assert (await schedules.all(due.guild.id))[0].problems == (Problem.THREADS,)
        assert len(small.asked(path=THREADS)) == 1
        await small.tell("CHANNEL_UPDATE", channel)
        await life.tick(due.at + day)
        await life.tick()
        assert due.counts() == [2]
        assert len(small.asked(path=THREADS)) == 1, "it is known that it would be refused"
        (schedule,) = await schedules.all(due.guild.id)
        assert (schedule.problems, schedule.stopped) == ((Problem.THREADS,), False)
        channel.allow(small.world.bot, create_public_threads=True)
        await small.tell("CHANNEL_UPDATE", channel)
        await life.tick(due.at + 2 * day)
        await life.tick()
        assert (await schedules.all(due.guild.id))[0].problems == ()
    assert due.counts() == [3]
    assert len(due.threads(channel)) == 1
    assert await due.states() == {"sent": 3}


async def test_a_post_that_was_deleted_gets_no_thread(small: SmallDiscord, path: Path) -> None:
    due = await posts_due(small, path, thread=True)
    async with due.bot(due.at - 1) as life:
        await life.tick(due.at)
        due.channels[0].messages.clear()
        await life.tick()
        await life.tick(due.at + 3600)
    assert len(small.asked(path=THREADS)) == 1
    assert (await only(due)).thread_at is None


async def test_no_thread_is_begun_while_a_post_is_due(small: SmallDiscord, path: Path) -> None:
    due = await posts_due(small, path, 3, thread=True)
    async with due.bot(due.at - 1) as life:
        await life.tick(due.at)
        minutes = due.schedules[0].minutes + 1
        late = ScheduleSpec(
            channel_id=due.channels[0].id, minutes=minutes, days=EVERY_DAY, content=Content.QUOTE
        )
        await life.bot.library.schedules.add(due.guild.id, late, created_by=1)
        await life.tick(due.at + 60)
        await life.tick(due.at + 61)
    kinds = [
        r.path.endswith("threads") for r in small.requests if r.method == "POST" and "/channels" in r.path
    ]
    assert kinds == [False] * 4 + [True] * 3


async def test_the_next_thread_to_make_is_read_from_an_index(path: Path) -> None:
    async with open_database(path) as database:
        plan = await database.read(rows, f"EXPLAIN QUERY PLAN {deliveries.THREADS_DUE}", (0, 1))
        assert "delivery_thread" in " ".join(row[3] for row in plan)
