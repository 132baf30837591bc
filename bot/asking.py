"""What a question asks for, and whether a text says anything of that kind."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from bot.cues import cues
from bot.denying import Statement
from bot.model import Language
from bot.roles import is_done, is_done_in, turn_around
from bot.terms import Term, TermKind, latin_words, names, stem, terms
from bot.words import fold

WHO, WHY, QUANTITY = "who", "why", "quantity"
"""Kinds of answers, as the lists of cues call them, that need more than a list."""
_NUMBERS = frozenset({"money", "percent", "duration", "age", "length", "weight", "size", "warmth", "rate"})
"""Kinds that say which quantity it is."""
_BETWEEN = 4
"""Words from a number to what it counts: the 64 old tower clocks."""
_WORD = re.compile(r"[a-z0-9]+")
_WORD_OR_MARK = re.compile(r"[a-z0-9]+|[^\w\s]")
_CLAUSE = re.compile(r"[、。;]|,(?=\s)")
_NT = re.compile(r"\b(is|are|was|were|do|does|did|has|have|had|ca|wo|would|could|should)nt\b")


@dataclass(frozen=True, slots=True)
class Want:
    """A kind of answer that a question in some language asks for; `counted` is what a number of is asked
    for, "" for anything."""

    language: Language
    kind: str
    counted: str = ""


@dataclass(frozen=True)
class Asked:
    """A text that somebody typed; `terms` is empty for one that isn't about anything."""

    text: str

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Return the words that an answer should have."""
        return terms(self.text)

    @cached_property
    def wants(self) -> tuple[Want, ...]:
        """Return the kinds of answer that it asks for, as far as it says."""
        wants = [want for language in Language for want in _wants(self.folded, language)]
        if self.is_of_itself and all(term.kind is TermKind.NAME for term in self.terms):
            wants = [want for want in wants if want.kind != WHO]  # who it is was said
        return tuple(wants)

    @cached_property
    def is_open(self) -> bool:
        """Return whether it takes for granted what it is about, and asks for more: it can't be answered by
        no."""
        return any(cues(language)["terms.open"].search(self.folded) for language in Language)

    @cached_property
    def is_of_itself(self) -> bool:
        """Return whether it asks what or who something is, so that all that is said of that may answer."""
        return any(cues(language)["terms.itself"].search(self.folded) for language in Language)

    @cached_property
    def statement(self) -> Statement:
        """Return what it says and denies, “isnt” as “isn’t”."""
        return Statement(_NT.sub(r"\1n't", self.folded))

    @cached_property
    def folded(self) -> str:
        """Return the text as it is compared."""
        return fold(self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        """Return its Latin words and its numbers."""
        return frozenset(latin_words(self.folded))


@dataclass(frozen=True)
class Said:
    """A text that may answer."""

    text: str

    @cached_property
    def folded(self) -> str:
        """Return the text as it is compared."""
        return fold(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Return the stems of its Latin words, and its numbers."""
        return frozenset(map(stem, latin_words(self.folded)))

    @cached_property
    def names(self) -> frozenset[str]:
        """Return its words that seem to be names in a Latin script."""
        return names(self.text)

    @cached_property
    def statement(self) -> Statement:
        """Return what it says and denies."""
        return Statement(self.text)

    def answers_beside(self, asked: Asked) -> bool:
        """Return whether one clause of it has the thing that a question of one word names, and says all that
        was asked of it."""
        things = [cues(language)["terms.thing"].search(asked.folded) for language in Language]
        if not any(thing and thing[1] in asked.terms[0].text for thing in things):
            return False
        if Want(Language.JA, QUANTITY) in asked.wants or Want(Language.EN, QUANTITY) in asked.wants:
            return False  # a number of what isn’t told
        clauses = map(Said, _CLAUSE.split(self.text))
        return any(
            clause.has(asked.terms[0]) and all(clause.answers(want, asked) for want in asked.wants)
            for clause in clauses
        )

    def says_otherwise(self, asked: Asked) -> bool:
        """Return whether it surely denies, or turns around, what a question takes for granted."""
        if not asked.is_open:
            return False
        doubted = [_held(asked.terms, words) for words in asked.statement.denied]
        granted = {term for term in asked.terms if is_done_in(term, asked.folded)}.difference(*doubted)
        if any(self.statement.denies(_forms(term)) for term in granted):
            return True
        if not cues(Language.JA)["terms.instead"].search(asked.folded) and any(
            self._affirms(some) for some in doubted if any(map(is_done, some))
        ):
            return True
        return turn_around(asked.terms, asked.folded, self.folded, is_question=True)

    def _affirms(self, terms: Iterable[Term]) -> bool:
        return all(self.has(term) and not self.statement.denies(_forms(term)) for term in terms)

    @cached_property
    def _known(self) -> dict[str, bool]:
        return {}

    def has(self, term: Term) -> bool:
        """Return whether it has a term, or a word that says the same."""
        if term.text not in self._known:
            self._known[term.text] = term.stands_in(self.folded, self.stems)
        return self._known[term.text]

    def answers(self, want: Want, asked: Asked) -> bool:
        """Return whether it says anything of a kind that doesn't stand in the question itself."""
        if want.counted:
            return _counts(want.counted, self.folded)
        if want.kind == WHO and want.language is Language.EN:
            return bool(self.names - asked.words - _beside(asked.words & self.names, self.folded))
        new = _WORD.sub(lambda word: " " if word[0] in asked.words else word[0], self.folded)
        for term in asked.terms:
            if term.strings and term.kind is not TermKind.MINOR:
                new = new.replace(term.text, " ")
        lists = [cues(language) for language in Language if f"said.{want.kind}" in cues(language).expressions]
        return any(one[f"said.{want.kind}"].search(new) for one in lists)


def _beside(words: Collection[str], folded: str) -> set[str]:
    """Return the words right before some others of a text: the title or first name of who was named."""
    return {one for one, other in pairwise(_WORD_OR_MARK.findall(folded)) if other in words}


def _forms(term: Term) -> frozenset[str]:
    return term.stems or frozenset(term.strings)


def _held(terms: Iterable[Term], words: Sequence[str]) -> list[Term]:
    """Return the terms that a denial may be about: in English the verb stands behind who does it."""
    some = words if words and words[0].isascii() else words[:1]
    return [term for term in terms if not _forms(term).isdisjoint(some)]


def _wants(folded: str, language: Language) -> Iterator[Want]:
    lists = cues(language)
    counted = lists["asked.counted"].search(folded)
    if counted:
        yield Want(language, QUANTITY, counted[1])
        return
    tables = (name.partition(".") for name in lists.expressions)
    kinds = [kind for table, _, kind in tables if table == "asked" and lists[f"asked.{kind}"].search(folded)]
    if not _NUMBERS.isdisjoint(kinds):
        kinds = [kind for kind in kinds if kind != QUANTITY]  # what of is known
    yield from (Want(language, kind) for kind in kinds)


def _counts(what: str, folded: str) -> bool:
    """Return whether a text has a number of something: in English with other words between."""
    if not what.isascii():
        return re.search(f"[0-9一二三四五六七八九十百千万数]{re.escape(what)}", folded) is not None
    number = cues(Language.EN)["said.quantity"]
    return any(
        stem(word) == stem(what)
        and any(one[0].isdigit() or number.fullmatch(one) for one in words[max(0, at - _BETWEEN) : at])
        for words in map(latin_words, _CLAUSE.split(folded))
        for at, word in enumerate(words)
    )
