"""Say where things stand on a card or a chart, in pixels: lines of text, bars, an avatar."""

from __future__ import annotations

from dataclasses import dataclass

from bot.cards.line_breaking import CardLine
from bot.cards.themes import ColorRole


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle."""

    left: float
    top: float
    right: float
    bottom: float
    color: ColorRole


@dataclass(frozen=True, slots=True)
class Disc:
    """The circle of an avatar, in a square of `side` pixels whose upper left corner is `x`, `y`."""

    x: float
    y: float
    side: float


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line with `size` pixels to the em.

    The baseline of a horizontal one starts at `x`, `y`; a `vertical` one starts at `y`, centered on `x`.
    """

    line: CardLine
    x: float
    y: float
    size: float
    color: ColorRole
    vertical: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """The rectangle that the words of a quotation take up."""

    left: float
    top: float
    right: float
    bottom: float
