"""What people thought of the questions that came to yes or no, as an export has it: totals, and never who."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from statistics import fmean, median

from bot import schedule, scoring
from bot.model import Question, Rights
from bot.store import exports, forecasts, own_items, questions


@dataclass(frozen=True, slots=True)
class ForecastTotals:
    """A question that came to yes or no, with how many people forecast, the median (0 to 1) of what they said
    last, and the mean of their Brier scores. `asked_on` is a date where `question` is due."""

    title: str
    question: Question
    asked_on: date
    outcome: bool
    forecasters: int
    median: float
    brier: float

    def line(self) -> bytes:
        """Return it as a line of a JSON Lines file."""
        fields = {
            "article": self.title,
            "prediction": self.question.words,
            "question": self.question.text,
            "asked": self.asked_on.isoformat(),
            "due": self.question.due_on.isoformat(),
            "outcome": self.outcome,
            "forecasters": self.forecasters,
            "median": round(self.median, 4),
            "brier": round(self.brier, 4),
        }
        return f"{json.dumps(fields, ensure_ascii=False)}\n".encode()


def resolved(
    connection: sqlite3.Connection, guild_id: int | None, now: datetime
) -> Iterator[tuple[int, int, Rights, Question, bool]]:
    """Yield the questions of a guild (None: of all that have the bot) that came to yes or no, with what came
    of them, after the guild, the article and its rights, which allow an export. What is about a prediction
    that the guild is not shown any more is left out."""
    for guild, article_id, rights in exports.questioned(connection, guild_id):
        for question in questions.of_article(connection, guild, article_id):
            outcome, item_id = scoring.came_true(question, now), question.item_id
            if outcome is not None and item_id and own_items.shown_in_place(connection, guild, item_id):
                yield guild, article_id, rights, question, outcome


def totals(
    connection: sqlite3.Connection, title: str, question: Question, outcome: bool, now: datetime
) -> ForecastTotals | None:
    """Return what people thought of a question; None where nobody did."""
    given = forecasts.of_questions(connection, [question.id]).get(question.id, [])
    found = scoring.scores(question, given, now)
    if not found:
        return None
    said = scoring.last_said(question, given)
    return ForecastTotals(
        title,
        question,
        schedule.local_date(question.asked_at, schedule.stored_zone(question.zone)),
        outcome,
        len(found),
        median(said.values()) / scoring.CERTAIN,
        fmean(score.brier for score in found.values()),
    )
