"""Quotations and their speakers by full name."""

from typing import Any

import pytest

from bot.model import Language, ShownText
from bot.reading import quotes_ja, sentences
from bot.reading.blocks import Block, BlockRole
from tests.reading import read


def quotes(source: str) -> list[tuple[str, str | None]]:
    return [(quote.text, quote.speaker) for quote in read(source).quotes]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("町長の大谷健太氏は「橋は必ず直します」と述べた。", ("橋は必ず直します", "大谷健太")),
        ("「橋は必ず直します」と大谷町長は語った。", ("橋は必ず直します", "大谷町長")),
        ("「橋は必ず直します」と約束する大谷町長は、来週予算を出す。", ("橋は必ず直します", "大谷町長")),
        (
            "漁師の浜口さんは「海がぬるくなった気がする」と肩を落とす。",
            ("海がぬるくなった気がする", "浜口さん"),
        ),
        (
            "“The bridge is not safe for anyone,” said Mayor Ann Holt.",
            ("The bridge is not safe for anyone,", "Ann Holt"),
        ),
        (
            'Ann Holt told the council: "We should have closed it years ago."',
            ("We should have closed it years ago.", "Ann Holt"),
        ),
        (
            "According to Ann Holt, “the bridge was never safe at all.”",
            ("the bridge was never safe at all.", "Ann Holt"),
        ),
        (
            "‘I would not drive over it,’ said engineer Paul Ames.",
            ("I would not drive over it,", "Paul Ames"),
        ),
    ],
)
def test_a_quotation_is_found_with_its_speaker(source: str, expected: tuple[str, str]) -> None:
    assert quotes(source) == [expected]


@pytest.mark.parametrize(
    "source",
    [
        "「海の道」という言葉が流行した。",
        "会社は新製品「ミズナミ」を発表した。",
        "彼らは橋を「命の道」と呼ぶ。",
        "何が「良い」のかを人が教える。",
        "よく「船は時代遅れの道具だ」と言われますが、町は違う。",
        "会社のスローガンは「海に、取り残されない。」",
        "People love to say that “ferries are the new trains.”",
        "He carried a copy of “The Sea Around Us” to the desk.",
        "「橋は町の命である」という標語が駅に貼られている。",
        "駅前の喫茶店「海とパン」には行列ができる。",
        "The team calls it the “dinner cliff” of the grid.",
        "Her book, “The Long Evening: Power After Dark”, sold well.",
        "The so-called “smart” bridge has no sensors.",
    ],
)
def test_terms_slogans_and_titles_are_no_quotations(source: str) -> None:
    assert quotes(source) == []


def test_a_first_name_becomes_the_full_name_of_the_article() -> None:
    source = "発明家ロベルト・ファリアの講演を聞いた。ロベルトは「機械は人を休ませるためにある」と語る。"
    assert quotes(source) == [("機械は人を休ませるためにある", "ロベルト・ファリア")]


def test_a_surname_becomes_the_full_name_of_the_article() -> None:
    source = "Engineer Mira Castellan built the dam. “Water always finds the weakest stone,” Castellan said."
    assert quotes(source) == [("Water always finds the weakest stone,", "Mira Castellan")]


def test_a_title_alone_becomes_the_name_it_was_seen_with() -> None:
    source = "大谷健太町長が会見を開いた。町長は「橋は必ず直します」と述べた。"
    assert quotes(source) == [("橋は必ず直します", "大谷健太")]


def test_a_pronoun_becomes_the_person_named_before() -> None:
    source = "Mira Castellan built the dam. “Water always finds the weakest stone,” she said."
    assert quotes(source) == [("Water always finds the weakest stone,", "Mira Castellan")]


def test_a_quotation_in_its_own_paragraph_belongs_to_the_last_speaker() -> None:
    source = "題名\n\n大谷町長は取材に応じた。\n\n「橋には町の歴史がつまっている」\n\n雨が降り出した。\n"
    assert quotes(source) == [("橋には町の歴史がつまっている", "大谷町長")]


def test_a_saying_of_people_in_general_is_no_quotation() -> None:
    assert quotes("題名\n\n「橋を渡りたいけれど、こわい」\n\nそんな悩みはありませんか。\n") == []


