"""Shape clusters of characters with HarfBuzz: which glyphs of a typeface they are, and where."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import regex
import uharfbuzz

from bot.cards import characters

# One glyph for several characters only where they are one cluster: lines may break between others.
_FEATURES = {"liga": False, "clig": False, "calt": False, "kern": False}
_VARIATION = regex.compile(r"(.)([\ufe00-\ufe0d\U000e0100-\U000e01ef])", regex.DOTALL)
_KEPT = 4096
"""Clusters, and pairs of them, that a typeface remembers."""


class ShapedGlyph(NamedTuple):
    """A glyph of a font: `x` em right of where its cluster starts, and `y` above the baseline."""

    font: uharfbuzz.Font
    number: int
    x: float
    y: float
    unit: float
    """The em of a unit of its outline."""


class Typeface:
    """A font file, of which only the clusters that it `claims` are used. Lengths are in em.

    Its glyphs are `scale` times as large as in the file, and `rise` higher; a variable font has the `weight`.
    """

    def __init__(
        self,
        path: Path,
        *,
        weight: int = 400,
        scale: float = 1.0,
        rise: float = 0.0,
        claims: Callable[[str], bool] = lambda cluster: True,
    ) -> None:
        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path))
        self._font = uharfbuzz.Font(face)
        self._font.set_variations({"wght": weight})
        self._unit: float = scale / face.upem
        self._rise = rise
        self._claims = claims
        self.shape = lru_cache(_KEPT)(self._shape)
        self.advance = lru_cache(_KEPT)(self._advance)
        self.kerning = lru_cache(_KEPT)(self._kerning)

    def extent(self, char: str) -> tuple[float, float]:
        """Return how far the glyph of a character extends above the baseline, from and to."""
        extents = self._font.get_glyph_extents(self._font.get_nominal_glyph(ord(char)))
        top = extents.y_bearing * self._unit + self._rise
        return top + extents.height * self._unit, top

    def middle(self, char: str) -> float:
        """Return how far from its left the middle of the glyph of a character is."""
        extents = self._font.get_glyph_extents(self._font.get_nominal_glyph(ord(char)))
        middle: float = (extents.x_bearing + extents.width / 2) * self._unit
        return middle

    def _advance(self, cluster: str) -> float:
        """Return the width of a cluster; 0 if the typeface doesn't have it."""
        return self._width(cluster, _FEATURES) if self.shape(cluster) else 0.0

    def _shape(self, cluster: str, *, vertical: bool = False) -> tuple[ShapedGlyph, ...] | None:
        """Return the glyphs of a cluster, in their vertical forms or not; None if it can't be set right.

        It can't if a glyph is missing, if the variant that a variation selector asks for is, or if an emoji
        would come apart into several.
        """
        # Otherwise HarfBuzz would take a character apart, or take a kanji for the one it is unified with.
        if not self._claims(cluster) or self._font.get_nominal_glyph(ord(cluster[0])) is None:
            return None
        for base, selector in _VARIATION.findall(cluster):
            if self._font.get_variation_glyph(ord(base), ord(selector)) is None:
                return None
        buffer = self._shaped(cluster, _FEATURES | {"vert": vertical})
        glyphs: list[ShapedGlyph] = []
        pen = 0
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            x, y = (pen + position.x_offset) * self._unit, position.y_offset * self._unit + self._rise
            glyphs.append(ShapedGlyph(self._font, info.codepoint, x, y, self._unit))
            pen += position.x_advance
        drawn = sum(position.x_advance > 0 for position in buffer.glyph_positions)
        if not all(glyph.number for glyph in glyphs) or (characters.is_emoji(cluster) and drawn != 1):
            return None
        return tuple(glyphs)

    def _kerning(self, first: str, second: str) -> float:
        """Return by how much two clusters are farther apart than their widths say."""
        apart = self._width(first, _FEATURES) + self._width(second, _FEATURES)
        return self._width(first + second, _FEATURES | {"kern": True}) - apart

    def _width(self, text: str, features: dict[str, bool]) -> float:
        width: int = sum(position.x_advance for position in self._shaped(text, features).glyph_positions)
        return width * self._unit

    def _shaped(self, text: str, features: dict[str, bool]) -> uharfbuzz.Buffer:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.language = "und"  # guessed, it would be that of the machine
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._font, buffer, features)
        return buffer
