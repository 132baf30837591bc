"""Which sentences answer what was asked, and whether any does."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.asking import Asked, Said, TermKind, Want

Place = tuple[int, int]
"""The id of an article, and the position of a sentence in it."""

READ = 80
"""Sentences that are read, of those that the index finds: the most promising ones."""
REACH = 2
"""Sentences on each side that say what one is about."""
_NEIGHBOR, _NEXT, _TITLE, _SECTION, _ARTICLE = 0.6, 0.4, 0.6, 0.7, 0.3
_KIND = {TermKind.NUMBER: 1.2, TermKind.NAME: 1.2, TermKind.WORD: 1.0, TermKind.MINOR: 0.5}
_AROUND = 0.5
"""How much of the words around a sentence counts beside its own."""
_WRONG_KIND = 0.6
"""What is left of a sentence that says nothing of the kind that was asked for."""
SURE = 0.6
"""The least share of what was asked that must stand in an answer and around it."""
_CLOSE = 0.5
"""The least score of a further answer, as a share of the first one's."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with what stands around it: `before` and `after` are the nearest first, of its section."""

    place: Place
    text: Said
    before: tuple[Said, ...]
    after: tuple[Said, ...]
    section: Said
    title: Said


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence, how well it answers, and which share of what was asked stands in it and around it."""

    place: Place
    score: float
    share: float

    @property
    def is_sure(self) -> bool:
        """Return whether so much of what was asked is there that it answers."""
        return self.share >= SURE


class Ranking:
    """What was asked, weighed by how rare its terms are among `total` sentences.

    `found` are the places of each term in those, None for one that stands in too many to say anything.
    """

    def __init__(
        self, asked: Asked, found: Sequence[Collection[Place] | None], total: int, most: int
    ) -> None:
        self._asked = asked
        self._found = found
        self._weights = [
            _KIND[term.kind] * term.part * _rarity(most if places is None else len(places), total)
            for term, places in zip(asked.terms, found, strict=True)
        ]
        self._in_article: dict[int, set[int]] = defaultdict(set)
        for number, places in enumerate(found):
            for article_id, _ in places or ():
                self._in_article[article_id].add(number)

    def promising(self) -> list[Place]:
        """Return the sentences that have most of what was asked in and around them, at most `READ`."""
        own: dict[Place, float] = defaultdict(float)
        for places, weight in zip(self._found, self._weights, strict=True):
            for place in places or ():
                own[place] += weight
        article = {
            article_id: sum(self._weights[number] for number in numbers)
            for article_id, numbers in self._in_article.items()
        }

        def promise(place: Place) -> float:
            article_id, position = place
            near = sum(own.get((article_id, position + step), 0.0) / abs(step) for step in (-2, -1, 1, 2))
            return own[place] + _NEIGHBOR / 2 * near + _ARTICLE * article[article_id]

        return sorted(own, key=lambda place: (-promise(place), place))[:READ]

    def scored(self, passages: Sequence[Passage], nearest: Mapping[Place, float]) -> list[Scored]:
        """Return the passages, those that answer best first."""
        found = [self._scored(passage, nearest.get(passage.place, 0.0)) for passage in passages]
        return sorted(found, key=lambda one: (-one.score, one.place))

    def _scored(self, passage: Passage, similarity: float) -> Scored:
        whole = sum(self._weights)
        own = around = 0.0
        there = self._in_article.get(passage.place[0], set())
        for number, (term, weight) in enumerate(zip(self._asked.terms, self._weights, strict=True)):
            if passage.text.has(term):
                own += weight
                around += weight
                continue
            around += weight * max(
                _NEIGHBOR * any(one.has(term) for one in (*passage.before[:1], *passage.after[:1])),
                _NEXT * any(one.has(term) for one in (*passage.before[1:], *passage.after[1:])),
                _SECTION * passage.section.has(term),
                _TITLE * passage.title.has(term),
                _ARTICLE * (number in there),
            )
        share = around / whole
        kind = self._kind(passage.text)
        score = (own / whole * (1 - _AROUND) + share * _AROUND) * kind
        return Scored(passage.place, score + similarity, share * kind)

    def _kind(self, said: Said) -> float:
        """Return how far a sentence is of the kind that was asked for."""
        wants = self._asked.wants - {Want.WHY}
        return 1.0 if all(map(said.is_such, wants)) else _WRONG_KIND


def answers(scored: Sequence[Scored]) -> list[Scored]:
    """Return those of the sentences, best first, that answer; none where it is uncertain."""
    if not any(one.is_sure for one in scored[:3]):
        return []
    return [one for one in scored if one.score >= _CLOSE * scored[0].score]


def _rarity(count: int, total: int) -> float:
    return math.log(1 + (max(total, count) - count + 0.5) / (count + 0.5))
