"""The characters of a PDF as PDFium finds them, put together to words with their places on the page."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_jp
import pypdfium2
import pypdfium2.raw as pdfium

from bot.errors import UserError

MAX_PAGES = 10_000
MAX_CHARACTERS = 3_000_000
"""Of all pages, before anything is left out."""
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_RIGHT_ANGLE = math.pi / 2
_STRAIGHT = 0.05
"""Radians by which a line may be askew."""
_SAME_LINE = 0.3
_NEW_WORDS = 1.2
_BACK = 0.5
"""Shares of the size of the characters: a baseline that differs by more, a gap that is wider, or a step back
begins something else."""
_SAME_SIZE = 0.15
_LINE_BREAK = 0x02
"""What PDFium tells a hyphen as at which it found a word divided."""
_UNKNOWN = 0xFFFD
_LONE = re.compile(r"(?<![^\W\d_])\ufffd(?![^\W\d_])")
_WHITE_SPACE = {0x09, 0x20, 0xA0, 0x2007, 0x202F}
_WIDE = 0x2E80
_WIDE_GAP = 0.7
"""From here on characters stand without spaces between them, unless the gap has this share of their size."""
_BULLETS = (0xF06C, 0xF06E, 0xF071, 0xF075, 0xF076, 0xF0A7, 0xF0A8, 0xF0B7, 0xF0D8, 0xF0FC)
"""Where Symbol and Wingdings have what Word sets before the items of lists."""
_MEANT: dict[int, str] = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2E80, 0x2FD6)},
    **dict(zip(map(ord, "⺠⺟⻁⻄⻆⻑⻘⻝⻤⻨⻩⻫⻭⻯⻲"), "民母虎西角長青食鬼麦黄斉歯竜亀", strict=True)),
    **dict.fromkeys(_BULLETS, "•"),
}
"""What a character stands for: radicals for those that look the same, as a Mac and Chrome have them."""
_WIDE_SPACE = 0x3000
"""White space at the beginning of a line, a character within one."""


@dataclass(slots=True)
class Words:
    """Characters that stand together in one line; `y` is the baseline, which grows upwards.

    `spaced`: white space stands before them.
    """

    text: str
    x: float
    end: float
    y: float
    size: float
    bold: bool
    spaced: bool = False


@dataclass(slots=True)
class PdfPage:
    """One page: its words in the order in which they were drawn, and how many steps from one character to the
    next go along a line, or down as in vertical writing. `unknown` are the characters of which the file says
    only how they look: U+FFFD beside letters, and otherwise left out."""

    width: float
    height: float
    words: list[Words] = field(default_factory=list)
    along: int = 0
    down: int = 0
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading in the outline of a PDF, `depth` 0 for a chapter."""

    page: int
    title: str
    depth: int


@cache
def _give_fonts() -> None:
    """Have PDFium take characters of fonts that a file doesn't embed from one that is installed with the bot.

    Without a glyph, a character that is drawn alone has no width, and PDFium leaves it out.
    """
    folder = str(Path(pylopdf_fonts_jp.__file__).parent).encode()
    text = ctypes.POINTER(ctypes.c_char)
    folders = (text * 2)(ctypes.cast(ctypes.c_char_p(folder), text))  # and a null pointer
    pdfium.FPDF_DestroyLibrary()  # pypdfium2 has begun it without
    pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=folders))


class Pdf:
    """An open PDF; a context manager.

    Raises UserError: "pdf-protected" for one with a password, "pdf-broken" for a damaged one, "pdf-form" for
    a form whose pages Adobe's programs draw, "reading-too-heavy" for more pages than a book has.
    """

    def __init__(self, data: bytes) -> None:
        _give_fonts()
        try:
            self._document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            protected = error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
            raise UserError("pdf-protected" if protected else "pdf-broken") from error
        pages = len(self._document)
        is_form = self._document.get_formtype() == pdfium.FORMTYPE_XFA_FULL
        if is_form or not 0 < pages <= MAX_PAGES:
            self._document.close()
            raise UserError("pdf-form" if is_form else "reading-too-heavy" if pages else "pdf-broken")

    def __enter__(self) -> Pdf:
        return self

    def __exit__(self, *error: object) -> None:
        self._document.close()

    def says(self, key: str) -> str:
        """Return what the document information has for a key, such as "Title"; empty for nothing."""
        return _said(lambda: self._document.get_metadata_value(key))

    def bookmarks(self) -> Iterator[Bookmark]:
        """Yield the headings of the outline that lead to a page."""
        for one in self._document.get_toc(max_depth=4):
            place = one.get_dest()
            page = None if place is None else place.get_index()
            title = _said(one.get_title)
            if page is not None and title:
                yield Bookmark(page, title, one.level)

    def pages(self) -> Iterator[PdfPage]:
        """Yield the pages. Raises UserError: "pdf-broken" for one that can't be read, "reading-too-heavy"."""
        left = MAX_CHARACTERS
        for number in range(len(self._document)):
            try:
                with closing(self._document[number]) as page, closing(page.get_textpage()) as text:
                    count = text.count_chars()
                    left -= count
                    if left < 0:
                        raise UserError("reading-too-heavy")
                    yield _PageReader(text.raw, page).read(count)
            except pypdfium2.PdfiumError as error:
                raise UserError("pdf-broken") from error


def _said(read: Callable[[], str]) -> str:
    """Return what a file says in UTF-16, as one line; nothing where that is damaged."""
    try:
        said = read()
    except UnicodeDecodeError:
        return ""
    return " ".join("".join(one if one.isprintable() else " " for one in said).split())


