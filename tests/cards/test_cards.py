"""Quotation cards: how they are set, and how often they are drawn."""

from __future__ import annotations

import asyncio
import io
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
    boxes,
    rendering,
    typography,
)
from bot.cards.fonts import FontName, font
from bot.cards.frames import FRAMES
from bot.cards.layout import CardLayout, lay_out
from bot.cards.rendering import fit_or_excerpt
from bot.model import Language, Theme
from tests.cards.hard import HARD

CARD = Card("よく聞くことは、よく話すことです。", "聞き手", "聞く仕事", "example.org", Language.JA)
PART = "抜粋"
PLAIN = "朝の市場では、だれもが少しだけ早口になります。"
LONG = "".join(f"{number}番目の店では、なぜか{PLAIN}" for number in "一二三四五六七八九")


@pytest.mark.parametrize("text", ["مرحبا", "สวัสดี", "नमस्ते", "\ue000", "\U00020000\U000e0100"])
def test_a_character_without_a_glyph_is_named_and_never_drawn_as_a_box(text: str) -> None:
    with pytest.raises(MissingGlyphError) as raised:
        lay_out(replace(CARD, text=f"合図は{text}です。"))
    assert set(raised.value.characters) <= set(text)


@pytest.mark.parametrize(
    "card", [replace(CARD, speaker="ش"), replace(CARD, title="ش"), replace(CARD, domain="ش.example")]
)
def test_the_characters_of_the_source_need_glyphs_too(card: Card) -> None:
    with pytest.raises(MissingGlyphError, match="U\\+0634"):
        lay_out(card)


def test_a_text_of_emoji_alone_is_a_card() -> None:
    assert lines(lay_out(replace(CARD, text="🎉👩‍👩‍👧‍👦🇯🇵👍🏽"))) == ["🎉👩‍👩‍👧‍👦🇯🇵👍🏽"]


def test_a_text_of_nothing_visible_is_no_card() -> None:
    with pytest.raises(MissingGlyphError):
        lay_out(replace(CARD, text="\u200d\ufe0f \u200b"))


def lines(layout: CardLayout) -> list[str]:
    """Return the quotation by line, without spaces."""
    return ["".join(box.text for box in line.boxes) for line in layout.lines]


@pytest.mark.parametrize(
    ("typed", "language", "set_as"),
    [
        ("『道草』を読んだ", Language.JA, "『道草』を読んだ"),
        ("「『道草』を読め」と言った", Language.JA, "『「道草」を読め』と言った"),
        ("」はだれのもの", Language.JA, "』はだれのもの"),
        ("１２年のＡＩ、１，２００円と９：３０", Language.JA, "12年のAI、1,200円と9:30"),
        ("まさか?!いや!本当に!!!え?？OK!", Language.JA, "まさか?!いや！本当に！！！え？？OK!"),
        ("雨──雪--と—霧", Language.JA, "雨――雪――と―霧"),
        ("\"海\"と'山'、＂空＂と＇雲＇", Language.JA, "“海”と“山”、“空”と“雲”"),
        (
            "O'Briensの'90s、\"Rock 'n' Roll\"と'24年",
            Language.JA,
            "O’Briensの’90s、“Rock ’n’ Roll”と’24年",
        ),
        ('15"と17"の画面', Language.JA, '15"と17"の画面'),
        (
            "She said, \"he told me, 'don't go,' twice.\"",
            Language.EN,
            "She said, ‘he told me, “don’t go,” twice.’",
        ),
        ("Both 'first' and “second”, they say", Language.EN, "Both ‘first’ and ‘second’, they say"),
        ("And he said, “Go", Language.EN, "And he said, ‘Go"),
        (
            "Slow--very slow -- or so - I'm 6'2\" 'til noon",
            Language.EN,
            "Slow—very slow — or so – I’m 6′2″ ’til noon",
        ),
    ],
)
def test_punctuation_is_set_as_a_printer_would(typed: str, language: Language, set_as: str) -> None:
    assert typography.within_quotation_marks(typed, language) == set_as


def test_in_a_vertical_line_exclamation_marks_are_alike_and_a_word_keeps_its_comma() -> None:
    layout = lay_out(replace(CARD, text="すごい！！！と叫ぶ。hello, worldとも。", vertical=True))
    glyphs = {glyph.text: glyph for glyph in layout.glyphs if glyph.size == layout.size}
    assert glyphs["！"].vertical
    assert "!" not in glyphs
    assert glyphs[","].rotated


def test_a_space_after_an_exclamation_mark_is_half_an_em_wide() -> None:
    made = boxes.japanese_boxes("行くの？ うん！ 行く", font(FontName.SERIF))
    assert [box.glue for box in made if box.text in "？！"] == [0.5, 0.5]


