"""What is read of subtitles: words in sentences, speakers, and no times among them."""

from __future__ import annotations

import pytest

from bot.extract.subtitles import extract_subtitles, is_subtitles
from bot.model import BlockKind
from bot.reading.article import read

SRT = """1
00:00:01,000 --> 00:00:03,500
The clocks of the harbor
had been wrong for years.

2
00:00:03,600 --> 00:00:06,000
<i>Nobody</i> wondered {\\an8}at that.

3
00:00:06,000 --> 00:00:07,000
[bells ringing]

4
00:01:15,000 --> 00:01:17,000
Then a man came who could
repair them.
"""
VTT = """WEBVTT - The harbor

STYLE
::cue { color: red }

NOTE This is not said.

intro
00:05.000 --> 00:08.000 align:start position:0%
<v Ada Byron>The clocks <b>were</b> wrong &amp; late.

00:08.000 --> 00:10.000
<v.loud Charles B.>For <00:09.000><c>years</c>?</v>
<v Ada Byron>For years.
"""


def shown(text: str) -> list[tuple[str | None, str]]:
    return [(block.speaker, block.shown.text) for block in extract_subtitles(text).blocks]


def test_lines_are_joined_to_sentences_and_pauses_part_paragraphs() -> None:
    assert shown(SRT) == [
        (None, "The clocks of the harbor had been wrong for years. Nobody wondered at that."),
        (None, "Then a man came who could repair them."),
    ]


def test_voices_are_speakers_and_styles_and_notes_are_not_said() -> None:
    assert shown(VTT) == [
        ("Ada Byron", "The clocks were wrong & late."),
        ("Charles B.", "For years?"),
        ("Ada Byron", "For years."),
    ]


def test_times_stand_in_the_source_and_not_among_the_words() -> None:
    document = extract_subtitles(SRT)
    assert document.source.startswith("(00:00:01) The clocks")
    assert "(00:01:15) Then a man" in document.source
    reading = read(document)
    assert "00:" not in reading.body
    assert "Nobody wondered at that." in [sentence.text for sentence in reading.sentences]
    assert read(extract_subtitles(VTT)).body.startswith("Ada Byron: The clocks")
    assert "Charles B.: (00:00:08) For years?" in extract_subtitles(VTT).source


def test_names_before_words_are_speakers_where_they_recur_or_are_in_capitals() -> None:
    cues = [
        "Ada: It was late.",
        "It always was.",
        "BEN: I know.",
        "- Really?",
        "Ada: Yes.",
        "Note: this is a quotation.",
    ]
    text = "\n\n".join(f"00:00:{n:02},000 --> 00:00:{n + 1:02},000\n{cue}" for n, cue in enumerate(cues, 10))
    assert shown(text) == [
        ("Ada", "It was late. It always was."),
        ("BEN", "I know."),
        (None, "Really?"),
        ("Ada", "Yes. Note: this is a quotation."),
    ]


def test_what_the_screen_still_shows_of_the_last_cue_is_said_once() -> None:
    rows = ["the clocks of the harbor", "had been wrong for years", "and nobody wondered"]
    cues = [f"00:0{n}.000 --> 00:0{n + 1}.000\n{rows[n - 1]}\n{rows[n]}" for n in (1, 2)]
    assert [text for _, text in shown("WEBVTT\n\n" + "\n\n".join(cues))] == [" ".join(rows)]


def test_japanese_is_joined_without_spaces() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n港の時計は\n何年も狂っていた。\n"
    assert shown(text) == [(None, "港の時計は何年も狂っていた。")]


@pytest.mark.parametrize("text", [SRT, VTT, "\ufeff" + SRT, SRT.replace("\n", "\r\n"), SRT[2:], "WEBVTT\n\n"])
def test_subtitles_are_told_by_how_they_begin(text: str) -> None:
    assert is_subtitles(text)


@pytest.mark.parametrize(
    "text", ["", "WEBVTTs are subtitles.", "1\nThe clocks.", "At 00:01 --> nothing.", "# 1\n\n2"]
)
def test_other_texts_are_not_subtitles(text: str) -> None:
    assert not is_subtitles(text)


def test_turns_stay_turns_in_what_is_read() -> None:
    body = read(extract_subtitles(VTT)).body_blocks
    assert {block.kind.value for block in body} == {BlockKind.TURN.name.lower()}
