"""The guided start: each of its questions, and what may have changed before it is answered."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any

import discord
import pytest
from simcord.results import InteractionResult

from bot import schedule
from bot.library import Library
from bot.model import Content, Language, ScheduleSpec, Style
from bot.texts import Texts
from cogs.daily.start import ZONE, RecheckChannelButton
from tests.cogs.daily.test_permissions import allow, deny, me, named
from tests.cogs.daily.test_trouble import work
from tests.conftest import World, answer, said
from tests.daily import add, choose, menu, problem, schedules
from tests.daily import press as press_panel
from tests.start import USUAL, label, press, select_channel, to_the_time

Press = Callable[[InteractionResult], Awaitable[InteractionResult]]


async def test_it_goes_on_after_a_restart_between_any_two_presses(world: World, language: Language) -> None:
    world.speak(language)
    result = await world.slash(world.admin, "help")
    result = await world.click(world.admin, result, "step-start")
    await world.restart()
    result = await press(world, result, f"start-language:{language}")
    await world.restart()
    result = await choose(world, world.admin, result, USUAL[language])
    await world.restart()
    result = await choose(world, world.admin, result, "card")
    await world.restart()
    result = await select_channel(world, world.admin, result, world.channel)
    await world.restart()
    await choose(world, world.admin, result, "21:00")
    (made,) = await schedules(world)
    assert (made.minutes, made.content, made.style) == (21 * 60, Content.QUOTE, Style.CARD)


async def test_who_loses_the_right_on_the_way_changes_nothing(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    roles = world.env.backend.get_member(world.guild.id, world.admin.id).role_ids
    kept = list(roles)
    refused = texts.say(language, "editors-only")
    presses: tuple[Press, ...] = (
        lambda result: world.click(world.admin, result, "step-start"),
        lambda result: press(world, result, f"start-language:{language}"),
        lambda result: choose(world, world.admin, result, USUAL[language]),
        lambda result: choose(world, world.admin, result, "quote"),
        lambda result: select_channel(world, world.admin, result, world.channel),
        lambda result: choose(world, world.admin, result, "7:00"),
    )
    result = await world.slash(world.admin, "help")
    for one in presses:
        roles.clear()
        assert problem(await one(result)) == refused
        assert await schedules(world) == []
        assert (await world.bot.library.guilds.get(world.guild.id)).zone is None
        roles.extend(kept)
        result = await one(result)
    assert len(await schedules(world)) == 1


async def test_a_channel_where_the_bot_may_not_post_is_refused_until_that_is_mended(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    deny(world, world.channel, me(world), "embed_links")
    result = await to_the_time(world, language)
    assert label(texts, language, 4) in said(result)
    assert named(texts, language, "embed") in said(result)
    assert texts.say(language, "missing-bot.action") in said(result)
    again = await world.click(world.admin, result, "start-again")
    assert named(texts, language, "embed") in said(again)
    allow(world, world.channel, me(world))
    mended = await world.click(world.admin, again, "start-again")
    assert label(texts, language, 5) in said(mended)
    deny(world, world.channel, me(world), "send_messages")
    late = await choose(world, world.admin, mended, "7:00")
    assert named(texts, language, "send") in said(late)
    assert await schedules(world) == []


async def test_a_channel_where_the_person_may_not_post_is_refused(world: World, texts: Texts) -> None:
    deny(world, world.channel, world.admin.id, "send_messages")
    result = await to_the_time(world, Language.EN)
    assert named(texts, Language.EN, "send") in said(result)
    assert texts.say(Language.EN, "missing-person.action") in said(result)


async def test_an_id_of_an_earlier_version_which_has_no_wish_leads_to_mixed_posts(world: World) -> None:
    result = await to_the_time(world, Language.EN, "card")
    message = answer(result)
    stored = world.env.backend.get_message(message.channel_id, message.id)
    stored.components[0]["components"][0]["custom_id"] = f"start-time:en:UTC:{world.channel.id}"
    await world.env.advance_time(60)
    await world.admin.select(message, ["7:00"], custom_id=f"start-time:en:UTC:{world.channel.id}")
    (made,) = await schedules(world)
    assert (made.content, made.style) == (Content.MIXED, Style.TEXT)


async def test_a_card_needs_the_permission_to_attach_files(world: World, texts: Texts) -> None:
    deny(world, world.channel, me(world), "attach_files")
    result = await to_the_time(world, Language.EN, "card")
    assert named(texts, Language.EN, "attach") in said(result)
    assert label(texts, Language.EN, 5) in said(await to_the_time(world, Language.EN, "quote"))


async def test_post_one_now_posts_once_and_checks_again_who_and_where(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    done = await choose(world, world.admin, await to_the_time(world, language, "quote"), "7:00")
    roles = world.env.backend.get_member(world.guild.id, world.admin.id).role_ids
    kept = list(roles)
    roles.clear()
    refused = await world.click(world.admin, done, "button-post-now")
    assert problem(refused) == texts.say(language, "editors-only")
    roles.extend(kept)
    deny(world, world.channel, me(world), "send_messages")
    refused = await world.click(world.admin, done, "button-post-now")
    assert named(texts, language, "send") in problem(refused)
    allow(world, world.channel, me(world))
    pressed = await world.click(world.admin, done, "button-post-now")
    assert answer(pressed).ephemeral
    assert f"<#{world.channel.id}>" in said(pressed)
    again = await world.click(world.admin, done, "button-post-now")
    assert problem(again) == texts.say(language, "posted-today")
    await work(world)
    (post,) = world.channel.history()
    assert post.embeds[0].author.name == texts.say(language, "quote-label"), "a real one, not a test"
    (made,) = await schedules(world)
    assert made.next_run is not None
    assert discord.utils.format_dt(made.next_run, "f") in said(pressed)


async def test_a_series_begins_with_the_articles_that_may_be_posted_whole(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    await world.bot.library.articles.add("# 港\n\n港は静かだ。", world.guild.id)  # nobody gave their word
    done = await choose(world, world.admin, await to_the_time(world, language, "parts"), "7:00")
    assert texts.say(language, "content-parts") in said(done)
    assert texts.say(language, "queue-empty-hint") not in said(done)
    (made,) = await schedules(world)
    (first,) = await world.bot.library.queue.show(world.guild.id, made.id)
    shipped = await world.bot.library.articles.find(world.guild.id, "Scale", language)
    assert first.queued.article_id == shipped.id
    await world.click(world.admin, done, "button-post-now")
    await work(world)
    (post,) = world.channel.history()
    assert shipped.title in str(post.embeds[0].to_dict())


async def test_not_now_changes_nothing_and_it_can_be_opened_again(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    result = await to_the_time(world, language)
    closed = await world.click(world.admin, result, "button-later")
    assert said(closed) == texts.say(language, "start-later")
    assert await schedules(world) == []
    opened = await world.click(world.admin, closed, "step-start")
    assert label(texts, language, 1) in said(opened)


async def test_going_through_it_twice_makes_one_schedule(world: World) -> None:
    for _ in range(2):
        await choose(world, world.admin, await to_the_time(world, Language.JA), "7:00")
    assert len(await schedules(world)) == 1
    await choose(world, world.admin, await to_the_time(world, Language.JA), "8:00")
    assert len(await schedules(world)) == 2


async def test_two_editors_who_end_it_at_once_make_one_schedule(library: Library) -> None:
    spec = ScheduleSpec(channel_id=2, minutes=420, days=schedule.EVERY_DAY, content=Content.MIXED)
    wanted: dict[str, Any] = {"language": Language.JA, "zone": "Asia/Tokyo"}
    made = await asyncio.gather(
        *(library.schedules.set_up(1, spec, created_by=person, **wanted) for person in (3, 4))
    )
    assert [one.id for one in made] == [one.id for one in await library.schedules.all(1)] * 2


async def test_a_schedule_like_it_that_is_paused_goes_on(world: World) -> None:
    await choose(world, world.admin, await to_the_time(world, Language.EN), "7:00")
    (made,) = await schedules(world)
    await press_panel(world, "button-daily-pause")
    done = await choose(world, world.admin, await to_the_time(world, Language.EN), "7:00")
    (again,) = await schedules(world)
    assert (again.id, again.paused_by) == (made.id, None)
    assert again.next_run is not None
    assert discord.utils.format_dt(again.next_run, "R") in said(done)
    english = world.texts.say(Language.EN, "language-en")
    assert world.texts.say(Language.EN, "daily-language", language=english) in said(done), "as was chosen"


@pytest.mark.parametrize(
    "options",
    [{"days": "weekdays"}, {"zone": "Asia/Tokyo"}, {"language": "ja"}, {"content": "quote"}],
    ids=str,
)
async def test_a_schedule_that_posts_something_else_or_at_another_moment_is_no_reason_to_make_none(
    world: World, options: dict[str, Any]
) -> None:
    same: dict[str, Any] = {"time": "7:00", "zone": "UTC", "content": "mixed"}
    await add(world, **same | options)
    done = await choose(world, world.admin, await to_the_time(world, Language.EN), "7:00")
    assert world.texts.say(Language.EN, "days-all") in said(done)
    assert "UTC" in said(done)
    assert len(await schedules(world)) == 2


async def test_where_there_is_no_room_for_a_schedule_the_settings_stay_too(
    world: World, texts: Texts
) -> None:
    for hour in range(20):
        await add(world, time=f"{hour}:30")
    zone = (await world.bot.library.guilds.change(world.guild.id, zone="Europe/Paris")).zone
    refused = await choose(world, world.admin, await to_the_time(world, Language.JA), "7:00")
    assert said(refused) == texts.say(Language.EN, "schedules-full", limit=20)
    guild = await world.bot.library.guilds.get(world.guild.id)
    assert (guild.language, guild.zone) == (None, zone)


async def test_a_zone_that_the_data_of_zones_has_no_more_is_no_dead_end(
    world: World, language: Language
) -> None:
    world.speak(language)
    await world.bot.library.guilds.change(world.guild.id, zone="Mars/Olympus")
    result = await world.click(world.admin, await world.slash(world.admin, "help"), "step-start")
    result = await press(world, result, f"start-language:{language}")
    assert menu(result)["options"][0]["value"] == "UTC"


async def test_the_servers_own_zone_stands_first(world: World) -> None:
    await world.bot.library.guilds.change(world.guild.id, zone="America/Argentina/Salta")
    result = await world.slash(world.admin, "help")
    result = await world.click(world.admin, result, "step-start")
    result = await press(world, result, "start-language:ja")
    zones = [option["value"] for option in menu(result)["options"]]
    assert zones[:2] == ["America/Argentina/Salta", "Asia/Tokyo"]
    assert len(zones) == 25


async def test_the_longest_id_of_the_guided_start_fits(world: World) -> None:
    longest = max(schedule.zones("america/"), key=len)
    assert re.fullmatch(ZONE, "America/Argentina/ComodRivadavia")
    assert re.fullmatch(ZONE, longest)
    button = RecheckChannelButton(f"ja:{'x' * 40}:prediction:{2**64}", "x")
    assert len(button.item.custom_id or "") <= 100
