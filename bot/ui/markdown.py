"""Words of articles and people as Discord shows them: to the letter, and cut where a word ends."""

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
    """Words of an article or a person as Discord shows them to the letter: no formatting, masked link,
    mention, custom emoji or timestamp comes out of it. Addresses stay as they are; invisible and
    direction-changing characters go.

    Stricter than `discord.utils.escape_markdown`, which leaves the second link of a line and all of `<…>`.
    """

    def escape(match: re.Match[str]) -> str:
        if match["link"]:
            return match["link"]
        mark = match["mark"]
        return f"{mark}\\" if mark[-1].isdecimal() else f"{mark[:-1]}\\{mark[-1]}"

    return _MARKDOWN.sub(escape, INVISIBLE.sub("", text))


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a part of `text` begins and ends that has only whole Latin words and numbers of the part from
    `start` to `end` (but for those of more than 20 characters), and no white space around them."""
    cut = start > 0 and _LATIN.match(text, start - 1) and _LATIN.match(text, start)
    left = (_REST.match(text, start, end) if cut else None) or _BLANK.match(text, start, end)
    start = left.end() if left else start
    right = _BEGINNING.search(text, start, end) if end < len(text) and _LATIN.match(text, end) else None
    if right and right.start() > start:
        end = right.start()
    return start, start + len(text[start:end].rstrip())


def clipped(text: str, length: int) -> str:
    """`text` in at most `length` characters, with … where something was left out."""
    if len(text) <= length:
        return text
    start, end = whole(text, 0, length - 1)
    return text[start:end] + "…"
