"""Which sentences answer what was asked, and whether any does."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.asking import WHY, Asked, Said, Want
from bot.terms import Term, TermKind

Place = tuple[int, int]
"""The id of an article, and the position of a sentence in it."""

PROMISING = 80
"""Sentences that are looked at, of those that the index finds; and the ones beside them."""
REACH = 2
"""Sentences on each side that say what one is about."""
_NEXT, _NEXT_BUT_ONE, _SECTION, _TITLE, _ARTICLE = 0.6, 0.4, 0.7, 0.6, 0.3
"""How much a term counts that stands there, and not in the sentence itself."""
_KIND = {TermKind.NUMBER: 1.2, TermKind.NAME: 1.2, TermKind.WORD: 1.0, TermKind.MINOR: 0.5}
_AROUND = 0.5
"""How much of the score is what stands around, too; the rest is what stands in the sentence itself."""
_OTHER_KIND, _NO_REASON = 0.6, 0.7
"""What is left of a score where nothing of the kind that was asked for is said, or no reason."""
_SHARE, _CORE = 0.55, 0.6
"""The least of what was asked, and of what was asked about it, that has to stand there for an answer."""
_SHARE_OF_KIND = 0.75
"""The same where a kind of answer was asked for: a date or a sum stands in many sentences, which say it of
something else. Then all terms have to stand near, too."""
_FEW = 2
"""Articles that have the one word of a question at most, for a date beside it to be what was asked."""
_FIRST = 3
"""Sentences among which one has to be sure to answer."""
_CLOSE = 0.4
"""The least score of a further answer, as a share of the first one's."""
_NEAR = 0.3
"""The least score of a sentence that has enough of what was asked to be worth a look."""
_WORTH_OPENING = 0.35
"""The least of what was asked that has to stand in and around a sentence for its section to be named. By the
half of `tests/ask` called tune, that leaves all sections of the article that was meant, and half of the
others; how rare a word is that they share, or their scores, tell them apart less well."""
_MEANING = 0.4
"""What a standard deviation of nearness in meaning adds to a score by words, which is 1 at most. By the half
of `tests/ask` called tune, all from 0.35 to 0.5 is as good, and better than to add up ranks."""


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
    """A sentence, how well it answers, and whether it surely does: what was asked stands there, with the very
    numbers, and something is said of the kind that was asked for.

    `share` is how much of what was asked is there, whatever kind that is of; `is_otherwise`, whether it
    denies or turns around what was taken for granted.
    """

    place: Place
    score: float
    is_sure: bool
    share: float
    is_otherwise: bool


