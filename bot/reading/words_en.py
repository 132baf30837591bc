"""Know the words of English that names and noun phrases are made of, by their classes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from bot.cues import cues
from bot.model import Language

_TOKEN = re.compile(
    r"(?:[A-Z]\.){1,4}(?=[\s,]|$)|(?:Mrs?|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Capt|Sgt|Lt|Rev|St|Jr|Sr)\.(?=\s|$)"
    r"|[^\W_](?:[^\W_]|['’&./-](?=[^\W_])){0,40}(?:(?<=s)['’](?!\w))?|[^\w\s]|_+"
)
WORD = re.compile(r"[A-Za-z0-9$£€%][\w'’$£€%.-]*")
# Words that are lowercase in title case.
_LOWERCASE_IN_TITLES = re.compile(r"of|the|and|a|an|in|to|for|on|at|by|from|with|or|but|as|is")
_NAME_END = re.compile(r"['’]s?$")
_MAX_TOKENS = 60
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")


class Token(NamedTuple):
    """A word or a punctuation mark."""

    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Return whether it is a word or a number."""
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Return whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def is_possessive(self) -> bool:
        """Return whether it ends with ’s."""
        return bool(_POSSESSIVE.search(self.text))


def tokens_of(text: str) -> list[Token]:
    """Return the first words and punctuation marks of a text."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        found.append(Token(match[0], match.start(), match.end()))
        if len(found) == _MAX_TOKENS:
            break
    return found


@dataclass(frozen=True, slots=True)
class WordClasses:
    """The word classes of the cues, as patterns for a whole word."""

    function: re.Pattern[str]
    article: re.Pattern[str]
    determiner: re.Pattern[str]
    pronoun: re.Pattern[str]
    title: re.Pattern[str]
    person: re.Pattern[str]
    organization: re.Pattern[str]
    particle: re.Pattern[str]
    not_name: re.Pattern[str]
    verb: re.Pattern[str]
    nobody: re.Pattern[str]
    surname: re.Pattern[str]


@cache
def words() -> WordClasses:
    """Return the word classes that noun phrases are read with."""
    cue = cues(Language.EN)
    return WordClasses(
        cue["names.function_words"],
        cue["names.articles"],
        cue["names.determiners"],
        cue["names.pronouns"],
        cue["quotes.titles"],
        cue["quotes.person"],
        cue["names.organizations"],
        cue["names.particles"],
        cue["quotes.not_names"],
        cue["quotes.reporting_verb"],
        cue["names.nobody"],
        cue["names.titles_as_surnames"],
    )


@cache
def reporting_verb() -> str:
    """Return an expression for the reporting verbs, with either case of the first letter.

    They are sorted by it: of some three hundred alternatives, `re` would try each at every word.
    """
    found: dict[str, list[str]] = {}
    for verb in cues(Language.EN).group("quotes.reporting_verb").strip("(?:)").split("|"):
        found.setdefault(verb[0], []).append(verb[1:])
    return "(?:" + "|".join(f"[{a}{a.upper()}](?:{'|'.join(rest)})" for a, rest in found.items()) + ")"


@lru_cache(maxsize=4096)
def is_role(word: str) -> bool:
    """Return whether a word is an office, a title or a noun for people."""
    bare = _POSSESSIVE.sub("", word).rstrip(".")
    return bool(words().title.fullmatch(bare) or words().person.fullmatch(bare.lower()))


def is_headline(line: str) -> bool:
    """Return whether most words of a line are capitalized, so that capitals do not show names."""
    parts = [word for word in line[:300].split() if len(word) > 3]
    return len(parts) >= 4 and sum([word[0].isupper() for word in parts]) > 0.7 * len(parts)


def is_title(words: str) -> bool:
    """Return whether the words are in title case."""
    parts = [word for word in WORD.findall(words) if not _LOWERCASE_IN_TITLES.fullmatch(word)]
    return len(parts) >= 2 and all(word[0].isupper() or word[0].isdigit() for word in parts)


@lru_cache(maxsize=4096)
def is_office(word: str) -> bool:
    """Return whether a word is an office, a title or a noun for a person, and none for an organization."""
    return is_role(word) and not cues(Language.EN)["names.organization_nouns"].fullmatch(word.lower())


@lru_cache(maxsize=4096)
def bare_name(name: str) -> str:
    """Return a name without titles, offices and capitalized words before it that are not part of it."""
    parts = _NAME_END.sub("", name).split()
    last = len(parts) - 1 - (len(parts) > 1 and bool(words().surname.fullmatch(parts[-1])))
    office = max((i for i, part in enumerate(parts[: last + 1]) if is_role(part)), default=-1)
    parts = parts[office + 1 :]
    while parts and _begins_no_name(parts):
        parts.pop(0)
    while parts and words().not_name.fullmatch(parts[-1]):
        parts.pop()
    return " ".join(parts)


def _begins_no_name(parts: list[str]) -> bool:
    said = len(parts) > 1 and words().verb.fullmatch(parts[0].lower())
    return bool(said or words().not_name.fullmatch(parts[0].rstrip(".")))
