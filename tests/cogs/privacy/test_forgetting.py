"""What is stored about people, as rows and as a file: found by indexes, and forgotten."""

from __future__ import annotations

import asyncio
import io
import json
import os
import random
import re
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.library import Library, guilds, suggestions
from bot.model import (
    NOBODY,
    DeliveryState,
    ItemKind,
    Language,
    OwnVote,
    Problem,
    Stored,
    Theme,
)
from bot.store import privacy
from bot.store.database import Database, open_database
from bot.store.preparing import BUSY_SECONDS
from bot.store.sql import rows
from cogs.privacy.embeds import data_file
from tests.desk import GUILD, MORNING, PERSON, Desk, open_desk
from tests.library.test_library import OTHER
from tests.library.test_votes import DOWN, HARU, MIO, REN, SORA, UP, quotes
from tests.writer import reader_held

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "query",
    [
        *(privacy.VOTES, privacy.SAVED, privacy.REMINDERS),
        *(privacy.SCHEDULES, privacy.ARTICLES, privacy.NOTICES),
        *(privacy.FORECASTS, privacy.OBJECTIONS, privacy.QUESTIONS, privacy.RESOLUTIONS, privacy.BOARDS),
        *privacy.FORGET,
    ],
)
async def test_what_is_stored_about_a_person_is_found_by_indexes(database: Database, query: str) -> None:
    about = {"user": HARU, "voter": b"x", "guild": GUILD, "now": 0}
    used = {name: value for name, value in about.items() if f":{name}" in query}

    plan = [row[3] for row in await database.write(rows, f"EXPLAIN QUERY PLAN {query}", used)]
    assert plan
    assert not any(step.startswith("SCAN") for step in plan), plan


async def test_choosing_simply_has_fewer_votes(path: Path) -> None:
    async with open_database(path) as database:
        library = Library(database, lambda: NOW, random.Random(1))
        rejected, *others = await quotes(library)
        for person in (HARU, MIO, REN, SORA):
            await library.votes.cast(GUILD, rejected, person, DOWN)

        async def shown() -> set[int]:
            asked = [
                await library.selection.quote(GUILD, Language.JA, None, "", remember=True) for _ in "six"
            ]
            return {found.item.id for found in asked}

        assert await shown() == {*others}
        assert await library.personal_data.forget(SORA)
        assert rejected in await shown(), "three who reject it are not enough"
        standing = await library.votes.cast(GUILD, rejected, HARU, UP)
        assert (standing.up, standing.down) == (1, 2)
        assert not await library.personal_data.forget(SORA)


async def test_words_that_editors_rejected_or_hid_are_not_given_out(library: Library) -> None:
    first, second = await quotes(library)
    for item in (first, second):
        await library.votes.cast(GUILD, item, HARU, UP)
        await library.votes.cast(OTHER, item, HARU, UP)
    await library.reviews.reject(GUILD, first)

    async def words(guild: int) -> list[bool]:
        stored = (await library.personal_data.stored(HARU, guild)).of_guild(GUILD)
        return [vote.text is not None for vote in sorted(stored.votes, key=lambda vote: vote.item_id)]

    assert await words(GUILD) == [False, True]
    assert await words(OTHER) == [True, True]
    await library.articles.remove(GUILD, (await library.selection.found(GUILD, second)).article.id)
    assert await words(GUILD) == [False, False]
    assert await words(OTHER) == [True, True]


async def test_whose_notice_waits_when_they_delete_is_told_nothing_any_more_but_an_editor_is(
    path: Path,
) -> None:
    async with open_desk(path) as desk:
        made = await desk.schedule()
        await fail(desk)
        (own,) = (await desk.library.personal_data.stored(PERSON, GUILD)).notices
        assert own.schedule_id == made.id
        assert await desk.library.notices.untold(GUILD) == [], "its maker is to be told first"
        assert await desk.library.personal_data.forget(PERSON)
        desk.now += timedelta(minutes=1)
        assert await desk.library.notices.claim(desk.lease) == []
        (untold,) = await desk.library.notices.untold(GUILD)
        assert (untold.fact.schedule_id, untold.person) == (made.id, NOBODY)
        assert (await desk.library.personal_data.stored(PERSON, GUILD)).guilds == []


