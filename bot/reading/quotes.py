"""Extract quotations and their speakers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator

from bot.cues import Cues, cues
from bot.model import Language, Quote, ShownText, overlap
from bot.reading.blocks import Block, BlockRole
from bot.reading.interviews import is_whole_quotation
from bot.reading.marks import MarkPair, find_quotations
from bot.reading.sentences import Sentence, by_block

_ENDS = ",.、。"
_MAX_SPOKEN = 300
_MIN_SPOKEN = {Language.JA: 15, Language.EN: 30}


def find(blocks: list[Block], sentences: list[Sentence], language: Language) -> tuple[Quote, ...]:
    """Return the quotations of an article in order; the same words only once.

    In marks, they are what somebody says or writes; without, they are what a turn of a conversation states,
    or what is set apart as a quotation and names its source.
    """
    found_in_marks = _finder(language)
    set_apart = [
        quote
        for index, those in by_block(sentences).items()
        if _is_speech(blocks[index])
        for quote in _set_apart(blocks[index], those, language)
    ]
    told = {span for quote in set_apart for span in quote.spans}
    in_marks = [
        quote
        for sentence, pairs, speaker in found_in_marks(blocks, sentences)
        if (quote := _quote(sentence, pairs, speaker, blocks[sentence.block])).text
        and not (
            _is_speech(blocks[sentence.block])
            and (is_whole_quotation(sentence.text) or overlap(quote.spans, told))
        )
    ]
    kept: dict[str, Quote] = {}
    for quote in sorted([*set_apart, *in_marks], key=lambda quote: quote.spans):
        # A quotation that is set apart is often repeated without its comma.
        kept.setdefault(quote.text.rstrip(_ENDS), quote)
    return tuple(kept.values())


def _finder(
    language: Language,
) -> Callable[[list[Block], list[Sentence]], Iterator[tuple[Sentence, tuple[MarkPair, ...], str | None]]]:
    """Return the rules of a language; those of the other, slow to compile, are not imported."""
    if language is Language.JA:
        from bot.reading.quotes_ja import find
    else:
        from bot.reading.quotes_en import find
    return find


def _quote(sentence: Sentence, pairs: tuple[MarkPair, ...], speaker: str | None, block: Block) -> Quote:
    """Return a quotation; where its speaker stands between two pairs of marks, the parts are joined."""
    pieces: list[ShownText] = []
    for pair in pairs:
        if pieces:
            pieces.append(ShownText(" ", sentence.shown.offsets[pair.start - 1 : pair.start]))
        pieces.append(sentence.shown.part(pair.start + 1, pair.end - 1))
    shown = ShownText.join(pieces)
    # Who tells of no other speaker tells what they said themselves.
    return Quote(shown.text, shown.spans(), speaker or block.speaker)


def _is_speech(block: Block) -> bool:
    """Return whether a block is somebody's words: in marks also an answer of whom nobody knows the name."""
    if block.speaker is None:
        return block.role is BlockRole.TURN and is_whole_quotation(block.shown.text)
    return block.role in (BlockRole.TURN, BlockRole.QUOTATION)


def _set_apart(block: Block, sentences: list[Sentence], language: Language) -> Iterator[Quote]:
    """Yield what a turn or a quotation states, without what only makes sense in reply, at most so long."""
    cue = cues(language)
    pairs = find_quotations(block.shown.text)
    if is_whole_quotation(block.shown.text):
        shown = block.shown.part(pairs[0].start + 1, pairs[0].end - 1)
        if shown.text and len(shown.text) <= _MAX_SPOKEN and not cue["turns.no_statement"].search(shown.text):
            yield Quote(shown.text, shown.spans(), block.speaker)
        return
    run: list[Sentence] = []
    for sentence in [*sentences, None]:
        says = sentence is not None and _states(sentence, cue, first=not run)
        length = len(run[0].text) + sum(len(one.text) for one in run[1:]) if run else 0
        if sentence is not None and says and length + len(sentence.text) <= _MAX_SPOKEN:
            run.append(sentence)
        elif run:
            break
    if run:
        yield from _spoken(block, run, language)


def _states(sentence: Sentence, cue: Cues, *, first: bool) -> bool:
    text = sentence.text
    if not sentence.whole or len(text) > _MAX_SPOKEN:
        return False
    if cue["turns.no_statement"].search(text) or cue["sentences.conversational"].search(text):
        return False
    return not (first and cue["sentences.context_dependent"].search(text))


def _spoken(block: Block, run: list[Sentence], language: Language) -> Iterator[Quote]:
    start = bisect_left(block.shown.offsets, run[0].shown.offsets[0])
    end = bisect_left(block.shown.offsets, run[-1].shown.offsets[-1]) + 1
    shown = block.shown.part(start, end)
    if len(shown.text) >= _MIN_SPOKEN[language]:
        yield Quote(shown.text, shown.spans(), block.speaker, spoken=block.role is BlockRole.TURN)
