"""What the bot can do, without Discord."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app.startup import open_bot
from bot.choosing import choose
from bot.delivery import periodic
from bot.errors import UserError
from bot.library import Library
from bot.library.article_writer import Added
from bot.library.context import ContextLine, Sentences
from bot.library.selection import local_day
from bot.model import Article, Guild, ItemKind, Language
from bot.store.database import Database, open_database
from bot.store.sql import value
from tests.reading import read
from tests.writer import traced, writer_held

TEXT = """# 港の図書室だより

港の図書室は、来年の春から夜間も開く予定だ。館長の三崎ハルカさんは「夜に読む人の居場所をつくりたい」と話した。

司書の早川ミオさんは「本は人を待っている」と述べた。今後3年で蔵書は2万冊を超える見通しだ。
"""
GUILD, OTHER = 10, 20


async def test_every_item_stands_in_the_text_where_its_spans_say(
    library: Library, database: Database
) -> None:
    added = await library.articles.add(TEXT, GUILD)
    for kind in ItemKind:
        _, found = await library.articles.items(GUILD, added.article.id, kind)
        assert found, kind
        for item in found:
            shown = "".join(TEXT[start:end] for start, end in item.spans)
            assert "".join(shown.split()) == "".join(item.text.split())


async def test_two_people_who_ask_at_once_get_two_quotations(library: Library) -> None:
    await library.articles.add(TEXT, GUILD)

    async def ask() -> str:
        return (await library.selection.quote(GUILD, Language.JA, None, "", remember=True)).item.text

    assert len(set(await asyncio.gather(ask(), ask()))) == 2


async def test_everyone_who_asks_first_at_once_gets_the_same_prediction_of_the_day(library: Library) -> None:
    await library.articles.add_shipped()

    async def ask() -> int:
        return (await library.selection.prediction_of_the_day(Guild(GUILD), Language.JA)).item.id

    assert len(set(await asyncio.gather(*(ask() for _ in range(10))))) == 1


async def test_a_new_day_begins_at_midnight_in_the_guilds_zone(path: Path) -> None:
    now = datetime(2026, 5, 1, 14, 59, tzinfo=UTC)
    async with open_database(path) as database:
        library = Library(database, lambda: now, random.Random(1))
        assert str(local_day(await library.guilds.get(GUILD), Language.JA, now)) == "2026-05-01"
        await library.guilds.change(GUILD, zone="Pacific/Kiritimati")
        assert str(local_day(await library.guilds.get(GUILD), Language.JA, now)) == "2026-05-02"
        await library.guilds.change(GUILD, zone="America/New_York")
        now = datetime(2026, 5, 1, 3, 59, tzinfo=UTC)
        assert str(local_day(await library.guilds.get(GUILD), Language.JA, now)) == "2026-04-30"


async def test_on_a_full_disk_reading_goes_on_and_writing_says_so(
    library: Library, database: Database
) -> None:
    await library.articles.add_shipped()
    pages = await database.read(value, "PRAGMA page_count")
    await database.write(lambda transaction: transaction.execute(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(UserError, match="storage-full"):
        await library.articles.add("長い文章がここに続きます。\n" * 3_000, GUILD)
    shown = [
        (await library.selection.quote(guild, Language.JA, None, "", remember=True)).item.text
        for guild in range(1, 400)
    ]
    assert len(set(shown)) > 1
    first = await library.selection.prediction_of_the_day(Guild(999), Language.JA)
    assert await library.selection.prediction_of_the_day(Guild(999), Language.JA) == first


async def test_the_newest_article_is_the_edition_in_the_language_that_is_spoken_unless_one_was_added(
    library: Library, tmp_path: Path
) -> None:
    await library.articles.add_shipped()
    for language in Language:
        assert (await library.articles.find(GUILD, None, language)).language is language
    await library.articles.add(TEXT, GUILD)
    (tmp_path / "later.ja.md").write_text("# 更新で届く記事\n\n港は静かだ。", encoding="utf-8")
    await library.articles.add_shipped(tmp_path)
    for language in Language:
        assert (await library.articles.find(GUILD, None, language)).title == "港の図書室だより"


async def test_of_two_titles_with_the_same_words_the_one_in_the_persons_language_is_meant(
    library: Library,
) -> None:
    await library.articles.add_shipped()
    for language in Language:
        assert (await library.articles.find(GUILD, "Scale", language)).language is language


async def test_a_later_version_of_a_shipped_article_takes_the_place_of_the_earlier_one(
    library: Library, tmp_path: Path
) -> None:
    file = tmp_path / "tayori.ja.md"
    for text in (TEXT, TEXT.replace("3年", "5年"), TEXT.replace("3年", "5年")):
        file.write_text(text, encoding="utf-8")
        await library.articles.add_shipped(tmp_path)
    (article,) = await library.articles.all(GUILD)
    _, predictions = await library.articles.items(GUILD, article.id, ItemKind.PREDICTION)
    assert any("5年" in prediction.text for prediction in predictions)


async def test_shipped_articles_are_read_at_the_first_start_and_again_once_one_of_them_has_changed(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[str] = []
    add = library.articles.add

    async def noted(text: str, *args: Any, **options: Any) -> Added:
        reads.append(options["work"])
        return await add(text, *args, **options)

    monkeypatch.setattr(library.articles, "add", noted)
    for name in ("pier", "coast"):
        (tmp_path / f"{name}.en.md").write_text(f"# {name}\n\nThe {name} is long.", encoding="utf-8")
    for _ in range(2):
        await library.articles.add_shipped(tmp_path)
        assert sorted(reads) == ["coast", "pier"]
    (tmp_path / "pier.en.md").write_text("# pier\n\nThe pier is short.", encoding="utf-8")
    await library.articles.add_shipped(tmp_path)
    assert len(reads) == 4


async def test_an_article_of_one_guild_is_closed_to_another_by_every_way(library: Library) -> None:
    own = (await library.articles.add(TEXT, GUILD)).article
    _, (quote, *_) = await library.articles.items(GUILD, own.id, ItemKind.QUOTE)
    articles, selection = library.articles, library.selection
    for way in (
        articles.items(OTHER, own.id, ItemKind.QUOTE),
        articles.remove(OTHER, own.id),
        articles.restore(OTHER, own.id),
        articles.find(OTHER, f"#{own.id}", Language.JA),
        selection.contexts(OTHER, [quote.id]),
        selection.quote(OTHER, Language.JA, None, "", remember=True),
        selection.prediction_of_the_day(Guild(OTHER), Language.JA),
    ):
        with pytest.raises(UserError):
            await way
    assert await articles.all(OTHER) == []
    again = await articles.add(TEXT, OTHER)
    assert again.outcome == "added", "that another guild has the same text is none of its business"


@pytest.mark.parametrize("remember", [True, False])
async def test_an_article_that_was_removed_a_moment_ago_is_not_quoted(
    library: Library, remember: bool
) -> None:
    article = (await library.articles.add(TEXT, GUILD)).article
    await library.articles.remove(GUILD, article.id)
    async with asyncio.timeout(5):
        with pytest.raises(UserError) as refused:
            await library.selection.quote(GUILD, Language.JA, article, "", remember=remember)
    assert refused.value.key == "article-gone"


async def test_an_article_that_is_removed_right_before_is_not_quoted(library: Library, path: Path) -> None:
    article = (await library.articles.add(TEXT, GUILD)).article

    async def refused() -> str:
        with pytest.raises(UserError) as refused:
            await library.selection.quote(GUILD, Language.JA, None, "", remember=True)
        return refused.value.key

    await library.articles.all(GUILD)
    removing = asyncio.create_task(library.articles.remove(GUILD, article.id))
    await asyncio.sleep(0)
    assert await refused() == "library-empty", "in one transaction with its removal"
    assert removing.done()
    await library.articles.restore(GUILD, article.id)
    await library.articles.all(GUILD)
    async with open_database(path) as other:
        await Library(other).articles.remove(GUILD, article.id)
        assert await refused() == "library-empty", "after another process removed it"


async def test_somebody_who_writes_for_long_keeps_nobody_from_reading(
    library: Library, database: Database
) -> None:
    await library.articles.add_shipped()
    async with asyncio.timeout(3), writer_held(database):
        shown = await library.selection.quote(GUILD, Language.JA, None, "", remember=True)
        assert shown.item.text


async def test_the_bot_goes_on_while_nothing_can_be_written(path: Path) -> None:
    async with open_bot(path) as bot:
        impatient = "PRAGMA busy_timeout = 50"
        await bot.library.articles._db.write(lambda transaction: transaction.execute(impatient))
        with closing(sqlite3.connect(path)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(UserError, match="storage-busy"):
                await bot.lease.renew()
            work = asyncio.create_task(periodic.run(bot, bot.lease))
            done, _ = await asyncio.wait({work}, timeout=1)
            assert not done
            assert (await bot.library.selection.quote(GUILD, Language.JA, None, "", remember=True)).item.text
            other.rollback()
        work.cancel()
        await asyncio.wait({work})


async def test_a_guild_left_while_the_bot_was_off_is_noticed(path: Path) -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    async with open_database(path) as database:
        library = Library(database, lambda: now)
        for guild in (GUILD, OTHER):
            await library.articles.add(TEXT, guild)
        await library.guilds.belongs_to(1)
        await library.guilds.mark_present(lambda: [OTHER])
        now += timedelta(days=31)
        await library.guilds.purge()
        assert await library.articles.all(GUILD) == []
        assert len(await library.articles.all(OTHER)) == 1


async def test_under_another_application_no_guild_looks_left(path: Path) -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    async with open_database(path) as database:
        library = Library(database, lambda: now)
        await library.guilds.belongs_to(1)
        await library.articles.add(TEXT, GUILD)
        await library.guilds.belongs_to(2)
        await library.guilds.mark_present(list)
        assert [guild.left_at for guild in await library.guilds.all()] == [None]


async def test_a_guild_that_was_left_is_not_purged_under_another_application(path: Path) -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    async with open_database(path) as database:
        library = Library(database, lambda: now)
        await library.guilds.belongs_to(1)
        await library.articles.add(TEXT, GUILD)
        await library.guilds.mark_left(GUILD)
        now += timedelta(days=31)
        await library.guilds.belongs_to(2)
        await library.guilds.purge()
        assert len(await library.articles.all(GUILD)) == 1
        await library.guilds.belongs_to(1)
        await library.guilds.purge()
        assert await library.articles.all(GUILD) == []


@pytest.mark.parametrize(
    ("named", "about", "count"),
    [(False, "", 6), (False, "本", 8), (True, "", 7), (True, "本", 8)],
)
async def test_a_quotation_is_chosen_with_few_statements(
    library: Library, database: Database, named: bool, about: str, count: int
) -> None:
    added = (await library.articles.add(TEXT, GUILD)).article
    article = added if named else None
    await library.selection.quote(GUILD, Language.JA, None, "本", remember=True)  # opens the index of words
    async with traced(database) as seen:
        await library.selection.quote(GUILD, Language.JA, article, about, remember=True)
    assert (seen.snapshots, seen.transactions) == (0, 1)
    assert len(seen.written) == count, seen.written


async def test_nobody_is_taken_for_gone_before_it_is_known_whose_database_it_is(path: Path) -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    async with open_database(path) as database:
        library = Library(database, lambda: now)
        await library.articles.add(TEXT, GUILD)
        await library.guilds.mark_left(GUILD)
        now += timedelta(days=31)
        await library.guilds.purge()
        assert len(await library.articles.all(GUILD)) == 1


async def test_a_guild_that_is_joined_while_the_others_are_noted_is_not_left(path: Path) -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    async with open_database(path) as database:
        library = Library(database, lambda: now)
        await library.guilds.belongs_to(1)
        await library.articles.add(TEXT, GUILD)
        answers = iter([[OTHER], [GUILD, OTHER]])
        await library.guilds.mark_present(lambda: next(answers))
        assert library.guilds.membership_known.is_set()
        now += timedelta(days=31)
        await library.guilds.purge()
        assert len(await library.articles.all(GUILD)) == 1


async def test_what_goes_wrong_beside_the_posts_does_not_end_the_bot(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_bot(path) as bot:
        await bot.library.guilds.mark_present(list)

        def lose(transaction: sqlite3.Connection) -> None:
            transaction.execute(
                "CREATE TRIGGER broken BEFORE DELETE ON delivery BEGIN SELECT RAISE(ABORT, 'x'); END"
            )
            transaction.execute("ALTER TABLE meta RENAME TO lost")  # planning and renewing anew fail
            transaction.execute("ALTER TABLE delivery RENAME TO lost_too")

        await bot.library.articles._db.write(lose)
        work = asyncio.create_task(periodic.run(bot, bot.lease))
        done, _ = await asyncio.wait({work}, timeout=1)
        assert not done
        work.cancel()
        await asyncio.wait({work})
    assert "purge failed" in caplog.text


def test_a_neighbour_behind_a_heading_is_not_in_context() -> None:
    text = "The end is near.\n\n## A heading\n\nThe first is this. ① The second is that."
    reading = read(text, Language.EN)
    sentences = [sentence.spans for sentence in reading.sentences]
    article = Article(
        1, None, None, "Night", None, None, Language.EN, 1, datetime(2026, 5, 1, tzinfo=UTC), None, None
    )
    whole = Sentences(article, text, sentences, reading.adjoining, ())
    found = [whole.around(place, place) for place in range(3)]
    assert [(one.before, one.after) for one in found] == [
        ((), ()),
        ((), (ContextLine("① The second is that."),)),
        ((ContextLine("The first is this."),), ()),
    ]


async def test_what_is_next_is_chosen_off_the_event_loop(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    await library.articles.add(TEXT, GUILD)
    threads = []

    def watched(*arguments: object) -> object:
        threads.append(threading.current_thread())
        return choose(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("bot.library.selection.choose", watched)
    await library.selection.quote(GUILD, Language.JA, None, "", remember=True)
    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()
