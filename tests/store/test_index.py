"""The index of words: made anew where it is another version's, and nothing in it of what was deleted."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot.library import Library
from bot.library.guilds import KEEP_REMOVED
from bot.model import Language
from bot.store import meta
from bot.store.database import Database, open_database
from bot.store.sql import rows
from bot.words import VERSION, tokens
from tests.cogs.search.test_commands import GUILD, LONG, OTHER, TEXT, found
from tests.conftest import open_world, said
from tests.store.older import older_database


async def test_nothing_of_a_deleted_article_stays_in_the_index(path: Path, database: Database) -> None:
    now = datetime(2027, 1, 1, tzinfo=UTC)
    library = Library(database, lambda: now)
    await library.articles.add(LONG, OTHER)
    kept = _tokens(path)
    article = (await library.articles.add(TEXT, GUILD)).article
    assert _tokens(path) != kept
    await library.articles.remove(GUILD, article.id)
    now += KEEP_REMOVED * 2
    await library.guilds.purge()
    assert _tokens(path) == kept
    await library.guilds.belongs_to(1)
    await library.guilds.mark_left(OTHER)
    now += KEEP_REMOVED * 10
    await library.guilds.purge()
    assert _tokens(path) == [[], []]


async def test_an_index_of_other_rules_or_none_is_made_anew_at_the_start(path: Path) -> None:
    async with open_world(path) as world:
        guild = world.guild.id
        await world.bot.library.articles.add(TEXT, guild)
        for index in ("sentence_index", "quote_index"):
            database, empty = (
                world.bot.library.search._db,
                f"INSERT INTO {index} ({index}) VALUES ('delete-all')",
            )
            await database.write(rows, empty)
            await database.write(meta.put, "index", "0")
        assert await found(world.bot.library, "図書室", guild) == ["search-none"]
        await world.restart()
        assert len(await found(world.bot.library, "図書室", guild)) == 1
        before = _tokens(path)
        await world.restart()
        assert _tokens(path) == before
        world.speak(Language.JA)
        assert "夜に読む人" in said(await world.slash(world.member, "quote", about="居場所"))


async def test_articles_from_before_there_was_an_index_are_found(path: Path) -> None:
    async with older_database(path, 3) as older:
        older.execute(
            "INSERT INTO article (id, title, language, size, digest, added_at, text)"
            " VALUES (1, '古い', 'ja', 9, x'00', 1, '彼は「本は石油だ」と言った。')"
        )
        older.execute("INSERT INTO sentence VALUES (1, 0, '[[0, 14]]')")
        older.execute(
            "INSERT INTO item (article_id, kind, position, text, folded, spans)"
            " VALUES (1, 'quote', 0, '本は石油だ', '本は石油だ', '[[3, 8]]')"
        )
    async with open_world(path) as world:
        world.speak(Language.JA)
        assert "彼は「**本は石油だ**」と" in said(
            await world.slash(world.member, "search", words="本は石油だ")
        )
        assert "「本は石油だ」" in said(await world.slash(world.member, "quote", about="本は石油"))


async def test_what_stands_in_the_index_of_an_older_version_is_found_after_an_update(path: Path) -> None:
    async with older_database(path, 21) as old:
        old.execute(
            "INSERT INTO article (id, guild_id, title, language, size, digest, added_at, text)"
            " VALUES (7, ?, '古い', 'ja', 9, x'00', 1, '彼は「本は石油だ」と言った。')",
            (GUILD,),
        )
        old.execute("INSERT INTO sentence VALUES (7, 0, '[[0, 14]]', 0)")
        old.execute(
            "INSERT INTO sentence_index (rowid, words) VALUES (?, ?)",
            (7 << 20, " ".join([f"§{GUILD}", *tokens("彼は「本は石油だ」と言った。")])),
        )
        old.execute("INSERT INTO meta VALUES ('index', ?)", (VERSION,))
    async with open_database(path) as database:
        library = Library(database)
        assert await found(library, "石油だ") == ["search-none"]
        await library.search.refresh()
        assert await found(library, "石油だ") == ["彼は「本は石油だ」と言った。"]
        assert await found(library, "石油だ", OTHER) == ["library-empty"]
    assert not [token for token, _ in _tokens(path)[0] if token.startswith("§")]


def _tokens(path: Path) -> list[list[tuple[str, int]]]:
    """Each token of both indexes with how often it is there."""
    with closing(sqlite3.connect(path)) as database:
        kept = []
        for index in ("sentence_index", "quote_index"):
            database.execute(f"CREATE VIRTUAL TABLE temp.v USING fts5vocab (main, {index}, row)")
            kept.append(database.execute("SELECT term, cnt FROM temp.v ORDER BY term").fetchall())
            database.execute("DROP TABLE temp.v")
        return kept
