"""What a text that somebody typed asks for: the words that an answer has to have, and of which kind it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property

from bot.cues import cues
from bot.model import Language
from bot.words import Phrase, fold, plain, tokens

MOST_TERMS = 24
"""Terms of one question; of a longer text the first ones count."""
_EN, _JA = Language.EN, Language.JA
_PIECE = re.compile(
    r"(?P<latin>[^\W_\u3005-\u30ff\u3400-\u9fff]+)|(?P<katakana>[ァ-ヺー]{2,})|(?P<kanji>[一-龥々]+)|(?P<hiragana>[ぁ-ゖー]+)"
)
_SUFFIXES = ("ingly", "ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "ly", "s", "e")
_SHORTEST_STEM = 3
_FAMILY = 5
"""Letters that two words must begin with in common to be taken for forms of one word, and how many more each
may have."""


class Want(StrEnum):
    """What kind of answer a question asks for, as the lists of cues call it."""

    WHEN = "when"
    NUMBER = "number"
    WHY = "why"


class TermKind(StrEnum):
    """What a term is: how surely an answer has it in these very words."""

    NUMBER = "number"
    NAME = "name"
    WORD = "word"
    MINOR = "minor"
    """A word that is easily said in another way: a single character with its endings, or hiragana."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word that an answer should have, with those that say the same; `part` is how much of a longer word it
    is."""

    text: str
    kind: TermKind
    stems: frozenset[str] = frozenset()
    strings: tuple[str, ...] = ()
    part: float = 1.0

    @property
    def phrases(self) -> list[Phrase]:
        """Return what the index of words is searched for: any of these."""
        return [*(p for one in sorted(self.stems) for p in _begins(one)), *map(_characters, self.strings)]


@dataclass(frozen=True)
class Said:
    """A text that may answer, as terms are looked for in it."""

    text: str

    @cached_property
    def folded(self) -> str:
        """Return the text as it is compared."""
        return fold(self.text)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Return the stems of its Latin words, and its numbers."""
        return frozenset(map(stem, _latin(self.folded)))

    def has(self, term: Term) -> bool:
        """Return whether it has a term, or a word that says the same."""
        if any(one in self.stems or any(_akin(one, other) for other in self.stems) for one in term.stems):
            return True
        return any(_stands_in(one, self.folded) for one in term.strings)

    def is_such(self, want: Want) -> bool:
        """Return whether it says anything of the kind that is asked for."""
        return any(cues(language)[f"answers.{want}_said"].search(self.folded) for language in Language)


