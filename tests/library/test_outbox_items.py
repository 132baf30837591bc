"""What a post shows, when schedules are planned anew, and what is forgotten when."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.model import (
    Content,
    DeliveryKind,
    Guild,
    Language,
    Problem,
)
from bot.store import schedules
from tests.desk import GUILD, MORNING, PERSON, Desk, open_desk


@pytest.fixture
async def desk(path: Path) -> AsyncIterator[Desk]:
    async with open_desk(path) as desk:
        yield desk


async def test_a_prediction_schedule_posts_what_prediction_shows_on_that_day(desk: Desk) -> None:
    early = await desk.schedule(content=Content.PREDICTION)
    await desk.schedule(content=Content.PREDICTION, minutes=500, zone="America/New_York")
    (post,) = await desk.claim(MORNING)
    found = await desk.library.selection.prediction_of_the_day(Guild(GUILD), Language.JA)
    assert post.delivery.items == (found.item.id,)
    await desk.library.outbox.confirm(post, 1)
    desk.now = MORNING + timedelta(hours=13, minutes=20)  # 21:20 in Tokyo, 8:20 in New York
    (other,) = await desk.claim()
    assert other.delivery.items == post.delivery.items
    assert other.schedule.id != early.id


async def test_a_guild_without_a_zone_has_one_day_whatever_language_it_speaks(desk: Desk) -> None:
    await desk.library.guilds.change(GUILD, zone=None, language=Language.EN, home=Language.JA)
    await desk.schedule(content=Content.PREDICTION, zone="Asia/Tokyo")
    (post,) = await desk.claim(MORNING)
    with closing(sqlite3.connect(desk.path)) as database:
        days = database.execute("SELECT date, item_id FROM prediction_of_the_day").fetchall()
    assert days == [("2026-10-08", post.delivery.items[0])], "the day of its home, in Japan"


async def test_quotations_of_a_schedule_do_not_repeat_before_all_were_shown(desk: Desk) -> None:
    await desk.schedule()
    seen: list[int] = []
    for day in range(5):
        (post,) = await desk.claim(MORNING + timedelta(days=day))
        await desk.library.outbox.confirm(post, day)
        seen += post.delivery.items
    assert len(set(seen)) == 5


async def test_mixed_posts_take_turns(desk: Desk) -> None:
    await desk.schedule(content=Content.MIXED)
    kinds = []
    for day in range(3):
        (post,) = await desk.claim(MORNING + timedelta(days=day))
        await desk.library.outbox.confirm(post, day)
        kinds.append((await desk.library.selection.found(GUILD, post.delivery.items[0])).item.kind.value)
    assert sorted(kinds) == ["prediction", "quote", "three"]


async def test_a_test_post_is_chosen_without_counting_as_shown(desk: Desk) -> None:
    schedule = await desk.schedule(content=Content.PREDICTION)
    await desk.library.schedules.request_test(schedule, 99)
    (post,) = await desk.claim()
    assert (post.delivery.kind, post.delivery.slot) == (DeliveryKind.TEST, "test:99")
    assert post.delivery.items
    with closing(sqlite3.connect(desk.path)) as database:
        for table in ("showing", "prediction_of_the_day"):
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table


async def test_todays_post_can_be_had_before_its_time_once_and_counts_as_shown(desk: Desk) -> None:
    schedule, outbox = await desk.schedule(), desk.library.outbox
    asked = [desk.library.early.post_today(GUILD, schedule.id) for _ in range(2)]
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    assert [error.key for error in outcomes if isinstance(error, UserError)] == ["posted-today"]
    assert (await desk.again(schedule)).next_run == MORNING + timedelta(days=1)
    (post,) = await desk.claim()
    assert (post.delivery.kind, post.delivery.slot) == (DeliveryKind.POST, "2026-10-08")
    await outbox.confirm(post, 1)
    assert await desk.claim(MORNING + timedelta(hours=1)) == [], "it was that of eight o'clock"
    (next_day,) = await desk.claim(MORNING + timedelta(days=1))
    assert next_day.delivery.items != post.delivery.items


async def test_todays_post_is_had_of_a_paused_schedule_too_and_never_from_another_guild(desk: Desk) -> None:
    schedule, early = await desk.schedule(), desk.library.early
    with pytest.raises(UserError, match="schedule-gone"):
        await early.post_today(GUILD + 1, schedule.id)
    await desk.library.schedules.pause(GUILD, schedule.id, by=PERSON)
    assert (await early.post_today(GUILD, schedule.id)).next_run is None
    assert len(await desk.claim()) == 1


async def test_nothing_to_post_is_a_problem_that_is_told_once_and_ends_by_itself(desk: Desk) -> None:
    (article,) = await desk.library.articles.all(GUILD)
    schedule = await desk.schedule(article_id=article.id)
    await desk.library.articles.remove(GUILD, article.id)
    for day in range(2):
        assert await desk.claim(MORNING + timedelta(days=day)) == []
        desk.now += timedelta(minutes=1)
        letters = await desk.library.notices.claim(desk.lease)
        assert [one.person for letter in letters for one in letter.notices] == [PERSON][: 1 - day]
        for letter in letters:
            await desk.library.notices.told(letter, arrived=True)
    assert (await desk.again(schedule)).problems == (Problem.ARTICLE_GONE,)
    await desk.library.articles.restore(GUILD, article.id)
    (post,) = await desk.claim(MORNING + timedelta(days=2))
    await desk.library.outbox.confirm(post, 1)
    assert (await desk.again(schedule)).problems == ()
    assert [state for _, state, _ in await desk.slots(schedule)] == ["sent", "skipped", "skipped"]


async def test_a_post_of_an_article_removed_meanwhile_shows_the_same(desk: Desk) -> None:
    await desk.schedule()
    (post,) = await desk.claim(MORNING)
    (article,) = await desk.library.articles.all(GUILD)
    await desk.library.articles.remove(GUILD, article.id)
    found = await desk.library.selection.found(GUILD, post.delivery.items[0])
    assert found.article.id == article.id


async def test_new_rules_of_the_zones_move_the_next_runs_at_the_start(desk: Desk) -> None:
    schedule = await desk.schedule()
    with closing(sqlite3.connect(desk.path)) as database, database:
        database.execute("UPDATE schedule SET next_run = next_run + 3600")  # as old rules had it
    await desk.library.outbox.replan("2026b")
    assert (await desk.again(schedule)).next_run == MORNING
    with closing(sqlite3.connect(desk.path)) as database, database:
        database.execute("UPDATE schedule SET next_run = next_run + 3600")
    await desk.library.outbox.replan("2026b")
    later = MORNING + timedelta(hours=1)
    assert (await desk.again(schedule)).next_run == later, "planned without need"


async def test_the_guilds_zone_moves_the_schedules_that_follow_it(desk: Desk) -> None:
    follows, own = await desk.schedule(), await desk.schedule(zone="Asia/Tokyo")
    await desk.library.guilds.change(GUILD, zone="UTC")
    assert (await desk.again(follows)).next_run == MORNING + timedelta(hours=9)
    assert (await desk.again(own)).next_run == MORNING


async def test_a_guild_that_was_left_gets_nothing_until_the_bot_is_back_and_loses_its_rows_after_thirty_days(
    desk: Desk,
) -> None:
    schedule = await desk.schedule()
    guilds = desk.library.guilds
    await guilds.mark_left(GUILD)
    assert await desk.claim(MORNING) == []
    await guilds.mark_joined(GUILD)
    assert str((await desk.again(schedule)).next_date) == "2026-10-09"
    await guilds.mark_left(GUILD)
    desk.now += timedelta(days=29)
    await guilds.purge()
    assert await desk.again(schedule)
    await guilds.belongs_to(1)
    await guilds.belongs_to(2)  # another bot's token: every guild looks left
    desk.now += timedelta(days=2)
    await guilds.purge()
    assert await desk.again(schedule)
    await guilds.belongs_to(1)
    await guilds.purge()
    assert await desk.database.read(schedules.get, schedule.id) is None


async def test_a_removed_schedule_goes_after_a_week_and_deliveries_after_ninety_days(desk: Desk) -> None:
    schedule, removed = await desk.schedule(), await desk.schedule()
    (post, _) = await desk.claim(MORNING)
    await desk.library.outbox.confirm(post, 1)
    await desk.library.schedules.remove(GUILD, removed.id)
    desk.now += timedelta(days=8)
    await desk.library.guilds.purge()
    assert await desk.database.read(schedules.get, removed.id) is None
    assert len(await desk.history(schedule)) == 1
    desk.now += timedelta(days=83)
    await desk.library.guilds.purge()
    assert await desk.history(schedule) == []
