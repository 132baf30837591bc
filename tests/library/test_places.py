"""A place in an article is found again in another version of its text."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from bot.library.places import moved_places

LINES = ["海は広い。", "灯台は夜も光る。", "図書室は朝に開く。", "本は二度読むといい。", "港には船が着く。"]
TEXT = "\n\n".join(LINES)


def place_behind(words: str, text: str = TEXT) -> int:
    return text.index(words) + len(words)


def rest(text: str, changed: str, words: str) -> str:
    """What stands behind the place, in the changed text, that stood behind `words` in the text."""
    place = place_behind(words, text)
    return changed[moved_places(text, changed, [place])[place] :].strip()


def test_a_place_stays_behind_the_line_it_stood_behind() -> None:
    assert rest(TEXT, f"# 題\n\n序文。\n\n{TEXT}", LINES[1]) == "\n\n".join(LINES[2:])
    assert rest(TEXT, TEXT.replace(LINES[0], ""), LINES[1]) == "\n\n".join(LINES[2:])
    added = TEXT.replace(LINES[1], f"{LINES[1]}\n\n新しい段落。")
    assert rest(TEXT, added, LINES[1]) == "\n\n".join(["新しい段落。", *LINES[2:]]), "it is still to be read"
    assert rest(TEXT, f"{TEXT}\n\n続き。", LINES[4]) == "続き。"
    assert rest(TEXT, "\n\n".join(LINES[:2]), LINES[4]) == ""


def test_a_place_in_a_line_that_changed_is_found_by_the_words_around_it() -> None:
    long = "灯台の話をする。" * 3 + "港の長い話はここで終わり、次の話が始まる。" + "橋の話もする。" * 3
    text, changed = f"{LINES[0]}\n{long}\n{LINES[4]}", f"{LINES[0]}\n序。{long}跋。\n{LINES[4]}"
    assert rest(text, changed, "ここで終わり、") == f"次の話が始まる。{'橋の話もする。' * 3}跋。\n{LINES[4]}"
    assert rest(TEXT, TEXT.replace(LINES[2], "図書館は朝に開いた。"), LINES[2]) == "\n\n".join(LINES[3:])


SOME_LINES = st.lists(st.sampled_from(LINES), max_size=12)


@given(SOME_LINES, SOME_LINES, st.data())
def test_places_keep_their_order_and_stay_in_the_text(
    old: list[str], new: list[str], data: st.DataObject
) -> None:
    before, text = "\n".join(old), "\n".join(new)
    places = data.draw(st.lists(st.integers(0, len(before)), max_size=6))
    moved = moved_places(before, text, places)
    assert list(moved) == sorted(set(places))
    assert list(moved.values()) == sorted(moved.values())
    assert all(0 <= place <= len(text) for place in moved.values())
    assert moved_places(before, before, places) == {place: place for place in moved}


def test_a_long_text_of_lines_that_repeat_takes_no_time() -> None:
    lines = [f"{n % 7}行目" if n % 2 else f"第{n}行" for n in range(40_000)]
    began = time.process_time()
    moved_places("\n".join(lines), "\n".join(reversed(lines)), range(0, 200_000, 1000))
    assert time.process_time() - began < 5
