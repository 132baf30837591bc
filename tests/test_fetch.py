"""Fetching from a server on loopback, which alone is allowed here."""

from __future__ import annotations

import asyncio
import gzip
import shutil
import ssl
import subprocess
import time
import tracemalloc
import zlib
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest
from aiohttp import web

from bot.errors import UserError
from bot.fetch import Fetcher, Page
from bot.fetch.inflate import Inflater
from bot.model import Language
from bot.texts import Texts
from tests.site import HOST, HTML, Handler, Site, serving


async def refusal(fetched: Awaitable[Page]) -> str:
    """The key of a refusal, which is a sentence in both languages."""
    with pytest.raises(UserError) as refused:
        await fetched
    texts = Texts()
    for language in Language:
        assert texts.say(language, refused.value.key, **refused.value.variables)
    return refused.value.key


async def test_a_page_comes_with_its_address_type_charset_and_bytes(site: Site) -> None:
    url = site.says("/a", text=HTML, charset="euc-jp")
    page = await site.fetcher().fetch(f" <{url}#part> ")
    assert page == Page(url, "text/html", "euc-jp", HTML.encode("euc-jp"))


async def test_a_server_is_told_who_asks_and_nothing_else(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://192.0.2.1:3128")
    monkeypatch.setenv("HTTP_PROXY", "http://192.0.2.1:3128")
    url = site.says("/a", headers={"Set-Cookie": "seen=1"})
    fetcher = site.fetcher(page="https://bot.example/kotonoha")
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


async def test_more_than_five_redirects_or_a_loop_are_refused(site: Site) -> None:
    for n in range(6):
        site.says(f"/{n}", status=301, headers={"Location": f"/{n + 1}"})
    site.says("/6")
    assert await refusal(site.fetcher().fetch(site.url("/0"))) == "fetch-redirects"
    site.says("/x", status=302, headers={"Location": "/y"})
    site.says("/y", status=302, headers={"Location": "/x"})
    assert await refusal(site.fetcher().fetch(site.url("/x"))) == "fetch-redirects"


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("ftp://example.com/a", "fetch-address"),
        ("file:///etc/passwd", "fetch-address"),
        ("javascript:alert(1)", "fetch-address"),
        ("gopher://127.0.0.1:70/", "fetch-address"),
        ("example.com/a", "fetch-address"),
        ("//example.com/a", "fetch-address"),
        ("http://", "fetch-address"),
        ("http://exa mple.com/", "fetch-address"),
        ("http://[::1/", "fetch-address"),
        ("http://example.com:99999/", "fetch-address"),
        ("http://example.com/" + "a" * 2000, "fetch-address"),
        ("", "fetch-address"),
        ("http://me:word@example.com/", "fetch-credentials"),
        ("http://me@example.com/", "fetch-credentials"),
        ("http://example.com:22/", "fetch-port"),
        ("https://example.com:80/", "fetch-port"),
        ("http://example.com:443/", "fetch-port"),
        ("http://name-that-is-not.invalid/", "fetch-unknown"),
        ("http://127.0.0.1/", "fetch-private"),
        ("https://127.0.0.1/", "fetch-private"),
        ("http://localhost/", "fetch-private"),
        ("http://localhost./", "fetch-private"),
        ("http://LOCALHOST/", "fetch-private"),
        ("http://any.localhost/", "fetch-private"),
        ("http://metadata.google.internal/", "fetch-private"),
        ("http://printer.local/", "fetch-private"),
        ("http://2130706433/", "fetch-private"),
        ("http://0177.0.0.1/", "fetch-private"),
        ("http://017700000001/", "fetch-private"),
        ("http://0x7f.1/", "fetch-private"),
        ("http://0x7f000001/", "fetch-private"),
        ("http://127.1/", "fetch-private"),
        ("http://0/", "fetch-private"),
        ("http://①②⑦.⓪.⓪.①/", "fetch-private"),
        ("http://１２７.０.０.１/", "fetch-private"),
        ("http://127。0。0。1/", "fetch-private"),
        ("http://169.254.169.254/latest/meta-data/", "fetch-private"),
        ("http://10.0.0.1/", "fetch-private"),
        ("http://[::1]/", "fetch-private"),
        ("http://[::]/", "fetch-private"),
        ("http://[::ffff:127.0.0.1]/", "fetch-private"),
        ("http://[::ffff:7f00:1]/", "fetch-private"),
        ("http://[64:ff9b::7f00:1]/", "fetch-private"),
        ("http://[2002:7f00:1::]/", "fetch-private"),
        ("http://[2001:0:7f00:1::]/", "fetch-private"),
        ("http://[fe80::1%25lo]/", "fetch-private"),
        ("http://[fd00:ec2::254]/", "fetch-private"),
    ],
)
async def test_an_address_that_leads_elsewhere_is_refused(address: str, key: str) -> None:
    assert await refusal(Fetcher().fetch(address)) == key