def test_no_english_line_starts_with_a_lone_dash_or_dot() -> None:
    for count in range(1, 24):
        text = "word " * count + "– then what — who knows how it ends . . . who knows what then"
        for line in lines(lay_out(replace(CARD, text=text, language=Language.EN))):
            assert line[0] not in "–—."


def test_only_commas_and_full_stops_hang_out_of_the_lines() -> None:
    hard = next(hard for hard in HARD if hard.name == "stops-at-the-edge")
    layout = lay_out(hard.card)
    measure = layout.width - 2 * FRAMES[Shape.SQUARE].side
    long = [
        text[-1]
        for line, text in zip(layout.lines, lines(layout), strict=True)
        if line.width * layout.size > measure
    ]
    assert long
    assert set(long) <= set("、。")


@pytest.mark.parametrize("vertical", [False, True])
def test_a_long_job_title_does_not_cut_off_the_name(vertical: bool) -> None:
    speaker = "株式会社とても長い名前の研究所 第三開発部 上級主任研究員 山田太郎左衛門之介"
    layout = lay_out(replace(CARD, speaker=speaker, vertical=vertical))
    assert {"衛", "介"} <= {glyph.text for glyph in layout.glyphs}


def test_the_columns_of_a_long_title_start_at_one_height() -> None:
    title = "雨の日の図書館で聞いた話：静けさと音についての短い覚え書き、その二"
    card = replace(CARD, text="静けさは音です。", title=title, shape=Shape.SQUARE, vertical=True)
    columns: dict[float, list[float]] = {}
    for glyph in lay_out(card).glyphs:
        if glyph.size == FRAMES[Shape.SQUARE].title:
            columns.setdefault(glyph.x, []).append(glyph.y)
    assert len(columns) == 2
    assert len({min(heights) for heights in columns.values()}) == 1


@pytest.mark.parametrize("vertical", [False, True])
def test_a_long_domain_keeps_its_end(vertical: bool) -> None:
    layout = lay_out(replace(CARD, title="市場", domain="login." * 20 + "shop.example", vertical=vertical))
    shown = "".join(glyph.text for glyph in layout.glyphs if glyph.text.isascii())
    assert shown.endswith("shop.example")
    assert "..." in shown


def test_a_truncated_title_gives_up_a_few_characters_to_break_between_phrases() -> None:
    hard = next(hard for hard in HARD if hard.name == "almost-too-long")
    layout = lay_out(hard.card)
    starts = [glyph.text for glyph in layout.glyphs if glyph.size == 32 and glyph.x < 113]
    assert starts == ["暮", "石"], "from the last line to the first"


@pytest.mark.parametrize("vertical", [False, True])
def test_a_speaker_or_a_title_with_nothing_to_show_is_left_out(vertical: bool) -> None:
    card = replace(CARD, vertical=vertical)
    assert lay_out(replace(card, speaker="\u200b")) == lay_out(replace(card, speaker=None))
    shown = {glyph.text for glyph in lay_out(replace(card, speaker="\t", title="\ufe0f")).glyphs}
    assert "仕" not in shown
    assert set("よく聞example.org") <= shown


def test_a_quotation_that_fits_is_shown_whole() -> None:
    assert fit_or_excerpt(CARD, PART) == CARD


@pytest.mark.parametrize("vertical", [False, True])
@pytest.mark.parametrize("shape", Shape)
def test_a_quotation_that_is_too_long_becomes_a_sentence_with_the_excerpt_label(
    shape: Shape, vertical: bool
) -> None:
    longest = "それでも、日が暮れて店をたたむころになると、売り手も買い手もゆっくりと話しはじめるのでした。"
    card = fit_or_excerpt(replace(CARD, text=LONG + longest + LONG, shape=shape, vertical=vertical), PART)
    assert (card.text, card.excerpt_label) == (longest.rstrip("。"), PART)
    lay_out(card)


def test_a_sentence_that_is_too_long_is_no_card() -> None:
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


def test_an_alternative_text_keeps_to_the_limit_and_keeps_the_source() -> None:
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
            assert (picture.format, picture.size) == ("PNG", (FRAMES[shape].width, FRAMES[shape].height))


async def test_a_card_is_drawn_once_however_many_ask_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = counted(monkeypatch)
    painter = Painter()
    first = await asyncio.gather(*(painter.draw(CARD, PART) for _ in range(5)))
    assert await painter.draw(replace(CARD), PART) is first[0]
    assert len(drawn) == 1
    await painter.draw(replace(CARD, theme=Theme.NIGHT), PART)
    assert len(drawn) == 2


