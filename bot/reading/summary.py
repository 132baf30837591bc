"""Summarize an article by extracting its most central sentences."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass

from bot.cues import cues
from bot.model import Language, Section, Summary
from bot.reading.blocks import Block, BlockRole
from bot.reading.marks import QUOTATION_MARKS
from bot.reading.sentences import Sentence

_LINE_COUNT = 3
_POOL_SIZE = 40
_SHORT_SENTENCE = 25
_SECTION_SIMILARITY = 0.4
_FIGURE = re.compile(r"\d")
_WORD = re.compile(r"[a-z0-9][a-z0-9'’]*")
# Each two letters side by side, unless both are hiragana.
_BIGRAM = re.compile(r"(?![ぁ-ゖ]{2})(?=([ぁ-ゖァ-ヺー一-龥々a-z0-9]{2}))")
_SUFFIX = re.compile(r"(?:'s|’s|ing|ed|es|s|ly)$")


@dataclass(frozen=True, slots=True)
class _ScoreWeights:
    """How much an early position and a short sentence count; tuned on news in both languages."""

    lead: float
    decay: float
    brevity: float


# An article with headings is less often front-loaded: its opening counts for less.
_LINE_WEIGHTS = _ScoreWeights(lead=2, decay=8, brevity=0.5)
_THREE_WEIGHTS = _ScoreWeights(lead=5, decay=1.5, brevity=0.85)
_THREE_WEIGHTS_WITH_SECTIONS = _ScoreWeights(lead=1, decay=3, brevity=0.6)
_SECTION_WEIGHTS = _ScoreWeights(lead=0, decay=1, brevity=0.5)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that can stand alone; `position` is its index in the article."""

    sentence: Sentence
    position: int
    section: int | None
    terms: Counter[str]
    centrality: float

    def score(self, weights: _ScoreWeights) -> float:
        """Return the centrality, discounted for a late position and for length."""
        length = self.terms.total() + 4
        lead = 1 + weights.lead / (1 + self.position / weights.decay)
        return self.centrality / math.pow(length, weights.brevity) * lead


def summarize(
    blocks: list[Block], sentences: list[Sentence], title: str | None, language: Language
) -> Summary | None:
    """Return one sentence, three, and one for each section; None if no sentence can stand alone.

    Each sentence is scored by its similarity to the centroid of the article (Radev et al., "Centroid-based
    summarization of multiple documents", 2004), its position and its length. The three are selected by
    maximal marginal relevance (Carbonell and Goldstein, "The use of MMR", SIGIR 1998).
    """
    sections = _section_by_block(blocks)
    candidates = _candidates(sentences, sections, title, language)
    if not candidates:
        return None
    divided = len({candidate.section for candidate in candidates}) > _LINE_COUNT
    three = _select_diverse(candidates, _THREE_WEIGHTS_WITH_SECTIONS if divided else _THREE_WEIGHTS)
    return Summary(
        max(candidates, key=lambda candidate: candidate.score(_LINE_WEIGHTS)).sentence.shown.passage(),
        tuple(candidate.sentence.shown.passage() for candidate in three),
        _sections(blocks, candidates),
    )


def _section_by_block(blocks: list[Block]) -> list[int | None]:
    """Return for each block the index of the heading it is under."""
    found: list[int | None] = []
    current: int | None = None
    for index, block in enumerate(blocks):
        unheaded = current is None or blocks[current].role is BlockRole.ITEM_HEADING
        if block.role is BlockRole.HEADING or (block.role is BlockRole.ITEM_HEADING and unheaded):
            current = index
        found.append(current)
    return found


def _sections(blocks: list[Block], candidates: list[_Candidate]) -> tuple[Section, ...]:
    best: dict[int | None, _Candidate] = {}
    for candidate in candidates:
        known = best.get(candidate.section)
        if known is None or candidate.score(_SECTION_WEIGHTS) > known.score(_SECTION_WEIGHTS):
            best[candidate.section] = candidate
    return tuple(
        Section(None if index is None else blocks[index].shown.text, candidate.sentence.shown.passage())
        for index, candidate in best.items()
    )


def _terms(text: str, language: Language) -> Counter[str]:
    """Return the stemmed words of an English text, the character bigrams of a Japanese one."""
    if language is Language.EN:
        words = _WORD.findall(text.lower())
        stop = cues(language)["summary.stop_words"]
        return Counter(_SUFFIX.sub("", word) for word in words if not stop.fullmatch(word))
    return Counter(_BIGRAM.findall(text.lower()))


def _candidates(
    sentences: list[Sentence], sections: list[int | None], title: str | None, language: Language
) -> list[_Candidate]:
    cue = cues(language)
    all_terms = [_terms(sentence.text, language) for sentence in sentences]
    document_frequency: Counter[str] = Counter()
    frequency: Counter[str] = Counter()
    for terms in all_terms:
        document_frequency.update(terms.keys())
        frequency.update(terms)
    weight = {
        term: frequency[term] * math.sqrt(math.log(1 + len(sentences) / document_frequency[term]))
        for term in frequency
    }
    title_terms = _terms(title or "", language)
    found: list[_Candidate] = []
    for position, (sentence, terms) in enumerate(zip(sentences, all_terms, strict=True)):
        if not sentence.whole or not terms:
            continue
        centrality = sum(weight[term] for term in terms)
        if title_terms:
            centrality *= 1 + 0.5 * sum(1 for term in title_terms if term in terms) / len(title_terms)
        if cue["sentences.context_dependent"].search(sentence.text):
            centrality *= 0.7
        if cue["sentences.conversational"].search(sentence.text):
            centrality *= 0.3
        if cue["summary.discourse"].search(sentence.text):
            centrality *= 0.5
        if cue["summary.cue_phrases"].search(sentence.text):
            centrality *= 1.15
        if sentence.text[0] in QUOTATION_MARKS:
            centrality *= 0.6 if sentence.text[-1] in '」』”"' else 0.8
        if len(sentence.text) < _SHORT_SENTENCE:
            centrality *= 0.6
        if _FIGURE.search(sentence.text):
            centrality *= 1.2
        found.append(_Candidate(sentence, position, sections[sentence.block], terms, centrality))
    return found


def _select_diverse(candidates: list[_Candidate], weights: _ScoreWeights) -> list[_Candidate]:
    """Return the best candidates that do not repeat one another (MMR), in the order of the article."""
    scores = [(candidate.score(weights), candidate) for candidate in candidates]
    rest = sorted(scores, key=lambda pair: -pair[0])[:_POOL_SIZE]
    chosen: list[_Candidate] = []
    while rest and len(chosen) < _LINE_COUNT:
        best = max(
            rest, key=lambda pair: pair[0] * (1 - max((_similarity(pair[1], c) for c in chosen), default=0))
        )
        rest.remove(best)
        chosen.append(best[1])
    return sorted(chosen, key=lambda candidate: candidate.position)


def _similarity(one: _Candidate, other: _Candidate) -> float:
    """Return the cosine similarity of two sets of terms; sentences of one section are somewhat similar."""
    shared = sum(1 for term in one.terms if term in other.terms)
    same = _SECTION_SIMILARITY if one.section is not None and one.section == other.section else 0.0
    return max(same, shared / math.sqrt(len(one.terms) * len(other.terms)))
