"""Find whom a Japanese sentence gives a quotation to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.cues import cues
from bot.model import Language
from bot.reading.names_ja import NOUN, TOPIC, JapaneseNames

NOBODY = ""
"""Stands for a speaker whom the sentence doesn't name, or doesn't name for certain."""

_NAME = r"(?P<noun>[一-龥々ぁ-んァ-ヴー・＝=A-Za-z.'’ ]{2,30}?)"
_MODIFIER = r"(?:[^。、「」はがを]{1,40}の)?"
_TO = r"^(?:など)?と[、,]?"
# 」（船大工の水野さん）。 and 」――水野彩（船大工）
_SIGNED_IN_BRACKETS = re.compile(r"^[。]?\s?[（(](?P<noun>[^（）()「」。]{2,40})[)）][。]?$")
_SIGNED = re.compile(rf"^[。]?\s*(?:[—―–─-]|ー){{1,2}}\s*{_NAME}\s?(?:[（(、,／/][^。「」]{{0,60}})?[。]?$")
# 」と話すのは漁師の水野さんだ; 」と笑う水野さん; 」と水野さん。
_CLEFT = re.compile(rf"{_TO}[^。、「」]{{1,20}}?のは[、,]?(?:[^。「」]{{0,40}}[のた、])?{NOUN}(?:だ|です|で|。|$)")
_ATTRIBUTIVE = re.compile(rf"{_TO}(?P<verb>(?:[^。、「」はが]|がら){{1,16}}?[るたうくすむぶぐつぬ])[、]?{_MODIFIER}{NOUN}")
_VERBLESS = re.compile(rf"{_TO}{_MODIFIER}{NOUN}(?:[。、]|$)")
_BETWEEN = re.compile(rf"{_TO}(?:[^。、「」を]{{0,40}}(?:で|に|へ|から|の)[、,]?)?")
_PREDICATE = re.compile("[るたい](?:一方|後|上|際|こと|とき|時|の|ところ)")
# 」という水野さんの言葉
_OWNED = re.compile(rf"^(?:など)?と(?:の|は|いう|する)[、,]?{NOUN}の(?P<words>[^。、「」はがを]{{1,8}})")
_TOLD = re.compile(rf"{_TO}(?:{_MODIFIER}{NOUN}(?:に|から))?(?P<verb>[^。、「」は]{{1,16}})")
_TELLER = re.compile(rf"{NOUN}(?:に|から)(?:は|も)?[、,]?(?:[^。「」、はがを]{{0,10}}[、,])?$")
_FROM = re.compile(rf"{NOUN}(?:から|より)(?:は|も)?[、,]?$")
_ASKED = re.compile(rf"{NOUN}に(?P<verb>[^。「」、]{{0,14}})(?:と|たら|れば)[、,]?$")
_ASKED_BEFORE = re.compile(rf"{NOUN}に(?P<verb>[^。「」、]{{2,14}})。$")
_LABEL = re.compile(rf"{_NAME}(?:[（(][^（）()]{{0,30}}[)）])?\s?[:：]?")
_ACCORDING = re.compile(rf"{NOUN}(?:の(?:話|説明|証言|発表|調査|調べ|まとめ))?(?:に(?:よると|よれば)|[いっ]わく|曰く)")
_NEW_SENTENCE = re.compile("[一-龥々ァ-ヴA-Za-z]")
_NAMED_BEHIND = re.compile(
    rf"[ぁ-ん]{{0,6}}?(?:のは)?[、,]?(?:[^。「」はがを]{{0,40}}[のた、])?{NOUN}(?:だ|です|で|。|は|が|$)"
)
_INTRODUCED = re.compile(rf"のは[、,]?(?:[^。、「」]{{0,30}}の)?{NOUN}(?:だ|です|で|。|$)")
# Between a subject and the quotation: nothing but an adverbial, or a clause with a subject of its own.
_ADVERBIAL = re.compile(r"(?:[^。、「」]{0,14}(?:で|に|へ|から|まで|ながら|て)[、,]?|[、,])?(?:[^。、「」]{0,6}[、,])?")
_SWITCH = re.compile(r"[るたいうくすむ](?:と|が|ので|ため|のに|のを|こと|から)|れば|たら")
_JOINT = re.compile(r"(?:[一-龥ァ-ヴーA-Za-z]|さん|[)）])(?:と|や)$")
_OUTER = re.compile(rf"{NOUN}(?:は|が|も)、$")


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a quotation in its sentence, other quotations masked, and the next sentences."""

    left: str
    right: str
    before: str = ""
    after: str = ""
    opens: bool = False
    """Whether the sentence is the first of its block."""

    @property
    def alone(self) -> bool:
        """Whether the sentence is nothing but the quotation."""
        return not self.left.strip("\u3000 ") and not self.right.strip("。 \u3000")

    @property
    def rest(self) -> str:
        """What follows a quotation that is a sentence of its own, with a full stop behind it or without."""
        return self.after if self.alone else self.right if not self.left and _NEW_SENTENCE.match(self.right) else ""


