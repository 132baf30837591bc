"""What an author says before the article, and what sells something, is left out; the article stays."""

from __future__ import annotations

import pytest

from tests.reading import read

OPENS, STREAM = "The hut opens in June.", "Its water comes from a stream."
SELLS = "I earned $3,000 last month with my affiliate course."
小屋, 沢 = "小屋は六月に開く。", "水は沢から引く。"


def body(*paragraphs: str) -> list[str]:
    return read("\n\n".join(["# T", *paragraphs])).body.split("\n\n")


@pytest.mark.parametrize(
    "before",
    [
        ["Hi everyone, welcome back!", "The shed is green.", SELLS],
        ["Hi everyone, welcome back!", "The shed is green.", "The roof is red.", "Okay, let's dive in."],
        ["I spent a winter in the shed.", "Okay, let's dive in."],
    ],
)
def test_everything_between_the_greeting_and_the_article_is_left_out(before: list[str]) -> None:
    assert body(*before, OPENS, STREAM) == [OPENS, STREAM]


def test_a_greeting_far_from_what_sells_takes_nothing_with_it() -> None:
    between = ["The shed is green.", "The roof is red.", "The door is blue."]
    assert body("Hi everyone, welcome back!", *between, SELLS, OPENS) == [*between, OPENS]


def test_nothing_is_taken_for_a_preamble_that_is_as_long_as_an_article() -> None:
    long = " ".join(["The shed stands behind the house."] * 50)
    assert body("Hi everyone, welcome back!", long, "Okay, let's dive in.", OPENS) == [long, OPENS]


def test_a_preamble_ends_at_a_heading() -> None:
    before = ["Hi everyone, welcome back!", "## First", "The shed is green.", "Okay, let's dive in."]
    assert body(*before, OPENS) == ["First", "The shed is green.", OPENS]


def test_without_a_greeting_it_begins_where_the_author_says_i() -> None:
    before = ["屋根は赤い。", "私は壁を塗った。", "私は窓も塗った。", "それでは本題に入ります。"]
    assert body(*before, 小屋, 沢) == ["屋根は赤い。", 小屋, 沢]


@pytest.mark.parametrize(
    ("sentence", "link", "stays"),
    [
        ("私はその講座に行った。", False, True),
        ("私はその講座に行った。", True, False),
        ("村ではその講座に行く。", True, True),
        ("私は特典とポイントと講座の話をした。", False, True),
        ("私は特典とポイントと講座とクーポンの話をした。", False, False),
        ("村では特典とポイントと講座とクーポンの話をした。", False, True),
    ],
)
def test_one_word_sells_beside_a_link_and_four_anywhere_if_the_author_speaks(
    sentence: str, link: bool, stays: bool
) -> None:
    after = ["https://example.com/a"] if link else []
    assert body(小屋, 沢, sentence, *after, 沢) == [小屋, 沢, *([sentence] if stays else []), 沢]


def test_a_link_far_above_a_sentence_does_not_make_it_sell() -> None:
    sentence = "私はその講座に行った。"
    assert body(小屋, "https://example.com/a", 沢, sentence, 沢) == [小屋, 沢, sentence, 沢]


@pytest.mark.parametrize(("place", "stays"), [(0, False), (1, False), (2, True), (3, False), (4, False)])
def test_who_the_author_is_is_left_out_at_either_end(place: int, stays: bool) -> None:
    paragraphs = [小屋, 沢, "客は七月に来る。", "冬は閉じる。"]
    profile = "ライター。山の本を書いている。"
    assert (profile in body(*paragraphs[:place], profile, *paragraphs[place:])) is stays


def test_a_heading_stays_with_text_and_goes_with_what_sold() -> None:
    offer = "Use code HUT10 for 10% off your first order today."
    assert body(OPENS, "## Offers", offer, STREAM) == [OPENS, "Offers", STREAM]
    assert body(OPENS, "## Offers", offer, "## Water", STREAM) == [OPENS, "Water", STREAM]
    assert body(OPENS, "## Offers", offer, "### Water", STREAM) == [OPENS, "Water", STREAM]
    assert body(OPENS, "## Offers", "### Water", STREAM) == [OPENS, "Offers", "Water", STREAM]


def test_what_is_no_sentence_is_left_out_below_the_last_one() -> None:
    assert body(OPENS, "So.", STREAM, "Mia") == [OPENS, "So.", STREAM]
