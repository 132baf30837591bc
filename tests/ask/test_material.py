"""Every answer stands where it is said to stand, and neither half of the questions knows the other."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from bot.model import Language
from bot.words import tokens
from tests.ask.material import articles, questions
from tests.reading import read

OWN = [question for question in questions() if not question.crosses]


@cache
def sentences(article: str) -> tuple[str, ...]:
    return tuple(passage.text for passage in read(articles()[article]).sentences)


@pytest.mark.parametrize("name", articles())
def test_an_article_is_read_in_its_language_with_its_title(name: str) -> None:
    text = articles()[name]
    reading = read(text)
    assert f"# {reading.title}" == text.splitlines()[0]
    assert name.endswith(f".{reading.language}")


def test_each_answer_is_a_piece_of_exactly_one_sentence() -> None:
    for question in questions():
        assert bool(question.article) == bool(question.answers), question.asked
        found = [
            [text for text in sentences(question.article or "") if piece in text]
            for piece in question.answers
        ]
        assert all(len(texts) == 1 for texts in found), question.asked
        assert len({texts[0] for texts in found}) == len(found), f"{question.asked}: one sentence named twice"


def test_no_question_is_asked_twice() -> None:
    asked = Counter(" ".join(tokens(question.asked)) for question in questions())
    assert [words for words, times in asked.items() if times > 1] == []


@pytest.mark.parametrize("language", Language)
def test_each_half_has_questions_with_an_answer_in_either_language_and_without(language: Language) -> None:
    def kinds(half: str) -> Counter[str]:
        return Counter(
            "without" if not question.answers else "crosses" if question.crosses else "with"
            for question in questions()
            if (question.language, question.half) == (language, half)
        )

    assert kinds("tune") == {"with": 50, "crosses": 20, "without": 50}
    assert kinds("held") == {"with": 38, "crosses": 12, "without": 50}


def test_a_question_belongs_to_one_of_the_halves() -> None:
    assert {question.half for question in questions()} == {"tune", "held"}


@pytest.mark.parametrize("language", Language)
def test_every_article_is_asked_about(language: Language) -> None:
    about = {question.article for question in OWN if question.language == language}
    assert {name for name in articles() if name.endswith(f".{language}")} <= about


def test_no_sentence_answers_in_both_halves() -> None:
    halves: dict[tuple[str, str], set[str]] = {}
    for question in questions():
        for piece in question.answers:
            text = next(text for text in sentences(question.article or "") if piece in text)
            halves.setdefault((question.article or "", text), set()).add(question.half)
    assert [where for where, found in halves.items() if len(found) > 1] == []
