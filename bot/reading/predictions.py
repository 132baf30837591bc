"""Extract predictions: outlooks, claims and limits, each with its horizon."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.cues import Cues, cues
from bot.model import Language, Prediction, PredictionKind, Quote, ShownText
from bot.reading import grammar, outlooks
from bot.reading.blocks import Block, BlockRole
from bot.reading.marks import find_quotations
from bot.reading.repetitions import Repetitions
from bot.reading.sentences import Sentence, by_block

_MAX_QUOTATION_SHARE = 0.4
_MIN_LIST_ITEM = 6
_CLOSING = "」』”"


@dataclass(frozen=True, slots=True)
class _Context:
    """Whether what is below lists predictions, their horizon, and the heading of the current one."""

    horizon: str | None = None
    is_list: bool = False
    item_heading: str | None = None


@dataclass(frozen=True, slots=True)
class _Position:
    """Where the sentences of a block stand: in a list of predictions, or as the item of any list."""

    context: _Context
    in_list: bool
    is_item: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """A prediction and its place.

    Points of one list have the same `place`. `sums_up` says that it stands in the lead or the conclusion.
    """

    prediction: Prediction
    place: int
    sums_up: bool


class _Contexts:
    """Follows, block by block, what the title, the headings and the paragraphs introduce."""

    def __init__(self, blocks: list[Block], title: str, language: Language) -> None:
        self._language = language
        self._cue = cues(language)
        self._article = self._section = self.current = self._introduced_by(title)
        self._counts = self._article.is_list and self._says("counted_title", title)
        self.sums_up = any(block.role is BlockRole.HEADING for block in blocks)

    def begin_section(self, heading: str) -> None:
        """Note a heading."""
        self.sums_up = self._says("closing_heading", heading)
        self._section = self.current = _Context() if self.sums_up else self._below(heading)

    def begin_item(self, heading: str) -> None:
        """Note the heading of a list item."""
        self.current = replace(self.current, item_heading=heading)

    def end_paragraph(self, paragraph: str) -> None:
        """Note a paragraph, which may introduce a list directly below it."""
        end, self.current = paragraph[-200:], self._section
        if self._says("list_introduction", end):
            horizon = outlooks.horizon(end, self._language) or self._section.horizon
            self.current = _Context(horizon, is_list=True)
        if self._counts and self._section is self._article:
            self._article = self._section = self.current

    def position(self, text: str, *, is_item: bool) -> _Position:
        """Return where the sentences of the block `text` stand."""
        in_list = self.current.is_list and (
            is_item or self.current.item_heading is not None or self._says("item_number", text)
        )
        return _Position(self.current, in_list, is_item)

    def _says(self, cue: str, text: str) -> bool:
        return self._cue[f"predictions.{cue}"].search(outlooks.plain(text)) is not None

    def _introduced_by(self, text: str) -> _Context:
        return _Context(outlooks.horizon(text, self._language), self._says("list_introduction", text))

    def _below(self, heading: str) -> _Context:
        own = outlooks.horizon(heading, self._language)
        if self._section.is_list and self._says("item_number", heading):
            return _Context(own or self._section.horizon, True, heading)
        if self._counts:
            return _Context(own or self._article.horizon, True, heading)
        return self._introduced_by(heading)


class _Speakers:
    """Knows whose words stand where."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self._spans = sorted((start, end, quote.speaker) for quote in quotes for start, end in quote.spans)
        self._starts = [start for start, _, _ in self._spans]

    def of(self, offset: int, block: Block) -> str | None:
        """Return who says what stands at an offset of a block; None where that is nobody, or uncertain."""
        last = bisect_right(self._starts, offset) - 1
        if last >= 0 and offset < self._spans[last][1]:
            return self._spans[last][2]
        return block.speaker if block.role in (BlockRole.TURN, BlockRole.QUOTATION) else None


def find(
    blocks: list[Block],
    sentences: list[Sentence],
    title: str | None,
    language: Language,
    quotes: Sequence[Quote] = (),
) -> tuple[Prediction, ...]:
    """Return outlooks from anywhere in the article; claims and limits only from lists of predictions.

    What the article says again, perhaps in other words, is returned once. What stands in one of the `quotes`
    has its speaker.
    """
    speakers = _Speakers(quotes)
    of_block = by_block(sentences)
    places = _places(blocks)
    found: list[_Found] = []
    contexts = _Contexts(blocks, title or "", language)
    for index, block in enumerate(blocks):
        text = block.shown.text
        if block.role is BlockRole.HEADING:
            contexts.begin_section(text)
        elif block.role is BlockRole.ITEM_HEADING:
            contexts.begin_item(text)
        else:
            position = contexts.position(text, is_item=block.role is BlockRole.LIST_ITEM)
            for number, sentence in enumerate(of_block.get(index, [])):
                prediction = _extract(sentence, position, number == 0, language)
                if prediction:
                    speaker = speakers.of(_place(sentence, prediction, language), block)
                    prediction = replace(prediction, speaker=speaker)
                    found.append(_Found(prediction, places[index], contexts.sums_up))
            if not position.is_item and not position.in_list and position.context.item_heading is None:
                contexts.end_paragraph(text)
    return _without_repetitions(found, sentences, language)


