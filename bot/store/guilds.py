"""Rows of guilds: their settings, and when the bot left them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from bot.model import OUTSIDE, Guild, Language, Theme
from bot.store import deletions, removal
from bot.store.sql import column, json_array, moment, one, rows, seconds, value

_TABLES = {
    "article": "ifnull(guild_id, 0)",
    "showing": "guild_id",
    "vote": "guild_id",
    "place": "guild_id",
    "prediction_of_the_day": "guild_id",
    "schedule": "guild_id",
    "hidden": "guild_id",
    "review": "guild_id",
    "consent": "guild_id",
    "question": "guild_id",
    "board": "guild_id",
    "subscription": "guild_id",
    "suggestion": "guild_id",
}
"""What belongs to a guild, and how to find it by an index. Deliveries go with their schedules, and what
was said of a question with it."""
_WITH_ROWS = (
    "SELECT id FROM (SELECT id FROM guild"
    + "".join(f" UNION SELECT guild_id FROM {table}" for table in _TABLES)
    + f") WHERE id <> {OUTSIDE}"
)


@dataclass(frozen=True, slots=True)
class GuildOverview:
    """What the host is told of a guild: how many articles and schedules it has, without the removed
    ones, and when the bot left it or was kept out of it."""

    id: int
    articles: int
    schedules: int
    left_at: datetime | None
    blocked_at: datetime | None


def get(connection: sqlite3.Connection, guild_id: int) -> Guild:
    """Return the settings of a guild; all unset for one that has no row yet."""
    statement = (
        "SELECT language, zone, editor_role, unreviewed, theme, home, suggestions, suggestions_channel,"
        " model FROM guild WHERE id = ?"
    )
    row = one(connection, statement, (guild_id,))
    if row is None:
        return Guild(guild_id)
    language, zone, editor_role, unreviewed, theme, home, suggestions, channel, model = row
    chosen = Language(language) if language else None
    return Guild(
        guild_id,
        chosen,
        zone,
        editor_role,
        bool(unreviewed),
        Theme(theme),
        Language(home),
        bool(suggestions),
        channel,
        model,
    )


def put(transaction: sqlite3.Connection, guild: Guild) -> None:
    """Store the settings of a guild."""
    transaction.execute(
        "INSERT INTO guild (id, language, zone, editor_role, unreviewed, theme, home, suggestions,"
        " suggestions_channel, model)"
        " VALUES (:id, :language, :zone, :editor_role, :unreviewed, :theme, :home,"
        " :suggestions, :suggestions_channel, :model)"
        " ON CONFLICT (id) DO UPDATE SET language = excluded.language, zone = excluded.zone,"
        " editor_role = excluded.editor_role, unreviewed = excluded.unreviewed, theme = excluded.theme,"
        " home = excluded.home, suggestions = excluded.suggestions,"
        " suggestions_channel = excluded.suggestions_channel, model = excluded.model",
        asdict(guild),
    )


def moved_home(connection: sqlite3.Connection, homes: Mapping[int, Language]) -> list[int]:
    """Return which of these guilds that have a row have another home in it."""
    statement = (
        "SELECT guild.id FROM guild JOIN json_each(?) AS told ON guild.id = CAST(told.key AS INTEGER)"
        " WHERE guild.home <> told.value"
    )
    return column(connection, statement, (json.dumps(homes),))


def put_home(transaction: sqlite3.Connection, guild_id: int, home: Language) -> None:
    """Store the language of a guild's Discord locale, where the guild has a row."""
    transaction.execute("UPDATE guild SET home = ? WHERE id = ?", (home, guild_id))


def started(connection: sqlite3.Connection, guild_id: int) -> bool:
    """Return whether the guild was shown the guided start."""
    statement = "SELECT 1 FROM guild WHERE id = ? AND started_at IS NOT NULL"
    return one(connection, statement, (guild_id,)) is not None


def start(transaction: sqlite3.Connection, guild_id: int, at: datetime) -> None:
    """Store that the guild was shown the guided start at `at`."""
    transaction.execute(
        "INSERT INTO guild (id, started_at) VALUES (?, ?)"
        " ON CONFLICT (id) DO UPDATE SET started_at = excluded.started_at",
        (guild_id, seconds(at)),
    )


def left(transaction: sqlite3.Connection, guild_id: int, at: datetime) -> None:
    """Store that the bot was removed from the guild at `at`, if that isn't known yet."""
    transaction.execute(
        "INSERT INTO guild (id, left_at) VALUES (?, ?)"
        " ON CONFLICT (id) DO UPDATE SET left_at = ifnull(left_at, excluded.left_at)",
        (guild_id, seconds(at)),
    )


