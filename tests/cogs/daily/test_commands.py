"""How editors make daily posts."""

from __future__ import annotations

from datetime import date
from typing import Any

import discord
import pytest

from bot.errors import UserError
from bot.model import Content, EveryDays, Language, MonthDays, ScheduleSpec, Style, Weekdays
from bot.schedule import EVERY_DAY, parse_days
from bot.texts import Texts
from cogs.daily.autocomplete import USUAL
from cogs.daily.buttons import ScheduleZoneSelect
from tests.conftest import World, answer, embed, said
from tests.daily import add, choose, edit, fill, filled, menu, panel, press, problem, schedules
from tests.writer import traced

TEXT = "港の図書室は、来年の春から夜間も開く予定だ。館長の三崎ハルカさんは「夜に読む人がいる」と話した。"


async def test_a_schedule_needs_a_channel_and_a_time_and_is_shown_with_its_next_run(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    await world.bot.library.guilds.change(world.guild.id, zone="Asia/Tokyo")
    result = await world.slash(world.admin, "daily add", channel=world.channel, time="午前8時半")
    assert result.ephemeral
    shown = said(result)
    assert texts.say(language, "daily-added-label") in shown
    assert f"<#{world.channel.id}>" in shown
    assert "**08:30**" in shown
    assert texts.say(language, "days-all") in shown
    assert texts.say(language, "content-prediction-of-the-day") in shown
    (made,) = await schedules(world)
    assert (made.minutes, made.days, made.content) == (510, EVERY_DAY, Content.PREDICTION)
    assert (made.zone, made.language, made.role_id, made.article_id) == (None, None, None, None)
    assert made.created_by == world.admin.id
    assert made.next_run is not None
    assert discord.utils.format_dt(made.next_run, "R") in shown
    assert f"{made.next_run:%H:%M}" == "23:30", "half past eight in Tokyo"


async def test_without_a_channel_or_a_time_a_form_asks_and_keeps_what_was_typed(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    role = world.guild.create_role("readers", mentionable=True)
    opened = await world.slash(world.admin, "daily add", content="quote", role=role, **{"as": "card"})
    asked = filled(world, opened)
    assert list(asked) == ["channel", "time", "days", "content", "article"]
    assert [one.id for one in asked["channel"]] == [world.channel.id], "the channel where it is asked for"
    assert asked["content"] == ["quote"]
    unread = await fill(world, world.admin, opened, time="soon")
    assert problem(unread) == texts.say(language, "time-unreadable", text="soon")
    other = world.guild.create_text_channel("library")
    opened = await world.slash(world.admin, "daily add", content="quote", role=role, **{"as": "card"})
    wanted = await fill(
        world, world.admin, opened, channel=[other], time="7:30", days="平日", article="Scale"
    )
    assert wanted.ephemeral
    assert texts.say(language, "zone-wanted-label") in said(wanted)
    made = await choose(world, world.admin, wanted, "Asia/Tokyo")
    assert texts.say(language, "daily-added-label") in said(made)
    (one,) = await schedules(world)
    assert (one.channel_id, one.minutes, one.days) == (other.id, 450, Weekdays(frozenset(range(5))))
    assert (one.content, one.style, one.role_id) == (Content.QUOTE, Style.CARD, role.id)
    assert one.article_id is not None
    opened = await world.slash(world.admin, "daily add", channel=other)
    assert texts.say(language, "daily-added-label") in said(
        await fill(world, world.admin, opened, time="9:00")
    )
    assert [one.content for one in await schedules(world)] == [Content.QUOTE, Content.PREDICTION]


async def test_a_new_article_is_posted_daily_from_a_button_that_opens_the_form_with_its_title(
    world: World,
) -> None:
    form = await world.slash(world.admin, "article add")
    added = await world.admin.submit_modal(form, {"text-1": TEXT, "title": "港の図書室"})
    opened = await world.click(world.admin, added, "step-daily-add")
    assert filled(world, opened)["article"] == "港の図書室"
    asked = await fill(world, world.admin, opened, time="8:00")
    await choose(world, world.admin, asked, "UTC")
    (found,) = [a for a in await world.bot.library.articles.all(world.guild.id) if a.title == "港の図書室"]
    assert [one.article_id for one in await schedules(world)] == [found.id]


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("8:00", 480),
        ("８：００", 480),
        ("8時", 480),
        ("午前8時半", 510),
        ("20時", 1200),
        ("8am", 480),
        ("25:00", 1500),
    ],
)
async def test_times_are_taken_as_people_type_them(world: World, typed: str, minutes: int) -> None:
    assert (await add(world, time=typed)).minutes == minutes


async def test_one_o_clock_of_the_next_day_is_shown_as_it_was_typed_and_explained(
    world: World, language: Language
) -> None:
    world.speak(language)
    await add(world, time="25:00", days="fri")
    shown = said(await panel(world))
    assert "**25:00**" in shown
    assert "01:00" in shown


