"""What editors are told, once a month at most, where feeds add nothing since there is no room."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from bot.library.guilds import KEEP_ENTRIES
from bot.library.room import shown_limit
from bot.model import Fact
from bot.model.quotas import Quota, Way
from bot.store import notices

HALT = "notice-feeds-halt"


def halt(quota: Quota, now: datetime) -> Fact:
    """Return the fact that feeds add nothing since the rest of a quota is for editors."""
    limit, days = shown_limit(quota, Way.FEEDS), KEEP_ENTRIES.days
    return Fact(HALT, f"feeds:{quota}:{now:%Y-%m}", {"quota": quota, "limit": limit, "days": days})


def take_back(transaction: sqlite3.Connection, guild_id: int, now: datetime) -> None:
    """Tell nobody who wasn't told yet: feeds go on."""
    for quota in Quota:
        notices.take_back(transaction, guild_id, halt(quota, now).identity)
