"""For any text, reading succeeds, is deterministic, and returns the spans of what it shows."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.model import BodyKind, Passage, Reading
from bot.reading.article import parse_text, report
from bot.words import shown_at
from tests.reading import read

PIECES = st.sampled_from(
    [
        "橋は古い。",
        "と述べた。",
        "町長は、",
        "「直します」",
        "「",
        "」",
        "『",
        "今後5年間",
        "可能性がある",
        "大谷氏",
        "・",
        "①:",
        "1. ",
        "\n",
        "\n\n",
        "\r\n",
        "# ",
        "## ",
        "---\n",
        "title: x\n",
        "**",
        "_",
        "`",
        "[橋](https://example.org)",
        "![x](y)",
        "> ",
        "The bridge is old. ",
        "said Ann Holt. ",
        "“It will fall,” ",
        '"',
        "'",
        "’",
        "will ",
        "by 2040 ",
        "Mr. ",
        "- ",
        "| a |",
        "```\n",
        "https://example.org/a ",
        "↓",
        "こんにちは。",
        "無料",
        "\u200b",
        "\u202e",
        "\ud800",
        "\x00",
        "😀",
        " ",
        "\u3000",
        "..",
        "…",
        "@everyone",
        "<b>",
        "</b>",
        "\\*",
        "(",
        "（",
        "）",
        "\u2028",
        "\x85",
        "\ufeff",
        "&amp;",
        "&#x300c;",
        "<sup>2</sup>",
        "<q>",
        "~~",
        ":::x\n",
        "[^1]: ",
        "<td>",
        "<!-- ",
        "森：",
        "Mia: ",
        "— Mia\n",
        "あ",
        "a",
    ]
)
ARTICLES = st.lists(PIECES, max_size=60).map("".join) | st.text(
    st.characters(exclude_categories=()), max_size=300
)


def passages(reading: Reading) -> list[Passage]:
    shown: list[Passage] = [*reading.sentences, *reading.quotes, *reading.predictions]
    if reading.summary:
        shown += [reading.summary.line, *reading.summary.three]
        shown += [section.summary for section in reading.summary.sections]
    return shown


@settings(max_examples=300)
@given(ARTICLES)
def test_spans_are_ordered_and_disjoint_and_contain_what_is_shown(source: str) -> None:
    reading = read(source)
    source = parse_text(source).source
    for passage in passages(reading):
        assert passage.text
        assert passage.spans
        assert all(start < end for start, end in passage.spans)
        places = [place for span in passage.spans for place in span]
        assert places == sorted(places)
        assert places[0] >= 0
        assert places[-1] <= len(source)
        joined = "".join(source[start:end] for start, end in passage.spans)
        assert "".join(joined.split()) == "".join(passage.text.split())


@settings(max_examples=300)
@given(ARTICLES)
def test_no_character_of_a_body_comes_twice_or_too_early_and_its_text_is_its_spans(text: str) -> None:
    source = parse_text(text).source
    end = 0
    for block in read(text).body_blocks:
        assert block.text == shown_at(source, block.spans, breaks=block.kind is BodyKind.CODE)
        assert block.text.strip()
        assert sorted(set(block.breaks)) == list(block.breaks)
        assert not {0, len(block.text)} & set(block.breaks)
        for start, stop in block.spans:
            assert end <= start < stop <= len(source)
            end = stop


@settings(max_examples=150)
@given(ARTICLES)
@example("\x1f\r0")
@example("\u3000\n\x1f\n\u3000\n0")
def test_reading_is_deterministic_and_can_be_written_as_utf_8(source: str) -> None:
    reading = read(source)
    assert reading == read(source)
    for passage in passages(reading):
        passage.text.encode("utf-8")
    reading.body.encode("utf-8")
    assert report(reading)["language"] in ("ja", "en")


@settings(max_examples=150)
@given(ARTICLES)
def test_everything_shown_is_inside_sentences(source: str) -> None:
    reading = read(source)
    held = {
        place
        for sentence in reading.sentences
        for start, end in sentence.spans
        for place in range(start, end)
    }
    for passage in passages(reading):
        assert all(place in held for start, end in passage.spans for place in range(start, end))


@settings(max_examples=150)
@given(ARTICLES)
def test_a_summary_line_is_never_a_fragment(source: str) -> None:
    summary = read(source).summary
    for line in (summary.line, *summary.three) if summary else ():
        assert not line.text.endswith(("、", ",", ".."))
        assert not line.text.startswith(("を", "と述べ", "、", "。"))
        assert "https:" not in line.text


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "「",
        "」",
        "「」",
        "『「",
        "([",
        "[a](",
        "![",
        "*",
        "_a",
        "`",
        "あ",
        "a",
        "Aa",
        "a ",
        "Aa ",
        "。",
        ".",
        "A.",
        "、",
        "は、\n\n",
        "「あ」と",
        '"',
        "‘a ",
        "“a” ",
        "<a",
        "①",
        "- a\n",
        "# a\n",
        "\n",
        "あ い",
        "アイ・",
        "田中氏",
        "は",
        "1年",
        "said ",
        "The ",
        "A-",
        "https://",
        "?!",
        "…",
        "\ud800",
        "🎉",
        "a,b ",
        "|",
        "---\n",
    ],
)
def test_reading_takes_linear_time(piece: str) -> None:
    def took(length: int) -> float:
        source = (piece * length)[:length]
        started = time.process_time()
        read(source)
        return time.process_time() - started

    read(piece)
    # Ten times the text may take ten times as long, a hundred times would be a square.
    most = 40 * max(took(2_000), 0.005)
    assert any(took(20_000) < most for _ in range(3))
