"""Quotations as pictures: what is set, what is not, and how often it is drawn."""

from __future__ import annotations

import asyncio
import io
import itertools
from dataclasses import replace

import pytest
from PIL import Image

from bot import cards
from bot.cards import (
    Card,
    MissingGlyphError,
    Painter,
    RenderedImage,
    Shape,
    TextTooLongError,
    alt_text,
    fit_or_excerpt,
    typography,
)
from bot.cards.layout import LARGEST_SIZE, SIZES, CardLayout, lay_out
from bot.cards.themes import PALETTES, ColorRole
from bot.model import Language, Theme
from tests.cards.contrast import contrast
from tests.cards.hard import FOLDER, HARD, Hard, difference, make

CARD = Card("よく聞くことは、よく話すことです。", "聞き手", "聞く仕事", "example.org", Language.JA)
PART = "抜粋"
PLAIN = "朝の市場では、だれもが少しだけ早口になります。"
LONG = "".join(f"{number}番目の店では、なぜか{PLAIN}" for number in "一二三四五六七八九")


@pytest.mark.parametrize("hard", HARD, ids=lambda hard: hard.name)
def test_what_is_hard_to_set_looks_as_it_was_approved(hard: Hard) -> None:
    with Image.open(FOLDER / f"{hard.name}.png") as approved:
        assert difference(make(hard), approved) < 8, hard.hard


def test_every_hard_one_has_a_name_and_a_picture_of_its_own() -> None:
    assert len(HARD) == 20
    assert sorted(file.stem for file in FOLDER.glob("*.png")) == sorted(hard.name for hard in HARD)


def test_a_picture_differs_where_one_character_does() -> None:
    hard = HARD[0]
    other = replace(hard, card=replace(hard.card, text=hard.card.text.replace("空", "雨")))
    assert difference(make(hard), make(other)) > 8


@pytest.mark.parametrize("theme", Theme)
def test_every_text_stands_out_from_the_paper(theme: Theme) -> None:
    palette = PALETTES[theme]
    for ink in (ColorRole.WORDS, ColorRole.QUIET):
        assert contrast(palette.colors[ink], palette.paper) >= 7, ink
    for glyph in lay_out(replace(CARD, theme=theme, excerpt_label=PART)).glyphs:
        assert glyph.color in (ColorRole.WORDS, ColorRole.QUIET)


@pytest.mark.parametrize("hard", HARD, ids=lambda hard: hard.name)
def test_nothing_leaves_the_card_or_stands_on_something_else(hard: Hard) -> None:
    page = lay_out(hard.card)
    boxes = []
    for glyph in page.glyphs:
        left, top = (glyph.x, glyph.y) if glyph.rotated else (glyph.x, glyph.y - 0.8 * glyph.size)
        side = 0.4 * glyph.size
        blank = 0.5 * glyph.size if glyph.text == "「" else 0.0
        assert left + blank >= 24
        assert left + glyph.size <= page.width - 24
        assert top >= 24
        assert top + glyph.size <= page.height - 24
        boxes.append((glyph, left, top, side))
    for (one, *a), (other, *b) in itertools.combinations(boxes, 2):
        if one.font != other.font:
            apart = max(abs(a[0] - b[0]), abs(a[1] - b[1]))
            assert apart >= min(a[2], b[2]), (one, other)


@pytest.mark.parametrize("text", ["Πρώτα 한국어", "مرحبا", "สวัสดี", "e\u0300\u0301x", "\U00020000\U000e0100"])
def test_a_character_that_no_typeface_has_is_named_and_never_drawn_as_a_box(text: str) -> None:
    with pytest.raises(MissingGlyphError) as raised:
        lay_out(replace(CARD, text=f"合図は{text}です。"))
    assert set(raised.value.characters) <= set(text)


@pytest.mark.parametrize(
    "card", [replace(CARD, speaker="한"), replace(CARD, title="한"), replace(CARD, domain="한.example")]
)
def test_the_source_must_have_its_characters_too(card: Card) -> None:
    with pytest.raises(MissingGlyphError, match="U\\+D55C"):
        lay_out(card)


