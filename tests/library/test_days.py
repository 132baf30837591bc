"""Schedules that post every so many days, on days of the month, and not in their pauses."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.library.alike import ScheduleExistsError
from bot.model import (
    LAST_DAY,
    Content,
    DeliveryState,
    EveryDays,
    Guild,
    Language,
    MonthDays,
    Pause,
    Reason,
    Schedule,
    ScheduleSpec,
    Weekdays,
)
from tests.desk import CHANNEL, GUILD, MORNING, PERSON, Desk, open_desk

DAY = timedelta(days=1)
TODAY = date(2026, 10, 8)  # the local date of MORNING, a Thursday
SPEC = ScheduleSpec(channel_id=CHANNEL, minutes=480, days=EveryDays(3), content=Content.QUOTE)


@pytest.fixture
async def desk(path: Path) -> AsyncIterator[Desk]:
    async with open_desk(path) as opened:
        yield opened


async def previewed(desk: Desk, schedule: Schedule) -> list[date]:
    guild = await desk.library.guilds.get(GUILD)
    return [post.run.date for post in await desk.library.schedules.preview(guild, schedule, Language.JA)]


async def test_every_third_day_is_counted_from_the_first_day_that_can_still_get_a_post(desk: Desk) -> None:
    early = await desk.schedule(days=EveryDays(3))
    assert (early.next_run, early.days) == (MORNING, EveryDays(3, TODAY))
    desk.now = MORNING
    late = await desk.schedule(days=EveryDays(3))
    assert (late.next_date, late.days) == (TODAY + DAY, EveryDays(3, TODAY + DAY))
    said = await desk.schedule(days=EveryDays(3, TODAY + 9 * DAY))
    assert await previewed(desk, said) == [TODAY + step * DAY for step in range(9, 9 + 14 * 3, 3)]


async def test_without_a_zone_the_days_are_counted_by_the_one_that_is_chosen(desk: Desk) -> None:
    """At seven in Tokyo, eight o'clock is ahead today there, and over in Auckland."""
    await desk.library.guilds.change(GUILD, zone=None)
    made = await desk.library.schedules.add(GUILD, SPEC, created_by=PERSON, zone="Pacific/Auckland")
    assert made.days == EveryDays(3, TODAY + DAY)
    assert made.next_date == TODAY + DAY


async def test_typing_the_same_number_of_days_again_keeps_the_days(desk: Desk) -> None:
    made = await desk.schedule(days=EveryDays(3))
    desk.now = MORNING + DAY
    again = await desk.library.schedules.change(GUILD, made.id, days=EveryDays(3), minutes=540)
    assert (again.days, again.next_date) == (made.days, TODAY + 3 * DAY)
    other = await desk.library.schedules.change(GUILD, made.id, days=EveryDays(5))
    assert (other.days, other.next_date) == (EveryDays(5, TODAY + DAY), TODAY + DAY)  # at nine
    month = await desk.library.schedules.change(GUILD, made.id, days=MonthDays(frozenset({LAST_DAY})))
    assert month.next_date == date(2026, 10, 31)


async def test_only_what_falls_on_the_same_days_is_the_same(desk: Desk) -> None:
    add = desk.library.schedules.add
    first = await add(GUILD, SPEC, created_by=PERSON, alike=0)
    await desk.library.schedules.change(GUILD, first.id, pauses=(Pause(TODAY, TODAY),))
    desk.now = MORNING + 6 * DAY - timedelta(hours=1)
    with pytest.raises(ScheduleExistsError):
        await add(GUILD, SPEC, created_by=PERSON, alike=0)
    guild = await desk.library.guilds.get(GUILD)
    with pytest.raises(ScheduleExistsError):
        await desk.library.schedules.check_new(guild, SPEC)
    desk.now += DAY
    await desk.library.schedules.check_new(guild, SPEC)
    await add(GUILD, SPEC, created_by=PERSON, alike=0)


