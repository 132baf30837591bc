"""Find passages of an article that say the same again, perhaps in other words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot.cues import cues
from bot.model import Language

_MIN_SHARE = 0.6
_MIN_SHARE_NEAR = 0.9
_MIN_SHARE_OF_SUMMARY = 0.44
_MIN_TERMS = 3
_NEAR = 1
_COMPARED = 60
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[a-z0-9]{1,40}")
_SUFFIX = re.compile(r"(?:ing|ed|es|s|ly|e)$")
_RUN = re.compile(r"[ァ-ヺー]{2,}|[a-z0-9]+|[一-龥々]+")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z]\w+")


@dataclass(frozen=True, slots=True)
class _Passage:
    text: str
    place: int
    is_summary: bool
    terms: frozenset[str]
    weight: float
    figures: frozenset[str]
    names: frozenset[str]


class Repetitions:
    """The passages of one article, each compared with those before it."""

    def __init__(self, sentences: Iterable[str], language: Language) -> None:
        self._language = language
        self._passages: list[_Passage] = []
        frequency: Counter[str] = Counter()
        count = 0
        for sentence in sentences:
            frequency.update(_terms(sentence, language))
            count += 1
        self._weight = {term: math.log(1 + count / number) for term, number in frequency.items()}

    def add(self, text: str, place: int, *, is_summary: bool) -> str | None:
        """Return the text of the passage that `text` repeats; None if it is new.

        Passages say the same if they share much of their words, where a word that few sentences have weighs
        more. Fewer are enough where one is of a part that sums up the article; nearly all have to be the same
        where the numbers of their places follow each other, since such passages may be points of a list.
        """
        terms = _terms(text, self._language)
        figures = frozenset(_NUMBER.findall(text))
        names = frozenset(_NAME.findall(text)) if self._language is Language.EN else frozenset()
        passage = _Passage(text, place, is_summary, terms, self._total(terms), figures, names)
        for other in reversed(self._passages[-_COMPARED:]):
            if self._is_same(passage, other):
                return other.text
        self._passages.append(passage)
        return None

    def _is_same(self, one: _Passage, other: _Passage) -> bool:
        if one.text == other.text:
            return True
        shared = one.terms & other.terms
        if len(shared) < _MIN_TERMS:
            return False
        if any(mine - theirs and theirs - mine for mine, theirs in _told_apart(one, other)):
            return False
        least = _MIN_SHARE_OF_SUMMARY if one.is_summary or other.is_summary else _MIN_SHARE
        if abs(one.place - other.place) <= _NEAR:
            least = _MIN_SHARE_NEAR
        return self._total(shared) >= least * min(one.weight, other.weight)

    def _total(self, terms: Iterable[str]) -> float:
        return sum(self._weight.get(term, 0) for term in terms)


def _told_apart(one: _Passage, other: _Passage) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Return what tells two passages apart, if each has some of its own."""
    return (one.figures, other.figures), (one.names, other.names)


def _terms(text: str, language: Language) -> frozenset[str]:
    """Return the words that carry the content: stems in English, runs of one script in Japanese."""
    text = text.lower()
    if language is Language.JA:
        return frozenset(_RUN.findall(text))
    stop = cues(language)["summary.stop_words"]
    return frozenset(_SUFFIX.sub("", word) for word in _WORD.findall(text) if not stop.fullmatch(word))
