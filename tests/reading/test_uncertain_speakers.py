"""Who is not given words, though the text names somebody near them."""

import pytest

from tests.reading import read

OPENING = {
    "en": "The ferry office opened on Monday, and many people came to see it.\n\n",
    "ja": "渡し場の事務所は月曜に開き、多くの人が見に来た。\n\n",
}


def quotations(language: str, text: str) -> list[tuple[str, str | None]]:
    return [(quote.text, quote.speaker) for quote in read(OPENING[language] + text).quotes]


def test_an_answer_is_not_given_to_whoever_asked() -> None:
    text = "“Will the ferry run in winter?” Orla Venn asked Tove Brandt. “We will see what the ice does.”"
    assert quotations("en", text) == [
        ("Will the ferry run in winter?", "Orla Venn"),
        ("We will see what the ice does.", None),
    ]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "“We will see what the ice does,” Orla Venn was told.", "We will see what the ice does,"),
        ("ja", "梶ミナトさんは記者に「冬も船を出すつもりだ」と言わせた。", "冬も船を出すつもりだ"),
    ],
)
def test_whoever_is_told_or_makes_somebody_say_it_is_not_the_speaker(
    language: str, text: str, words: str
) -> None:
    assert quotations(language, text) == [(words, None)]


def test_the_next_sentence_may_say_whose_words_they_are() -> None:
    text = "「冬も船を出すつもりだ」。これは水野彩さんの言葉だ。"
    assert quotations("ja", text) == [("冬も船を出すつもりだ", "水野彩")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Orla Venn wrote of the winter in “The Ice on the River and Other Tales” last year."),
        ("ja", "「冬も船を出すつもりだ」とどよめきが起きた。"),
    ],
)
def test_a_title_and_the_voice_of_a_crowd_are_no_quotations(language: str, text: str) -> None:
    assert quotations(language, text) == []


def test_words_that_are_shown_again_without_their_comma_are_one_quotation() -> None:
    text = "“The ferry runs until the ice comes,” said Orla Venn.\n\n“The ferry runs until the ice comes”"
    assert quotations("en", text) == [("The ferry runs until the ice comes,", "Orla Venn")]


def test_an_outlook_in_a_quotation_that_begins_with_it_says_nothing_alone() -> None:
    text = "“It will be gone by 2031,” said Orla Venn of the old pier, and nobody asked her what she meant."
    assert read(OPENING["en"] + text).predictions == ()
