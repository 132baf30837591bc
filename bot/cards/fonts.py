"""Find the typefaces of a text: for each script one with its forms, and others for what that one lacks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from pathlib import Path

import fontpkg_noto_serif
import manimgx_fonts
import pylopdf_fonts_jp
import pylopdf_fonts_ko
import pylopdf_fonts_zh_cn
import pylopdf_fonts_zh_tw
import regex

from bot.cards import characters
from bot.cards.scripts import Script, script_of
from bot.cards.shaping import ShapedGlyph, Typeface

# A hair space between adjacent quotation marks, so that they can be told apart. In em.
_QUOTE_KERNING = 0.07
_QUOTES = frozenset("“”‘’")
_MIDDLE = 0.38
"""The middle of a full-width character above the baseline, in em."""
_CENTERED = 0.4
"""The least distance from the left of the middle of a mark that is centered, in em."""
# Greek and Cyrillic words: the East Asian typefaces have these letters as wide as their own, for symbols.
_WORD = regex.compile(r"[\p{Greek}\p{Cyrillic}]{2}")
_FOLDER = Path(manimgx_fonts.__file__).parent


class FontName(StrEnum):
    """A style of type by its use."""

    SERIF = "serif"
    """For the quotation."""
    SANS = "sans"
    """For its speaker and source, and for charts."""


@dataclass(frozen=True, eq=False)
class Font:
    """The typefaces of a text, of which the first that has a cluster sets it. Lengths are in em.

    The square of a full-width character extends from 0.12 below the baseline to 0.88 above it.
    """

    name: FontName
    typefaces: tuple[Typeface, ...]
    emoji: Typeface

    def missing(self, text: str) -> str:
        """Return the characters of the clusters that no typeface has, each once, in order."""
        lost = (cluster for cluster in characters.clusters(text) if not self._shaped(cluster))
        return "".join(dict.fromkeys("".join(lost)))

    def glyphs(self, cluster: str, *, vertical: bool = False) -> tuple[ShapedGlyph, ...]:
        """Return the glyphs of a cluster that is not missing, in their vertical forms or not."""
        return self.typeface(cluster).shape(cluster, vertical=vertical) or ()

    def typeface(self, cluster: str) -> Typeface:
        """Return the typeface that sets a cluster; the first one if it is missing."""
        order = (
            (self.emoji, *self.typefaces) if characters.is_emoji(cluster) else (*self.typefaces, self.emoji)
        )
        return next((one for one in order if one.shape(cluster)), self.typefaces[0])

    def advance(self, cluster: str) -> float:
        """Return the width of a cluster on its own."""
        return self.typeface(cluster).advance(cluster)

    def is_centered(self, cluster: str) -> bool:
        """Return whether a mark stands in the middle of its square, as in Taiwan, not in its corner."""
        return self.typeface(cluster).middle(cluster) > _CENTERED

    def offsets(self, text: str) -> tuple[float, ...]:
        """Return where each cluster of a line starts, with kerning, and finally where the line ends."""
        line = characters.clusters(text)
        kerning = [*(self._kerning(*pair) for pair in pairwise(line)), 0.0]
        widths = (self.advance(cluster) + kern for cluster, kern in zip(line, kerning, strict=False))
        return tuple(accumulate(widths, initial=0.0))

    def width(self, text: str) -> float:
        """Return the length of a line."""
        return self.offsets(text)[-1]

    def _shaped(self, cluster: str) -> bool:
        return bool(self.typeface(cluster).shape(cluster))

    def _kerning(self, first: str, second: str) -> float:
        if first in _QUOTES and second in _QUOTES:
            return _QUOTE_KERNING
        typeface = self.typeface(first)
        narrow = characters.is_western(first) and characters.is_western(second)
        return typeface.kerning(first, second) if narrow and typeface is self.typeface(second) else 0.0


_EAST_ASIAN = {
    Script.JAPANESE: pylopdf_fonts_jp,
    Script.SIMPLIFIED: pylopdf_fonts_zh_cn,
    Script.TRADITIONAL: pylopdf_fonts_zh_tw,
    Script.KOREAN: pylopdf_fonts_ko,
}


@lru_cache(256)
def font(name: FontName, text: str = "") -> Font:
    """Return the typefaces of a text, which are opened once.

    They are those of its script first. If they lack one of its Latin letters, or it has a Greek or Cyrillic
    word, the western typeface comes before, so that its words are of one typeface.
    """
    chosen = _font(name, script_of(text), western=False)
    main = chosen.typefaces[0]
    western = any(characters.is_western(one) and not main.shape(one) for one in characters.clusters(text))
    return _font(name, script_of(text), western=True) if western or _WORD.search(text) else chosen


@cache
def _font(name: FontName, script: Script, *, western: bool) -> Font:
    main = _east_asian(name, script)
    others = [_east_asian(name, other) for other in Script if other is not script]
    latin = _western(name)
    return Font(name, (latin, main, *others) if western else (main, latin, *others), _emoji())


@cache
def _east_asian(name: FontName, script: Script) -> Typeface:
    package = _EAST_ASIAN[script]
    path = package.serif_path() if name is FontName.SERIF else package.sans_path()
    # Of their few accents, none knows where to stand.
    return Typeface(path, claims=lambda cluster: not (characters.is_western(cluster) and len(cluster) > 1))


@cache
def _western(name: FontName) -> Typeface:
    """Return the typeface of European scripts, as large and as dark as the letters of the Japanese one."""
    path, weight = (
        (fontpkg_noto_serif.ROOT / "files" / "NotoSerif[wdth,wght].ttf", 350)
        if name is FontName.SERIF
        else (_FOLDER / "NotoSans[wght].ttf", 400)
    )
    (_, height), (_, of_its_own) = _east_asian(name, Script.JAPANESE).extent("x"), Typeface(path).extent("x")
    return Typeface(path, weight=weight, scale=height / of_its_own, claims=characters.is_western)


@cache
def _emoji() -> Typeface:
    """Return the typeface of emoji, each in the square of a full-width character."""
    path = _FOLDER / "NotoEmoji[wght].ttf"
    scale = 1 / Typeface(path).advance("😀")
    bottom, top = Typeface(path, scale=scale).extent("😀")
    return Typeface(path, scale=scale, rise=_MIDDLE - (bottom + top) / 2)