@dataclass(frozen=True)
class Asked:
    """What somebody typed: `terms` is empty for a text without words that say what it is about."""

    text: str

    @cached_property
    def wants(self) -> frozenset[Want]:
        """Return the kinds of answer that it asks for, as far as it says."""
        folded = fold(self.text)
        return frozenset(w for w in Want if any(cues(one)[f"answers.{w}"].search(folded) for one in Language))

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Return its terms, each once, in order."""
        found = {term.text: term for term in _terms(self.text)}
        return tuple(found.values())[:MOST_TERMS]


def _terms(text: str) -> Iterator[Term]:
    shown = plain(text)
    names = {fold(name) for name in re.findall(r"(?<=[a-z,’'] )[A-Z][\w-]*|\b[A-Z]{2,}\b", shown)}
    asking = cues(_JA)["answers.asking"].sub(" ", fold(shown))
    before = ""
    for piece in _PIECE.finditer(asking):
        word, kind = piece[0], piece.lastgroup
        if kind == "latin":
            yield from _latin_terms(word, names)
        elif kind == "katakana":
            yield _japanese(word, TermKind.NAME)
        elif kind == "kanji":
            yield from _kanji_terms(word)
        elif before != "kanji":
            yield from _hiragana_terms(word)
        before = kind or ""


def _latin_terms(word: str, names: Iterable[str]) -> Iterator[Term]:
    if word[0].isdigit():
        yield Term(word, TermKind.NUMBER, frozenset({word}))
        return
    if len(tokens(word)) > 1:  # of another script without spaces
        yield _japanese(word, TermKind.WORD)
        return
    empty = cues(_EN)
    if empty["summary.stop_words"].fullmatch(word) or empty["answers.asking"].fullmatch(word):
        return
    kind = TermKind.NAME if word in names else TermKind.WORD
    yield Term(word, kind, frozenset({stem(word)}) | _same_stems().get(stem(word), frozenset()))


def _kanji_terms(word: str) -> Iterator[Term]:
    if len(word) <= 2:
        yield _japanese(word, TermKind.MINOR if len(word) == 1 else TermKind.WORD)
        return
    pairs = [word[n : n + 2] for n in range(len(word) - 1)]
    for pair in pairs:
        yield _japanese(pair, TermKind.WORD, part=1.5 / len(pairs))


def _hiragana_terms(word: str) -> Iterator[Term]:
    for piece in cues(_JA)["answers.function_words"].split(word):
        if len(piece) > 2:
            yield _japanese(piece, TermKind.MINOR)


def _japanese(word: str, kind: TermKind, part: float = 1.0) -> Term:
    return Term(word, kind, strings=(word, *sorted(_same_strings().get(word, frozenset()))), part=part)


@cache
def _same_stems() -> dict[str, frozenset[str]]:
    return _groups(frozenset(map(stem, line.split("|"))) for line in cues(_EN).expressions["answers.same"])


@cache
def _same_strings() -> dict[str, frozenset[str]]:
    return _groups(frozenset(line.split("|")) for line in cues(_JA).expressions["answers.same"])


def _groups(groups: Iterable[frozenset[str]]) -> dict[str, frozenset[str]]:
    """Return for each word all that stand in a group with it, but the word itself."""
    found: dict[str, frozenset[str]] = {}
    for group in groups:
        for word in group:
            found[word] = found.get(word, frozenset()) | (group - {word})
    return found


def stem(word: str) -> str:
    """Return what the forms of a Latin word have in common, roughly; a number as it is."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM and word.isalpha():
            if suffix == "s" and word[-2] in "su":
                return word
            word = word[: -len(suffix)] + ("y" if suffix in ("ies", "ied") else "")
            break
    if len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word


def _akin(one: str, other: str) -> bool:
    """Return whether two stems are surely of one family: discover, discovery."""
    length = min(len(one), len(other))
    if length < _FAMILY or abs(len(one) - len(other)) > 4 or one.isdigit() or other.isdigit():
        return False
    return one[: max(_FAMILY, length - 2)] == other[: max(_FAMILY, length - 2)]


def _latin(folded: str) -> list[str]:
    return [piece[0] for piece in _PIECE.finditer(folded) if piece.lastgroup == "latin"]


def _stands_in(word: str, folded: str) -> bool:
    if len(word) > 1:
        return word in folded
    return re.search(f"(?<![一-龥々]){re.escape(word)}(?![一-龥々])", folded) is not None


def _begins(one: str) -> list[Phrase]:
    """Return what the words with a stem, and those akin to it, are in the index."""
    if one[0].isdigit():
        return [Phrase((one,), is_prefix=False)]
    if len(one) < _FAMILY:
        double = one + one[-1]
        forms = {
            one,
            f"{one}s",
            f"{one}es",
            f"{one}e",
            f"{one}ed",
            f"{one}ing",
            f"{double}ing",
            f"{double}ed",
        }
        if one.endswith("y"):
            forms |= {f"{one[:-1]}ies", f"{one[:-1]}ied"}
        return [Phrase((form,), is_prefix=False) for form in sorted(forms)]
    return [Phrase((one.removesuffix("y")[: max(_FAMILY, len(one) - 2)],), is_prefix=True)]


def _characters(word: str) -> Phrase:
    if len(word) == 1:
        return Phrase((word,), is_prefix=True)
    return Phrase(tuple(tokens(word)[:-1]), is_prefix=False)
