"""Lay out a card: the position of every character, of its marks and of the avatar."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from bot.cards import typography
from bot.cards.attribution import set_below, set_beside
from bot.cards.box import Orientation
from bot.cards.content import Card, MissingGlyphError, TextTooLongError
from bot.cards.fitting import fit_largest, make_boxes
from bot.cards.fonts import Font, FontName
from bot.cards.frames import FRAMES, SMALLEST_SIZE
from bot.cards.line_breaking import CardLine
from bot.cards.marks import marks, padding
from bot.cards.placing import Bar, Block, Disc, PlacedLine
from bot.cards.themes import ColorRole
from bot.model import Language

_LEADING = {Language.JA: (1.54, 1.3), Language.EN: (1.32, 1.1)}
_VERTICAL_LEADING = 1.62, 1.3
"""The distance of lines of the smallest size, and of those of three times that size or more, in em."""
_MAX_CHARACTERS = 1000
"""A longer text is refused at once: fewer characters fit, and each takes time to set."""
_LARGEST_REACHING = 168
_ASCENT = 0.88
"""The height of a full-width character's square above the baseline, in em."""
_LATIN_ASCENT = 0.78
"""The height of a line of Latin characters above the baseline, in em."""


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
class CardLayout:
    """What is painted, in pixels; `lines` are those of the quotation in `block`, and `size` is their em.

    `accent` is the number of the article's own color among the accents of a theme.
    """

    width: int
    height: int
    glyphs: tuple[Glyph, ...]
    bars: tuple[Bar, ...]
    avatar: Disc | None
    accent: int
    lines: tuple[CardLine, ...]
    block: Block
    size: float


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
    marked = typography.typeset if card.spoken else typography.within_quotation_marks
    words = marked(text, card.language)
    return _lay_out_vertical(card, words) if card.vertical else _lay_out_horizontal(card, words)


def _leading(smallest: float, largest: float, size: float) -> float:
    """Return the distance of lines in em: the larger the type, the closer they can be."""
    share = min(1.0, (size - SMALLEST_SIZE) / (2 * SMALLEST_SIZE))
    return smallest + (largest - smallest) * share


def _largest(card: Card, words: str) -> int:
    """Return the largest size of words: smaller where letters reach further than a line of their language.

    That is below the square of Japanese characters, or above the capitals of English, and into a mark.
    """
    reaching = any(
        char.islower() or char in ",;" if card.language is Language.JA else char.isalpha() > char.isascii()
        for char in words
    )
    return min(FRAMES[card.shape].largest, _LARGEST_REACHING) if reaching else FRAMES[card.shape].largest


def _lay_out_horizontal(card: Card, words: str) -> CardLayout:
    frame, pad, leading = FRAMES[card.shape], padding(card), partial(_leading, *_LEADING[card.language])
    source = set_below(card, frame.side + pad.start)
    left, right = frame.side + pad.start, frame.width - frame.side - pad.end
    top, foot = frame.top + pad.above, source.begin - frame.gap - pad.below
    boxes = make_boxes(FontName.SERIF, words, card.language)
    size, lines = fit_largest(boxes, card.language, right - left, foot - top, leading, _largest(card, words))
    distance = size * leading(size)
    depth = size + distance * (len(lines) - 1)
    top += (foot - top - depth) / 2
    y = top + (_ASCENT if card.language is Language.JA else _LATIN_ASCENT) * size
    placed = []
    for line in lines:
        placed.append(PlacedLine(line, left, y, size, ColorRole.WORDS))
        y += distance
    block = Block(left, top, left + max(line.width for line in lines) * size, top + depth)
    bars, ornaments = marks(card, block, lines[-1], size)
    return _laid_out(card, [*placed, *ornaments, *source.lines], bars, source.avatar, lines, block, size)


def _lay_out_vertical(card: Card, words: str) -> CardLayout:
    frame, pad, leading = FRAMES[card.shape], padding(card), partial(_leading, *_VERTICAL_LEADING)
    top = frame.top + pad.above
    source = set_beside(card, top)
    measure, room = source.foot - top - pad.below, frame.width - 2 * frame.side
    boxes = make_boxes(FontName.SERIF, words, card.language, vertical=True)
    depth = room - source.width
    size, lines = fit_largest(
        boxes, card.language, measure, depth, leading, _largest(card, words), vertical=True
    )
    # Short columns are centered, and those of the source end lower than the quotation.
    longest = max(line.width for line in lines) * size
    used = max(longest, source.length)
    begin = top + max(0.0, measure - used) / 2
    distance = size * leading(size)
    depth = size + distance * (len(lines) - 1)
    right = (frame.width + depth + source.width) / 2
    block = Block(right - depth, begin, right, begin + longest)
    placed, x = [], right
    for line in lines:
        placed.append(PlacedLine(line, x - size / 2, begin, size, ColorRole.WORDS, True))
        x -= distance
    beside = source.place(block.left, min(begin + used, source.foot))
    bars, ornaments = marks(card, block, lines[-1], size)
    return _laid_out(card, [*placed, *ornaments, *beside.lines], bars, beside.avatar, lines, block, size)


def _laid_out(
    card: Card,
    placed: list[PlacedLine],
    bars: list[Bar],
    avatar: Disc | None,
    lines: list[CardLine],
    block: Block,
    size: float,
) -> CardLayout:
    frame = FRAMES[card.shape]
    glyphs: list[Glyph] = []
    for one in placed:
        set_line = _vertical_glyphs if one.vertical else _horizontal_glyphs
        glyphs += set_line(one.line, one.x, one.y, one.size, one.color)
    accent = zlib.crc32(card.title.encode())
    return CardLayout(
        frame.width, frame.height, tuple(glyphs), tuple(bars), avatar, accent, tuple(lines), block, size
    )


def _horizontal_glyphs(line: CardLine, x: float, y: float, size: float, color: ColorRole) -> Iterator[Glyph]:
    """Yield the glyphs of a horizontal line whose baseline starts at `x`, `y`."""
    for box, position in zip(line.boxes, line.positions, strict=True):
        for cluster, offset in zip(box.clusters, box.offsets, strict=True):
            yield Glyph(cluster, x + (position + offset) * size, y, size, box.font, color)


def _vertical_glyphs(line: CardLine, x: float, y: float, size: float, color: ColorRole) -> Iterator[Glyph]:
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
