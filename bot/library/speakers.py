"""The names of speakers that editors can choose from, or type."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from bot.errors import UserError
from bot.model import Review
from bot.words import plain

NAME_LENGTH = 100
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


def speakers(found: Iterable[Review]) -> list[str]:
    """Return the speakers of quotations, as read and as corrected, each once, in order."""
    said = (name for one in found for name in (one.read.speaker, one.item.speaker))
    return list(dict.fromkeys(name for name in said if name and len(name) <= NAME_LENGTH))


def as_written(name: str, text: str) -> str:
    """Return a name that somebody typed as the text of an article writes it. Raises
    UserError("name-not-in-article") where it doesn't stand there."""
    words, wanted = (" ".join(unicodedata.normalize("NFKC", some).split()) for some in (text, name))
    lower, key = _lower(words), _lower(wanted)
    start = lower.find(key) if any(map(str.isalnum, key)) else -1
    while start >= 0:
        end = start + len(key)
        # As a word of its own, where the script parts words: "An" is not in "plan".
        if not _LATIN.match(words, start - 1, start) and not _LATIN.match(words, end):
            return plain(words[start:end])
        start = lower.find(key, start + 1)
    raise UserError("name-not-in-article", name=plain(name)[:50])


def _lower(text: str) -> str:
    """Return `text` in lower case, in as many characters."""
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)
