"""Text of a page that stands together, with what the elements around it say of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby, takewhile

from lxml.html import HtmlElement

from bot.extract import inline
from bot.extract.torn_lines import torn
from bot.model.document import BlockKind

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_NO_PROSE = (BlockKind.HEADING, BlockKind.CAPTION, BlockKind.CODE, BlockKind.TABLE_ROW)
_MIN_PROSE = 30  # characters outside links that make a run prose; ASCII ones count half


@dataclass(frozen=True, slots=True)
class Around:
    """What the elements around a text say of it."""

    container: HtmlElement
    """The innermost element that may hold several paragraphs."""
    tag: str = ""
    """Of the paragraph, if its element is one."""
    beside: bool = False
    linked: bool = False
    bold: bool = False
    item: HtmlElement | None = None
    row: HtmlElement | None = None
    cell: HtmlElement | None = None
    quotation: HtmlElement | None = None
    """The outermost blockquote, or the figure around it."""
    quoted: bool = False
    credited: bool = False
    """It says whose words the quotation is."""
    caption: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What stands between two line breaks.

    `linked` counts the characters of its links, `bold` the bold ones that it begins with.
    """

    text: str
    linked: int = 0
    bold: int = 0
    has_url: bool = False


def _one_line(lines: list[Line]) -> Line:
    text = inline.one_line([line.text for line in lines])
    linked, has_url = sum(line.linked for line in lines), any(line.has_url for line in lines)
    return Line(text, linked, lines[0].bold, has_url)


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one element, in a link or bold."""

    text: str
    linked: bool = False
    bold: bool = False


BREAK = Piece("\n")


@dataclass(slots=True, eq=False)
class TextRun:
    """Text that stands together: a paragraph, a heading, or what lies between two double line breaks."""

    around: Around
    pieces: list[Piece] = field(default_factory=list)
    places: list[tuple[HtmlElement, bool]] = field(default_factory=list)
    """Where it stands in the page: before the children of an element, or (True) behind the element."""
    lines: list[Line] = field(default_factory=list)
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    numbered: bool = False
    speaker: str | None = None

    @property
    def text(self) -> str:
        """Return all its lines as one."""
        return inline.one_line([line.text for line in self.lines])

    @property
    def linked(self) -> int:
        """Return how many of its characters are those of links."""
        return sum(line.linked for line in self.lines)

    @property
    def prose(self) -> int:
        """Return how many characters of it are prose; 0 for what has no sentences or is mostly links."""
        if self.around.beside or self.kind in _NO_PROSE:
            return 0
        length = sum(len(line.text) for line in self.lines)
        least = _MIN_PROSE * (2 if all(line.text.isascii() for line in self.lines) else 1)
        weight = length - self.linked
        return weight if weight >= least and self.linked < 0.4 * length else 0

    def finish(self) -> None:
        """Work out its lines from its pieces, and its kind from what is around it."""
        for is_break, pieces in groupby(self.pieces, key=lambda piece: piece is BREAK):
            if not is_break:
                self._add_line(list(pieces))
        self.kind = self._kind()
        if self.kind is BlockKind.HEADING:
            self.level = int(self.around.tag[1])
        if self.kind is not BlockKind.CODE and len(self.lines) > 1:
            self._join_lines()

    def _join_lines(self) -> None:
        """Join the lines of a heading or a caption, and those over which a sentence is torn."""
        whole = self.kind in (BlockKind.HEADING, BlockKind.CAPTION)
        joined: list[list[Line]] = []
        for line, goes_on in zip(self.lines, (False, *torn([line.text for line in self.lines])), strict=True):
            before = joined[-1][-1] if joined else None
            if before and (whole or (goes_on and before.text and before.bold < len(before.text))):
                joined[-1].append(line)
            else:
                joined.append([line])
        self.lines = [_one_line(lines) for lines in joined]

    def _add_line(self, pieces: list[Piece]) -> None:
        text, has_url = "".join(piece.text for piece in pieces), False
        if self.around.tag == "pre":
            text = text.strip("\n")
        else:
            text, has_url = inline.shown(text)
        linked = sum(len(piece.text.strip()) for piece in pieces if piece.linked)
        if text.strip() or has_url:
            bold = "".join(piece.text for piece in takewhile(lambda piece: piece.bold, pieces))
            bold_length = len(inline.shown(bold)[0]) if bold else 0
            self.lines.append(Line(text, min(linked, len(text)), bold_length, has_url))

    def _kind(self) -> BlockKind:
        around = self.around
        if around.tag in HEADINGS:
            return BlockKind.HEADING
        if around.tag == "pre":
            return BlockKind.CODE
        if around.caption:
            return BlockKind.CAPTION
        return BlockKind.QUOTATION if around.quoted else BlockKind.PARAGRAPH
