"""Japanese quotations: 「…」と述べた and its kin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.model import Language
from bot.reading.blocks import Block, Role
from bot.reading.cues import cues
from bot.reading.marks import QUOTING, Pair, blanked, pairs
from bot.reading.names_ja import NOUN, TOPIC, JapaneseNames
from bot.reading.sentences import Sentence

_MARKS = '「『“"＂'
_LEFT = 160
_RIGHT = 60
_SHORTEST = 5
_SHORTEST_ALONE = 10
_LINK = re.compile(r"(?:など)?[、,，・]?(?:[^。「」]{0,10})?$")
_HEARSAY = re.compile(
    r"([一-龥々ァ-ヴー・A-Za-z]{2,20}(?:さん|氏)?)の(?:話|証言|説明|言葉)(?:として|では|によると|によれば)[、,]"
)
_ACCORDING = re.compile(
    r"([一-龥々ァ-ヴー・A-Za-z]{2,20}(?:さん|氏)?)(?:（[^（）]{0,30}）)?(?:によると|によれば|いわく|曰く)"
)
_SAYER = re.compile(r"^(?:など)?と[^。、「]{1,16}のは[、,]?(?P<noun>[^。、「]{2,40}?)(?:だ|です|で|。|$)")
_ASKED = re.compile(
    NOUN
    + r"に(?:[^。「」、]{0,10})?(?:電話|尋ね|聞[いく]|問[いう]|話を)[^。「」、]{0,8}(?:と|たら|れば)[、,]?$"
)
# 始めたのは司書の水野彩さん（38）。
_INTRODUCED = re.compile(r"のは[、,]?(?:[^。、「」]{0,30}の)?" + NOUN + r"(?:だ|です|で|。|$)")
_TOLD_BY = re.compile(NOUN + r"(?:に|から)[、,]?$")
_REPORTED = re.compile(r"(?<!よる)(?<!れば)と[、,]?$")


def find(blocks: list[Block], sentences: list[Sentence]) -> Iterator[tuple[Sentence, Pair, str | None]]:
    """Each quotation with its sentence and its speaker, the fullest form of the name."""
    reader = _JapaneseQuotes(JapaneseNames("\n".join(block.shown.text for block in blocks)))
    passed = -1
    for index, sentence in enumerate(sentences):
        above = next((i for i in range(sentence.block, passed, -1) if blocks[i].role is Role.HEADING), None)
        passed = sentence.block
        if above is not None:
            reader.enter(blocks[above].shown.text)
        following = sentences[index + 1].text if index + 1 < len(sentences) else ""
        for pair, speaker in reader.read(sentence.text, following):
            yield sentence, pair, speaker


class _JapaneseQuotes:
    """Reads sentence after sentence, remembering who was speaking."""

    def __init__(self, names: JapaneseNames) -> None:
        self._names = names
        self._cue = cues(Language.JA)
        self._last: str | None = None

    def enter(self, heading: str) -> None:
        """A heading may name who speaks below it: 大谷町長のコメント."""
        comment = self._cue["quotes.comment"].match(heading)
        if comment:
            self._last = self._name(comment["who"].split()[-1])

    def read(self, text: str, following: str) -> list[tuple[Pair, str | None]]:
        label = self._names.label(text)
        self._last = self._name(label) if label else self._last
        quoted = pairs(text, QUOTING)
        if len(quoted) == 1 and not (text[: quoted[0].start] + text[quoted[0].end :]).strip("。 \u3000"):
            self._last = self._named_next(following) or self._last
        found: list[tuple[Pair, str | None]] = []
        spoken = self._spoken(text, quoted)
        for pair, is_spoken in zip(quoted, spoken, strict=True):
            if is_spoken:
                self._last = self._speaker(text, pair, quoted) or self._last
                found.append((pair, self._last))
        if not found:
            self._last = self._topic(blanked(text, quoted)[:_LEFT], near=False) or self._last
        return found

    def _named_next(self, following: str) -> str | None:
        """「…」。田中さんはそう話した。"""
        if not self._cue["quotes.refers_back"].search(following[:_LEFT]):
            return None
        return self._topic(blanked(following, pairs(following, QUOTING))[:_LEFT], near=False)

    def _spoken(self, text: str, quoted: list[Pair]) -> list[bool]:
        """Decided from the last pair to the first: 「A」、「B」と述べた makes A spoken as well."""
        spoken = [False] * len(quoted)
        for index in range(len(quoted) - 1, -1, -1):
            pair = quoted[index]
            words = text[pair.start + 1 : pair.end - 1].strip()
            following = quoted[index + 1] if index + 1 < len(quoted) else None
            if self._is_term(words):
                continue
            if self._is_said(text, pair, words):
                spoken[index] = True
            elif following and spoken[index + 1] and _LINK.fullmatch(text[pair.end : following.start]):
                spoken[index] = not self._cue["quotes.not_said"].search(text[pair.end : following.start])
        return spoken

    def _is_term(self, words: str) -> bool:
        if len(words) < _SHORTEST or self._cue["quotes.term"].search(words):
            return True
        return not self._cue["quotes.clause"].search(words) and len(words) < 24

    def _is_said(self, text: str, pair: Pair, words: str) -> bool:
        left, right = text[max(0, pair.start - _LEFT) : pair.start], text[pair.end : pair.end + _RIGHT]
        right = re.sub(r"^[（(][^（）()]{0,30}[)）]|^など", "", right)
        if not left.strip() and right.strip() in ("", "。"):
            return len(words) >= _SHORTEST_ALONE and pair.mark == "「" and self._last is not None
        if self._cue["quotes.not_said"].search(right) or self._cue["quotes.not_said_before"].search(left):
            return False
        if self._cue["quotes.everybody"].search(right) and not _TOLD_BY.search(left):
            return False
        if right.strip() in ("", "。"):
            return bool(self._cue["quotes.left"].search(left)) and pair.mark == "「"
        if any(self._cue["quotes.said_short"].search(part) for part in (right, right[:2])):
            return True
        if right.startswith("と") and self._names_speaker(left):
            return True
        clause = right.split("。", 1)[0]
        return right.startswith(("と", "って")) and bool(self._cue["quotes.said"].search(clause[:48]))

    def _names_speaker(self, left: str) -> bool:
        """Whether a person is named right before the quotation: 山本さんは「…」と肩を落とす."""
        topics = list(TOPIC.finditer(left[-60:]))
        return (
            bool(topics)
            and len(left[-60:]) - topics[-1].end() <= 6
            and self._names.may_speak(topics[-1]["noun"])
        )

    def _speaker(self, text: str, pair: Pair, quoted: list[Pair]) -> str | None:
        plain = blanked(text, quoted)
        right = plain[pair.end : pair.end + _RIGHT]
        left = plain[max(0, pair.start - _LEFT) : pair.start]
        told = _TOLD_BY.search(left) if self._cue["quotes.said_to"].search(right) else None
        if told:
            return self._name(told["noun"])
        return self._after(right) or self._before(left)

    def _after(self, right: str) -> str | None:
        """」と田中氏は語った, 」と語る田中氏は, 」と話すのは田中氏だ."""
        sayer = _SAYER.search(right)
        if sayer:
            noun = re.split(r"[のた、]", sayer["noun"])[-1]
            if self._names.may_speak(noun):
                return self._name(noun)
        match = TOPIC.search(right)
        stop = re.match(r"(?:など)?と[、,]?(?P<noun>[一-龥々ァ-ヴー・]{2,24}(?:さん)?)。", right)
        if stop and self._names.may_speak(stop["noun"]):
            return self._name(stop["noun"])
        if not match or not self._names.may_speak(match["noun"]):
            return None
        between = re.sub(r"^(?:など)?と[、,]?", "", right[: match.start()])
        attributive = not between or (
            between[-1] in "うるすくたつぬむぶぐ" and "、" not in between and "。" not in between
        )
        return self._name(match["noun"]) if attributive else None

    def _before(self, left: str) -> str | None:
        asked = _ASKED.search(left)
        if asked and self._names.may_speak(asked["noun"]):
            return self._name(asked["noun"])
        for hearsay in reversed(list(_HEARSAY.finditer(left))):
            if self._names.may_speak(hearsay[1]):
                return self._name(hearsay[1])
        label = re.fullmatch(r"\s*([一-龥々ァ-ヴー・A-Za-z .]{2,20}(?:さん)?)\s*[:：]?\s*", left)
        if label and not self._names.is_mute(label[1]):
            return self._name(label[1])
        topic = self._topic(left, near=True)
        if topic:
            return topic
        for match in _ACCORDING.finditer(left):
            return self._name(match[1])
        return None

    def _topic(self, text: str, *, near: bool) -> str | None:
        """The person a clause is about; for a quotation that follows at once, any noun that can speak."""
        topics = [match for match in TOPIC.finditer(text) if not _REPORTED.search(text[: match.start()])]
        for particles in (("は", "も", "では"), ("が",)):
            for match in reversed(topics):
                if match["particle"] in particles and self._names.may_speak(match["noun"]):
                    return self._name(match["noun"])
        for match in reversed(topics):
            noun = match["noun"]
            at_once = near and len(text) - match.end() <= 30
            says = near or self._cue["quotes.said"].search(text, match.end())
            if (
                match["particle"] == "は"
                and not self._names.is_mute(noun)
                and (at_once or (says and self._names.is_body(noun)))
            ):
                return self._name(noun)
        introduced = _INTRODUCED.search(text)
        if introduced and self._names.may_speak(introduced["noun"]):
            return self._name(introduced["noun"])
        return None

    def _name(self, noun: str) -> str | None:
        if self._names.is_pronoun(noun):
            return self._last
        return self._names.fullest(noun) or self._last or noun
