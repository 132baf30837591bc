"""Predictions: their kind and their horizon."""

import pytest

from bot.model import PredictionKind
from tests.reading import read


def predictions(source: str) -> list[tuple[str, str | None, str | None]]:
    return [(item.text, item.kind, item.horizon) for item in read(source).predictions]


@pytest.mark.parametrize(
    ("source", "horizon"),
    [
        ("今後5年間で、町の人口は半分になる可能性がある。", "今後5年間"),
        ("専門家は、2040年までに氷河が消えると予測している。", "2040年までに"),
        ("来年には橋の工事が始まるだろう。", "来年"),
        ("来年の春には橋の工事が始まるだろう。", "来年の春"),
        ("海面の上昇は漁業に大きな打撃を与える恐れがある。", None),
        ("この技術は物流を一変させるかもしれない。", None),
        ("大谷氏は「町の人口は3年で半分になる」と自信を見せた。", "3年で"),
        ("大谷氏は、船の仕事が監査に移っていくとの見方を示した。", None),
        ("船長は演出家に近い仕事になると思います。", None),
        ("Analysts expect the town to shrink by half within ten years.", "within ten years"),
        ("The glacier will disappear by 2040, researchers predict.", "by 2040"),
        ("Rising seas could destroy the harbour.", None),
        ("The bridge is likely to close next year.", "next year"),
    ],
)
def test_an_outlook_is_found_with_its_horizon(source: str, horizon: str | None) -> None:
    assert predictions(source) == [(source, "outlook", horizon)]


@pytest.mark.parametrize(
    "source",
    [
        "昨年、町の人口は半分になった。",
        "火事は電気の故障だった可能性がある。",
        "今日は未来の道具について話していきます。",
        "橋を直す方法を一緒に考えましょう。",
        "予想より多くの人が祭りに来た。",
        "The town shrank by half last year.",
        "The fire may have been caused by a lamp.",
        "More people came than expected.",
        "What would you do in his place?",
        "I asked her what will change by 2035.",
        "Here are three ways the harbour is about to change.",
        "She told him he could pay for the boat in fish.",
        "He showed the strong will of a young man.",
    ],
)
def test_the_past_a_question_and_an_announcement_are_no_predictions(source: str) -> None:
    assert predictions(source) == []


JAPANESE_LIST = """橋の話

橋は古い。

今後10年間に起こる変化

大谷町長は、今後10年間の変化を三つ挙げた。

①:橋が増える
町には新しい橋が三本できる。

②:点検が得意な機械
機械は今でも、人より速くひびを見つけることができる。

③:石が足りない
橋に使える良質な石は、すでに不足している。

むすび

橋は町の宝である。
"""

ENGLISH_LIST = """# Bridges

The bridge is old.

## What comes in the next ten years

1. **More bridges.** The town will have three new bridges.
2. **Machines that inspect.** Machines can already find a crack faster than people.
3. **Too little stone.** There is a shortage of good stone.

## The end

The bridge is a treasure.
"""


def test_the_items_of_a_list_have_their_kind_and_inherit_its_horizon() -> None:
    assert [item[1:] for item in predictions(JAPANESE_LIST)] == [
        ("outlook", "今後10年間"),
        ("claim", "今後10年間"),
        ("limit", "今後10年間"),
    ]
    assert [item[1:] for item in predictions(ENGLISH_LIST)] == [
        ("outlook", "in the next ten years"),
        ("claim", "in the next ten years"),
        ("limit", "in the next ten years"),
    ]


def test_a_sentence_before_the_list_gives_the_horizon_too() -> None:
    source = "題名\n\n町長は今後3年間の見通しを語った。\n\n・橋が二本増える。\n・川の工事が終わる。\n"
    assert {(kind, horizon) for _, kind, horizon in predictions(source)} == {("outlook", "今後3年間")}


def test_claims_and_limits_outside_a_list_of_predictions_are_left_alone() -> None:
    assert predictions("題名\n\n機械は人より速くひびを見つけることができる。良質な石は不足している。\n") == []


def test_an_outlook_inside_a_long_sentence_about_something_else_is_the_quotation() -> None:
    source = (
        "「橋は落ちる恐れがある」と懸念を示す大谷町長は、国の協力と、古い橋を調べ直して危険な場所を"
        "一つずつ直していくための予算が必要であると主張する。"
    )
    assert predictions(source) == [("橋は落ちる恐れがある", "outlook", None)]


def test_every_kind_is_one_of_the_three() -> None:
    kinds = {item.kind for item in read(JAPANESE_LIST).predictions}
    assert kinds == set(PredictionKind)


def test_a_title_may_introduce_the_list_too() -> None:
    source = "# Three predictions for the next decade\n\n1. Bridges\nThere is a shortage of good stone.\n"
    assert [item[1:] for item in predictions(source)] == [("limit", "for the next decade")]


def test_numbered_headings_are_items_of_the_list_that_the_title_introduces() -> None:
    source = (
        "2035年までに海はこう変わる！予測3選\n\n第一に、船が電気になる\n\n港の船の半分は2028年までに電気で走る船になる。\n\n"
        "第二に、船長が要らなくなる\n\n船は港の中を自分で進めるが、嵐の海を渡ることはまだできない。\n\n"
        "第三に、電池が足りない\n\n船の電池に使う金属は限られている。\n\nまとめ\n\n海の上では予測も揺れることができる。\n"
    )
    assert [item[1:] for item in predictions(source)] == [
        ("outlook", "2028年までに"),
        ("claim", "2035年までに"),
        ("limit", "2035年までに"),
    ]


def test_bold_items_and_numbered_paragraphs_belong_to_a_list_too() -> None:
    bold = (
        "# 2 Predictions for the Sea in 2035\n\n**First, captains stay home.**\n"
        "Ships will attend to themselves.\n\n**Second, batteries run short.**\nThere isn't enough cobalt.\n"
    )
    numbered = (
        "2 Predictions for the Sea in 2035\n\nAnn Holt told us at the harbour what she expects.\n\n"
        "Prediction 1: Ships will attend to themselves.\n\nPrediction 2: There isn't enough cobalt.\n"
    )
    for source in (bold, numbered):
        assert [item[1:] for item in predictions(source)][-2:] == [
            ("outlook", "in 2035"),
            ("limit", "in 2035"),
        ]