async def test_the_trouble_of_a_schedule_that_nobody_made_is_told_to_an_editor(path: Path) -> None:
    async with open_desk(path) as desk:
        made = await desk.schedule()
        assert await desk.library.personal_data.forget(PERSON)
        await fail(desk)
        assert await desk.library.notices.claim(desk.lease) == []
        untold = await desk.library.notices.untold(GUILD)
        assert [one.fact.schedule_id for one in untold] == [made.id]
        await desk.library.notices.mark_seen(untold)
        assert await desk.library.notices.untold(GUILD) == []
        (post,) = await desk.claim(MORNING + timedelta(days=1))
        await desk.library.outbox.confirm(post, 1)
        assert (await desk.again(made)).problems == (), "it goes on"


async def test_a_notice_that_was_sent_names_nobody_any_more(path: Path) -> None:
    async with open_desk(path) as desk:
        await desk.schedule()
        await fail(desk)
        desk.now += timedelta(seconds=10)
        (letter,) = await desk.library.notices.claim(desk.lease)
        assert [one.person for one in letter.notices] == [PERSON]
        assert await desk.library.personal_data.forget(PERSON)
        await desk.library.notices.told(letter, arrived=True)  # it was on its way
        assert await desk.database.read(rows, "SELECT person, state FROM notice") == [(NOBODY, "untold")]


async def fail(desk: Desk) -> None:
    """The first post can't be sent."""
    (post,) = await desk.claim(MORNING)
    await desk.library.outbox.give_up(post, DeliveryState.FAILED, Problem.SEND, (Problem.SEND,))


def test_a_file_is_readable_and_never_larger_than_discord_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    votes = [
        OwnVote(GUILD, number, UP, None, NOW, ItemKind.QUOTE, "港" * 900, "題") for number in range(1000)
    ]
    made = data_file(Stored(tuple(votes)), 2**60 + 1, {GUILD: "Reading club"}, NOW)
    text = made.fp.read().decode()
    assert made.filename == "kotonoha-privacy.json"
    assert len(text.encode()) < 1_000 * 1_000
    assert "港港" in text, "no escapes"
    assert len(text.splitlines()) > 1000
    content = json.loads(text)
    assert content["user"] == str(2**60 + 1), "no reader rounds it"
    assert content["at"] == "2026-05-01T00:00:00+00:00"
    # Not by the name of its module, which is another one after a cog was loaded again.
    monkeypatch.setitem(data_file.__globals__, "LARGEST", 10_000)
    packed = data_file(Stored(tuple(votes)), 1, {}, NOW)
    assert packed.filename == "kotonoha-privacy.json.zip"
    data = packed.fp.read()
    assert len(data) < 20_000
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert len(json.loads(archive.read("kotonoha-privacy.json"))["servers"][0]["votes"]) == 1000


async def test_of_a_blocked_server_nothing_stays_but_the_block(path: Path) -> None:
    now = NOW
    async with open_database(path) as database:
        library = Library(database, lambda: now)
        await library.guilds.belongs_to(1)
        await library.guilds.change(GUILD, language=Language.JA, zone="Asia/Tokyo", unreviewed=False)
        await library.guilds.change(GUILD, theme=Theme.NIGHT, editor_role=5)
        await library.guilds.mark_started(GUILD)
        await library.guilds.block(GUILD)
        now += guilds.KEEP_LEFT + timedelta(days=1)
        await library.guilds.purge()
        (row,) = await database.read(
            rows, "SELECT id, language, zone, editor_role, unreviewed, theme, started_at FROM guild"
        )
        assert tuple(row) == (GUILD, None, None, None, 1, "paper", None)


