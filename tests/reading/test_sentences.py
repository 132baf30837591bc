"""The title and the sentences of an article, and their spans."""

import pytest

from bot.model import Language, Passage, Reading
from bot.reading.article import report
from tests.reading import read


def texts(passages: tuple[Passage, ...]) -> list[str]:
    return [passage.text for passage in passages]


def sliced(source: str, passage: Passage) -> str:
    return "".join("".join(source[start:end] for start, end in passage.spans).split())


def test_front_matter_gives_title_author_address_and_language() -> None:
    reading = read(
        "---\ntitle: 川の話\nauthor: 水野\nurl: https://example.org/river\nlanguage: ja\n---\n\n"
        "川は山から海へ流れる。\n"
    )
    assert (reading.title, reading.author, reading.url) == ("川の話", "水野", "https://example.org/river")
    assert reading.language is Language.JA
    assert texts(reading.sentences) == ["川は山から海へ流れる。"]


def test_author_and_address_come_from_front_matter_only() -> None:
    reading = read("# A river\n\nauthor: somebody\n\nThe river runs from the hills to the sea.\n")
    assert (reading.author, reading.url) == (None, None)


def test_a_first_level_heading_is_the_title_and_no_section() -> None:
    reading = read(
        "# The long river\n\nThe river runs to the sea.\n\n## Its source\n\nIt rises in the hills.\n"
    )
    assert reading.title == "The long river"
    assert reading.summary is not None
    assert [section.heading for section in reading.summary.sections] == [None, "Its source"]


def test_a_first_line_that_stands_alone_is_the_title() -> None:
    reading = read("長い川の話\n\n川は山から海へ流れる。水は冷たい。\n")
    assert reading.title == "長い川の話"
    assert "長い川の話" not in reading.body


def test_a_first_sentence_is_no_title() -> None:
    assert read("川は山から海へ流れる。\n\n水は冷たい。\n").title is None


def test_the_language_is_detected_by_its_script() -> None:
    assert read("川は山から海へ流れる。").language is Language.JA
    assert read("The river runs to the sea. The word 川 means river.").language is Language.EN
    assert read("").language is Language.EN


def test_a_plain_short_line_between_blank_lines_is_a_heading() -> None:
    source = "題名\n\nはじめに一文がある。\n\n水はどこから来るのか\n\n水は山に降る雪から来る。\n"
    summary = read(source).summary
    assert summary is not None
    assert [section.heading for section in summary.sections] == [None, "水はどこから来るのか"]


def test_sentences_are_split_but_not_inside_quotation_marks() -> None:
    reading = read("村長は「橋は古い。直すべきだ」と述べた。雨が降った！ 川は静かだ。")
    assert texts(reading.sentences) == [
        "村長は「橋は古い。直すべきだ」と述べた。",
        "雨が降った！",
        "川は静かだ。",
    ]


def test_english_abbreviations_and_decimals_do_not_end_a_sentence() -> None:
    reading = read(
        "Dr. Lind measured 3.5 metres of snow. Mr. Okada of the U.S. team agreed. It melted by May."
    )
    assert texts(reading.sentences) == [
        "Dr. Lind measured 3.5 metres of snow.",
        "Mr. Okada of the U.S. team agreed.",
        "It melted by May.",
    ]


def test_a_sentence_broken_over_lines_is_joined() -> None:
    source = "橋の\n修理は\n来週始まる。\n\nThe bridge\n"
    assert texts(read(source).sentences)[0] == "橋の修理は来週始まる。"
    english = read("The bridge will be\r\nrepaired before\r\nthe winter comes.")
    assert texts(english.sentences) == ["The bridge will be repaired before the winter comes."]


def test_a_sentence_broken_over_paragraphs_around_a_quotation_is_joined() -> None:
    source = "題名\n\n橋を見た森下さんは、\n\n「この橋は百年もつ」\n\nと話しました。\n\n川は静かです。\n"
    reading = read(source)
    assert texts(reading.sentences) == [
        "橋を見た森下さんは、「この橋は百年もつ」と話しました。",
        "川は静かです。",
    ]
    assert sliced(source, reading.sentences[0]) == reading.sentences[0].text


