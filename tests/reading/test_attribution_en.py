"""Whom an English sentence names as the source of a quotation, and what in marks nobody says."""

from __future__ import annotations

import pytest

from tests.reading import read

SPEECH = "We have no ferry for the winter"


def quotes(source: str) -> list[tuple[str, str | None]]:
    return [(quote.text, quote.speaker) for quote in read(source).quotes]


def speakers(source: str) -> list[str | None]:
    return [speaker for _, speaker in quotes(source)]


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        (f"“{SPEECH},” said Fishing and Harbour Policy Minister Ann Holt.", "Ann Holt"),
        (f"“{SPEECH},” said UK Treasurer of the Port Ann Holt.", "Ann Holt"),
        (f"“{SPEECH},” said Treasury Under Secretary Ann Holt.", "Ann Holt"),
        (f"“{SPEECH},” says diver and writer Ann Holt.", "Ann Holt"),
        (f"“{SPEECH},” Oslo assistant ferry director Ann Holt said.", "Ann Holt"),
        (f"“{SPEECH},” said Holt’s press secretary, Ann Moe.", "Ann Moe"),
        (f"The board’s agent in Bergen, Ann Moe, told us: “{SPEECH}.”", "Ann Moe"),
        (f"The Holt Line’s director in Bergen, Ann Moe, said, “{SPEECH}.”", "Ann Moe"),
    ],
)
def test_an_office_before_a_name_is_no_part_of_it(source: str, speaker: str) -> None:
    assert speakers(source) == [speaker]


@pytest.mark.parametrize(
    "behind",
    [
        " (Ann Holt, boat builder)",
        " — Ann Holt, boat builder",
        "\n\n— Ann Holt, boat builder",
        " That is how Ann Holt puts it.",
        " So says Ann Holt.",
    ],
)
def test_whoever_is_named_behind_comes_before_whoever_spoke_last(behind: str) -> None:
    first = "Karl Lund spoke first: “The money is gone and will not return.”"
    source = f"{first}\n\n“{SPEECH}.”{behind}\n\nThe board went home at nine.\n"
    assert speakers(source) == ["Karl Lund", "Ann Holt"]


@pytest.mark.parametrize(
    "before",
    ["Ann Holt’s view:", "Said Ann Holt:", "Ann Holt (left):", "Ann Holt was blunt:", "As Ann Holt puts it,"],
)
def test_a_label_before_comes_before_whoever_spoke_last(before: str) -> None:
    source = f"Karl Lund spoke first: “The money is gone and will not return.”\n\n{before} “{SPEECH}.”\n"
    assert speakers(source) == ["Karl Lund", "Ann Holt"]


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        (f"One retired pilot told the board that “{SPEECH.lower()}.”", "One retired pilot"),
        (f"“{SPEECH},” said Mrs. Holt’s brother.", "Mrs. Holt’s brother"),
        (f"“{SPEECH},” a woman from the north quay said.", "a woman from the north quay"),
        (f"A clerk of the Harbour Union said: “{SPEECH}.”", "A clerk of the Harbour Union"),
        (f"Ann Holt was late. Her colleague said: “{SPEECH}.”", "Her colleague"),
        (f"As one farmer puts it, “{SPEECH.lower()}.”", "one farmer"),
    ],
)
def test_somebody_described_is_shown_as_described(source: str, speaker: str) -> None:
    assert speakers(source)[-1] == speaker


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        (f"Ann Holt released a statement condemning “{SPEECH.lower()}.”", "Ann Holt"),
        (f"In a letter to the board, Ann Holt called it “{SPEECH.lower()}.”", "Ann Holt"),
        (f"Ann Holt sent out a note saying “{SPEECH.lower()}.”", "Ann Holt"),
        (f"A statement by Ann Holt had it that “{SPEECH.lower()}.”", "Ann Holt"),
        (f"The report, printed by the Sea Institute, warns that “{SPEECH.lower()}.”", "Sea Institute"),
        (f"The clerk announced the end, with Ann Holt saying “{SPEECH.lower()}.”", "Ann Holt"),
        (f"Ann Holt was told by Karl Lund that “{SPEECH.lower()}.”", "Karl Lund"),
    ],
)
def test_a_document_is_by_whoever_wrote_it(source: str, speaker: str) -> None:
    assert speakers(source) == [speaker]


