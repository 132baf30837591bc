"""Follow who is meant from sentence to sentence of a Japanese article: pronouns, and subjects left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.cues import cues
from bot.model import Language
from bot.reading.attribution_ja import NOBODY, Attribution, Context
from bot.reading.names_ja import TOPIC, JapaneseNames

_ENDING = 24


@dataclass(frozen=True, slots=True)
class Statement:
    """What a sentence, its quotations masked, says of people.

    `about` is the noun for whom it is about, `source` for whose words it passes on, `named` is everybody it
    names, `companies` what may be companies in it. `reports` says that whom it is about says something;
    `goes_on`, that it has a verb of saying and no subject; `replies`, that an answer follows.
    """

    text: str
    masked: str
    block: int
    about: str | None
    source: str | None
    named: list[str]
    companies: list[str]
    has_topic: bool
    reports: bool
    goes_on: bool
    replies: bool

    @classmethod
    def of(
        cls, text: str, masked: str, block: int, names: JapaneseNames, attribution: Attribution
    ) -> Statement:
        """Return what a sentence of a block says."""
        cue = cues(Language.JA)
        found = [topic for topic in TOPIC.finditer(masked) if topic["particle"] != "では"]
        # …と述べたと、AFPは報じている: about whoever said it, not about who passes it on.
        topics = [topic for topic in found if not cue["quotes.passes_on"].match(masked, topic.end())]
        about = attribution.introduced(masked) or attribution.main(topics)
        return cls(
            text=text,
            masked=masked,
            block=block,
            about=about,
            source=attribution.source(masked),
            named=names.mentions(masked),
            companies=[topic["noun"] for topic in topics if names.may_be_company(topic["noun"])],
            has_topic=bool(topics) or cue["quotes.crowd"].search(masked) is not None,
            reports=about is not None and bool(cue["quotes.reporting_verb"].search(masked)),
            goes_on=not topics
            and about is None
            and bool(found or cue["quotes.bare_verb"].search(masked[-_ENDING:])),
            replies=bool(cue["quotes.reply_follows"].search(masked[-_ENDING:])),
        )


_NOTHING = Statement(
    "", "", -1, None, None, [], [], has_topic=False, reports=False, goes_on=False, replies=False
)


class Discourse:
    """Remembers whom an article is about. Where two people are possible, the answer is None."""

    def __init__(self, names: JapaneseNames, attribution: Attribution) -> None:
        self._names = names
        self._attribution = attribution
        self._cue = cues(Language.JA)
        self._only: str | None = None
        self._only_named: str | None = None
        self._label: str | None = None
        self._label_stays = False
        self._label_block = -1
        self._questioned = False
        self._source: str | None = None
        self._topic: str | None = None
        self._topic_block = -1
        self._is_open = False
        self._last_speaker: str | None = None
        self._adjacent: str | None = None
        self._mentioned: set[str] = set()
        self._last_mentioned: str | None = None
        self._companies: set[str] = set()
        self._statement = _NOTHING
        self._said: list[str | None] = []

    @property
    def is_going_on(self) -> bool:
        """Whether there is somebody who may speak, so that a quotation by itself may be speech."""
        return self._topic is not None or self._questioned or self._label is not None

    def _is_question(self, text: str) -> bool:
        return text.endswith(("？", "?"))

    def foresee(self, speaking: Iterable[str | None], named: Iterable[str]) -> None:
        """Note whether one person alone speaks, or is named, in the whole article."""
        names = {self._names.full_name(noun) for noun in speaking if noun and not self._stands_for(noun)}
        self._only = names.pop() if len(names) == 1 else None
        people = set(named)
        self._only_named = people.pop() if len(people) == 1 else None

    def _stands_for(self, noun: str) -> bool:
        """Return whether a noun stands for somebody named elsewhere."""
        return self._names.is_pronoun(noun) or bool(self._cue["quotes.same"].match(noun))

    def pass_heading(self, heading: str) -> None:
        """Begin a section, with the speaker that its heading names: 大谷町長のコメント.

        A name alone, such as 大谷さん, is the label of the quotations directly below, and of the answers to
        the questions among them.
        """
        comment = self._cue["quotes.comment_heading"].match(heading)
        alone = re.split("[（(]", heading, maxsplit=1)[0].rstrip(":： \u3000")
        name = comment["who"].split()[-1] if comment else alone
        self._questioned = self._is_question(heading)
        if self._attribution.may_sign(name) if comment else self._names.may_speak(name):
            self._label, self._label_stays = self._names.full_name(name), comment is not None
        elif self._label_stays:
            self._label = None
        self._adjacent = self._topic = None
        self._mentioned.clear()
        self._last_mentioned = None

    def start(self, statement: Statement) -> None:
        """Begin a sentence."""
        words = statement.masked.strip("「」『』｢｣_。 ")
        label = self._names.speaker_label(statement.text)
        if label:
            self._label, self._label_block = self._names.full_name(label), statement.block
            self._label_stays = False
        elif words and not self._label_stays and statement.block != self._label_block:
            self._label = self._label if self._is_question(statement.masked) else None
        self._statement = statement
        self._said = []

    def speaker(self, noun: str | None, context: Context) -> str | None:
        """Return the speaker of the next quotation of the sentence, by full name."""
        # A heading that is a name is the label of what is below it, where another label stands above.
        labeled = context.alone and self._label and (noun == NOBODY or context.ends_section)
        if noun is not None and not labeled:
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
            return next(iter(self._companies)) if len(self._companies) == 1 else self._topic_company()
        return self._names.full_name(noun) or self._antecedent(left)

    def _topic_company(self) -> str | None:
        return self._topic if self._topic and self._names.may_be_company(self._topic) else None

    def _antecedent(self, left: str) -> str | None:
        """Return the last person named, if the text is about that person or has named no other."""
        here = self._names.mentions(left)
        last = here[-1] if here else self._last_mentioned
        alone = self._mentioned <= {last} and set(here) <= {last}
        return last if last and (alone or last == self._topic) else self._topic if not last else None

    def _left_out(self, right: str) -> str | None:
        """Return the subject of a verb that has none: whom the paragraph, or the last speech, is about."""
        if self._source and self._cue["quotes.passed_on"].match(right):
            return self._source
        if self._topic and self._topic_block == self._statement.block:
            return self._topic
        if self._adjacent or self._topic == self._last_speaker:
            return self._adjacent or self._topic
        return self._only if self._topic in (None, self._only) and not self._is_open else None

    def end(self) -> None:
        """End a sentence: note whom it was about."""
        now = self._statement
        main = about = self._resolve(now.about, "") if now.about else None
        self._source = self._resolve(now.source, "") if now.source else None
        if self._said:
            about = self._last_speaker = self._said[-1]
        if now.about is not None or self._said:
            self._topic, self._topic_block = main or about, now.block
            self._is_open = self._topic is None
        if self._said:
            self._adjacent = about if about == (main or about) else None
        elif now.replies and self._only_named:
            self._adjacent = self._only_named
        elif now.goes_on:
            self._adjacent = self._left_out("")
        elif now.about is not None or now.named or now.has_topic:
            self._adjacent = about if set(now.named) <= {about} else None
        self._mentioned.update(now.named)
        self._last_mentioned = now.named[-1] if now.named else self._last_mentioned
        self._questioned = self._is_question(now.masked) or (self._questioned and bool(self._said))
        self._companies.update(now.companies)
