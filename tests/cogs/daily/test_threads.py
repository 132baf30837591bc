"""The option that makes a thread under each post: chosen, shown, and refused where it can't be."""

from __future__ import annotations

import re

from bot.model import Language, Problem
from bot.texts import Texts
from cogs.daily.buttons import ScheduleZoneSelect
from tests.cogs.daily.test_permissions import allow, deny, me, named, thread
from tests.conftest import World, said
from tests.daily import add, choose, edit, move, panel, problem, schedules


async def test_a_thread_is_chosen_when_a_schedule_is_made_or_changed_and_shown(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    made, line = await add(world, thread=True), texts.say(language, "daily-thread")
    assert made.thread
    assert line in said(await panel(world))
    assert line not in said(await edit(world, thread=["no"]))
    assert not (await schedules(world))[0].thread
    assert line in said(await edit(world, thread=["yes"]))


async def test_the_choice_of_a_time_zone_keeps_the_thread(world: World) -> None:
    asked = await world.slash(world.admin, "daily add", channel=world.channel, time="8:00", thread=True)
    await choose(world, world.admin, asked, "UTC")
    (made,) = await schedules(world)
    assert made.thread


def test_an_id_of_before_there_were_threads_means_none() -> None:
    before = "123:480:127:quote:::7:0"
    template = ScheduleZoneSelect.__discord_ui_compiled_template__
    assert template.fullmatch(f"daily-zone:{before}")
    assert not ScheduleZoneSelect.unpack(before).thread
    packed = ScheduleZoneSelect.pack(ScheduleZoneSelect.unpack(f"{before}::1"))
    assert template.fullmatch(f"daily-zone:{packed}")
    assert ScheduleZoneSelect.unpack(packed).thread


async def test_posts_in_a_thread_get_none(world: World, texts: Texts, language: Language) -> None:
    world.speak(language)
    inside = thread(world, world.channel)
    refused, wanted = texts.say(language, "thread-in-thread"), {"time": "8:00", "zone": "UTC", "thread": True}
    assert problem(await world.slash(world.admin, "daily add", channel=inside, **wanted)) == refused
    await add(world, channel=inside)
    assert problem(await edit(world, thread=["yes"])) == refused
    above = await add(world, thread=True)
    moved = await move(world, inside, above)
    assert problem(moved) == refused
    assert [(one.channel_id, one.thread) for one in await schedules(world)] == [
        (inside.id, False),
        (world.channel.id, True),
    ]


async def test_the_missing_permission_is_named_and_ends_when_it_is_given(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    deny(world, world.channel, me(world), "create_public_threads")
    made = await add(world)
    name = named(texts, language, "threads")
    wanted = {"channel": world.channel, "time": "9:00", "zone": "UTC", "thread": True}
    assert name in problem(await world.slash(world.admin, "daily add", **wanted))
    shown = said(await edit(world, thread=["yes"]))
    assert name in shown
    assert texts.say(language, "daily-no-thread") in shown
    assert texts.say(language, "daily-no-thread.end") in shown
    assert [(one.id, one.problems) for one in await schedules(world)] == [(made.id, (Problem.THREADS,))]
    allow(world, world.channel, me(world))
    await world.env.settle()
    assert (await schedules(world))[0].problems == ()


async def test_who_asks_for_threads_must_be_allowed_to_make_them(world: World, texts: Texts) -> None:
    world.speak(Language.EN)
    await add(world)
    deny(world, world.channel, world.admin.id, "create_public_threads")
    refused = problem(await edit(world, thread=["yes"]))
    assert re.search(r"^You .*" + re.escape(named(texts, Language.EN, "threads")), refused)
    assert "9:00" in said(await edit(world, time="9:00"))
