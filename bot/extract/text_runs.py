"""All text of a page in document order, as typed runs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby

from lxml.html import HtmlElement

from bot.errors import UserError
from bot.extract import inline
from bot.extract.runs import BREAK, HEADINGS, Around, Line, Piece, TextRun
from bot.model.document import BlockKind

MAX_RUNS = 50_000
"""Of a page; each is a sentence at least."""
_PARAGRAPHS = {"p", "pre", "blockquote", "li", "dd", "dt", "caption", "figcaption", *HEADINGS}
_CONTAINERS = {
    "address", "article", "aside", "body", "center", "details", "dialog", "dir", "div", "dl", "fieldset",
    "figure", "footer", "form", "header", "hgroup", "hr", "html", "legend", "main", "menu", "nav", "ol",
    "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
BLOCKS = frozenset(_PARAGRAPHS | _CONTAINERS)
"""Elements between which no text goes on."""
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
        whole.lines = [
            Line(
                text,
                sum(run.linked for run in runs),
                has_url=any(line.has_url for run in runs for line in run.lines),
            )
        ]
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
        self._current.pieces.append(Piece(text, self._around.linked, self._around.bold))
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
            self._current.pieces.append(BREAK)

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
        self._current.pieces.append(Piece(mark, bold=self._around.bold))


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


def _end(pieces: list[Piece], stop: int) -> str:
    """Return the last characters of the pieces before `stop`."""
    return "".join(piece.text[-_MAX_BEFORE:] for piece in pieces[max(0, stop - _MAX_BEFORE) : stop])
