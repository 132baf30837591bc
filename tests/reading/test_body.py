"""The body of an article is all that there is to read of it, in the order of its source, and nothing else."""

from __future__ import annotations

import pytest

from tests.reading import read

OPENS, CLOSES = "The hut opens in June.", "It closes in October."


def told(source: str) -> list[str]:
    return [f"{block.kind}: {block.text}" for block in read(f"# T\n\n{source}\n").body_blocks]


@pytest.mark.parametrize(
    ("source", "between"),
    [
        ("```\ndef dig():\n\n    return 1\n```", ["code: def dig():\n\n    return 1"]),
        ("~~~\none\n~~~\n\n~~~\ntwo\n~~~", ["code: one", "code: two"]),
        ("| wood | price |\n|---|---|\n| larch | 3 |", ["table-row: wood | price", "table-row: larch | 3"]),
        ("Name | Height\nHut | 4 m", ["table-row: Name | Height", "table-row: Hut | 4 m"]),
        ("<figure><figcaption>The hut in spring</figcaption></figure>", ["caption: The hut in spring"]),
        ("1. Dig.\n2. Build a roof.", ["list-item: 1. Dig.", "list-item: 2. Build a roof."]),
        ("> Huts are homes.\n> — Mia Lund", ["quotation: Huts are homes. — Mia Lund"]),
        ("Never.\n\nNobody knew why.", ["paragraph: Never.", "paragraph: Nobody knew why."]),
        ("Contents\n\n- One thing\n- Two things", []),
        ("Advertisement\n\n<figcaption>Photo: Mia Lund</figcaption>", []),
    ],
)
def test_what_stands_between_two_paragraphs_is_told_apart(source: str, between: list[str]) -> None:
    assert told(f"{OPENS}\n\n{source}\n\n{CLOSES}") == [
        f"paragraph: {OPENS}",
        *between,
        f"paragraph: {CLOSES}",
    ]


def test_a_row_of_wide_spaces_above_a_paragraph_moves_nothing() -> None:
    source = "\u3000\n橋はとても古い建物である。\n\n\u3000\n川も古い。\n"
    assert [source[start:end] for one in read(source).body_blocks for start, end in one.spans] == [
        "橋はとても古い建物である。",
        "川も古い。",
    ]


def test_names_before_what_people_say_stay_with_it() -> None:
    talk = [
        "森：小屋の屋根はどうですか。",
        "原：よいと思います。",
        "森：高くないですか。",
        "原：安いですよ。",
    ]
    assert told("\n\n".join(talk)) == [f"turn: {turn}" for turn in talk]


def test_a_footer_does_not_come_back_with_what_is_no_prose_in_it() -> None:
    footer = "Related posts\n\nThe glue for oars\n\n```\nbuy --now\n```\n\n| a | b |\n|---|---|\n| c | d |"
    assert told(f"{OPENS} {CLOSES}\n\n{footer}") == [f"paragraph: {OPENS} {CLOSES}"]


def test_what_was_promoted_inside_a_paragraph_is_left_out_of_it_alone() -> None:
    sells = "Use code HUT10 for 10% off your first order today."
    (block,) = read(f"# T\n\n{OPENS} {sells} {CLOSES} It is far.\n").body_blocks
    assert (block.text, block.breaks) == (f"{OPENS} {CLOSES} It is far.", (23, 45))


def test_a_sentence_that_goes_on_below_a_caption_stands_around_it_as_on_the_page() -> None:
    caption = "<figcaption>A wall</figcaption>"
    source = f"{OPENS}\n\nThe walls of the hut are made of\n\n{caption}\n\nlarch and stone. It is old."
    assert read(source).sentences[1].text == "The walls of the hut are made of larch and stone."
    assert told(source)[1:] == [
        "paragraph: The walls of the hut are made of",
        "caption: A wall",
        "paragraph: larch and stone. It is old.",
    ]
