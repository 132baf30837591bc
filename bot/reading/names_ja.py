"""Resolve the people of a Japanese article: names, honorifics, full names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from bot.cues import cues
from bot.model import Language

_KATAKANA = r"(?:[A-Z]\.){0,3}[ァ-ヴー]{2,20}(?:[・＝=](?:[A-Z]\.?|[ァ-ヴー]{1,20})){1,4}"
_LATIN = r"\b[A-Z][A-Za-z.'’-]{0,24}(?: [A-Z][A-Za-z.'’-]{0,24}){1,3}"
_FULL = re.compile(rf"{_KATAKANA}|{_LATIN}")
_PART = re.compile(r"[・＝= ]")
_BRACKET = r"(?:[（(][^（）()]{0,40}[)）])?"
# What can come directly before は: a name or a noun, with an optional bracket after it.
_TITLED = "(?:氏|先生|教授|社長|代表|医師|議員|選手|監督|(?=さん|くん|ちゃん|さま))"
NOUN = (
    r"(?P<noun>"
    rf"(?:[一-龥々]{{1,4}}[ぁ-ん]{{2,4}}{_TITLED}|"
    r"[A-Za-z][A-Za-z.'’&-]{0,24}(?: [A-Z][A-Za-z.'’&-]{0,24}){1,4}"
    r"|[一-龥々ァ-ヴー・＝=A-Za-z0-9.&-]{1,40})"
    rf"(?:さん|くん|ちゃん|さま)?)(?:ら|たち)?{_BRACKET}"
)
TOPIC = re.compile(NOUN + r"(?P<particle>は(?!ず)|が|も(?!の|う|し)|では)")
_REVERSED_NAME = re.compile(r"(?:[)）][^（）()]{0,40}[（(])?([一-龥々ァ-ヴーA-Za-z・＝=.]{1,30})")
_ACRONYM = re.compile(r"([一-龥々ァ-ヴー・]{3,30})[（(]([A-Z]{2,8})[)）]")
# 山田花子さん（45）
_NAME_WITH_AGE = re.compile(r"([一-龥々ァ-ヴー・＝=]{2,20})(?:さん|氏|くん|君)?[（(][0-9０-９]{1,3}歳?[)）]")
# 大谷はるか氏
_KANA_GIVEN_NAME = re.compile(rf"(?:(?<=の)|(?<![一-龥々ぁ-ん]))([一-龥々]{{1,4}}[ぁ-ん]{{2,4}}){_TITLED}")
# 中村：… at the start of an answer in an interview
_SPEAKER_LABEL = re.compile(r"^([一-龥々ァ-ヴー・A-Za-z]{2,12})(?:さん|氏)?[ ]?[:：\u3000]", re.MULTILINE)
_MAX_VERB_DISTANCE = 80


class JapaneseNames:
    """The people and organizations named in one article."""

    def __init__(self, text: str) -> None:
        self._cue = cues(Language.JA)
        title = self._cue.group("quotes.honorific")
        self._title = re.compile(rf"{title}$")
        self._long_title = re.compile(r"^.*(?:" + "|".join(_long_titles(title)) + r")(?=[一-龥ァ-ヴ]{2})")
        self._organization = re.compile(self._cue.group("quotes.organization") + "$")
        self._person = re.compile(self._cue.group("quotes.person") + "(?:ら|たち)?$")
        self._by_title: dict[str, str] = {}
        titled: Counter[str] = Counter()
        for match in re.finditer(title, text):
            before = _REVERSED_NAME.match(text[max(0, match.start() - 72) : match.start()][::-1])
            core = self._bare_name(before[1][::-1]) if before else ""
            if core:
                titled[core] += 1
                self._by_title[match[0]] = core
        for match in (*_NAME_WITH_AGE.finditer(text), *_KANA_GIVEN_NAME.finditer(text)):
            core = self._bare_name(match[1])
            if core:
                titled[core] += 1
        labels = Counter(match[1] for match in _SPEAKER_LABEL.finditer(text))
        self._labels = {label for label, count in labels.items() if count > 1}
        said = self._cue["quotes.reporting_verb"]
        speaking = {
            self._bare_name(match["noun"])
            for match in TOPIC.finditer(text)
            if match["particle"] in "はが"
            and said.search(text[match.end() : match.end() + _MAX_VERB_DISTANCE].split("。", 1)[0])
        }
        full: Counter[str] = Counter(match[0] for match in _FULL.finditer(text))
        self._acronyms = {match[2]: match[1] for match in _ACRONYM.finditer(text)}
        self._people = self._known_people(full, {*titled, *speaking})
        self._full_names = self._longest_forms(full, titled)

    def _known_people(self, full: Iterable[str], acting: set[str]) -> set[str]:
        """Return the full names of which a part has an honorific or a reporting verb, and their parts."""
        people: set[str] = set()
        for name in full:
            parts = {name, *(part for part in _PART.split(name) if len(part) > 1)}
            if not self._organization.search(name) and not any(map(str.isupper, parts)) and parts & acting:
                people |= parts
        return people

    def _longest_forms(self, full: Counter[str], titled: Counter[str]) -> dict[str, str]:
        """Return the longest name for each part of one: between middle dots, or its first kanji."""
        forms: dict[str, str] = {}

        def offer(part: str, name: str) -> None:
            known = forms.get(part)
            if known is None or (name in self._people, len(name)) > (known in self._people, len(known)):
                forms[part] = name

        for name in full:
            offer(name, name)
            if name in self._people:
                for part in _PART.split(name):
                    offer(part, name)
        for name in titled:
            if re.fullmatch(r"[一-龥々ヶ]{3,6}", name):
                for length in (1, 2, 3, len(name)):
                    offer(name[:length], name)
            elif family := re.match(r"([一-龥々ヶ]{1,4})[ぁ-んァ-ヴー]{2,8}$", name):
                offer(family[1], name)
        return forms

    def may_speak(self, noun: str) -> bool:
        """Return whether a noun is a person, by its honorific or by a name in the article."""
        return bool(
            self._title.search(noun)
            or self._person.search(noun)
            or self._bare_name(noun) in self._people
            or self.is_pronoun(noun)
        )

    def speaker_label(self, text: str) -> str | None:
        """Return the speaker of a line of an interview that starts each line with its speaker."""
        match = _SPEAKER_LABEL.match(text)
        return match[1] if match and match[1] in self._labels and not self.never_speaks(match[1]) else None

    def is_organization(self, noun: str) -> bool:
        """Return whether a noun is an organization."""
        return noun in self._acronyms or bool(self._organization.search(noun))

    def never_speaks(self, noun: str) -> bool:
        """Return whether a noun can be a topic but not a speaker."""
        return bool(self._cue["quotes.not_speakers"].search(noun))

    def is_pronoun(self, noun: str) -> bool:
        """Return whether a noun is a pronoun for a person named before."""
        return bool(self._cue["quotes.pronoun"].search(noun))

    def full_name(self, noun: str) -> str | None:
        """Return the longest form of a name in the article; None for a title that belongs to no name."""
        core = self._bare_name(self._acronyms.get(noun, noun))
        if not core:
            core = self._by_title.get(noun, "")
            return self._full_names.get(core, core + noun) if core else None
        return self._full_names.get(core, self._acronyms.get(noun, noun))

    def _bare_name(self, noun: str) -> str:
        """Return a name without titles before it and honorifics after it."""
        match = re.search(_KATAKANA, noun)
        if match:
            return match[0]
        core = noun
        for _ in range(3):
            shorter = self._title.sub("", core)
            if shorter == core:
                break
            core = shorter
        return self._long_title.sub("", core)


def _long_titles(group: str) -> list[str]:
    """Return the titles of two kanji or more: a shorter one may be part of a name."""
    return [title for title in re.findall(r"[^|(?:)]+", group) if re.fullmatch(r"[一-龥]{2,}", title)]