def _places(blocks: list[Block]) -> list[int]:
    """Return the place of each block: blocks are counted, the items of a list as one."""
    places: list[int] = []
    before: BlockRole | None = None
    for block in blocks:
        is_same_list = before is block.role is BlockRole.LIST_ITEM
        places.append((places[-1] if places else 0) + (not is_same_list))
        before = block.role
    return places


def _without_repetitions(
    found: list[_Found], sentences: list[Sentence], language: Language
) -> tuple[Prediction, ...]:
    """Return each prediction once: the first that names a time, otherwise the first."""
    seen = Repetitions((sentence.text for sentence in sentences) if len(found) > 1 else (), language)
    kept: dict[str, Prediction] = {}
    for one in found:
        text = seen.add(one.prediction.text, one.place, is_summary=one.sums_up) or one.prediction.text
        if text not in kept or (one.prediction.horizon and not kept[text].horizon):
            kept[text] = one.prediction
    return tuple(sorted(kept.values(), key=lambda prediction: prediction.spans[0]))


def _extract(
    sentence: Sentence, position: _Position, is_first: bool, language: Language
) -> Prediction | None:
    text = sentence.text
    if len(text) > grammar.MAX_SENTENCE or not (sentence.whole or (position.is_item and _is_clause(text))):
        return None
    flat = outlooks.plain(text)
    at = outlooks.find(flat, language)
    kinds: tuple[PredictionKind, ...] = ()
    if at is not None:
        kinds = () if _lacks_subject(flat, at, language) else (PredictionKind.OUTLOOK,)
    elif position.in_list:
        kinds = _kinds_of_point(flat, position, is_first, language)
    if not kinds:
        return None
    horizon = outlooks.horizon(text, language, at) or (position.context.horizon if position.in_list else None)
    shown = _outlook_in_quotation(sentence, language) or sentence.shown
    return Prediction(shown.text, shown.spans(), kinds[0] if len(kinds) == 1 else None, horizon)


def _place(sentence: Sentence, prediction: Prediction, language: Language) -> int:
    """Return the offset in the source of the words that make a sentence a prediction."""
    at = outlooks.find(outlooks.plain(sentence.text), language)
    if at is None or prediction.text != sentence.text:
        return prediction.spans[0][0]
    if at and sentence.text[at - 1] in _CLOSING:  # 「…」と予想する
        at -= 2
    return sentence.shown.offsets[max(at, 0)]


def _lacks_subject(text: str, at: int, language: Language) -> bool:
    """Return whether the quotation around the outlook begins with a word, such as `it`, for another."""
    around = (pair for pair in find_quotations(text) if pair.start < at < pair.end)
    return any(outlooks.needs_context(pair.inside(text), language) for pair in around)


def _is_clause(text: str) -> bool:
    """Return whether a list item, which often has no full stop, can be shown."""
    return len(text) >= _MIN_LIST_ITEM and not text.endswith(("、", ",", "..", ":", "："))


def _outlook_in_quotation(sentence: Sentence, language: Language) -> ShownText | None:
    """Return the quotation that is the outlook, if it is a small part of its sentence."""
    for pair in find_quotations(sentence.text):
        words = outlooks.plain(pair.inside(sentence.text))
        is_part = len(words) < _MAX_QUOTATION_SHARE * len(sentence.text)
        # A quotation that begins with the words of an outlook has lost its subject.
        if is_part and not words[:1].islower() and outlooks.find(words, language):
            return sentence.shown.part(pair.start + 1, pair.end - 1)
    return None


def _kinds_of_point(
    text: str, position: _Position, is_first: bool, language: Language
) -> tuple[PredictionKind, ...]:
    """Return of which kinds a sentence in a list of predictions may be; () if it may be none."""
    cue = cues(language)
    text = cue["predictions.item_number"].sub("", text, count=1)
    if (
        cue["predictions.never"].search(text)
        or cue["predictions.explanation"].search(text)
        or outlooks.needs_context(text, language)
    ):
        return ()
    is_limit, is_claim = (cue[f"predictions.{kind}"].search(text) is not None for kind in ("limit", "claim"))
    if is_limit and is_claim and not _is_about_limits(position.context.item_heading, cue):
        return PredictionKind.LIMIT, PredictionKind.CLAIM
    if is_limit:
        return (PredictionKind.LIMIT,)
    if is_first and position.context.horizon and outlooks.changes(text, language):
        return (PredictionKind.OUTLOOK,)
    return (PredictionKind.CLAIM,) if is_claim else ()


def _is_about_limits(item_heading: str | None, cue: Cues) -> bool:
    return item_heading is not None and cue["predictions.limit"].search(item_heading) is not None
