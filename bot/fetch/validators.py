"""What the headers of an answer say for the next time: the version that it was, and how long to wait."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server tells a version of a page apart by, word for word."""

    etag: str | None = None
    modified: str | None = None


def validators_of(headers: Mapping[str, str]) -> Validators:
    """Return the validators of an answer, without those that are too long or can't be sent back."""
    return Validators(_validator(headers.get("ETag", "")), _validator(headers.get("Last-Modified", "")))


def retry_after(headers: Mapping[str, str]) -> int | None:
    """Return the seconds that a server wants to be left alone for: it says them, or until when."""
    text = headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        return min(int(text[:9]), 10**8)
    with suppress(ValueError, TypeError, OverflowError):
        until = parsedate_to_datetime(text)
        if until.tzinfo is None:
            until = until.replace(tzinfo=UTC)
        return max(0, int((until - datetime.now(UTC)).total_seconds()))
    return None


def _validator(text: str) -> str | None:
    return text if 0 < len(text) <= _LENGTH and text.isprintable() else None
