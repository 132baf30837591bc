"""Votes as examples to train with: what becomes a line, and what never does."""

from __future__ import annotations

import asyncio
import io
import itertools
import json
import sqlite3
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.library import Library
from bot.library.agreement import alpha, majority
from bot.library.examples import LENGTH, Example, examples, parts
from bot.library.export_archive import ARCHIVE, CARD, LINES, ExportArchive
from bot.library.exports import ExportFacts
from bot.model import Article, Item, ItemKind, Language, Rights, Vote
from bot.store import articles
from bot.store.database import Database, open_database
from bot.texts import Texts
from bot.ui.datacard import data_card
from bot.ui.embeds import Renderer
from tests.library.test_library import GUILD, OTHER, TEXT

UP, DOWN = Vote.UP, Vote.DOWN
PEOPLE = (111_111_111_111_111_111, 222_222_222_222_222_222, 333_333_333_333_333_333, 444_444_444_444_444_444)
HARU, MIO, REN, SORA = PEOPLE
SEED = Path(__file__).parents[2] / "data" / "articles"


@dataclass
class Desk:
    """A library whose clock ticks with every vote, and an article of the guild's own with rights."""

    database: Database
    texts: Texts
    now: datetime = datetime(2026, 5, 1, tzinfo=UTC)
    library: Library = field(init=False)
    article: Article = field(init=False)
    quotes: list[Item] = field(init=False)

    async def open(self) -> Self:
        self.library = Library(self.database, lambda: self.now)
        self.article = (await self.library.articles.add(TEXT, GUILD)).article
        await self.library.reviews.set_rights(GUILD, self.article.id, Rights.OWN)
        _, self.quotes = await self.library.articles.items(GUILD, self.article.id, ItemKind.QUOTE)
        return self

    async def add(self, text: str, guild: int | None, rights: Rights | None = Rights.OWN) -> list[Item]:
        """The quotations of one more article."""
        added = (await self.library.articles.add(text, guild)).article
        await self.library.reviews.set_rights(guild, added.id, rights)
        _, found = await self.library.articles.items(guild or GUILD, added.id, ItemKind.QUOTE)
        return found

    async def vote(
        self, item: Item, *given: Vote, guild: int = GUILD, people: tuple[int, ...] = PEOPLE
    ) -> None:
        for who, vote in zip(people, given, strict=False):
            self.now += timedelta(seconds=1)
            await self.library.votes.cast(guild, item.id, who, vote)

    async def export(self, guild: int | None = GUILD) -> tuple[list[Example], ExportFacts]:
        taken: list[Example] = []
        facts = await self.library.exports.votes(guild, self.texts.say, taken.extend)
        return taken, facts

    async def words(self, guild: int | None = GUILD) -> list[tuple[str, bool]]:
        return [(one.completion, one.label) for one in (await self.export(guild))[0]]


@pytest.fixture
async def desk(database: Database, texts: Texts) -> Desk:
    return await Desk(database, texts).open()


async def test_an_item_that_three_voted_on_is_one_line_with_what_most_of_them_say(desk: Desk) -> None:
    first, second = desk.quotes
    await desk.vote(first, UP, UP, DOWN)
    await desk.vote(second, UP, DOWN, DOWN, DOWN)
    assert await desk.words() == [(first.text, True), (second.text, False)]


async def test_two_votes_are_too_few_and_a_tie_is_no_label(desk: Desk) -> None:
    first, second = desk.quotes
    await desk.vote(first, UP, UP)
    await desk.vote(second, UP, UP, DOWN, DOWN)
    with pytest.raises(UserError) as nothing:
        await desk.export()
    assert nothing.value.key == "export-too-few"
    assert nothing.value.variables == {"few": 1, "ties": 1, "unshown": 0, "raters": 3}
    await desk.vote(first, UP, UP, UP)
    taken, facts = await desk.export()
    assert [one.completion for one in taken] == [first.text]
    assert (facts.few, facts.ties, facts.lines) == (0, 1, 1)


async def test_a_vote_that_is_taken_back_or_changed_counts_as_it_is_now(desk: Desk) -> None:
    item, _ = desk.quotes
    await desk.vote(item, UP, UP, UP, UP)
    await desk.library.votes.cast(GUILD, item.id, SORA, None)
    await desk.vote(item, DOWN, DOWN)
    assert await desk.words() == [(item.text, False)]
    await desk.library.votes.cast(GUILD, item.id, REN, None)
    with pytest.raises(UserError, match="export-too-few"):
        await desk.export()


