"""Judge whether a sentence is an outlook, and which time it is about."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator

from bot.cues import Cues, cues
from bot.model import Language

_BEFORE = 120
_CLAUSE = 24
_PLAIN = str.maketrans("０１２３４５６７８９％’ʼ", "0123456789%''")


def plain(text: str) -> str:
    """Return `text` as the cues expect it: narrow digits, straight apostrophes, the same offsets."""
    return text.translate(_PLAIN)


def find(text: str, language: Language) -> int | None:
    """Return the offset of the words that make a plain text an outlook; None if it is none, or unsure."""
    cue = cues(language)
    if cue["predictions.never"].search(text) or needs_context(text, language):
        return None
    if language is Language.JA:
        # The main clause comes last.
        return max(_japanese(text, cue), default=None)
    return min(_english(text, cue), default=None)


def needs_context(text: str, language: Language) -> bool:
    """Return whether a plain text begins with a word, such as `this`, for something outside of it."""
    cue = cues(language)
    return bool(cue["predictions.unresolved"].search(text) and not cue["predictions.resolved"].search(text))


def changes(text: str, language: Language) -> bool:
    """Return whether a plain text without words of an outlook says in its last clause what changes."""
    cue = cues(language)
    return language is Language.JA and _is_change(text[-_CLAUSE:].rstrip("。」』！"), cue)


def horizon(text: str, language: Language, at: int | None = None) -> str | None:
    """Return the time that a text names, as it words it.

    Of several it is the first one in the clause around the offset `at`, where the outlook stands.
    """
    cue = cues(language)
    flat = plain(text)
    found = [match for match in cue["predictions.horizon"].finditer(flat) if _is_to_come(flat, match, cue)]
    if at is not None:
        bounds = [match.end() for match in cue["predictions.clause"].finditer(flat)]
        clause = bisect(bounds, at)
        same = [match for match in found if bisect(bounds, match.start()) == clause]
        found = same or found
    return text[found[0].start() : found[0].end()].strip() if found else None


def _is_to_come(text: str, match: re.Match[str], cue: Cues) -> bool:
    return not cue["predictions.no_horizon"].search(text[max(0, match.start() - _BEFORE) : match.end()])


def _japanese(text: str, cue: Cues) -> Iterator[int]:
    """Yield the offsets of words that make an outlook of the predicate that stands before them."""
    has_time = cue["predictions.future"].search(text) is not None
    for name in ("complete", "outlook", "guess", "bare"):
        for match in cue[f"predictions.{name}"].finditer(text):
            before = cue["predictions.link"].sub("", text[max(0, match.start() - _CLAUSE) : match.start()])
            if name != "bare" and cue["predictions.not_after"].match(text, match.end()):
                continue
            if name == "complete":
                fits = True
            elif name == "outlook":
                fits = _is_predicate(before, cue)
            elif name == "guess":
                fits = _is_change(before, cue) or (has_time and _is_predicate(before, cue))
                fits = fits or cue["predictions.time_predicate"].search(before) is not None
            else:
                fits = has_time and _is_change(before, cue)
            if fits:
                yield match.start()


def _is_predicate(before: str, cue: Cues) -> bool:
    return bool(cue["predictions.predicate"].search(before) and not cue["predictions.state"].search(before))


def _is_change(before: str, cue: Cues) -> bool:
    return bool(cue["predictions.change"].search(before) and not cue["predictions.state"].search(before))


def _english(text: str, cue: Cues) -> Iterator[int]:
    """Yield the offsets of words that make an outlook of the verb that stands behind them."""
    has_time = cue["predictions.future"].search(text) is not None
    for match in cue["predictions.complete"].finditer(text):
        yield match.start()
    for name in ("outlook", "modal", "guess"):
        for match in cue[f"predictions.{name}"].finditer(text):
            before = text[max(0, match.start() - _BEFORE) : match.start()]
            if cue["predictions.not_before"].search(before):
                continue
            if cue["predictions.not_after"].match(text, match.end()):
                continue
            if name != "outlook" and cue["predictions.not_before_modal"].search(before):
                continue
            if name == "guess" and not (
                cue["predictions.change"].match(text, match.end())
                or (has_time and not cue["predictions.not_after_guess"].match(text, match.end()))
            ):
                continue
            yield match.start()
