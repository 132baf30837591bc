"""A card to its page: every character with its place, and the ornament's. No pixels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.cards import typography
from bot.cards.boxes import CLAUSE, PHRASE, SYLLABLE, WORD, Box, Orientation
from bot.cards.fitting import MissingError, TooLongError, set_in, shortened, site
from bot.cards.fonts import FontName, font
from bot.cards.line_breaking import CardLine, compose
from bot.cards.themes import ColorRole
from bot.model import Language, Theme


class Shape(StrEnum):
    """How wide and high a card is."""

    WIDE = "wide"
    SQUARE = "square"


SIZES = {Shape.WIDE: (1200, 675), Shape.SQUARE: (1080, 1080)}
LARGEST = {Shape.WIDE: 68, Shape.SQUARE: 74}
LARGEST_VERTICAL = {Shape.WIDE: 52, Shape.SQUARE: 70}
ALONE = 104
ALONE_VERTICAL = {Shape.WIDE: 72, Shape.SQUARE: 96}
"""Where the words are one line: a few fill more of the card."""
SMALLEST = 36
"""Pixels of an em; on a phone, where the card is 360 points wide, 11 points."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says and how it looks; equal cards are the same picture.

    `text` is without the quotation marks around it. `address` is a site's name (example.org). `part` is the
    word that says that `text` is a part of what was said. `vertical` is for Japanese only.
    """

    text: str
    speaker: str | None
    title: str
    address: str | None
    language: Language
    shape: Shape = Shape.WIDE
    theme: Theme = Theme.LIGHT
    vertical: bool = False
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character whose baseline begins at `x`, `y` in pixels, `size` pixels to the em.

    A turned one is turned to the right: its baseline runs down from there. A vertical one has the form of
    vertical lines.
    """

    text: str
    x: float
    y: float
    size: float
    font: FontName
    color: ColorRole
    turned: bool = False
    vertical: bool = False


@dataclass(frozen=True, slots=True)
class Leaf:
    """The ornament: a leaf `length` pixels long whose stalk ends at `x`, `y`."""

    x: float
    y: float
    length: float


@dataclass(frozen=True, slots=True)
class CardLayout:
    """What is painted, in pixels. `lines` are the words by line, and `size` their em."""

    width: int
    height: int
    glyphs: tuple[Glyph, ...]
    leaf: Leaf
    lines: tuple[CardLine, ...]
    size: float


_MARGIN = {Shape.WIDE: 108, Shape.SQUARE: 104}
_TOP = {Shape.WIDE: 68, Shape.SQUARE: 112}
_BOTTOM = {Shape.WIDE: 58, Shape.SQUARE: 92}
_LEADING = {Language.JA: 1.62, Language.EN: 1.36}
_COLUMNS = 1.66
_SPEAKER, _TITLE, _ADDRESS, _LEAF = 34, 29, 27, 34
_STEP = 2
_LONGEST = 1000
"""Characters; fewer fit, and telling takes longer the more they are."""
_WORTH = {CLAUSE: 1.0, PHRASE: 0.78, SYLLABLE: 0.5, WORD: 0.33}
"""What a size is worth where lines end with clauses, with phrases, and so on."""
_EVEN = 0.45
"""How long the shortest of lines that end with clauses is at least, compared with the longest."""
_BASELINE = 0.88
"""Where it runs in a full-width character's square, in em from above."""


def lay_out(card: Card) -> CardLayout:
    """The card's page; raises a CannotSetError. Equal cards have equal pages."""
    text = typography.plain(card.text, font(FontName.SERIF).advances)
    if not text:
        raise MissingError(card.text)
    if len(text) > _LONGEST:
        raise TooLongError
    words = typography.quoted(text, card.language)
    return _vertical(card, words) if card.vertical else _horizontal(card, words)


