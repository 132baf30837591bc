"""A search finds what reading every sentence finds, whatever became of the articles."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library import Library
from bot.library.visibility import editions
from bot.model import Article, ItemKind, Language, Metadata
from bot.store import articles, index, items, removal, search
from bot.store.database import Database, open_database
from bot.store.index import SCOPES
from bot.store.search import Hit
from bot.words import Query, passage
from tests.store.older import older_database

Place = tuple[int, int, str]
GUILD, OTHER, BESIDE = 10, 20, 10 + SCOPES
"""The last one's articles stand in the index between those of the first."""
JAPANESE, ENGLISH, *_LINES = (
    line.split()
    for line in (
        "の は 石油 データ データセンター 新しい と 石 している した 𠮷野家 **強い** oil data",
        "a oil oils data database predictability predictable Résumé *the* of 石油",
        "の 石 石油 油 データ ター した している いる 石油の はデータ の石油は 新しいデータ",
        "𠮷 野家 強い 強いの ゑ a of oil dat data datab predict predictabil resume data-of a-oil",
    )
)
ASKED = [*_LINES[0], *_LINES[1], "of the", "の は", "oil 石油", "石油 データ", "data 石油"]
QUERIES = st.sampled_from(ASKED) | st.text(
    st.sampled_from("の石油データしているoila "), min_size=1, max_size=6
)


def made(rng: random.Random, language: Language) -> str:
    """An article of few words, so that every one, and most pairs of them, stand in many sentences."""
    words, start, between, end = (
        (JAPANESE, "", "", "。") if language is Language.JA else (ENGLISH, "It ", " ", ". ")
    )
    sentences = [
        start + between.join(rng.choices(words, k=rng.randint(2, 7))) + end for _ in range(rng.randint(1, 9))
    ]
    said = (
        "彼は「データは新しい石油だ」と言った。\n"
        if language is Language.JA
        else "“Data is oil,” she said.\n"
    )
    return f"# {rng.random()}\n\n{''.join(sentences)}\n\n{said if rng.random() < 0.5 else ''}"


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def stored(connection: sqlite3.Connection) -> dict[int, list[str]]:
    """Every sentence of every article, by the article's id."""
    return {
        article.id: [passage(text, spans) for spans in articles.sentences(connection, article.id)]
        for article, _ in articles.everything(connection)
        for text in [articles.text(connection, article.id)]
    }


def read(
    visible: Sequence[Article],
    sentences: dict[int, list[str]],
    query: Query,
    language: Language,
    only: int | None,
) -> list[Place]:
    """Every sentence of the visible articles that has the query, by reading all of them; the latest first."""
    found = {
        article.id: [
            (article.id, position, sentence)
            for position, sentence in enumerate(sentences[article.id])
            if query.highlights(sentence)
        ]
        for article in visible
    }
    if only:
        return found.get(only, [])[::-1]
    among = editions([article for article in visible if found[article.id]], language)
    return sorted((place for article in among for place in found[article.id]), reverse=True)


@settings(max_examples=300)
@given(QUERIES, st.sampled_from([GUILD, OTHER, BESIDE]), st.sampled_from(Language), st.data())
def check(
    path: Path,
    sentences: dict[int, list[str]],
    asked: str,
    guild: int,
    language: Language,
    data: st.DataObject,
) -> None:
    query = Query(asked)
    if not query:
        return
    with opened(path) as connection:
        visible = articles.visible(connection, guild)
        only = data.draw(st.none() | st.sampled_from(sorted(sentences)))
        most = data.draw(st.sampled_from([1, 2, 7, 1_000]))
        expected = read(visible, sentences, query, language, only)[:most]
        found = search.sentences(connection, query, guild, language, only, most)
        assert [(hit.article_id, hit.position, search.sentence(connection, hit)) for hit in found] == expected
        among = [article.id for article in visible]
        quotes = [
            item.id
            for article_id in among
            for item in items.of_article(connection, guild, article_id, ItemKind.QUOTE)
            if query.highlights(item.text)
        ]
        assert search.quotes(connection, query, guild, among) == sorted(quotes)


