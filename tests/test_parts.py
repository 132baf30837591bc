"""All parts of an article joined are its body: nothing added, nothing lost, in order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import BodyBlock, BodyKind, Language, Part, PartSize, Span
from bot.parts import split
from bot.words import shown_at

LIMITS = {
    Language.JA: {PartSize.SHORT: 400, PartSize.MEDIUM: 800, PartSize.LONG: 1_500},
    Language.EN: {PartSize.SHORT: 880, PartSize.MEDIUM: 1_760, PartSize.LONG: 2_000},
}
_JAPANESE = [
    "橋は古い。",
    "川は、",
    "「直す」と",
    "町長は話した。",
    "長い",
    "カード",
    "か\u3099",
    "AI",
    "*",
    "」",
]
WORDS = {
    Language.JA: [*_JAPANESE, "\u3000", "🧑‍🚀"],
    Language.EN: ["The bridge ", "is old. ", "“Mend it,” ", "she said. ", "Why? ", "*", "e\u0301", "木", "x"],
}
TOGETHER = {BodyKind.LIST_ITEM, BodyKind.QUOTATION, BodyKind.TABLE_ROW, BodyKind.CODE}


def block(text: str, kind: BodyKind, start: int, holes: Sequence[int] = ()) -> tuple[BodyBlock, str]:
    """A block at `start` with the source it stands in; before each of the `holes` stands something else."""
    spans: list[Span] = []
    source = ""
    cuts = sorted({0, len(text), *(hole % len(text) for hole in holes)})
    for first, end in pairwise(cuts):
        source += "§§"
        spans.append((start + len(source), start + len(source) + end - first))
        source += text[first:end]
    ends = [place for place, char in enumerate(text, 1) if char in "。.?" and place < len(text)]
    return BodyBlock(text, tuple(spans), kind, tuple(ends)), source


@st.composite
def bodies(draw: st.DrawFn) -> tuple[Language, list[BodyBlock], str]:
    language = draw(st.sampled_from(Language))
    piece = st.lists(st.sampled_from(WORDS[language]), min_size=1, max_size=12).map("".join)
    made: list[BodyBlock] = []
    source = ""
    for kind in draw(st.lists(st.sampled_from(BodyKind), max_size=24)):
        text = (draw(piece) * draw(st.sampled_from([1, 2, 8, 60]))).strip() or "x"
        text = text[:60] if kind is BodyKind.HEADING else text
        one, more = block(text, kind, len(source), draw(st.lists(st.integers(0, 9_999), max_size=3)))
        made.append(one)
        source += more
    return language, made, source


def places(pieces: Sequence[BodyBlock | Part]) -> list[int]:
    whole = [piece for one in pieces for piece in (one.pieces if isinstance(one, Part) else [one])]
    return [place for piece in whole for start, end in piece.spans for place in range(start, end)]


@settings(max_examples=400)
@given(bodies(), st.sampled_from(PartSize), st.integers(0, 30_000))
def test_all_parts_joined_are_the_body_from_any_place_on(
    body: tuple[Language, list[BodyBlock], str], size: PartSize, start: int
) -> None:
    language, blocks, source = body
    start = start % (len(source) + 1)
    parts = split(blocks, size, language, start)
    assert places(parts) == [place for place in places(blocks) if place >= start]
    assert [(part.number, part.count) for part in parts] == [
        (n, len(parts)) for n in range(1, len(parts) + 1)
    ]
    for part in parts:
        assert (part.start, part.end) == (part.pieces[0].spans[0][0], part.pieces[-1].spans[-1][1])
        assert part.minutes > 0
        for piece in part.pieces:
            assert piece.text == shown_at(source, piece.spans, breaks=True)
    if parts:
        assert places(split(blocks, size, language, parts[0].end)) == places(parts[1:])


@settings(max_examples=300)
@given(bodies(), st.sampled_from(PartSize))
def test_nothing_is_torn_that_fits_and_no_heading_is_last(
    body: tuple[Language, list[BodyBlock], str], size: PartSize
) -> None:
    language, blocks, _ = body
    limit = LIMITS[language][size]
    parts = split(blocks, size, language)
    for part in parts:
        length = sum(len(piece.text) for piece in part.pieces)
        assert length <= limit * 1.25
        headings = sum(len(one.text) + 8 for one in part.pieces if one.kind is BodyKind.HEADING)
        if part.number < part.count and headings < limit / 4:
            assert part.pieces[-1].kind is not BodyKind.HEADING
        for piece in part.pieces[:1]:
            whole = next(one for one in blocks if one.spans[0][0] <= piece.spans[0][0] <= one.spans[-1][1])
            # Each character may take two, or three.
            assert not piece.continued or 3 * len(whole.text) + 8 > limit


def run(kind: BodyKind, *texts: str, start: int = 0) -> list[BodyBlock]:
    made = []
    for text in texts:
        one, source = block(text, kind, start)
        made.append(one)
        start += len(source)
    return made


def texts(parts: Sequence[Part]) -> list[list[str]]:
    return [[piece.text for piece in part.pieces] for part in parts]


@pytest.mark.parametrize("kind", sorted(TOGETHER))
def test_a_list_that_fits_into_a_part_stands_in_one(kind: BodyKind) -> None:
    first = run(BodyKind.PARAGRAPH, "あ" * 250)
    items = run(kind, *["い" * 80] * 4, start=1_000)
    after = run(BodyKind.PARAGRAPH, "う" * 20, start=5_000)
    parts = split([*first, *items, *after], PartSize.SHORT, Language.JA)
    assert [len(part.pieces) for part in parts] == [1, 5]


def test_a_heading_goes_to_the_next_part_with_what_is_below_it() -> None:
    body = [
        *run(BodyKind.PARAGRAPH, "あ" * 350),
        *run(BodyKind.HEADING, "橋", "橋の話", start=1_000),
        *run(BodyKind.PARAGRAPH, "い" * 300, start=2_000),
    ]
    _, two = split(body, PartSize.SHORT, Language.JA)
    assert [piece.text[:3] for piece in two.pieces] == ["橋", "橋の話", "いいい"]


def test_a_long_paragraph_is_cut_between_its_sentences_into_stretches_of_one_length() -> None:
    body = run(BodyKind.PARAGRAPH, ("あ" * 49 + "。") * 11)
    assert [len(text) for (text,) in texts(split(body, PartSize.SHORT, Language.JA))] == [300, 250]


@pytest.mark.parametrize(
    ("language", "sentence", "ends"),
    [
        (Language.JA, "川の水が増えると、" * 80, "、"),
        (Language.JA, "川の水が増えると橋も" * 80, "とがもの"),
        (Language.EN, "when the river rises, the bridge sinks, " * 40, " "),
        (Language.EN, "water " * 300, " "),
    ],
)
def test_a_long_sentence_is_cut_between_its_phrases(language: Language, sentence: str, ends: str) -> None:
    parts = split(run(BodyKind.PARAGRAPH, sentence.strip()), PartSize.SHORT, language)
    assert len(parts) > 1
    assert all(part.pieces[-1].text[-1] in ends for part in parts[:-1])


def test_no_character_is_parted_from_its_marks() -> None:
    parts = split(run(BodyKind.PARAGRAPH, "か\u3099" * 900), PartSize.SHORT, Language.JA)
    assert all(piece.text[0] == "か" for part in parts for piece in part.pieces)


def test_a_short_rest_stands_in_the_part_before() -> None:
    body = run(BodyKind.PARAGRAPH, "あ" * 380, "い" * 40)
    assert len(split(body, PartSize.SHORT, Language.JA)) == 1


@pytest.mark.parametrize(
    ("language", "text", "minutes"),
    [
        (Language.JA, "橋は古い。" * 300, 3),
        (Language.EN, "An old bridge. " * 120, 2),
        (Language.EN, "Old.", 1),
    ],
)
def test_how_long_a_part_takes_is_told_in_minutes(language: Language, text: str, minutes: int) -> None:
    assert split(run(BodyKind.PARAGRAPH, text.strip()), PartSize.LONG, language)[0].minutes == minutes
