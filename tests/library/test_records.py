"""Records and the board: always what a fresh computation gives, and nobody named who didn't agree."""

from __future__ import annotations

import math
import random

import pytest

from bot.intervals import jeffreys
from bot.library import Library
from bot.library.records import Record
from bot.model import Outcome, Question
from bot.scoring import MIN_RESOLVED
from bot.store.database import Database
from tests.forecasting import MORNING, PEOPLE, Club
from tests.histories import ASKED, HARU, MIO, REN, SORA, History, naive
from tests.library.test_library import GUILD, OTHER

YES, NO, VOID = Outcome.YES, Outcome.NO, Outcome.VOID
FIRST, SECOND, THIRD, FOURTH = PEOPLE


@pytest.fixture
async def club(database: Database) -> Club:
    return await Club(database).open()


async def test_a_record_has_each_resolved_question_with_its_scores_and_their_means(club: Club) -> None:
    first = await club.settled(YES, 900, 500)
    second = await club.settled(NO, 300, 100)
    record = await club.library.records.mine(GUILD, FIRST)
    assert [question.id for question, _ in record.scored] == [second.id, first.id]
    (_, of_second), (_, of_first) = record.scored
    assert (of_first.brier, of_first.log) == pytest.approx((0.01, -math.log(0.9)))
    assert (of_second.brier, of_second.log) == pytest.approx((0.09, -math.log(0.7)))
    assert (of_first.relative, of_second.relative) == pytest.approx((0.24, -0.08))
    assert record.mean is not None
    assert (record.mean.brier, record.mean.relative) == pytest.approx((0.05, 0.08))
    assert [(one.start, one.count, one.mean, one.share) for one in record.bins] == [
        (250, 1, 300, 0),
        (850, 1, 900, 1_000),
    ]
    assert record.bins[0].upper == pytest.approx(1_000 * jeffreys(0, 1)[1])
    assert (record.questions, record.ranked, record.agrees) == (2, False, False)


async def test_who_said_nothing_has_an_empty_record(club: Club) -> None:
    await club.settled(YES, 900)
    assert await club.library.records.mine(GUILD, SECOND) == Record((), None, (), agrees=False)
    assert await club.library.records.mine(OTHER, FIRST) == Record((), None, (), agrees=False)


async def test_below_ten_resolved_questions_nobody_is_ranked(club: Club) -> None:
    records = club.library.records
    for person in (FIRST, SECOND, THIRD):
        await records.appear(GUILD, person, True)
    for number in range(MIN_RESOLVED):
        assert (await records.board(GUILD)).entries == ()
        assert not (await records.mine(GUILD, FIRST)).ranked
        await club.settled(YES, 900, 600, 800 if number else None)
    await club.settled(VOID, 900, 600, 800)
    assert (await records.mine(GUILD, FIRST)).ranked
    assert not (await records.mine(GUILD, THIRD)).ranked, "a void question is none"
    assert [one.user_id for one in (await records.board(GUILD)).entries] == [FIRST, SECOND]


async def test_the_board_names_who_agreed_alone_the_best_first(club: Club) -> None:
    records = club.library.records
    for number in range(MIN_RESOLVED):
        if number % 2:
            await club.settled(YES, 900, 600, 700, 990)
        else:
            await club.settled(NO, 100, 400, 300, 10)
    assert (await records.board(GUILD)).entries == ()
    for person in (SECOND, FIRST, FIRST, THIRD):
        await records.appear(GUILD, person, True)
    board = await records.board(GUILD)
    assert [one.user_id for one in board.entries] == [FIRST, THIRD, SECOND]
    (best, *_) = board.entries
    assert best.questions == 10
    assert (best.brier, best.log) == pytest.approx((0.01, -math.log(0.9)))
    assert best.relative == pytest.approx(0.09 - 0.01), "the others are compared with, named or not"
    assert board.questions == 10
    assert [(one.count, one.mean, one.share) for one in board.bins] == [(5, 200, 0), (5, 800, 1_000)]
    assert (await records.board(OTHER)).entries == ()
    await records.appear(GUILD, FIRST, False)
    await records.appear(GUILD, FIRST, False)
    assert [one.user_id for one in (await records.board(GUILD)).entries] == [THIRD, SECOND]
    assert not (await records.mine(GUILD, FIRST)).agrees
    assert (await records.mine(GUILD, THIRD)).agrees


