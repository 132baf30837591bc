"""Questions stay with the words they are about: through refreshes, next versions and editors' own items."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from bot.library import Library
from bot.library.passages import Extent
from bot.model import Item, ItemKind, Metadata, Question
from bot.store import items, own_items
from bot.store.database import Database
from bot.store.sql import rows
from tests.library.test_own_items import TEXT as BEACH
from tests.library.test_own_items import give, place
from tests.questions import GUILD, HARU, OTHER, TEXT, ask, outlook

LINK = "https://example.org/port"


async def refreshed(library: Library, text: str) -> int:
    """The article at LINK gets this text; its id."""
    added = await library.ingest.add(f"---\nurl: {LINK}\n---\n{text}", GUILD, Metadata())
    if added.draft is not None:
        await library.ingest.refresh(GUILD, added.draft)
    return added.article.id


async def seen(library: Library, question: Question, guild: int = GUILD) -> Item | None:
    return (await library.questions.get(guild, question.id)).item


async def test_a_refresh_keeps_a_question_as_long_as_its_words_stay_and_after(library: Library) -> None:
    article = await refreshed(library, TEXT)
    stays = await ask(library, (await outlook(library)).id)
    goes = await ask(library, (await outlook(library, words="夜間")).id)
    await library.forecasts.give(GUILD, goes.id, HARU, 300)
    await refreshed(library, TEXT.replace("港の図書室は、来年の春から夜間も開く見込みだ。", "港は広い。"))
    assert (await seen(library, stays)) == await outlook(library)
    lost = await library.questions.get(GUILD, goes.id)
    assert (lost.item, lost.question.item_id, lost.question.words) == (None, None, goes.words)
    assert lost.forecasters == 1
    assert await library.questions.of_article(GUILD, article) == [stays, lost.question]
    await refreshed(library, TEXT.replace("港の図書室は、", "港の話。港の図書室は、"))
    found = await outlook(library, words="夜間")
    assert (await seen(library, goes)) == found, "its words are there again"
    assert [one.id for one in await library.questions.of_item(GUILD, found.id)] == [goes.id]


async def test_the_next_version_of_a_shipped_article_has_the_questions_of_the_last(library: Library) -> None:
    await library.articles.add(TEXT, None, work="port")
    stays = await ask(library, (await outlook(library)).id)
    goes = await ask(library, (await outlook(library, words="夜間")).id)
    other = await ask(library, (await outlook(library)).id, guild=OTHER)
    text = TEXT.replace("夜間も開く見込みだ", "日曜も開く見込みだ") + "\n新しい段落です。\n"
    new = (await library.articles.add(text, None, work="port")).article
    there = await outlook(library)
    assert there.article_id == new.id
    assert await seen(library, stays) == there
    assert await seen(library, other, OTHER) == there
    lost = await library.questions.get(GUILD, goes.id)
    assert (lost.item, lost.article.id, lost.question.words) == (None, new.id, goes.words)
    assert len(await library.questions.of_article(GUILD, new.id)) == 2


async def test_a_question_moves_along_with_what_editors_put_in_the_place_of_a_sentence(
    library: Library,
) -> None:
    await library.articles.add(TEXT, None)
    read = await outlook(library)
    question = await ask(library, read.id)
    elsewhere = await ask(library, read.id, guild=OTHER)
    longer = await library.reviews.change_extent(GUILD, read.id, Extent.AFTER)
    assert longer.replaces == read.id
    assert await seen(library, question) == longer
    assert await seen(library, elsewhere, OTHER) == read
    for item in (read, longer):
        assert [one.id for one in await library.questions.of_item(GUILD, item.id)] == [question.id]
        more = await ask(library, item.id, "今年のうちに超えるか")
        assert more.item_id == longer.id, "what the guild is shown"
        await library.questions.remove(GUILD, more.id)
    longest = await library.reviews.change_extent(GUILD, longer.id, Extent.BEFORE)
    assert longest.id != longer.id
    assert await seen(library, question) == longest
    await library.reviews.reject(GUILD, longest.id)
    assert await seen(library, question) is None
    assert [one.id for one in await library.questions.of_item(GUILD, read.id)] == [question.id]
    await library.reviews.approve(GUILD, read.id)
    assert (await seen(library, question)) == read


async def test_a_question_about_what_editors_added_stays_when_they_lengthen_it(library: Library) -> None:
    article = (await library.articles.add(BEACH, GUILD)).article.id
    chosen = await place(library, article, ItemKind.PREDICTION, "貝は朝に掘る")
    made = await library.reviews.add(GUILD, article, ItemKind.PREDICTION, chosen)
    await library.reviews.approve(GUILD, made.id)
    question = await ask(library, made.id, "朝に掘るか")
    longer = await library.reviews.change_extent(GUILD, made.id, Extent.AFTER)
    assert (longer.replaces, longer.id != made.id) == (None, True)
    assert await seen(library, question) == longer


async def test_rules_that_read_what_editors_had_to_add_take_over_the_questions_about_it(
    library: Library, database: Database
) -> None:
    article = (await library.articles.add(BEACH, GUILD)).article.id
    chosen = await place(library, article, ItemKind.PREDICTION, "貝は朝に掘る")
    made = await library.reviews.add(GUILD, article, ItemKind.PREDICTION, chosen)
    made = await library.reviews.approve(GUILD, made.id)
    longer = await library.reviews.change_extent(GUILD, made.id, Extent.AFTER)
    question = await ask(library, longer.id, "朝に掘るか")
    short = await library.reviews.change_extent(GUILD, longer.id, Extent.NOT_LAST)
    assert short.text != question.words

    def read(transaction: sqlite3.Connection) -> None:
        items.insert(transaction, article, [replace(short, guild_id=None)])
        own_items.move(transaction, article, {short.id: short.spans})

    await database.write(read)
    found = await seen(library, question)
    assert found is not None
    assert (found.text, found.guild_id) == (short.text, None)


async def test_what_is_read_by_now_takes_over_the_questions_about_what_editors_had_made(
    library: Library, database: Database
) -> None:
    sign = BEACH.replace("貝は朝に掘る。", "来年は貝が増えるらしい。")
    article = (await give(library, sign)).article.id
    _, read = await library.articles.items(GUILD, article, ItemKind.PREDICTION)
    longer = await library.reviews.change_extent(GUILD, read[0].id, Extent.AFTER)
    question = await ask(library, longer.id)
    await give(library, sign.replace("# 浜の便り\n", "# 浜の便り\n\n浜は広い。\n"))
    assert (await seen(library, question)) is not None
    await give(library, BEACH.replace("会長の潮タツミさんは「雨でも店は出す」と話した。", "店は多い。"))
    now = await library.questions.get(GUILD, question.id)
    _, (there, *_) = await library.articles.items(GUILD, article, ItemKind.PREDICTION)
    assert now.item == there, "what was read stands there again"
    assert await database.read(rows, "SELECT item_id FROM question") == [(there.id,)]
