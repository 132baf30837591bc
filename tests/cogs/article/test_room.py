"""How much room a server has for articles: said before there is none, and what can be done then."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.library.room import QUOTAS, TIGHT
from bot.model import Language
from bot.model.quotas import Quota
from tests.articles import TEXT, add
from tests.conftest import World, answer, said
from tests.site import Site

PAGES = ((), ("feeds:0",), ("suggestions:",))
"""The buttons that lead from /article manage to what says it."""


async def page(world: World, *buttons: str) -> str:
    shown = await world.slash(world.admin, "article manage")
    for button in buttons:
        await world.env.advance_time(60)
        shown = await world.admin.click(answer(shown), custom_id=button)
    return said(shown)


@pytest.mark.parametrize("quota", Quota)
async def test_from_four_fifths_of_a_quota_on_editors_are_told_what_to_do(
    world: World, language: Language, monkeypatch: pytest.MonkeyPatch, quota: Quota
) -> None:
    world.speak(language)
    advice = world.texts.say(language, "room-tight", quota=quota)
    first = await add(world)
    used = (await world.bot.library.ingest.room(world.guild.id)).used[quota]
    monkeypatch.setitem(QUOTAS, quota, int(2 * used / TIGHT) + 1)
    shown = [said(first), *[await page(world, *way) for way in PAGES]]
    assert not any(advice in text for text in shown), "more than a fifth is left"
    shown = [said(await add(world, TEXT.replace("3年", "5年"))), *[await page(world, *way) for way in PAGES]]
    assert not any(advice in text for text in shown)
    monkeypatch.setitem(QUOTAS, quota, int(2 * used / TIGHT))
    for way in PAGES:
        assert advice in await page(world, *way)
    monkeypatch.setitem(QUOTAS, quota, int(3 * used / TIGHT))
    assert advice in said(await add(world, TEXT.replace("3年", "7年")))


async def test_pages_for_editors_always_say_how_much_is_used(world: World, language: Language) -> None:
    world.speak(language)
    figures = f"1 / {QUOTAS[Quota.FETCHES]}" if language is Language.JA else f"1 of {QUOTAS[Quota.FETCHES]}"
    assert figures not in said(await add(world)), "there is nothing to think of yet"
    for way in PAGES:
        assert figures in await page(world, *way)


async def test_editors_are_told_once_that_feeds_add_nothing(
    world: World, site: Site, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.speak(language)
    library, guild, feed = (
        world.bot.library,
        world.guild.id,
        "<rss><channel><title>港</title>{}</channel></rss>",
    )
    item = "<item><title>{0}</title><link>/{0}</link><guid>{0}</guid></item>"
    library.ingest._fetcher = site.fetcher()
    site.says("/feed", text=feed.format(item.format("a")), content_type="application/rss+xml")
    own = await library.feeds.subscribe(guild, site.url("/feed"))
    await library.feeds.change(guild, own.id, at_once=True)
    site.says(
        "/feed", text=feed.format(item.format("b") + item.format("a")), content_type="application/rss+xml"
    )
    began = library.clock()
    monkeypatch.setattr(library.feeds, "_clock", lambda: began + timedelta(hours=1))
    await library.feeds.poll()
    monkeypatch.setitem(QUOTAS, Quota.FETCHES, 1)
    await library.feeds.add_waiting()
    told = world.texts.say(language, "notice-feeds-halt", quota=Quota.FETCHES, limit=0, days=30)
    answers = [await world.slash(world.admin, "article manage") for _ in range(2)]
    texts = [
        "".join(str(embed.description) for m in [a.response, *a.followups] if m for embed in m.embeds)
        for a in answers
    ]
    assert [told in text for text in texts] == [True, False]
    assert len(await library.feeds.waiting(guild)) == 2, "it waits"
