"""Times in transcripts, and addresses that lead to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extract.subtitles import extract_subtitles
from bot.recordings import at_second, timings

VTT = """WEBVTT

00:05.000 --> 00:08.000
<v Ada>We were late.

01:00:09.500 --> 01:00:12.000
<v Ben>Never.
"""


@pytest.mark.parametrize(
    ("line", "second"),
    [
        ("(00:00:05) The bell rang.", 5),
        ("[1:02:03] The bell rang.", 3723),
        ("12:34 The bell rang.", 754),
        ("Ada Byron (00:05): The bell rang.", 5),
        ("**Ada** [00:05.250] The bell rang.", 5),
        ("梶: (00:01:15) 鐘が鳴った。", 75),
        ("梶ミナト（01:15）鐘が鳴った。", 75),
        ("- [00:05] The bell rang.", 5),
    ],
)
def test_a_time_counts_at_the_beginning_of_a_line_or_behind_the_name_there(line: str, second: int) -> None:
    text = f"Opening\n\n{line}\nAnd again.\n\n[99:00] The end.\n"
    assert timings(text.replace("99:00", "2:00:00")) == [(9, second), (text.index("[99"), 7200)]


@pytest.mark.parametrize(
    "text",
    [
        "(00:05) One time alone is nothing.",
        "[00:09] Later\n[00:05] before earlier: no recording.",
        "The boat leaves at 10:30.\nThe train leaves at 10:45.",
        "In the hall (10:99) it was cold.\nIn the yard (10:98) too.",
        "8:15-9:00 Breakfast\n9:00-9:30 Opening",
    ],
)
def test_other_times_in_a_text_are_no_recordings(text: str) -> None:
    assert timings(text) == []


def test_what_subtitles_say_is_found_at_its_second() -> None:
    text = extract_subtitles(VTT).source
    assert timings(text) == [(0, 5), (text.index("Ben:"), 3609)]


@pytest.mark.parametrize(
    ("url", "found"),
    [
        (
            "https://www.youtube.com/watch?v=a_b-C&t=5s&list=x",
            "https://www.youtube.com/watch?v=a_b-C&list=x&t=95",
        ),
        ("https://m.youtube.com/watch?v=abc", "https://m.youtube.com/watch?v=abc&t=95"),
        ("https://youtu.be/abc?si=1", "https://youtu.be/abc?si=1&t=95"),
        ("https://www.youtube.com/live/abc", "https://www.youtube.com/live/abc?t=95"),
        ("https://vimeo.com/123#t=5s", "https://vimeo.com/123#t=95s"),
        ("https://www.dailymotion.com/video/x8", "https://www.dailymotion.com/video/x8?start=95"),
        ("https://www.twitch.tv/videos/12", "https://www.twitch.tv/videos/12?t=95s"),
        ("https://www.nicovideo.jp/watch/sm9", "https://www.nicovideo.jp/watch/sm9?from=95"),
        ("https://cast.example/7.MP3?key=1", "https://cast.example/7.MP3?key=1#t=95"),
    ],
)
def test_an_address_that_takes_a_second_gets_it(url: str, found: str) -> None:
    assert at_second(url, 95) == found


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/talk",
        "https://www.youtube.com/@harbor",
        "https://www.youtube.com/watch/later",
        "https://notyoutube.com/watch?v=abc",
        "https://youtube.com.example/watch?v=abc",
        "https://vimeo.com/harbor",
        "https://example.com/mp3",
    ],
)
def test_an_address_that_may_take_none_stays_as_it_is(url: str) -> None:
    assert at_second(url, 95) is None


@given(st.text(max_size=200))
def test_times_ascend_and_stand_in_the_text(text: str) -> None:
    found = timings(text)
    assert found == sorted(found)
    assert all(0 <= start < len(text) and second >= 0 for start, second in found)
