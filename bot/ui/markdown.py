"""Text of articles and people for Discord: escaped, and cut where a word ends."""

from __future__ import annotations

import re

from bot.words import INVISIBLE

_MARKDOWN = re.compile(
    r"(?P<link>https?://[!-;=?-~]+)|(?P<mark>[\\*_~|`\[\]<>]|^[ \t]*(?:[#+-]|\d+(?=[.)])))", re.MULTILINE
)
_NARROW = r"[^\s\u2e80-\U0010ffff]"
"""What Latin words and numbers are made of, with the marks at them."""
_LATIN = re.compile(_NARROW)
_REST = re.compile(rf"{_NARROW}{{1,20}}(?:\s+|(?=[\u2e80-\U0010ffff]))")
_BEGINNING = re.compile(rf"(?<!{_NARROW}){_NARROW}{{1,20}}$")
_BLANK = re.compile(r"\s*")


def escaped(text: str) -> str:
    """Escape text of an article or a person, so that Discord shows it to the letter.

    No formatting, masked link, mention, custom emoji or timestamp comes out of it. Addresses stay as they
    are; invisible and direction-changing characters go. Stricter than `discord.utils.escape_markdown`, which
    leaves the second link of a line and all of `<…>`.
    """

    def escape(match: re.Match[str]) -> str:
        if match["link"]:
            return match["link"]
        mark = match["mark"]
        return f"{mark}\\" if mark[-1].isdecimal() else f"{mark[:-1]}\\{mark[-1]}"

    return _MARKDOWN.sub(escape, INVISIBLE.sub("", text))


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the part of `text[start:end]`, as start and end, that cuts no Latin word or number in two.

    Those of more than 20 characters may be cut. The part has no white space around it.
    """
    cut = start > 0 and _LATIN.match(text, start - 1) and _LATIN.match(text, start)
    left = (_REST.match(text, start, end) if cut else None) or _BLANK.match(text, start, end)
    start = left.end() if left else start
    right = _BEGINNING.search(text, start, end) if end < len(text) and _LATIN.match(text, end) else None
    if right and right.start() > start:
        end = right.start()
    return start, start + len(text[start:end].rstrip())


def clipped(text: str, length: int) -> str:
    """Return `text` in at most `length` characters, with … where something was left out."""
    if len(text) <= length:
        return text
    start, end = whole_words(text, 0, length - 1)
    return text[start:end] + "…"
