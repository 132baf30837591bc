"""Rows that hold something about one person, and how they are anonymized."""

from __future__ import annotations

import sqlite3

from bot.model import (
    NOBODY,
    OUTSIDE,
    ItemKind,
    Outcome,
    OwnArticle,
    OwnBoard,
    OwnConsent,
    OwnForecast,
    OwnNotice,
    OwnObjection,
    OwnPlace,
    OwnQuestion,
    OwnReminder,
    OwnResolution,
    OwnSaved,
    OwnSchedule,
    OwnSuggestion,
    OwnVote,
    PartSize,
    Stored,
    Vote,
    VoteReason,
)
from bot.store import meta, refusals
from bot.store.articles import visible_to
from bot.store.deletions import store_person
from bot.store.items import SHOWN
from bot.store.sql import Row, column, moment, rows

_DELETIONS = "deletions"
"""A number under this name in `meta`; nothing says whose data were deleted."""
_SEEN = f"{visible_to()} AND {SHOWN}"
VOTES = (
    f"SELECT vote.guild_id, vote.item_id, value, reason, voted_at, {_SEEN}, kind, item.text, title"
    " FROM vote CROSS JOIN item ON item.id = vote.item_id CROSS JOIN article ON article.id = item.article_id"
    " LEFT JOIN review ON review.item_id = item.id AND review.guild_id = :guild"
    " WHERE voter = :voter ORDER BY vote.guild_id, voted_at, vote.item_id"
)
PLACES = (
    f"SELECT place.guild_id, article_id, start, place.size, read_at, iif({visible_to()}, title, NULL)"
    " FROM place CROSS JOIN article ON article.id = article_id"
    " WHERE reader = :voter ORDER BY place.guild_id, read_at, article_id"
)
SCHEDULES = (
    "SELECT guild_id, id, channel_id, created_at, created_by = :user, ifnull(paused_by = :user, 0)"
    " FROM schedule WHERE created_by = :user OR paused_by = :user ORDER BY guild_id, id"
)
ARTICLES = (
    f"SELECT guild_id, id, added_at, iif({visible_to()}, title, NULL)"
    " FROM article WHERE added_by = :user ORDER BY guild_id, id"
)
CONSENTS = (
    f"SELECT consent.guild_id, article_id, given_at, iif({visible_to()}, title, NULL)"
    " FROM consent CROSS JOIN article ON article.id = article_id"
    " WHERE given_by = :user ORDER BY consent.guild_id, given_at, article_id"
)
NOTICES = "SELECT guild_id, schedule_id, created_at FROM notice WHERE person = :user ORDER BY guild_id, id"
SAVED = (
    f"SELECT ifnull(ifnull(article.guild_id, item.guild_id), {OUTSIDE}) AS owner, saved.item_id, saved_at,"
    f" reminded, {_SEEN}, kind, item.text, title"
    " FROM saved CROSS JOIN item ON item.id = saved.item_id"
    " CROSS JOIN article ON article.id = item.article_id"
    " LEFT JOIN review ON review.item_id = item.id AND review.guild_id = :guild"
    " WHERE reader = :voter ORDER BY owner, saved_at, saved.item_id"
)
REMINDERS = "SELECT asked_at, user_id IS NULL FROM reminder WHERE reader = :voter OR user_id = :user"
_ASKED = f"question.guild_id = :guild AND {visible_to()}"
_WORDS = f"iif({_ASKED}, question.text, NULL), iif({_ASKED}, title, NULL)"
FORECASTS = (
    f"SELECT question.guild_id, question.id, probability, made_at, {_WORDS}"
    " FROM forecast CROSS JOIN question ON question.id = question_id"
    " CROSS JOIN article ON article.id = article_id"
    " WHERE forecaster = :voter ORDER BY question.guild_id, made_at, question.id"
)
OBJECTIONS = (
    f"SELECT question.guild_id, question.id, reason, objection.made_at, {_WORDS}"
    " FROM objection CROSS JOIN resolution ON resolution.id = resolution_id"
    " CROSS JOIN question ON question.id = question_id CROSS JOIN article ON article.id = article_id"
    " WHERE forecaster = :voter ORDER BY question.guild_id, objection.made_at, resolution.id"
)
QUESTIONS = (
    f"SELECT question.guild_id, question.id, asked_at, {_WORDS}"
    " FROM question CROSS JOIN article ON article.id = article_id"
    " WHERE asked_by = :user ORDER BY question.guild_id, asked_at, question.id"
)
RESOLUTIONS = (
    f"SELECT question.guild_id, question.id, outcome, evidence, made_at, {_WORDS}"
    " FROM resolution CROSS JOIN question ON question.id = question_id"
    " CROSS JOIN article ON article.id = article_id"
    " WHERE made_by = :user ORDER BY question.guild_id, made_at, resolution.id"
)
BOARDS = (
    "SELECT guild_id, agreed_at FROM board WHERE forecaster = :voter OR user_id = :user ORDER BY guild_id"
)
SUGGESTIONS = (
    "SELECT guild_id, id, url, title, suggested_at FROM suggestion WHERE suggested_by = :user"
    " ORDER BY guild_id, id"
)
FORGET = (
    "DELETE FROM vote WHERE voter = :voter",
    "DELETE FROM place WHERE reader = :voter",
    "DELETE FROM saved WHERE reader = :voter",
    "DELETE FROM reminder WHERE reader = :voter OR user_id = :user",
    f"DELETE FROM notice WHERE person = :user AND guild_id = {OUTSIDE}",
    "DELETE FROM refusal WHERE person = :voter",
    "DELETE FROM forecast WHERE forecaster = :voter",
    "DELETE FROM objection WHERE forecaster = :voter",
    "DELETE FROM board WHERE forecaster = :voter OR user_id = :user",
    f"UPDATE question SET asked_by = {NOBODY} WHERE asked_by = :user",
    f"UPDATE resolution SET made_by = {NOBODY} WHERE made_by = :user",
    f"UPDATE suggestion SET suggested_by = {NOBODY} WHERE suggested_by = :user",
    f"UPDATE schedule SET created_by = {NOBODY} WHERE created_by = :user",
    f"UPDATE schedule SET paused_by = {NOBODY} WHERE paused_by = :user",
    "UPDATE article SET added_by = NULL WHERE added_by = :user",
    f"UPDATE consent SET given_by = {NOBODY} WHERE given_by = :user",
    # What was still to be told is told to an editor, like all that could not be delivered.
    "UPDATE notice SET state = 'untold', retry_at = NULL WHERE person = :user AND retry_at IS NOT NULL",
    f"UPDATE notice SET person = {NOBODY} WHERE person = :user",
)
"""Each is answered from an index."""
PEOPLE = (
    f"SELECT created_by FROM schedule WHERE created_by <> {NOBODY}",
    f"SELECT paused_by FROM schedule WHERE paused_by <> {NOBODY}",
    "SELECT added_by FROM article WHERE added_by IS NOT NULL",
    f"SELECT given_by FROM consent WHERE given_by <> {NOBODY}",
    f"SELECT person FROM notice WHERE person <> {NOBODY}",
    "SELECT user_id FROM reminder WHERE user_id IS NOT NULL",
    "SELECT user_id FROM board",
    f"SELECT asked_by FROM question WHERE asked_by <> {NOBODY}",
    f"SELECT made_by FROM resolution WHERE made_by <> {NOBODY}",
    f"SELECT suggested_by FROM suggestion WHERE suggested_by <> {NOBODY}",
)


