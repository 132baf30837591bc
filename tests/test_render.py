import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render import clipped, escaped, pages


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**bold** __u__ ~~s~~ ||spoiler||", r"\*\*bold\*\* \_\_u\_\_ \~\~s\~\~ \|\|spoiler\|\|"),
        ("[a](http://x.test) [b](http://y.test)", r"\[a\](http://x.test) \[b\](http://y.test)"),
        ("<@1> <#2> <:x:3> </y:4> <t:5>", r"\<@1\> \<#2\> \<:x:3\> \</y:4\> \<t:5\>"),
        ("# heading\n> quote\n- list\n1. first", "\\# heading\n\\> quote\n\\- list\n1\\. first"),
        ("https://x.test/a_b_c と _強調_", r"https://x.test/a_b_c と \_強調\_"),
        ("a\u202eb\u200bc\u0000d", "abcd"),
        ("`code` \\*", r"\`code\` \\\*"),
    ],
)
def test_text_is_shown_to_the_letter(text: str, shown: str) -> None:
    assert escaped(text) == shown


@given(st.text(alphabet="*_~|`[]<>()#-1. \nあ\\", max_size=60))
def test_no_mark_stays_unescaped_and_nothing_else_is_added(text: str) -> None:
    shown = escaped(text)
    plain, place = "", 0
    while place < len(shown):
        if shown[place] == "\\":
            place += 1
        else:
            assert shown[place] not in "*_~|`[]<>"
        plain += shown[place]
        place += 1
    assert plain == text


def test_what_is_too_long_ends_in_an_ellipsis() -> None:
    assert clipped("12345", 5) == "12345"
    assert clipped("123456", 5) == "1234…"


def test_there_is_always_a_page() -> None:
    assert [pages(count, 5) for count in (0, 1, 5, 6)] == [1, 1, 1, 2]
