"""Find English quotations, and who says them, as far as the article makes it certain."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from functools import cache

from bot.cues import cues
from bot.model import Language
from bot.reading.attribution_en import Attribution, Source, signature
from bot.reading.blocks import Block, BlockRole
from bot.reading.marks import MarkPair, find_quotations, mask_quotations
from bot.reading.names_en import EnglishNames
from bot.reading.phrases_en import Phrase, PhraseKind
from bot.reading.scenes_en import Scene
from bot.reading.sentences import Sentence
from bot.reading.subjects_en import Subjects
from bot.reading.words_en import WORD, is_headline, is_title

_CONTEXT = 300
_MIN_WORDS = 4
_MAX_TERM_WORDS = 5
_MEMORY = 8
"""Sentences in which a pronoun looks for the person it means."""
_ENDS_ANSWER = ",.!?"
# “a ‘point of no return’”: after an article (the part of speech) follows a term.
_ARTICLE = re.compile(r"\b(?:[Aa]n?|[Tt]he)\s*$")
# “In ‘The Long Road,’ she tells …”
_IN = re.compile(r"\b[Ii]n\s*$")
_LETTER = re.compile(r"[^\W_]")
_NAME = re.compile(r"[A-Z]")
# Between quotations in a row.
_ROW = re.compile(r"[\s,;—–-]{0,4}(?:and|or|but|then|that)?[\s,;—–-]{0,4}(?:that )?")


def find(
    blocks: list[Block], sentences: list[Sentence]
) -> Iterator[tuple[Sentence, tuple[MarkPair, ...], str | None]]:
    """Yield each quotation with its sentence, the marks it stands in, and its speaker by full name."""
    reader = _EnglishQuotes(EnglishNames("\n".join(block.shown.text for block in blocks)))
    passed = -1
    for index, sentence in enumerate(sentences):
        for place in range(passed + 1, sentence.block):
            if blocks[place].role is BlockRole.HEADING:
                reader.read_heading(place, blocks[place].shown.text)
        passed = sentence.block
        above, following = _around(blocks, sentences, index)
        for pairs, speaker in reader.read(sentence, following, above):
            yield sentence, pairs, speaker


def _around(blocks: list[Block], sentences: list[Sentence], index: int) -> tuple[str, str]:
    """Return the block above the first sentence of its block; the sentence after one, or the block below."""
    here = sentences[index].block
    opens = here and (not index or sentences[index - 1].block < here)
    above = blocks[here - 1].shown.text if opens else ""
    if index + 1 < len(sentences) and sentences[index + 1].block == here:
        return above, sentences[index + 1].text
    return above, blocks[here + 1].shown.text[:_CONTEXT] if here + 1 < len(blocks) else ""


@cache
def _rules() -> tuple[Subjects, Attribution]:
    subjects = Subjects()
    return subjects, Attribution(subjects)


class _EnglishQuotes:
    """Reads an article sentence by sentence and remembers who stands in each."""

    def __init__(self, names: EnglishNames) -> None:
        self._names = names
        self._subjects, self._attribution = _rules()
        self._cue = cues(Language.EN)
        self._scenes: deque[Scene] = deque(maxlen=_MEMORY)

    def read(
        self, sentence: Sentence, following: str, above: str
    ) -> list[tuple[tuple[MarkPair, ...], str | None]]:
        """Return the quotations of the next sentence, each with its speaker."""
        text = sentence.text
        quoted = find_quotations(text)
        plain = mask_quotations(text, quoted)
        headline = is_headline(plain)
        if quoted or not headline:
            self._names.see(plain)
        sources = self._sources(text, plain, quoted)
        scene = Scene(sentence.block)
        if not headline:
            self._open(scene, plain)
        found: list[tuple[tuple[MarkPair, ...], str | None]] = []
        alone = bool(quoted) and not _LETTER.search(plain)
        joins = False
        for place, (pair, source) in enumerate(zip(quoted, sources, strict=True)):
            after = quoted[place + 1] if source and source.behind and place + 1 < len(quoted) else None
            goes_on = after is not None and self._is_split(text, plain, pair, after)
            speech = self._is_speech(text, pair, source, goes_on=goes_on)
            known = Scene(sentence.block) if source and source.behind else scene
            speaker = self._resolve(source.phrase, known) if source else None
            answers = source and text[pair.end - 2] in _ENDS_ANSWER
            if speaker and (speech or answers):
                scene.speaker = speaker
                self._names.add_person(speaker)
            if speech and not source and alone:
                speaker = scene.speaker = self._carried(sentence, following, above)
            elif speech and not source and pair.start == 0 and not self._subjects.verb.search(plain):
                speaker = scene.speaker = self._continued(sentence)
            if joins and found:
                found[-1] = ((*found[-1][0], pair), found[-1][1])
            elif speech:
                found.append(((pair,), speaker))
            scene.quoted |= speech or bool(answers)
            joins = speech and goes_on
        if not headline:
            self._describe(scene, plain)
        self._scenes.append(scene)
        return found

    def read_heading(self, block: int, text: str) -> None:
        """Note who speaks in a heading, such as `What did Holt say?`; nobody speaks on below another one."""
        scene = Scene(block)
        scene.speaker = self._resolve(self._subjects.reporter(text), scene)
        self._scenes.append(scene)

    def _sources(self, text: str, plain: str, quoted: list[MarkPair]) -> list[Source | None]:
        """Return the source of each quotation in a sentence; those in a row share one."""
        found: list[Source | None] = []
        gaps: list[str] = []
        start = 0
        for place, pair in enumerate(quoted):
            end = quoted[place + 1].start if place + 1 < len(quoted) else len(text)
            gaps.append(plain[start : pair.start])
            left, right = gaps[-1][-_CONTEXT:], plain[pair.end : end][:_CONTEXT]
            over = place + 1 < len(quoted) and text[pair.end - 2] in ".!?" and right[-1:].isspace()
            if over and self._attribution.ends_with_verb(right) and not right.rstrip().endswith(","):
                right = ""  # `“No.” Supporters chanted “Yes!”`
            source = self._source(left, right, unfinished=text[pair.end - 2] == ",")
            if source is None and _begins_sentence(pair.inside(text)):
                source = self._attribution.leading(left)
            if place and (source.phrase is None if source else not _NAME.search(gaps[place])):
                source = found[place - 1] or source
            found.append(source)
            start = pair.end
        for place in range(1, len(found)):
            if not found[place] and _ROW.fullmatch(gaps[place]):
                found[place] = found[place - 1]
        for place in range(len(found) - 1, 0, -1):
            if not found[place - 1] and _ROW.fullmatch(gaps[place]):
                found[place - 1] = found[place]
        return found

    def _source(self, left: str, right: str, *, unfinished: bool) -> Source | None:
        """Return what stands directly before the quotation, else behind it, else further before it."""
        before = self._attribution.before(left)
        if before and self._attribution.ends_with_verb(left):
            return before
        return self._attribution.after(right, unfinished=unfinished) or before

    def _is_split(self, text: str, plain: str, pair: MarkPair, after: MarkPair) -> bool:
        """Return whether only `she says,` parts two pairs of marks: the speech goes on."""
        between = plain[pair.end : after.start]
        return (
            between[-1:].isspace()
            and "," in (plain[pair.end : pair.end + 1], text[pair.end - 2])
            and between.rstrip().endswith(",")
            and self._attribution.is_one_clause(between)
        )

    def _is_speech(self, text: str, pair: MarkPair, source: Source | None, *, goes_on: bool) -> bool:
        """Return whether the words are speech; `goes_on` says that a second pair of marks belongs to them."""
        inside = pair.inside(text)
        count = len(WORD.findall(inside))
        left, right = text[max(0, pair.start - 80) : pair.start], text[pair.end : pair.end + 80]
        if any(self._cue[name].search(left) for name in ("quotes.not_speech", "quotes.generic_speaker")):
            return False
        if self._cue["quotes.not_speech_after"].match(right):
            return False
        if source is None and self._cue["quotes.as_subject"].match(right):
            return False
        if source is None and (inside[:1].islower() or (_ARTICLE.search(left) and count <= _MAX_TERM_WORDS)):
            return False
        titled = inside[-1:] not in ".!?" and not (inside[-1:] == "," and source and source.behind)
        if is_title(inside) and (count <= _MIN_WORDS or titled or _IN.search(left)):
            return False
        whole = inside[-1:] in ".,!?…—–" and inside[:1].isupper()
        if count < _MIN_WORDS and not goes_on:
            return count == _MIN_WORDS - 1 and source is not None and whole
        return source is not None or not is_title(inside)

    def _carried(self, sentence: Sentence, following: str, above: str) -> str | None:
        """Return the speaker of a sentence that is nothing but speech, from what stands around it."""
        behind = self._attribution.behind(following)
        if behind:
            return self._resolve(behind.phrase, Scene(sentence.block))
        signed = signature(following)
        with_office = signed and len(following.strip()) > signed.end
        if signed and (with_office or self._names.full_name(signed.text) in self._names.people):
            # A name alone, or with another one above, may be the label of what follows.
            return self._names.speaker(signed) if with_office and not signature(above) else None
        last = self._scenes[-1] if self._scenes else None
        if last is None or last.asks or sentence.block - last.block > 1:
            return None
        people = last.people()
        if last.quoted or last.speaker:
            return last.speaker if last.speaker and last.subject in (None, last.speaker) else None
        if len(people) != 1 or not last.subject:
            return None
        others = (past.speaker for past in self._scenes if past.quoted and past.block == last.block)
        return people[0] if all(other in (None, people[0]) for other in others) else None

    def _continued(self, sentence: Sentence) -> str | None:
        """Return who speaks on in the same paragraph: the speaker of the quotation in the sentence before."""
        last = self._scenes[-1] if self._scenes else None
        return last.speaker if last and last.quoted and last.block == sentence.block else None

    def _resolve(self, phrase: Phrase | None, scene: Scene) -> str | None:
        """Return whom a phrase means; None if it is not certain."""
        if phrase is None:
            return None
        if phrase.kind is PhraseKind.PRONOUN:
            return self._antecedent(phrase.text.lower(), scene)
        if phrase.kind is PhraseKind.DESCRIPTION:
            return self._described(phrase)
        return self._names.speaker(phrase)

    def _subject(self, topic: Phrase | None, scene: Scene) -> str | None:
        """Return whom a sentence is about: a name only if the article shows that it is one."""
        if topic and topic.kind is PhraseKind.NAME and not self._names.is_known(topic):
            return None
        return self._resolve(topic, scene)

    def _described(self, phrase: Phrase) -> str | None:
        definite = phrase.text.lower().startswith("the ")
        if not definite and self._cue["quotes.document_nouns"].fullmatch(phrase.head):
            return None
        if " " not in phrase.text and self._cue["names.determiners"].fullmatch(phrase.text):
            return None
        alone = definite and phrase.text.count(" ") == 1
        return (alone and self._names.holder(phrase.head)) or phrase.text

    def _antecedent(self, pronoun: str, scene: Scene) -> str | None:
        """Return the last person a pronoun can mean; None where nothing tells which of several it is."""
        if pronoun not in ("he", "she", "it"):
            return None
        for past in (scene, *reversed(self._scenes)):
            if scene.block - past.block > 3:
                break
            fitting = [name for name in past.people() if self._can_mean(pronoun, name, past)]
            if not fitting:
                continue
            if len(fitting) == 1 or (fitting[0] == past.speaker and not past.asks):
                return None if self._has_rival(fitting[0], pronoun, scene.block) else fitting[0]
            known = [name for name in fitting if self._names.sex(name) == pronoun]
            return fitting[0] if fitting[0] == past.subject and known == fitting[:1] else None
        return None

    def _has_rival(self, name: str, pronoun: str, block: int) -> bool:
        """Return whether a pronoun may mean somebody else of a paragraph: of that sex, or quoted in turn."""
        if self._names.sex(name) == pronoun:
            return False
        here = [past for past in self._scenes if past.block == block]
        in_turn = bool(here) and here[-1].quoted
        return any(
            self._names.sex(other) == pronoun
            or (in_turn and past.quoted and other == past.speaker and self._names.fits(other, pronoun))
            for past in here
            for other in past.people()
            if other != name
        )

    def _can_mean(self, pronoun: str, name: str, past: Scene) -> bool:
        """Return whether a pronoun fits a name: `Ames, her teacher,` is not the next “she”."""
        if self._names.is_relative(name, pronoun) and name != past.speaker:
            return self._names.sex(name) == pronoun
        return self._names.fits(name, pronoun)

    def _open(self, scene: Scene, plain: str) -> None:
        """Note whom a sentence is about, who may be somebody named before that in it."""
        topic = self._subjects.topic(plain[:_CONTEXT])
        if topic and topic.kind is PhraseKind.PRONOUN:
            before = plain[: plain.find(topic.text)]
            scene.others = [mention.name for mention in self._names.mentions(before, possible=True)]
        scene.subject = self._subject(topic, scene)
        scene.others = []

    def _describe(self, scene: Scene, plain: str) -> None:
        """Note whom a sentence is about and who else stands in it."""
        if not scene.quoted:
            reporter = self._subjects.reporter(plain[:_CONTEXT])
            scene.speaker = self._resolve(reporter, scene) if reporter else None
        owners: list[str] = []
        for mention in self._names.mentions(plain, possible=True):
            (owners if plain[mention.end : mention.end + 1] in ("'", "’") else scene.others).append(
                mention.name
            )
        if not scene.people():
            scene.others = owners
        scene.asks = len(scene.people()) > 1 and self._cue["quotes.asking"].search(plain) is not None


def _begins_sentence(words: str) -> bool:
    return words[:1].isupper() and len(WORD.findall(words)) >= _MIN_WORDS and not is_title(words)
