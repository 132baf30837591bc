"""Channels that an editor may not know of: no answer, offer or notice names them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from simcord.builders import ChannelHandle
from simcord.enums import ChannelType

from bot.model import Content, DeliveryState, Language, Problem, ScheduleSpec
from bot.schedule import EVERY_DAY
from bot.texts import Texts
from tests.cogs.daily.test_permissions import deny, me
from tests.cogs.daily.test_trouble import NOON, tell, undelivered_notice, work
from tests.conftest import World, open_world, said
from tests.daily import add

NAME = "secret-plans"

Hide = Callable[[World], Awaitable[ChannelHandle]]


async def hidden_channel(world: World) -> ChannelHandle:
    """A text channel that the administrator can't see."""
    channel = world.guild.create_text_channel(NAME)
    await schedule_in(world, channel)
    deny(world, channel, world.admin.id, "view_channel")
    await world.env.settle()
    return channel


async def private_thread(world: World) -> ChannelHandle:
    """A private thread of somebody else, in a channel that the administrator can see."""
    kind = ChannelType.PRIVATE_THREAD
    made = world.env.backend.create_thread(world.channel.id, NAME, world.member.id, type=kind)
    thread = ChannelHandle(world.env, world.guild, made)
    await schedule_in(world, thread)
    return thread


async def schedule_in(world: World, channel: ChannelHandle) -> None:
    """A schedule of the administrator, who was in that channel once."""
    spec = ScheduleSpec(channel_id=channel.id, minutes=480, days=EVERY_DAY, content=Content.QUOTE, zone="UTC")
    await world.bot.library.schedules.add(world.guild.id, spec, created_by=world.admin.id)


@pytest.fixture(params=[hidden_channel, private_thread])
def hide(request: pytest.FixtureRequest) -> Hide:
    made: Hide = request.param
    return made


def assert_hidden(text: str, channel: ChannelHandle) -> None:
    assert str(channel.id) not in text
    assert NAME not in text


@pytest.mark.parametrize("command", ["list", "preview", "history", "pause", "resume", "remove", "restore"])
async def test_no_answer_names_it(
    world: World, texts: Texts, language: Language, hide: Hide, command: str
) -> None:
    world.speak(language)
    channel = await hide(world)
    (made,) = await world.bot.library.schedules.all(world.guild.id)
    await tell(world, made, slot="2026-10-08", state=DeliveryState.SENT, message_id=77, done_at=NOON)
    if command == "restore":
        await world.slash(world.admin, "daily remove")
    shown = said(await world.slash(world.admin, f"daily {command}"))
    assert texts.say(language, "daily-hidden-channel") in shown
    assert_hidden(shown, channel)


@pytest.mark.parametrize(("command", "options"), [("edit", {"time": "9:00"}), ("test", {})])
async def test_no_answer_names_a_private_thread_that_members_of_its_channel_may_post_in(
    world: World, texts: Texts, language: Language, command: str, options: dict[str, Any]
) -> None:
    world.speak(language)
    thread = await private_thread(world)
    shown = said(await world.slash(world.admin, f"daily {command}", **options))
    assert texts.say(language, "daily-hidden-channel") in shown
    assert_hidden(shown, thread)


@pytest.mark.parametrize("command", ["pause", "restore"])
async def test_no_offer_names_it(
    world: World, texts: Texts, language: Language, hide: Hide, command: str
) -> None:
    world.speak(language)
    channel = await hide(world)
    if command == "restore":
        await world.slash(world.admin, "daily remove")
    (offer,) = await world.admin.autocomplete(world.channel, f"daily {command}", "schedule", "")
    assert texts.say(language, "daily-hidden-channel") in offer["name"]
    assert_hidden(offer["name"], channel)
    assert await world.admin.autocomplete(world.channel, f"daily {command}", "schedule", NAME) == []


async def test_no_notice_below_an_answer_names_it(
    world: World, texts: Texts, language: Language, hide: Hide
) -> None:
    world.speak(language)
    channel = await hide(world)
    (made,) = await world.bot.library.schedules.all(world.guild.id)
    await world.bot.library.schedules.set_problems(made, [Problem.NOTHING_TO_POST], None)
    await undelivered_notice(world, made)
    (notice,) = (await world.slash(world.admin, "quote")).followups
    words = notice.embeds[0].description or ""
    assert texts.say(language, "problem-nothing-to-post") in words
    assert_hidden(words, channel)


async def test_no_direct_message_names_it(path: Path, texts: Texts, language: Language, hide: Hide) -> None:
    now = datetime(2026, 10, 7, 12, tzinfo=UTC)
    async with open_world(path, clock=lambda: now) as world:
        world.speak(language)
        await world.bot.library.guilds.change(world.guild.id, language=language)
        channel = await hide(world)
        deny(world, channel if hide is hidden_channel else world.channel, me(world), "embed_links")
        await world.env.settle()
        now += timedelta(days=1)
        await work(world)
        now += timedelta(seconds=11)
        await work(world)
        (message,) = world.admin.user.dm_channel.history()
        words = message.embeds[0].description or ""
        assert texts.say(language, "missing-bot.action") in words
        assert_hidden(words, channel)


async def test_who_is_inside_reads_its_name_everywhere(world: World) -> None:
    kind = ChannelType.PRIVATE_THREAD
    made = world.env.backend.create_thread(world.channel.id, NAME, world.admin.id, type=kind)
    await add(world, channel=ChannelHandle(world.env, world.guild, made))
    for command in ("list", "preview", "history", "test", "pause"):
        assert f"<#{made.id}>" in said(await world.slash(world.admin, f"daily {command}")), command
    (offer,) = await world.admin.autocomplete(world.channel, "daily pause", "schedule", "")
    assert NAME in offer["name"]
