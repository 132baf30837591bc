"""Extract quotations and their speakers."""

from __future__ import annotations

from bot.model import Language, Quote, ShownText
from bot.reading import quotes_en, quotes_ja
from bot.reading.blocks import Block
from bot.reading.marks import MarkPair
from bot.reading.sentences import Sentence


def find(blocks: list[Block], sentences: list[Sentence], language: Language) -> tuple[Quote, ...]:
    """Return the quotations of an article in order; the same words only once."""
    rules = quotes_ja if language is Language.JA else quotes_en
    found: list[Quote] = []
    seen: set[str] = set()
    for sentence, pairs, speaker in rules.find(blocks, sentences):
        quote = _quote(sentence, pairs, speaker)
        if quote.text and quote.text not in seen:
            seen.add(quote.text)
            found.append(quote)
    return tuple(found)


def _quote(sentence: Sentence, pairs: tuple[MarkPair, ...], speaker: str | None) -> Quote:
    """Return a quotation; where its speaker stands between two pairs of marks, the parts are joined."""
    pieces: list[ShownText] = []
    for pair in pairs:
        if pieces:
            pieces.append(ShownText(" ", sentence.shown.offsets[pair.start - 1 : pair.start]))
        pieces.append(sentence.shown.part(pair.start + 1, pair.end - 1))
    shown = ShownText.join(pieces)
    return Quote(shown.text, shown.spans(), speaker)
