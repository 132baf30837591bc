"""Whether a line denies what a text denies and nothing else, and says the opposite of nothing in it (pure).

It goes by clauses, and compares each with the one of the text that has most words in common with it: what a
denial stands at in either has to be denied in the other, and of two opposites both have to have the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from bot.cues import Cues, cues, load
from bot.model import Language
from bot.terms import stem
from bot.words import fold, tokens

_WORD = re.compile(r"(?P<kanji>[々〇一-龥]++)|[ァ-ヺー]{2,}+|(?P<latin>[^\W\d_ぁ-ヿ々〇一-龥]++)|[0-9]++")
_REACH = 12
"""Words that a denial may be about, from the nearest on: of a clause without end, no more are looked at."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause: its words that say anything; what it is compared by; which words each denial in it may be
    about, the nearest first; and of which pairs of opposites it has which."""

    words: frozenset[str]
    tokens: frozenset[str]
    denied: tuple[tuple[str, ...], ...]
    sides: frozenset[tuple[int, int]]

    @property
    def heads(self) -> frozenset[str]:
        """Return the words that denials stand at."""
        return frozenset(words[0] for words in self.denied if words)


class Statement:
    """What a text says and denies, line by line."""

    def __init__(self, text: str) -> None:
        self._lines = [fold(line) for line in text.splitlines()]

    def bears_out(self, said: Statement) -> bool:
        """Return whether another text denies and turns around nothing of this one; False where that is
        unsure."""
        new = [word for word in said._latin if stem(word) not in self._words]
        return (
            all(self._denies_as(clause) and self._points_as(clause) for clause in said._clauses)
            and self._bare.isdisjoint(map(stem, new))
            and self._words.isdisjoint(map(_bare, new))
        )

    def denies(self, forms: Collection[str]) -> bool:
        """Return whether it denies a word, given by its forms (stems, or Japanese words): it says it in no
        other way."""
        some = [clause for clause in self._clauses if not clause.words.isdisjoint(forms)]
        return bool(some) and all(not clause.heads.isdisjoint(forms) for clause in some)

    @property
    def denied(self) -> list[tuple[str, ...]]:
        """Return for each denial the words that it may be about, the nearest first."""
        return [words for clause in self._clauses for words in clause.denied]

    @cached_property
    def _clauses(self) -> list[_Clause]:
        return [_clause(piece) for line in self._lines for piece in _pieces(line)]

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for clause in self._clauses for word in clause.words)

    @cached_property
    def _heads(self) -> frozenset[str]:
        return frozenset(word for clause in self._clauses for word in clause.heads)

    @cached_property
    def _latin(self) -> frozenset[str]:
        return frozenset(found[0] for line in self._lines for found in _WORD.finditer(line) if found["latin"])

    @cached_property
    def _bare(self) -> frozenset[str | None]:
        return frozenset(map(_bare, self._latin))

    def _denies_as(self, clause: _Clause) -> bool:
        denied = Counter(next((word for word in words if word in self._words), "") for words in clause.denied)
        if any(set(self._denials(word, clause)) != {count} for word, count in denied.items()):
            return False
        others = [word for word in clause.words & self._heads if any(self._denials(word, clause))]
        return len(others) <= len(denied)

    def _denials(self, word: str, clause: _Clause) -> list[int]:
        """Return how often a word is denied in each clause nearest to one, of those that have it."""
        near = _nearest([one for one in self._clauses if word in one.words], clause)
        return [sum(words[:1] == (word,) for words in one.denied) for one in near]

    def _points_as(self, clause: _Clause) -> bool:
        """Return whether no clause nearest to one has only the opposite of what it has."""
        for pair, side in clause.sides:
            both = {(pair, 0), (pair, 1)}
            near = _nearest([one for one in self._clauses if one.sides & both], clause)
            if not all((pair, side) in one.sides for one in near):
                return False
        return True


def _nearest(clauses: list[_Clause], clause: _Clause) -> list[_Clause]:
    """Return those of some clauses that have most in common with one."""
    shared = [(len(clause.words & one.words), len(clause.tokens & one.tokens)) for one in clauses]
    most = max(shared, default=None)
    return [one for one, count in zip(clauses, shared, strict=True) if count == most]


def _pieces(folded: str) -> list[str]:
    """Return the clauses of a line; what has no words that say anything belongs to the next one or, where it
    denies what stands before it, to the last."""
    ends = (found.start() for found in _cues()["clause_ends"].finditer(folded))
    spans: list[tuple[int, int]] = []
    begin = 0
    for start, end in pairwise([0, *ends, len(folded)]):
        if any(_words(folded[start:end])):
            spans.append((begin, end))
            begin = end
        elif spans and _cues()["behind"].search(folded, start, end):
            spans[-1] = (spans[-1][0], end)
            begin = end
    return [folded[start:end] for start, end in spans[:-1]] + [folded[start:] for start, _ in spans[-1:]]


def _clause(piece: str) -> _Clause:
    places = list(_words(piece))
    starts, words = [start for start, _ in places], [word for _, word in places]
    denied = []
    for found in _denial().finditer(piece):
        if found.lastgroup != "none":
            ahead, behind = bisect_left(starts, found.end()), bisect_left(starts, found.start())
            if found.lastgroup == "behind":
                denied.append(tuple(words[max(0, ahead - _REACH) : ahead][::-1]))
            else:
                denied.append(tuple(words[ahead : ahead + _REACH] or words[max(0, behind - 1) : behind]))
    sides = frozenset(
        (pair, side)
        for pair, both in enumerate(_opposites())
        for side, pattern in enumerate(both)
        if pattern.search(piece)
    )
    return _Clause(frozenset(words), frozenset(tokens(piece)), tuple(denied), sides)


def _words(piece: str) -> Iterator[tuple[int, str]]:
    """Yield the words of a clause that say anything, and where each begins: stems, and pairs of kanji."""
    for found in _WORD.finditer(piece):
        start, word = found.start(), found[0]
        if found["kanji"]:
            yield from ((start + n, word[n : n + 2]) for n in range(max(1, len(word) - 1)) if word != "無")
        elif not found["latin"]:
            yield start, word
        elif not any(pattern.fullmatch(word) for pattern in _empty()):
            yield start, stem(word)


def _bare(word: str) -> str | None:
    """Return what a word would be without the un- or -less that denies the rest, if it has one."""
    found = _cues()["within"].fullmatch(word)
    return stem(found["behind"] or found["before"]) if found else None


@cache
def _cues() -> Cues:
    return Cues({name: lists for name, lists in load("denials").items() if name != "opposites"})


@cache
def _empty() -> tuple[re.Pattern[str], ...]:
    """Return patterns for words that say nothing by themselves, or nothing but a denial."""
    return cues(Language.EN)["summary.stop_words"], _cues()["weak"], _cues()["ahead"]


@cache
def _denial() -> re.Pattern[str]:
    """Return a pattern for what denies, by where it stands, and for what only looks like it."""
    kinds = ("none", "ahead", "behind")
    return re.compile("|".join(f"(?P<{kind}>{_cues().group(kind)})" for kind in kinds))


@cache
def _opposites() -> list[tuple[re.Pattern[str], ...]]:
    pairs = load("denials")["opposites"]
    return [
        *(tuple(re.compile(rf"\b(?:{side})\b") for side in pair) for pair in pairs[Language.EN]),
        *(tuple(re.compile(side) for side in pair) for pair in pairs[Language.JA]),
    ]
