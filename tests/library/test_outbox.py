"""The outbox on a real database: what is claimed when, once, and what becomes of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.library.decision import Finish, Look, Retry, Search, decide
from bot.library.outbox import FailPoint
from bot.model import (
    DeliveryState,
    Problem,
    Reason,
)
from bot.store import deliveries, schedules
from tests.desk import CHANNEL, GUILD, MORNING, PERSON, Desk, open_desk


@pytest.fixture
async def desk(path: Path) -> AsyncIterator[Desk]:
    async with open_desk(path) as desk:
        yield desk


async def test_nothing_is_claimed_before_its_time_and_one_post_after_it(desk: Desk) -> None:
    schedule = await desk.schedule()
    assert await desk.claim(MORNING - timedelta(seconds=1)) == []
    (post,) = await desk.claim(MORNING)
    assert (post.delivery.slot, post.delivery.target) == ("2026-10-08", CHANNEL)
    assert len(post.delivery.items) == 1
    assert await desk.claim(MORNING + timedelta(seconds=1)) == []
    again = await desk.again(schedule)
    assert again.next_run == MORNING + timedelta(days=1)
    assert str(again.next_date) == "2026-10-09"


async def test_two_that_claim_at_once_get_a_post_once(desk: Desk) -> None:
    for n in range(10):
        await desk.schedule(channel_id=n)
    desk.now = MORNING
    claims = await asyncio.gather(*(desk.claim(limit=3) for _ in range(4)))
    targets = [post.delivery.target for posts in claims for post in posts]
    assert sorted(targets) == list(range(10))


@pytest.mark.parametrize("point", ["claiming", "confirming"])
async def test_what_is_interrupted_before_its_commit_has_not_happened(
    desk: Desk, point: FailPoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    schedule = await desk.schedule()

    def stop(at: FailPoint) -> None:
        if at == point:
            raise InterruptedError

    outbox = desk.library.outbox
    posts = await desk.claim(MORNING) if point == "confirming" else []
    before = await desk.slots(schedule), await desk.again(schedule)
    monkeypatch.setattr(outbox, "fail_point", stop)
    with pytest.raises(InterruptedError):
        await (outbox.confirm(posts[0], 5) if posts else desk.claim(MORNING))
    assert (await desk.slots(schedule), await desk.again(schedule)) == before


async def test_a_post_that_was_confirmed_stays_so(desk: Desk) -> None:
    schedule = await desk.schedule()
    (post,) = await desk.claim(MORNING)
    outbox = desk.library.outbox
    await outbox.confirm(post, 77)
    await outbox.postpone(post, Reason.UNANSWERED, 5, maybe_sent=True)
    await outbox.give_up(post, DeliveryState.FAILED, Problem.SEND, (Problem.SEND,))
    (delivery,) = await desk.history(schedule)
    assert (delivery.state, delivery.message_id, delivery.retry_at) == (DeliveryState.SENT, 77, None)
    assert (await desk.again(schedule)).problems == ()


async def test_an_hour_or_a_zone_changed_on_the_day_of_a_post_does_not_post_twice(desk: Desk) -> None:
    schedule = await desk.schedule()
    (post,) = await desk.claim(MORNING)
    await desk.library.outbox.confirm(post, 1)
    daily = desk.library.schedules
    changed = await daily.change(GUILD, schedule.id, minutes=600)
    assert str(changed.next_date) == "2026-10-09"
    changed = await daily.change(GUILD, schedule.id, zone="America/Los_Angeles")
    assert str(changed.next_date) != "2026-10-08"
    assert await desk.claim(MORNING + timedelta(hours=12)) == []


async def test_a_post_that_was_due_when_its_schedule_was_changed_is_moved_or_written_down(desk: Desk) -> None:
    schedule, daily = await desk.schedule(), desk.library.schedules
    desk.now = MORNING + timedelta(seconds=1)
    moved = await daily.change(GUILD, schedule.id, minutes=540)
    assert (str(moved.next_date), await desk.slots(schedule)) == ("2026-10-08", [])
    desk.now = MORNING + timedelta(hours=1, seconds=1)
    await daily.change(GUILD, schedule.id, minutes=60)
    assert await desk.slots(schedule) == [("2026-10-08", "skipped", "cancelled")]
    paused = await desk.schedule()
    desk.now = MORNING + timedelta(days=1, seconds=1)
    await daily.pause(GUILD, paused.id, PERSON)
    assert await desk.slots(paused) == [("2026-10-09", "skipped", "cancelled")]


async def test_what_is_found_of_a_channel_that_a_schedule_has_left_is_not_stored(desk: Desk) -> None:
    schedule = await desk.schedule()
    (post,) = await desk.claim(MORNING)
    await desk.library.schedules.change(GUILD, schedule.id, channel_id=9)
    await desk.library.schedules.set_problems(schedule, [Problem.SEND], None)
    await desk.library.outbox.give_up(post, DeliveryState.FAILED, Problem.SEND, (Problem.SEND,))
    assert (await desk.again(schedule)).problems == ()


async def test_what_waits_is_not_kept_waiting_by_what_comes_due(desk: Desk) -> None:
    waiting = await desk.schedule()
    (post,) = await desk.claim(MORNING)
    await desk.library.outbox.postpone(post, Reason.UNREACHABLE, 5, maybe_sent=False)
    desk.now = MORNING + timedelta(seconds=10)
    for n in range(10, 20):
        await desk.schedule(channel_id=n, minutes=481)
    desk.now = MORNING + timedelta(seconds=60)
    posts = await desk.library.outbox.claim(desk.lease, 4)
    assert posts is not None
    assert [post.schedule.id for post in posts].index(waiting.id) == 0
    assert len(posts) == 4


async def test_retries_leave_room_for_what_comes_due(desk: Desk) -> None:
    waiting = [await desk.schedule(channel_id=n) for n in range(10, 16)]
    for claim in await desk.claim(MORNING):
        await desk.library.outbox.postpone(claim, Reason.UNREACHABLE, 5, maybe_sent=False)
    for n in range(20, 26):
        await desk.schedule(channel_id=n, minutes=481)
    desk.now = MORNING + timedelta(seconds=60)
    claims = await desk.library.outbox.claim(desk.lease, 4)
    assert claims is not None
    retried = {claim.schedule.id for claim in claims} & {schedule.id for schedule in waiting}
    assert (len(claims), len(retried)) == (4, 2)


async def test_what_is_in_flight_is_not_claimed_again_and_takes_no_room(desk: Desk) -> None:
    for n in range(4):
        await desk.schedule(channel_id=n)
    claimed = await desk.claim(MORNING)
    desk.now = MORNING + timedelta(minutes=5)  # all four hang
    hanging = [claim.delivery.id for claim in claimed[:3]]
    claims = await desk.library.outbox.claim(desk.lease, 2, hanging)
    assert claims is not None
    assert [claim.delivery.id for claim in claims] == [claimed[3].delivery.id]


@pytest.mark.parametrize(
    ("late", "slots"),
    [
        (timedelta(hours=5, minutes=59), [("2026-10-08", "claimed", None)]),
        (timedelta(hours=6, minutes=1), [("2026-10-08", "skipped", "missed")]),
        (
            timedelta(days=2, hours=1),
            [
                ("2026-10-10", "claimed", None),
                ("2026-10-09", "skipped", "missed"),
                ("2026-10-08", "skipped", "missed"),
            ],
        ),
    ],
)
async def test_downtime_is_made_up_once_within_six_hours_and_otherwise_written_down(
    desk: Desk, late: timedelta, slots: list[tuple[str, str, str | None]]
) -> None:
    schedule = await desk.schedule()
    await desk.claim(MORNING + late)
    assert await desk.slots(schedule) == slots


async def test_an_outage_across_midnight_brings_the_post_back_within_six_hours(desk: Desk) -> None:
    schedule = await desk.schedule(minutes=22 * 60)
    (post,) = await desk.claim(MORNING + timedelta(hours=17))  # three hours late, at one in the night
    assert post.delivery.slot == "2026-10-08"
    await desk.library.outbox.postpone(post, Reason.UNREACHABLE, 3600, maybe_sent=False)
    assert await desk.claim(MORNING + timedelta(hours=21)) == []
    assert await desk.slots(schedule) == [("2026-10-08", "skipped", "missed")]


@pytest.mark.parametrize("ahead", [timedelta(hours=7), timedelta(days=3), timedelta(days=400)])
async def test_a_clock_that_was_ahead_silences_no_schedule(desk: Desk, ahead: timedelta) -> None:
    schedule = await desk.schedule()
    (post,) = await desk.claim(MORNING)
    await desk.library.outbox.confirm(post, 1)
    noon = MORNING + timedelta(hours=4)
    other = await desk.schedule(minutes=12 * 60 + 1)
    for late in await desk.claim(noon + ahead):
        await desk.library.outbox.postpone(late, Reason.UNREACHABLE, 5, maybe_sent=False)
    assert await desk.claim(noon) == []
    again = await desk.again(schedule)
    assert again.next_run == MORNING + timedelta(days=1)
    assert (await desk.again(other)).next_run == noon + timedelta(minutes=1)
    assert await desk.slots(schedule) == [("2026-10-08", "sent", None)]
    (post,) = await desk.claim(noon + timedelta(minutes=1))
    assert post.schedule.id == other.id
    await desk.library.outbox.confirm(post, 2)
    (post,) = await desk.claim(MORNING + timedelta(days=1))
    assert post.schedule.id == schedule.id
    desk.now += timedelta(minutes=1)
    assert await desk.library.notices.claim(desk.lease) == [], "nothing was missed"


async def test_a_post_that_a_clock_ahead_may_have_sent_is_not_sent_before_its_time(desk: Desk) -> None:
    schedule = await desk.schedule()
    (post,) = await desk.claim(MORNING)
    await desk.library.outbox.postpone(post, Reason.UNANSWERED, 5, maybe_sent=True)
    (again,) = await desk.claim(MORNING - timedelta(hours=3))
    assert decide(again.facts) == Look()
    absent = decide(replace(again.facts, search=Search.ABSENT))
    assert absent == Retry(Reason.UNANSWERED, 3 * 3600, maybe_sent=False)
    assert (await desk.again(schedule)).next_run == MORNING + timedelta(days=1)


async def test_a_permission_that_is_mended_in_time_brings_the_post_of_that_day_back(desk: Desk) -> None:
    schedule = await desk.schedule()
    schedules = desk.library.schedules
    for day, (hours, comes_back) in enumerate(((5, True), (7, False))):
        (post,) = await desk.claim(MORNING + timedelta(days=day))
        await desk.library.outbox.give_up(post, DeliveryState.FAILED, Problem.SEND, (Problem.SEND,))
        assert await desk.claim(desk.now + timedelta(hours=hours)) == []
        await schedules.set_problems(await desk.again(schedule), [], None)
        posts = await desk.claim()
        assert bool(posts) == comes_back
        for post in posts:
            await desk.library.outbox.confirm(post, 1)
    assert [state for _, state, _ in await desk.slots(schedule)] == ["failed", "sent"]


async def test_what_was_missed_is_told_once_and_sent_when_an_editor_says_so(desk: Desk) -> None:
    schedule = await desk.schedule()
    assert await desk.claim(MORNING + timedelta(days=2, hours=7)) == []
    desk.now += timedelta(minutes=1)
    told = [one for letter in await desk.library.notices.claim(desk.lease) for one in letter.notices]
    assert sorted(one.fact.key for one in told) == ["notice-lost", "owner-lost"]
    assert {one.fact.variables["earlier"] for one in told} == {2}
    outbox = desk.library.outbox
    newest, *_ = await desk.history(schedule)
    with pytest.raises(UserError, match="schedule-gone"):
        await outbox.send_now(GUILD + 1, newest.id)
    await outbox.send_now(GUILD, newest.id)
    with pytest.raises(UserError, match="post-not-open"):
        await outbox.send_now(GUILD, newest.id)
    (post,) = await desk.claim()
    assert (post.delivery.slot, post.delivery.nonce) == (newest.slot, newest.nonce)
    await outbox.confirm(post, 1)
    with pytest.raises(UserError, match="post-not-open"):
        await outbox.send_now(GUILD, newest.id)


async def test_a_year_of_downtime_is_not_a_year_of_rows(desk: Desk) -> None:
    schedule = await desk.schedule()
    await desk.claim(MORNING + timedelta(days=365))
    assert len(await desk.slots(schedule)) == 14


async def test_what_a_dead_process_had_claimed_is_looked_for_at_once_and_keeps_its_nonce(desk: Desk) -> None:
    schedule = await desk.schedule()
    (post,) = await desk.claim(MORNING)
    await desk.restart()
    (again,) = await desk.claim(MORNING + timedelta(seconds=30))
    assert again.delivery.nonce == post.delivery.nonce
    assert again.delivery.items == post.delivery.items
    assert again.delivery.maybe_sent
    assert decide(again.facts) == Look()
    assert (again.delivery.attempts, len(await desk.history(schedule))) == (2, 1)


async def test_what_was_due_before_the_start_is_looked_for_however_fresh_its_row(desk: Desk) -> None:
    await desk.schedule()
    desk.now = MORNING + timedelta(seconds=5)
    await desk.restart()
    (post,) = await desk.claim()
    assert decide(post.facts) == Look()


async def test_a_post_that_may_have_arrived_and_is_too_late_is_only_looked_for(desk: Desk) -> None:
    await desk.schedule()
    (post,) = await desk.claim(MORNING)
    await desk.library.outbox.postpone(post, Reason.UNANSWERED, 5, maybe_sent=True)
    (again,) = await desk.claim(MORNING + timedelta(hours=7))
    assert decide(again.facts) == Look()
    assert decide(replace(again.facts, search=Search.ABSENT)) == Finish(DeliveryState.SKIPPED, Reason.MISSED)


async def test_a_post_that_may_have_arrived_is_looked_for_though_its_schedule_was_paused(desk: Desk) -> None:
    schedule = await desk.schedule()
    (post,) = await desk.claim(MORNING)
    await desk.library.outbox.postpone(post, Reason.UNANSWERED, 5, maybe_sent=True)
    await desk.library.schedules.pause(GUILD, schedule.id, PERSON)
    (again,) = await desk.claim(MORNING + timedelta(seconds=10))
    assert decide(again.facts) == Look()
    given_up = Finish(DeliveryState.SKIPPED, Reason.CANCELLED)
    assert decide(replace(again.facts, search=Search.ABSENT)) == given_up


async def test_a_post_that_waited_too_long_is_missed(desk: Desk) -> None:
    schedule = await desk.schedule()
    (post,) = await desk.claim(MORNING)
    await desk.library.outbox.postpone(post, Reason.UNREACHABLE, 5, maybe_sent=False)
    assert await desk.claim(MORNING + timedelta(hours=7)) == []
    assert await desk.slots(schedule) == [("2026-10-08", "skipped", "missed")]


async def test_a_post_that_waits_follows_its_schedule_to_another_channel_and_ends_with_it(desk: Desk) -> None:
    schedule = await desk.schedule()
    (post,) = await desk.claim(MORNING)
    outbox, daily = desk.library.outbox, desk.library.schedules
    await outbox.postpone(post, Reason.UNREACHABLE, 5, maybe_sent=False)
    await daily.change(GUILD, schedule.id, channel_id=9)
    (post,) = await desk.claim(MORNING + timedelta(seconds=10))
    assert post.delivery.target == 9
    await outbox.postpone(post, Reason.UNREACHABLE, 5, maybe_sent=False)
    await daily.pause(GUILD, schedule.id, PERSON)
    assert await desk.claim(MORNING + timedelta(seconds=20)) == []
    assert await desk.slots(schedule) == [("2026-10-08", "skipped", "cancelled")]


@pytest.mark.parametrize("doubt", ["unanswered", "its process died", "due before this process began"])
async def test_a_post_that_may_have_arrived_stays_in_its_channel_and_is_looked_for_there_from_then_on(
    desk: Desk, doubt: str
) -> None:
    schedule = await desk.schedule()
    (claim,) = await desk.claim(MORNING)
    if doubt == "unanswered":
        await desk.library.outbox.postpone(claim, Reason.UNANSWERED, 5, maybe_sent=True)
    if doubt == "due before this process began":
        await desk.library.outbox.postpone(claim, Reason.UNREACHABLE, 5, maybe_sent=False)
        await desk.restart()
    await desk.library.schedules.change(GUILD, schedule.id, channel_id=9)
    for minute in range(2, 8, 2):
        (again,) = await desk.claim(MORNING + timedelta(minutes=minute))
        assert (again.delivery.target, again.schedule.channel_id) == (CHANNEL, CHANNEL)
        assert (again.delivery.items, again.delivery.nonce) == (claim.delivery.items, claim.delivery.nonce)
        assert decide(again.facts) == Look()
        await desk.library.outbox.postpone(again, Reason.UNREACHABLE, 5, maybe_sent=False)
    await desk.library.outbox.give_up(again, DeliveryState.FAILED, Problem.SEND, (Problem.SEND,))
    assert (await desk.again(schedule)).problems == (), "it posts elsewhere by now"


async def test_a_process_that_lost_its_lease_claims_nothing(desk: Desk) -> None:
    await desk.schedule()
    await desk.database.write(lambda transaction: transaction.execute("UPDATE lease SET holder = 'another'"))
    assert await desk.claim(MORNING) == []


@pytest.mark.parametrize(
    ("query", "index"), [(schedules.DUE, "schedule_due"), (deliveries.DUE, "delivery_open")]
)
async def test_what_is_due_is_found_without_reading_any_other_row(desk: Desk, query: str, index: str) -> None:
    explained = f"EXPLAIN QUERY PLAN {query}"
    plan = await desk.database.read(lambda connection: connection.execute(explained, (1, 1)).fetchall())
    (step,) = [row[3] for row in plan]
    assert step.startswith("SEARCH")
    assert f"INDEX {index} (" in step
