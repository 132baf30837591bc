"""Reading an article: text in, facts out, each tied to the words it stands on."""

from __future__ import annotations

from bot.model import Language, Reading
from bot.reading import blocks, clean, grammar, markup, page, predictions, quotes, sentences, summary
from bot.reading.blocks import Block, Role
from bot.reading.sentences import Sentence
from bot.reading.serialization import report

__all__ = ["read", "report"]


def read(text: str, language: Language | None = None) -> Reading:
    """Everything the bot keeps of an article. Any text can be read; the same text always reads the same.
    `language` is taken from the text where it isn't given.

    Every passage is source text, white space aside, and its spans point into `text` as it was given.
    """
    fields, start = markup.front_matter(text)
    lines = markup.lines(text, start)
    language = language or _language(fields, lines)
    lines = page.without_furniture(lines, language)
    title, lines = page.without_head(lines, fields.get("title") or None, language)
    parts = blocks.build(lines, language)
    parts, found = clean.without_promotion(parts, sentences.split(parts, language), language)
    return Reading(
        title=title,
        author=fields.get("author") or None,
        url=fields.get("url") or None,
        language=language,
        body=_body(parts, found, language),
        sentences=tuple(sentence.shown.passage() for sentence in found),
        summary=summary.summarize(parts, found, title, language),
        quotes=quotes.find(parts, found, language),
        predictions=predictions.find(parts, found, title, language),
    )


def _language(fields: dict[str, str], lines: list[markup.SourceLine]) -> Language:
    named = fields.get("language", "").lower()[:2]
    if named in set(Language):
        return Language(named)
    return grammar.detect("".join(line.shown.text for line in lines))


def _body(parts: list[Block], found: list[Sentence], language: Language) -> str:
    """Headings and paragraphs of what was kept; a heading goes when all that stood under it went."""
    glue = "" if language is Language.JA else " "
    texts: dict[int, list[str]] = {}
    for sentence in found:
        texts.setdefault(sentence.block, []).append(sentence.text)
    body: list[str] = []
    for index, part in enumerate(parts):
        if part.role in (Role.HEADING, Role.POINT):
            body.append(part.shown.text)
        elif index in texts:
            body.append(glue.join(texts[index]))
    return "\n\n".join(body)
