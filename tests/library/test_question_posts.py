"""When posts tell of questions: each at its time, few at a time, none twice, and none that is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.delivery.digest import digest_embed
from bot.delivery.serial import closing_embed
from bot.library.claims import Claim
from bot.library.question_posts import (
    AT_ONCE,
    NothingLeftError,
    anniversary,
    following,
    is_told,
    next_anniversary,
    put_off,
)
from bot.library.serial_posts import ClosingPost
from bot.model import (
    Content,
    DeliveryKind,
    DeliveryState,
    ItemKind,
    Language,
    Outcome,
    PredictionKind,
    Problem,
    Question,
    Reason,
    Resolution,
)
from bot.store import questions
from bot.texts import Texts
from bot.ui.embeds import Renderer
from tests.desk import CHANNEL, GUILD, MORNING, PERSON, Desk, open_desk

TOKYO = ZoneInfo("Asia/Tokyo")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
DUE = date(2026, 10, 8)  # the day of MORNING: the posts of the next morning tell of it
NEXT = MORNING + DAY


@pytest.fixture
async def desk(path: Path) -> AsyncIterator[Desk]:
    async with open_desk(path) as desk:
        yield desk


async def ask(desk: Desk, count: int = 1, due_on: date = DUE, zone: ZoneInfo = TOKYO) -> list[int]:
    """Asks about the first outlook of the guild's article; what may be asked is none of this test."""
    (article,) = [one for one in await desk.library.articles.all(GUILD) if one.guild_id == GUILD]
    _, items = await desk.library.articles.items(GUILD, article.id, ItemKind.PREDICTION)
    item = next(one for one in items if one.prediction_kind is PredictionKind.OUTLOOK)
    end = datetime(due_on.year, due_on.month, due_on.day, tzinfo=zone) + DAY
    made = [
        Question(
            id=0,
            guild_id=GUILD,
            article_id=article.id,
            item_id=item.id,
            words=item.text,
            text=f"問い{n}",
            due_on=due_on,
            zone=zone.key,
            due_at=end.astimezone(UTC),
            asked_by=PERSON,
            asked_at=desk.now,
            next_post=due_on + DAY,
        )
        for n in range(count)
    ]
    return await desk.database.write(lambda t: [questions.insert(t, one) for one in made])


async def resolve(desk: Desk, question: int, outcome: Outcome = Outcome.YES) -> None:
    known = (await desk.library.questions.get(GUILD, question)).question.resolutions
    seen = known[-1].id if known else 0
    await desk.library.questions.resolve(GUILD, question, seen, outcome, "https://example.org", PERSON)


def about_questions(claims: Sequence[Claim]) -> list[Claim]:
    return [one for one in claims if one.delivery.kind is DeliveryKind.QUESTIONS]


async def morning(desk: Desk, at: datetime) -> list[int]:
    """What is told of on a morning, all of which is sent."""
    claims = await desk.claim(at)
    for claim in claims:
        await desk.library.outbox.confirm(claim, claim.delivery.id)
    told = [claim.delivery.questions for claim in about_questions(claims)]
    assert len(told) <= 1, "a message a day"
    return [*told[0]] if told else []


async def mornings(desk: Desk, days: int, first: datetime = MORNING) -> dict[int, list[int]]:
    """What is told of on so many mornings, by the number of the day."""
    told = {day: await morning(desk, first + day * DAY) for day in range(days)}
    return {day: some for day, some in told.items() if some}


async def next_post(desk: Desk, question: int) -> date | None:
    return (await desk.library.questions.get(GUILD, question)).question.next_post


async def test_editors_are_asked_on_the_day_after_once_more_after_a_week_and_then_never_again(
    desk: Desk,
) -> None:
    await desk.schedule()
    (question,) = await ask(desk)
    assert await mornings(desk, 30) == {1: [question], 8: [question]}
    assert await morning(desk, MORNING.replace(year=2027)) == []
    assert await next_post(desk, question) == DUE.replace(year=2028)


async def test_what_came_of_a_question_is_told_a_week_later_and_on_each_anniversary(desk: Desk) -> None:
    await desk.schedule()
    (question,) = await ask(desk)
    assert await mornings(desk, 3) == {1: [question]}
    await resolve(desk, question)
    assert await mornings(desk, 20, MORNING + 3 * DAY) == {5: [question]}
    for year in (2027, 2028):
        anniversary = MORNING.replace(year=year)
        assert await mornings(desk, 3, anniversary - DAY) == {1: [question]}


