"""Schedules in the library: when they run, and what is stored of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.model import Content, Language, Problem, ScheduleSpec
from bot.schedule import EVERY_DAY
from tests.desk import CHANNEL, GUILD, MORNING, PERSON, TEXT, Desk, open_desk

SPEC = ScheduleSpec(channel_id=CHANNEL, minutes=480, days=EVERY_DAY, content=Content.QUOTE)


@pytest.fixture
async def desk(path: Path) -> AsyncIterator[Desk]:
    async with open_desk(path) as opened:
        yield opened


async def test_a_new_zone_of_the_server_moves_the_schedules_that_follow_it(desk: Desk) -> None:
    follows = await desk.schedule()
    own = await desk.schedule(zone="Asia/Tokyo")
    await desk.library.guilds.change(GUILD, zone="UTC")
    nine_hours = timedelta(hours=9)
    assert follows.next_run is not None
    assert (await desk.again(follows)).next_run == follows.next_run + nine_hours
    assert await desk.again(own) == own


async def test_a_new_zone_of_the_server_drops_no_due_post_of_a_schedule_with_its_own_zone(
    desk: Desk,
) -> None:
    own = await desk.schedule(zone="Asia/Tokyo")
    desk.now = MORNING + timedelta(seconds=10)  # due, and not claimed yet
    await desk.library.guilds.change(GUILD, zone="UTC")
    (post,) = await desk.claim()
    assert post.schedule.id == own.id
    assert post.delivery.due_at == MORNING


async def test_a_zone_that_comes_with_a_schedule_is_the_servers_only_if_it_has_none(desk: Desk) -> None:
    await desk.library.guilds.change(GUILD, zone=None)
    first = await desk.library.schedules.add(GUILD, SPEC, created_by=PERSON, zone="Asia/Seoul")
    assert (first.zone, (await desk.library.guilds.get(GUILD)).zone) == (None, "Asia/Seoul")
    second = await desk.library.schedules.add(GUILD, SPEC, created_by=PERSON, zone="UTC")
    assert (second.zone, (await desk.library.guilds.get(GUILD)).zone) == ("UTC", "Asia/Seoul")
    assert (first.next_run, second.next_run) != (None, None)
    assert first.next_run != second.next_run


async def test_a_schedule_too_many_leaves_the_servers_zone_as_it_was(desk: Desk) -> None:
    for _ in range(20):
        await desk.schedule()
    await desk.library.guilds.change(GUILD, zone=None)
    with pytest.raises(UserError, match="schedules-full"):
        await desk.library.schedules.add(GUILD, SPEC, created_by=PERSON, zone="UTC")
    assert (await desk.library.guilds.get(GUILD)).zone is None


async def test_a_schedule_is_returned_as_it_is_stored(desk: Desk) -> None:
    schedules = desk.library.schedules
    made = await desk.schedule(zone="UTC", role_id=5)
    assert made == await desk.again(made)
    for after in (
        await schedules.change(GUILD, made.id, minutes=600, content=Content.MIXED),
        await schedules.set_problems(made, [Problem.SEND], None),
        await schedules.pause(GUILD, made.id, PERSON),
        await schedules.resume(GUILD, made.id),
        await schedules.remove(GUILD, made.id),
        await schedules.restore(GUILD, made.id),
    ):
        assert after != made
        last = after
    assert last == await desk.again(made)


async def test_problems_of_what_a_schedule_posts_end_with_another_choice(desk: Desk) -> None:
    made = await desk.schedule()
    await desk.library.schedules.set_problems(made, [Problem.SEND, Problem.NOTHING_TO_POST], None)
    later = await desk.library.schedules.change(GUILD, made.id, minutes=500)
    assert later.problems == (Problem.SEND, Problem.NOTHING_TO_POST)
    other = await desk.library.schedules.change(GUILD, made.id, content=Content.SUMMARY)
    assert other.problems == (Problem.SEND,)


async def test_a_day_that_had_its_post_is_not_in_the_preview(desk: Desk) -> None:
    made = await desk.schedule()
    await desk.claim(MORNING)
    later = await desk.library.schedules.change(GUILD, made.id, minutes=600)
    guild = await desk.library.guilds.get(GUILD)
    first, *_ = await desk.library.schedules.preview(guild, later, Language.JA)
    assert first.run.date == later.next_date
    assert first.run.at == MORNING + timedelta(days=1, hours=2)


async def test_the_preview_has_the_prediction_that_its_own_server_was_shown_and_did_not_reject(
    desk: Desk,
) -> None:
    library, elsewhere = desk.library, GUILD + 1
    await library.guilds.change(elsewhere, zone="Asia/Tokyo")
    await library.articles.add(TEXT, elsewhere)
    decided = await library.selection.prediction_of_the_day(await library.guilds.get(GUILD), Language.JA)

    async def previewed(guild_id: int) -> list[int | None]:
        spec = replace(SPEC, content=Content.PREDICTION)
        made = await library.schedules.add(guild_id, spec, created_by=PERSON)
        posts = await library.schedules.preview(await library.guilds.get(guild_id), made, Language.JA)
        return [post.item.id if post.item else None for post in posts]

    assert await previewed(GUILD) == [decided.item.id] + [None] * 13
    assert await previewed(elsewhere) == [None] * 14
    await library.reviews.reject(GUILD, decided.item.id)
    assert await previewed(GUILD) == [None] * 14
