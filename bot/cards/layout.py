"""Lay out a card: the position of every character and of the ornament."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.cards import typography
from bot.cards.boxes import AFTER_CLAUSE, AFTER_PHRASE, WITHIN_PHRASE, WITHIN_WORD, Box, Orientation
from bot.cards.content import Card, MissingGlyphError, Shape, TextTooLongError
from bot.cards.fitting import ellipsize, ellipsize_domain, make_boxes
from bot.cards.fonts import Font, FontName
from bot.cards.line_breaking import CardLine, break_lines
from bot.cards.themes import ColorRole
from bot.model import Language

SIZES = {Shape.WIDE: (1200, 675), Shape.SQUARE: (1080, 1080)}
LARGEST_SIZE = {Shape.WIDE: 68, Shape.SQUARE: 74}
LARGEST_SIZE_VERTICAL = {Shape.WIDE: 52, Shape.SQUARE: 70}
LARGEST_ONE_LINE_SIZE = 104
LARGEST_ONE_LINE_SIZE_VERTICAL = {Shape.WIDE: 72, Shape.SQUARE: 96}
"""The largest size of a quotation of one line, so that a short one fills more of the card."""
SMALLEST_SIZE = 36
"""The smallest size of a quotation. Sizes are pixels of an em; on a phone, where a card is 360 points wide,
this one is 11 points."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A cluster whose baseline starts at `x`, `y`, in pixels, with `size` pixels to the em.

    The baseline of a `rotated` one runs down from there. A `vertical` one has its vertical form.
    """

    text: str
    x: float
    y: float
    size: float
    font: Font
    color: ColorRole
    rotated: bool = False
    vertical: bool = False


@dataclass(frozen=True, slots=True)
class Ornament:
    """A leaf of `length` pixels whose stalk ends at `x`, `y`."""

    x: float
    y: float
    length: float


@dataclass(frozen=True, slots=True)
class CardLayout:
    """What is painted, in pixels; `lines` are those of the quotation, and `size` is their em."""

    width: int
    height: int
    glyphs: tuple[Glyph, ...]
    ornament: Ornament
    lines: tuple[CardLine, ...]
    size: float


@dataclass(frozen=True, slots=True)
class _Columns:
    """Columns of equal height beside a vertical quotation; `distance` em left of what is before them."""

    lines: list[CardLine]
    size: float
    color: ColorRole
    distance: float

    @property
    def width(self) -> float:
        """Return the pixels they take up, including the distance."""
        return (self.distance + _SOURCE_LEADING * (len(self.lines) - 1)) * self.size

    @property
    def length(self) -> float:
        """Return the pixels of the longest one."""
        return max(line.width for line in self.lines) * self.size


_MARGIN = {Shape.WIDE: 108, Shape.SQUARE: 104}
_TOP = {Shape.WIDE: 68, Shape.SQUARE: 112}
_BOTTOM = {Shape.WIDE: 58, Shape.SQUARE: 92}
_LEADING = {Language.JA: 1.62, Language.EN: 1.36}
_VERTICAL_LEADING = 1.66
_SOURCE_LEADING = 1.5
_SPEAKER_SIZE, _TITLE_SIZE, _DOMAIN_SIZE, _ORNAMENT_SIZE = 34, 29, 27, 34
_SIZE_STEP = 2
_MAX_CHARACTERS = 1000
"""A longer text is refused at once: fewer characters fit, and each takes time to set."""
_SIZE_WEIGHT = {AFTER_CLAUSE: 1.0, AFTER_PHRASE: 0.78, WITHIN_PHRASE: 0.5, WITHIN_WORD: 0.33}
"""The weight of a size by the highest penalty of its line breaks: better breaks may cost some size."""
_MIN_EVENNESS = 0.45
"""The least length of the shortest line, as a share of the longest, if all lines end with clauses."""
_ASCENT = 0.88
"""The height of a full-width character's square above the baseline, in em."""


def lay_out(card: Card) -> CardLayout:
    """Return the layout of a card.

    Raise TextTooLongError if its text does not fit at `SMALLEST_SIZE`, MissingGlyphError for a character
    without a glyph.
    """
    text = typography.normalize(card.text)
    if not text:
        raise MissingGlyphError(card.text)
    if len(text) > _MAX_CHARACTERS:
        raise TextTooLongError
    marked = typography.typeset if card.spoken else typography.with_quotation_marks
    words = marked(text, card.language)
    return _lay_out_vertical(card, words) if card.vertical else _lay_out_horizontal(card, words)


def _largest_fit(
    card: Card, boxes: list[Box], measure: float, depth: float, outdent: float, leading: float
) -> tuple[float, list[CardLine]]:
    """Return the best size at which lines of `measure` pixels fill no more than `depth`, and the lines.

    That is the largest size, weighted by how well its lines break.
    """
    largest = (LARGEST_SIZE_VERTICAL if card.vertical else LARGEST_SIZE)[card.shape]
    of_one_line = LARGEST_ONE_LINE_SIZE_VERTICAL[card.shape] if card.vertical else LARGEST_ONE_LINE_SIZE
    for size in range(of_one_line, largest, -_SIZE_STEP):
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


def _outdent(card: Card, first: Box) -> float:
    """Return how far the first quotation mark hangs out of the lines, in em."""
    if card.spoken:
        return 0
    return (
        first.width - first.start_bearing
        if card.language is Language.JA
        else [*first.offsets, first.width][1]
    )