async def test_one_that_was_resolved_early_is_looked_back_at_after_its_due_date(desk: Desk) -> None:
    await desk.schedule()
    (question,) = await ask(desk, due_on=DUE + 5 * DAY)
    await resolve(desk, question)
    assert await mornings(desk, 30) == {6: [question]}


async def test_nobody_is_told_of_what_is_void_until_it_is_resolved_anew(desk: Desk) -> None:
    await desk.schedule()
    (question,) = await ask(desk)
    await resolve(desk, question, Outcome.VOID)
    assert await mornings(desk, 12) == {}
    desk.now = MORNING + 100 * DAY
    await resolve(desk, question, Outcome.NO)
    assert await mornings(desk, 3, MORNING.replace(year=2027) - DAY) == {1: [question]}


async def test_what_is_proposed_waits_until_it_counts_or_is_undone(desk: Desk) -> None:
    await desk.schedule()
    first, second = await ask(desk, 2)
    desk.now = NEXT - HOUR
    await resolve(desk, first)
    await resolve(desk, second)
    proposed = (await desk.library.questions.get(GUILD, second)).question.resolutions[0]
    assert await morning(desk, NEXT) == []
    await desk.library.questions.undo(GUILD, second, proposed.id)
    assert await morning(desk, NEXT + DAY) == [first, second]


async def test_forty_that_are_due_on_one_day_come_five_a_morning_and_each_is_asked_twice(desk: Desk) -> None:
    await desk.schedule()
    asked = await ask(desk, 40)
    told = await mornings(desk, 40)
    assert all(len(some) <= AT_ONCE for some in told.values())
    everything = [one for some in told.values() for one in some]
    assert everything[:40] == asked, "those that have waited longest first"
    assert everything[40:] == asked
    assert [*told][:8] == [1, 2, 3, 4, 5, 6, 7, 8]


async def test_schedules_of_the_same_minute_and_of_the_same_day_send_one_message(desk: Desk) -> None:
    for minutes in (480, 480, 540):
        await desk.schedule(minutes=minutes, channel_id=CHANNEL + minutes)
    asked = await ask(desk, 7)
    assert await morning(desk, NEXT) == asked[:5]
    assert await morning(desk, NEXT + HOUR) == []
    assert await morning(desk, NEXT + DAY) == asked[5:]


async def test_a_guild_without_a_schedule_that_posts_is_told_once_it_has_one(desk: Desk) -> None:
    (question,) = await ask(desk)
    assert await mornings(desk, 3) == {}
    schedule = await desk.schedule()
    await desk.library.schedules.pause(GUILD, schedule.id, by=PERSON)
    assert await mornings(desk, 3, MORNING + 3 * DAY) == {}
    await desk.library.schedules.resume(GUILD, schedule.id)
    await desk.library.guilds.mark_left(GUILD)
    assert await mornings(desk, 3, MORNING + 6 * DAY) == {}
    await desk.library.guilds.mark_joined(GUILD)
    assert await mornings(desk, 9, MORNING + 9 * DAY) == {0: [question], 7: [question]}


async def test_a_message_that_is_refused_was_never_there_and_another_channel_is_told(desk: Desk) -> None:
    broken = await desk.schedule()
    fine = await desk.schedule(channel_id=9, minutes=540)
    (question,) = await ask(desk)
    claims = await desk.claim(NEXT)
    (message,) = about_questions(claims)
    assert message.schedule.id == broken.id
    for claim in claims:
        state = DeliveryState.SKIPPED
        await desk.library.outbox.give_up(claim, state, Problem.SEND, (Problem.SEND,))
    assert await next_post(desk, question) == DUE + DAY
    (message,) = about_questions(await desk.claim(NEXT + HOUR))
    assert (message.schedule.id, message.delivery.questions) == (fine.id, (question,))
    await desk.library.outbox.confirm(message, 7)
    assert await next_post(desk, question) == DUE + 8 * DAY
    (other,) = await ask(desk, due_on=DUE + DAY)
    assert about_questions(await desk.claim(NEXT + DAY)) == [], "its channel can't be told"
    (message,) = about_questions(await desk.claim(NEXT + DAY + HOUR))
    assert (message.schedule.id, message.delivery.questions) == (fine.id, (other,))


