"""The same article twice: recognized, and refreshed with its history kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.library.ingest import Ingest
from bot.model import ItemKind, Language, Metadata
from tests.articles import TEXT, add
from tests.cogs.article.test_adding_pages import JA, fetch, own, rows
from tests.conftest import World, answer, buttons, open_world, said
from tests.panels import choose_editors
from tests.site import Site

MORE = "<p>港湾課の早川ミオさんは「雨の日にも開けたい」と述べた。</p>"


@pytest.fixture
async def world(path: Path, site: Site) -> AsyncIterator[World]:
    """As ever, but the bot may fetch from the test's own server."""
    async with open_world(path, fetcher=site.fetcher()) as opened:
        yield opened


async def test_the_same_page_twice_changes_nothing(world: World, site: Site, language: Language) -> None:
    world.speak(language)
    await fetch(world, site.says("/a", text=JA), title="倉庫の話")
    again = await fetch(world, site.says("/b", text=JA))
    assert world.texts.say(language, "article-known") in said(again)
    assert not [button for button in buttons(answer(again)) if button["custom_id"].startswith("refresh:")]
    assert [article.title for article in await own(world)] == ["倉庫の話"]


@pytest.mark.parametrize("restarted", [False, True])
async def test_a_page_that_changed_is_offered_for_refreshing_and_keeps_its_history(
    world: World, site: Site, language: Language, restarted: bool
) -> None:
    world.speak(language)
    await fetch(world, site.says("/a", text=JA), title="倉庫の話")
    (article,) = await own(world)
    shown = [await world.slash(world.member, "quote", article=f"#{article.id}") for _ in range(2)]
    contexts = [buttons(answer(quote))[0]["custom_id"] for quote in shown]
    changed = JA.replace("<h2>蔵書は", f"{MORE}<h2>蔵書は").replace("三年後には", "五年後には")
    offered = await fetch(world, site.says("/a", text=changed))
    assert world.texts.say(language, "article-changed") in said(offered)
    assert world.texts.say(language, "article-changed.action") in said(offered)
    _, before = await world.bot.library.articles.items(world.guild.id, article.id, ItemKind.QUOTE)
    assert len(before) == 2, "nothing changes before the button is pressed"
    if restarted:
        await world.restart(fetcher=site.fetcher())
    labels = [button["label"] for button in buttons(answer(offered))]
    assert labels == [world.texts.say(language, "button-refresh")]
    pressed = await world.click(world.admin, offered, "button-refresh")
    labels = [button["label"] for button in buttons(answer(offered))]
    assert labels[-1] == world.texts.say(language, "button-review"), "what is new there waits for a review"
    assert world.texts.say(language, "article-refreshed") in str(
        [e.author.name for e in answer(offered).embeds]
    ), pressed
    (now,) = await own(world)
    assert (now.id, now.title, now.author) == (article.id, "倉庫の話", "沖田ミナ")
    _, after = await world.bot.library.articles.items(world.guild.id, article.id, ItemKind.QUOTE)
    assert {item.id for item in before} < {item.id for item in after}
    assert [item.position for item in after] == [0, 1, 2]
    _, predictions = await world.bot.library.articles.items(world.guild.id, article.id, ItemKind.PREDICTION)
    assert any("五年後" in prediction.text for prediction in predictions)
    # Both were shown in this round, so the new one comes next, and the old buttons still work.
    assert "雨の日" in said(await world.slash(world.member, "quote", article=f"#{article.id}"))
    for quote, context in zip(shown, contexts, strict=True):
        assert buttons(answer(quote))[0]["custom_id"] == context
        assert "**" in said(await world.click(world.member, quote, "button-context"))
    assert rows(world.path)[3] == 0


