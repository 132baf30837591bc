"""Cards of any script: what is set whole, and what is refused."""

from __future__ import annotations

import itertools
import unicodedata
from dataclasses import replace

import pytest

from bot.cards import Card, MissingGlyphError, Shape, TextTooLongError, boxes, characters
from bot.cards.box import AFTER_PHRASE, WITHIN_WORD, Orientation
from bot.cards.fitting import ellipsize
from bot.cards.fonts import FontName, font
from bot.cards.layout import CardLayout, Glyph, lay_out
from bot.cards.line_breaking import break_lines
from bot.cards.painting import paint_card
from bot.cards.scripts import Script, script_of
from bot.model import Language
from tests.cards import mixed
from tests.cards.ink import ink

CARD = Card("よく聞くことは、よく話すことです。", "聞き手", "聞く仕事", "example.org", Language.JA)
NEVER_FIRST = "、。，．・：；！？」』）】》〉’”ー々ぁぃっゃゅょァィッャュョ,.:;!?)]}%…―—ゝヽ〵"
NEVER_LAST = "「『（【《〈‘“([{"
"""Of the rules of Japanese and Chinese, what the texts have."""


def drawn(glyph: Glyph) -> list[int]:
    """Return the numbers of its glyphs."""
    return [shaped.number for shaped in glyph.font.glyphs(glyph.text, vertical=glyph.vertical)]


