"""Where the ink of a glyph is."""

from __future__ import annotations

from dataclasses import replace

from PIL import Image

from bot.cards.layout import Glyph
from bot.cards.rasterizing import coverage

Rectangle = tuple[float, float, float, float]
"""Left, top, right and bottom, in pixels."""
_EM = 100
_KNOWN: dict[tuple[str, int, bool, bool], Rectangle] = {}
"""In em, from where the baseline starts."""


def ink(glyph: Glyph) -> Rectangle:
    """Return the rectangle of a glyph’s ink."""
    key = glyph.text, id(glyph.font), glyph.rotated, glyph.vertical
    if key not in _KNOWN:
        start, side = 2 * _EM, 5 * _EM
        drawn = coverage([replace(glyph, x=start, y=start, size=_EM)], side, side)
        box = Image.frombytes("L", (side, side), drawn).getbbox() or (start,) * 4
        left, top, right, bottom = ((edge - start) / _EM for edge in box)
        _KNOWN[key] = left, top, right, bottom
    left, top, right, bottom = (edge * glyph.size for edge in _KNOWN[key])
    return glyph.x + left, glyph.y + top, glyph.x + right, glyph.y + bottom