def stored(connection: sqlite3.Connection, user_id: int, voter: bytes, guild_id: int) -> Stored:
    """Return all that is stored about a person, known as `voter`, in every guild; words of articles only
    where the guild `guild_id` is shown them now."""
    about = {"user": user_id, "voter": voter, "guild": guild_id}
    return Stored(
        tuple(_vote(row) for row in rows(connection, VOTES, about)),
        tuple(
            OwnPlace(guild, article, start, PartSize(size), moment(read_at), title)
            for guild, article, start, size, read_at, title in rows(connection, PLACES, about)
        ),
        tuple(
            OwnSchedule(guild, schedule, channel, moment(created_at), bool(made), bool(paused))
            for guild, schedule, channel, created_at, made, paused in rows(connection, SCHEDULES, about)
        ),
        tuple(
            OwnArticle(guild, article, moment(added_at), title)
            for guild, article, added_at, title in rows(connection, ARTICLES, about)
        ),
        tuple(
            OwnNotice(guild, schedule, moment(at)) for guild, schedule, at in rows(connection, NOTICES, about)
        ),
        tuple(
            OwnConsent(guild, article, moment(given_at), title)
            for guild, article, given_at, title in rows(connection, CONSENTS, about)
        ),
        saved=tuple(_saved(row) for row in rows(connection, SAVED, about)),
        reminders=tuple(
            OwnReminder(moment(at), bool(ended)) for at, ended in rows(connection, REMINDERS, about)
        ),
        forecasts=tuple(
            OwnForecast(guild, question, probability, moment(made_at), text, title)
            for guild, question, probability, made_at, text, title in rows(connection, FORECASTS, about)
        ),
        objections=tuple(
            OwnObjection(guild, question, reason, moment(made_at), text, title)
            for guild, question, reason, made_at, text, title in rows(connection, OBJECTIONS, about)
        ),
        questions=tuple(
            OwnQuestion(guild, question, moment(asked_at), text, title)
            for guild, question, asked_at, text, title in rows(connection, QUESTIONS, about)
        ),
        resolutions=tuple(
            OwnResolution(guild, question, Outcome(outcome), evidence, moment(made_at), text, title)
            for guild, question, outcome, evidence, made_at, text, title in rows(
                connection, RESOLUTIONS, about
            )
        ),
        boards=tuple(OwnBoard(guild, moment(at)) for guild, at in rows(connection, BOARDS, about)),
        suggestions=tuple(
            OwnSuggestion(guild, suggestion, url, title, moment(at))
            for guild, suggestion, url, title, at in rows(connection, SUGGESTIONS, about)
        ),
        refused_at=refusals.since(connection, voter),
    )


