"""What becomes the title, a heading, a paragraph or an item of a list, and what is left out of the text."""

from __future__ import annotations

import pytest

from tests.reading import read

OPENS, CLOSES = "The hut opens in June.", "It closes in October."


def body(source: str) -> list[str]:
    return read(source).body.split("\n\n")


@pytest.mark.parametrize(
    ("source", "title", "text"),
    [
        (f"Mia Lund\n\nThe hut above the lake\n\n{OPENS}\n", "The hut above the lake", [OPENS]),
        (f"The hut above the lake\nA year in it\n\n{OPENS}\n", "The hut above the lake", [OPENS]),
        (f"**The hut.**\n\n{OPENS} {CLOSES}\n", "The hut", [f"{OPENS} {CLOSES}"]),
        (f"{OPENS}\n\n# The title\n\n{CLOSES}\n", "The title", [OPENS, CLOSES]),
        (f"The title\n===\n\n{OPENS}\n\nA part\n---\n\n{CLOSES}\n", "The title", [OPENS, "A part", CLOSES]),
        (f"# T #\n\n## A part ##\n\n{OPENS}\n", "T", ["A part", OPENS]),
        (f"## A part\n\n{OPENS}\n\n## Another\n\n{CLOSES}\n", "A part", ["A part", OPENS, "Another", CLOSES]),
        (f"The hut above the lake\n\nIts wood\n\n{OPENS}\n", "The hut above the lake", ["Its wood", OPENS]),
        (f"News\n\nThe hut above the lake\n\nIts wood\n{OPENS}\n", "The hut above the lake", [OPENS]),
        (f"**Huts**\n\nThe hut above the lake\n\n{OPENS}\n", "The hut above the lake", ["Huts", OPENS]),
        (f"The hut above the lake\n\n**Huts**\n\n{OPENS}\n", "The hut above the lake", ["Huts", OPENS]),
        (f"> A hut is a home, they say\n\nThe hut above it\n\n{OPENS}\n", "The hut above it", [OPENS]),
        (
            f"A hut above a lake in the far\nnorth of the land opens in June.\n{CLOSES}\n",
            None,
            [f"A hut above a lake in the far north of the land opens in June. {CLOSES}"],
        ),
        (f"---\ntitle: The hut\n---\n\nThe hut\n\n{OPENS}\n", "The hut", [OPENS]),
        (f"---\ntitle: Huts\n---\n\nThe hut\n\n{OPENS}\n", "Huts", ["The hut", OPENS]),
        (f"---\ntitle: x\n{OPENS} {CLOSES}\n", None, [f"{OPENS} {CLOSES}"]),
    ],
)
def test_the_title_is_found_and_taken_out_of_the_text(
    source: str, title: str | None, text: list[str]
) -> None:
    assert read(source).title == title
    assert body(source) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            "First line of a list\nis not a heading\nbut a paragraph.",
            ["First line of a list is not a heading but a paragraph."],
        ),
        (
            f"{OPENS}\nA heading inside\nThe text below it is much longer than the line above it.",
            [OPENS, "A heading inside", "The text below it is much longer than the line above it."],
        ),
        (f"{OPENS}\n\n**A bold line**\n\n{CLOSES}", [OPENS, "A bold line", CLOSES]),
        (f"{OPENS}\n> A line is quoted here.", [OPENS, "A line is quoted here."]),
        (f"> A line is quoted\n> over two lines.\n\n{CLOSES}", ["A line is quoted over two lines.", CLOSES]),
        (f"> - An item is quoted.\n\n{CLOSES}", ["An item is quoted.", CLOSES]),
        (f"1. One\n{OPENS}\n\n2. Two\n{CLOSES}", ["1. One", OPENS, "2. Two", CLOSES]),
        (f"1. One\n\n{OPENS}\n\n2. Two\n\n{CLOSES}", ["1. One", OPENS, "2. Two", CLOSES]),
        (f"- One\n{OPENS}\n\n- Two\n{CLOSES}", ["One", OPENS, "Two", CLOSES]),
        (f"- **Head.** {OPENS}\n- {CLOSES}", ["Head.", OPENS, CLOSES]),
        (
            f"{OPENS}\n\nOne heading\n\nTwo headings\n\nThree headings\n\n{CLOSES}",
            [OPENS, "Three headings", CLOSES],
        ),
        (f"{OPENS}\n\nThe last words\n\nMore last words", [OPENS]),
        (f"## One\n\n## Two\n\n{OPENS}\n\n## Three", ["Two", OPENS]),
        (f"## One\n\n{OPENS}\n\n### Two\n\n{CLOSES}", ["One", OPENS, "Two", CLOSES]),
        ("一文がある。\n\n「引用」\n本文がここにある。", ["一文がある。", "「引用」 本文がここにある。"]),
        ("一文がある。\n\n彼は「はい」\nと言った。", ["一文がある。", "彼は「はい」と言った。"]),
        (
            "一文がある。\n\n■印の見出し\n\n本文がここにある。",
            ["一文がある。", "印の見出し", "本文がここにある。"],
        ),
        (
            "① 一つ目がある。\n\n（2）二つ目がある。\n\n3、三つ目がある。",
            ["① 一つ目がある。", "（2）二つ目がある。", "3、三つ目がある。"],
        ),
    ],
)
def test_blocks_are_told_apart(source: str, text: list[str]) -> None:
    assert body(f"# T\n\n{source}\n") == text