def _are_even(lines: list[CardLine]) -> bool:
    widths = [line.width for line in lines]
    return min(widths) >= _MIN_EVENNESS * max(widths)


def _lay_out_horizontal(card: Card, quoted: str) -> CardLayout:
    width, height = SIZES[card.shape]
    margin, top = _MARGIN[card.shape], _TOP[card.shape]
    measure = width - 2 * margin
    glyphs, ornament = _footer(card, margin, height - _BOTTOM[card.shape], measure)
    boxes = make_boxes(FontName.SERIF, quoted, card.language)
    outdent = _outdent(card, boxes[0])
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
    """Set speaker and source upwards from the last baseline `y`, and the ornament above them."""
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
    said = card.excerpt_label or card.note
    label = ellipsize(said, card.language, _DOMAIN_SIZE, measure * 0.6, 1) if said else []
    beside = max((line.width * _DOMAIN_SIZE + 0.8 * _SPEAKER_SIZE for line in label), default=0)
    room = measure - (max(beside, measure * 0.2) if label else 0)
    named = ellipsize(card.speaker, card.language, _SPEAKER_SIZE, room, 2) if card.speaker else []
    for line in label:
        start = x + (named[-1].width + 0.8) * _SPEAKER_SIZE if named else x
        glyphs += _horizontal_glyphs(line, start, y, _DOMAIN_SIZE, FontName.SANS, ColorRole.QUIET)
    for line in reversed(named):
        glyphs += _horizontal_glyphs(line, x, y, _SPEAKER_SIZE, FontName.SANS, ColorRole.WORDS)
        y -= 1.4 * _SPEAKER_SIZE
    if named or label:
        y -= 0.4 * _SPEAKER_SIZE if named else 1.8 * _SPEAKER_SIZE
    return glyphs, Ornament(x, y, _ORNAMENT_SIZE)


def _horizontal_glyphs(
    line: CardLine, x: float, y: float, size: float, name: FontName, color: ColorRole
) -> Iterator[Glyph]:
    """Yield the glyphs of a horizontal line whose baseline starts at `x`, `y`."""
    for box, position in zip(line.boxes, line.positions, strict=True):
        for cluster, offset in zip(box.clusters, box.offsets, strict=True):
            yield Glyph(cluster, x + (position + offset) * size, y, size, box.font, color)


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
    # Without a domain, columns reach down beside the ornament.
    measure = bottom - top - (_ORNAMENT_SIZE + 30 if card.domain else 0)
    beside_ornament = 0 if card.domain else 3 * _ORNAMENT_SIZE
    source = _source_columns(card, measure)
    source_width = sum(columns.width for columns in source)
    boxes = make_boxes(FontName.SERIF, quoted, card.language, vertical=True)
    outdent = _outdent(card, boxes[0])
    size, lines = _largest_fit(
        card, boxes, measure, width - 2 * margin - beside_ornament - source_width, outdent, _VERTICAL_LEADING
    )
    # Short columns are centered vertically, and those of the source end lower than the quotation.
    lengths = [line.width * size for line in lines]
    used = max([*lengths, *(columns.length + 2 * columns.size for columns in source)])
    begin = top + max(0.0, measure - used) * 0.46
    foot = begin + min(used, measure)
    block = size * (1 + _VERTICAL_LEADING * (len(lines) - 1))
    x = (width + block + source_width) / 2
    for line in lines:
        glyphs += _vertical_glyphs(line, x - size / 2, begin, size, FontName.SERIF, ColorRole.WORDS)
        x -= size * _VERTICAL_LEADING
    x += size * (_VERTICAL_LEADING - 1)
    for columns in source:
        head, em = foot - columns.length, columns.size
        for index, line in enumerate(columns.lines):
            x -= (_SOURCE_LEADING if index else columns.distance) * em
            glyphs += _vertical_glyphs(line, x + em / 2, head, em, FontName.SANS, columns.color)
    return CardLayout(width, height, tuple(glyphs), ornament, tuple(lines), size)


def _source_columns(card: Card, measure: float) -> list[_Columns]:
    """Return what is left of the quotation, from the right: speaker, excerpt label and title."""
    found: list[_Columns] = []
    for text, em, max_lines, color, distance in (
        (card.speaker, _SPEAKER_SIZE, 3, ColorRole.WORDS, 2.6),
        (card.excerpt_label or card.note, _DOMAIN_SIZE, 1, ColorRole.QUIET, 2),
        (card.title, _TITLE_SIZE, 2, ColorRole.QUIET, 2),
    ):
        if text and (lines := ellipsize(text, card.language, em, measure, max_lines, vertical=True)):
            found.append(_Columns(lines, em, color, distance))
    return found


def _vertical_glyphs(
    line: CardLine, x: float, y: float, size: float, name: FontName, color: ColorRole
) -> Iterator[Glyph]:
    """Yield the glyphs of a vertical line that starts at `y` and is centered on `x`."""
    for box, position in zip(line.boxes, line.positions, strict=True):
        begin = y + position * size
        for cluster, offset in zip(box.clusters, box.offsets, strict=True):
            if box.orientation is Orientation.SIDEWAYS:
                foot = x - size / 2 + (1 - _ASCENT) * size
                yield Glyph(cluster, foot, begin + offset * size, size, box.font, color, rotated=True)
            else:
                left = x - size / 2 + offset * size
                upright = box.orientation is Orientation.UPRIGHT
                yield Glyph(cluster, left, begin + _ASCENT * size, size, box.font, color, vertical=upright)
