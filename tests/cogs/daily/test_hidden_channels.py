"""Channels that an editor may not know of: no answer, offer or notice names them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from simcord.builders import ChannelHandle
from simcord.enums import ChannelType

from bot.model import Content, DeliveryState, Language, Problem, ScheduleSpec
from bot.schedule import EVERY_DAY
from bot.texts import Texts
from tests.cogs.daily.test_permissions import deny, me
from tests.cogs.daily.test_trouble import NOON, tell, undelivered_notice, work
from tests.conftest import World, answer, open_world, said
from tests.daily import add, fill, menu, panel, press

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


PRESSES = (
    "button-daily-preview",
    "button-daily-history",
    "button-daily-test",
    "button-daily-pause",
    "button-remove",
    "button-daily-list",
)


async def test_no_answer_names_it(world: World, texts: Texts, language: Language, hide: Hide) -> None:
    world.speak(language)
    channel = await hide(world)
    (made,) = await world.bot.library.schedules.all(world.guild.id)
    await tell(world, made, slot="2026-10-08", state=DeliveryState.SENT, message_id=77, done_at=NOON)
    hidden = texts.say(language, "daily-hidden-channel")
    for key in PRESSES:
        pressed = await press(world, key, made)
        if key != "button-daily-test" or hide is private_thread:  # in the other nobody may post
            assert hidden in said(pressed), key
        assert_hidden(said(pressed), channel)
        assert_hidden(str(answer(pressed).components), channel)
        if key == "button-daily-pause":
            await world.click(world.admin, pressed, "button-resume")
        elif key == "button-remove":
            (option,) = menu(await panel(world))["options"]
            assert hidden in option["label"]
            restored = await world.click(world.admin, pressed, "button-undo")
            assert hidden in said(restored)
            assert_hidden(said(restored), channel)


async def test_no_form_nor_its_answer_names_a_private_thread_that_members_of_its_channel_may_post_in(
    world: World, texts: Texts
) -> None:
    thread = await private_thread(world)
    form = await press(world, "button-daily-post")
    assert_hidden(str(form.modal), thread)
    shown = said(await fill(world, world.admin, form, time="9:00"))
    assert texts.say(Language.EN, "daily-hidden-channel") in shown
    assert_hidden(shown, thread)


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
    schedule = await add(world, channel=ChannelHandle(world.env, world.guild, made))
    for key in PRESSES:
        pressed = await press(world, key, schedule)
        assert f"<#{made.id}>" in said(pressed), key
        if key == "button-remove":
            await world.click(world.admin, pressed, "button-undo")
    (option,) = menu(pressed)["options"]
    assert NAME in option["label"]
