"""Resolve the people of an English article: full names, pronouns, subjects of reporting verbs."""

from __future__ import annotations

import re
from collections import Counter

from bot.cues import cues
from bot.model import Language

_CAPITAL = r"\b(?:[A-Z][A-Za-z'’À-ÿ-]{0,24}[A-Za-zÀ-ÿ]|[A-Z]\.?)"
_PARTICLE = r"(?: (?:de|van|von|der|den|bin|ibn|al|el|la|di|da|du|le))?"
_ADVERB = r"(?:(?:\w+ly|also|later|then|once|earlier|has|had|have|who|just|often|himself|herself) )*"
_MAX_NAME_WORDS = 5
_MAX_GAP = 160
"""Characters between a quotation and a reporting verb after it."""
# Before a name that only says where somebody belongs.
_BEFORE_AFFILIATION = re.compile(r"\b(?:of|at|from|in|for|with|by|near)(?: the)? $")
# `the retired plumber`, between a quotation and its reporting verb
_DESCRIPTION = re.compile(r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Oo]ne) (?:[\w’'-]+ ){0,4}[a-z’'-]{3,}")
_POSSESSIVE = re.compile(r"['’]s?$")


class EnglishNames:
    """The people named in one article."""

    def __init__(self, text: str) -> None:
        cue = cues(Language.EN)
        said, title = cue.group("quotes.reporting_verb"), cue.group("quotes.titles")
        self._not_names = frozenset(re.findall(r"[A-Za-z]+", cue.group("quotes.not_names")))
        self._title = re.compile(rf"^(?:[Tt]he )?(?:{title}\.? )+")
        self._kept_titles = re.compile(r"^(?:Mrs|Miss|First Lady)\b")
        name = rf"(?:{title}\.? ){{0,3}}{_CAPITAL}(?:{_PARTICLE} {_CAPITAL}){{0,4}}"
        article = "(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Oo]ne|[Tt]heir|[Oo]ur|[Mm]y|[Aa]nother)"
        words = r"(?: (?!of\b|in\b|on\b|at\b|to\b|and\b|for\b|between\b|with\b)[\w'’-]+){0,3}?"
        person = rf"{article}{words} {cue.group('quotes.person')}"
        self._role = re.compile(cue.group("quotes.person"))
        pronoun = cue.group("quotes.pronoun")
        kin = rf"{_CAPITAL}['’]s (?:[a-z]+ ){{0,2}}{cue.group('quotes.person')}"
        self._mention = re.compile(
            rf"\b(?P<pronoun>{pronoun})\b|(?P<kin>{kin})\b|(?P<name>{name})|(?P<person>{person})\b"
        )
        # `says psychologist Fran Sherman`: up to four words of description before the name.
        self._described = re.compile(rf"(?:[a-z][\w'’-]* ){{1,4}}(?P<name>{name})")
        # `Opposition leader Ingrid Moe`, `Holt’s press secretary, Ingrid Moe`
        self._introduced = re.compile(
            r"(?:[Tt]he )?(?:[A-Z][\w'’-]* ){0,3}(?:[a-z][\w'’-]* ){0,3}"
            rf"{cue.group('quotes.person')},? (?P<name>{_CAPITAL} {name})"
        )
        # `Asked about it, Holt laughed`
        self._participle = re.compile(r"^[A-Z][a-z]+(?:ed|ing)\b[^,.]{0,80}, ")
        self._pronoun = re.compile(pronoun)
        self._gender_by_surname = {
            match["last"]: pronoun
            for pronoun, titles in (("he", "quotes.masculine"), ("she", "quotes.feminine"))
            for match in re.finditer(
                rf"\b{cue.group(titles)}\.? (?:{_CAPITAL} ){{0,2}}(?P<last>{_CAPITAL})", text
            )
        }
        self._verb = re.compile(rf"\b{said}\b")
        self._verb_first = re.compile(rf"^[\s,—–-]*{_ADVERB}{said}\s+")
        self._according = re.compile(r"\b[Aa]ccording to\s+")
        self._speaker_label = re.compile(rf"^\W*(?:{name})(?:,[^:]{{1,80}})?(?: \([^()]{{1,60}}\))?:\s*$")
        self._by_surname = self._full_names_by_surname(text)
        speaking = re.compile(
            rf"(?:\b{said} (?:{title}\.? )*(?P<after>{name}))|(?P<before>{name}) {_ADVERB}{said}\b"
        )
        found = (match["after"] or match["before"] for match in speaking.finditer(text))
        self._speakers = {self.full_name(name) for name in found}

    def _full_names_by_surname(self, text: str) -> dict[str, list[str]]:
        """Return the full names by their last word, the most frequent first."""
        full: Counter[str] = Counter()
        pattern = re.compile(rf"{_CAPITAL}(?:{_PARTICLE} {_CAPITAL}){{1,5}}")
        for line in text.splitlines():
            if not _is_headline(line):
                full.update(self._without_titles(match[0]) for match in pattern.finditer(line))
        found: dict[str, list[str]] = {}
        for name in sorted(full, key=lambda name: -full[name]):
            if 2 <= len(name.split()) <= _MAX_NAME_WORDS:
                found.setdefault(name.split()[-1], []).append(name)
        return found

    def _without_titles(self, name: str) -> str:
        """Return a name without titles and without capitalized words before it that are not part of it."""
        words = self._title.sub("", name).split()
        while words and self._is_no_name(words[0], alone=len(words) == 1):
            words.pop(0)
        return _POSSESSIVE.sub("", " ".join(words))

    def _is_no_name(self, word: str, *, alone: bool) -> bool:
        if re.split(r"['’]", word)[0].rstrip(".") in self._not_names or "-of-" in word:
            return True
        if alone:
            return bool(self._title.match(word + " "))
        return word.endswith("ing") or self._role.fullmatch(word.lower()) is not None

    def is_pronoun(self, name: str) -> bool:
        """Return whether a speaker is only a pronoun."""
        return bool(self._pronoun.fullmatch(name))

    def full_name(self, name: str) -> str:
        """Return the longest form of a name in the article."""
        if self._kept_titles.match(name):
            return _POSSESSIVE.sub("", name)
        bare = self._without_titles(name)
        if not bare or not bare[0].isupper():
            return name
        longer = self._by_surname.get(bare.split()[-1], [])[:20]
        return next((full for full in longer if bare in full), bare)

    def speaker_after(self, right: str) -> str | None:
        """Return the speaker named after a quotation: `said Wang`, `Wang, its founder, said`."""
        verb = self._verb_first.match(right)
        if verb:
            rest = right[verb.end() : verb.end() + 90]
            who = self._person_at_start(rest)
            if who:
                return who
        rest = right.lstrip(" ,—–-")
        verb = self._verb.search(rest)
        if not verb or verb.start() > _MAX_GAP or re.search(r"[a-z]{3}[.!?]\s", rest[: verb.start()]):
            return None
        return self._person_at_start(rest[: verb.start()])

    def _person_at_start(self, text: str) -> str | None:
        """Return the person a clause starts with: `Ingrid Moe`, `Holt’s secretary, Ingrid Moe`."""
        introduced = self._introduced.match(text)
        if introduced:
            return self._usable_name(introduced["name"])
        described = self._described.match(text)
        named = self._first_person(text, at_start=True)
        named = named or (described and self._usable_name(described["name"]))
        return named or (text.strip() if _DESCRIPTION.fullmatch(text.strip()) else None)

    def speaker_before(self, left: str) -> str | None:
        """Return the speaker named before a quotation: `Wang said:`, `According to Wang,`, `Wang:`."""
        left = re.split(r"[”\"]", left)[-1]
        according = self._according.search(left)
        if according:
            return self._first_person(left[according.end() :], at_start=True)
        if self._speaker_label.match(left):
            return self._first_person(left)
        verbs = list(self._verb.finditer(left))
        return self._subject(left[: verbs[-1].start()]) if verbs else None

    def subject(self, sentence: str) -> str | None:
        """Return the person a sentence is about, to whom a pronoun in the next one refers.

        That is the subject of its reporting verb, else the person it starts with.
        """
        if _is_headline(sentence):
            return None
        verb = self._verb.search(sentence)
        reporter = self._subject(sentence[: verb.start()]) if verb else None
        if reporter and reporter[0].isupper() and not self.is_pronoun(reporter):
            return self.full_name(reporter)
        match = self._introduced.match(sentence)
        match = match or self._mention.match(self._participle.sub("", sentence))
        who = match and (match["name"] if match.re is self._introduced else self._mention_text(match))
        if not who or not who[0].isupper() or self.is_pronoun(who):
            return None
        name = self.full_name(who)
        return name if " " in name or self.is_speaker(name) else None

    def agrees_with(self, name: str, pronoun: str) -> bool:
        """Return whether `he` or `she` can refer to a name; False only if its title shows otherwise."""
        known = self._gender_by_surname.get(name.split()[-1])
        return known is None or known == pronoun.lower()

    def is_speaker(self, name: str) -> bool:
        """Return whether a name is the subject of a reporting verb anywhere in the article."""
        return name in self._speakers

    def _subject(self, clause: str) -> str | None:
        """Return the subject of the verb that follows a clause; what commas set off before it is skipped."""
        clause = re.split(r"[a-z]{3}[.!?]\s|[;:]\s", clause)[-1]
        parts = clause.split(",")
        tail = parts[-1].strip()
        if len(parts) > 1 and re.fullmatch(_ADVERB, tail + " " if tail else ""):
            people = (self._first_person(part.strip()) for part in parts[:-1])
            return next(filter(None, people), None)
        return self._last_person(tail) or self._last_person(clause)

    def _last_person(self, text: str) -> str | None:
        matches = list(self._mention.finditer(text))
        free = [match for match in matches if not _BEFORE_AFFILIATION.search(text[: match.start()])]
        found = [self._mention_text(match) for match in free or matches]
        return next((word for word in reversed(found) if word), None)

    def _first_person(self, text: str, *, at_start: bool = False) -> str | None:
        match = self._mention.match(text) if at_start else self._mention.search(text)
        return self._mention_text(match) if match else None

    def _mention_text(self, match: re.Match[str]) -> str | None:
        return self._usable_name(match["name"]) if match["name"] else match[0]

    def _usable_name(self, name: str) -> str | None:
        """Return the bare name; None if it is only an initial, or all capitals."""
        bare = self._without_titles(name)
        words = bare.split()
        if len(words) == 1 and bare.endswith("ing") and bare not in self._by_surname:
            return None
        shouted = len(words) > 1 and bare.isupper()
        return name if any(len(word) > 2 for word in words) and not shouted else None


def _is_headline(line: str) -> bool:
    """Return whether most words of a line are capitalized, so that capitals do not show names."""
    words = [word for word in line[:300].split() if len(word) > 3]
    return len(words) >= 4 and sum(word[0].isupper() for word in words) > 0.7 * len(words)
