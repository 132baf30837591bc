"""Quotations as pictures, as members and channels get them."""

from __future__ import annotations

import asyncio
import io
from dataclasses import replace

import discord
import pytest
from PIL import Image
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType
from simcord.results import InteractionResult

from bot.cards import ALT_LIMIT, Card, Painter
from bot.cards.themes import PALETTES
from bot.library import Library
from bot.library.visibility import ItemWithArticle
from bot.model import ItemKind, Language, Style, Theme
from bot.texts import Texts
from bot.ui import pictures
from bot.ui.embeds import Renderer
from bot.ui.pictures import Picture, quote_picture
from bot.ui.replies import CARD_SECONDS, CARDS
from cogs.settings import sample_card
from tests.conftest import World, answer, said

GUILD = 1
SIZES = {
    Style.CARD: (1200, 675),
    Style.SQUARE: (1080, 1080),
    Style.VERTICAL: (1200, 675),
    Style.PORTRAIT: (1080, 1350),
    Style.VERTICAL_STORY: (1080, 1920),
}


@pytest.fixture(autouse=True, scope="module")
def typefaces() -> None:
    """Loads them: what is drawn first may take longer than an answer may."""
    card = Card("海は青い", None, "港", None, Language.JA)
    for one in (card, replace(card, vertical=True), replace(card, language=Language.EN)):
        asyncio.run(Painter().draw(one, ""))


def size(data: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(data)) as opened:
        assert opened.format == "PNG"
        return opened.size


async def found(library: Library, text: str) -> ItemWithArticle:
    article = (await library.articles.add(text, GUILD)).article
    (quote, *_) = (await library.articles.items(GUILD, article.id, ItemKind.QUOTE))[1]
    return ItemWithArticle(quote, article)


async def drawn(library: Library, text: str, language: Language, style: Style) -> Picture | None:
    render = Renderer(Texts(), language)
    return await quote_picture(Painter(), render, await found(library, text), style, Theme.NIGHT)


async def quote(world: World, style: Style) -> InteractionResult:
    return await world.slash(world.member, "quote", **{"as": style.value})


@pytest.mark.parametrize("style", SIZES)
async def test_a_quotation_can_be_had_as_a_picture(world: World, language: Language, style: Style) -> None:
    world.speak(language)
    result = await quote(world, style)
    (attached,) = answer(result).attachments
    data = await attached.read()
    assert size(data) == SIZES[style]
    assert {Language.JA: "アレクサンドル・ワン", Language.EN: "Alexandr Wang"}[language] in (
        attached.description or ""
    )
    assert world.texts.say(language, "quote-label") in said(result)
    assert {Language.JA: "記事によると", Language.EN: "According to the article"}[language] in said(result)
    vertical = style in (Style.VERTICAL, Style.VERTICAL_STORY)
    why = world.texts.say(language, "card-horizontal-note")
    assert (why in said(result)) == (vertical and language is Language.EN)
    assert not answer(result).ephemeral


async def test_another_one_is_a_picture_too(world: World, language: Language) -> None:
    world.speak(language)
    await quote(world, Style.SQUARE)
    result = await world.click(world.member, await quote(world, Style.SQUARE), "button-another")
    (attached,) = answer(result).attachments
    assert size(await attached.read()) == SIZES[Style.SQUARE]


async def test_a_private_card_and_the_next_one_are_for_who_asked_and_its_votes_outlive_a_restart(
    world: World, language: Language
) -> None:
    world.speak(language)
    first = await world.slash(world.member, "quote", private=True, **{"as": "card"})
    await world.restart()
    second = await world.click(world.member, first, "button-another")
    for result in (first, second):
        assert answer(result).ephemeral
        assert answer(result).attachments
    shown = await world.slash(world.member, "quote", **{"as": "card"})
    await world.restart()
    voted = await world.click(world.member, shown, "button-vote-up")
    assert world.texts.say(language, "vote-counts", up=1, down=0) in said(voted)
    assert answer(shown).attachments


async def test_without_the_permission_to_attach_files_a_quotation_is_text(
    world: World, language: Language
) -> None:
    world.speak(language)
    assert world.bot.user is not None
    bits = discord.Permissions(attach_files=True).value
    denied = Overwrite(world.bot.user.id, OverwriteType.MEMBER, deny=bits)
    world.env.backend.set_overwrite(world.channel.id, denied)
    await world.env.advance_time(60)
    for _ in range(CARDS + 1):
        result = await world.member.slash(world.channel, "quote", **{"as": "card"})
        assert answer(result).attachments == []
        assert {Language.JA: "「", Language.EN: "“"}[language] in said(result), (
            "text has no cool-down of cards"
        )
        assert world.texts.say(language, "card-attach-note") in said(result)
    assert world.texts.say(language, "card-attach-note") not in said(await world.slash(world.member, "quote"))


