"""The words of a text, as a search compares them."""

from __future__ import annotations

import unicodedata


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
