"""Resolve the people of a Japanese article: names, honorifics, full names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from bot.cues import cues
from bot.model import Language

_KATAKANA = r"(?:[A-Z]\.){0,3}[ァ-ヴー]{2,20}(?:[・＝=](?:[A-Z]\.?|[ァ-ヴー]{1,20})){1,4}"
# No \b: between kana and Latin letters there is none.
_LATIN = r"(?<![A-Za-z])[A-Z][A-Za-z.'’-]{0,24}(?: [A-Z][A-Za-z.'’-]{0,24}){1,3}"
_FULL = re.compile(rf"{_KATAKANA}|{_LATIN}")
_PART = re.compile(r"[・＝= ]")
_BRACKET = r"(?:[（(][^（）()]{0,40}[)）])?"
# What can come directly before は: a name or a noun, with an optional bracket after it.
_TITLED = "(?:氏|先生|教授|社長|代表|医師|議員|選手|監督|(?=さん|くん|ちゃん|さま))"
_HONORIFIC = "(?:氏|さん|くん|ちゃん|さま)"
# 山田 太郎: only before an honorific or an age is the space certain to be within a name.
_SPACED = (
    r"(?<![一-龥々])[一-龥々]{1,4}[ \u3000](?:[一-龥々]{1,4}|[一-龥々]{0,2}[ぁ-ん]{1,4}|[ァ-ヴー]{2,8})"
    rf"(?=[ \u3000]?{_HONORIFIC}|[（(][0-9０-９]{{2,3}}[)）])"
)
_WITH_KANA = r"[一-龥々]{1,4}(?!さん|くん|ちゃん|さま)[ぁ-ん]{2,4}(?<![はがをへ])"
NOUN = (
    r"(?P<noun>"
    rf"(?:{_SPACED}"
    rf"|{_WITH_KANA}{_TITLED}"
    rf"|(?:(?<![ぁ-んァ-ヴー一-龥々])|(?<=の))[ぁ-ん]{{2,6}}(?:氏|先生|(?=さん|くん|ちゃん))"
    r"|[A-Za-z][A-Za-z.'’&-]{0,24}(?: [A-Z][A-Za-z.'’&-]{0,24}){1,4}"
    rf"|[A-Za-z][A-Za-z.'’&-]{{0,24}}(?= {_HONORIFIC})"
    r"|[一-龥々ァ-ヴー・＝=A-Za-z0-9.&-]{1,40})"
    rf"{_BRACKET}(?: ?{_HONORIFIC})?(?:たち)?)ら?{_BRACKET}"
)
TOPIC = re.compile(NOUN + r"(?P<particle>は(?!ず)|が(?!ら)|も(?!の|う|し|っ|ら|と|た)|では)")
_IN_BRACKETS = re.compile(r"[（(][^（）()]{0,40}[)）]")
_REVERSED_NAME = re.compile(r"(?:[)）][^（）()]{0,40}[（(])?([一-龥々ァ-ヴーA-Za-z・＝=.]{1,30})")
_ACRONYM = re.compile(r"([一-龥々ァ-ヴー・]{3,30})[（(]([A-Z]{2,8})[)）]")
# 山田花子さん（45）
_NAME_WITH_AGE = re.compile(r"([一-龥々ァ-ヴー・＝=]{2,20})(?:さん|氏|くん|君)?[（(][0-9０-９]{1,3}歳?[)）]")
# 大谷はるか氏, はるか氏 and Mori 氏
_KANA_GIVEN_NAME = re.compile(rf"(?:(?<=の)|(?<![一-龥々ぁ-ん]))({_WITH_KANA}){_TITLED}")
_KANA_NAME = re.compile(r"(?:(?<=の)|(?<![ぁ-んァ-ヴー一-龥々]))([ぁ-ん]{2,6})氏")
_LATIN_NAME = re.compile(rf"({_LATIN}|(?<![A-Za-z])[A-Z][A-Za-z.'’-]{{0,24}}) ?{_HONORIFIC}")
_SPACED_NAME = re.compile(f"({_SPACED})")
_MENTION = re.compile(NOUN)
_REPORTED = re.compile("と、?$")
_QUOTED = re.compile("「[^「」]{0,400}」")
_NAME_SPACE = re.compile(r"(?<=[一-龥々])[ \u3000](?=[一-龥々ぁ-んァ-ヴー])")
_HONORIFIC_END = re.compile(f"{_HONORIFIC}$")
# 中村：… at the start of an answer in an interview
_SPEAKER_LABEL = re.compile(r"^([一-龥々ァ-ヴー・A-Za-z]{2,12})(?:さん|氏)?[ ]?[:：\u3000]", re.MULTILINE)
_MAX_VERB_DISTANCE = 80


class _Nouns:
    """What Japanese nouns begin and end with, and what says that one speaks."""

    def __init__(self) -> None:
        cue = cues(Language.JA)
        title, said = cue.group("quotes.honorific"), cue.group("quotes.reporting_verb")
        self.any_title = re.compile(title)
        self.title = re.compile(rf"{title}$")
        # 佐野健元理事, but the president 秋元社長: a name keeps two characters.
        self.former = re.compile(rf"(?<=..){cue.group('quotes.former_office')}$")
        self.long_title = re.compile(
            r"^.*(?:" + "|".join(_long_titles(title)) + r")[ \u3000]?(?=[一-龥ァ-ヴ]{2})"
        )
        self.kin = re.compile(rf"^{cue.group('quotes.kin')}(?=[ァ-ヴー]{{2}}|(?<=父|母|男|女)[一-龥々]{{2}})")
        self.organization = re.compile(cue.group("quotes.organization") + "$")
        self.person = re.compile(cue.group("quotes.person") + "(?:たち)?$")
        self.says_that = re.compile("と[^。、「」]{0,12}" + said)
        self.says = re.compile("[^。、「」]{0,12}" + said)


@cache
def _nouns() -> _Nouns:
    return _Nouns()


class JapaneseNames:
    """The people and organizations named in one article."""

    def __init__(self, text: str) -> None:
        self._cue = cues(Language.JA)
        self._nouns = _nouns()
        self._bare_names: dict[str, str] = {}
        self._by_title: dict[str, set[str]] = defaultdict(set)
        titled = self._titled_names(text)
        labels = Counter(match[1] for match in _SPEAKER_LABEL.finditer(text))
        self._labels = {label for label, count in labels.items() if count > 1}
        topics = list(TOPIC.finditer(_QUOTED.sub("「」", text)))
        speaking = set(self._who_speaks(topics))
        full: Counter[str] = Counter(match[0] for match in _FULL.finditer(text))
        self._acronyms = {match[2]: match[1] for match in _ACRONYM.finditer(text)}
        self._people = self._known_people(full, {*titled, *speaking})
        self._titled = set(titled)
        self._kanji_parts: set[str] = set()
        self._full_names = self._longest_forms(full, {*titled, *self._plain_names(topics, speaking)})

    def _titled_names(self, text: str) -> list[str]:
        """Return the names that an honorific, a title or an age marks as such, as often as it does."""
        titled: list[str] = []
        for match in self._nouns.any_title.finditer(text):
            before = _REVERSED_NAME.match(text[max(0, match.start() - 72) : match.start()][::-1])
            core = self._bare_name(before[1][::-1] + match[0]) if before else ""
            if core and not self._names_a_role(core, match[0]):
                titled.append(core)
                for start in range(len(match[0]) - 1):
                    self._by_title[match[0][start:]].add(core)
        for pattern in (_NAME_WITH_AGE, _KANA_GIVEN_NAME, _KANA_NAME, _LATIN_NAME, _SPACED_NAME):
            titled += filter(None, (self._bare_name(match[1]) for match in pattern.finditer(text)))
        return [name for name in titled if not self._nouns.person.search(name)]

    def _names_a_role(self, core: str, title: str) -> bool:
        """Return whether what stands before a title is a field or a thing rather than a name: 広報担当者."""
        common = self._cue["quotes.role"].fullmatch(title) or self.never_speaks(core)
        return bool(common or self._nouns.organization.search(core)) or (
            len(core) == 1 and not self._cue["quotes.after_name"].fullmatch(title)
        )

    def _who_speaks(self, topics: list[re.Match[str]]) -> Iterator[str]:
        for match in topics:
            text = match.string
            after = text[match.end() : match.end() + _MAX_VERB_DISTANCE].split("。", 1)[0]
            # A name with a middle dot needs no と: 水野・アンは明言しています.
            direct = "・" in match["noun"] or _REPORTED.search(text, max(0, match.start() - 2), match.start())
            if match["particle"] in "はが" and (
                self._nouns.says_that.search(after) or (direct and self._nouns.says.match(after))
            ):
                yield self._bare_name(match["noun"])

    def _plain_names(self, topics: list[re.Match[str]], speaking: set[str]) -> Iterator[str]:
        """Yield the names without honorifics whose family name alone speaks: 山田太郎 for 山田は話す."""
        families = {
            name for name in speaking if re.fullmatch(r"[一-龥々]{2,3}", name) and not self._is_common(name)
        }
        for match in topics:
            noun = match["noun"]
            if (
                re.fullmatch(r"[一-龥々]{4,5}", noun)
                and (noun[:2] in families or noun[:3] in families)
                and not self._is_common(noun)
            ):
                yield noun

    def _is_common(self, noun: str) -> bool:
        """Return whether a noun is a word rather than a name."""
        patterns = (
            self._nouns.title,
            self._nouns.person,
            self._nouns.organization,
            self._cue["quotes.not_speakers"],
        )
        return any(pattern.search(noun) for pattern in patterns)

    def _known_people(self, full: Iterable[str], acting: set[str]) -> set[str]:
        """Return the full names of which a part has an honorific or a reporting verb, and their parts."""
        people: set[str] = set()
        for name in full:
            parts = {name, *(part for part in _PART.split(name) if len(part) > 1)}
            if (
                not self._nouns.organization.search(name)
                and not any(map(str.isupper, parts))
                and parts & acting
            ):
                people |= parts
        return people

    def _longest_forms(self, full: Iterable[str], named: Iterable[str]) -> dict[str, str]:
        """Return the longest name for each part of one: between middle dots, or its first kanji.

        A part that two people share stands for neither.
        """
        forms: dict[str, set[str]] = defaultdict(set)
        for name in full:
            forms[name].add(name)
            if name in self._people:
                for part in _PART.split(name):
                    forms[part].add(name)
        for name in named:
            key = _NAME_SPACE.sub("", name)
            if re.fullmatch(r"[一-龥々ヶ]{3,6}", key):
                family = re.match(r"[^ \u3000]*", name)
                lengths = {len(family[0])} if family and name != key else {1, 2, 3}
                for length in lengths | {len(key)}:
                    forms[key[:length]].add(name)
                    self._kanji_parts.add(key[:length])
            elif match := re.match(r"([一-龥々ヶ]{1,4})[ぁ-んァ-ヴー]{2,8}$", key):
                forms[match[1]].add(name)
                self._kanji_parts.add(match[1])
        return {part: found for part, names in forms.items() if (found := self._longest(names))}

    def _longest(self, names: set[str]) -> str | None:
        known = names & self._people or names
        longest = max(known, key=len)
        parts = set(_PART.split(longest))
        one = all(name in longest or set(_PART.split(name)) <= parts for name in known)
        return longest if one else None

    def may_speak(self, noun: str) -> bool:
        """Return whether a noun is a person, by its honorific or by a name in the article."""
        noun = _IN_BRACKETS.sub("", noun)
        return bool(
            not self._cue["quotes.nobody"].search(noun)
            and (
                self._nouns.title.search(noun)
                or self._nouns.person.search(noun)
                or self.is_named(noun)
                or self.is_pronoun(noun)
            )
        )

    def is_named(self, noun: str) -> bool:
        """Return whether a noun is a person of the article by name."""
        core = self._key(noun)
        return core in self._people or core in self._titled or core in self._kanji_parts

    def is_common_person(self, noun: str) -> bool:
        """Return whether a noun is a word for a person and no name: 男性."""
        return bool(self._nouns.person.search(noun)) and not self.is_named(noun)

    def mentions(self, text: str) -> list[str]:
        """Return whom a text names, in order, each by full name."""
        nouns = (_IN_BRACKETS.sub("", match["noun"]) for match in _MENTION.finditer(text))
        return [
            self.full_name(noun) or noun
            for noun in nouns
            if len(noun) > 1 and self.is_named(noun) and not self.is_pronoun(noun)
        ]

    def speaker_label(self, text: str) -> str | None:
        """Return the speaker of a line of an interview that starts each line with its speaker."""
        match = _SPEAKER_LABEL.match(text)
        return match[1] if match and match[1] in self._labels and not self.never_speaks(match[1]) else None

    def is_organization(self, noun: str) -> bool:
        """Return whether a noun is an organization."""
        return noun in self._acronyms or bool(self._nouns.organization.search(noun))

    def may_be_company(self, noun: str) -> bool:
        """Return whether a noun has the form of a company's name and is no person's."""
        return bool(self._cue["quotes.company"].fullmatch(noun)) and not self.may_speak(noun)

    def never_speaks(self, noun: str) -> bool:
        """Return whether a noun can be a topic but not a speaker."""
        return bool(self._cue["quotes.not_speakers"].search(noun))

    def is_pronoun(self, noun: str) -> bool:
        """Return whether a noun is a pronoun for a person named before."""
        return bool(self._cue["quotes.pronoun"].search(noun))

    def full_name(self, noun: str) -> str | None:
        """Return the longest form of a name in the article; None for a title that several people have."""
        noun = _IN_BRACKETS.sub("", noun)
        core = self._bare_name(self._acronyms.get(noun, noun))
        if not core:
            owners = self._by_title.get(noun) or {""}
            names = {self._full_names.get(owner, owner + noun) for owner in owners}
            return names.pop() if len(names) == 1 else None
        return self._full_names.get(_NAME_SPACE.sub("", core), self._acronyms.get(noun, noun))

    def _key(self, noun: str) -> str:
        return _NAME_SPACE.sub("", self._bare_name(noun))

    def _bare_name(self, noun: str) -> str:
        """Return a name without titles before it and honorifics after it."""
        if noun not in self._bare_names:
            self._bare_names[noun] = self._stripped(noun)
        return self._bare_names[noun]

    def _stripped(self, noun: str) -> str:
        noun = _IN_BRACKETS.sub("", noun)
        match = re.search(_KATAKANA, noun)
        if match:
            return match[0]
        core = noun.removesuffix("たち")
        for _ in range(3):
            shorter = self._nouns.title.sub("", core).rstrip(" ・兼")
            if shorter == core:
                break
            core = (
                self._nouns.former.sub("", shorter)
                if shorter and not _HONORIFIC_END.search(core)
                else shorter
            )
        return self._nouns.kin.sub("", self._nouns.long_title.sub("", core))


def _long_titles(group: str) -> list[str]:
    """Return the titles of two kanji or more: a shorter one may be part of a name."""
    return [title for title in re.findall(r"[^|(?:)]+", group) if re.fullmatch(r"[一-龥]{2,}", title)]
