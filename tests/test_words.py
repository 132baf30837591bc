"""Folding, index terms and queries."""

from __future__ import annotations

import itertools
import re
import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.database import MIGRATIONS
from bot.store.index import match
from bot.words import Query, fold, passage, tokens

CREATE = (MIGRATIONS / "0021.sql").read_text(encoding="utf-8").split(";")[2]
ALPHABET = st.sampled_from(list("石油石油データは新しいのーabcABCéÉ 12１２ａｱｶﾞ、。「」-  "))
TEXTS = st.text(ALPHABET, max_size=40)


def scanned(query: str, text: str) -> bool:
    """Return whether a plain scan finds every part in the text, apart from punctuation."""
    wide = "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc-\u30ff\u4e00-\u9fff"

    def line(some: str) -> str:
        return " " + " ".join(re.findall(rf"[{wide}]+|[a-z0-9]+", fold(some))) + " "

    parts = [line(part).strip() for part in fold(query).split()]
    for part in filter(None, parts):
        found = [m.start() + 1 for m in re.finditer(f"(?= {re.escape(part)})", line(text))]
        if re.match(f"[{wide}]", part):
            found = [m.start() for m in re.finditer(f"(?={re.escape(part)})", line(text))]
        if re.search(r"(?<![a-z0-9])[a-z0-9]{1,2}$", part):
            found = [start for start in found if line(text)[start + len(part)] == " "]
        if not found:
            return False
    return any(parts)


def indexed(query: Query, text: str) -> bool:
    """Return whether the index finds the text."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(CREATE)
        words = " ".join(tokens(text))
        database.execute("INSERT INTO sentence_index (rowid, words) VALUES (1, ?)", (words,))
        found = database.execute(
            "SELECT rowid FROM sentence_index WHERE sentence_index MATCH ?", (match(query),)
        ).fetchall()
        return bool(found)


@given(st.text(ALPHABET, max_size=6), TEXTS)
def test_the_index_the_highlights_and_a_plain_scan_find_the_same(asked: str, text: str) -> None:
    query = Query(asked)
    expected = scanned(asked, text)
    assert bool(query.highlights(text)) is expected
    if query:
        assert indexed(query, text) is expected


@given(TEXTS, st.data())
def test_any_part_of_a_japanese_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    japanese = "".join(re.findall(r"[石油データは新しいのー]", text))
    if japanese:
        start = data.draw(st.integers(0, len(japanese) - 1))
        end = data.draw(st.integers(start + 1, len(japanese)))
        query = Query(japanese[start:end])
        assert query.highlights(japanese)
        assert indexed(query, japanese)


@given(st.text(max_size=8), st.text(max_size=30))
def test_any_characters_can_be_searched_for_and_highlighted(asked: str, text: str) -> None:
    query = Query(asked or text[1:3])
    spans = query.highlights(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(end < start for (_, end), (start, _) in itertools.pairwise(spans))
    if query:
        assert indexed(query, text) is bool(spans)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert folded == " ".join(folded.split())


@pytest.mark.parametrize(
    ("asked", "text", "found"),
    [
        ("石", "原油と石油の話", ["石"]),
        ("石油", "原油と石油の石油", ["石油", "石油"]),
        ("データは新しい石油", "彼は「データは新しい石油だ」と言った。", ["データは新しい石油"]),
        ("新しい「石油", "新しい、石油だ", ["新しい、石油"]),
        ("新しい石油", "新しい、石油だ", []),
        ("ﾃﾞｰﾀ", "データの話", ["データ"]),
        ("データ", "ﾃﾞｰﾀの話", ["ﾃﾞｰﾀ"]),
        ("ＡＩは", "AI は話す", ["AI は"]),
        ("resume", "A Résumé, resumed", ["Résumé", "resume"]),
        ("a", "A cat and an ant", ["A"]),
        ("oil data", "Data is the new oil.", ["Data", "oil"]),
        ("oil", "turmoil", []),
        ("石油 犬", "石油の話", []),
        ("石 油", "石油の話", ["石油"]),
        ("石油データ 油", "石油データの話", ["石油データ"]),
        ("か", "が", []),
        ("石\u200b油", "石\u200b油", ["石\u200b油"]),
        ("メートル", "高さ㍍", ["㍍"]),
        ("。、", "。、", []),
    ],
)
def test_matches_are_highlighted_as_the_text_spells_them(asked: str, text: str, found: list[str]) -> None:
    query = Query(asked)
    assert [text[start:end] for start, end in query.highlights(text)] == found
    if query:
        assert indexed(query, text) is bool(found)


@pytest.mark.parametrize(
    ("source", "spans", "text"),
    [
        ("new\noil", [(0, 3), (4, 7)], "new oil"),
        ("n*e*w", [(0, 1), (2, 3), (4, 5)], "new"),
        ("石\n油", [(0, 1), (2, 3)], "石油"),
        ("石油\noil", [(0, 2), (3, 6)], "石油 oil"),
    ],
)
def test_a_break_in_a_passage_is_a_space_only_where_words_are_separated(
    source: str, spans: list[tuple[int, int]], text: str
) -> None:
    assert passage(source, spans) == text
