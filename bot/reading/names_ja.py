"""Who is who in a Japanese article: names, their titles, and the fullest form of each."""

from __future__ import annotations

import re
from collections import Counter

from bot.model import Language
from bot.reading.cues import cues

_KATAKANA = r"(?:[A-Z]\.){0,3}[ァ-ヴー]{2,}(?:[・＝=](?:[A-Z]\.?|[ァ-ヴー]{1,}))+"
_LATIN = r"[A-Z][A-Za-z.'’-]*(?: [A-Z][A-Za-z.'’-]*)+"
_KANJI = r"[一-龥々]{1,4}[ \u3000]?[一-龥々ヶ]{1,4}"
# What may stand right before は: one unbroken name or noun, with a bracket after it.
_NOUN = (
    r"(?P<noun>"
    r"(?:[A-Za-z][A-Za-z.'’&-]*(?: [A-Z][A-Za-z.'’&-]*){1,4}|[一-龥々ァ-ヴー・＝=A-Za-z0-9.&-]){1,40}"
    r"(?:さん|くん|ちゃん|さま)?)(?:ら|たち)?(?:[（(][^（）()]{0,40}[)）])?"
)
TOPIC = re.compile(_NOUN + r"(?P<particle>は(?!ず)|が|も(?!の|う|し)|では)")


class Names:
    """The names of one article."""

    def __init__(self, text: str) -> None:
        cue = cues(Language.JA)
        self._cue = cue
        title = cue.group("quotes.honorific")
        self._title = re.compile(rf"{title}$")
        self._long_title = re.compile(r"^.*(?:" + "|".join(_plain(title)) + r")(?=[一-龥ァ-ヴ]{2})")
        self._body = re.compile(cue.group("quotes.body") + "$")
        self._person = re.compile(cue.group("quotes.person") + "(?:ら|たち)?$")
        self._full = Counter(re.findall(rf"{_KATAKANA}|{_LATIN}", text))
        self._titled: list[tuple[str, str]] = [
            (match[1], match[2])
            for match in re.finditer(rf"([一-龥々ァ-ヴーA-Za-z・＝=.]{{1,30}}?)({title})", text)
        ]
        self._kanji = Counter(
            self._core(match[1])
            for match in re.finditer(
                rf"(?<![一-龥々])([一-龥々]{{3,10}})(?:[（(][^（）()]{{1,24}}[)）])?(?={title})", text
            )
        )
        self._people = self._known_people(text, title)

    def _known_people(self, text: str, title: str) -> set[str]:
        people: set[str] = set()
        for name in self._full:
            parts = [part for part in re.split(r"[・＝= ]", name) if len(part) > 1]
            if self._body.search(name):
                continue
            bare = "|".join(map(re.escape, [name, *parts]))
            if re.search(
                rf"(?:{bare})(?:[（(][^（）()]{{1,24}}[)）])?(?:{title}|(?:は|が)[^。]{{0,80}}{self._cue.group('quotes.said')})",
                text,
            ):
                people.update([name, *parts])
        return people

    def may_speak(self, noun: str) -> bool:
        """Whether a noun is a person, by its title or because the article names it so."""
        return bool(
            self._title.search(noun)
            or self._person.search(noun)
            or self._core(noun) in self._people
            or self._cue["quotes.pronoun"].search(noun)
        )

    def is_body(self, noun: str) -> bool:
        """Whether a noun is an organization."""
        return bool(self._body.search(noun))

    def is_mute(self, noun: str) -> bool:
        """Whether a noun is a topic that says nothing."""
        return bool(self._cue["quotes.mute"].search(noun))

    def is_pronoun(self, noun: str) -> bool:
        """Whether a noun only points at a person named before."""
        return bool(self._cue["quotes.pronoun"].search(noun))

    def fullest(self, noun: str) -> str | None:
        """The longest form of a name that the article has; None when the noun is a title of nobody."""
        core = self._core(noun)
        if not core:
            return self._by_title(noun)
        longer: list[str] = [
            name for name in self._full if core != name and core in re.split(r"[・＝= ]", name)
        ]
        longer += [
            name
            for name in self._kanji
            if name != core and name.startswith(core) and len(name) <= len(core) + 3
        ]
        longer += [
            name
            for name in self._full
            if core != name and name.endswith(("・" + core, "＝" + core, " " + core))
        ]
        if longer:
            return max(longer, key=lambda name: (name in self._people, len(name), self._full[name]))
        return core if core in self._full or core in self._kanji else noun

    def _by_title(self, title: str) -> str | None:
        """The name that was last seen with a title such as 社長."""
        named = [core for core, its in self._titled if its == title and core]
        core = self._core(named[-1] + title) if named else ""
        return self.fullest(core + "氏") if core else None

    def _core(self, noun: str) -> str:
        """The name without what stands before and after it."""
        match = re.search(rf"{_KATAKANA}", noun)
        if match:
            return match[0]
        core = noun
        for _ in range(3):
            shorter = self._title.sub("", core)
            if shorter == core:
                break
            core = shorter
        return self._long_title.sub("", core)


def _plain(group: str) -> list[str]:
    """Titles of two kanji and more: a shorter one may be part of a name."""
    return [
        title
        for title in re.findall(r"[^|(?:)]+", group)
        if len(title) >= 2 and re.fullmatch(r"[一-龥]+", title)
    ]
