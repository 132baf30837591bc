"""Rows of leases: which processes run the bot on this database, and which of them delivers."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.model import LoggedError, Pulse, Shards
from bot.store.sql import json_array, moment, rows, seconds

_COLUMNS = "SELECT holder, shard_count, shard_ids, expires_at, pulse FROM lease"


@dataclass(frozen=True, slots=True)
class Held:
    """The lease of the process that `holder` names, until `expires_at` (Unix seconds), and its pulse when it
    was renewed."""

    holder: str
    shards: Shards
    expires_at: float
    pulse: Pulse = field(default_factory=Pulse)


def every(connection: sqlite3.Connection) -> list[Held]:
    """Return all leases, those of processes that died among them."""
    return [_held(row) for row in rows(connection, f"{_COLUMNS} ORDER BY holder")]


def deliverer(connection: sqlite3.Connection) -> Held | None:
    """Return the lease of the process that delivers; None where none does."""
    found = rows(connection, f"{_COLUMNS} WHERE delivers = 1")
    return _held(found[0]) if found else None


def take(transaction: sqlite3.Connection, held: Held) -> None:
    """Store a lease of a process that has none."""
    transaction.execute(
        "INSERT INTO lease (holder, shard_count, shard_ids, expires_at) VALUES (?, ?, ?, ?)",
        (held.holder, held.shards.count, json_array(held.shards.ids), held.expires_at),
    )


def deliver(transaction: sqlite3.Connection, holder: str) -> bool:
    """Store that this process delivers, where none does; return False where it has no lease any more."""
    cursor = transaction.execute("UPDATE lease SET delivers = 1 WHERE holder = ?", (holder,))
    return cursor.rowcount == 1


def renew(transaction: sqlite3.Connection, holder: str, until: float, pulse: Pulse) -> bool:
    """Let a lease last until then (Unix seconds); return False where it is gone: another process took it."""
    statement = "UPDATE lease SET expires_at = ?, pulse = ? WHERE holder = ?"
    return transaction.execute(statement, (until, _stored(pulse), holder)).rowcount == 1


def give_back(transaction: sqlite3.Connection, holder: str) -> None:
    """End a process's lease, so that the next one needn't wait."""
    transaction.execute("DELETE FROM lease WHERE holder = ?", (holder,))


def end_all(transaction: sqlite3.Connection) -> None:
    """End all leases: a copy has those of the processes that ran when it was made."""
    transaction.execute("DELETE FROM lease")


def _held(row: Sequence[Any]) -> Held:
    holder, count, ids, expires_at, pulse = row
    return Held(holder, Shards(count, tuple(json.loads(ids))), expires_at, _pulse(json.loads(pulse)))


def _stored(pulse: Pulse) -> str:
    error = pulse.error and [seconds(pulse.error.at), pulse.error.logger, pulse.error.message]
    return json.dumps({"shards": dict(pulse.shards), "tick": pulse.tick, "error": error})


def _pulse(stored: dict[str, Any]) -> Pulse:
    at, *rest = stored.get("error") or (None,)
    error = None if at is None else LoggedError(moment(at), *rest)
    shards = {int(number): age for number, age in stored.get("shards", {}).items()}
    return Pulse(shards, stored.get("tick"), error)
