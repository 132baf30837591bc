"""What an article says is to come."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import Language, Prediction, PredictionKind
from bot.reading import grammar
from bot.reading.blocks import Block, Role
from bot.reading.cues import Cues, cues
from bot.reading.marks import QUOTING, pairs
from bot.reading.sentences import Sentence
from bot.reading.shown import ShownText

_SMALL_PART = 0.4
_SHORTEST_POINT = 6


@dataclass(slots=True)
class _List:
    """A list of predictions: the time it is about, and the heading of the point being read."""

    horizon: str | None = None
    open: bool = False
    point: str | None = None


def find(
    blocks: list[Block], sentences: list[Sentence], title: str | None, language: Language
) -> tuple[Prediction, ...]:
    """Forecasts wherever they stand; claims and limits only as points of a list of predictions."""
    cue = cues(language)
    by_block: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        by_block.setdefault(sentence.block, []).append(sentence)
    found: list[Prediction] = []
    whole = about = _list_about(title or "", cue)
    counted = whole.open and cue["predictions.counted"].search(title or "") is not None
    for index, block in enumerate(blocks):
        text = block.shown.text
        if block.role is Role.HEADING and cue["predictions.closing"].search(text):
            about = _List()
        elif block.role is Role.HEADING and about.open and cue["predictions.ordinal"].search(text):
            about = _List(_horizon(text, cue) or about.horizon, True, text)
        elif block.role is Role.HEADING and counted:
            about = _List(_horizon(text, cue) or whole.horizon, True, text)
        elif block.role is Role.HEADING:
            about = _list_about(text, cue)
        elif block.role is Role.POINT:
            about.point = text
        else:
            numbered = cue["predictions.ordinal"].search(text) is not None
            listed = about.open and (about.point is not None or block.role is Role.ITEM or numbered)
            for sentence in by_block.get(index, []):
                found.extend(_read(sentence, about, listed, block.role is Role.ITEM, cue, language))
            if block.role is Role.TEXT and about.point is None and not listed:
                _introduce(text, about, cue)
    return tuple(found)


def _list_about(heading: str, cue: Cues) -> _List:
    return _List(_horizon(heading, cue), bool(cue["predictions.introduces"].search(heading)))


def _introduce(text: str, about: _List, cue: Cues) -> None:
    """A paragraph right before a list may say what the list is about."""
    if cue["predictions.introduces"].search(text[-200:]):
        about.open = True
        about.horizon = _horizon(text[-200:], cue) or about.horizon


def _read(
    sentence: Sentence, about: _List, listed: bool, item: bool, cue: Cues, language: Language
) -> list[Prediction]:
    text = sentence.text
    if len(text) > grammar.LONGEST_SENTENCE or not (sentence.whole or (listed and item and _is_clause(text))):
        return []
    kind = _kind(text, listed, about.point, language)
    if kind is None:
        return []
    horizon = _horizon(text, cue) or (about.horizon if listed else None)
    shown = _spoken_part(sentence, cue) or sentence.shown
    return [Prediction(shown.text, shown.spans(), kind, horizon)]


def _is_clause(text: str) -> bool:
    """Whether a point of a list, which often goes without its full stop, may be shown."""
    return len(text) >= _SHORTEST_POINT and not text.endswith(("、", ",", "..", ":", "："))


def _spoken_part(sentence: Sentence, cue: Cues) -> ShownText | None:
    """The quotation that is the forecast, where the longer rest of its sentence is about something else."""
    match = cue["predictions.forecast"].search(sentence.text)
    for pair in pairs(sentence.text, QUOTING) if match else ():
        inside = match is not None and pair.start < match.start() and match.end() < pair.end
        if inside and pair.end - pair.start < _SMALL_PART * len(sentence.text):
            return sentence.shown.part(pair.start + 1, pair.end - 1)
    return None


def _kind(text: str, listed: bool, point: str | None, language: Language) -> PredictionKind | None:
    cue = cues(language)
    text = cue["predictions.ordinal"].sub("", text, count=1) if listed else text
    says = cue["predictions.forecast"].search(text)
    future = cue["predictions.future"].search(text) and cue["predictions.becoming"].search(text)
    guess = cue["predictions.past"].search(text)
    planned = cue["predictions.plans"].search(text) and not listed
    if planned or cue["predictions.announcement"].search(text):
        return None
    if (says or future) and not guess:
        return PredictionKind.FORECAST
    if not listed or cue["predictions.explains"].search(text):
        return None
    limits = [match.start() for match in cue["predictions.limit"].finditer(text)]
    claims = [match.start() for match in cue["predictions.claim"].finditer(text)]
    if limits and (not claims or _leads(limits, claims, language) or _is_about_limits(point, cue)):
        return PredictionKind.LIMIT
    if cue["predictions.becoming"].search(text):
        return PredictionKind.FORECAST
    return PredictionKind.CLAIM if claims else None


def _leads(ones: list[int], others: list[int], language: Language) -> bool:
    """Whether the cues at `ones` are of the main clause: the last in Japanese, the first in English."""
    return ones[-1] > others[-1] if language is Language.JA else ones[0] < others[0]


def _is_about_limits(point: str | None, cue: Cues) -> bool:
    return point is not None and cue["predictions.limit"].search(point) is not None


def _horizon(text: str, cue: Cues) -> str | None:
    match = cue["predictions.horizon"].search(text)
    return match[0] if match else None
