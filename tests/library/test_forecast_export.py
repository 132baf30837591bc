"""Forecasts as an export has them: totals of what came to yes or no, and never an open question's."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli.host import export_votes
from bot.cli.terminal import Terminal
from bot.errors import UserError
from bot.library.examples import Example
from bot.library.export_archive import CARD, FORECASTS, LINES, ExportArchive
from bot.library.exports import ExportFacts
from bot.model import Guild, ItemKind, Language, Outcome, Rights, Vote
from bot.store.database import Database, open_database
from bot.texts import Texts
from bot.ui.datacard import data_card
from bot.ui.embeds import Renderer
from tests.forecasting import PEOPLE, Club
from tests.library.test_library import GUILD, OTHER

YES, NO, VOID = Outcome.YES, Outcome.NO, Outcome.VOID
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
"""What the host exports goes by the machine's clock."""


@pytest.fixture
async def club(database: Database) -> Club:
    return await Club(database).open()


async def exported(club: Club, texts: Texts, guild: int | None = GUILD) -> ExportFacts:
    taken: list[Example] = []
    return await club.library.exports.votes(guild, texts.say, taken.extend)


async def test_a_resolved_question_is_a_line_of_totals(club: Club, texts: Texts) -> None:
    question = await club.settled(YES, 900, 600, 700, 200)
    facts = await exported(club, texts)
    (line,) = [total.line() for total in facts.forecasts]
    assert line.endswith(b"\n")
    assert json.loads(line) == {
        "article": club.article.title,
        "prediction": question.words,
        "question": question.text,
        "asked": "2026-01-01",
        "due": "2026-01-01",
        "outcome": True,
        "forecasters": 4,
        "median": 0.65,
        "brier": pytest.approx((0.01 + 0.16 + 0.09 + 0.64) / 4),
    }
    (source,) = facts.sources
    assert (source.article.id, source.rights, source.lines, source.questions) == (
        club.article.id,
        Rights.OWN,
        0,
        1,
    )


async def test_open_due_proposed_and_void_questions_are_never_exported(club: Club, texts: Texts) -> None:
    opened = await club.ask(30)
    await club.give(opened, 900, 600, 700)
    await club.settled(VOID, 900, 600, 700)
    due = await club.ask(1)
    await club.give(due, 900, 600, 700)
    club.later(1)
    with pytest.raises(UserError, match="export-unvoted"):
        await exported(club, texts)
    await club.resolve(due, NO)
    club.later(0.99)
    with pytest.raises(UserError, match="export-unvoted"):
        await exported(club, texts)
    club.later(0.01)
    assert [one.question.id for one in (await exported(club, texts)).forecasts] == [due.id]
    await club.resolve(due, VOID)
    club.later(1)
    with pytest.raises(UserError, match="export-unvoted"):
        await exported(club, texts)


async def test_three_people_must_have_given_a_forecast(club: Club, texts: Texts) -> None:
    await club.settled(YES, 900, 600)
    with pytest.raises(UserError, match="export-unvoted"):
        await exported(club, texts)
    await club.settled(YES, 900, 600, 700)
    facts = await exported(club, texts)
    assert ([one.forecasters for one in facts.forecasts], facts.few_forecasts) == ([3], 1)


async def test_rights_are_needed_and_what_is_not_shown_is_left_out(club: Club, texts: Texts) -> None:
    question = await club.settled(YES, 900, 600, 700)
    assert question.item_id is not None
    reviews = club.library.reviews
    await reviews.set_rights(GUILD, club.article.id, None)
    with pytest.raises(UserError, match="export-unvoted"):
        await exported(club, texts)
    await reviews.set_rights(GUILD, club.article.id, Rights.LICENSE)
    assert len((await exported(club, texts)).forecasts) == 1
    await reviews.reject(GUILD, question.item_id)
    with pytest.raises(UserError, match="export-unvoted"):
        await exported(club, texts)


async def test_a_guild_gets_its_own_and_the_host_those_of_all_that_have_the_bot(
    club: Club, texts: Texts
) -> None:
    _, (shared, *_) = await club.add("山の図書室", None, Rights.LICENSE)
    for guild in (club.guild, Guild(OTHER, zone="UTC")):
        question = await club.ask(1, shared, guild)
        await club.give(question, 900, 600, 700)
        club.later(1)
        await club.resolve(question, YES)
        club.later(1)
    assert [one.question.guild_id for one in (await exported(club, texts)).forecasts] == [GUILD]
    everywhere = await exported(club, texts, None)
    assert [one.question.guild_id for one in everywhere.forecasts] == [GUILD, OTHER]
    assert [one.questions for one in everywhere.sources] == [2]
    await club.library.guilds.belongs_to(1)
    await club.library.guilds.mark_left(OTHER)
    assert [one.question.guild_id for one in (await exported(club, texts, None)).forecasts] == [GUILD]


