"""Who said a quotation, and what in quotation marks nobody said."""

from __future__ import annotations

import pytest

from tests.reading import read


def quotes(source: str) -> list[tuple[str, str | None]]:
    return [(quote.text, quote.speaker) for quote in read(source).quotes]


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("「橋は必ず直します」と話すのは大谷町長だ。", "大谷町長"),
        ("「橋は必ず直します」と話すのは、町で一番古い船の船長だ。", "船長"),
        ("大谷町長は「橋は必ず直します」（関係者）と述べた。", "大谷町長"),
        ("大谷町長も「橋は必ず直します」などと述べた。", "大谷町長"),
        ("大谷町長が「橋は必ず直します」と訴え、町民は拍手した。", "大谷町長"),
        ("大谷さんの話によると、「橋は必ず直します」という。", "大谷さん"),
        ("大谷さん：「橋は必ず直します」", "大谷さん"),
        ("町の水道局は「橋は必ず直します」と発表し、説明した。", "水道局"),
        ("海洋開発機構（JODA）は船を出した。JODAは「橋は必ず直します」と述べた。", "海洋開発機構"),
        (
            "俳優のロバート・キング氏が来た。「橋は必ず直します」とキング氏は述べた。",
            "ロバート・キング",
        ),
        (
            "ロバート・キングとロバート・ヒルが来た。ヒル氏は「橋は必ず直します」と述べた。",
            "ロバート・ヒル",
        ),
        ("発明家のアン・ホルトさんが来た。彼女は「橋は必ず直します」と述べた。", "アン・ホルト"),
        ("山本五郎さんは店を継いだ。山本さんは「橋は必ず直します」と話した。", "山本五郎"),
        ("母から「橋は必ず直します」と言われ、山本さんは部屋に戻った。", "母"),
        ("山本さんが尋ねると「橋は必ず直します」と店主は答えた。", "店主"),
        ("『橋は必ず直します』と山本さんは手紙に書いた。", "山本さん"),
        ("山本さんは「橋」という歌を歌い、「橋は必ず直します」と客に言った。", "山本さん"),
        ("大谷健太町長が来た。山本さんは何も言わなかった。町長は「橋は必ず直します」と述べた。", "大谷健太"),
        ("大谷町長はこう語った：「橋は必ず直します」。", "大谷町長"),
        ("「橋は必ず直します」と大谷町長が約束したと、山本さんは述べた。", "大谷町長"),
        ("山本さんは町長が来ると「橋は必ず直します」と述べた。", "山本さん"),
        ("町の委員会は「橋は必ず直します」と約束した。", "委員会"),
        (
            (
                "海洋開発機構（JODA）は船を出した。JODAは昨年の春から半年のあいだ北の海で続けてきた調査の"
                "結果を受けて、「橋は必ず直します」と述べた。"
            ),
            "海洋開発機構",
        ),
    ],
)
def test_a_japanese_speaker_is_found(source: str, speaker: str) -> None:
    assert quotes(source) == [("橋は必ず直します", speaker)]


@pytest.mark.parametrize(
    "source",
    [
        "機械は「橋は必ず直します」と表示した。",
        "山本さんは「雨」と言った。",
        "山本さんは「自動運転車」と言った。",
        "「天気がよければ、明日の朝に出発したいです」",
        "大谷町長は「橋は直します」という言葉と、「道も広げます」を述べた。",
    ],
)
def test_a_japanese_term_or_a_voice_of_nobody_is_no_quotation(source: str) -> None:
    assert quotes(source) == []


