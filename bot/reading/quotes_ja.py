"""Find Japanese quotations (「…」と述べた) and give each to its speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.cues import cues
from bot.model import Language
from bot.reading.attribution_ja import NOBODY, Attribution, Context
from bot.reading.blocks import Block, BlockRole
from bot.reading.discourse_ja import Discourse, Statement
from bot.reading.marks import MarkPair, find_quotations, mask_quotations
from bot.reading.names_ja import JapaneseNames
from bot.reading.sentences import Sentence

_LEFT, _RIGHT = 160, 60
"""Characters of context that are searched before and after a quotation."""
_NEXT = 80
_MIN_QUOTATION = 5
_MIN_UNATTRIBUTED = 10
_MIN_PHRASE = 8
_MIN_TERM = 24
_PHRASE = re.compile("[ぁ-ん][^ぁ-ん]{0,4}[ぁ-ん]{2}")
_SPEECH_MARKS = "「｢"
_COORDINATION = re.compile(r"(?:など)?[、,，・]?(?:[^。「」]{0,10})?")


@dataclass(frozen=True, slots=True)
class _Line:
    """Quotations that stand side by side, which have one speaker: 「A」、「B」と述べた."""

    pairs: tuple[MarkPair, ...]
    context: Context
    noun: str | None


@dataclass(frozen=True, slots=True)
class _Passage:
    """A sentence, the headings directly above it, and the words before and after it."""

    sentence: Sentence
    headings: tuple[str, ...]
    before: str
    after: str
    above: str
    below: str
    opens: bool
    ends_section: bool


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A passage, what its sentence says, and its speech."""

    passage: _Passage
    statement: Statement
    lines: tuple[_Line, ...]

    @property
    def speaking(self) -> list[str | None]:
        """The nouns that the sentence gives words to, quoted or not."""
        if self.lines:
            return [line.noun for line in self.lines]
        return [self.statement.about] if self.statement.reports else []


def find(
    blocks: list[Block], sentences: list[Sentence]
) -> Iterator[tuple[Sentence, tuple[MarkPair, ...], str | None]]:
    """Yield each quotation with its sentence and its speaker by full name."""
    names = JapaneseNames("\n".join(block.shown.text for block in blocks))
    parser = _Parser(names)
    passages = list(_passages(blocks, sentences))
    parsed = [parser.parse(passage) for passage in passages]
    discourse = Discourse(names, parser.attribution)
    discourse.foresee(
        (noun for each in parsed for noun in each.speaking),
        (name for each in parsed for name in each.statement.named),
    )
    for each in parsed:
        for heading in each.passage.headings:
            discourse.pass_heading(heading)
        discourse.start(each.statement)
        for line in each.lines:
            speaker = discourse.speaker(line.noun, line.context)
            if speaker or not line.context.alone or discourse.is_going_on:
                for pair in line.pairs:
                    yield each.passage.sentence, (pair,), speaker
        discourse.end()


def _passages(blocks: list[Block], sentences: list[Sentence]) -> Iterator[_Passage]:
    texts = [(block.role, block.shown.text) for block in blocks]
    passed = -1
    for index, sentence in enumerate(sentences):
        above = texts[passed + 1 : sentence.block + 1]
        headings = tuple(text for role, text in above if role is BlockRole.HEADING)
        opens, passed = sentence.block > passed, sentence.block
        following = sentences[index + 1] if index + 1 < len(sentences) else None
        then = sentences[index + 2].text[:1] if index + 2 < len(sentences) else ""
        after = following.text[:_NEXT] + then if following else ""
        over = texts[sentence.block - 1][1][:_NEXT] if opens and sentence.block else ""
        below, ends_section = "", False
        if sentence.block + 1 < len(texts) and (not following or following.block > sentence.block):
            role, below = texts[sentence.block + 1]
            after = below = below[:_NEXT]
            ends_section = role is BlockRole.HEADING
        before = sentences[index - 1].text if index and not headings else "".join(headings[-1:])
        yield _Passage(sentence, headings, before[-_NEXT:], after, over, below, opens, ends_section)


