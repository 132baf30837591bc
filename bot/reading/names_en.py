"""Know the people and organizations of an English article: full names, and which pronoun fits."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from bot.cues import cues
from bot.model import Language
from bot.reading.marks import find_quotations, mask_quotations
from bot.reading.phrases_en import Phrase
from bot.reading.words_en import bare_name, is_headline, is_office, words

_CAPITAL = r"(?:(?:[A-Z]\.){1,3}|[A-ZÀ-Þ](?:[^\W_]|['’](?!s\b)(?=[^\W_])|-(?=[^\W_])){0,24})"
_PARTICLE = r"(?:(?:de la|van der|van den|de|van|von|der|den|bin|ibn|al|el|la|di|da|dos|du|le|ter) )"
_NAME = re.compile(rf"\b(?<![’'-]){_PARTICLE}?{_CAPITAL}(?: {_PARTICLE}?{_CAPITAL}){{0,6}}(?:,? [JS]r\b\.?)?")
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)”’\"'][.!?])\s+|(?<=[.!?][”\"’'])\s+|\n")
_WORD = re.compile(r"[A-Za-z]+")
_LOWERCASE = re.compile(r"\b[a-z]{2,20}\b")
_POSSESSIVE = re.compile(r"['’]s?$")
_MAX_NAME_WORDS = 6
_CLEAR = 3
"""How many times as often one of two people with the same last name must be named in full."""
_LEAST = 2
"""Pronouns that tell whether somebody is a man or a woman: a single one may mean another."""
_CERTAIN = 100
"""How many pronouns a title counts for."""
_MALE, _FEMALE = "he", "she"
_AGE_OR_WHO = re.compile(r"(?: \([^()]{1,40}\))?,? (?:\d\d\b|who\b|aged?\b)|(?: \(\d\d\))")
# `chancellor Eva Lind`, `the mayor of Linden, Eva Lind`
_ROLE_BEFORE = re.compile(r"([A-Za-z-]{1,24})\.?(?: of (?:the )?[A-Z][\w-]{1,20})?,? $")
_OWNER = re.compile(r", (?:his|her) ")
_APPOSITION = re.compile(
    r",? (?P<article>(?:an?|the|its|his|her|their) )?(?:[\w’'-]{1,24} ){0,5}?(?P<noun>[\w-]{1,24})"
    r"(?=[,.;)]| (?:of|at|for|in|with|who|from|and)\b)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A full name in a text, with its offsets there."""

    name: str
    start: int
    end: int