async def test_neither_lines_nor_card_know_who_gave_a_forecast(
    club: Club, texts: Texts, language: Language
) -> None:
    await club.settled(YES, 900, 600, 700, 200)
    for guild in (GUILD, None):
        facts = await exported(club, texts, guild)
        card = data_card(Renderer(texts, language), facts, "1")
        written = b"".join(total.line() for total in facts.forecasts) + card.encode()
        for who in PEOPLE:
            forecaster = club.library.votes.voter(who)
            for trace in (str(who).encode(), forecaster, forecaster.hex().encode(), b"900", b"0.9"):
                assert trace not in written


async def test_the_card_says_what_forecasts_are_and_what_their_limits_are(
    club: Club, texts: Texts, language: Language
) -> None:
    await club.settled(YES, 900, 600, 700)
    await club.settled(YES, 900)
    facts = await exported(club, texts)
    card = data_card(Renderer(texts, language), facts, "1")
    say = texts.say
    for key, variables in (
        ("card-what-forecasts", {}),
        ("card-one-server", {}),
        ("card-forecasts", {"questions": 1}),
        ("card-forecast-brier", {}),
        ("card-forecasts-left", {"questions": 1, "least": 3}),
        ("card-limit-resolved", {}),
        ("card-limit-few", {}),
        ("card-source-questions", {"questions": 1}),
    ):
        assert say(language, key, **variables) in card, key
    assert f"- config_name: forecasts\n  data_files: {FORECASTS}\n" in card
    assert f"\n# {say(language, 'export-name-both')}\n" in card
    for key in ("card-what", "card-format", "card-alpha-none", "card-limit-reasons"):
        assert say(language, key) not in card, "there are no votes"
    assert LINES not in card
    _, (quote, *_) = await club.library.articles.items(GUILD, club.article.id, ItemKind.PREDICTION)
    for person in PEOPLE:
        await club.library.votes.cast(GUILD, quote.id, person, Vote.UP)
    card = data_card(Renderer(texts, language), await exported(club, texts), "1")
    assert f"- config_name: default\n  data_files: {LINES}\n- config_name: forecasts\n" in card
    assert say(language, "card-what") in card
    (source,) = [line for line in card.splitlines() if club.article.title in line]
    assert say(language, "card-source-lines", lines=1) in source
    assert say(language, "card-source-questions", questions=1) in source


@pytest.mark.parametrize("votes", [0, 3])
def test_forecasts_are_a_file_of_their_own_also_in_the_archive(votes: int) -> None:
    lines = [Example("どれを選ぶ？", f"ことば{n}", n % 2 == 0) for n in range(votes)]
    forecasts, expected = "見通し".encode() * 500, [*([LINES] if votes else []), FORECASTS, CARD]
    with ExportArchive(10_000) as parcel:
        parcel.add(iter(lines))
        files = parcel.files("# カード\n", forecasts)
    assert [name for name, _ in files] == expected
    with ExportArchive(3_000) as parcel:
        parcel.add(iter(lines))
        ((_, packed),) = parcel.files("# カード\n", forecasts)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == expected
        assert archive.read(FORECASTS) == forecasts


async def test_the_host_finds_them_in_the_folder_and_none_of_an_earlier_export(
    path: Path, tmp_path: Path
) -> None:
    terminal, folder = Terminal(Language.EN), tmp_path / "votes"
    async with open_database(path) as database:
        club = await Club(database, LONG_AGO).open()
        question = await club.settled(YES, 900, 600, 700)
        (prediction, *_) = club.predictions
        await export_votes(folder, path, terminal)
        assert {file.name for file in folder.iterdir()} == {FORECASTS, CARD}
        (row,) = (json.loads(line) for line in (folder / FORECASTS).read_bytes().splitlines())
        assert (row["prediction"], row["forecasters"]) == (question.words, 3)
        await club.resolve(question, VOID)
        club.later(1)
        for person in PEOPLE:
            await club.library.votes.cast(GUILD, prediction.id, person, Vote.UP)
    await export_votes(folder, path, terminal)
    assert {file.name for file in folder.iterdir()} == {LINES, CARD}
