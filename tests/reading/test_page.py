"""Articles copied from a page: what surrounds the text is not read with it."""

import pytest

from bot.model import Language, Reading
from bot.reading.article import report
from tests.reading import read


def shown(reading: Reading) -> str:
    """Return everything of a reading that may be shown."""
    return str(report(reading))


JAPANESE_PAGE = """ホーム > くらし > 水
シェア
渡し船、来春に復活へ　町が予算案
[相田ゆき, 川べり新聞]
通知
　川べり町は3日、廃止された渡し船を来春に復活させる予算案を発表した。
船着き場の工事には約2億円をかける。
関連記事：橋のない町の百年
　大谷町長は「船は町の足だ」と強調した。

続きを読むには会員登録が必要です
あわせて読みたい
橋のない町の百年
"""

ENGLISH_PAGE = """RIVERS
Boats
The ferry returns to the old harbour next spring
Jo Marsh
Senior Reporter
Gift this article
The council will bring back the ferry that it closed in 2009, it said on Monday.

Landing stages will cost two million pounds, said Ann Holt, the mayor.

Sign up for our daily newsletter
The most important river stories, every morning.

“A ferry is a street that floats,” Holt said.

Read more
Why the bridge was never built
Most Popular
"""


@pytest.mark.parametrize(
    ("source", "title", "page"),
    [
        (
            JAPANESE_PAGE,
            "渡し船、来春に復活へ　町が予算案",
            ["ホーム", "相田", "通知", "関連記事", "会員登録", "百年"],
        ),
        (
            ENGLISH_PAGE,
            "The ferry returns to the old harbour next spring",
            ["RIVERS", "Marsh", "Reporter", "Gift", "newsletter", "every morning", "never built", "Popular"],
        ),
    ],
)
def test_lines_around_a_copied_article_are_not_read_with_it(source: str, title: str, page: list[str]) -> None:
    reading = read(source)
    assert reading.title == title
    assert [word for word in page if word in shown(reading)] == []
    assert len(reading.sentences) == 3


def test_a_text_that_is_wrapped_hard_is_joined_though_its_first_line_ends_nowhere() -> None:
    reading = read(
        "渡し船の復活\n\n川べり町の渡し船が来年の春\nに復活する。費用は2億円で\n町がすべて負担する。\n"
    )
    assert reading.title == "渡し船の復活"
    assert [s.text for s in reading.sentences] == [
        "川べり町の渡し船が来年の春に復活する。",
        "費用は2億円で町がすべて負担する。",
    ]


def test_a_table_of_contents_goes_and_the_headings_stay() -> None:
    reading = read(
        "# 船の話\n\n目次\n\n1. 船の歴史\n2. 船の値段\n\n"
        "## 船の歴史\n\n船は百年前に始まった。\n\n## 船の値段\n\n船は一隻で二億円する。\n"
    )
    assert reading.body == "船の歴史\n\n船は百年前に始まった。\n\n船の値段\n\n船は一隻で二億円する。"


@pytest.mark.parametrize(
    ("ending", "page"),
    [
        ("相田ゆき（あいだ・ゆき）\nエッセイスト。1980年生まれ。\n", "エッセイスト"),
        ("ではまた！\n\n次の船は三月です。\n", "三月"),
        ("読者登録する\n広告を消す\n", "広告"),
    ],
)
def test_what_follows_the_last_words_of_a_japanese_article_is_no_part_of_it(ending: str, page: str) -> None:
    reading = read("船の話\n\n船は百年前に始まった。廃止された日は雪が降っていた。\n\n" + ending)
    assert len(reading.sentences) == 2
    assert page not in shown(reading)


@pytest.mark.parametrize(
    ("ending", "page"),
    [
        ("Jo Marsh writes about rivers and boats. Her cat is called Anchor.\n", "Anchor"),
        ("P.S. The map won't stay up forever.\n", "forever"),
        ("About Holt Ferries\n\nHolt Ferries is a maker of boats.\n", "maker"),
    ],
)
def test_what_follows_the_last_words_of_an_english_article_is_no_part_of_it(ending: str, page: str) -> None:
    article = "The ferry began a hundred years ago. It was closed on a day of heavy snow.\n\n"
    reading = read("The ferry\n\n" + article + "Nobody in the harbour has forgotten it.\n\n" + ending)
    assert len(reading.sentences) == 3
    assert page not in shown(reading)


def test_headings_of_list_items_are_sections_with_a_summary_each() -> None:
    reading = read(
        "船の講演\n\n【1】船は道である\n\n船は町を三つ結んでいた。\n\n【2】船は高い\n\n船は一隻で二億円する。\n"
    )
    assert reading.summary is not None
    assert [part.heading for part in reading.summary.sections] == ["船は道である", "船は高い"]


def test_bold_words_leave_no_gap_in_a_japanese_sentence() -> None:
    reading = read("船の話\n\n町で船を造る **大谷健太** に話を聞いた。船は一隻で二億円する。\n")
    assert reading.language is Language.JA
    assert reading.sentences[0].text == "町で船を造る大谷健太に話を聞いた。"


def test_a_one_line_summary_is_about_the_subject_and_not_how_the_article_came_about() -> None:
    reading = read(
        "The ferry builder\n\nLast week I sat down with Ann Holt, who builds ferries in the old harbour.\n\n"
        "Holt’s yard builds four ferries a year and sells them to nine countries for two million each.\n\n"
        "The ferries run on salt batteries.\n"
    )
    assert reading.summary is not None
    assert reading.summary.line.text.startswith("Holt’s yard")
