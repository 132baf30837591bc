"""How values go into SQLite and come out of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeAlias, overload

from bot.model import Span

Row: TypeAlias = tuple[Any, ...]
Values: TypeAlias = Sequence[object] | Mapping[str, object]


def rows(connection: sqlite3.Connection, statement: str, values: Values = ()) -> list[Row]:
    """Run a statement and return all its rows."""
    return connection.execute(statement, values).fetchall()


def one(connection: sqlite3.Connection, statement: str, values: Values = ()) -> Row | None:
    """Run a statement and return its first row, None where there is none."""
    row: Row | None = connection.execute(statement, values).fetchone()
    return row


def column(connection: sqlite3.Connection, statement: str, values: Values = ()) -> list[Any]:
    """Run a statement and return the first column of all its rows."""
    return [row[0] for row in connection.execute(statement, values)]


def value(connection: sqlite3.Connection, statement: str, values: Values = ()) -> Any:
    """Run a statement and return the first column of its first row, None where there is none."""
    row = one(connection, statement, values)
    return None if row is None else row[0]


def json_array(values: Iterable[object]) -> str:
    """Return values for `json_each`: a list takes one parameter, however long it is."""
    return json.dumps(list(values))


def seconds(moment: datetime) -> int:
    """Return a moment as columns hold it: in whole Unix seconds."""
    return int(moment.timestamp())


@overload
def moment(stored: int) -> datetime: ...
@overload
def moment(stored: int | None) -> datetime | None: ...
def moment(stored: int | None) -> datetime | None:
    """Return the moment (UTC) of a column in Unix seconds; None for none. Raises ValueError or OverflowError
    for one that is none."""
    try:
        return None if stored is None else datetime.fromtimestamp(stored, UTC)
    except OSError as error:  # of years that the platform doesn't know
        raise ValueError("no moment") from error


def day(stored: str | None) -> date | None:
    """Return the date of a column; None for none."""
    return date.fromisoformat(stored) if stored else None


def spans_of(stored: str) -> tuple[Span, ...]:
    """Return the spans stored in a column."""
    return tuple((start, end) for start, end in json.loads(stored))
