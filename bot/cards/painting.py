"""A page to a PNG. The only place with Pillow."""

from __future__ import annotations

import io
import math

from PIL import Image, ImageDraw, ImageFont

from bot.cards.faces import Name, face, upright
from bot.cards.page import Glyph, Leaf, Page
from bot.cards.themes import PALETTES, Colour, Ink
from bot.model import Theme


def paint(page: Page, theme: Theme) -> bytes:
    """The picture as a PNG file."""
    palette = PALETTES[theme]
    image = Image.new("RGB", (page.width, page.height), palette.paper)
    draw = ImageDraw.Draw(image)
    fonts: dict[tuple[Name, float, bool], ImageFont.FreeTypeFont] = {}
    for glyph in page.glyphs:
        key = glyph.face, glyph.size, glyph.vertical
        if key not in fonts:
            fonts[key] = _font(*key)
        ink = palette.inks[glyph.ink]
        if glyph.turned:
            _turned(image, glyph, fonts[key], ink)
        else:
            draw.text((glyph.x, glyph.y), glyph.text, fill=ink, font=fonts[key], anchor="ls")
    _leaf(image, page.leaf, palette.inks[Ink.ORNAMENT])
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _font(name: Name, size: float, vertical: bool) -> ImageFont.FreeTypeFont:
    file = io.BytesIO(upright(name)) if vertical else str(face(name).path)
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def _turned(image: Image.Image, glyph: Glyph, font: ImageFont.FreeTypeFont, ink: Colour) -> None:
    """Drawn lying, then turned a quarter to the right: a place (u, v) comes to (side - v, u)."""
    side = 2 * math.ceil(glyph.size)
    left, top = math.floor(glyph.x) - side // 2, math.floor(glyph.y) - side // 4
    mask = Image.new("L", (side, side))
    ImageDraw.Draw(mask).text(
        (glyph.y - top, left + side - glyph.x), glyph.text, fill=255, font=font, anchor="ls"
    )
    image.paste(ink, (left, top), mask.transpose(Image.Transpose.ROTATE_270))


def _leaf(image: Image.Image, leaf: Leaf, ink: Colour) -> None:
    """Two arcs from stalk to tip, and the vein left blank; drawn four times as large, for smooth edges."""
    side = math.ceil(leaf.length)
    span = side * 4
    mask = Image.new("L", (span, span))
    draw = ImageDraw.Draw(mask)
    draw.polygon([*_arc(span, 0.62), *reversed(_arc(span, -0.38))], fill=255)
    draw.line(_arc(span, 0.1)[:18], fill=0, width=4)
    mask = mask.resize((side, side), Image.Resampling.LANCZOS)
    image.paste(ink, (round(leaf.x), round(leaf.y) - side), mask)


def _arc(span: float, bend: float) -> list[tuple[float, float]]:
    """A quadratic curve from a square's lower left corner to below its upper right one."""
    tip = span * 0.12
    x = span / 2 + bend * (tip - span)
    y = (span + tip) / 2 - bend * span
    steps = [step / 24 for step in range(25)]
    return [
        (2 * t * (1 - t) * x + t * t * span, (1 - t) ** 2 * span + 2 * t * (1 - t) * y + t * t * tip)
        for t in steps
    ]
