"""Find English quotations and attribute them to speakers, by reporting verbs and their subjects."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from bot.cues import cues
from bot.model import Language
from bot.reading.blocks import Block
from bot.reading.marks import MarkPair, find_quotations, mask_quotations
from bot.reading.names_en import EnglishNames
from bot.reading.sentences import Sentence

_CONTEXT = 220
_MIN_WORDS = 4
_MAX_TERM_WORDS = 5
_MENTION_MEMORY = 4
_ENDS_ANSWER = ",.!?"
# “a ‘point of no return’”: after an article (the part of speech) follows a term.
_ARTICLE = re.compile(r"\b(?:[Aa]n?|[Tt]he)\s*$")
# Words that are lowercase in title case.
_LOWERCASE_IN_TITLES = re.compile(r"of|the|and|a|an|in|to|for|on|at|by|from|with|or|but|as|is")
_WORD = re.compile(r"[A-Za-z0-9$£€%][\w'’$£€%.-]*")


def find(blocks: list[Block], sentences: list[Sentence]) -> Iterator[tuple[Sentence, MarkPair, str | None]]:
    """Yield each quotation with its sentence and its speaker by full name."""
    reader = _EnglishQuotes(EnglishNames("\n".join(block.shown.text for block in blocks)))
    for sentence in sentences:
        for pair, speaker in reader.read(sentence):
            yield sentence, pair, speaker


class _EnglishQuotes:
    """Reads an article sentence by sentence and remembers its speakers."""

    def __init__(self, names: EnglishNames) -> None:
        self._names = names
        self._cue = cues(Language.EN)
        self._reporting_verb = re.compile(
            r"\b" + self._cue.group("quotes.reporting_verb") + r"\b", re.IGNORECASE
        )
        # The speaker of quotations without an attribution, and the possible antecedents of a pronoun.
        self._last_speaker: str | None = None
        self._mentioned: deque[str] = deque(maxlen=_MENTION_MEMORY)
        self._block = -1
        self._block_speaker: str | None = None
        # The subject of the previous sentence, if that has no quotation.
        self._previous_subject: str | None = None

    def read(self, sentence: Sentence) -> list[tuple[MarkPair, str | None]]:
        """Return the quotations of the next sentence, each with its speaker."""
        text = sentence.text
        if sentence.block != self._block:
            self._block, self._block_speaker = sentence.block, None
        quoted = find_quotations(text)
        plain = mask_quotations(text, quoted)
        found: list[tuple[MarkPair, str | None]] = []
        for pair in quoted:
            said = self._is_attributed(plain, pair)
            speech = self._is_speech(text, pair, said)
            named = self._speaker(plain, pair) if said or speech else None
            # A short answer is too short to keep, but its speaker may be the one of the next quotation.
            if named and said and (speech or text[pair.end - 2] in _ENDS_ANSWER):
                self._mentioned.append(named)
                self._block_speaker = self._last_speaker = named
            if speech:
                alone = pair.start == 0 and not plain[pair.end :].strip()
                self._block_speaker = self._last_speaker = (
                    named or self._block_speaker or (alone and self._previous_subject) or self._last_speaker
                )
                found.append((pair, self._last_speaker))
        if found:
            self._previous_subject = None
        else:
            self._previous_subject = subject = self._names.subject(plain[:_CONTEXT])
            if subject:
                self._mentioned.append(subject)
            self._last_speaker = (
                subject if subject and self._names.is_speaker(subject) else self._last_speaker
            )
        return found

    def _is_attributed(self, plain: str, pair: MarkPair) -> bool:
        left, right = pair.context(plain, 40, 40)
        return bool(self._reporting_verb.search(right) or self._reporting_verb.search(left))

    def _is_speech(self, text: str, pair: MarkPair, attributed: bool) -> bool:
        words = pair.inside(text)
        count = len(_WORD.findall(words))
        left = text[max(0, pair.start - 80) : pair.start]
        if self._cue["quotes.not_speech"].search(left) or self._cue["quotes.generic_speaker"].search(left):
            return False
        if not attributed and _ARTICLE.search(left) and words[:1].islower() and count <= _MAX_TERM_WORDS:
            return False
        whole = words[-1:] in ".,!?…—–" and words[:1].isupper()
        if count < _MIN_WORDS:
            return count == _MIN_WORDS - 1 and attributed and whole
        return attributed or not _is_title(words)

    def _speaker(self, plain: str, pair: MarkPair) -> str | None:
        left, right = pair.context(plain, _CONTEXT, _CONTEXT)
        for name in (self._names.speaker_after(right), self._names.speaker_before(left)):
            if name:
                return self._antecedent(name) if self._names.is_pronoun(name) else self._names.full_name(name)
        return None

    def _antecedent(self, pronoun: str) -> str | None:
        """Return the person a pronoun refers to: the last one mentioned who agrees with it."""
        fitting = (name for name in reversed(self._mentioned) if self._names.agrees_with(name, pronoun))
        return next(fitting, None)


def _is_title(words: str) -> bool:
    """Return whether the words are in title case."""
    parts = [word for word in _WORD.findall(words) if not _LOWERCASE_IN_TITLES.fullmatch(word)]
    return len(parts) >= 2 and all(word[0].isupper() or word[0].isdigit() for word in parts)
