"""A card to its page: every character with its place, and the ornament's. No pixels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.cards import typography
from bot.cards.boxes import AFTER_CLAUSE, AFTER_PHRASE, WITHIN_PHRASE, WITHIN_WORD, Box, Orientation
from bot.cards.fitting import MissingGlyphError, TextTooLongError, ellipsize, ellipsize_domain, make_boxes
from bot.cards.fonts import FontName, font
from bot.cards.line_breaking import CardLine, break_lines
from bot.cards.themes import ColorRole
from bot.model import Language, Theme


class Shape(StrEnum):
    """How wide and high a card is."""

    WIDE = "wide"
    SQUARE = "square"


SIZES = {Shape.WIDE: (1200, 675), Shape.SQUARE: (1080, 1080)}
LARGEST_SIZE = {Shape.WIDE: 68, Shape.SQUARE: 74}
LARGEST_SIZE_VERTICAL = {Shape.WIDE: 52, Shape.SQUARE: 70}
LARGEST_ONE_LINE_SIZE = 104
LARGEST_ONE_LINE_SIZE_VERTICAL = {Shape.WIDE: 72, Shape.SQUARE: 96}
"""Where the words are one line: a few fill more of the card."""
SMALLEST_SIZE = 36
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
    domain: str | None
    language: Language
    shape: Shape = Shape.WIDE
    theme: Theme = Theme.LIGHT
    vertical: bool = False
    excerpt_label: str | None = None


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
    rotated: bool = False
    vertical: bool = False


@dataclass(frozen=True, slots=True)
class Ornament:
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
    ornament: Ornament
    lines: tuple[CardLine, ...]
    size: float


_MARGIN = {Shape.WIDE: 108, Shape.SQUARE: 104}
_TOP = {Shape.WIDE: 68, Shape.SQUARE: 112}
_BOTTOM = {Shape.WIDE: 58, Shape.SQUARE: 92}
_LEADING = {Language.JA: 1.62, Language.EN: 1.36}
_VERTICAL_LEADING = 1.66
_SPEAKER_SIZE, _TITLE_SIZE, _DOMAIN_SIZE, _ORNAMENT_SIZE = 34, 29, 27, 34
_SIZE_STEP = 2
_MAX_CHARACTERS = 1000
"""Characters; fewer fit, and telling takes longer the more they are."""
_SIZE_WEIGHT = {AFTER_CLAUSE: 1.0, AFTER_PHRASE: 0.78, WITHIN_PHRASE: 0.5, WITHIN_WORD: 0.33}
"""What a size is worth where lines end with clauses, with phrases, and so on."""
_MIN_EVENNESS = 0.45
"""How long the shortest of lines that end with clauses is at least, compared with the longest."""
_ASCENT = 0.88
"""Where it runs in a full-width character's square, in em from above."""


def lay_out(card: Card) -> CardLayout:
    """The card's page; raises a CannotSetError. Equal cards have equal pages."""
    text = typography.normalize(card.text, font(FontName.SERIF).advances)
    if not text:
        raise MissingGlyphError(card.text)
    if len(text) > _MAX_CHARACTERS:
        raise TextTooLongError
    words = typography.with_quotation_marks(text, card.language)
    return _lay_out_vertical(card, words) if card.vertical else _lay_out_horizontal(card, words)


def _largest_fit(
    card: Card, boxes: list[Box], measure: float, depth: float, outdent: float, leading: float
) -> tuple[float, list[CardLine]]:
    """The largest size at which lines of `measure` pixels fill no more than `depth`, and the lines.

    Words that break better are set smaller for it, as far as it is worth it.
    """
    largest = (LARGEST_SIZE_VERTICAL if card.vertical else LARGEST_SIZE)[card.shape]
    for size in range(
        LARGEST_ONE_LINE_SIZE_VERTICAL[card.shape] if card.vertical else LARGEST_ONE_LINE_SIZE,
        largest,
        -_SIZE_STEP,
    ):
        if line := break_lines(boxes, measure / size, 1, card.language, outdent=outdent):
            return size, line
    found: tuple[float, list[CardLine]] | None = None
    best = 0.0
    for penalty, weight in _SIZE_WEIGHT.items():
        for size in range(largest, SMALLEST_SIZE - 1, -_SIZE_STEP):
            if size * weight <= best:
                break
            max_lines = 1 + int((depth - size) / (leading * size))
            lines = break_lines(
                boxes, measure / size, max_lines, card.language, outdent=outdent, max_penalty=penalty
            )
            if lines and (penalty > AFTER_CLAUSE or _are_even(lines)):
                found, best = (size, lines), size * weight
                break
    if not found:
        raise TextTooLongError
    return found


