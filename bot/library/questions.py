"""Questions about predictions: asked, changed, resolved and objected to."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot import schedule
from bot.errors import UserError
from bot.library.notices import notify_editors
from bot.library.selection import guild_zone
from bot.library.visibility import visible_article, visible_item
from bot.library.votes import Votes
from bot.model import (
    Article,
    Fact,
    Guild,
    Item,
    Language,
    Objection,
    Outcome,
    PredictionKind,
    Question,
)
from bot.store import forecasts, own_items, questions
from bot.store.database import Database, in_snapshot, in_transaction
from bot.words import plain

MOST_OF_ITEM = 5
"""Questions about one prediction."""
MOST_UNRESOLVED = 100
"""Questions of a guild that nothing came of yet."""
TEXT_LENGTH = 300
EVIDENCE_LENGTH = 500
REASON_LENGTH = 500
YEARS = 50
"""How far ahead a question can be due."""
OBJECTED = "notice-objection"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question with all that is shown beside it.

    `item` is the prediction as the guild is shown it now; None where it is not (any more). `objections` are
    those to the last resolution that nobody undid, the oldest first.
    """

    question: Question
    article: Article
    item: Item | None
    forecasters: int
    objections: tuple[Objection, ...] = ()


class Questions:
    """Keeps the questions of guilds. Who may ask and resolve them is for the caller to check."""

    def __init__(self, database: Database, clock: Callable[[], datetime], votes: Votes) -> None:
        self._db = database
        self._clock = clock
        self._forecaster = votes.voter

    @in_snapshot
    def of_item(self, snapshot: sqlite3.Connection, guild_id: int, item_id: int) -> list[Question]:
        """Return a guild's questions about a prediction, about what it stands in the place of or what editors
        put in its place, by when they are due."""
        return questions.of_item(snapshot, guild_id, item_id)

    @in_snapshot
    def of_article(self, snapshot: sqlite3.Connection, guild_id: int, article_id: int) -> list[Question]:
        """Return a guild's questions about an article, by when they are due."""
        return questions.of_article(snapshot, guild_id, article_id)

    @in_snapshot
    def get(self, snapshot: sqlite3.Connection, guild_id: int, question_id: int) -> AskedQuestion:
        """Return a guild's question. Raises UserError("question-gone") where there is none (any more), or the
        guild doesn't see its article."""
        return asked(snapshot, present(snapshot, guild_id, question_id))

    @in_transaction
    def ask(
        self,
        transaction: sqlite3.Connection,
        guild: Guild,
        home: Language,
        item_id: int,
        text: str,
        due_on: date,
        user_id: int,
    ) -> Question:
        """Store a question about a prediction, which can come true until the end of `due_on` in the guild's
        zone; `home` is the language of its Discord locale.

        Raises UserError: "article-gone" for what the guild can't see, "unreviewed" for what it isn't shown,
        "question-not-outlook" for what says nothing about what will happen, "question-text" where it is empty
        or too long, "question-past" and "question-far" for the date, "question-limit" and "questions-full".
        """
        now, zone = self._clock(), guild_zone(guild, home)
        visible_item(transaction, guild.id, item_id)
        item = own_items.shown_in_place(transaction, guild.id, item_id)
        if item is None:
            raise UserError("unreviewed")
        if item.prediction_kind in (None, PredictionKind.CLAIM, PredictionKind.LIMIT):
            raise UserError("question-not-outlook")
        text = _text(text)
        if len(questions.of_item(transaction, guild.id, item.id)) >= MOST_OF_ITEM:
            raise UserError("question-limit", limit=MOST_OF_ITEM)
        every = questions.of_guild(transaction, guild.id)
        if sum(one.resolution(now) is None for one in every) >= MOST_UNRESOLVED:
            raise UserError("questions-full", limit=MOST_UNRESOLVED)
        new = Question(
            id=0,
            guild_id=guild.id,
            article_id=item.article_id,
            item_id=item.id,
            words=item.text,
            text=text,
            due_on=due_on,
            zone=zone.key,
            due_at=_due_at(due_on, zone, now),
            asked_by=user_id,
            asked_at=now,
            next_post=first_post(due_on),
        )
        return present(transaction, guild.id, questions.insert(transaction, new))

    @in_transaction
    def change(
        self,
        transaction: sqlite3.Connection,
        guild_id: int,
        question_id: int,
        text: str,
        due_on: date,
        seen: Question | None = None,
    ) -> Question:
        """Store another text and due date of a question that nobody gave a forecast on, in the zone that it
        has.

        Raises UserError: "question-gone", "question-has-forecasts", "question-changed" where somebody
        resolved it or, since it was read as `seen`, changed it, and as `ask` does for its text and its date.
        """
        question = present(transaction, guild_id, question_id)
        _require_no_forecast(transaction, question)
        before = seen or question
        if question.standing or (question.text, question.due_on) != (before.text, before.due_on):
            raise UserError("question-changed")
        due_at = _due_at(due_on, schedule.stored_zone(question.zone), self._clock())
        text, post = _text(text), first_post(due_on)
        changed = replace(question, text=text, due_on=due_on, due_at=due_at, next_post=post)
        questions.change(transaction, changed)
        return present(transaction, guild_id, question_id)

    @in_transaction
    def remove(self, transaction: sqlite3.Connection, guild_id: int, question_id: int) -> None:
        """Delete a question that nobody gave a forecast on. Safe to repeat. Raises
        UserError("question-has-forecasts"): it can only be void then."""
        question = questions.get(transaction, guild_id, question_id)
        if question is not None:
            _require_no_forecast(transaction, question)
            questions.delete(transaction, question.id)

    @in_transaction
    def resolve(
        self,
        transaction: sqlite3.Connection,
        guild_id: int,
        question_id: int,
        seen: int,
        outcome: Outcome,
        evidence: str,
        user_id: int,
    ) -> Question:
        """Store what came of a question, which counts after `OBJECTION_TIME` unless it is undone. `seen` is
        the id of the last resolution that the editor saw, undone or not; 0 for none.

        Raises UserError: "question-gone", "question-changed" where another editor resolved it since, and
        "evidence-missing" and "evidence-long".
        """
        question = present(transaction, guild_id, question_id)
        if seen != (question.resolutions[-1].id if question.resolutions else 0):
            raise UserError("question-changed")
        evidence = plain(evidence)
        if not evidence:
            raise UserError("evidence-missing")
        if len(evidence) > EVIDENCE_LENGTH:
            raise UserError("evidence-long", limit=EVIDENCE_LENGTH)
        questions.resolve(transaction, question.id, outcome, evidence, user_id, self._clock())
        return present(transaction, guild_id, question_id)

    @in_transaction
    def undo(
        self, transaction: sqlite3.Connection, guild_id: int, question_id: int, resolution_id: int
    ) -> Question:
        """Undo a resolution that doesn't count yet: then the one before it does, if there is one. Safe to
        repeat. Raises UserError("question-gone"), and "undo-late" for one that counts already."""
        question, now = present(transaction, guild_id, question_id), self._clock()
        standing = next((one for one in question.standing if one.id == resolution_id), None)
        if standing is not None and standing.final_at <= now:
            raise UserError("undo-late")
        if standing is not None:
            questions.undo(transaction, resolution_id, now)
        return present(transaction, guild_id, question_id)

    @in_transaction
    def object(
        self,
        transaction: sqlite3.Connection,
        guild_id: int,
        question_id: int,
        resolution_id: int,
        user_id: int,
        reason: str,
    ) -> None:
        """Store why somebody who gave a forecast thinks that a resolution is wrong, in the place of what they
        said before; the editor who made it is told once that somebody did.

        Raises UserError: "question-gone", "objection-late" for a resolution that counts already or was
        undone, "objection-no-forecast", and "objection-reason" where it is empty or too long.
        """
        question, now = present(transaction, guild_id, question_id), self._clock()
        proposed, forecaster = question.proposed(now), self._forecaster(user_id)
        if proposed is None or proposed.id != resolution_id:
            raise UserError("objection-late")
        if not forecasts.of_forecaster(transaction, question.id, forecaster):
            raise UserError("objection-no-forecast")
        reason = plain(reason)
        if not 0 < len(reason) <= REASON_LENGTH:
            raise UserError("objection-reason", limit=REASON_LENGTH)
        questions.put_objection(transaction, resolution_id, forecaster, Objection(reason, now))
        # Not with the reason: it goes when whoever gave it has their data deleted.
        fact = Fact(OBJECTED, f"objection:{resolution_id}", {"question": question.text})
        notify_editors(transaction, guild_id, proposed.made_by, fact, now)


