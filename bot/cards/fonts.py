"""The typefaces of cards: which characters they have, how wide those are, and their files."""

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

# A hair's breadth between quotation marks, so that they can be told apart.
_QUOTE_KERNING = dict.fromkeys(product("“”‘’", "“”‘’"), 0.07)


class FontName(StrEnum):
    """A typeface by what it is for."""

    SERIF = "serif"
    """The words."""
    SANS = "sans"
    """Who said them, and where."""


@dataclass(frozen=True, slots=True)
class Font:
    """What setting type needs to know of a typeface; lengths are in em.

    A full-width character stands in a square that reaches from 0.12 below the baseline to 0.88 above it.
    """

    path: Path
    advances: Mapping[str, float]
    kerning: Mapping[tuple[str, str], float]

    def missing(self, text: str) -> str:
        """The characters of `text` that this typeface does not have, each once, in order."""
        return "".join(dict.fromkeys(char for char in text if char not in self.advances))

    def offsets(self, text: str) -> tuple[float, ...]:
        """Where each character of a line begins, and last where the line ends; kerned."""
        positions = [0.0]
        for char, following in zip(text, [*text[1:], ""], strict=True):
            positions.append(positions[-1] + self.advances[char] + self.kerning.get((char, following), 0.0))
        return tuple(positions)

    def width(self, text: str) -> float:
        """The length of a line."""
        return self.offsets(text)[-1]


@cache
def font(name: FontName) -> Font:
    """A typeface. Reading it takes a tenth of a second, once."""
    path = pylopdf_fonts_jp.serif_path() if name is FontName.SERIF else pylopdf_fonts_jp.sans_path()
    with TTFont(path, lazy=True) as file:
        glyphs: dict[int, str] = file.getBestCmap()
        em = file["head"].unitsPerEm
        advances = {chr(code): file["hmtx"][glyph][0] / em for code, glyph in glyphs.items()}
        # A mark over another character needs a shaping library to find its place.
        advances = {char: width for char, width in advances.items() if not unicodedata.combining(char)}
        latin = {chr(code): glyphs[code] for code in _LATIN if code in glyphs}
        return Font(path, advances, _kerning(file, latin, em) | _QUOTE_KERNING)


@cache
def vertical_font(name: FontName) -> bytes:
    """The file of a typeface whose characters have the forms they take in vertical lines.

    The forms are the font's own (its feature `vert`). Only a shaping library would choose them; here they
    take the positions of the horizontal ones, so that plain drawing finds them.
    """
    with TTFont(font(name).path, lazy=True) as file:
        forms = dict(chain.from_iterable(table.mapping.items() for table in _lookups(file, "GSUB", "vert")))
    # Opened anew: a table that was read is compiled when it is saved, which takes long for GSUB.
    with TTFont(font(name).path, lazy=True) as file:
        table = file["cmap"].getcmap(3, 10)
        table.cmap = {code: forms.get(glyph, glyph) for code, glyph in table.cmap.items()}
        file["cmap"].tables = [table]
        file.recalcBBoxes = False
        made = io.BytesIO()
        file.save(made, reorderTables=None)
        return made.getvalue()


def _lookups(font: TTFont, table: str, feature: str) -> list[Any]:
    """The subtables of a feature, in order."""
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
    """The pairs that stand closer or wider than their advances say. The first subtable with a pair wins.

    https://learn.microsoft.com/typography/opentype/spec/gpos#lookuptype-2
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
