"""What people think of questions, and what others may know of that."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import scoring
from bot.errors import UserError
from bot.library.questions import AskedQuestion, asked, present
from bot.library.votes import Votes
from bot.model import Community, Forecast, Question, QuestionState
from bot.store import forecasts, questions
from bot.store.database import Database, in_snapshot, in_transaction

MOST_CHANGES = 1_000
"""Forecasts that are kept of one person on one question: nobody changes their mind so often, but a script."""


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question, as one person is shown it: the one at `position` (from 0) of those in a state.

    `asked` is None where there is none in that state. `counts` are how many there are in each state, `own`
    are the person's forecasts, the oldest first. `community` is None where nobody gave any, and until the
    person did, or nobody ever can any more.
    """

    asked: AskedQuestion | None
    state: QuestionState
    position: int
    counts: Mapping[QuestionState, int]
    own: tuple[Forecast, ...] = ()
    community: Community | None = None


class Forecasts:
    """Keeps what people think of the questions of a guild: each person is known by the keyed hash that votes
    have, and each change is kept."""

    def __init__(self, database: Database, clock: Callable[[], datetime], votes: Votes) -> None:
        self._db = database
        self._clock = clock
        self._forecaster = votes.voter

    @in_snapshot
    def page(
        self, snapshot: sqlite3.Connection, guild_id: int, state: QuestionState, position: int, user_id: int
    ) -> QuestionPage:
        """Return the question at a position of a guild's in a state, or the last one there is: open ones by
        when they are due, due ones with the oldest first, resolved ones with the latest first."""
        by_state = self._by_state(snapshot, guild_id)
        position = max(0, min(position, len(by_state[state]) - 1))
        return self._page(snapshot, by_state, state, position, user_id)

    @in_snapshot
    def show(
        self, snapshot: sqlite3.Connection, guild_id: int, question_id: int, user_id: int
    ) -> QuestionPage:
        """Return a question as `page` does. Raises UserError("question-gone") where there is none (any more),
        or the guild doesn't see its article."""
        return self._show(snapshot, guild_id, question_id, user_id)

    @in_transaction
    def give(
        self,
        transaction: sqlite3.Connection,
        guild_id: int,
        question_id: int,
        user_id: int,
        probability: int,
    ) -> QuestionPage:
        """Store how probable somebody thinks it is, in thousandths from 1 to 999, and return the question as
        `page` does. What they thought before is kept; the same once more changes nothing.

        Raises UserError: "question-gone", "forecast-closed" where it is due or was resolved, and
        "forecast-changes" after `MOST_CHANGES`.
        """
        question, now = present(transaction, guild_id, question_id), self._clock()
        if question.state(now) is not QuestionState.OPEN:
            raise UserError("forecast-closed")
        forecaster = self._forecaster(user_id)
        own = forecasts.of_forecaster(transaction, question.id, forecaster)
        if not own or own[-1].probability != probability:
            if len(own) >= MOST_CHANGES:
                raise UserError("forecast-changes", limit=MOST_CHANGES)
            # A clock that was set back makes none the last one that isn't.
            at = max(now, own[-1].made_at) if own else now
            forecasts.put(transaction, question.id, Forecast(forecaster, probability, at))
        return self._show(transaction, guild_id, question_id, user_id)

    def _show(
        self, connection: sqlite3.Connection, guild_id: int, question_id: int, user_id: int
    ) -> QuestionPage:
        by_state = self._by_state(connection, guild_id)
        for state, some in by_state.items():
            for position, question in enumerate(some):
                if question.id == question_id:
                    return self._page(connection, by_state, state, position, user_id)
        raise UserError("question-gone")

    def _by_state(self, connection: sqlite3.Connection, guild_id: int) -> dict[QuestionState, list[Question]]:
        now = self._clock()
        by_state: dict[QuestionState, list[Question]] = {state: [] for state in QuestionState}
        for question in questions.of_guild(connection, guild_id):
            by_state[question.state(now)].append(question)
        by_state[QuestionState.RESOLVED].sort(key=lambda one: _resolved_at(one, now), reverse=True)
        return by_state

    def _page(
        self,
        connection: sqlite3.Connection,
        by_state: Mapping[QuestionState, Sequence[Question]],
        state: QuestionState,
        position: int,
        user_id: int,
    ) -> QuestionPage:
        counts = {one: len(some) for one, some in by_state.items()}
        if not by_state[state]:
            return QuestionPage(None, state, 0, counts)
        question, forecaster = by_state[state][position], self._forecaster(user_id)
        given = forecasts.of_questions(connection, [question.id]).get(question.id, [])
        own = tuple(one for one in given if one.forecaster == forecaster)
        community = community_of(question, given, own, self._clock())
        return QuestionPage(asked(connection, question), state, position, counts, own, community)


def community_of(
    question: Question, given: Sequence[Forecast], own: Sequence[Forecast], now: datetime
) -> Community | None:
    """Return what everybody thinks of a question, of which all forecasts are `given`; None where nobody gave
    one, and for whoever gave none of their `own` as long as it is open, or opens again if its resolution is
    undone."""
    over = question.due_at <= now or question.resolution(now) is not None
    if not given or not (own or over):
        return None
    return Community(len({one.forecaster for one in given}), scoring.movements(given))


def _resolved_at(question: Question, now: datetime) -> tuple[datetime, int]:
    resolution = question.resolution(now)
    assert resolution is not None  # noqa: S101 - it is resolved
    return resolution.final_at, question.id
