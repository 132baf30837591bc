"""Articles and items of an older version stay what they were, and so does all that hangs on them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.model import ItemKind
from bot.store import articles, drafts, items
from bot.store.database import open_database
from bot.store.sql import rows
from tests.store.older import older_database

BEFORE = 14
ROWS = """
INSERT INTO article (id, guild_id, title, author, url, language, size, digest, added_at, added_by, publisher,
    published, text)
VALUES (5, 1, '浜', '潮', 'https://example.org/', 'ja', 6, x'05', 1, 9, '浜の会', '2030-01-02', '海は広い。');
INSERT INTO article (id, title, language, size, digest, added_at, text)
VALUES (9, 'T', 'en', 1, x'09', 1, 't');
INSERT INTO sentence (article_id, position, spans) VALUES (5, 0, '[[0, 5]]');
INSERT INTO item (id, article_id, kind, position, text, spans, speaker) VALUES
    (7, 5, 'quote', 0, '海は広い', '[[0, 4]]', '潮'), (8, 5, 'line', 0, '海は広い。', '[[0, 5]]', NULL),
    (9, 5, 'line', 1, 'x', '[[0, 1]]', NULL);
DELETE FROM item WHERE id = 9;
DELETE FROM article WHERE id = 9;
INSERT INTO draft (id, article_id, title, language, made_at, size, text)
VALUES (3, 5, '浜', 'ja', 1, 3, '浜');
INSERT INTO review (guild_id, item_id, verdict, reviewed_at) VALUES (1, 7, 'approved', 1);
INSERT INTO vote (guild_id, item_id, voter, value, voted_at) VALUES (1, 8, x'01', 'up', 1);
INSERT INTO showing (guild_id, item_id, round, turn) VALUES (1, 7, 1, 1);
INSERT INTO rights (article_id, ground) VALUES (5, 'own');
"""
ADDED = (
    "INSERT INTO item (article_id, kind, position, text, spans, guild_id)"
    " VALUES (5, 'quote', 0, 'x', '[]', ?)"
)
REFUSED = (
    (ADDED, (2,)),  # another server's article
    ("INSERT INTO vote (guild_id, item_id, voter, value, voted_at) VALUES (2, 7, x'01', 'up', 1)", ()),
    ("INSERT INTO review (guild_id, item_id, verdict, reviewed_at) VALUES (2, 8, 'approved', 1)", ()),
)


async def test_what_an_older_version_stored_is_still_there(path: Path) -> None:
    async with older_database(path, BEFORE) as old:
        old.executescript(ROWS)
    async with open_database(path) as database:
        article = await database.read(articles.get, 5, 1)
        assert article is not None
        assert (article.title, article.publisher, article.added_by) == ("浜", "浜の会", 9)
        assert (str(article.published), article.translated) == ("2030-01-02", False)
        assert await database.read(articles.text, 5) == "海は広い。"
        quote, line = sorted(await database.read(items.read, 5), key=lambda item: item.id)
        assert (quote.id, quote.speaker, quote.spoken, quote.guild_id) == (7, "潮", False, None)
        assert (line.id, line.kind, line.replaces) == (8, ItemKind.LINE, None)
        assert await database.read(drafts.get, 3) is None, "migration 0015 deletes what waits"
        for table in ("review", "vote", "showing", "rights", "sentence"):
            (count,) = await database.read(rows, f"SELECT count(*) FROM {table}")
            assert tuple(count) == (1,), table

        def work(transaction: sqlite3.Connection) -> None:
            assert list(transaction.execute("PRAGMA foreign_key_check").fetchall()) == []
            (made,) = transaction.execute(f"{ADDED} RETURNING id", (1,)).fetchall()
            assert made[0] == 10, "an id is never used twice"

        await database.write(work)
    for statement, values in REFUSED:
        with (
            closing(sqlite3.connect(path)) as now,
            pytest.raises(sqlite3.IntegrityError, match="of that guild"),
        ):
            now.execute(statement, values)
