"""What of the database moves to another bot in one file, and what stays: each table and column."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from bot.errors import UserError
from bot.store import deletions, meta
from bot.store.database import MIGRATIONS
from bot.store.migrations import migrate
from bot.store.preparing import APPLICATION_ID
from bot.store.sql import Row, column, rows, value

MOVED = {
    "guild": (
        "id, language, zone, editor_role, left_at, unreviewed, blocked_at, started_at, theme, home,"
        " suggestions, suggestions_channel, model"
    ),
    "article": (
        "id, guild_id, work, title, author, url, language, translated, size, digest, added_at, added_by,"
        " removed_at, publisher, published, text"
    ),
    "sentence": "article_id, position, spans, adjoins",
    "body": "article_id, position, kind, spans, breaks",
    "timing": "article_id, start, second",
    "item": (
        "id, article_id, kind, position, text, spans, speaker, spoken, prediction_kind, horizon, heading,"
        " guild_id, replaces"
    ),
    "review": "guild_id, item_id, verdict, speaker, prediction_kind, reviewed_at, said_on, due_on",
    "rights": "article_id, ground",
    "hidden": "guild_id, article_id, hidden_at",
    "consent": "guild_id, article_id, given_by, given_at",
    "showing": "guild_id, item_id, round, turn",
    "prediction_of_the_day": "guild_id, date, item_id",
    "vote": "guild_id, item_id, voter, value, reason, voted_at",
    "place": "guild_id, reader, article_id, start, size, read_at",
    "saved": "reader, item_id, saved_at, reminded, reminded_at",
    "reminder": "id, reader, user_id, language, asked_at, next_at",
    "refusal": "person, refused_at",
    "question": (
        "id, guild_id, article_id, item_id, words, text, due_on, zone, due_at, asked_by, asked_at, next_post"
    ),
    "resolution": "id, question_id, outcome, evidence, made_by, made_at, undone_at",
    "objection": "resolution_id, forecaster, reason, made_at",
    "forecast": "question_id, forecaster, made_at, probability",
    "board": "guild_id, forecaster, user_id, agreed_at",
    "suggestion": (
        "id, guild_id, url, digest, title, author, opening, quotes, predictions, suggested_by, language,"
        " suggested_at, readout"
    ),
    "schedule": (
        "id, public_id, guild_id, channel_id, minutes, days, zone, content, article_id, language, role_id,"
        " created_by, created_at, done_until, next_run, next_date, paused_by, problems, problem_at,"
        " recheck_at, removed_at, style, size, pauses, thread"
    ),
    "queue": "id, schedule_id, position, article_id",
    "delivery": (
        "id, schedule_id, slot, kind, guild_id, target, due_at, state, reason, items, nonce, holder,"
        " attempts, maybe_sent, retry_at, message_id, done_at, seen_at, requested_at, queue_id, article_id,"
        " part_start, part_end, part_number, part_count, thread_at, questions"
    ),
    "notice": (
        "id, guild_id, person, identity, key, variables, schedule_id, created_at, state, nonce, letter,"
        " attempts, retry_at, channel_id"
    ),
    "feed": "id, page, url, moved, title, etag, modified, polled_at, next_poll, wait, failed_since, problem",
    "feed_mark": "feed_id, mark, seen_at",
    "subscription": "id, guild_id, feed_id, words, at_once, paused, made_at",
    "entry": "id, subscription_id, url, title, found_at, at_once, waits, problem",
    "deletion": "id, at, kind, subject, guild_id, voter",
}
"""Each table that moves, with all of its columns; first those that it is ordered by."""
STAYS = {
    "fetch": "it counts for 24 hours",
    "written_answer": "it counts for 24 hours",
    "vector": "it is made anew of the sentences",
    "draft": "it waits for 7 days at most; adding the article again makes another",
    "lease": "it is a running process’s",
    "sentence_index": "it is made anew of the articles",
    "quote_index": "it is made anew of the items",
    "meta": "it holds what is below",
}
"""Each table that doesn’t move, and why."""
MOVED_META = ("application", "deletions", "stalled", "voter-key")
"""What moves of `meta`: which application the database belongs to, how often people had their data deleted,
when posting stood still, and what tells the key from others, of which the key can't be made."""
STAYING_META = {
    "backup": "there is no copy elsewhere",
    "commands": "they are registered anew",
    "copy": "what is moved is no copy",
    "index": "it is made anew",
    "indexing": "it is made anew",
    "lineage:": "it belongs to a file and its log",
    "restored": "it becomes the moment of the import",
    "shipped": "the other bot may come with other articles",
    "tzdata": "the other machine may have other time zones",
}
_SOMEBODYS = {
    "article": "work IS NULL",
    "notice": "guild_id <> 0",
    **dict.fromkeys(("sentence", "body", "timing", "item"), "0"),
}
"""Which rows of these tables the bot doesn't make by itself when it starts; of the others it makes none."""
MAX_ID = 1 << 53
"""No bot ever gives so many ids: one by one, a thousand a second would take it 285,000 years."""
_STRICTER_LATER = "schedule_article_added"
"""A trigger that refuses what may be there: a schedule whose article was deleted after it was chosen."""


