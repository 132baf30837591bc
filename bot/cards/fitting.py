"""Words to the lines that there is room for, in one of the typefaces: whole, or cut off."""

from __future__ import annotations

from bisect import bisect_right

from bot.cards import atoms, wording
from bot.cards.atoms import PHRASE, WORD, Atom
from bot.cards.breaking import Line, compose
from bot.cards.faces import Name, face
from bot.model import Language

_GIVEN_UP = 6
"""Characters that a shortened title gives up, at most, for lines that end with phrases."""


class CannotSetError(Exception):
    """A card that cannot be drawn well; its words are to be shown as text."""


class TooLongError(CannotSetError):
    """Its words do not fit at a size that can be read on a phone."""


class MissingError(CannotSetError):
    """No typeface has these `characters` of it."""

    def __init__(self, characters: str) -> None:
        super().__init__(" ".join(f"U+{ord(char):04X}" for char in characters))
        self.characters = characters


def set_in(name: Name, text: str, language: Language, *, vertical: bool = False) -> list[Atom]:
    """The atoms of a plain text in a typeface; raises a MissingError."""
    known = face(name)
    if missing := known.missing(text):
        raise MissingError(missing)
    if language is Language.JA:
        return atoms.japanese(text, known, vertical=vertical)
    return atoms.english(text, known)


def shortened(
    text: str, language: Language, size: float, room: float, most: int, *, vertical: bool = False
) -> list[Line]:
    """At most `most` lines that are no longer than `room` pixels; what is more becomes an ellipsis. None of a
    text without anything that can be shown.

    Where one has to stand anyway, a few more characters are given up for a line that ends with a phrase.
    """
    text = wording.plain(text, face(Name.SANS).advances)
    text = wording.japanese(text, units=True) if language is Language.JA else wording.curly(text)
    ellipsis = "…" if language is Language.JA else "..."
    known = face(Name.SANS)
    if missing := known.missing(text):
        raise MissingError(missing)
    if not text:
        return []
    # No more than that fits, whatever hangs: so that it is not tried character by character.
    end = bisect_right(known.offsets(text), most * (room / size + 1)) - 1
    shown = text if end == len(text) else text[:end] + ellipsis
    longest: list[Line] | None = None
    tries = _GIVEN_UP
    while shown and tries:
        made = set_in(Name.SANS, shown, language, vertical=vertical)
        if lines := compose(made, room / size, most, language, toll=PHRASE):
            return lines
        longest = longest or compose(made, room / size, most, language, toll=WORD)
        if longest and shown == text:
            return longest
        tries -= bool(longest)
        shown = shown.removesuffix(ellipsis)[:-1].rstrip()
        shown = shown and shown + ellipsis
    if not longest:
        raise TooLongError
    return longest


def site(address: str, size: float, room: float) -> Line:
    """A site's name in one line of at most `room` pixels; its end stays, which says whose it is."""
    known = face(Name.SANS)
    if missing := known.missing(address):
        raise MissingError(missing)
    shown = address
    while known.width(shown) * size > room:
        shown = "..." + shown.removeprefix("...")[1:].lstrip(".")
    *offsets, width = known.offsets(shown)
    return Line((Atom(shown, width, tuple(offsets)),), (0.0,), width)
