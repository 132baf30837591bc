"""Daily posts by the real client over loopback: whatever goes wrong, exactly one message stands there."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.delivery import permit
from bot.model import DeliveryState, Language, Problem, Reason
from bot.texts import Texts

from .due import FORGOTTEN, posts_due
from .faults import Fault, fail, hang, late, reset, slow_down
from .small import SmallDiscord

POSTS = 4


@pytest.mark.parametrize(
    "fault",
    [
        hang(),
        hang(stored=True),
        reset(),
        reset(stored=True),
        fail(500, stored=True),
        fail(502),
        fail(503),
        late(0.2),
        slow_down(0.2),
        slow_down(0.2, everywhere=True),
    ],
    ids=lambda fault: f"{fault.ending} {fault.status if fault.ending == 'answer' else ''} {fault.stored}",
)
async def test_an_answer_that_goes_wrong_leaves_one_message(
    small: SmallDiscord, path: Path, hasty: None, fault: Fault
) -> None:
    due = await posts_due(small, path)
    async with due.bot(due.at - 1) as life:
        small.plan(fault)
        await life.tick(due.at)
        for second in range(1, 10, 3):
            await life.tick(due.at + second)
    assert due.counts() == [1]
    (delivery,) = await due.deliveries()
    assert delivery.state is DeliveryState.SENT
    assert [m["id"] for m in small.messages(due.channels[0])] == [str(delivery.message_id)]


async def test_a_clock_that_is_set_back_doubles_nothing(small: SmallDiscord, path: Path, hasty: None) -> None:
    small.world.nonce_window = 0
    due = await posts_due(small, path)
    async with due.bot(due.at - 1) as life:
        small.plan(hang(stored=True))
        await life.tick(due.at + 30)
        await life.tick(due.at - 3600)
        await life.tick(due.at + 40)
    assert due.counts() == [1]
    assert await due.states() == {"sent": 1}


async def test_a_fault_and_then_a_long_429_within_one_attempt_double_nothing(
    small: SmallDiscord, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.world.nonce_window = 0
    monkeypatch.setattr(permit, "NONCE_KNOWN", 0.5)
    due = await posts_due(small, path)
    async with due.bot(due.at - 1) as life:
        stored = small.plan(fail(500, stored=True))
        small.plan(slow_down(1.5), when=lambda _: bool(stored.hits))
        await life.tick(due.at)
        await life.tick(due.at + 5)
    assert due.counts() == [1]
    (delivery,) = await due.deliveries()
    assert (delivery.state, delivery.reason) == (DeliveryState.SENT, Reason.FOUND)


async def test_a_refusal_of_a_repeated_request_does_not_hide_that_the_first_one_arrived(
    small: SmallDiscord, path: Path
) -> None:
    small.world.nonce_window = 0
    due = await posts_due(small, path)
    async with due.bot(due.at - 1) as life:
        stored = small.plan(fail(500, stored=True))
        small.plan(fail(403, 50013), when=lambda _: bool(stored.hits))
        await life.tick(due.at)
        await life.tick(due.at + 5)
    assert due.counts() == [1]
    (delivery,) = await due.deliveries()
    assert (delivery.state, delivery.reason) == (DeliveryState.SENT, Reason.FOUND)


@pytest.mark.parametrize("stored", [True, False])
async def test_a_post_that_may_have_arrived_does_not_follow_its_schedule_to_another_channel(
    small: SmallDiscord, path: Path, hasty: None, stored: bool
) -> None:
    small.world.nonce_window = 0
    due = await posts_due(small, path)
    other = due.guild.add_channel("other")
    async with due.bot(due.at - 1) as life:
        small.plan(hang(stored=stored))
        await life.tick(due.at)
        await life.bot.library.schedules.change(due.guild.id, due.schedules[0].id, channel_id=other.id)
        other.allow(small.world.bot, send_messages=False)  # what is wrong there says nothing about it
        await life.tick(due.at + 3)
    assert due.counts() == [1]
    assert small.messages(other) == []
    assert await due.states() == {"sent": 1}


async def test_a_lease_that_is_lost_while_discord_makes_wait_keeps_the_message_back(
    small: SmallDiscord, path: Path
) -> None:
    due = await posts_due(small, path)
    async with due.bot(due.at - 1) as life:
        small.plan(slow_down(0.5))
        life.clock = due.at
        await life.dispatcher.tick()
        await small.until(lambda: len(small.asked()) == 1)
        life.bot.lease._until = 0
        with closing(sqlite3.connect(path)) as database, database:
            database.execute("UPDATE lease SET holder = 'another:1:a', expires_at = expires_at + 60")
        await life.dispatcher.settle()
        assert await due.states() == {"claimed": 1}
    assert due.counts() == [0]


async def test_a_pause_longer_than_the_lease_costs_a_post_two_seconds(
    small: SmallDiscord, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    due = await posts_due(small, path)
    async with due.bot(due.at - 1) as life:
        small.plan(slow_down(0.5))
        life.clock = due.at
        await life.dispatcher.tick()
        await small.until(lambda: len(small.asked()) == 1)
        life.bot.lease._until = 0
        await life.dispatcher.settle()
        assert "the lease had run out" in caplog.text
        await life.tick(due.at + 2)
    assert due.counts() == [1]


class Asleep:
    """The clocks of a computer that sleeps: those of the event loop stand still meanwhile."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, boot: bool) -> None:
        self.seconds = 0.0
        wall, since_boot = time.time, permit._since_boot
        if boot:
            monkeypatch.setattr(permit, "_since_boot", lambda: since_boot() + self.seconds)
        else:
            monkeypatch.setattr(time, "time", lambda: wall() + self.seconds)


