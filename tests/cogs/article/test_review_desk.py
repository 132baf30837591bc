"""The review desk: what editors find on it and say there, and who gets to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
from simcord.results import InteractionResult

from bot.library.reviews import Progress
from bot.model import ItemKind, Language, Vote, VoteReason
from bot.ui.components import DynamicSelect
from bot.ui.replies import persistent_view
from cogs.article.facts import EditFacts
from cogs.article.manage import ManageSelect, RightsSelect
from cogs.article.review import (
    AnotherName,
    Approve,
    ApproveRest,
    ExtentSelect,
    KindSelect,
    Reject,
    ReviewPage,
    SpeakerSelect,
)
from cogs.article.sentences import SearchSentences, SentencePage, SentenceSelect
from tests.conftest import World, answer, buttons, open_world, said
from tests.daily import choose, menu
from tests.desk import MORNING
from tests.panels import choose_editors, manage, review_desk
from tests.reviews import PREDICTION, QUOTE, newest, review, turn_to


async def every_page(world: World, language: Language, desk: InteractionResult) -> list[str]:
    """What a desk says from this page to the last."""
    pages = [said(desk)]
    while not next(
        b for b in buttons(answer(desk)) if b.get("label") == world.texts.say(language, "button-next")
    )["disabled"]:
        desk = await world.click(world.admin, desk, "button-next")
        pages.append(said(desk))
    return pages


async def test_the_desk_shows_every_item_with_what_is_known_of_it(world: World, language: Language) -> None:
    world.speak(language)
    desk = await review(world)
    assert answer(desk).ephemeral
    pages = await every_page(world, language, desk)
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
    assert world.texts.say(language, "kind-name-outlook") in everything


async def test_the_kind_of_a_prediction_can_be_put_right(world: World, language: Language) -> None:
    world.speak(language)
    desk = await turn_to(world, await review(world), PREDICTION, "蔵書は2万冊を超える見通しだ")
    offered = menu(desk, "review-kind")["options"]
    assert {type(option["value"]) for option in offered} == {str}, "the demo's page shows them as is"
    put_right = await choose(world, world.admin, desk, "claim", "review-kind")
    assert world.texts.say(language, "kind-name-claim") in said(put_right)
    assert world.texts.say(language, "verdict-approved") in said(put_right)
    shown = await world.slash(world.member, "prediction", article="港の図書室")
    assert "蔵書は" in said(shown)
    assert world.texts.say(language, "kind-name-claim") in said(shown)


async def test_all_that_waits_can_be_approved_at_once_and_the_end_says_how_much_stood(
    world: World, language: Language
) -> None:
    world.speak(language)
    desk = await turn_to(world, await review(world), QUOTE, "夜に読む人")
    desk = await world.click(world.admin, desk, "button-reject")
    rest = next(
        b["label"] for b in buttons(answer(desk)) if b.get("custom_id", "").startswith("approve-rest")
    )
    await world.env.advance_time(60)
    end = await world.admin.click(answer(desk), label=rest)
    assert world.texts.say(language, "review-done") in said(end)
    assert {Language.JA: "**結果：**", Language.EN: "**Result:**"}[language] in said(end)
    assert {Language.JA: "**見直し：**", Language.EN: "**Review:**"}[language] not in said(end)
    shown = await manage(world, world.admin, "港の図書室")
    counted = await world.bot.library.reviews.progress(world.guild.id, await newest(world))
    assert (counted.rejected, counted.corrected, counted.waiting) == (1, 0, 0)
    assert counted.unchanged == counted.read - 1
    assert said(end).split("\n\n")[1].split("**")[2] in said(shown)
    again = await world.click(world.admin, end, "button-review-again")
    again = await world.click(world.admin, again, "button-next")
    assert world.texts.say(language, "verdict-approved") in said(again)


async def test_what_members_call_wrong_stands_first_on_the_desk(world: World, language: Language) -> None:
    world.speak(language)
    await review(world)
    article = await newest(world)
    _, found = await world.bot.library.reviews.of_article(world.guild.id, article)
    last = found[-1].item
    votes, guild = world.bot.library.votes, world.guild.id
    for person, why in ((world.member.id, VoteReason.WRONG), (world.admin.id, VoteReason.DULL)):
        await votes.cast(guild, last.id, person, Vote.DOWN)
        await votes.cast(guild, last.id, person, why)
    desk = await review_desk(world, world.admin)
    reason = world.texts.say(language, f"vote-reason-{VoteReason.WRONG}")
    assert world.texts.say(language, "review-told", reason=reason, count=1) in said(desk)
    assert world.texts.say(language, f"vote-reason-{VoteReason.DULL}") not in said(desk)
    after = await world.click(world.admin, desk, "button-approve")
    assert reason not in said(after)


async def test_what_members_call_wrong_after_it_was_approved_waits_for_another_look(path: Path) -> None:
    now = MORNING
    async with open_world(path, clock=lambda: now) as world:
        world.speak(Language.EN)
        await review(world)
        article, guild = await newest(world), world.guild.id
        reviews, votes = world.bot.library.reviews, world.bot.library.votes
        _, found = await reviews.of_article(guild, article)
        quote, other = (one.item for one in found if one.item.kind is QUOTE)
        line = next(one.item for one in found if one.item.kind is ItemKind.LINE)
        await votes.cast(guild, other.id, world.member.id, Vote.DOWN)
        now += timedelta(hours=1)
        await reviews.approve_rest(guild, article, max(one.item.id for one in found))
        instead = await reviews.reject(guild, line.id)
        assert instead is not None
        line = await reviews.approve(guild, instead)
        done = world.texts.say(Language.EN, "review-done")
        assert done in said(await review_desk(world, world.admin))
        now += timedelta(hours=1)
        await votes.cast(guild, quote.id, world.member.id, Vote.DOWN)
        await votes.cast(guild, quote.id, world.member.id, VoteReason.DULL)
        assert done in said(await review_desk(world, world.admin)), "no editor can mend that"
        await votes.cast(guild, line.id, world.member.id, Vote.DOWN)
        for item, why in (
            (quote, VoteReason.WRONG),
            (other, VoteReason.BADLY_CUT),  # said later than the vote
            (line, VoteReason.WRONG),
        ):
            await votes.cast(guild, item.id, world.member.id, why)
        assert await reviews.disputed(guild, article) == {quote.id, other.id, line.id}
        assert await reviews.disputed(guild + 1, article) == set()
        now += timedelta(hours=1)
        desk = await review_desk(world, world.admin)
        for why in (VoteReason.WRONG, VoteReason.WRONG, VoteReason.BADLY_CUT):
            assert world.texts.say(Language.EN, f"vote-reason-{why}") in said(desk)
            desk = await world.click(world.admin, desk, "button-approve")
        assert done in said(desk)


async def test_long_names_and_headings_fit_on_the_desk(world: World, language: Language) -> None:
    world.speak(language)
    await review(world)
    with closing(sqlite3.connect(world.path)) as database, database:
        article = await newest(world)
        database.execute("UPDATE item SET heading = ? WHERE kind = 'section'", ("*見出し*" * 2_000,))
        database.execute("UPDATE item SET speaker = ? WHERE kind = 'quote'", ("*話し手*" * 2_000,))
        database.execute("UPDATE item SET text = ? WHERE article_id = ?", ("**`夜`**" * 2_000, article))
        database.execute(
            "INSERT INTO review (guild_id, item_id, verdict, speaker, reviewed_at)"
            " SELECT ?, id, 'approved', '灘ソウタ', 0 FROM item WHERE kind = 'quote' AND position = 0",
            (world.guild.id,),
        )
    desk = await review_desk(world, world.admin)
    labels = {page.splitlines()[0] for page in await every_page(world, language, desk)}
    assert len(labels) > 5
    assert "夜" in said(await world.slash(world.member, "quote", article="港の図書室"))


async def test_an_old_button_for_an_item_that_is_gone_says_where_to_look(
    world: World, language: Language
) -> None:
    world.speak(language)
    desk = await turn_to(world, await review(world), QUOTE, "夜に読む人の居場所")
    with closing(sqlite3.connect(world.path)) as database, database:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("DELETE FROM item WHERE kind = 'quote' AND article_id = ?", (await newest(world),))
    for key in ("button-approve", "button-reject"):
        pressed = await world.click(world.admin, desk, key)
        assert world.texts.say(language, "item-gone") in said(pressed), key
        assert answer(pressed).ephemeral


async def test_nobody_but_an_editor_of_the_server_gets_to_its_desk(world: World, language: Language) -> None:
    world.speak(language)
    await review(world)
    _, found = await world.bot.library.reviews.of_article(world.guild.id, await newest(world))
    quote = next(one.item for one in found if one.item.kind is ItemKind.QUOTE)
    prediction = next(one.item for one in found if one.item.kind is ItemKind.PREDICTION)
    line = next(one.item for one in found if one.item.kind is ItemKind.LINE)
    offered_here = await world.bot.library.reviews.choices(world.guild.id, quote.article_id, QUOTE, [4])
    place = offered_here.choices[0].place
    elsewhere = world.env.create_guild("Another club")
    managers = elsewhere.create_role("managers", permissions=discord.Permissions(manage_guild=True))
    stranger = elsewhere.add_member(world.env.create_user("sora"), roles=[managers])
    there = elsewhere.create_text_channel("general")
    article = quote.article_id
    offered: list[Any] = [
        ManageSelect("", [discord.SelectOption(label="x", value=str(article))]),
        RightsSelect(str(article), [discord.SelectOption(label="x", value="own")]),
        ReviewPage(f"{article}:0:next", "x"),
        Approve(str(quote.id), "x"),
        Reject(str(quote.id), "x"),
        ApproveRest(f"{article}:{prediction.id}", "x"),
        KindSelect(str(prediction.id), [discord.SelectOption(label="x", value="claim")]),
        SpeakerSelect(str(quote.id), [discord.SelectOption(label="x", value="-")]),
        ExtentSelect(str(prediction.id), [discord.SelectOption(label="x", value="after")]),
        AnotherName(str(quote.id), "x"),
        EditFacts(str(prediction.id), "x"),
        SentencePage(f"prediction:{article}:0:", "x"),
        SentencePage(f"line:{line.id}:0:", "x"),
        SearchSentences(f"quote:{article}", "x"),
        SentenceSelect(f"quote:{article}", [discord.SelectOption(label="x", value=place)]),
        SentenceSelect(f"line:{line.id}", [discord.SelectOption(label="x", value=place)]),
    ]
    for who, channel, key in (
        (world.member, world.channel, "editors-only"),
        (stranger, there, None),
    ):
        for component in offered:
            await world.env.advance_time(60)
            where = world.bot.get_channel(channel.id)
            assert isinstance(where, discord.TextChannel)
            message = await where.send("old", view=persistent_view(component))
            if isinstance(component, DynamicSelect):
                result = await who.select(message, [component.item.options[0].value])
            else:
                result = await who.click(message, label="x")
            if isinstance(component, AnotherName) and who is stranger:
                result = await who.submit_modal(result, {"name": "灘ソウタ"})
            if isinstance(component, SearchSentences) and who is stranger:
                result = await who.submit_modal(result, {"words": "港"})
            of_article = f":{article}" in component.custom_id or isinstance(component, ManageSelect)
            expected = key or ("article-gone" if of_article else "item-gone")
            assert world.texts.say(language, expected) in said(result), (expected, component)
    assert await world.bot.library.reviews.progress(world.guild.id, article) == Progress(len(found), 0, 0, 0)


async def test_a_form_sent_by_somebody_who_is_no_editor_any_more_changes_nothing(
    world: World, language: Language
) -> None:
    world.speak(language)
    editors = world.guild.create_role("editors")
    kai = world.guild.add_member(world.env.create_user("kai"), roles=[editors])
    await choose_editors(world, editors)
    await review(world)
    article = await newest(world)
    desk = await review_desk(world, kai)
    desk = await turn_to(world, desk, QUOTE, "夜に読む人の居場所", kai)
    form = await world.click(kai, desk, "button-another-name")
    await world.bot.library.guilds.change(world.guild.id, editor_role=None)
    await world.env.advance_time(60)
    refused = await kai.submit_modal(form, {"name": "灘ソウタ"})
    assert world.texts.say(language, "editors-only") in said(refused)
    assert (await world.bot.library.reviews.progress(world.guild.id, article)).corrected == 0
