"""What the votes of a guild amount to."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.choosing import popular, resting
from bot.library.selection import guild_zone
from bot.library.visibility import ItemWithArticle, visible_item
from bot.model import Guild, Language, Tally, VoteReason, Week
from bot.schedule import last_weeks
from bot.store import votes
from bot.store.database import Database, in_snapshot

NAMED = 5
"""How many items of each kind are named; the others are counted."""
WEEKS = 8


@dataclass(frozen=True, slots=True)
class PopularItem:
    """An item that comes early because members like it."""

    found: ItemWithArticle
    votes: Tally


@dataclass(frozen=True, slots=True)
class RestingItem:
    """An item that members rejected: until when it rests, and how many gave which reason for their 👎."""

    found: ItemWithArticle
    votes: Tally
    until: datetime
    reasons: dict[VoteReason, int]


@dataclass(frozen=True, slots=True)
class Insight:
    """What is popular, the earliest first, and what is resting, the longest first: at most `NAMED` of each,
    with how many there are in all; and the last `WEEKS` weeks, oldest first."""

    popular: list[PopularItem]
    popular_count: int
    resting: list[RestingItem]
    resting_count: int
    weeks: list[Week]

    @property
    def anything(self) -> bool:
        """Return whether there is something to tell."""
        return bool(self.popular_count or self.resting_count or self.has_votes)

    @property
    def has_votes(self) -> bool:
        """Return whether anybody voted in these weeks."""
        return any(week.up or week.down for week in self.weeks)


class VoteInsights:
    """Sums up the votes of a guild for what it is shown now, by the rules by which it is shown."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock

    @in_snapshot
    def of_guild(self, snapshot: sqlite3.Connection, guild: Guild, home: Language) -> Insight:
        """Return what a guild's members think of what it is shown, all as of one moment.

        Weeks are those of its zone (where none was chosen the usual one of `home`) and count all votes, also
        for what is not shown any more.
        """
        now = self._clock()
        voted = votes.shown_tallies(snapshot, guild.id)
        liked, rest = popular(voted), resting(voted, now)
        longest = list(rest)[:NAMED]
        told = votes.reasons(snapshot, guild.id, longest)
        return Insight(
            [PopularItem(visible_item(snapshot, guild.id, item), voted[item]) for item in liked[:NAMED]],
            len(liked),
            [
                RestingItem(
                    visible_item(snapshot, guild.id, item),
                    voted[item],
                    rest[item],
                    told.get(item, {}),
                )
                for item in longest
            ],
            len(rest),
            _weeks(snapshot, guild, home, now),
        )


def _weeks(connection: sqlite3.Connection, guild: Guild, home: Language, now: datetime) -> list[Week]:
    weeks = last_weeks(now, guild_zone(guild, home), WEEKS)
    counted = votes.counts_since(connection, guild.id, [start for _, start in weeks])
    return [Week(monday, *counts) for (monday, _), counts in zip(weeks, counted, strict=True)]