def moved_meta(connection: sqlite3.Connection) -> dict[str, str]:
    """Return what moves of `meta`."""
    found = {key: meta.get(connection, key) for key in MOVED_META}
    return {key: held for key, held in found.items() if held is not None}


def sequences(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the last ids that tables gave, by their names."""
    return dict(rows(connection, "SELECT name, seq FROM sqlite_sequence ORDER BY name"))


def version(connection: sqlite3.Connection) -> int:
    """Return the version of a database: the number of its last migration."""
    return int(value(connection, "PRAGMA user_version"))


def read(connection: sqlite3.Connection, table: str) -> Iterator[Row]:
    """Yield the rows of a table that moves."""
    return connection.execute(f"SELECT {MOVED[table]} FROM {table} ORDER BY 1, 2")


def is_fresh(connection: sqlite3.Connection) -> bool:
    """Return whether a database has nothing but what the bot makes by itself when it starts."""
    return not any(
        value(connection, f"SELECT EXISTS (SELECT 1 FROM {table} WHERE {_SOMEBODYS.get(table, '1')})")
        for table in MOVED
    )


@contextmanager
def made(path: Path, number: int) -> Iterator[sqlite3.Connection]:
    """Make a database of version `number` and yield a transaction, which is committed at the end: every row
    has to mean something by then. Where it can't be, or something else is raised, the file is of no use."""
    scripts = {int(file.stem): file for file in MIGRATIONS.glob("[0-9]*.sql") if int(file.stem) <= number}
    path.touch(0o600, exist_ok=False)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, path, scripts, APPLICATION_ID)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN")
        connection.execute("PRAGMA defer_foreign_keys = ON")  # one row may come before what it refers to
        trigger = value(connection, "SELECT sql FROM sqlite_schema WHERE name = ?", (_STRICTER_LATER,))
        if trigger:
            connection.execute(f"DROP TRIGGER {_STRICTER_LATER}")
        yield connection
        if trigger:
            connection.execute(trigger)
            _refuse_strange_articles(connection)
        connection.execute("COMMIT")


def _refuse_strange_articles(connection: sqlite3.Connection) -> None:
    strange = value(
        connection,
        "SELECT EXISTS (SELECT 1 FROM schedule JOIN article ON article.id = schedule.article_id"
        " WHERE article.guild_id <> schedule.guild_id)",
    )
    if strange:
        raise sqlite3.IntegrityError("no article of that guild")


def known(connection: sqlite3.Connection) -> dict[str, dict[str, str]]:
    """Return the tables that move, as a database of its version has them: the types of columns by name."""
    tables = column(  # not those in which FTS5 keeps its index
        connection,
        "SELECT name FROM pragma_table_list"
        " WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
    )
    return {
        table: dict(rows(connection, "SELECT name, type FROM pragma_table_info(?, 'main')", (table,)))
        for table in tables
        if table not in STAYS
    }


def insert(
    transaction: sqlite3.Connection, table: str, columns: Sequence[str], some: Iterable[Sequence[object]]
) -> None:
    """Store rows; `table` and `columns` must be some that are `known`."""
    places = ", ".join("?" * len(columns))
    transaction.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", some)


def put_meta(transaction: sqlite3.Connection, held: Mapping[str, str]) -> None:
    """Store what moved of `meta`. Raises UserError("move-unknown") for what isn't known."""
    for key, text in held.items():
        if key not in MOVED_META:
            raise UserError("move-unknown", name=f"meta.{key}"[:80])
        meta.put(transaction, key, text)


def put_sequences(transaction: sqlite3.Connection, given: Mapping[str, int], gap: int) -> None:
    """Have no id given again that another database gave, nor one of the `gap` after it. Raises
    UserError("move-unknown") for a table that isn't known, and ValueError where there would soon be no id
    left."""
    numbered = column(
        transaction, "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"
    )
    for name in given:
        if name not in numbered:
            raise UserError("move-unknown", name=name[:80])
    deletions.raise_sequences(transaction, [(name, given.get(name, 0) + gap) for name in numbered], 0)
    if (value(transaction, "SELECT max(seq) FROM sqlite_sequence") or 0) > MAX_ID:
        raise ValueError("an id after which none comes")
