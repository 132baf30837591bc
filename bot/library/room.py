"""What a guild may keep and have fetched, how much of that it has used, and who may use the last of it."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import UserError
from bot.model.quotas import Quota, Way
from bot.store import usage

QUOTAS = {Quota.ARTICLES: 200, Quota.BYTES: 20_000_000, Quota.FETCHES: 100}
TIGHT = 0.8
"""The share of a quota from which on people are told, and only editors use the rest. There is room for the
longest article in the rest: what a feed brings is fetched once, and fits."""
OF_MEMBERS = 30
"""Fetches of a day that members may have: so much can be without use, whoever they are."""
DAY = timedelta(hours=24)
"""What is limited a day is counted in the hours before, so that no time zone's midnight matters."""
MEGABYTE = 1_000_000


class QuotaError(UserError):
    """A guild may not have more of a `quota`, or not in that way."""

    def __init__(self, quota: Quota, way: Way, **variables: str | int) -> None:
        super().__init__(f"quota-{quota}{'.members' if way is Way.MEMBERS else ''}", **variables)
        self.quota = quota


@dataclass(frozen=True, slots=True)
class Room:
    """How much of each quota a guild has used."""

    used: Mapping[Quota, int]

    @property
    def tight(self) -> list[Quota]:
        """Return the quotas of which little is left."""
        return [quota for quota in Quota if self.used[quota] >= TIGHT * QUOTAS[quota]]


def room(connection: sqlite3.Connection, guild_id: int, now: datetime) -> Room:
    """Return how much of its quotas a guild has used."""
    articles, size = usage.kept(connection, guild_id)
    fetches = usage.fetches(connection, guild_id, now - DAY)
    return Room({Quota.ARTICLES: articles, Quota.BYTES: size, Quota.FETCHES: fetches})


def limit(quota: Quota, way: Way) -> int:
    """Return how much of a quota may be used for something new to come that way.

    What members suggest becomes an article only if editors wish it.
    """
    if way is Way.EDITORS or (way is Way.MEMBERS and quota is Quota.ARTICLES):
        return QUOTAS[quota]
    return int(QUOTAS[quota] * TIGHT)


def shown_limit(quota: Quota, way: Way) -> int:
    """Return a limit as people are told it: in megabytes where it is one of bytes."""
    return limit(quota, way) // (MEGABYTE if quota is Quota.BYTES else 1)


def check(connection: sqlite3.Connection, guild_id: int, way: Way, now: datetime) -> None:
    """Raise QuotaError where nothing more can come to a guild that way now: before it is fetched."""
    check_kept(connection, guild_id, way, articles=1, size=1)
    _check_fetches(connection, guild_id, way, now)


def check_kept(connection: sqlite3.Connection, guild_id: int, way: Way, *, articles: int, size: int) -> None:
    """Raise QuotaError where so many more articles, or bytes, would be too much for a guild."""
    used = usage.kept(connection, guild_id)
    for quota, before, more in zip((Quota.ARTICLES, Quota.BYTES), used, (articles, size), strict=True):
        if more > 0 and before + more > limit(quota, way):
            raise QuotaError(quota, way, limit=shown_limit(quota, way))


def take_fetch(transaction: sqlite3.Connection, guild_id: int, way: Way, now: datetime) -> None:
    """Store that a guild has something fetched or read, whatever becomes of it. Raises QuotaError for one too
    many."""
    _check_fetches(transaction, guild_id, way, now)
    usage.put_fetch(transaction, guild_id, way, now)


def _check_fetches(connection: sqlite3.Connection, guild_id: int, way: Way, now: datetime) -> None:
    most = limit(Quota.FETCHES, way)
    counted = [usage.nth_latest_fetch(connection, guild_id, most, now - DAY)]
    if way is Way.MEMBERS:
        most = OF_MEMBERS
        counted.append(usage.nth_latest_fetch(connection, guild_id, most, now - DAY, way))
    full = [at for at in counted if at is not None]
    if full:
        hours = math.ceil((max(full) + DAY - now) / timedelta(hours=1))
        raise QuotaError(Quota.FETCHES, way, limit=most, hours=hours)
