"""Feeds are fetched like pages, and only when there is something new."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from aiohttp import web

from bot.errors import UserError
from bot.fetch import Validators
from tests.site import HOST, Site, answers, refusal

RSS = "<rss><channel/></rss>"


async def test_a_version_that_is_known_is_asked_about_and_comes_without_bytes(site: Site) -> None:
    headers = {"ETag": 'W/"1"', "Last-Modified": "Wed, 01 Apr 2026 00:00:00 GMT"}

    async def serve(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == 'W/"1"':
            assert request.headers["If-Modified-Since"] == headers["Last-Modified"]
            return web.Response(status=304, headers={"ETag": 'W/"1"', "Retry-After": "7200"})
        return web.Response(text=RSS, content_type="application/rss+xml", headers=headers)

    site.paths["/feed"] = serve
    fetcher, url = site.fetcher(), site.url("/feed")
    first = await fetcher.fetch_feed(url, Validators())
    assert (first.data, first.unchanged, first.retry_after) == (RSS.encode(), False, None)
    assert first.validators == Validators('W/"1"', headers["Last-Modified"])
    again = await fetcher.fetch_feed(url, first.validators)
    assert (again.data, again.unchanged, again.retry_after) == (b"", True, 7200)


async def test_a_server_that_sends_304_unasked_is_refused(site: Site) -> None:
    url = site.says("/feed", status=304, text=None)
    assert await refusal(site.fetcher().fetch_feed(url, Validators())) == "fetch-status"


async def test_each_type_of_feed_is_fetched_and_no_other(site: Site) -> None:
    for kind in (
        *("application/rss+xml", "application/atom+xml", "text/xml", "application/feed+json"),
        *("application/x-rss+xml", "text/rss+xml", "application/rdf+xml", "application/octet-stream"),
    ):
        url = site.says("/feed", text=RSS, content_type=kind)
        assert (await site.fetcher().fetch_feed(url, Validators())).content_type == kind
        assert (await site.fetcher().fetch(url)).content_type == kind
    for kind, text in (("audio/mpeg", RSS), ("image/svg+xml", RSS), ("application/octet-stream", "港の話")):
        url = site.says("/feed", text=text, content_type=kind)
        assert await refusal(site.fetcher().fetch_feed(url, Validators())) == "fetch-not-text"


@pytest.mark.parametrize("status", [429, 503])
async def test_a_server_says_when_to_come_again(site: Site, status: int) -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(hours=2))
    for said, least, most in (("90", 90, 90), (until, 7100, 7200), ("9" * 50, 10**7, 10**8)):
        url = site.says("/feed", status=status, headers={"Retry-After": said})
        with pytest.raises(UserError) as refused:
            await site.fetcher().fetch_feed(url, Validators())
        assert least <= int(refused.value.variables["retry_after"]) <= most
    for nonsense in ("soon", "-1", ""):
        url = site.says("/feed", status=status, headers={"Retry-After": nonsense})
        with pytest.raises(UserError) as refused:
            await site.fetcher().fetch_feed(url, Validators())
        assert "retry_after" not in refused.value.variables


async def test_a_redirect_of_a_feed_to_a_private_address_is_refused_each_time(site: Site) -> None:
    _, resolve = answers([HOST])
    fetcher = site.fetcher(resolve=resolve)
    site.says("/moved", text=RSS, content_type="text/xml")
    for target in ("http://169.254.169.254/", "http://10.0.0.1/", "http://[::1]/", "http://a.internal/"):
        url = site.says("/feed", status=301, headers={"Location": target})
        assert await refusal(fetcher.fetch_feed(url, Validators("1"))) == "fetch-private"
        site.says("/feed", status=301, headers={"Location": "/moved"})
        assert (await fetcher.fetch_feed(url, Validators("1"))).url == site.url("/moved")


@pytest.mark.parametrize(
    ("way", "moved"),
    [
        ((301,), 1), ((308, 301), 2), ((302,), None), ((307, 301), None), ((301, 302), 1), ((), None),
        ((301, 303, 308), 1),
    ],
)  # fmt: skip
async def test_it_is_said_where_a_feed_is_for_good(
    site: Site, way: tuple[int, ...], moved: int | None
) -> None:
    site.says(f"/{len(way)}", text=RSS, content_type="text/xml")
    for at, status in enumerate(way):
        site.says(f"/{at}", status=status, headers={"Location": f"/{at + 1}"})
    page = await site.fetcher().fetch_feed(site.url("/0"), Validators())
    assert page.moved == (None if moved is None else site.url(f"/{moved}"))


async def test_a_page_that_leads_on_moved_nothing_for_good(site: Site) -> None:
    refresh = '<meta http-equiv="refresh" content="0; url=/1">'
    site.says("/0", text=refresh)
    site.says("/1", text=RSS, content_type="text/xml")
    page = await site.fetcher().fetch_feed(site.url("/0"), Validators())
    assert (page.url, page.moved) == (site.url("/1"), None)
