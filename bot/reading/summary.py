"""Summarize an article by extracting its most central sentences."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, replace

from bot.cues import Cues, cues
from bot.model import Language, Section, Summary
from bot.reading.blocks import Block, BlockRole
from bot.reading.marks import QUOTATION_MARKS
from bot.reading.sentences import Sentence

_LINE_COUNT = 3
_POOL_SIZE = 40
_SHORT_SENTENCE = {Language.JA: 25, Language.EN: 50}
_SECTION_SIMILARITY = 0.4
_QUOTED = re.compile(
    r"「[^「」]*+」|“[^“”]*+”|\"[^\"]*+\"|(?<!\w)['‘](?:[^'‘’]|['’](?=\w)){1,400}+['’](?!\w)"
)
_ASIDE = re.compile(r"[（(［\[ー―—–-]|[A-Z][\w’' -]{2,30}: |[^「」。、：:]{2,12}[：:]")
_FIGURE = re.compile(r"\d")
_WORD = re.compile(r"[a-z0-9][a-z0-9'’]*")
_LETTERS = re.compile(r"[ぁ-ゖァ-ヺー一-龥々a-zA-Z0-9]+")
_HIRAGANA = re.compile(r"[ぁ-ゖ]+$")
_SUFFIX = re.compile(r"(?:'s|’s|ing|ed|es|s|ly)$")


_TITLE = 1.0
_PERSONAL = 0.3
_LINE_DEPENDENT = 0.3
_CLOSING = 1.4
_DIVIDED = 3
_TITLE_SMOOTH = 1.0
_SAME_BLOCK = 0.15
_CHAINED = 0.55
_WITH_LINE = False
_NO_TITLE = 0.5
_DEPENDENT = 0.4
_FACTORS = {
    "sentences.conversational": 0.3,
    "summary.discourse": 0.4,
    "summary.scene": 0.5,
    "summary.personal": 0.6,
    "summary.cue_phrases": 1.15,
}


@dataclass(frozen=True, slots=True)
class _ScoreWeights:
    """How much an early position and a short sentence count; tuned on news in both languages."""

    lead: float
    decay: float
    brevity: float


# An article with headings is less often front-loaded: its opening counts for less.
_LINE_WEIGHTS = _ScoreWeights(lead=3, decay=8, brevity=0.5)
_THREE_WEIGHTS = _ScoreWeights(lead=5, decay=1.5, brevity=0.8)
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
    topicality: float
    dependent: bool
    personal: bool

    def score(self, weights: _ScoreWeights) -> float:
        """Return the centrality, discounted for a late position and for length."""
        length = self.terms.total() + 4
        lead = 1 + self.topicality * weights.lead / (1 + self.position / weights.decay)
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
    closing = {i for i in set(sections) if i is not None and cues(language)["predictions.closing_heading"].search(blocks[i].shown.text)}
    candidates = _candidates(blocks, sentences, sections, closing, title, language)
    if not candidates:
        return None
    divided = len({candidate.section for candidate in candidates}) >= _DIVIDED
    original = candidates
    told = sum(candidate.personal for candidate in candidates) >= _PERSONAL * len(candidates)
    if told and not divided:
        last = candidates[-1].position + 1
        candidates = [replace(candidate, section=candidate.position * 3 // last) for candidate in candidates]
    three = _select_diverse(candidates, divided or told)
    pool = three if _WITH_LINE else candidates
    line = max(pool, key=lambda candidate: candidate.score(_LINE_WEIGHTS) * (_LINE_DEPENDENT if candidate.dependent else 1))
    return Summary(
        line.sentence.shown.passage(),
        tuple(candidate.sentence.shown.passage() for candidate in three),
        _sections(blocks, original),
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
    terms: Counter[str] = Counter()
    for run in _LETTERS.findall(text.lower()):
        terms.update(
            pair for pair in (run[i : i + 2] for i in range(len(run) - 1)) if not _HIRAGANA.match(pair)
        )
    return terms


def _candidates(
    blocks: list[Block], sentences: list[Sentence], sections: list[int | None], closing: set[int], title: str | None, language: Language
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
    title_weight = {term: weight[term] / frequency[term] for term in _terms(title or "", language) if term in weight}
    title_total = sum(title_weight.values()) + _TITLE_SMOOTH
    found: list[_Candidate] = []
    before: Sentence | None = None
    for position, (sentence, terms) in enumerate(zip(sentences, all_terms, strict=True)):
        previous, before = before, sentence
        if not sentence.whole or not terms:
            continue
        topicality = sum(w for term, w in title_weight.items() if term in terms) / title_total
        centrality = sum(weight[term] for term in terms) * (1 + _TITLE * topicality)
        centrality *= _standing(sentence.text, cue, language)
        if sections[sentence.block] in closing:
            centrality *= _CLOSING
        needs = any(cue[name].search(sentence.text) for name in ("summary.dependent", "sentences.context_dependent"))
        personal = blocks[sentence.block].role is BlockRole.TURN or bool(cue["summary.personal"].search(_QUOTED.sub("", sentence.text)))
        bonus = _NO_TITLE + (1 - _NO_TITLE) * min(1, 2 * topicality) if title_weight else 1.0
        found.append(_Candidate(sentence, position, sections[sentence.block], terms, centrality, bonus, needs, personal))
    return found


def _standing(text: str, cue: Cues, language: Language) -> float:
    """Return how well a sentence can stand for the article, by its form."""
    standing = 1.0
    plain = _QUOTED.sub("", text)
    for name, factor in _FACTORS.items():
        if cue[name].search(plain):
            standing *= factor
    if text[0] in QUOTATION_MARKS:
        standing *= 0.4 if text[-1] in '」』”"' else 0.7
    elif text[-1] in "」』":
        standing *= 0.6
    if text.count("(") != text.count(")") or text.count("（") != text.count("）") or text.count('"') % 2:
        standing *= 0.3
    if _ASIDE.match(text):
        standing *= 0.4
    if len(text) < _SHORT_SENTENCE[language]:
        standing *= 0.5
    if _FIGURE.search(text):
        standing *= 1.2
    return standing


def _select_diverse(candidates: list[_Candidate], divided: bool) -> list[_Candidate]:
    """Return the line and the best other candidates that do not repeat one another (MMR), in the order of the article."""
    weights = _THREE_WEIGHTS_WITH_SECTIONS if divided else _THREE_WEIGHTS
    chosen: list[_Candidate] = []
    scores = [(candidate.score(weights), candidate) for candidate in candidates]
    rest = sorted(scores, key=lambda pair: -pair[0])[:_POOL_SIZE]

    def worth(pair: tuple[float, _Candidate]) -> float:
        score, candidate = pair
        repeats = max((_similarity(candidate, other, divided) for other in chosen), default=0)
        if candidate.dependent:
            follows = any(other.position == candidate.position - 1 for other in chosen)
            score *= _CHAINED if follows else _DEPENDENT
        return score * (1 - repeats)

    while rest and len(chosen) < _LINE_COUNT:
        best = max(rest, key=worth)
        rest.remove(best)
        chosen.append(best[1])
    return sorted(chosen, key=lambda candidate: candidate.position)


def _similarity(one: _Candidate, other: _Candidate, divided: bool) -> float:
    """Return the cosine similarity of two sets of terms; sentences of one section are somewhat similar."""
    shared = sum(1 for term in one.terms if term in other.terms)
    same = _SECTION_SIMILARITY if divided and one.section == other.section else 0.0
    if one.sentence.block == other.sentence.block:
        same = max(same, _SAME_BLOCK)
    return max(same, shared / math.sqrt(len(one.terms) * len(other.terms)))