def test_emoji_are_left_out_and_a_text_of_nothing_else_is_no_card() -> None:
    assert lay_out(replace(CARD, text="やった🎉🎉。")) == lay_out(replace(CARD, text="やった。"))
    with pytest.raises(MissingGlyphError):
        lay_out(replace(CARD, text="🎉👩‍👩‍👧‍👦🇯🇵👍🏽"))


def lines(page: CardLayout) -> list[str]:
    """The words by line, without spaces."""
    return ["".join(box.text for box in line.boxes) for line in page.lines]


@pytest.mark.parametrize(
    ("typed", "language", "set_as"),
    [
        ("『道草』を読んだ", Language.JA, "「『道草』を読んだ」"),
        ("「『道草』を読め」と言った", Language.JA, "「『「道草」を読め』と言った」"),
        ("」はだれのもの", Language.JA, "「』はだれのもの」"),
        ("１２年のＡＩ、１，２００円と９：３０", Language.JA, "「12年のAI、1,200円と9:30」"),
        ("まさか?!いや!本当に!!!え?？OK!", Language.JA, "「まさか?!いや！本当に！！！え？？OK!」"),
        ("雨──雪--と—霧", Language.JA, "「雨――雪――と―霧」"),
        ("\"海\"と'山'、＂空＂と＇雲＇", Language.JA, "「“海”と“山”、“空”と“雲”」"),
        (
            "O'Briensの'90s、\"Rock 'n' Roll\"と'24年",
            Language.JA,
            "「O’Briensの’90s、“Rock ’n’ Roll”と’24年」",
        ),
        ('15"と17"の画面', Language.JA, '「15"と17"の画面」'),
        (
            "She said, \"he told me, 'don't go,' twice.\"",
            Language.EN,
            "“She said, ‘he told me, “don’t go,” twice.’”",
        ),
        ("Both 'first' and “second”, they say", Language.EN, "“Both ‘first’ and ‘second’, they say”"),
        ("And he said, “Go", Language.EN, "“And he said, ‘Go”"),
        (
            "Slow--very slow -- or so - I'm 6'2\" 'til noon",
            Language.EN,
            "“Slow—very slow — or so – I’m 6′2″ ’til noon”",
        ),
    ],
)
def test_marks_are_set_as_a_printer_would(typed: str, language: Language, set_as: str) -> None:
    assert typography.with_quotation_marks(typed, language) == set_as


def test_a_variant_of_a_character_is_the_typefaces_own_and_names_keep_their_characters() -> None:
    plain = lay_out(replace(CARD, text="葛城の神は言った。", speaker="神田"))
    assert lay_out(replace(CARD, text="葛\U000e0100城の神は言った。", speaker="神\ufe00田")) == plain
    assert typography.normalize("\ufa19か\u3099", "") == "\ufa19が"


def test_in_a_vertical_line_calls_stand_alike_and_a_word_keeps_its_comma() -> None:
    page = lay_out(replace(CARD, text="すごい！！！と叫ぶ。hello, worldとも。", vertical=True))
    glyphs = {glyph.text: glyph for glyph in page.glyphs if glyph.size == page.size}
    assert glyphs["！"].vertical
    assert "!" not in glyphs
    assert glyphs[","].rotated


def test_a_space_after_a_call_is_half_as_wide_as_a_character() -> None:
    (line,) = lay_out(replace(CARD, text="行くの？　うん！ 行く")).lines
    assert [box.glue for box in line.boxes if box.text in "？！"] == [0.5, 0.5]


def test_no_english_line_begins_with_a_dash_or_a_dot_that_stands_alone() -> None:
    for count in range(1, 24):
        text = "word " * count + "– then what — who knows how it ends . . . who knows what then"
        for line in lines(lay_out(replace(CARD, text=text, language=Language.EN))):
            assert line[0] not in "–—."


def test_stops_hang_beyond_the_lines_and_nothing_else_does() -> None:
    hard = next(hard for hard in HARD if hard.name == "stops-at-the-edge")
    page = lay_out(hard.card)
    measure = page.width - 2 * 104
    for line, text in zip(page.lines, lines(page), strict=True):
        assert (line.width * page.size > measure) == (text[-1] in "、。"), text


