"""Writing of a document: Markdown, and where in it each block stands."""

from __future__ import annotations

import unicodedata
from array import array
from collections import Counter
from dataclasses import replace

from lxml.html import HtmlElement

from bot.extract.runs import Line, TextRun
from bot.model.articles import Metadata
from bot.model.document import BlockKind, Document, DocumentBlock, ShownText

NOTHING = ShownText("", array("q"))
"""The text of a block that is still to be written."""
_FENCE = "```"
_MARKS = {BlockKind.LIST_ITEM: "- ", BlockKind.TABLE_ROW: "- ", BlockKind.QUOTATION: "> "}


def letters(text: str) -> str:
    """Return the letters and figures of a text, by which titles and headings are compared."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def _placed(source: str, block: DocumentBlock, *places: int) -> DocumentBlock:
    mark, label, start, end = places
    labels = (ShownText.of(source, mark, label),) if label > mark else ()
    return replace(block, shown=ShownText.of(source, start, end), labels=labels)


class Writer:
    """Writes a source, and remembers where in it each block stands."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[tuple[DocumentBlock, int, int, int, int]] = []
        self._numbers: Counter[HtmlElement] = Counter()

    def document(self, metadata: Metadata, *, whole: bool = False) -> Document:
        """Return what was written; `whole`: nothing of it belongs to a page around it."""
        source = "".join(self._parts) + "\n"
        return Document(source, metadata, tuple(_placed(source, *one) for one in self._blocks), whole)

    def add(self, mark: str, text: str, block: DocumentBlock, behind: str = "", label: int = 0) -> None:
        """Write a block, its shown text left out, behind what separates it from the one before.

        `label` is how many characters of the mark stand beside the text as a label of it.
        """
        separator = ("\n\n" if block.apart else "\n") if self._parts else ""
        start = self._length + len(separator) + len(mark)
        self._blocks.append((block, start - len(mark), start - len(mark) + label, start, start + len(text)))
        self._parts += [separator, mark, text, behind]
        self._length = start + len(text) + len(behind)

    def add_heading(self, text: str, level: int) -> None:
        """Write a heading of a level from 1 to 6."""
        self.add("#" * level + " ", text, DocumentBlock(BlockKind.HEADING, NOTHING, level=level))

    def add_run(self, run: TextRun, least_level: int) -> None:
        """Write the lines of a run, each as a block."""
        if run.kind is BlockKind.CODE:
            code = "\n".join(line.text for line in run.lines).replace(_FENCE, "")
            self.add(f"{_FENCE}\n", code, _block(run, run.lines[0]), f"\n{_FENCE}")
            return
        block = _block(run, run.lines[0])
        if block.level:
            block = replace(block, level=max(block.level, least_level))
        self.add(self._mark(run, block), run.lines[0].text, block)
        for line in run.lines[1:]:
            kind = run.kind if run.kind is BlockKind.QUOTATION else BlockKind.PARAGRAPH
            self.add(_MARKS.get(kind, ""), line.text, replace(_block(run, line), kind=kind, apart=False))

    def _mark(self, run: TextRun, block: DocumentBlock) -> str:
        if not run.numbered or run.around.item is None:
            return _MARKS.get(run.kind, "#" * block.level + " " * bool(block.level))
        ordered = run.around.item.getparent()
        self._numbers[ordered] += 1
        return f"{self._numbers[ordered]}. "


def _block(run: TextRun, line: Line) -> DocumentBlock:
    return DocumentBlock(
        run.kind,
        NOTHING,
        level=run.level,
        numbered=run.numbered,
        linked=line.linked,
        has_url=line.has_url,
        bold=line.bold,
        speaker=run.speaker,
    )