def kept(text: str) -> str:
    """Return the letters, figures, marks and symbols of a text, with selectors and joiners."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(char for char in plain if unicodedata.category(char)[0] in "LNMS" or char == "\u200d")


@pytest.fixture(scope="module")
def laid_out() -> list[tuple[Card, CardLayout]]:
    """A thousand cards of mixed scripts, of both languages, directions and every shape, and their layouts."""
    found = []
    for number, text in enumerate(mixed.texts(1000)):
        shape = list(Shape)[number // 3 % len(Shape)]
        language = Language.EN if number % 3 == 2 else Language.JA
        speaker, title = ("".join(characters.clusters(text)[part]) for part in (slice(12), slice(-20, None)))
        card = Card(
            text, speaker, title, None, language, shape, vertical=number % 3 == 1, spoken=number % 2 == 0
        )
        try:
            found.append((card, lay_out(card)))
        except TextTooLongError:
            assert len(text) > 60, text
    assert len(found) > 900
    return found


def test_no_glyph_of_any_script_is_a_box(laid_out: list[tuple[Card, CardLayout]]) -> None:
    for card, layout in laid_out:
        for glyph in layout.glyphs:
            assert all(drawn(glyph)), (card.text, glyph.text)


def test_no_cluster_of_any_script_leaves_its_card(laid_out: list[tuple[Card, CardLayout]]) -> None:
    for card, layout in laid_out:
        for glyph in layout.glyphs:
            left, top, right, bottom = ink(glyph)
            assert 0 <= left <= right <= layout.width, card.text
            assert 0 <= top <= bottom <= layout.height, card.text


def test_no_line_of_any_script_breaks_the_rules(laid_out: list[tuple[Card, CardLayout]]) -> None:
    several = 0
    for card, layout in laid_out:
        lines = ["".join(box.text for box in line.boxes) for line in layout.lines]
        several += len(lines) > 1
        for before, after in itertools.pairwise(lines):
            assert after[0] not in NEVER_FIRST, (card.text, lines)
            assert before[-1] not in NEVER_LAST, (card.text, lines)
            assert len(characters.clusters(before + after)) == sum(
                len(characters.clusters(line)) for line in (before, after)
            ), (card.text, lines)
    assert several > 500


def test_nothing_of_any_script_is_lost(laid_out: list[tuple[Card, CardLayout]]) -> None:
    for card, layout in laid_out:
        assert kept("".join(box.text for line in layout.lines for box in line.boxes)) == kept(card.text)


def test_some_of_every_kind_can_be_drawn(laid_out: list[tuple[Card, CardLayout]]) -> None:
    for card, layout in laid_out[::50]:
        assert paint_card(layout, card.theme).startswith(b"\x89PNG")


@pytest.mark.parametrize("text", mixed.UNSETTABLE)
@pytest.mark.parametrize("vertical", [False, True])
def test_what_no_typeface_can_set_right_is_named(text: str, vertical: bool) -> None:
    for other in mixed.texts(20):
        with pytest.raises(MissingGlyphError) as raised:
            lay_out(replace(CARD, text=f"{other[:40]} {text}", vertical=vertical))
        assert raised.value.characters
        assert set(raised.value.characters) <= set(text)


def test_a_mark_that_has_another_form_in_vertical_lines_needs_a_glyph_there_too() -> None:
    marked = replace(CARD, text="山は“\u0347川”です。")
    assert all(all(drawn(glyph)) for glyph in lay_out(marked).glyphs)
    with pytest.raises(MissingGlyphError):
        lay_out(replace(marked, vertical=True))


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("温故知新", Script.JAPANESE),
        ("plain words", Script.JAPANESE),
        ("𠮷野", Script.JAPANESE),
        ("髙橋", Script.JAPANESE),
        ("讀萬卷書，行萬里路。", Script.TRADITIONAL),
        ("日本。", Script.SIMPLIFIED),
        ("我们读书的時間", Script.SIMPLIFIED),
        ("我們讀書說話", Script.TRADITIONAL),
        ("大韓民國은 민주공화국이다", Script.KOREAN),
        ("韓国語の「한국어」は我们", Script.JAPANESE),
    ],
)
def test_the_script_of_a_text_is_told_by_its_characters(text: str, script: Script) -> None:
    assert script_of(text) is script


def test_chinese_characters_have_the_forms_of_their_script() -> None:
    forms = {drawn_as("直", text) for text in ("直す", "直这们", "直這們說", "직접 直")}
    assert len(forms) == 4


def drawn_as(cluster: str, text: str) -> object:
    """Return the typeface that sets a cluster of a text."""
    return font(FontName.SERIF, text).typeface(cluster)


def test_all_letters_of_a_text_are_of_one_typeface() -> None:
    for text in ("Łukasz z Łodzi", "Мир и мир", "山とŁódź 24", "λόγος and more"):
        (typeface,) = {drawn_as(char, text) for char in text if char < "\u2000" and char != " "}
        assert typeface is not drawn_as("A", "山とAI")
    assert drawn_as("α", "α線") is drawn_as("線", "α線"), "a symbol among Japanese"
    assert drawn_as("ώ", "ώ") is drawn_as("ł", "ł"), "no letter is put together from others"


def test_a_variant_of_a_character_is_set_as_such() -> None:
    plain, variant = (font(FontName.SERIF).glyphs(text) for text in ("葛", "葛\U000e0100"))
    assert plain != variant
    assert font(FontName.SERIF).missing("葛\U000e01e0") == "葛\U000e01e0", "no typeface has this one"


@pytest.mark.parametrize("emoji", mixed.EMOJI)
def test_an_emoji_is_one_glyph_in_the_square_of_a_character(emoji: str) -> None:
    for name in FontName:
        assert font(name).missing(emoji) == ""
        assert len([glyph for glyph in font(name).glyphs(emoji) if glyph.number > 3]) == 1
        if characters.is_emoji(emoji):
            assert font(name).advance(emoji) == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize(
    ("text", "orientations"),
    [
        ("나무🎉", [Orientation.UPRIGHT] * 3),
        ("👩‍🚀❤️", [Orientation.UPRIGHT] * 2),
        ("山❤川", [Orientation.UPRIGHT] * 3),
        ("山λόγος川", [Orientation.UPRIGHT, Orientation.SIDEWAYS, Orientation.UPRIGHT]),
        ("Мир 学", [Orientation.SIDEWAYS, Orientation.UPRIGHT]),
        ("葛\U000e0100城か\u309a", [Orientation.UPRIGHT] * 3),
    ],
)
def test_emoji_and_hangul_are_upright_in_vertical_lines_and_other_letters_turned(
    text: str, orientations: list[Orientation]
) -> None:
    made = boxes.japanese_boxes(text, font(FontName.SERIF, text), vertical=True)
    assert [box.orientation for box in made] == orientations
    assert all(box.width == 1 for box in made if box.orientation is Orientation.UPRIGHT)


def broken(text: str, measure: float, language: Language) -> list[str]:
    """Return the lines of a text, with spaces at their ends."""
    typeface = font(FontName.SERIF, text)
    made = (
        boxes.japanese_boxes(text, typeface)
        if language is Language.JA
        else boxes.english_boxes(text, typeface)
    )
    return [
        "".join(box.text for box in line.boxes) for line in break_lines(made, measure, 99, language) or []
    ]


@pytest.mark.parametrize("language", Language)
def test_korean_breaks_at_spaces(language: Language) -> None:
    text = "천천히 읽으면 오래 남는다고 말했다."
    for measure in (6, 8, 10):
        assert "".join(f"{line} " for line in broken(text, measure, language)).replace(
            " ", ""
        ) == text.replace(" ", "")
        words = text.split()
        for line in broken(text, measure, language):
            assert any("".join(words[a:b]) == line for a in range(6) for b in range(a + 1, 7)), line


def test_hangul_among_japanese_and_an_emoji_with_its_word_are_kept_together() -> None:
    text = "それは한국어입니다と言う🎉すごい"
    after = {box.text: box.penalty for box in boxes.japanese_boxes(text, font(FontName.SERIF, text))}
    assert [after[syllable] for syllable in "한국어입니"] == [WITHIN_WORD] * 5
    assert (after["う"], after["🎉"]) == (WITHIN_WORD, AFTER_PHRASE)


def test_a_comma_is_centered_where_its_script_has_it_so_and_hangs_elsewhere() -> None:
    for text, blank, hanging in (
        ("讀這們，", (0.25, 0.25), 0),
        ("读这们，", (0, 0.5), 0.5),
        ("読む，", (0, 0.5), 0.5),
    ):
        *_, comma = boxes.japanese_boxes(text, font(FontName.SERIF, text))
        assert ((comma.start_bearing, comma.end_bearing), comma.hanging) == (blank, hanging), text


def test_chinese_breaks_in_english_too() -> None:
    assert len(broken("He wrote 学而时习之，不亦说乎？有朋自远方来，不亦乐乎？ and left", 9, Language.EN)) > 3


def test_a_truncated_name_keeps_its_emoji_whole() -> None:
    for measure in range(60, 300, 7):
        (line,) = ellipsize("👩‍👩‍👧‍👦👍🏽🇯🇵葛\U000e0100城" * 3, Language.JA, 20, measure, 1)
        shown = "".join(box.text for box in line.boxes)
        assert set(characters.clusters(shown)) <= {"👩‍👩‍👧‍👦", "👍🏽", "🇯🇵", "葛\U000e0100", "城", "…"}
