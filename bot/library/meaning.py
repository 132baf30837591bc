"""Which sentences come nearest in meaning to what somebody asks, where the extra `meaning` is installed."""

from __future__ import annotations

import logging
import sqlite3

from bot.library.visibility import editions
from bot.model import Language, Nearest
from bot.reader.embedder import Embedder, model
from bot.reader.embedding import DIMENSIONS
from bot.store import articles, vectors
from bot.store.database import Database, in_snapshot

MOST = 50
"""Sentences that are near."""
ROWS = 100
"""Rows that are deleted in one transaction."""

log = logging.getLogger(__name__)


class Meaning:
    """Keeps vectors of all sentences, and finds those that are near; without a model it does nothing."""

    def __init__(self, database: Database, embedder: Embedder) -> None:
        self._db = database
        self._embedder = embedder
        self._failed: set[int] = set()

    async def keep_up(self) -> None:
        """Make the vectors that are missing; where there is no model any more, delete those that there are.

        For one process at a time. An article that the model can't take is left out until the next start.
        """
        name = model()
        if name is None:
            while await self._db.read(vectors.any_stored):
                await self._db.write(vectors.delete, ROWS)
            return
        while (block := await self._db.read(vectors.missing, name, self._failed)) is not None:
            made = await self._embedder.sentences(block.texts)
            if made is None:
                self._failed.add(block.article_id)
                return  # until the next time: perhaps it is the computer's fault
            await self._db.write(vectors.put, name, block, made)

    async def nearest(self, guild_id: int, language: Language, asked: str) -> list[Nearest]:
        """Return the sentences nearest to what is asked, at most `MOST`, of those that the guild sees; of a work,
        the edition in `language`. None where there is no model, or it doesn't answer."""
        name = model()
        if name is None:
            return []
        query = await self._embedder.query(asked)
        return [] if query is None else await self._near(guild_id, language, name, query)

    @in_snapshot
    def _near(
        self, snapshot: sqlite3.Connection, guild_id: int, language: Language, name: str, query: bytes
    ) -> list[Nearest]:
        import numpy as np  # comes with the extra

        seen = editions(articles.visible(snapshot, guild_id), language)
        asked = np.frombuffer(query, np.int8).astype(np.float32)
