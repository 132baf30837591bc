"""The main text of a web page, as plain Markdown."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from bot.errors import UserError
from bot.extract import refusals
from bot.extract.metadata import PageClaims
from bot.extract.reconcile import TextBlock, following, reconcile
from bot.extract.text_runs import TextRun, densest, runs
from bot.model import Metadata

_CODE = "```"
_BEHIND = 6
_LONGEST_CELL = 120
_TOO_LITTLE = 0.35
"""Of the page's densest prose: then the extraction has missed the article."""


@dataclass(frozen=True, slots=True)
class ExtractedArticle:
    """A page's main text as Markdown, its title as first heading, and what the page says of itself."""

    metadata: Metadata
    text: str


def extract(html: str, url: str | None = None) -> ExtractedArticle:
    """The article of a page: fetched from `url`, or (None) a file.

    Raises UserError: "page-too-deep" for tags inside tags without end, and a key that says what the page is
    where it shows no article: see `walls.refuse`.
    """
    tree = _parse(html)
    claims = PageClaims(tree)
    metadata = claims.metadata(url)
    found = runs(tree)
    blocks = _main(tree, found)
    prose = [block.text for block in blocks if block.mark != _CODE]
    refusals.refuse(
        tree, claims, metadata.title, prose, following(blocks, found, _BEHIND), fetched=url is not None
    )
    return ExtractedArticle(metadata, _markdown(metadata.title, blocks))


def _parse(html: str) -> HtmlElement:
    # Without an XML declaration, which may name an encoding that the text no longer has.
    html = re.sub(r"^\s*<\?xml[^>]{0,200}>", "", html)
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except lxml.etree.ParserError as error:
        raise UserError("page-no-article") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UserError("page-too-deep")
    return tree


def _main(tree: HtmlElement, found: list[TextRun]) -> list[TextBlock]:
    import trafilatura  # here, since it is slow to import and most commands never need it

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # a page without a main text is no event
    document: Any = trafilatura.bare_extraction(tree, favor_precision=True, include_comments=False)
    body = [] if document is None or document.body is None else document.body
    blocks = reconcile([block for element in body for block in _blocks(element)], found)
    dense = densest(found)
    if sum(len(block.text) for block in blocks) < _TOO_LITTLE * sum(run.prose for run in dense):
        return [TextBlock("", run.text) for run in dense]
    return blocks


def _blocks(element: Any) -> Iterator[TextBlock]:
    """One element of trafilatura's own document as blocks."""
    match element.tag:
        case "head":
            yield from _lines(element, "## ")
        case "list":
            for item in element.iter("item"):
                yield from _lines(item, "- ")
        case "quote" if len(element):
            for child in element:
                yield from _blocks(child)
        case "quote":
            yield from _lines(element, "> ")
        case "table":
            for row in element.iter("row"):
                yield from _row(row)
        case "code":
            yield TextBlock(_CODE, "".join(element.itertext()).strip("\n"))
        case _:
            yield from _lines(element, "")


def _row(row: Any) -> Iterator[TextBlock]:
    """A row of data as an item; but a table that only lays out the page holds paragraphs."""
    cells = [list(_lines(cell, "")) for cell in row.iter("cell")]
    if any(len(block.text) > _LONGEST_CELL for blocks in cells for block in blocks):
        yield from (block for blocks in cells for block in blocks)
    elif text := " · ".join(" ".join(block.text for block in blocks) for blocks in cells if blocks):
        yield TextBlock("- ", text)


def _lines(element: Any, mark: str) -> Iterator[TextBlock]:
    for line in "".join(_pieces(element)).split("\n"):
        if text := _one_line([line]):
            yield TextBlock(mark, text)


def _pieces(element: Any) -> Iterator[str]:
    yield (element.text or "").replace("\n", " ")
    for child in element:
        if child.tag == "lb":
            yield "\n"
        else:
            yield from _pieces(child)
        yield (child.tail or "").replace("\n", " ")


def _one_line(pieces: Iterable[str]) -> str:
    return " ".join("".join(pieces).split())


def _markdown(title: str | None, blocks: list[TextBlock]) -> str:
    heading = TextBlock("# ", title or "")
    parts = [f"# {title}"] if title else []
    for block in blocks:
        if block.mark == _CODE:
            parts.append(f"{_CODE}\n{block.text.replace(_CODE, '')}\n{_CODE}")
        elif not (block.mark == "## " and block.key == heading.key):
            parts.append(block.mark + block.text)
    return "\n\n".join(parts) + "\n"
