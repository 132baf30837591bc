"""Conversations without quotation marks, and quotations that are set apart."""

from __future__ import annotations

import pytest

from bot.model import BodyKind
from tests.reading import read

Told = list[tuple[str, str | None, bool]]


def blocks(*texts: str) -> str:
    return "\n\n".join(texts)


def told(source: str) -> Told:
    return [(quote.text, quote.speaker, quote.spoken) for quote in read(source).quotes]


ROOF = "I think that the roof is the most important part of a hut."
LARCH = "A roof of larch stays dry for more than sixty years."
DAM = "川をせき止めると、魚は海へ帰れなくなると考えています。"
LADDER = "魚のための階段は、どのダムにもつくるべきだと思います。"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            blocks("# Huts", f"Mia Lund: {ROOF}", "Bo Ek: Which wood is best?", f"Mia Lund: {LARCH}"),
            [(ROOF, "Mia Lund", True), (LARCH, "Mia Lund", True)],
        ),
        (
            blocks(
                "# Huts",
                f"**Lund:** {ROOF}",
                "**Ek:** Why?",
                f"**Lund:** {LARCH}",
                "Mia Lund and Bo Ek met in May.",
            ),
            [(ROOF, "Mia Lund", True), (LARCH, "Mia Lund", True)],
        ),
        (
            blocks(
                "# Huts", f"Mia Lund (00:10): {ROOF}", "Bo Ek (01:20): Why?", f"Mia Lund (1:02:03) {LARCH}"
            ),
            [(ROOF, "Mia Lund", True), (LARCH, "Mia Lund", True)],
        ),
        (
            blocks(
                "# An interview with builder Mia Lund",
                "Q. What counts?",
                f"A. {ROOF}",
                "Q: Which wood?",
                f"A: {LARCH}",
            ),
            [(ROOF, "Mia Lund", True), (LARCH, "Mia Lund", True)],
        ),
        (
            blocks("# 川の話", f"水野：{DAM}", "聞き手：どうすればよいですか。", f"水野：ええ。{LADDER}"),
            [(DAM, "水野", True), (LADDER, "水野", True)],
        ),
        (
            blocks(
                "# 川の話", "水野さん", DAM, "原", "なるほど。", "水野さん", LADDER, "会は五時に終わった。"
            ),
            [(DAM, "水野さん", True), (LADDER, "水野さん", True)],
        ),
        (
            blocks(
                "# 水野彩さんにインタビュー",
                "問い：川は変わりましたか。",
                f"答え：{DAM}",
                "問い：何が要りますか。",
                f"答え：{LADDER}",
            ),
            [(DAM, "水野彩", True), (LADDER, "水野彩", True)],
        ),
        (
            blocks(
                "# 川の話",
                "水野",
                "「川は昔より浅くなりました。」",
                "原",
                "「そうですか」",
                "水野",
                "「魚も減りました。」",
            ),
            [("川は昔より浅くなりました。", "水野", False), ("魚も減りました。", "水野", False)],
        ),
    ],
)
def test_a_conversation_without_marks_tells_who_says_what(source: str, expected: Told) -> None:
    assert told(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        blocks("# Huts", f"Note: {ROOF}", "The hut is old."),
        blocks("# Huts", f"Pros: {ROOF}", "Cons: I find it dark.", f"Pros: {LARCH}", "Cons: My bed was wet."),
        blocks(
            "# Huts",
            "Walls: They are of stone.",
            f"Roof: {LARCH}",
            "Walls: They are of clay.",
            "Roof: It is flat.",
        ),
        blocks("# Huts", "Q. What counts?", f"A. {ROOF}", "Q. Which wood?", f"A. {LARCH}"),
        blocks(
            "# Huts", "User: Which roof?", f"Assistant: {ROOF}", "User: Which wood?", f"Assistant: {LARCH}"
        ),
        blocks("# 川", f"注意：{DAM}", "川は深い。"),
        blocks("# 川", f"利点：{DAM}", "欠点：高いと思います。", f"利点：{LADDER}", "欠点：長いと思います。"),
        blocks("# 川", f"A：{DAM}", "B：なぜですか。", f"A：{LADDER}"),
    ],
)
def test_labels_that_are_no_people_give_no_speech(source: str) -> None:
    assert told(source) == []


def test_labels_of_a_conversation_are_no_headings_of_sections_and_no_sentences() -> None:
    reading = read(f"# 川の話\n\n水野\n\n{DAM}\n\n原\n\nなるほど。\n\n水野\n\n{LADDER}\n")
    assert [section.heading for section in reading.summary.sections] == [None] if reading.summary else False
    assert [sentence.text for sentence in reading.sentences] == [DAM, "なるほど。", LADDER]
    assert reading.body.split("\n\n") == ["水野", DAM, "原", "なるほど。", "水野", LADDER]


