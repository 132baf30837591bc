"""The blocks of a page: what their elements say they are, and whose words they are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import UserError
from bot.extract.page import extract
from bot.model import BlockKind, DocumentBlock
from bot.reading.article import read
from tests.extract.pages import AFTER, BEFORE, article, inside, texts


def kinds(html: str) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.shown.text) for block in inside(html)]


def speakers(html: str, language: str = "en") -> list[tuple[str, str | None]]:
    found: list[DocumentBlock] = inside(html, language)
    assert all(block.kind is BlockKind.QUOTATION for block in found)
    return [(block.shown.text, block.speaker) for block in found]


def test_every_block_stands_where_it_says() -> None:
    document = article(
        "<h2>Lamps</h2><ol><li>One 10<sup>3</sup><li>Two</ol><p>It is lit.<br>It is out.</p>"
        "<pre><code>x\ny</code></pre>"
    )
    for block in document.blocks:
        assert "".join(document.source[at] for at in block.shown.offsets) == block.shown.text
    assert (
        "\n\n## Lamps\n\n1. One 10³\n\n2. Two\n\nIt is lit.\nIt is out.\n\n```\nx\ny\n```\n\n"
        in document.source
    )


def test_the_title_stands_once() -> None:
    body = f"<h1>Lamps of the pier - Pier News</h1><p>{BEFORE['en']}</p>" + f"<p>{AFTER['en']}</p>" * 3
    source = extract(f"<html><title>Lamps of the pier</title><body><article>{body}</article></html>").source
    assert source.count("Lamps of the pier") == 1
    assert source.startswith("# Lamps of the pier\n\nThe reading room")


def test_lists_headings_and_captions_are_what_they_are() -> None:
    html = (
        "<h3>Rules</h3><ul><li><p>Lamps stay lit.</p><p>Books stay dry.</p></li></ul><ol><li>Come early.</ol>"
        "<table><caption>Lamps by year</caption><tr><th>Lamp<th>Year<tr><td>East<td>1931</table>"
    )
    assert kinds(html) == [
        (BlockKind.HEADING, "Rules"),
        (BlockKind.LIST_ITEM, "Lamps stay lit."),
        (BlockKind.PARAGRAPH, "Books stay dry."),
        (BlockKind.LIST_ITEM, "Come early."),
        (BlockKind.CAPTION, "Lamps by year"),
        (BlockKind.TABLE_ROW, "Lamp · Year"),
        (BlockKind.TABLE_ROW, "East · 1931"),
    ]
    assert [block.numbered for block in inside(html) if block.kind is BlockKind.LIST_ITEM] == [False, True]


def test_a_caption_of_a_picture_is_no_sentence_of_the_article() -> None:
    html = '<div><img src=x><p class="wp-caption-text">The lamp will be lit in 2044.</p></div>'
    assert read(article(html)).predictions == ()


def test_a_line_break_parts_lines_and_two_part_paragraphs() -> None:
    found = inside("<p><b>Hours</b><br>From six<br><br>Until ten</p>")
    assert [(block.shown.text, block.apart) for block in found] == [
        ("Hours", True),
        ("From six", False),
        ("Until ten", True),
    ]
    assert [block.bold for block in found] == [5, 0, 0]


@pytest.mark.parametrize(
    "html",
    [
        "<p>灯台の灯りは<br>2044年までに<br>消えるだろう。</p>",
        "<p>灯台の灯りは<br />\n2044年までに消え<br />\nるだろう。</p>",
        "<p>灯台の灯りは20\n44年までに消え\n  るだろう。</p>",
        "<ul><li>灯台の灯りは<br>2044年までに消えるだろう。</li></ul>",
    ],
)
def test_a_sentence_that_line_breaks_tore_is_one(html: str) -> None:
    (prediction,) = read(article(html, "ja")).predictions
    assert (prediction.text, prediction.horizon) == ("灯台の灯りは2044年までに消えるだろう。", "2044年までに")


@pytest.mark.parametrize(
    "cell",
    [
        f"May 2031<p>{BEFORE['en']}</p><p>{AFTER['en']}</p><p>{AFTER['en']}</p>",
        f"<font size=4>By Ada Brandt</font><br><br>{BEFORE['en']}<br><br>{AFTER['en']}<br><br>{AFTER['en']}",
        f"<h2>The pier</h2><div>{BEFORE['en']}</div><div>{AFTER['en']}</div><div>{AFTER['en']}</div>",
    ],
)
def test_a_page_laid_out_with_a_table_has_paragraphs(cell: str) -> None:
    menu = "<td width=90><a href=/>Start</a><br><a href=/lamps>Lamps</a></td>"
    document = extract(
        f"<html lang=en><title>Lamps</title><table><tr>{menu}<td>{cell}</td></tr></table></html>"
    )
    shown = [block.shown.text for block in document.blocks if block.kind is BlockKind.PARAGRAPH]
    assert shown[-3:] == [BEFORE["en"], AFTER["en"], AFTER["en"]]
    assert len(read(document).sentences) == 3


def test_blocks_in_a_cell_and_an_item_are_not_glued() -> None:
    assert texts(
        "<table><tr><td>East<br>lamp<td><p>1931</p><p>brass</p></tr></table>"
        "<ul><li>The east lamp<div>It is of brass.</div></li></ul>"
    ) == [
        "East lamp · 1931 brass",
        "The east lamp",
        "It is of brass.",
    ]


QUOTED = "We will read until the last lamp is out."


@pytest.mark.parametrize(
    "html",
    [
        f"<blockquote><p>{QUOTED}</p><footer>— Ada Brandt, <cite>Lamps</cite></footer></blockquote>",
        f"<blockquote>{QUOTED} <cite>Ada Brandt</cite></blockquote>",
        f"<figure><blockquote>{QUOTED}</blockquote><figcaption>Ada Brandt, keeper</figcaption></figure>",
    ],
)
def test_a_quotation_names_its_speaker(html: str) -> None:
    assert speakers(html) == [(QUOTED, "Ada Brandt")]


def test_a_japanese_quotation_names_its_speaker() -> None:
    html = "<blockquote>最後の灯りが消えるまで読もう。<footer>― 灯野ミオ（司書）</footer></blockquote>"
    assert speakers(html, "ja") == [("最後の灯りが消えるまで読もう。", "灯野ミオ")]


@pytest.mark.parametrize(
    "html",
    [
        f"<blockquote><p>{QUOTED}</p><p>— Ada Brandt (1931)</p></blockquote>",
        f"<blockquote>{QUOTED}<br>-- Ada Brandt</blockquote>",
        f"<blockquote>{QUOTED} — Ada Brandt</blockquote>",
        f"<blockquote>{QUOTED}</blockquote><p>— Ada Brandt</p>",
        f"<blockquote class=tweet><p>{QUOTED}</p>&mdash; Ada Brandt (@ada) <a href=x>May 2</a></blockquote>",
    ],
)
def test_a_name_behind_a_dash_at_the_end_of_a_quotation_is_read(html: str) -> None:
    assert len(texts(html)) == 2
    (quote,) = read(article(html)).quotes
    assert (quote.text, quote.speaker) == (QUOTED, "Ada Brandt")


@pytest.mark.parametrize(
    "html",
    [
        f"<blockquote>{QUOTED}</blockquote>",
        f"<blockquote>{QUOTED}<footer>Source: Lamps of the pier</footer></blockquote>",
        f"<blockquote>{QUOTED}<footer>“Lamps of the pier”</footer></blockquote>",
        f"<blockquote>{QUOTED}<footer>2031</footer></blockquote>",
    ],
)
def test_a_quotation_without_a_person_names_nobody(html: str) -> None:
    assert speakers(html) == [(QUOTED, None)]


def test_a_work_that_a_quotation_names_in_passing_stays() -> None:
    html = "<blockquote>As told in <cite>Lamps</cite>, we will read on.</blockquote>"
    assert speakers(html) == [("As told in Lamps, we will read on.", None)]


def test_a_page_that_indents_all_its_text_quotes_nobody() -> None:
    body = f"<blockquote><p>{BEFORE['en']}</p>" + f"<p>{AFTER['en']}</p>" * 3 + "</blockquote>"
    document = extract(f"<html><title>Lamps</title><body>{body}</html>")
    assert {block.kind for block in document.blocks[1:]} == {BlockKind.PARAGRAPH}


PIECES = [
    "<p>", "</p>", "<blockquote>", "</blockquote>", "<cite>", "</cite>", "<footer>", "</footer>", "<br>",
    "<q>", "</q>", "<sup>", "</sup>", "<sub>", "2", "[3]", "<a href='#n'>", "</a>", "<table><tr><td>", "<td>",
    "</table>", "<ol><li>", "</ol>", "<figure>", "<figcaption>", "</figure>", "<pre>", "</pre>", "<ruby>",
    "<rt>", "</ruby>", "<del>", "</del>", "— Ada Brandt", "The lamp will be lit. " * 6, "\n",
    "灯りは消えるだろう。" * 4, "https://lamp.example", "<span></span>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40))
@settings(max_examples=80)
def test_the_blocks_of_any_page_stand_in_its_source_in_order(pieces: list[str]) -> None:
    try:
        document = article("".join(pieces))
    except UserError as error:
        assert error.key.startswith("page-")
        return
    end = 0
    for block in document.blocks:
        offsets = block.shown.offsets
        assert offsets[0] >= end
        end = offsets[-1] + 1
        assert document.source[offsets[0] : end] == block.shown.text
    assert read(document) is not None
