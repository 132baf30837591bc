"""The end of what was posted is found again in another version of a text."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from bot.library.part_ends import moved_ends

LINES = [
    f"{name}の話は長く、夜の図書室で少しずつ、何日もかけて読まれている。終わりは{n}日目に来る。"
    for n, name in enumerate("海灯港橋丘", 1)
]
TEXT = "\n\n".join(LINES)
NEW = "新しく加わった話。ここにはまだだれも読んでいないことが書いてあり、いつか読まれる。"


def rest(changed: str, words: str) -> str:
    """What stands behind the place, in the changed text, that stood behind `words` in the text."""
    end = TEXT.index(words) + len(words)
    return changed[moved_ends(TEXT, changed, lambda _: -1)(end) :].strip()


def test_what_was_posted_stays_before_its_end_and_what_was_not_behind_it() -> None:
    left = "\n\n".join(LINES[2:])
    assert rest(f"# 題\n\n{NEW}\n\n{TEXT}", LINES[1]) == left
    assert rest(TEXT.replace(LINES[0], ""), LINES[1]) == left
    assert rest(TEXT.replace(LINES[1], f"{LINES[1]}\n\n{NEW}"), LINES[1]) == f"{NEW}\n\n{left}"
    assert rest(TEXT.replace(LINES[1] + "\n\n", ""), LINES[1]) == left, "its words are gone"
    assert rest(TEXT.replace("2日目", "二日目"), LINES[1]) == left, "its words are others"
    assert rest(f"{TEXT}\n\n{NEW}", LINES[4]) == NEW
    assert rest(TEXT.replace("5日目", "五日目") + f"\n\n{NEW}", LINES[4]) == NEW
    assert rest("\n\n".join(LINES[:2]), LINES[4]) == ""


def test_in_the_middle_of_a_line_that_changed_it_is_found_by_the_words_around_it() -> None:
    changed = TEXT.replace("灯の話", "灯台の話")
    half = LINES[1].partition("少しずつ、")
    assert rest(changed, "".join(half[:2])).startswith(half[2])


@given(st.lists(st.sampled_from(LINES), max_size=8), st.lists(st.sampled_from(LINES), max_size=8), st.data())
def test_it_stays_in_the_text_and_where_it_was_if_nothing_changed(
    old: list[str], new: list[str], data: st.DataObject
) -> None:
    before, after = "\n".join(old), "\n".join(new)
    end = data.draw(st.integers(0, len(before)))
    assert 0 <= moved_ends(before, after, lambda place: min(place, len(after)))(end) <= len(after)
    assert not before[slice(*sorted((moved_ends(before, before, lambda place: place)(end), end)))].strip()


def test_a_long_text_of_lines_that_repeat_takes_no_time() -> None:
    lines = [f"{n % 7}行目の長い言葉" if n % 2 else f"第{n}行の長い言葉" for n in range(20_000)]
    began = time.process_time()
    moved = moved_ends("\n".join(lines), "\n".join(reversed(lines)), lambda place: place)
    for end in range(0, 200_000, 10_000):
        moved(end)
    assert time.process_time() - began < 5