def test_quotations_in_a_row_share_the_verb() -> None:
    source = "大谷町長は「橋は必ず直します」、「道も広げます」と述べた。"
    assert [text for text, _ in quotes(source)] == ["橋は必ず直します", "道も広げます"]


def test_a_name_inside_another_quotation_is_not_the_speaker() -> None:
    source = "大谷町長は「浜口さんは正しい」と認めたうえで、「橋は必ず直します」と述べた。"
    assert [speaker for _, speaker in quotes(source)] == ["大谷町長", "大谷町長"]


def test_the_parts_of_a_divided_quotation_have_one_speaker() -> None:
    source = "“It was never safe,” said Ann Holt, who voted against it. “Everyone on the council knew that.”"
    assert [speaker for _, speaker in quotes(source)] == ["Ann Holt", "Ann Holt"]


def test_the_spans_of_a_quotation_contain_it() -> None:
    source = "---\ntitle: x\n---\n大谷町長は、\n\n「橋は**必ず**\n直します」\n\nと述べた。"
    (quote,) = read(source).quotes
    assert quote.text == "橋は必ず直します"
    assert "".join(source[start:end] for start, end in quote.spans) == quote.text


def test_the_next_sentence_may_name_the_speaker() -> None:
    source = "町では水が足りない。「水がなければ米は作れない」。農家の小川正男さん（67）はそう話した。"
    assert quotes(source) == [("水がなければ米は作れない", "小川正男")]


def test_a_passive_reporting_verb_has_the_other_person_as_the_speaker() -> None:
    assert quotes("中村さんは銀行に「若い人には貸せない」と言われた。") == [("若い人には貸せない", "銀行")]


def test_a_speaker_may_be_named_at_the_start_of_a_line() -> None:
    source = (
        "題名\n\n中村：祖母は「柿を捨てるな」と言いました。\n\n中村：私は「もったいない」と思いました。\n"
    )
    assert quotes(source)[-1] == ("もったいない", "中村")


def test_apostrophes_are_no_quotation_marks() -> None:
    source = (
        "The players' union met. 'It was a bad year for everyone,' said Paul Ames. The dogs' owners left."
    )
    assert quotes(source) == [("It was a bad year for everyone,", "Paul Ames")]


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("## 船長 大谷健太のコメント\n\n「母は毎朝この船を待っていました」\n", "大谷健太"),
        ("始めたのは司書の大谷彩さん（38）。「本を読むだけなら船の上でもできます」\n", "大谷彩"),
        ("店主に電話をすると、「やっと朝寝坊ができる」と笑っていた。", "店主"),
        ("町長の大谷はるか氏が来た。大谷氏は「船は町の足だと思います」と語った。", "大谷はるか"),
        ("“Why would anybody close it?” Ann Holt asked.", "Ann Holt"),
        ("“It is not true at all,” Marsh attorney Ann Holt said.", "Ann Holt"),
        ('"I thought they would sink us," the retired sailor said.', "the retired sailor"),
        (
            "Asked what was hardest, Ann Holt smiled.\n\n“Finding nine sailors who can also sing.”\n",
            "Ann Holt",
        ),
        (
            "The harbour chief, Paul Ames, warned that Ms Holt is late.\n\n“We have no ferry,” he added.\n",
            "Paul Ames",
        ),
        ("Ann Holt of the Harbour Board said: “We have no ferry at all.”", "Ann Holt"),
        (
            "Ann Holt spoke first.\n\nHolt’s mother laughed. “Then build it first,” she said.\n",
            "Holt’s mother",
        ),
    ],
)
def test_the_speaker_is_found_wherever_the_article_names_it(source: str, speaker: str) -> None:
    assert [quote[1] for quote in quotes(source)] == [speaker]


def test_the_heading_above_a_paragraph_is_looked_up_once() -> None:
    looked: list[int] = []

    class Looked(list[Block]):
        def __getitem__(self, place: Any) -> Any:
            looked.append(place)
            return super().__getitem__(place)

    text = "船が港に入った。船は港を出た。"
    blocks = Looked(Block(BlockRole.PARAGRAPH, ShownText.of(text, 0, len(text))) for _ in range(100))
    assert list(quotes_ja.find(blocks, sentences.split(blocks, Language.JA))) == []
    assert len(looked) == 100