def block(transaction: sqlite3.Connection, guild_id: int, at: datetime) -> None:
    """Store at `at` that the bot is to keep out of the guild."""
    transaction.execute(
        "INSERT INTO guild (id, blocked_at) VALUES (?, ?)"
        " ON CONFLICT (id) DO UPDATE SET blocked_at = ifnull(blocked_at, excluded.blocked_at)",
        (guild_id, seconds(at)),
    )


def unblock(transaction: sqlite3.Connection, guild_id: int) -> bool:
    """Undo `block` and `left`; return False for a guild that is not blocked."""
    cursor = transaction.execute(
        "UPDATE guild SET blocked_at = NULL, left_at = NULL WHERE id = ? AND blocked_at IS NOT NULL",
        (guild_id,),
    )
    return cursor.rowcount == 1


def blocked(connection: sqlite3.Connection, guild_ids: Collection[int]) -> set[int]:
    """Return those of these guilds that the bot is to keep out of."""
    found = column(
        connection,
        "SELECT id FROM guild WHERE id IN (SELECT value FROM json_each(?)) AND blocked_at IS NOT NULL",
        (json_array(guild_ids),),
    )
    return set(found)


def overview(connection: sqlite3.Connection) -> list[GuildOverview]:
    """Return all guilds that have rows, by id."""
    found = rows(
        connection,
        "SELECT known.id,"
        " (SELECT count(*) FROM article WHERE ifnull(guild_id, 0) = known.id AND removed_at IS NULL),"
        " (SELECT count(*) FROM schedule WHERE guild_id = known.id AND removed_at IS NULL),"
        f" left_at, blocked_at FROM ({_WITH_ROWS}) AS known LEFT JOIN guild ON guild.id = known.id"
        " ORDER BY known.id",
    )
    return [
        GuildOverview(guild_id, articles, schedules, moment(left_at), moment(blocked_at))
        for guild_id, articles, schedules, left_at, blocked_at in found
    ]


def present(connection: sqlite3.Connection) -> set[int]:
    """Return the guilds that have rows and that the bot is not known to have left."""
    found = column(connection, f"{_WITH_ROWS} EXCEPT SELECT id FROM guild WHERE left_at IS NOT NULL")
    return set(found)


def gone(connection: sqlite3.Connection, guild_ids: Collection[int]) -> bool:
    """Return whether one of these guilds is stored as left and isn't blocked."""
    statement = (
        "SELECT EXISTS (SELECT 1 FROM guild WHERE left_at IS NOT NULL AND blocked_at IS NULL"
        " AND id IN (SELECT value FROM json_each(?)))"
    )
    return bool(value(connection, statement, (json_array(guild_ids),)))


def joined(transaction: sqlite3.Connection, guild_ids: Collection[int]) -> list[int]:
    """Undo `left` for guilds the bot is in and that aren't blocked; return those it had left."""
    return column(
        transaction,
        "UPDATE guild SET left_at = NULL WHERE left_at IS NOT NULL AND blocked_at IS NULL"
        " AND id IN (SELECT value FROM json_each(?)) RETURNING id",
        (json_array(guild_ids),),
    )


def left_before(connection: sqlite3.Connection, moment: datetime) -> list[int]:
    """Return the guilds that the bot left before that moment."""
    return column(connection, "SELECT id FROM guild WHERE left_at < ?", (seconds(moment),))


def purge(transaction: sqlite3.Connection, guild_ids: Collection[int]) -> int:
    """Delete all rows of guilds that the bot left; return how many guilds there were.

    Of a blocked guild, its id, the block and when the bot left are kept.
    """
    those = (json_array(guild_ids),)
    deletions.store(transaction, "guild", guild_ids)
    within = "(SELECT value FROM json_each(?))"
    owned = f"SELECT id FROM article WHERE ifnull(guild_id, 0) IN {within}"
    removal.delete(transaction, column(transaction, owned, those))
    made = f"SELECT id FROM item WHERE guild_id IN {within}"  # of shared articles
    removal.delete_items(transaction, column(transaction, made, those))
    for table, owner in (*_TABLES.items(), ("notice", "guild_id")):
        transaction.execute(f"DELETE FROM {table} WHERE {owner} IN {within}", those)
    transaction.execute(
        "REPLACE INTO guild (id, left_at, blocked_at) SELECT id, left_at, blocked_at FROM guild"
        f" WHERE id IN {within} AND blocked_at IS NOT NULL",
        those,
    )
    cursor = transaction.execute(f"DELETE FROM guild WHERE id IN {within} AND blocked_at IS NULL", those)
    return cursor.rowcount
