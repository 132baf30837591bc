"""Rows of votes. A voter is known by a keyed hash only."""

from __future__ import annotations

import aiosqlite

from bot.voting import Standing, Tally, Vote, VoteReason


async def put(
    transaction: aiosqlite.Connection, guild_id: int, item_id: int, voter: bytes, value: Vote, at: int
) -> None:
    """Stores a vote in the place of the voter's earlier one; a 👎 that was one keeps its reason.

    For an item that is gone nothing is stored.
    """
    await transaction.execute(
        "INSERT INTO vote (guild_id, item_id, voter, value, voted_at)"
        " SELECT ?, id, ?, ?, ? FROM item WHERE id = ?"
        " ON CONFLICT (guild_id, item_id, voter) DO UPDATE SET value = excluded.value,"
        " reason = CASE WHEN value = excluded.value THEN reason END, voted_at = excluded.voted_at",
        (guild_id, voter, value, at, item_id),
    )


async def explain(
    transaction: aiosqlite.Connection, guild_id: int, item_id: int, voter: bytes, reason: VoteReason
) -> None:
    """Stores why the voter's vote is 👎; nothing where it is none (any more)."""
    await transaction.execute(
        "UPDATE vote SET reason = ? WHERE guild_id = ? AND item_id = ? AND voter = ? AND value = 'down'",
        (reason, guild_id, item_id, voter),
    )


async def delete(transaction: aiosqlite.Connection, guild_id: int, item_id: int, voter: bytes) -> None:
    """Takes the voter's vote back."""
    await transaction.execute(
        "DELETE FROM vote WHERE guild_id = ? AND item_id = ? AND voter = ?", (guild_id, item_id, voter)
    )


async def standing(connection: aiosqlite.Connection, guild_id: int, item_id: int, voter: bytes) -> Standing:
    """How an item stands in a guild, and the voter's own vote."""
    cursor = await connection.execute(
        "SELECT count(*) FILTER (WHERE value = 'up'), count(*) FILTER (WHERE value = 'down'),"
        " max(value) FILTER (WHERE voter = :voter), max(reason) FILTER (WHERE voter = :voter)"
        " FROM vote WHERE guild_id = :guild AND item_id = :item",
        {"guild": guild_id, "item": item_id, "voter": voter},
    )
    row = await cursor.fetchone()
    assert row is not None
    up, down, own, reason = row
    return Standing(up, down, Vote(own) if own else None, VoteReason(reason) if reason else None)


async def tallies(connection: aiosqlite.Connection, guild_id: int) -> dict[int, Tally]:
    """The guild's votes by item id; items without any are left out."""
    cursor = await connection.execute(
        "SELECT item_id, count(*) FILTER (WHERE value = 'up'), count(*) FILTER (WHERE value = 'down'),"
        " ifnull(max(voted_at) FILTER (WHERE value = 'down'), 0)"
        " FROM vote WHERE guild_id = ? GROUP BY item_id",
        (guild_id,),
    )
    return {row[0]: Tally(*row[1:]) for row in await cursor.fetchall()}


async def flags(
    connection: aiosqlite.Connection, guild_id: int, article_id: int
) -> dict[int, dict[VoteReason, int]]:
    """How many gave which reason for their 👎, by item id of an article; of a summary it is the id of its
    one line. Items and reasons that nobody named are left out."""
    cursor = await connection.execute(
        "SELECT item_id, reason, count(*) FROM item CROSS JOIN vote ON guild_id = ? AND item_id = item.id"
        " WHERE article_id = ? AND reason IS NOT NULL GROUP BY item_id, reason",
        (guild_id, article_id),
    )
    found: dict[int, dict[VoteReason, int]] = {}
    for item_id, reason, count in await cursor.fetchall():
        found.setdefault(item_id, {})[VoteReason(reason)] = count
    return found
