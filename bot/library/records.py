"""How good the forecasts of a guild's members were, and who agreed to be named for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from bot import scoring
from bot.library.votes import Votes
from bot.model import BoardEntry, Forecast, Question
from bot.scoring import MIN_RESOLVED, Bin, Score
from bot.store import forecasts, questions
from bot.store.database import Database, in_snapshot, in_transaction


@dataclass(frozen=True, slots=True)
class Record:
    """How good somebody's forecasts in a guild were: of each question that came to yes or no, the last that
    closed first, and on average (None where there is none). `agrees` is whether the board may name them."""

    scored: tuple[tuple[Question, Score], ...]
    mean: Score | None
    bins: tuple[Bin, ...]
    agrees: bool

    @property
    def questions(self) -> int:
        """Return how many questions count."""
        return len(self.scored)

    @property
    def ranked(self) -> bool:
        """Return whether these are enough to compare people by."""
        return self.questions >= MIN_RESOLVED


@dataclass(frozen=True, slots=True)
class Board:
    """Those who agreed to be named and have forecast enough questions, the best first; how often what the
    community's median said when a question closed came true, over all `questions` that somebody forecast."""

    entries: tuple[BoardEntry, ...]
    bins: tuple[Bin, ...]
    questions: int


class Records:
    """Scores forecasts, each time afresh from what is stored: whatever editors undo or resolve anew, nothing
    of an earlier score is left. Forecasters are known by the keyed hash that votes have."""

    def __init__(self, database: Database, clock: Callable[[], datetime], votes: Votes) -> None:
        self._db = database
        self._clock = clock
        self._forecaster = votes.voter

    @in_snapshot
    def mine(self, snapshot: sqlite3.Connection, guild_id: int, user_id: int) -> Record:
        """Return how good a person's forecasts in a guild were."""
        forecaster, now = self._forecaster(user_id), self._clock()
        scored: list[tuple[Question, Score]] = []
        said: list[tuple[float, bool]] = []
        for question, outcome, given in _resolved(snapshot, guild_id, now):
            score = scoring.scores(question, given, now, [forecaster]).get(forecaster)
            if score is not None:
                scored.append((question, score))
                said.append((scoring.last_said(question, given)[forecaster], outcome))
        scored.sort(key=lambda one: (one[0].closes_at, one[0].id), reverse=True)
        return Record(
            tuple(scored),
            scoring.mean([score for _, score in scored]),
            scoring.bins(said),
            forecasts.agrees(snapshot, guild_id, forecaster),
        )

    @in_snapshot
    def board(self, snapshot: sqlite3.Connection, guild_id: int) -> Board:
        """Return who was best in a guild, of those who agreed to be named."""
        agreed, now = forecasts.board(snapshot, guild_id), self._clock()
        found: dict[bytes, list[Score]] = {}
        said: list[tuple[float, bool]] = []
        for question, outcome, given in _resolved(snapshot, guild_id, now):
            for forecaster, score in scoring.scores(question, given, now, agreed).items():
                found.setdefault(forecaster, []).append(score)
            last = scoring.last_said(question, given)
            if last:
                said.append((median(last.values()), outcome))
        entries = [
            _entry(agreed[forecaster], scored)
            for forecaster, scored in found.items()
            if len(scored) >= MIN_RESOLVED
        ]
        entries.sort(key=lambda entry: (-entry.relative, entry.brier, entry.user_id))
        return Board(tuple(entries), scoring.bins(said), len(said))

    @in_transaction
    def appear(self, transaction: sqlite3.Connection, guild_id: int, user_id: int, agree: bool) -> None:
        """Store that a person agrees to be named on a guild's board, or not any more. Safe to repeat."""
        forecaster = self._forecaster(user_id)
        if agree:
            forecasts.agree(transaction, guild_id, forecaster, user_id, self._clock())
        else:
            forecasts.disagree(transaction, guild_id, forecaster)


def _resolved(
    snapshot: sqlite3.Connection, guild_id: int, now: datetime
) -> Iterator[tuple[Question, bool, list[Forecast]]]:
    """Yield the questions of a guild that came to yes or no, with all their forecasts."""
    outcomes = {one: scoring.came_true(one, now) for one in questions.of_guild(snapshot, guild_id)}
    known = [one.id for one, outcome in outcomes.items() if outcome is not None]
    given = forecasts.of_questions(snapshot, known)
    for question, outcome in outcomes.items():
        if outcome is not None and question.id in given:
            yield question, outcome, given[question.id]


def _entry(user_id: int, given: Sequence[Score]) -> BoardEntry:
    mean = scoring.mean(given)
    assert mean is not None  # noqa: S101 - nobody is ranked without
    return BoardEntry(user_id, len(given), mean.brier, mean.log, mean.relative)
