"""Extract predictions: forecasts, claims and limits, each with its horizon."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.cues import Cues, cues
from bot.model import Language, Prediction, PredictionKind, ShownText
from bot.reading import forecasts, grammar
from bot.reading.blocks import Block, BlockRole
from bot.reading.marks import find_quotations
from bot.reading.repetitions import Repetitions
from bot.reading.sentences import Sentence, by_block

_MAX_QUOTATION_SHARE = 0.4
_MIN_LIST_ITEM = 6


@dataclass(slots=True)
class _ListContext:
    """Whether the current section lists predictions, their horizon, and the current item's heading."""

    horizon: str | None = None
    is_list: bool = False
    item_heading: str | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """A prediction and its place.

    Points of one list have the same `place`. `sums_up` says that it stands in the lead or the conclusion.
    """

    prediction: Prediction
    place: int
    sums_up: bool


def find(
    blocks: list[Block], sentences: list[Sentence], title: str | None, language: Language
) -> tuple[Prediction, ...]:
    """Return forecasts from anywhere in the article; claims and limits only from lists of predictions."""
    cue = cues(language)
    of_block = by_block(sentences)
    places = _places(blocks)
    found: list[_Found] = []
    sums_up = any(block.role is BlockRole.HEADING for block in blocks)
    article = section = current = _context_of(title or "", language)
    counted = article.is_list and cue["predictions.counted_title"].search(title or "") is not None
    for index, block in enumerate(blocks):
        text = block.shown.text
        if block.role is BlockRole.HEADING:
            sums_up = cue["predictions.closing_heading"].search(text) is not None
            section = current = _context_below(text, section, article if counted else None, language)
        elif block.role is BlockRole.ITEM_HEADING:
            current.item_heading = text
        else:
            is_item = block.role is BlockRole.LIST_ITEM
            numbered = cue["predictions.item_number"].search(text) is not None
            in_list = current.is_list and (current.item_heading is not None or is_item or numbered)
            for number, sentence in enumerate(of_block.get(index, [])):
                prediction = _extract(sentence, current, in_list, number == 0, is_item, language)
                if prediction:
                    found.append(_Found(prediction, places[index], sums_up))
            if not is_item and current.item_heading is None and not in_list:
                current = _context_after(text, section, language)
                if counted and section is article:
                    article = section = current
    return _without_repetitions(found, sentences, language)


def _places(blocks: list[Block]) -> list[int]:
    """Return the place of each block: the number of the block, or of the list it is an item of."""
    places: list[int] = []
    before: BlockRole | None = None
    for block in blocks:
        same_list = before is block.role is BlockRole.LIST_ITEM
        places.append((places[-1] if places else 0) + (not same_list))
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


def _context_of(heading: str, language: Language) -> _ListContext:
    cue = cues(language)
    return _ListContext(
        forecasts.horizon(heading, language), bool(cue["predictions.list_introduction"].search(heading))
    )


def _context_below(
    heading: str, above: _ListContext, counted: _ListContext | None, language: Language
) -> _ListContext:
    """Return the context of the section below a heading; `counted` is that of a title that counts items."""
    cue = cues(language)
    if cue["predictions.closing_heading"].search(heading):
        return _ListContext()
    if above.is_list and cue["predictions.item_number"].search(heading):
        return _ListContext(forecasts.horizon(heading, language) or above.horizon, True, heading)
    if counted:
        return _ListContext(forecasts.horizon(heading, language) or counted.horizon, True, heading)
    return _context_of(heading, language)


def _context_after(paragraph: str, section: _ListContext, language: Language) -> _ListContext:
    """Return the context of a list directly below a paragraph, which may introduce it."""
    end = paragraph[-200:]
    if not cues(language)["predictions.list_introduction"].search(end):
        return replace(section)
    return _ListContext(forecasts.horizon(end, language) or section.horizon, is_list=True)


def _extract(
    sentence: Sentence,
    current: _ListContext,
    in_list: bool,
    is_first: bool,
    is_item: bool,
    language: Language,
) -> Prediction | None:
    text = sentence.text
    if len(text) > grammar.MAX_SENTENCE or not (sentence.whole or (is_item and _is_clause(text))):
        return None
    cue = cues(language)
    flat = forecasts.plain(text)
    at = forecasts.find(flat, language)
    kind = PredictionKind.FORECAST if at is not None else None
    if kind is None and in_list:
        kind = _kind_of_item(flat, current, is_first, cue, language)
    if kind is None:
        return None
    horizon = forecasts.horizon(text, language, at) or (current.horizon if in_list else None)
    shown = _forecast_in_quotation(sentence, language) or sentence.shown
    return Prediction(shown.text, shown.spans(), kind, horizon)


def _is_clause(text: str) -> bool:
    """Return whether a list item, which often has no full stop, can be shown."""
    return len(text) >= _MIN_LIST_ITEM and not text.endswith(("、", ",", "..", ":", "："))


def _forecast_in_quotation(sentence: Sentence, language: Language) -> ShownText | None:
    """Return the quotation that is the forecast, if it is a small part of its sentence."""
    for pair in find_quotations(sentence.text):
        words = forecasts.plain(pair.inside(sentence.text))
        is_part = len(words) < _MAX_QUOTATION_SHARE * len(sentence.text)
        # A quotation that begins with the words of a forecast has lost its subject.
        if is_part and not words[:1].islower() and forecasts.find(words, language):
            return sentence.shown.part(pair.start + 1, pair.end - 1)
    return None


def _kind_of_item(
    text: str, current: _ListContext, is_first: bool, cue: Cues, language: Language
) -> PredictionKind | None:
    """Return of which kind a sentence in a list of predictions is; None if it may be none."""
    text = cue["predictions.item_number"].sub("", text, count=1)
    if (
        cue["predictions.never"].search(text)
        or cue["predictions.explanation"].search(text)
        or forecasts.needs_context(text, language)
    ):
        return None
    limits = [match.start() for match in cue["predictions.limit"].finditer(text)]
    claims = [match.start() for match in cue["predictions.claim"].finditer(text)]
    if limits and (
        not claims or _is_main_clause(limits, claims, language) or _is_about_limits(current.item_heading, cue)
    ):
        return PredictionKind.LIMIT
    if is_first and current.horizon and forecasts.changes(text, language):
        return PredictionKind.FORECAST
    return PredictionKind.CLAIM if claims else None


def _is_main_clause(ones: list[int], others: list[int], language: Language) -> bool:
    """Return whether `ones` are in the main clause: the last clause in Japanese, the first in English."""
    return ones[-1] > others[-1] if language is Language.JA else ones[0] < others[0]


def _is_about_limits(item_heading: str | None, cue: Cues) -> bool:
    return item_heading is not None and cue["predictions.limit"].search(item_heading) is not None