@dataclass(frozen=True, slots=True)
class _Drawn:
    """How one text object draws its characters: `turned` counter-clockwise, None where they are askew."""

    size: float
    bold: bool
    turned: int | None


class _PageReader:
    """Reads the characters of one page."""

    def __init__(self, text: Any, page: Any) -> None:
        self._text = text
        self._rotation = page.get_rotation() // 90
        left, bottom, right, top = page.get_bbox()
        self._left, self._bottom = left, bottom
        self._width, self._height = right - left, top - bottom
        turned = self._rotation % 2
        self._page = PdfPage(*((self._height, self._width) if turned else (self._width, self._height)))
        self._drawn: dict[int, _Drawn] = {}
        self._units: list[int] = []
        self._words: Words | None = None
        self._spaced = self._meant = False
        """Whether white space stands before the next character, and whether the file has it itself."""
        self._last = (math.inf, math.inf)

    def read(self, count: int) -> PdfPage:
        """Return the page with all its words."""
        box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        for index in range(count):
            code = pdfium.FPDFText_GetUnicode(self._text, index)
            if code in (0x0A, 0x0D):
                self._finish()
                continue
            if code in _WHITE_SPACE or (code == _WIDE_SPACE and self._words is None):
                self._spaced = True
                self._meant = self._meant or not pdfium.FPDFText_IsGenerated(self._text, index)
                continue
            drawn = self._drawn_as(index)
            if drawn is None or drawn.turned != self._rotation % 4:
                continue
            pdfium.FPDFText_GetCharOrigin(self._text, index, x, y)
            pdfium.FPDFText_GetLooseCharBox(self._text, index, box)
            if pdfium.FPDFText_HasUnicodeMapError(self._text, index) == 1:
                code = _UNKNOWN
                self._page.unknown += 1
            start, baseline = self._place(x.value, y.value)
            first, _ = self._place(box.left, box.bottom)
            last, _ = self._place(box.right, box.top)
            begin, end = min(start, first, last), max(first, last)
            if math.isfinite(begin + end + baseline):
                self._count_step(begin, baseline, drawn.size)
                self._add(code, begin, end, baseline, drawn)
        self._finish()
        return self._page

    def _place(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the sheet is as the page is shown, from the lower left."""
        x, y = x - self._left, y - self._bottom
        match self._rotation:
            case 1:
                return y, self._width - x
            case 2:
                return self._width - x, self._height - y
            case 3:
                return self._height - y, x
        return x, y

    def _drawn_as(self, index: int) -> _Drawn | None:
        drawn_by = pdfium.FPDFText_GetTextObject(self._text, index)
        address = ctypes.cast(drawn_by, ctypes.c_void_p).value
        if address is None:
            return None
        if address not in self._drawn:
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFText_GetMatrix(self._text, index, matrix)
            size = pdfium.FPDFText_GetFontSize(self._text, index) * math.hypot(matrix.c, matrix.d)
            turns = math.atan2(matrix.b, matrix.a) / _RIGHT_ANGLE
            whole = math.isfinite(size + turns) and size > 0
            straight = whole and abs(turns - round(turns)) * _RIGHT_ANGLE <= _STRAIGHT
            name = ctypes.create_string_buffer(200)
            pdfium.FPDFText_GetFontInfo(self._text, index, name, 200, None)
            bold = _BOLD.search(name.value.decode("latin-1")) is not None
            self._drawn[address] = _Drawn(size, bold, round(turns) % 4 if straight else None)
        return self._drawn[address]

    def _count_step(self, x: float, y: float, size: float) -> None:
        right, down = x - self._last[0], self._last[1] - y
        self._last = (x, y)
        if abs(down) <= _SAME_LINE * size:
            self._page.along += 1
        elif abs(right) <= _SAME_LINE * size and 0 < down < 2 * size:
            self._page.down += 1

    def _add(self, code: int, x: float, end: float, y: float, drawn: _Drawn) -> None:
        words, size = self._words, drawn.size
        if words is not None and self._units:
            step = x - words.end
            if (
                abs(words.y - y) > _SAME_LINE * size
                or not -_BACK * size <= step <= _NEW_WORDS * size
                or abs(words.size - size) > _SAME_SIZE * max(size, words.size)
                or words.bold is not drawn.bold
            ):
                self._finish()
            elif self._spaced and (
                self._meant or step > _WIDE_GAP * size or min(code, self._units[-1]) < _WIDE
            ):
                self._units.append(0x20)
        if self._words is None:
            self._words = Words("", x, end, y, size, drawn.bold, self._spaced)
        self._spaced = self._meant = False
        self._words.end = max(self._words.end, end)
        self._units.append(ord("-") if code == _LINE_BREAK else code)

    def _finish(self) -> None:
        if self._words is not None:
            self._words.text = _LONE.sub("", _decoded(self._units)).strip()
            if self._words.text and self._shows(self._words):
                self._page.words.append(self._words)
        self._words, self._units, self._spaced, self._meant = None, [], False, False

    def _shows(self, words: Words) -> bool:
        """Return whether something of these stands on the page, and not where its sheet is cut off."""
        return words.end > 0 and words.x < self._page.width and 0 <= words.y <= self._page.height


def _decoded(units: list[int]) -> str:
    """Return the text of code points, or of UTF-16 units, as PDFium has them on Windows."""
    text = "".join(chr(unit) if 0 < unit < 0x110000 else "\ufffd" for unit in units)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").translate(_MEANT)