async def test_every_option_of_a_schedule_is_kept_and_shown(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    role = world.guild.create_role("readers", mentionable=True)
    result = await world.slash(
        world.admin,
        "daily add",
        channel=world.channel,
        time="20時",
        days="月水金",
        content="mixed",
        article="Scale",
        zone="new york",
        language="en",
        role=role,
    )
    (made,) = await schedules(world)
    assert made.days == Weekdays(frozenset({0, 2, 4}))
    assert (made.content, made.zone, made.language) == (Content.MIXED, "America/New_York", Language.EN)
    assert made.role_id == role.id
    assert made.article_id is not None
    shown = said(result)
    for words in (
        texts.say(language, "days-joined").join(texts.say(language, f"day-{day}") for day in (0, 2, 4)),
        texts.say(language, "content-mixed"),
        "Scale AI",
        "America/New_York",
        texts.say(language, "language-en"),
        f"<@&{role.id}>",
    ):
        assert words in shown


async def test_the_first_schedule_asks_for_the_time_zone_and_choosing_one_finishes_it(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    role = world.guild.create_role("readers", mentionable=True)
    asked = await world.slash(
        world.admin, "daily add", channel=world.channel, time="25:00", days="金", content="quote", role=role
    )
    assert asked.ephemeral
    assert texts.say(language, "zone-wanted-label") in said(asked)
    offered = menu(asked)["options"]
    assert offered[0]["value"] == "Asia/Tokyo"
    assert len(offered) == 25
    assert await schedules(world) == []
    done = await choose(world, world.admin, asked, "Asia/Seoul")
    assert texts.say(language, "daily-added-label") in said(done)
    assert "Asia/Seoul" in said(done)
    (made,) = await schedules(world)
    assert (made.minutes, made.days, made.content, made.zone) == (
        1500,
        Weekdays(frozenset({4})),
        Content.QUOTE,
        None,
    )
    assert made.role_id == role.id
    assert (await world.bot.library.guilds.get(world.guild.id)).zone == "Asia/Seoul"
    again = await world.slash(world.admin, "daily add", channel=world.channel, time="9:00")
    assert texts.say(language, "daily-added-label") in said(again), "asked once"


async def test_the_time_zone_can_be_chosen_after_a_restart(world: World) -> None:
    asked = await world.slash(world.admin, "daily add", channel=world.channel, time="0:00", article="Scale")
    await world.restart()
    await choose(world, world.admin, asked, "UTC")
    (made,) = await schedules(world)
    assert made.minutes == 0
    assert made.article_id is not None


async def test_a_choice_of_time_zone_leaves_the_one_that_was_set_meanwhile(world: World) -> None:
    asked = await world.slash(world.admin, "daily add", channel=world.channel, time="8:00")
    await world.bot.library.guilds.change(world.guild.id, zone="Europe/Paris")
    await choose(world, world.admin, asked, "UTC")
    assert (await world.bot.library.guilds.get(world.guild.id)).zone == "Europe/Paris"
    (made,) = await schedules(world)
    assert made.zone == "UTC"


def test_a_spec_with_the_longest_ids_fits_into_the_id_of_the_select() -> None:
    longest = 2**63
    spec = ScheduleSpec(
        channel_id=longest,
        minutes=1799,
        days=EveryDays(365, date(2026, 12, 31)),
        content=Content.PREDICTION,
        style=Style.VERTICAL_SQUARE,
        article_id=99_999_999,
        language=Language.JA,
        role_id=longest,
    )
    state = ScheduleZoneSelect.pack(spec)
    assert len(f"{ScheduleZoneSelect.name}:{state}") <= 100
    assert ScheduleZoneSelect.unpack(state) == spec


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        ("7::127:quote::::", {"minutes": 0, "content": Content.QUOTE}),
        (
            "7:1500:16:mixed:5:ja:9:3",
            {
                "minutes": 1500,
                "days": Weekdays(frozenset({4})),
                "content": Content.MIXED,
                "style": Style.VERTICAL,
                "article_id": 5,
                "language": Language.JA,
                "role_id": 9,
            },
        ),
    ],
)
def test_selects_of_earlier_versions_still_say_which_schedule_they_are_for(
    state: str, wanted: dict[str, Any]
) -> None:
    fields: dict[str, Any] = {"channel_id": 7, "days": EVERY_DAY, **wanted}
    assert ScheduleZoneSelect.unpack(ScheduleZoneSelect(state).state) == ScheduleSpec(**fields)


async def test_a_server_has_at_most_twenty(world: World, texts: Texts, language: Language) -> None:
    world.speak(language)
    await world.bot.library.guilds.change(world.guild.id, zone="UTC")
    first = await add(world)
    spec = ScheduleSpec(channel_id=world.channel.id, minutes=0, days=EVERY_DAY, content=Content.QUOTE)
    for _ in range(19):
        await world.bot.library.schedules.add(world.guild.id, spec, created_by=1)
    full = texts.say(language, "schedules-full", limit=20)
    assert problem(await world.slash(world.admin, "daily add", channel=world.channel, time="8:00")) == full
    with pytest.raises(UserError, match="schedules-full"):
        await world.bot.library.schedules.add(world.guild.id, spec, created_by=1)
    removed = await press(world, "button-remove", first)
    await add(world)
    assert problem(await world.click(world.admin, removed, "button-undo")) == full
    assert len(await schedules(world)) == 20


