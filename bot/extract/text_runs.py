"""All text of a page in document order, as typed runs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import groupby, takewhile

from lxml.html import HtmlElement

from bot.errors import UserError
from bot.extract import inline
from bot.model.document import BlockKind

MAX_RUNS = 50_000
"""Of a page; each is a sentence at least."""
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_PARAGRAPHS = {"p", "pre", "blockquote", "li", "dd", "dt", "caption", "figcaption", *_HEADINGS}
_CONTAINERS = {
    "address", "article", "aside", "body", "center", "details", "dialog", "dir", "div", "dl", "fieldset",
    "figure", "footer", "form", "header", "hgroup", "hr", "html", "legend", "main", "menu", "nav", "ol",
    "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_NEVER_SHOWN = {
    "annotation", "annotation-xml", "audio", "button", "canvas", "datalist", "del", "fencedframe", "head",
    "iframe", "label", "math", "noscript", "object", "option", "rp", "rt", "rtc", "s", "script", "select",
    "strike", "style", "svg", "template", "textarea", "title", "video",
}  # fmt: skip
"""Also what is struck out: its author took it back."""
_BESIDE = {"aside", "dialog", "footer", "form", "menu", "nav"}
"""Seldom part of the main text."""
_UNSEEN_CLASSES = {"screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden"}
_MARKS = {True: ("「」", "『』"), False: ("“”", "‘’")}
_OPENING_MARKS = tuple("「『“‘\"'«")
_ENDS_BEFORE_CREDIT = tuple('.!?。．！？…”’」』"—–―-')
_CAPTION_CLASS = re.compile(r"(?<![A-Za-z])caption(?:[-_]?text)?(?![^\s])")
_NOTE_KINDS = {"doc-noteref", "noteref", "footnote-ref", "footnote-reference", "footnoteref"}
_MAX_BEFORE = 40
_MAX_DATA_CELL = 120
_CELL_SEPARATOR = " · "
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


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    linked: bool = False
    bold: bool = False


_BREAK = _Piece("\n")


@dataclass(slots=True, eq=False)
class TextRun:
    """Text that stands together: a paragraph, a heading, or what lies between two double line breaks."""

    around: Around
    pieces: list[_Piece] = field(default_factory=list)
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
        for is_break, pieces in groupby(self.pieces, key=lambda piece: piece is _BREAK):
            if not is_break:
                self._add_line(list(pieces))
        self.kind = self._kind()
        if self.kind is BlockKind.HEADING:
            self.level = int(self.around.tag[1])
        if self.kind in (BlockKind.HEADING, BlockKind.CAPTION):
            self.join_lines()

    def join_lines(self) -> None:
        """Make one line of all."""
        self.lines = [Line(self.text, self.linked, has_url=self.has_url)] if self.lines else []

    @property
    def has_url(self) -> bool:
        """Return whether a web address was left out."""
        return any(line.has_url for line in self.lines)

    def _add_line(self, pieces: list[_Piece]) -> None:
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
        if around.tag in _HEADINGS:
            return BlockKind.HEADING
        if around.tag == "pre":
            return BlockKind.CODE
        if around.caption:
            return BlockKind.CAPTION
        return BlockKind.QUOTATION if around.quoted else BlockKind.PARAGRAPH


def text_runs(tree: HtmlElement) -> list[TextRun]:
    """Return all text of a page in order, leaving out forms' fields, scripts and what a browser hides.

    Raises UserError("reading-too-heavy") for more than `MAX_RUNS`.
    """
    walk = _Walk(tree)
    walk.run()
    found = _with_text(walk.found)
    _mark_items(found)
    return _with_rows(found)


def _with_text(found: list[TextRun]) -> list[TextRun]:
    """Return the runs that have text. A line that was only a web address is told of the line before."""
    result: list[TextRun] = []
    for run in found:
        run.finish()
        finished, run.lines = run.lines, []
        for line in finished:
            before = run.lines or (result[-1].lines if result else [])
            if line.text:
                run.lines.append(line)
            elif before:
                before[-1] = replace(before[-1], has_url=True)
        if run.lines:
            result.append(run)
    return result


def _mark_items(found: list[TextRun]) -> None:
    """Make the first text of each list item one; what follows in it are paragraphs."""
    seen: set[HtmlElement] = set()
    for run in found:
        item = run.around.item
        if run.kind is BlockKind.PARAGRAPH and item is not None and item not in seen:
            seen.add(item)
            parent = item.getparent()
            run.kind, run.numbered = BlockKind.LIST_ITEM, parent is not None and parent.tag == "ol"


def _with_rows(found: list[TextRun]) -> list[TextRun]:
    """Return the runs with each row of data as one; the cells of a table made for layout stay as they are."""
    result: list[TextRun] = []
    for row, group in groupby(found, key=lambda run: run.around.row):
        runs = list(group)
        cells = [list(cell) for _, cell in groupby(runs, key=lambda run: run.around.cell)]
        if row is None or len(cells) < 2 or not all(map(_is_data, cells)):
            result += runs
            continue
        whole = runs[0]
        text = _CELL_SEPARATOR.join(
            " ".join(line.text for run in cell for line in run.lines) for cell in cells
        )
        whole.lines = [Line(text, sum(run.linked for run in runs), has_url=any(run.has_url for run in runs))]
        whole.kind = BlockKind.TABLE_ROW
        whole.places = [place for run in runs for place in run.places]
        result.append(whole)
    return result


def _is_data(cell: list[TextRun]) -> bool:
    plain = all(run.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) for run in cell)
    return plain and sum(len(line.text) for run in cell for line in run.lines) <= _MAX_DATA_CELL


@dataclass(slots=True)
class _Open:
    """An element that the walk is inside of: what to go back to, and where its text begins in the run."""

    element: HtmlElement
    name: str
    around: Around
    run: TextRun | None = None
    start: int = 0


class _Walk:
    """One walk over a page; not recursive, since the page decides how deep it is nested."""

    def __init__(self, tree: HtmlElement) -> None:
        self.found: list[TextRun] = []
        self._tree = tree
        self._around = Around(tree)
        self._current: TextRun | None = None
        self._breaks = 0
        self._quotes = 0

    def run(self) -> None:
        """Find all runs."""
        stack: list[HtmlElement | _Open] = [self._tree]
        while stack:
            element = stack.pop()
            if isinstance(element, _Open):
                self._close(element)
                continue
            name = element.tag if isinstance(element.tag, str) else "!"
            if name == "!" or name in _NEVER_SHOWN or _is_hidden(element):
                self._add_tail(element)
                continue
            stack.append(self._open(element, name))
            stack.extend(reversed(element))

    def _open(self, element: HtmlElement, name: str) -> _Open:
        opened = _Open(element, name, self._around)
        if name == "br":
            self._break_line()
        elif name in _PARAGRAPHS or name in _CONTAINERS:
            self._current = None
            self._around = _inside(element, name, self._around)
        elif name == "a":
            self._around = replace(self._around, linked=True)
        elif name in ("b", "strong"):
            self._around = replace(self._around, bold=True)
        elif name == "cite" and self._is_credit():
            self._current = None
            self._around = replace(self._around, credited=True)
        if name == "q":
            self._add_mark(element, closes=False)
        opened.run, opened.start = self._current, len(self._current.pieces) if self._current else 0
        self._add(element.text, element, tail=False)
        return opened

    def _close(self, opened: _Open) -> None:
        element, name = opened.element, opened.name
        if name in ("sup", "sub", "a") or "vertical-align" in element.get("style", ""):
            self._set_figures(opened)
        elif name == "q":
            self._add_mark(element, closes=True)
        elif name in _PARAGRAPHS or name in _CONTAINERS:
            self._current = None
        self._around = opened.around
        self._add_tail(element)

    def _add_tail(self, element: HtmlElement) -> None:
        if element is not self._tree:
            self._add(element.tail, element, tail=True)

    def _add(self, text: str | None, element: HtmlElement, *, tail: bool) -> None:
        if not text:
            return
        blank = not text.strip()
        if self._current is None:
            if blank:
                return
            self._current = self._start()
        self._breaks = self._breaks if blank else 0
        self._current.pieces.append(_Piece(text, self._around.linked, self._around.bold))
        self._current.places.append((element, tail))

    def _start(self) -> TextRun:
        if len(self.found) == MAX_RUNS:
            raise UserError("reading-too-heavy")
        self.found.append(TextRun(self._around))
        return self.found[-1]

    def _break_line(self) -> None:
        self._breaks += 1
        if self._breaks > 1:
            self._current = None
        elif self._current is not None:
            self._current.pieces.append(_BREAK)

    def _set_figures(self, opened: _Open) -> None:
        """Tell raised and lowered text, and links to notes, as what they mean."""
        run = self._current
        if run is None or opened.run not in (None, run):
            return
        start = opened.start if opened.run is run else 0
        text = "".join(piece.text for piece in run.pieces[start:])
        element, style = opened.element, _style(opened.element)
        if opened.name == "sub" or "vertical-align:sub" in style:
            told = inline.lowered(text)
        elif opened.name == "sup" or "vertical-align:super" in style:
            links = self._around.linked or any(True for _ in element.iter("a"))
            told = inline.raised(text, _end(run.pieces, start), element.tail or "", links=links)
        elif _leads_to_note(element, text.strip()):
            told = ""
        else:
            return
        run.pieces[start:] = [replace(run.pieces[start], text=told)] if run.pieces[start:] else []

    def _is_credit(self) -> bool:
        """Return whether what begins here, in a quotation, says whose words it is."""
        if not self._around.quoted:
            return False
        before = _end(self._current.pieces, len(self._current.pieces)).rstrip() if self._current else ""
        return not before or before.endswith(_ENDS_BEFORE_CREDIT)

    def _add_mark(self, element: HtmlElement, *, closes: bool) -> None:
        """Add the quotation mark that a browser shows for `q`, unless its text has its own."""
        text = element.text_content().strip()
        if not text or text.startswith(_OPENING_MARKS):
            return
        self._quotes -= closes
        language = next(filter(None, (one.get("lang") for one in (element, *element.iterancestors()))), "")
        japanese = language.startswith("ja") if language else inline.is_japanese(text)
        mark = _MARKS[japanese][self._quotes % 2][closes]
        self._quotes += not closes
        if self._current is None:
            self._current = self._start()
        self._current.pieces.append(_Piece(mark, bold=self._around.bold))


def _inside(element: HtmlElement, name: str, around: Around) -> Around:
    """Return what is around the text of a paragraph or a container."""
    around = replace(around, tag=name if name in _PARAGRAPHS else "")
    if name in _CONTAINERS:
        around = replace(around, container=element, beside=around.beside or name in _BESIDE)
    match name:
        case "li":
            return replace(around, item=element)
        case "tr":
            return replace(around, row=element, cell=None)
        case "td" | "th":
            return replace(around, cell=element)
        case "blockquote":
            return replace(around, quotation=_outermost(around.quotation, element), quoted=True)
        case "figure" if around.quotation is None and element.find(".//blockquote") is not None:
            return replace(around, quotation=element)
        case "footer" | "figcaption" if around.quotation is not None:
            return replace(around, credited=True, beside=False)
        case "caption" | "figcaption":
            return replace(around, caption=True)
    if name in ("p", "div") and _CAPTION_CLASS.search(element.get("class", "")):
        return replace(around, caption=True)
    return around


def _outermost(outer: HtmlElement | None, element: HtmlElement) -> HtmlElement:
    return element if outer is None else outer


def _is_hidden(element: HtmlElement) -> bool:
    if not element.attrib:
        return False
    style = _style(element)
    return (
        "display:none" in style
        or "visibility:hidden" in style
        or element.get("hidden") is not None
        or not _UNSEEN_CLASSES.isdisjoint(element.get("class", "").split())
    )


def _style(element: HtmlElement) -> str:
    return "".join(element.get("style", "").lower().split())


def _leads_to_note(element: HtmlElement, text: str) -> bool:
    """Return whether a link calls a note of its page."""
    kinds = f"{element.get('role', '')} {element.get('class', '')} {element.get('epub:type', '')}".split()
    if not _NOTE_KINDS.isdisjoint(kinds):
        return True
    return "#" in element.get("href", "") and inline.calls_note(text)


def _end(pieces: list[_Piece], stop: int) -> str:
    """Return the last characters of the pieces before `stop`."""
    return "".join(piece.text[-_MAX_BEFORE:] for piece in pieces[max(0, stop - _MAX_BEFORE) : stop])
