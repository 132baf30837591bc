"""What comes of a poll of a feed: what is new for whom, and what editors are told."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from bot.feeds import (
    A_DAY,
    FIRST,
    TOLD_AFTER,
    chosen,
    marks,
    page_key,
    unseen,
    wait_after_failure,
    wait_after_success,
)
from bot.fetch import FetchedPage
from bot.library.article_writer import is_link
from bot.library.notices import notify_editors
from bot.library.room import DAY
from bot.model import NOBODY, Fact
from bot.model.feeds import Feed, FeedEntry, Subscription
from bot.store import articles, entries, feeds, notices

FORGOTTEN_AFTER = timedelta(days=90)
"""How long an entry is recognized that the feed has no more."""
FAILS, ENDED = "notice-feed-fails", "notice-feed-ended"
NEW = "notice-feed-new"
GONE_FOR_GOOD = "feed-ended"
"""Why a feed can't be read of which the site says so."""


def unknown(connection: sqlite3.Connection, guild_id: int, found: list[FeedEntry]) -> list[FeedEntry]:
    """Return the entries whose page a guild has neither as an article, removed or not, nor as an entry."""
    known = {page_key(url) for url in entries.urls(connection, guild_id)}
    known |= {page_key(article.url or "") for article in articles.linked(connection, guild_id)}
    return [entry for entry in found if page_key(entry.url) not in known]


def polled(
    transaction: sqlite3.Connection, feed_id: int, page: FetchedPage, read: Feed | None, now: datetime
) -> None:
    """Store that a feed was read, and hand out what is new; `read` is None where nothing has changed."""
    feed = feeds.get(transaction, feed_id)
    if feed is None:  # nobody reads it any more
        return
    moved = moved_to(page)
    if moved and moved == feed.moved and not feeds.move(transaction, feed_id, page_key(moved), moved):
        return  # guilds read another feed now, which is polled in its own time
    new = unseen(read.entries, feeds.marks(transaction, feed_id)) if read else []
    for one in feeds.of_feed(transaction, feed_id):
        take_back_failure(transaction, one)
        room = A_DAY - entries.count_since(transaction, one.id, now - DAY)
        if feed.polled_at is None:
            room = min(room, FIRST)
        if not one.paused:
            own = unknown(transaction, one.guild_id, chosen(new, one.words, room))
            entries.put(transaction, one.id, own, now, at_once=one.at_once)
            if own and not one.at_once:
                tell_that_entries_wait(transaction, one.guild_id, now)
    if read:
        found = frozenset[bytes]().union(*marks(read.entries))
        feeds.put_marks(transaction, feed_id, found, now, now - FORGOTTEN_AFTER)
    feeds.polled(
        transaction,
        feed_id,
        now,
        wait_after_success(feed.wait, news=bool(new), asked=wait_asked_for(page.retry_after)),
        title=read.title if read else None,
        validators=(page.validators.etag, page.validators.modified) if read else (feed.etag, feed.modified),
        moved=moved,
    )


def failed(
    transaction: sqlite3.Connection, feed_id: int, problem: str, asked: timedelta | None, now: datetime
) -> None:
    """Store that a feed could not be read; editors are told once, after three days. One that has ended is
    paused, and they are told at once."""
    feed = feeds.get(transaction, feed_id)
    if feed is None:
        return
    feeds.failed(transaction, feed_id, now, wait_after_failure(feed.wait, asked), problem)
    ended = problem == GONE_FOR_GOOD
    if not ended and (feed.failed_since is None or now - feed.failed_since < TOLD_AFTER):
        return
    for one in feeds.of_feed(transaction, feed_id):
        if not one.paused:
            about = {"title": one.title or one.url, "reason": problem}
            fact = Fact(ENDED if ended else FAILS, _failing(one), about)
            notify_editors(transaction, one.guild_id, NOBODY, fact, now)
    if ended:
        feeds.pause(transaction, feed_id)


def tell_that_entries_wait(transaction: sqlite3.Connection, guild_id: int, now: datetime) -> None:
    """Have editors told that entries of feeds wait for them, at most once a day."""
    notices.take_back(transaction, guild_id, f"{NEW}:*")  # of an earlier day
    notify_editors(transaction, guild_id, NOBODY, Fact(NEW, f"{NEW}:{now.date()}"), now)


def _failing(own: Subscription) -> str:
    """Return the identity of the fact that a feed fails since then."""
    return f"feed:{own.id}:{int(own.failed_since.timestamp()) if own.failed_since else 0}"


def take_back_failure(transaction: sqlite3.Connection, own: Subscription) -> None:
    """Have editors not told that a feed fails, if nobody was yet."""
    notices.take_back(transaction, own.guild_id, _failing(own))


def moved_to(page: FetchedPage) -> str | None:
    """Return the address that a feed's own was redirected to for good, where it can be stored."""
    return page.moved if page.moved is not None and is_link(page.moved) else None


def wait_asked_for(seconds: str | int | None) -> timedelta | None:
    """Return how long a site asked to be left alone, if it did."""
    return None if seconds is None else timedelta(seconds=int(seconds))
