"""Text of articles and people for Discord: escaped, and cut where a word ends."""

from __future__ import annotations

import re

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

    Those of more than 20 characters may be cut. The part has no white space around it.
    """
    cut = start > 0 and _LATIN.match(text, start - 1) and _LATIN.match(text, start)
    left = (_REST.match(text, start, end) if cut else None) or _BLANK.match(text, start, end)
    start = left.end() if left else start
    right = _BEGINNING.search(text, start, end) if end < len(text) and _LATIN.match(text, end) else None
    if right and right.start() > start:
        end = right.start()
    return start, start + len(text[start:end].rstrip())


def clipped(text: str, length: int, *, tail: bool = False) -> str:
    """Return `text` in at most `length` characters, with … where its end, or its beginning, was left out."""
    if len(text) <= length:
        return text
    if tail:
        start, end = whole_words(text, len(text) - length + 1, len(text))
        return "…" + text[start:end]
    start, end = whole_words(text, 0, length - 1)
    return text[start:end] + "…"
