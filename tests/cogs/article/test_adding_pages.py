"""Articles from addresses and saved pages."""

from __future__ import annotations

import asyncio
import gzip
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from simcord.results import InteractionResult

from bot.errors import UserError
from bot.library.ingest import Address, typed_date
from bot.library.room import QUOTAS
from bot.model import Language, Metadata
from bot.model.quotas import Quota
from tests.articles import add
from tests.conftest import World, answer, embed, open_world, said
from tests.panels import open_article
from tests.site import Site

PAGES = Path(__file__).parents[2] / "pages"
JA = (PAGES / "news.ja.html").read_text("utf-8").replace("https://minato.example", "")
EN = (PAGES / "news.en.html").read_text("utf-8")


@pytest.fixture
async def world(path: Path, site: Site) -> AsyncIterator[World]:
    """As ever, but the bot may fetch from the test's own server."""
    async with open_world(path, fetcher=site.fetcher()) as opened:
        yield opened


async def fetch(world: World, url: str, **options: Any) -> InteractionResult:
    return await world.slash(world.admin, "article add", link=url, **options)


async def own(world: World) -> list[Any]:
    return [one for one in await world.bot.library.articles.all(world.guild.id) if one.guild_id]


def rows(path: Path) -> list[int]:
    """How many rows of articles and of what was read out of them there are."""
    with closing(sqlite3.connect(path)) as database:
        tables = ("article", "sentence", "item", "draft")
        return [database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]


