"""Find whom an English sentence names as the source of a quotation, before or behind the marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.cues import cues
from bot.model import Language
from bot.reading.phrases_en import Phrase, PhraseKind, is_somebody, phrase_at, read_phrase
from bot.reading.subjects_en import Subjects
from bot.reading.words_en import reporting_verb, tokens_of, words

_REACH = 160
"""Characters between a quotation and its reporting verb at most."""
_BRACKETS = re.compile(r"\s*\(([^()]{3,90})\)")
_DASH = re.compile(r"\s*(?:[—–―]|--?)\s*(?=[A-ZÀ-Þ])")
_CLAUSE = re.compile(r"[;:]\s|[a-z]{3}[.!?]\s|[”\"]\s*[.;]?\s")
_PAST = re.compile(r"\s*[a-z]{2,14}(?:ed|s)\b")
_LAST_WORD = re.compile(r"([\w’'-]{1,24}) $")
_OWNER = re.compile(r"['’]s?$")
# What may follow a name in a label: `Ann Holt (left):`, `Ann Holt, boat builder:`.
_ADDED = re.compile(r"\s*(?:[(,][^:]{0,80})?$")
# What follows a name on a line that signs a quotation.
_OFFICE_BEHIND = re.compile(r"(?:, (?:\d\d|[a-z][^.!?:;“”\"]{2,70}))?")
_ENDS_PHRASE = re.compile(r"\s*(?:[,(]|$)")
_PREDICATE = re.compile(r"[^,]{0,80} [a-z]")
_SENTENCE = re.compile(r"[a-z]{3}[.!?]\s")


@dataclass(frozen=True, slots=True)
class Source:
    """That a sentence attributes a quotation, and the phrase that names its source, if that is understood."""

    phrase: Phrase | None
    behind: bool = False


class Attribution:
    """The rules of attribution, with the cue words of English."""

    def __init__(self, subjects: Subjects) -> None:
        self._subjects = subjects
        cue = cues(Language.EN)
        said = f"(?i:{reporting_verb()})"
        self._adverbs = rf"(?:{cue.group('quotes.before_verb')} ){{0,6}}+"
        self._verb_next = re.compile(rf"\s*{self._adverbs}{said}\b")
        self._verb_first = re.compile(rf"[\s,—–-]*{self._adverbs}{said}\s+")
        self._any_verb_first = re.compile(r"\s*[a-z]{3,14}(?:ed|s)\s+(?=[A-Z]|the )")
        self._verb_end = re.compile(rf"\b{said}(?: that| how)?$")
        self._said_so = cue["quotes.said_so"]
        self._according = cue["quotes.according_to"]
        self._words_of = cue["quotes.words_of"]
        self._document = cue["quotes.document"]
        self._document_noun, self._written_by = cue["quotes.document_nouns"], cue["quotes.written_by"]
        self._by = cue["quotes.by"]
        self._takes_person = cue["quotes.takes_person"]
        self._manner, self._as = cue["quotes.manner_after"], cue["quotes.clause_after"]

    def after(self, right: str, *, unfinished: bool) -> Source | None:
        """Return the source named behind a quotation: `said Holt`, `Holt, its founder, said`, `(Ann Holt)`.

        `unfinished` says that the quotation ends with a comma, so that its sentence continues.
        """
        behind = self.behind(right)
        if behind:
            return behind
        manner = self._manner.match(right)
        if manner:
            return Source(phrase_at(right[manner.end() :].lstrip()), behind=True)
        clause = self._as.match(right)
        if clause:
            return self._subject_first(right[clause.end() :], unfinished=False)
        verb = self._verb_first.match(right)
        verb = verb or (self._any_verb_first.match(right) if unfinished else None)
        if verb:
            phrase = phrase_at(right[verb.end() : verb.end() + _REACH])
            if not phrase or not self._verb_next.match(right[verb.end() + phrase.end :]):
                return Source(phrase, behind=True)
        return self._subject_first(right.lstrip(" ,—–-"), unfinished=unfinished)

    def _beside(self, right: str) -> Source | None:
        """Return the source in brackets or after a dash, without a verb."""
        brackets = _BRACKETS.match(right)
        if brackets:
            phrase = phrase_at(brackets[1])
            return Source(phrase, behind=True) if phrase and is_somebody(phrase) else None
        dash = _DASH.match(right)
        if not dash:
            return None
        phrase = phrase_at(right[dash.end() :])
        rest = right[dash.end() + phrase.end :] if phrase else "x"
        named = phrase and phrase.kind is PhraseKind.NAME and not rest.strip()[:1].isalnum()
        return Source(phrase, behind=True) if named and not self._subjects.verb.search(rest) else None

    def _subject_first(self, rest: str, *, unfinished: bool) -> Source | None:
        tokens = tokens_of(rest[: _REACH + 60])
        read = read_phrase(tokens, 0)
        if not read:
            return self._at_the_end(rest)
        phrase, index = read
        if phrase.kind is PhraseKind.NAME and index < len(tokens) and tokens[index].text == "and":
            second = read_phrase(tokens, index + 1)
            if second and second[0].kind is PhraseKind.NAME:
                end = tokens[second[1] - 1].end
                phrase, index = Phrase(PhraseKind.DESCRIPTION, rest[:end], end, head="and"), second[1]
        end = tokens[index - 1].end
        if self._subjects.listens(rest[end:]):
            by = self._by.search(rest, end, end + _REACH)
            return Source(phrase_at(rest[by.end() :]) if by else None, behind=True)
        if self._verb_next.match(rest, end) or self._verb_next.match(rest, phrase.end):
            return Source(phrase, behind=True)
        if unfinished and phrase.kind is not PhraseKind.DESCRIPTION and _PAST.match(rest[end:]):
            return Source(phrase, behind=True)
        verb = self._subjects.verb.search(rest, end, end + _REACH)
        between = rest[end : verb.start()] if verb else ""
        if not verb or _SENTENCE.search(between) or not _is_parenthetical(between):
            return None
        return Source(phrase, behind=True)

    def _at_the_end(self, rest: str) -> Source | None:
        """Return the source that the end of the sentence adds: `“no ferry at all” before May, she said.`"""
        comma = rest.rfind(",", 0, _REACH)
        tokens = tokens_of(rest[comma + 1 :]) if comma >= 0 else []
        read = read_phrase(tokens, 0)
        if not read or read[0].kind is PhraseKind.DESCRIPTION:
            return None
        said = self._verb_next.match(rest, comma + 1 + tokens[read[1] - 1].end)
        return Source(read[0], behind=True) if said and len(rest) - said.end() < 40 else None

    def before(self, left: str) -> Source | None:
        """Return the source named before a quotation: `Holt said:`, `According to Holt,`, `Holt:`."""
        start = max((match.end() for match in _CLAUSE.finditer(left[:-1])), default=0)
        clause = left[start:]
        said = clause.rstrip(" ,:–—-(")
        colon = clause.rstrip().endswith(":")
        according = _last(self._according, said)
        if according and len(said) - according.end() < _REACH:
            return Source(self._named_source(said[according.end() :].lstrip()))
        if colon:
            label = self._label(said)
            if label:
                return Source(label)
        verb = self._last_verb(said)
        if verb and len(said) - verb.end() < _REACH:
            return Source(self._subject_of(said, verb, ends=clause.rstrip()[-1:] in ",:"))
        document = _last(self._document, said)
        if document and len(said) - document.end() < _REACH:
            return Source(self._author(said, document))
        if colon:
            subject = self._subjects.topic(said)
            return Source(subject) if subject else None
        return None

    def leading(self, left: str) -> Source | None:
        """Return the subject of a clause that a comma or a colon ends: `Ann Holt blurted out, “…`."""
        clause = left[max((match.end() for match in _CLAUSE.finditer(left[:-1])), default=0) :]
        if clause.rstrip()[-1:] not in (",", ":") or " " not in clause.strip():
            return None
        topic = self._subjects.topic(clause)
        rest = clause[clause.find(topic.text) + len(topic.text) :] if topic else ""
        return Source(topic) if topic and _PREDICATE.match(rest) else None

    def ends_with_verb(self, left: str) -> bool:
        """Return whether a reporting verb, or a colon, stands directly before a quotation."""
        said = left.rstrip()
        tail = said.rstrip(" ,:—–-")
        return said.endswith(":") or bool(self._verb_end.search(tail[-40:]))

    def is_one_clause(self, between: str) -> bool:
        """Return whether the words between two quotations are one subject with one reporting verb."""
        return len(between) < 120 and len(self._subjects.verb.findall(between)) == 1

    def behind(self, sentence: str) -> Source | None:
        """Return whom the sentence after a quotation says it comes from: `— Ann Holt`, `So says Ann Holt.`"""
        beside = self._beside(sentence)
        if beside:
            return beside
        sentence = sentence.lstrip()
        said_so = self._said_so.match(sentence)
        phrase = phrase_at(sentence[said_so.end() :]) if said_so else None
        return Source(phrase, behind=True) if phrase else None

    def _named_source(self, text: str) -> Phrase | None:
        phrase = phrase_at(text)
        if phrase and phrase.kind is PhraseKind.DESCRIPTION:
            by = self._by.search(text)
            return (by and phrase_at(text[by.end() :])) or phrase
        return phrase

    def _label(self, said: str) -> Phrase | None:
        """Return whom a label before a colon names: `Ann Holt (left):`, `Said Ann Holt:`, `Her answer:`."""
        verb = self._verb_first.match(said[:1].lower() + said[1:])
        words_of = self._words_of.match(said)
        if words_of:
            return phrase_at(words_of["who"])
        phrase = phrase_at(said[verb.end() :] if verb else said)
        rest = said[(verb.end() if verb else 0) + phrase.end :] if phrase else "x"
        if phrase and phrase.kind is not PhraseKind.PRONOUN and _ADDED.match(rest):
            return phrase if verb or is_somebody(phrase) else None
        return None

    def _last_verb(self, said: str) -> re.Match[str] | None:
        """Return the last reporting verb whose clause still goes on; a noun is none: `his claims`."""
        last = None
        for match in self._subjects.verb.finditer(said):
            before = _LAST_WORD.search(said[max(0, match.start() - 30) : match.start()])
            owned = before and (words().determiner.fullmatch(before[1]) or _OWNER.search(before[1]))
            counted = match[0].endswith("s") and said.startswith(" of ", match.end())
            if not owned and not counted and not self._is_over(said[match.end() :]):
                last = match
        return last

    def _is_over(self, after: str) -> bool:
        """Return whether another clause began after a verb: `When Ames said no, the board voted`."""
        parts = after.split(",")
        if len(parts) < 2 or not parts[-1].strip():
            return False
        phrase = phrase_at(parts[-1].strip())
        return phrase is not None and len(parts[-1].strip()) > phrase.end

    def _subject_of(self, said: str, verb: re.Match[str], *, ends: bool) -> Phrase | None:
        """Return who says what follows; `ends` says that a comma or colon parts it from the quotation."""
        before, after = said[: verb.start()], said[verb.end() :]
        if self._subjects.is_passive(before):
            by = self._by.match(after)
            return phrase_at(after[by.end() :]) if by else None
        takes_person = self._takes_person.fullmatch(verb[0])
        if ends and not takes_person and (not before.strip() or before.rstrip().endswith(",")):
            phrase = phrase_at(after.strip())
            if phrase and _ENDS_PHRASE.match(after.strip(), phrase.end) and is_somebody(phrase):
                return phrase
        if verb[0].endswith("ing"):
            near = self._subjects.phrase_before(before)
            accompanies = before.split(",")[-1].lstrip().startswith("with ")
            return near if accompanies else self._subjects.topic(before) or near
        return self._subjects.subject(before) or self._writer(before)

    def _writer(self, clause: str) -> Phrase | None:
        """Return who wrote the document a clause is about: `The report, published by the Harbour Board,`."""
        document = phrase_at(clause.lstrip())
        by = self._written_by.search(clause)
        written = document and self._document_noun.fullmatch(document.head)
        return phrase_at(clause[by.end() :]) if written and by else None

    def _author(self, said: str, document: re.Match[str]) -> Phrase | None:
        by = self._by.match(said, document.end())
        if by:
            return phrase_at(said[by.end() :])
        return self._subjects.topic(said)


def signature(line: str) -> Phrase | None:
    """Return the full name that a line is, perhaps with an office: `Ann Holt, boat builder`."""
    text = line.strip()
    phrase = phrase_at(text)
    named = phrase and phrase.kind is PhraseKind.NAME and " " in phrase.text and text.startswith(phrase.text)
    return phrase if phrase and named and _OFFICE_BEHIND.fullmatch(text, phrase.end) else None


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return max(pattern.finditer(text), key=lambda match: match.end(), default=None)


def _is_parenthetical(between: str) -> bool:
    """Return whether what stands between a subject and its verb is set off, or says more about it."""
    text = between.strip()
    return text.startswith((",", "(", "who", "—", "–")) or text == ""