async def test_a_mixed_schedule_takes_turns_on_whatever_days_it_has(desk: Desk) -> None:
    guild = await desk.library.guilds.get(GUILD)
    for days in (EveryDays(3), EveryDays(6), MonthDays(frozenset({1, 15, LAST_DAY}))):
        made = await desk.schedule(days=days, content=Content.MIXED)
        posts = await desk.library.schedules.preview(guild, made, Language.JA)
        found = [post.content for post in posts]
        assert len(set(found[:3])) == 3, days
        assert found[:11] == found[3:], days


async def test_a_pause_has_no_posts_and_none_of_them_counts_as_missed(desk: Desk) -> None:
    made = await desk.schedule(
        pauses=(Pause(TODAY + DAY, TODAY + 3 * DAY), Pause(TODAY + 5 * DAY, TODAY + 5 * DAY))
    )
    assert await previewed(desk, made) == [TODAY + step * DAY for step in (0, 4, *range(6, 18))]
    for post in await desk.claim(MORNING):
        await desk.library.outbox.confirm(post, 1)
    assert (await desk.again(made)).next_date == TODAY + 4 * DAY
    (post,) = await desk.claim(MORNING + 4 * DAY)  # the bot was away all the time
    assert post.delivery.slot == str(TODAY + 4 * DAY)
    assert [slot for slot, _, _ in await desk.slots(made)] == [str(TODAY + 4 * DAY), str(TODAY)]


async def test_a_pause_that_begins_today_cancels_what_is_due_and_what_waits(desk: Desk) -> None:
    due, waiting = await desk.schedule(), await desk.schedule()
    today = (Pause(TODAY, TODAY + DAY),)
    desk.now = MORNING
    claims = {post.schedule.id: post for post in await desk.claim(limit=20)}
    await desk.library.outbox.confirm(claims[due.id], 1)
    await desk.library.outbox.postpone(claims[waiting.id], Reason.UNREACHABLE, 60, maybe_sent=False)
    await desk.library.schedules.change(GUILD, waiting.id, pauses=today)
    assert await desk.claim(MORNING + timedelta(minutes=2)) == []
    assert await desk.slots(waiting) == [(str(TODAY), DeliveryState.SKIPPED, Reason.CANCELLED)]
    desk.now = MORNING + DAY  # due, not claimed yet
    after = await desk.library.schedules.change(GUILD, due.id, pauses=(Pause(TODAY + DAY, TODAY + DAY),))
    assert after.next_date == TODAY + 2 * DAY
    assert (await desk.slots(due))[0] == (str(TODAY + DAY), DeliveryState.SKIPPED, Reason.CANCELLED)
    without = await desk.library.schedules.change(GUILD, waiting.id, pauses=())
    assert without.next_date == TODAY + 2 * DAY


async def test_resuming_and_restoring_keep_days_and_pauses(desk: Desk) -> None:
    made = await desk.schedule(days=EveryDays(2), pauses=(Pause(TODAY + 2 * DAY, TODAY + 4 * DAY),))
    await desk.library.schedules.pause(GUILD, made.id, by=PERSON)
    desk.now = MORNING + DAY
    resumed = await desk.library.schedules.resume(GUILD, made.id)
    assert (resumed.days, resumed.pauses, resumed.next_date) == (made.days, made.pauses, TODAY + 6 * DAY)
    await desk.library.schedules.remove(GUILD, made.id)
    assert await desk.library.schedules.restore(GUILD, made.id) == resumed


async def test_pauses_that_are_over_are_not_shown(desk: Desk) -> None:
    over, last = Pause(TODAY - 2 * DAY, TODAY - DAY), Pause(TODAY - DAY, TODAY)
    made = await desk.schedule(days=Weekdays(frozenset({0})), pauses=(over, last))
    guild: Guild = await desk.library.guilds.get(GUILD)
    (shown,) = await desk.library.schedules.show(guild, [made], lambda _: True)
    assert shown.pauses == (last,)
