"""Who does what to whom, what is more than what, and which way something goes."""

from __future__ import annotations

import pytest

from bot.roles import turn_around
from bot.terms import terms
from bot.words import fold


def is_turned(asked: str, said: str) -> bool:
    return turn_around(terms(asked), fold(asked), fold(said), is_question=True)


@pytest.mark.parametrize(
    ("asked", "turned", "said"),
    [
        ("who sued Harlow?", "whom did Harlow sue?", "Harlow, a mill in Dunmore, was sued by the baker."),
        ("who beat Wexcombe?", "which team did Wexcombe beat?", "Wexcombe was narrowly beaten in the final."),
        ("whom did Anna teach?", "who taught Anna?", "Anna had taught both of the boys."),
        ("how many dogs did the wolf bite?", "how many wolves did the dog bite?", "The wolf bit two dogs."),
        (
            "how many dogs were bitten by wolves?",
            "how many wolves were bitten by dogs?",
            "Two dogs were bitten by wolves.",
        ),
        ("灯屋は何を買収した？", "灯屋を買収したのはどこ？", "灯屋は昨年、印刷所を買収した。"),
        ("灯屋を訴えたのは誰？", "灯屋が訴えたのは誰？", "灯屋は3月に、住民たちに訴えられた。"),
        ("誰が猫を救助した？", "猫は誰を救助した？", "猫は消防士に救助され、家に帰った。"),
    ],
)
def test_who_does_it_and_to_whom_it_is_done_are_told_apart(asked: str, turned: str, said: str) -> None:
    assert not is_turned(asked, said)
    assert is_turned(turned, said)


@pytest.mark.parametrize(
    ("asked", "turned", "said"),
    [
        (
            "why do cats sleep more than dogs?",
            "why do dogs sleep more than cats?",
            "Cats sleep more than dogs.",
        ),
        ("which bus goes to Alder?", "which bus comes from Alder?", "The red bus goes to Alder."),
        (
            "when does the boat to Alder leave Birk?",
            "when does the boat to Birk leave Alder?",
            "The boat to Alder leaves Birk at noon.",
        ),
        ("猫が犬より寝るのはなぜ？", "犬が猫より寝るのはなぜ？", "猫は犬より長く寝る。"),
        ("森町行きのバスはいつ出る？", "森町からのバスはいつ出る？", "森町行きのバスは8時に出る。"),
        ("森町へ行く船はどれ？", "森町から来る船はどれ？", "赤い船が森町へ行く。"),
    ],
)
def test_what_is_more_and_which_way_it_goes_are_told_apart(asked: str, turned: str, said: str) -> None:
    assert not is_turned(asked, said)
    assert is_turned(turned, said)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Where will the second shop open?", "Harlow opens a second shop in Lisbon."),
        ("When will the second shop open?", "Harlow plans to open a second shop."),
        ("How many loaves did she sell last year?", "Last year she sold 31,000 loaves."),
        ("Which mill had Harlow bought?", "Harlow, which had bought a mill, grew fast."),
        ("二つ目の店はどこに開く？", "灯屋は二つ目の店をリスボンに開く。"),
        ("音はいつ測る？", "市は6月に音を測る。"),
        ("灯屋は誰が創業した？", "灯屋は遠藤さんが創業した。"),
    ],
)
def test_where_it_may_be_either_nothing_is_turned_around(asked: str, said: str) -> None:
    assert not is_turned(asked, said)
