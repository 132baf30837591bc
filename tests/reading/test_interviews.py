"""Interviews whose questions stand behind a dash, and transcripts whose speakers stand behind a mark."""

from __future__ import annotations

import pytest

from tests.reading import read
from tests.reading.test_turns import DAM, LADDER, Told, blocks, told

FISH = "魚の道をふさがないことが、何より大切だと考えている"
STAIRS = "階段は来年までに十か所につくる。費用は町が出す"


@pytest.mark.parametrize("dash", ["――", "― ", "──", "—", "--", "- "])
def test_an_answer_in_marks_is_the_one_persons_who_was_asked(dash: str) -> None:
    source = blocks(
        "# 北川水産・水野彩社長に聞く",
        f"{dash}川をどう見ていますか。",
        f"「{FISH}」",
        f"{dash}魚のための階段にも力を入れる",
        f"「{STAIRS}」(原田一)",
    )
    assert told(source) == [(FISH, "水野彩社長", False), (STAIRS, "水野彩社長", False)]


def test_an_answer_is_nobodys_where_nothing_says_who_was_asked() -> None:
    source = blocks(
        "# 川の話", "――川をどう見ていますか。", f"「{FISH}」", "――北の川の計画", f"「{STAIRS}」(原田一)"
    )
    assert told(source) == [(FISH, None, False), (STAIRS, None, False)]


def test_an_answer_without_marks_is_told_as_it_stands() -> None:
    source = blocks(
        "# 水野彩さんにインタビュー",
        "──川は変わりましたか？",
        DAM,
        "──何が要りますか。",
        LADDER,
        "川の資料館",
    )
    assert told(source) == [(DAM, "水野彩", True), (LADDER, "水野彩", True)]


def test_an_answer_with_a_label_is_the_ones_whom_it_names_and_what_is_asked_is_nobodys() -> None:
    source = blocks(
        "# 川の話",
        "――川は変わったと聞きました。",
        f"水野：{DAM}",
        "――町では「階段で足りる」という声もあります。",
        f"原田：{LADDER}",
        "――これからどうしますか。",
        f"水野：{DAM[:-1]}とも言われます。",
    )
    found = {text: speaker for text, speaker, _ in told(source)}
    assert (found[DAM], found[LADDER]) == ("水野", "原田")
    assert not any("――" in text for text in found)


def test_paragraphs_of_one_answer_are_quotations_of_their_own() -> None:
    source = blocks(
        "# 川の話", "―町長さんは川の育ちですか？", f"「{FISH}」\n「{STAIRS}」", "―次は？", f"「{DAM}」"
    )
    assert told(source) == [(FISH, None, False), (STAIRS, None, False), (DAM, None, False)]


@pytest.mark.parametrize("name", ["水野彩", "北川の水野彩さん", "市民と語る会　原田一"])
def test_a_name_behind_a_dash_is_still_a_source(name: str) -> None:
    source = blocks("# 川の話", f"「{FISH}」", f"――{name}", f"「{STAIRS}」", "――原田二郎")
    assert told(source)[1] == (STAIRS, "原田二郎", False)
    assert told(source)[0][1] not in (None, "原田二郎")


@pytest.mark.parametrize(
    "line",
    ["― 春の計画「川の道」を改めました。", "――四月から始まる年が計画の最後の年となる", "── 次の一手は？"],
)
def test_a_sentence_behind_a_dash_is_nobodys_name(line: str) -> None:
    source = blocks("# 川の話", "――川をどう見ていますか。", f"「{FISH}」", line, "つづきは紙面で。")
    assert [speaker for _, speaker, _ in told(source)] == [None]


def test_a_label_behind_a_mark_is_who_speaks_and_no_heading() -> None:
    source = blocks(
        "# 春の記者会見",
        "○広報課長 ただいまから会見を始めます。",
        f"○町長 皆さん、こんにちは。{DAM}",
        "○記者(北川新聞) 階段はどうしますか。",
        f"○町長 {LADDER}",
    )
    expected: Told = [(DAM, "町長", True), (LADDER, "町長", True)]
    assert told(source) == expected
    assert "町長" not in "".join(sentence.text for sentence in read(source).sentences)
