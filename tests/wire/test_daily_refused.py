"""Posts that are refused: the schedule says why, its maker is told once, and what is mended goes on."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import discord
import pytest

from bot import config
from bot.app.startup import open_bot
from bot.delivery import diagnosis, notifier, sender
from bot.model import Fact, Language, Problem
from bot.texts import Texts

from .due import FORGOTTEN, posts_due
from .faults import Fault, fail, hang, reset
from .small import SmallDiscord
from .test_daily_looking import chat


async def test_a_missing_permission_pauses_with_its_reason_is_told_once_and_mends_itself(
    small: SmallDiscord, path: Path
) -> None:
    due = await posts_due(small, path)
    (channel,), owner = due.channels, due.guild.owner
    channel.allow(small.world.bot, embed_links=False)
    async with due.bot(due.at - 1) as life:
        for second in range(0, 100, 10):
            await life.tick(due.at + second)
        (schedule,) = await life.bot.library.schedules.all(due.guild.id)
        assert schedule.problems == (Problem.EMBED,)
        tomorrow = due.at + 24 * 3600
        assert schedule.next_run == datetime.fromtimestamp(tomorrow, UTC)
        (told,) = small.messages(small.world.directs[owner.id])
        assert f"<#{channel.id}>" in told["embeds"][0]["description"]
        await life.tick(tomorrow)
        assert len(small.messages(small.world.directs[owner.id])) == 1
        channel.allow(small.world.bot, embed_links=True)
        await small.tell("CHANNEL_UPDATE", channel)
        await life.tick(tomorrow + 24 * 3600)
        assert due.counts() == [1]
        (schedule,) = await life.bot.library.schedules.all(due.guild.id)
        assert schedule.problems == ()
    assert await due.states() == {"skipped": 2, "sent": 1}


@pytest.mark.parametrize("outage", [False, True])
async def test_what_was_mended_while_the_bot_heard_nothing_goes_on(
    small: SmallDiscord, path: Path, outage: bool
) -> None:
    due = await posts_due(small, path)
    async with open_bot(path) as bot:
        await bot.library.schedules.set_problems(due.schedules[0], [Problem.EMBED], None)
        (channel,) = due.channels
        channel.allow(small.world.bot, embed_links=not outage)
        async with small.connect(bot):
            if outage:
                await small.until(lambda: bot.is_ready(), within=10)
                await small.leave(due.guild, outage=True)
                channel.allow(small.world.bot, embed_links=True)
                await small.join(due.guild)
            mended = "SELECT 1 FROM schedule WHERE problems IS NULL"
            with closing(sqlite3.connect(path)) as database:
                await small.until(lambda: database.execute(mended).fetchone(), within=10)


async def test_twenty_schedules_that_lose_one_permission_are_one_message(
    small: SmallDiscord, path: Path, texts: Texts
) -> None:
    due = await posts_due(small, path, 20)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE schedule SET next_run = next_run + 60 * id")  # not all in one minute
    for channel in due.channels:
        channel.allow(small.world.bot, embed_links=False)
    async with due.bot(due.at - 1) as life:
        for minute in range(22):
            await life.tick(due.at + minute * 60)
            await life.tick(due.at + minute * 60 + 30)
    (told,) = small.messages(small.world.directs[due.guild.owner.id])
    words = told["embeds"][0]["description"]
    assert all(f"<#{channel.id}>" in words for channel in due.channels)
    assert words.count(texts.say(Language.JA, "missing-bot.action")) == 1


async def test_the_owner_is_told_by_direct_message(small: SmallDiscord, path: Path, texts: Texts) -> None:
    due = await posts_due(small, path)
    owner = small.world.add_user("host")
    async with due.bot(due.at - 1) as life:
        life.bot.owner_id = owner.id
        for _ in "twice":
            await life.bot.library.notices.notify_owner(Fact("storage-full", "disk"))
        for second in range(9, 100, 10):
            await life.tick(due.at + second)
    (told,) = small.messages(small.world.directs[owner.id])
    assert texts.say(config.terminal_language(), "storage-full") in told["embeds"][0]["description"]


async def test_a_403_is_not_tried_twice(small: SmallDiscord, path: Path) -> None:
    due = await posts_due(small, path)
    (channel,) = due.channels
    async with due.bot(due.at - 1) as life:
        small.plan(fail(403, 50013))
        for second in range(0, 100, 10):
            await life.tick(due.at + second)
        (schedule,) = await life.bot.library.schedules.all(due.guild.id)
        assert schedule.problems == (Problem.SEND,)
    assert [r.status for r in small.asked() if f"/{channel.id}/" in r.path] == [403]
    assert await due.states() == {"failed": 1}


@pytest.mark.parametrize("status", [401, 403])
async def test_one_refusal_of_everything_holds_all_posts_back_for_a_moment_only(
    small: SmallDiscord, path: Path, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setattr(sender, "PROBE_AFTER", 0.4)
    due = await posts_due(small, path, 3)
    async with due.bot(due.at - 1) as life:
        small.plan(fail(status), times=4)
        await life.tick(due.at)
        await life.tick(due.at + 60)
        assert len(small.asked()) == 3, "nothing is asked for a moment"
        await asyncio.sleep(0.5)
        await life.tick(due.at + 120)
        assert len(small.asked()) == 4, "one finds out for all"
        await asyncio.sleep(1)
        for second in range(2):
            await life.tick(due.at + 180 + second)
    assert due.counts() == [1] * 3


@pytest.mark.parametrize(
    ("status", "stored"), [(400, False), (401, False), (403, True), (404, False), (404, True)]
)
async def test_a_refusal_that_is_not_discords_own_is_no_channels_fault_and_may_have_sent_the_post(
    small: SmallDiscord, path: Path, status: int, stored: bool
) -> None:
    due = await posts_due(small, path)
    owner = due.guild.owner
    async with due.bot(due.at - 1) as life:
        small.plan(fail(status, stored=stored))
        await life.tick(due.at)
        (schedule,) = await life.bot.library.schedules.all(due.guild.id)
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
                await diagnosis.check(life.bot, due.schedules[0], fresh=True)


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
        await life.tick(due.at + 10)
    (told,) = small.messages(small.world.directs[member.id])
    assert str(channel.id) not in str(told["embeds"])


@pytest.mark.parametrize("fault", [hang(stored=True), reset(stored=True)], ids=["hangs", "reset"])
@pytest.mark.parametrize("nonces", [300.0, 0.0])
async def test_a_notice_comes_once_too(
    small: SmallDiscord, path: Path, hasty: None, nonces: float, fault: Fault
) -> None:
    small.world.nonce_window = nonces
    due = await posts_due(small, path)
    due.channels[0].allow(small.world.bot, send_messages=False)
    direct = small.world.direct(due.guild.owner.id)
    async with due.bot(due.at - 1) as life:
        await life.tick(due.at)
        small.plan(fault, when=lambda request: f"/{direct.id}/" in request.path)
        await life.tick(due.at + 10)
        await life.tick(due.at + (15 if nonces else FORGOTTEN))
        assert await life.bot.library.notices.untold(due.guild.id) == []
    assert len(small.messages(direct)) == 1


async def test_a_letter_that_may_stand_among_too_many_messages_is_told_to_an_editor(
    small: SmallDiscord, path: Path, hasty: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notifier, "READ_AT_MOST", 100)
    due = await posts_due(small, path)
    due.channels[0].allow(small.world.bot, send_messages=False)
    direct = small.world.direct(due.guild.owner.id)
    async with due.bot(due.at - 1) as life:
        await life.tick(due.at)
        small.plan(hang(), when=lambda request: f"/{direct.id}/" in request.path)
        await life.tick(due.at + 10)
        chat(small, direct, 400)
        await life.tick(due.at + FORGOTTEN)
        assert await life.bot.library.notices.untold(due.guild.id)
    assert len(small.messages(direct)) == 400


async def test_a_person_who_takes_no_messages_leaves_the_notice_to_the_editors(
    small: SmallDiscord, path: Path
) -> None:
    due = await posts_due(small, path)
    due.channels[0].allow(small.world.bot, send_messages=False)
    small.world.unreachable.add(due.guild.owner.id)
    async with due.bot(due.at - 1) as life:
        await life.tick(due.at)
        await life.tick(due.at + 10)
        assert await life.bot.library.notices.untold(due.guild.id)
