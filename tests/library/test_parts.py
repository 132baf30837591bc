"""The body of an article is stored with it, and read in parts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.library import Library
from bot.library.parts import parts_of
from bot.model import Part, PartSize
from bot.store import bodies
from bot.store.database import Database, open_database
from bot.store.sql import value
from tests.reading import read
from tests.store.older import older_database

GUILD, OTHER = 10, 20
ADDRESS = "https://example.org/hut"
CODE = "```\nfor wall in hut:\n    mend(wall)\n```"
TEXT = "# The hut\n\nThe hut opens in June.\n\n## Its walls\n\nThey are of\nstone.\n\n"
TEXT += f"{CODE}\n\nThe roof is new.\n"


def told(parts: Sequence[Part]) -> list[str]:
    return [f"{piece.kind}: {piece.text}" for part in parts for piece in part.pieces]


async def test_what_is_read_in_parts_is_the_body_of_the_article(library: Library, database: Database) -> None:
    added = await library.articles.add(TEXT, GUILD)
    article, parts = await library.parts.of(GUILD, added.article.id, PartSize.SHORT)
    assert article == added.article
    assert told(parts) == [f"{block.kind}: {block.text}" for block in read(TEXT).body_blocks]
    assert "code: for wall in hut:\n    mend(wall)" in told(parts)
    rest = await database.read(parts_of, article, PartSize.SHORT, TEXT.index("They"))
    assert told(rest)[0] == "paragraph: They are of stone."


async def test_nobody_reads_the_article_of_another_server_or_one_that_was_removed(library: Library) -> None:
    article = (await library.articles.add(TEXT, GUILD)).article
    with pytest.raises(UserError, match="article-gone"):
        await library.parts.of(OTHER, article.id, PartSize.SHORT)
    await library.articles.remove(GUILD, article.id)
    with pytest.raises(UserError, match="article-gone"):
        await library.parts.of(GUILD, article.id, PartSize.SHORT)


@pytest.mark.parametrize("for_good", [True, False])
async def test_nobody_is_shown_parts_in_memory_of_what_another_process_removed(
    library: Library, path: Path, for_good: bool
) -> None:
    article = (await library.articles.add(TEXT, GUILD)).article
    await library.parts.of(GUILD, article.id, PartSize.SHORT)
    async with open_database(path) as other:
        if for_good:
            await Library(other).articles.remove_everywhere(article.id)
        else:
            await Library(other).articles.remove(GUILD, article.id)
    with pytest.raises(UserError, match="article-gone"):
        await library.places.keep(GUILD, 1, article.id, 0, PartSize.SHORT)


async def test_a_refresh_gives_an_article_the_body_of_its_new_text(
    library: Library, database: Database
) -> None:
    front = f"---\nurl: {ADDRESS}\n---\n\n"
    article = (await library.articles.add(front + TEXT, GUILD)).article
    changed = await library.articles.add(front + TEXT.replace("The roof is new.", "It is dry."), GUILD)
    assert changed.draft is not None
    await library.ingest.refresh(GUILD, changed.draft)
    _, parts = await library.parts.of(GUILD, article.id, PartSize.SHORT)
    assert told(parts)[-1] == "paragraph: It is dry."


async def test_nothing_is_left_of_the_body_of_an_article_that_was_removed_for_good(
    library: Library, database: Database
) -> None:
    await library.articles.add_shipped()
    own = (await library.articles.add(TEXT, GUILD)).article
    shipped = (await library.articles.all(OTHER))[0]
    for article in (own, shipped):
        await library.articles.remove_everywhere(article.id)
        left = "SELECT count(*) FROM body WHERE article_id = ?"
        assert await database.read(value, left, (article.id,)) == 0


SENTENCES = ["The hut opens in June.", "It has walls.", "They are of\nstone.", "Dig.", "The roof is new."]
OLD = (
    "# The hut\n\nThe hut opens in June. It has walls.\n\n## Offers\n\nBuy a hut here!\n\n## Its walls\n\n"
    "### Stone\n\nThey are of\nstone.\n\n```\n# dig\n```\n\nWhat to do\n\n- Dig.\n\nThe roof is new.\n"
)


async def test_of_an_article_from_before_the_sentences_and_headings_are_read(path: Path) -> None:
    places = [(OLD.index(one), OLD.index(one) + len(one)) for one in SENTENCES]

    async with older_database(path, 16) as older:
        older.execute(
            "INSERT INTO article (id, guild_id, title, language, size, digest, added_at, text)"
            " VALUES (5, ?, 'The hut', 'en', 27, x'05', 1, ?)",
            (GUILD, OLD),
        )
        older.executemany(
            "INSERT INTO sentence (article_id, position, spans) VALUES (5, ?, ?)",
            [(position, json.dumps([place])) for position, place in enumerate(places)],
        )
        older.execute(
            "INSERT INTO item (article_id, kind, position, text, spans, heading)"
            " VALUES (5, 'section', 0, 'Dig.', '[[0, 1]]', 'What to do')"
        )
    async with open_database(path) as newer:
        assert await newer.read(bodies.get, 5, OLD) == []
        article, parts = await Library(newer).parts.of(GUILD, 5, PartSize.SHORT)
    assert article.title == "The hut"
    assert told(parts) == [
        "paragraph: The hut opens in June. It has walls.",
        "heading: Its walls",
        "heading: Stone",
        "paragraph: They are of stone.",
        "heading: What to do",
        "list-item: Dig.",
        "paragraph: The roof is new.",
    ]


async def test_the_next_start_stores_the_bodies_of_shipped_articles_from_before(
    library: Library, database: Database
) -> None:
    await library.articles.add_shipped()
    (article, *_) = await library.articles.all(GUILD)
    whole = await library.parts.of(GUILD, article.id, PartSize.LONG)
    await database.write(lambda transaction: transaction.execute("DELETE FROM body"))
    await database.write(lambda transaction: transaction.execute("DELETE FROM meta WHERE key = 'shipped'"))
    assert await library.parts.of(GUILD, article.id, PartSize.LONG) != whole
    await library.articles.add_shipped()
    assert await library.parts.of(GUILD, article.id, PartSize.LONG) == whole
