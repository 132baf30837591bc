"""Read the metrics of the typefaces: characters, advances, kerning, vertical forms."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import chain, product
from pathlib import Path
from typing import Any

import pylopdf_fonts_jp
from fontTools.ttLib import TTFont

_LATIN = [*range(0x20, 0x180), *map(ord, "–—‘’“”…")]

# A hair space between adjacent quotation marks, so that they can be told apart. In em.
_QUOTE_KERNING = dict.fromkeys(product("“”‘’", "“”‘’"), 0.07)


class FontName(StrEnum):
    """A typeface by its use."""

    SERIF = "serif"
    """For the quotation."""
    SANS = "sans"
    """For its speaker and source, and for charts."""


@dataclass(frozen=True, slots=True)
class Font:
    """The metrics of a typeface, in em.

    The square of a full-width character extends from 0.12 below the baseline to 0.88 above it.
    """

    path: Path
    advances: Mapping[str, float]
    kerning: Mapping[tuple[str, str], float]

    def missing(self, text: str) -> str:
        """Return the characters of `text` without a glyph, each once, in order."""
        return "".join(dict.fromkeys(char for char in text if char not in self.advances))

    def offsets(self, text: str) -> tuple[float, ...]:
        """Return where each character of a line starts, with kerning, and finally where the line ends."""
        positions = [0.0]
        for char, following in zip(text, [*text[1:], ""], strict=True):
            positions.append(positions[-1] + self.advances[char] + self.kerning.get((char, following), 0.0))
        return tuple(positions)

    def width(self, text: str) -> float:
        """Return the length of a line."""
        return self.offsets(text)[-1]


@cache
def font(name: FontName) -> Font:
    """Return the metrics of a typeface, read once, which takes a tenth of a second."""
    path = pylopdf_fonts_jp.serif_path() if name is FontName.SERIF else pylopdf_fonts_jp.sans_path()
    with TTFont(path, lazy=True) as file:
        glyphs: dict[int, str] = file.getBestCmap()
        em = file["head"].unitsPerEm
        advances = {chr(code): file["hmtx"][glyph][0] / em for code, glyph in glyphs.items()}
        # Positioning a combining mark would need a shaping library.
        advances = {char: width for char, width in advances.items() if not unicodedata.combining(char)}
        latin = {chr(code): glyphs[code] for code in _LATIN if code in glyphs}
        return Font(path, advances, _kerning(file, latin, em) | _QUOTE_KERNING)


@cache
def vertical_font(name: FontName) -> bytes:
    """Return the file of a typeface that maps each character to its vertical form.

    The forms are those of the font's `vert` feature, which only a shaping library would apply. Here they
    replace the horizontal forms in the character map, so that drawing needs none.
    """
    with TTFont(font(name).path, lazy=True) as file:
        forms = dict(chain.from_iterable(table.mapping.items() for table in _lookups(file, "GSUB", "vert")))
    # Opened again: a table that was read is recompiled on saving, which is slow for GSUB.
    with TTFont(font(name).path, lazy=True) as file:
        table = file["cmap"].getcmap(3, 10)
        table.cmap = {code: forms.get(glyph, glyph) for code, glyph in table.cmap.items()}
        file["cmap"].tables = [table]
        file.recalcBBoxes = False
        result = io.BytesIO()
        file.save(result, reorderTables=None)
        return result.getvalue()


def _lookups(font: TTFont, table: str, feature: str) -> list[Any]:
    """Return the lookup subtables of a feature, in order."""
    layout = font[table].table
    chosen = {
        index
        for record in layout.FeatureList.FeatureRecord
        if record.FeatureTag == feature
        for index in record.Feature.LookupListIndex
    }
    return [
        getattr(table, "ExtSubTable", table)
        for index in sorted(chosen)
        for table in layout.LookupList.Lookup[index].SubTable
    ]


def _kerning(font: TTFont, glyphs: Mapping[str, str], em: int) -> dict[tuple[str, str], float]:
    """Return the kerning of pairs of characters, in em; the first subtable with a pair wins.

    As specified in https://learn.microsoft.com/typography/opentype/spec/gpos#lookuptype-2.
    """
    found: dict[tuple[str, str], float] = {}
    for table in _lookups(font, "GPOS", "kern"):
        covered = {glyph: index for index, glyph in enumerate(table.Coverage.glyphs)}
        for first, glyph in glyphs.items():
            if glyph not in covered:
                continue
            if table.Format == 1:
                pairs = {r.SecondGlyph: r.Value1 for r in table.PairSet[covered[glyph]].PairValueRecord}
            else:
                row = table.Class1Record[table.ClassDef1.classDefs.get(glyph, 0)].Class2Record
                second = table.ClassDef2.classDefs
                pairs = {other: row[second.get(other, 0)].Value1 for other in glyphs.values()}
            for following, other in glyphs.items():
                value = pairs.get(other)
                if other in pairs:
                    found.setdefault((first, following), getattr(value, "XAdvance", 0) / em)
    return {pair: value for pair, value in found.items() if value}
