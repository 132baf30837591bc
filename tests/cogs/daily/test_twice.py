"""The same schedule asked for twice, as after a lost answer: there is one, until somebody insists."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.library.alike import ScheduleExistsError
from bot.library.schedules import LIMIT
from bot.model import Language, Weekdays
from bot.texts import Texts
from tests.conftest import World, said
from tests.daily import add, choose, press, schedules
from tests.library.test_membership import SPEC
from tests.start import to_the_time

WANTED = {"time": "8:00", "zone": "Asia/Tokyo"}


async def test_a_second_command_shows_the_schedule_that_is_there(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    made = await add(world)
    again = await world.slash(world.admin, "daily add", channel=world.channel, **WANTED)
    assert again.ephemeral
    assert await schedules(world) == [made]
    for key in ("daily-exists-label", "schedule-exists"):
        assert texts.say(language, key) in said(again)
    assert "**08:00**" in said(again)
    added = await world.click(world.admin, again, "button-add-anyway")
    assert texts.say(language, "daily-added-label") in said(added)
    assert len(await schedules(world)) == 2


async def test_adding_anyway_twice_adds_one_though_the_first_answer_was_lost(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    await add(world)
    offers = [await world.slash(world.admin, "daily add", channel=world.channel, **WANTED) for _ in range(2)]
    await world.click(world.admin, offers[0], "button-add-anyway")
    lost = await world.click(world.admin, offers[1], "button-add-anyway")
    assert texts.say(language, "daily-exists-label") in said(lost)
    assert len(await schedules(world)) == 2
    await world.click(world.admin, lost, "button-add-anyway")
    assert len(await schedules(world)) == 3, "who insists gets it"
    assert len({one.minutes for one in await schedules(world)}) == 1


async def test_adding_anyway_what_is_gone_says_so(world: World, texts: Texts, language: Language) -> None:
    world.speak(language)
    await add(world)
    offer = await world.slash(world.admin, "daily add", channel=world.channel, **WANTED)
    await press(world, "button-remove")
    gone = await world.click(world.admin, offer, "button-add-anyway")
    assert said(gone) == texts.say(language, "schedule-gone")
    assert await schedules(world) == []


async def test_a_time_zone_that_is_chosen_twice_makes_one_schedule(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    asked = [
        await world.slash(world.admin, "daily add", channel=world.channel, time="8:00") for _ in range(2)
    ]
    await choose(world, world.admin, asked[0], "Asia/Seoul")
    again = await choose(world, world.admin, asked[1], "Asia/Seoul")
    assert texts.say(language, "daily-exists-label") in said(again)
    assert len(await schedules(world)) == 1


async def test_the_guided_start_shows_the_schedule_that_is_there(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    for label in ("start-done-label", "daily-exists-label"):
        done = await choose(world, world.admin, await to_the_time(world, language), "7:00")
        assert texts.say(language, label) in said(done)
        assert len(await schedules(world)) == 1
    await world.click(world.admin, done, "button-add-anyway")
    assert len(await schedules(world)) == 2


async def test_in_a_full_server_the_schedule_that_is_there_is_shown_all_the_same(
    world: World, texts: Texts
) -> None:
    for hour in range(LIMIT):
        await add(world, time=f"{hour}:00")
    again = await world.slash(world.admin, "daily add", channel=world.channel, **WANTED)
    assert texts.say(Language.EN, "daily-exists-label") in said(again)
    full = await world.click(world.admin, again, "button-add-anyway")
    assert said(full) == texts.say(Language.EN, "schedules-full", limit=LIMIT)


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"zone": "Asia/Seoul"}, False),
        ({"zone": None}, True),
        ({"language": Language.JA}, True),
        ({"language": Language.EN}, False),
        ({"minutes": 481}, False),
        ({"days": Weekdays(frozenset({0}))}, False),
        ({"role_id": 7}, False),
        ({"article_id": 1}, False),
    ],
)
async def test_only_what_posts_the_same_is_the_same(
    world: World, change: dict[str, object], same: bool
) -> None:
    library, guild = world.bot.library, world.guild.id
    await library.guilds.change(guild, zone="Asia/Tokyo", language=Language.JA)
    await library.schedules.add(guild, SPEC, created_by=1, alike=0)
    adding = library.schedules.add(guild, replace(SPEC, **change), created_by=2, alike=0)  # type: ignore[arg-type]
    if same:
        with pytest.raises(ScheduleExistsError):
            await adding
    else:
        await adding


async def test_a_paused_or_removed_schedule_keeps_no_other_away(world: World) -> None:
    library, guild = world.bot.library.schedules, world.guild.id
    first = await library.add(guild, SPEC, created_by=1, alike=0)
    await library.pause(guild, first.id, by=1)
    second = await library.add(guild, SPEC, created_by=1, alike=0)
    await library.remove(guild, second.id)
    await library.add(guild, SPEC, created_by=1, alike=0)


async def test_two_who_ask_at_once_get_one(world: World) -> None:
    library, guild = world.bot.library.schedules, world.guild.id
    made = await asyncio.gather(
        *(library.add(guild, SPEC, created_by=person, alike=0) for person in range(1, 4)),
        return_exceptions=True,
    )
    assert sorted(isinstance(one, ScheduleExistsError) for one in made) == [False, True, True]
