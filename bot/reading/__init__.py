"""Extract the facts of an article from its text, each with the offsets of its source."""

from __future__ import annotations

from bot.model import BlockKind, Document, DocumentBlock, Language, Reading
from bot.reading import (
    asides,
    blocks,
    clean,
    grammar,
    lines,
    page,
    predictions,
    quotes,
    sentences,
    sources,
    summary,
    turns,
)
from bot.reading.blocks import Block, BlockRole
from bot.reading.markup import parse_text
from bot.reading.sentences import Sentence
from bot.reading.serialization import report

__all__ = ["parse_text", "read", "report"]


_CELL_SEPARATOR = " · "
"""Between the cells of a page's table. Those of Markdown are as they were typed."""


def read(document: Document, language: Language | None = None) -> Reading:
    """Return everything the bot keeps of an article; deterministic, and defined for any document.

    `language` is detected where it isn't given. Every passage is text of the document's source, apart from
    white space, and its spans are offsets into that.
    """
    claims = document.metadata
    language = language or _language(claims.language, document.blocks)
    told = lines.told(sources.with_sources(document.blocks, language))
    told = list(lines.with_item_headings(turns.with_turns(told, claims.title, language)))
    kept = page.without_boilerplate(told, language)
    by_line = grammar.is_read_by_lines([line.shown.text for line in kept], language)
    title, kept = page.split_title(kept, claims.title, language, by_line=by_line)
    kept = asides.without_datelines(kept, language)
    parts = blocks.build(kept, document.source, language, by_line=by_line)
    found = sentences.split(parts, language, by_line=by_line)
    parts, found = clean.without_promotion(parts, found, language)
    distinct = sentences.distinct(found)
    return Reading(
        title=title,
        author=claims.author,
        url=claims.url,
        language=language,
        body=_body(parts, found, document.blocks, language),
        sentences=tuple(sentence.shown.passage() for sentence in found),
        adjoining=sentences.adjoining(found, document.blocks),
        summary=summary.summarize(parts, distinct, title, language),
        quotes=quotes.find(parts, found, language),
        predictions=predictions.find(parts, distinct, title, language),
        translated=bool(claims.translated),
    )


def _language(claimed: str | None, found: tuple[DocumentBlock, ...]) -> Language:
    """Return the language that a text says it is in, unless its script says otherwise."""
    text = "\n".join(block.shown.text for block in found)
    detected = grammar.detect_language(text)
    return Language.JA if claimed == "ja" and grammar.has_kana(text) else detected


def _body(
    parts: list[Block], found: list[Sentence], blocks: tuple[DocumentBlock, ...], language: Language
) -> str:
    """Return the headings, paragraphs and rows of tables that were kept, separated by blank lines."""
    separator = "" if language is Language.JA else " "
    of_block = sentences.by_block(found)
    rows = (block.shown for block in blocks if block.kind is BlockKind.TABLE_ROW)
    body = [(row.offsets[0], row.text) for row in rows if _CELL_SEPARATOR in row.text]
    for index, part in enumerate(parts):
        if part.role in (BlockRole.HEADING, BlockRole.ITEM_HEADING):
            body.append((part.shown.offsets[0], part.shown.text))
        elif index in of_block:
            text = separator.join(sentence.text for sentence in of_block[index])
            body.append((part.shown.offsets[0], text))
    return "\n\n".join(text for _, text in sorted(body))