def _are_even(lines: list[CardLine]) -> bool:
    widths = [line.width for line in lines]
    return min(widths) >= _MIN_EVENNESS * max(widths)


def _lay_out_horizontal(card: Card, quoted: str) -> CardLayout:
    width, height = SIZES[card.shape]
    margin, top = _MARGIN[card.shape], _TOP[card.shape]
    measure = width - 2 * margin
    glyphs, ornament = _footer(card, margin, height - _BOTTOM[card.shape], measure)
    boxes = make_boxes(FontName.SERIF, quoted, card.language)
    outdent = boxes[0].width - boxes[0].start_bearing if card.language is Language.JA else boxes[0].offsets[1]
    depth = ornament.y - ornament.length - 44 - top
    leading = _LEADING[card.language]
    size, lines = _largest_fit(card, boxes, measure, depth, outdent, leading)
    block = size * (1 + leading * (len(lines) - 1))
    y = top + (depth - block) * 0.46 + _ASCENT * size
    for line in lines:
        glyphs += _horizontal_glyphs(line, margin, y, size, FontName.SERIF, ColorRole.WORDS)
        y += size * leading
    return CardLayout(width, height, tuple(glyphs), ornament, tuple(lines), size)


def _footer(card: Card, x: float, y: float, measure: float) -> tuple[list[Glyph], Ornament]:
    """Who said it and where, upwards from the last baseline, and the leaf above."""
    glyphs: list[Glyph] = []
    room = measure
    if card.domain:
        line = ellipsize_domain(card.domain, _DOMAIN_SIZE, measure / 2)
        glyphs += _horizontal_glyphs(
            line, x + measure - line.width * _DOMAIN_SIZE, y, _DOMAIN_SIZE, FontName.SANS, ColorRole.QUIET
        )
        room -= line.width * _DOMAIN_SIZE + 2 * _DOMAIN_SIZE
    titled = ellipsize(card.title, card.language, _TITLE_SIZE, room, 2)
    for line in reversed(titled):
        glyphs += _horizontal_glyphs(line, x, y, _TITLE_SIZE, FontName.SANS, ColorRole.QUIET)
        y -= 1.4 * _TITLE_SIZE
    if card.domain and not titled:
        y -= 1.4 * _TITLE_SIZE
    y -= 0.35 * _TITLE_SIZE
    room = measure * (0.8 if card.excerpt_label else 1)
    named = ellipsize(card.speaker, card.language, _SPEAKER_SIZE, room, 2) if card.speaker else []
    if card.excerpt_label:
        start = x + (named[-1].width + 0.8) * _SPEAKER_SIZE if named else x
        (line,) = ellipsize(card.excerpt_label, card.language, _DOMAIN_SIZE, measure * 0.2, 1)
        glyphs += _horizontal_glyphs(line, start, y, _DOMAIN_SIZE, FontName.SANS, ColorRole.QUIET)
    for line in reversed(named):
        glyphs += _horizontal_glyphs(line, x, y, _SPEAKER_SIZE, FontName.SANS, ColorRole.WORDS)
        y -= 1.4 * _SPEAKER_SIZE
    if named or card.excerpt_label:
        y -= 0.4 * _SPEAKER_SIZE if named else 1.8 * _SPEAKER_SIZE
    return glyphs, Ornament(x, y, _ORNAMENT_SIZE)


def _horizontal_glyphs(
    line: CardLine, x: float, y: float, size: float, name: FontName, color: ColorRole
) -> Iterator[Glyph]:
    """A horizontal line whose baseline begins at `x`, `y`."""
    for box, position in zip(line.boxes, line.positions, strict=True):
        for char, offset in zip(box.text, box.offsets, strict=True):
            yield Glyph(char, x + (position + offset) * size, y, size, name, color)


