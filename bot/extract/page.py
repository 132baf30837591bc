"""The article of a web page: its main text as typed blocks, and what the page says about itself."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from bot.errors import UserError
from bot.extract import refusals
from bot.extract.main_text import main_text
from bot.extract.metadata import PageClaims
from bot.extract.quotations import with_speakers, without_indentation
from bot.extract.runs import Line, TextRun
from bot.extract.text_runs import text_runs
from bot.model.articles import Metadata
from bot.model.document import BlockKind, Document, DocumentBlock, ShownText

_FOLLOWING_RUNS = 6
_FENCE = "```"
_NOTHING = ShownText("", array("q"))
_MARKS = {BlockKind.LIST_ITEM: "- ", BlockKind.TABLE_ROW: "- ", BlockKind.QUOTATION: "> "}


def extract(html: str, url: str | None = None) -> Document:
    """Return the article of a page that was fetched from `url`, or (None) handed over as a file.

    Its source is Markdown, with the title as the first heading. Raises UserError: "page-too-deep" for tags
    nested beyond libxml2's limit, and the keys of `refusals.raise_if_no_article` for a page without an
    article.
    """
    tree = _parse(html)
    claims = PageClaims(tree)
    metadata = claims.metadata(url)
    found = with_speakers(text_runs(tree))
    main = main_text(tree, found)
    behind = max(main, default=-1) + 1
    refusals.raise_if_no_article(
        tree,
        claims,
        metadata.title,
        [found[n].text for n in main if found[n].kind is not BlockKind.CODE],
        [run.text for run in found[behind : behind + _FOLLOWING_RUNS]],
        fetched=url is not None,
    )
    return _document(metadata, without_indentation([found[n] for n in main]))


def _parse(html: str) -> HtmlElement:
    # An XML declaration may name an encoding that the text is no longer in.
    html = re.sub(r"^\s*<\?xml[^>]{0,200}>", "", html)
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except lxml.etree.ParserError as error:
        raise UserError("page-no-article") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UserError("page-too-deep")
    return tree


def _document(metadata: Metadata, runs: Sequence[TextRun]) -> Document:
    """Return the title, once, and the runs below it."""
    title = (metadata.title or "").encode("utf-8", "replace").decode()  # JSON-LD may hold half a character
    writer = _Writer()
    if title:
        writer.add("# ", title, DocumentBlock(BlockKind.HEADING, _NOTHING, level=1))
    above_text = True
    for run in runs:
        above_text = above_text and not run.prose
        if not (title and _is_title(run, title, above_text=above_text)):
            writer.add_run(run, least_level=2 if title else 1)
    return writer.document(metadata)


def _is_title(run: TextRun, title: str, *, above_text: bool) -> bool:
    """Return whether a run is the title once more, perhaps with the name of the site."""
    some, other = _letters(run.text), _letters(title)
    if run.kind is not BlockKind.HEADING:
        return above_text and some == other
    return some == other or (above_text and (some.startswith(other) or other.startswith(some)))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


class _Writer:
    """Writes a source, and remembers where in it each block stands."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[tuple[DocumentBlock, int, int]] = []
        self._numbers: Counter[HtmlElement] = Counter()

    def document(self, metadata: Metadata) -> Document:
        """Return what was written."""
        source = "".join(self._parts) + "\n"
        blocks = (replace(block, shown=ShownText.of(source, *place)) for block, *place in self._blocks)
        return Document(source, metadata, tuple(blocks))

    def add(self, mark: str, text: str, block: DocumentBlock, behind: str = "") -> None:
        """Write a block, its shown text left out, behind what separates it from the one before."""
        separator = ("\n\n" if block.apart else "\n") if self._parts else ""
        start = self._length + len(separator) + len(mark)
        self._blocks.append((block, start, start + len(text)))
        self._parts += [separator, mark, text, behind]
        self._length = start + len(text) + len(behind)

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
        _NOTHING,
        level=run.level,
        numbered=run.numbered,
        linked=line.linked,
        has_url=line.has_url,
        bold=line.bold,
        speaker=run.speaker,
    )
