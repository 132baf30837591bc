"""A schedule that can't post keeps its place, its maker is told, and it goes on when the cause is gone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.model import Language, Problem
from bot.texts import Texts
from tests.cogs.daily.test_permissions import allow, deny, me, named, thread
from tests.cogs.daily.test_trouble import work
from tests.conftest import World, open_world, said
from tests.daily import add, move, panel, press, schedules


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 10, 7, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def timed(path: Path, clock: Clock) -> AsyncIterator[World]:
    async with open_world(path, clock=clock) as world:
        yield world


async def a_day_passes(world: World, clock: Clock) -> None:
    """The next run comes due, and the bot does what is due then."""
    clock.now += timedelta(days=1)
    await work(world)
    clock.now += timedelta(seconds=10)
    await work(world)


def letters(world: World) -> list[str]:
    """What the maker of the schedules got by direct message."""
    return [m.embeds[0].description or "" for m in world.admin.user.dm_channel.history()]


DENIED = {
    Problem.VIEW: "view_channel",
    Problem.SEND: "send_messages",
    Problem.EMBED: "embed_links",
}


@pytest.mark.parametrize("trouble", DENIED)
async def test_a_missing_permission_is_named_told_once_and_mended(
    timed: World, clock: Clock, texts: Texts, language: Language, trouble: Problem
) -> None:
    world = timed
    world.speak(language)
    await world.bot.library.guilds.change(world.guild.id, language=language)
    made = await add(world, zone="UTC")
    deny(world, world.channel, me(world), DENIED[trouble])
    await world.env.settle()
    for _ in range(2):
        await a_day_passes(world, clock)
    assert world.channel.history() == []
    (stuck,) = await schedules(world)
    assert stuck.problems == (trouble,)
    assert stuck.next_run is not None
    assert named(texts, language, trouble) in said(await panel(world))
    history = said(await press(world, "button-daily-history"))
    assert history.count(named(texts, language, trouble)) == 2
    (told,) = letters(world)
    assert named(texts, language, trouble) in told
    assert texts.say(language, "missing-bot.action") in told
    assert f"<#{world.channel.id}>" in told
    allow(world, world.channel, me(world))
    await world.env.settle()
    assert (await schedules(world))[0].problems == ()
    await work(world)
    assert len(world.channel.history()) == 1, "the post of that day comes back"
    await a_day_passes(world, clock)
    assert len(world.channel.history()) == 2
    assert len(letters(world)) == 1
    assert (await schedules(world))[0].public_id == made.public_id


async def test_a_deleted_channel_pauses_until_the_schedule_is_moved(
    timed: World, clock: Clock, texts: Texts, language: Language
) -> None:
    world = timed
    world.speak(language)
    await world.bot.library.guilds.change(world.guild.id, language=language)
    old = world.guild.create_text_channel("old")
    await add(world, channel=old, zone="UTC")
    world.env.backend.delete_channel(old.id)
    await world.env.settle()
    await a_day_passes(world, clock)
    assert (await schedules(world))[0].problems == (Problem.CHANNEL_GONE,)
    (told,) = letters(world)
    assert texts.say(language, "problem-channel-gone.action") in told
    await move(world, world.channel)
    assert (await schedules(world))[0].problems == ()
    await a_day_passes(world, clock)
    assert len(world.channel.history()) == 1


async def test_a_deleted_role_pauses_until_the_mention_is_taken_out(
    timed: World, clock: Clock, texts: Texts, language: Language
) -> None:
    world = timed
    world.speak(language)
    role = world.guild.create_role("readers", mentionable=True)
    await add(world, role=role, zone="UTC")
    world.env.backend.delete_role(world.guild.id, role.id)
    await world.env.settle()
    await a_day_passes(world, clock)
    assert (await schedules(world))[0].problems == (Problem.ROLE_GONE,)
    shown = await panel(world)
    assert texts.say(language, "problem-role-gone") in said(shown)
    await world.click(world.admin, shown, "button-clear-role")
    assert (await schedules(world))[0].problems == ()
    await a_day_passes(world, clock)
    assert len(world.channel.history()) == 1


async def test_a_locked_thread_pauses_and_an_archived_one_is_opened_by_the_post(
    timed: World, clock: Clock
) -> None:
    world = timed
    inside = thread(world, world.channel)
    await add(world, channel=inside, zone="UTC")
    stored = world.env.backend.get_channel(inside.id)
    assert stored.thread_metadata is not None
    stored.thread_metadata.archived = True
    world.env.backend.announce_channel_update(inside.id)
    await world.env.settle()
    await a_day_passes(world, clock)
    assert (await schedules(world))[0].problems == ()
    before = len(inside.history())
    assert before == 1
    deny(world, world.channel, me(world), "manage_threads")
    stored.thread_metadata.locked = stored.thread_metadata.archived = True
    world.env.backend.announce_channel_update(inside.id)
    await world.env.settle()
    await a_day_passes(world, clock)
    assert (await schedules(world))[0].problems == (Problem.THREAD_LOCKED,)
    stored.thread_metadata.locked = stored.thread_metadata.archived = False
    world.env.backend.announce_channel_update(inside.id)
    await world.env.settle()
    assert (await schedules(world))[0].problems == ()
    await a_day_passes(world, clock)
    assert len(inside.history()) == before + 1
