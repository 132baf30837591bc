"""How much of its quotas a guild has used, so that it can be said before they bind."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from bot.library.article_writer import QUOTA_A_DAY, QUOTA_ARTICLES, QUOTA_BYTES
from bot.library.turns import ATTEMPTS_A_DAY, DAY
from bot.store import articles

TIGHT = 0.8
"""The share of a quota from which on people are told."""


@dataclass(frozen=True, slots=True)
class Room:
    """The articles a guild has and their bytes, the articles it got in the last 24 hours, and how often it
    had something fetched or read in them."""

    articles: int
    size: int
    today: int
    attempts: int

    @property
    def is_tight(self) -> bool:
        """Return whether little is left of one of the quotas."""
        return (
            max(
                self.articles / QUOTA_ARTICLES,
                self.size / QUOTA_BYTES,
                self.today / QUOTA_A_DAY,
                self.attempts / ATTEMPTS_A_DAY,
            )
            >= TIGHT
        )


def room(connection: sqlite3.Connection, guild_id: int, attempts: int, now: datetime) -> Room:
    """Return how much of its quotas a guild has used, given how many `attempts` it made."""
    kept, size = articles.usage(connection, guild_id)
    return Room(kept, size, articles.count_since(connection, guild_id, now - DAY), attempts)
