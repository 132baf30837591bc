"""Who said it: editors give a quotation to another name that stands in the text."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from bot.errors import UserError
from bot.library import Library
from bot.model import ItemKind, Language
from tests.conftest import World, answer, said
from tests.daily import choose, menu
from tests.desk import GUILD
from tests.panels import review_desk
from tests.reviews import QUOTE, newest, review, turn_to


async def test_a_quotation_can_be_given_to_another_name_that_stands_in_the_text(
    world: World, language: Language
) -> None:
    world.speak(language)
    desk = await turn_to(world, await review(world), QUOTE, "夜に読む人")
    given = await choose(world, world.admin, desk, "灘ソウタさん", "review-speaker")
    assert "灘ソウタ" in said(given)
    assert "三崎ハルカ" in said(given), "how it was read stays in sight"
    shown = await world.slash(world.member, "quote", article="港の図書室", about="居場所")
    assert "灘ソウタ" in said(shown)
    nobody = await choose(world, world.admin, given, "-", "review-speaker")
    assert world.texts.say(language, "review-nobody") in said(nobody)


async def test_a_name_that_is_typed_must_stand_in_the_text(world: World, language: Language) -> None:
    world.speak(language)
    desk = await turn_to(world, await review(world), QUOTE, "夜に読む人")
    form = await world.click(world.admin, desk, "button-another-name")
    refused = await world.admin.submit_modal(form, {"name": "森田ケイ"})
    assert answer(refused).ephemeral
    assert "森田ケイ" in said(refused)
    form = await world.click(world.admin, desk, "button-another-name")
    blank = await world.admin.submit_modal(form, {"name": "  "})
    assert answer(blank).ephemeral, "nobody is chosen from the list, not typed"
    form = await world.click(world.admin, desk, "button-another-name")
    given = await world.admin.submit_modal(form, {"name": " 港の図書室 "})
    assert "**港の図書室**" in said(given)


@pytest.mark.parametrize(
    ("name", "written"),
    [("ada LOVELACE", "Ada Lovelace"), ("ａｄａ", "Ada"), ("An", None), ("…", None), ("Lovelace Ada", None)],
)
async def test_a_name_is_stored_as_the_article_writes_it(
    library: Library, name: str, written: str | None
) -> None:
    text = "# A plan\n\nThe plan was long. “We can weave patterns,” said Ada\nLovelace in 1843."
    article = (await library.articles.add(text, GUILD)).article
    (quote,) = (await library.articles.items(GUILD, article.id, ItemKind.QUOTE))[1]
    if written is None:
        with pytest.raises(UserError, match="name-not-in-article"):
            await library.reviews.set_speaker(GUILD, quote.id, name)
    else:
        assert (await library.reviews.set_speaker(GUILD, quote.id, name)).speaker == written


@pytest.mark.parametrize(("name", "there"), [("Ren", False), ("René", True), (" ", False), ("\u200b", False)])
async def test_a_name_is_a_word_of_its_own_with_its_accents(library: Library, name: str, there: bool) -> None:
    article = (
        await library.articles.add("# Sea\n\n“We can weave patterns,” said René in 1843.", GUILD)
    ).article
    (quote,) = (await library.articles.items(GUILD, article.id, QUOTE))[1]
    if there:
        assert (await library.reviews.set_speaker(GUILD, quote.id, name)).speaker == name
    else:
        with pytest.raises(UserError, match="name-not-in-article"):
            await library.reviews.set_speaker(GUILD, quote.id, name)


async def test_who_said_it_is_offered_first_among_sixty_speakers(world: World, language: Language) -> None:
    world.speak(language)
    await review(world)
    article = await newest(world)
    with closing(sqlite3.connect(world.path)) as database, database:
        database.executemany(
            "INSERT INTO item (article_id, kind, position, text, spans, speaker)"
            " VALUES (?, 'quote', ?, ?, '[[9999, 10000]]', ?)",
            [(article, 100 + n, f"言葉{n}。", f"話し手{n}") for n in range(60)],
        )
    desk = await review_desk(world, world.admin)
    desk = await turn_to(world, desk, QUOTE, "言葉59。")
    offered = menu(desk, "review-speaker")["options"]
    assert len(offered) == 25
    assert offered[0]["value"] == "話し手59"
    assert not any(o.get("default") for o in offered), "or the select would not say what it is for"
    given = await choose(world, world.admin, desk, offered[1]["value"], "review-speaker")
    offered = menu(given, "review-speaker")["options"]
    assert "話し手59" in [o["value"] for o in offered], "the way back"
