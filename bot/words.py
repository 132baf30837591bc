"""The words of a text, as a search compares them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from bot.model import Span


def fold(text: str) -> str:
    """`text` with case, accents and full or half width made one, white space single and outer space gone.

    Two texts that a reader takes for the same word fold to the same string. Offsets are not kept.
    """
    wide = unicodedata.normalize("NFKC", text).casefold()
    # Only accents of Latin, Greek and Cyrillic go: か and が are different words.
    bare = "".join(
        character
        for character in unicodedata.normalize("NFD", wide)
        if not ("\u0300" <= character <= "\u036f")
    )
    return " ".join(unicodedata.normalize("NFC", bare).split())


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
