"""Find whom a Japanese sentence gives a quotation to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.cues import cues
from bot.model import Language
from bot.reading import phrases_ja as phrases
from bot.reading.names_ja import TOPIC, JapaneseNames

_TAIL = 60
NOBODY = ""
"""Stands for a speaker whom the sentence doesn't name, or doesn't name for certain."""


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a quotation in its sentence, other quotations masked, and the next sentences."""

    left: str
    right: str
    before: str = ""
    after: str = ""
    above: str = ""
    """The block above, where the sentence is the first of its block."""
    below: str = ""
    """The block below, where the sentence is the last of its block."""
    ends_section: bool = False
    """Whether the block below is a heading."""
    opens: bool = False
    """Whether the sentence is the first of its block."""

    @property
    def alone(self) -> bool:
        """Whether the sentence is nothing but the quotation."""
        return not self.left.strip("\u3000 ") and not self.right.strip("。 \u3000")

    @property
    def rest(self) -> str:
        """What follows a quotation that is a sentence of its own, with a full stop behind it or without."""
        if self.alone:
            return self.after
        return self.right if not self.left and phrases.NEW_SENTENCE.match(self.right) else ""


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
        signed = phrases.SIGNED_IN_BRACKETS.match(rest) or phrases.SIGNED.match(rest)
        if not signed:
            return self._signed_below(context)
        noun = re.split(r"[のでは、]", signed["noun"].strip())[-1]
        return noun if self.may_sign(noun) else None

    def _signed_below(self, context: Context) -> str | None:
        """Return who is named on a line of its own below a quotation, NOBODY where that may be a label."""
        name, certain = self._line_of_name(context.below) if context.alone else (None, False)
        if name is None:
            return None
        # Names above and below may be labels of what follows them.
        return name if certain and self._line_of_name(context.above)[0] is None else NOBODY

    def _line_of_name(self, line: str) -> tuple[str | None, bool]:
        """Return the name that a line is, and whether an office stands with it: 水野彩（船大工）."""
        signed = phrases.SIGNED_BELOW.fullmatch(line.replace("\u3000", " ").strip())
        parts = signed["noun"].split() if signed else []
        for noun in ("".join(parts), *parts[1:][-1:]):
            if len(noun) > 2 and self.may_sign(noun):
                return noun, bool(signed and signed["added"]) or noun != "".join(parts)
        return None, False

    def may_sign(self, noun: str) -> bool:
        """Return whether a noun can be a name, where nothing but a name is expected."""
        return self._names.may_speak(noun) or bool(
            phrases.PLAIN_NAME.fullmatch(noun) and not self._names.never_speaks(noun)
        )

    def _told(self, context: Context, words: str) -> str | None:
        """Return who speaks where the subject listens: 母に「…」と言われた, 住民から「…」との声が出た."""
        owner = phrases.WORDS_OF.search(context.left)
        if owner and self.is_somebody(owner["noun"]) and self._cue["quotes.own_words"].match(context.right):
            return self.shown(owner)
        told = phrases.TOLD.match(context.right)
        if told and self._cue["quotes.reporting_passive"].search(told["verb"]):
            return told["noun"] or self._teller(context.left) or NOBODY
        heard = told and self._cue["quotes.hearing_verb"].match(told["verb"])
        if heard and not self._cue["quotes.question_end"].search(words):
            return self._teller(context.left)
        if self._cue["quotes.voice"].match(context.right):
            teller = phrases.FROM.search(context.left)
            return teller["noun"] if teller and not self._names.never_speaks(teller["noun"]) else NOBODY
        return None

    def _teller(self, left: str) -> str | None:
        teller = phrases.TELLER.search(left)
        return teller["noun"] if teller else None

    def _behind(self, context: Context, _: str) -> str | None:
        """Return the speaker named in 」と水野氏は語った, 」と語る水野氏は or 」と話すのは水野氏だ."""
        right = phrases.BRACKET.sub("", context.right)
        cleft = phrases.CLEFT.match(right)
        if cleft and not self._names.never_speaks(cleft["noun"]):
            return self.shown(cleft)
        owned = phrases.OWNED.match(right)
        if (
            owned
            and self._cue["quotes.spoken_words"].match(owned["words"])
            and self.is_somebody(owned["noun"])
        ):
            return self.shown(owned)
        for pattern in (phrases.ATTRIBUTIVE, phrases.VERBLESS):
            found = pattern.match(right)
            if found and self._names.may_speak(found["noun"]):
                return self.shown(found)
        topic = TOPIC.search(right)
        between = right[: topic.start()] if topic else ""
        if (
            topic
            and phrases.BETWEEN.fullmatch(between)
            and not self._cue["quotes.reporting_verb"].search(between)
            and not phrases.PREDICATE.search(between)
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
        source = self.source(left)
        if source is None and (document := self._cue["quotes.document_of"].search(left)):
            source = document["noun"] if not self._names.never_speaks(document["noun"]) else NOBODY
        return source

    def source(self, text: str) -> str | None:
        """Return who a sentence says is its source: 水野さんによると."""
        end = self._cue["quotes.source_named"].search(text)
        found = phrases.ACCORDING.search(text, max(0, end.start() - _TAIL)) if end else None
        return found["noun"] if found and not self._names.never_speaks(found["noun"]) else None

    def _before(self, context: Context, _: str) -> str | None:
        left = context.left
        asked = phrases.ASKED.search(left)
        if (
            asked
            and self._cue["quotes.asking_verb"].match(asked["verb"])
            and self._names.may_speak(asked["noun"])
        ):
            return self.shown(asked)
        for hearsay in reversed(list(self._cue["quotes.hearsay"].finditer(left))):
            if self.is_somebody(hearsay["who"]):
                return hearsay["who"]
        asker = phrases.ASKER.search(left)
        if asker and self._names.may_speak(asker["noun"]):
            return self.shown(asker)
        label = phrases.LABEL.fullmatch(left.strip())
        if label and not self._names.never_speaks(label["noun"]) and (self.may_sign(label["noun"])):
            return label["noun"]
        remark = phrases.REMARK_OF.search(left)
        if (
            remark
            and self._cue["quotes.spoken_words"].fullmatch(remark["words"])
            and self.is_somebody(remark["noun"])
        ):
            return self.shown(remark)
        subject = self.subject(left)
        if subject is not None:
            return subject
        return self._source(left)

    def subject(self, left: str) -> str | None:
        """Return the subject of the verb for a quotation that follows `left`, NOBODY if it isn't certain.

        The nearest は decides; が only where nothing but an adverbial stands between, or there is no は.
        """
        fallback: str | None = None
        topics = list(TOPIC.finditer(left))
        known = [self.is_somebody(topic["noun"]) for topic in topics]
        for index in range(len(topics) - 1, -1, -1):
            topic = topics[index]
            gap = left[topic.end() :]
            if not known[index]:
                if self._names.never_speaks(topic["noun"]):
                    if not gap and not self._cue["quotes.adverbial_topic"].search(topic["noun"]):
                        return NOBODY
                elif topic["particle"] == "は" and not any(known[:index]):
                    return self.shown(topic) if self._may_be_subject(topic) else fallback or NOBODY
                elif topic["particle"] == "が" and not gap and phrases.PLAIN_NAME.fullmatch(topic["noun"]):
                    return NOBODY
            elif topic["particle"] == "が" and not phrases.ADVERBIAL.fullmatch(gap):
                if fallback is None and not phrases.SWITCH.search(gap):
                    fallback = self.shown(topic)
            elif not self._is_inner(topic):
                return NOBODY if phrases.JOINT.search(left[: topic.start()]) else self.shown(topic)
        return fallback

    def _may_be_subject(self, topic: re.Match[str]) -> bool:
        """Return whether a word that may be a name or a thing is the subject of the verb."""
        opens = topic.string[: topic.start()].strip()[-1:] in ("", "。", "、")
        company = opens and self._names.may_be_company(topic["noun"])
        return company or phrases.ADVERBIAL.fullmatch(topic.string, topic.end()) is not None

    def _is_inner(self, topic: re.Match[str]) -> bool:
        """Return whether a topic is that of a clause inside another: 水野氏は、大谷氏が去ったことについて."""
        if topic["particle"] == "では" and not self._names.is_organization(topic["noun"]):
            return True
        outer = phrases.OUTER.search(topic.string[: topic.start()])
        return outer is not None and topic.end() < len(topic.string) and self.is_somebody(outer["noun"])

    def _next(self, context: Context, _: str) -> str | None:
        """Return whom the next sentence names for a quotation: 「…」。水野さんはそう話した."""
        cleft = phrases.CLEFT_BEHIND.match(context.rest)
        if cleft:
            return self.shown(cleft) if self.is_somebody(cleft["noun"]) else NOBODY
        back = self._cue["quotes.refers_back"].search(context.rest)
        if back:
            named = phrases.NAMED_BEHIND.match(context.rest[back.end() :])
            if named and self._names.may_speak(named["noun"]):
                return self.shown(named)
            return self.subject(context.rest[: back.start()])
        these = self._cue["quotes.these_are"].match(context.rest)
        said = phrases.WORDS_ARE_OF.match(context.rest, these.end()) if these else None
        if said and self._cue["quotes.spoken_words"].fullmatch(said["words"]):
            return self.shown(said) if self.is_somebody(said["noun"]) else NOBODY
        clause = context.rest.split("。", 1)[0]
        topic = TOPIC.search(clause) if context.opens and "「" not in clause else None
        if (
            topic
            and self.is_somebody(topic["noun"])
            and self._cue["quotes.bare_verb"].match(clause, topic.end())
        ):
            return self.shown(topic)
        return None

    def main(self, topics: list[re.Match[str]]) -> str | None:
        """Return whom a sentence with these topics is about: who acts, or an organization that speaks.

        NOBODY stands for two people at once.
        """
        for topic in sorted(topics, key=lambda topic: topic["particle"] == "が"):
            noun, text = topic["noun"], topic.string
            if topic["particle"] == "が" and phrases.SWITCH.search(text, topic.end()):
                continue
            if self._names.may_speak(noun) and not self._cue["quotes.existence"].match(text, topic.end()):
                return NOBODY if phrases.JOINT.search(text[: topic.start()]) else self.shown(topic)
            company = self._names.is_organization(noun) or self._cue["quotes.same"].match(noun)
            if company and self._cue["quotes.reporting_verb"].search(text, topic.end()):
                return self.shown(topic)
        return None

    def introduced(self, text: str) -> str | None:
        """Return the one whom a sentence introduces: 始めたのは司書の水野彩さん（38）, 水野さんに聞いた."""
        tail = text[-_TAIL:]
        asked = phrases.ASKED_BEFORE.search(tail) if "に" in tail[-16:] else None
        if asked and self._cue["quotes.asking_verb"].match(asked["verb"]):
            return self.shown(asked) if self._names.may_speak(asked["noun"]) else None
        found = phrases.INTRODUCED.search(text) if "のは" in text else None
        if found:
            return self.shown(found) if self._names.may_speak(found["noun"]) else None
        found = phrases.NOMINAL.search(tail)
        return found["noun"] if found and self._names.is_named(found["noun"]) else None

    def is_somebody(self, noun: str) -> bool:
        """Return whether a noun is a person or an organization."""
        return self._names.may_speak(noun) or self._names.is_organization(noun)

    def shown(self, found: re.Match[str]) -> str:
        """Return a noun as it is shown: a word for a person with what tells which one, 水野さんの母."""
        noun = found["noun"]
        if not self._names.is_common_person(noun) or self._names.is_pronoun(noun):
            return noun
        start = found.start("noun")
        owner = phrases.OWNER.search(found.string[max(0, start - 48) : start])
        return (owner[1] if owner else "") + noun
