"""Days that fit: every so many days, days of the month, and pauses from one date to another."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.model import EveryDays, Language, MonthDays, Pause
from bot.texts import Texts
from tests.conftest import World, answer, buttons, open_world, said
from tests.daily import add, choose, edit, panel, press, problem, schedules

NOW = datetime(2026, 12, 24, 12, tzinfo=UTC)
NEW_YEAR = Pause(date(2026, 12, 28), date(2027, 1, 3))


def dates(shown: str) -> list[str]:
    """What stands before the time in each line of a preview."""
    return [line.removeprefix("- **") for line in shown.splitlines() if line.startswith("- **")]


async def test_the_preview_shows_the_days_as_they_fall_and_the_pause_between(
    path: Path, texts: Texts, language: Language
) -> None:
    async with open_world(path, clock=lambda: NOW) as world:
        world.speak(language)
        typed = {Language.EN: ("every 3 days", "28 Dec – 3 Jan"), Language.JA: ("3日ごと", "12/28〜1/3")}
        days, pause = typed[language]
        made = await add(world, days=days)
        assert made.days == EveryDays(3, date(2026, 12, 25))
        assert texts.say(language, "days-every", count=3) in said(await panel(world))
        edited = await edit(world, pauses=pause)
        dates_of_pause = {Language.EN: "28 Dec – 3 Jan", Language.JA: "12月28日〜1月3日"}[language]
        assert texts.say(language, "daily-pauses", pauses=dates_of_pause) in said(edited)
        shown = said(await press(world, "button-daily-preview"))
        expected = [(12, 25), (1, 6), (1, 9), (1, 12)]
        for line, (month, day) in zip(dates(shown), expected, strict=False):
            weekday = texts.say(language, f"day-{date(2026 + (month == 1), month, day).weekday()}")
            assert line.startswith(texts.say(language, "date", month=month, day=day, weekday=weekday))
        assert len(dates(shown)) == 14
        lines = shown.splitlines()
        between = next(
            n
            for n, line in enumerate(lines)
            if texts.say(language, "preview-pause", dates=dates_of_pause) in line
        )
        assert lines[between - 1].startswith("- **")
        assert shown.count("⏸️") == 1


async def test_a_pause_in_force_says_when_posts_are_back_and_one_that_is_over_says_nothing(
    path: Path, texts: Texts, language: Language
) -> None:
    now = NOW
    async with open_world(path, clock=lambda: now) as world:
        world.speak(language)
        await add(world, zone="UTC")
        now = datetime(2026, 12, 30, 12, tzinfo=UTC)
        await edit(world, pauses="12/28-1/3, 2/11")
        shown = said(await panel(world))
        sunday, monday = (
            texts.say(language, "date", month=1, day=day, weekday=texts.say(language, f"day-{weekday}"))
            for day, weekday in ((3, 6), (4, 0))
        )
        assert texts.say(language, "daily-back", until=sunday, back=monday) in shown
        february = texts.say(language, "date-short", month=2, day=11)
        assert texts.say(language, "daily-pauses", pauses=february) in shown
        now = datetime(2027, 2, 12, 12, tzinfo=UTC)
        over = said(await panel(world))
        assert february not in over
        assert texts.say(language, "daily-pauses", pauses="") not in over
        edited = await edit(world, time="9:00")
        assert texts.say(language, "button-clear-pauses") not in str(buttons(answer(edited)))


async def test_pauses_go_by_a_button_or_by_emptying_their_field(world: World, texts: Texts) -> None:
    world.speak(Language.EN)
    await add(world)
    edited = await edit(world, pauses="until 31 Dec")
    (made,) = await schedules(world)
    assert made.pauses
    cleared = await world.click(world.admin, edited, "button-clear-pauses")
    assert texts.say(Language.EN, "daily-changed-label") in said(cleared)
    assert (await schedules(world))[0].pauses == ()
    await edit(world, pauses="12/31")
    assert len((await schedules(world))[0].pauses) == 1
    await edit(world, pauses="")
    assert (await schedules(world))[0].pauses == ()


async def test_days_that_can_not_be_read_change_nothing(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    made = await add(world, days="1st and 15th")
    assert made.days == MonthDays(frozenset({1, 15}))
    for options, key, variables in (
        ({"days": "3日おき"}, "days-ambiguous", {"text": "3日おき", "count": 3, "more": 4}),
        ({"days": "平日と1日"}, "days-mixed", {}),
        ({"days": "every 999 days"}, "days-interval", {"limit": 365}),
        ({"pauses": "12/28〜"}, "pause-endless", {}),
        ({"pauses": "next week"}, "pause-unreadable", {"text": "next week"}),
        ({"pauses": "2020-01-01"}, "pause-past", {}),
        ({"pauses": "2999-01-01"}, "pause-far", {}),
    ):
        fields: dict[str, Any] = {"time": "9:00", **options}
        result = await edit(world, **fields)
        assert problem(result) == texts.say(language, key, **variables), options
    assert await schedules(world) == [made]


@pytest.mark.parametrize(
    ("days", "code"), [("隔日", "2d"), ("every other Friday", "14d"), ("月末", "m80000000")]
)
async def test_the_days_go_through_the_question_for_a_time_zone(world: World, days: str, code: str) -> None:
    asked = await world.slash(world.admin, "daily add", channel=world.channel, time="8:00", days=days)
    await world.restart()
    await choose(world, world.admin, asked, "Asia/Tokyo")
    (made,) = await schedules(world)
    assert made.next_date is not None
    assert made.next_date in made.days
    assert made.days.code.startswith(code)
