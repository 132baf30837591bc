"""The text of a PDF that has a text layer: its paragraphs in reading order, without what pages repeat."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from bot.cues import page_cues
from bot.errors import UserError
from bot.extract import inline
from bot.extract.pdf.characters import Bookmark, Pdf, PdfPage
from bot.extract.pdf.columns import lines_of
from bot.extract.pdf.furniture import text_of
from bot.extract.pdf.paragraphs import Paragraph, paragraphs
from bot.extract.writer import NOTHING, Writer, letters
from bot.model.articles import Metadata
from bot.model.document import BlockKind, Document, DocumentBlock

_LEAST_TEXT = 120
"""Characters; a PDF with less is a scan or a picture."""
_LEAST_ON_PAGE = 20
_SCANNED = 0.5
"""Of the pages, those that may have next to no text."""
_MAX_NAME = 300
_BROKEN = re.compile(r"[\ue000-\uf8ff\x00-\x08\x0e-\x1f\x80-\x9f]")
_MAX_BROKEN = 0.05
_TORN = re.compile(r"[^\W\d_]\ufffd|\ufffd[^\W\d_]")
_FEW_TORN = 3
"""Characters that nobody can tell: of all, the share that there may be, and inside words so many."""
_MAX_DOWN = 0.2
"""Times the steps along lines, those down that there may be."""


def extract_pdf(data: bytes) -> Document:
    """Return the text of a PDF; its source is Markdown, with the title as the first heading.

    Columns stand one after the other; words and paragraphs that go on in the next line, column or page are
    whole. Running heads, page numbers and notes at the foot are left out. Raises UserError: "pdf-protected",
    "pdf-broken", "pdf-form", "pdf-no-text" for a scan, "pdf-vertical" for vertical lines, "pdf-garbled" where
    the characters are drawn only, "reading-too-heavy".
    """
    with Pdf(data) as pdf:
        pages = list(pdf.pages())
        _raise_if_unreadable(pages)
        bookmarks = list(pdf.bookmarks())
        title, author = pdf.says("Title"), pdf.says("Author")
    found = paragraphs(text_of(pages, [lines_of(page) for page in pages]))
    if sum(len(one.text) for one in found) < _LEAST_TEXT:
        raise UserError("pdf-no-text")
    found = _with_bookmarks(found, bookmarks)
    unsaid = page_cues()["unsaid"]
    author = "" if unsaid.search(author) else author
    if not title or unsaid.search(title):
        title = next((one.text for one in found if one.page == 0 and one.level == 2), "")
    # Its dates are those of the file, not of what stands in it.
    return _document(Metadata(title=title[:_MAX_NAME] or None, author=author[:_MAX_NAME] or None), found)


def _raise_if_unreadable(pages: Sequence[PdfPage]) -> None:
    texts = ["\n".join(words.text for words in page.words) for page in pages]
    amount = sum(map(len, texts))
    broken = sum(len(_BROKEN.findall(text)) for text in texts) + sum(page.unknown for page in pages)
    if broken > _MAX_BROKEN * amount or sum(len(_TORN.findall(text)) for text in texts) > _FEW_TORN:
        raise UserError("pdf-garbled")
    scanned = sum(1 for text in texts if len(text) < _LEAST_ON_PAGE)
    if amount < _LEAST_TEXT or scanned > _SCANNED * len(pages):
        raise UserError("pdf-no-text")
    if sum(page.down for page in pages) > _MAX_DOWN * sum(page.along for page in pages):
        raise UserError("pdf-vertical")


def _with_bookmarks(found: Sequence[Paragraph], bookmarks: Sequence[Bookmark]) -> list[Paragraph]:
    """Return the paragraphs; those that the outline names are headings of the level that it gives them."""
    named: dict[int, dict[str, int]] = defaultdict(dict)
    for one in bookmarks:
        named[one.page].setdefault(letters(one.title).casefold(), 2 + one.depth)
    result = []
    for paragraph in found:
        level = named[paragraph.page].get(letters(paragraph.text).casefold())
        result.append(replace(paragraph, level=level, caption=False) if level else paragraph)
    return result


def _document(metadata: Metadata, found: Sequence[Paragraph]) -> Document:
    writer = Writer()
    title = letters(metadata.title or "")
    if metadata.title:
        writer.add_heading(metadata.title, 1)
    for one in found:
        text, has_url = inline.shown(one.text)
        if not text or (one.page == 0 and letters(text) == title):
            continue
        if one.level:
            writer.add_heading(text, one.level)
        else:
            kind = BlockKind.CAPTION if one.caption else BlockKind.PARAGRAPH
            writer.add("", text, DocumentBlock(kind, NOTHING, has_url=has_url))
    return writer.document(metadata, whole=True)
