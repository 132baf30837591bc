"""What editors said decides what their server shows and posts, and no other."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from simcord.results import InteractionResult

from bot.library import Library
from bot.model import Content, Item, ItemKind, Language, Reason
from tests.conftest import World, answer, embed, said
from tests.desk import GUILD, MORNING, open_desk
from tests.panels import review_desk
from tests.reviews import OTHER, PREDICTION, QUOTE, TEXT, newest, review, turn_to


async def test_a_rejected_item_is_shown_nowhere_any_more(world: World, language: Language) -> None:
    world.speak(language)
    desk = await turn_to(world, await review(world), QUOTE, "夜に読む人")
    after = await world.click(world.admin, desk, "button-reject")
    assert "夜に読む人" not in said(after), "the next that waits is shown"
    for _ in range(4):
        shown = await world.slash(world.member, "quote", article="港の図書室")
        assert "仕事の帰りに" in said(shown)
    none = await world.slash(world.member, "quote", article="港の図書室", about="居場所")
    assert "居場所" in said(none)
    assert answer(none).ephemeral
    rejected = await turn_to(world, await review_desk(world, world.admin), QUOTE, "夜に読む人")
    assert world.texts.say(language, "verdict-rejected") in said(rejected)
    await world.click(world.admin, rejected, "button-approve")
    back = await world.slash(world.member, "quote", article="港の図書室", about="居場所")
    assert "夜に読む人" in said(back)


async def test_a_rejected_prediction_is_no_longer_that_of_the_day(world: World) -> None:
    world.speak(Language.JA)
    shown = await world.slash(world.member, "prediction")
    words = (embed(shown).description or "").split("\n\n")[0].replace("\\", "")
    item = await item_saying(world, words)
    await world.bot.library.reviews.reject(world.guild.id, item.id)
    again = await world.slash(world.member, "prediction")
    assert words not in said(again)
    assert said(again) == said(await world.slash(world.admin, "prediction")), (
        "and the new one stays for the day"
    )


async def item_saying(world: World, words: str) -> Item:
    for article in await world.bot.library.articles.all(world.guild.id):
        _, found = await world.bot.library.reviews.of_article(world.guild.id, article.id)
        for one in found:
            if one.item.kind is ItemKind.PREDICTION and one.item.text.strip() == words.strip():
                return one.item
    raise AssertionError(words)


async def test_a_server_that_shows_only_reviewed_items_says_what_they_wait_for(
    world: World, language: Language
) -> None:
    world.speak(language)
    await review(world)
    settings = await world.slash(world.admin, "settings")
    hidden = await world.click(world.admin, settings, "button-unreviewed-hide")
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
    desk = await turn_to(world, await review_desk(world, world.admin), QUOTE, "夜に読む人")
    await world.click(world.admin, desk, "button-approve")
    for _ in range(3):
        assert "夜に読む人" in said(await world.slash(world.member, "quote"))
    await world.click(world.admin, hidden, "button-unreviewed-show")
    assert waiting not in said(await world.slash(world.member, "prediction"))


async def test_what_one_guild_says_of_a_shared_article_changes_nothing_in_another(library: Library) -> None:
    await library.articles.add(TEXT, None)
    article = (await library.articles.all(GUILD))[0]
    _, found = await library.reviews.of_article(GUILD, article.id)
    quote = next(one.item for one in found if one.item.kind is ItemKind.QUOTE)
    await library.reviews.reject(GUILD, quote.id)
    await library.reviews.set_speaker(OTHER, quote.id, "灘ソウタ")
    ours = (await library.articles.items(GUILD, article.id, ItemKind.QUOTE))[1]
    theirs = (await library.articles.items(OTHER, article.id, ItemKind.QUOTE))[1]
    assert quote.id not in {item.id for item in ours}
    assert next(item.speaker for item in theirs if item.id == quote.id) == "灘ソウタ"
    assert (await library.reviews.progress(OTHER, article.id)).corrected == 1


@pytest.mark.parametrize("maybe_sent", [False, True])
async def test_a_post_that_waits_shows_no_item_rejected_meanwhile_unless_somebody_may_see_it(
    path: Path, maybe_sent: bool
) -> None:
    async with open_desk(path) as desk:
        desk.library = Library(desk.database, lambda: desk.now)
        schedule = await desk.schedule()
        (post,) = await desk.claim(MORNING)
        (item,) = post.delivery.items
        await desk.library.outbox.postpone(post, Reason.UNREACHABLE, 60, maybe_sent=maybe_sent)
        await desk.library.reviews.reject(GUILD, item)
        (again,) = await desk.claim(MORNING + timedelta(minutes=2))
        assert (again.delivery.items == (item,)) is maybe_sent
        assert again.delivery.slot == post.delivery.slot
        assert [d.items for d in await desk.history(schedule)] == [again.delivery.items]


async def test_a_schedule_posts_only_what_its_server_shows(path: Path) -> None:
    async with open_desk(path) as desk:
        (article,) = await desk.library.articles.all(GUILD)
        kinds = (Content.QUOTE, Content.PREDICTION, Content.SUMMARY)
        made = [await desk.schedule(content=content) for content in kinds]
        await desk.library.guilds.change(GUILD, unreviewed=False)
        _, found = await desk.library.reviews.of_article(GUILD, article.id)
        by_kind = {one.item.kind: one.item for one in found}
        chosen = {by_kind[kind].id for kind in (QUOTE, PREDICTION, ItemKind.LINE)}
        for item in chosen:
            await desk.library.reviews.approve(GUILD, item)
        posts = await desk.claim(MORNING)
        assert {item for post in posts for item in post.delivery.items} == chosen
        for post in posts:
            await desk.library.outbox.confirm(post, 1)
        guild = await desk.library.guilds.get(GUILD)
        for schedule in made:
            for upcoming in await desk.library.schedules.preview(guild, schedule, Language.JA):
                assert upcoming.item is None or upcoming.item.id in chosen


async def sections(world: World, count: int) -> InteractionResult:
    """An article's summary by section, whose second page has a button."""
    text = "# 港\n\n" + "".join(f"## 見出し{n}\n\n港の船は{n}隻で、朝に出る。\n\n" for n in range(count))
    await world.slash(world.admin, "article add", file=("minato.md", text.encode()))
    return await world.slash(world.member, "summary", length="section")


async def test_an_old_page_of_a_summary_that_was_rejected_says_so(world: World, language: Language) -> None:
    world.speak(language)
    old = await sections(world, 8)
    article, lines = await world.bot.library.articles.items(
        world.guild.id, await newest(world), ItemKind.SECTION
    )
    assert len(lines) > 5
    for line in lines:
        await world.bot.library.reviews.reject(world.guild.id, line.id)
    pressed = await world.click(world.member, old, "button-next-arrow")
    assert world.texts.say(language, "summary-none", title=article.title) in said(pressed)
    again = await world.slash(world.member, "summary", length="section")
    assert said(again) == said(pressed)