async def test_the_index_finds_what_reading_every_sentence_finds(library: Library, path: Path) -> None:
    rng = random.Random(1)
    for guild in (None, GUILD, OTHER, BESIDE, GUILD):
        for language in Language:
            await library.articles.add(made(rng, language), guild, Metadata(language=language))
    for work in ("pier", "coast", "hill", "isle", "reef"):
        for language in Language:
            await library.articles.add(made(rng, language), None, Metadata(language=language), work=work)
    twice = made(rng, Language.JA)
    for guild in (None, GUILD, OTHER):
        await library.articles.add(twice, guild)
    for change in (None, removed_hidden_and_corrected):
        if change:
            await change(library, rng)
        with opened(path) as connection:
            sentences = stored(connection)
        check(path, sentences)


async def removed_hidden_and_corrected(library: Library, rng: random.Random) -> None:
    """Changes what is found by all that changes it."""
    for guild in (GUILD, OTHER, BESIDE):
        for article in rng.sample(await library.articles.all(guild), 4):
            await library.articles.remove(guild, article.id)
        for article in await library.articles.all(guild):
            for item in (await library.articles.items(guild, article.id, ItemKind.QUOTE))[1]:
                await rng.choice((library.reviews.approve, library.reviews.reject))(guild, item.id)
    await library.articles.remove_everywhere((await library.articles.all(GUILD))[-1].id)
    await library.articles.add(made(rng, Language.EN), None, work="pier")  # a later version


async def test_a_sentence_is_read_out_of_a_text_of_any_length_and_any_characters(
    library: Library, path: Path
) -> None:
    text = (
        "𠮷\u3000é が\u0301" * 100
        + "。「灯台*は*[高い](https://example.com)」と書いた。"
        + "あ" * 100_000
        + "。"
    )
    article = (await library.articles.add(text, GUILD)).article
    with opened(path) as connection:
        stored = articles.text(connection, article.id)
        for position, spans in enumerate(articles.sentences(connection, article.id)):
            assert search.sentence(connection, Hit(article.id, 0, position)) == passage(stored, spans)
        assert search.sentence(connection, Hit(article.id, 0, 99)) == ""


def words(connection: sqlite3.Connection) -> list[list[object]]:
    """Everything that stands in the index."""
    found = []
    for table in ("sentence_index", "quote_index"):
        connection.execute(f"CREATE VIRTUAL TABLE temp.v USING fts5vocab(main, {table}, 'instance')")
        found.append(sorted(connection.execute("SELECT term, doc, offset FROM temp.v")))
        connection.execute("DROP TABLE temp.v")
    return found


def again(transaction: sqlite3.Connection) -> None:
    """The whole index is made again."""
    index.add_again(transaction, index.clear(transaction))
    index.rebuilt(transaction)


@pytest.mark.parametrize("done", [0, 1, 2, 3])
async def test_what_changes_while_the_index_is_made_again_leaves_it_as_if_it_were_made_after(
    library: Library, database: Database, done: int
) -> None:
    text = "# Quay {0}\n\nThe quay {0} is long.\n\n“We open quay {0} in June,” said Ada Moss.\n"
    for number, guild in enumerate((GUILD, None, GUILD, OTHER)):
        await library.articles.add(text.format(number), guild)
    of: dict[int, list[int]] = {}
    those = await database.write(index.clear)
    for one in those[:done]:
        await database.write(index.add_again, [one])
    for article in (await library.articles.all(GUILD))[:2]:
        of[article.id] = [
            item.id for item in (await library.articles.items(GUILD, article.id, ItemKind.QUOTE))[1]
        ]
        assert of[article.id]
    gone, cut = of
    await database.write(removal.delete, [gone])
    await database.write(removal.delete_items, of[cut])
    await library.articles.add(text.format("new"), GUILD)
    for one in those[done:]:
        await database.write(index.add_again, [one])
    await database.write(index.rebuilt)
    found = await database.write(words)
    assert found[0]
    assert found[1]
    await database.write(again)
    assert found == await database.write(words)


async def test_what_is_deleted_before_a_newer_version_makes_its_index_damages_nothing(path: Path) -> None:
    async with older_database(path, 21) as older:
        older.execute(
            "INSERT INTO article (id, guild_id, title, language, size, digest, added_at, text)"
            " VALUES (5, ?, 'Quays', 'en', 27, x'05', 1, 'The quay is long.')",
            (GUILD,),
        )
        older.execute("INSERT INTO sentence (article_id, position, spans) VALUES (5, 0, '[[0, 17]]')")
    async with open_database(path) as database:
        assert await database.write(removal.delete, [5]) == 1
        await Library(database).search.refresh()
        assert await database.write(words) == [[], []]