@pytest.mark.parametrize("boot", [True, False])
async def test_a_computer_that_sleeps_while_discord_makes_wait_doubles_nothing(
    small: SmallDiscord,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    boot: bool,
) -> None:
    due = await posts_due(small, path)
    asleep = Asleep(monkeypatch, boot=boot)
    async with due.bot(due.at - 1) as life:
        stored = small.plan(fail(500, stored=True))
        small.plan(slow_down(1), when=lambda _: bool(stored.hits))
        life.clock = due.at
        await life.dispatcher.tick()
        await small.until(lambda: len(small.asked()) == 2)
        asleep.seconds = 1800
        small.world.nonce_window = 0
        await life.bot.lease.renew()
        await life.dispatcher.settle()
        assert "planned anew" in caplog.text
        await life.tick(due.at + 5)
    assert due.counts() == [1]
    (delivery,) = await due.deliveries()
    assert (delivery.state, delivery.reason) == (DeliveryState.SENT, Reason.FOUND)


async def test_a_post_that_may_not_be_there_is_told_and_sent_by_a_button_that_never_doubles(
    small: SmallDiscord, path: Path, hasty: None, texts: Texts
) -> None:
    due = await posts_due(small, path)
    (channel,), maker, host = due.channels, due.guild.owner, small.world.add_user("host")
    async with due.bot(due.at - 1) as life:
        life.bot.owner_id = host.id
        small.plan(hang())
        await life.tick(due.at)
        channel.allow(small.world.bot, read_message_history=False)
        await small.tell("CHANNEL_UPDATE", channel)
        await life.tick(due.at + 3)
        assert await due.states() == {"unknown": 1}
        await life.tick(due.at + 15)
        for person in (maker, host):
            (told,) = small.messages(small.world.directs[person.id])
            assert "notice" not in told["embeds"][0]["description"]
        shown = await (await small.slash(channel, maker, "daily manage")).response()
        late = texts.say(Language.EN, "button-daily-history")
        history = await (await small.click(shown, late, maker)).response()
        number = (await due.deliveries())[0].id
        refused = await small.click(history, f"daily-send:{number}", maker)
        words = (await refused.response())["embeds"][0]["description"]
        assert texts.say(Language.EN, "permission-history") in words
        channel.allow(small.world.bot, read_message_history=True)
        await small.tell("CHANNEL_UPDATE", channel)
        await asyncio.sleep(0.1)
        pressed = [await small.click(history, f"daily-send:{number}", maker) for _ in "twice"]
        answers = [(await one.response())["embeds"][0]["description"] for one in pressed]
        assert texts.say(Language.EN, "post-not-open") in answers
        await life.tick(due.at + 60)
    assert await due.states() == {"sent": 1}
    assert due.counts() == [1]


async def test_posts_go_out_while_the_gateway_is_down(small: SmallDiscord, path: Path) -> None:
    due = await posts_due(small, path)
    async with due.bot(due.at - 1) as life:
        await small.gateway.drop()
        await life.tick(due.at)
    assert due.counts() == [1]


async def test_what_nobody_can_tell_is_unknown_and_never_sent_again(
    small: SmallDiscord, path: Path, hasty: None
) -> None:
    due = await posts_due(small, path)
    async with due.bot(due.at - 1) as life:
        small.plan(hang(stored=True))
        await life.tick(due.at)
        due.channels[0].allow(small.world.bot, read_message_history=False)
        await small.tell("CHANNEL_UPDATE", due.channels[0])
        await life.tick(due.at + FORGOTTEN)
        (schedule,) = await life.bot.library.schedules.all(due.guild.id)
        assert schedule.problems == (Problem.HISTORY,)
        for second in range(300, 900, 100):
            await life.tick(due.at + second)
    (delivery,) = await due.deliveries()
    assert (delivery.state, delivery.reason) == (DeliveryState.UNKNOWN, Reason.UNANSWERED)
    assert due.counts() == [1]


