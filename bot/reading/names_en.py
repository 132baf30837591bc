"""Who is who in an English article: names, and the subject of a verb of saying."""

from __future__ import annotations

import re
from collections import Counter

from bot.model import Language
from bot.reading.cues import cues

_CAPITAL = r"[A-Z][A-Za-z.'’À-ÿ-]*[A-Za-zÀ-ÿ]|[A-Z]\.?"
_PARTICLE = r"(?: (?:de|van|von|der|den|bin|ibn|al|el|la|di|da|du|le))?"
_NAME = rf"(?:{_CAPITAL})(?:{_PARTICLE} (?:{_CAPITAL})){{0,5}}"
_ADVERB = r"(?:(?:\w+ly|also|later|then|once|earlier|has|had|have|who|just|often|himself|herself) )*"


class Names:
    """The names of one article."""

    def __init__(self, text: str) -> None:
        self._cue = cues(Language.EN)
        cue = self._cue
        said = cue.group("quotes.said")
        self._mute = frozenset(re.findall(r"[A-Za-z]+", cue.group("quotes.mute")))
        self._title = re.compile(rf"^(?:{cue.group('quotes.titles')}\.? )+")
        article = "(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Oo]ne|[Tt]heir|[Oo]ur|[Mm]y|[Aa]nother)"
        person = rf"{article}(?: [\w'’-]+){{0,3}}? {cue.group('quotes.person')}"
        self._who = re.compile(
            rf"\b(?P<pronoun>{cue.group('quotes.pronoun')})\b|(?P<name>{_NAME})|(?P<person>{person})\b"
        )
        self._pronoun = re.compile(cue.group("quotes.pronoun"))
        self._verb_first = re.compile(
            rf"^[\s,—–-]*{_ADVERB}{said}\s+(?=[A-Z]|the |a |an |his |her |one |he\b|she\b)"
        )
        self._verb = re.compile(rf"\b{said}\b")
        self._according = re.compile(r"\b[Aa]ccording to\s+")
        found = re.findall(rf"(?:{_CAPITAL})(?:{_PARTICLE} (?:{_CAPITAL})){{1,3}}", text)
        self._full = Counter(self._bare(name) for name in found)

    def _bare(self, name: str) -> str:
        words = self._title.sub("", name).split()
        while words and words[0] in self._mute:
            words.pop(0)
        return re.sub(r"['’]s?$", "", " ".join(words))

    def is_pronoun(self, name: str) -> bool:
        """Whether a speaker is only he or she."""
        return bool(self._pronoun.fullmatch(name))

    def fullest(self, name: str) -> str:
        """The longest form of a name that the article has."""
        if name.startswith(("Mrs", "Miss", "First Lady")):
            return name
        bare = self._bare(name)
        if not bare or not bare[0].isupper():
            return name
        last = bare.split()[-1]
        longer = [full for full in self._full if full.split()[-1:] == [last] and bare in full]
        return max(longer, key=lambda full: (self._full[full], len(full)), default=bare)

    def after(self, right: str) -> str | None:
        """The speaker named after a quotation: `said Wang`, `Wang, its founder, said`."""
        verb = self._verb_first.match(right)
        if verb:
            who = self._first(right[verb.end() :][:80], at_start=True)
            if who:
                return who
        start = re.match(r"[\s,—–-]*", right)
        rest = right[start.end() if start else 0 :]
        verb = self._verb.search(rest)
        if (
            not verb
            or verb.start() > 160
            or "“" in rest[: verb.start()]
            or re.search(r"[.!?]\s", rest[: verb.start()][3:])
        ):
            return None
        return self._first(rest[: verb.start()], at_start=True)

    def before(self, left: str) -> str | None:
        """The speaker named before a quotation: `Wang said:`, `According to Wang,`."""
        left = left.rsplit("”", 1)[-1]
        according = self._according.search(left)
        if according:
            return self._first(left[according.end() :], at_start=True)
        verbs = list(self._verb.finditer(left))
        return self._subject(left[: verbs[-1].start()]) if verbs else None

    def subject(self, sentence: str) -> str | None:
        """The person a sentence begins with, for the pronouns of the next one."""
        match = self._who.match(sentence)
        if match and match["name"] and " " in self.fullest(match["name"]):
            name = self.fullest(match["name"])
            return name if self._bare(name) else None
        return None

    def _subject(self, clause: str) -> str | None:
        """The subject of the verb that ends a clause; what stands between commas before it is passed over."""
        clause = re.split(r"[.;:!?]\s", clause)[-1]
        parts = clause.split(",")
        tail = parts[-1].strip()
        if len(parts) > 1 and (not tail or re.fullmatch(rf"{_ADVERB}".strip(), tail + " ")):
            parts = parts[:-1]
            for part in parts:
                who = self._first(part.strip())
                if who:
                    return who
            return None
        return self._last_of(tail) or self._last_of(clause)

    def _last_of(self, text: str) -> str | None:
        found = [self._word(match) for match in self._who.finditer(text)]
        return next((word for word in reversed(found) if word), None)

    def _first(self, text: str, *, at_start: bool = False) -> str | None:
        match = self._who.match(text) if at_start else self._who.search(text)
        return self._word(match) if match else None

    def _word(self, match: re.Match[str]) -> str | None:
        if not match["name"]:
            return match[0]
        return match["name"] if self._bare(match["name"]) else None
