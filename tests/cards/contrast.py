"""The colors of a picture, and the contrast of two as the Web Content Accessibility Guidelines define it."""

from __future__ import annotations

import io

from PIL import Image

from bot.cards.themes import Color


def colors(png: bytes) -> list[Color]:
    """Return all colors of a picture."""
    with Image.open(io.BytesIO(png)) as picture:
        found = picture.getcolors(picture.width * picture.height)
    assert found is not None
    return [color for _, color in found]  # type: ignore[misc]


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio, 1 to 21 (WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    """Return the relative luminance of an sRGB color, 0 to 1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in color)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
