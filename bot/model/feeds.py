"""Feeds: lists of what a site published last, as RSS, Atom and JSON Feed have them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """What a feed says of one page.

    `url` is whole; `guid` is what the feed tells its entries apart by, None where it doesn't; `title` is one
    line, perhaps empty; `published` is in Unix seconds, None where the feed says no date that can be read.
    """

    guid: str | None
    url: str
    title: str
    published: int | None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that was read. Its entries come newest first, as far as that can be known."""

    title: str
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed that a guild reads, with what is known of the feed.

    `words` choose entries by their titles. Entries go in `at_once` or wait for an editor, `waiting` of them
    now. `problem` is the key of the message that says why the feed can't be read, since `failed_since`.
    """

    id: int
    guild_id: int
    feed_id: int
    url: str
    title: str
    words: str
    at_once: bool
    paused: bool
    polled_at: datetime | None
    next_poll: datetime
    failed_since: datetime | None
    problem: str | None
    waiting: int


@dataclass(frozen=True, slots=True)
class WaitingEntry:
    """An entry that waits to become an article: for an editor, or (`at_once`) for its turn to go in by
    itself; `problem` is the key of the error that kept it from that."""

    id: int
    subscription_id: int
    guild_id: int
    url: str
    title: str
    found_at: datetime
    problem: str | None
    at_once: bool = False

    @property
    def is_coming(self) -> bool:
        """Return whether it goes in by itself, as far as anyone knows."""
        return self.at_once and self.problem is None
