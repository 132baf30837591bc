"""Paint layouts as PNG images with Pillow."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable

from PIL import Image, ImageDraw, ImageOps

from bot.cards.chart import ChartLayout, ThumbIcon
from bot.cards.layout import CardLayout, Glyph
from bot.cards.placing import Bar, Disc
from bot.cards.plot import ACCENT, PlotLayout
from bot.cards.rasterizing import coverage
from bot.cards.themes import PALETTES, Color, ColorRole, Palette
from bot.model import Theme

_MAX_AVATAR_PIXELS = 2048 * 2048
_AVATAR_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
"""What Discord has avatars in; Pillow reads many others, whose decoders nobody here needs."""


def read_avatar(data: bytes) -> Image.Image | None:
    """Return a picture in RGB, a transparent one on white; None for one that can't be read or is too large.

    Of an animation it is the first picture. Nothing is decoded before its size is known.
    """
    try:
        with Image.open(io.BytesIO(data), formats=_AVATAR_FORMATS) as file:
            if file.width * file.height > _MAX_AVATAR_PIXELS:
                return None
            picture = file.convert("RGBA")
    # Pillow's decoders raise many kinds of errors for what is broken, and promise none.
    except Exception:
        return None
    return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")


def paint_card(layout: CardLayout, theme: Theme, avatar: Image.Image | None = None) -> bytes:
    """Return a card as a PNG file, with the avatar where its layout has one."""
    palette = PALETTES[theme].with_accent(layout.accent)
    image = _paper(layout.width, layout.height, palette)
    for bar in layout.bars:
        _draw_bar(image, bar, palette.colors[bar.color])
    if layout.avatar and avatar:
        _draw_avatar(image, layout.avatar, avatar)
    _draw_glyphs(image, layout.glyphs, palette)
    return _png(image)


def paint_chart(layout: ChartLayout, theme: Theme) -> bytes:
    """Return a chart as a PNG file."""
    palette = PALETTES[theme]
    image = _paper(layout.width, layout.height, palette)
    for bar in layout.bars:
        _draw_bar(image, bar, palette.colors[bar.color])
    _draw_bar(image, layout.baseline, palette.colors[layout.baseline.color])
    for thumb in layout.thumbs:
        _draw_thumb(image, thumb, palette.colors[thumb.color])
    _draw_glyphs(image, layout.glyphs, palette)
    return _png(image)


def paint_plot(layout: PlotLayout, theme: Theme) -> bytes:
    """Return a plot as a PNG file. What is drawn is drawn at four times the size, for smooth edges."""
    palette = PALETTES[theme].with_accent(ACCENT)
    image = _paper(layout.width, layout.height, palette)
    for path in layout.paths:
        left, top = (int(min(point[axis] for point in path.points) - path.width - 1) for axis in (0, 1))
        right, bottom = (int(max(point[axis] for point in path.points) + path.width + 2) for axis in (0, 1))
        mask = Image.new("L", (4 * (right - left), 4 * (bottom - top)))
        points = [(4 * (x - left), 4 * (y - top)) for x, y in path.points]
        draw, radius = ImageDraw.Draw(mask), 2 * path.width
        if not path.width:
            draw.polygon(points, fill=path.opacity)
        elif len(points) > 1:
            draw.line(points, fill=path.opacity, width=round(2 * radius))
        for x, y in points if path.width > 0 else ():
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=path.opacity)
        mask = mask.resize((right - left, bottom - top), Image.Resampling.BOX)
        image.paste(palette.colors[path.color], (left, top), mask)
    _draw_glyphs(image, layout.glyphs, palette)
    return _png(image)


def _paper(width: int, height: int, palette: Palette) -> Image.Image:
    """Return an empty image: a gradient along the diagonal, between the middles of four pixels."""
    # Of a mask, which has more steps than there are between two colors: those would be seen in blocks.
    mask = Image.new("L", (2, 2), 128)
    mask.putpixel((0, 0), 0)
    mask.putpixel((1, 1), 255)
    mask = mask.resize((width, height), Image.Resampling.BILINEAR, box=(0.5, 0.5, 1.5, 1.5))
    first, last = (Image.new("RGB", (width, height), color) for color in palette.paper)
    return Image.composite(last, first, mask)


def _png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    # Runs of one color are most of a card: half the time of the usual strategy, and as small a file.
    image.save(file, "PNG", compress_type=zlib.Z_RLE)
    return file.getvalue()


def _draw_glyphs(image: Image.Image, glyphs: Iterable[Glyph], palette: Palette) -> None:
    colored: dict[ColorRole, list[Glyph]] = {}
    for glyph in glyphs:
        colored.setdefault(glyph.color, []).append(glyph)
    for color, some in colored.items():
        mask = Image.frombytes("L", image.size, coverage(some, *image.size))
        if box := mask.getbbox():
            image.paste(palette.colors[color], box, mask.crop(box))


def _draw_avatar(image: Image.Image, disc: Disc, avatar: Image.Image) -> None:
    """Draw the middle of a picture as a circle, whose mask is drawn at four times the size."""
    side = round(disc.side)
    mask = Image.new("L", (side * 4, side * 4))
    ImageDraw.Draw(mask).ellipse((0, 0, side * 4 - 1, side * 4 - 1), fill=255)
    mask = mask.resize((side, side), Image.Resampling.LANCZOS)
    cut = ImageOps.fit(avatar, (side, side), Image.Resampling.LANCZOS)
    image.paste(cut, (round(disc.x), round(disc.y)), mask)


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