async def test_a_page_becomes_an_article_with_all_that_it_says_of_itself(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    page, title, publisher = {
        Language.JA: (JA, "倉庫が図書室に 来年の春から", "みなと日報"),
        Language.EN: (EN, "Warehouse to become a reading room", "Harbour Post"),
    }[language]
    result = await fetch(world, site.says("/town/a", text=page) + "?utm_source=x")
    assert answer(result).ephemeral
    assert not result.followups, "one message from start to end"
    assert world.texts.say(language, "article-added") in said(result)
    assert embed(result).title == title
    (article,) = await own(world)
    assert (article.language, article.publisher, article.url is not None) == (language, publisher, True)
    assert article.author == {"ja": "沖田ミナ", "en": "Mina Okita"}[language]
    assert article.url.endswith({"ja": "/town/1204.html", "en": "/town/reading-room"}[language])
    assert article.published.isoformat() == "2031-04-12"
    shown = said(await open_article(world, world.member, title))
    assert publisher in shown
    assert {"ja": "2031年4月12日", "en": "12 April 2031"}[language] in shown
    quote = said(await world.slash(world.member, "quote", article=f"#{article.id}"))
    assert re.search("夜に本を読む人|温かいもの|people who read at night|something warm", quote)


async def test_options_correct_what_the_page_says(world: World, site: Site) -> None:
    world.speak(Language.JA)
    await fetch(
        world,
        site.says("/a", text=EN),
        title="倉庫の話",
        author="編集部",
        publisher="港の会",
        date="２０３１年5月1日",
        language="ja",
    )
    (article,) = await own(world)
    assert (article.title, article.author, article.publisher) == ("倉庫の話", "編集部", "港の会")
    assert (article.published.isoformat(), article.language) == ("2031-05-01", Language.JA)


def test_dates_are_typed_in_many_ways() -> None:
    for text in ("2026-05-01", "2026/5/1", "2026.05.01", "2026年5月1日", " ２０２６年５月１日 "):
        assert typed_date(text).isoformat() == "2026-05-01"


async def test_a_date_that_is_none_is_refused(world: World, language: Language) -> None:
    world.speak(language)
    for text in ("2026-02-30", "May", "2026"):
        result = await add(world, date=text)
        assert said(result) == world.texts.say(language, "date-unreadable", text=text)
        assert answer(result).ephemeral
    assert await own(world) == []


async def test_an_address_can_be_given_in_the_form(world: World, site: Site, language: Language) -> None:
    world.speak(language)
    form = await world.slash(world.admin, "article add", author="編集部")
    result = await world.admin.submit_modal(form, {"link": site.says("/a", text=JA), "title": "倉庫の話"})
    assert world.texts.say(language, "article-added") in said(result)
    (article,) = await own(world)
    assert (article.title, article.author) == ("倉庫の話", "編集部")


async def test_a_link_beside_a_file_or_a_text_is_its_source_and_is_not_fetched(
    world: World, site: Site
) -> None:
    await add(world, link=site.url("/a"))
    form = await world.slash(world.admin, "article add")
    await world.admin.submit_modal(form, {"link": site.url("/b"), "text-1": "今日は港で朝市が開かれた。"})
    assert {article.url for article in await own(world)} == {site.url("/a"), site.url("/b")}
    assert site.requests == []


@pytest.mark.parametrize("name", ["euc.ja", "iso-2022-jp.ja", "shift-jis.ja"])
async def test_a_saved_page_is_read_like_a_fetched_one(world: World, name: str) -> None:
    world.speak(Language.JA)
    data = (PAGES / f"{name}.html").read_bytes()
    assert world.texts.say(Language.JA, "article-added") in said(await add(world, data, "saved.html"))
    (article,) = await own(world)
    with closing(sqlite3.connect(world.path)) as database:
        (text,) = database.execute("SELECT text FROM article WHERE id = ?", (article.id,)).fetchone()
    assert "<p>" not in text
    assert "港のそばの" in text


async def test_the_stages_are_shown_in_the_message_that_becomes_the_answer(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    await fetch(world, site.says("/a", text=JA))
    told = [str(r.json) for r in world.env.http_requests if r.json and "embeds" in str(r.json)]
    stages = [world.texts.say(language, f"stage-{stage}") for stage in ("fetching", "reading", "storing")]
    found = [next(n for n, body in enumerate(told) if stage in body) for stage in stages]
    assert found == sorted(found)
    assert world.texts.say(language, "article-added") in told[-1]


async def test_the_bot_answers_others_while_it_fetches(world: World, site: Site) -> None:
    world.speak(Language.JA)
    asked, let = asyncio.Event(), asyncio.Event()

    async def slow(request: web.Request) -> web.Response:
        asked.set()
        await let.wait()
        return web.Response(text=JA, content_type="text/html")

    site.paths["/slow"] = slow
    ingest = world.bot.library.ingest
    waiting = asyncio.create_task(ingest.add(Address(site.url("/slow")), world.guild.id, Metadata()))
    await asked.wait()
    assert "石油" in said(await world.slash(world.member, "quote", about="石油"))
    assert not waiting.done()
    let.set()
    assert (await waiting).outcome == "added"


@pytest.mark.parametrize(
    ("page", "key"),
    [
        ("missing.ja", "page-missing"),
        ("paywall.ja", "page-paywall"),
        ("paywall.en", "page-paywall"),
        ("login.ja", "page-login"),
        ("consent.ja", "page-consent"),
        ("consent.en", "page-consent"),
        ("front-page.ja", "page-no-article"),
        ("video.en", "page-video"),
        ("script.en", "page-script"),
    ],
)
async def test_a_page_without_an_article_is_refused_and_nothing_is_stored(
    world: World, site: Site, language: Language, page: str, key: str
) -> None:
    world.speak(language)
    before = rows(world.path)
    result = await fetch(world, site.says("/a", text=(PAGES / f"{page}.html").read_text("utf-8")))
    assert answer(result).ephemeral
    assert said(result) == world.texts.say(language, key)
    assert not result.followups
    assert rows(world.path) == before


async def test_an_address_that_can_not_be_fetched_is_refused(
    world: World, site: Site, language: Language
) -> None:
    world.speak(language)
    before = rows(world.path)
    for address, key, variables in (
        ("港", "fetch-address", {}),
        ("ftp://example.com/", "fetch-address", {}),
        ("http://10.0.0.1/", "fetch-private", {}),
        ("http://169.254.169.254/latest/meta-data/", "fetch-private", {}),
        ("http://localhost./", "fetch-private", {}),
        ("http://example.com:8080/", "fetch-port", {}),
        ("https://a:b@example.com/", "fetch-credentials", {}),
        (site.says("/gone", status=404), "fetch-gone", {}),
        (site.says("/server", status=503), "fetch-server", {"status": 503}),
        (site.says("/png", content_type="image/png"), "fetch-not-text", {"type": "image/png"}),
        (site.says("/again", status=302, headers={"Location": "/again"}), "fetch-redirects", {}),
    ):
        result = await fetch(world, address)
        assert answer(result).ephemeral
        assert said(result) == world.texts.say(language, key, **variables), address
    assert rows(world.path) == before


@pytest.mark.parametrize(
    ("body", "encoding", "key"),
    [
        (gzip.compress(bytes(20_000_000)), "gzip", "fetch-too-large"),
        (b"<html><p>" + b"A line that never ends, and goes on. " * 60_000, "identity", "article-too-long"),
        (b"<html>" + b"<div>" * 10_000 + b"text", "identity", "page-too-deep"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\xff\xfe", "identity", "page-binary"),
    ],
    ids=["bomb", "one line", "deep", "picture"],
)
async def test_a_hostile_page_is_refused_and_others_are_answered_meanwhile(
    world: World, site: Site, language: Language, body: bytes, encoding: str, key: str
) -> None:
    world.speak(language)
    before = rows(world.path)
    url = site.says("/a", text=None, body=body, headers={"Content-Encoding": encoding})
    ingest = world.bot.library.ingest
    adding = asyncio.create_task(ingest.add(Address(url), world.guild.id, Metadata()))
    assert "石油" in said(await world.slash(world.member, "quote", about="石油"))
    with pytest.raises(UserError, match=key) as refused:
        await adding
    result = await fetch(world, url)
    assert answer(result).ephemeral
    assert said(result) == world.texts.say(language, key, **refused.value.variables)
    assert rows(world.path) == before


async def test_no_page_is_fetched_for_a_server_that_had_as_much_fetched_as_it_may_in_a_day(
    path: Path, site: Site, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(QUOTAS, Quota.FETCHES, 2)
    now = datetime(2026, 5, 1, tzinfo=UTC)
    async with open_world(path, clock=lambda: now, fetcher=site.fetcher()) as world:
        world.speak(language)
        for number in range(2):
            await world.bot.library.ingest.add(f"これは{number}番目の記事だ。", world.guild.id, Metadata())
        refused = await fetch(world, site.says("/a", text=JA))
        assert said(refused) == world.texts.say(language, "quota-fetches", limit=2, hours=24)
        assert answer(refused).ephemeral
        assert site.requests == []
        now += timedelta(hours=24)
        assert world.texts.say(language, "article-added") in said(await fetch(world, site.url("/a")))


async def test_a_site_is_told_which_application_asks(world: World, site: Site) -> None:
    await fetch(world, site.says("/a", text=JA))
    (request,) = site.requests
    page = f"https://discord.com/oauth2/authorize?client_id={world.bot.application_id}"
    assert page in request.headers["User-Agent"]
