"""Pages that do nothing but send their reader on to another one."""

from __future__ import annotations

import html
import re

_LONGEST = 4_000
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_META = re.compile(rb"<meta\s[^>]*>", re.IGNORECASE)
_REFRESH = re.compile(rb"""http-equiv\s*=\s*["']?\s*refresh\b""", re.IGNORECASE)
_TARGET = re.compile(rb"""content\s*=\s*["']?\s*\d\s*[;,]\s*url\s*=\s*["']?\s*([^"'>\s]+)""", re.IGNORECASE)


def forwarding(page: bytes) -> str | None:
    """Where a page that is too short for an article sends its reader within seconds, if it does."""
    if len(page) <= _LONGEST:
        for tag in _META.findall(_COMMENT.sub(b"", page)):
            if _REFRESH.search(tag) and (found := _TARGET.search(tag)):
                return html.unescape(found[1].decode("utf-8", "replace"))
    return None
