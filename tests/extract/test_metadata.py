"""What pages say about themselves, in the many ways in which they say it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.errors import UserError
from bot.extract.dates import parse_date
from bot.extract.page import extract
from bot.model import Metadata

TOPIC = "The lighthouse gets a new lamp"
BODY = (
    "<article>"
    + "<p>The keeper of the lighthouse lit the new lamp on Monday while the town watched.</p>" * 12
)
FACTS = f"""{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "{TOPIC}",
"datePublished": "2031-04-12", "author": {{"@type": "Person", "name": "Mina Okita"}},
"publisher": {{"@type": "Organization", "name": "Harbor Post // Sunday; edition,"}}}}"""


def metadata(head: str, body: str = f"<h1>{TOPIC}</h1>") -> Metadata:
    return extract(f"<!DOCTYPE html><html><head>{head}</head><body>{body}{BODY}</body></html>").metadata


def json_ld(text: str, kind: str = "application/ld+json") -> str:
    return f'<script type="{kind}">{text}</script>'


@pytest.mark.parametrize(
    "wrapping",
    [
        "{}",
        "\n//<![CDATA[\n{}\n//]]>\n",
        "//<![CDATA[ {} //]]>",
        "/*<![CDATA[*/ {} /*]]>*/",
        "/* <![CDATA[ */\n{}\n/* ]]> */",
        "<![CDATA[{}]]>",
        "<!--\n{}\n-->",
        "<!--\n{}\n//-->",
        "{};",
        "\ufeff{}",
        "// claims of this page\n{}",
        "/* made by * the shop */ {} /* end",
        '{{"@type": "WebSite", "name": "The Post"}}\n{}',
        "[{}]",
        "[[{},],]",
        '{{"@graph": [{}]}}',
        '{{"@graph": [{},],}}',
    ],
)
def test_json_ld_is_read_whatever_it_is_wrapped_in(wrapping: str) -> None:
    found = metadata(json_ld(wrapping.format(FACTS)))
    assert (found.author, found.date) == ("Mina Okita", date(2031, 4, 12))
    assert found.publisher == "Harbor Post // Sunday; edition,"


@pytest.mark.parametrize("kind", ["application/ld+json; charset=utf-8", " Application/LD+JSON "])
def test_json_ld_is_known_by_its_type_whatever_follows_it(kind: str) -> None:
    assert metadata(json_ld(FACTS, kind)).author == "Mina Okita"


@pytest.mark.parametrize(
    "text", ["{", "{]", '{"@type": "Article"', "[" * 100_000, '"' + '\\"' * 9_999, "null", "港"]
)
def test_what_is_no_json_says_nothing(text: str) -> None:
    found = metadata(json_ld(text) + json_ld(FACTS))
    assert found.author == "Mina Okita"


def test_an_author_and_a_publisher_may_be_named_elsewhere_by_their_id() -> None:
    article = (
        '{"@type": "Article", "author": [{"@id": "#mina"}, {"@id": "#haru"}], "publisher": {"@id": "#post"}}'
    )
    people = (
        '{"@id": "#mina", "@type": "Person", "name": "Mina Okita"}, {"@id": "#haru", "name": "Haru Misaki"}'
    )
    site = '{"@type": "WebPage", "about": {"@id": "#post", "@type": "Organization", "name": "Harbor Post"}}'
    found = metadata(json_ld(f'{{"@graph": [{article}, {people}]}}') + json_ld(site))
    assert (found.author, found.publisher) == ("Mina Okita, Haru Misaki", "Harbor Post")
    assert metadata(json_ld(article)).author is None


def test_a_page_that_is_paid_for_is_known_in_wrapped_json_ld_too() -> None:
    paid = '<!-- {"@type": "NewsArticle", "isAccessibleForFree": false} -->'
    beginning = f"<article><p>{'The lamp was lit on Monday. ' * 15}</p></article>"
    html = f"<html><head>{json_ld(paid)}</head><body>{beginning}"
    with pytest.raises(UserError, match="page-paywall"):
        extract(html, "https://harbor.example/1")


@pytest.mark.parametrize(
    "author",
    [
        '{"@type": "Organization", "name": "Mina Okita"}',
        '{"@type": ["NewsMediaOrganization"], "name": "Mina"}',
        '"Harbor Post"',
        '{"name": "HARBOR POST"}',
        '"Harbor Post Staff"',
        '"The Northern News Agency"',
        '"みなと新聞社"',
        '"文化部編集部"',
        '"株式会社みなと"',
        '"desk@harbor.example"',
        '"harborpost.example"',
    ],
)
def test_an_organization_is_no_author(author: str) -> None:
    claim = f'{{"@type": "Article", "author": {author}, "publisher": {{"name": "Harbor Post"}}}}'
    assert metadata(json_ld(claim)).author is None
    name = author.strip('"')
    if "{" not in name:
        site = '<meta property="og:site_name" content="Harbor Post">'
        assert metadata(f'{site}<meta name="author" content="{name}">').author is None


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("By Mina Okita", "Mina Okita"),
        ("文：沖田ミナ", "沖田ミナ"),
        ("Mina Okita, Harbor Post", "Mina Okita"),
        ("Mina Okita, Haru Misaki", "Mina Okita, Haru Misaki"),
        ("文月ハル", "文月ハル"),
        ("Byron Newsham", "Byron Newsham"),
        ("沖田ミナ（港大学）", "沖田ミナ（港大学）"),
    ],
)
def test_people_are_authors(name: str, author: str) -> None:
    site = '<meta property="og:site_name" content="Harbor Post">'
    assert metadata(f'{site}<meta name="author" content="{name}">').author == author


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2031-04-12", date(2031, 4, 12)),
        ("2031-04-12T23:30:00+09:00", date(2031, 4, 12)),
        ("20310412", date(2031, 4, 12)),
        ("20310412T090000Z", date(2031, 4, 12)),
        ("20310412093000", date(2031, 4, 12)),
        ("2031/4/2", date(2031, 4, 2)),
        ("２０３１年４月１２日", date(2031, 4, 12)),
        ("公開：2031年 4月 12日（土）", date(2031, 4, 12)),
        ("２０３１／０４／１２", date(2031, 4, 12)),
        ("Sat, 12 Apr 2031 09:00:00 GMT", date(2031, 4, 12)),
        ("Sat, 12 Apr 31 09:00:00 +0900", date(2031, 4, 12)),
        ("Saturday, 12-Apr-2031 09:00:00 GMT", date(2031, 4, 12)),
        ("Sat Apr 12 09:00:00 2031", date(2031, 4, 12)),
        ("April 12, 2031", date(2031, 4, 12)),
        ("Published Apr. 2nd, 2031 at noon", date(2031, 4, 2)),
        ("12 April 2031", date(2031, 4, 12)),
        ("12. Sept. 2031", date(2031, 9, 12)),
        ("2031-13-40, or rather 2031-04-12", date(2031, 4, 12)),
        ("04/12/2031", None),
        ("April 12", None),
        ("2031", None),
        ("31 February 2031", None),
        ("id 120310412345", None),
        ("maybe 12, 2031", None),
    ],
)
def test_a_date_is_read_however_it_is_written(text: str, day: date | None) -> None:
    assert parse_date(text) == day
    assert metadata(f'<meta name="date" content="{text}">').date == day


@pytest.mark.parametrize(
    "shown",
    [
        "<p><time>April 12, 2031</time></p>",
        "<p class='entry-date'>April 12, 2031 at 9:30</p>",
        "<div id='cmsDate'><div class='in'>» 2031年04月12日 14時30分 公開</div></div>",
        "<span class=published>12 April 2031</span><i class=update-date>14 April 2031</i>",
    ],
)
def test_a_date_is_read_where_readers_see_it(shown: str) -> None:
    assert metadata("", f"<h1>{TOPIC}</h1>{shown}").date == date(2031, 4, 12)


def test_a_page_without_a_date_of_its_own_has_none() -> None:
    several = "<b class=date>April 12, 2031</b><b class=date>April 9, 2031</b>"
    assert metadata("", f"<h1>{TOPIC}</h1>{several}").date is None
    assert (
        metadata("", f"<h1>{TOPIC}</h1><p>© 2031 Harbor Post</p><i class=updated>2031-04-12</i>").date is None
    )
    assert metadata("", f"<h1>{TOPIC}</h1><p>It was planned on April 12, 2031, in the hall.</p>").date is None
