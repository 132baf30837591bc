"""Whom a name beside a quotation, a clause behind it or a voice before it stands for."""

from __future__ import annotations

import pytest

from tests.reading import read

JA = (
    "会議は長く続き、集まった多くの人が町の先行きについて話を聞いた。"
    "館長の岡部真司さんは「棚を減らす気はない」と話した。"
)
EN = "The meeting in the hall went on until midnight. Otto Falk said, “We will keep every shelf we have.”"

JA_BELOW = "本棚の並べ方は何度も変わったが、郷土の本だけは入り口の近くに置かれている。"
BELOW = "The shelves have been moved many times, and the books about the valley stand near the door."


def last_speaker(source: str) -> str | None:
    """Return who says the last quotation."""
    return read(source).quotes[-1].speaker


@pytest.mark.parametrize(
    "line",
    ["新井文子（司書）", "司書　新井文子"],
)
def test_a_name_with_an_office_on_the_line_below_signs_a_quotation(line: str) -> None:
    assert last_speaker(f"{JA}\n\n「静かな日が一番つらいのです」\n\n{line}\n\n{JA_BELOW}") == "新井文子"


def test_a_name_and_an_office_below_sign_an_english_quotation() -> None:
    source = f"{EN}\n\n“The quiet days are the worst of all.”\n\nInes Brandt, archivist\n\n{BELOW}"
    assert last_speaker(source) == "Ines Brandt"


def test_a_bare_name_below_a_quotation_leaves_its_speaker_open() -> None:
    assert last_speaker(f"{JA}\n\n「静かな日が一番つらいのです」\n\n新井文子\n\n{JA_BELOW}") is None
    known = "“Books are heavy to carry,” said Ines Brandt. “I only open the door,” Otto Falk said."
    source = f"{EN} {known}\n\n“The quiet days are the worst of all.”\n\nInes Brandt\n\n{BELOW}"
    assert last_speaker(source) is None


def test_a_heading_below_a_quotation_does_not_sign_it() -> None:
    source = f"{EN}\n\n“The quiet days are the worst of all.”\n\n## Open Doors\n\n{BELOW}"
    assert last_speaker(source) == "Otto Falk"


def test_the_name_in_the_next_heading_does_not_sign_an_answer() -> None:
    card = (
        "## 新井さん（青組）\n\n今の気持ちは？\n\n「静かな日が一番つらいのです」\n\n## 外山さん（赤組）\n\n"
    )
    assert last_speaker(f"{JA}\n\n{card}今の気持ちは？") == "新井さん"


def test_names_above_and_below_a_quotation_leave_its_speaker_open() -> None:
    labels = "Ines Brandt, archivist\n\n“The quiet days are the worst of all.”\n\nPeter Lang, carpenter\n\n"
    assert last_speaker(f"{EN}\n\n{labels}{BELOW}") is None


@pytest.mark.parametrize(
    "behind",
    [
        "これは司書の新井文子さんの言葉だ。",
        "そう切り出したのは新井文子さんだ。",
        "こう打ち明けたのは、司書の新井文子さんだった。",
    ],
)
def test_the_next_sentence_names_who_spoke(behind: str) -> None:
    assert last_speaker(f"{JA}「鍵を返す日を決めたい」。{behind}") == "新井文子"


@pytest.mark.parametrize(
    "before", ["会場からはどよめきが起きた。", "客席で手が挙がった。", "ため息がもれた。"]
)
def test_a_voice_from_the_crowd_is_not_the_last_speaker(before: str) -> None:
    assert last_speaker(f"{JA}{before}「それなら誰が直すのか教えてほしい」") is None


def test_another_man_is_not_the_woman_before_him() -> None:
    source = (
        "70代の女性は「ここがないと困る」と言う。隣町から来た男性（41）も「駅前にほしい」と注文をつけた。"
    )
    assert last_speaker(source) == "男性"


@pytest.mark.parametrize(
    ("noun", "name"),
    [("外山 健 氏", "外山 健"), ("設計者のLuca Berti（ルカ・ベルティ）さん", "Luca Berti")],
)
def test_an_honorific_is_no_part_of_a_name(noun: str, name: str) -> None:
    assert last_speaker(f"{JA}\n\n{noun}は「壁は厚いほど良い」と笑った。") == name


@pytest.mark.parametrize("verb", ["was told", "was quietly warned", "had been reminded"])
def test_who_listens_does_not_speak(verb: str) -> None:
    assert last_speaker(f"{EN}\n\n“Take it easy on the stairs,” Peter Lang {verb}.") is None


def test_a_pronoun_after_two_speakers_of_a_paragraph_stays_open() -> None:
    first = "“We wait for the snow to melt,” said Ines Brandt. “I can live with that,” Falk said."
    assert last_speaker(f"{first} “But only,” she added, “if the stove works.”") is None


def test_a_short_beginning_belongs_to_a_split_quotation() -> None:
    source = f"{EN}\n\n“Once more,” said Ines Brandt, “and then we wait for the snow to melt.”"
    assert read(source).quotes[-1].text == "Once more, and then we wait for the snow to melt."


@pytest.mark.parametrize(
    "words",
    [
        "You might think, “This is not for me at all.”",
        "Nobody ever said, “I wish I had read fewer books.”",
        "A note on the door reads, “Back in ten minutes, the key is under the mat.”",
        "They sang, “The river runs down to the valley below.”",
    ],
)
def test_what_nobody_in_particular_says_is_no_quotation(words: str) -> None:
    assert len(read(f"{EN}\n\n{words}").quotes) == 1
