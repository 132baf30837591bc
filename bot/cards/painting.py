"""Paint layouts as PNG images with Pillow."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable

from PIL import Image, ImageDraw

from bot.cards.chart import Bar, ChartLayout, ThumbIcon
from bot.cards.layout import CardLayout, Glyph, Ornament
from bot.cards.rasterizing import coverage
from bot.cards.themes import PALETTES, Color, ColorRole, Palette
from bot.model import Theme


def paint_card(layout: CardLayout, theme: Theme) -> bytes:
    """Return a card as a PNG file."""
    palette = PALETTES[theme]
    image = Image.new("RGB", (layout.width, layout.height), palette.paper)
    _draw_glyphs(image, layout.glyphs, palette)
    _draw_ornament(image, layout.ornament, palette.colors[ColorRole.ORNAMENT])
    return _png(image)


def paint_chart(layout: ChartLayout, theme: Theme) -> bytes:
    """Return a chart as a PNG file."""
    palette = PALETTES[theme]
    image = Image.new("RGB", (layout.width, layout.height), palette.paper)
    for bar in layout.bars:
        _draw_bar(image, bar, palette.colors[bar.color])
    _draw_bar(image, layout.baseline, palette.colors[layout.baseline.color])
    for thumb in layout.thumbs:
        _draw_thumb(image, thumb, palette.colors[thumb.color])
    _draw_glyphs(image, layout.glyphs, palette)
    return _png(image)


def _png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _draw_glyphs(image: Image.Image, glyphs: Iterable[Glyph], palette: Palette) -> None:
    colored: dict[ColorRole, list[Glyph]] = {}
    for glyph in glyphs:
        colored.setdefault(glyph.color, []).append(glyph)
    for color, some in colored.items():
        mask = Image.frombytes("L", image.size, coverage(some, *image.size))
        image.paste(palette.colors[color], (0, 0), mask)


def _draw_ornament(image: Image.Image, ornament: Ornament, color: Color) -> None:
    """Draw two arcs from stalk to tip, with a blank vein; at four times the size, for smooth edges."""
    side = math.ceil(ornament.length)
    span = side * 4
    mask = Image.new("L", (span, span))
    draw = ImageDraw.Draw(mask)
    draw.polygon([*_arc(span, 0.62), *reversed(_arc(span, -0.38))], fill=255)
    draw.line(_arc(span, 0.1)[:18], fill=0, width=4)
    mask = mask.resize((side, side), Image.Resampling.LANCZOS)
    image.paste(color, (round(ornament.x), round(ornament.y) - side), mask)


def _draw_bar(image: Image.Image, bar: Bar, color: Color) -> None:
    """Draw a rectangle with its edges on whole pixels, so that they are sharp."""
    corners = (round(bar.left), round(bar.top), round(bar.right) - 1, round(bar.bottom) - 1)
    ImageDraw.Draw(image).rectangle(corners, fill=color)


_HAND = [(8, 10.2), (12.2, 2.6), (14.2, 3.8), (13.4, 9.4), (20.6, 9.4), (19.0, 19.8), (8, 19.8)]
_CUFF = [(2.6, 10.2), (4.6, 10.2), (4.6, 19.8), (2.6, 19.8)]
"""Corners in a square of 24 units, rounded with a radius of 1 unit."""


def _draw_thumb(image: Image.Image, icon: ThumbIcon, color: Color) -> None:
    """Draw a thumb at four times the size, for smooth edges; thumbs-down is thumbs-up flipped."""
    side = round(icon.side)
    unit = side * 4 / 24
    mask = Image.new("L", (side * 4, side * 4))
    draw = ImageDraw.Draw(mask)
    for shape in (_HAND, _CUFF):
        corners = [(x * unit, y * unit) for x, y in shape]
        draw.polygon(corners, fill=255)
        draw.line([*corners, corners[0]], fill=255, width=round(2 * unit))
        for x, y in corners:
            draw.ellipse((x - unit, y - unit, x + unit, y + unit), fill=255)
    if icon.color is ColorRole.DOWN:
        mask = mask.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    mask = mask.resize((side, side), Image.Resampling.LANCZOS)
    image.paste(color, (round(icon.x), round(icon.y)), mask)


def _arc(span: float, bend: float) -> list[tuple[float, float]]:
    """Return a quadratic Bézier curve from a square's lower left corner to below its upper right one."""
    tip = span * 0.12
    x = span / 2 + bend * (tip - span)
    y = (span + tip) / 2 - bend * span
    steps = [step / 24 for step in range(25)]
    return [
        (2 * t * (1 - t) * x + t * t * span, (1 - t) ** 2 * span + 2 * t * (1 - t) * y + t * t * tip)
        for t in steps
    ]
