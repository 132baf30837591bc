"""English quotations and who said them."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from bot.model import Language
from bot.reading.blocks import Block
from bot.reading.cues import cues
from bot.reading.marks import QUOTING, Pair, blanked, pairs
from bot.reading.names_en import EnglishNames
from bot.reading.sentences import Sentence

_MARKS = '“"‘„'
_CONTEXT = 220
_FEWEST_WORDS = 4
_LONGEST_TERM = 5
_REMEMBERED = 4
_ENDS_ANSWER = ",.!?"
# “a ‘point of no return’”: what an article stands before is a term.
_ARTICLE = re.compile(r"\b(?:[Aa]n?|[Tt]he)\s*$")
# Words that stay small in a title.
_SMALL = re.compile(r"of|the|and|a|an|in|to|for|on|at|by|from|with|or|but|as|is")
_WORD = re.compile(r"[A-Za-z0-9$£€%][\w'’$£€%.-]*")


def find(blocks: list[Block], sentences: list[Sentence]) -> Iterator[tuple[Sentence, Pair, str | None]]:
    """Each quotation with its sentence and its speaker, the fullest form of the name."""
    reader = _EnglishQuotes(EnglishNames("\n".join(block.shown.text for block in blocks)))
    for sentence in sentences:
        for pair, speaker in reader.read(sentence):
            yield sentence, pair, speaker


class _EnglishQuotes:
    """Reads sentence after sentence, remembering who was speaking."""

    def __init__(self, names: EnglishNames) -> None:
        self._names = names
        self._cue = cues(Language.EN)
        self._said = re.compile(r"\b" + self._cue.group("quotes.said") + r"\b", re.IGNORECASE)
        # Who spoke last, for quotations without a word on who speaks; whom `he` or `she` is, otherwise.
        self._last: str | None = None
        self._people: deque[str] = deque(maxlen=_REMEMBERED)
        self._block = -1
        self._here: str | None = None
        # Whom the sentence before this one is about, if it holds no quotation.
        self._before: str | None = None

    def read(self, sentence: Sentence) -> list[tuple[Pair, str | None]]:
        text = sentence.text
        if sentence.block != self._block:
            self._block, self._here = sentence.block, None
        quoted = pairs(text, QUOTING)
        plain = blanked(text, quoted)
        found: list[tuple[Pair, str | None]] = []
        for pair in quoted:
            said = self._is_attributed(plain, pair)
            speech = self._is_speech(text, pair, said)
            named = self._speaker(plain, pair) if said or speech else None
            # A short answer is no quotation to keep, yet its speaker goes on; a term in marks is neither.
            if named and said and (speech or text[pair.end - 2] in _ENDS_ANSWER):
                self._people.append(named)
                self._here = self._last = named
            if speech:
                alone = pair.start == 0 and not plain[pair.end :].strip()
                self._here = self._last = named or self._here or (alone and self._before) or self._last
                found.append((pair, self._last))
        if found:
            self._before = None
        else:
            self._before = subject = self._names.subject(plain[:_CONTEXT])
            if subject:
                self._people.append(subject)
            self._last = subject if subject and self._names.speaks(subject) else self._last
        return found

    def _is_attributed(self, plain: str, pair: Pair) -> bool:
        left, right = plain[max(0, pair.start - 40) : pair.start], plain[pair.end : pair.end + 40]
        return bool(self._said.search(right) or self._said.search(left))

    def _is_speech(self, text: str, pair: Pair, attributed: bool) -> bool:
        words = text[pair.start + 1 : pair.end - 1].strip()
        count = len(_WORD.findall(words))
        left = text[max(0, pair.start - 80) : pair.start]
        if self._cue["quotes.not_said"].search(left) or self._cue["quotes.everybody"].search(left):
            return False
        if not attributed and _ARTICLE.search(left) and words[:1].islower() and count <= _LONGEST_TERM:
            return False
        whole = words[-1:] in ".,!?…—–" and words[:1].isupper()
        if count < _FEWEST_WORDS:
            return count == _FEWEST_WORDS - 1 and attributed and whole
        return attributed or not _is_title(words)

    def _speaker(self, plain: str, pair: Pair) -> str | None:
        right = plain[pair.end : pair.end + _CONTEXT]
        left = plain[max(0, pair.start - _CONTEXT) : pair.start]
        for name in (self._names.after(right), self._names.before(left)):
            if name:
                return self._meant(name) if self._names.is_pronoun(name) else self._names.fullest(name)
        return None

    def _meant(self, pronoun: str) -> str | None:
        """Whom `he` or `she` points at: the last person, unless the article calls that one by the other."""
        fitting = (name for name in reversed(self._people) if self._names.may_be(name, pronoun))
        return next(fitting, None)


def _is_title(words: str) -> bool:
    """Whether the words are set like the title of a book."""
    parts = [word for word in _WORD.findall(words) if not _SMALL.fullmatch(word)]
    return len(parts) >= 2 and all(word[0].isupper() or word[0].isdigit() for word in parts)