async def test_a_caller_that_is_cancelled_does_not_cancel_the_drawing_for_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = counted(monkeypatch)
    painter = Painter()
    first, second = (asyncio.create_task(painter.draw(CARD, PART)) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    assert (await second).png.startswith(b"\x89PNG")
    assert first.cancelled()
    assert len(drawn) == 1


async def test_the_event_loop_runs_while_a_card_is_drawn() -> None:
    task = asyncio.create_task(Painter().draw(replace(CARD, vertical=True), PART))
    turns = 0
    while not task.done():
        await asyncio.sleep(0.001)
        turns += 1
    assert turns > 3


async def test_cards_asked_for_together_are_drawn_one_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    busy: list[Card] = []
    fit = rendering.fit_or_excerpt

    def fitting(card: Card, part: str) -> Card:
        assert not busy, "typefaces are read once, and Python runs one thread at a time anyway"
        busy.append(card)
        try:
            return fit(card, part)
        finally:
            busy.clear()

    monkeypatch.setattr(rendering, "fit_or_excerpt", fitting)
    painter = Painter()
    drawn = await asyncio.gather(*(painter.draw(replace(CARD, title=title), PART) for title in "一二三四五"))
    assert len({one.png for one in drawn}) == 5


async def test_an_excerpt_is_drawn_once_and_marked_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = counted(monkeypatch)
    painter = Painter()
    for _ in range(2):
        assert (await painter.draw(replace(CARD, text=LONG), PART)).is_excerpt
    assert not (await painter.draw(CARD, PART)).is_excerpt
    assert len(drawn) == 2


async def test_the_cache_keeps_the_pictures_asked_for_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, two, three = (replace(CARD, title=title) for title in "一二三")
    sizes = [len((await Painter().draw(card, PART)).png) for card in (one, two, three)]
    monkeypatch.setattr(cards, "_CACHE_BYTES", sum(sizes) - min(sizes))
    drawn = counted(monkeypatch)
    painter = Painter()
    for card in (one, two, one, three, one, two):
        await painter.draw(card, PART)
    assert drawn == [one, two, three, two]


async def test_the_cache_counts_the_avatars_that_it_keeps(monkeypatch: pytest.MonkeyPatch) -> None:
    card = replace(CARD, avatar=b"not a picture" * 1000)
    room = len((await Painter().draw(card, PART)).png) + len(card.avatar or b"")
    drawn = counted(monkeypatch)
    for too_small, times in ((False, 1), (True, 2)):
        monkeypatch.setattr(cards, "_CACHE_BYTES", room - too_small)
        painter = Painter()
        drawn.clear()
        for _ in range(2):
            await painter.draw(card, PART)
        assert len(drawn) == times


async def test_an_error_is_raised_for_every_caller_each_time() -> None:
    painter = Painter()
    bad = replace(CARD, text="ش")
    for _ in range(2):
        told = await asyncio.gather(painter.draw(bad, PART), painter.draw(bad, PART), return_exceptions=True)
        assert all(isinstance(error, MissingGlyphError) for error in told)
    assert await painter.draw(CARD, PART)


def counted(monkeypatch: pytest.MonkeyPatch) -> list[Card]:
    """Record the cards that are drawn from now on."""
    drawn: list[Card] = []
    draw = cards._render

    def counting(card: Card, part: str) -> RenderedImage:
        drawn.append(card)
        return draw(card, part)

    monkeypatch.setattr(cards, "_render", counting)
    return drawn


def written(card: Card) -> str:
    """All that stands on a card, in the order in which it is set."""
    return "".join(glyph.text for glyph in lay_out(card).glyphs)


@pytest.mark.parametrize("vertical", [False, True])
def test_speech_gets_no_quotation_marks(vertical: bool) -> None:
    spoken = replace(CARD, spoken=True, vertical=vertical)
    assert len(lay_out(spoken).bars) == 1, "no brackets, whose arms are two bars each"
    assert len(lay_out(replace(spoken, spoken=False)).bars) == 4
    english = replace(CARD, text="Listen well.", language=Language.EN)
    assert {"“", "”"} <= set(written(english))
    assert not {"“", "”"} & set(written(replace(english, spoken=True)))


@pytest.mark.parametrize("vertical", [False, True])
def test_what_kind_of_words_they_are_stands_beside_the_speaker(vertical: bool) -> None:
    noted = replace(CARD, note="対談での発言 ・ 翻訳", vertical=vertical)
    assert "対談での発言" in written(noted)
    assert "翻訳" in written(noted)
    assert "翻訳" not in written(replace(noted, excerpt_label=PART)), "the caller says both in one"
    assert "翻訳" in written(replace(noted, speaker=None))


def test_a_long_name_leaves_room_for_the_note_beside_it() -> None:
    card = Card("We keep the stove lit.", "Orla Venn, " * 12, "At sea", None, Language.EN, note="translated")
    assert "translated" in written(card)
    assert all(glyph.x < FRAMES[card.shape].width for glyph in lay_out(card).glyphs)
