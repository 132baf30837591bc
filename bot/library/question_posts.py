"""The posts that tell of questions: which of them tells of which, and when it is told of again.

A question is told of on the day after it is due, a week later where nobody had said what came of it, and on
each anniversary of its due date: what came of it, or, twice at most, that nobody said. A guild gets one such
message a day, in the channel of the first schedule that posts there. Only what is there, or may be, counts as
told.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot import schedule as clockwork
from bot.library.forecasts import community_of
from bot.library.questions import AskedQuestion, asked, first_post
from bot.model import (
    Community,
    Delivery,
    DeliveryKind,
    Outcome,
    Problem,
    Question,
    Reason,
    Schedule,
)
from bot.store import forecasts, question_posts, questions
from bot.store.database import Database, in_snapshot

AT_ONCE = 5
"""Questions that one message tells of."""
DAY, WEEK = timedelta(days=1), timedelta(days=7)
MOST_READ = 500
"""Questions that are looked at for one message."""
BUGS = (Problem.REJECTED, Reason.INTERNAL)
"""Why a message is not there though its channel can be posted in: another one would fare no better."""


@dataclass(frozen=True, slots=True)
class ToldQuestion:
    """A question that a post tells of, and what people thought of it when it closed (None: nobody did)."""

    asked: AskedQuestion
    community: Community | None


class NothingLeftError(Exception):
    """None of the questions that a post was to tell of is there any more."""


class QuestionPosts:
    """Reads what posts tell of questions, as all is when they are sent."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock

    @in_snapshot
    def of(self, snapshot: sqlite3.Connection, delivery: Delivery) -> list[ToldQuestion]:
        """Return what a delivery tells of that the guild still has and sees. Raises NothingLeftError where it
        has none of it."""
        now, guild_id = self._clock(), delivery.guild_id
        found = questions.by_ids(snapshot, guild_id, delivery.questions)
        if not found:
            raise NothingLeftError
        given = forecasts.of_questions(snapshot, [one.id for one in found])
        return [
            ToldQuestion(asked(snapshot, one), community_of(one, given.get(one.id, ()), (), now))
            for one in found
        ]


def following(question: Question, posted: date, now: datetime) -> date:
    """Return from which date on a question is told of again after it was on the date `posted` (pure).

    Nothing but the date itself says which time it is: before the first, it is `first_post`.
    """
    first = question.next_post is not None and question.next_post <= first_post(question.due_on)
    if first and question.resolution(now) is None:
        again = posted + WEEK
        return again + DAY if again == anniversary(question.due_on, again.year) else again
    return next_anniversary(question.due_on, posted)


def anniversary(due_on: date, year: int) -> date:
    """Return the anniversary of a due date in that year (pure): of a 29 February the 28th."""
    try:
        return due_on.replace(year=year)
    except ValueError:
        return due_on.replace(year=year, day=28)


def next_anniversary(due_on: date, after: date) -> date:
    """Return the first anniversary of a due date that is later than both dates (pure)."""
    after = max(after, due_on)
    this_year = anniversary(due_on, after.year)
    return this_year if this_year > after else anniversary(due_on, after.year + 1)


def is_told(question: Question, now: datetime) -> bool:
    """Return whether there is anything to tell of a question that is due (pure): not of one that is void, and
    after two times no more that nobody said what came of it."""
    resolution = question.resolution(now)
    if resolution is not None:
        return resolution.outcome is not Outcome.VOID
    asked_on = question.next_post or question.due_on
    return asked_on != anniversary(question.due_on, asked_on.year)


def slot_of(day: date) -> str:
    """Return the slot of the message that tells of questions on a guild's local date (pure)."""
    return f"{DeliveryKind.QUESTIONS}:{day.isoformat()}"


def date_of(slot: str) -> date:
    """Return the local date that the slot of a post, or of such a message, stands for (pure)."""
    return date.fromisoformat(slot.rpartition(":")[2])


def choose_questions(
    transaction: sqlite3.Connection, schedule: Schedule, today: date, now: datetime
) -> tuple[int, ...]:
    """Return the ids of the questions that the channel of a schedule is told of on that local date of its
    guild, those that have waited for longest first; none where another of its schedules tells of some.

    They are few: the others come on the following days. What is proposed waits until it counts; what there
    is nothing to tell of is put off.
    """
    guild_id = schedule.guild_id
    due = questions.to_post(transaction, guild_id, today, MOST_READ)
    # Where the channel can't be posted in, another schedule may tell of them.
    unable = any(problem.stops and problem.examinable for problem in schedule.problems)
    if not due or unable or question_posts.told(transaction, guild_id, slot_of(today)):
        return ()
    chosen: list[int] = []
    coming = question_posts.under_way(transaction, guild_id)
    for question in due:
        if question.id in coming or question.due_at > now or question.proposed(now):
            continue
        if not is_told(question, now):
            questions.set_next_post(transaction, question.id, following(question, today, now))
        elif len(chosen) < AT_ONCE:
            chosen.append(question.id)
    return tuple(chosen)


def settle(transaction: sqlite3.Connection, delivery: Delivery, now: datetime) -> None:
    """Store when the questions of a message that is done are told of again: those of one that is surely not
    there as if it had never been, unless the message itself was to blame."""
    if not (delivery.state.may_be_there or delivery.reason in BUGS):
        return
    posted = date_of(delivery.slot)
    for question in questions.by_ids(transaction, delivery.guild_id, delivery.questions, seen=False):
        if question.next_post is not None and question.next_post <= posted:
            questions.set_next_post(transaction, question.id, following(question, posted, now))


def put_off(transaction: sqlite3.Connection, now: datetime) -> None:
    """Have nothing told of until its next anniversary that was to be told of until `now`: a database that was
    restored from a copy doesn't know whether it was."""
    for one in questions.everything(transaction):
        today = clockwork.local_date(now, clockwork.stored_zone(one.zone))
        if one.next_post is not None and one.next_post <= today:
            questions.set_next_post(transaction, one.id, next_anniversary(one.due_on, today))
