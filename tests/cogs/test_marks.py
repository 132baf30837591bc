"""Words that are a translation, and speech without quotation marks: what everybody is told of them."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from bot.delivery.post import embed
from bot.library.reviews import case
from bot.library.visibility import ItemWithArticle
from bot.model import ItemKind, Language, Style
from bot.ui.embeds import Renderer
from tests.articles import TEXT, add
from tests.conftest import World, answer, said
from tests.panels import open_article
from tests.reviews import newest

FRONT = "---\ntitle: 港の図書室だより\ntranslated: true\n---\n"


async def alt_text(world: World, article: str) -> str:
    shown = await world.slash(world.member, "quote", article=article, **{"as": Style.CARD.value})
    (attached,) = answer(shown).attachments
    assert isinstance(attached.description, str)
    return attached.description


def make_spoken(world: World, article: int) -> None:
    """As if the words had been read out of a turn of an interview."""
    with closing(sqlite3.connect(world.path)) as database, database:
        database.execute("UPDATE item SET spoken = 1 WHERE kind = 'quote' AND article_id = ?", (article,))


@pytest.mark.parametrize("command", ["quote", "summary", "prediction"])
async def test_the_shipped_article_is_marked_as_translated_wherever_its_words_stand(
    world: World, language: Language, command: str
) -> None:
    world.speak(language)
    mark = world.texts.say(language, "translated")
    shown = await world.slash(world.member, command)
    assert mark in said(shown).splitlines()[-1]
    context = await world.click(world.member, shown, "button-context")
    assert mark in said(context).splitlines()[-1]


async def test_a_card_of_translated_words_says_so_to_those_who_hear_it(
    world: World, language: Language
) -> None:
    world.speak(language)
    title = {Language.JA: "創業者", Language.EN: "founder"}[language]
    assert (await alt_text(world, title)).endswith(world.texts.say(language, "translated"))


async def test_an_article_that_says_so_itself_is_marked(world: World, language: Language) -> None:
    world.speak(language)
    await add(world, FRONT + TEXT)
    mark = world.texts.say(language, "translated")
    assert mark in said(await world.slash(world.member, "quote", article="港の図書室"))
    await add(world, TEXT.replace("港", "丘"), "oka.md")
    assert mark not in said(await world.slash(world.member, "quote", article="丘の図書室"))


async def test_an_editor_marks_an_article_as_translated_and_takes_it_back(
    world: World, language: Language
) -> None:
    world.speak(language)
    mark = world.texts.say(language, "translated")
    link = {"link": "https://example.org/tayori"}
    await add(world, **link)
    assert mark not in said(await open_article(world, world.member, "港の図書室"))
    for translated in (True, False):
        again = await add(world, **link, translated=translated)
        assert mark not in said(again) or not translated, "nothing has changed yet"
        await world.click(world.admin, again, "button-refresh")
        shown = await open_article(world, world.member, "港の図書室")
        assert (mark in said(shown)) is translated
        quoted = await world.slash(world.member, "quote", article="港の図書室")
        assert (mark in said(quoted)) is translated


async def test_speech_is_shown_without_quotation_marks_and_named_as_speech(
    world: World, language: Language
) -> None:
    world.speak(language)
    await add(world)
    make_spoken(world, await newest(world))
    words, spoken = "夜に読む人の居場所をつくりたい", world.texts.say(language, "spoken")
    shown = said(await world.slash(world.member, "quote", article="港の図書室"))
    assert words in shown
    assert world.texts.say(language, "quote-words", text=words) not in shown
    assert next(line for line in shown.splitlines() if "三崎ハルカ" in line).endswith(spoken)
    heard = await alt_text(world, "港の図書室")
    assert heard.splitlines()[0] == words
    assert heard.splitlines()[1].endswith(spoken)


async def test_a_daily_post_of_speech_names_it_as_speech(world: World, language: Language) -> None:
    await add(world)
    article = await newest(world)
    make_spoken(world, article)
    source, (quote, *_) = await world.bot.library.articles.items(world.guild.id, article, ItemKind.QUOTE)
    shown = embed(Renderer(world.texts, language), [ItemWithArticle(quote, source)], test=False)
    assert world.texts.say(language, "spoken") in (shown.description or "")


async def test_corrections_say_what_is_speech(world: World, language: Language) -> None:
    await add(world)
    article = await newest(world)
    make_spoken(world, article)
    reviews, guild = world.bot.library.reviews, world.guild.id
    source, found = await reviews.of_article(guild, article)
    await reviews.approve_rest(guild, article, max(one.item.id for one in found))
    source, found = await reviews.of_article(guild, article)
    assert [one["spoken"] for one in case(source, TEXT, found)["quotes"]] == [True]
    assert {one.item.kind for one in found if one.item.spoken} == {ItemKind.QUOTE}
