"""Where one sentence ends and the next begins, and which of them can be shown alone."""

from __future__ import annotations

import pytest

from tests.reading import read


def sentences(source: str) -> list[str]:
    return [sentence.text for sentence in read(source).sentences]


@pytest.mark.parametrize(
    "expected",
    [
        ["He moved to the U.S.", "The family stayed behind in Oslo."],
        ["He moved to the U.S. and the family stayed behind in Oslo."],
        ["The U.S. Army came in May and left in June."],
        ["He works for Hale & Co.", "“We like him,” says his boss there."],
        ["It was only he and I.", "The others had left the hall long before."],
        ["The letter was signed by J. Moe of the harbour office."],
        ["The train stops at St. Mary and at St. Ann every hour."],
        ["Was it there?", "iPhones were not known then.", "eBay was."],
        ["“Why?” Ann Holt asked.", "“Because we can see it.”", "He nodded."],
        ["“Why now?”", "He asked it twice and nobody answered him."],
        ["It cost 3.5 million.", "It was worth it, they say."],
        ["The end … was near.", "It came in the night, at last."],
        ["’Twas late when she said it.", "The dogs’ owners left."],
        ["The dogs left early.", "The owners’ house is cold."],
        ["‘We have no ferry at all, said Ann Holt.", "The dogs slept on."],
        ["‘The dogs’ owners left. They were cold,’ said Ann Holt.", "She was cold, too."],
        ['The board is 5" wide.', 'The other is 6" wide.'],
    ],
)
def test_an_english_sentence_ends_at_a_stop_that_means_it(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_quotation_marks_are_paired_far_from_the_beginning_of_a_paragraph() -> None:
    before = "It is very old in here."
    quotation = "“It is old. It is cold,” she said."
    assert sentences(" ".join([*[before] * 60, quotation])) == [*[before] * 60, quotation]


@pytest.mark.parametrize(
    "expected",
    [
        ["本当に行くのか？", "「行く」と彼は答えた！", "そして戸を閉めた。"],
        ["速度は時速3.5キロだった。", "歩くのと同じである。"],
        ["雨だ(笑)。", "風だ。", "雪になったと聞いている。"],
        ["水位は０．７メートル下がった．", "Ｎｏ．２の水門も開いた．", "Ｔ．モリが測った．"],
    ],
)
def test_a_japanese_sentence_ends_at_a_stop_outside_quotation_marks(expected: list[str]) -> None:
    assert sentences("".join(expected)) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["駅の前に古い店がある", "店の主人は朝早くから働いている。"],
        ["橋ができた", "川を渡れる", "町は変わった。"],
        ["長い夜だった。", "夜が明けた", "鳥が鳴いた。"],
        ["「店は閉めない」", "常連客はほっとした。"],
    ],
)
def test_a_space_that_was_a_line_break_ends_a_sentence(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize(
    "source",
    [
        "祭りの夜に駅前の広場で 子どもたちが踊っていた。",
        "「店は閉めない」 と主人は言った。",
        "一 二 三と数えて、子どもたちは走り出した。",
        "彼は「雨が降る 風も吹く」と言った。",
    ],
)
def test_other_spaces_end_no_sentence(source: str) -> None:
    assert sentences(source) == [source]


@pytest.mark.parametrize(
    ("source", "alone"),
    [
        ("Go now please.", True),
        ("Go now.", False),
        ("橋は落ちた。", True),
        ("橋落ち。", False),
        ("、橋は落ちた。", False),
        ("Bridges fall down..", False),
        ("“Bridges fall down.", False),
        ("(Bridges fall down.)", True),
        (",and bridges fall down.", False),
        ("It is " + "very " * 196 + "old in winter.", True),
        ("It is " + "very " * 196 + "old in summers.", False),
    ],
)
def test_only_a_whole_sentence_of_a_readable_length_is_shown_alone(source: str, alone: bool) -> None:
    assert (read(f"# T\n\n{source}\n").summary is not None) is alone