def _largest(
    card: Card, words: list[Box], measure: float, depth: float, hung: float, leading: float
) -> tuple[float, list[CardLine]]:
    """The largest size at which lines of `measure` pixels fill no more than `depth`, and the lines.

    Words that break better are set smaller for it, as far as it is worth it.
    """
    largest = (LARGEST_VERTICAL if card.vertical else LARGEST)[card.shape]
    for size in range(ALONE_VERTICAL[card.shape] if card.vertical else ALONE, largest, -_STEP):
        if line := compose(words, measure / size, 1, card.language, hung=hung):
            return size, line
    found: tuple[float, list[CardLine]] | None = None
    best = 0.0
    for penalty, worth in _WORTH.items():
        for size in range(largest, SMALLEST - 1, -_STEP):
            if size * worth <= best:
                break
            most = 1 + int((depth - size) / (leading * size))
            lines = compose(words, measure / size, most, card.language, hung=hung, penalty=penalty)
            if lines and (penalty > CLAUSE or _are_even(lines)):
                found, best = (size, lines), size * worth
                break
    if not found:
        raise TooLongError
    return found


def _are_even(lines: list[CardLine]) -> bool:
    widths = [line.width for line in lines]
    return min(widths) >= _EVEN * max(widths)


def _horizontal(card: Card, quoted: str) -> CardLayout:
    width, height = SIZES[card.shape]
    margin, top = _MARGIN[card.shape], _TOP[card.shape]
    measure = width - 2 * margin
    glyphs, leaf = _footer(card, margin, height - _BOTTOM[card.shape], measure)
    words = set_in(FontName.SERIF, quoted, card.language)
    hung = words[0].width - words[0].lead if card.language is Language.JA else words[0].offsets[1]
    depth = leaf.y - leaf.length - 44 - top
    leading = _LEADING[card.language]
    size, lines = _largest(card, words, measure, depth, hung, leading)
    block = size * (1 + leading * (len(lines) - 1))
    y = top + (depth - block) * 0.46 + _BASELINE * size
    for line in lines:
        glyphs += _along(line, margin, y, size, FontName.SERIF, ColorRole.WORDS)
        y += size * leading
    return CardLayout(width, height, tuple(glyphs), leaf, tuple(lines), size)


def _footer(card: Card, x: float, y: float, measure: float) -> tuple[list[Glyph], Leaf]:
    """Who said it and where, upwards from the last baseline, and the leaf above."""
    glyphs: list[Glyph] = []
    room = measure
    if card.address:
        line = site(card.address, _ADDRESS, measure / 2)
        glyphs += _along(
            line, x + measure - line.width * _ADDRESS, y, _ADDRESS, FontName.SANS, ColorRole.QUIET
        )
        room -= line.width * _ADDRESS + 2 * _ADDRESS
    titled = shortened(card.title, card.language, _TITLE, room, 2)
    for line in reversed(titled):
        glyphs += _along(line, x, y, _TITLE, FontName.SANS, ColorRole.QUIET)
        y -= 1.4 * _TITLE
    if card.address and not titled:
        y -= 1.4 * _TITLE
    y -= 0.35 * _TITLE
    room = measure * (0.8 if card.part else 1)
    named = shortened(card.speaker, card.language, _SPEAKER, room, 2) if card.speaker else []
    if card.part:
        start = x + (named[-1].width + 0.8) * _SPEAKER if named else x
        (line,) = shortened(card.part, card.language, _ADDRESS, measure * 0.2, 1)
        glyphs += _along(line, start, y, _ADDRESS, FontName.SANS, ColorRole.QUIET)
    for line in reversed(named):
        glyphs += _along(line, x, y, _SPEAKER, FontName.SANS, ColorRole.WORDS)
        y -= 1.4 * _SPEAKER
    if named or card.part:
        y -= 0.4 * _SPEAKER if named else 1.8 * _SPEAKER
    return glyphs, Leaf(x, y, _LEAF)


