"""A text becomes a document: what its inline elements and blocks mean, and where each character stands."""

from __future__ import annotations

from datetime import date

import pytest

from bot.model import BlockKind, Document, DocumentBlock, Metadata
from bot.reading.article import parse_text
from tests.reading import read


def shown(source: str) -> list[str]:
    return [block.shown.text for block in parse_text(source).blocks]


def kinds(source: str) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.shown.text) for block in parse_text(source).blocks]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("The lake holds 10<sup>7</sup> liters.", "The lake holds 10⁷ liters."),
        ("It covers 14 km<sup>2</sup> of land.", "It covers 14 km² of land."),
        ("The pier opens in 2033<sup>4</sup>.", "The pier opens in 2033."),
        ("She wrote it.<sup>12</sup> He read it.", "She wrote it. He read it."),
        ("桟橋は2033年<sup>1</sup>に開く。", "桟橋は2033年に開く。"),
        ("On the 3<sup>rd</sup> of May.", "On the 3rd of May."),
        ("Bubbles of CO<sub>2</sub> rise.", "Bubbles of CO₂ rise."),
        ("The <q>old</q> pier.", "The “old” pier."),
        ("The ~~wooden~~ pier and <del>its</del> roof.", "The pier and roof."),
        ("A <b></b>pier<br/> of <img src=x> wood.", "A pier"),
        ("Ferns &amp; moss &mdash; &lt;green&gt; &#12300;苔&#12301;", "Ferns & moss — <green> 「苔」"),
        ("It costs 4&nbsp;million.", "It costs 4 million."),
        ("AT&T and &nothing; stay.", "AT&T and &nothing; stay."),
        (r"He typed \*fern\* twice.", "He typed *fern* twice."),
        ("He typed `**fern**` twice.", "He typed **fern** twice."),
        ("He asked@mosshttps://fern.example/a today.", "He asked@moss today."),
        ("He typed `get https://fern.example/a now` twice.", "He typed get now twice."),
        ("s**t and d***ed stay, **fern goes.", "s**t and d***ed stay, fern goes."),
        ("**「苔」**は緑だ。これは **太い** 字だ。", "「苔」は緑だ。これは太い字だ。"),
        ("**注意：**道は狭い。", "注意：道は狭い。"),
        ("See [the moss][m] and [the fern].", "See the moss and the fern."),
        ("Moss is old[^1] and green[2].", "Moss is old and green."),
        ("Read https://a.example/a_b?c=1&d=2. Then go.", "Read. Then go."),
        ("<ruby>苔<rt>こけ</rt></ruby>は緑だ。", "苔は緑だ。"),
        ("It is <span\nclass=x>green</span>.", "It is green."),
    ],
)
def test_inline_elements_mean_what_a_browser_shows(source: str, text: str) -> None:
    references = "\n\n[m]: https://m.example\n[the fern]: https://f.example 'Fern'\n"
    assert shown(source + references)[0] == text


@pytest.mark.parametrize(
    "source",
    [
        "<style>\np { color: red }\n\na { color: blue }\n</style>",
        "<script>\nlet a = 1;\n</script>",
        "<!-- One.\n\nTwo. -->",
        "[^1]: A note with words.\n    and more of it.",
        "[^1]: One.\n[^b]: Two.",
        "[m]: https://m.example",
        "![a pier](https://p.example/p.png)",
        "::: note\n:::",
        "---",
        "〜〜〜",
        "<https://m.example>",
    ],
)
def test_what_is_no_text_leaves_nothing_behind(source: str) -> None:
    assert shown(f"One.\n\n{source}\n\nTwo.\n") == ["One.", "Two."]


def test_blocks_have_the_kinds_of_their_markup() -> None:
    source = (
        "# Moss\n\nText.\n> Said.\n\n- [x] Done\n- Next\n\n7. Seven\n2031. Was dry.\n\n```\ncode\n```\n\n"
        "a | b\n--- | ---\n1 | 2\n\n> [!NOTE]\n> Noted.\n\n:::message\nInside.\n:::\n"
    )
    assert kinds(source) == [
        (BlockKind.HEADING, "Moss"),
        (BlockKind.PARAGRAPH, "Text."),
        (BlockKind.QUOTATION, "Said."),
        (BlockKind.LIST_ITEM, "Done"),
        (BlockKind.LIST_ITEM, "Next"),
        (BlockKind.LIST_ITEM, "Seven"),
        (BlockKind.PARAGRAPH, "2031. Was dry."),
        (BlockKind.CODE, "code"),
        (BlockKind.TABLE_ROW, "a | b"),
        (BlockKind.TABLE_ROW, "--- | ---"),
        (BlockKind.TABLE_ROW, "1 | 2"),
        (BlockKind.PARAGRAPH, "Noted."),
        (BlockKind.PARAGRAPH, "Inside."),
    ]


