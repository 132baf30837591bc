"""Daily posts by the real client over loopback: whatever goes wrong, exactly one message stands there."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import discord
import pytest

from bot import doctor
from bot.jobs import sender
from bot.model import DeliveryState, Language, Problem, Reason
from bot.texts import Texts

from .due import posts_due
from .faults import Fault, fail, hang, late, reset, slow_down
from .small import SmallDiscord

POSTS = 4
FORGOTTEN = 200
"""Seconds after which Discord may have forgotten a nonce."""


@pytest.fixture
async def small() -> AsyncIterator[SmallDiscord]:
    async with SmallDiscord() as small:
        yield small


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """No patience with an answer that hangs."""
    monkeypatch.setattr(sender, "ANSWER_WITHIN", 0.3)


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
    monkeypatch.setattr(sender, "NONCE_KNOWN", 0.5)
    due = await posts_due(small, path)
    async with due.bot(due.at - 1) as life:
        stored = small.plan(fail(500, stored=True))
        small.plan(slow_down(1.5), when=lambda _: bool(stored.hits))
        await life.tick(due.at)
        await life.tick(due.at + 5)
    assert due.counts() == [1]
    (delivery,) = await due.deliveries()
    assert (delivery.state, delivery.reason) == (DeliveryState.SENT, Reason.FOUND)


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
        await life.dispatcher.settle()
    assert due.counts() == [0]
    assert await due.states() == {"claimed": 1}


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
        (schedule,) = await life.bot.library.daily.all(due.guild.id)
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


async def test_a_missing_permission_pauses_with_its_reason_is_told_once_and_mends_itself(
    small: SmallDiscord, path: Path
) -> None:
    due = await posts_due(small, path)
    (channel,), owner = due.channels, due.guild.owner
    channel.allow(small.world.bot, embed_links=False)
    async with due.bot(due.at - 1) as life:
        for second in range(0, 100, 10):
            await life.tick(due.at + second)
        (schedule,) = await life.bot.library.daily.all(due.guild.id)
        assert schedule.problems == (Problem.EMBED,)
        assert schedule.next_run == due.at + 24 * 3600
        (told,) = small.messages(small.world.directs[owner.id])
        assert f"<#{channel.id}>" in told["embeds"][0]["description"]
        await life.tick(schedule.next_run)
        assert len(small.messages(small.world.directs[owner.id])) == 1
        channel.allow(small.world.bot, embed_links=True)
        await small.tell("CHANNEL_UPDATE", channel)
        await life.tick(schedule.next_run + 24 * 3600)
        assert due.counts() == [1]
        (schedule,) = await life.bot.library.daily.all(due.guild.id)
        assert schedule.problems == ()
    assert await due.states() == {"skipped": 2, "sent": 1}


async def test_a_403_is_not_tried_twice(small: SmallDiscord, path: Path) -> None:
    due = await posts_due(small, path)
    (channel,) = due.channels
    async with due.bot(due.at - 1) as life:
        small.plan(fail(403, 50013))
        for second in range(0, 100, 10):
            await life.tick(due.at + second)
        (schedule,) = await life.bot.library.daily.all(due.guild.id)
        assert schedule.problems == (Problem.SEND,)
    assert [r.status for r in small.asked() if f"/{channel.id}/" in r.path] == [403]
    assert await due.states() == {"failed": 1}


@pytest.mark.parametrize("status", [401, 403])
async def test_a_refusal_that_is_not_discords_own_is_no_channels_fault(
    small: SmallDiscord, path: Path, status: int
) -> None:
    due = await posts_due(small, path)
    owner = due.guild.owner
    async with due.bot(due.at - 1) as life:
        small.plan(fail(status))
        await life.tick(due.at)
        (schedule,) = await life.bot.library.daily.all(due.guild.id)
        assert schedule.problems == ()
        assert await due.states() == {"waiting": 1}
    async with due.bot(due.at + 601) as life:
        await life.tick()
    assert due.counts() == [1]
    assert owner.id not in small.world.directs


async def test_a_channel_that_only_something_before_discord_refuses_to_show_is_not_gone(
    small: SmallDiscord, path: Path
) -> None:
    due = await posts_due(small, path)
    async with due.bot(due.at - 1) as life:
        for status in (403, 404):
            small.plan(fail(status), method="GET", path=r"/guilds/\d+")
            with pytest.raises(discord.HTTPException):
                await doctor.check(life.bot, due.schedules[0], fresh=True)


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


async def test_a_notice_names_no_channel_to_somebody_who_can_not_see_it(
    small: SmallDiscord, path: Path
) -> None:
    due = await posts_due(small, path)
    (channel,) = due.channels
    member = small.world.add_user("mio")
    due.guild.add_member(member)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE schedule SET created_by = ?", (member.id,))
    channel.allow(due.guild.everyone, view_channel=False)
    channel.allow(small.world.bot, view_channel=True, send_messages=False)
    async with due.bot(due.at - 1) as life:
        await life.tick(due.at)
        await life.tick(due.at + 1)
    (told,) = small.messages(small.world.directs[member.id])
    assert str(channel.id) not in str(told["embeds"])


@pytest.mark.parametrize("nonces", [300.0, 0.0])
async def test_a_notice_comes_once_too(small: SmallDiscord, path: Path, hasty: None, nonces: float) -> None:
    small.world.nonce_window = nonces
    due = await posts_due(small, path)
    due.channels[0].allow(small.world.bot, send_messages=False)
    direct = small.world.direct(due.guild.owner.id)
    async with due.bot(due.at - 1) as life:
        await life.tick(due.at)
        small.plan(hang(stored=True), when=lambda request: f"/{direct.id}/" in request.path)
        await life.tick(due.at + 1)
        await life.tick(due.at + (5 if nonces else FORGOTTEN))
        assert await life.bot.library.daily.notices(due.guild.id) == []
    assert len(small.messages(direct)) == 1


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


async def test_a_person_who_takes_no_messages_leaves_the_notice_to_the_editors(
    small: SmallDiscord, path: Path
) -> None:
    due = await posts_due(small, path)
    due.channels[0].allow(small.world.bot, send_messages=False)
    small.world.unreachable.add(due.guild.owner.id)
    async with due.bot(due.at - 1) as life:
        await life.tick(due.at)
        await life.tick(due.at + 1)
        assert await life.bot.library.daily.notices(due.guild.id)


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
        pinged, silent = (request.body for request in small.asked())
        assert pinged["content"] == f"<@&{role.id}>"
        assert pinged["allowed_mentions"]["roles"] == [role.id]
        assert not pinged.get("flags")
        assert silent["flags"] == 4096
        assert not silent["content"]
