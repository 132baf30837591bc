"""The sentences that tell most of an article."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass

from bot.model import Language, Section, Summary
from bot.reading.blocks import Block, Role
from bot.reading.cues import cues
from bot.reading.marks import QUOTING
from bot.reading.sentences import Sentence

_LINES = 3
_SHORT_LIST = 40
_SHORT = 25
_SAME_SECTION = 0.4
_FIGURE = re.compile(r"\d")
_WORD = re.compile(r"[a-z0-9][a-z0-9'’]*")
_LETTERS = re.compile(r"[ぁ-ゖァ-ヺー一-龥々a-zA-Z0-9]+")
_HIRAGANA = re.compile(r"[ぁ-ゖ]+$")
_SUFFIX = re.compile(r"(?:'s|’s|ing|ed|es|s|ly)$")


@dataclass(frozen=True, slots=True)
class _Weights:
    """How a place early in the article and a short sentence count; measured on news in both languages."""

    lead: float
    fade: float
    brevity: float


# With headings the article says itself where things are: the opening counts for less.
_LINE = _Weights(lead=2, fade=8, brevity=0.5)
_THREE = _Weights(lead=5, fade=1.5, brevity=0.85)
_THREE_OF_SECTIONS = _Weights(lead=1, fade=3, brevity=0.6)
_OF_SECTION = _Weights(lead=0, fade=1, brevity=0.5)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that can stand alone, `place` sentences into the article."""

    sentence: Sentence
    place: int
    section: int | None
    terms: Counter[str]
    centrality: float

    def score(self, weights: _Weights) -> float:
        length = self.terms.total() + 4
        lead = 1 + weights.lead / (1 + self.place / weights.fade)
        return self.centrality / math.pow(length, weights.brevity) * lead


def summarize(
    blocks: list[Block], sentences: list[Sentence], title: str | None, language: Language
) -> Summary | None:
    """One sentence, three, and one for each section; None where no sentence can stand alone."""
    sections = _section_of(blocks)
    candidates = _candidates(sentences, sections, title, language)
    if not candidates:
        return None
    divided = len({candidate.section for candidate in candidates}) > _LINES
    three = _spread(candidates, _THREE_OF_SECTIONS if divided else _THREE)
    return Summary(
        max(candidates, key=lambda candidate: candidate.score(_LINE)).sentence.shown.passage(),
        tuple(candidate.sentence.shown.passage() for candidate in three),
        _sections(blocks, candidates),
    )


def _section_of(blocks: list[Block]) -> list[int | None]:
    """For each block the heading that it stands under."""
    found: list[int | None] = []
    current: int | None = None
    for index, block in enumerate(blocks):
        unheaded = current is None or blocks[current].role is Role.POINT
        if block.role is Role.HEADING or (block.role is Role.POINT and unheaded):
            current = index
        found.append(current)
    return found


def _sections(blocks: list[Block], candidates: list[_Candidate]) -> tuple[Section, ...]:
    best: dict[int | None, _Candidate] = {}
    for candidate in candidates:
        known = best.get(candidate.section)
        if known is None or candidate.score(_OF_SECTION) > known.score(_OF_SECTION):
            best[candidate.section] = candidate
    return tuple(
        Section(None if index is None else blocks[index].shown.text, candidate.sentence.shown.passage())
        for index, candidate in best.items()
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


def _candidates(
    sentences: list[Sentence], sections: list[int | None], title: str | None, language: Language
) -> list[_Candidate]:
    cue = cues(language)
    all_terms = [_terms(sentence.text, language) for sentence in sentences]
    spread: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for terms in all_terms:
        spread.update(terms.keys())
        total.update(terms)
    weight = {term: total[term] * math.sqrt(math.log(1 + len(sentences) / spread[term])) for term in total}
    wanted = _terms(title or "", language)
    found: list[_Candidate] = []
    for place, (sentence, terms) in enumerate(zip(sentences, all_terms, strict=True)):
        if not sentence.whole or not terms:
            continue
        centrality = sum(weight[term] for term in terms)
        if wanted:
            centrality *= 1 + 0.5 * sum(1 for term in wanted if term in terms) / len(wanted)
        if cue["sentences.leaning"].search(sentence.text):
            centrality *= 0.7
        if cue["sentences.chatty"].search(sentence.text):
            centrality *= 0.3
        if cue["summary.pointer"].search(sentence.text):
            centrality *= 0.5
        if cue["summary.telling"].search(sentence.text):
            centrality *= 1.15
        if sentence.text[0] in QUOTING:
            centrality *= 0.6 if sentence.text[-1] in '」』”"' else 0.8
        if len(sentence.text) < _SHORT:
            centrality *= 0.6
        if _FIGURE.search(sentence.text):
            centrality *= 1.2
        found.append(_Candidate(sentence, place, sections[sentence.block], terms, centrality))
    return found


def _spread(candidates: list[_Candidate], weights: _Weights) -> list[_Candidate]:
    """The best candidates that do not repeat one another, in the order of the article."""
    scores = [(candidate.score(weights), candidate) for candidate in candidates]
    rest = sorted(scores, key=lambda pair: -pair[0])[:_SHORT_LIST]
    chosen: list[_Candidate] = []
    while rest and len(chosen) < _LINES:
        best = max(
            rest, key=lambda pair: pair[0] * (1 - max((_overlap(pair[1], c) for c in chosen), default=0))
        )
        rest.remove(best)
        chosen.append(best[1])
    return sorted(chosen, key=lambda candidate: candidate.place)


def _overlap(one: _Candidate, other: _Candidate) -> float:
    """How much of one sentence another has said already; two of one section are taken to overlap."""
    shared = sum(1 for term in one.terms if term in other.terms)
    same = _SAME_SECTION if one.section is not None and one.section == other.section else 0.0
    return max(same, shared / math.sqrt(len(one.terms) * len(other.terms)))