async def test_only_articles_whose_rights_allow_it_are_exported(desk: Desk) -> None:
    other, _ = await desk.add(TEXT.replace("港", "丘"), GUILD, rights=None)
    await desk.vote(other, UP, UP, UP)
    with pytest.raises(UserError) as nothing:
        await desk.export()
    assert nothing.value.key == "export-unlicensed"
    assert nothing.value.variables == {"items": 1, "enough": 1, "raters": 3}
    await desk.vote(desk.quotes[0], UP, UP, UP)
    taken, facts = await desk.export()
    assert [one.completion for one in taken] == [desk.quotes[0].text]
    assert "丘" not in taken[0].prompt
    assert facts.unlicensed == 1
    await desk.library.reviews.set_rights(GUILD, desk.article.id, None)
    with pytest.raises(UserError, match="export-unlicensed"):
        await desk.export()


async def test_rights_that_are_missing_are_named_before_votes_that_are(desk: Desk) -> None:
    other, second = await desk.add(TEXT.replace("港", "丘"), GUILD, rights=None)
    await desk.vote(desk.quotes[0], UP)
    await desk.vote(second, UP, UP)
    with pytest.raises(UserError, match="export-too-few"):
        await desk.export()
    await desk.vote(other, UP, UP, UP)
    with pytest.raises(UserError) as nothing:
        await desk.export()
    assert nothing.value.key == "export-unlicensed"
    assert nothing.value.variables == {"items": 2, "enough": 1, "raters": 3}
    await desk.library.reviews.reject(GUILD, other.id)
    with pytest.raises(UserError, match="export-too-few"):  # rights would not bring it back
        await desk.export()


async def test_without_any_vote_it_says_so(desk: Desk) -> None:
    for guild in (GUILD, None):
        with pytest.raises(UserError, match="export-unvoted"):
            await desk.export(guild)


async def test_what_editors_rejected_or_removed_is_not_exported_and_comes_back_with_it(desk: Desk) -> None:
    first, second = desk.quotes
    await desk.vote(first, UP, UP, UP)
    await desk.vote(second, UP, UP, UP)
    await desk.library.reviews.reject(GUILD, first.id)
    taken, facts = await desk.export()
    assert ([one.completion for one in taken], facts.unshown) == ([second.text], 1)
    await desk.library.guilds.change(GUILD, unreviewed=False)
    with pytest.raises(UserError, match="export-too-few"):
        await desk.export()
    await desk.library.reviews.approve(GUILD, second.id)
    assert await desk.words() == [(second.text, True)]
    await desk.library.articles.remove(GUILD, desk.article.id)
    for guild in (GUILD, None):
        with pytest.raises(UserError, match="export-too-few"):
            await desk.export(guild)
    await desk.library.articles.restore(GUILD, desk.article.id)
    assert await desk.words(None) == [(second.text, True)]


async def test_what_another_guild_thinks_or_reads_is_in_no_guilds_export(desk: Desk) -> None:
    shared, _ = await desk.add(TEXT.replace("港", "丘"), None, Rights.LICENSE)
    secret, _ = await desk.add(TEXT.replace("港", "秘密"), OTHER)
    await desk.vote(shared, DOWN, DOWN, DOWN, guild=OTHER)
    await desk.vote(secret, UP, UP, UP, guild=OTHER)
    await desk.vote(desk.quotes[0], UP, UP, UP)
    taken, facts = await desk.export()
    assert [one.completion for one in taken] == [desk.quotes[0].text]
    assert (facts.few, facts.ties, facts.unshown, facts.unlicensed, facts.raters) == (0, 0, 0, 0, 3)
    card = data_card(Renderer(desk.texts, Language.JA), facts, "1")
    assert "秘密" not in "".join(one.prompt for one in taken) + card
    await desk.vote(shared, UP, UP, UP)
    assert await desk.words() == [(desk.quotes[0].text, True), (shared.text, True)]
    assert await desk.words(OTHER) == [(shared.text, False), (secret.text, True)]


