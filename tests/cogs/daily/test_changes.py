"""What editors do with the daily posts that there are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from simcord.results import InteractionResult

from bot.model import Content, Language, Style, Weekdays
from bot.schedule import EVERY_DAY
from bot.texts import Texts
from cogs.daily.forms import EDITING
from tests.conftest import World, answer, buttons, embed, open_world, said
from tests.daily import add, choose, edit, fill, menu, move, panel, press, problem, schedules

TEXT = "港の図書室は、来年の春から夜間も開く予定だ。館長の三崎ハルカさんは「夜に読む人がいる」と話した。"


def clearing(result: InteractionResult) -> list[str]:
    """The buttons that take out what a schedule can do without."""
    ids = [button["custom_id"] for button in buttons(answer(result))]
    return [one for one in ids if one.startswith("daily-clear:")]


async def test_schedules_are_listed_in_pages(world: World, texts: Texts, language: Language) -> None:
    world.speak(language)
    for hour in range(5):
        await add(world, time=f"{hour + 10}:00")
    first = await panel(world)
    assert texts.say(language, "daily-list-label", count=5, limit=20) in said(first)
    assert "**10:00**" in said(first)
    assert "**14:00**" not in said(first)
    assert len(menu(first)["options"]) == 5, "each can be chosen from any page"
    second = await world.click(world.admin, first, "button-next")
    assert "**14:00**" in said(second)
    assert said(await world.click(world.admin, second, "button-previous")) == said(first)


async def test_one_of_several_is_chosen_and_the_only_one_is_there_at_once(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    first = await add(world)
    only = await panel(world)
    assert texts.say(language, "daily-manage-label") in said(only)
    assert "**08:00**" in said(only)
    evening = await add(world, time="20:00", content="quote")
    await world.bot.library.schedules.pause(world.guild.id, first.id, by=1)
    listed = await panel(world)
    assert texts.say(language, "daily-list-label", count=2, limit=20) in said(listed)
    paused, offered = menu(listed)["options"]
    assert paused["description"] == texts.say(language, "daily-choice-paused")
    assert offered["value"] == str(evening.id)
    for words in ("general", "20:00", texts.say(language, "content-quote")):
        assert words in offered["label"]
    shown = await choose(world, world.admin, listed, offered["value"])
    assert answer(shown).id == answer(listed).id
    back = await world.click(world.admin, shown, "button-daily-list")
    assert said(back) == said(listed)


async def test_the_preview_shows_fourteen_posts_with_date_and_local_time(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    await add(world, time="8:30", days="平日", content="summary", zone="Europe/London")
    shown = said(await press(world, "button-daily-preview"))
    assert shown.count("08:30**\n") == 14
    assert texts.say(language, "daily-what", content=texts.say(language, "content-summary")) in shown
    mixed = await add(world, content="mixed")
    shown_mixed = said(await press(world, "button-daily-preview", mixed))
    assert shown_mixed.count("08:00** ") == 14
    assert "Europe/London" in shown
    for day in (5, 6):
        assert f"{texts.say(language, f'day-{day}')} " not in shown
        assert f"（{texts.say(language, f'day-{day}')}）" not in shown


async def test_mixed_posts_show_each_kind_in_turn_before_they_are_made(world: World, texts: Texts) -> None:
    world.speak(Language.EN)
    await add(world, content="mixed")
    lines = said(await press(world, "button-daily-preview")).splitlines()
    kinds = [line.rpartition("** ")[2] for line in lines if line.startswith("- ")]
    assert len(kinds) == 14
    assert set(kinds[:3]) == {"prediction of the day", "quotation", "summary"}
    assert kinds[3:6] == kinds[:3]


async def test_the_preview_names_only_what_there_is_to_post(world: World) -> None:
    world.speak(Language.EN)
    text = "# Harbour\n\nThe harbour library stands by the sea. It opens at night.\n"
    article = (await world.bot.library.articles.add(text, world.guild.id)).article
    await add(world, content="mixed", article=f"#{article.id}")
    lines = said(await press(world, "button-daily-preview")).splitlines()
    assert {line.rpartition("** ")[2] for line in lines if line.startswith("- ")} == {"summary"}


@pytest.mark.parametrize(
    ("now", "time", "key"),
    [
        (datetime(2026, 3, 20, tzinfo=UTC), "2:30", "preview-gap"),
        (datetime(2026, 10, 20, tzinfo=UTC), "2:30", "preview-repeated"),
        (datetime(2026, 10, 20, tzinfo=UTC), "9:00", "preview-changed"),
    ],
)
async def test_days_on_which_clocks_are_changed_are_marked_in_the_preview(
    path: Path, texts: Texts, language: Language, now: datetime, time: str, key: str
) -> None:
    async with open_world(path, clock=lambda: now) as world:
        world.speak(language)
        await add(world, time=time, zone="Europe/Paris")
        shown = said(await press(world, "button-daily-preview"))
        variables = {} if key == "preview-changed" else {"time": "02:30"}
        assert shown.count(texts.say(language, key, **variables)) == 1
        lines = shown.splitlines()
        marked = lines[next(n for n, line in enumerate(lines) if "⏰" in line) - 1]
        assert {"preview-gap": "03:00"}.get(key, f"{time:0>5}") in marked


async def test_the_preview_shows_the_item_of_a_day_for_which_it_is_decided(
    path: Path, texts: Texts, language: Language
) -> None:
    async with open_world(path, clock=lambda: datetime(2026, 10, 20, 5, tzinfo=UTC)) as world:
        world.speak(language)
        await world.bot.library.guilds.change(world.guild.id, zone="UTC")
        await add(world, zone="UTC")
        decided = texts.say(language, "preview-decided", text="")
        assert decided not in said(await press(world, "button-daily-preview"))
        today = embed(await world.slash(world.member, "prediction")).description or ""
        shown = said(await press(world, "button-daily-preview"))
        assert shown.count(decided) == 1
        assert f"{decided}{today.splitlines()[0]}" in shown


async def test_a_schedule_waits_and_goes_on_in_one_message(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    made = await add(world)
    opened = await panel(world)
    paused = await world.click(world.admin, opened, "button-daily-pause")
    assert texts.say(language, "daily-paused-label") in said(paused)
    assert texts.say(language, "daily-waits") in said(paused)
    (waiting,) = await schedules(world)
    assert waiting.next_run is None
    assert waiting.paused_by == world.admin.id
    await world.restart()
    preview = await world.click(world.admin, paused, "button-daily-preview")
    assert texts.say(language, "preview-paused") in said(preview)
    back = await world.click(world.admin, preview, "button-daily-back")
    resumed = await world.click(world.admin, back, "button-resume")
    assert texts.say(language, "daily-resumed-label") in said(resumed)
    assert (await schedules(world))[0].next_run == made.next_run
    assert {answer(one).id for one in (paused, preview, back, resumed)} == {answer(opened).id}


async def test_all_that_can_be_chosen_can_be_changed(world: World, texts: Texts, language: Language) -> None:
    world.speak(language)
    made = await add(world)
    role = world.guild.create_role("readers", mentionable=True)
    await edit(world, time="21:15", days="土日", content=["quote"], article="Scale")
    shown = await edit(world, style=["square"], zone="UTC", language=["ja"], role=[role])
    assert texts.say(language, "daily-changed-label") in said(shown)
    (changed,) = await schedules(world)
    assert (changed.minutes, changed.days, changed.content) == (
        1275,
        Weekdays(frozenset({5, 6})),
        Content.QUOTE,
    )
    assert (changed.zone, changed.language, changed.role_id) == ("UTC", Language.JA, role.id)
    assert changed.style is Style.SQUARE
    assert changed.article_id is not None
    assert (changed.channel_id, changed.public_id) == (made.channel_id, made.public_id)
    assert changed.next_run is not None
    assert f"{changed.next_run:%H:%M}" == "21:15"


async def test_a_form_that_is_sent_as_it_opened_changes_nothing(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    role = world.guild.create_role("readers", mentionable=True)
    made = await add(world, time="25:00", days="月水", article="Scale", language="en", role=role)
    for form in EDITING:
        shown = await fill(world, world.admin, await press(world, f"button-daily-{form}"))
        assert texts.say(language, "daily-manage-label") in said(shown)
    assert await schedules(world) == [made]


async def test_what_is_gone_stays_chosen_until_something_else_is(world: World) -> None:
    role = world.guild.create_role("readers", mentionable=True)
    article = (await world.bot.library.articles.add(TEXT, world.guild.id)).article
    made = await add(world, article=f"#{article.id}", role=role)
    await world.bot.library.articles.remove(world.guild.id, article.id)
    world.env.backend.delete_role(world.guild.id, role.id)
    await world.env.settle()
    await edit(world, time="9:00")
    await edit(world, language=["en"])
    (after,) = await schedules(world)
    assert (after.article_id, after.role_id) == (made.article_id, made.role_id)


async def test_a_field_that_is_emptied_is_left_open_but_for_a_zone_that_is_needed(world: World) -> None:
    role = world.guild.create_role("readers", mentionable=True)
    await add(world, days="月", article="Scale", role=role)
    required = [
        one["component"]["custom_id"]
        for one in ((await press(world, "button-daily-options")).modal or {})["components"]
        if one["component"]["required"]
    ]
    assert "zone" in required, "without the server's zone the schedule needs its own"
    await world.bot.library.guilds.change(world.guild.id, zone="UTC")
    await edit(world, days="", article="")
    await edit(world, zone="", role=[])
    (after,) = await schedules(world)
    assert (after.days, after.article_id, after.zone, after.role_id) == (EVERY_DAY, None, None, None)


@pytest.mark.parametrize(
    ("what", "field"),
    [("role", "role_id"), ("article", "article_id"), ("zone", "zone"), ("language", "language")],
)
async def test_what_a_schedule_can_do_without_is_taken_out_by_a_button(
    world: World, texts: Texts, language: Language, what: str, field: str
) -> None:
    world.speak(language)
    role = world.guild.create_role("readers", mentionable=True)
    await add(world, article="Scale", language="en", role=role)
    assert len(clearing(await panel(world))) == 3, "without the server's zone the schedule needs its own"
    await world.bot.library.guilds.change(world.guild.id, zone="Asia/Tokyo")
    shown = await panel(world)
    await world.restart()
    cleared = await world.click(world.admin, shown, f"button-clear-{what}")
    assert getattr((await schedules(world))[0], field) is None
    assert len(clearing(cleared)) == 3
    assert texts.say(language, "daily-changed-label") in said(cleared)


async def test_a_schedule_moves_to_another_channel(world: World, texts: Texts, language: Language) -> None:
    world.speak(language)
    made = await add(world)
    other = world.guild.create_text_channel("library")
    moved = await move(world, other)
    assert texts.say(language, "daily-moved-label") in said(moved)
    assert f"<#{other.id}>" in said(moved)
    (after,) = await schedules(world)
    assert after == replace(made, channel_id=other.id)
    again = await move(world, other)
    assert problem(again) == texts.say(language, "schedule-there-already")


async def test_a_removed_schedule_comes_back_by_undo_also_after_a_restart(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    made = await add(world)
    removed = await press(world, "button-remove")
    assert texts.say(language, "daily-removed-label") in said(removed)
    assert await schedules(world) == []
    await world.restart()
    restored = await world.click(world.admin, removed, "button-undo")
    assert texts.say(language, "daily-restored-label") in said(restored)
    (back,) = await schedules(world)
    assert (back.id, back.public_id, back.next_run) == (made.id, made.public_id, made.next_run)


async def test_a_removed_schedule_is_found_among_the_others_when_the_message_is_gone(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    assert problem(await panel(world)) == texts.say(language, "schedules-none")
    made = await add(world)
    await press(world, "button-remove")
    listed = await panel(world)
    assert texts.say(language, "daily-list-removed") in said(listed)
    (option,) = menu(listed)["options"]
    assert option["description"] == texts.say(language, "daily-choice-removed")
    await add(world, time="9:00")
    restored = await press(world, "button-undo", made)
    assert texts.say(language, "daily-restored-label") in said(restored)
    assert (await schedules(world))[0].id == made.id
    assert len(menu(await panel(world))["options"]) == 2


async def test_what_was_just_added_has_the_same_buttons(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    wanted = {"channel": world.channel, "zone": "Asia/Tokyo"}
    for time in ("8:00", "9:00"):
        made = await world.slash(world.admin, "daily add", time=time, **wanted)
        assert texts.say(language, "daily-added-hint") in said(made)
        preview = await world.click(world.admin, made, "button-daily-preview")
        assert f"**{time:0>5}**" in said(preview)


async def test_what_happened_meanwhile_is_said_at_the_next_press(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    made = await add(world)
    opened, other = await panel(world), await panel(world)
    await world.click(world.admin, other, "button-remove")
    gone = await world.click(world.admin, opened, "button-daily-pause")
    assert problem(gone) == texts.say(language, "schedule-gone")
    assert len(await world.bot.library.schedules.removed(world.guild.id)) == 1
    found = await world.click(world.admin, gone, "step-daily-manage")
    restored = await choose(world, world.admin, found, str(made.id))
    assert texts.say(language, "daily-removed-label") in said(restored)


async def test_a_test_post_is_asked_for_once_and_stands_in_the_history(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    made = await add(world)
    result = await press(world, "button-daily-test")
    assert texts.say(language, "test-sent", channel=f"<#{world.channel.id}>") in said(result)
    (wanted,) = await world.bot.library.schedules.history(made)
    assert wanted.kind == "test"
    assert wanted.target == world.channel.id
    shown = said(await world.click(world.admin, result, "button-daily-history"))
    assert texts.say(language, "history-test", state=texts.say(language, f"state-{wanted.state}")) in shown