def first_post(due_on: date) -> date:
    """Return from which date on a post tells of a question at first (pure)."""
    return due_on + _DAY


def present(connection: sqlite3.Connection, guild_id: int, question_id: int) -> Question:
    """Return a guild's question; raise UserError("question-gone") where there is none (any more), or the
    guild doesn't see its article."""
    question = questions.get(connection, guild_id, question_id)
    if question is None:
        raise UserError("question-gone")
    return question


def asked(connection: sqlite3.Connection, question: Question) -> AskedQuestion:
    """Return a question with all that is shown beside it, of an article that its guild sees."""
    return AskedQuestion(
        question,
        visible_article(connection, question.guild_id, question.article_id),
        own_items.shown_in_place(connection, question.guild_id, question.item_id)
        if question.item_id
        else None,
        forecasts.forecasters(connection, question.id),
        tuple(questions.objections(connection, question.standing[-1].id)) if question.standing else (),
    )


def _require_no_forecast(connection: sqlite3.Connection, question: Question) -> None:
    if forecasts.forecasters(connection, question.id):
        raise UserError("question-has-forecasts")


def _text(text: str) -> str:
    text = plain(text)
    if not 0 < len(text) <= TEXT_LENGTH:
        raise UserError("question-text", limit=TEXT_LENGTH)
    return text


def _due_at(due_on: date, zone: ZoneInfo, now: datetime) -> datetime:
    """Return when a date ends in a zone. Raises UserError("question-past") where it ended already, and
    "question-far" where that is more than `YEARS` away."""
    today = schedule.local_date(now, zone)
    if due_on < today:
        raise UserError("question-past")
    if (due_on.year - YEARS, due_on.month, due_on.day) > (today.year, today.month, today.day):
        raise UserError("question-far", years=YEARS)
    return schedule.day_start(due_on + _DAY, zone)
