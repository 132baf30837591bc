"""What is an outlook and what only looks like one, in both languages, and which time it is about."""

from __future__ import annotations

import pytest

from bot.model import Language
from bot.reading import outlooks
from tests.reading import read

OUTLOOKS = {
    "a verb of the future": (
        "Ferries will soon be quieter than bicycles.",
        "The harbour won’t need pilots by 2040.",
        "They’ll be replaced by drones within a decade, Okafor says.",
        "We will see far fewer newspapers in ten years.",
    ),
    "an expectation": (
        "Mara Quill expects ferry fares to climb by a third within two years.",
        "A recession is unlikely before 2028.",
        "Demand for cod looks set to double.",
        "It is likely that the pier will collapse in the next storm.",
        "Expect more strikes next spring.",
    ),
    "somebody who forecasts": (
        "The council sees rents rising to 900 crowns next year.",
        "The agency projects a drop of 12 percent in catches by the 2030s.",
        "Growth is seen slowing to 1% in 2027.",
        "Holt predicted the mill would close within a year.",
        "The ministry told the paper that the number of pupils was likely to fall.",
    ),
    "a possibility of change": (
        "The drought could wipe out a quarter of the harvest.",
        "Some ferries may not get properly cleaned.",
        "The deal could create 300 jobs by 2029.",
    ),
    "だろう after a verb of change": (
        "この流れは止まらないだろう。",
        "次の値下げは２０２７年の秋ごろだろう。",
        "町の店の半分は五年後には残っていないだろう。",
        "AIが船長の仕事を奪うことはないだろう。",
    ),
    "見通し and its kin after a verb": (
        "橋の通行料は下がる見通しだ。",
        "電池の値段は今後も下がり続けるとの見方が強い。",
        "漁獲量は２０３０年に半減すると試算されている。",
        "景気が急に良くなるとは考えにくい。",
        "利用者が減ることは避けられない。",
        "駅前の店が減るという可能性がある。",
        "人手不足は一段と深刻になるおそれがあるという。",
        "米の値段が上がる可能性や、店が減る可能性を指摘した。",
    ),
    "a plain verb beside a time to come": (
        "次の十年で、港の姿は大きく変化します。",
        "2040年には、働く人の三人に一人が高齢者になる。",
        "十年もすれば、紙の本は珍しくなる。",
    ),
    "a stem that says what may come": (
        "自動運転は物流を大きく変えうる。",
        "干ばつが続けば、米の収穫は三割減りかねない。",
        "物価は月内にも再び上がりそうだ。",
    ),
}

OTHERS = {
    "a noun alone": (
        "The weather forecast is read at six.",
        "Their projections have been off for years.",
        "業績の見通しを発表した。",
        "予測の精度が大きな課題である。",
        "可能性が高い場所から探す。",
        "崖が崩れる可能性がある道は避けて歩いた。",
    ),
    "the past": (
        "The mill was expected to close last year.",
        "They had predicted a much colder winter.",
        "In 1998 the county predicted that the mill would close by 2010.",
        "Last year her neighbours predicted that the mill would close.",
        "2020年までに村から店が消えるという予測は外れた。",
        "村長は「5年後には店がなくなるだろう」と言ったが、そうはならなかった。",
        "She thought it would rain.",
        "As a boy he could swim across the lake.",
        "人口は減ると予想されていた。",
        "昔は、車が空を飛ぶようになると言う人が多かった。",
    ),
    "a guess about the present": (
        "この町で一番高い建物だろう。",
        "いまごろ彼は海の上にいるだろう。",
        "鍵は机の上にあるかもしれない。",
        "犯人は逃げている可能性がある。",
        "Somebody may be hiding in the barn, and the police come next week.",
        "早く寝るのがよいでしょう。",
    ),
    "a habit or a capability": (
        "A good captain will always check the wind first.",
        "Every spring the hill will turn yellow.",
        "Nobody trusts the sort of crew that will sell its own anchor.",
        "The model predicts prices from past sales.",
        "Machines can already read handwriting.",
        "毎年、冬になると客が減る。",
        "ボタンを押すと画面が変わる。",
    ),
    "a question": (
        "It is unclear whether the mill will reopen.",
        "They do not know when the strike will end.",
        "How the town will look in 2040 is a matter of taste.",
        "He is asking who’s going to pay.",
        "橋はなぜ落ちたのだろう。",
        "祭りはいつ始まるのだろうか。",
    ),
    "an intention or a promise": (
        "I will vote for the bridge.",
        "I am not going to argue with him.",
        "The company said it will build a new plant.",
        "The company plans to close two plants next year.",
        "He promised that taxes will fall.",
        "The council hopes that visitors will return.",
        "市は来年度から制度を変える方針だ。",
        "今後も努力していきたい。",
    ),
    "an appointment": (
        "The doors will open at 7 p.m. in the old hall.",
        "The choir will be in Leeds on Friday.",
        "The festival will take place in June.",
        "会議は午後三時に始まる。",
    ),
    "an announcement of the text": (
        "In this article we will look at three bridges.",
        "Imagine what your grandchildren will eat.",
        "You will need two eggs and a cup of flour.",
        "If you press the button, the door will open.",
        "次回は橋の作り方を紹介します。",
        "これが、町の次の十年についての私の予測です。",
    ),
    "an obligation": (
        "Children are expected to wear a uniform.",
        "橋とは何かを考える必要があるだろう。",
        "いずれにしても、船には責任を持たなければならないと思っています。",
    ),
    "a sentence whose subject stands before it": (
        "This will change everything.",
        "It could lead to a shortage of ice.",
        "But these will disappear by 2030.",
        "それは来年には変わるだろう。",
        "これは2030年には姿を消す見通しだ。",
    ),
}


