"""The first contact: the guided start, the help to begin with, and no dead end."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot import schedule
from bot.library import Library
from bot.model import Content, Language
from bot.next_steps import STEPS, named, steps
from bot.start_buttons import ZONE, ChannelAgain
from bot.texts import LOCALES, Texts
from tests.conftest import World, answer, buttons, embed, open_world, said
from tests.daily import add, choose, menu, problem, schedules
from tests.test_daily_permissions import allow, deny, me
from tests.test_daily_permissions import named as permissions_named
from tests.test_house import SOURCES
from tests.test_texts import messages

Press = Callable[[InteractionResult], Awaitable[InteractionResult]]
USUAL = {Language.JA: "Asia/Tokyo", Language.EN: "UTC"}


@pytest.fixture
async def fresh(path: Path) -> AsyncIterator[World]:
    """A server that the bot has just joined."""
    async with open_world(path, started=False) as opened:
        yield opened


def label(texts: Texts, language: Language, step: int) -> str:
    return texts.say(language, "start-label", step=step, steps=4)


async def press(world: World, result: InteractionResult, custom_id: str) -> InteractionResult:
    await world.env.advance_time(60)
    return await world.admin.click(answer(result), custom_id=custom_id)


async def to_the_time(world: World, language: Language, channel: Any = None) -> InteractionResult:
    """The guided start up to its last question."""
    result = await world.slash(world.admin, "help")
    result = await world.click(world.admin, result, "step-start")
    result = await press(world, result, f"start-language:{language}")
    result = await choose(world, world.admin, result, USUAL[language])
    return await select_channel(world, world.admin, result, channel or world.channel)


async def select_channel(
    world: World, who: MemberActor, result: InteractionResult, channel: Any
) -> InteractionResult:
    await world.env.advance_time(60)
    return await who.select(answer(result), [channel])


async def test_nothing_is_posted_on_joining(fresh: World) -> None:
    joined = fresh.env.create_guild("A new club")
    channel = joined.create_text_channel("general")
    await fresh.env.advance_time(3_600)
    assert channel.history() == []
    assert fresh.channel.history() == []
    sent = [r for r in fresh.env.http_requests if r.method == "POST" and "/commands" not in r.path]
    assert sent == []


async def test_four_presses_lead_from_the_first_command_to_a_daily_post(
    fresh: World, texts: Texts, language: Language
) -> None:
    fresh.speak(language)
    result = await fresh.slash(fresh.admin, "quote")
    assert result.response is not None
    assert not result.response.ephemeral, "the command is answered as ever"
    assert answer(result).ephemeral
    assert label(texts, language, 1) in said(result)
    usual = buttons(answer(result))[0]
    assert usual["label"] == texts.say(language, f"start-language-{language}")

    result = await press(fresh, result, usual["custom_id"])
    assert label(texts, language, 2) in said(result)
    zones = menu(result)["options"]
    assert zones[0]["value"] == USUAL[language]
    assert len(zones) == 25

    result = await choose(fresh, fresh.admin, result, "Europe/Paris")
    assert label(texts, language, 3) in said(result)
    result = await select_channel(fresh, fresh.admin, result, fresh.channel)
    assert label(texts, language, 4) in said(result)
    assert await schedules(fresh) == [], "nothing is stored before the last press"

    result = await choose(fresh, fresh.admin, result, "7:00")
    (made,) = await schedules(fresh)
    assert (made.channel_id, made.minutes, made.content) == (fresh.channel.id, 420, Content.MIXED)
    guild = await fresh.bot.library.guilds.get(fresh.guild.id)
    assert (guild.language, guild.zone) == (language, "Europe/Paris")
    assert made.next_run is not None
    for shown in (f"<#{fresh.channel.id}>", "7:00", "Europe/Paris", f"<t:{made.next_run}:R>"):
        assert shown in said(result)

    preview = await fresh.click(fresh.admin, result, "step-daily-preview")
    assert preview.ephemeral
    assert "Europe/Paris" in said(preview)
    form = await fresh.click(fresh.admin, result, "step-article-add")
    assert form.modal is not None
    assert texts.say(language, "help-what") in said(await fresh.click(fresh.admin, result, "step-help"))


async def test_it_is_shown_to_an_editor_once_a_guild(fresh: World) -> None:
    assert (await fresh.slash(fresh.member, "quote")).followups == []
    assert len((await fresh.slash(fresh.admin, "quote")).followups) == 1
    assert (await fresh.slash(fresh.admin, "quote")).followups == []
    await fresh.restart()
    assert (await fresh.slash(fresh.admin, "quote")).followups == []

    elsewhere = fresh.env.create_guild("Another club")
    channel = elsewhere.create_text_channel("general")
    role = elsewhere.create_role("readers")
    managers = elsewhere.create_role("managers", permissions=discord.Permissions(manage_guild=True))
    boss = elsewhere.add_member(fresh.env.create_user("sora"), roles=[managers])
    editor = elsewhere.add_member(fresh.env.create_user("nagi"), roles=[role])
    await fresh.bot.library.guilds.change(elsewhere.id, editor_role=role.id)
    there = replace(fresh, guild=elsewhere, channel=channel, member=editor, admin=boss)
    assert len((await there.slash(editor, "quote")).followups) == 1
    assert (await there.slash(boss, "quote")).followups == []


async def test_it_comes_after_a_command_that_failed_too(fresh: World, texts: Texts) -> None:
    result = await fresh.slash(fresh.admin, "daily list")
    assert result.response is not None
    (first,) = result.response.embeds
    assert first.description == texts.say(Language.EN, "schedules-none")
    assert label(texts, Language.EN, 1) in said(result)


async def test_it_does_not_come_where_there_is_a_schedule_nor_over_a_form(fresh: World) -> None:
    form = await fresh.slash(fresh.admin, "article add")
    assert form.modal is not None
    assert form.followups == []
    await add(fresh)
    assert (await fresh.slash(fresh.admin, "quote")).followups == []


async def test_a_failure_of_it_leaves_the_answer_alone_and_it_comes_next_time(
    fresh: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(fresh.bot.library.guilds, "has_started", broken)
        result = await fresh.slash(fresh.admin, "quote")
    assert result.followups == []
    assert not result.ephemeral
    assert "guided start could not be shown" in caplog.text
    assert len((await fresh.slash(fresh.admin, "quote")).followups) == 1


async def test_it_goes_on_after_a_restart_between_any_two_presses(world: World, language: Language) -> None:
    world.speak(language)
    result = await world.slash(world.admin, "help")
    result = await world.click(world.admin, result, "step-start")
    await world.restart()
    result = await press(world, result, f"start-language:{language}")
    await world.restart()
    result = await choose(world, world.admin, result, USUAL[language])
    await world.restart()
    result = await select_channel(world, world.admin, result, world.channel)
    await world.restart()
    await choose(world, world.admin, result, "21:00")
    (made,) = await schedules(world)
    assert made.minutes == 21 * 60


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
    assert label(texts, language, 3) in said(result)
    assert permissions_named(texts, language, "embed") in said(result)
    assert texts.say(language, "missing-bot.action") in said(result)
    again = await world.click(world.admin, result, "start-again")
    assert permissions_named(texts, language, "embed") in said(again)
    allow(world, world.channel, me(world))
    mended = await world.click(world.admin, again, "start-again")
    assert label(texts, language, 4) in said(mended)
    deny(world, world.channel, me(world), "send_messages")
    late = await choose(world, world.admin, mended, "7:00")
    assert permissions_named(texts, language, "send") in said(late)
    assert await schedules(world) == []


async def test_a_channel_where_the_person_may_not_post_is_refused(world: World, texts: Texts) -> None:
    deny(world, world.channel, world.admin.id, "send_messages")
    result = await to_the_time(world, Language.EN)
    assert permissions_named(texts, Language.EN, "send") in said(result)
    assert texts.say(Language.EN, "missing-person.action") in said(result)


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
    wanted: dict[str, Any] = {"language": Language.JA, "zone": "Asia/Tokyo", "at": schedule.TimeOfDay(420)}
    made = await asyncio.gather(
        *(library.daily.begin(1, channel_id=2, created_by=person, **wanted) for person in (3, 4))
    )
    assert [one.id for one in made] == [one.id for one in await library.daily.all(1)] * 2


async def test_a_schedule_like_it_that_is_paused_goes_on(world: World) -> None:
    await choose(world, world.admin, await to_the_time(world, Language.EN), "7:00")
    (made,) = await schedules(world)
    await world.slash(world.admin, "daily pause")
    done = await choose(world, world.admin, await to_the_time(world, Language.EN), "7:00")
    (again,) = await schedules(world)
    assert (again.id, again.paused_by) == (made.id, None)
    assert f"<t:{again.next_run}:R>" in said(done)


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
    await world.slash(world.admin, "settings", zone="America/Argentina/Salta")
    result = await world.slash(world.admin, "help")
    result = await world.click(world.admin, result, "step-start")
    result = await press(world, result, "start-language:ja")
    zones = [option["value"] for option in menu(result)["options"]]
    assert zones[:2] == ["America/Argentina/Salta", "Asia/Tokyo"]
    assert len(zones) == 25


async def test_help_lets_everybody_try_and_editors_begin(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    labels = [b["label"] for b in buttons(answer(await world.slash(world.member, "help")))]
    assert texts.say(language, "step-article-add") not in labels
    assert texts.say(language, "step-start") not in labels
    result = await world.slash(world.admin, "help")
    assert len(said(result)) < 400, "short enough for a phone"
    for step, shown in (
        ("step-quote", "quote-label"),
        ("step-summary", "summary-three"),
        ("step-prediction", "prediction-label"),
    ):
        tried = await world.click(world.admin, result, step)
        assert tried.ephemeral
        assert embed(tried).author.name == texts.say(language, shown)
    assert world.channel.history() == [], "who tries it is the only one to see it"
    assert (await world.click(world.admin, result, "step-article-add")).modal is not None


async def test_what_finds_nothing_offers_the_next_step_as_a_button(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    empty = await world.slash(world.member, "search", words="zzzz")
    assert [b["label"] for b in buttons(answer(empty))] == [texts.say(language, "step-article-list")]
    listed = await world.click(world.member, empty, "step-article-list")
    assert listed.ephemeral
    assert "Scale AI" in said(listed)
    empty = await world.slash(world.admin, "search", words="zzzz")
    form = await world.click(world.admin, empty, "step-article-add")
    assert form.modal is not None
    unheard = await world.slash(world.member, "quote", about="zzzz")
    quote = await world.click(world.member, unheard, "step-quote")
    assert embed(quote).author.name == texts.say(language, "quote-label")
    none = await world.slash(world.admin, "daily list")
    assert label(texts, language, 1) in said(await world.click(world.admin, none, "step-start"))


async def test_an_empty_library_offers_editors_to_add_and_members_nothing_they_may_not(
    world: World, texts: Texts
) -> None:
    for article in await world.bot.library.shelf.all(world.guild.id):
        async with world.bot.library.shelf._db.transaction() as transaction:
            await transaction.execute("DELETE FROM article WHERE id = ?", (article.id,))
    for command in ("summary", "quote", "prediction", "article list"):
        result = await world.slash(world.member, command)
        assert problem(result) == texts.say(Language.EN, "library-empty"), command
        assert buttons(answer(result)) == []
        result = await world.slash(world.admin, command)
        assert [b["label"] for b in buttons(answer(result))] == [texts.say(Language.EN, "step-article-add")]


async def test_next_steps_outlive_a_restart(world: World) -> None:
    empty = await world.slash(world.member, "search", words="zzzz")
    await world.restart()
    assert "Scale AI" in said(await world.click(world.member, empty, "step-article-list"))


def test_every_next_step_has_words_and_belongs_to_an_error(texts: Texts) -> None:
    errors = messages(Language.EN)
    for key, after in STEPS.items():
        assert key in errors
        for step in after:
            assert texts.say(Language.JA, named(step))
    assert steps("fetch-gone", editor=True) == ["article add"]
    assert steps("fetch-gone", editor=False) == []
    assert steps("cool-down", editor=True) == []


def test_an_error_that_names_a_command_which_one_press_can_run_has_that_button() -> None:
    raised = re.compile(r'UserError\(\s*"([a-z-]+)"')
    keys = {key for source in SOURCES for key in raised.findall(source.read_text(encoding="utf-8"))}
    runs = {step for after in STEPS.values() for step in after}
    words = "".join(file.read_text(encoding="utf-8") for file in sorted((LOCALES / "en").glob("*.ftl")))
    said = dict(re.findall(r"^([a-z-]+) = (.*)", words, re.MULTILINE))
    assert len(keys) > 60
    for key in keys:
        named = set(re.findall(r"`/([a-z]+(?: [a-z]+)?)`", said[key])) & runs
        assert named <= {*steps(key, editor=True)}, key


async def test_the_longest_id_of_the_guided_start_fits(world: World) -> None:
    longest = max(schedule.zones("america/"), key=len)
    assert re.fullmatch(ZONE, "America/Argentina/ComodRivadavia")
    assert re.fullmatch(ZONE, longest)
    button = ChannelAgain(f"ja:{'x' * 40}:{2**64}", "x")
    assert len(button.item.custom_id or "") <= 100
