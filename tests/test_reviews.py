"""The review desk: editors see what was read, and what they say of it counts."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.components import view
from bot.errors import UserError
from bot.library import Library
from bot.library.reviews import Progress
from bot.library.storing import carried
from bot.model import Item, ItemKind, Language, Metadata, Verdict
from bot.review_buttons import (
    AnotherName,
    Approve,
    ApproveRest,
    KindChoice,
    Reject,
    ReviewPage,
    SpeakerChoice,
)
from tests.conftest import World, answer, buttons, embed, said
from tests.daily import menu

GUILD, OTHER = 1, 2
QUOTE, PREDICTION = ItemKind.QUOTE, ItemKind.PREDICTION
TEXT = """# 港の図書室だより

港の図書室は、来年の春から夜間も開く予定だ。館長の三崎ハルカさんは「夜に読む人の居場所をつくりたい」と話した。
利用者の灘ソウタさんは「仕事の帰りに寄れるのがうれしい」と語る。

今後3年で蔵書は2万冊を超える見通しだ。建物が古く、書架を増やす場所は足りない。
"""


async def open_desk(world: World, who: MemberActor | None = None) -> InteractionResult:
    """A guild with an article of its own, and its desk."""
    await world.slash(world.admin, "article add", file=("tayori.md", TEXT.encode()))
    return await world.slash(who or world.admin, "article review")


async def choose(world: World, on: InteractionResult, value: str) -> InteractionResult:
    await world.env.advance_time(60)
    return await world.admin.select(answer(on), [value])


async def turn_to(world: World, on: InteractionResult, kind: ItemKind, words: str) -> InteractionResult:
    """Turns pages until one says that of an item of this kind."""
    labels = [world.texts.say(language, f"review-{kind}") for language in Language]
    for _ in range(20):
        label, *rest = said(on).splitlines()
        if words in "".join(rest) and any(name in label for name in labels):
            return on
        on = await world.click(world.admin, on, "button-next")
    raise AssertionError(f"no page says {words}")


async def test_the_desk_shows_every_item_with_what_is_known_of_it(world: World, language: Language) -> None:
    world.speak(language)
    desk = await open_desk(world)
    assert answer(desk).ephemeral
    pages = [said(desk)]
    while not next(
        b for b in buttons(answer(desk)) if b.get("label") == world.texts.say(language, "button-next")
    )["disabled"]:
        desk = await world.click(world.admin, desk, "button-next")
        pages.append(said(desk))
    everything = "\n".join(pages)
    assert f"{len(pages)}" in pages[0].splitlines()[0]
    for words in (
        "夜に読む人の居場所をつくりたい",
        "三崎ハルカ",
        "蔵書は2万冊を超える",
        "今後3年",
        "夜間も開く予定",
    ):
        assert words in everything
    assert world.texts.say(language, "verdict-none") in pages[0]
    assert world.texts.say(language, "kind-forecast") in everything


async def test_after_an_article_is_added_one_press_opens_its_desk(world: World, language: Language) -> None:
    world.speak(language)
    added = await world.slash(world.admin, "article add", file=("tayori.md", TEXT.encode()))
    desk = await world.click(world.admin, added, "button-review")
    assert answer(desk).ephemeral
    assert "港の図書室だより" in said(desk)


async def test_a_rejected_item_is_shown_nowhere_any_more(world: World, language: Language) -> None:
    world.speak(language)
    desk = await turn_to(world, await open_desk(world), QUOTE, "夜に読む人")
    after = await world.click(world.admin, desk, "button-reject")
    assert "夜に読む人" not in said(after), "the next that waits is shown"
    for _ in range(4):
        shown = await world.slash(world.member, "quote", article="港の図書室")
        assert "仕事の帰りに" in said(shown)
    none = await world.slash(world.member, "quote", article="港の図書室", about="居場所")
    assert "居場所" in said(none)
    assert answer(none).ephemeral
    rejected = await turn_to(world, await world.slash(world.admin, "article review"), QUOTE, "夜に読む人")
    assert world.texts.say(language, "verdict-rejected") in said(rejected)
    await world.click(world.admin, rejected, "button-approve")
    back = await world.slash(world.member, "quote", article="港の図書室", about="居場所")
    assert "夜に読む人" in said(back)


async def test_a_rejected_prediction_is_no_longer_that_of_the_day(world: World) -> None:
    world.speak(Language.JA)
    shown = await world.slash(world.member, "prediction")
    words = (embed(shown).description or "").split("\n\n")[0].replace("\\", "")
    item = await item_saying(world, words)
    await world.bot.library.reviews.judge(world.guild.id, item.id, Verdict.REJECTED)
    again = await world.slash(world.member, "prediction")
    assert words not in said(again)
    assert said(again) == said(await world.slash(world.admin, "prediction")), (
        "and the new one stays for the day"
    )


async def item_saying(world: World, words: str) -> Item:
    for article in await world.bot.library.shelf.all(world.guild.id):
        _, found = await world.bot.library.reviews.of_article(world.guild.id, article.id)
        for one in found:
            if one.item.kind is ItemKind.PREDICTION and one.item.text.strip() == words.strip():
                return one.item
    raise AssertionError(words)


async def test_the_kind_of_a_prediction_can_be_put_right(world: World, language: Language) -> None:
    world.speak(language)
    desk = await turn_to(world, await open_desk(world), PREDICTION, "蔵書は2万冊を超える見通しだ")
    offered = menu(desk)["options"]
    assert {type(option["value"]) for option in offered} == {str}, "the demo's page shows them as is"
    put_right = await choose(world, desk, "claim")
    assert world.texts.say(language, "kind-claim") in said(put_right)
    assert world.texts.say(language, "verdict-approved") in said(put_right)
    shown = await world.slash(world.member, "prediction", article="港の図書室")
    assert "蔵書は" in said(shown)
    assert world.texts.say(language, "kind-claim") in said(shown)


async def test_a_quotation_can_be_given_to_another_name_that_stands_in_the_text(
    world: World, language: Language
) -> None:
    world.speak(language)
    desk = await turn_to(world, await open_desk(world), QUOTE, "夜に読む人")
    given = await choose(world, desk, "灘ソウタさん")
    assert "灘ソウタ" in said(given)
    assert "三崎ハルカ" in said(given), "how it was read stays in sight"
    shown = await world.slash(world.member, "quote", article="港の図書室", about="居場所")
    assert "灘ソウタ" in said(shown)
    nobody = await choose(world, given, "-")
    assert world.texts.say(language, "quote-no-speaker") in said(nobody)


async def test_a_name_that_is_typed_must_stand_in_the_text(world: World, language: Language) -> None:
    world.speak(language)
    desk = await turn_to(world, await open_desk(world), QUOTE, "夜に読む人")
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
    article = (await library.shelf.add(text, GUILD)).article
    (quote,) = (await library.shelf.items(GUILD, article.id, ItemKind.QUOTE))[1]
    if written is None:
        with pytest.raises(UserError, match="name-not-in-article"):
            await library.reviews.attribute(GUILD, quote.id, name)
    else:
        assert (await library.reviews.attribute(GUILD, quote.id, name)).speaker == written


async def test_all_that_waits_can_be_approved_at_once_and_the_end_says_how_much_stood(
    world: World, language: Language
) -> None:
    world.speak(language)
    desk = await turn_to(world, await open_desk(world), QUOTE, "夜に読む人")
    desk = await world.click(world.admin, desk, "button-reject")
    rest = next(
        b["label"] for b in buttons(answer(desk)) if b.get("custom_id", "").startswith("approve-rest")
    )
    await world.env.advance_time(60)
    end = await world.admin.click(answer(desk), label=rest)
    assert world.texts.say(language, "review-done") in said(end)
    shown = await world.slash(world.member, "article show", article="港の図書室")
    counted = await world.bot.library.reviews.progress(world.guild.id, await newest(world))
    assert (counted.rejected, counted.corrected, counted.waiting) == (1, 0, 0)
    assert counted.stood == counted.read - 1
    assert said(end).split("\n\n")[1] in said(shown)
    again = await world.click(world.admin, end, "button-review-again")
    again = await world.click(world.admin, again, "button-next")
    assert world.texts.say(language, "verdict-approved") in said(again)


async def newest(world: World) -> int:
    return (await world.bot.library.shelf.all(world.guild.id))[0].id


async def test_a_server_that_shows_only_reviewed_items_says_what_they_wait_for(
    world: World, language: Language
) -> None:
    world.speak(language)
    await open_desk(world)
    hidden = await world.slash(world.admin, "settings", unreviewed="hide")
    assert world.texts.say(language, "settings-unreviewed", shown="false") in said(hidden)
    waiting = world.texts.say(language, "unreviewed")
    for command, options in (
        ("quote", {}),
        ("quote", {"article": "港の図書室"}),
        ("prediction", {}),
        ("prediction", {"article": "港の図書室"}),
        ("summary", {}),
    ):
        refused = await world.slash(world.member, command, **options)
        assert waiting in said(refused), command
        assert answer(refused).ephemeral
    desk = await turn_to(world, await world.slash(world.admin, "article review"), QUOTE, "夜に読む人")
    await world.click(world.admin, desk, "button-approve")
    for _ in range(3):
        assert "夜に読む人" in said(await world.slash(world.member, "quote"))
    await world.slash(world.admin, "settings", unreviewed="show")
    assert waiting not in said(await world.slash(world.member, "prediction"))


async def test_what_one_guild_says_of_a_shared_article_changes_nothing_in_another(library: Library) -> None:
    await library.shelf.add(TEXT, None)
    article = (await library.shelf.all(GUILD))[0]
    _, found = await library.reviews.of_article(GUILD, article.id)
    quote = next(one.item for one in found if one.item.kind is ItemKind.QUOTE)
    await library.reviews.judge(GUILD, quote.id, Verdict.REJECTED)
    await library.reviews.attribute(OTHER, quote.id, "灘ソウタ")
    ours = (await library.shelf.items(GUILD, article.id, ItemKind.QUOTE))[1]
    theirs = (await library.shelf.items(OTHER, article.id, ItemKind.QUOTE))[1]
    assert quote.id not in {item.id for item in ours}
    assert next(item.speaker for item in theirs if item.id == quote.id) == "灘ソウタ"
    assert (await library.reviews.progress(OTHER, article.id)).corrected == 1


async def test_nobody_but_an_editor_of_the_server_gets_to_its_desk(world: World, language: Language) -> None:
    world.speak(language)
    refused = await open_desk(world, world.member)
    assert world.texts.say(language, "editors-only") in said(refused)
    _, found = await world.bot.library.reviews.of_article(world.guild.id, await newest(world))
    quote = next(one.item for one in found if one.item.kind is ItemKind.QUOTE)
    prediction = next(one.item for one in found if one.item.kind is ItemKind.PREDICTION)
    elsewhere = world.env.create_guild("Another club")
    managers = elsewhere.create_role("managers", permissions=discord.Permissions(manage_guild=True))
    stranger = elsewhere.add_member(world.env.create_user("sora"), roles=[managers])
    there = elsewhere.create_text_channel("general")
    article = quote.article_id
    offered: list[Any] = [
        ReviewPage(f"{article}:0:next", "x"),
        Approve(str(quote.id), "x"),
        Reject(str(quote.id), "x"),
        ApproveRest(f"{article}:{prediction.id}", "x"),
        KindChoice(str(prediction.id), [discord.SelectOption(label="x", value="claim")]),
        SpeakerChoice(str(quote.id), [discord.SelectOption(label="x", value="-")]),
        AnotherName(str(quote.id), "x"),
    ]
    for who, channel, key in (
        (world.member, world.channel, "editors-only"),
        (stranger, there, None),
    ):
        for component in offered:
            await world.env.advance_time(60)
            where = world.bot.get_channel(channel.id)
            assert isinstance(where, discord.TextChannel)
            message = await where.send("old", view=view(component))
            if isinstance(component, KindChoice | SpeakerChoice):
                result = await who.select(message, [component.item.options[0].value])
            else:
                result = await who.click(message, label="x")
            if isinstance(component, AnotherName) and who is stranger:
                result = await who.submit_modal(result, {"name": "灘ソウタ"})
            of_article = isinstance(component, ReviewPage | ApproveRest)
            expected = key or ("article-gone" if of_article else "item-gone")
            assert world.texts.say(language, expected) in said(result), (expected, component)
    assert await world.bot.library.reviews.progress(world.guild.id, article) == Progress(len(found), 0, 0, 0)


async def test_what_editors_said_stays_when_an_article_is_refreshed(library: Library) -> None:
    link = Metadata(url="https://example.com/tayori", language="ja")
    page = f"---\nurl: {link.url}\n---\n{TEXT}"
    article = (await library.intake.text(page, GUILD, link)).article
    first, second = (await library.shelf.items(GUILD, article.id, QUOTE))[1]
    await library.reviews.judge(GUILD, first.id, Verdict.REJECTED)
    await library.reviews.attribute(GUILD, second.id, "港の図書室")
    # What the second person said is no quotation any more by the rules, but the words are there.
    changed = (
        page.replace("と話した。", "と話したという。")
        .replace("「仕事", "仕事")
        .replace("い」と語る", "い、と語る")
    )
    again = await library.intake.text(changed, GUILD, link)
    assert again.draft is not None
    await library.intake.refresh(GUILD, again.draft)
    _, found = await library.reviews.of_article(GUILD, article.id)
    quotes = {one.item.id: (one.verdict, one.item.speaker) for one in found if one.item.kind is QUOTE}
    assert quotes == {
        first.id: (Verdict.REJECTED, first.speaker),
        second.id: (Verdict.APPROVED, "港の図書室"),
    }
    (shown,) = (await library.shelf.items(GUILD, article.id, QUOTE))[1]
    text = changed.replace("\n", "")
    assert shown.text in text


def test_words_that_were_approved_are_carried_over_to_a_text_that_still_holds_them() -> None:
    before, text = "一。「海は青い」と言った。", "新しい一。「海は青い」と言った。"
    quote = Item(7, 1, ItemKind.QUOTE, 0, "海は青い", ((3, 7),), speaker="灘")
    assert [item.spans for item in carried([quote], [], before, text)] == [((6, 10),)]
    found = Item(0, 0, ItemKind.QUOTE, 0, "海は青い", ((6, 10),))
    assert carried([quote], [found], before, text) == [found], "what was found again is not doubled"
    assert carried([quote], [], before, "別の文。") == []
