"""The article of a web page: its main text as typed blocks, and what the page says about itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from bot.errors import UserError
from bot.extract import refusals
from bot.extract.main_text import main_text
from bot.extract.metadata import PageClaims
from bot.extract.quotations import with_speakers, without_indentation
from bot.extract.runs import TextRun
from bot.extract.text_runs import text_runs
from bot.extract.writer import Writer, letters
from bot.model.articles import Metadata
from bot.model.document import BlockKind, Document

_FOLLOWING_RUNS = 6


def extract(html: str, url: str | None = None) -> Document:
    """Return the article of a page that was fetched from `url`, or (None) handed over as a file.

    Its source is Markdown, with the title as the first heading. Raises UserError: "page-too-deep" for tags
    nested beyond libxml2's limit, and the keys of `refusals.raise_if_no_article` for a page without an
    article.
    """
    tree = parse(html)
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


def parse(html: str) -> HtmlElement:
    """Return the elements of a page as browsers find them. Raises UserError("page-no-article") for none, and
    "page-too-deep" for tags nested beyond libxml2's limit."""
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
    writer = Writer()
    if title:
        writer.add_heading(title, 1)
    above_text = True
    for run in runs:
        above_text = above_text and not run.prose
        if not (title and _is_title(run, title, above_text=above_text)):
            writer.add_run(run, least_level=2 if title else 1)
    return writer.document(metadata)


def _is_title(run: TextRun, title: str, *, above_text: bool) -> bool:
    """Return whether a run is the title once more, perhaps with the name of the site."""
    some, other = letters(run.text), letters(title)
    if run.kind is not BlockKind.HEADING:
        return above_text and some == other
    return some == other or (above_text and (some.startswith(other) or other.startswith(some)))
