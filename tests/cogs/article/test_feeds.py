"""Feeds as editors meet them: found in the place of an article, listed, filtered, paused, removed."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import discord
import pytest
from aiohttp import web
from simcord.results import InteractionResult

from bot.feeds import FIRST
from bot.model import Language
from bot.ui.embeds import Renderer
from bot.ui.markdown import escaped
from cogs.article.entries import entry_panel
from tests.conftest import World, answer, embed, open_world, said
from tests.panels import choose, labels, selects
from tests.site import Site

PAGES = Path(__file__).parents[2] / "pages"
FRONT = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head><body>港'


@pytest.fixture
async def world(path: Path, site: Site) -> AsyncIterator[World]:
    """As ever, but the bot may fetch from the test's own server, which has a feed."""
    items = ""
    for n in (4, 3, 2, 1):
        text = f"# 港の話その{n}\n\n灯台は{n}年後に光る見通しだ。"
        site.says(f"/a/{n}", text=text, content_type="text/plain")
        items += f"<item><title>**その{n}**</title><link>/a/{n}</link></item>"
    feed = f"<rss><channel><title>港の_新聞_</title>{items}</channel></rss>"
    site.says("/feed", text=feed, content_type="application/rss+xml")
    site.says("/", text=FRONT)
    async with open_world(path, fetcher=site.fetcher()) as opened:
        yield opened


async def subscribed(world: World, site: Site) -> InteractionResult:
    offered = await world.slash(world.admin, "article add", link=site.url("/feed"))
    return await world.click(world.admin, offered, "button-feed-subscribe")


async def feeds(world: World) -> InteractionResult:
    shown = await world.slash(world.admin, "article manage")
    await world.env.advance_time(60)
    return await world.admin.click(answer(shown), custom_id="feeds:0")


async def entries(world: World, on: InteractionResult) -> InteractionResult:
    await world.env.advance_time(60)
    return await world.admin.click(answer(on), custom_id="feed-entries:0")


async def one(world: World) -> InteractionResult:
    """The panel of the only feed."""
    shown = await feeds(world)
    return await choose(world, world.admin, shown, "feed-choose", option(shown, "feed-choose"))


def option(shown: InteractionResult, name: str) -> str:
    return str(selects(shown)[name]["options"][0]["value"])


@pytest.mark.parametrize("place", ["/feed", "/"])
async def test_a_feed_in_the_place_of_an_article_is_offered_and_subscribed_to(
    world: World, site: Site, language: Language, place: str
) -> None:
    world.speak(language)
    offered = await world.slash(world.admin, "article add", link=site.url(place))
    assert site.url("/feed").removeprefix("http://") in said(offered).replace("\\", "")
    assert labels(offered) == [world.texts.say(language, "button-feed-subscribe")]
    shown = await world.click(world.admin, offered, "button-feed-subscribe")
    assert world.texts.say(language, "feed-subscribed") in said(shown)
    assert "港の\\_新聞\\_" in said(shown), "a feed formats nothing here"
    (own,) = await world.bot.library.feeds.of_guild(world.guild.id)
    assert own.waiting == FIRST


async def test_one_of_the_feeds_that_a_page_names_is_chosen(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    link = '<link rel="alternate" type="application/rss+xml" title="{}" href="/{}">'
    links = [link.format(f"**欄{n}**", f"feed{n}") for n in range(3)]
    site.says("/many", text=f"<html><head>{''.join(links)}</head><body>港")
    site.paths["/feed2"] = site.paths["/feed"]
    offered = await world.slash(world.admin, "article add", link=site.url("/many"))
    assert world.texts.say(language, "feed-offer-several", count=3) in said(offered)
    (select,) = selects(offered).values()
    assert [one["label"] for one in select["options"]] == ["**欄0**", "**欄1**", "**欄2**"]
    shown = await choose(world, world.admin, offered, "feed-subscribe-one", "2")
    assert world.texts.say(language, "feed-subscribed") in said(shown)
    (own,) = await world.bot.library.feeds.of_guild(world.guild.id)
    assert own.url == site.url("/feed2")


@pytest.mark.parametrize("count", [1, 2])
async def test_a_front_page_that_reads_as_an_article_is_added_and_its_feeds_are_offered_too(
    world: World, site: Site, language: Language, count: int
) -> None:
    world.speak(language)
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="/feed{"" if n == 0 else n}">'
        for n in range(count)
    )
    page = (PAGES / "news.ja.html").read_text("utf-8").replace("<head>", f"<head>{links}", 1)
    site.says("/", text=page)
    added = await world.slash(world.admin, "article add", link=site.url("/"))
    assert world.texts.say(language, "article-added") in said(added)
    assert world.texts.say(language, "feed-offer-too", count=count) in said(added)
    if count == 1:
        shown = await world.click(world.admin, added, "button-feed-subscribe")
    else:
        shown = await choose(world, world.admin, added, "feed-subscribe-one", "0")
    assert world.texts.say(language, "feed-subscribed") in said(shown)
    (own,) = await world.bot.library.feeds.of_guild(world.guild.id)
    assert own.url == site.url("/feed")
    site.says("/town/1", text=page)
    article = await world.slash(world.admin, "article add", link=site.url("/town/1"))
    assert not selects(article)
    assert world.texts.say(language, "button-feed-subscribe") not in labels(article)