class EnglishNames:
    """The people and organizations named in one article."""

    def __init__(self, text: str) -> None:
        cue = cues(Language.EN)
        self._before_place = cue["names.before_place"]
        self._peoples = cue["names.peoples"]
        self._organization = cue["names.organizations"]
        self._organization_noun = cue["names.organization_nouns"]
        self._man, self._woman = cue["names.masculine"], cue["names.feminine"]
        self._he, self._she = cue["names.he"], cue["names.she"]
        lines = [mask_quotations(line, find_quotations(line)) for line in text.splitlines()]
        self._lines = [line for line in lines if not is_headline(line)]
        self._common = {word for line in self._lines for word in _LOWERCASE.findall(line)}
        self._alone: Counter[str] = Counter()
        self._full: dict[str, list[str]] = {}
        self._resolved: dict[str, str] = {}
        named = [list(self._named(line)) for line in self._lines]
        self._collect(chain.from_iterable(named))
        self.people: set[str] = set()
        self.organizations: set[str] = set()
        self._sexes: dict[str, Counter[str]] = defaultdict(Counter)
        self._related: dict[str, set[str]] = defaultdict(set)
        self._roles: dict[str, Counter[str]] = defaultdict(Counter)
        self._seen: set[str] = set()
        for learn in (self._classify, self._observe_pronouns):
            for line, names in zip(self._lines, named, strict=True):
                self._see(names)
                learn(line)
            self._seen.clear()
            self._resolved.clear()

    def _collect(self, named: Iterable[str]) -> None:
        """Index the names of two words and more by each of their ends, the most frequent first."""
        full: Counter[str] = Counter()
        for name in named:
            count = len(name.split())
            if 2 <= count <= _MAX_NAME_WORDS and name[0].isupper() and not name.isupper():
                full[name] += 1
            elif count == 1:
                self._alone[name] += 1
        self._count = full
        for name in sorted(full, key=lambda name: -full[name]):
            parts = [part for part in _without_suffix(name).split() if part[0].isupper()]
            for part in dict.fromkeys((parts[-1], parts[0])):
                self._full.setdefault(part, []).append(name)

    def _named(self, line: str) -> Iterator[str]:
        for match in _NAME.finditer(line):
            name = bare_name(match[0])
            if line[: match.start()].endswith((" of ", " of the ")) and name.count(" ") == 2:
                name = name.split(" ", 1)[1]  # `Secretary of State Hillary Clinton`
            yield name

    def see(self, text: str) -> None:
        """Note the full names of the next text: a last name alone means who was named in full before."""
        self._see(self._named(text))

    def _see(self, names: Iterable[str]) -> None:
        new = [name for name in names if name in self._count and name not in self._seen]
        if new:
            self._seen.update(new)
            self._resolved.clear()

    def full_name(self, name: str) -> str:
        """Return the longest form of a name in the article, or the name without what isn't part of it."""
        if name not in self._resolved:
            self._resolved[name] = self._longest(name)
        return self._resolved[name]

    def _longest(self, name: str) -> str:
        bare = bare_name(name)
        if not bare:
            return ""
        parts = [part for part in _without_suffix(bare).split() if part[0].isupper()]
        if not parts:
            return ""
        longer = self._by_part(parts[0]) if len(parts) == 1 else self._full.get(parts[-1], [])[:20]
        found = (full for full in longer if f" {bare} " in f" {full} " or bare.endswith(f" {full}"))
        return next(found, bare)

    def _by_part(self, part: str) -> list[str]:
        """Return the full name with a last name, or a first name, if only one person can be meant."""
        known = self._full.get(part, [])[:20]
        known = [name for name in known if name in self._seen] or known
        last = [name for name in known if _without_suffix(name).split()[-1] == part] or known
        certain = len(last) == 1 or (last and self._count[last[0]] >= _CLEAR * self._count[last[1]])
        return last[:1] if certain else []

    def speaker(self, phrase: Phrase) -> str | None:
        """Return whom a name means, by full name; None for a people, a day or another word that is nobody."""
        name = self.full_name(_POSSESSIVE.sub("", phrase.text))
        if phrase.title.startswith(("Mrs", "Miss")) and " " not in phrase.text:
            # Her husband may be whom the last name alone means.
            return name if " " in name and self.sex(name) == _FEMALE else f"{phrase.title} {phrase.text}"
        if not name or (len(name) < 3 and not name.isupper()):
            return None
        if " " in name:
            return None if name.isupper() else name
        known = phrase.title or name in self._full or name in self.people
        common = name.lower() in self._common or words().function.fullmatch(name)
        if not known and (self._peoples.fullmatch(name) or name.endswith("ing") or common):
            return None
        return name

    def is_known(self, phrase: Phrase) -> bool:
        """Return whether a name stands for somebody elsewhere in the article, too, or has several words."""
        name = self.full_name(phrase.text)
        known = name in self.people or name in self.organizations or name in self._full
        return known or bool(phrase.title) or " " in name

    def mentions(self, text: str, *, possible: bool = False) -> Iterator[Mention]:
        """Yield the people named in a text without quotations; with `possible`, whoever may be one."""
        for match in _NAME.finditer(text):
            name = self.full_name(match[0])
            if name in self.people or (possible and self._may_be_person(name, text[: match.start()])):
                yield Mention(name, match.start(), match.end())

    def _may_be_person(self, name: str, before: str) -> bool:
        if not 2 <= len(name.split()) <= 3 or self.is_organization(name):
            return False
        last = before[-20:].split()[-1:] if before.endswith(" ") else []
        return not last or not (
            self._before_place.fullmatch(last[0]) or words().determiner.fullmatch(last[0])
        )

    def add_person(self, name: str) -> None:
        """Remember somebody who speaks; an organization stays one."""
        if name not in self.organizations:
            self.people.add(name)

    def is_organization(self, name: str) -> bool:
        """Return whether a name is that of an organization, as far as the article shows."""
        return name in self.organizations or self._looks_organized(name)

    def fits(self, name: str, pronoun: str) -> bool:
        """Return whether `he`, `she` or `it` can mean a name or a description."""
        pronoun = pronoun.lower()
        if pronoun == "it":
            return self.is_organization(name) or bool(self._organization_noun.search(name))
        sex = self.sex(name)
        return sex == pronoun or (sex is None and not self.is_organization(name))

    def is_relative(self, name: str, pronoun: str) -> bool:
        """Return whether a name is somebody of his or hers, as in `Ames, her teacher,`."""
        return pronoun in self._related.get(name, ())

    def sex(self, name: str) -> str | None:
        """Return the pronoun of a person; None if the article doesn't tell."""
        if (
            name[:1].islower()
            or _POSSESSIVE.search(name.split()[0])
            or name.split()[0] in ("The", "A", "An", "One")
        ):
            return self._sex_of_words(name.split()[:5])
        if name.startswith(("Mrs", "Miss")):
            return _FEMALE
        seen = self._sexes.get(name)
        if not seen:
            return None
        (first, count), *rest = seen.most_common()
        return first if count >= max(_LEAST, 4 * rest[0][1] if rest else 0) else None

    def holder(self, role: str) -> str | None:
        """Return the only person of the article with an office: `the mayor`."""
        holders = self._roles.get(role.lower().rstrip("."), Counter())
        return next(iter(holders)) if len(holders) == 1 else None

    def _sex_of_words(self, parts: list[str]) -> str | None:
        if any(self._man.fullmatch(part) for part in parts[1:]):
            return _MALE
        return _FEMALE if any(self._woman.fullmatch(part) for part in parts[1:]) else None

    def _looks_organized(self, name: str) -> bool:
        return any(self._organization.fullmatch(part) for part in name.split())

    def _classify(self, line: str) -> None:
        """Tell people from organizations by what stands before and after their names."""
        for match in _NAME.finditer(line):
            name = self.full_name(match[0])
            if not name:
                continue
            before, after = (
                line[max(0, match.start() - 40) : match.start()],
                line[match.end() : match.end() + 80],
            )
            apposition = _APPOSITION.match(after)
            noun = apposition["noun"] if apposition and after.startswith(",") else ""
            organized = apposition and apposition["article"] and self._organization_noun.fullmatch(noun)
            if organized or self._looks_organized(name):
                self.organizations.add(name)
                continue
            titles = self._titles(match[0], before)
            for title in titles:
                self._note_sex(name, title)
                self._roles[title.lower()][name] += 1
            described = bool(noun and is_office(noun))
            if described and apposition and _OWNER.match(after):
                self._related[name].add(_MALE if after[2:5] == "his" else _FEMALE)
            if described:
                self._roles[noun.lower()][name] += 1
                self._note_sex(name, noun)
            known_alone = " " in name and self._alone[_without_suffix(name).split()[-1]] > 0
            if titles or described or _AGE_OR_WHO.match(after) or known_alone:
                self.people.add(name)

    def _titles(self, matched: str, before: str) -> list[str]:
        """Return the titles and offices directly before a name."""
        found = [part.rstrip(".") for part in matched.split()[:-1] if is_office(part)]
        last = _ROLE_BEFORE.search(before)
        return [*found, last[1]] if last and is_office(last[1]) else found

    def _note_sex(self, name: str, word: str) -> None:
        if self._man.fullmatch(word):
            self._sexes[name][_MALE] += _CERTAIN
        elif self._woman.fullmatch(word):
            self._sexes[name][_FEMALE] += _CERTAIN

    def _observe_pronouns(self, line: str) -> None:
        """Count the pronouns that can only mean one person: nobody else is named or described nearby."""
        before: str | None = None
        person = words().person
        for sentence in _SENTENCE_END.split(line):
            mentions = list(self.mentions(sentence, possible=True))
            people = {mention.name for mention in mentions}
            ahead = _WORD.findall(sentence[: mentions[0].start]) if mentions else []
            parts = _WORD.findall(sentence[mentions[0].end if mentions else 0 :])[:60]
            if len(people) > 1 or any(map(self._sex_of_pronoun, ahead)) or any(map(person.fullmatch, parts)):
                before = None
                continue
            before = next(iter(people), before)
            sexes = {sex for part in parts if (sex := self._sex_of_pronoun(part))}
            if before and len(sexes) == 1:
                self._sexes[before] += Counter(sex for sex in sexes if not self.is_relative(before, sex))

    def _sex_of_pronoun(self, word: str) -> str | None:
        if self._he.fullmatch(word):
            return _MALE
        return _FEMALE if self._she.fullmatch(word) else None


def _without_suffix(name: str) -> str:
    return re.sub(r",? (?:[JS]r\b\.?|I{2,3}|IV)$", "", name)