def _along(
    line: CardLine, x: float, y: float, size: float, name: FontName, color: ColorRole
) -> Iterator[Glyph]:
    """A horizontal line whose baseline begins at `x`, `y`."""
    for box, place in zip(line.boxes, line.places, strict=True):
        for char, offset in zip(box.text, box.offsets, strict=True):
            yield Glyph(char, x + (place + offset) * size, y, size, name, color)


def _vertical(card: Card, quoted: str) -> CardLayout:
    width, height = SIZES[card.shape]
    margin, top = _MARGIN[card.shape], _TOP[card.shape]
    glyphs: list[Glyph] = []
    bottom = height - _BOTTOM[card.shape]
    leaf = Leaf(margin, bottom + 5, _LEAF)
    if card.address:
        line = site(card.address, _ADDRESS, width / 2)
        glyphs += _along(line, margin + 1.4 * _LEAF, bottom, _ADDRESS, FontName.SANS, ColorRole.QUIET)
    top += 24
    # Where there is only the leaf below them, columns end beside it.
    measure = bottom - top - (_LEAF + 30 if card.address else 0)
    beside_leaf = 0 if card.address else 3 * _LEAF
    beside = _beside(card, measure)
    source = sum((first + 1.5 * (len(columns) - 1)) * em for columns, em, _, first in beside)
    words = set_in(FontName.SERIF, quoted, card.language, vertical=True)
    hung = words[0].width - words[0].lead
    size, lines = _largest(card, words, measure, width - 2 * margin - beside_leaf - source, hung, _COLUMNS)
    # Few words stand in the middle, and their source ends lower than they do.
    lengths = [line.width * size for line in lines]
    longest = [max(line.width for line in columns) * em for columns, em, *_ in beside]
    used = max([*lengths, *(length + 2 * em for length, (_, em, *_) in zip(longest, beside, strict=True))])
    begin = top + max(0.0, measure - used) * 0.46
    foot = begin + min(used, measure)
    block = size * (1 + _COLUMNS * (len(lines) - 1))
    x = (width + block + source) / 2
    for line in lines:
        glyphs += _down(line, x - size / 2, begin, size, FontName.SERIF, ColorRole.WORDS)
        x -= size * _COLUMNS
    x += size * (_COLUMNS - 1)
    for length, (columns, em, color, first) in zip(longest, beside, strict=True):
        for place, line in enumerate(columns):
            x -= (1.5 if place else first) * em
            glyphs += _down(line, x + em / 2, foot - length, em, FontName.SANS, color)
    return CardLayout(width, height, tuple(glyphs), leaf, tuple(lines), size)


def _beside(card: Card, measure: float) -> list[tuple[list[CardLine], float, ColorRole, float]]:
    """What stands left of the words, from the right: the columns of each, which have one head, with their em,
    their color and how many em the first moves on."""
    found: list[tuple[list[CardLine], float, ColorRole, float]] = []
    for text, em, most, color, first in (
        (card.speaker, _SPEAKER, 3, ColorRole.WORDS, 2.6),
        (card.part, _ADDRESS, 1, ColorRole.QUIET, 2),
        (card.title, _TITLE, 2, ColorRole.QUIET, 2),
    ):
        if text and (columns := shortened(text, card.language, em, measure, most, vertical=True)):
            found.append((columns, em, color, first))
    return found


def _down(
    line: CardLine, x: float, y: float, size: float, name: FontName, color: ColorRole
) -> Iterator[Glyph]:
    """A vertical line that begins at `y` and has its middle at `x`."""
    for box, place in zip(line.boxes, line.places, strict=True):
        begin = y + place * size
        for char, offset in zip(box.text, box.offsets, strict=True):
            if box.orientation is Orientation.ALONG:
                foot = x - size / 2 + (1 - _BASELINE) * size
                yield Glyph(char, foot, begin + offset * size, size, name, color, turned=True)
            else:
                left = x - size / 2 + offset * size
                upright = box.orientation is Orientation.UPRIGHT
                yield Glyph(char, left, begin + _BASELINE * size, size, name, color, vertical=upright)
