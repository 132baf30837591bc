"""What a message says: its words, its language and its links."""

from __future__ import annotations

import pytest

from bot.model import Language
from bot.reading import messages

FAMILY = "👨\u200d👩\u200d👧"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("plain words", "plain words"),
        ("**bold** *thin* _thin_ __under__ ~~gone~~ `code`", "bold thin thin under gone code"),
        ("**「橋」**は落ちた", "「橋」は落ちた"),
        ("snake_case and 2 * 3 * 4 and f***ing", "snake_case and 2 * 3 * 4 and f***ing"),
        (r"\*starred\* \_words\_", "*starred* _words_"),
        ("# Heading\ntext\n> quoted\n- one\n-# small", "Heading text quoted one small"),
        ("一行目\n二行目", "一行目二行目"),
        ("first\nsecond", "first second"),
        ("```py\nprint(1)\n```", "print(1)"),
        ("[so](https://example.org/a) they say", "so they say"),
        ("look: https://www.example.org/a_b_c?d=1.", "look: example.org."),
        ("hello <:wave:123456789012345678> <a:dance:123456789012345678>", "hello"),
        ("use </daily add:123456789012345678>", "use /daily add"),
        ("see <id:customize>", "see"),
        ("at <t:1790000000:R>", "at 2026-09-21 14:13 UTC"),
        ("at <t:99999999999999:R>", "at <t:99999999999999:R>"),
        (f"{FAMILY} at home", f"{FAMILY} at home"),
        ("a\u200bb\u202ec", "abc"),
        ("&amp; <b> [1] [^2]", "&amp; <b> [1] [^2]"),
        ("", ""),
    ],
)
def test_the_words_of_a_message_are_those_that_are_seen(content: str, words: str) -> None:
    assert messages.words(content) == words


@pytest.mark.parametrize(
    ("content", "hides"),
    [("||secret||", True), ("a || b", False), ("a || b || c", True), ("plain", False)],
)
def test_what_may_be_hidden_is_taken_for_hidden(content: str, hides: bool) -> None:
    assert messages.hides_something(content) is hides


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("夜の港は静かだ", Language.JA),
        ("感謝", Language.JA),
        ("GitHubのリポジトリを見た", Language.JA),
        ("The word 港 means harbour, as everybody here knows", Language.EN),
        ("Привет", Language.EN),
    ],
)
def test_a_text_is_set_in_the_way_of_its_script(text: str, language: Language) -> None:
    assert messages.language(text) is language


def test_links_are_found_once_each_and_in_order() -> None:
    content = (
        "読んで：https://example.org/a（続き）。<https://example.org/b> [c](https://example.org/c_(d)) "
        "https://example.org/a ftp://example.org mail@example.org"
    )
    assert messages.links(content) == [
        "https://example.org/a",
        "https://example.org/b",
        "https://example.org/c_(d)",
    ]
    assert messages.links("no link") == []