def _vote(row: Row) -> OwnVote:
    guild_id, item_id, value, reason, voted_at, seen, kind, text, title = row
    shown = (ItemKind(kind), text, title) if seen else (None, None, None)
    because = VoteReason(reason) if reason else None
    return OwnVote(guild_id, item_id, Vote(value), because, moment(voted_at), *shown)


def _saved(row: Row) -> OwnSaved:
    owner, item_id, saved_at, reminded, seen, kind, text, title = row
    shown = (ItemKind(kind), text, title) if seen else (None, None, None)
    return OwnSaved(owner, item_id, moment(saved_at), reminded, *shown)


def deletions(connection: sqlite3.Connection) -> int:
    """Return how often people had their data deleted: who stores a person's id long after it was given asks
    before and after."""
    return int(meta.get(connection, _DELETIONS) or 0)


def people(connection: sqlite3.Connection) -> list[int]:
    """Return everybody whose id is stored."""
    return column(connection, f"{' UNION '.join(PEOPLE)} ORDER BY 1")


def voters(connection: sqlite3.Connection) -> list[bytes]:
    """Return everybody who voted, has a place in an article, saved something, wants to be reminded, gave a
    forecast, objected to a resolution, is named on a board, or refuses cards of their messages."""
    known = {
        "reader": ("place", "saved", "reminder"),
        "forecaster": ("forecast", "objection", "board"),
        "person": ("refusal",),
    }
    others = [f" UNION SELECT {name} FROM {table}" for name, tables in known.items() for table in tables]
    return column(connection, f"SELECT voter FROM vote{''.join(others)} ORDER BY 1")


def forget(transaction: sqlite3.Connection, user_id: int | None, voter: bytes) -> bool:
    """Delete a person's votes, places, what they saved, their wish to be reminded, forecasts, objections,
    places on boards and refusal, and take their id (None: it isn't known) out of everything else, which
    stays; return False where there was nothing. A schedule that they paused stays paused."""
    meta.put(transaction, _DELETIONS, str(deletions(transaction) + 1))
    about = {"user": user_id, "voter": voter}
    cursors = [transaction.execute(statement, about) for statement in FORGET]
    found = any(cursor.rowcount for cursor in cursors)
    store_person(transaction, voter, found=found)
    return found