def test_blocks_of_html_within_markdown_are_not_glued() -> None:
    source = (
        "<h2>Moss</h2><p>One.</p><p>Two.</p><table><tr><td>a</td><td>b</td></tr></table><ul><li>x</li></ul>\n"
    )
    assert kinds(source) == [
        (BlockKind.HEADING, "Moss"),
        (BlockKind.PARAGRAPH, "One."),
        (BlockKind.PARAGRAPH, "Two."),
        (BlockKind.TABLE_ROW, "a"),
        (BlockKind.TABLE_ROW, "b"),
        (BlockKind.LIST_ITEM, "x"),
    ]


def test_a_fence_that_nothing_closes_hides_nothing() -> None:
    assert shown("One.\n\n```js\n\nTwo.\n\n~~~\nThree.\n") == ["One.", "Two.", "Three."]


@pytest.mark.parametrize(
    ("source", "is_heading"),
    [
        ("Moss\n----", True),
        ("Moss grows here.\n----", False),
        ("Moss grows\nbelow ferns\n----", False),
        ("苔は緑だ。\n====", False),
        ("Moss\n-", False),
    ],
)
def test_only_a_short_line_is_made_a_heading_by_a_line_below_it(source: str, is_heading: bool) -> None:
    (kind, _), *_ = kinds(source + "\n\nText.\n")
    assert (kind is BlockKind.HEADING) is is_heading


def test_a_block_knows_what_stands_above_it_and_how_it_is_set() -> None:
    first, second, third = parse_text(
        "One\n**Two** [more](https://m.example)\n\nwww.m.example\n\nThree\n"
    ).blocks
    assert (first.apart, second.apart, third.apart) == (True, False, True)
    assert (second.bold, second.linked, second.has_url) == (3, 4, True)
    assert second.shown.text == "Two more"


FRONT_MATTER = """\
---
# what the site needs
title: >-
  A pier: its wood
  and its nails   # no comment
authors:
  - name: Mia Lund
  - Bo Ek
date: 2031-04-05T10:00:00+09:00
tags: [pier, wood]
lang: en-GB
url: "https://p.example/1"
---
Text.
"""


def test_front_matter_is_yaml() -> None:
    document = parse_text(FRONT_MATTER)
    assert document.metadata == Metadata(
        title="A pier: its wood and its nails # no comment",
        author="Mia Lund, Bo Ek",
        date=date(2031, 4, 5),
        language="en",
        url="https://p.example/1",
    )
    assert [block.shown.text for block in document.blocks] == ["Text."]


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("title: One: two\ndate: soon", "One: two"),
        ("title: 'One'\ntitle2: [", "One"),
        ("title: 2031", "2031"),
        ("title: yes", "yes"),
        ("title: 山の話　# 冬", "山の話　# 冬"),
    ],
)
def test_a_title_stays_as_it_is_written(front: str, title: str) -> None:
    assert parse_text(f"---\n{front}\n---\nText.\n").metadata.title == title


def test_what_stands_between_two_rules_is_text_unless_it_has_fields() -> None:
    assert shown("---\nA pier is old.\n---\n\nText.\n") == ["A pier is old.", "Text."]


def test_front_matter_that_grows_when_it_is_expanded_costs_nothing() -> None:
    levels = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40))
    assert parse_text(f"---\na0: &a0 x\n{levels}\ntitle: T\n---\nText.\n").metadata.title == "T"


def replaced(block: DocumentBlock, document: Document) -> list[tuple[str, str]]:
    """Return the characters that are not those of the source, apart from white space."""
    pairs = zip(block.shown.text, block.shown.offsets, strict=True)
    return [(char, document.source[at]) for char, at in pairs if char.strip() and char != document.source[at]]


def test_every_character_that_is_shown_stands_in_the_source() -> None:
    text = "# A&amp;B\r\n\r\n> \tOne &quot;two&quot;\u2028three 10<sup>3</sup>\r\n\r\n- <q>x</q> `y`\r\n"
    document = parse_text(text)
    assert len(document.source) == len(text)
    assert [replaced(block, document) for block in document.blocks] == [[]] * len(document.blocks)
    assert [block.shown.text for block in document.blocks] == ["A&B", 'One "two"', "three 10³", "“x” y"]


def test_a_backslash_that_escapes_nothing_stands_where_it_is_written() -> None:
    document = parse_text("小屋は\\1,000で、\\*今も*安い\\。")
    (block,) = document.blocks
    assert (block.shown.text, replaced(block, document)) == ("小屋は\\1,000で、*今も*安い\\。", [])


@pytest.mark.parametrize(
    ("source", "body"),
    [
        ("The hut was built<br>by miners. It is old.", "The hut was built by miners. It is old."),
        ("The hut is old.<br>Its roof leaks.", "The hut is old. Its roof leaks."),
        ("The hut is old.<br><br>The roof leaks.", "The hut is old.\n\nThe roof leaks."),
        ("小屋は古い。<br><br>屋根も古い。", "小屋は古い。\n\n屋根も古い。"),
    ],
)
def test_a_break_within_a_line_parts_words_and_two_part_paragraphs(source: str, body: str) -> None:
    assert read(f"# T\n\n{source}\n").body == body
