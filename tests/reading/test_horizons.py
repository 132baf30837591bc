"""Until which date a prediction can come true, as articles word it; and whose words it is."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Language
from bot.reading.horizons import Due, due, is_retold
from tests.reading import read

CASES = Path(__file__).with_name("horizons.tsv")
SAID = date(2026, 5, 20)


def cases() -> Iterator[tuple[Language, date, str, date | None]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if not row[0].startswith("#"):
                language, said, words, expected = row
                last = None if expected == "-" else date.fromisoformat(expected)
                yield Language(language), date.fromisoformat(said), words, last


@pytest.mark.parametrize(("language", "said", "words", "expected"), [*cases()])
def test_a_time_ends_on_the_date_that_a_careful_reader_derives(
    language: Language, said: date, words: str, expected: date | None
) -> None:
    before, bracket, rest = words.partition("[")
    horizon, _, behind = rest.partition("]")
    text = f"{before}{horizon}{behind}" if bracket else ""
    found = due(horizon if bracket else words, said, language, text)
    assert (found and found.on) == expected


@pytest.mark.parametrize(
    ("horizon", "language", "is_relative"),
    [
        ("2030年までに", Language.JA, False),
        ("令和10年度", Language.JA, False),
        ("2030年代", Language.JA, False),
        ("21世紀中", Language.JA, False),
        ("今後5年で", Language.JA, True),
        ("来年3月", Language.JA, True),
        ("12月まで", Language.JA, True),
        ("by March 2027", Language.EN, False),
        ("in the 2030s", Language.EN, False),
        ("by March", Language.EN, True),
        ("this decade", Language.EN, True),
        ("within two years", Language.EN, True),
    ],
)
def test_only_what_names_its_year_is_the_same_whenever_it_was_said(
    horizon: str, language: Language, is_relative: bool
) -> None:
    found = [due(horizon, said, language) for said in (SAID, date(2015, 2, 20))]
    assert all(one is not None and one.is_relative is is_relative for one in found)
    assert (found[0] != found[1]) is is_relative


@given(st.dates(date(1900, 1, 1), date(2900, 12, 31)), st.integers(1, 99), st.sampled_from(Language))
def test_so_many_years_end_on_the_same_day_so_many_years_later(
    said: date, years: int, language: Language
) -> None:
    words = {Language.JA: f"今後{years}年以内に", Language.EN: f"within the next {years} years"}[language]
    found = due(words, said, language)
    assert found is not None
    assert found.is_relative
    assert (found.on.year - said.year, found.on.month) == (years, said.month)
    assert found.on.day == said.day or (said.month, said.day, found.on.day) == (2, 29, 28)


@given(st.text(max_size=100), st.dates(), st.sampled_from(Language))
def test_any_words_give_a_date_that_is_not_over_or_none(words: str, said: date, language: Language) -> None:
    found = due(words, said, language, words)
    assert found is None or (isinstance(found, Due) and found.on >= said)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2015年に田中氏は、10年以内に車が空を飛ぶと予測した。", Language.JA),
        ("当時は5年で終わると見られていた。", Language.JA),
        ("昨年の会見で社長は、3年で倍になると述べた。", Language.JA),
        ("In 2015 she predicted that cars would fly within ten years.", Language.EN),
        ("Within ten years cars will fly, he said in May 2015.", Language.EN),
        ("The bank said in January that rates would fall within a year.", Language.EN),
        ("Ten years ago we were told that cars would fly within a decade.", Language.EN),
    ],
)
def test_what_was_said_at_another_time_is_retold(text: str, language: Language) -> None:
    assert is_retold(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("市場は今後5年で倍になる見通しだ。", Language.JA),
        ("2030年に市場は倍になると予測している。", Language.JA),
        ("The market is expected to double within five years.", Language.EN),
        ("The bank said that rates would fall in January.", Language.EN),
        ("Output, which was 5 million in 2025, will double within five years.", Language.EN),
    ],
)
def test_what_is_said_now_is_not_retold(text: str, language: Language) -> None:
    assert not is_retold(text, language)


SPOKEN = [
    ("「今後5年で港の貨物は2倍になるでしょう」と三崎ハルカさんは話した。", "三崎ハルカさん"),
    ("三崎ハルカさんは「今後5年で港の貨物は2倍になる」と予測する。", "三崎ハルカさん"),
    ("今後5年で港の貨物は2倍になる見通しだ。三崎ハルカさんは「港が好きだ」と話した。", None),
    ("三崎ハルカさんは「港が好きだ」と話し、今後5年で港の貨物は2倍になる見通しだ。", None),
    ("“Cargo will double within five years,” said Ann Holt.", "Ann Holt"),
    ("Cargo will double within five years. “I love this old harbor,” said Ann Holt.", None),
]


@pytest.mark.parametrize(("text", "speaker"), SPOKEN)
def test_a_prediction_is_of_whom_the_article_quotes_with_it_and_else_of_nobody(
    text: str, speaker: str | None
) -> None:
    (prediction,) = read(text).predictions
    assert prediction.speaker == speaker
