"""Line breaks that tear a sentence, and those that part lines."""

from __future__ import annotations

import textwrap

import pytest

from bot.reading.article import read
from tests.extract.pages import article, texts

JA = (
    "灯台守の家は来年の春、町の資料館として生まれ変わる。工事の費用は1280万円で、2044年までに借入れを返す予定だ。"
    "「灯りの歴史を子どもに伝えたい」と灯野ミオさんは語った。古い灯具を磨く仕事には、近くの学校の生徒も加わる。"
)
EN = (
    "The keeper’s house will become a museum next spring, and its loan will be paid back by 2044 at the"
    " latest. “We want to show children how the lamp was lit,” said Ada Brandt, who has polished its brass"
    " since she was ten. Pupils of the school nearby will help her with the lenses."
)


def sentences(html: str, language: str = "en") -> list[str]:
    return [sentence.text for sentence in read(article(f"<p>{html}</p>", language)).sentences]


@pytest.mark.parametrize("line_break", ["<br>", "<br />\n", "\n", "\n    "])
@pytest.mark.parametrize("width", range(28, 72, 4))
def test_a_paragraph_broken_at_any_width_reads_as_a_whole_one(width: int, line_break: str) -> None:
    ja = [JA[start : start + width] for start in range(0, len(JA), width)]
    assert sentences(line_break.join(ja), "ja") == sentences(JA, "ja")
    assert sentences(line_break.join(textwrap.wrap(EN, width + 20))) == sentences(EN)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("灯台の灯りは<br>秋の終わりに<br>消えるだろう。", "灯台の灯りは秋の終わりに消えるだろう。"),
        ("「もう船は来ない」<br>と灯野ミオさんは<br>話した。", "「もう船は来ない」と灯野ミオさんは話した。"),
        ("灯台の灯りが消え、<br>船は港に戻った。", "灯台の灯りが消え、船は港に戻った。"),
    ],
)
def test_a_line_that_can_not_stand_alone_goes_on_with_the_next(html: str, text: str) -> None:
    assert texts(f"<p>{html}</p>", "ja") == [text]


@pytest.mark.parametrize(
    "lines",
    [
        ["灯台の歴史", "灯台は百年前に石で築かれ、いまも港を照らしている。"],
        ["・灯台の石を運ぶ", "・灯具を磨く", "・灯りをともす"],
        ["日時：五月二日の", "場所：灯台の下"],
        ["灯台は石で築かれた。", "灯りは油でともされた。"],
        ["<b>灯りを守る人は</b>", "灯野ミオさんは、毎晩七時に灯台へ登る。"],
    ],
)
def test_lines_that_stand_alone_stay_apart(lines: list[str]) -> None:
    bare = [line.replace("<b>", "").replace("</b>", "") for line in lines]
    assert texts(f"<p>{'<br>'.join(lines)}</p>", "ja") == bare


def test_the_lines_of_an_address_stay_apart() -> None:
    lines = ["Ada Brandt", "The Old Lighthouse", "12 Quay Street"]
    assert texts(f"<p>{'<br>'.join(lines)}</p>") == lines


def test_what_a_torn_sentence_foretells_is_read_whole() -> None:
    (prediction,) = read(article("<p>灯台の灯りは<br>2044年までに消え<br>るだろう。</p>", "ja")).predictions
    assert (prediction.text, prediction.horizon) == ("灯台の灯りは2044年までに消えるだろう。", "2044年までに")