def test_the_subject_of_the_verb_is_the_speaker_not_what_stands_nearest() -> None:
    source = (
        "She—no. Ann Holt spoke for an hour. She weighed the ties between Danish firms and Norwegian "
        f"owners, and even stated: “{SPEECH}.”"
    )
    assert speakers(source) == ["Ann Holt"]
    assert speakers(f"While Karl Lund said little, Ann Holt sighed: “{SPEECH}.”") == ["Ann Holt"]
    assert speakers(f"The mayor, Ann Holt (Left), for one, said Lund “{SPEECH[3:].lower()}.”") == ["Ann Holt"]


def test_the_verb_of_the_next_quotation_is_not_that_of_the_one_before() -> None:
    source = "Ann Holt wrote: “The town is poor.” Members shouted “Give us back our ferry now!” outside."
    assert quotes(source) == [
        ("The town is poor.", "Ann Holt"),
        ("Give us back our ferry now!", "Members"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        f"“{SPEECH},” said nobody.",
        f"“{SPEECH},” said another.",
        f"“{SPEECH},” they said.",
        f"“{SPEECH},” I said.",
        f"Danish say “{SPEECH.lower()}.”",
        f"Tuesday: “{SPEECH}.”",
        f"Ann Holt, Karl Lund and Ida Moe said “{SPEECH.lower()}.”",
        f"Interviewer: “{SPEECH}.”",
    ],
)
def test_where_nobody_in_particular_is_named_the_speaker_is_not_stated(source: str) -> None:
    assert speakers(source) == [None]


def test_speech_that_she_says_splits_is_one_quotation() -> None:
    source = "“We asked the pilots first,” Ann Holt says, “and we asked them twice.” She left."
    (quote,) = read(source).quotes
    assert (quote.text, quote.speaker) == (
        "We asked the pilots first, and we asked them twice.",
        "Ann Holt",
    )
    assert "".join(source[start:end] for start, end in quote.spans) == quote.text
    assert len(quote.spans) == 3, "the parts, and the space between them"


@pytest.mark.parametrize(
    "source",
    [
        "“We asked the pilots first,” Ann Holt says. “They were asked twice by us.”",
        "“We asked the pilots first,” Ann Holt says, adding, “they were asked twice by us.”",
    ],
)
def test_two_statements_are_two_quotations(source: str) -> None:
    assert len(quotes(source)) == 2


@pytest.mark.parametrize(
    "source",
    [
        "Karl Lund, “the father of the ferry,” built it in a shed.",
        "The talk became the prelude to the “eve of the long strike.”",
        "“A ferry without a crew is a raft,” goes a local saying.",
        "A banner read “No more ferries in our bay.”",
        "The town’s motto is “One town, one harbour, one future.”",
        "“One town, one harbour, one future” is the motto of the town.",
        "Ask it “Will the ferry sail on Sunday?” and wait.",
        "Type “When does the next ferry leave?” into the box.",
        "The assistant answers “The ferry leaves at nine o’clock.”",
        "If somebody asks “Will the ferry sail on Sunday?” we shrug.",
        "“Will the ferry sail today?” is the question of the winter.",
        "After Karl Lund bragged of it, a student club mocked the man “who never sailed in all his life.”",
        "Ann Holt’s novel, “The Salt Road to Nowhere at All,” came out in May.",
    ],
)
def test_epithets_slogans_signs_and_samples_are_no_quotations(source: str) -> None:
    assert quotes(source) == []


def test_marks_of_two_kinds_make_a_pair() -> None:
    for marked in (f'"{SPEECH},”', f'“{SPEECH},"'):
        assert quotes(f"The board met. {marked} said Ann Holt.") == [(f"{SPEECH},", "Ann Holt")]