def test_japanese_quotations_of_one_sentence_may_have_two_speakers() -> None:
    source = "大谷町長が「橋は必ず直します」と約束し、山本さんも「道も広げてください」と求めた。"
    assert quotes(source) == [("橋は必ず直します", "大谷町長"), ("道も広げてください", "山本さん")]
    together = "大谷町長は「橋は直します」、そして「道も広げます」と述べた。"
    assert quotes(together) == [("橋は直します", "大谷町長"), ("道も広げます", "大谷町長")]


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("Ann Holt, its founder, said: “We have no ferry.”", "Ann Holt"),
        ("Speaking to reporters, Ann Holt said “we have no ferry.”", "Ann Holt"),
        ("In Oslo, Ann Holt said, “We have no ferry.”", "Ann Holt"),
        ("Ann Holt said that Paul Ames had lied. “We have no ferry.”", "Ann Holt"),
        ("Ann Holt: “We have no ferry.”", "Ann Holt"),
        ("‘We have no ferry’ said Ann Holt.", "Ann Holt"),
        ("Ann Holt (left): “We have no ferry.”", "Ann Holt"),
        ("“We have no ferry,” says fisherman and poet Paul Ames.", "Paul Ames"),
        ("“We have no ferry,” one of them said.", "one of them"),
        ("J. Ames spoke to us. “We have no ferry,” Ames said.", "J. Ames"),
        ("NASA said that “we have no ferry.”", "NASA"),
        ("“We have no ferry,” Holt told Ames, who told Moe.", "Holt"),
        ("“We have no ferry,” he said to nobody.", None),
        ("“We have no ferry,” nobody at all said.", None),
        ("According to a report that Ann Holt wrote, “we have no ferry.”", None),
        ("“We have no ferry,” says lifelong loner Paul Ames.", "Paul Ames"),
        (
            "Eva Holt rowed. Ann Holt fished. Ann Holt slept. “We have no ferry,” Holt said.",
            "Ann Holt",
        ),
        ("NEW YORK TIMES said that “we have no ferry.”", None),
        ("The Old Ferry Never Sailed Again. “We have no ferry,” said Ann Holt.", "Ann Holt"),
    ],
)
def test_an_english_speaker_is_found(source: str, speaker: str | None) -> None:
    ((text, found),) = quotes(source)
    assert text.lower().startswith("we have no ferry")
    assert found == speaker


def test_a_pronoun_is_the_last_person_mentioned_whose_title_agrees() -> None:
    source = (
        "Ann Holt and Paul Ames met. “We have no ferry at all,” said Mr. Ames. "
        "“Nobody told me that,” said Ms. Holt. He laughed. “You were asleep in the meeting,” he said."
    )
    assert quotes(source) == [
        ("We have no ferry at all,", "Paul Ames"),
        ("Nobody told me that,", "Ann Holt"),
        ("You were asleep in the meeting,", "Paul Ames"),
    ]


def test_only_who_speaks_somewhere_takes_over_the_quotations_that_follow() -> None:
    first, second = "“We have no ferry at all,” said Ann Holt.", "“It was sold in May.”"
    speakers = [speaker for _, speaker in quotes(f"{first} Paul Ames left. {second}")]
    assert speakers == ["Ann Holt", "Ann Holt"]
    speakers = [speaker for _, speaker in quotes(f"{first}\n\nPaul Ames said little.\n\n{second}")]
    assert speakers == ["Ann Holt", "Paul Ames"]


def test_three_words_are_a_quotation_only_if_somebody_says_them() -> None:
    assert quotes("“No boats today,” said Ann Holt.") == [("No boats today,", "Ann Holt")]
    assert quotes("“No boats today” was written on the door of Ann Holt.") == []
    assert quotes("“No boats.” Ann Holt said it twice.") == []


def test_a_short_answer_names_the_speaker_of_what_follows() -> None:
    source = "“No boats,” said Ann Holt. “The harbour will stay closed until the spring.”"
    assert quotes(source) == [("The harbour will stay closed until the spring.", "Ann Holt")]


@pytest.mark.parametrize(
    "source",
    [
        "The sign had a “point of no return” on it.",
        "A band called “The Harbour Lights” played.",
        "They opened with “Ferries and 20 Other Whales” that night.",
        "People like to say “we have no ferry at all.”",
    ],
)
def test_an_english_term_title_or_saying_is_no_quotation(source: str) -> None:
    assert quotes(source) == []