def _lay_out_vertical(card: Card, quoted: str) -> CardLayout:
    width, height = SIZES[card.shape]
    margin, top = _MARGIN[card.shape], _TOP[card.shape]
    glyphs: list[Glyph] = []
    bottom = height - _BOTTOM[card.shape]
    ornament = Ornament(margin, bottom + 5, _ORNAMENT_SIZE)
    if card.domain:
        line = ellipsize_domain(card.domain, _DOMAIN_SIZE, width / 2)
        glyphs += _horizontal_glyphs(
            line, margin + 1.4 * _ORNAMENT_SIZE, bottom, _DOMAIN_SIZE, FontName.SANS, ColorRole.QUIET
        )
    top += 24
    # Where there is only the leaf below them, columns end beside it.
    measure = bottom - top - (_ORNAMENT_SIZE + 30 if card.domain else 0)
    beside_ornament = 0 if card.domain else 3 * _ORNAMENT_SIZE
    source_columns = _source_columns(card, measure)
    source_width = sum((first + 1.5 * (len(columns) - 1)) * em for columns, em, _, first in source_columns)
    boxes = make_boxes(FontName.SERIF, quoted, card.language, vertical=True)
    outdent = boxes[0].width - boxes[0].start_bearing
    size, lines = _largest_fit(
        card, boxes, measure, width - 2 * margin - beside_ornament - source_width, outdent, _VERTICAL_LEADING
    )
    # Few words stand in the middle, and their source ends lower than they do.
    lengths = [line.width * size for line in lines]
    longest = [max(line.width for line in columns) * em for columns, em, *_ in source_columns]
    used = max(
        [*lengths, *(length + 2 * em for length, (_, em, *_) in zip(longest, source_columns, strict=True))]
    )
    begin = top + max(0.0, measure - used) * 0.46
    foot = begin + min(used, measure)
    block = size * (1 + _VERTICAL_LEADING * (len(lines) - 1))
    x = (width + block + source_width) / 2
    for line in lines:
        glyphs += _vertical_glyphs(line, x - size / 2, begin, size, FontName.SERIF, ColorRole.WORDS)
        x -= size * _VERTICAL_LEADING
    x += size * (_VERTICAL_LEADING - 1)
    for length, (columns, em, color, first) in zip(longest, source_columns, strict=True):
        for position, line in enumerate(columns):
            x -= (1.5 if position else first) * em
            glyphs += _vertical_glyphs(line, x + em / 2, foot - length, em, FontName.SANS, color)
    return CardLayout(width, height, tuple(glyphs), ornament, tuple(lines), size)


def _source_columns(card: Card, measure: float) -> list[tuple[list[CardLine], float, ColorRole, float]]:
    """What stands left of the words, from the right: the columns of each, which have one head, with their em,
    their color and how many em the first moves on."""
    found: list[tuple[list[CardLine], float, ColorRole, float]] = []
    for text, em, most, color, first in (
        (card.speaker, _SPEAKER_SIZE, 3, ColorRole.WORDS, 2.6),
        (card.excerpt_label, _DOMAIN_SIZE, 1, ColorRole.QUIET, 2),
        (card.title, _TITLE_SIZE, 2, ColorRole.QUIET, 2),
    ):
        if text and (columns := ellipsize(text, card.language, em, measure, most, vertical=True)):
            found.append((columns, em, color, first))
    return found


def _vertical_glyphs(
    line: CardLine, x: float, y: float, size: float, name: FontName, color: ColorRole
) -> Iterator[Glyph]:
    """A vertical line that begins at `y` and has its middle at `x`."""
    for box, position in zip(line.boxes, line.positions, strict=True):
        begin = y + position * size
        for char, offset in zip(box.text, box.offsets, strict=True):
            if box.orientation is Orientation.SIDEWAYS:
                foot = x - size / 2 + (1 - _ASCENT) * size
                yield Glyph(char, foot, begin + offset * size, size, name, color, rotated=True)
            else:
                left = x - size / 2 + offset * size
                upright = box.orientation is Orientation.UPRIGHT
                yield Glyph(char, left, begin + _ASCENT * size, size, name, color, vertical=upright)
