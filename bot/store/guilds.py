"""Rows of guilds: their settings, and when the bot left them."""

from __future__ import annotations

import json
from collections.abc import Collection

import aiosqlite

from bot.model import Guild, Language, Theme
from bot.store import articles

_TABLES = {
    "article": "ifnull(guild_id, 0)",
    "showing": "guild_id",
    "prediction_of_the_day": "guild_id",
    "schedule": "guild_id",
    "review": "guild_id",
}
"""What belongs to a guild, and how to find it by an index. Deliveries go with their schedules."""


async def get(connection: aiosqlite.Connection, guild_id: int) -> Guild:
    """The settings of a guild; all unset for one that has no row yet."""
    cursor = await connection.execute(
        "SELECT language, zone, editor_role, unreviewed, theme FROM guild WHERE id = ?", (guild_id,)
    )
    row = await cursor.fetchone()
    if row is None:
        return Guild(guild_id)
    return Guild(guild_id, Language(row[0]) if row[0] else None, row[1], row[2], bool(row[3]), Theme(row[4]))


async def put(transaction: aiosqlite.Connection, guild: Guild) -> None:
    """Stores the settings of a guild."""
    await transaction.execute(
        "INSERT INTO guild (id, language, zone, editor_role, unreviewed, theme) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET language = excluded.language, zone = excluded.zone,"
        " editor_role = excluded.editor_role, unreviewed = excluded.unreviewed, theme = excluded.theme",
        (guild.id, guild.language, guild.zone, guild.editor_role, guild.unreviewed, guild.theme),
    )


async def left(transaction: aiosqlite.Connection, guild_id: int, at: int) -> None:
    """Notes that the bot was removed from the guild at `at` (Unix seconds)."""
    await transaction.execute(
        "INSERT INTO guild (id, left_at) VALUES (?, ?)"
        " ON CONFLICT (id) DO UPDATE SET left_at = excluded.left_at",
        (guild_id, at),
    )


async def present(connection: aiosqlite.Connection) -> set[int]:
    """The guilds that have rows and that the bot is not known to have left."""
    rows = " UNION ".join(f"SELECT guild_id FROM {table}" for table in _TABLES)
    cursor = await connection.execute(
        f"SELECT id FROM guild UNION {rows} EXCEPT SELECT id FROM guild WHERE left_at IS NOT NULL"
    )
    return {row[0] for row in await cursor.fetchall() if row[0] is not None}


async def joined(transaction: aiosqlite.Connection, guild_ids: Collection[int]) -> list[int]:
    """Takes back `left` for guilds the bot is in; those it had left."""
    cursor = await transaction.execute(
        "UPDATE guild SET left_at = NULL"
        " WHERE left_at IS NOT NULL AND id IN (SELECT value FROM json_each(?)) RETURNING id",
        (json.dumps(list(guild_ids)),),
    )
    return [row[0] for row in await cursor.fetchall()]


async def purge(transaction: aiosqlite.Connection, left_before: int) -> int:
    """Deletes all rows of guilds that the bot left before `left_before`; how many guilds there were."""
    rows = await transaction.execute_fetchall(
        "SELECT id FROM article WHERE ifnull(guild_id, 0) IN (SELECT id FROM guild WHERE left_at < ?)",
        (left_before,),
    )
    await articles.delete(transaction, [row[0] for row in rows])
    for table, column in _TABLES.items():
        await transaction.execute(
            f"DELETE FROM {table} WHERE {column} IN (SELECT id FROM guild WHERE left_at < ?)", (left_before,)
        )
    cursor = await transaction.execute("DELETE FROM guild WHERE left_at < ?", (left_before,))
    return cursor.rowcount