@pytest.mark.parametrize("vertical", [False, True])
def test_few_words_fill_more_of_a_card_than_many(vertical: bool) -> None:
    few, many = (lay_out(replace(CARD, text=text, vertical=vertical)) for text in ("春が来た。", PLAIN))
    assert len(few.lines) == 1
    assert few.size > LARGEST_SIZE[Shape.WIDE] >= many.size


@pytest.mark.parametrize("vertical", [False, True])
def test_a_long_office_leaves_the_speakers_name(vertical: bool) -> None:
    speaker = "株式会社とても長い名前の研究所 第三開発部 上級主任研究員 山田太郎左衛門之介"
    page = lay_out(replace(CARD, speaker=speaker, vertical=vertical))
    assert {"衛", "介"} <= {glyph.text for glyph in page.glyphs}


def test_the_columns_of_a_long_title_begin_at_one_height() -> None:
    title = "雨の日の図書館で聞いた話：静けさと音についての短い覚え書き、その二"
    card = replace(CARD, text="静けさは音です。", title=title, shape=Shape.SQUARE, vertical=True)
    columns: dict[float, list[float]] = {}
    for glyph in lay_out(card).glyphs:
        if glyph.size == 29:
            columns.setdefault(glyph.x, []).append(glyph.y)
    assert len(columns) == 2
    assert len({min(heights) for heights in columns.values()}) == 1


@pytest.mark.parametrize("vertical", [False, True])
def test_a_long_site_keeps_the_end_of_its_name(vertical: bool) -> None:
    page = lay_out(replace(CARD, title="市場", domain="login." * 20 + "shop.example", vertical=vertical))
    shown = "".join(glyph.text for glyph in page.glyphs if glyph.text.isascii())
    assert shown.endswith("shop.example")
    assert "..." in shown


def test_a_shortened_title_breaks_between_phrases_where_few_characters_pay_for_it() -> None:
    hard = next(hard for hard in HARD if hard.name == "almost-too-long")
    page = lay_out(hard.card)
    starts = [glyph.text for glyph in page.glyphs if glyph.size == 29 and glyph.x < 110]
    assert starts == ["人", "石"], "from the last line to the first"


@pytest.mark.parametrize("vertical", [False, True])
def test_a_speaker_or_a_title_of_nothing_that_can_be_shown_is_left_out(vertical: bool) -> None:
    card = replace(CARD, vertical=vertical)
    assert lay_out(replace(card, speaker="🎹")) == lay_out(replace(card, speaker=None))
    shown = {glyph.text for glyph in lay_out(replace(card, speaker="\t", title="🎹")).glyphs}
    assert "仕" not in shown
    assert set("よく聞example.org") <= shown


def test_words_that_fit_stay_whole() -> None:
    assert fit_or_excerpt(CARD, PART) == CARD


@pytest.mark.parametrize("vertical", [False, True])
@pytest.mark.parametrize("shape", Shape)
def test_of_too_many_words_a_whole_sentence_is_shown_and_said_to_be_a_part(
    shape: Shape, vertical: bool
) -> None:
    longest = "それでも、日が暮れて店をたたむころになると、売り手も買い手もゆっくりと話しはじめるのでした。"
    card = fit_or_excerpt(replace(CARD, text=LONG + longest + LONG, shape=shape, vertical=vertical), PART)
    assert (card.text, card.excerpt_label) == (longest.rstrip("。"), PART)
    lay_out(card)


def test_of_a_sentence_longer_than_a_card_there_is_no_card() -> None:
    for count in (20, 200):
        with pytest.raises(TextTooLongError):
            fit_or_excerpt(replace(CARD, text="歩き、休み、また歩き、" * count + "着いた。"), PART)


def test_a_long_title_ends_in_an_ellipsis_in_both_languages() -> None:
    japanese = lay_out(replace(CARD, title="市場の朝" * 60))
    english = lay_out(
        replace(CARD, text="Listen well.", title="Morning at the market " * 20, language=Language.EN)
    )
    assert any(glyph.text == "…" for glyph in japanese.glyphs)
    assert sum(glyph.text == "." for glyph in english.glyphs) >= 3


