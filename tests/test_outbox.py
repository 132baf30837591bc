"""The outbox on a real database: what is claimed when, once, and what becomes of it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.library import Library
from bot.library.claims import Post
from bot.library.lease import Lease, hold
from bot.library.outbox import Point
from bot.model import (
    Content,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Language,
    Problem,
    Reason,
    Schedule,
)
from bot.schedule import EVERY_DAY, TimeOfDay
from bot.store import deliveries, schedules
from bot.store.database import Database, open_database

GUILD, CHANNEL, PERSON = 1, 2, 3
MORNING = datetime(2026, 10, 7, 23, 0, tzinfo=UTC)  # 8:00 of the 8th in Tokyo
TEXT = "".join(
    f"港の話その{n}。館長の三崎ハルカさんは「夜に読む人の居場所を{n}つつくりたい」と話した。今後{n}年で蔵書は{n}万冊を超える見通しだ。\n\n"
    for n in range(2, 7)
)


@dataclass
class Desk:
    """A library whose clock stands where a test puts it."""

    path: Path
    database: Database
    lease: Lease
    now: datetime = MORNING - timedelta(hours=1)
    library: Library = field(init=False)

    def __post_init__(self) -> None:
        self.library = Library(self.database, lambda: self.now)

    async def schedule(self, **changes: object) -> Schedule:
        """Every day at 8:00 in Tokyo."""
        settings: dict[str, object] = {
            "channel_id": CHANNEL,
            "at": TimeOfDay(480),
            "days": EVERY_DAY,
            "content": Content.QUOTE,
            "created_by": PERSON,
        }
        return await self.library.daily.add(GUILD, **{**settings, **changes})  # type: ignore[arg-type]

    async def again(self, schedule: Schedule) -> Schedule:
        """The schedule as it is now."""
        found = await schedules.get(self.database.reader, schedule.id)
        assert found is not None
        return found

    async def claim(self, at: datetime | None = None, limit: int = 20) -> list[Post]:
        self.now = at or self.now
        posts: list[Post] = []
        while (some := await self.library.outbox.claim(self.lease, limit, lambda _: Language.JA)) is not None:
            posts += some
        return posts

    async def history(self, schedule: Schedule) -> list[Delivery]:
        return await deliveries.history(self.database.reader, schedule.id, 100)

    async def slots(self, schedule: Schedule) -> list[tuple[str, str, str | None]]:
        return [(d.slot, d.state.value, d.reason) for d in await self.history(schedule)]

    async def restart(self) -> None:
        """Another life of the bot on the same database."""
        self.lease = replace_holder(self.lease, self.database)
        async with self.database.transaction() as transaction:
            await transaction.execute("UPDATE lease SET holder = ?", (self.lease.holder,))
        self.library = Library(self.database, lambda: self.now)
        await self.library.outbox.take_over(self.lease)


def replace_holder(lease: Lease, database: Database) -> Lease:
    return Lease(database, f"{lease.holder}-", 0)


@pytest.fixture
async def desk(path: Path) -> AsyncIterator[Desk]:
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_database(path))
        desk = Desk(path, database, await stack.enter_async_context(hold(database)))
        await desk.library.guilds.change(GUILD, zone="Asia/Tokyo", language=Language.JA)
        await desk.library.shelf.add(TEXT, GUILD)
        yield desk


async def test_nothing_is_claimed_before_its_time_and_one_post_after_it(desk: Desk) -> None:
    schedule = await desk.schedule()
    assert await desk.claim(MORNING - timedelta(seconds=1)) == []
    (post,) = await desk.claim(MORNING)
    assert (post.delivery.slot, post.delivery.target) == ("2026-10-08", CHANNEL)
    assert len(post.delivery.items) == 1
    assert await desk.claim(MORNING + timedelta(seconds=1)) == []
    again = await desk.again(schedule)
    assert again.next_run == int((MORNING + timedelta(days=1)).timestamp())
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
    desk: Desk, point: Point, monkeypatch: pytest.MonkeyPatch
) -> None:
    schedule = await desk.schedule()

    async def stop(reached: Point) -> None:
        if reached == point:
            await asyncio.Event().wait()

    outbox = desk.library.outbox
    posts = await desk.claim(MORNING) if point == "confirming" else []
    before = await desk.slots(schedule), await desk.again(schedule)
    monkeypatch.setattr(outbox, "reached", stop)
    work = (
        asyncio.create_task(outbox.confirm(posts[0], 5))
        if posts
        else asyncio.create_task(desk.claim(MORNING))
    )
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asyncio.shield(work), 0.2)
    work.cancel()
    await asyncio.wait({work})
    assert (await desk.slots(schedule), await desk.again(schedule)) == before


async def test_a_post_that_was_confirmed_stays_so(desk: Desk) -> None:
    schedule = await desk.schedule()
    (post,) = await desk.claim(MORNING)
    outbox = desk.library.outbox
    await outbox.confirm(post, 77)
    await outbox.postpone(post, Reason.UNANSWERED, 5, doubtful=True)
    await outbox.give_up(post, DeliveryState.FAILED, Problem.SEND, (Problem.SEND,))
    (delivery,) = await desk.history(schedule)
    assert (delivery.state, delivery.message_id, delivery.retry_at) == (DeliveryState.SENT, 77, None)
    assert (await desk.again(schedule)).problems == ()


async def test_an_hour_or_a_zone_changed_on_the_day_of_a_post_does_not_post_twice(desk: Desk) -> None:
    schedule = await desk.schedule()
    await desk.claim(MORNING)
    daily = desk.library.daily
    changed = await daily.change(GUILD, schedule.id, minutes=600)
    assert str(changed.next_date) == "2026-10-09"
    changed = await daily.change(GUILD, schedule.id, zone="America/Los_Angeles")
    assert str(changed.next_date) != "2026-10-08"
    await desk.claim(MORNING + timedelta(hours=12))
    assert len({slot for slot, *_ in await desk.slots(schedule)}) == len(await desk.slots(schedule))


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


async def test_downtime_is_not_made_up_on_the_next_local_day(desk: Desk) -> None:
    schedule = await desk.schedule(at=TimeOfDay(22 * 60))
    await desk.claim(MORNING + timedelta(hours=17))  # three hours late, at one in the night
    assert await desk.slots(schedule) == [("2026-10-08", "skipped", "missed")]


async def test_a_year_of_downtime_is_not_a_year_of_rows(desk: Desk) -> None:
    schedule = await desk.schedule()
    await desk.claim(MORNING + timedelta(days=365))
    assert len(await desk.slots(schedule)) == 14


async def test_what_a_dead_process_had_claimed_is_taken_up_at_once_by_its_nonce(desk: Desk) -> None:
    schedule = await desk.schedule()
    (post,) = await desk.claim(MORNING)
    await desk.restart()
    (again,) = await desk.claim(MORNING + timedelta(seconds=30))
    assert again.delivery.nonce == post.delivery.nonce
    assert again.delivery.items == post.delivery.items
    assert again.delivery.doubtful
    assert not again.must_look
    assert (again.delivery.attempts, len(await desk.history(schedule))) == (2, 1)


async def test_where_the_nonce_may_be_forgotten_the_message_is_looked_for(desk: Desk) -> None:
    await desk.schedule()
    await desk.claim(MORNING)
    await desk.restart()
    (again,) = await desk.claim(MORNING + timedelta(minutes=3))
    assert again.must_look
    await desk.library.outbox.looked(again)
    await desk.restart()
    (again,) = await desk.claim(MORNING + timedelta(minutes=3, seconds=30))
    assert not again.must_look, "it was looked for, and the nonce is known again"


async def test_what_was_due_before_the_start_is_looked_for_however_fresh_its_row(desk: Desk) -> None:
    await desk.schedule()
    desk.now = MORNING + timedelta(seconds=5)
    await desk.restart()
    (post,) = await desk.claim()
    assert post.must_look


async def test_a_doubtful_post_that_is_too_late_is_only_looked_for(desk: Desk) -> None:
    await desk.schedule()
    (post,) = await desk.claim(MORNING)
    await desk.library.outbox.postpone(post, Reason.UNANSWERED, 5, doubtful=True)
    (again,) = await desk.claim(MORNING + timedelta(hours=7))
    assert (again.must_look, again.too_late) == (True, True)


async def test_a_post_that_waited_too_long_is_missed(desk: Desk) -> None:
    schedule = await desk.schedule()
    (post,) = await desk.claim(MORNING)
    await desk.library.outbox.postpone(post, Reason.UNREACHABLE, 5, doubtful=False)
    assert await desk.claim(MORNING + timedelta(hours=7)) == []
    assert await desk.slots(schedule) == [("2026-10-08", "skipped", "missed")]


async def test_a_post_that_waits_follows_its_schedule_to_another_channel_and_ends_with_it(desk: Desk) -> None:
    schedule = await desk.schedule()
    (post,) = await desk.claim(MORNING)
    outbox, daily = desk.library.outbox, desk.library.daily
    await outbox.postpone(post, Reason.UNREACHABLE, 5, doubtful=False)
    await daily.change(GUILD, schedule.id, channel_id=9)
    (post,) = await desk.claim(MORNING + timedelta(seconds=10))
    assert post.delivery.target == 9
    await outbox.postpone(post, Reason.UNREACHABLE, 5, doubtful=False)
    await daily.pause(GUILD, schedule.id, PERSON)
    assert await desk.claim(MORNING + timedelta(seconds=20)) == []
    assert await desk.slots(schedule) == [("2026-10-08", "skipped", "cancelled")]


async def test_a_process_that_lost_its_lease_claims_nothing(desk: Desk) -> None:
    await desk.schedule()
    async with desk.database.transaction() as transaction:
        await transaction.execute("UPDATE lease SET holder = 'another'")
    assert await desk.claim(MORNING) == []


async def test_a_prediction_schedule_posts_what_prediction_shows_on_that_day(desk: Desk) -> None:
    early = await desk.schedule(content=Content.PREDICTION)
    await desk.schedule(content=Content.PREDICTION, at=TimeOfDay(500), zone="America/New_York")
    (post,) = await desk.claim(MORNING)
    found = await desk.library.selection.prediction_of_the_day(GUILD, Language.JA, Language.JA)
    assert post.delivery.items == (found.item.id,)
    await desk.library.outbox.confirm(post, 1)
    desk.now = MORNING + timedelta(hours=13, minutes=20)  # 21:20 in Tokyo, 8:20 in New York
    (other,) = await desk.claim()
    assert other.delivery.items == post.delivery.items
    assert other.schedule.id != early.id


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
    await desk.library.daily.test(schedule, 99)
    (post,) = await desk.claim()
    assert (post.delivery.kind, post.delivery.slot) == (DeliveryKind.TEST, "test:99")
    assert post.delivery.items
    with closing(sqlite3.connect(desk.path)) as database:
        for table in ("showing", "prediction_of_the_day"):
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table


async def test_nothing_to_post_is_a_problem_that_is_told_once_and_ends_by_itself(desk: Desk) -> None:
    (article,) = await desk.library.shelf.all(GUILD)
    schedule = await desk.schedule(article_id=article.id)
    await desk.library.shelf.remove(GUILD, article.id)
    for day in range(2):
        posts = await desk.claim(MORNING + timedelta(days=day))
        assert [post.delivery.kind for post in posts] == [DeliveryKind.NOTICE][: 1 - day]
        for post in posts:
            await desk.library.outbox.confirm(post, 1)
    assert (await desk.again(schedule)).problems == (Problem.ARTICLE_GONE,)
    await desk.library.shelf.restore(GUILD, article.id)
    (post,) = await desk.claim(MORNING + timedelta(days=2))
    await desk.library.outbox.confirm(post, 1)
    assert (await desk.again(schedule)).problems == ()
    assert [state for _, state, _ in await desk.slots(schedule)] == ["sent", "skipped", "skipped"]


async def test_a_post_of_an_article_removed_meanwhile_shows_the_same(desk: Desk) -> None:
    await desk.schedule()
    (post,) = await desk.claim(MORNING)
    (article,) = await desk.library.shelf.all(GUILD)
    await desk.library.shelf.remove(GUILD, article.id)
    found = await desk.library.selection.found(GUILD, post.delivery.items[0])
    assert found.article.id == article.id


async def test_new_rules_of_the_zones_move_the_next_runs_at_the_start(desk: Desk) -> None:
    schedule = await desk.schedule()
    with closing(sqlite3.connect(desk.path)) as database, database:
        database.execute("UPDATE schedule SET next_run = next_run + 3600")  # as old rules had it
    await desk.library.outbox.replan("2026b")
    assert (await desk.again(schedule)).next_run == int(MORNING.timestamp())
    with closing(sqlite3.connect(desk.path)) as database, database:
        database.execute("UPDATE schedule SET next_run = next_run + 3600")
    await desk.library.outbox.replan("2026b")
    assert (await desk.again(schedule)).next_run == int(MORNING.timestamp()) + 3600, "planned without need"


async def test_the_guilds_zone_moves_the_schedules_that_follow_it(desk: Desk) -> None:
    follows, own = await desk.schedule(), await desk.schedule(zone="Asia/Tokyo")
    await desk.library.guilds.change(GUILD, zone="UTC")
    assert (await desk.again(follows)).next_run == int((MORNING + timedelta(hours=9)).timestamp())
    assert (await desk.again(own)).next_run == int(MORNING.timestamp())


async def test_a_guild_that_was_left_gets_nothing_until_the_bot_is_back_and_loses_its_rows_after_thirty_days(
    desk: Desk,
) -> None:
    schedule = await desk.schedule()
    guilds = desk.library.guilds
    await guilds.left(GUILD)
    assert await desk.claim(MORNING) == []
    await guilds.joined(GUILD)
    assert str((await desk.again(schedule)).next_date) == "2026-10-09"
    await guilds.left(GUILD)
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
    assert await schedules.get(desk.database.reader, schedule.id) is None


async def test_a_removed_schedule_goes_after_a_week_and_deliveries_after_ninety_days(desk: Desk) -> None:
    schedule, removed = await desk.schedule(), await desk.schedule()
    (post, _) = await desk.claim(MORNING)
    await desk.library.outbox.confirm(post, 1)
    await desk.library.daily.remove(GUILD, removed.id)
    desk.now += timedelta(days=8)
    await desk.library.guilds.purge()
    assert await schedules.get(desk.database.reader, removed.id) is None
    assert len(await desk.history(schedule)) == 1
    desk.now += timedelta(days=83)
    await desk.library.guilds.purge()
    assert await desk.history(schedule) == []


@pytest.mark.parametrize(
    ("query", "index"), [(schedules.DUE, "schedule_due"), (deliveries.OPEN, "delivery_open")]
)
async def test_what_is_due_is_found_without_reading_any_other_row(desk: Desk, query: str, index: str) -> None:
    plan = await desk.database.reader.execute_fetchall(f"EXPLAIN QUERY PLAN {query}", (1, 1))
    (step,) = [row[3] for row in plan]
    assert step.startswith("SEARCH")
    assert f"USING INDEX {index} (" in step