class Attribution:
    """Finds the noun to which a sentence gives a quotation."""

    def __init__(self, names: JapaneseNames) -> None:
        self._names = names
        self._cue = cues(Language.JA)

    def noun(self, context: Context, words: str) -> str | None:
        """Return the noun that speaks, NOBODY if it isn't certain, None if nothing is said about it."""
        for find in (self.signed, self._told, self._behind, self._unnamed, self._before, self._next):
            noun = find(context, words)
            if noun is not None:
                return noun
        return None

    def signed(self, context: Context, _: str) -> str | None:
        """Return who has signed a quotation: 」（水野さん） or 」――水野彩."""
        rest = context.right if context.right.strip("。 ") else context.after
        signed = _SIGNED_IN_BRACKETS.match(rest) or _SIGNED.match(rest)
        if not signed:
            return None
        noun = re.split(r"[のでは、]|[=＝](?=[一-龥])", signed["noun"].strip())[-1]
        return noun if self.may_sign(noun) else None

    def may_sign(self, noun: str) -> bool:
        """Return whether a noun can be a name, where nothing but a name is expected."""
        return self._names.may_speak(noun) or bool(
            re.fullmatch(r"[一-龥々]{2,5}|[A-Z][A-Za-z.'’]*(?: [A-Z][A-Za-z.'’]*){0,3}|[ァ-ヴー]+(?:・[ァ-ヴー]+)+", noun)
            and not self._names.never_speaks(noun)
        )

    def _told(self, context: Context, words: str) -> str | None:
        """Return who speaks where the subject listens: 母に「…」と言われた, 住民から「…」との声が出た."""
        told = _TOLD.match(context.right)
        if told and self._cue["quotes.reporting_passive"].search(told["verb"]):
            return told["noun"] or self._teller(context.left) or NOBODY
        heard = told and self._cue["quotes.hearing_verb"].match(told["verb"])
        if heard and not self._cue["quotes.question_end"].search(words):
            return self._teller(context.left)
        if self._cue["quotes.voice"].match(context.right):
            teller = _FROM.search(context.left)
            return teller["noun"] if teller and not self._names.never_speaks(teller["noun"]) else NOBODY
        return None

    def _teller(self, left: str) -> str | None:
        teller = _TELLER.search(left)
        return teller["noun"] if teller else None

    def _behind(self, context: Context, _: str) -> str | None:
        """Return the speaker named in 」と水野氏は語った, 」と語る水野氏は or 」と話すのは水野氏だ."""
        right = re.sub(r"^[（(][^（）()]{0,30}[)）]", "", context.right)
        cleft = _CLEFT.match(right)
        if cleft and not self._names.never_speaks(cleft["noun"]):
            return self.shown(cleft)
        owned = _OWNED.match(right)
        if owned and self._cue["quotes.spoken_words"].match(owned["words"]) and self.is_somebody(owned["noun"]):
            return self.shown(owned)
        for pattern in (_ATTRIBUTIVE, _VERBLESS):
            found = pattern.match(right)
            if found and self._names.may_speak(found["noun"]):
                return self.shown(found)
        topic = TOPIC.search(right)
        between = right[: topic.start()] if topic else ""
        if (
            topic
            and _BETWEEN.fullmatch(between)
            and not self._cue["quotes.reporting_verb"].search(between)
            and not _PREDICATE.search(between)
            and self.is_somebody(topic["noun"])
        ):
            return self.shown(topic)
        return None

    def _unnamed(self, context: Context, _: str) -> str | None:
        """Return NOBODY where a passive verb, or who speaks behind it, leaves the speaker open."""
        if self._cue["quotes.passive"].match(context.right):
            return self._source(context.left) or NOBODY
        return None

    def _source(self, left: str) -> str | None:
        """Return whose words a sentence passes on: 水野さんによると, or the report of an institute."""
        for pattern in (_ACCORDING, self._cue["quotes.document_of"]):
            for source in pattern.finditer(left):
                return source["noun"] if not self._names.never_speaks(source["noun"]) else NOBODY
        return None

    def source(self, text: str) -> str | None:
        """Return who a sentence says is its source: 水野さんによると."""
        found = _ACCORDING.search(text)
        return found["noun"] if found and not self._names.never_speaks(found["noun"]) else None

    def _before(self, context: Context, _: str) -> str | None:
        left = context.left
        asked = _ASKED.search(left)
        if asked and self._cue["quotes.asking_verb"].match(asked["verb"]) and self._names.may_speak(asked["noun"]):
            return self.shown(asked)
        for hearsay in reversed(list(self._cue["quotes.hearsay"].finditer(left))):
            if self.is_somebody(hearsay["who"]):
                return hearsay["who"]
        label = _LABEL.fullmatch(left.strip())
        if label and not self._names.never_speaks(label["noun"]) and (self.may_sign(label["noun"])):
            return label["noun"]
        subject = self.subject(left, context.right)
        if subject is not None:
            return subject
        return self._source(left)

    def subject(self, left: str, right: str = "") -> str | None:
        """Return the subject of the verb for a quotation that follows `left`, NOBODY if it isn't certain."""
        fallback: str | None = None
        topics = list(TOPIC.finditer(left))
        first = next((i for i, topic in enumerate(topics) if self.is_somebody(topic["noun"])), len(topics))
        for index in range(len(topics) - 1, -1, -1):
            topic = topics[index]
            gap, noun = left[topic.end() :], topic["noun"]
            outer = _OUTER.search(left[: topic.start()])
            if outer and gap and self.is_somebody(outer["noun"]):
                continue
            if self._names.never_speaks(noun):
                if not gap and not self._cue["quotes.adverbial_topic"].search(noun):
                    return NOBODY
                continue
            person = self.is_somebody(noun)
            if not person and (topic["particle"] != "は" or index > first):
                continue
            opens = left[: topic.start()].strip()[-1:] in ("", "。", "、")
            if not person and not (_ADVERBIAL.fullmatch(gap) or (opens and self._names.may_be_company(noun))):
                return fallback or NOBODY
            if topic["particle"] == "では" and not self._names.is_organization(noun):
                continue
            if topic["particle"] == "が" and not _ADVERBIAL.fullmatch(gap):
                if fallback is None and not _SWITCH.search(gap):
                    fallback = self.shown(topic)
                continue
            return NOBODY if _JOINT.search(left[: topic.start()]) else self.shown(topic)
        return fallback

    def _next(self, context: Context, _: str) -> str | None:
        """Return whom the next sentence names for a quotation: 「…」。水野さんはそう話した."""
        back = self._cue["quotes.refers_back"].search(context.rest)
        if back:
            named = _NAMED_BEHIND.match(context.rest[back.end() :])
            if named and self._names.may_speak(named["noun"]):
                return self.shown(named)
            return self.subject(context.rest[: back.start()])
        clause = context.rest.split("。", 1)[0]
        topic = TOPIC.search(clause) if context.opens and "「" not in clause else None
        if topic and self.is_somebody(topic["noun"]) and self._cue["quotes.bare_verb"].match(clause, topic.end()):
            return self.shown(topic)
        return None

    def main(self, text: str) -> re.Match[str] | None:
        """Return the topic that a sentence is about: a person who acts, or an organization that says something."""
        topics = [topic for topic in TOPIC.finditer(text) if topic["particle"] != "では"]
        for topic in sorted(topics, key=lambda topic: topic["particle"] == "が"):
            noun = topic["noun"]
            if topic["particle"] == "が" and _SWITCH.search(text, topic.end()):
                continue
            if self._names.may_speak(noun) and not self._cue["quotes.existence"].match(text, topic.end()):
                return topic
            company = self._names.is_organization(noun) or self._cue["quotes.same"].match(noun)
            if company and self._cue["quotes.reporting_verb"].search(text, topic.end()):
                return topic
        return None

    def introduced(self, text: str) -> str | None:
        """Return the one whom a sentence introduces: 始めたのは司書の水野彩さん（38）, 水野さんに聞いた."""
        asked = _ASKED_BEFORE.search(text)
        if asked and self._cue["quotes.asking_verb"].match(asked["verb"]):
            return self.shown(asked) if self._names.may_speak(asked["noun"]) else None
        found = _INTRODUCED.search(text)
        return self.shown(found) if found and self._names.may_speak(found["noun"]) else None

    def is_somebody(self, noun: str) -> bool:
        """Return whether a noun is a person or an organization."""
        return self._names.may_speak(noun) or self._names.is_organization(noun)

    def shown(self, found: re.Match[str]) -> str:
        """Return a noun as it is shown: a word for a person with what tells which one, 水野さんの母."""
        noun = found["noun"]
        if not self._names.is_common_person(noun) or self._names.is_pronoun(noun):
            return noun
        owner = re.search(r"(?:^|[^一-龥々ァ-ヴー・A-Za-z0-9のん])((?:[一-龥々ァ-ヴー・A-Za-z0-9]{1,16}(?:さん)?の){1,3})$", found.string[max(0, found.start("noun") - 48) : found.start("noun")])
        return (owner[1] if owner else "") + noun