class Ranking:
    """What was asked, weighed by how rare its terms are among `total` sentences.

    `found` are the places of each term in those; None for one that stands in more than `most`.
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
        self._articles = [{article_id for article_id, _ in places or ()} for places in found]

    def promising(self) -> list[Place]:
        """Return the sentences that have most of what was asked in and around them, and those beside them."""
        own: dict[Place, float] = defaultdict(float)
        article: dict[int, float] = defaultdict(float)
        for places, articles, weight in zip(self._found, self._articles, self._weights, strict=True):
            for place in places or ():
                own[place] += weight
            for article_id in articles:
                article[article_id] += weight

        def promise(place: Place) -> float:
            article_id, position = place
            beside = sum(own.get((article_id, position + step), 0) / abs(step) for step in (-2, -1, 1, 2))
            return own[place] + _NEXT / 2 * beside + _ARTICLE * article[article_id]

        best = sorted(own, key=lambda place: (-promise(place), place))[:PROMISING]
        beside = [(article_id, position + step) for article_id, position in best for step in (1, -1, 2)]
        return [place for place in dict.fromkeys([*best, *beside]) if place[1] >= 0]

    def scored(self, passages: Sequence[Passage]) -> list[Scored]:
        """Return the passages, those that answer best first."""
        names = frozenset[str]().union(*(passage.text.names for passage in passages))
        core = [_is_core(term, names) for term in self._asked.terms]
        if self._asked.terms[-1].strings:
            core[-1] = True  # in Japanese, what is asked about the rest stands last
        found = [self._scored(passage, core) for passage in passages]
        return sorted(found, key=lambda one: (-one.score, one.place))

    def _scored(self, passage: Passage, core: Sequence[bool]) -> Scored:
        counts = [self._count(passage, number) for number in range(len(core))]
        share = self._share(counts)
        here = [float(count == 1) for count in counts]
        own = self._share(here)
        core_share = self._share([float(count >= _NEXT) for count in counts], core)
        numbers = [
            count for count, term in zip(here, self._asked.terms, strict=True) if term.kind is TermKind.NUMBER
        ]
        exact = all(numbers) and (not numbers or self._share(here, core) > 0)  # in 2022 what?
        wrong = {want for want in self._asked.wants if not passage.text.answers(want, self._asked)}
        whys = {want for want in wrong if want.kind == WHY}
        score = _AROUND * share + (1 - _AROUND) * own
        score *= (_NO_REASON if whys else 1) * (_OTHER_KIND if wrong - whys else 1)
        sure = core_share >= _CORE and exact and self._is_enough(passage, counts, wrong)
        otherwise = share >= _SHARE and passage.text.says_otherwise(self._asked)
        return Scored(passage.place, score, sure and not otherwise, share, otherwise)

    def _is_enough(self, passage: Passage, counts: Sequence[float], wrong: Collection[Want]) -> bool:
        """Return whether enough of what was asked stands there, and something of the kind that was asked for:
        a reason may stand beside it, or it is what the whole section tells."""
        asked, share = self._asked, self._share(counts)
        beside = (*passage.before[:1], *passage.after[:1])
        if any(want.kind != WHY for want in wrong):
            return False
        if any(not any(one.answers(want, asked) for one in beside) for want in wrong) and not (
            any(want.kind == WHY for want in Asked(passage.section.text).wants)
            and any(map(passage.section.has, asked.terms))
        ):
            return False
        if all(want.kind == WHY for want in asked.wants):
            return share >= _SHARE and (len(counts) > 1 or not asked.is_open or asked.is_of_itself)
        if len(counts) > 1:
            return share >= _SHARE_OF_KIND and min(counts) > _ARTICLE
        is_rare = self._found[0] is not None and len(self._articles[0]) <= _FEW
        return is_rare and passage.text.answers_beside(asked)

    def _count(self, passage: Passage, number: int) -> float:
        """Return how much a term counts for a passage: 1 where it stands in the sentence itself."""
        term = self._asked.terms[number]
        if passage.text.has(term):
            return 1.0
        around = (
            (_NEXT, (*passage.before[:1], *passage.after[:1])),
            (_NEXT_BUT_ONE, (*passage.before[1:], *passage.after[1:])),
            (_SECTION, (passage.section,)),
            (_TITLE, (passage.title,)),
        )
        counts = [count for count, some in around if any(one.has(term) for one in some)]
        in_article = passage.place[0] in self._articles[number]
        return max([*counts, _ARTICLE * in_article])

    def _share(self, counts: Sequence[float], among: Sequence[bool] | None = None) -> float:
        """Return how much of the terms' weight counts, or of the weight of some; 1 where those are none."""
        weights = [weight for number, weight in enumerate(self._weights) if among is None or among[number]]
        some = [count for number, count in enumerate(counts) if among is None or among[number]]
        whole = sum(weights)
        return sum(w * count for w, count in zip(weights, some, strict=True)) / whole if whole else 1.0


def is_answered(scored: Sequence[Scored]) -> bool:
    """Return whether one of the first of the sentences, best first by their words, is sure to answer, and
    none before it denies what was asked."""
    first = itertools.takewhile(lambda one: not one.is_otherwise, scored[:_FIRST])
    return any(one.is_sure for one in first)


def closest(scored: Iterable[Scored], nearness: Mapping[Place, float]) -> list[Scored]:
    """Return the sentences, best first, by their words and by how near they are in meaning, in standard
    deviations; those without a `nearness` aren't."""
    near = ((one, _MEANING * nearness.get(one.place, 0)) for one in scored)
    some = [replace(one, score=one.score + more, share=one.share + more) for one, more in near]
    return sorted(some, key=lambda one: (-one.score, one.place))


def close(best: Sequence[Scored]) -> list[Scored]:
    """Return those of the sentences, best first, that come close enough to the first one to answer, too."""
    return [one for one in best if one.score >= _CLOSE * best[0].score]


def worth_a_look(best: Sequence[Scored]) -> list[Scored]:
    """Return those of the sentences that have enough of what was asked to be worth a look."""
    return [one for one in best if one.score >= _NEAR]


def worth_opening(best: Sequence[Scored]) -> list[Scored]:
    """Return those of the sentences that have enough of what was asked, in and around them, for their section
    to be named: more than a word that stands everywhere."""
    return [one for one in best if one.share >= _WORTH_OPENING]


def _is_core(term: Term, names: Collection[str]) -> bool:
    """Return whether a Latin word says what is asked, and not only of whom or when."""
    return bool(term.stems) and term.kind is TermKind.WORD and term.text not in names


def _rarity(count: int, total: int) -> float:
    return math.log(1 + (max(total, count) - count + 0.5) / (count + 0.5))
