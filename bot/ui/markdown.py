"""Text of articles and people for Discord: escaped, and cut where a word ends."""

from __future__ import annotations

import re
from itertools import takewhile

from bot.words import INVISIBLE

_MARKDOWN = re.compile(
    r"[\\*_~|`\[\]<>@]"  # formatting, masked links, mentions and all of <…>
    r"|:(?=//|[A-Za-z0-9_+-]+:)"  # addresses, and emoji by name
    r"|^[ \t]*(?:[#+-]|\d+(?=[.)]))",  # headings, small text, lists
    re.MULTILINE,
)
_NARROW = r"[^\s\u2e80-\U0010ffff]"
"""What Latin words and numbers are made of, with the marks at them."""
_LATIN = re.compile(_NARROW)
_REST = re.compile(rf"{_NARROW}{{1,20}}(?:\s+|(?=[\u2e80-\U0010ffff]))")
_BEGINNING = re.compile(rf"(?<!{_NARROW}){_NARROW}{{1,20}}$")
_JOINED = re.compile(
    r"[\u0300-\u036f\u200d\u20d0-\u20f0\u3099\u309a\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e01ef]"
)
"""What belongs to the character before it. (Only what draws cards loads all that Unicode says of this.)"""
_FLAG = re.compile(r"[\U0001f1e6-\U0001f1ff]")
_BLANK = re.compile(r"\s*")


def escaped(text: str, length: int, *, tail: bool = False) -> str:
    """Return text of an article or a person as Markdown that Discord shows to the letter, clipped.

    No formatting, link, mention, emoji or timestamp comes out of it; an address is no link, as it could lead
    anywhere and would be read past the end of whatever it stands in. The result has at most `length`
    characters, escapes included, with … where something was left out: at the end, or with `tail` at the
    beginning. Invisible and direction-changing characters go. (`discord.utils.escape_markdown` leaves
    addresses, the second link of a line and all of `<…>`.)
    """
    text = INVISIBLE.sub("", text)
    room = length
    while len(shown := _MARKDOWN.sub(_escape, clipped(text, room, tail=tail))) > length:
        room -= (len(shown) - length + 1) // 2  # no character becomes more than two
    return shown


def _escape(syntax: re.Match[str]) -> str:
    mark = syntax[0]
    return f"{mark}\\" if mark[-1].isdecimal() else f"{mark[:-1]}\\{mark[-1]}"


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the part of `text[start:end]`, as start and end, that cuts no Latin word or number in two.

    Those of more than 20 characters may be cut, but no emoji, and no character from its marks. The part has
    no white space around it.
    """
    cut = start > 0 and _LATIN.match(text, start - 1) and _LATIN.match(text, start)
    left = (_REST.match(text, start, end) if cut else None) or _BLANK.match(text, start, end)
    start = left.end() if left else start
    right = _BEGINNING.search(text, start, end) if end < len(text) and _LATIN.match(text, end) else None
    if right and right.start() > start:
        end = right.start()
    while start < end and _is_joined(text, start):
        start += 1
    while start < end and _is_joined(text, end):
        end -= 1
    return start, start + len(text[start:end].rstrip())


def _is_joined(text: str, position: int) -> bool:
    """Return whether what a reader takes for one character goes on at a position."""
    if not 0 < position < len(text):
        return False
    before = text[max(0, position - 40) : position]
    halves_flag = _FLAG.match(text, position) and len(list(takewhile(_FLAG.match, reversed(before)))) % 2
    return bool(halves_flag or before[-1] == "\u200d" or _JOINED.match(text, position))


def clipped(text: str, length: int, *, tail: bool = False) -> str:
    """Return `text` in at most `length` characters, with … where its end, or its beginning, was left out."""
    if len(text) <= length:
        return text
    if tail:
        start, end = whole_words(text, len(text) - length + 1, len(text))
        return "…" + text[start:end]
    start, end = whole_words(text, 0, length - 1)
    return text[start:end] + "…"
