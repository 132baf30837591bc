"""What the bot can do, without Discord."""

from __future__ import annotations

import asyncio
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.library import Library
from bot.model import ItemKind, Language
from bot.store.database import Database, open_database

TEXT = """# 港の図書室だより

港の図書室は、来年の春から夜間も開く予定だ。館長の三崎ハルカさんは「夜に読む人の居場所をつくりたい」と話した。

司書の早川ミオさんは「本は人を待っている」と述べた。今後3年で蔵書は2万冊を超える見通しだ。
"""
GUILD, OTHER = 10, 20


async def test_every_item_stands_in_the_text_where_its_spans_say(
    library: Library, database: Database
) -> None:
    added = await library.shelf.add(TEXT, GUILD)
    for kind in ItemKind:
        _, found = await library.shelf.items(GUILD, added.article.id, kind)
        assert found, kind
        for item in found:
            shown = "".join(TEXT[start:end] for start, end in item.spans)
            assert "".join(shown.split()) == "".join(item.text.split())


async def test_two_people_who_ask_at_once_get_two_quotations(library: Library) -> None:
    await library.shelf.add(TEXT, GUILD)

    async def ask() -> str:
        return (await library.selection.quote(GUILD, Language.JA, None, "", remember=True)).item.text

    assert len(set(await asyncio.gather(ask(), ask()))) == 2


async def test_everyone_who_asks_first_at_once_gets_the_same_prediction_of_the_day(library: Library) -> None:
    await library.shelf.add_shipped()

    async def ask() -> int:
        return (await library.selection.prediction_of_the_day(GUILD, Language.JA, Language.JA)).item.id

    assert len(set(await asyncio.gather(*(ask() for _ in range(10))))) == 1


async def test_a_new_day_begins_at_midnight_in_the_guilds_zone(path: Path) -> None:
    now = datetime(2026, 5, 1, 14, 59, tzinfo=UTC)
    async with open_database(path) as database:
        library = Library(database, lambda: now, random.Random(1))
        assert str(await library.selection.today(GUILD, Language.JA)) == "2026-05-01"
        await library.guilds.change(GUILD, zone="Pacific/Kiritimati")
        assert str(await library.selection.today(GUILD, Language.JA)) == "2026-05-02"
        await library.guilds.change(GUILD, zone="America/New_York")
        now = datetime(2026, 5, 1, 3, 59, tzinfo=UTC)
        assert str(await library.selection.today(GUILD, Language.JA)) == "2026-04-30"


async def test_on_a_full_disk_reading_goes_on_and_writing_says_so(
    library: Library, database: Database
) -> None:
    await library.shelf.add_shipped()
    async with database.transaction() as transaction:
        (row,) = await transaction.execute_fetchall("PRAGMA page_count")
        await transaction.execute(f"PRAGMA max_page_count = {row[0]}")
    with pytest.raises(UserError, match="storage-full"):
        await library.shelf.add("長い文章がここに続きます。\n" * 3_000, GUILD)
    shown = [
        (await library.selection.quote(guild, Language.JA, None, "", remember=True)).item.text
        for guild in range(1, 400)
    ]
    assert len(set(shown)) > 1
    first = await library.selection.prediction_of_the_day(999, Language.JA, Language.JA)
    assert await library.selection.prediction_of_the_day(999, Language.JA, Language.JA) == first


async def test_the_newest_article_is_the_edition_in_the_language_that_is_spoken(library: Library) -> None:
    await library.shelf.add_shipped()
    for language in Language:
        assert (await library.shelf.find(GUILD, None, language)).language is language
    await library.shelf.add(TEXT, GUILD)
    for language in Language:
        assert (await library.shelf.find(GUILD, None, language)).title == "港の図書室だより"


async def test_a_later_version_of_a_shipped_article_takes_the_place_of_the_earlier_one(
    library: Library, tmp_path: Path
) -> None:
    file = tmp_path / "tayori.ja.md"
    for text in (TEXT, TEXT.replace("3年", "5年"), TEXT.replace("3年", "5年")):
        file.write_text(text, encoding="utf-8")
        await library.shelf.add_shipped(tmp_path)
    (article,) = await library.shelf.all(GUILD)
    _, predictions = await library.shelf.items(GUILD, article.id, ItemKind.PREDICTION)
    assert any("5年" in prediction.text for prediction in predictions)


async def test_an_article_of_one_guild_is_closed_to_another_by_every_way(library: Library) -> None:
    own = (await library.shelf.add(TEXT, GUILD)).article
    _, (quote, *_) = await library.shelf.items(GUILD, own.id, ItemKind.QUOTE)
    shelf, selection = library.shelf, library.selection
    for way in (
        shelf.items(OTHER, own.id, ItemKind.QUOTE),
        shelf.find_own(OTHER, f"#{own.id}"),
        shelf.remove(OTHER, own.id),
        shelf.restore(OTHER, own.id),
        shelf.find(OTHER, f"#{own.id}", Language.JA),
        selection.contexts(OTHER, [quote.id]),
        selection.quote(OTHER, Language.JA, None, "", remember=True),
        selection.prediction_of_the_day(OTHER, Language.JA, Language.JA),
    ):
        with pytest.raises(UserError):
            await way
    assert await shelf.all(OTHER) == []
    again = await shelf.add(TEXT, OTHER)
    assert again.outcome == "added", "that another guild has the same text is none of its business"
