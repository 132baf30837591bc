"""Rows of what people think of questions, and of who agreed to be named on the board of a guild. A forecaster
is known by the keyed hash that votes have; of those on a board, the id stands beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import datetime

from bot.model import Forecast
from bot.store import deletions
from bot.store.sql import json_array, moment, one, rows, seconds, value


def put(transaction: sqlite3.Connection, question_id: int, forecast: Forecast) -> None:
    """Store a forecast beside the forecaster's earlier ones, or in the place of one of the same second."""
    transaction.execute(
        "INSERT INTO forecast (question_id, forecaster, made_at, probability) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (question_id, forecaster, made_at) DO UPDATE SET probability = excluded.probability",
        (question_id, forecast.forecaster, seconds(forecast.made_at), forecast.probability),
    )


def withdraw(transaction: sqlite3.Connection, now: datetime) -> None:
    """Have the last forecast that somebody gave later than `now` be of now, in the place of all others of
    then: a clock that was ahead stored them, and those that are given next come after it."""
    about = {"now": seconds(now)}
    transaction.execute(
        "DELETE FROM forecast WHERE made_at >= :now AND EXISTS (SELECT 1 FROM forecast AS later"
        " WHERE later.question_id = forecast.question_id AND later.forecaster = forecast.forecaster"
        " AND later.made_at > forecast.made_at)",
        about,
    )
    transaction.execute("UPDATE forecast SET made_at = :now WHERE made_at > :now", about)


def of_questions(connection: sqlite3.Connection, question_ids: Collection[int]) -> dict[int, list[Forecast]]:
    """Return all forecasts ever given on these questions, by question and in the order of time; questions
    without any are left out."""
    found = rows(
        connection,
        "SELECT question_id, forecaster, probability, made_at FROM json_each(?)"
        " CROSS JOIN forecast ON question_id = json_each.value ORDER BY made_at, forecaster",
        (json_array(question_ids),),
    )
    given: dict[int, list[Forecast]] = {}
    for question_id, forecaster, probability, made_at in found:
        given.setdefault(question_id, []).append(Forecast(forecaster, probability, moment(made_at)))
    return given


def of_forecaster(
    connection: sqlite3.Connection, question_id: int, forecaster: bytes
) -> tuple[Forecast, ...]:
    """Return somebody's forecasts on a question, the oldest first."""
    found = rows(
        connection,
        "SELECT probability, made_at FROM forecast WHERE question_id = ? AND forecaster = ? ORDER BY made_at",
        (question_id, forecaster),
    )
    return tuple(Forecast(forecaster, probability, moment(made_at)) for probability, made_at in found)


def forecasters(connection: sqlite3.Connection, question_id: int) -> int:
    """Return how many people gave a forecast on a question."""
    statement = "SELECT count(DISTINCT forecaster) FROM forecast WHERE question_id = ?"
    return int(value(connection, statement, (question_id,)))


def any_given(connection: sqlite3.Connection) -> bool:
    """Return whether somebody gave a forecast or agreed to be named, in whatever guild."""
    statement = "SELECT EXISTS (SELECT 1 FROM forecast) OR EXISTS (SELECT 1 FROM board)"
    return bool(value(connection, statement))


def board(connection: sqlite3.Connection, guild_id: int) -> dict[bytes, int]:
    """Return the ids of those who agreed to be named on a guild's board, by forecaster."""
    statement = "SELECT forecaster, user_id FROM board WHERE guild_id = ?"
    return dict(rows(connection, statement, (guild_id,)))


def agrees(connection: sqlite3.Connection, guild_id: int, forecaster: bytes) -> bool:
    """Return whether somebody agreed to be named on a guild's board."""
    statement = "SELECT 1 FROM board WHERE guild_id = ? AND forecaster = ?"
    return one(connection, statement, (guild_id, forecaster)) is not None


def agree(
    transaction: sqlite3.Connection, guild_id: int, forecaster: bytes, user_id: int, at: datetime
) -> None:
    """Store that somebody agrees to be named on a guild's board, unless they had."""
    transaction.execute(
        "INSERT INTO board (guild_id, forecaster, user_id, agreed_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (guild_id, forecaster) DO NOTHING",
        (guild_id, forecaster, user_id, seconds(at)),
    )


def clear_boards(transaction: sqlite3.Connection) -> None:
    """Delete who agreed to be named, in whatever guild."""
    transaction.execute("DELETE FROM board")


def disagree(transaction: sqlite3.Connection, guild_id: int, forecaster: bytes) -> None:
    """Delete that somebody agreed to be named on a guild's board, and their id with it."""
    cursor = transaction.execute(
        "DELETE FROM board WHERE guild_id = ? AND forecaster = ?", (guild_id, forecaster)
    )
    if cursor.rowcount:
        deletions.store_board(transaction, guild_id, forecaster)
