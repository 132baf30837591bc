"""Rows of questions about predictions, of what editors said came of them, and of who objected."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from bot.model import Objection, Outcome, Question, Resolution
from bot.store import deletions
from bot.store.articles import visible_to
from bot.store.sql import Row, column, day, json_array, moment, rows, seconds
from bot.words import fold

_NAMES = (
    *("id", "guild_id", "article_id", "item_id", "words", "text", "due_on", "zone", "due_at"),
    *("asked_by", "asked_at", "next_post"),
)
_COLUMNS = ", ".join(f"question.{name}" for name in _NAMES)
_SEEN = f"question CROSS JOIN article ON article.id = article_id AND {visible_to()}"
"""The questions whose articles the guild `:guild` sees."""
_SAME = (
    "SELECT :item UNION SELECT replaces FROM item WHERE id = :item AND replaces IS NOT NULL"
    " UNION SELECT id FROM item WHERE replaces = :item AND guild_id = :guild"
)
"""An item, what it stands in the place of, and what the guild's editors put in its place."""


def get(connection: sqlite3.Connection, guild_id: int, question_id: int) -> Question | None:
    """Return a guild's question; None where there is none, or the guild doesn't see its article."""
    found = _questions(connection, "question.id = :question", guild_id, question=question_id)
    return found[0] if found else None


def of_guild(connection: sqlite3.Connection, guild_id: int) -> list[Question]:
    """Return all questions of a guild whose articles it sees, by when they are due."""
    return _questions(connection, "true", guild_id)


def of_article(connection: sqlite3.Connection, guild_id: int, article_id: int) -> list[Question]:
    """Return a guild's questions about an article that it sees, by when they are due."""
    return _questions(connection, "article_id = :article", guild_id, article=article_id)


def of_item(connection: sqlite3.Connection, guild_id: int, item_id: int) -> list[Question]:
    """Return a guild's questions about an item of an article that it sees, about what it stands in the place
    of or what editors put in its place, by when they are due."""
    return _questions(connection, f"item_id IN ({_SAME})", guild_id, item=item_id)


def by_ids(
    connection: sqlite3.Connection, guild_id: int, question_ids: Sequence[int], *, seen: bool = True
) -> list[Question]:
    """Return those of these questions that are the guild's, in that order; with `seen` only those whose
    articles it sees."""
    found = rows(
        connection,
        f"SELECT {_COLUMNS} FROM {_SEEN if seen else 'question'} WHERE question.guild_id = :guild"
        " AND question.id IN (SELECT value FROM json_each(:among))",
        {"guild": guild_id, "among": json_array(question_ids)},
    )
    there = {one.id: one for one in _parsed(connection, found)}
    return [there[one] for one in question_ids if one in there]


def to_post(connection: sqlite3.Connection, guild_id: int, today: date, limit: int) -> list[Question]:
    """Return the questions of a guild that a post is to tell of on that date, who have waited for longest
    first."""
    order = "next_post, question.id LIMIT :limit"
    about = {"today": today.isoformat(), "limit": limit}
    return _questions(connection, "next_post <= :today", guild_id, order, **about)


def _questions(
    connection: sqlite3.Connection,
    condition: str,
    guild_id: int,
    order: str = "due_at, question.id",
    **about: object,
) -> list[Question]:
    found = rows(
        connection,
        f"SELECT {_COLUMNS} FROM {_SEEN} WHERE question.guild_id = :guild AND {condition} ORDER BY {order}",
        {"guild": guild_id, **about},
    )
    return _parsed(connection, found)


def everything(connection: sqlite3.Connection) -> list[Question]:
    """Return all questions of all guilds."""
    return _parsed(connection, rows(connection, f"SELECT {_COLUMNS} FROM question"))


def _parsed(connection: sqlite3.Connection, found: Sequence[Row]) -> list[Question]:
    made = _resolutions(connection, [row[0] for row in found])
    return [_question(row, made.get(row[0], ())) for row in found]


