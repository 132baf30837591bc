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
_SHORT_SENTENCE = {Language.JA: 20, Language.EN: 40}
_WORD = re.compile(r"[a-z0-9][a-z0-9'’]*")
# Each two letters side by side, unless both are hiragana.
_BIGRAM = re.compile(r"(?![ぁ-ゖ]{2})(?=([ぁ-ゖァ-ヺー一-龥々a-z0-9]{2}))")
_SUFFIX = re.compile(r"(?:'s|’s|ing|ed|es|s|ly)$")
_FIGURE = re.compile(r"\d")
_ASIDE = re.compile(r"[（(［\[ー―—–-]|[A-Z][\w’' -]{2,30}: |[^「」。、：:]{2,12}[：:]")
# Words inside quotation marks; an apostrophe closes none.
_QUOTED = re.compile(
    r"「[^「」]*+」|“[^“”]*+”|\"[^\"]*+\"|(?<!\w)['‘](?:[^'‘’]|['’](?=\w)){1,400}+['’](?!\w)"
)
# How much a sentence of such a form counts.
_FORMS = {
    "sentences.conversational": 0.3,
    "summary.discourse": 0.4,
    "summary.scene": 0.5,
    "summary.cue_phrases": 1.15,
}
_PERSONAL = 0.6
_TITLE = 1.2
_CLOSING = 1.4
# How much a sentence counts that needs the one before it, in three lines and as the only one.
_DEPENDENT = 0.4
_DEPENDENT_LINE = 0.3
# From which share of sentences in the first or second person on an article is told rather than reported.
_TOLD = 0.3
_DIVIDED = 3  # parts
_SAME_PART = 0.4
_OFF_TITLE = 0.5


@dataclass(frozen=True, slots=True)
class _ScoreWeights:
    """How much an early position and a short sentence count; tuned on news in both languages."""

    lead: float
    decay: float
    brevity: float