async def test_a_message_that_may_be_there_is_the_one_that_asked(desk: Desk) -> None:
    schedule = await desk.schedule()
    (question,) = await ask(desk)
    await morning(desk, MORNING)
    (message,) = about_questions(await desk.claim(NEXT))
    await desk.library.outbox.postpone(message, Reason.UNANSWERED, 2, maybe_sent=True)
    (again,) = about_questions(await desk.claim(NEXT + timedelta(seconds=5)))
    assert (again.delivery.id, again.delivery.nonce) == (message.delivery.id, message.delivery.nonce)
    assert again.delivery.maybe_sent
    await desk.library.outbox.give_up(again, DeliveryState.UNKNOWN, Reason.UNANSWERED)
    assert await next_post(desk, question) == DUE + 8 * DAY
    assert not any(one.can_be_sent for one in await desk.history(schedule) if one.questions)
    assert await desk.library.notices.untold(GUILD) == [], "no post was lost"


async def test_one_that_is_still_to_come_is_in_no_other_message(desk: Desk) -> None:
    late = await desk.schedule(minutes=23 * 60 + 50)
    await desk.schedule(minutes=10, channel_id=9)
    (question,) = await ask(desk, due_on=DUE - DAY)
    evening = datetime(2026, 10, 8, 23, 50, tzinfo=TOKYO)
    (message,) = about_questions(await desk.claim(evening))
    assert message.schedule.id == late.id
    await desk.library.outbox.postpone(message, Reason.UNREACHABLE, 3600, maybe_sent=False)
    assert about_questions(await desk.claim(evening + 20 * timedelta(minutes=1))) == []
    (again,) = about_questions(await desk.claim(evening + 2 * HOUR))
    await desk.library.outbox.confirm(again, 1)
    assert await next_post(desk, question) == DUE + 7 * DAY


async def test_what_the_message_itself_is_to_blame_for_is_not_tried_every_day(desk: Desk) -> None:
    schedule = await desk.schedule()
    (question,) = await ask(desk)
    claims = await desk.claim(NEXT)
    (message,) = about_questions(claims)
    await desk.library.outbox.give_up(message, DeliveryState.FAILED, Problem.REJECTED, (Problem.REJECTED,))
    assert await next_post(desk, question) == DUE + 8 * DAY
    assert (await desk.again(schedule)).problems == (), "its posts are fine"


async def test_nothing_is_told_of_an_article_that_is_removed_until_it_is_restored(desk: Desk) -> None:
    await desk.schedule()
    (question,) = await ask(desk)
    asked = await desk.library.questions.get(GUILD, question)
    await desk.library.articles.remove(GUILD, asked.article.id)
    assert await mornings(desk, 3) == {}
    await desk.library.articles.restore(GUILD, asked.article.id)
    assert await mornings(desk, 3, MORNING + 3 * DAY) == {0: [question]}


async def test_a_message_that_was_sent_counts_though_its_article_was_removed_meanwhile(desk: Desk) -> None:
    await desk.schedule()
    (question,) = await ask(desk)
    (message,) = about_questions(await desk.claim(NEXT))
    asked = await desk.library.questions.get(GUILD, question)
    await desk.library.articles.remove(GUILD, asked.article.id)
    await desk.library.outbox.confirm(message, 1)
    await desk.library.articles.restore(GUILD, asked.article.id)
    assert await next_post(desk, question) == DUE + 8 * DAY


async def test_a_message_whose_questions_were_removed_has_nothing_to_say(desk: Desk) -> None:
    await desk.schedule()
    first, second = await ask(desk, 2)
    (message,) = about_questions(await desk.claim(NEXT))
    await desk.library.questions.remove(GUILD, first)
    (left,) = await desk.library.question_posts.of(message.delivery)
    assert left.asked.question.id == second
    await desk.library.questions.remove(GUILD, second)
    with pytest.raises(NothingLeftError):
        await desk.library.question_posts.of(message.delivery)


@pytest.mark.parametrize("content", [*Content])
async def test_whatever_a_schedule_posts_its_channel_is_told(desk: Desk, content: Content) -> None:
    (article,) = [one for one in await desk.library.articles.all(GUILD) if one.guild_id == GUILD]
    await desk.library.queue.give_word(GUILD, article.id, 1)
    await desk.schedule(content=content, article_id=article.id if content is Content.PARTS else None)
    (question,) = await ask(desk)
    claims = await desk.claim(NEXT)
    assert [one.delivery.kind for one in claims] == [DeliveryKind.POST, DeliveryKind.QUESTIONS]
    assert claims[1].delivery.questions == (question,)


