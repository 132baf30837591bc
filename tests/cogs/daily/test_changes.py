"""What editors do with the daily posts that there are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.model import Content, Language, Weekdays
from bot.texts import Texts
from tests.conftest import World, answer, buttons, embed, open_world, said
from tests.daily import add, problem, schedules


async def test_schedules_are_listed_in_pages(world: World, texts: Texts, language: Language) -> None:
    world.speak(language)
    for hour in range(5):
        await add(world, time=f"{hour + 10}:00")
    first = await world.slash(world.admin, "daily list")
    assert texts.say(language, "daily-list-label", count=5, limit=20) in said(first)
    assert "**10:00**" in said(first)
    assert "**14:00**" not in said(first)
    second = await world.click(world.admin, first, "button-next")
    assert "**14:00**" in said(second)
    assert said(await world.click(world.admin, second, "button-previous")) == said(first)


async def test_one_of_several_has_to_be_chosen_from_what_is_offered(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    await add(world)
    assert texts.say(language, "daily-paused-label") in said(await world.slash(world.admin, "daily pause"))
    evening = await add(world, time="20:00", content="quote")
    result = await world.slash(world.admin, "daily pause")
    assert problem(result) == texts.say(language, "schedule-which")
    offered = await world.admin.autocomplete(world.channel, "daily pause", "schedule", "20:00")
    (only,) = offered
    assert "general" in only["name"]
    assert texts.say(language, "content-quote") in only["name"]
    await world.slash(world.admin, "daily pause", schedule=only["value"])
    assert (await world.bot.library.schedules.get(world.guild.id, evening.id)).next_run is None


async def test_the_preview_shows_fourteen_posts_with_date_and_local_time(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    await add(world, time="8:30", days="平日", content="summary", zone="Europe/London")
    shown = said(await world.slash(world.admin, "daily preview"))
    assert shown.count("08:30**\n") == 14
    assert texts.say(language, "daily-what", content=texts.say(language, "content-summary")) in shown
    mixed = await add(world, content="mixed")
    shown_mixed = said(await world.slash(world.admin, "daily preview", schedule=f"#{mixed.id}"))
    assert shown_mixed.count("08:00** ") == 14
    assert "Europe/London" in shown
    for day in (5, 6):
        assert f"{texts.say(language, f'day-{day}')} " not in shown
        assert f"（{texts.say(language, f'day-{day}')}）" not in shown


async def test_mixed_posts_show_each_kind_in_turn_before_they_are_made(world: World, texts: Texts) -> None:
    world.speak(Language.EN)
    await add(world, content="mixed")
    lines = said(await world.slash(world.admin, "daily preview")).splitlines()
    kinds = [line.rpartition("** ")[2] for line in lines if line.startswith("- ")]
    assert len(kinds) == 14
    assert set(kinds[:3]) == {"prediction of the day", "quotation", "summary"}
    assert kinds[3:6] == kinds[:3]


async def test_the_preview_names_only_what_there_is_to_post(world: World) -> None:
    world.speak(Language.EN)
    text = "# Harbour\n\nThe harbour library stands by the sea. It opens at night.\n"
    article = (await world.bot.library.articles.add(text, world.guild.id)).article
    await add(world, content="mixed", article=f"#{article.id}")
    lines = said(await world.slash(world.admin, "daily preview")).splitlines()
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
        shown = said(await world.slash(world.admin, "daily preview"))
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
        await world.slash(world.admin, "settings", zone="UTC")
        await add(world, zone="UTC")
        decided = texts.say(language, "preview-decided", text="")
        assert decided not in said(await world.slash(world.admin, "daily preview"))
        today = embed(await world.slash(world.member, "prediction")).description or ""
        shown = said(await world.slash(world.admin, "daily preview"))
        assert shown.count(decided) == 1
        assert f"{decided}{today.splitlines()[0]}" in shown


async def test_a_schedule_waits_and_goes_on(world: World, texts: Texts, language: Language) -> None:
    world.speak(language)
    made = await add(world)
    paused = await world.slash(world.admin, "daily pause")
    assert paused.ephemeral
    assert texts.say(language, "daily-paused-label") in said(paused)
    (waiting,) = await schedules(world)
    assert waiting.next_run is None
    assert waiting.paused_by == world.admin.id
    assert texts.say(language, "daily-waits") in said(await world.slash(world.admin, "daily list"))
    preview = said(await world.slash(world.admin, "daily preview"))
    assert texts.say(language, "preview-paused") in preview
    resumed = await world.slash(world.admin, "daily resume")
    assert texts.say(language, "daily-resumed-label") in said(resumed)
    assert (await schedules(world))[0].next_run == made.next_run


async def test_all_that_can_be_chosen_can_be_changed(world: World, texts: Texts, language: Language) -> None:
    world.speak(language)
    made = await add(world)
    role = world.guild.create_role("readers", mentionable=True)
    result = await world.slash(
        world.admin,
        "daily edit",
        time="21:15",
        days="土日",
        content="quote",
        article="Scale",
        zone="UTC",
        language="ja",
        role=role,
    )
    assert result.ephemeral
    assert texts.say(language, "daily-changed-label") in said(result)
    (changed,) = await schedules(world)
    assert (changed.minutes, changed.days, changed.content) == (
        1275,
        Weekdays(frozenset({5, 6})),
        Content.QUOTE,
    )
    assert (changed.zone, changed.language, changed.role_id) == ("UTC", Language.JA, role.id)
    assert changed.article_id is not None
    assert (changed.channel_id, changed.public_id) == (made.channel_id, made.public_id)
    assert changed.next_run is not None
    assert f"{changed.next_run:%H:%M}" == "21:15"


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
    unzoned = await world.slash(world.admin, "daily edit", time="8:30")
    assert len(buttons(answer(unzoned))) == 3, "without the server's zone the schedule needs its own"
    await world.bot.library.guilds.change(world.guild.id, zone="Asia/Tokyo")
    edited = await world.slash(world.admin, "daily edit", time="9:00")
    await world.restart()
    cleared = await world.click(world.admin, edited, f"button-clear-{what}")
    assert getattr((await schedules(world))[0], field) is None
    assert len(buttons(answer(cleared))) == 3
    assert texts.say(language, "daily-changed-label") in said(cleared)


async def test_a_schedule_moves_to_another_channel(world: World, texts: Texts, language: Language) -> None:
    world.speak(language)
    made = await add(world)
    other = world.guild.create_text_channel("library")
    moved = await world.slash(world.admin, "daily move", channel=other)
    assert texts.say(language, "daily-moved-label") in said(moved)
    assert f"<#{other.id}>" in said(moved)
    (after,) = await schedules(world)
    assert after == replace(made, channel_id=other.id)
    again = await world.slash(world.admin, "daily move", channel=other)
    assert problem(again) == texts.say(language, "schedule-there-already")


async def test_a_paused_schedule_goes_on_at_the_press_of_a_button(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    await add(world)
    paused = await world.slash(world.admin, "daily pause")
    assert [button["label"] for button in buttons(answer(paused))] == [texts.say(language, "button-resume")]
    await world.restart()
    edited = await world.slash(world.admin, "daily edit", language="en")
    labels = [button["label"] for button in buttons(answer(edited))]
    assert labels[0] == texts.say(language, "button-resume")
    assert texts.say(language, "button-clear-language") in labels, (
        "what it can do without goes meanwhile, too"
    )
    resumed = await world.click(world.admin, paused, "button-resume")
    assert texts.say(language, "daily-resumed-label") in said(resumed)
    (now,) = await schedules(world)
    assert now.paused_by is None
    assert now.next_run is not None


async def test_a_removed_schedule_comes_back_by_undo_also_after_a_restart(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    made = await add(world)
    removed = await world.slash(world.admin, "daily remove")
    assert removed.ephemeral
    assert texts.say(language, "daily-removed-label") in said(removed)
    assert await schedules(world) == []
    await world.restart()
    restored = await world.click(world.admin, removed, "button-undo")
    assert texts.say(language, "daily-restored-label") in said(restored)
    (back,) = await schedules(world)
    assert (back.id, back.public_id, back.next_run) == (made.id, made.public_id, made.next_run)


async def test_a_removed_schedule_comes_back_by_command_when_the_button_is_gone(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    made = await add(world)
    none = await world.slash(world.admin, "daily restore")
    assert problem(none) == texts.say(language, "schedules-removed-none")
    removed = await world.slash(world.admin, "daily remove")
    assert (
        f"`/{texts.say(language, 'command-daily')} {texts.say(language, 'command-daily-restore')}`"
        in said(removed)
    )
    choices = await world.admin.autocomplete(world.channel, "daily restore", "schedule", "")
    assert [choice["value"] for choice in choices] == [f"#{made.id}"]
    restored = await world.slash(world.admin, "daily restore")
    assert texts.say(language, "daily-restored-label") in said(restored)
    assert [one.id for one in await schedules(world)] == [made.id]
    assert await world.admin.autocomplete(world.channel, "daily restore", "schedule", "") == []


async def test_what_is_said_of_a_new_schedule_works_also_where_there_are_others(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    wanted = {"channel": world.channel, "zone": "Asia/Tokyo"}
    for alone, time in (("true", "8:00"), ("false", "9:00")):
        made = await world.slash(world.admin, "daily add", time=time, **wanted)
        assert texts.say(language, "daily-added-hint", alone=alone) in said(made)
    for command in ("test", "preview"):  # what the first hint says would not do any more
        refused = await world.slash(world.admin, f"daily {command}")
        assert problem(refused) == texts.say(language, "schedule-which")


async def test_a_test_post_is_asked_for_once_and_stands_in_the_history(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    made = await add(world)
    result = await world.slash(world.admin, "daily test")
    assert result.ephemeral
    assert said(result) == texts.say(language, "test-sent", channel=f"<#{world.channel.id}>")
    (wanted,) = await world.bot.library.schedules.history(made)
    assert wanted.kind == "test"
    assert wanted.target == world.channel.id
    shown = said(await world.slash(world.admin, "daily history"))
    assert texts.say(language, "history-test", state=texts.say(language, f"state-{wanted.state}")) in shown