@pytest.mark.parametrize(
    ("target", "key"),
    [
        ("http://127.0.0.1/", "fetch-private"),
        ("http://2130706433/", "fetch-private"),
        ("http://[::ffff:169.254.169.254]/", "fetch-private"),
        ("//10.0.0.1/", "fetch-private"),
        ("http://127.0.0.1:22/", "fetch-port"),
        ("file:///etc/passwd", "fetch-address"),
        ("http://me:word@127.0.0.1:{port}/", "fetch-credentials"),
        ("http://[::1/", "fetch-redirects"),
    ],
)
async def test_every_redirect_is_checked_like_the_first_address(site: Site, target: str, key: str) -> None:
    url = site.says("/a", status=307, headers={"Location": target.format(port=site.port)})
    assert await refusal(site.fetcher().fetch(url)) == key
    assert [request.path for request in site.requests] == ["/a"]


def answers(
    *lists: Sequence[str],
) -> tuple[list[str], Callable[[str, int], Awaitable[list[tuple[int, str]]]]]:
    """A resolver that gives one list of addresses after the other, and the names it was asked for."""
    asked: list[str] = []

    async def resolve(host: str, port: int) -> list[tuple[int, str]]:
        asked.append(host)
        found = lists[min(len(asked), len(lists)) - 1]
        return [(10 if ":" in address else 2, address) for address in found]

    return asked, resolve


async def test_a_name_is_asked_for_once_and_what_was_checked_is_connected_to(site: Site) -> None:
    url = site.says("/a").replace(HOST, "harbour.example")
    asked, resolve = answers([HOST], ["10.0.0.1"])
    page = await site.fetcher(resolve=resolve).fetch(url)
    assert page.url == url
    assert asked == ["harbour.example"]
    assert site.requests[0].headers["Host"] == f"harbour.example:{site.port}"


async def test_a_name_that_changes_its_address_at_a_redirect_is_refused(site: Site) -> None:
    url = site.says("/a", status=302, headers={"Location": "/b"}).replace(HOST, "harbour.example")
    site.says("/b")
    asked, resolve = answers([HOST], ["10.0.0.1"])
    assert await refusal(site.fetcher(resolve=resolve).fetch(url)) == "fetch-private"
    assert len(asked) == 2


async def test_one_private_address_among_public_ones_is_enough_to_refuse(site: Site) -> None:
    url = site.says("/a").replace(HOST, "harbour.example")
    for address in ("10.0.0.1", "::1", "169.254.169.254", "127.0.0.2"):
        _, resolve = answers([HOST, address])
        assert await refusal(site.fetcher(resolve=resolve).fetch(url)) == "fetch-private"
    assert site.requests == []


