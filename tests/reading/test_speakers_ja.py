"""Whom a Japanese article gives a quotation to, and where it leaves that open."""

from __future__ import annotations

import pytest

from tests.reading import read

ABOVE = "会議は長く続き、集まった多くの人が町の先行きについて話を聞いた。\n\n"


def speakers(source: str) -> list[str | None]:
    return [quote.speaker for quote in read(ABOVE + source).quotes]


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("「畑の土が変わってきた」と、農家の三浦さんは首をかしげる。", "三浦さん"),
        ("「畑の土が変わってきた」と話してくれた三浦さんは、今年で引退する。", "三浦さん"),
        ("「畑の土が変わってきた」とは、三浦さんの弁。", "三浦さん"),
        ("「畑の土が変わってきた」との三浦村長の発言が波紋を広げた。", "三浦村長"),
        ("「畑の土が変わってきた」と、県立農業試験場（北町）栽培部の三浦春子部長は言う。", "三浦春子"),
        ("「畑の土が変わってきた」。そう語るのは、農家の三浦春子さん（58）だ。", "三浦春子"),
        ("「畑の土が変わってきた」。取材の最後に、三浦さんはこう締めくくった。", "三浦さん"),
        ("「畑の土が変わってきた」。農家の三浦春子さんは苦笑した。", "三浦春子"),
        ("「畑の土が変わってきたと思います」（三浦さん）。", "三浦さん"),
        ("「畑の土が変わってきたと思います」\n\n― 三浦春子（農家）\n\n稲刈りが続いている。", "三浦春子"),
    ],
)
def test_whoever_is_named_behind_comes_before_whoever_spoke_last(source: str, speaker: str) -> None:
    before = "役場の小野所長は「水路を直したい」と話した。\n\n"
    assert speakers(before + source) == ["小野所長", speaker]


def test_quotations_side_by_side_have_the_speaker_named_behind_the_last() -> None:
    source = "小野さんが来た。「土が変わってきた」、「雨の降り方も違う」と三浦さんは笑う。"
    assert speakers(source) == ["三浦さん", "三浦さん"]


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("三浦春子前知事は「畑の土が変わってきた」と振り返った。", "三浦春子"),
        ("経済産業省の三浦春子課長補佐は「畑の土が変わってきた」と説明した。", "三浦春子"),
        ("秋元社長は「畑の土が変わってきた」と説明した。", "秋元社長"),
        ("講師の Anna Berg 氏は「畑の土が変わってきた」と述べた。", "Anna Berg"),
        ("Berg 氏は「畑の土が変わってきた」と述べた。", "Berg 氏"),
        ("はるみ氏は「畑の土が変わってきた」と語った。", "はるみ氏"),
        ("三浦 春子さんは「畑の土が変わってきた」と語った。", "三浦 春子"),
        ("三浦さんの母は「畑の土が変わってきた」とこぼした。", "三浦さんの母"),
        ("村の人たちは「畑の土が変わってきた」と話す。", "村の人たち"),
        ("監督の三浦さんは選手を「努力を続ける人です」と評した。", "三浦さん"),
        ("三浦教授の話「畑の土が変わってきた」", "三浦教授"),
        ("小野氏から三浦氏への問い：「畑の土は変わりましたか？」", "小野氏"),
        ("三浦氏が会見し、「畑の土が変わってきた」と訴えた。", "三浦氏"),
        ("三浦氏は、小野氏が去ったことを受け、「畑の土が変わってきた」と述べた。", "三浦氏"),
        ("三浦氏は、小野氏が「畑の土が変わってきた」と述べたと明かした。", "小野氏"),
        ("海辺銀行の調査によると、「畑の土が変わってきた」という。", "海辺銀行"),
        ("住民からは「畑の土が変わってきた」との声が上がる。", "住民"),
        ("三浦さんは畑に立つ。「土が変わってきた」と所長に言われました。", "所長"),
    ],
)
def test_a_name_is_known_by_what_stands_around_it(source: str, speaker: str) -> None:
    assert speakers(source) == [speaker]