async def test_a_message_that_was_deleted_meanwhile_is_not_sent_again(
    small: SmallDiscord, path: Path, hasty: None
) -> None:
    due = await posts_due(small, path)
    async with due.bot(due.at - 1) as life:
        small.plan(hang())
        small.plan(fail(404, 10008, "Unknown Message"))
        await life.tick(due.at)
        await life.tick(due.at + 3)
    (delivery,) = await due.deliveries()
    assert (delivery.state, delivery.reason) == (DeliveryState.SENT, Reason.DELETED)
    assert due.counts() == [0]


async def test_a_channel_that_hangs_keeps_no_other_waiting(small: SmallDiscord, path: Path) -> None:
    due = await posts_due(small, path, POSTS)
    first = due.channels[0]
    async with due.bot(due.at - 1) as life:
        life.clock = due.at
        small.plan(hang(), when=lambda request: f"/{first.id}/" in request.path)
        await life.dispatcher.tick()
        await small.until(lambda: due.counts() == [0] + [1] * (POSTS - 1), within=3)


async def test_a_global_429_is_waited_for_and_the_bot_still_speaks(
    small: SmallDiscord, path: Path, hasty: None
) -> None:
    """The wait is longer than an answer may take: a request that sleeps in it is not cancelled."""
    due = await posts_due(small, path, POSTS)
    async with due.bot(due.at - 1) as life:
        small.plan(slow_down(1.0, everywhere=True), times=2)
        start = time.monotonic()
        await life.tick(due.at)
        assert time.monotonic() - start >= 1
        assert due.counts() == [1] * POSTS
        asked = await small.slash(due.channels[0], due.guild.owner, "quote")
        assert await asked.response(within=3)


@pytest.mark.parametrize("stored", [True, False])
async def test_a_post_that_may_have_arrived_before_its_channel_was_closed_is_looked_for(
    small: SmallDiscord, path: Path, hasty: None, stored: bool
) -> None:
    due = await posts_due(small, path)
    async with due.bot(due.at - 1) as life:
        small.plan(hang(stored=stored))
        await life.tick(due.at)
        due.channels[0].allow(small.world.bot, send_messages=False)
        await small.tell("CHANNEL_UPDATE", due.channels[0])
        await asyncio.sleep(0.1)
        await life.tick(due.at + 3)
    assert due.counts() == [stored]
    assert await due.states() == ({"sent": 1} if stored else {"skipped": 1})


async def test_a_post_speaks_the_servers_language_and_its_button_works_in_a_later_life(
    small: SmallDiscord, path: Path, texts: Texts
) -> None:
    due = await posts_due(small, path)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE guild SET language = NULL")
    async with due.process(due.at - 1):
        await small.until(lambda: due.counts() == [1], 30)
    (message,) = small.messages(due.channels[0])
    assert message["embeds"][0]["author"]["name"] == texts.say(Language.JA, "quote-label")
    async with due.bot(due.at + 60):
        pressed = await small.click(
            message, texts.say(Language.JA, "button-context"), due.guild.owner, locale="ja"
        )
        shown = await pressed.response(within=3)
        assert shown["embeds"][0]["author"]["name"] == texts.say(Language.JA, "context-label")
        assert shown["flags"] & 64


async def test_a_role_is_pinged_only_where_an_editor_chose_it(path: Path) -> None:
    roles: set[int] = set()
    async with SmallDiscord(roles=roles) as small:
        due = await posts_due(small, path, 2)
        role = due.guild.add_role("readers", mentionable=True)
        roles.add(role.id)
        with closing(sqlite3.connect(path)) as database, database:
            database.execute("UPDATE schedule SET role_id = ? WHERE id = ?", (role.id, due.schedules[0].id))
        async with due.bot(due.at - 1) as life:
            await life.tick(due.at)
        # They are sent at the same time, and arrive in either order.
        bodies = [request.body for request in small.asked()]
        pinged, silent = sorted(bodies, key=lambda body: not body["content"])
        assert pinged["content"] == f"<@&{role.id}>"
        assert pinged["allowed_mentions"]["roles"] == [role.id]
        assert not pinged.get("flags")
        assert silent["flags"] == 4096
        assert not silent["content"]