async def test_over_all_guilds_a_person_is_one_rater_with_the_newest_vote(desk: Desk) -> None:
    shared, second = await desk.add(TEXT.replace("港", "丘"), None, Rights.LICENSE)
    await desk.vote(shared, UP, UP)
    await desk.vote(shared, DOWN, DOWN, guild=OTHER)
    with pytest.raises(UserError, match="export-too-few"):
        await desk.export(None)
    await desk.vote(shared, UP, guild=OTHER, people=(REN,))
    await desk.vote(second, UP, UP, UP, guild=OTHER)
    await desk.vote(second, DOWN, DOWN)
    taken, facts = await desk.export(None)
    assert [(one.completion, one.label) for one in taken] == [(shared.text, False), (second.text, False)]
    assert facts.raters == 3
    assert facts.rated == Counter({(1, 2): 2})


async def test_a_guild_that_hid_or_rejected_something_takes_only_its_own_votes_with_it(desk: Desk) -> None:
    first, second = await desk.add(TEXT.replace("港", "丘"), None, Rights.LICENSE)
    for item in (first, second):
        await desk.vote(item, DOWN, DOWN, DOWN, DOWN)
        await desk.vote(item, UP, UP, UP, guild=OTHER, people=(501, 502, 503))
    assert await desk.words(None) == [(first.text, False), (second.text, False)]
    await desk.library.reviews.reject(GUILD, first.id)
    assert await desk.words(None) == [(first.text, True), (second.text, False)]
    await desk.library.articles.remove(GUILD, first.article_id)
    assert await desk.words(None) == [(first.text, True), (second.text, True)]


async def test_a_guild_that_the_bot_has_left_is_in_no_export_over_all(desk: Desk) -> None:
    await desk.library.guilds.belongs_to(1)
    await desk.vote(desk.quotes[0], UP, UP, UP)
    await desk.library.guilds.mark_left(GUILD)
    with pytest.raises(UserError, match="export-too-few"):
        await desk.export(None)
    await desk.library.guilds.mark_joined(GUILD)
    assert len(await desk.words(None)) == 1


async def test_a_vote_for_any_length_of_a_summary_is_in_the_line_of_the_summary(desk: Desk) -> None:
    for kind, who in zip((ItemKind.LINE, ItemKind.THREE, ItemKind.SECTION), PEOPLE, strict=False):
        _, found = await desk.library.articles.items(GUILD, desk.article.id, kind)
        await desk.vote(found[-1], DOWN, people=(who,))
    _, (line,) = await desk.library.articles.items(GUILD, desk.article.id, ItemKind.LINE)
    assert await desk.words() == [(line.text, False)]


async def test_lines_are_what_trl_calls_unpaired_preference(desk: Desk) -> None:
    _, found = await desk.library.articles.items(GUILD, desk.article.id, ItemKind.PREDICTION)
    for item, like in zip([*desk.quotes, *found], itertools.cycle((UP, DOWN)), strict=False):
        await desk.vote(item, like, like, like)
    taken, _ = await desk.export()
    assert len(taken) == 2 + len(found)
    for one in taken:
        line = one.line()
        assert line.endswith(b"\n")
        assert len(line.splitlines()) == 1
        row = json.loads(line)
        assert {key: type(value) for key, value in row.items()} == {
            "prompt": str,
            "completion": str,
            "label": bool,
        }
        assert row == {"prompt": one.prompt, "completion": one.completion, "label": one.label}
    assert {one.label for one in taken} == {True, False}


async def test_a_prompt_asks_in_the_articles_language_and_holds_what_there_is_to_choose_from(
    desk: Desk, language: Language
) -> None:
    text = (SEED / f"scale-ai.{language}.md").read_text(encoding="utf-8")
    article = (await desk.library.articles.add(text, GUILD)).article
    await desk.library.reviews.set_rights(GUILD, article.id, Rights.OWN)
    count = 0
    for kind in (ItemKind.QUOTE, ItemKind.PREDICTION, ItemKind.LINE):
        _, found = await desk.library.articles.items(GUILD, article.id, kind)
        for item in found:
            await desk.vote(item, UP, UP, UP)
            count += 1
    taken, _ = await desk.export()
    assert len(taken) == count >= 10
    asked = {desk.texts.say(language, f"export-prompt-{kind}") for kind in ("quote", "prediction", "line")}
    for one in taken:
        instruction, title, read = one.prompt.split("\n\n", 2)
        assert instruction in asked
        assert title == article.title
        assert one.completion in read.replace("\n", " ")
        assert "author:" not in read
        assert "## " not in read
        assert len(read) < LENGTH + 500


