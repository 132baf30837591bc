"""A document to the facts of an article, each with the offsets of its source."""

from __future__ import annotations

from bot.model import Document, DocumentBlock, Language, Reading
from bot.reading import (
    asides,
    blocks,
    body,
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
from bot.reading.markup import parse_text
from bot.reading.serialization import report

__all__ = ["parse_text", "read", "report"]


def read(document: Document, language: Language | None = None) -> Reading:
    """Return everything the bot keeps of an article; deterministic, and defined for any document.

    `language` is detected where it isn't given. Every passage is text of the document's source, apart from
    white space, and its spans are offsets into that.
    """
    claims = document.metadata
    language = language or _language(claims.language, document.blocks)
    told = lines.told(sources.with_sources(document.blocks, language))
    told = list(lines.with_item_headings(turns.with_turns(told, claims.title, language)))
    beside = [block for block in document.blocks if block.kind in lines.NOT_READ]
    beside += asides.rows(told, language)
    kept = told if document.whole else page.without_boilerplate(told, language)
    by_line = grammar.is_read_by_lines([line.shown.text for line in kept], language)
    title, kept = page.split_title(kept, claims.title, language, by_line=by_line)
    kept = asides.without_datelines(kept, language)
    parts = blocks.build(kept, document.source, language, by_line=by_line)
    found = sentences.split(parts, language, by_line=by_line)
    cleaned = (clean.with_everything if document.whole else clean.without_promotion)(parts, found, language)
    parts, found = cleaned.blocks, cleaned.sentences
    distinct = sentences.distinct(found)
    quoted = quotes.find(parts, found, language)
    return Reading(
        title=title,
        author=claims.author,
        url=claims.url,
        language=language,
        body_blocks=body.build(cleaned.body, told, beside, document.source, language),
        sentences=tuple(sentence.shown.passage() for sentence in found),
        adjoining=sentences.adjoining(found, document.blocks),
        summary=summary.summarize(parts, distinct, title, language),
        quotes=quoted,
        predictions=predictions.find(parts, distinct, title, language, quoted),
        translated=bool(claims.translated),
    )


def _language(claimed: str | None, found: tuple[DocumentBlock, ...]) -> Language:
    """Return the language that a text says it is in, unless its script says otherwise."""
    text = "\n".join(block.shown.text for block in found)
    detected = grammar.detect_language(text)
    return Language.JA if claimed == "ja" and grammar.has_kana(text) else detected
