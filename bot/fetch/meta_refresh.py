"""Redirects that a page makes with `<meta http-equiv="refresh">`."""

from __future__ import annotations

import html
import re

_MAX_BYTES = 4_000  # a longer page has something to read
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_META = re.compile(rb"<meta\s[^<>]*>", re.IGNORECASE)
_REFRESH = re.compile(rb"""http-equiv\s*+=\s*+(?:["']\s*+)?refresh\b""", re.IGNORECASE)
_TARGET = re.compile(
    rb"""content\s*+=\s*+(?:["']\s*+)?\d\s*+[;,]\s*+url\s*+=\s*+(?:["']\s*+)?([^"'>\s]+)""", re.IGNORECASE
)


def refresh_target(page: bytes) -> str | None:
    """Return the address, perhaps relative, that a page redirects to within ten seconds.

    None for a page that doesn't, or that is too long to be nothing but a redirect.
    """
    if len(page) <= _MAX_BYTES:
        for tag in _META.findall(_COMMENT.sub(b"", page)):
            if _REFRESH.search(tag) and (found := _TARGET.search(tag)):
                return html.unescape(found[1].decode("utf-8", "replace"))
    return None