def test_the_text_below_a_conversation_is_nobodys() -> None:
    after = "The meeting in the hut ended at five in the afternoon."
    assert (
        told(f"# Huts\n\nMia Lund: {ROOF}\n\nBo Ek: Why?\n\nMia Lund: {LARCH}\n\n{after}\n")[-1][0] == LARCH
    )


def test_what_is_said_at_length_is_kept_up_to_three_hundred_characters() -> None:
    long = " ".join([ROOF] + [f"I have built {n} of them in the valley so far." for n in range(20, 40)])
    first, _ = told(f"# Huts\n\nMia Lund: {long}\n\nBo Ek: Why?\n\nMia Lund: {LARCH}\n")
    assert first[0].startswith(ROOF)
    assert 200 < len(first[0]) <= 310
    assert first[0].endswith(".")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            f"The hut is old.\n\n> {LARCH}\n>\n> — Mia Lund, builder\n\nIt is dry.\n",
            [(LARCH, "Mia Lund", False)],
        ),
        (f"The hut is old.\n\n> {LARCH}\n\n– Mia Lund\n\nIt is dry.\n", [(LARCH, "Mia Lund", False)]),
        (f"Mia Lund built it. Later Lund wrote:\n\n> {LARCH}\n\nIt is dry.\n", [(LARCH, "Mia Lund", False)]),
        (f"The hut is old.\n\n> {LARCH}\n\nIt is dry.\n", []),
        (f"川は深い。\n\n> {DAM}\n> ―― 水野彩（司書）\n\n魚がいる。\n", [(DAM, "水野彩", False)]),
        (f"川は深い。\n\n「{DAM}」\n― 水野彩\n\n魚がいる。\n", [(DAM, "水野彩", False)]),
        (f"水野彩氏は手紙に次のように書いた。\n\n> {DAM}\n\n魚がいる。\n", [(DAM, "水野彩", False)]),
        (f"川は深い。\n\n> {DAM}\n\n――それはなぜですか\n\n魚がいる。\n", []),
    ],
)
def test_a_quotation_that_is_set_apart_needs_a_source(source: str, expected: Told) -> None:
    assert told(f"# T\n\n{source}") == expected


def test_a_title_that_begins_with_an_article_is_no_answer() -> None:
    source = f"# A year on the roof\n\nQ: Why larch?\n\nA: {LARCH}\n\nQ: Was it hard?\n\nA: {ROOF}\n"
    assert read(source).title == "A year on the roof"


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("Mia Lund interview on Radio North", "Mia Lund"),
        ("Interview: Mia Lund", "Mia Lund"),
        ("Mia Lund Interview with Hut Weekly", None),  # either may have been asked
    ],
)
def test_a_title_tells_who_was_asked_only_where_one_person_can_be_meant(
    title: str, speaker: str | None
) -> None:
    source = blocks(f"# {title}", "Q. What counts?", f"A. {ROOF}", "Q: Which wood?", f"A: {LARCH}")
    assert {who for _, who, _ in told(source)} == ({speaker} if speaker else set())


def test_initials_name_nobody() -> None:
    source = blocks("# Huts", "BE: Why larch?", f"ML: {LARCH}", "BE: Was it hard?", f"ML: {ROOF}")
    assert told(source) == []


@pytest.mark.parametrize(
    ("source", "speakers"),
    [
        (
            "Mia Lund (00:05): {}\nBo Ek (00:12): The wood is wet.\nMia Lund (01:07): The roof is dry.",
            {"Mia Lund"},
        ),
        ("[00:05] Lund: {}\n[00:12] Ek: The wood is wet.\n[01:07] Lund: The roof is dry.", {"Lund"}),
        ("[10:00] Talk: {}\n[11:00] Break: The wood is wet.\n[11:15] Talk: The roof is dry.", set()),
        ("Lund (00:05): {}\nEk (00:12): The wood is wet.\nLund (00:09): The roof is dry.", set()),
    ],
    ids=["names before times", "times before names", "a program of a day", "times that go back"],
)
def test_times_of_a_recording_beside_every_name_make_turns(source: str, speakers: set[str]) -> None:
    roof = "The roof is the most important part of a hut."
    body = read(source.format(roof)).body_blocks
    assert (BodyKind.TURN in {block.kind for block in body}) is bool(speakers)
    assert {quote.speaker for quote in read(source.format(roof)).quotes} <= speakers
