"""Work within transactions, in the thread of its connection."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from bot.store.damage import is_damage
from bot.store.preparing import busy_as_user_error

T = TypeVar("T")


@contextmanager
def savepoint(transaction: sqlite3.Connection) -> Iterator[None]:
    """Make a part of a transaction that an exception rolls back alone: whoever catches it can go on."""
    transaction.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        if transaction.in_transaction:  # a full disk may have undone all of it
            transaction.execute("ROLLBACK TO part")
            transaction.execute("RELEASE part")
        raise
    transaction.execute("RELEASE part")


def snapshot(connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    """Run work that sees all as of its first statement, whatever is written meanwhile."""
    connection.execute("BEGIN")
    try:
        return _done(connection, work)
    finally:
        connection.rollback()


def outcome(transaction: sqlite3.Connection, work: Callable[[sqlite3.Connection], Any]) -> Any:
    """Return what a part of a transaction returns or raises; raise what undid the whole, or must."""
    try:
        with busy_as_user_error(), savepoint(transaction):
            return _done(transaction, work)
    except Exception as error:
        if not transaction.in_transaction or is_damage(error):
            raise
        return error


def _done(connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    try:
        return work(connection)
    except StopIteration as error:  # no future takes it: whoever waits would wait for ever
        raise RuntimeError("a work raised StopIteration") from error
