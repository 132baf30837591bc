"""Which line is the title, and what is text though it is set as something else."""

from __future__ import annotations

import pytest

from bot.reading.article import report
from tests.reading import read

LONG = (
    "The harbor town by the northern lake, which lost its last ferry nine years ago, will get two new boats "
    "that carry bicycles, sheep and letters across the water"
)
BODY = (
    "The council decided on Monday that the pier will be built again. It has been closed since a storm. "
    "Fishers who used it had to go to the next town for years."
)
JAPANESE_BODY = "町議会は月曜日、桟橋を建て直すと決めた。嵐のあと閉じられていた。"


@pytest.mark.parametrize(
    ("source", "title"),
    [
        (f"A pier for nine hundred boats.\n\n{BODY}\n", "A pier for nine hundred boats."),
        (f"Who pays for the pier?\n\n{BODY}\n", "Who pays for the pier?"),
        (f"{LONG}\n\n{BODY}\n", LONG),
        (f"The Mayor’s Pier\n\nA look at nine years of planning on the shore of the lake\n\n{BODY}\n",
         "The Mayor’s Pier"),
        (f"The Mayor’s Pier\n\n+MORE: boats come back; sheep stay\n\n{BODY}\n", "The Mayor’s Pier"),
        (f"Mia Lund\n\nThe pier comes back to the lake\n\n{BODY}\n", "The pier comes back to the lake"),
        (f"The pier comes back\n\n{BODY}\n\n# What it costs\n\nMuch more than a boat.\n",
         "The pier comes back"),
        (f"{BODY}\n\n# The pier\n\nIt is long.\n", "The pier"),
        (f"まず桟橋から。町長が語る港の九年\n大谷健太・前編\n■港のこと\n{JAPANESE_BODY}\n",
         "まず桟橋から。町長が語る港の九年"),
        (f"桟橋はだれのものか？町が問い直す九年間の港づくりと、その費用をめぐる長い話\n\n{JAPANESE_BODY}\n",
         "桟橋はだれのものか？町が問い直す九年間の港づくりと、その費用をめぐる長い話"),
        (f"桟橋を建て直す\n\n九年間閉じられていた港の、これからの使い道をめぐる人々\n\n{JAPANESE_BODY}\n",
         "桟橋を建て直す"),
        (f"港町日記\n\n港で見たこと、聞いたことを毎日まとめるだけの記録\n\n桟橋はだれのものか\n\n{JAPANESE_BODY}\n",
         "桟橋はだれのものか"),
        (f"{JAPANESE_BODY}\n\n費用は二億円だ。\n", None),
    ],
)  # fmt: skip
def test_the_first_line_that_can_be_one_is_the_title(source: str, title: str | None) -> None:
    assert read(source).title == title


def test_a_text_without_full_stops_is_read_by_its_lines() -> None:
    reading = read(
        "桟橋の話を聞いてきました\n町は来年、桟橋を建て直すでしょう\n二人目は、\n船大工の森さん\n"
        "船は木でつくるそうです\nわたしも乗ってみたいと思います\n"
    )
    assert reading.title == "桟橋の話を聞いてきました"
    assert [one.text for one in reading.predictions] == ["町は来年、桟橋を建て直すでしょう"]
    assert reading.summary is not None
    assert "二人目は、船大工の森さん" not in [line.text for line in reading.summary.three]


def test_lines_of_a_list_are_no_sentences() -> None:
    assert read("Ferns\nMoss and lichen\nOld wood\nStones from the lake\nSand\n").summary is None


def test_a_sentence_that_stands_twice_is_told_once() -> None:
    said = "The pier will be gone by 2041."
    reading = read(f"# Pier\n\n{said}\n\n{said} The ferry stays here.\n")
    assert len(reading.sentences) == 3
    assert len(reading.predictions) == 1
    assert reading.summary is not None
    assert len({line.text for line in reading.summary.three}) == len(reading.summary.three) == 2


@pytest.mark.parametrize(
    ("source", "body"),
    [
        (
            "道は狭い。\n橋は古い。\nこれから町はこう変わる\n駅ができる。\n",
            ["道は狭い。橋は古い。", "これから町はこう変わる", "駅ができる。"],
        ),
        ("森は深い。\n\n- 緑の苔\n- 古い石\n道はとても狭い。\n橋も古い。\n",
            ["森は深い。", "緑の苔", "古い石", "道はとても狭い。橋も古い。"]),
        (
            "## Boats will cross the lake again every hour from May on.\n\nIt is wide.\n",
            ["Boats will cross the lake again every hour from May on.", "It is wide."],
        ),
        ("**Guest:** Mia Lund, builder\n**Slides:** [here](https://s.example)\n\nIt is wide.\n",
         ["It is wide."]),
        ("It is wide.\n\nPHOTO COURTESY OF MIA LUND\n\nIt is deep.\n", ["It is wide.", "It is deep."]),
        ("橋はとても古い。\n\nVIDEO COURTESY OF MIA LUND\n\n道はとても狭い。\n",
         ["橋はとても古い。", "道はとても狭い。"]),
        ("It is wide.\n\n👉 [Seven more lakes](https://l.example)\n\nIt is deep.\n",
         ["It is wide.", "It is deep."]),
        ("1. Saw:\nCut it with a saw.\n\n2. Nails:\nDrive in the nails.\n",
         ["1. Saw: Cut it with a saw.", "2. Nails: Drive in the nails."]),
    ],
)  # fmt: skip
def test_headings_leads_facts_and_credits_are_told_apart(source: str, body: list[str]) -> None:
    shown = report(read(f"# T\n\n{source}"))["body"].split("\n\n")
    assert shown == body
