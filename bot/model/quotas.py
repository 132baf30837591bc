"""What a guild may have only so much of, and who uses it."""

from __future__ import annotations

from enum import StrEnum


class Quota(StrEnum):
    """What is limited: the articles and the bytes that a guild keeps, and what it had fetched or read in the
    last 24 hours."""

    ARTICLES = "articles"
    BYTES = "bytes"
    FETCHES = "fetches"


class Way(StrEnum):
    """For whom something is fetched or kept: for editors, who ask for it themselves; for feeds, whose entries
    go in at once; for members, who suggest it."""

    EDITORS = "editors"
    FEEDS = "feeds"
    MEMBERS = "members"
