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
from bot.extract.text_runs import TextRun, densest_runs, text_runs
from bot.model import Metadata

_FENCE = "```"
_FOLLOWING_RUNS = 6
_MAX_DATA_CELL = 120
_MIN_SHARE = 0.35
"""With a smaller share of the page's densest prose, trafilatura has missed the article."""


@dataclass(frozen=True, slots=True)
class ExtractedArticle:
    """A page's main text as Markdown, with the title as its first heading, and the page's metadata."""

    metadata: Metadata
    text: str


def extract(html: str, url: str | None = None) -> ExtractedArticle:
    """Return the article of a page that was fetched from `url`, or (None) handed over as a file.

    Raises UserError: "page-too-deep" for tags nested beyond libxml2's limit, and the keys of
    `refusals.raise_if_no_article` for a page without an article.
    """
    tree = _parse(html)
    claims = PageClaims(tree)
    metadata = claims.metadata(url)
    found = text_runs(tree)
    blocks = _main_text(tree, found)
    prose = [block.text for block in blocks if block.mark != _FENCE]
    refusals.raise_if_no_article(
        tree,
        claims,
        metadata.title,
        prose,
        following(blocks, found, _FOLLOWING_RUNS),
        fetched=url is not None,
    )
    return ExtractedArticle(metadata, _markdown(metadata.title, blocks))


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


def _main_text(tree: HtmlElement, found: list[TextRun]) -> list[TextBlock]:
    import trafilatura  # slow to import, and most commands never need it

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs pages without a main text as errors
    document: Any = trafilatura.bare_extraction(tree, favor_precision=True, include_comments=False)
    body = [] if document is None or document.body is None else document.body
    blocks = reconcile([block for element in body for block in _blocks(element)], found)
    dense = densest_runs(found)
    if sum(len(block.text) for block in blocks) < _MIN_SHARE * sum(run.prose for run in dense):
        return [TextBlock("", run.text) for run in dense]
    return blocks


def _blocks(element: Any) -> Iterator[TextBlock]:
    """Yield the blocks of one element of trafilatura's XML document."""
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
            yield TextBlock(_FENCE, "".join(element.itertext()).strip("\n"))
        case _:
            yield from _lines(element, "")


def _row(row: Any) -> Iterator[TextBlock]:
    """Yield a row of data as one item, but the cells of a table made for layout as paragraphs."""
    cells = [list(_lines(cell, "")) for cell in row.iter("cell")]
    if any(len(block.text) > _MAX_DATA_CELL for blocks in cells for block in blocks):
        yield from (block for blocks in cells for block in blocks)
    elif text := " · ".join(" ".join(block.text for block in blocks) for blocks in cells if blocks):
        yield TextBlock("- ", text)


def _lines(element: Any, mark: str) -> Iterator[TextBlock]:
    for line in "".join(_text_pieces(element)).split("\n"):
        if text := _one_line([line]):
            yield TextBlock(mark, text)


def _text_pieces(element: Any) -> Iterator[str]:
    yield (element.text or "").replace("\n", " ")
    for child in element:
        if child.tag == "lb":
            yield "\n"
        else:
            yield from _text_pieces(child)
        yield (child.tail or "").replace("\n", " ")


def _one_line(pieces: Iterable[str]) -> str:
    return " ".join("".join(pieces).split())


def _markdown(title: str | None, blocks: list[TextBlock]) -> str:
    heading = TextBlock("# ", title or "")
    parts = [f"# {title}"] if title else []
    for block in blocks:
        if block.mark == _FENCE:
            parts.append(f"{_FENCE}\n{block.text.replace(_FENCE, '')}\n{_FENCE}")
        elif not (block.mark == "## " and block.key == heading.key):
            parts.append(block.mark + block.text)
    return "\n\n".join(parts) + "\n"