def _question(row: Row, resolutions: Iterable[Resolution]) -> Question:
    columns: dict[str, Any] = dict(zip(_NAMES, row, strict=True))
    columns["due_on"] = date.fromisoformat(columns["due_on"])
    columns["due_at"] = moment(columns["due_at"])
    columns["asked_at"] = moment(columns["asked_at"])
    columns["next_post"] = day(columns["next_post"])
    return Question(**columns, resolutions=tuple(resolutions))


def _resolutions(connection: sqlite3.Connection, question_ids: Iterable[int]) -> dict[int, list[Resolution]]:
    found = rows(
        connection,
        "SELECT question_id, id, outcome, evidence, made_by, made_at, undone_at FROM resolution"
        " WHERE question_id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json_array(question_ids),),
    )
    made: dict[int, list[Resolution]] = {}
    for question_id, number, outcome, evidence, made_by, made_at, undone_at in found:
        resolution = Resolution(
            number, Outcome(outcome), evidence, made_by, moment(made_at), moment(undone_at)
        )
        made.setdefault(question_id, []).append(resolution)
    return made


def with_questions(connection: sqlite3.Connection, guild_id: int, item_ids: Collection[int]) -> set[int]:
    """Return those of these items that a guild has questions about, as `of_item` finds them; whoever asks
    sees their article."""
    found = column(
        connection,
        "SELECT asked.value FROM json_each(:items) AS asked WHERE EXISTS (SELECT 1 FROM question"
        f" WHERE guild_id = :guild AND item_id IN ({_SAME.replace(':item', 'asked.value')}))",
        {"guild": guild_id, "items": json_array(item_ids)},
    )
    return set(found)


def insert(transaction: sqlite3.Connection, question: Question) -> int:
    """Store a question (its `id` and `resolutions` are ignored); return its id."""
    (row,) = rows(
        transaction,
        "INSERT INTO question (guild_id, article_id, item_id, words, text, due_on, zone, due_at, asked_by,"
        " asked_at, next_post) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            question.guild_id,
            question.article_id,
            question.item_id,
            question.words,
            question.text,
            question.due_on.isoformat(),
            question.zone,
            seconds(question.due_at),
            question.asked_by,
            seconds(question.asked_at),
            question.next_post and question.next_post.isoformat(),
        ),
    )
    return int(row[0])


def change(transaction: sqlite3.Connection, question: Question) -> None:
    """Store another text and due date of a question."""
    transaction.execute(
        "UPDATE question SET text = ?, due_on = ?, due_at = ?, next_post = ? WHERE id = ?",
        (
            question.text,
            question.due_on.isoformat(),
            seconds(question.due_at),
            question.next_post and question.next_post.isoformat(),
            question.id,
        ),
    )


def set_next_post(transaction: sqlite3.Connection, question_id: int, next_post: date | None) -> None:
    """Store from which date on a post tells of a question; None: none does."""
    transaction.execute(
        "UPDATE question SET next_post = ? WHERE id = ?",
        (next_post and next_post.isoformat(), question_id),
    )


def delete(transaction: sqlite3.Connection, question_id: int) -> None:
    """Delete a question, with all that was said of it."""
    cursor = transaction.execute("DELETE FROM question WHERE id = ?", (question_id,))
    if cursor.rowcount:
        deletions.store(transaction, "question", [question_id])


def resolve(
    transaction: sqlite3.Connection,
    question_id: int,
    outcome: Outcome,
    evidence: str,
    made_by: int,
    at: datetime,
) -> None:
    """Store what came of a question."""
    transaction.execute(
        "INSERT INTO resolution (question_id, outcome, evidence, made_by, made_at) VALUES (?, ?, ?, ?, ?)",
        (question_id, outcome, evidence, made_by, seconds(at)),
    )


def undo(transaction: sqlite3.Connection, resolution_id: int, at: datetime) -> None:
    """Store that a resolution was undone."""
    transaction.execute(
        "UPDATE resolution SET undone_at = ? WHERE id = ? AND undone_at IS NULL", (seconds(at), resolution_id)
    )


