"""Addresses as people type and paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.fetch import bare_address, typed_address
from bot.library.article_writer import typed_link

ADDRESS = "https://example.org/a"


@pytest.mark.parametrize(
    "typed",
    [
        "（{}）", "({})", "<{}>", "＜{}＞", "「{}」",
        "『{}』", "【{}】", "[{}]", "“{}”", '"{}"', "'{}'", "〈{}〉",
        "「<{}>」。", "{}。", "{}、", "{}）", "（{}",
        "{}」", " {}\n", "［ {} ］", "《{}》",
        "[the pier]({})", "（[図書室]({})）",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "address", [ADDRESS, "https://en.wikipedia.org/wiki/Pier_(structure)", f"{ADDRESS}?b[]=1"]
)
def test_what_stands_around_an_address_is_taken_off(typed: str, address: str) -> None:
    assert bare_address(typed.format(address)) == address


@given(st.text("<>()（）「」[]\"'。、 h:/a", max_size=30))
def test_any_text_has_an_end(typed: str) -> None:
    assert bare_address(typed) in typed


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("example.org", "https://example.org"),
        ("www.example.org/a?b=1", "https://www.example.org/a?b=1"),
        ("「example.org/a」", "https://example.org/a"),
        ("//example.org:8443/a", "https://example.org:8443/a"),
        ("日本語.jp/記事", "https://日本語.jp/記事"),
        ("ｗｗｗ．ｅｘａｍｐｌｅ．ｏｒｇ／ａ？ｂ＝１", "https://www.example.org/a?b=1"),
        ("ｈｔｔｐｓ：／／example。org/Ａ", "https://example.org/Ａ"),
        ("https：//example.org/a", ADDRESS),
        ("http://example.org/a", "http://example.org/a"),
        ("https://日本語.jp/。港", "https://日本語.jp/。港"),
    ],
)
def test_an_address_may_be_typed_as_on_a_phone(typed: str, address: str) -> None:
    assert typed_address(typed) == address
    assert typed_link(typed) == address
    assert typed_address(address) == address


def test_a_link_with_brackets_is_one_that_a_message_can_have() -> None:
    link = typed_link("（https://en.wikipedia.org/wiki/Pier_(structure)）")
    assert link == "https://en.wikipedia.org/wiki/Pier_%28structure%29"
    assert typed_link(link) == link


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "（）",
            "example",
            "example.org/a b",
            "ftp://example.org/",
            "港の話。",
            "港の話。 続き",
            "3.5",
            "127.0.0.1/a",
        ),
        *("https://example.org:99999/", "https://example.org:port/", "https://example.org:-1/"),
        *("ada@example.org", "example.org:80@localhost/", "example.org:port", "localhost/a"),
    ],
)
def test_what_no_message_can_link_to_is_refused(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        typed_link(typed)
    assert refused.value.key == "link-invalid"