def test_a_numbered_item_keeps_its_heading_apart_from_its_sentence() -> None:
    source = (
        "題名\n\n次の点が大切だ。\n\n①:橋を直す\n橋を直すには二年かかる。\n\n"
        "②:道を広げる\n道を広げるには金がかかる。\n"
    )
    assert texts(read(source).sentences) == [
        "次の点が大切だ。",
        "橋を直すには二年かかる。",
        "道を広げるには金がかかる。",
    ]


def test_a_list_item_is_separated_from_the_bold_heading_it_starts_with() -> None:
    source = "# Plans\n\nHere is the plan.\n\n1. **Mend the bridge.** The work takes two long years.\n"
    reading = read(source)
    assert texts(reading.sentences)[-1] == "The work takes two long years."
    assert "Mend the bridge" in reading.body


def test_spans_skip_markup_and_keep_to_the_source() -> None:
    source = (
        "---\r\ntitle: x\r\n---\r\n\r\n"
        "**The old** [stone bridge](https://example.org/a_(b)) is _very_ nar\u200brow.\r\n"
    )
    reading = read(source)
    (sentence,) = reading.sentences
    assert sentence.text == "The old stone bridge is very narrow."
    assert sliced(source, sentence) == "".join(sentence.text.split())
    assert "*" not in sentence.text
    assert "example.org" not in reading.body


def test_a_lone_surrogate_and_control_characters_are_not_shown() -> None:
    source = "The \x00bridge \ud800is \u202eold and narrow."
    (sentence,) = read(source).sentences
    assert sentence.text == "The bridge is old and narrow."
    assert sliced(source, sentence) == "".join(sentence.text.split())


def test_code_and_tables_are_left_out() -> None:
    reading = read(
        "# T\n\nRun the tool first.\n\n```\nrm -rf build\n```\n\n| a | b |\n|---|---|\n\nThen read the log.\n"
    )
    assert texts(reading.sentences) == ["Run the tool first.", "Then read the log."]


def test_fragments_are_never_a_summary() -> None:
    source = "題名です\n\nと指摘します。\n\n森下さんは、\n\n橋は二十年前に川の上流で造られた。\n"
    summary = read("題名\n\n橋は二十年前に川の上流で造られた。\n\nと懸念を示す森下さんは帰った。\n").summary
    assert summary is not None
    assert texts(summary.three) == ["橋は二十年前に川の上流で造られた。"]
    shown = read(source).summary
    assert shown is not None
    assert all(not line.text.startswith("と") for line in (shown.line, *shown.three))


def test_a_report_has_the_documented_keys() -> None:
    reading = read("題名\n\n森下さんは「この橋は百年もつだろう」と話した。\n")
    shown = report(reading)
    assert list(shown) == ["title", "language", "body", "summary", "quotes", "predictions"]
    assert set(shown["summary"]) == {"line", "three", "sections"}
    assert shown["quotes"][0]["speaker"] == "森下さん"
    assert set(shown["quotes"][0]) == {"text", "speaker", "spoken", "spans"}
    assert set(shown["predictions"][0]) == {"text", "kind", "horizon", "speaker", "spans"}


def test_a_text_without_sentences_has_no_summary() -> None:
    for source in ("", "\n\n", "!!!", "https://example.org/only-a-link"):
        reading: Reading = read(source)
        assert reading.summary is None
        assert report(reading)["summary"] is None


@pytest.mark.parametrize(
    ("between", "adjoins"),
    [
        (" ", True),
        ("\n\n", True),
        ("\n\n![a view of the harbor](harbor.png)\n\n", True),
        ("[^1]\n\n\n\n* * *\n\n", True),
        ("\n\n<!-- nobody sees this -->\n\n", True),
        ("\n" * 3_000, True),
        ("\n\n## The second part\n\n", False),
        ("\n\n## 2\n\n", False),
        ("\n\nThe second part\n---\n\n", False),
        ("\n\n```\nprint(1)\n```\n\n", False),
        ("\n\n| a table | of two |\n|---|---|\n\n", False),
    ],
)
def test_a_sentence_adjoins_the_one_before_unless_there_is_something_to_read_between(
    between: str, adjoins: bool
) -> None:
    source = f"The river runs from the hills to the sea.{between}Nobody has seen its source in winter."
    reading = read(source, Language.EN)
    assert len(reading.sentences) == 2
    assert reading.adjoining == ((1,) if adjoins else ())
