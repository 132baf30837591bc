"""Find whom an English clause is about: the subject of its verb, the person it begins with, who reports."""

from __future__ import annotations

import re

from bot.cues import cues
from bot.model import Language
from bot.reading.phrases_en import Phrase, PhraseKind, is_somebody, person_at, phrase_at, read_phrase
from bot.reading.words_en import Token, reporting_verb, tokens_of, words

_LAST_BRACKETS = re.compile(r"\([^()]{1,60}\)$")
_ENDS_NAME = re.compile(r"\s*[,.(]")


class Subjects:
    """The rules for subjects, with the cue words of English."""

    def __init__(self) -> None:
        cue = cues(Language.EN)
        self.verb = re.compile(rf"\b{reporting_verb()}\b")
        self._adverbs_end = re.compile(rf"(?:(?<=\s)|^)(?:{cue.group('quotes.before_verb')} ){{0,6}}+$")
        self._passive = re.compile(rf"{cue.group('quotes.passive')}\s*$")
        self._listens = cue["quotes.listens"]
        self._relative = cue["quotes.relative"]
        self._opening = cue["quotes.opening_clause"]

    def is_passive(self, before: str) -> bool:
        """Return whether a verb is in the passive, given what stands before it: `Holt was`."""
        return bool(self._passive.search(before))

    def listens(self, after: str) -> bool:
        """Return whether the subject that stands before `after` is told something: `was told`."""
        return bool(self._listens.match(after))

    def subject(self, clause: str) -> Phrase | None:
        """Return the subject of the verb that a clause stands before."""
        found = self._adverbs_end.search(clause)
        clause = clause[: found.start()] if found else clause
        relative = self._relative.search(clause)
        if relative:
            named = _LAST_BRACKETS.sub("", clause[: relative.start()].rstrip(" ,"))
            near = self.phrase_before(named.rstrip(" ,"))
            topic = self.topic(clause)
            apposition = (
                near and near.kind is PhraseKind.DESCRIPTION and topic and topic.kind is PhraseKind.NAME
            )
            return topic if apposition and "," in named else near
        if not clause.rstrip().endswith(","):
            near = self.phrase_before(clause)
            if near:
                return near
        return self.topic(clause)

    def phrase_before(self, text: str) -> Phrase | None:
        """Return the phrase that a text ends with, from its first word on."""
        window = text[-200:]
        tokens = tokens_of(window)
        first = len(tokens)
        while (
            first
            and len(tokens) - first < 16
            and (tokens[first - 1].is_word or tokens[first - 1].text == "&")
        ):
            first -= 1
        for start in range(first, len(tokens)):
            read = read_phrase(tokens, start)
            if read and read[1] == len(tokens):
                return self._together(window, tokens, start, read[0])
        return None

    def _together(self, text: str, tokens: list[Token], start: int, phrase: Phrase) -> Phrase:
        """Return two names joined by “and” as one phrase: `Cummings and Conyers`."""
        if start < 2 or tokens[start - 1].text != "and" or phrase.kind is not PhraseKind.NAME:
            return phrase
        for begin in range(max(0, start - 6), start - 1):
            read = read_phrase(tokens, begin)
            if (
                read
                and read[1] == start - 1
                and read[0].kind is PhraseKind.NAME
                and begin in (0, start - 2, start - 3)
            ):
                if begin and tokens[begin - 1].text == ",":
                    return Phrase(PhraseKind.PRONOUN, "they", phrase.end)
                words_of = text[tokens[begin].start : tokens[len(tokens) - 1].end]
                return Phrase(PhraseKind.DESCRIPTION, words_of, phrase.end, head="and")
        return phrase

    def topic(self, clause: str) -> Phrase | None:
        """Return the person that a clause begins with, after what introduces it: `In Oslo, Ann Holt …`."""
        for _ in range(3):
            opening = self._opening.match(clause)
            if not opening:
                break
            clause = clause[opening.end() :]
        phrase = person_at(clause.lstrip(' ,)“”"—–-'))
        if phrase is None or not is_somebody(phrase):
            return None
        bare = phrase.kind is PhraseKind.DESCRIPTION and phrase.text[0].islower()
        return None if bare and not words().determiner.fullmatch(phrase.text.split()[0]) else phrase

    def reporter(self, sentence: str) -> Phrase | None:
        """Return who says something in a sentence: `Holt said …`, `…, said Paul Ames, …`."""
        for verb in self.verb.finditer(sentence):
            before, after = sentence[: verb.start()], sentence[verb.end() :]
            if self.is_passive(before):
                continue
            if before.rstrip().endswith(","):
                phrase = phrase_at(after.strip())
                if phrase and _ENDS_NAME.match(after.strip()[phrase.end :]) and is_somebody(phrase):
                    return phrase
            subject = self.subject(before)
            if subject and is_somebody(subject):
                return subject
        return None
