"""Extract quotations and their speakers."""

from __future__ import annotations

from bot.model import Language, Quote
from bot.reading import quotes_en, quotes_ja
from bot.reading.blocks import Block
from bot.reading.marks import MarkPair
from bot.reading.sentences import Sentence


def find(blocks: list[Block], sentences: list[Sentence], language: Language) -> tuple[Quote, ...]:
    """Return the quotations of an article in order; the same words only once."""
    rules = quotes_ja if language is Language.JA else quotes_en
    found: list[Quote] = []
    seen: set[str] = set()
    for sentence, pair, speaker in rules.find(blocks, sentences):
        quote = _quote(sentence, pair, speaker)
        if quote.text and quote.text not in seen:
            seen.add(quote.text)
            found.append(quote)
    return tuple(found)


def _quote(sentence: Sentence, pair: MarkPair, speaker: str | None) -> Quote:
    shown = sentence.shown.part(pair.start + 1, pair.end - 1)
    return Quote(shown.text, shown.spans(), speaker)
