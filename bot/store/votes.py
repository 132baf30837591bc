"""Rows of votes. A voter is known by a keyed hash only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

import aiosqlite

from bot.model import Standing, Tally, Vote, VoteReason
from bot.store.articles import visible_to
from bot.store.items import REVIEWED, SHOWN
from bot.store.sql import Row, column, json_array, moment, rows, seconds, value

VoteKey = tuple[int, int, bytes]
"""A guild's id, an item's and a voter."""
_UP, _DOWN = "count(*) FILTER (WHERE value = 'up')", "count(*) FILTER (WHERE value = 'down')"
_TALLIES = (
    f"SELECT item_id AS voted, {_UP} AS up, {_DOWN} AS down,"
    " max(voted_at) FILTER (WHERE value = 'down') AS last_down"
    " FROM vote WHERE guild_id = :guild GROUP BY item_id"
)


async def put(transaction: aiosqlite.Connection, cast: Sequence[tuple[VoteKey, Vote]], at: datetime) -> None:
    """Store votes in the place of the voters' earlier ones; a 👎 that was one keeps its reason.

    For an item that is gone nothing is stored.
    """
    await transaction.executemany(
        "INSERT INTO vote (guild_id, item_id, voter, value, voted_at)"
        " SELECT ?, id, ?, ?, ? FROM item WHERE id = ?"
        " ON CONFLICT (guild_id, item_id, voter) DO UPDATE SET value = excluded.value,"
        " reason = CASE WHEN value = excluded.value THEN reason END, voted_at = excluded.voted_at",
        [(guild_id, voter, vote, seconds(at), item_id) for (guild_id, item_id, voter), vote in cast],
    )


async def explain(
    transaction: aiosqlite.Connection, given: Sequence[tuple[VoteKey, VoteReason]], at: datetime
) -> None:
    """Store why votes are 👎, which casts them once more; nothing where one is none (any more)."""
    await transaction.executemany(
        "UPDATE vote SET reason = ?, voted_at = ?"
        " WHERE guild_id = ? AND item_id = ? AND voter = ? AND value = 'down'",
        [(reason, seconds(at), *key) for key, reason in given],
    )


async def delete(transaction: aiosqlite.Connection, keys: Sequence[VoteKey]) -> None:
    """Delete votes."""
    await transaction.executemany("DELETE FROM vote WHERE guild_id = ? AND item_id = ? AND voter = ?", keys)


async def standings(connection: aiosqlite.Connection, keys: Collection[VoteKey]) -> dict[VoteKey, Standing]:
    """Return how items stand in their guilds, each with the voter's own vote."""
    # CROSS JOIN: what is asked for is looked up row by row, by the primary key.
    own = await rows(
        connection,
        f"WITH asked (guild, item, who) AS (VALUES {', '.join(['(?, ?, ?)'] * len(keys))})"
        " SELECT guild, item, who, value, reason FROM asked CROSS JOIN vote"
        " ON guild_id = guild AND item_id = item AND voter = who",
        [part for key in keys for part in key],
    )
    votes = {tuple(row[:3]): (Vote(row[3]), VoteReason(row[4]) if row[4] else None) for row in own}
    items = {key[:2] for key in keys}
    counted = await rows(
        connection,
        f"WITH asked (guild, item) AS (VALUES {', '.join(['(?, ?)'] * len(items))})"
        f" SELECT guild, item, {_UP}, {_DOWN}"
        " FROM asked CROSS JOIN vote ON guild_id = guild AND item_id = item GROUP BY guild, item",
        [part for item in items for part in item],
    )
    counts = {tuple(row[:2]): tuple(row[2:]) for row in counted}
    return {key: Standing(*counts.get(key[:2], (0, 0)), *votes.get(key, (None, None))) for key in keys}


async def any_given(connection: aiosqlite.Connection) -> bool:
    """Return whether there is a vote, in whatever guild."""
    return bool(await value(connection, "SELECT EXISTS (SELECT 1 FROM vote)"))


async def tallies(connection: aiosqlite.Connection, guild_id: int) -> dict[int, Tally]:
    """Return the guild's votes by item id; items without any are left out."""
    return _tallies(await rows(connection, _TALLIES, {"guild": guild_id}))


async def shown_tallies(connection: aiosqlite.Connection, guild_id: int) -> dict[int, Tally]:
    """Return as `tallies` does, for the items that the guild is shown now: not for what its editors rejected,
    nor for articles that were removed or hidden."""
    found = await rows(
        connection,
        f"SELECT voted, up, down, last_down FROM ({_TALLIES}) CROSS JOIN {REVIEWED}"
        " CROSS JOIN article ON article.id = item.article_id"
        f" WHERE item.id = voted AND {SHOWN} AND {visible_to()}",
        {"guild": guild_id},
    )
    return _tallies(found)


def _tallies(found: Iterable[Row]) -> dict[int, Tally]:
    return {item_id: Tally(up, down, moment(last_down)) for item_id, up, down, last_down in found}


async def counts_since(
    connection: aiosqlite.Connection, guild_id: int, starts: Sequence[datetime]
) -> list[tuple[int, int]]:
    """Return how many 👍 and 👎 the guild's members gave from each of these moments (in order) to the next,
    and from the last on. A vote that was changed counts where it was changed."""
    moments = {f"start{number}": seconds(start) for number, start in enumerate(starts)}
    periods = " ".join(
        f"WHEN voted_at >= :start{number} THEN {number}" for number in range(len(starts) - 1, -1, -1)
    )
    found = await rows(
        connection,
        f"SELECT CASE {periods} END AS period, {_UP}, {_DOWN}"
        " FROM vote WHERE guild_id = :guild AND voted_at >= :start0 GROUP BY period",
        {"guild": guild_id, **moments},
    )
    counted = {period: (up, down) for period, up, down in found}
    return [counted.get(number, (0, 0)) for number in range(len(starts))]


async def reasons(
    connection: aiosqlite.Connection, guild_id: int, item_ids: Sequence[int]
) -> dict[int, dict[VoteReason, int]]:
    """Return how many gave which reason for their 👎, by item id; what nobody named is left out."""
    found = await rows(
        connection,
        "SELECT item_id, reason, count(*) FROM json_each(:items) CROSS JOIN vote"
        " ON guild_id = :guild AND item_id = json_each.value"
        " WHERE reason IS NOT NULL GROUP BY item_id, reason",
        {"guild": guild_id, "items": json_array(item_ids)},
    )
    return _by_item(found)


async def reasons_in_article(
    connection: aiosqlite.Connection, guild_id: int, article_id: int
) -> dict[int, dict[VoteReason, int]]:
    """Return how many gave which reason for their 👎, by item id of an article; of a summary it is the id of
    its one line. Items and reasons that nobody named are left out."""
    found = await rows(
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


async def disputed(
    connection: aiosqlite.Connection, guild_id: int, article_id: int, reasons: Collection[VoteReason]
) -> set[int]:
    """Return the ids of an article's items that editors approved before somebody gave one of these reasons;
    of a summary it is its one line, even a rejected one, since the rest may be shown."""
    found = await column(
        connection,
        "SELECT DISTINCT item.id FROM item CROSS JOIN review"
        " ON review.guild_id = ?1 AND review.item_id = item.id AND (verdict = 'approved' OR kind = 'line')"
        " CROSS JOIN vote ON vote.guild_id = ?1 AND vote.item_id = item.id AND voted_at > reviewed_at"
        " WHERE article_id = ?2 AND reason IN (SELECT value FROM json_each(?3))",
        (guild_id, article_id, json_array(reasons)),
    )
    return set(found)