async def test_a_post_that_has_nothing_to_show_keeps_no_questions_back_and_its_problem_stays(
    desk: Desk,
) -> None:
    (article,) = [one for one in await desk.library.articles.all(GUILD) if one.guild_id == GUILD]
    await desk.library.queue.give_word(GUILD, article.id, 1)
    schedule = await desk.schedule(content=Content.PARTS, article_id=article.id)
    (progress,) = await desk.library.queue.show(GUILD, schedule.id)
    await desk.library.queue.remove(GUILD, schedule.id, progress.queued.id)
    (question,) = await ask(desk)
    assert await mornings(desk, 3) == {1: [question]}
    assert (await desk.again(schedule)).problems == (Problem.NOTHING_TO_POST,)


async def test_a_test_and_a_post_before_its_time_bring_no_questions(desk: Desk) -> None:
    schedule = await desk.schedule()
    (question,) = await ask(desk)
    desk.now = NEXT - HOUR
    await desk.library.schedules.request_test(schedule, 5)
    await desk.library.early.post_today(GUILD, schedule.id)
    claims = await desk.claim()
    assert [one.delivery.questions for one in claims] == [(), ()]
    for claim in claims:
        await desk.library.outbox.confirm(claim, claim.delivery.id)
    assert await morning(desk, NEXT) == [], "that day has its post"
    assert await morning(desk, NEXT + DAY) == [question]


async def test_a_run_that_was_missed_tells_of_nothing(desk: Desk) -> None:
    schedule = await desk.schedule()
    (question,) = await ask(desk)
    await desk.claim(MORNING)
    assert about_questions(await desk.claim(NEXT + 7 * HOUR)) == []
    assert ("2026-10-09", "skipped", "missed") in await desk.slots(schedule)
    assert await morning(desk, NEXT + DAY) == [question]


async def test_a_message_of_a_schedule_that_was_paused_is_left_to_another(desk: Desk) -> None:
    first = await desk.schedule()
    await desk.schedule(minutes=540, channel_id=9)
    (question,) = await ask(desk)
    (message,) = about_questions(await desk.claim(NEXT))
    await desk.library.outbox.postpone(message, Reason.UNREACHABLE, 60, maybe_sent=False)
    await desk.library.schedules.pause(GUILD, first.id, by=PERSON)
    assert about_questions(await desk.claim(NEXT + timedelta(minutes=2))) == []
    assert await morning(desk, NEXT + HOUR) == [question]


async def test_it_is_the_next_day_in_the_guild_and_where_the_question_was_asked(desk: Desk) -> None:
    await desk.schedule(zone="Pacific/Kiritimati", minutes=30)  # 19:30 in Tokyo, the day before
    (question,) = await ask(desk)
    assert await morning(desk, datetime(2026, 10, 8, 19, 30, tzinfo=TOKYO)) == []
    assert await morning(desk, datetime(2026, 10, 9, 19, 30, tzinfo=TOKYO)) == [question]


async def test_nothing_is_told_of_a_date_that_is_not_over_where_it_was_asked(desk: Desk) -> None:
    await desk.schedule()
    (question,) = await ask(desk, zone=ZoneInfo("America/Los_Angeles"))
    assert await mornings(desk, 3) == {2: [question]}, "on the first, it was the evening before there"


async def test_a_restored_copy_asks_nobody_again(desk: Desk) -> None:
    await desk.schedule()
    told, to_come = *await ask(desk), *await ask(desk, due_on=DUE + 20 * DAY)
    await desk.database.write(put_off, NEXT + 2 * HOUR)
    assert await mornings(desk, 12, NEXT) == {}
    assert await next_post(desk, told) == DUE.replace(year=2027)
    assert await next_post(desk, to_come) == DUE + 21 * DAY


async def test_what_a_clock_told_of_that_was_ahead_is_told_of_when_it_is_due(desk: Desk) -> None:
    await desk.schedule()
    (question,) = await ask(desk, due_on=DUE + 60 * DAY)
    assert await morning(desk, MORNING + 90 * DAY) == [question]
    assert await mornings(desk, 75) == {61: [question], 68: [question]}


async def test_a_digest_tells_of_open_questions_and_not_of_such_messages(desk: Desk) -> None:
    await desk.schedule()
    await ask(desk)
    soon, later = *await ask(desk, due_on=DUE + 5 * DAY), *await ask(desk, due_on=DUE + 9 * DAY)
    await mornings(desk, 2)
    guild = await desk.library.guilds.get(GUILD)
    found = await desk.library.digests.of_channel(guild, CHANNEL, desk.now + HOUR)
    assert [one.id for one in found.questions] == [soon, later]
    assert len(found.posts) == 2


