"""Votes as they are stored: one for each person and item, in batches, under a keyed hash."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app.startup import open_bot
from bot.choosing import REST
from bot.errors import UserError
from bot.library import Library
from bot.model import SUMMARY, ItemKind, Language, Standing, Vote, VoteReason
from bot.store import removal, votes
from bot.store.database import BATCH, Database, open_database
from bot.store.key import voter_key
from bot.store.sql import value
from bot.texts import Texts
from tests.cli.test_main import run
from tests.library.test_library import GUILD, OTHER, TEXT
from tests.writer import traced, writer_held

UP, DOWN = Vote.UP, Vote.DOWN
HARU, MIO, REN, SORA = 111, 222, 333, 444


async def quotes(library: Library) -> list[int]:
    """The ids of the quotations of an article that every guild sees."""
    article = (await library.articles.add(TEXT, None)).article
    _, found = await library.articles.items(GUILD, article.id, ItemKind.QUOTE)
    return [item.id for item in found]


def rows(path: Path) -> list[tuple[int, int, bytes, str]]:
    """All votes, as another process sees them."""
    with closing(sqlite3.connect(path)) as other:
        return other.execute("SELECT guild_id, item_id, voter, value FROM vote ORDER BY voted_at").fetchall()


async def test_a_person_has_one_vote_for_an_item_and_can_change_it_or_take_it_back(library: Library) -> None:
    (item, other, *_) = await quotes(library)
    cast = library.votes.cast
    assert await cast(GUILD, item, HARU, UP) == Standing(1, 0, UP)
    assert await cast(GUILD, item, HARU, UP) == Standing(1, 0, UP)
    assert await cast(GUILD, item, MIO, UP) == Standing(2, 0, UP)
    assert await cast(GUILD, item, HARU, DOWN) == Standing(1, 1, DOWN)
    assert await cast(GUILD, other, HARU, UP) == Standing(1, 0, UP)
    assert await cast(GUILD, item, HARU, None) == Standing(1, 0, None)


async def test_votes_count_in_the_guild_where_they_were_given(library: Library, database: Database) -> None:
    (item, *_) = await quotes(library)
    await library.votes.cast(GUILD, item, HARU, UP)
    assert await library.votes.cast(OTHER, item, HARU, DOWN) == Standing(0, 1, DOWN)
    tally = (await database.read(votes.tallies, GUILD))[item]
    assert (tally.up, tally.down) == (1, 0)


async def test_a_reason_belongs_to_a_thumb_down_and_goes_with_it(library: Library) -> None:
    (item, *_) = await quotes(library)
    cast = library.votes.cast
    await cast(GUILD, item, HARU, DOWN)
    assert await cast(GUILD, item, HARU, VoteReason.WRONG) == Standing(0, 1, DOWN, VoteReason.WRONG)
    assert (await cast(GUILD, item, HARU, DOWN)).reason is VoteReason.WRONG, "said once more, it stays"
    assert await cast(GUILD, item, HARU, UP) == Standing(1, 0, UP)
    assert await cast(GUILD, item, HARU, VoteReason.DULL) == Standing(1, 0, UP), "from an older message"
    assert (await cast(GUILD, item, HARU, DOWN)).reason is None


async def test_what_is_wrong_or_badly_cut_can_be_found_by_article(
    library: Library, database: Database
) -> None:
    first, second, *_ = await quotes(library)
    article = (await library.selection.found(GUILD, first)).article
    for person, item, reason in (
        (HARU, first, VoteReason.WRONG),
        (MIO, first, VoteReason.WRONG),
        (REN, first, VoteReason.BADLY_CUT),
        (REN, second, VoteReason.DULL),
    ):
        await library.votes.cast(GUILD, item, person, DOWN)
        await library.votes.cast(GUILD, item, person, reason)
    await library.votes.cast(GUILD, second, SORA, DOWN)
    assert await database.read(votes.reasons_in_article, GUILD, article.id) == {
        first: {VoteReason.WRONG: 2, VoteReason.BADLY_CUT: 1},
        second: {VoteReason.DULL: 1},
    }
    assert await database.read(votes.reasons_in_article, OTHER, article.id) == {}
    assert await database.read(votes.reasons_in_article, GUILD, article.id + 1) == {}


async def test_a_vote_for_any_line_of_a_summary_is_one_for_the_summary(
    library: Library, database: Database
) -> None:
    article = (await library.articles.add(TEXT, GUILD)).article
    _, (line,) = await library.articles.items(GUILD, article.id, ItemKind.LINE)
    for kind in (ItemKind.THREE, ItemKind.SECTION, ItemKind.LINE):
        _, found = await library.articles.items(GUILD, article.id, kind)
        assert await library.votes.cast(GUILD, found[-1].id, HARU, DOWN) == Standing(0, 1, DOWN)
    assert list(await database.read(votes.tallies, GUILD)) == [line.id]


@pytest.mark.parametrize("text", [TEXT, "# 海\n\n港の船は朝に出て、昼に帰る。"])
async def test_it_stays_one_vote_where_editors_reject_the_line_of_a_summary(
    library: Library, database: Database, text: str
) -> None:
    article = (await library.articles.add(text, GUILD)).article
    shapes = [(await library.articles.items(GUILD, article.id, kind))[1][0].id for kind in SUMMARY]
    instead = await library.reviews.reject(GUILD, shapes[0])
    line = instead or shapes[0]  # an article of one sentence has no other
    for approved in (False, True):
        if approved:
            await library.reviews.approve(GUILD, line)
        for shape in shapes:
            assert await library.votes.cast(GUILD, shape, HARU, DOWN) == Standing(0, 1, DOWN)
    assert list(await database.read(votes.tallies, GUILD)) == [line]


async def test_what_four_reject_is_not_shown_for_sixty_days(path: Path) -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    async with open_database(path) as database:
        library = Library(database, lambda: now, random.Random(1))
        rejected, *others = await quotes(library)
        for person in (HARU, MIO, REN, SORA):
            await library.votes.cast(GUILD, rejected, person, DOWN)

        async def shown(guild: int) -> set[int]:
            asked = [
                await library.selection.quote(guild, Language.JA, None, "", remember=True) for _ in "six"
            ]
            return {found.item.id for found in asked}

        assert await shown(GUILD) == {*others}
        assert rejected in await shown(OTHER), "what one server rejects is no matter of another"
        now += REST
        assert rejected in await shown(GUILD)
        await library.votes.cast(GUILD, rejected, HARU, DOWN)
        assert await shown(GUILD) == {*others}, "one more who rejects it after its next try"


async def test_votes_that_come_while_others_are_written_share_a_transaction(
    library: Library, database: Database, path: Path
) -> None:
    items = await quotes(library)
    async with traced(database) as seen:
        async with writer_held(database):
            casting = [
                asyncio.create_task(library.votes.cast(GUILD, items[person % 2], person, UP))
                for person in range(50)
            ]
            await asyncio.sleep(0.3)
            assert not any(one.done() for one in casting), "nobody hears of a vote that is not committed"
            assert rows(path) == []
        standings = await asyncio.gather(*casting)
    assert len(rows(path)) == 50
    assert [standing.up for standing in standings] == [n // 2 + 1 for n in range(50)], "in their order"
    assert seen.transactions == 2, "this test's own, and that of all votes"


async def test_a_batch_that_fails_fails_its_votes_alone(
    library: Library, database: Database, path: Path
) -> None:
    (item, *_) = await quotes(library)
    await database.write(lambda transaction: transaction.execute("PRAGMA busy_timeout = 50"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        casting = [library.votes.cast(GUILD, item, person, UP) for person in (HARU, MIO)]
        outcomes = await asyncio.gather(*casting, return_exceptions=True)
        assert [str(outcome) for outcome in outcomes] == ["storage-busy"] * 2
        other.rollback()
    assert await library.votes.cast(GUILD, item, REN, UP) == Standing(1, 0, UP)


async def test_on_a_full_disk_a_vote_is_stored_if_and_only_if_it_was_acknowledged(
    library: Library, database: Database, path: Path
) -> None:
    item, *_ = await quotes(library)
    pages = await database.read(value, "PRAGMA page_count")
    await database.write(lambda transaction: transaction.execute(f"PRAGMA max_page_count = {pages}"))
    people = range(4 * BATCH)
    casting = [library.votes.cast(GUILD, item, person, UP) for person in people]
    outcomes = dict(zip(people, await asyncio.gather(*casting, return_exceptions=True), strict=True))
    told = {person for person, outcome in outcomes.items() if isinstance(outcome, Standing)}
    assert {str(outcomes[person]) for person in people if person not in told} == {"storage-full"}
    assert 0 < len(told) < len(people)
    assert {row[2] for row in rows(path)} == {library.votes.voter(person) for person in told}


async def test_a_vote_for_what_is_gone_by_now_takes_no_other_vote_with_it(
    library: Library, database: Database
) -> None:
    gone, item, *_ = await quotes(library)
    delete = "DELETE FROM item WHERE id = ?"
    async with writer_held(database):
        deleting = asyncio.create_task(database.write(lambda t: t.execute(delete, (gone,))))
        first, second = (
            asyncio.create_task(library.votes.cast(GUILD, one, HARU, UP)) for one in (gone, item)
        )
        await asyncio.sleep(0.2)
    await deleting
    with pytest.raises(UserError, match="article-gone"):
        await first
    assert await second == Standing(1, 0, UP)
    with pytest.raises(UserError, match="article-gone"):
        await library.votes.cast(GUILD, gone, HARU, UP)


async def test_a_person_who_does_not_wait_takes_no_other_vote_with_them(
    library: Library, database: Database, path: Path
) -> None:
    (item, *_) = await quotes(library)
    async with writer_held(database):
        first, second = (
            asyncio.create_task(library.votes.cast(GUILD, item, person, UP)) for person in (HARU, MIO)
        )
        await asyncio.sleep(0.2)
        first.cancel()
    assert await second == Standing(1, 0, UP), "the first was not written yet, and nobody was told of it"
    assert len(rows(path)) == 1


async def test_closing_stores_what_still_waits(path: Path) -> None:
    async with open_bot(path) as bot:
        items = await quotes(bot.library)
        writing = asyncio.create_task(bot.library.articles._db.write(lambda _: time.sleep(0.5)))
        await asyncio.sleep(0)
        casting = [asyncio.create_task(bot.library.votes.cast(GUILD, items[0], n, UP)) for n in range(20)]
        await asyncio.sleep(0.2)
        assert not any(one.done() for one in casting)
    assert len(rows(path)) == 20
    assert all(one.done() for one in (writing, *casting))


async def test_votes_go_with_their_article_and_with_their_guild(path: Path) -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    async with open_database(path) as database:
        library = Library(database, lambda: now)
        await library.guilds.belongs_to(1)
        shared, *_ = await quotes(library)
        own = (await library.articles.add(TEXT.replace("港", "丘"), OTHER)).article
        _, (item, *_) = await library.articles.items(OTHER, own.id, ItemKind.QUOTE)
        await library.votes.cast(OTHER, item.id, HARU, UP)
        await library.votes.cast(GUILD, shared, HARU, UP)
        await library.votes.cast(OTHER, shared, HARU, UP)
        await database.write(removal.delete, [own.id])
        assert [row[:2] for row in rows(path)] == [(GUILD, shared), (OTHER, shared)]
        await library.guilds.mark_left(GUILD)
        now += timedelta(days=31)
        await library.guilds.purge()
        assert [row[:2] for row in rows(path)] == [(OTHER, shared)]


async def test_who_voted_is_known_only_with_the_key_beside_the_database(path: Path) -> None:
    async with open_bot(path) as bot:
        item, *_ = await quotes(bot.library)
        await bot.library.votes.cast(GUILD, item, HARU, UP)
    key = path.with_name("kotonoha.sqlite3.key")
    assert key.stat().st_mode & 0o777 == 0o600
    ((_, _, voter, _),) = rows(path)
    assert len(voter) == 16
    held = b"".join(file.read_bytes() for file in path.parent.iterdir() if file != key)
    assert key.read_bytes() not in held
    async with open_bot(path) as bot:
        assert await bot.library.votes.cast(GUILD, item, HARU, DOWN) == Standing(0, 1, DOWN), (
            "the same person"
        )


@pytest.mark.parametrize("lost", ["gone", "another"])
async def test_votes_without_their_key_keep_the_bot_from_starting_until_the_host_decides(
    path: Path, lost: str, language: Language
) -> None:
    key, kept = path.with_name("kotonoha.sqlite3.key"), path.with_name("kept")
    async with open_bot(path) as bot:
        item, *_ = await quotes(bot.library)
        key.rename(kept)
    async with open_bot(path) as bot:
        await bot.library.votes.cast(GUILD, item, HARU, UP)  # nobody had voted: the new key is as good
    key.rename(kept)
    if lost == "another":
        key.write_bytes(bytes(32))
    with pytest.raises(UserError) as refused:
        async with open_bot(path):
            pass
    assert (refused.value.key, refused.value.variables) == ("key-lost", {"path": str(key)})
    assert key.exists() is (lost == "another"), "it is left as it is"
    kept.replace(key)
    async with open_bot(path) as bot:
        assert await bot.library.votes.cast(GUILD, item, HARU, DOWN) == Standing(0, 1, DOWN), "put back"
    key.unlink()
    if lost == "another":
        key.write_bytes(bytes(32))
    locale = "ja_JP.UTF-8" if language is Language.JA else "en_GB.UTF-8"
    ran = run("new-key", folder=path.parent, DATABASE_PATH=str(path), LANG=locale)
    assert (ran.returncode, ran.stdout) == (0, f"{Texts().say(language, 'cli-new-key-done')}\n"), ran.stderr
    assert (key.read_bytes() == bytes(32)) is (lost == "another")
    async with open_bot(path) as bot:
        assert await bot.library.votes.cast(GUILD, item, HARU, UP) == Standing(1, 1, UP), "nobody knows"


@pytest.mark.parametrize("damage", ["short", "folder"])
async def test_a_key_that_can_not_be_read_is_a_clear_sentence_and_is_left_as_it_is(
    path: Path, damage: str
) -> None:
    key = path.with_name("kotonoha.sqlite3.key")
    if damage == "short":
        key.write_bytes(b"x")
    else:
        key.mkdir()
    with pytest.raises(UserError) as refused:
        async with open_bot(path):
            pass
    assert (refused.value.key, refused.value.variables) == ("key-unreadable", {"path": str(key)})
    assert key.is_dir() if damage == "folder" else key.read_bytes() == b"x"


async def test_a_key_is_made_whole_or_not_at_all(path: Path, database: Database) -> None:
    path.with_name("kotonoha.sqlite3.key.part").write_bytes(b"half")
    assert await voter_key(database, path) == await voter_key(database, path)
    assert [file.name for file in path.parent.glob("*.key*")] == ["kotonoha.sqlite3.key"]


async def test_votes_in_one_batch_are_stored_and_answered_in_the_order_in_which_they_came(
    library: Library, database: Database, path: Path
) -> None:
    first, second, *_ = await quotes(library)
    async with writer_held(database):
        casting = [
            asyncio.create_task(library.votes.cast(GUILD, item, person, change))
            for item, person, change in (
                (first, REN, UP),
                (first, HARU, UP),
                (first, HARU, None),
                (second, HARU, DOWN),
                (second, HARU, VoteReason.WRONG),
                (second, HARU, None),
                (second, MIO, UP),
                (second, MIO, None),
                (second, MIO, DOWN),
            )
        ]
        await asyncio.sleep(0.2)
    assert await asyncio.gather(*casting) == [
        Standing(1, 0, UP),
        Standing(2, 0, UP),
        Standing(1, 0, None),
        Standing(0, 1, DOWN),
        Standing(0, 1, DOWN, VoteReason.WRONG),
        Standing(0, 0, None),
        Standing(1, 0, UP),
        Standing(0, 0, None),
        Standing(0, 1, DOWN),
    ]


async def test_who_waits_for_all_votes_waits_for_those_that_have_just_come(
    library: Library, path: Path
) -> None:
    (item, *_) = await quotes(library)
    vote = asyncio.create_task(library.votes.cast(GUILD, item, HARU, UP))
    await asyncio.sleep(0)  # it has begun to look for the item
    await library.personal_data.forget(HARU)
    await vote
    assert rows(path) == []