def each(cases: dict[str, tuple[str, ...]]) -> list[object]:
    return [pytest.param(text, id=f"{kind}: {text}") for kind, texts in cases.items() for text in texts]


@pytest.mark.parametrize("text", each(OUTLOOKS))
def test_a_subject_with_a_frame_of_the_future_is_an_outlook(text: str) -> None:
    assert [(item.text, item.kind) for item in read(text).predictions] == [(text, "outlook")]


@pytest.mark.parametrize("text", each(OTHERS))
def test_what_only_looks_like_an_outlook_is_left_out(text: str) -> None:
    assert read(text).predictions == ()


@pytest.mark.parametrize(
    "text", ["It is doubtful that the ferry will return.", "It’ll take years for the lake to recover."]
)
def test_it_may_stand_for_nothing(text: str) -> None:
    assert [item.text for item in read(text).predictions] == [text]


@pytest.mark.parametrize(
    ("text", "horizon"),
    [
        ("次の値下げは２０２７年９月か１０月になるだろう。", "２０２７年９月か１０月"),
        ("値下げは、26年3月の会議で決まる見通しだ。", "26年3月"),
        ("月内にも橋が閉じられる可能性を指摘した。", "月内"),
        ("夏以降に電気代が上がるかもしれない。", "夏以降"),
        (
            "市は2027年までに計画を終えるとしており、町長は、橋が数年以内に閉じられる可能性があると述べた。",
            "数年以内",
        ),
        ("長期的に町の人口は減ると予想される。", "長期的に"),
        ("Inflation is expected to ease in the second half of 2027.", "in the second half of 2027"),
        ("Half of the roofs will carry panels by the mid-2030s.", "by the mid-2030s"),
        ("Output is forecast to grow by 2% in 2009.", "in 2009"),
        ("The first ferry strike in eight years will hurt the islands.", None),
        ("The island will be home to 900 people by 2040, up from 450 in 2015.", "by 2040"),
        ("She ran for mayor in 2012 but will probably move abroad next year.", "next year"),
        ("Fares will rise through June.", "through June"),
        ("By spring 2028 the harbour will be too small.", "By spring 2028"),
        ("Revenue is projected to fall in FY2028.", "in FY2028"),
        ("客は令和十二年までに半分になると予想される。", "令和十二年までに"),
        ("Catches fell by half over the next four years, and will fall further by 2040.", "by 2040"),
        ("過去10年で半分に減った漁師は、さらに減ると予想される。", None),
    ],
)
def test_the_horizon_is_the_time_of_the_clause_with_the_outlook(text: str, horizon: str | None) -> None:
    assert [item.horizon for item in read(text).predictions] == [horizon]


def test_the_words_of_a_plain_text_keep_their_offsets() -> None:
    text = "They’ll sell ３０％ of it."
    assert outlooks.plain(text) == "They'll sell 30% of it."
    assert outlooks.find(outlooks.plain(text), Language.EN) == text.index("’")
