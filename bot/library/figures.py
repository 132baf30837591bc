"""How the bot is doing, in numbers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.errors import UserError
from bot.library.backups import LAST
from bot.library.ingest import Ingest
from bot.library.outbox import Outbox
from bot.library.written_answers import WrittenAnswers
from bot.model import DeliveryState
from bot.reader.pool import Reader
from bot.store import deliveries, meta
from bot.store.database import Database, in_snapshot


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database says; ages are in seconds.

    `lag` is for how long the oldest post has been due, 0 where none is; `backup_age` is None without a copy.
    """

    unfinished: Mapping[DeliveryState, int]
    lag: float
    size: int
    backup_age: float | None


class Figures:
    """Numbers of this process since its start, and of the database it works on."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        reader: Reader,
        ingest: Ingest,
        outbox: Outbox,
        written_answers: WrittenAnswers,
    ) -> None:
        self._db = database
        self._clock = clock
        self.outcomes = outbox.outcomes
        self._ingest = ingest
        self.deaths = reader.deaths
        self.reads, self.writes = database.reads, database.writes
        self.written_answers, self.written_lines = written_answers.outcomes, written_answers.lines

    @property
    def waiting(self) -> dict[str, int]:
        """Return the lengths of the queues: what waits to be fetched, to be read, and to be written."""
        return {**self._ingest.waiting, "writing": self._db.waiting}

    async def stored(self) -> Stored | None:
        """Return what the database says now, None where it can't be read."""
        try:
            return await self._stored()
        except (UserError, OSError, sqlite3.Error):
            return None

    @in_snapshot
    def _stored(self, snapshot: sqlite3.Connection) -> Stored:
        now = self._clock()
        due, copied = deliveries.oldest_due(snapshot, now), meta.get_moment(snapshot, LAST)
        return Stored(
            unfinished=deliveries.unfinished(snapshot),
            lag=_age(due, now) if due else 0.0,
            size=self._db.path.stat().st_size,
            backup_age=_age(copied, now) if copied else None,
        )


def _age(moment: datetime, now: datetime) -> float:
    return max(0.0, (now - moment).total_seconds())
