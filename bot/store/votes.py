"""Rows of votes. A voter is known by a keyed hash only."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from bot.model import Standing, Tally, Vote, VoteReason
from bot.store import deletions
from bot.store.articles import visible_to
from bot.store.items import REVIEWED, SHOWN
from bot.store.sql import Row, column, json_array, moment, one, rows, seconds, value

VoteKey = tuple[int, int, bytes]
"""A guild's id, an item's and a voter."""
_UP, _DOWN = "count(*) FILTER (WHERE value = 'up')", "count(*) FILTER (WHERE value = 'down')"
_TALLIES = (
    f"SELECT item_id AS voted, {_UP} AS up, {_DOWN} AS down,"
    " max(voted_at) FILTER (WHERE value = 'down') AS last_down"
    " FROM vote WHERE guild_id = :guild GROUP BY item_id"
)


def put(transaction: sqlite3.Connection, key: VoteKey, vote: Vote, at: datetime) -> None:
    """Store a vote in the place of the voter's earlier one; a 👎 that was one keeps its reason."""
    guild_id, item_id, voter = key
    transaction.execute(
        "INSERT INTO vote (guild_id, item_id, voter, value, voted_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (guild_id, item_id, voter) DO UPDATE SET value = excluded.value,"
        " reason = CASE WHEN value = excluded.value THEN reason END, voted_at = excluded.voted_at",
        (guild_id, item_id, voter, vote, seconds(at)),
    )


def explain(transaction: sqlite3.Connection, key: VoteKey, reason: VoteReason, at: datetime) -> None:
    """Store why a vote is 👎, which casts it once more; nothing where it is none (any more)."""
    transaction.execute(
        "UPDATE vote SET reason = ?, voted_at = ?"
        " WHERE guild_id = ? AND item_id = ? AND voter = ? AND value = 'down'",
        (reason, seconds(at), *key),
    )


def delete(transaction: sqlite3.Connection, key: VoteKey) -> None:
    """Delete a vote."""
    cursor = transaction.execute("DELETE FROM vote WHERE guild_id = ? AND item_id = ? AND voter = ?", key)
    if cursor.rowcount:
        deletions.store_vote(transaction, *key)


def standing(connection: sqlite3.Connection, key: VoteKey) -> Standing:
    """Return how an item stands in its guild, with the voter's own vote."""
    own = one(
        connection, "SELECT value, reason FROM vote WHERE guild_id = ? AND item_id = ? AND voter = ?", key
    )
    up, down = one(
        connection, f"SELECT {_UP}, {_DOWN} FROM vote WHERE guild_id = ? AND item_id = ?", key[:2]
    ) or (0, 0)
    vote, reason = own or (None, None)
    return Standing(up, down, Vote(vote) if vote else None, VoteReason(reason) if reason else None)


def voters(connection: sqlite3.Connection, guild_id: int, item_id: int) -> list[bytes]:
    """Return who voted on an item in a guild."""
    statement = "SELECT voter FROM vote WHERE guild_id = ? AND item_id = ?"
    return column(connection, statement, (guild_id, item_id))


def any_given(connection: sqlite3.Connection) -> bool:
    """Return whether there is a vote, in whatever guild."""
    return bool(value(connection, "SELECT EXISTS (SELECT 1 FROM vote)"))


def tallies(connection: sqlite3.Connection, guild_id: int) -> dict[int, Tally]:
    """Return the guild's votes by item id; items without any are left out."""
    return _tallies(rows(connection, _TALLIES, {"guild": guild_id}))


def shown_tallies(connection: sqlite3.Connection, guild_id: int) -> dict[int, Tally]:
    """Return as `tallies` does, for the items that the guild is shown now: not for what its editors rejected,
    nor for articles that were removed or hidden."""
    found = rows(
        connection,
        f"SELECT voted, up, down, last_down FROM ({_TALLIES}) CROSS JOIN {REVIEWED}"
        " CROSS JOIN article ON article.id = item.article_id"
        f" WHERE item.id = voted AND {SHOWN} AND {visible_to()}",
        {"guild": guild_id},
    )
    return _tallies(found)


def _tallies(found: Iterable[Row]) -> dict[int, Tally]:
    return {item_id: Tally(up, down, moment(last_down)) for item_id, up, down, last_down in found}


def counts_since(
    connection: sqlite3.Connection, guild_id: int, starts: Sequence[datetime]
) -> list[tuple[int, int]]:
    """Return how many 👍 and 👎 the guild's members gave from each of these moments (in order) to the next,
    and from the last on. A vote that was changed counts where it was changed."""
    moments = {f"start{number}": seconds(start) for number, start in enumerate(starts)}
    periods = " ".join(
        f"WHEN voted_at >= :start{number} THEN {number}" for number in range(len(starts) - 1, -1, -1)
    )
    found = rows(
        connection,
        f"SELECT CASE {periods} END AS period, {_UP}, {_DOWN}"
        " FROM vote WHERE guild_id = :guild AND voted_at >= :start0 GROUP BY period",
        {"guild": guild_id, **moments},
    )
    counted = {period: (up, down) for period, up, down in found}
    return [counted.get(number, (0, 0)) for number in range(len(starts))]


def reasons(
    connection: sqlite3.Connection, guild_id: int, item_ids: Sequence[int]
) -> dict[int, dict[VoteReason, int]]:
    """Return how many gave which reason for their 👎, by item id; what nobody named is left out."""
    found = rows(
        connection,
        "SELECT item_id, reason, count(*) FROM json_each(:items) CROSS JOIN vote"
        " ON guild_id = :guild AND item_id = json_each.value"
        " WHERE reason IS NOT NULL GROUP BY item_id, reason",
        {"guild": guild_id, "items": json_array(item_ids)},
    )
    return _by_item(found)


def reasons_in_article(
    connection: sqlite3.Connection, guild_id: int, article_id: int
) -> dict[int, dict[VoteReason, int]]:
    """Return how many gave which reason for their 👎, by item id of an article; of a summary it is the id of
    its one line. Items and reasons that nobody named are left out."""
    found = rows(
        connection,
        "SELECT item_id, reason, count(*) FROM item CROSS JOIN vote"
        " ON vote.guild_id = ? AND item_id = item.id"
        " WHERE article_id = ? AND reason IS NOT NULL GROUP BY item_id, reason",
        (guild_id, article_id),
    )
    return _by_item(found)


def _by_item(found: Iterable[Row]) -> dict[int, dict[VoteReason, int]]:
    counts: dict[int, dict[VoteReason, int]] = {}
    for item_id, reason, count in found:
        counts.setdefault(item_id, {})[VoteReason(reason)] = count
    return counts


def disputed(
    connection: sqlite3.Connection, guild_id: int, article_id: int, reasons: Collection[VoteReason]
) -> set[int]:
    """Return the ids of an article's items that editors approved before somebody gave one of these reasons;
    of a summary it is its one line, even a rejected one, since the rest may be shown."""
    found = column(
        connection,
        "SELECT DISTINCT item.id FROM item CROSS JOIN review"
        " ON review.guild_id = ?1 AND review.item_id = item.id AND (verdict = 'approved' OR kind = 'line')"
        " CROSS JOIN vote ON vote.guild_id = ?1 AND vote.item_id = item.id AND voted_at > reviewed_at"
        " WHERE article_id = ?2 AND reason IN (SELECT value FROM json_each(?3))",
        (guild_id, article_id, json_array(reasons)),
    )
    return set(found)
