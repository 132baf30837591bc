"""Words to the lines that there is room for, in one of the typefaces: whole, or cut off."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable

from bot.cards import boxes, typography
from bot.cards.boxes import AFTER_PHRASE, WITHIN_WORD, Box
from bot.cards.fonts import FontName, font
from bot.cards.line_breaking import CardLine, break_lines
from bot.model import Language

_MAX_GIVEN_UP = 6
"""Characters that a shortened title gives up, at most, for lines that end with phrases."""

_NEVER_BEFORE_ELLIPSIS = " ,;:–—-([“‘、・：；―「『（〈《【"
"""What does not stand before an ellipsis."""


class TypesettingError(Exception):
    """A card that cannot be drawn well; its words are to be shown as text."""


class TextTooLongError(TypesettingError):
    """Its words do not fit at a size that can be read on a phone."""


class MissingGlyphError(TypesettingError):
    """No typeface has these `characters` of it."""

    def __init__(self, characters: str) -> None:
        super().__init__(" ".join(f"U+{ord(char):04X}" for char in characters))
        self.characters = characters


def make_boxes(name: FontName, text: str, language: Language, *, vertical: bool = False) -> list[Box]:
    """The boxes of a plain text in a typeface; raises a MissingError."""
    known = font(name)
    if missing := known.missing(text):
        raise MissingGlyphError(missing)
    if language is Language.JA:
        return boxes.japanese_boxes(text, known, vertical=vertical)
    return boxes.english_boxes(text, known)


def ellipsize(
    text: str, language: Language, size: float, measure: float, max_lines: int, *, vertical: bool = False
) -> list[CardLine]:
    """At most `most` lines that are no longer than `room` pixels; what is more becomes an ellipsis, after a
    phrase unless half of the room stayed empty. None of a text without anything that can be shown.

    Where one has to stand anyway, a few more characters are given up for a line that ends with a phrase.
    """
    text = typography.normalize(text, font(FontName.SANS).advances)
    text = (
        typography.japanese(text, keep_unit_spaces=True)
        if language is Language.JA
        else typography.english(text)
    )
    known = font(FontName.SANS)
    if missing := known.missing(text):
        raise MissingGlyphError(missing)
    if not text:
        return []

    def composed(shown: str, penalty: float) -> list[CardLine] | None:
        made = make_boxes(FontName.SANS, shown, language, vertical=vertical)
        return break_lines(made, measure / size, max_lines, language, max_penalty=penalty)

    # No more than that fits, whatever hangs: so that it is not tried character by character.
    end = bisect_right(known.offsets(text), max_lines * (measure / size + 1)) - 1
    if end == len(text) and (lines := composed(text, AFTER_PHRASE) or composed(text, WITHIN_WORD)):
        return lines
    phrases = boxes.phrase_ends(text, language)
    for positions in ([position for position in range(end, 0, -1) if position in phrases], range(end, 0, -1)):
        lines = _longest_prefix(text, positions, language, composed)
        if lines and sum(line.width for line in lines) * size > max_lines * measure / 2:
            return lines
    if not lines:
        raise TextTooLongError
    return lines


def _longest_prefix(
    text: str,
    ends: Iterable[int],
    language: Language,
    set_lines: Callable[[str, float], list[CardLine] | None],
) -> list[CardLine] | None:
    """The longest beginning of a text that can be composed, or a little less of it that breaks better."""
    longest: list[CardLine] | None = None
    shortest_end = 0
    for end in ends:
        if end < shortest_end:
            break
        shown = text[:end].rstrip(_NEVER_BEFORE_ELLIPSIS) + ("…" if language is Language.JA else "...")
        if lines := set_lines(shown, AFTER_PHRASE):
            return lines
        if not longest and (longest := set_lines(shown, WITHIN_WORD)):
            shortest_end = end - _MAX_GIVEN_UP
    return longest


def ellipsize_domain(domain: str, size: float, measure: float) -> CardLine:
    """A site's name in one line of at most `room` pixels; its end stays, which says whose it is:
    whole labels, unless half of the room stayed empty."""
    known = font(FontName.SANS)
    if missing := known.missing(domain):
        raise MissingGlyphError(missing)
    shown = domain
    if known.width(domain) * size > measure:
        rests = [domain[start:] for start in range(len(domain)) if domain[start] != "."]
        fitting = [rest for rest in rests if known.width(f"...{rest}") * size <= measure]
        whole = [rest for rest in fitting if domain.endswith(f".{rest}")]
        shown = f"...{fitting[0]}"
        if whole and known.width(whole[0]) * size > measure / 2:
            shown = f"...{whole[0]}"
    *offsets, width = known.offsets(shown)
    return CardLine((Box(shown, width, tuple(offsets)),), (0.0,), width)
