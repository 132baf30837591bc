"""Extract the facts of an article from its text, each with the offsets of its source."""

from __future__ import annotations

from bot.model import Document, DocumentBlock, Language, Reading
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


def read(document: Document, language: Language | None = None) -> Reading:
    """Return everything the bot keeps of an article; deterministic, and defined for any document.

    `language` is detected where it isn't given. Every passage is text of the document's source, apart from
    white space, and its spans are offsets into that.
    """
    claims = document.metadata
    language = language or _language(claims.language, document.blocks)
    told = turns.with_turns(lines.told(document.blocks), claims.title, language)
    told = list(lines.with_item_headings(sources.with_sources(told, language)))
    title, kept = page.split_title(page.without_boilerplate(told, language), claims.title, language)
    kept = asides.without_datelines(kept, language)
    by_line = grammar.is_read_by_lines([line.shown.text for line in kept], language)
    parts = blocks.build(kept, document.source, language, by_line=by_line)
    found = sentences.split(parts, language, by_line=by_line)
    parts, found = clean.without_promotion(parts, found, language)
    distinct = sentences.distinct(found)
    return Reading(
        title=title or (kept[0].shown.text[:100] if by_line else None),
        author=claims.author,
        url=claims.url,
        language=language,
        body=_body(parts, found, language),
        sentences=tuple(sentence.shown.passage() for sentence in found),
        adjoining=sentences.adjoining(found, document.blocks),
        summary=summary.summarize(parts, distinct, title, language),
        quotes=quotes.find(parts, found, language),
        predictions=predictions.find(parts, distinct, title, language),
    )


def _language(claimed: str | None, found: tuple[DocumentBlock, ...]) -> Language:
    """Return the language that a text says it is in, unless its script says otherwise."""
    text = "\n".join(block.shown.text for block in found)
    detected = grammar.detect_language(text)
    return Language.JA if claimed == "ja" and grammar.has_kana(text) else detected


def _body(parts: list[Block], found: list[Sentence], language: Language) -> str:
    """Return the headings and paragraphs that were kept, separated by blank lines."""
    separator = "" if language is Language.JA else " "
    of_block = sentences.by_block(found)
    body: list[str] = []
    for index, part in enumerate(parts):
        if part.role in (BlockRole.HEADING, BlockRole.ITEM_HEADING):
            body.append(part.shown.text)
        elif index in of_block:
            body.append(separator.join(sentence.text for sentence in of_block[index]))
    return "\n\n".join(body)
