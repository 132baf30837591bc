"""Follow who is meant from sentence to sentence of a Japanese article: pronouns, and subjects left out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.cues import cues
from bot.model import Language
from bot.reading.attribution_ja import NOBODY, Attribution, Context
from bot.reading.names_ja import TOPIC, JapaneseNames


class Discourse:
    """Remembers whom an article is about. Where two people are possible, the answer is None."""

    def __init__(self, names: JapaneseNames, attribution: Attribution) -> None:
        self._names = names
        self._attribution = attribution
        self._cue = cues(Language.JA)
        self._only: str | None = None
        self._label: str | None = None
        self._label_stays = False
        self._questioned = False
        self._source: str | None = None
        self._topic: str | None = None
        self._topic_block = -1
        self._last_speaker: str | None = None
        self._adjacent: str | None = None
        self._mentioned: list[str] = []
        self._companies: list[str] = []
        self._text = self._masked = ""
        self._block = -1
        self._said: list[str | None] = []

    @property
    def is_going_on(self) -> bool:
        """Whether there is somebody who may speak, so that a quotation by itself may be speech."""
        return self._topic is not None or self._questioned or self._label is not None

    def _is_question(self, text: str) -> bool:
        return text.endswith(("？", "?"))

    def foresee(self, sentences: Iterable[tuple[str, list[str | None]]]) -> None:
        """Note whether one person alone speaks in the whole article."""
        speaking: set[str | None] = set()
        for masked, nouns in sentences:
            if not nouns and self._cue["quotes.reporting_verb"].search(masked):
                nouns = [self._main_noun(masked)]
            speaking |= {self._names.full_name(noun) for noun in nouns if noun and not self._stands_for(noun)}
        self._only = speaking.pop() if len(speaking) == 1 else None

    def _stands_for(self, noun: str) -> bool:
        """Return whether a noun stands for somebody named elsewhere."""
        return self._names.is_pronoun(noun) or bool(self._cue["quotes.same"].match(noun))

    def pass_heading(self, heading: str) -> None:
        """Begin a section, with the speaker that its heading names: 大谷町長のコメント.

        A name alone, such as 大谷さん, is the label of the quotations directly below, and of the answers to
        the questions among them.
        """
        comment = self._cue["quotes.comment_heading"].match(heading)
        name = comment["who"].split()[-1] if comment else re.sub(r"\s*[（(].*", "", heading).rstrip(":： ")
        self._questioned = self._is_question(heading)
        if self._attribution.may_sign(name) if comment else self._names.may_speak(name):
            self._label, self._label_stays = self._names.full_name(name), comment is not None
        elif self._label_stays:
            self._label = None
        self._adjacent = self._topic = None
        self._mentioned.clear()

    def start(self, text: str, masked: str, block: int) -> None:
        """Begin a sentence."""
        label = self._names.speaker_label(text)
        if label:
            self._label, self._label_stays = self._names.full_name(label), False
        elif not self._label_stays and masked.strip("「」『』_。 ") and not self._is_question(masked):
            self._label = None
        self._masked = masked
        self._block = block
        self._said = []

    def speaker(self, noun: str | None, context: Context) -> str | None:
        """Return the speaker of the next quotation of the sentence, by full name."""
        if noun is not None:
            speaker = self._resolve(noun, context.left)
        elif self._said:
            speaker = self._said[-1]
        else:
            speaker = self._label or (self._adjacent if context.alone else self._left_out(context.right))
        self._said.append(speaker)
        return speaker

    def _resolve(self, noun: str, left: str) -> str | None:
        if noun == NOBODY:
            return None
        if self._cue["quotes.first_person"].search(noun):
            return self._label
        if self._names.is_pronoun(noun):
            return self._antecedent(left)
        if self._cue["quotes.same"].match(noun):
            return self._companies[-1] if len(set(self._companies)) == 1 else self._topic_company()
        return self._names.full_name(noun) or self._antecedent(left)

    def _topic_company(self) -> str | None:
        return self._topic if self._topic and self._names.may_be_company(self._topic) else None

    def _antecedent(self, left: str) -> str | None:
        """Return the last person named, if the text is about that person or has named no other."""
        mentioned = [*self._mentioned, *self._names.mentions(left)]
        if not mentioned:
            return self._topic
        last = mentioned[-1]
        return last if last == self._topic or len(set(mentioned)) == 1 else None

    def _left_out(self, right: str) -> str | None:
        """Return the subject of a verb that has none: whom the paragraph, or the last speech, is about."""
        if self._source and self._cue["quotes.passed_on"].match(right):
            return self._source
        if self._topic and self._topic_block == self._block:
            return self._topic
        if self._adjacent or self._topic == self._last_speaker:
            return self._adjacent or self._topic
        return self._only if self._topic in (None, self._only) else None

    def end(self) -> None:
        """End a sentence: note whom it was about."""
        noun = self._attribution.introduced(self._masked) or self._main_noun(self._masked)
        main = about = self._resolve(noun, "") if noun else None
        source = self._attribution.source(self._masked)
        self._source = self._resolve(source, "") if source else None
        mentions = self._names.mentions(self._masked)
        if self._said:
            about = self._last_speaker = self._said[-1]
        if noun or self._said:
            self._topic, self._topic_block = main or about, self._block
        if self._said:
            self._adjacent = about if about == (main or about) else None
        elif not noun and self._cue["quotes.bare_verb"].search(self._masked[-24:]) and not self._has_topic():
            self._adjacent = self._left_out("")
        elif noun or mentions or self._has_topic():
            self._adjacent = about if set(mentions) <= {about} else None
        self._mentioned += mentions
        self._questioned = self._is_question(self._masked) or (self._questioned and bool(self._said))
        self._companies += self._companies_in(self._masked)

    def _has_topic(self) -> bool:
        return any(topic["particle"] != "では" for topic in TOPIC.finditer(self._masked))

    def _companies_in(self, masked: str) -> list[str]:
        """Return the names that may be a company's, of which a sentence says something."""
        topics = (topic["noun"] for topic in TOPIC.finditer(masked) if topic["particle"] == "は")
        return [noun for noun in topics if self._names.may_be_company(noun)]

    def _main_noun(self, masked: str) -> str | None:
        main = self._attribution.main(masked)
        return self._attribution.shown(main) if main else None