@pytest.mark.parametrize(
    "between",
    [
        "<!-- hidden\nstill hidden.\n-->",
        "***",
        "![a picture.](https://a.example/p.png)",
        "[![a picture.](https://a.example/p.png)](https://a.example)",
        "https://a.example/only-a-link",
        "- [One link](https://a.example/1)\n- [Two links](https://a.example/2)",
        "Contents\n\n- One thing\n- Two things",
        "About the author\nMia writes about huts.\nShe walks a lot.",
        "Advertisement",
        "Advertisement.",
        "By Mia Lund",
        "Use code HUT10 for 10% off your first order today.",
    ],
)
def test_what_is_no_prose_of_the_article_is_left_out(between: str) -> None:
    assert body(f"# T\n\n{OPENS}\n\n{between}\n\n{CLOSES}\n") == [OPENS, CLOSES]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("A [link](https://a.example/x_(y)) is <b>bold</b> here.", "A link is bold here."),
        ("Some **bold**, *italic*, ~~old~~ and `code` words.", "Some bold, italic, and code words."),
        (
            "This snake_case and 2 * 3 and f***ing stay here.",
            "This snake_case and 2 * 3 and f***ing stay here.",
        ),
        ("A footnote[^1] and a number[2] are here.", "A footnote and a number are here."),
        ("これは **太字** です。", "これは太字です。"),
        ("One line. <!-- hidden. --> Same line here.", "Same line here."),
    ],
)
def test_a_line_is_shown_without_its_markup(source: str, shown: str) -> None:
    assert [sentence.text for sentence in read(f"# T\n\n{source}\n").sentences][-1] == shown


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_every_kind_of_line_break_ends_a_line(ending: str) -> None:
    assert body(ending.join(["# T", "", OPENS, "", "## A part", "", CLOSES])) == [OPENS, "A part", CLOSES]


def test_contents_are_left_out_even_as_plain_lines_that_come_again_as_headings() -> None:
    source = f"# T\n\nContents\n\nWater\nWood\n\n{OPENS}\n\nWater\n\n{CLOSES}\n\nWood\n\nIt is dry.\n"
    assert body(source) == [OPENS, "Water", CLOSES, "Wood", "It is dry."]


def test_a_profile_has_six_lines_at_most() -> None:
    profile = "About the author\nMia writes.\nShe walks.\nShe swims.\nShe runs.\nShe rows."
    assert body(f"# T\n\n{OPENS}\n\n{profile}\nThis line is long enough to be one of the text.\n") == [
        OPENS,
        "This line is long enough to be one of the text.",
    ]


def test_the_footer_is_left_out_only_below_the_article() -> None:
    long = "Its water comes from a small stream behind it, and its bread comes from the valley."
    assert body(f"# T\n\n{OPENS}\n\n{long}\n\nLeave a comment\n\nThank you for this text.\n") == [OPENS, long]
    assert body(f"# T\n\nLeave a comment\n\n{OPENS}\n\n{long}\n") == [OPENS, long]
