"""Fetching from a server on loopback, which alone is allowed here."""

from __future__ import annotations

import gzip

import pytest
from aiohttp import web

from bot.fetch import FetchedPage, fetcher
from bot.fetch.inflate import Inflater
from bot.limits import MAX_BYTES
from tests.site import HOST, HTML, Site, answers, refusal


async def test_a_page_comes_with_its_address_type_charset_and_bytes(site: Site) -> None:
    url = site.says("/a", text=HTML, charset="euc-jp")
    page = await site.fetcher().fetch(f" <{url}#part> ")
    assert page == FetchedPage(url, "text/html", "euc-jp", HTML.encode("euc-jp"))


async def test_a_server_is_told_who_asks_and_nothing_else(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://192.0.2.1:3128")
    monkeypatch.setenv("HTTP_PROXY", "http://192.0.2.1:3128")
    url = site.says("/a", headers={"Set-Cookie": "seen=1"})
    fetcher = site.fetcher()
    fetcher.set_info_url("https://bot.example/kotonoha")
    for _ in range(2):
        await fetcher.fetch(url)
    for request in site.requests:
        assert request.headers["User-Agent"].startswith("Kotonoha/")
        assert "https://bot.example/kotonoha" in request.headers["User-Agent"]
        assert not {"Cookie", "Authorization", "Referer"} & set(request.headers)


async def test_redirects_are_followed_and_get_no_cookies(site: Site) -> None:
    for n in range(5):
        site.says(f"/{n}", status=302, headers={"Location": f"/{n + 1}", "Set-Cookie": "step=1"})
    site.says("/5")
    _, resolve = answers([HOST])  # nobody keeps cookies for a bare address
    page = await site.fetcher(resolve=resolve).fetch(site.url("/0", "harbour.example"))
    assert page.url == site.url("/5", "harbour.example")
    assert not any("Cookie" in request.headers for request in site.requests)


@pytest.mark.parametrize(
    "page",
    [
        '<html><head><meta http-equiv="refresh" content="0; url=/b?x=1&amp;y=2"></head>',
        "<title>/b</title><META content='1;URL=\"/b?x=1&amp;y=2\"' http-equiv=refresh><a href=/b>港</a>",
        '<meta charset="utf-8"><meta http-equiv="Refresh" content="5,url=\'b?x=1&y=2\'" />',
    ],
)
async def test_a_page_that_only_sends_its_reader_on_is_a_redirect(site: Site, page: str) -> None:
    site.says("/b")
    fetched = await site.fetcher().fetch(site.says("/a", text=page))
    assert (fetched.url, fetched.data) == (site.url("/b?x=1&y=2"), HTML.encode())


@pytest.mark.parametrize(
    ("page", "content_type"),
    [
        ('<meta http-equiv="refresh" content="0;url=/b">' + "<p>港の話" * 1000, "text/html"),
        ('<meta http-equiv="refresh" content="300;url=/b"><p>港の話', "text/html"),
        ('<meta http-equiv="refresh" content="0"><p>港の話', "text/html"),
        ('<!-- <meta http-equiv="refresh" content="0;url=/b"> --><p>港の話', "text/html"),
        ('<meta name="refresh" content="0;url=/b"><p>港の話', "text/html"),
        ('<meta http-equiv="refresh" content="0;url=/b">', "text/plain"),
    ],
    ids=["long", "later", "itself", "comment", "name", "text"],
)
async def test_a_page_that_is_more_than_a_redirect_is_read(site: Site, page: str, content_type: str) -> None:
    site.says("/b")
    url = site.says("/a", text=page, content_type=content_type)
    assert (await site.fetcher().fetch(url)).data == page.encode()


async def test_pages_that_send_their_reader_on_count_as_redirects(site: Site) -> None:
    for n in range(6):
        site.says(f"/{n}", text=f'<meta http-equiv="refresh" content="0;url=/{n + 1}">')
    site.says("/6")
    assert await refusal(site.fetcher().fetch(site.url("/0"))) == "fetch-redirects"
    assert (await site.fetcher().fetch(site.url("/1"))).url == site.url("/6")


async def test_more_than_five_redirects_or_a_loop_are_refused(site: Site) -> None:
    for n in range(6):
        site.says(f"/{n}", status=301, headers={"Location": f"/{n + 1}"})
    site.says("/6")
    assert await refusal(site.fetcher().fetch(site.url("/0"))) == "fetch-redirects"
    site.says("/x", status=302, headers={"Location": "/y"})
    site.says("/y", status=302, headers={"Location": "/x"})
    assert await refusal(site.fetcher().fetch(site.url("/x"))) == "fetch-redirects"


@pytest.mark.parametrize(
    ("status", "key"),
    [
        (401, "fetch-login"),
        (402, "fetch-paid"),
        (403, "fetch-forbidden"),
        (404, "fetch-gone"),
        (410, "fetch-gone"),
        (429, "fetch-busy"),
        (451, "fetch-forbidden"),
        (500, "fetch-server"),
        (503, "fetch-server"),
        (204, "fetch-status"),
        (300, "fetch-status"),
        (304, "fetch-status"),
        (418, "fetch-status"),
    ],
)
async def test_every_answer_but_a_page_is_refused_by_its_reason(site: Site, status: int, key: str) -> None:
    async def handler(request: web.Request) -> web.Response:
        return web.Response(status=status)

    site.paths["/"] = handler
    assert await refusal(site.fetcher().fetch(site.url())) == key


@pytest.mark.parametrize(
    "content_type",
    [
        *("image/png", "application/msword", "video/mp4", "text/javascript", "text/css"),
        *("application/zip", "application/octet-stream"),
    ],
)
async def test_what_says_that_it_is_no_text_is_refused(site: Site, content_type: str) -> None:
    assert await refusal(site.fetcher().fetch(site.says(content_type=content_type))) == "fetch-not-text"


@pytest.mark.parametrize(
    ("content_type", "data"),
    [
        ("application/epub+zip", b"PK\3\4"),
        ("application/pdf", b"%PDF-1.7"),
        ("application/octet-stream", b"PK\3\4"),
        ("application/octet-stream", b"%PDF-1.7"),
    ],
)
async def test_books_and_papers_are_fetched_also_where_their_type_says_nothing(
    site: Site, content_type: str, data: bytes
) -> None:
    fetched = await site.fetcher().fetch(site.says(content_type=content_type, text=None, body=data))
    assert (fetched.data, fetched.content_type) == (data, content_type)


@pytest.mark.parametrize(
    "content_type", ["text/html", "application/xhtml+xml", "text/plain", "text/markdown"]
)
async def test_pages_and_texts_are_taken(site: Site, content_type: str) -> None:
    page = await site.fetcher().fetch(site.says(content_type=content_type))
    assert page.content_type == content_type


@pytest.mark.parametrize("end", [b"", bytes(9), b"padding"])
async def test_several_gzip_members_are_one_body(site: Site, end: bytes) -> None:
    members = [gzip.compress(part.encode(), mtime=0) for part in (HTML * 9_000, "", "<p>灯台の話", "<p>港")]
    packed = {"Content-Encoding": "gzip"}
    url = site.says(text=None, body=b"".join(members) + end, headers=packed)
    assert (await site.fetcher().fetch(url)).data == (HTML * 9_000 + "<p>灯台の話<p>港").encode()
    cut = site.says(text=None, body=b"".join(members)[:-9], headers=packed)
    assert await refusal(site.fetcher().fetch(cut)) == "fetch-broken-off"


def test_a_gzip_member_may_arrive_in_pieces() -> None:
    inflater = Inflater("gzip", 1000)
    for byte in gzip.compress(b"one, ", mtime=0) + gzip.compress(b"two", mtime=0):
        inflater.feed(bytes([byte]))
    assert inflater.finish() == b"one, two"


async def test_an_empty_page_is_refused(site: Site) -> None:
    assert await refusal(site.fetcher().fetch(site.says(text=" \n"))) == "fetch-empty"


def test_the_limits_are_the_promised_ones() -> None:
    assert (fetcher.TIMEOUT_SECONDS, fetcher.MAX_REDIRECTS, fetcher.MAX_CONCURRENT, MAX_BYTES) == (
        20,
        5,
        4,
        10_000_000,
    )
