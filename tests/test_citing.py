"""Lines of a language model are kept where the sentences that they cite bear them out, else dropped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.citing import LONGEST_LINE, MOST_LINES, MOST_TEXT, CitedLine, check
from bot.words import plain

SENTENCES = [
    "港は1923年に開かれ、14の桟橋がある。",
    "田中氏は「安全が第一だ」と語った。",
    "In 2019 the city of Minato built a new lighthouse for 3.5 million dollars.",
    "“We will rebuild it,” said Ann Holt, 52.",
    "一般に、漁船は年に三千トンの魚を水揚げし、その5割を千葉県へ送る。",
    "The first of all is www.minato.example, where ships are listed.",
]


def kept(text: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(line.text, line.cited) for line in check(text, SENTENCES).lines]


@pytest.mark.parametrize(
    ("line", "text", "cited"),
    [
        ("港は1923年に開かれた。[1]", "港は1923年に開かれた。", (1,)),
        ("港は１９２３年に開かれた［１］。", "港は１９２３年に開かれた。", (1,)),
        ("[1] 港には14の桟橋がある。", "港には14の桟橋がある。", (1,)),
        ("港は1923年に開港した【1】", "港は1923年に開港した", (1,)),
        ("- The city built a **lighthouse** in 2019 [3].", "The city built a lighthouse in 2019.", (3,)),
        ("1. Minato built it for $3,500,000. [3]", "Minato built it for $3,500,000.", (3,)),
        ("Ann Holt said they will rebuild it. [4][3]", "Ann Holt said they will rebuild it.", (4, 3)),
        (
            "Holt is 52 and said “we will rebuild it”. [3, 4]",
            "Holt is 52 and said “we will rebuild it”.",
            (3, 4),
        ),
        ("漁船は年に3,000トンの魚を水揚げする。[5]", "漁船は年に3,000トンの魚を水揚げする。", (5,)),
        ("魚の50%は千葉県へ。[5]", "魚の50%は千葉県へ。", (5,)),
        ("田中氏は「安全が第一だ」と語った。[2]", "田中氏は「安全が第一だ」と語った。", (2,)),
        ("Ships are listed at www.minato.example. [6]", "Ships are listed at www.minato.example.", (6,)),
        ("Ann Holt said 'we will rebuild it'. [4]", "Ann Holt said 'we will rebuild it'.", (4,)),
        ("<think>Sentence 1 [1]</think>港には桟橋がある。[1]", "港には桟橋がある。", (1,)),
    ],
)
def test_what_the_sentences_bear_out_is_kept(line: str, text: str, cited: tuple[int, ...]) -> None:
    assert kept(line) == [(text, cited)]


@pytest.mark.parametrize(
    "line",
    [
        "港は1923年に開かれた。",
        "港は1923年に開かれた。[0]",
        "港は1923年に開かれた。[7]",
        "港は1923年に開かれた。[1, 9]",
        "港は1923年に開かれた。[2]",
        "港は1924年に開かれた。[1]",
        "港は千九百二十四年に開かれた。[1]",
        "港には14万の桟橋がある。[1]",
        "港の14%は桟橋だ。[1]",
        "港には二つの桟橋がある。[1]",
        "漁船は年に千トンの魚を水揚げする。[5]",
        "漁船は1トンの魚を水揚げする。[5]",
        "The city built the lighthouse for half a million dollars. [3]",
        "The city built two lighthouses. [3]",
        "鈴木氏は語った。[2]",
        "森さんは「安全が第一だ」と語った。[2]",
        "スミス氏は「安全が第一だ」と語った。[2]",
        "田中氏は東京で語った。[2]",
        "The city of Osaka built a lighthouse. [3]",
        "Osaka built a new lighthouse. [3]",
        "The city of minato built a lighthouse with NASA. [3]",
        "Ann Holt and 김민수 will rebuild it. [4]",
        "田中氏は「安全は第二だ」と語った。[2]",
        "田中氏は「安全が第一だと語った。[2]",
        "Ann Holt said 'they build it'. [4]",
        "Ann Holt said ‘they build it’. [4]",
        "Ann Holt said ’they don’t rebuild’. [4]",
        "Ann Holt said <they build it>. [4]",
        "Ann Holt said 'they will rebuild it. [4]",
        "田中氏は〝安全だ〟と語った。[2]",
        "田中氏は〈安全だ〉と語った。[2]",
        'Ann Holt said "we will never rebuild it". [4]',
        "Ann Holt said “build it”. [4]",
        "Ann Holt said it at https://minato.example. [4]",
        "Ships are listed at minato.example.evil.com. [6]",
        "It is a very good thing for everybody. [3]",
        "はい、そうです。[1]",
        "[1]",
        "… [1]",
        "The bridge was closed for repairs. [2]",
        "In 2019 the city built ٣ lighthouses. [3]",
        "港には१४の桟橋がある。[1]",
        "港には桟橋がある。[1-5]",
    ],
)
def test_what_they_do_not_bear_out_is_dropped_and_counted(line: str) -> None:
    assert kept(line) == []
    assert check(line, SENTENCES).dropped == any(map(str.isalnum, line.replace("[1]", "")))


def test_of_a_thought_that_does_not_end_nothing_is_said() -> None:
    assert kept("港には桟橋がある。[1]\n<think>港には14の桟橋がある。[1]") == [("港には桟橋がある。", (1,))]
    assert kept("<think>港には桟橋がある。[1]") == []


def test_what_is_said_behind_the_last_citation_is_dropped() -> None:
    checked = check("港には桟橋がある [1]。とても美しい。", SENTENCES)
    assert checked.lines == (CitedLine("港には桟橋がある。", (1,)),)
    assert checked.dropped == 1


def test_no_more_sentences_are_kept_than_an_answer_has() -> None:
    lines = "\n".join(f"{words}[1]" for words in ("港は開かれた。", "桟橋がある。", "港には桟橋がある。") * 4)
    assert len(check(lines, SENTENCES).lines) == 3, "each once"
    many = "\n".join(f"港は開かれた{'よ' * n}。[1]" for n in range(9))
    assert (len(check(many, SENTENCES).lines), check(many, SENTENCES).dropped) == (MOST_LINES, 9 - MOST_LINES)
    together = f"{'港は開かれた。' * 4}[1]\n{'桟橋がある。' * 2}[1]\n桟橋がある。[1]"
    assert [line.text.count("。") for line in check(together, SENTENCES).lines] == [4, 1]


def test_only_so_much_of_a_text_is_looked_at() -> None:
    line = "港には桟橋がある。[1]"
    assert check(line.rjust(MOST_TEXT), SENTENCES).lines
    assert not check(line.rjust(MOST_TEXT + len(line)), SENTENCES).lines


def test_a_line_that_is_too_long_is_no_sentence() -> None:
    assert kept(f"港は{'とても' * (LONGEST_LINE // 3)}広い。[1]") == []


@pytest.mark.parametrize(
    ("sentence", "borne_out", "not_borne_out"),
    [
        ("港には2つの桟橋がある。", "港にはふたつの桟橋がある。", "港にはみっつの桟橋がある。"),
        ("港にはふたりの技師がいる。", "港には2人の技師がいる。", "港にはひとりの技師がいる。"),
        ("工事は20日に終わる。", "工事ははつかに終わる。", "工事はとおかに終わる。"),
        ("魚の半分を千葉へ送る。", "魚の5割を千葉へ送る。", "魚の4割を千葉へ送る。"),
        ("It has 24 piers.", "It has two dozen piers.", "It has a dozen piers."),
        ("Half of the piers are open.", "50% of the piers are open.", "A quarter of the piers are open."),
        ("Traffic rose to 2 times that.", "Traffic doubled.", "Traffic tripled."),
        ("Nobody saw the pier.", "No one saw the pier.", "One saw the pier."),
    ],
)
def test_a_number_in_words_stands_by_its_value(sentence: str, borne_out: str, not_borne_out: str) -> None:
    assert check(f"{borne_out} [1]", [sentence]).lines
    assert not check(f"{not_borne_out} [1]", [sentence]).lines


@pytest.mark.parametrize(
    ("sentence", "borne_out", "turned"),
    [
        ("Harlow was bought by Marlow.", "Marlow bought Harlow.", "Harlow bought Marlow."),
        (
            "Boys fail more often than girls.",
            "Boys more often fail than girls.",
            "Girls fail more often than boys.",
        ),
        (
            "The boat sails from Alder to Birk.",
            "From Alder a boat sails to Birk.",
            "The boat sails from Birk to Alder.",
        ),
        ("灯屋は岬屋に買収された。", "岬屋が灯屋を買収した。", "灯屋が岬屋を買収した。"),
        ("猫のほうが犬より長く寝る。", "犬より猫のほうが長く寝る。", "犬のほうが猫より長く寝る。"),
        ("バスは森町から港町へ行く。", "森町から港町へ行くバス。", "バスは港町から森町へ行く。"),
    ],
)
def test_a_line_that_turns_a_sentence_around_is_dropped(sentence: str, borne_out: str, turned: str) -> None:
    assert check(f"{borne_out} [1]", [sentence]).lines
    assert not check(f"{turned} [1]", [sentence]).lines


MARKS = "[]［］【】`*_#-•・>.．!?。！？"
"""What cites, begins a line, emphasizes or ends a sentence."""
SENTENCE = (
    st.text(st.characters(exclude_characters=MARKS), max_size=120)
    .map(lambda text: plain(text).lstrip("0123456789) "))
    .filter(lambda text: any(map(str.isalnum, text)))
)
WORDS = st.text(
    st.sampled_from('Aabz 港は開一二三01239,.万億%「」“”"’[]［］【】()<>|-*#\n。、アー:/'), max_size=120
)


@given(st.lists(SENTENCE, min_size=1, max_size=5), st.data())
def test_a_sentence_that_is_copied_whole_is_kept(sentences: list[str], data: st.DataObject) -> None:
    number = data.draw(st.integers(1, len(sentences)))
    checked = check(f"{sentences[number - 1]}. [{number}]", [f"{one}." for one in sentences])
    assert [line.cited for line in checked.lines] == [(number,)]


@given(st.integers(0, 10**9))
def test_a_number_is_kept_only_where_it_stands(value: int) -> None:
    said = f"The harbor has {value:,} piers. [1]"
    assert bool(check(said, [f"The harbor has {value} piers."]).lines)
    assert not check(said, [f"The harbor has {value + 1} piers."]).lines


@given(st.text(st.characters(categories=("Lu", "Ll")), min_size=3, max_size=12).map(str.capitalize))
def test_a_name_is_kept_only_where_it_stands(name: str) -> None:
    said, sentence = f"The harbor was opened by {name} in May. [1]", "The harbor was opened by {} in May."
    if not name[0].isupper():
        return
    assert check(said, [sentence.format(name)]).lines
    assert not check(said, [sentence.format("nobody")]).lines


@given(st.text(max_size=300) | WORDS, st.lists(WORDS, max_size=5))
def test_any_text_is_checked_and_nothing_comes_out_that_is_not_cited(text: str, sentences: list[str]) -> None:
    checked = check(text, sentences)
    assert len(checked.lines) <= MOST_LINES
    for line in checked.lines:
        assert line.cited
        assert set(line.cited) <= set(range(1, len(sentences) + 1))
        assert len(line.text) <= LONGEST_LINE
        assert "\n" not in line.text
