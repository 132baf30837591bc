"""Place the marks of a card around its words: large quotation marks, or a bar beside speech without any."""

from __future__ import annotations

import math
from dataclasses import dataclass

from bot.cards.content import Card, Shape
from bot.cards.fitting import make_boxes
from bot.cards.fonts import FontName
from bot.cards.frames import FRAMES
from bot.cards.line_breaking import CardLine
from bot.cards.placing import Bar, Block, PlacedLine
from bot.cards.themes import ColorRole
from bot.model import Language

_GAP = 24
"""Between the words and a bracket or a bar beside them."""
_HANGING = 16
"""The room for a stop that hangs out of a column, above the closing bracket."""
_BAR = 12
"""The width of the bar beside speech."""
_STROKE, _ACROSS, _ALONG = (0.1, 11, 18), (0.5, 60, 120), (0.76, 92, 170)
"""Of a corner bracket, its arm across the lines and the one along their sides: a share of the size of the
words, at least and at most."""
_ENGLISH_WIDE, _ENGLISH = 240, 280
"""The em of English marks."""
_CAP_HEIGHT, _DESCENT = 0.73, 0.22
"""The height of capitals above the baseline, and how far a block of Latin words reaches below it, in em."""
_INK = 0.05, 0.39, 0.54, 0.8
"""Where an English mark is in its em: from the left, and above the baseline."""


@dataclass(frozen=True, slots=True)
class Padding:
    """The room of marks around the words, inside of the card's margins."""

    above: float = 0.0
    below: float = 0.0
    start: float = 0.0
    end: float = 0.0


def padding(card: Card) -> Padding:
    """Return the room that the marks of a card need; those of Japanese stand in the margin at the sides."""
    if card.spoken:
        return Padding(above=_GAP + _BAR) if card.vertical else Padding()
    if card.language is Language.JA:
        far = _GAP + _STROKE[2]
        return Padding(above=far, below=far + (_HANGING if card.vertical else 0))
    if card.shape is Shape.WIDE:
        return Padding(below=12, start=48, end=40)
    return Padding(above=(_INK[3] - _INK[2]) * _ENGLISH + 1.4 * _GAP, end=44)


def marks(card: Card, block: Block, last: CardLine, size: float) -> tuple[list[Bar], list[PlacedLine]]:
    """Return the marks around words that take up `block`, whose `last` line ends at its lower edge."""
    if card.spoken and card.vertical:
        return [_bar(block.left, block.top - _GAP - _BAR, block.right, block.top - _GAP)], []
    if card.spoken:
        return [_bar(block.left - _GAP - _BAR, block.top, block.left - _GAP, block.bottom)], []
    if card.language is Language.EN:
        return [], _english(card, block, last, size)
    stroke, across, along = (
        max(least, min(most, share * size)) for share, least, most in (_STROKE, _ACROSS, _ALONG)
    )
    far = _GAP + stroke
    left, top, right, bottom = block.left - far, block.top - far, block.right + far, block.bottom + far
    # The closing one stands where the last line ends.
    if card.vertical:
        bottom = block.top + last.width * size + far
        return [
            *_corner(right, top, -along, across, stroke),
            *_corner(left, bottom, along, -across, stroke),
        ], []
    right = block.left + last.width * size + far
    return [
        *_corner(left, top, across, along, stroke),
        *_corner(right, bottom, -across, -along, stroke),
    ], []


def _corner(x: float, y: float, width: float, height: float, stroke: float) -> list[Bar]:
    """Return a corner bracket whose arms reach from its outer corner by `width` and `height`."""
    inner_x, inner_y = x + math.copysign(stroke, width), y + math.copysign(stroke, height)
    return [_bar(x, y, x + width, inner_y), _bar(x, y, inner_x, y + height)]


def _bar(x: float, y: float, other_x: float, other_y: float) -> Bar:
    left, right = sorted((x, other_x))
    top, bottom = sorted((y, other_y))
    return Bar(left, top, right, bottom, ColorRole.ACCENT)


def _english(card: Card, block: Block, last: CardLine, size: float) -> list[PlacedLine]:
    """Return an opening mark before or above the first line, and a closing one after the last."""
    wide = card.shape is Shape.WIDE
    em = _ENGLISH_WIDE if wide else _ENGLISH
    left, right, low, high = (share * em for share in _INK)
    if wide:
        opening = block.left - 0.8 * _GAP - right, block.top + high
    else:
        opening = block.left - left, block.top - 1.4 * _GAP + low
    frame = FRAMES[card.shape]
    closing = (
        # A stop that hangs out of the last line has no ink where the mark comes to stand then.
        min(block.left + last.width * size + 0.6 * _GAP - left, frame.width - frame.side / 2 - right),
        block.bottom - (_DESCENT + _CAP_HEIGHT) * size + high,
    )
    placed = []
    for mark, (x, y) in (("“", opening), ("”", closing)):
        (box,) = make_boxes(FontName.SERIF, mark, Language.EN)
        line = CardLine((box,), (0.0,), box.width)
        placed.append(PlacedLine(line, x, y, em, ColorRole.ACCENT))
    return placed