async def test_nothing_is_connected_to_that_the_last_check_does_not_know(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the checks of names and numbers are gone, no socket opens."""
    monkeypatch.setattr("bot.fetch.fetcher._number", lambda host: None)
    url = site.says("/a").replace(str(site.port), "80")
    assert await refusal(Fetcher().fetch(url)) == "fetch-private"


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
    ["image/png", "application/pdf", "video/mp4", "application/zip", "application/json", "text/css"],
)
async def test_what_says_that_it_is_no_text_is_refused(site: Site, content_type: str) -> None:
    assert await refusal(site.fetcher().fetch(site.says(content_type=content_type))) == "fetch-not-text"


@pytest.mark.parametrize(
    "content_type", ["text/html", "application/xhtml+xml", "text/plain", "text/markdown"]
)
async def test_pages_and_texts_are_taken(site: Site, content_type: str) -> None:
    page = await site.fetcher().fetch(site.says(content_type=content_type))
    assert page.content_type == content_type


async def test_an_empty_page_is_refused(site: Site) -> None:
    assert await refusal(site.fetcher().fetch(site.says(text=" \n"))) == "fetch-empty"


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw deflate", "identity"])
async def test_packed_pages_are_unpacked(site: Site, encoding: str) -> None:
    text = HTML.encode() * 20_000
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(text),
        "deflate": zlib.compress(text),
        "raw deflate": raw.compress(text) + raw.flush(),
        "identity": text,
    }[encoding]
    url = site.says(text=None, body=packed, headers={"Content-Encoding": encoding.split()[-1]})
    assert (await site.fetcher().fetch(url)).data == text


@pytest.mark.parametrize(
    ("encoding", "body", "key"),
    [
        ("gzip", gzip.compress(bytes(200_000_000), 9), "fetch-too-large"),
        ("deflate", zlib.compress(bytes(200_000_000), 9), "fetch-too-large"),
        ("gzip", gzip.compress(b"text" * 1000)[:-20], "fetch-broken-off"),
        ("gzip", b"no gzip at all", "fetch-broken-off"),
        ("br", b"\x0b\x02\x80text\x03", "fetch-encoding"),
        ("zstd", b"text", "fetch-encoding"),
        ("gzip, gzip", b"text", "fetch-encoding"),
    ],
)
async def test_bombs_and_broken_packings_are_refused(
    site: Site, encoding: str, body: bytes, key: str
) -> None:
    url = site.says(text=None, body=body, headers={"Content-Encoding": encoding})
    assert await refusal(site.fetcher().fetch(url)) == key


def test_a_bomb_does_not_even_go_off() -> None:
    bomb = gzip.compress(bytes(100_000_000), 9)
    tracemalloc.start()
    try:
        with pytest.raises(UserError, match="fetch-too-large"):
            Inflater("gzip", 1_000_000).feed(bomb)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


async def test_a_page_may_be_as_large_as_allowed_and_not_a_byte_larger(site: Site) -> None:
    assert (await site.fetcher(limit=1000).fetch(site.says(text="a" * 1000))).data == b"a" * 1000
    assert await refusal(site.fetcher(limit=1000).fetch(site.says(text="a" * 1001))) == "fetch-too-large"


async def test_a_page_that_says_it_is_too_large_is_not_waited_for(site: Site) -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Type": "text/html", "Content-Length": "99000000"})
        await answer.prepare(request)
        await asyncio.sleep(60)
        return answer

    site.paths["/"] = handler
    assert await refusal(site.fetcher(seconds=5).fetch(site.url())) == "fetch-too-large"


async def endless(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse(headers={"Content-Type": "text/html"})
    await answer.prepare(request)
    while True:
        await answer.write(b"a" * 60_000)


async def test_an_endless_answer_is_cut_off(site: Site) -> None:
    site.paths["/"] = endless
    assert await refusal(site.fetcher().fetch(site.url())) == "fetch-too-large"


async def drip(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse(headers={"Content-Type": "text/html"})
    await answer.prepare(request)
    while True:
        await answer.write(b"a")
        await asyncio.sleep(0.05)


async def silence(request: web.Request) -> web.StreamResponse:
    await asyncio.sleep(60)
    raise AssertionError


@pytest.mark.parametrize("handler", [drip, silence])
async def test_time_counts_from_the_first_step_to_the_last_byte(site: Site, handler: Handler) -> None:
    site.paths["/b"] = handler
    url = site.says("/a", status=302, headers={"Location": "/b"})
    start = time.monotonic()
    assert await refusal(site.fetcher(seconds=0.5).fetch(url)) == "fetch-too-slow"
    assert time.monotonic() - start < 2


async def test_an_answer_that_breaks_off_is_no_page(site: Site) -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Type": "text/html", "Content-Length": "1000"})
        await answer.prepare(request)
        await answer.write(b"<html>")
        assert request.transport is not None
        request.transport.close()
        return answer

    site.paths["/"] = handler
    assert await refusal(site.fetcher().fetch(site.url())) == "fetch-broken-off"


@pytest.mark.parametrize(
    ("said", "key"),
    [
        (b"", "fetch-unreachable"),
        (b"SSH-2.0-server\r\n", "fetch-broken-off"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX: " + b"x" * 100_000 + b"\r\n\r\n<p>",
            "fetch-broken-off",
        ),
    ],
)
async def test_a_server_that_speaks_no_http_is_refused(said: bytes, key: str) -> None:
    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(said)
        await reader.read(1000)
        writer.close()

    server = await asyncio.start_server(speak, HOST, 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        assert await refusal(Fetcher(own=(HOST, port)).fetch(f"http://{HOST}:{port}/")) == key


async def test_a_closed_door_is_unreachable(site: Site) -> None:
    async with serving() as other:
        port = other.port
    assert await refusal(Fetcher(own=(HOST, port)).fetch(f"http://{HOST}:{port}/")) == "fetch-unreachable"


@pytest.fixture
def self_signed(tmp_path: Path) -> ssl.SSLContext:
    """What a server with a certificate of its own making speaks with."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subject = ["-subj", "/CN=harbour.example", "-days", "1"]
    subprocess.run(
        [
            openssl,
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            *subject,
            "-keyout",
            key,
            "-out",
            certificate,
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    return context


async def test_a_certificate_that_nobody_vouches_for_is_refused(self_signed: ssl.SSLContext) -> None:
    async with serving(self_signed) as site:
        site.says("/")
        url = site.url().replace("http:", "https:")
        assert await refusal(site.fetcher().fetch(url)) == "fetch-certificate"
        assert site.requests == []


async def test_four_pages_are_fetched_at_a_time(site: Site) -> None:
    now = most = 0

    async def handler(request: web.Request) -> web.Response:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.05)
        now -= 1
        return web.Response(text=HTML, content_type="text/html")

    site.paths["/"] = handler
    fetcher = site.fetcher()
    pages = await asyncio.gather(*(fetcher.fetch(site.url()) for _ in range(10)))
    assert len(pages) == 10
    assert most == 4


async def test_who_gives_up_waiting_leaves_room_for_the_next(site: Site) -> None:
    site.paths["/slow"] = silence
    site.says("/")
    fetcher = site.fetcher()
    waiting = [asyncio.create_task(fetcher.fetch(site.url("/slow"))) for _ in range(4)]
    await asyncio.sleep(0.1)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert (await asyncio.wait_for(fetcher.fetch(site.url()), 2)).data
