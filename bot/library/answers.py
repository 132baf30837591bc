"""What the articles that a guild sees answer to what somebody asks."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from bot.model import Answer, Language, Nearest
from bot.store.database import Database, in_snapshot


class Answers:
    """Finds the sentences that answer what is asked; what is asked is stored nowhere."""

    def __init__(self, database: Database) -> None:
        self._db = database

    @in_snapshot
    def find(
        self,
        snapshot: sqlite3.Connection,
        guild_id: int,
        language: Language,
        asked: str,
        nearest: Sequence[Nearest] = (),
    ) -> Answer:
        """Return the sentences that answer `asked`, at most `MOST`, of the articles that the guild sees.

        Of a work it is the edition in `language`, unless only another has an answer. What is `nearest` in
        meaning may come sooner, but never decides whether there is an answer. Raises
        UserError("ask-no-words") for a text without words, and "library-empty".
        """
        raise NotImplementedError
