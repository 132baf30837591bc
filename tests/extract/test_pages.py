"""Saved pages, written for this test, as they come from the web."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.__main__ import main
from bot.errors import UserError
from bot.extract import decode_page, is_page
from bot.extract.page import extract
from bot.model import Document, Metadata
from bot.reading.article import read

PAGES = Path(__file__).parents[1] / "pages"
URL = "https://www.minato.example/town/4?utm_source=feed"
JA = [
    "港のそばの古い倉庫が",
    "計画をまとめた三崎ハル",
    "蔵書は、町の人が",
    "一方、冬の風の強さ",
    "近くで食堂を営む",
]
EN = [
    "The old warehouse",
    "“I want a place",
    "It will begin with",
    "Not everybody is sure",
    "Yuki Hamada, who",
]
FURNITURE = [
    "利用規約",
    "無断転載",
    "関連記事",
    "灯台の塗り替え",
    "人気の記事",
    "おすすめ",
    "シェア",
    "スキ",
    "More stories",
    "rights reserved",
]


def page(name: str, url: str | None = URL) -> Document:
    return extract(decode_page((PAGES / f"{name}.html").read_bytes()), url)


@pytest.mark.parametrize(
    "name", ["news.ja", "note.ja", "shift-jis.ja", "euc.ja", "iso-2022-jp.ja", "news.en", "line-breaks.en"]
)
def test_a_page_gives_its_article_in_paragraphs_and_nothing_else(name: str) -> None:
    article = page(name)
    parts = article.source.strip().split("\n\n")
    assert parts.pop(0) == f"# {article.metadata.title}"
    prose = [part for part in parts if not part.startswith("#")]
    wanted = JA if name.endswith(".ja") else EN
    assert [part[: len(start)] for part, start in zip(prose, wanted, strict=True)] == wanted


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.stem)
def test_the_furniture_of_a_page_is_in_no_article(path: Path) -> None:
    try:
        text = page(path.stem).source
    except UserError as error:
        assert error.key.startswith("page-")
    else:
        assert not [words for words in FURNITURE if words in text]


def test_headings_stay_where_they_stood() -> None:
    parts = page("news.ja").source.strip().split("\n\n")
    assert parts[3] == "## 蔵書は四千冊から"
    summary = read(page("news.ja")).summary
    assert summary is not None
    assert [section.heading for section in summary.sections] == [None, "蔵書は四千冊から"]


def test_greetings_and_offers_of_a_blog_are_not_read() -> None:
    body = read(page("blog-with-promotion.ja")).body
    assert "港のそばの古い倉庫が" in body
    assert "こんにちは" not in body
    assert "申し込み" not in body


def test_questions_and_their_answers_are_one_article() -> None:
    text = page("questions.ja").source
    assert (
        text.index("築五十年の木造")
        < text.index("壁を二重に")
        < text.index("木造の倉庫であれば")
        < text.index("断熱材")
    )


def test_an_article_cut_in_two_by_an_advertisement_is_whole() -> None:
    text = page("cut-by-an-advertisement.en").source
    assert [text.index(start) for start in EN] == sorted(text.index(start) for start in EN)
    assert "Boots for every weather" not in text
    assert text.strip().endswith("what the house was built for.")


def test_rows_of_a_table_are_items_and_code_is_never_read_aloud() -> None:
    text = page("table.en").source
    assert "- Kamome · 1998 · 4\n" in text
    assert '```\nprint("boats will sail tomorrow")\n```' in text
    assert not any("sail tomorrow" in one.text for one in read(page("table.en")).sentences)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("front-page.ja", "page-no-article"),
        ("consent.en", "page-consent"),
        ("consent.ja", "page-consent"),
        ("login.ja", "page-login"),
        ("paywall.ja", "page-paywall"),
        ("paywall.en", "page-paywall"),
        ("video.en", "page-video"),
        ("script.en", "page-script"),
        ("missing.ja", "page-missing"),
    ],
)
def test_a_page_without_an_article_is_refused_by_its_reason(name: str, key: str) -> None:
    with pytest.raises(UserError) as refused:
        page(name)
    assert refused.value.key == key


def test_the_beginning_of_an_article_in_a_file_that_somebody_chose_is_read() -> None:
    assert JA[1] in page("paywall.ja", url=None).source


@pytest.mark.parametrize(
    ("name", "metadata"),
    [
        (
            "news.ja",
            Metadata(
                "倉庫が図書室に 来年の春から",
                "沖田ミナ",
                "みなと日報",
                date(2031, 4, 12),
                "ja",
                "https://minato.example/town/1204.html",
            ),
        ),
        (
            "news.en",
            Metadata(
                "Warehouse to become a reading room",
                "Mina Okita",
                "Harbour Post",
                date(2031, 4, 12),
                "en",
                "https://www.minato.example/town/reading-room",
            ),
        ),
        # It names an address on another site, which anybody could.
        (
            "note.ja",
            Metadata(
                "港の倉庫の話", "三崎ハル", None, date(2031, 5, 2), "ja", "https://www.minato.example/town/4"
            ),
        ),
        (
            "blog-with-promotion.ja",
            Metadata(
                "灯台のある町で本を読む",
                "ハル",
                "ハルの帳面",
                None,
                "ja",
                "https://www.minato.example/town/4",
            ),
        ),
        ("line-breaks.en", Metadata("A walk by the harbour", url="https://www.minato.example/town/4")),
    ],
)
def test_a_page_says_who_wrote_it_where_and_when(name: str, metadata: Metadata) -> None:
    assert page(name).metadata == metadata


def test_every_passage_read_from_a_page_stands_in_its_text() -> None:
    for name in ("news.ja", "note.ja", "news.en", "table.en"):
        article = page(name)
        text, reading = article.source, read(article)
        assert reading.sentences
        for passage in (*reading.sentences, *reading.quotes, *reading.predictions):
            found = "".join(text[start:end] for start, end in passage.spans)
            assert "".join(found.split()) == "".join(passage.text.split())


def test_tags_inside_tags_without_end_are_refused() -> None:
    with pytest.raises(UserError, match="page-too-deep"):
        extract("<html>" + "<div>" * 100_000 + "text")


@pytest.mark.parametrize(
    "html", ["", " ", "<!-- -->", "<html></html>", "\x00", "<?xml version='1.0' encoding='utf-16'?>"]
)
def test_a_page_of_nothing_is_refused(html: str) -> None:
    with pytest.raises(UserError, match="page-"):
        extract(html)


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div class='a b'>",
                "</div>",
                "<br><br>",
                "<a href=x>",
                "</a>",
                "<li>",
                "<ul>",
                "<table><tr><td>",
                "<script>",
                "</script>",
                "<b>",
                "<h1>",
                "<title>",
                "<meta name=date content='2031-99-99'>",
                '<script type="application/ld+json">[{"@type": 3, "author": [[]]}]</script>',
                "港の話をした。",
                "It is late. " * 9,
                "&#0;",
                "\ud800",
                "<![CDATA[",
                "<!--",
            ]
        ),
        max_size=30,
    )
)
@settings(max_examples=60)
def test_any_page_is_an_article_or_a_clear_refusal(pieces: list[str]) -> None:
    try:
        article = extract("<html>" + "".join(pieces))
    except UserError as error:
        assert error.key.startswith("page-")
    else:
        assert read(article) is not None


def test_the_command_line_reads_a_saved_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--json", str(PAGES / "shift-jis.ja.html")]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["title"] == "港の倉庫"
    assert [part[: len(start)] for part, start in zip(told["body"].split("\n\n"), JA, strict=True)] == JA
    assert main(["read", str(PAGES / "front-page.ja.html")]) == 1


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (b"<!DOCTYPE html><p>x", True),
        (b"\xef\xbb\xbf\n<html lang=ja>", True),
        (b'<?xml version="1.0"?>\n<!-- saved --><HTML>', True),
        ("<html><p>x".encode("utf-16"), True),
        (b"# <html> explained", False),
        (b"<div>Markdown may hold tags</div>", False),
        (b"", False),
    ],
)
def test_a_saved_page_is_known_by_its_beginning(data: bytes, known: bool) -> None:
    assert is_page(data) is known
