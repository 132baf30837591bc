"""How editors fill and order the queue of a series, and what members find under its posts."""

from __future__ import annotations

from typing import Any

import pytest

from bot.errors import UserError
from bot.model import Article, Content, Language, PartSize, Rights
from bot.store import queue
from bot.texts import Texts
from tests.cogs.test_other_guilds import elsewhere
from tests.conftest import World, answer, buttons, said
from tests.daily import add, choose, edit, menu, press, problem, schedules
from tests.serial import story


async def article(world: World, name: str, parts: int = 2) -> Article:
    return (await world.bot.library.articles.add(story(name, parts), world.guild.id)).article


async def titles(world: World) -> list[str]:
    """The queue of the only schedule."""
    (schedule,) = await schedules(world)
    shown = await world.bot.library.queue.show(world.guild.id, schedule.id)
    return [entry.article.title if entry.article else "" for entry in shown]


async def series(world: World, **options: Any) -> Any:
    """The answer to a command that makes a series."""
    wanted = {"channel": world.channel, "time": "8:00", "zone": "Asia/Tokyo", "content": "parts"}
    return await world.slash(world.admin, "daily add", **wanted | options)


async def test_a_series_begins_with_its_article_once_somebody_says_that_it_may_be_posted(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    harbor = await article(world, "港")
    made = await series(world, article=f"#{harbor.id}", size="long")
    assert texts.say(language, "consent-question", title="港") in said(made)
    (schedule,) = await schedules(world)
    assert (schedule.content, schedule.size, schedule.article_id) == (Content.PARTS, PartSize.LONG, None)
    assert await titles(world) == []
    shown = await world.click(world.admin, made, "button-consent")
    assert await titles(world) == ["港"]
    assert texts.say(language, "queue-label", count=1) in said(shown)
    again = await series(world, article=f"#{harbor.id}", size="long")
    assert texts.say(language, "daily-exists-label") in said(again), "one post a day"


async def test_no_word_is_stored_where_a_schedule_is_no_series_any_more(world: World) -> None:
    harbor = await article(world, "港")
    made = await series(world, article=f"#{harbor.id}")
    await edit(world, content=["quote"])
    refused = await world.click(world.admin, made, "button-consent")
    assert problem(refused) == world.texts.say(Language.EN, "queue-none")
    assert await world.bot.library.queue.needs_word(world.guild.id, harbor.id) == harbor


async def test_recorded_rights_need_no_word(world: World) -> None:
    harbor = await article(world, "港")
    await world.bot.library.reviews.set_rights(world.guild.id, harbor.id, Rights.LICENSE)
    made = await series(world, article=f"#{harbor.id}")
    assert "button-consent" not in str(buttons(answer(made)))
    assert await titles(world) == ["港"]


async def test_the_queue_says_that_rights_were_taken_back_and_takes_a_word_instead(
    world: World, language: Language
) -> None:
    world.speak(language)
    harbor = await article(world, "港")
    await world.bot.library.reviews.set_rights(world.guild.id, harbor.id, Rights.LICENSE)
    made = await series(world, article=f"#{harbor.id}")
    await world.bot.library.reviews.set_rights(world.guild.id, harbor.id, None)
    passed_over = world.texts.say(language, "queue-unallowed", place=1, title="港")
    page = await world.click(world.admin, made, "button-queue")
    assert passed_over in said(page)
    asked = await choose(world, world.admin, page, str(harbor.id), "queue-add")
    page = await world.click(world.admin, asked, "button-consent")
    assert passed_over not in said(page)
    assert await titles(world) == ["港"]


async def test_the_queue_is_filled_ordered_and_emptied_on_one_page(world: World, language: Language) -> None:
    world.speak(language)
    for name in ("港", "丘", "橋"):
        await article(world, name)
    page = await world.click(world.admin, await series(world), "button-queue")
    for name in ("港", "丘", "橋"):
        found = next(one for one in menu(page, "queue-add")["options"] if one["label"] == name)
        asked = await choose(world, world.admin, page, found["value"], "queue-add")
        page = await world.click(world.admin, asked, "button-consent")
    assert await titles(world) == ["港", "丘", "橋"]
    last = menu(page, "queue-pick")["options"][-1]["value"]
    page = await choose(world, world.admin, page, last, "queue-pick")
    page = await world.click(world.admin, page, "button-queue-up")
    assert await titles(world) == ["港", "橋", "丘"]
    page = await world.click(world.admin, page, "button-queue-out")
    assert await titles(world) == ["港", "丘"]
    assert "港" in said(page)
    preview = said(await press(world, "button-daily-preview"))
    assert world.texts.say(language, "preview-part", number=1, count=2, title="丘") in preview
    assert preview.count("丘") == 1, "an article is named once"
    assert preview.count(world.texts.say(language, "history-part", number=2, count=2)) == 2
    assert world.texts.say(language, "history-closing") in preview
    assert world.texts.say(language, "preview-queue-empty") in preview


async def test_more_articles_than_a_select_takes_are_offered_page_by_page(world: World) -> None:
    for n in range(30):
        await article(world, f"港{n}号", 1)
    page = await world.click(world.admin, await series(world), "button-queue")
    first = [one["label"] for one in menu(page, "queue-add")["options"]]
    page = await world.click(world.admin, page, "button-next")
    second = [one["label"] for one in menu(page, "queue-add")["options"]]
    assert (len(first), set(first) & set(second)) == (25, set())
    assert {f"港{n}号" for n in range(30)} <= {*first, *second}


async def test_the_queue_is_for_editors_of_its_own_server(world: World, texts: Texts) -> None:
    harbor, hill = await article(world, "港"), await article(world, "丘")
    await series(world)
    (schedule,) = await schedules(world)
    await world.bot.library.queue.give_word(world.guild.id, harbor.id, world.admin.id)
    await world.bot.library.queue.add(world.guild.id, schedule.id, harbor.id)
    (entry,) = await world.bot.library._db.read(queue.of_schedule, schedule.id)
    tried = [
        f"queue:{schedule.id}:0",
        f"queue-consent:{schedule.id}:{hill.id}",
        *(f"queue-move:{schedule.id}:{entry.id}:{way}" for way in ("up", "down", "out")),
    ]
    shared = (await world.bot.library.articles.all(world.guild.id))[-1]
    there = await elsewhere(world)
    for who, where, key in (
        (world.member, world.channel, "editors-only"),
        (there.admin, there.channel, "schedule-gone"),
    ):
        message = answer(await who.slash(where, "quote"))
        stored = world.env.backend.get_message(message.channel_id, message.id)
        for custom_id in tried:
            stored.components[0]["components"][0]["custom_id"] = custom_id
            await world.env.advance_time(60)
            assert problem(await who.click(message, custom_id=custom_id)) == texts.say(Language.EN, key)
        for name, value in (("queue-add", str(shared.id)), ("queue-pick", str(entry.id))):
            select: dict[str, Any] = {"type": 3, "custom_id": f"{name}:{schedule.id}"}
            select["options"] = [{"label": name, "value": value}]
            stored.components[0]["components"] = [select]
            await world.env.advance_time(60)
            refused = problem(await who.select(message, [value], custom_id=select["custom_id"]))
            assert refused == texts.say(Language.EN, key), name
    assert await titles(world) == ["港"]
    assert await world.bot.library.queue.needs_word(world.guild.id, hill.id) == hill


async def test_a_time_zone_that_is_asked_for_keeps_article_and_size(world: World) -> None:
    harbor = await article(world, "港")
    await world.bot.library.queue.give_word(world.guild.id, harbor.id, world.admin.id)
    asked = await world.slash(
        world.admin,
        "daily add",
        channel=world.channel,
        time="8:00",
        content="parts",
        article=f"#{harbor.id}",
        size="short",
    )
    await choose(world, world.admin, asked, "Asia/Tokyo")
    (made,) = await schedules(world)
    assert (made.content, made.size, await titles(world)) == (Content.PARTS, PartSize.SHORT, ["港"])


async def test_a_schedule_that_becomes_a_series_by_an_edit_has_its_queue_at_hand(world: World) -> None:
    await add(world)
    edited = await edit(world, content=["parts"])
    assert "button-queue" not in said(edited)
    page = await world.click(world.admin, edited, "button-queue")
    assert world.texts.say(Language.EN, "queue-empty") in said(page)
    back = await world.click(world.admin, page, "button-daily-back")
    assert world.texts.say(Language.EN, "queue-empty-hint") in said(back)
    await edit(world, content=["quote"])
    (schedule,) = await schedules(world)
    with pytest.raises(UserError, match="queue-none"):
        await world.bot.library.queue.show(world.guild.id, schedule.id)
