"""Whom a pronoun, a last name or nothing at all means as the speaker of an English quotation."""

from __future__ import annotations

import pytest

from tests.reading import read

SPEECH = "We have no ferry for the winter"


def speakers(source: str) -> list[str | None]:
    return [quote.speaker for quote in read(source).quotes]


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("Ann Holt ran the line for years.", "Ann Holt"),
        ("Ann Holt, a farmer who once sailed, played it down.", "Ann Holt"),
        ("Soon after Ann Holt had left, she laughed.", "Ann Holt"),
        ("Ann Holt learned it young. Karl Lund, her teacher, would sail along the coast.", "Ann Holt"),
        ("The fees, said Ann Holt, a pilot at Sund Line, are too high for us.", "Ann Holt"),
        ("Ann Holt said that Karl Lund had lied.", "Ann Holt"),
        (
            "A spokeswoman for the Sea Union spoke. The Board of Works said little.",
            "A spokeswoman for the Sea Union",
        ),
        ("Ann Holt came. Her sister, Ida Moe, objected to all of it.", "Ida Moe"),
        ("Ms. Holt met Mr. Lund at the gate.", "Holt"),
    ],
)
def test_she_is_the_last_woman_that_it_can_mean(before: str, speaker: str) -> None:
    assert speakers(f"{before} “{SPEECH},” she said.") == [speaker]


@pytest.mark.parametrize(
    "before",
    [
        "Ann Holt met Ida Moe at the gate.",
        "Ann Holt and Karl Lund run the line.",
        "The storm was over.",
        "The Board of Works closed the line.",
        "Mr. Lund closed the line.",
    ],
)
def test_she_is_nobody_where_it_can_mean_two_or_none(before: str) -> None:
    assert speakers(f"{before} “{SPEECH},” she said.") == [None]


def test_what_an_article_says_of_people_tells_who_he_is() -> None:
    source = "Robin Holt sold his boat. He sold his car, too.\n\nKim Lund sold her house. She left.\n\n"
    met = f"Robin Holt met Kim Lund. “{SPEECH},” he said.\n"
    assert speakers(source + met) == ["Robin Holt"]
    assert speakers(source + met.replace(" he ", " she ")) == ["Kim Lund"]
    assert speakers(met) == [None]


def test_it_is_an_organization() -> None:
    source = (
        "“The town is poor,” says Ann Holt, an economist.\n\n"
        f"In its review, Sund Intel, a research firm, says the town is poor. “{SPEECH},” it says."
    )
    assert speakers(source)[-1] == "Sund Intel"
    assert speakers(f"Ann Holt left. “{SPEECH},” it says.") == [None]


def test_the_words_of_what_he_speaks_about_are_not_his() -> None:
    source = "Karl Lund said little. A pilot who is late “can lose the whole day for us,” he says."
    assert speakers(source) == ["Karl Lund"]


@pytest.mark.parametrize(
    ("between", "speaker"),
    [
        ("“It was sold in the spring.”", "Ann Holt"),
        ("\n\n“It was sold in the spring.”", "Ann Holt"),
        ("Karl Lund left. “It was sold in the spring.”", None),
        ("\n\nKarl Lund and Ida Moe left.\n\n“It was sold in the spring.”", None),
        ("\n\nRain fell.\n\n“It was sold in the spring.”", None),
        ("\n\nKarl Lund nodded.\n\n“It was sold in the spring.”", "Karl Lund"),
        ("\n\n## The sale\n\n“It was sold in the spring.”", None),
        ("\n\n## What did Karl Lund say?\n\n“It was sold in the spring.”", "Karl Lund"),
        ("“It was sold” is all that the paper says of the long and sad story.", "Ann Holt"),
    ],
)
def test_who_speaks_on_is_whoever_the_words_between_leave(between: str, speaker: str | None) -> None:
    found = speakers(f"“{SPEECH},” said Ann Holt. {between}\n\nThe end of the story came late.\n")
    assert (found[-1] if len(found) > 1 else "Ann Holt") == speaker


@pytest.mark.parametrize(
    ("named", "speaker"),
    [
        ("Mira de la Vega sails. “{},” says de la Vega.", "Mira de la Vega"),
        ("Ann Holt sails. Karl Holt rows. “{},” says Holt.", "Holt"),
        ("Ann Holt sails. “{},” says Holt. Karl Holt rows.", "Ann Holt"),
        ("The mayor of Sund, Ann Holt, came. “{},” said the mayor.", "Ann Holt"),
        ("Ann Holt is mayor. Mayor Ann Holt met Mayor Ida Moe. “{},” said the mayor.", "the mayor"),
        ("He read the paper Ferries Applied. According to the paper, “{}.”", "the paper"),
        ("Secretary of State Ann Holt came. “{},” Holt said.", "Ann Holt"),
        ("Sund’s Ann Holt came. “{},” Holt said.", "Ann Holt"),
    ],
)
def test_a_part_of_a_name_means_who_was_named_in_full_before(named: str, speaker: str) -> None:
    assert speakers(named.format(SPEECH)) == [speaker]