@pytest.mark.parametrize("language", [*Language])
async def test_digests_and_the_ends_of_articles_name_open_questions_but_no_numbers(
    desk: Desk, texts: Texts, language: Language
) -> None:
    (article,) = [one for one in await desk.library.articles.all(GUILD) if one.guild_id == GUILD]
    await desk.library.queue.give_word(GUILD, article.id, 1)
    await desk.schedule(content=Content.PARTS, article_id=article.id)
    (question,) = await ask(desk, due_on=DUE + 90 * DAY)
    await desk.library.forecasts.give(GUILD, question, PERSON, 730)
    closing, at = None, MORNING
    while closing is None:
        for claim in await desk.claim(at):
            await desk.library.outbox.confirm(claim, claim.delivery.id)
            if claim.delivery.part and claim.delivery.part.closes:
                closing = await desk.library.serial_posts.of(claim.delivery)
        at += DAY
    renderer = Renderer(texts, language)
    assert isinstance(closing, ClosingPost)
    guild = await desk.library.guilds.get(GUILD)
    digest = await desk.library.digests.of_channel(guild, CHANNEL, desk.now + HOUR)
    for key, made in (
        ("closing-questions", closing_embed(renderer, closing)),
        ("digest-questions", digest_embed(renderer, digest)),
    ):
        text = made.description or ""
        assert f"**{renderer.say(key)}**\n- 問い0" in text
        assert "73" not in text
    desk.now = MORNING + 92 * DAY
    assert (await desk.library.serial_posts.of(claim.delivery)) == replace(closing, questions=())


async def test_what_was_stored_of_such_messages_is_purged_and_nobody_is_asked_again(desk: Desk) -> None:
    await desk.schedule()
    (question,) = await ask(desk)
    assert await mornings(desk, 10) == {1: [question], 8: [question]}
    desk.now = MORNING + 200 * DAY
    desk.library.guilds.membership_known.set()
    await desk.library.guilds.purge()
    assert await mornings(desk, 3, desk.now) == {}


async def test_predictions_say_that_there_are_questions_about_them(desk: Desk) -> None:
    (question,) = await ask(desk)
    asked = await desk.library.questions.get(GUILD, question)
    assert asked.item
    assert (await desk.library.selection.found(GUILD, asked.item.id)).asked
    first, position, count = await desk.library.articles.prediction(GUILD, asked.article.id, 0)
    assert (first.asked, position) == (first.item.id == asked.item.id, 0)
    last, position, _ = await desk.library.articles.prediction(GUILD, asked.article.id, 99)
    assert (last.asked, position) == (last.item.id == asked.item.id, count - 1)
    guild = await desk.library.guilds.get(GUILD)
    today = await desk.library.selection.prediction_of_the_day(guild, Language.JA)
    assert today.asked == (today.item.id == asked.item.id)


DATES = st.dates(date(2000, 1, 1), date(2090, 1, 1))


@given(due_on=DATES, posted=DATES)
def test_an_anniversary_is_of_the_same_day_and_later(due_on: date, posted: date) -> None:
    found = next_anniversary(due_on, posted)
    assert found > max(posted, due_on)
    assert (found.month, found.day) == (due_on.month, due_on.day) or (due_on.month, due_on.day) == (2, 29)
    assert anniversary(due_on, found.year - 1) <= max(posted, due_on), "the first one"


@given(due_on=DATES, waited=st.integers(1, 2_000), resolved=st.booleans())
@example(due_on=DUE, waited=365 - 7, resolved=False)  # a week later is an anniversary
def test_a_question_is_asked_twice_at_most_however_long_posts_waited(
    due_on: date, waited: int, resolved: bool
) -> None:
    now = datetime(2200, 1, 1, tzinfo=UTC)
    outcome = (Resolution(1, Outcome.NO, "x", PERSON, now - 2 * DAY),) if resolved else ()
    question = Question(1, GUILD, 1, 1, "", "", due_on, "UTC", now, PERSON, now, due_on + DAY, outcome)
    posted, told = due_on + waited * DAY, 0
    for _ in range(6):
        told += is_told(question, now)
        following_on = following(question, posted, now)
        assert following_on > posted
        question, posted = replace(question, next_post=following_on), following_on
    assert told == (6 if resolved else 2)
