"""Evidence: an address leads where it says, and everything else is shown to the letter."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.library.questions import EVIDENCE_LENGTH
from bot.model import Language
from bot.texts import Texts
from bot.ui.embeds import Renderer
from bot.ui.evidence import evidence_line, typed_evidence
from tests.ui.discord_markdown import letters, links

RENDERER = Renderer(Texts(), Language.EN)
PIECES = (
    *("https://", "http://", "example.org", "good.test", "@", "/", "?", "#", "(", ")", "[", "]", "<", ">"),
    *(
        "](https://evil.test)",
        "a",
        " ",
        "\n",
        "**",
        "`",
        "\\",
        "|",
        "。",
        "あ",
        "е",
        "\u202e",
        "\u200b",
        ":80",
    ),
)


def shown(typed: str) -> str:
    return evidence_line(RENDERER, typed_evidence(typed), EVIDENCE_LENGTH)


@pytest.mark.parametrize(
    ("typed", "site"),
    [
        ("https://example.org/a?b=c", "example.org"),
        (" <https://example.org/a> ", "example.org"),
        ("ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｏｒｇ", "example.org"),
        ("https://good.test@evil.test/", "evil.test"),
        ("https://good.test%2f@evil.test/", "evil.test"),
        ("https://\u0430\u0440\u0440\u04cf\u0435.com/", "xn--80ak6aa92e.com"),
        ("[good.test](https://evil.test/)", "evil.test"),
        ("https://xn--bcher-kva.test/", "xn--bcher-kva.test"),
    ],
)
def test_an_address_is_a_link_beside_the_site_that_it_leads_to(typed: str, site: str) -> None:
    (address,) = links(shown(typed))
    assert letters(shown(typed)) == f"Evidence: {site} · link"
    assert urlsplit(address).hostname == site


@pytest.mark.parametrize(
    "typed",
    [
        "see https://evil.test/",
        "https://good.test https://evil.test/",
        "a](https://evil.test) [b",
        "steam://run",
        "report.pdf",
        "https://",
        "https://a..b/",
        "https://fa\u00df.test/",  # which is fass.test to some and not to others
        "https://\u03c2.test/",
        "**Result:** no",
    ],
)
def test_words_are_shown_to_the_letter_and_no_address_in_them_is_a_link(typed: str) -> None:
    assert list(links(shown(typed))) == []
    assert letters(shown(typed)) == f"Evidence: {typed}"


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join))
@example("https://good.test\n](https://evil.test)")
def test_whatever_is_typed_there_is_no_link_but_to_the_site_that_is_named(typed: str) -> None:
    line = shown(typed)
    assert "\n" not in line
    site = letters(line).removeprefix("Evidence: ").removesuffix(" · link")
    for address in links(line):
        assert site.isascii()
        assert urlsplit(address).hostname == site
