"""Questions about predictions: asked within limits, changed while nobody answered, resolved in two steps."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.errors import UserError
from bot.library import Library, questions
from bot.model import (
    NOBODY,
    OBJECTION_TIME,
    Item,
    ItemKind,
    Outcome,
    PredictionKind,
    Question,
    QuestionState,
)
from bot.store import forecasts, guilds, removal
from bot.store.database import Database
from bot.store.sql import column, rows
from tests.questions import (
    DUE,
    EDITOR,
    GUILD,
    HARU,
    MIO,
    OTHER,
    REN,
    START,
    TEXT,
    Clock,
    ask,
    outlook,
    resolve,
)
from tests.questions import opened as library_of

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(database: Database, clock: Clock) -> Library:
    return library_of(database, clock)


@pytest.fixture
async def item(library: Library) -> Item:
    """An outlook of an article that every guild sees."""
    await library.articles.add(TEXT, None)
    return await outlook(library)


async def now(library: Library, question: Question) -> Question:
    return (await library.questions.get(question.guild_id, question.id)).question


async def test_a_question_keeps_its_words_its_date_and_who_asked(library: Library, item: Item) -> None:
    question = await ask(library, item.id, "  蔵書は\n2万冊を超えるか ")
    assert (question.text, question.words, question.item_id) == ("蔵書は 2万冊を超えるか", item.text, item.id)
    assert (question.due_on, question.zone, question.asked_by) == (DUE, "Asia/Tokyo", EDITOR)
    assert question.due_at == datetime(2026, 12, 31, 15, tzinfo=UTC), "when the date ends in Tokyo"
    assert question.next_post == DUE + DAY
    found = await library.questions.get(GUILD, question.id)
    assert (found.question, found.item, found.article.id) == (question, item, item.article_id)
    assert (found.forecasters, found.objections) == (0, ())


async def test_questions_are_the_guilds_that_asked_them(library: Library, item: Item) -> None:
    question = await ask(library, item.id)
    assert await library.questions.of_item(GUILD, item.id) == [question]
    assert await library.questions.of_article(GUILD, item.article_id) == [question]
    assert await library.questions.of_item(OTHER, item.id) == []
    with pytest.raises(UserError, match="question-gone"):
        await library.questions.get(OTHER, question.id)
    with pytest.raises(UserError, match="question-gone"):
        await library.questions.resolve(OTHER, question.id, 0, Outcome.YES, "町の統計", EDITOR)
    await library.questions.remove(OTHER, question.id)
    assert await library.questions.of_item(GUILD, item.id) == [question]


@pytest.mark.parametrize("text", ["", " \n", "あ" * 301])
async def test_a_question_needs_words_that_fit(library: Library, item: Item, text: str) -> None:
    with pytest.raises(UserError, match="question-text"):
        await ask(library, item.id, text)


async def test_only_what_may_happen_can_be_asked_about(library: Library, item: Item) -> None:
    for kind in (PredictionKind.CLAIM, PredictionKind.LIMIT):
        await library.reviews.set_kind(GUILD, item.id, kind)
        with pytest.raises(UserError, match="question-not-outlook"):
            await ask(library, item.id)
    _, (quote, *_) = await library.articles.items(GUILD, item.article_id, ItemKind.QUOTE)
    with pytest.raises(UserError, match="question-not-outlook"):
        await ask(library, quote.id)


async def test_what_the_guild_is_not_shown_can_not_be_asked_about(library: Library, item: Item) -> None:
    await library.reviews.reject(GUILD, item.id)
    with pytest.raises(UserError, match="unreviewed"):
        await ask(library, item.id)
    assert await ask(library, item.id, guild=OTHER), "other guilds decide for themselves"
    await library.articles.remove(OTHER, item.article_id)
    with pytest.raises(UserError, match="article-gone"):
        await ask(library, item.id, guild=OTHER)


async def test_a_prediction_has_five_questions_at_most_and_a_guild_a_hundred_without_a_result(
    library: Library, item: Item, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [await ask(library, item.id) for _ in range(5)]
    with pytest.raises(UserError, match="question-limit"):
        await ask(library, item.id)
    await library.questions.remove(GUILD, asked[0].id)
    monkeypatch.setattr(questions, "MOST_UNRESOLVED", 4)
    with pytest.raises(UserError, match="questions-full"):
        await ask(library, item.id)
    await resolve(library, asked[1], Outcome.VOID)
    with pytest.raises(UserError, match="questions-full"):
        await ask(library, item.id)
    clock.now += OBJECTION_TIME
    assert await ask(library, item.id), "one has a result now"


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati"])
async def test_today_is_the_first_date_that_can_be_due_wherever_the_guild_is(
    library: Library, item: Item, zone: str
) -> None:
    today = START.astimezone(ZoneInfo(zone)).date()
    with pytest.raises(UserError, match="question-past"):
        await ask(library, item.id, due_on=today - DAY, zone=zone)
    question = await ask(library, item.id, due_on=today, zone=zone)
    assert START < question.due_at <= START + DAY
    with pytest.raises(UserError, match="question-far"):
        await ask(library, item.id, due_on=today.replace(year=today.year + 50) + DAY, zone=zone)
    assert await ask(library, item.id, due_on=today.replace(year=today.year + 50), zone=zone)


@pytest.mark.parametrize(
    ("zone", "due_on", "ends"),
    [
        ("Europe/Paris", date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),  # the clock goes back
        ("Europe/Paris", date(2026, 10, 24), datetime(2026, 10, 24, 22, tzinfo=UTC)),
        ("America/New_York", date(2027, 3, 14), datetime(2027, 3, 15, 4, tzinfo=UTC)),  # and forward
        ("Africa/Cairo", date(2027, 4, 29), datetime(2027, 4, 29, 22, tzinfo=UTC)),  # at midnight itself
        ("America/Havana", date(2026, 10, 31), datetime(2026, 11, 1, 4, tzinfo=UTC)),
        ("Asia/Kathmandu", date(2026, 6, 1), datetime(2026, 6, 1, 18, 15, tzinfo=UTC)),
    ],
)
async def test_a_due_date_ends_when_clocks_there_first_show_the_next(
    library: Library, item: Item, clock: Clock, zone: str, due_on: date, ends: datetime
) -> None:
    question = await ask(library, item.id, due_on=due_on, zone=zone)
    assert question.due_at == ends
    assert (ends - SECOND).astimezone(ZoneInfo(zone)).date() == due_on
    assert ends.astimezone(ZoneInfo(zone)).date() == due_on + DAY
    clock.now = ends - SECOND
    await library.forecasts.give(GUILD, question.id, HARU, 500)
    clock.now = ends
    with pytest.raises(UserError, match="forecast-closed"):
        await library.forecasts.give(GUILD, question.id, HARU, 600)


async def test_without_a_chosen_zone_it_is_that_of_the_language_and_stays(
    library: Library, item: Item
) -> None:
    question = await ask(library, item.id, zone=None)
    assert question.zone == "Asia/Tokyo"
    await library.guilds.change(GUILD, zone="Europe/Paris")
    changed = await library.questions.change(GUILD, question.id, "もう超えたか", date(2026, 6, 1))
    assert (changed.zone, changed.due_at) == ("Asia/Tokyo", datetime(2026, 6, 1, 15, tzinfo=UTC))
    assert (changed.text, changed.next_post) == ("もう超えたか", date(2026, 6, 2))


async def test_a_question_is_changed_and_removed_only_while_nobody_gave_a_forecast(
    library: Library, item: Item, database: Database
) -> None:
    question, other = await ask(library, item.id), await ask(library, item.id)
    await library.forecasts.give(GUILD, question.id, HARU, 700)
    for attempt in (
        library.questions.change(GUILD, question.id, "別の問い", DUE),
        library.questions.remove(GUILD, question.id),
    ):
        with pytest.raises(UserError, match="question-has-forecasts"):
            await attempt
    for _ in range(2):
        await library.questions.remove(GUILD, other.id)
    with pytest.raises(UserError, match="question-gone"):
        await library.questions.change(GUILD, other.id, "別の問い", DUE)
    assert await database.read(rows, "SELECT kind, subject FROM deletion") == [("question", other.id)]


async def test_a_question_that_was_resolved_is_not_changed_until_that_is_undone(
    library: Library, item: Item
) -> None:
    question = await resolve(library, await ask(library, item.id))
    with pytest.raises(UserError, match="question-changed"):
        await library.questions.change(GUILD, question.id, "別の問い", DUE)
    await library.questions.undo(GUILD, question.id, question.resolutions[-1].id)
    assert (await library.questions.change(GUILD, question.id, "別の問い", DUE)).text == "別の問い"


async def test_a_resolution_counts_a_day_after_it_was_made_and_closes_at_once(
    library: Library, item: Item, clock: Clock
) -> None:
    question = await resolve(library, await ask(library, item.id))
    assert question.state(clock.now) is QuestionState.DUE
    assert question.closes_at == START
    with pytest.raises(UserError, match="forecast-closed"):
        await library.forecasts.give(GUILD, question.id, HARU, 500)
    clock.now += OBJECTION_TIME - SECOND
    assert question.resolution(clock.now) is None
    clock.now += SECOND
    resolution = question.resolution(clock.now)
    assert resolution is not None
    assert (resolution.outcome, resolution.evidence, resolution.made_by) == (Outcome.YES, "町の統計", EDITOR)
    assert question.state(clock.now) is QuestionState.RESOLVED


async def test_a_resolution_can_be_undone_within_a_day_twice_without_harm_and_never_later(
    library: Library, item: Item, clock: Clock
) -> None:
    question = await resolve(library, await ask(library, item.id))
    made = question.resolutions[-1].id
    clock.now += OBJECTION_TIME - SECOND
    for _ in range(2):
        undone = await library.questions.undo(GUILD, question.id, made)
        assert undone.state(clock.now) is QuestionState.OPEN
        assert (undone.resolutions[-1].undone_at, undone.standing) == (clock.now, ())
    await library.forecasts.give(GUILD, question.id, HARU, 500)
    again = await resolve(library, question, Outcome.NO)
    clock.now += OBJECTION_TIME
    with pytest.raises(UserError, match="undo-late"):
        await library.questions.undo(GUILD, question.id, again.resolutions[-1].id)
    assert await now(library, question) == again


async def test_resolving_anew_leaves_the_earlier_resolution_until_the_new_one_counts(
    library: Library, item: Item, clock: Clock
) -> None:
    question = await resolve(library, await ask(library, item.id))
    clock.now += 30 * DAY
    anew = await resolve(library, question, Outcome.NO)
    assert (anew.resolution(clock.now), anew.proposed(clock.now)) == tuple(anew.resolutions)
    assert anew.closes_at == START, "what was said later is no reason to take forecasts again"
    clock.now += OBJECTION_TIME
    assert anew.resolution(clock.now) == anew.resolutions[-1]


async def test_of_two_editors_at_once_the_second_is_told_to_look_again(library: Library, item: Item) -> None:
    question = await ask(library, item.id)
    said = await asyncio.gather(
        library.questions.resolve(GUILD, question.id, 0, Outcome.YES, "町の統計", EDITOR),
        library.questions.resolve(GUILD, question.id, 0, Outcome.NO, "町の新聞", REN),
        return_exceptions=True,
    )
    assert [one for one in said if isinstance(one, UserError) and one.key == "question-changed"]
    (resolution,) = (await now(library, question)).resolutions
    assert resolution.outcome is Outcome.YES
    anew = await library.questions.resolve(GUILD, question.id, resolution.id, Outcome.NO, "町の新聞", REN)
    assert [one.outcome for one in anew.resolutions] == [Outcome.YES, Outcome.NO]


async def test_a_change_and_a_forecast_at_once_leave_one_of_them(library: Library, item: Item) -> None:
    question = await ask(library, item.id)
    done = await asyncio.gather(
        library.forecasts.give(GUILD, question.id, HARU, 900),
        library.questions.change(GUILD, question.id, "蔵書は減るか", DUE),
        return_exceptions=True,
    )
    assert [one.key for one in done if isinstance(one, UserError)] == ["question-has-forecasts"]
    assert (await now(library, question)).text == question.text, "nobody's number means something else now"


@pytest.mark.parametrize(("evidence", "key"), [(" \n", "evidence-missing"), ("証" * 501, "evidence-long")])
async def test_a_resolution_needs_evidence_that_fits(
    library: Library, item: Item, evidence: str, key: str
) -> None:
    question = await ask(library, item.id)
    with pytest.raises(UserError, match=key):
        await library.questions.resolve(GUILD, question.id, 0, Outcome.VOID, evidence, EDITOR)
    assert await now(library, question) == question


async def test_who_gave_a_forecast_can_object_once_and_the_editor_hears_of_it_without_the_reason(
    library: Library, item: Item, clock: Clock, database: Database
) -> None:
    question = await ask(library, item.id)
    for person in (HARU, MIO):
        await library.forecasts.give(GUILD, question.id, person, 300)
    made = (await resolve(library, question)).resolutions[-1].id
    with pytest.raises(UserError, match="objection-no-forecast"):
        await library.questions.object(GUILD, question.id, made, REN, "まだ超えていない")
    for reason in ("", "あ" * 501):
        with pytest.raises(UserError, match="objection-reason"):
            await library.questions.object(GUILD, question.id, made, HARU, reason)
    for person, reason in ((HARU, "違う"), (MIO, "統計は去年のもの"), (HARU, "まだ超えていない")):
        clock.now += SECOND
        await library.questions.object(GUILD, question.id, made, person, reason)
    found = await library.questions.get(GUILD, question.id)
    assert [one.reason for one in found.objections] == ["統計は去年のもの", "まだ超えていない"]
    ((person, key, variables),) = await database.read(rows, "SELECT person, key, variables FROM notice")
    assert (person, key) == (EDITOR, "notice-objection")
    assert json.loads(variables) == {"question": question.text}
    await library.questions.undo(GUILD, question.id, made)
    assert (await library.questions.get(GUILD, question.id)).objections == ()
    with pytest.raises(UserError, match="objection-late"):
        await library.questions.object(GUILD, question.id, made, HARU, "違う")


async def test_what_counts_can_not_be_objected_to_and_nobody_is_told_of_what_nobody_made(
    library: Library, item: Item, clock: Clock, database: Database
) -> None:
    question = await ask(library, item.id)
    await library.forecasts.give(GUILD, question.id, HARU, 300)
    made = (await resolve(library, question)).resolutions[-1].id
    await library.personal_data.forget(EDITOR)
    assert (await now(library, question)).resolutions[-1].made_by == NOBODY
    await library.questions.object(GUILD, question.id, made, HARU, "違う")
    assert await database.read(rows, "SELECT person, state FROM notice") == [(NOBODY, "untold")]
    clock.now += OBJECTION_TIME
    with pytest.raises(UserError, match="objection-late"):
        await library.questions.object(GUILD, question.id, made, HARU, "違う")


async def test_a_removed_article_takes_its_questions_out_of_sight_and_a_deleted_one_for_good(
    library: Library, item: Item, database: Database
) -> None:
    async def shown() -> list[int]:
        page = await library.forecasts.page(GUILD, QuestionState.OPEN, 0, HARU)
        return [] if page.asked is None else [page.asked.question.id]

    question = await ask(library, item.id)
    await library.forecasts.give(GUILD, question.id, HARU, 300)
    await library.articles.remove(GUILD, item.article_id)
    with pytest.raises(UserError, match="question-gone"):
        await library.questions.get(GUILD, question.id)
    assert await shown() == []
    await library.articles.restore(GUILD, item.article_id)
    assert await shown() == [question.id]
    await database.write(removal.delete, [item.article_id])
    for table in ("question", "forecast"):
        assert await database.read(rows, f"SELECT * FROM {table}") == []


async def test_questions_forecasts_and_boards_go_with_the_server_that_the_bot_left(
    library: Library, item: Item, clock: Clock, database: Database
) -> None:
    for guild in (GUILD, OTHER):
        question = await ask(library, item.id, guild=guild)
        await library.forecasts.give(guild, question.id, HARU, 300)
        made = (await resolve(library, question)).resolutions[-1].id
        await library.questions.object(guild, question.id, made, HARU, "違う")
        await database.write(forecasts.agree, guild, library.votes.voter(HARU), HARU, clock.now)
    await database.write(guilds.purge, [GUILD])
    for table in ("question", "board"):
        assert await database.read(column, f"SELECT guild_id FROM {table}") == [OTHER]
    for table in ("forecast", "resolution", "objection"):
        assert len(await database.read(rows, f"SELECT * FROM {table}")) == 1


async def test_a_shipped_article_that_the_host_removes_takes_its_questions_with_it(
    library: Library, database: Database
) -> None:
    article = (await library.articles.add(TEXT, None, work="port")).article
    await ask(library, (await outlook(library)).id)
    await library.articles.remove_everywhere(article.id)
    assert await database.read(rows, "SELECT * FROM question") == []
