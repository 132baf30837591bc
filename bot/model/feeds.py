"""Feeds: lists of what a site published last, as RSS, Atom and JSON Feed have them."""

from __future__ import annotations

from dataclasses import dataclass


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
