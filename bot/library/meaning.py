"""Which sentences come nearest in meaning to what somebody asks, where the extra `meaning` is installed."""

from __future__ import annotations

import logging
import sqlite3
from collections import defaultdict
from typing import Any

from bot.library.visibility import editions
from bot.model import Language, Nearest
from bot.reader.embedder import Embedder, model
from bot.reader.embedding import DIMENSIONS, STEPS
from bot.store import articles, vectors
from bot.store.answers import count
from bot.store.database import Database, in_snapshot

MOST = 40
"""Sentences that are near."""
LEAST_DEVIATIONS = 1.0
"""By which a sentence is nearer than is usual: of a few sentences, most aren't near."""
ENOUGH = 0.9
"""The share of a guild's sentences that have to have vectors: among the others may be what is nearest."""
LEAST_SPREAD = 0.01
"""Of cosines; among a few sentences that are nearly the same, the smallest differences would count."""
ROWS = 100
"""Rows that are deleted in one transaction."""

log = logging.getLogger(__name__)


class Meaning:
    """Keeps vectors of all sentences, and finds those that are near; without a model there are none."""

    def __init__(self, database: Database, embedder: Embedder) -> None:
        self._db = database
        self._embedder = embedder
        self._failed: set[int] = set()

    async def keep_up(self) -> bool:
        """Make the vectors that are missing; without a model, delete those that were made with one.

        For one process at a time. Return False where it stopped since no vectors can be made now, whatever
        the text. An article that has none while other texts have is left out until the next start.
        """
        name = model()
        if name is None:
            while await self._db.read(vectors.any_stored):
                await self._db.write(vectors.delete, ROWS)
            return True
        async with Embedder(background=True) as embedder:
            while (block := await self._db.read(vectors.missing, name, self._failed)) is not None:
                made = await embedder.sentences(block.texts)
                if made is not None:
                    await self._db.write(vectors.put, name, block, made)
                elif await embedder.works():
                    log.warning("Article %d has no vectors until the next start", block.article_id)
                    self._failed.add(block.article_id)
                else:
                    return False
        return True

    async def nearest(self, guild_id: int, language: Language, asked: str) -> list[Nearest]:
        """Return the sentences nearest to what is asked, nearest first, at most `MOST`, of those that the
        guild sees; of a work, of the edition in `language`.

        There are none without a model, where it doesn't answer, or while vectors are still to be made of many
        sentences; the model isn't even started while there are no vectors at all.
        """
        name = model()
        there = name is not None and await self._db.read(vectors.any_stored)
        query = await self._embedder.query(asked) if there else None
        return await self._near(guild_id, language, name, query) if name and query else []

    @in_snapshot
    def _near(
        self, snapshot: sqlite3.Connection, guild_id: int, language: Language, name: str, query: bytes
    ) -> list[Nearest]:
        import numpy as np  # comes with the extra

        seen = {one.id: one for one in editions(articles.visible(snapshot, guild_id), language)}
        asked = np.frombuffer(query, np.int8).astype(np.float32) / STEPS**2
        found: dict[Language, list[tuple[int, int, Any]]] = defaultdict(list)
        for article_id, start, stored in vectors.stored(snapshot, name, seen):
            matrix = np.frombuffer(stored, np.int8).reshape(-1, DIMENSIONS).astype(np.float32)
            found[seen[article_id].language].append((article_id, start, matrix @ asked))
        vectors_there = sum(len(some) for blocks in found.values() for _, _, some in blocks)
        if vectors_there < ENOUGH * count(snapshot, seen):
            return []
        near: list[tuple[float, int, int]] = []
        for blocks in found.values():
            cosines = np.concatenate([some for _, _, some in blocks])
            ends = np.cumsum([len(some) for _, _, some in blocks])
            # Whatever it says, a sentence in the language of what is asked is nearer to it than others.
            deviations = (cosines - cosines.mean()) / max(float(cosines.std()), LEAST_SPREAD)
            for n in np.argsort(-deviations)[: MOST + 1]:
                block = int(np.searchsorted(ends, n, side="right"))
                article_id, start, some = blocks[block]
                near.append((float(deviations[n]), article_id, start + len(some) - int(ends[block] - n)))
        near.sort(key=lambda one: (-one[0], *one[1:]))
        far = max([LEAST_DEVIATIONS, *(deviations for deviations, _, _ in near[MOST : MOST + 1])])
        return [Nearest(article, place, z - far) for z, article, place in near[:MOST] if z > far]