@pytest.mark.parametrize(
    "source",
    [
        "「土が変わってきた」と言われ、黙っていた。",
        "報告書は「土が変わってきた」と指摘している。",
        "会場では「土が変わってきた」という声も聞かれた。",
        "小野村長が来ると、「土が変わってきたじゃないか」と声が飛んだ。",
        "小野さんと二人で話した。彼は「土が変わってきた」と言う。",
        "小野さんも来た。\n\n雨の日が続いた。「土が変わってきた」と語った。",
        "小野さんと林さんが登壇した。「土が変わってきた」と語った。",
        "中には手紙を書く参加者もいる。「土が変わってきたと聞きました」",
    ],
)
def test_a_speaker_who_is_not_certain_is_not_stated(source: str) -> None:
    before = "三浦春子さんは「水が足りない」と話した。\n\n"
    assert speakers(before + source) == ["三浦春子", None]


def test_a_title_that_two_people_have_stands_for_neither() -> None:
    source = "アン・ホルト国務長官とポール・エイムズ国防長官が会見した。長官は「交渉は続ける」と述べた。"
    assert speakers(source) == [None]


def test_a_family_name_that_two_people_have_is_not_completed() -> None:
    source = "三浦春子さんと三浦健一さんが来た。三浦さんは「土が変わってきた」と述べた。"
    assert speakers(source) == ["三浦さん"]


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("三浦春子さんは畑に立つ。彼女は「土が変わってきた」と言う。", "三浦春子"),
        ("三浦春子さんが登壇した。同氏は「土が変わってきた」と言う。", "三浦春子"),
        ("ミナト電機が発表した。同社は「部品の不足が続いている」と説明した。", "ミナト電機"),
        ("三浦春子さんは畑に立つ。父が倒れたからだ。「守るのは自分だと思った」と振り返る。", "三浦春子"),
        ("畑を継いだ三浦春子さん（52）。「土が変わってきたんです」と打ち明ける。", "三浦春子"),
        ("三浦春子さんによると畑は狭い。「昔はもっと広かった」という。", "三浦春子"),
        ("三浦春子さんを訪ねた。やがて答えが返ってきました。\n\n「畑はもう人に貸しています」\n", "三浦春子"),
    ],
)
def test_a_subject_left_out_is_whom_the_text_is_about(source: str, speaker: str) -> None:
    assert speakers(source) == [speaker]


def test_a_label_holds_for_the_answers_below_it_and_no_further() -> None:
    source = (
        "## 三浦春子さん（農家）\n\n畑はどうですか？\n\n「畑の土が変わってきました」\n\n"
        "## 小野健さん（役場）\n\n雨はどうですか？\n\n「雨も減りましたね、本当に」\n\n"
        "町はこの冬に水路を直す。\n\n「待ちに待った工事が始まるそうだ」\n"
    )
    assert speakers(source) == ["三浦春子", "小野健", None]


@pytest.mark.parametrize(
    "verb", ["補足した", "みる", "即答", "念を押す", "首を横に振った", "畳みかけた", "して、対策を求めた"]
)
def test_any_verb_after_the_words_of_a_person_makes_a_quotation(verb: str) -> None:
    assert speakers(f"三浦さんは「畑の土が変わってきた」と{verb}。") == ["三浦さん"]


def test_half_width_marks_are_quotation_marks() -> None:
    (quote,) = read("三浦さんは｢畑の土が変わってきた。雨も減った｣と話した。").quotes
    assert quote.text == "畑の土が変わってきた。雨も減った"


@pytest.mark.parametrize(
    "source",
    [
        "三浦さんは「風に吹かれる詩人」と呼ばれる。",
        "店の名は「風が吹けばパン屋がもうかる」という。",
        "AIに「来週の献立を考えて」と頼むだけで表が出る。",
        "たとえば「来週の献立を考えて」と入力する。",
        "「毎日疲れて料理ができない」という悩みはありませんか。",
        "「もっと早く始めればよかった」と後悔する人は多い。",
        "三浦さんは畑に「世界でいちばん静かな場所だ」と名付けた。",
        "道具が“仕事を奪う”と不安を煽る声が多いけれど、町は違う。",
        "質問例：「畑の土はどう変わりますか？」",
    ],
)
def test_epithets_samples_and_voices_of_readers_are_no_quotations(source: str) -> None:
    assert speakers(source) == []
