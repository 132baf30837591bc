"""Rows of feeds, and of guilds' subscriptions to them."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model.feeds import Subscription
from bot.store import deletions
from bot.store.sql import Row, column, moment, one, rows, seconds, value

_FEED = "id, url, moved, title, etag, modified, polled_at, wait, failed_since"
_SUBSCRIPTIONS = (
    "SELECT subscription.id, guild_id, feed_id, url, title, words, at_once, paused, polled_at, next_poll,"
    " failed_since, problem, (SELECT count(*) FROM entry WHERE subscription_id = subscription.id AND waits)"
    " FROM subscription JOIN feed ON feed.id = feed_id"
)
PRESENT = "guild_id NOT IN (SELECT id FROM guild WHERE left_at IS NOT NULL)"


@dataclass(frozen=True, slots=True)
class StoredFeed:
    """What is known of a feed. `moved` is where the last poll was redirected to for good; `polled_at` is None
    where what it has may be old; `wait` is the time from the last poll to the next."""

    id: int
    url: str
    moved: str | None
    title: str
    etag: str | None
    modified: str | None
    polled_at: datetime | None
    wait: timedelta
    failed_since: datetime | None


@dataclass(frozen=True, slots=True)
class FeedTotals:
    """How many feeds are read; how many of them are paused wherever they are, and how many of the others
    can't be read now."""

    count: int = 0
    paused: int = 0
    failing: int = 0


def put(transaction: sqlite3.Connection, page: str, url: str, now: datetime) -> StoredFeed:
    """Return the feed of a `page`, which tells addresses apart; it is stored now if it wasn't."""
    transaction.execute(
        "INSERT INTO feed (page, url, title, next_poll, wait) VALUES (?, ?, '', ?, 0) ON CONFLICT DO NOTHING",
        (page, url, seconds(now)),
    )
    found = one(transaction, f"SELECT {_FEED} FROM feed WHERE page = ?", (page,))
    assert found is not None  # it was just stored
    return _feed(found)


def get(connection: sqlite3.Connection, feed_id: int) -> StoredFeed | None:
    """Return a feed; None where nobody reads it any more."""
    found = one(connection, f"SELECT {_FEED} FROM feed WHERE id = ?", (feed_id,))
    return None if found is None else _feed(found)


def due(connection: sqlite3.Connection, now: datetime, limit: int) -> list[StoredFeed]:
    """Return feeds that are to be polled, those first that have been for longest; not those that are paused
    everywhere."""
    found = rows(
        connection,
        f"SELECT {_FEED} FROM feed WHERE next_poll <= ? AND EXISTS"
        f" (SELECT 1 FROM subscription WHERE feed_id = feed.id AND NOT paused AND {PRESENT})"
        " ORDER BY next_poll, id LIMIT ?",
        (seconds(now), limit),
    )
    return [_feed(row) for row in found]


def polled(
    transaction: sqlite3.Connection,
    feed_id: int,
    now: datetime,
    wait: timedelta,
    *,
    title: str | None,
    validators: tuple[str | None, str | None],
    moved: str | None,
) -> None:
    """Store that a feed was read; `title` is None where it hasn't changed."""
    transaction.execute(
        "UPDATE feed SET moved = ?, title = ifnull(?, title), etag = ?, modified = ?, polled_at = ?,"
        " next_poll = ?, wait = ?, failed_since = NULL, problem = NULL WHERE id = ?",
        (moved, title, *validators, seconds(now), seconds(now + wait), int(wait.total_seconds()), feed_id),
    )


def failed(
    transaction: sqlite3.Connection, feed_id: int, now: datetime, wait: timedelta, problem: str
) -> None:
    """Store that a feed could not be read, and why."""
    transaction.execute(
        "UPDATE feed SET moved = NULL, next_poll = ?, wait = ?, failed_since = ifnull(failed_since, ?),"
        " problem = ? WHERE id = ?",
        (seconds(now + wait), int(wait.total_seconds()), seconds(now), problem, feed_id),
    )


def move(transaction: sqlite3.Connection, feed_id: int, page: str, url: str) -> bool:
    """Give a feed another address. Return False where another feed has it, which guilds read then: what waits
    goes on waiting there."""
    other = value(transaction, "SELECT id FROM feed WHERE page = ? AND id <> ?", (page, feed_id))
    if other is None:
        transaction.execute("UPDATE feed SET page = ?, url = ? WHERE id = ?", (page, url, feed_id))
        return True
    transaction.execute("UPDATE OR IGNORE subscription SET feed_id = ? WHERE feed_id = ?", (other, feed_id))
    for own in of_feed(transaction, feed_id):  # a guild that reads both
        transaction.execute(
            "UPDATE entry SET subscription_id ="
            " (SELECT id FROM subscription WHERE feed_id = ? AND guild_id = ?) WHERE subscription_id = ?",
            (other, own.guild_id, own.id),
        )
        unsubscribe(transaction, [own.id])
    transaction.execute("DELETE FROM feed WHERE id = ?", (feed_id,))
    return False


def pause(transaction: sqlite3.Connection, feed_id: int) -> None:
    """Pause a feed for every guild."""
    transaction.execute("UPDATE subscription SET paused = 1 WHERE feed_id = ?", (feed_id,))


