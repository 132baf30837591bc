"""What the elements inside a paragraph mean."""

from __future__ import annotations

import pytest

from bot.extract import inline
from tests.extract.pages import texts


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p><span></span>The lamp will be lit at six.</p>", "The lamp will be lit at six."),
        ("<p>The lamp <i class=icon></i>will be lit at six.</p>", "The lamp will be lit at six."),
        ("<p><b><em></em></b>The lamp will be lit at six.</p>", "The lamp will be lit at six."),
        ("<h2><i></i>After dark</h2>", "After dark"),
        ("<ul><li><strong></strong>The lamp will be lit at six.</li></ul>", "The lamp will be lit at six."),
        ("<blockquote><span></span>The lamp will be lit.</blockquote>", "The lamp will be lit."),
        ("<p>The lamp <embed src=x> will be <wbr>lit.</p>", "The lamp will be lit."),
    ],
)
def test_an_empty_element_takes_nothing_with_it(html: str, text: str) -> None:
    assert texts(html) == [text]


def test_text_behind_an_empty_block_is_a_paragraph() -> None:
    assert texts(
        "<p>The lamp will be lit at six,<div></div>as it was in the days of the old keeper.</p>"
    ) == [
        "The lamp will be lit at six,",
        "as it was in the days of the old keeper.",
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("It holds 10<sup>6</sup> pages.", "It holds 10⁶ pages."),
        ("It is 40 m<sup>2</sup> large.", "It is 40 m² large."),
        ("Per km<sup>2</sup> there are two.", "Per km² there are two."),
        ("y = x<sup>3</sup>", "y = x³"),
        ("Na<sup>+</sup> and SO<sub>4</sub><sup>2−</sup>", "Na⁺ and SO₄²⁻"),
        ("H<sub>2</sub>O and v<sub>max</sub>", "H₂O and vmax"),
        ("the dating by <sup>14</sup>C", "the dating by ¹⁴C"),
        ("2<sup>n</sup> and 5<sup>0.5</sup>", "2ⁿ and 5^0.5"),
        ("on the 3<sup>rd</sup> of May", "on the 3rd of May"),
        ("Brand<sup>TM</sup> lamps", "Brand™ lamps"),
        ("容量は3×10<sup>4</sup>冊。", "容量は3×10⁴冊。"),
    ],
)
def test_raised_and_lowered_figures_are_no_digits_of_their_neighbors(html: str, text: str) -> None:
    assert texts(f"<p>{html}</p>") == [text]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("It ends in 2044<sup>2</sup>, she wrote.<sup>3</sup> Then", "It ends in 2044, she wrote. Then"),
        ("It ends in 2044<sup><a href='#n2'>12</a></sup>.", "It ends in 2044."),
        ("Of 10<sup><a href='#n2'>4</a></sup> lamps", "Of 10 lamps"),
        ("The keepers<sup>1, 2</sup> left.<sup>a</sup>", "The keepers left."),
        ("The keepers<sup>[who?]</sup> left*<sup>†</sup>", "The keepers left*"),
        (
            "One lamp<a href='#f1'>[1]</a>, two of them<a href='#f2' class='footnote-ref'>2</a> are lit.",
            "One lamp, two of them are lit.",
        ),
        ("One<span style='vertical-align: super'>(3)</span> keeper", "One keeper"),
        ("2044年<sup>1</sup>に終わる。<sup>注2</sup>", "2044年に終わる。"),
        ("終わる<a href='#n'>※3</a>と書いた。", "終わると書いた。"),
    ],
)
def test_the_call_of_a_note_vanishes(html: str, text: str) -> None:
    assert texts(f"<p>{html}</p>") == [text]


def test_a_link_within_the_page_is_no_note() -> None:
    assert texts("<p>See <a href='#later'>below</a> for 2044.</p>") == ["See below for 2044."]


@pytest.mark.parametrize("tag", ["del", "s", "strike"])
def test_what_is_struck_out_is_not_told(tag: str) -> None:
    assert texts(f"<p>It costs <{tag}>nine</{tag}> eight coins.</p>") == ["It costs eight coins."]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>She said <q>yes, <q>gladly</q></q>.</p>", "She said “yes, ‘gladly’”."),
        ("<p lang=ja>彼女は<q>喜んで</q>と答えた。</p>", "彼女は「喜んで」と答えた。"),
        ("<p>She said <q>“yes”</q>.</p>", "She said “yes”."),
        ("<p><q>Yes</q>, she said.</p>", "“Yes”, she said."),
    ],
)
def test_a_short_quotation_has_the_marks_of_its_language(html: str, text: str) -> None:
    assert texts(html) == [text]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("読書室は夏のあ\n    いだ、夜も開く。", "読書室は夏のあいだ、夜も開く。"),
        ("読書室は20\n44年に移る\n。", "読書室は2044年に移る。"),
        ("読書室の名は Lamp\nRoom である。", "読書室の名は Lamp Room である。"),
        ("港の<b>読書室</b>\n<i>だより</i>", "港の読書室だより"),
        ("灯りだ！　行こう。", "灯りだ！　行こう。"),
    ],
)
def test_a_line_break_of_the_source_is_none_in_japanese(html: str, text: str) -> None:
    assert texts(f"<p>{html}</p>", "ja") == [text]


def test_a_line_break_of_the_source_is_a_space_between_words() -> None:
    assert texts("<p>The word 港\n  means harbor,\nand the lamp 灯.</p>") == [
        "The word 港 means harbor, and the lamp 灯."
    ]


def test_ruby_shows_what_it_explains() -> None:
    html = "<p><ruby>桟橋<rp>（</rp><rt>さんばし</rt><rp>）</rp></ruby>に<ruby>灯<rt>ひ</ruby>がともる。</p>"
    assert texts(html, "ja") == ["桟橋に灯がともる。"]


def test_character_references_are_decoded_and_invisible_characters_left_out() -> None:
    html = "<p>Lamp &amp; book&#8203;shop &lt;open&gt;,&nbsp;&#8220;late&#8221; read&shy;ers</p>"
    assert texts(html) == ["Lamp & bookshop <open>, “late” readers"]


def test_what_a_browser_hides_is_not_told() -> None:
    html = (
        "<style>p{}</style><p>The lamp<script>x()</script><span style='display: none'>not</span>"
        "<span class='sr-only'>opens</span><span hidden>never</span> is lit.</p>"
    )
    assert texts(html) == ["The lamp is lit."]


def test_a_web_address_is_left_out_and_told_of() -> None:
    assert inline.shown("See https://lamp.example/a?b=1 for it") == ("See for it", True)
    assert inline.shown("See it") == ("See it", False)
