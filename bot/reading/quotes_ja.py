"""Find Japanese quotations (「…」と述べた) and attribute them to speakers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.cues import cues
from bot.model import Language
from bot.reading.blocks import Block, BlockRole
from bot.reading.marks import MarkPair, find_quotations, mask_quotations
from bot.reading.names_ja import NOUN, TOPIC, JapaneseNames
from bot.reading.sentences import Sentence

_LEFT, _RIGHT = 160, 60
"""Characters of context that are searched before and after a quotation."""
_MIN_QUOTATION = 5
_MIN_UNATTRIBUTED = 10
_COORDINATION = re.compile(r"(?:など)?[、,，・]?(?:[^。「」]{0,10})?$")
_HEARSAY = re.compile(
    r"([一-龥々ァ-ヴー・A-Za-z]{2,20}(?:さん|氏)?)の(?:話|証言|説明|言葉)(?:として|では|によると|によれば)[、,]"
)
_ACCORDING = re.compile(
    r"([一-龥々ァ-ヴー・A-Za-z]{2,20}(?:さん|氏)?)(?:（[^（）]{0,30}）)?(?:によると|によれば|いわく|曰く)"
)
_SPEAKER_IN_CLEFT = re.compile(
    r"^(?:など)?と[^。、「]{1,16}のは[、,]?(?P<noun>[^。、「]{2,40}?)(?:だ|です|で|。|$)"
)
_ASKED_PERSON = re.compile(
    NOUN
    + r"に(?:[^。「」、]{0,10})?(?:電話|尋ね|聞[いく]|問[いう]|話を)[^。「」、]{0,8}(?:と|たら|れば)[、,]?$"
)
# 始めたのは司書の水野彩さん（38）。
_PERSON_IN_CLEFT = re.compile(r"のは[、,]?(?:[^。、「」]{0,30}の)?" + NOUN + r"(?:だ|です|で|。|$)")
_TELLER = re.compile(NOUN + r"(?:に|から)[、,]?$")
_REPORTED_CLAUSE = re.compile(r"(?<!よる)(?<!れば)と[、,]?$")


def find(
    blocks: list[Block], sentences: list[Sentence]
) -> Iterator[tuple[Sentence, tuple[MarkPair, ...], str | None]]:
    """Yield each quotation with its sentence and its speaker by full name."""
    reader = _JapaneseQuotes(JapaneseNames("\n".join(block.shown.text for block in blocks)))
    passed = -1
    for index, sentence in enumerate(sentences):
        above = next(
            (i for i in range(sentence.block, passed, -1) if blocks[i].role is BlockRole.HEADING), None
        )
        passed = sentence.block
        if above is not None:
            reader.read_heading(blocks[above].shown.text)
        following = sentences[index + 1].text if index + 1 < len(sentences) else ""
        for pair, speaker in reader.read(sentence.text, following):
            yield sentence, (pair,), speaker


class _JapaneseQuotes:
    """Reads an article sentence by sentence and remembers the last speaker."""

    def __init__(self, names: JapaneseNames) -> None:
        self._names = names
        self._cue = cues(Language.JA)
        self._last_speaker: str | None = None

    def read_heading(self, heading: str) -> None:
        """Note the speaker that a heading names for the text below it: 大谷町長のコメント."""
        comment = self._cue["quotes.comment_heading"].match(heading)
        if comment:
            self._last_speaker = self._resolve(comment["who"].split()[-1])

    def read(self, text: str, following: str) -> list[tuple[MarkPair, str | None]]:
        """Return the quotations of the next sentence, each with its speaker."""
        label = self._names.speaker_label(text)
        self._last_speaker = self._resolve(label) if label else self._last_speaker
        quoted = find_quotations(text)
        if len(quoted) == 1 and not (text[: quoted[0].start] + text[quoted[0].end :]).strip("。 \u3000"):
            self._last_speaker = self._speaker_in_next(following) or self._last_speaker
        found: list[tuple[MarkPair, str | None]] = []
        spoken = self._are_speech(text, quoted)
        for pair, is_spoken in zip(quoted, spoken, strict=True):
            if is_spoken:
                self._last_speaker = self._speaker(text, pair, quoted) or self._last_speaker
                found.append((pair, self._last_speaker))
        if not found:
            self._last_speaker = (
                self._topic_person(mask_quotations(text, quoted)[:_LEFT], near=False) or self._last_speaker
            )
        return found

    def _speaker_in_next(self, following: str) -> str | None:
        """Return the speaker whom the next sentence names for a quotation: 「…」。田中さんはそう話した。"""
        if not self._cue["quotes.refers_back"].search(following[:_LEFT]):
            return None
        return self._topic_person(mask_quotations(following, find_quotations(following))[:_LEFT], near=False)

    def _are_speech(self, text: str, quoted: list[MarkPair]) -> list[bool]:
        """Return which pairs are speech; backwards, as A in 「A」、「B」と述べた is speech if B is."""
        flags = [False] * len(quoted)
        for index in range(len(quoted) - 1, -1, -1):
            pair = quoted[index]
            words = pair.inside(text)
            following = quoted[index + 1] if index + 1 < len(quoted) else None
            if self._is_term(words):
                continue
            if self._is_speech(text, pair, words):
                flags[index] = True
            elif following and flags[index + 1] and _COORDINATION.fullmatch(text[pair.end : following.start]):
                flags[index] = not self._cue["quotes.not_speech"].search(text[pair.end : following.start])
        return flags

    def _is_term(self, words: str) -> bool:
        if len(words) < _MIN_QUOTATION or self._cue["quotes.term_like"].search(words):
            return True
        return not self._cue["quotes.clause_end"].search(words) and len(words) < 24

    def _is_speech(self, text: str, pair: MarkPair, words: str) -> bool:
        left, right = pair.context(text, _LEFT, _RIGHT)
        right = re.sub(r"^[（(][^（）()]{0,30}[)）]|^など", "", right)
        if not left.strip() and right.strip() in ("", "。"):
            return len(words) >= _MIN_UNATTRIBUTED and pair.mark == "「" and self._last_speaker is not None
        if self._cue["quotes.not_speech"].search(right) or self._cue["quotes.not_speech_before"].search(left):
            return False
        if self._cue["quotes.generic_speaker"].search(right) and not _TELLER.search(left):
            return False
        if right.strip() in ("", "。"):
            return bool(self._cue["quotes.speech_follows"].search(left)) and pair.mark == "「"
        if any(self._cue["quotes.reporting_phrase"].search(part) for part in (right, right[:2])):
            return True
        if right.startswith("と") and self._names_speaker(left):
            return True
        clause = right.split("。", 1)[0]
        return right.startswith(("と", "って")) and bool(
            self._cue["quotes.reporting_verb"].search(clause[:48])
        )

    def _names_speaker(self, left: str) -> bool:
        """Return whether a person is named directly before the quotation: 山本さんは「…」と肩を落とす."""
        topics = list(TOPIC.finditer(left[-60:]))
        return (
            bool(topics)
            and len(left[-60:]) - topics[-1].end() <= 6
            and self._names.may_speak(topics[-1]["noun"])
        )

    def _speaker(self, text: str, pair: MarkPair, quoted: list[MarkPair]) -> str | None:
        left, right = pair.context(mask_quotations(text, quoted), _LEFT, _RIGHT)
        told = _TELLER.search(left) if self._cue["quotes.reporting_passive"].search(right) else None
        if told:
            return self._resolve(told["noun"])
        return self._speaker_after(right) or self._speaker_before(left)

    def _speaker_after(self, right: str) -> str | None:
        """Return the speaker named in 」と田中氏は語った, 」と語る田中氏は or 」と話すのは田中氏だ."""
        sayer = _SPEAKER_IN_CLEFT.search(right)
        if sayer:
            noun = re.split(r"[のた、]", sayer["noun"])[-1]
            if self._names.may_speak(noun):
                return self._resolve(noun)
        match = TOPIC.search(right)
        stop = re.match(r"(?:など)?と[、,]?(?P<noun>[一-龥々ァ-ヴー・]{2,24}(?:さん)?)。", right)
        if stop and self._names.may_speak(stop["noun"]):
            return self._resolve(stop["noun"])
        if not match or not self._names.may_speak(match["noun"]):
            return None
        between = re.sub(r"^(?:など)?と[、,]?", "", right[: match.start()])
        attributive = not between or (
            between[-1] in "うるすくたつぬむぶぐ" and "、" not in between and "。" not in between
        )
        return self._resolve(match["noun"]) if attributive else None

    def _speaker_before(self, left: str) -> str | None:
        asked = _ASKED_PERSON.search(left)
        if asked and self._names.may_speak(asked["noun"]):
            return self._resolve(asked["noun"])
        for hearsay in reversed(list(_HEARSAY.finditer(left))):
            if self._names.may_speak(hearsay[1]):
                return self._resolve(hearsay[1])
        label = re.fullmatch(r"([一-龥々ァ-ヴー・A-Za-z .]{2,20}(?:さん)?)\s*+[:：]?", left.strip())
        if label and not self._names.never_speaks(label[1]):
            return self._resolve(label[1])
        topic = self._topic_person(left, near=True)
        if topic:
            return topic
        for match in _ACCORDING.finditer(left):
            return self._resolve(match[1])
        return None

    def _topic_person(self, text: str, *, near: bool) -> str | None:
        """Return the person a clause is about.

        `near` says that a quotation follows: then any noun that can be a speaker counts.
        """
        topics = [
            match for match in TOPIC.finditer(text) if not _REPORTED_CLAUSE.search(text[: match.start()])
        ]
        for particles in (("は", "も", "では"), ("が",)):
            for match in reversed(topics):
                if match["particle"] in particles and self._names.may_speak(match["noun"]):
                    return self._resolve(match["noun"])
        for match in reversed(topics):
            noun = match["noun"]
            at_once = near and len(text) - match.end() <= 30
            says = near or self._cue["quotes.reporting_verb"].search(text, match.end())
            if (
                match["particle"] == "は"
                and not self._names.never_speaks(noun)
                and (at_once or (says and self._names.is_organization(noun)))
            ):
                return self._resolve(noun)
        introduced = _PERSON_IN_CLEFT.search(text)
        if introduced and self._names.may_speak(introduced["noun"]):
            return self._resolve(introduced["noun"])
        return None

    def _resolve(self, noun: str) -> str | None:
        if self._names.is_pronoun(noun):
            return self._last_speaker
        return self._names.full_name(noun) or self._last_speaker or noun