def put_objection(
    transaction: sqlite3.Connection, resolution_id: int, forecaster: bytes, objection: Objection
) -> None:
    """Store somebody's objection to a resolution, in the place of their earlier one."""
    transaction.execute(
        "INSERT INTO objection (resolution_id, forecaster, reason, made_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (resolution_id, forecaster) DO UPDATE SET reason = excluded.reason,"
        " made_at = excluded.made_at",
        (resolution_id, forecaster, objection.reason, seconds(objection.made_at)),
    )


def objections(connection: sqlite3.Connection, resolution_id: int) -> list[Objection]:
    """Return the objections to a resolution, the oldest first."""
    statement = "SELECT reason, made_at FROM objection WHERE resolution_id = ? ORDER BY made_at, forecaster"
    return [Objection(reason, moment(at)) for reason, at in rows(connection, statement, (resolution_id,))]


def about(connection: sqlite3.Connection, guild_id: int, item_id: int) -> list[int]:
    """Return the ids of a guild's questions that name an item, whether or not the guild sees its article."""
    statement = "SELECT id FROM question WHERE guild_id = ? AND item_id = ?"
    return column(connection, statement, (guild_id, item_id))


def withdraw(transaction: sqlite3.Connection, now: datetime) -> None:
    """Have what was asked, resolved or undone later than `now` be of now: a clock that was ahead stored it.
    Otherwise a question stays open that was resolved, and what is said of it before then has no score."""
    for table, name in (("question", "asked_at"), ("resolution", "made_at"), ("resolution", "undone_at")):
        transaction.execute(f"UPDATE {table} SET {name} = :now WHERE {name} > :now", {"now": seconds(now)})


def attach(transaction: sqlite3.Connection, question_ids: Iterable[int], item_id: int) -> None:
    """Have questions be about an item."""
    transaction.execute(
        "UPDATE question SET item_id = ? WHERE id IN (SELECT value FROM json_each(?))",
        (item_id, json_array(question_ids)),
    )


def leave(transaction: sqlite3.Connection, item_ids: Collection[int]) -> None:
    """Have the questions about items that editors made, and that are about to be deleted, be about what was
    read in their places; about none where nothing was."""
    transaction.execute(
        "UPDATE question SET item_id = (SELECT replaces FROM item WHERE item.id = item_id)"
        " WHERE item_id IN (SELECT value FROM json_each(?))",
        (json_array(item_ids),),
    )


def follow(transaction: sqlite3.Connection, article_id: int) -> None:
    """Have an article's questions that are about no item (any more) be about the prediction that has their
    words, where the article has one that the guild can see."""
    lost = rows(
        transaction,
        "SELECT id, guild_id, words FROM question WHERE article_id = ? AND item_id IS NULL",
        (article_id,),
    )
    _attach_by_words(transaction, article_id, lost)


def hand_over(transaction: sqlite3.Connection, before: int, after: int) -> None:
    """Have the questions about an article be about its next version, and about the prediction in it that has
    the words of the one before, if there is one."""
    asked = rows(
        transaction,
        "SELECT question.id, question.guild_id, ifnull(item.text, words)"
        " FROM question LEFT JOIN item ON item.id = item_id WHERE question.article_id = ?",
        (before,),
    )
    transaction.execute(
        "UPDATE question SET article_id = ?, item_id = NULL WHERE article_id = ?", (after, before)
    )
    _attach_by_words(transaction, after, asked)


def _attach_by_words(transaction: sqlite3.Connection, article_id: int, asked: Sequence[Row]) -> None:
    """Have questions (their ids, guilds and words) be about an article's predictions with these words."""
    if not asked:
        return
    there = rows(
        transaction,
        "SELECT guild_id, text, id FROM item WHERE article_id = ? AND kind = 'prediction' ORDER BY id DESC",
        (article_id,),
    )
    known = {(guild_id, fold(text)): item_id for guild_id, text, item_id in there}
    for question_id, guild_id, words in asked:
        item_id = known.get((guild_id, fold(words))) or known.get((None, fold(words)))
        if item_id is not None:
            attach(transaction, [question_id], item_id)