async def test_mistakes_are_answered_privately_with_the_next_step(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    here = {"channel": world.channel, "zone": "UTC"}
    await add(world)
    for command, options, key, variables in (
        ("daily add", {**here, "time": "8"}, "time-unreadable", {"text": "8"}),
        ("daily add", {**here, "time": "午前12時"}, "time-ambiguous", {"text": "午前12時"}),
        ("daily add", {**here, "time": "8:00", "days": "someday"}, "days-unreadable", {"text": "someday"}),
        ("daily add", {**here, "time": "8:00", "zone": "Mars"}, "zone-unknown", {"name": "Mars"}),
        (
            "daily add",
            {**here, "time": "8:00", "article": "nothing"},
            "article-unknown",
            {"query": "nothing"},
        ),
        ("daily add", {**here, "time": "8:00", "role": world.guild.default_role}, "role-everyone", {}),
        ("edit", {"role": [world.guild.default_role]}, "role-everyone", {}),
        ("edit", {"time": "99:99"}, "time-unreadable", {"text": "99:99"}),
        ("edit", {"zone": "Mars"}, "zone-unknown", {"name": "Mars"}),
    ):
        edited = command == "edit"
        result = await (edit(world, **options) if edited else world.slash(world.admin, command, **options))
        assert problem(result) == texts.say(language, key, **variables), (command, options)
    assert len(await schedules(world)) == 1


async def test_the_usual_days_are_offered_and_what_can_be_read_is_taken(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    usual = [texts.say(language, f"suggest-days-{days}") for days in USUAL]
    offered = await world.admin.autocomplete(world.channel, "daily add", "days", "")
    assert [choice["value"] for choice in offered] == usual
    assert [choice["name"] for choice in offered] == usual
    offered = await world.admin.autocomplete(world.channel, "daily add", "days", "月水")
    assert [choice["value"] for choice in offered] == ["月水"]
    offered = await world.admin.autocomplete(world.channel, "daily add", "days", "?")
    assert [choice["value"] for choice in offered] == usual
    offered = await world.admin.autocomplete(world.channel, "daily add", "days", "５")
    meant = [parse_days(choice["value"], date(2026, 11, 30)) for choice in offered]
    assert meant[:2] == [EveryDays(5), MonthDays(frozenset({5}))]
    codes = [(await add(world, days=choice)).days.code for choice in usual]
    assert codes[:3] + codes[5:] == ["127", "31", "96", "m4001", "m80000000"]
    assert [code.partition("d")[0] for code in codes[3:5]] == ["2", "3"]


@pytest.mark.parametrize(
    ("what", "reads", "transactions"),
    [
        ("daily add", 2, 1),
        ("daily manage", 5, 0),
        ("button-daily-preview", 13, 0),
        ("button-daily-test", 3, 1),
        ("button-daily-history", 4, 0),
        ("button-daily-pause", 3, 1),
        ("button-resume", 3, 1),
        ("edit", 3, 1),
        ("move", 3, 1),
        ("button-remove", 3, 1),
        ("button-undo", 3, 1),
    ],
)
async def test_a_command_or_a_press_reads_little_and_writes_once(
    world: World, what: str, reads: int, transactions: int
) -> None:
    await world.bot.library.guilds.change(world.guild.id, zone="Asia/Tokyo")
    for hour in range(3):
        await add(world, time=f"{hour + 10}:00", article="Scale", content="mixed")
    first = (await schedules(world))[0]
    library = world.guild.create_text_channel("library")
    if what == "button-undo":
        shown = await press(world, "button-remove", first)
    elif what == "button-resume":
        shown = await press(world, "button-daily-pause", first)
    elif what == "edit":
        shown = await press(world, "button-daily-post", first)
    else:
        shown = await panel(world, first)
    async with traced(world.bot.library.schedules._db) as seen:
        if what.startswith("daily "):
            options: dict[str, Any] = {"channel": library, "time": "8:00"} if what == "daily add" else {}
            result = await world.slash(world.admin, what, **options)
        elif what == "edit":
            result = await fill(world, world.admin, shown, time="9:00")
        elif what == "move":
            result = await world.admin.select(answer(shown), [library], custom_id=menu(shown)["custom_id"])
        else:
            result = await world.click(world.admin, shown, what)
    assert embed(result).color != discord.Color(0xC8963E), said(result)
    # One more read after the answer looks for notices to editors.
    assert len(seen.read) <= reads + 1, seen.read
    assert seen.transactions == transactions
    assert not any("editor_role" in statement for statement in seen.read), "the settings are in memory"