async def test_a_waiting_entry_becomes_an_article_or_is_declined(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    panel = await subscribed(world, site)
    managed = await world.slash(world.admin, "article manage")
    assert world.texts.say(language, "button-feeds-new", count=FIRST) in labels(managed)
    listed = await entries(world, panel)
    between = "** ・ " if language is Language.JA else "** · "
    assert said(listed).count(f"\\*\\*{between}<t:") == FIRST
    first = await choose(world, world.admin, listed, "feed-entry", option(listed, "feed-entry"))
    added = await world.click(world.admin, first, "button-feed-add")
    assert world.texts.say(language, "article-added") in said(added)
    assert len(await world.bot.library.feeds.waiting(world.guild.id)) == FIRST - 1
    again = await world.click(world.admin, first, "button-feed-add")
    assert world.texts.say(language, "feed-entry-gone") in said(again)
    listed = await entries(world, await feeds(world))
    second = await choose(world, world.admin, listed, "feed-entry", option(listed, "feed-entry"))
    declined = await world.click(world.admin, second, "button-feed-decline")
    assert world.texts.say(language, "feed-declined") in said(declined)
    assert len(await world.bot.library.feeds.waiting(world.guild.id)) == FIRST - 2


async def test_an_entry_whose_page_changed_since_it_became_an_article_leads_to_its_refresh(
    world: World, site: Site, path: Path, language: Language
) -> None:
    world.speak(language)
    await subscribed(world, site)
    await world.slash(world.admin, "article add", link=site.url("/a/4"))
    site.says("/a/4", text="# 港の話その4\n\n灯台は明日光る見通しだ。", content_type="text/plain")
    (own,) = await world.bot.library.feeds.of_guild(world.guild.id)
    await world.bot.library.feeds.change(world.guild.id, own.id, at_once=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE entry SET at_once = 1 WHERE url LIKE '%/a/4'")
    await world.bot.library.feeds.add_waiting()
    told = await world.slash(world.admin, "article manage")
    assert world.texts.say(language, "notice-feed-new") in said(told), "below whatever command comes next"
    listed = await entries(world, await feeds(world))
    changed = await choose(world, world.admin, listed, "feed-entry", option(listed, "feed-entry"))
    assert world.texts.say(language, "feed-entry-changed") in said(changed)
    added = await world.click(world.admin, changed, "button-feed-add")
    assert world.texts.say(language, "button-refresh") in labels(added)
    assert len(await world.bot.library.feeds.waiting(world.guild.id)) == FIRST - 1


@pytest.mark.parametrize(
    "problem", ["page-paywall", "page-login", "fetch-forbidden", "page-script", "page-video"]
)
async def test_why_an_entry_did_not_go_in_by_itself_stands_in_the_list_and_on_its_panel(
    world: World, site: Site, path: Path, language: Language, problem: str
) -> None:
    world.speak(language)
    panel = await subscribed(world, site)
    why = world.texts.say(language, "feed-why", reason=problem)
    assert why != world.texts.say(language, "feed-why", reason="any other")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE entry SET problem = ? WHERE url LIKE '%/a/4'", (problem,))
    listed = await entries(world, panel)
    assert said(listed).count(f"⚠️ {why}") == 1
    failed = await choose(world, world.admin, listed, "feed-entry", option(listed, "feed-entry"))
    assert why in said(failed)


async def test_all_entries_that_are_shown_are_added_with_one_press(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    say, feeds_of = world.texts.say, world.bot.library.feeds
    listed = await entries(world, await subscribed(world, site))
    label = say(language, "button-feed-add-all", count=FIRST)
    assert label in labels(listed)
    pressed = await world.admin.click(answer(listed), label=label)
    assert say(language, "feed-adding") in said(pressed)
    assert label not in labels(pressed)
    coming = "追加待ち" if language is Language.JA else "waits to be added"
    assert said(pressed).count(coming) == FIRST
    for _ in range(FIRST):
        await feeds_of.add_waiting()
    assert not await feeds_of.waiting(world.guild.id)


async def test_an_entry_leads_to_its_page_where_a_message_can(world: World, site: Site) -> None:
    listed = await entries(world, await subscribed(world, site))
    first = await choose(world, world.admin, listed, "feed-entry", option(listed, "feed-entry"))
    assert (embed(first).title, embed(first).url) == (escaped("**その4**", 99), site.url("/a/4"))
    (entry, *_) = await world.bot.library.feeds.waiting(world.guild.id)
    for odd in ("http://a.example:99999/", "http://a.example\\@b.example/"):
        shown, _ = entry_panel(Renderer(world.texts, Language.JA), replace(entry, url=odd))
        assert shown.url is None
        assert "example" in (shown.description or "")


async def test_whoever_adds_an_entry_is_told_of_the_article_alone_where_somebody_was_faster(
    world: World, site: Site
) -> None:
    listed = await entries(world, await subscribed(world, site))
    number = option(listed, "feed-entry")
    first = await choose(world, world.admin, listed, "feed-entry", number)
    serve = site.paths["/a/4"]

    async def meanwhile(request: web.Request) -> web.StreamResponse:
        await world.bot.library.feeds.settle(world.guild.id, int(number))
        return await serve(request)

    site.paths["/a/4"] = meanwhile
    added = await world.click(world.admin, first, "button-feed-add")
    assert world.texts.say(Language.EN, "article-added") in said(added)
    assert not added.followups


async def test_an_entry_whose_page_is_gone_goes_on_waiting(world: World, site: Site) -> None:
    listed = await entries(world, await subscribed(world, site))
    site.says("/a/4", status=404)
    first = await choose(world, world.admin, listed, "feed-entry", option(listed, "feed-entry"))
    await world.click(world.admin, first, "button-feed-add")
    assert len(await world.bot.library.feeds.waiting(world.guild.id)) == FIRST


async def test_a_feed_is_paused_resumed_filtered_and_removed(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    say, library = world.texts.say, world.bot.library
    await subscribed(world, site)
    shown = await world.click(world.admin, await one(world), "button-feed-pause")
    assert say(language, "feed-state-paused") in said(shown)
    shown = await world.click(world.admin, shown, "button-feed-resume")
    shown = await world.click(world.admin, shown, "button-feed-at-once")
    form = await world.click(world.admin, shown, "button-feed-words")
    await world.env.advance_time(60)
    shown = await world.admin.submit_modal(form, {"words": " 港  -PR "})
    assert "港 \\-PR" in said(shown) or "港 -PR" in said(shown)
    (own,) = await library.feeds.of_guild(world.guild.id)
    assert (own.words, own.at_once, own.paused) == ("港 -PR", True, False)
    asked = await world.click(world.admin, shown, "button-remove")
    kept = await world.click(world.admin, asked, "button-cancel")
    asked = await world.click(world.admin, kept, "button-remove")
    gone = await world.click(world.admin, asked, "button-remove")
    assert say(language, "feeds-none") in said(gone)
    assert not await library.feeds.of_guild(world.guild.id)
    shown = await subscribed(world, site)
    (own,) = await library.feeds.of_guild(world.guild.id)
    await library.feeds.unsubscribe(world.guild.id, own.id)
    late = await world.click(world.admin, shown, "button-feed-pause")
    assert say(language, "feed-gone") in said(late)


async def test_a_feed_has_two_buttons_in_a_row_as_many_as_a_phone_shows(world: World, site: Site) -> None:
    shown = await subscribed(world, site)
    rows = [len(row["components"]) for row in answer(shown).components]
    assert rows == [2, 2, 2], "all that can be done, then what waits and the way back"


async def test_a_failing_feed_says_why_and_editors_are_told_once(
    world: World, site: Site, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.speak(language)
    await subscribed(world, site)
    site.says("/feed", status=404)
    library, why = world.bot.library, world.texts.say(language, "feed-why", reason="fetch-gone")
    began = library.clock()
    for half_days in range(1, 13):
        now = began + half_days * timedelta(hours=12)
        monkeypatch.setattr(library.feeds, "_clock", lambda now=now: now)
        await library.feeds.poll()
    (own,) = await library.feeds.of_guild(world.guild.id)
    assert own.failed_since is not None
    assert len(await library.notices.untold(world.guild.id)) == 1
    told = await world.slash(world.admin, "article manage")
    assert any(why in str(embed.to_dict()) for embed in _all(told))
    assert why in said(await feeds(world))


def _all(told: InteractionResult) -> list[discord.Embed]:
    messages = [told.response, *told.followups]
    return [embed for message in messages if message for embed in message.embeds]