async def test_copies_go_even_when_nothing_can_be_written(path: Path, database: Database) -> None:
    copy = path.with_name(f"{path.name}.before-1")
    copy.write_bytes(b"")
    os.utime(copy, (0, 0))

    await database.write(rows, "PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UserError, match="storage-busy"):
            await Library(database).guilds.purge()
        other.rollback()
    assert not copy.exists()


async def test_the_log_beside_the_file_is_emptied_unless_somebody_reads(
    path: Path, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    log = path.with_name(f"{path.name}-wal")
    library = Library(database)
    item, *_ = await quotes(library)
    await library.votes.cast(GUILD, item, HARU, UP)
    assert log.stat().st_size
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT 1 FROM vote").fetchall()
        assert await library.personal_data.forget(HARU), "it is deleted, and tried again at the next purge"
        assert log.stat().st_size
    await library.guilds.purge()
    assert log.stat().st_size == 0
    assert caplog.messages == []


async def test_nobody_waits_while_the_log_can_not_be_emptied(path: Path, database: Database) -> None:
    log = path.with_name(f"{path.name}-wal")
    library = Library(database)
    item, other, *_ = await quotes(library)
    await library.votes.cast(GUILD, item, HARU, UP)
    async with reader_held(database):
        forgetting = asyncio.create_task(library.personal_data.forget(HARU))
        await nobody_voted(database)
        async with asyncio.timeout(BUSY_SECONDS / 5):
            await library.votes.cast(GUILD, other, MIO, UP)
            assert await forgetting
    assert log.stat().st_size
    await library.guilds.purge()
    assert log.stat().st_size == 0


async def test_the_log_is_emptied_after_whoever_reads_for_a_moment(path: Path, database: Database) -> None:
    library = Library(database)
    item, *_ = await quotes(library)
    await library.votes.cast(GUILD, item, HARU, UP)
    async with reader_held(database):
        forgetting = asyncio.create_task(library.personal_data.forget(HARU))
        await nobody_voted(database)
    assert await forgetting
    assert path.with_name(f"{path.name}-wal").stat().st_size == 0


async def nobody_voted(database: Database) -> None:
    """Waits until the votes are deleted."""
    while await database.read(rows, "SELECT 1 FROM vote"):  # noqa: ASYNC110 - SQLite tells nobody
        await asyncio.sleep(0.01)


DAYS = {
    "settings": guilds.KEEP_LEFT,
    "articles": guilds.KEEP_REMOVED,
    "schedules": guilds.KEEP_REMOVED,
    "history": guilds.KEEP_DELIVERIES,
    "copies": guilds.KEEP_COPIES,
    "suggestions": suggestions.KEPT_FOR,
    "decided": suggestions.KEPT_FOR,
}


def document(name: str, language: Language) -> str:
    path = ROOT / "docs" / (f"{name}.md" if language is Language.EN else f"{name}.ja.md")
    return path.read_text(encoding="utf-8")


def test_the_privacy_text_names_the_days_that_the_code_keeps(language: Language) -> None:
    days = "日" if language is Language.JA else " days"
    text = document("PRIVACY", language)
    kept = {str(one.days) for one in DAYS.values()}
    assert set(re.findall(rf"(\d+){days}", text)) == kept
    lines = {
        "settings": ("サーバーの設定", "settings"),
        "articles": ("追加した人", "who added an article"),
        "schedules": ("毎日の投稿の予定", "daily posts:"),
        "history": ("毎日の投稿の予定", "daily posts:"),
        "notice": ("お知らせ", "notice"),
        "copies": ("コピー", "Copies"),
        "suggestions": ("推薦した人", "who suggested it"),
        "decided": ("知らせる相手", "whom to tell"),
    }
    for key, words in lines.items():
        line = next(one for one in text.splitlines() if words[language is Language.EN] in one)
        assert f"{DAYS.get(key, guilds.KEEP_DELIVERIES).days}{days}" in line, key


@pytest.mark.parametrize("name", ["PRIVACY", "TERMS"])
def test_a_document_has_the_same_parts_in_both_languages(name: str) -> None:
    japanese, english = (
        [
            re.split(r"\s", line)[0]
            for line in document(name, language).splitlines()
            if line[:1] in "#|-123456789"
        ]
        for language in (Language.JA, Language.EN)
    )
    assert japanese == english


async def test_who_adds_a_table_says_in_the_privacy_text_what_is_in_it(database: Database) -> None:
    tables = await database.read(
        rows,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND name NOT LIKE '%_index_%'",
    )
    assert {row[0] for row in tables} == {
        *("article", "sentence", "body", "timing", "item", "draft", "rights", "review", "hidden"),
        *("sentence_index", "quote_index", "showing", "prediction_of_the_day"),
        *("guild", "schedule", "queue", "consent", "delivery", "notice", "vote", "place", "meta", "lease"),
        *("deletion", "saved", "reminder", "refusal"),
        *("question", "resolution", "objection", "forecast", "board", "suggestion"),
        *("feed", "feed_mark", "subscription", "entry", "fetch", "written_answer", "vector"),
    }, "look at docs/PRIVACY.md, and whether /privacy shows and deletes it"
