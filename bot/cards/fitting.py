"""Words to the lines that there is room for, in one of the typefaces: whole, or cut off."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable

from bot.cards import boxes, typography
from bot.cards.boxes import PHRASE, WORD, Box
from bot.cards.fonts import FontName, font
from bot.cards.line_breaking import CardLine, compose
from bot.model import Language

_GIVEN_UP = 6
"""Characters that a shortened title gives up, at most, for lines that end with phrases."""

_CUT_OFF = " ,;:–—-([“‘、・：；―「『（〈《【"
"""What does not stand before an ellipsis."""


class CannotSetError(Exception):
    """A card that cannot be drawn well; its words are to be shown as text."""


class TooLongError(CannotSetError):
    """Its words do not fit at a size that can be read on a phone."""


class MissingError(CannotSetError):
    """No typeface has these `characters` of it."""

    def __init__(self, characters: str) -> None:
        super().__init__(" ".join(f"U+{ord(char):04X}" for char in characters))
        self.characters = characters


def set_in(name: FontName, text: str, language: Language, *, vertical: bool = False) -> list[Box]:
    """The boxes of a plain text in a typeface; raises a MissingError."""
    known = font(name)
    if missing := known.missing(text):
        raise MissingError(missing)
    if language is Language.JA:
        return boxes.japanese(text, known, vertical=vertical)
    return boxes.english(text, known)


def shortened(
    text: str, language: Language, size: float, room: float, most: int, *, vertical: bool = False
) -> list[CardLine]:
    """At most `most` lines that are no longer than `room` pixels; what is more becomes an ellipsis, after a
    phrase unless half of the room stayed empty. None of a text without anything that can be shown.

    Where one has to stand anyway, a few more characters are given up for a line that ends with a phrase.
    """
    text = typography.plain(text, font(FontName.SANS).advances)
    text = typography.japanese(text, units=True) if language is Language.JA else typography.curly(text)
    known = font(FontName.SANS)
    if missing := known.missing(text):
        raise MissingError(missing)
    if not text:
        return []

    def composed(shown: str, penalty: float) -> list[CardLine] | None:
        made = set_in(FontName.SANS, shown, language, vertical=vertical)
        return compose(made, room / size, most, language, penalty=penalty)

    # No more than that fits, whatever hangs: so that it is not tried character by character.
    end = bisect_right(known.offsets(text), most * (room / size + 1)) - 1
    if end == len(text) and (lines := composed(text, PHRASE) or composed(text, WORD)):
        return lines
    phrases = boxes.phrases(text, language)
    for places in ([place for place in range(end, 0, -1) if place in phrases], range(end, 0, -1)):
        lines = _cut(text, places, language, composed)
        if lines and sum(line.width for line in lines) * size > most * room / 2:
            return lines
    if not lines:
        raise TooLongError
    return lines


def _cut(
    text: str,
    ends: Iterable[int],
    language: Language,
    composed: Callable[[str, float], list[CardLine] | None],
) -> list[CardLine] | None:
    """The longest beginning of a text that can be composed, or a little less of it that breaks better."""
    longest: list[CardLine] | None = None
    least = 0
    for end in ends:
        if end < least:
            break
        shown = text[:end].rstrip(_CUT_OFF) + ("…" if language is Language.JA else "...")
        if lines := composed(shown, PHRASE):
            return lines
        if not longest and (longest := composed(shown, WORD)):
            least = end - _GIVEN_UP
    return longest


def site(address: str, size: float, room: float) -> CardLine:
    """A site's name in one line of at most `room` pixels; its end stays, which says whose it is:
    whole labels, unless half of the room stayed empty."""
    known = font(FontName.SANS)
    if missing := known.missing(address):
        raise MissingError(missing)
    shown = address
    if known.width(address) * size > room:
        rests = [address[start:] for start in range(len(address)) if address[start] != "."]
        fitting = [rest for rest in rests if known.width(f"...{rest}") * size <= room]
        whole = [rest for rest in fitting if address.endswith(f".{rest}")]
        shown = f"...{fitting[0]}"
        if whole and known.width(whole[0]) * size > room / 2:
            shown = f"...{whole[0]}"
    *offsets, width = known.offsets(shown)
    return CardLine((Box(shown, width, tuple(offsets)),), (0.0,), width)