async def test_a_completion_stands_in_its_prompt_whatever_space_the_article_has(desk: Desk) -> None:
    text = "# The harbour\n\n“We will open on Nov.\u00a028,  and stay\u2003open,” said Haruka Misaki."
    for item in await desk.add(text, GUILD):
        await desk.vote(item, UP, UP, UP)
    (one,), _ = await desk.export()
    assert one.completion.startswith("We will open on Nov. 28, and stay open")
    assert one.completion in one.prompt


@given(st.lists(st.integers(1, 900), min_size=1, max_size=300))
def test_a_long_article_is_cut_between_sentences_into_parts_of_one_size(sizes: list[int]) -> None:
    text, sentences = "", []
    for number, size in enumerate(sizes):
        words = chr(0x4E00 + number) * size
        sentences.append(((len(text), len(text) + size),))
        text += words + ("\n\n" if number % 7 == 0 else "")
    cut = parts(text, sentences)
    assert "".join(part.replace("\n", "") for _, part in cut) == "".join(text.split())
    assert all(len(part.replace("\n", "")) <= LENGTH + 900 for _, part in cut)
    assert all(text[start] == part[0] for start, part in cut)
    assert len(cut) <= -(-sum(sizes) // LENGTH)


def test_what_stands_over_the_end_of_a_part_has_both_in_its_prompt(texts: Texts) -> None:
    text = "".join(f"{n:04d}番目の文が、ここにある。" for n in range(1, 700))
    size = len(text) // 699
    sentences = [((at, at + size),) for at in range(0, len(text), size)]
    (_, _), (second, _), *_ = cut = parts(text, sentences)
    article = Article(
        1, None, None, "題", None, None, Language.JA, 1, datetime(2026, 5, 1, tzinfo=UTC), None, None
    )
    span = (second - size, second + size)
    over = Item(1, 1, ItemKind.PREDICTION, 0, text[slice(*span)], (span,))
    (one,) = examples(article, text, sentences, [(over, True)], texts.say)
    assert over.text in one.prompt.replace("\n", "")
    assert cut[0][1] in one.prompt
    assert cut[1][1] in one.prompt


async def test_neither_lines_nor_card_know_a_person(
    desk: Desk, database: Database, language: Language
) -> None:
    await desk.vote(desk.quotes[0], UP, UP, DOWN)
    shared, _ = await desk.add(TEXT.replace("港", "丘"), None)
    await desk.vote(shared, UP, UP, UP, guild=OTHER)
    for guild in (GUILD, None):
        taken, facts = await desk.export(guild)
        card = data_card(Renderer(desk.texts, language), facts, "1")
        written = b"".join(one.line() for one in taken) + card.encode()
        for who in PEOPLE:
            voter = desk.library.votes.voter(who)
            for trace in (str(who).encode(), voter, voter.hex().encode(), repr(voter).encode()):
                assert trace not in written


async def test_many_items_are_exact_and_read_from_one_moment(path: Path, texts: Texts) -> None:
    count = 400
    body = "\n\n".join(
        f"館員その{n}の三崎ハルカさんは「夜に読む人の居場所を{n}か所つくりたい」と話した。"
        for n in range(count)
    )
    async with open_database(path) as database:
        library = Library(database)
        article = (await library.articles.add(f"# 港の図書室だより\n\n{body}\n", GUILD)).article
        await library.reviews.set_rights(GUILD, article.id, Rights.OWN)
        _, found = await library.articles.items(GUILD, article.id, ItemKind.QUOTE)
        assert len(found) == count
        rows = [
            (GUILD, item.id, bytes([who]) * 16, "up" if who < n % 6 else "down", 1)
            for n, item in enumerate(found)
            for who in range(n % 5 + 1)
        ]
        stored = "INSERT INTO vote (guild_id, item_id, voter, value, voted_at) VALUES (?, ?, ?, ?, ?)"
        await database.write(lambda transaction: transaction.executemany(stored, rows))
        expected = {}
        for n, item in enumerate(found):
            people = n % 5 + 1
            up = min(people, n % 6)
            if people >= 3 and 2 * up != people:
                expected[item.text] = 2 * up > people
        taken: list[Example] = []

        facts = await library.exports.votes(GUILD, texts.say, taken.extend)
        assert {one.completion: one.label for one in taken} == expected
        assert len(taken) == len(expected) == facts.lines
        assert facts.lines + facts.few + facts.ties == count
        assert facts.raters == 5
        # What is written while it is read from does not show.
        loop = asyncio.get_running_loop()

        def read_twice(connection: sqlite3.Connection) -> list[str]:
            before = articles.text(connection, article.id)
            emptied = database.write(lambda transaction: transaction.execute("UPDATE article SET text = ''"))
            asyncio.run_coroutine_threadsafe(emptied, loop).result(timeout=10)
            return [before, articles.text(connection, article.id)]

        before, meanwhile = await database.read(read_twice)
        assert meanwhile == before != ""
        assert await database.read(articles.text, article.id) == ""


# The card.


@pytest.fixture
async def voted(desk: Desk) -> Desk:
    await desk.vote(desk.quotes[0], UP, UP, DOWN)
    await desk.vote(desk.quotes[1], DOWN, DOWN, DOWN, DOWN)
    _, (line,) = await desk.library.articles.items(GUILD, desk.article.id, ItemKind.LINE)
    await desk.vote(line, UP)
    return desk


async def test_the_card_says_who_rated_what_agrees_and_whose_it_is(voted: Desk, language: Language) -> None:
    say, texts = voted.texts.say, voted.texts
    _, facts = await voted.export()
    card = data_card(Renderer(texts, language), facts, "9.8.7")
    for key, variables in (
        ("card-one-server", {}),
        ("card-left-few", {"items": 1, "raters": 3}),
        ("card-raters", {"raters": 4, "least": 3}),
        ("card-alpha", {"alpha": f"{1 - 6 * 1 / (2 * 5):.3f}"}),
        ("card-majority", {"share": "83.3%"}),
        ("card-made", {"version": "9.8.7", "day": "2026-05-01"}),
        ("card-rule", {"raters": 3}),
        ("card-limit-order", {}),
        ("card-limit-unanimous", {}),
    ):
        assert say(language, key, **variables) in card, key
    assert f"| {say(language, 'card-kind-quote')} | 1 | 1 |" in card
    assert "| 3 | 1 |\n| 4 | 1 |" in card
    (source,) = [line for line in card.splitlines() if "港の図書室だより" in line]
    assert say(language, "rights-own") in source
    assert say(language, "card-limit-twice") not in card
    _, everywhere = await voted.export(None)
    card = data_card(Renderer(texts, language), everywhere, "1")
    assert say(language, "card-everywhere") in card
    assert say(language, "card-limit-twice") in card


async def test_the_card_begins_with_what_hugging_face_reads(voted: Desk, language: Language) -> None:
    _, facts = await voted.export()
    card = data_card(Renderer(voted.texts, language), facts, "1")
    begin, metadata, rest = card.split("---\n", 2)
    assert begin == ""
    lines = metadata.splitlines()
    assert f'pretty_name: "{voted.texts.say(language, "export-name")}"' in lines
    assert lines[lines.index("language:") + 1] == "- ja"
    assert lines[lines.index("size_categories:") + 1] == "- n<1K"
    assert f"  data_files: {LINES}" in lines
    assert rest.startswith(f"\n# {voted.texts.say(language, 'export-name')}\n")


async def test_an_agreement_of_nearly_nothing_is_not_less_than_nothing(voted: Desk) -> None:
    _, facts = await voted.export()
    facts.rated = Counter({(3, 0): 7, (2, 1): 8, (1, 2): 16, (0, 3): 1})
    assert -0.0005 < (alpha(facts.rated) or 0) < 0
    card = data_card(Renderer(voted.texts, Language.EN), facts, "1")
    assert voted.texts.say(Language.EN, "card-alpha", alpha="0.000") in card


async def test_a_title_can_not_write_into_the_card(desk: Desk) -> None:
    title = "https://x/[c](https://example.com) <img src=x> [a](https://example.com) **b** &lt;i> $y$"
    text = f"---\ntitle: '{title}'\n---\n" + TEXT.replace("港", "丘")
    first, _ = await desk.add(text, GUILD)
    await desk.vote(first, UP, UP, UP)
    _, facts = await desk.export()
    card = data_card(Renderer(desk.texts, Language.EN), facts, "1")
    assert "<img" not in card.replace("\\<", "")
    assert "**b**" not in card
    for mark in (
        "[a](",
        "[c](",
        "c](",
        " &lt;",
        " $y",
    ):  # also behind an address, which Discord would show whole
        assert mark not in card


# How far people agree.


def test_agreement_is_as_computed_by_hand() -> None:
    # Two people, ten things: 5 times both no, 4 times one each, once both yes (the paper's first example has
    # the same totals): 1 - 19 * 4 / (14 * 6).
    assert alpha({(0, 2): 5, (1, 1): 4, (2, 0): 1}) == pytest.approx(0.0952, abs=1e-4)
    # (3, 0), (1, 2) and (0, 4): U = 4, D = 6, o = 1 * 2 / 2 = 1; 1 - 9 * 1 / 24.
    assert alpha({(3, 0): 1, (1, 2): 1, (0, 4): 1}) == pytest.approx(0.625)
    assert majority({(3, 0): 1, (1, 2): 1, (0, 4): 1}) == pytest.approx((1 + 2 / 3 + 1) / 3)
    assert majority({(2, 2): 1}) == 0.5


def test_agreement_is_one_where_all_agree_and_unknown_where_nothing_varies() -> None:
    assert alpha({(3, 0): 2, (0, 5): 1}) == 1
    assert alpha({(3, 0): 2}) is None
    assert alpha({(0, 3): 2}) is None
    assert alpha({(1, 0): 2, (0, 1): 3}) is None, "nobody can agree with nobody"
    assert alpha({}) is None
    assert alpha({(2, 2): 5}) == pytest.approx(1 - 19 * 5 * 4 / 3 / 100)


@given(st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)), st.integers(1, 3), max_size=5))
def test_agreement_is_that_of_all_pairs_of_votes(totals: dict[tuple[int, int], int]) -> None:
    """As the paper defines it: one less the disagreement within things over that among all votes."""
    things = [[1] * u + [0] * d for (u, d), times in totals.items() for _ in range(times) if u + d > 1]
    every = [vote for votes in things for vote in votes]
    expected = sum(a != b for a, b in itertools.permutations(every, 2)) / max(1, len(every) - 1)
    if not expected:
        assert alpha(totals) is None
        return
    observed = sum(
        sum(a != b for a, b in itertools.permutations(votes, 2)) / (len(votes) - 1) for votes in things
    )
    assert alpha(totals) == pytest.approx(1 - observed / expected)