async def test_nothing_counts_before_a_day_has_passed_or_when_it_was_undone(club: Club) -> None:
    question = await club.ask(5)
    await club.give(question, 900)
    club.later(2)
    early = await club.resolve(question, YES)
    club.later(0.99)
    assert (await club.library.records.mine(GUILD, FIRST)).questions == 0
    await club.library.questions.undo(GUILD, question.id, early.resolutions[0].id)
    club.later(1)
    assert (await club.library.records.mine(GUILD, FIRST)).questions == 0
    await club.give(question, 200)
    club.later(2)
    await club.resolve(question, NO)
    club.later(1)
    ((_, score),) = (await club.library.records.mine(GUILD, FIRST)).scored
    assert score.brier == pytest.approx((3.99 * 0.81 + 1.01 * 0.04) / 5), "open again, it closed when due"


async def test_a_later_resolution_leaves_no_score_of_the_earlier_one(club: Club) -> None:
    question = await club.settled(YES, 900, 500)
    records = club.library.records

    async def mine() -> list[float]:
        return [score.brier for _, score in (await records.mine(GUILD, FIRST)).scored]

    assert await mine() == pytest.approx([0.01])
    await club.resolve(question, NO)
    assert await mine() == pytest.approx([0.01]), "for a day, the one before counts"
    club.later(1)
    assert await mine() == pytest.approx([0.81])
    await club.resolve(question, VOID)
    club.later(1)
    assert await mine() == []
    assert (await records.board(GUILD)).questions == 0
    await club.resolve(question, YES)
    club.later(1)
    assert await mine() == pytest.approx([0.01])


async def test_a_question_whose_article_the_guild_no_longer_sees_does_not_count(club: Club) -> None:
    await club.settled(YES, 900)
    await club.library.articles.remove(GUILD, club.article.id)
    assert (await club.library.records.mine(GUILD, FIRST)).questions == 0
    await club.library.articles.restore(GUILD, club.article.id)
    assert (await club.library.records.mine(GUILD, FIRST)).questions == 1


async def test_who_has_their_data_deleted_is_on_no_board_and_compared_with_no_more(club: Club) -> None:
    for _ in range(MIN_RESOLVED):
        await club.settled(YES, 900, 500)
    for person in (FIRST, SECOND):
        await club.library.records.appear(GUILD, person, True)
    await club.library.personal_data.forget(FIRST)
    (left,) = (await club.library.records.board(GUILD)).entries
    assert (left.user_id, left.relative) == (SECOND, 0)
    assert await club.library.records.mine(GUILD, FIRST) == Record((), None, (), agrees=False)


@pytest.mark.slow
async def test_histories_lived_through_come_to_what_a_naive_sum_of_them_says(club: Club) -> None:
    assert ASKED == MORNING
    rng, people = random.Random(7), dict(zip((HARU, MIO, REN, SORA), PEOPLE, strict=True))
    expected: dict[bytes, list[tuple[float, float, float]]] = {who: [] for who in people}
    told = [History(6 * 3_600, 4 * rng.randrange(1, 6)) for _ in range(30)]
    end = 60
    asked: list[Question] = []
    for history in told:
        history.live(rng, history.due + rng.randrange(20))
        asked.append(await club.ask(history.due // 4))
    for at in range(end):
        for history, question in zip(told, asked, strict=True):
            club.now = history.moment(at)
            for when, who, probability in history.spoken:
                if when == at:
                    await club.library.forecasts.give(GUILD, question.id, people[who], probability)
            stored = (await club.library.questions.get(GUILD, question.id)).question.resolutions
            for number, undone_at in history.undone.items():
                if undone_at == at:
                    await club.library.questions.undo(GUILD, question.id, stored[number].id)
            for when, outcome in history.resolutions:
                if when == at:
                    await club.resolve(question, outcome)
    for history in told:
        for who, score in naive(history, end).items():
            expected[who].append(score)
    club.now = told[0].moment(end)
    another = Library(club.database, lambda: club.now, key=club.library.votes._key)
    for person in PEOPLE:
        await club.library.records.appear(GUILD, person, True)
    entries = {one.user_id: one for one in (await another.records.board(GUILD)).entries}
    for who, person in people.items():
        record = await another.records.mine(GUILD, person)
        found = sorted((score.brier, score.log, score.relative) for _, score in record.scored)
        assert len(found) == len(expected[who]) > 5
        for ours, theirs in zip(found, sorted(expected[who]), strict=True):
            assert ours == pytest.approx(theirs, abs=1e-12)
        assert (person in entries) is (len(found) >= MIN_RESOLVED)
        if person in entries:
            mean = sum(relative for *_, relative in expected[who]) / len(found)
            assert entries[person].relative == pytest.approx(mean, abs=1e-12)
    assert entries
