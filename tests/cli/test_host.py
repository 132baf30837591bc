"""What the host does on the command line, as it is typed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from bot.app.startup import open_bot
from bot.errors import UserError
from bot.library import Library
from bot.model import Content, Guild, ItemKind, Language, Metadata, ScheduleSpec, Theme, Vote
from bot.schedule import EVERY_DAY
from bot.store.database import open_database
from tests.cli.test_main import run

GUILD, OTHER = 1_200_000_000_000_000_001, 1_200_000_000_000_000_002
PERSON = 1_300_000_000_000_000_001
SECRET = "夜に読む人の居場所をつくりたい"
TEXT = f"# 港の話\n\n館長の三崎ハルカさんは「{SECRET}」と話した。今後3年で蔵書は2万冊を超える見通しだ。\n"
ELSE = TEXT.replace("港の話", "別の話").replace("3年", "5年")


def host(path: Path, *arguments: str, **environment: str) -> CompletedProcess[str]:
    return run(*arguments, folder=path.parent, DATABASE_PATH=str(path), **environment)


def stored(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(query).fetchall()


async def post_daily(library: Library, guild: int) -> None:
    spec = ScheduleSpec(channel_id=2, minutes=480, days=EVERY_DAY, content=Content.QUOTE)
    await library.schedules.add(guild, spec, created_by=3)


async def test_all_articles_are_listed(path: Path) -> None:
    assert f"There are no articles in {path} yet." in host(path, "articles").stdout, (
        "perhaps it is another file"
    )
    async with open_database(path) as database:
        articles = Library(database, lambda: datetime(2026, 5, 1, tzinfo=UTC)).articles
        await articles.add(TEXT, None)
        own = (await articles.add(ELSE, GUILD, Metadata(title="別の\x9b31m話"))).article
        await articles.remove(GUILD, own.id)
    ran = host(path, "articles")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines() == [
        "#1 · shared · ja · 港の話 · added 2026-05-01",
        f"#2 · server {GUILD} · ja · 別の�31m話 · added 2026-05-01 · removed 2026-05-01",
    ]


async def test_an_article_goes_from_every_server_with_all_that_was_read_out_of_it_while_the_bot_runs(
    path: Path,
) -> None:
    async with open_bot(path) as bot:
        articles = bot.library.articles
        link = Metadata(url="https://example.com/harbour")
        same = (await articles.add(TEXT, GUILD)).article
        linked = (await articles.add(ELSE, OTHER, Metadata(url="http://www.example.com/harbour/"))).article
        removed = (await articles.add(TEXT, OTHER)).article
        await articles.remove(OTHER, removed.id)
        shared = (await articles.add(TEXT, None, link)).article
        kept = (await articles.add("# 灯台の話\n\n灯台の一日目は晴れていた。", GUILD)).article
        shown = await bot.library.selection.quote(GUILD, Language.JA, same, "", remember=True)
        before = stored(path, "SELECT count(*) FROM sentence_index WHERE words MATCH '居場'")
        assert before == [(4,)]

        ran = host(path, "remove", f"#{shared.id}", "999", "x")
        assert ran.returncode == 1
        assert f"removed for good: #{same.id} “港の話” (server {GUILD})" in ran.stdout
        assert f"removed for good: #{shared.id} “港の話” (shared with every server)" in ran.stdout
        assert ran.stdout.count("removed for good") == 4
        assert "30 days" in ran.stdout
        assert "There is no article #999" in ran.stderr
        assert "“x” is not the number of an article" in ran.stderr

        gone = {shared.id, same.id, linked.id, removed.id}
        for table in ("article", "sentence", "item"):
            column = "id" if table == "article" else "article_id"
            assert not gone & {row[0] for row in stored(path, f"SELECT {column} FROM {table}")}, table
        assert stored(path, "SELECT count(*) FROM sentence_index WHERE words MATCH '居場'") == [(0,)]
        assert stored(path, "SELECT count(*) FROM quote_index WHERE words MATCH '居場'") == [(0,)]
        await bot.library.guilds.belongs_to(1)  # a running bot writes, and sees what others did
        left = [article for article in await articles.all(GUILD) if article.guild_id]
        assert [article.id for article in left] == [kept.id]
        with pytest.raises(UserError, match="article-gone"):
            await bot.library.selection.contexts(GUILD, [shown.item.id])
        for article in (same, removed):
            with pytest.raises(UserError, match="article-gone"):
                await articles.restore(article.guild_id or 0, article.id)


@pytest.mark.parametrize("same", ["body", "address"])
async def test_what_would_become_of_an_article_by_refreshing_goes_too(
    path: Path, library: Library, same: str
) -> None:
    articles, ingest = library.articles, library.ingest
    front = "---\nurl: https://example.com/b\n---\n"
    address = Metadata(url="https://example.com/harbour")
    named = (await articles.add(front + TEXT, OTHER, address)).article
    kept = (await articles.add(f"{front}これは古い本文です。", GUILD)).article
    await ingest.add(front + (TEXT if same == "body" else ELSE), GUILD, Metadata())
    if same == "address":
        await ingest.add(front + ELSE, GUILD, address)
    assert stored(path, "SELECT article_id FROM draft") == [(kept.id,)]
    gone = await articles.remove_everywhere(named.id)
    assert [article.id for article in gone] == [named.id]
    assert stored(path, "SELECT count(*) FROM draft") == [(0,)]
    assert await articles.all(GUILD) == [kept]


async def test_a_shipped_article_that_was_removed_stays_away_also_in_a_new_version_until_it_is_imported(
    path: Path, tmp_path: Path
) -> None:
    file = tmp_path / "tayori.ja.md"
    async with open_database(path) as database:
        articles = Library(database).articles
        for text in (TEXT, ELSE):  # two versions
            file.write_text(text, encoding="utf-8")
            await articles.add_shipped(tmp_path)
        (article,) = await articles.all(GUILD)
        await articles.remove(OTHER, article.id)
        ran = host(path, "remove", str(article.id))
        assert ran.returncode == 0, ran.stderr
        assert stored(path, "SELECT text, size FROM article") == [("", 0)] * 2
        for table in ("sentence", "item", "hidden"):
            assert stored(path, f"SELECT count(*) FROM {table}") == [(0,)]
        for text in (ELSE, TEXT, TEXT.replace("3年", "9年")):
            file.write_text(text, encoding="utf-8")
            await articles.add_shipped(tmp_path)
            assert await articles.all(GUILD) == []
        for guild in (GUILD, OTHER):
            with pytest.raises(UserError, match="article-gone"):
                await articles.restore(guild, article.id)
        assert await articles.removed(OTHER) == []
        assert "has already been removed for good" in host(path, "remove", str(article.id)).stdout
        file.write_text(ELSE, encoding="utf-8")
        assert "added “別の話”" in host(path, "import", str(file)).stdout
        await Library(database).guilds.belongs_to(1)  # a running bot writes, and sees what others did
        (back,) = await articles.all(GUILD)
        assert (await articles.counts(back))[ItemKind.QUOTE] == 1
        await articles.add_shipped(tmp_path)
        assert [one.id for one in await articles.all(GUILD)] == [back.id]


async def test_servers_are_listed_with_what_is_stored_of_them(path: Path) -> None:
    assert "Nothing is stored about any server yet." in host(path, "guilds").stdout
    now = datetime(2026, 5, 1, tzinfo=UTC)
    async with open_database(path) as database:
        library = Library(database, lambda: now)
        await library.articles.add(ELSE, None)
        await library.articles.add(TEXT, GUILD)
        await post_daily(library, GUILD)
        await library.guilds.change(OTHER, zone="Asia/Tokyo")
        await library.guilds.belongs_to(1)
        await library.guilds.mark_left(OTHER)
        await library.guilds.block(OTHER + 1)
    ran = host(path, "guilds")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines() == [
        f"{GUILD} · articles: 1 · schedules: 1",
        f"{OTHER} · articles: 0 · schedules: 0 · left 2026-05-01",
        f"{OTHER + 1} · articles: 0 · schedules: 0 · blocked 2026-05-01",
    ]


async def test_a_block_outlives_the_rest_of_a_server_and_can_be_taken_back(path: Path) -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    async with open_database(path) as database:
        library = Library(database, lambda: now)
        guilds = library.guilds
        await library.articles.add(TEXT, GUILD)
        await post_daily(library, GUILD)
        await guilds.change(GUILD, zone="Asia/Tokyo", theme=Theme.NIGHT)
        await guilds.mark_started(GUILD)
        await guilds.belongs_to(1)
        await guilds.block(GUILD)
        (schedule,) = await library.schedules.all(GUILD)
        assert schedule.next_run is None
        await guilds.mark_present(lambda: [GUILD])  # it was invited again, and could not leave yet
        (schedule,) = await library.schedules.all(GUILD)
        assert schedule.next_run is None, "a blocked server gets no posts"
        now += timedelta(days=29)
        await guilds.block(GUILD)
        await guilds.mark_left(GUILD)
        now += timedelta(days=2)
        for _ in range(2):
            await guilds.purge()
        (known,) = await guilds.all()
        assert (known.articles, known.schedules, known.blocked_at) == (0, 0, datetime(2026, 5, 1, tzinfo=UTC))
        assert await guilds.get(GUILD) == Guild(GUILD)
        assert not await guilds.has_started(GUILD)
        assert await guilds.blocked([GUILD, OTHER]) == {GUILD}
    ran = host(path, "unblock", str(GUILD))
    assert (ran.returncode, ran.stdout) == (
        0,
        f"{GUILD} is no longer blocked. Anyone who manages the server can invite the bot again.\n",
    )
    again = host(path, "unblock", str(GUILD))
    assert (again.returncode, again.stderr) == (1, f"{GUILD} is not blocked.\n")


async def test_a_server_that_is_no_longer_blocked_goes_on_where_it_stood(path: Path) -> None:
    async with open_database(path) as database:
        library = Library(database)
        await post_daily(library, GUILD)
        await library.guilds.block(GUILD)
        await library.guilds.unblock(GUILD)
        await library.guilds.mark_joined(GUILD)
        (schedule,) = await library.schedules.all(GUILD)
        assert schedule.next_run is not None


@pytest.mark.parametrize("language", ["ja_JP.UTF-8", "en_GB.UTF-8"])
def test_what_can_not_be_left_or_blocked_is_one_clear_sentence(path: Path, language: str) -> None:
    japanese = language.startswith("ja")
    for arguments, sentence in (
        (("leave", "12"), "サーバーのIDではありません" if japanese else "is not a server ID"),
        (("block", "x" * 17), "サーバーのIDではありません" if japanese else "is not a server ID"),
        (("leave", str(GUILD)), "トークンがありません" if japanese else "There is no token."),
        (("forget", "@haru"), "ユーザーのIDではありません" if japanese else "is not a user ID"),
        (("unblock", str(GUILD)), "ブロックされていません" if japanese else "is not blocked"),
    ):
        ran = host(path, *arguments, LANG=language)
        assert (ran.returncode, ran.stdout) == (1, "")
        assert sentence in ran.stderr
        assert len(ran.stderr.splitlines()) == 1
    ran = host(path, "block", str(GUILD), LANG=language)
    assert ran.returncode == 1
    assert str(GUILD) in ran.stdout, "it is blocked all the same"
    assert len(ran.stderr.splitlines()) == 1
    assert stored(path, "SELECT id FROM guild WHERE blocked_at IS NOT NULL") == [(GUILD,)]


async def test_a_person_who_can_not_use_the_command_any_more_is_forgotten_while_the_bot_runs(
    path: Path,
) -> None:
    async with open_bot(path) as bot:
        article = (await bot.library.articles.all(GUILD))[0]
        _, (item, *_) = await bot.library.articles.items(GUILD, article.id, ItemKind.QUOTE)
        for person in (PERSON, PERSON + 1):
            await bot.library.votes.cast(GUILD, item.id, person, Vote.UP)
        ran = host(path, "forget", str(PERSON))
        assert (ran.returncode, ran.stderr) == (0, "")
        assert f"Everything stored about {PERSON} has been deleted" in ran.stdout
        assert "30 days" in ran.stdout
        assert stored(path, "SELECT voter FROM vote") == [(bot.library.votes.voter(PERSON + 1),)]
        again = host(path, "forget", str(PERSON))
        assert again.stdout == f"Nothing is stored about {PERSON} in {path}.\n", "the host sees where"