def begin_anew(transaction: sqlite3.Connection, now: datetime) -> None:
    """Have each feed polled as if for the first time, since nobody knows what it brought meanwhile, nor
    whether what went wrong still does."""
    transaction.execute(
        "UPDATE feed SET moved = NULL, polled_at = NULL, etag = NULL, modified = NULL, next_poll = ?,"
        " wait = 0, failed_since = NULL, problem = NULL",
        (seconds(now),),
    )
    transaction.execute("UPDATE entry SET problem = NULL")


def marks(connection: sqlite3.Connection, feed_id: int) -> set[bytes]:
    """Return by what the entries are recognized that a feed had."""
    return set(column(connection, "SELECT mark FROM feed_mark WHERE feed_id = ?", (feed_id,)))


def put_marks(
    transaction: sqlite3.Connection,
    feed_id: int,
    found: Collection[bytes],
    now: datetime,
    forgotten: datetime,
) -> None:
    """Store that a feed has these marks; those go that it had last before `forgotten`."""
    transaction.executemany(
        "INSERT INTO feed_mark (feed_id, mark, seen_at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
        " SET seen_at = excluded.seen_at WHERE seen_at < excluded.seen_at - 86400",  # few writes, if any
        [(feed_id, mark, seconds(now)) for mark in found],
    )
    transaction.execute(
        "DELETE FROM feed_mark WHERE feed_id = ? AND seen_at < ?", (feed_id, seconds(forgotten))
    )


def subscribe(transaction: sqlite3.Connection, guild_id: int, feed_id: int, now: datetime) -> int | None:
    """Store that a guild reads a feed, and return the subscription's id; None where it did already."""
    found = value(
        transaction,
        "INSERT INTO subscription (guild_id, feed_id, made_at) VALUES (?, ?, ?)"
        " ON CONFLICT DO NOTHING RETURNING id",
        (guild_id, feed_id, seconds(now)),
    )
    return None if found is None else int(found)


def of_guild(connection: sqlite3.Connection, guild_id: int) -> list[Subscription]:
    """Return the feeds that a guild reads, the latest last."""
    found = rows(connection, f"{_SUBSCRIPTIONS} WHERE guild_id = ? ORDER BY subscription.id", (guild_id,))
    return [_subscription(row) for row in found]


def of_feed(connection: sqlite3.Connection, feed_id: int) -> list[Subscription]:
    """Return the subscriptions to a feed."""
    found = rows(connection, f"{_SUBSCRIPTIONS} WHERE feed_id = ? ORDER BY subscription.id", (feed_id,))
    return [_subscription(row) for row in found]


def totals(connection: sqlite3.Connection, guild_id: int | None) -> FeedTotals:
    """Return how many feeds one guild reads, or all of them do that have the bot."""
    found = one(
        connection,
        "SELECT count(*), total(paused), total(failing AND NOT paused) FROM"
        " (SELECT min(paused) AS paused, failed_since IS NOT NULL AS failing"
        " FROM subscription JOIN feed ON feed.id = feed_id"
        f" WHERE {PRESENT} AND (:guild IS NULL OR guild_id = :guild) GROUP BY feed.id)",
        {"guild": guild_id},
    )
    return FeedTotals(*map(int, found or ()))


def subscription(connection: sqlite3.Connection, guild_id: int, subscription_id: int) -> Subscription | None:
    """Return a subscription of a guild."""
    found = one(
        connection,
        f"{_SUBSCRIPTIONS} WHERE guild_id = ? AND subscription.id = ?",
        (guild_id, subscription_id),
    )
    return None if found is None else _subscription(found)


def change(
    transaction: sqlite3.Connection, subscription_id: int, *, words: str, at_once: bool, paused: bool
) -> None:
    """Store what editors chose for a subscription."""
    transaction.execute(
        "UPDATE subscription SET words = ?, at_once = ?, paused = ? WHERE id = ?",
        (words, at_once, paused, subscription_id),
    )


def unsubscribe(transaction: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Delete subscriptions with what waits; the feed goes with the last one."""
    for subscription_id in ids:
        deletions.store(transaction, "subscription", [subscription_id])
        transaction.execute("DELETE FROM subscription WHERE id = ?", (subscription_id,))


def _feed(row: Row) -> StoredFeed:
    number, url, moved, title, etag, modified, polled_at, wait, failed_since = row
    return StoredFeed(
        id=number,
        url=url,
        moved=moved,
        title=title,
        etag=etag,
        modified=modified,
        polled_at=moment(polled_at),
        wait=timedelta(seconds=wait),
        failed_since=moment(failed_since),
    )


def _subscription(row: Row) -> Subscription:
    number, guild_id, feed_id, url, title, words, at_once, paused, *times, problem, count = row
    polled_at, next_poll, failed_since = times
    return Subscription(
        id=number,
        guild_id=guild_id,
        feed_id=feed_id,
        url=url,
        title=title,
        words=words,
        at_once=bool(at_once),
        paused=bool(paused),
        polled_at=moment(polled_at),
        next_poll=moment(next_poll),
        failed_since=moment(failed_since),
        problem=problem,
        waiting=count,
    )
