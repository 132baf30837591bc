"""The weekly digest as editors choose it, and the list behind its button."""

from __future__ import annotations

from bot.model import Content, Language, Weekdays
from bot.schedule import EVERY_DAY
from bot.texts import Texts
from cogs.daily.buttons import SUNDAYS
from tests.cogs.daily.test_trouble import work
from tests.conftest import World, said
from tests.daily import add, edit, panel, press, problem, schedules


async def test_a_digest_is_posted_on_sundays_unless_days_are_chosen(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    made = await add(world, content="digest")
    assert (made.content, made.days) == (Content.DIGEST, SUNDAYS)
    assert (
        await add(world, content="digest", days="金" if language is Language.JA else "fri")
    ).days == Weekdays(frozenset({4}))
    assert (await add(world, content="quote")).days == EVERY_DAY
    shown = said(await panel(world, made))
    assert texts.say(language, "daily-what", content=texts.say(language, "content-digest")) in shown


async def test_a_digest_of_one_article_is_refused(world: World, texts: Texts, language: Language) -> None:
    world.speak(language)
    article = (await world.bot.library.articles.all(world.guild.id))[0]
    await add(world)
    here = {"channel": world.channel, "time": "9:00", "zone": "UTC"}
    refused = await world.slash(world.admin, "daily add", **here, content="digest", article=f"#{article.id}")
    assert problem(refused) == texts.say(language, "digest-article")
    assert [one.content for one in await schedules(world)] == [Content.PREDICTION]


async def test_a_schedule_that_becomes_a_digest_has_no_article_and_gets_none(
    world: World, texts: Texts
) -> None:
    world.speak(Language.EN)
    await add(world, content="quote", article="Scale")
    await edit(world, content=["digest"])
    (changed,) = await schedules(world)
    assert (changed.content, changed.article_id) == (Content.DIGEST, None)
    assert problem(await edit(world, article="Scale")) == texts.say(Language.EN, "digest-article")
    assert await schedules(world) == [changed]


async def test_a_test_of_a_digest_that_has_nothing_to_tell_says_so_in_the_history(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    await add(world, content="digest")
    await press(world, "button-daily-test")
    await work(world)
    assert texts.say(language, "reason-quiet") in said(await press(world, "button-daily-history"))
    assert not [one for one in await schedules(world) if one.problems]