# News is front-loaded; the opening of an article with headings, and of one that is told, counts for less.
_LINE_WEIGHTS = _ScoreWeights(lead=3, decay=8, brevity=0.5)
_THREE_WEIGHTS = _ScoreWeights(lead=5, decay=1.5, brevity=0.8)
_THREE_WEIGHTS_IN_PARTS = _ScoreWeights(lead=2, decay=3, brevity=0.6)
_SECTION_WEIGHTS = _ScoreWeights(lead=0, decay=1, brevity=0.5)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that can stand alone.

    `position` is its index in the article, `section` the heading it is under, and `part` what it should share
    with no other line. `topicality` says from 0 to 1 how far it is about the title, `dependent` that it needs
    the sentence before it, `personal` that it is in the first or second person.
    """

    sentence: Sentence
    position: int
    section: int | None
    part: int | None
    terms: Counter[str]
    centrality: float
    topicality: float
    dependent: bool
    personal: bool

    def score(self, weights: _ScoreWeights) -> float:
        """Return the centrality, discounted for a late position and for length."""
        length = self.terms.total() + 4
        lead = weights.lead * (_OFF_TITLE + (1 - _OFF_TITLE) * min(1, 2 * self.topicality))
        return (
            self.centrality
            / math.pow(length, weights.brevity)
            * (1 + lead / (1 + self.position / weights.decay))
        )


def summarize(
    blocks: list[Block], sentences: list[Sentence], title: str | None, language: Language
) -> Summary | None:
    """Return one sentence, three, and one for each section; None if no sentence can stand alone.

    A sentence is scored by its similarity to the centroid of the article (Radev et al., "Centroid-based
    summarization of multiple documents", 2004) and to the title, by its form, position and length. The three
    are selected by maximal marginal relevance (Carbonell and Goldstein, "The use of MMR", SIGIR 1998).
    """
    candidates = _candidates(blocks, sentences, title, language)
    if not candidates:
        return None
    in_parts = candidates[0].part is not None
    line = max(
        candidates, key=lambda one: one.score(_LINE_WEIGHTS) * (_DEPENDENT_LINE if one.dependent else 1)
    )
    three = _select_diverse(candidates, _THREE_WEIGHTS_IN_PARTS if in_parts else _THREE_WEIGHTS)
    return Summary(
        line.sentence.shown.passage(),
        tuple(candidate.sentence.shown.passage() for candidate in three),
        _sections(blocks, candidates),
    )


def _candidates(
    blocks: list[Block], sentences: list[Sentence], title: str | None, language: Language
) -> list[_Candidate]:
    cue = cues(language)
    sections = _section_by_block(blocks)
    all_terms = [_terms(sentence.text, language) for sentence in sentences]
    weight, title_weight = _term_weights(all_terms, _terms(title or "", language))
    found: list[_Candidate] = []
    for position, (sentence, terms) in enumerate(zip(sentences, all_terms, strict=True)):
        if not sentence.whole or not terms:
            continue
        section = sections[sentence.block]
        topicality = sum(share for term, share in title_weight.items() if term in terms)
        centrality = sum(weight[term] for term in terms) * (1 + _TITLE * topicality)
        centrality *= _form(sentence.text, cue, language)
        if section is not None and cue["predictions.closing_heading"].search(blocks[section].shown.text):
            centrality *= _CLOSING
        found.append(
            _Candidate(
                sentence,
                position,
                section,
                None,
                terms,
                centrality,
                topicality if title_weight else 1,
                _is_dependent(sentence.text, cue),
                blocks[sentence.block].role is BlockRole.TURN
                or cue["summary.personal"].search(_QUOTED.sub("", sentence.text)) is not None,
            )
        )
    return _in_parts(found)


def _in_parts(candidates: list[_Candidate]) -> list[_Candidate]:
    """Return the candidates of an article that is no news with the part of each: its section, or a third."""
    told = sum(one.personal for one in candidates) >= _TOLD * len(candidates)
    if len({one.section for one in candidates}) >= _DIVIDED:
        parted = [replace(one, part=-1 if one.section is None else one.section) for one in candidates]
    elif told:
        parted = [
            replace(one, part=_LINE_COUNT * index // len(candidates)) for index, one in enumerate(candidates)
        ]
    else:
        parted = candidates
    if told:
        return parted
    return [replace(one, centrality=one.centrality * _PERSONAL) if one.personal else one for one in parted]


def _term_weights(
    all_terms: list[Counter[str]], title_terms: Counter[str]
) -> tuple[dict[str, float], dict[str, float]]:
    """Return the weight of each term, and of those in the title as shares of 1 at most."""
    document_frequency: Counter[str] = Counter()
    frequency: Counter[str] = Counter()
    for terms in all_terms:
        document_frequency.update(terms.keys())
        frequency.update(terms)
    rarity = {
        term: math.sqrt(math.log(1 + len(all_terms) / count)) for term, count in document_frequency.items()
    }
    known = [term for term in title_terms if term in rarity]
    total = sum(rarity[term] for term in known) + 1  # so that a title of one word does not say it all
    return {term: frequency[term] * rarity[term] for term in rarity}, {
        term: rarity[term] / total for term in known
    }


def _form(text: str, cue: Cues, language: Language) -> float:
    """Return how much a sentence counts by its form: less where it is no statement of the article itself."""
    worth = 1.0
    unquoted = _QUOTED.sub("", text)
    for name, factor in _FORMS.items():
        if cue[name].search(unquoted):
            worth *= factor
    if text[0] in QUOTATION_MARKS:
        worth *= 0.4 if text[-1] in '」』”"' else 0.7
    elif text[-1] in "」』":
        worth *= 0.6
    if text.count("(") != text.count(")") or text.count("（") != text.count("）") or text.count('"') % 2:
        worth *= 0.3
    if _ASIDE.match(text):
        worth *= 0.4
    if len(text) < _SHORT_SENTENCE[language]:
        worth *= 0.5
    if _FIGURE.search(text):
        worth *= 1.2
    return worth


def _is_dependent(text: str, cue: Cues) -> bool:
    return bool(cue["sentences.context_dependent"].search(text) or cue["summary.dependent"].search(text))


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


def _select_diverse(candidates: list[_Candidate], weights: _ScoreWeights) -> list[_Candidate]:
    """Return the best candidates that do not repeat one another (MMR), in the order of the article."""
    scores = [(candidate.score(weights), candidate) for candidate in candidates]
    rest = sorted(scores, key=lambda pair: -pair[0])[:_POOL_SIZE]
    chosen: list[_Candidate] = []

    def relevance(pair: tuple[float, _Candidate]) -> float:
        score, candidate = pair
        if candidate.dependent:
            score *= _DEPENDENT
        return score * (1 - max((_similarity(candidate, other) for other in chosen), default=0))

    while rest and len(chosen) < _LINE_COUNT:
        best = max(rest, key=relevance)
        rest.remove(best)
        chosen.append(best[1])
    return sorted(chosen, key=lambda candidate: candidate.position)


def _similarity(one: _Candidate, other: _Candidate) -> float:
    """Return the cosine similarity of two sets of terms; sentences of one part are somewhat similar."""
    shared = sum(1 for term in one.terms if term in other.terms)
    same = _SAME_PART if one.part is not None and one.part == other.part else 0.0
    return max(same, shared / math.sqrt(len(one.terms) * len(other.terms)))
