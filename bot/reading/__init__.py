"""Extract the facts of an article from its text, each with the offsets of its source."""

from __future__ import annotations

from bot.model import Language, Reading
from bot.reading import blocks, clean, grammar, markup, page, predictions, quotes, sentences, summary
from bot.reading.blocks import Block, BlockRole
from bot.reading.sentences import Sentence
from bot.reading.serialization import report

__all__ = ["read", "report"]


def read(text: str, language: Language | None = None) -> Reading:
    """Return everything the bot keeps of an article; deterministic, and defined for any text.

    `language` is detected where it isn't given. Every passage is source text, apart from white space, and
    its spans are offsets into `text` as it was given.
    """
    fields, start = markup.front_matter(text)
    lines = markup.lines(text, start)
    language = language or _language(fields, lines)
    title, kept = page.split_title(
        page.without_boilerplate(lines, language), fields.get("title") or None, language
    )
    parts = blocks.build(kept, language)
    parts, found = clean.without_promotion(parts, sentences.split(parts, language), language)
    return Reading(
        title=title,
        author=fields.get("author") or None,
        url=fields.get("url") or None,
        language=language,
        body=_body(parts, found, language),
        sentences=tuple(sentence.shown.passage() for sentence in found),
        adjoining=sentences.adjoining(found, lines),
        summary=summary.summarize(parts, found, title, language),
        quotes=quotes.find(parts, found, language),
        predictions=predictions.find(parts, found, title, language),
        translated=fields.get("translated", "").lower() == "true",
    )


def _language(fields: dict[str, str], lines: list[markup.SourceLine]) -> Language:
    named = fields.get("language", "").lower()[:2]
    if named in set(Language):
        return Language(named)
    return grammar.detect_language("".join(line.shown.text for line in lines))


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