async def test_a_quotation_that_no_card_can_hold_is_text_and_says_so(
    world: World, language: Language
) -> None:
    world.speak(language)
    title, text = {
        Language.JA: ("港の言葉", "山田太郎氏は「شاعرという言葉を、私は港で覚えました」と語った。"),
        Language.EN: ("Words at sea", "Ann Holt said, “We learned the word شاعر on a quiet evening at sea.”"),
    }[language]
    await world.bot.library.articles.add(f"# {title}\n\n{text}\n", world.guild.id)
    result = await world.slash(world.member, "quote", article=title, **{"as": "card"})
    assert not answer(result).attachments
    assert "شاعر" in said(result)
    assert world.texts.say(language, "card-unset-note") in said(result)


async def test_an_article_that_is_not_there_costs_no_card(world: World, language: Language) -> None:
    world.speak(language)
    await world.env.advance_time(60)
    for _ in range(CARDS):
        await world.member.slash(world.channel, "quote", article="無い", **{"as": "card"})
    result = await world.member.slash(world.channel, "quote", **{"as": "card"})
    assert answer(result).attachments


async def test_a_member_who_wants_many_pictures_has_to_wait(world: World, language: Language) -> None:
    world.speak(language)
    await world.env.advance_time(60)
    for _ in range(CARDS):
        result = await world.member.slash(world.channel, "quote", **{"as": "card"})
        assert not answer(result).ephemeral
    refused = await world.member.slash(world.channel, "quote", **{"as": "card"})
    assert answer(refused).ephemeral
    assert said(refused) in {
        world.texts.say(language, "cool-down-cards", rate=CARDS, seconds=seconds)
        for seconds in range(1, int(CARD_SECONDS) + 2)
    }
    assert not answer(await world.member.slash(world.channel, "quote")).ephemeral, "text is still there"


async def test_the_settings_show_what_cards_look_like(world: World, language: Language) -> None:
    world.speak(language)
    for theme in Theme:
        await world.bot.library.guilds.change(world.guild.id, theme=theme)
        result = await world.slash(world.admin, "settings")
        assert world.texts.say(language, f"theme-{theme}") in said(result)
        with Image.open(io.BytesIO(await answer(result).attachments[0].read())) as picture:
            assert picture.getpixel((0, 0)) == PALETTES[theme].paper[0]


async def test_a_glyph_that_no_typeface_has_is_never_a_box(library: Library) -> None:
    text = "港の話。館長の三崎さんは「夜に読む人の居場所を𓀀つくりたい」と話した。"
    assert await drawn(library, text, Language.JA, Style.CARD) is None


async def test_a_card_whose_drawing_fails_is_text_and_the_log_says_why(
    library: Library, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(*_: object) -> None:
        raise OSError("the typeface is gone")

    monkeypatch.setattr("bot.cards.rendering.paint_card", failing)
    text = "港の話。館長の三崎さんは「夜に読む人の居場所をつくりたい」と話した。"
    assert await drawn(library, text, Language.JA, Style.CARD) is None
    assert "the typeface is gone" in caplog.text
    assert "居場所" not in caplog.text


async def test_a_picture_that_takes_too_long_is_text_and_there_the_next_time(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "港の話。館長の三崎さんは「夜に読む人の居場所をつくりたい」と話した。"
    one, painter = await found(library, text), Painter()
    render = Renderer(Texts(), Language.JA)
    with monkeypatch.context() as hurried:
        hurried.setattr(pictures, "DRAWN_WITHIN", 0.0)
        assert await quote_picture(painter, render, one, Style.CARD, Theme.PAPER) is None
    made = await quote_picture(painter, render, one, Style.CARD, Theme.PAPER)
    assert made is not None
    assert not made.part


async def test_a_long_quotation_is_one_sentence_on_its_card_and_whole_in_words(library: Library) -> None:
    sentences = [
        f"{n}つめの港には、{n}隻の船と{n}人の守り手がいて、毎朝おなじ歌をうたいます。" for n in range(2, 9)
    ]
    said_so = "".join(sentences).rstrip("。")
    made = await drawn(library, f"港の話。\n\n「{said_so}」と三崎さんは話した。", Language.JA, Style.CARD)
    assert made is not None
    assert made.part
    assert said_so in made.words
    assert len(made.words) <= ALT_LIMIT


async def test_only_japanese_is_set_in_vertical_lines(library: Library) -> None:
    text = "The harbour. “We want a place for those who read at night,” said Haruka Misaki, who runs it."
    upright = await drawn(library, text, Language.EN, Style.CARD)
    asked = await drawn(library, text, Language.EN, Style.VERTICAL)
    assert upright is not None
    assert asked is not None
    assert upright.data == asked.data
    assert (upright.horizontal, asked.horizontal) == (False, True)


async def test_the_sample_of_a_theme_fits(language: Language) -> None:
    for theme in Theme:
        for _ in range(2):
            made = await sample_card(Painter(), Renderer(Texts(), language), theme)
        assert made is not None
        assert not made.part
