"""Who does what to whom in a text, what is more than what, and from where something goes where (pure).

It goes by the words around a word, so what it says of one is what is plain: of a word without a role, nothing
is known.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice, takewhile

from bot.cues import Cues, load
from bot.model import Span
from bot.terms import Term, stem

_Role = tuple[int, tuple[str, int]]
"""The number of a term, what it is, and of which term that says what is done."""

_DOER, _DONE_TO, _THAN, _TO, _FROM = "doer", "done_to", "than", "to", "from"
_DONE, _TO_DO = "done", "to_do"
_PLACES = (_THAN, _TO, _FROM)
_NOBODY = -1
"""Of what nobody does."""
_OPPOSITE = {_DOER: _DONE_TO, _DONE_TO: _DOER, _TO: _FROM, _FROM: _TO, _DONE: _TO_DO, _TO_DO: _DONE}
_NOUN = 4
"""Words behind a preposition that may belong to it."""
_CLAUSE = 40
"""Words of a clause that are looked at on either side of its verb."""
_OFTEN = 8
"""Places of one word in a Japanese text that are looked at."""
_NEAR, _NEAR_ASKED = 3, 8
"""Words between “was” and what was done; in a question who it was done to stands between them."""
_PIECE = re.compile(r"[a-z0-9]+(?:(?:[-'’]|(?<=[0-9])[.,](?=[0-9]))[a-z0-9]+)*|[^\w\s]")
_STOP = re.compile(r"[。！？;]")


def turn_around(terms: Sequence[Term], one: str, other: str, *, is_question: bool = False) -> bool:
    """Return whether two folded texts surely say opposite things of some terms: that they do it and that it
    is done to them, that they are more and that others are more than they, or that the way leads there and
    from there. The first of them may be a question."""
    said = _roles(terms, one, other, is_question=is_question)
    meant = _roles(terms, other, one, is_question=False)
    if any(_turned(role) in meant - said for role in said - meant if role[1][0] in _OPPOSITE):
        return True
    for kind in _PLACES:
        here, there = ({number for number, role in some if role[0] == kind} for some in (said, meant))
        if here and there and here.isdisjoint(there):
            return True
    return False


def is_done_in(term: Term, text: str) -> bool:
    """Return whether a folded text has a term as what is done, as far as that can be told: any in English."""
    ends = (found.end() for found in _found(term, text))
    return bool(term.stems) or any(_ja()["verb"].match(text, end) for end in ends)


def is_done(term: Term) -> bool:
    """Return whether an English term is surely what is done; any Japanese one may be."""
    return not term.stems or _is_past(term.text)


def _turned(role: _Role) -> _Role:
    number, (kind, verb) = role
    return number, (_OPPOSITE[kind], verb)


def _roles(terms: Sequence[Term], text: str, other: str, *, is_question: bool) -> set[_Role]:
    """Return the roles of the terms in a text; what is a verb may be told by the form it has in the other."""
    pieces = _PIECE.findall(text)
    verbs = {*_verbs(pieces), *_verbs(_PIECE.findall(other))}
    held = [[n for n, term in enumerate(terms) if _is(term, piece)] for piece in pieces]
    kinds = {at: kind for at in range(len(pieces)) if (kind := _preposition(pieces, at))}
    aside = {n for at in kinds for n in _noun(pieces, at)}
    found = {
        (number, (kind, _NOBODY))
        for at, kind in kinds.items()
        if kind in _PLACES
        for n in _noun(pieces, at)
        for number in held[n]
    }
    for at, done in enumerate(held):
        if done and _family(pieces[at]) in verbs:
            when = _when(pieces, at, is_question=is_question)
            found |= {(verb, (when, _NOBODY)) for verb in done if when is not None}
            for kind, places in _around(pieces, at, aside, is_question=is_question):
                some = {n for place in places for n in held[place]}
                found |= {(n, (kind, verb)) for verb in done for n in some - {verb}}
    return found | set(_japanese(terms, text))


def _preposition(pieces: Sequence[str], at: int) -> str | None:
    """Return what a word makes of the noun behind it, if it makes anything of it."""
    return next((kind for kind in (*_PLACES, "by", "other") if kind in _kinds(pieces[at])), None)


def _noun(pieces: Sequence[str], at: int) -> list[int]:
    """Return the places of a noun and what belongs to it, behind a preposition or a verb."""
    behind = range(at + 1, min(len(pieces), at + 1 + _NOUN))
    return list(takewhile(lambda n: not _ends_noun(pieces[n]), behind))


def _around(
    pieces: Sequence[str], at: int, aside: Collection[int], *, is_question: bool
) -> Iterator[tuple[str, list[int]]]:
    """Yield the places of what does what the verb at a place says, and of what it is done to."""
    before, fronted = _before(pieces, at, is_question=is_question)
    before = [n for n in before if n not in aside]
    near = pieces[max(0, at - (_NEAR_ASKED if is_question else _NEAR)) : at]
    follows_by = pieces[at + 1 : at + 2] == ["by"]
    if _is_past(pieces[at]) and (follows_by or any("be" in _kinds(one) for one in near)):
        yield _DONE_TO, before
        if "by" in (behind := pieces[at : at + _CLAUSE]):
            yield _DOER, _noun(pieces, at + behind.index("by"))
    elif _kinds("".join(pieces[at + 1 : at + 2])).isdisjoint(("auxiliary", "be")):  # “the money given will …”
        if "either" not in _kinds(_family(pieces[at])):  # a shop opens, and somebody opens it
            yield _DOER, before
        yield _DONE_TO, [*fronted, *_noun(pieces, at)]


def _before(pieces: Sequence[str], at: int, *, is_question: bool) -> tuple[list[int], list[int]]:
    """Return the places of what stands before a verb in its clause, the nearest first, and of what a question
    has in front of “did”: the books of “how many books did she sell”."""
    found: list[int] = []
    is_near = True
    for n in range(at - 1, max(-1, at - 1 - _CLAUSE), -1):
        kinds = _kinds(pieces[n])
        if ("ends" in kinds and pieces[n] != ",") or ("relative" in kinds and not is_near and n > 0):
            break
        if is_question and "do" in kinds and not is_near:
            return found, list(range(max(0, n - _NOUN), n))
        is_near = is_near and not kinds.isdisjoint(("auxiliary", "be"))
        found.append(n)
    return found, []


def _when(pieces: Sequence[str], at: int, *, is_question: bool) -> str | None:
    """Return whether what a verb says was done, or is still to be; None for what is done again and again."""
    near = pieces[max(0, at - (_NEAR_ASKED if is_question else _NEAR)) : at]
    before = list(takewhile(lambda piece: not _cues()["asking"].fullmatch(piece), reversed(near)))
    if any("ahead" in _kinds(piece) for piece in before):
        return _TO_DO
    return _DONE if _is_past(pieces[at]) or "did" in before else None


def _ends_noun(piece: str) -> bool:
    return not _kinds(piece) <= {"past", "either"}


def _is(term: Term, piece: str) -> bool:
    return bool(term.stems) and (piece == term.text or _family(piece) == _family(term.text))


def _verbs(pieces: Sequence[str]) -> Iterator[str]:
    """Yield what is surely a verb: by its form, or by what stands before it (will open, plans to open)."""
    for at, piece in enumerate(pieces):
        before = pieces[max(0, at - 2) : at]
        if before[-1:] == ["to"]:
            before = before[:-1]
        if _is_past(piece) or any("ahead" in _kinds(one) for one in before[-1:]):
            yield _family(piece)


def _is_past(piece: str) -> bool:
    return piece in _irregular() or "past" in _kinds(piece)


@lru_cache(10_000)
def _kinds(piece: str) -> frozenset[str]:
    """Return which lists of cues a word stands in."""
    return frozenset(name for name in _cues().expressions if _cues()[name].fullmatch(piece))


def _family(word: str) -> str:
    """Return what all forms of a word have in common."""
    return _irregular().get(word) or stem(word)


def _japanese(terms: Sequence[Term], text: str) -> Iterator[_Role]:
    """Yield what the particles of a Japanese text say of the terms."""
    ja = _ja()
    places = [(n, found.span()) for n, term in enumerate(terms) for found in _found(term, text)]
    for n, (_, end) in places:
        yield from ((n, (kind, _NOBODY)) for kind in _PLACES if ja[kind].match(text, end))
    for verb, (begin, end) in places:
        yield from ((verb, (kind, _NOBODY)) for kind in (_DONE, _TO_DO) if ja[kind].match(text, end))
        if ja["verb"].match(text, end):
            start = max((stop.end() for stop in _STOP.finditer(text, 0, begin)), default=0)
            for n, (first, last) in places:
                if n != verb and start <= first and last <= begin:
                    kind = _particle(text, last, (begin, end))
                    if kind is not None:
                        yield n, (kind, verb)


def _particle(text: str, at: int, verb: Span) -> str | None:
    """Return what the particle at a place makes of the word before it, for the verb at another."""
    ja, (begin, end) = _ja(), verb
    is_passive = ja["passive"].match(text, end) is not None
    subject = ja["subject"].match(text, at)
    if subject is not None and is_passive:
        return _DONE_TO
    if subject is not None:  # else it may be what it is done to
        whom = subject[0].endswith("が") and ja["whom"].match(text, end)
        return _DOER if whom or "を" in text[subject.end() : begin] else None
    if is_passive:
        return _DOER if ja["agent"].match(text, at) else None
    what = ja["object"].match(text, at)  # the last one before the verb: others are of other verbs
    return _DONE_TO if what is not None and "を" not in text[what.end() : begin] else None


def _found(term: Term, text: str) -> Iterator[re.Match[str]]:
    places = (found for one in term.strings for found in re.finditer(re.escape(one), text))
    return islice(places, _OFTEN)


@cache
def _cues() -> Cues:
    return Cues({name: lists for name, lists in load("roles")["en"].items() if name != "verbs"})


@cache
def _irregular() -> dict[str, str]:
    return {form: line.partition("|")[0] for line in load("roles")["en"]["verbs"] for form in line.split("|")}


@cache
def _ja() -> dict[str, re.Pattern[str]]:
    lists: dict[str, str] = load("roles")["ja"]
    bare = ("passive", "verb", "whom", _DONE, _TO_DO)
    return {
        name: re.compile(words if name in bare else f"{lists['behind']}(?:{words})")
        for name, words in lists.items()
    }
