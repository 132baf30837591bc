"""What people think of questions: each change kept, others' hidden until one gave one's own."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.library import Library
from bot.model import OBJECTION_TIME, Item, Outcome, Question, QuestionState
from bot.store.database import Database, open_database
from bot.store.key import voter_key
from bot.store.sql import rows
from tests.questions import GUILD, HARU, MIO, OTHER, REN, START, TEXT, Clock, ask, outlook, resolve
from tests.questions import opened as library_of

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
OPEN, DUE, RESOLVED = QuestionState


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(database: Database, clock: Clock) -> Library:
    return library_of(database, clock)


@pytest.fixture
async def item(library: Library) -> Item:
    await library.articles.add(TEXT, None)
    return await outlook(library)


async def test_each_change_is_kept_and_the_same_once_more_is_none(
    library: Library, item: Item, clock: Clock
) -> None:
    question = await ask(library, item.id)
    for probability in (300, 300, 700, 700, 300):
        clock.now += DAY
        page = await library.forecasts.give(GUILD, question.id, HARU, probability)
    assert [(one.probability, one.made_at - START) for one in page.own] == [
        (300, DAY),
        (700, 3 * DAY),
        (300, 5 * DAY),
    ]
    assert page == await library.forecasts.show(GUILD, question.id, HARU)
    assert page.asked is not None
    assert page.asked.forecasters == 1


async def test_a_script_can_not_fill_the_database_with_changes(
    library: Library, item: Item, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.library.forecasts.MOST_CHANGES", 3)
    question = await ask(library, item.id)
    for probability in (100, 200, 300):
        clock.now += SECOND
        await library.forecasts.give(GUILD, question.id, HARU, probability)
    clock.now += SECOND
    with pytest.raises(UserError, match="forecast-changes"):
        await library.forecasts.give(GUILD, question.id, HARU, 400)
    page = await library.forecasts.give(GUILD, question.id, HARU, 300)
    assert [one.probability for one in page.own] == [100, 200, 300]
    assert (await library.forecasts.give(GUILD, question.id, MIO, 400)).own


async def test_the_last_one_counts_within_a_second_and_when_a_clock_is_set_back(
    library: Library, item: Item, clock: Clock
) -> None:
    question = await ask(library, item.id)
    for probability in (300, 700):
        page = await library.forecasts.give(GUILD, question.id, HARU, probability)
    assert [one.probability for one in page.own] == [700]
    clock.now -= DAY
    page = await library.forecasts.give(GUILD, question.id, HARU, 200)
    assert [(one.probability, one.made_at) for one in page.own] == [(200, START)]


async def test_what_a_clock_stored_that_was_ahead_has_a_score_like_all_else(
    library: Library, item: Item, clock: Clock
) -> None:
    question = await ask(library, item.id)
    await library.forecasts.give(GUILD, question.id, MIO, 500)
    clock.now += 90 * DAY
    other = await ask(library, item.id, "夜も開くか")
    for _ in range(2):
        for probability in (900, 800):
            clock.now += SECOND
            await library.forecasts.give(GUILD, question.id, HARU, probability)
    await resolve(library, other)
    clock.now = START + DAY
    await library.outbox.replan("2026a")
    assert (await library.questions.get(GUILD, other.id)).question.state(clock.now) is DUE
    page = await library.forecasts.show(GUILD, question.id, HARU)
    assert [(one.probability, one.made_at - START) for one in page.own] == [(800, DAY)]
    page = await library.forecasts.give(GUILD, question.id, HARU, 100)
    assert [one.probability for one in page.own] == [100]
    await library.forecasts.give(GUILD, question.id, MIO, 400)
    clock.now += DAY
    await resolve(library, question, Outcome.NO)
    clock.now += OBJECTION_TIME
    assert (await library.records.mine(GUILD, HARU)).questions == 1
    own = (await library.forecasts.show(GUILD, question.id, MIO)).own
    assert [(one.probability, one.made_at - START) for one in own] == [(500, 0 * DAY), (400, DAY)]
    assert (await library.questions.get(GUILD, other.id)).question.asked_at == START + DAY
    assert (await library.questions.get(GUILD, other.id)).question.state(clock.now) is RESOLVED


async def test_under_a_new_key_nobody_is_named_who_could_not_take_themselves_off(path: Path) -> None:
    async with open_database(path) as database:
        library = Library(database, key=await voter_key(database, path))
        await library.records.appear(GUILD, HARU, True)
        path.with_name(f"{path.name}.key").unlink()
        library = Library(database, key=await voter_key(database, path, anew=True))
        assert await database.read(rows, "SELECT user_id FROM board") == []
        await library.records.appear(GUILD, HARU, True)
        await voter_key(database, path, anew=True)
        assert await database.read(rows, "SELECT user_id FROM board") == [(HARU,)], "it is the same key"


async def test_what_others_think_is_hidden_until_one_says_what_one_thinks(
    library: Library, item: Item, clock: Clock
) -> None:
    question = await ask(library, item.id)
    page = await library.forecasts.show(GUILD, question.id, HARU)
    assert (page.own, page.community) == ((), None)
    await library.forecasts.give(GUILD, question.id, MIO, 200)
    clock.now += DAY
    await library.forecasts.give(GUILD, question.id, REN, 400)
    page = await library.forecasts.show(GUILD, question.id, HARU)
    assert page.community is None
    assert page.asked is not None
    assert page.asked.forecasters == 2, "how many there are is no secret"
    clock.now += DAY
    community = (await library.forecasts.give(GUILD, question.id, HARU, 900)).community
    assert community is not None
    assert (community.count, community.now.median, community.now.at) == (3, 400, clock.now)
    assert [one.median for one in community.movements] == [200, 300, 400]
    assert (await library.forecasts.show(GUILD, question.id, MIO)).community == community


async def test_all_see_what_all_thought_once_it_can_not_be_opened_again(
    library: Library, item: Item, clock: Clock
) -> None:
    resolved, due = await ask(library, item.id), await ask(library, item.id, due_on=date(2026, 5, 9))

    async def is_seen(question: Question) -> bool:
        return (await library.forecasts.show(GUILD, question.id, HARU)).community is not None

    for question in (resolved, due):
        await library.forecasts.give(GUILD, question.id, MIO, 200)
    await resolve(library, resolved)
    clock.now += OBJECTION_TIME - SECOND
    assert not await is_seen(resolved), "it would be open if that were undone"
    clock.now += SECOND
    assert await is_seen(resolved)
    assert not await is_seen(due)
    clock.now = due.due_at
    assert await is_seen(due)


async def test_where_nobody_said_anything_there_is_nothing_to_see(
    library: Library, item: Item, clock: Clock
) -> None:
    question = await ask(library, item.id)
    clock.now = question.due_at
    page = await library.forecasts.show(GUILD, question.id, HARU)
    assert (page.state, page.community) == (DUE, None)


async def test_pages_have_open_ones_by_due_date_due_ones_oldest_first_and_resolved_ones_newest_first(
    library: Library, item: Item, clock: Clock
) -> None:
    days = (5, 3, 9, 7, 4)
    asked = [await ask(library, item.id, due_on=date(2026, 5, day)) for day in days]
    first, second, *_ = asked
    assert await pages(library, OPEN) == [3, 4, 5, 7, 9]
    clock.now += 10 * DAY
    await resolve(library, first)
    clock.now += DAY
    await resolve(library, second, Outcome.NO)
    assert await pages(library, DUE) == [3, 4, 7, 9], "what was just resolved doesn't count yet"
    clock.now += OBJECTION_TIME
    assert await pages(library, RESOLVED) == [3, 5]
    assert await pages(library, DUE) == [4, 7, 9]
    assert await pages(library, OPEN) == []
    page = await library.forecasts.page(GUILD, RESOLVED, 99, HARU)
    assert (page.position, page.counts) == (1, {OPEN: 0, DUE: 3, RESOLVED: 2})
    assert page.asked is not None
    assert page.asked.question.id == first.id
    page = await library.forecasts.page(GUILD, OPEN, 2, HARU)
    assert (page.asked, page.position, page.own, page.community) == (None, 0, (), None)
    assert (await library.forecasts.show(GUILD, first.id, HARU)).position == 1


async def pages(library: Library, state: QuestionState) -> list[int]:
    """The days on which the questions of a state are due, page by page."""
    count = (await library.forecasts.page(GUILD, state, 0, HARU)).counts[state]
    found = [(await library.forecasts.page(GUILD, state, n, HARU)).asked for n in range(count)]
    return [one.question.due_on.day for one in found if one]


async def test_nobody_gives_a_forecast_on_what_their_guild_does_not_have(
    library: Library, item: Item, database: Database
) -> None:
    question = await ask(library, item.id)
    with pytest.raises(UserError, match="question-gone"):
        await library.forecasts.give(OTHER, question.id, HARU, 500)
    with pytest.raises(UserError, match="question-gone"):
        await library.forecasts.show(OTHER, question.id, HARU)
    assert (await library.forecasts.page(OTHER, OPEN, 0, HARU)).asked is None
    assert await database.read(rows, "SELECT * FROM forecast") == []


async def test_forecasts_are_stored_under_the_hash_that_votes_have(
    library: Library, item: Item, database: Database
) -> None:
    question = await ask(library, item.id)
    await library.forecasts.give(GUILD, question.id, HARU, 500)
    assert await database.read(rows, "SELECT forecaster FROM forecast") == [(library.votes.voter(HARU),)]


async def test_where_somebody_gave_a_forecast_the_key_is_not_made_anew(
    library: Library, item: Item, clock: Clock, database: Database, path: Path
) -> None:
    library = Library(database, clock, key=await voter_key(database, path))
    question = await ask(library, item.id)
    path.with_name(f"{path.name}.key").unlink()
    await voter_key(database, path)
    await library.forecasts.give(GUILD, question.id, HARU, 500)
    path.with_name(f"{path.name}.key").unlink()
    with pytest.raises(UserError, match="key-lost"):
        await voter_key(database, path)
