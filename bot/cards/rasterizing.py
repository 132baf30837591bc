"""Rasterize glyphs with HarfBuzz."""

from __future__ import annotations

from collections.abc import Iterable

import uharfbuzz

from bot.cards.layout import Glyph


def coverage(glyphs: Iterable[Glyph], width: int, height: int) -> bytes:
    """Return how much of each pixel the glyphs cover, from 0 to 255, in rows from the top."""
    drawing = uharfbuzz.RasterDraw()
    drawing.extents = uharfbuzz.RasterExtents(0, 0, width, height, width)
    for glyph in glyphs:
        for shaped in glyph.font.glyphs(glyph.text, vertical=glyph.vertical):
            unit, x, y = shaped.unit * glyph.size, shaped.x * glyph.size, shaped.y * glyph.size
            # HarfBuzz counts rows from the bottom, and its glyphs stand upwards: here both are upside down.
            drawing.transform = (
                (0, unit, unit, 0, glyph.x + y, glyph.y + x)
                if glyph.rotated
                else (unit, 0, 0, -unit, glyph.x + x, glyph.y - y)
            )
            drawing.draw_glyph(shaped.font, shaped.number)
    return bytes(drawing.render().buffer)