class _Parser:
    """Tells speech from other words in quotation marks, one sentence at a time."""

    def __init__(self, names: JapaneseNames) -> None:
        self.attribution = Attribution(names)
        self._names = names
        self._cue = cues(Language.JA)

    def parse(self, passage: _Passage) -> _Parsed:
        """Return the sentence with its speech."""
        text = passage.sentence.text
        quoted = find_quotations(text)
        masked = mask_quotations(text, quoted)
        lines: list[_Line] = []
        speaks = False
        for group in reversed(_side_by_side(text, quoted)):
            last = group[-1]
            if all(pair.end - pair.start < _MIN_QUOTATION + 2 for pair in group):
                speaks = False
                continue
            left = masked[max(0, group[0].start - _LEFT) : group[0].start]
            right = masked[last.end : last.end + _RIGHT].lstrip(" \u3000")
            context = Context(
                left,
                right,
                passage.before,
                passage.after,
                passage.above,
                passage.below,
                ends_section=passage.ends_section,
                opens=passage.opens,
            )
            noun = self.attribution.noun(context, last.inside(text))
            said = noun not in (None, NOBODY) and right.startswith("と")
            spoken = [pair for pair in group if not self._is_term(pair.inside(text), right, said)]
            shared = speaks and self._is_coordinated(text[last.end : last.end + _RIGHT])
            speaks = bool(spoken) and (self._is_speech(last, context, last.inside(text), noun) or shared)
            if speaks:
                if shared and noun is None:
                    noun = lines[-1].noun
                lines.append(_Line(tuple(spoken), context, noun))
        statement = Statement.of(text, masked, passage.sentence.block, self._names, self.attribution)
        return _Parsed(passage, statement, tuple(reversed(lines)))

    def _is_coordinated(self, right: str) -> bool:
        between = re.split("[「『｢]", right, maxsplit=1)[0]
        return bool(_COORDINATION.fullmatch(between)) and not self._cue["quotes.not_speech"].search(between)

    def _is_term(self, words: str, right: str, said: bool) -> bool:
        if len(words) < _MIN_QUOTATION or self._cue["quotes.term_like"].search(words):
            return True
        plain = self._cue["quotes.plainly_said"].match(right) or (said and _PHRASE.search(words))
        least = _MIN_PHRASE if plain else _MIN_TERM
        return not self._cue["quotes.clause_end"].search(words) and len(words) < least

    def _is_speech(self, pair: MarkPair, context: Context, words: str, noun: str | None) -> bool:
        right = re.sub(r"^[（(][^（）()]{0,30}[)）]|^など", "", context.right)
        if context.alone or self.attribution.signed(context, words):
            return (
                len(words) >= _MIN_UNATTRIBUTED
                and pair.mark in _SPEECH_MARKS
                and not self._is_sample(context)
            )
        if self._cue["quotes.not_speech"].search(right) or self._cue["quotes.not_speech_before"].search(
            context.left
        ):
            return False
        if self._is_sample(context) or (not noun and self._cue["quotes.generic_speaker"].search(right)):
            return False
        if right.strip() in ("", "。"):
            return pair.mark in _SPEECH_MARKS and (
                noun is not None or bool(self._cue["quotes.speech_follows"].search(context.left))
            )
        if self._cue["quotes.words_are"].search(context.left) and len(words) >= _MIN_UNATTRIBUTED:
            return True
        if noun and self._cue["quotes.passed_on"].match(right) and not self.attribution.is_somebody(noun):
            return False
        says = noun not in (None, NOBODY) and right.startswith(("と", "だと"))
        if pair.mark not in _SPEECH_MARKS:
            return says
        if (
            says
            or self._cue["quotes.any_verb"].match(right)
            or any(self._cue["quotes.reporting_phrase"].search(part) for part in (right, right[:2]))
        ):
            return True
        clause = right.split("。", 1)[0]
        return right.startswith(("と", "って", "だと")) and bool(
            self._cue["quotes.reporting_verb"].search(clause[:48])
        )

    def _is_sample(self, context: Context) -> bool:
        """Return whether the words are an example of what somebody might say."""
        return bool(
            self._cue["quotes.sample"].search(context.right)
            or self._cue["quotes.sample_before"].search(context.left or context.before)
        )


def _side_by_side(text: str, quoted: list[MarkPair]) -> list[list[MarkPair]]:
    """Return the pairs, those together that nothing but a comma or a conjunction divides."""
    groups: list[list[MarkPair]] = []
    for pair in quoted:
        between = text[groups[-1][-1].end : pair.start] if groups else ""
        if groups and cues(Language.JA)["quotes.conjunction"].fullmatch(between):
            groups[-1].append(pair)
        else:
            groups.append([pair])
    return groups
