"""Summaries: one line, three lines, and one for each section, all of them sentences of the article."""

from tests.reading import read

ARTICLE = """# 湖の漁

湖の漁は三百年前に始まり、いまも四十人の漁師が冬の湖で暮らしを立てている。
朝は早い。
漁師の黒田さんは「氷の音で魚の居場所がわかる」と話す。

## 道具

網は麻で編まれ、長さは百メートルに達する。
ちなみに、浮きは桐の木でできている。
編むには三か月かかる。

## 冬の仕事

湖が凍ると、漁師は氷に穴を開けて網を下ろす。
では、なぜ冬なのでしょうか。
冬の魚は脂がのり、夏の二倍の値段で売れる。

## これから

湖の魚は二十年で半分に減った。
"""


def test_a_summary_has_one_line_three_lines_and_a_line_for_each_section() -> None:
    summary = read(ARTICLE).summary
    assert summary is not None
    assert summary.line.text.endswith("。")
    assert len(summary.three) == 3
    assert [section.heading for section in summary.sections] == [None, "道具", "冬の仕事", "これから"]


def test_every_line_is_a_sentence_of_the_article_in_its_order() -> None:
    reading = read(ARTICLE)
    assert reading.summary is not None
    sentences = [sentence.text for sentence in reading.sentences]
    places = [sentences.index(line.text) for line in reading.summary.three]
    assert places == sorted(set(places))
    assert reading.summary.line.text in sentences


def test_the_opening_of_an_article_without_sections_counts_most() -> None:
    source = "湖の漁は三百年前に始まり、四十人の漁師が暮らしを立てている。" + "".join(
        f"{number}日目の朝、舟は岸を離れて沖へ出た。" for number in range(1, 20)
    )
    summary = read(source).summary
    assert summary is not None
    assert summary.three[0].text.startswith("湖の漁は三百年前に始まり")


def test_statements_are_chosen_before_conversational_sentences() -> None:
    summary = read(ARTICLE).summary
    assert summary is not None
    shown = [summary.line.text, *(line.text for line in summary.three)]
    shown += [section.summary.text for section in summary.sections]
    assert not [line for line in shown if line.startswith(("ちなみに", "では"))]


def test_three_lines_do_not_repeat_one_another() -> None:
    source = (
        "The lake freezes in January, and forty fishermen cut holes in the ice. "
        "The lake freezes in January, and forty fishermen cut holes in the thick ice. "
        "Their nets are a hundred metres long and made of hemp. "
        "Winter fish sells for twice the price of summer fish."
    )
    summary = read(source).summary
    assert summary is not None
    assert sum("freezes in January" in line.text for line in summary.three) == 1


def test_a_short_article_has_as_many_lines_as_sentences() -> None:
    summary = read("The lake freezes in January every year.").summary
    assert summary is not None
    assert [line.text for line in summary.three] == ["The lake freezes in January every year."]
