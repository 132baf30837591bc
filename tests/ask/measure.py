"""How well questions are answered: what is found of what can be found, and refused of what can't."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field, fields

from bot.errors import UserError
from bot.library import Library
from bot.model import Answer, Language
from tests.ask.material import Asked, articles

FIRST = 3
"""Sentences of an answer among which one has to be that answers."""


@dataclass
class Figures:
    """What came of some questions."""

    answerable: int = 0
    found: int = 0
    """Of those, the ones with a sentence that answers among the first that are shown, be it as an answer
    or as what comes nearest where there is none."""
    answered: int = 0
    """Of those, the ones where it is shown as an answer."""
    unanswerable: int = 0
    refused: int = 0
    sentences: int = 0
    supported: int = 0
    """Of all sentences that were shown, those that stand in their article word for word."""
    times: list[float] = field(default_factory=list)

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def recall(self) -> float:
        return self.found / self.answerable

    @property
    def answers(self) -> float:
        return self.answered / self.answerable

    @property
    def refusals(self) -> float:
        return self.refused / self.unanswerable


async def add_articles(library: Library) -> None:
    """Stores the articles that the questions are about, for every guild."""
    for text in articles().values():
        await library.articles.add(text, None)


async def figures(
    library: Library, guild: int, questions: Iterable[Asked], *, by_meaning: bool = False
) -> Figures:
    """Asks the questions, each in its language, as a member of the guild."""
    measured = Figures()
    texts = {"".join(text.split()) for text in articles().values()}
    for question in questions:
        start = time.perf_counter()
        answer = await _answer(library, guild, question.asked, question.language, by_meaning)
        measured.times.append(time.perf_counter() - start)
        shown = [one.text for one in answer.sentences]
        if question.answers:
            measured.answerable += 1
            measured.answered += _has_answer(shown, question)
            measured.found += _has_answer(shown or [one.text for one in answer.near], question)
        else:
            measured.unanswerable += 1
            measured.refused += not shown
        measured.sentences += len(shown)
        measured.supported += sum(any("".join(one.split()) in text for text in texts) for one in shown)
    return measured


def _has_answer(shown: list[str], question: Asked) -> bool:
    return any(piece in text for piece in question.answers for text in shown[:FIRST])


async def _answer(library: Library, guild: int, asked: str, language: Language, by_meaning: bool) -> Answer:
    nearest = await library.meaning.nearest(guild, language, asked) if by_meaning else []
    try:
        return await library.answers.find(guild, language, asked, nearest)
    except UserError as error:
        assert error.key == "ask-no-words", error.key
        return Answer(asked, ())
