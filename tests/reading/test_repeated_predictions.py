"""A prediction that an article makes again is shown once."""

from __future__ import annotations

import pytest

from tests.reading import read

FILLING = "\n\nThe village has a church and a mill.\n\n"


def predictions(source: str) -> list[str]:
    return [item.text for item in read(source).predictions]


@pytest.mark.parametrize(
    ("sentence", "rest"),
    [
        ("The quay will be flooded by 2031.", "The ferry stays in town."),
        ("岸壁は2031年までに水につかるだろう。", "船は町に残る。"),
    ],
)
def test_a_sentence_that_stands_twice_is_shown_once(sentence: str, rest: str) -> None:
    space = " " if sentence.isascii() else ""
    assert predictions(f"{sentence}\n\n{sentence}{space}{rest}\n\n{sentence}\n") == [sentence]


LEAD = "Cheap batteries will empty the petrol stations of the island, Moen warns, and the mayor is calm."
BODY = "Moen thinks that cheap batteries will empty most petrol stations on the coast and the island."
SUMMED_UP = f"{LEAD}\n\n## A quiet harbour\n\nBoats are old here.{FILLING}{BODY} The rest is sand.\n"


def test_a_lead_that_sums_up_the_article_repeats_it() -> None:
    assert predictions(SUMMED_UP) == [LEAD]


def test_a_conclusion_that_sums_up_the_article_repeats_it() -> None:
    source = f"# Boats\n\n## A quiet harbour\n\n{BODY} The rest is sand.{FILLING}## Conclusion\n\n{LEAD}\n"
    assert predictions(source) == [BODY]


def test_of_two_that_say_the_same_the_one_with_a_time_is_shown() -> None:
    timed = BODY.replace("will empty", "will by 2035 empty")
    assert predictions(SUMMED_UP.replace(BODY, timed)) == [timed]


def test_a_japanese_summary_repeats_the_article() -> None:
    lead = "安い電池の普及で島のガソリンスタンドは消えると専門家は予測し、市長は落ち着いている。"
    body = "専門家は、安い電池の普及によって、島のガソリンスタンドの多くが消えるだろうと語る。"
    source = (
        f"{lead}\n\n## 静かな港\n\n港の船は古い。\n\n村には教会と水車がある。\n\n{body}残りは砂である。\n"
    )
    assert predictions(source) == [lead]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Prices will rise in the north next year.", "Prices will fall in the south next year."),
        ("The Bank of Norvik will raise its rates again.", "The Bank of Sundal will raise its rates again."),
        ("Catches of cod will fall to 300 tonnes a year.", "Catches of cod will fall to 200 tonnes a year."),
    ],
)
def test_outlooks_of_two_things_are_two(one: str, other: str) -> None:
    assert predictions(f"# Fish\n\n{one}{FILLING}{other}\n") == [one, other]


def test_points_of_a_list_that_differ_by_a_word_are_all_shown() -> None:
    points = [
        f"Robots will clean the {place} of every town by 2035." for place in ("schools", "streets", "ports")
    ]
    assert predictions("# Robots\n\n" + "\n".join(f"- {point}" for point in points)) == points
