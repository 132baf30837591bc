"""The sentences that tell most of an article."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass

from bot.model import Language, Passage, Section, Summary
from bot.reading.blocks import Block, Role
from bot.reading.cues import cues
from bot.reading.sentences import Sentence

_LINES = 3
_WORD = re.compile(r"[a-z0-9][a-z0-9'’]*")
_LETTERS = re.compile(r"[ぁ-ゖァ-ヺー一-龥々a-zA-Z0-9]+")
_HIRAGANA = re.compile(r"[ぁ-ゖ]+$")
_SUFFIX = re.compile(r"(?:'s|’s|ing|ed|es|s|ly)$")


@dataclass(frozen=True, slots=True)
class _Candidate:
    sentence: Sentence
    terms: Counter[str]
    score: float


def summarize(
    blocks: list[Block], sentences: list[Sentence], title: str | None, language: Language
) -> Summary | None:
    """One sentence, three, and one for each section; None where no sentence can stand alone."""
    candidates = _candidates(sentences, title, language)
    if not candidates:
        return None
    line = max(candidates, key=lambda candidate: candidate.score)
    three = sorted(_spread(candidates, _LINES), key=lambda candidate: candidate.sentence.shown.at[0])
    return Summary(
        line.sentence.shown.passage(),
        tuple(candidate.sentence.shown.passage() for candidate in three),
        _sections(blocks, candidates),
    )


def _sections(blocks: list[Block], candidates: list[_Candidate]) -> tuple[Section, ...]:
    heading: dict[int, int | None] = {}
    current: int | None = None
    for index, block in enumerate(blocks):
        if block.role is Role.HEADING:
            current = index
        heading[index] = current
    best: dict[int | None, _Candidate] = {}
    for candidate in candidates:
        place = heading[candidate.sentence.block]
        if place not in best or candidate.score > best[place].score:
            best[place] = candidate
    return tuple(
        Section(None if place is None else blocks[place].shown.text, candidate.sentence.shown.passage())
        for place, candidate in best.items()
    )


def _terms(text: str, language: Language) -> Counter[str]:
    if language is Language.EN:
        words = _WORD.findall(text.lower())
        stop = cues(language)["summary.stop"]
        return Counter(_SUFFIX.sub("", word) for word in words if not stop.fullmatch(word))
    terms: Counter[str] = Counter()
    for run in _LETTERS.findall(text.lower()):
        terms.update(
            pair for pair in (run[i : i + 2] for i in range(len(run) - 1)) if not _HIRAGANA.match(pair)
        )
    return terms


def _candidates(sentences: list[Sentence], title: str | None, language: Language) -> list[_Candidate]:
    cue = cues(language)
    all_terms = [_terms(sentence.text, language) for sentence in sentences]
    spread: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for terms in all_terms:
        spread.update(terms.keys())
        total.update(terms)
    count = len(sentences)
    weight = {term: total[term] * math.log(1 + count / spread[term]) for term in total}
    norm = math.sqrt(sum(value * value for value in weight.values())) or 1.0
    wanted = _terms(title or "", language)
    found: list[_Candidate] = []
    for place, (sentence, terms) in enumerate(zip(sentences, all_terms, strict=True)):
        if not sentence.whole or not terms:
            continue
        length = sum(terms.values())
        score = sum(weight[term] for term in terms) / norm / math.sqrt(length + 8)
        if wanted:
            score *= 1 + 0.5 * sum(1 for term in wanted if term in terms) / len(wanted)
        score *= 1 + 1.0 / (1 + place / 2)
        if cue["sentences.leaning"].search(sentence.text):
            score *= 0.7
        if cue["sentences.chatty"].search(sentence.text):
            score *= 0.4
        found.append(_Candidate(sentence, terms, score))
    return found


def _spread(candidates: list[_Candidate], count: int) -> list[_Candidate]:
    """The best candidates that do not repeat one another."""
    chosen: list[_Candidate] = []
    rest = sorted(candidates, key=lambda candidate: -candidate.score)[:40]
    while rest and len(chosen) < count:
        best = max(
            rest,
            key=lambda candidate: (
                candidate.score * (1 - max((_overlap(candidate, c) for c in chosen), default=0))
            ),
        )
        rest.remove(best)
        chosen.append(best)
    return chosen


def _overlap(one: _Candidate, other: _Candidate) -> float:
    shared = sum(1 for term in one.terms if term in other.terms)
    return shared / math.sqrt(len(one.terms) * len(other.terms))


def passages(sentences: list[Sentence]) -> tuple[Passage, ...]:
    """The sentences as facts."""
    return tuple(sentence.shown.passage() for sentence in sentences)