# Files.


def lines(count: int) -> list[Example]:
    return [Example(f"どれを選ぶ？ {'港' * 300}", f"ことば{n}", n % 2 == 0) for n in range(count)]


def test_what_fits_is_two_files() -> None:
    with ExportArchive(1_000_000) as parcel:
        parcel.add(iter(lines(3)))
        (first, data), card = parcel.files("# カード\n")
    assert first == LINES
    assert data == b"".join(one.line() for one in lines(3))
    assert card == (CARD, "# カード\n".encode())


@pytest.mark.parametrize("limit", [20_000, 103_730], ids=["while lines come", "with the card"])
def test_what_does_not_fit_is_one_archive_of_the_same_files(limit: int) -> None:
    made = lines(106)
    whole = b"".join(one.line() for one in made)
    assert 103_700 < len(whole) < 103_730
    with ExportArchive(limit) as parcel:
        for start in range(0, len(made), 10):
            parcel.add(iter(made[start : start + 10]))
        ((name, data),) = parcel.files("# カード。ここに説明が入る。\n")
    assert name == ARCHIVE
    assert len(data) <= limit
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == [LINES, CARD]
        assert archive.read(LINES) == whole
        assert archive.read(CARD).decode() == "# カード。ここに説明が入る。\n"


def test_what_does_not_even_fit_as_an_archive_is_a_clear_sentence() -> None:
    def unlike(start: int) -> str:
        return " ".join(str(n * n) for n in range(start, start + 900))

    with ExportArchive(5_000) as parcel, pytest.raises(UserError, match="export-too-large"):
        parcel.add(Example("", unlike(start), True) for start in range(0, 90_000, 900))
    with ExportArchive(5_000) as parcel, pytest.raises(UserError, match="export-too-large"):
        parcel.add(iter(lines(1)))
        parcel.files("".join(map(unlike, range(0, 9_000, 900))))
