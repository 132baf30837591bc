"""The words of a text, as a search compares them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from bot.model import Span

UNSEEN = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Control characters, and those that have no width or turn the direction of writing."""


def plain(text: str) -> str:
    """`text` as one line of what can be seen; half a surrogate pair, which can't be stored, as ?."""
    return " ".join(UNSEEN.sub("", text.encode("utf-8", "replace").decode()).split())


def fold(text: str) -> str:
    """`text` with case, accents and full or half width made one, white space single and outer space gone.

    Two texts that a reader takes for the same word fold to the same string. Offsets are not kept.
    """
    wide = unicodedata.normalize("NFKC", plain(text)).casefold()
    # Only accents of Latin, Greek and Cyrillic go: か and が are different words.
    bare = "".join(
        character
        for character in unicodedata.normalize("NFD", wide)
        if not ("\u0300" <= character <= "\u036f")
    )
    return unicodedata.normalize("NFC", bare).strip()


def passage(source: str, spans: Sequence[Span]) -> str:
    """The text that stands at `spans` of `source`, as one line.

    What lay between two spans (a line end, markup) leaves a space only between words of a script that
    puts spaces between words, and only where there was white space.
    """
    text = ""
    end = 0
    for start, stop in spans:
        piece = source[start:stop]
        if (
            text
            and piece
            and any(map(str.isspace, source[end:start]))
            and not (_wide(text[-1]) and _wide(piece[0]))
        ):
            text += " "
        text += piece
        end = stop
    return " ".join(text.split())


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
