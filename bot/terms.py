"""The terms of a question, and where they stand in what may answer it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from bot.cues import cues, load
from bot.model import Language
from bot.words import Phrase, fold, plain, tokens

MOST = 24
"""Terms of one question; of a longer text the first ones count."""
_PIECE = re.compile(
    r"(?P<latin>[^\W_\u3005-\u30ff\u3400-\u9fff]+)|(?P<katakana>[ァ-ヺー]{2,})"
    r"|(?P<kanji>[一-龥々]+)|(?P<hiragana>[ぁ-ゖー]+)"
)
_NAME = re.compile(r"(?<=[a-z,’] )[A-Z][\w-]*|\b[A-Z][\w-]*(?= [A-Z])|\b[A-Z]{2,}\b")
_COUNTED = re.compile(r"(?<![0-9.])[0-9]++(?:\.[0-9]++)?[一-龥々ァ-ヶ]")
"""A number with the beginning of what it counts, in Japanese: the 8 of 8番 isn't that of 8月."""
_SUFFIXES = ("ingly", "ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "ly", "s", "e")
_SHORTEST_STEM = 3
_FAMILY = 5
"""Letters that words of one family begin with at least."""
_ENDING = re.compile(
    r"(?:at(?:or)?|[eo]?r|ry|e?ment|ness|i?al|ical|ic|ist|ism|ian|i?ty|ion|ive|[ae]nce|ful|less|ship|hood|ure|e|(?<=r)y)?+"
)
"""What their stems may end with: of discover, discovery; of translat, transl(ation)."""


class TermKind(StrEnum):
    """What a term is: how surely an answer has it in these very words."""

    NUMBER = "number"
    NAME = "name"
    WORD = "word"
    MINOR = "minor"
    """A word that is easily said in another way: a single kanji with its endings, or hiragana."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word that an answer should have, or one that says the same: Latin `stems`, or Japanese `strings`;
    `part` is how much of a longer word it is."""

    text: str
    kind: TermKind
    stems: frozenset[str] = frozenset()
    strings: tuple[str, ...] = ()
    part: float = 1.0

    @property
    def phrases(self) -> list[Phrase]:
        """Return what the index of words is searched for: any of these."""
        forms = {form for one in self.stems for form in _with_stem(one, akin=one == stem(self.text))}
        return [*sorted(forms, key=lambda form: form.tokens), *map(_with_characters, self.strings)]

    def stands_in(self, folded: str, stems: Collection[str]) -> bool:
        """Return whether a text has the term: itself, folded, or the stems of its words."""
        if not self.stems:
            return any(_has_characters(folded, one) for one in self.strings)
        own = stem(self.text)
        return not self.stems.isdisjoint(stems) or any(_are_akin(own, other) for other in stems)


def terms(text: str) -> tuple[Term, ...]:
    """Return the terms of a question, each once, in order; none if it only has words to ask with."""
    shown = plain(text)
    found = {term.text: term for term in _terms(shown)} or {term.text: term for term in _short(shown)}
    return tuple(found.values())[:MOST]


def latin_words(folded: str) -> list[str]:
    """Return the Latin words and the numbers of a folded text, in order."""
    return [piece[0] for piece in _PIECE.finditer(folded) if piece.lastgroup == "latin"]


def names(text: str) -> frozenset[str]:
    """Return the folded words of a text that are written with a capital letter inside a sentence."""
    stop_words = cues(Language.EN)["summary.stop_words"]
    return frozenset(name for name in map(fold, _NAME.findall(plain(text))) if not stop_words.fullmatch(name))


@lru_cache(10_000)
def stem(word: str) -> str:
    """Return what the forms of a Latin word have in common, roughly; a number as it is."""
    if not word.isalpha():
        return word
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            if suffix == "s" and word[-2] in "su":
                return word
            word = word[: -len(suffix)] + ("y" if suffix in ("ies", "ied") else "")
            break
    if len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word


def _terms(shown: str) -> Iterator[Term]:
    named = names(shown)
    before = None
    folded = fold(shown)
    for number in _COUNTED.finditer(folded):
        yield Term(number[0], TermKind.NUMBER, strings=(number[0],))
    for piece in _PIECE.finditer(cues(Language.JA)["terms.asking"].sub(" ", _COUNTED.sub(" ", folded))):
        word, script = piece[0], piece.lastgroup
        if script == "latin":
            yield from _latin(word, named)
        elif script == "katakana":
            yield _japanese(word, TermKind.NAME)
        elif script == "kanji":
            yield from _kanji(word)
        elif before != "kanji":  # behind one are its endings
            yield from _hiragana(word)
        before = script


def _latin(word: str, named: Collection[str]) -> Iterator[Term]:
    lists = cues(Language.EN)
    if word[0].isdigit():
        yield Term(word, TermKind.NUMBER, frozenset({word}))
    elif len(tokens(word)) > 1:  # of another script without spaces
        yield _japanese(word, TermKind.WORD)
    elif not (lists["summary.stop_words"].fullmatch(word) or lists["terms.asking"].fullmatch(word)):
        kind = TermKind.NAME if word in named else TermKind.WORD
        one = stem(word)
        yield Term(word, kind, frozenset({one}) | _same_stems().get(one, frozenset()))


def _kanji(word: str) -> Iterator[Term]:
    if len(word) <= 2:
        yield _japanese(word, TermKind.MINOR if len(word) == 1 else TermKind.WORD)
        return
    pairs = [word[n : n + 2] for n in range(len(word) - 1)]
    for pair in pairs:  # a longer one is made of several, which may stand apart
        yield _japanese(pair, TermKind.WORD, part=1.5 / len(pairs))


def _hiragana(word: str) -> Iterator[Term]:
    for piece in cues(Language.JA)["terms.function_words"].split(word):
        if len(piece) > 2:
            yield _japanese(piece, TermKind.MINOR)


def _short(shown: str) -> Iterator[Term]:
    """Yield words of hiragana, such as ねこ: beside others, short ones are too much like particles."""
    lists = cues(Language.JA)
    for piece in _PIECE.finditer(lists["terms.asking"].sub(" ", fold(shown))):
        word = lists["terms.particle"].sub("", piece[0])
        if piece.lastgroup == "hiragana" and len(word) > 1 and lists["terms.function_words"].sub("", word):
            yield _japanese(word, TermKind.MINOR)


def _japanese(word: str, kind: TermKind, part: float = 1.0) -> Term:
    return Term(word, kind, strings=(word, *sorted(_same_strings().get(word, frozenset()))), part=part)


@cache
def _same_stems() -> dict[str, frozenset[str]]:
    return _others(frozenset(map(stem, line.split("|"))) for line in load("same")[Language.EN])


@cache
def _same_strings() -> dict[str, frozenset[str]]:
    return _others(frozenset(line.split("|")) for line in load("same")[Language.JA])


def _others(groups: Iterable[frozenset[str]]) -> dict[str, frozenset[str]]:
    """Return for each word all others that stand in a group with it."""
    found: dict[str, frozenset[str]] = {}
    for group in groups:
        for word in group:
            found[word] = found.get(word, frozenset()) | (group - {word})
    return found


def _are_akin(one: str, other: str) -> bool:
    """Return whether two stems surely are of one family: discover and discovery, but not secret and
    secretary."""
    if one[:_FAMILY] != other[:_FAMILY]:  # so are nearly all, and there are many to compare
        return False
    shorter, longer = sorted((one, other), key=len)
    return (
        len(shorter) >= _FAMILY
        and longer.startswith(shorter)
        and _ENDING.fullmatch(longer, len(shorter)) is not None
    )


def _with_stem(one: str, *, akin: bool) -> list[Phrase]:
    """Return what words with a stem are in the index, with those that are `akin` to it."""
    if one[0].isdigit():
        return [Phrase((one,), is_prefix=False)]
    if akin and len(one) >= _FAMILY:
        return [Phrase((one.removesuffix("y")[: max(_FAMILY, len(one) - 2)],), is_prefix=True)]
    double = one + one[-1]
    forms = {one, f"{double}ing", f"{double}ed", *(one + ending for ending in ("s", "es", "e", "ed", "ing"))}
    if one.endswith("y"):
        forms |= {f"{one[:-1]}ies", f"{one[:-1]}ied"}
    return [Phrase((form,), is_prefix=False) for form in sorted(forms)]


def _with_characters(word: str) -> Phrase:
    if word[0].isdigit():
        return Phrase((*tokens(word[:-1]), word[-1]), is_prefix=True)
    if len(word) == 1:
        return Phrase((word,), is_prefix=True)
    return Phrase(tuple(tokens(word)[:-1]), is_prefix=False)


def _has_characters(folded: str, word: str) -> bool:
    if word[0].isdigit():
        return re.search(rf"(?<![0-9.,]){re.escape(word)}", folded) is not None
    if len(word) > 1:
        return word in folded
    return re.search(f"(?<![一-龥々]){re.escape(word)}(?![一-龥々])", folded) is not None