def test_a_description_keeps_within_the_limit_and_keeps_the_source() -> None:
    assert alt_text("短い。", "聞き手『聞く仕事』") == "短い。\n聞き手『聞く仕事』"
    for length in (1000, 1020, 1024, 5000):
        text = alt_text("あ" * length, "出典")
        assert len(text) <= 1024
        assert text.endswith("\n出典")
    assert len(alt_text("あ" * 2000, "い" * 2000)) <= 1024


async def test_a_card_is_a_png_of_its_size() -> None:
    painter = Painter()
    for shape in Shape:
        drawn = await painter.draw(replace(CARD, shape=shape), PART)
        with Image.open(io.BytesIO(drawn.png)) as picture:
            assert (picture.format, picture.size) == ("PNG", SIZES[shape])


async def test_a_card_is_drawn_once_however_many_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = counted(monkeypatch)
    painter = Painter()
    first = await asyncio.gather(*(painter.draw(CARD, PART) for _ in range(5)))
    assert await painter.draw(replace(CARD), PART) is first[0]
    assert len(drawn) == 1
    await painter.draw(replace(CARD, theme=Theme.DARK), PART)
    assert len(drawn) == 2


async def test_who_stops_waiting_takes_the_picture_from_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = counted(monkeypatch)
    painter = Painter()
    first, second = (asyncio.create_task(painter.draw(CARD, PART)) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    assert (await second).png.startswith(b"\x89PNG")
    assert first.cancelled()
    assert len(drawn) == 1


async def test_the_loop_goes_on_while_a_card_is_drawn() -> None:
    task = asyncio.create_task(Painter().draw(replace(CARD, vertical=True), PART))
    turns = 0
    while not task.done():
        await asyncio.sleep(0.001)
        turns += 1
    assert turns > 3


async def test_cards_asked_for_at_once_are_set_and_drawn_one_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    busy: list[Card] = []
    fit = cards.fit_or_excerpt

    def fitting(card: Card, part: str) -> Card:
        assert not busy, "typefaces are read once, and Python runs one thread at a time anyway"
        busy.append(card)
        try:
            return fit(card, part)
        finally:
            busy.clear()

    monkeypatch.setattr(cards, "fit_or_excerpt", fitting)
    painter = Painter()
    drawn = await asyncio.gather(*(painter.draw(replace(CARD, title=title), PART) for title in "一二三四五"))
    assert len({one.png for one in drawn}) == 5


async def test_a_part_is_drawn_once_too_and_said_to_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = counted(monkeypatch)
    painter = Painter()
    for _ in range(2):
        assert (await painter.draw(replace(CARD, text=LONG), PART)).is_excerpt
    assert not (await painter.draw(CARD, PART)).is_excerpt
    assert len(drawn) == 2


async def test_only_so_many_pictures_are_kept_and_the_ones_asked_for_last_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cards, "_CACHE_SIZE", 2)
    drawn = counted(monkeypatch)
    painter = Painter()
    one, two, three = (replace(CARD, title=title) for title in "一二三")
    for card in (one, two, one, three, one, two):
        await painter.draw(card, PART)
    assert drawn == [one, two, three, two]


async def test_what_cannot_be_drawn_is_said_each_time_to_all_who_ask() -> None:
    painter = Painter()
    bad = replace(CARD, text="한")
    for _ in range(2):
        told = await asyncio.gather(painter.draw(bad, PART), painter.draw(bad, PART), return_exceptions=True)
        assert all(isinstance(error, MissingGlyphError) for error in told)
    assert await painter.draw(CARD, PART)


def counted(monkeypatch: pytest.MonkeyPatch) -> list[Card]:
    """The cards that are drawn from now on; they are still drawn."""
    drawn: list[Card] = []
    draw = cards._render

    def counting(card: Card, part: str) -> RenderedImage:
        drawn.append(card)
        return draw(card, part)

    monkeypatch.setattr(cards, "_render", counting)
    return drawn