async def test_every_item_of_a_refreshed_article_stands_where_its_spans_say(world: World) -> None:
    articles, ingest = world.bot.library.articles, world.bot.library.ingest
    await articles.add(TEXT, world.guild.id, Metadata(url="https://example.com/a"))
    text = "---\nurl: https://www.example.com/a/\n---\n前書きが1行増えた。\n\n" + TEXT
    offered = await ingest.add(text, world.guild.id, Metadata())
    assert offered.draft is not None
    refreshed = await ingest.refresh(world.guild.id, offered.draft)
    for kind in ItemKind:
        _, found = await articles.items(world.guild.id, refreshed.article.id, kind)
        for item in found:
            stands = "".join(text[start:end] for start, end in item.spans)
            assert "".join(stands.split()) == "".join(item.text.split())


async def test_the_same_body_under_another_title_is_the_same_article(
    world: World, language: Language
) -> None:
    world.speak(language)
    await add(world)
    again = await add(world, TEXT.replace("# 港の図書室だより", "# 号外"), title="号外")
    assert world.texts.say(language, "article-changed") in said(again)
    await world.click(world.admin, again, "button-refresh")
    assert [article.title for article in await own(world)] == ["号外"]


async def test_only_the_last_offer_can_be_taken_and_only_once(world: World, language: Language) -> None:
    world.speak(language)
    await add(world)
    offers = [await add(world, title=title) for title in ("一", "二")]
    gone = await world.click(world.admin, offers[0], "button-refresh")
    assert said(gone) == world.texts.say(language, "refresh-gone")
    ingest: Ingest = world.bot.library.ingest
    draft = int(buttons(answer(offers[1]))[0]["custom_id"].split(":")[1])
    taken = await asyncio.gather(
        *(ingest.refresh(world.guild.id, draft) for _ in range(2)), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in taken) == ["Added", "UserError"]
    assert [article.title for article in await own(world)] == ["二"]


async def test_a_guild_refreshes_its_own_articles_only(world: World) -> None:
    ingest, other = world.bot.library.ingest, world.env.create_guild("Somewhere else")
    for number, guild in enumerate((None, other.id)):
        text = f"---\nurl: https://example.com/{number}\n---\n港の図書室は{number}時に開く。"
        await ingest.add(text, guild, Metadata())
        offered = await ingest.add(f"{text}灯台も光る。", guild, Metadata())
        assert offered.draft is not None
        for stranger in {world.guild.id, other.id, None} - {guild}:
            with pytest.raises(UserError, match="refresh-gone"):
                await ingest.refresh(stranger, offered.draft)
        assert (await ingest.refresh(guild, offered.draft)).outcome == "refreshed"


async def test_who_is_no_editor_any_more_can_not_refresh(world: World) -> None:
    world.speak(Language.JA)
    role = world.guild.create_role("読書係")
    await choose_editors(world, role)
    editor = world.guild.add_member(world.env.create_user("nao"), roles=[role])
    await add(world)
    offered = await world.slash(editor, "article add", file=("a.md", TEXT.encode()), title="号外")
    await choose_editors(world, world.guild.create_role("別の係"))
    refused = await world.click(editor, offered, "button-refresh")
    assert said(refused) == world.texts.say(Language.JA, "editors-only")
    assert [article.title for article in await own(world)] == ["港の図書室だより"]


async def test_a_removed_article_that_comes_again_is_back_and_can_be_refreshed(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    await fetch(world, site.says("/a", text=JA))
    (article,) = await own(world)
    await world.bot.library.articles.remove(world.guild.id, article.id)
    back = await fetch(world, site.says("/a", text=JA.replace("三年後には", "五年後には")))
    assert world.texts.say(language, "article-restored") in said(back)
    await world.click(world.admin, back, "button-refresh")
    _, predictions = await world.bot.library.articles.items(world.guild.id, article.id, ItemKind.PREDICTION)
    assert any("五年後" in prediction.text for prediction in predictions)


async def test_a_draft_that_nobody_used_goes_after_a_week(path: Path) -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    async with open_world(path, clock=lambda: now) as world:
        await add(world)
        await add(world, title="号外")
        assert rows(path)[3] == 1
        now += timedelta(days=7, seconds=1)
        await world.bot.library.guilds.purge()
        assert rows(path)[3] == 0
