"""Servers that send too much, too slowly, or something else than they say."""

from __future__ import annotations

import asyncio
import functools
import gzip
import shutil
import socket
import ssl
import subprocess
import time
import tracemalloc
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiodns
import pytest
from aiohttp import web

from bot.errors import UserError
from bot.fetch import Fetcher
from bot.fetch.fetcher import resolve_name
from bot.fetch.inflate import Inflater
from tests.site import HOST, HTML, Handler, Site, refusal, serving


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw deflate", "identity"])
async def test_packed_pages_are_unpacked(site: Site, encoding: str) -> None:
    text = HTML.encode() * 20_000
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(text, mtime=0),
        "deflate": zlib.compress(text),
        "raw deflate": raw.compress(text) + raw.flush(),
        "identity": text,
    }[encoding]
    url = site.says(text=None, body=packed, headers={"Content-Encoding": encoding.split()[-1]})
    assert (await site.fetcher().fetch(url)).data == text


@pytest.mark.parametrize(
    ("encoding", "body", "key"),
    [
        ("gzip", None, "fetch-too-large"),
        ("deflate", None, "fetch-too-large"),
        ("gzip", gzip.compress(b"text" * 1000, mtime=0)[:-20], "fetch-broken-off"),
        ("gzip", b"no gzip at all", "fetch-broken-off"),
        ("br", b"\x0b\x02\x80text\x03", "fetch-encoding"),
        ("zstd", b"text", "fetch-encoding"),
        ("gzip, gzip", b"text", "fetch-encoding"),
    ],
)
async def test_bombs_and_broken_packings_are_refused(
    site: Site, encoding: str, body: bytes | None, key: str
) -> None:
    if body is None:
        pack = gzip.compress if encoding == "gzip" else zlib.compress
        body = pack(bytes(200_000_000))
    url = site.says(text=None, body=body, headers={"Content-Encoding": encoding})
    assert await refusal(site.fetcher().fetch(url)) == key


def test_a_bomb_never_takes_much_more_memory_than_the_limit() -> None:
    limit = 4_000_000
    bomb = gzip.compress(bytes(100_000_000), 9, mtime=0)
    most_of_it = 3_500  # inflates to nearly the limit, and all that follows to far more
    inflater = Inflater("gzip", limit)
    tracemalloc.start()
    try:
        inflater.feed(bomb[:most_of_it])
        tracemalloc.reset_peak()
        for piece in (bomb[most_of_it:], b"whatever comes then"):
            with pytest.raises(UserError, match="fetch-too-large"):
                inflater.feed(piece)
        assert 0.8 * limit < tracemalloc.get_traced_memory()[1] < 1.5 * limit
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("encoding", "start", "more"),
    [
        ("gzip", gzip.compress(b"", mtime=0)[:10], b"\0\0\0\xff\xff"),
        ("deflate", b"\x78\x9c", b"\0\0\0\xff\xff"),
        ("gzip", b"\x1f\x8b\x08\x08" + bytes(6), b"name."),
    ],
    ids=["empty gzip blocks", "empty zlib blocks", "file name"],
)
def test_compressed_data_that_inflates_to_nothing_is_bounded_too(
    encoding: str, start: bytes, more: bytes
) -> None:
    inflater = Inflater(encoding, 1000)
    inflater.feed(start)
    for _ in range((1000 - len(start)) // len(more)):
        inflater.feed(more)
    with pytest.raises(UserError, match="fetch-too-large"):
        inflater.feed(more)


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
        assert await refusal(Fetcher(allow=(HOST, port)).fetch(f"http://{HOST}:{port}/")) == key


async def test_a_closed_door_is_unreachable(site: Site) -> None:
    async with serving() as other:
        port = other.port
    assert await refusal(Fetcher(allow=(HOST, port)).fetch(f"http://{HOST}:{port}/")) == "fetch-unreachable"


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


PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"


@asynccontextmanager
async def sending(answer: bytes) -> AsyncIterator[int]:
    """A server that sends these bytes whatever it is asked; its port."""

    async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            await writer.drain()
        writer.close()

    async with await asyncio.start_server(pour, HOST, 0) as server:
        yield server.sockets[0].getsockname()[1]


@pytest.mark.parametrize(
    "informational",
    [
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n",
        b"HTTP/1.1 199 Any\r\nX: " + b"x" * 8_000 + b"\r\n\r\n",
    ],
)
async def test_a_few_informational_answers_are_nothing_unusual_and_many_a_flood(informational: bytes) -> None:
    page = PAGE + b"Content-Length: 4\r\n\r\ntext"
    async with sending(informational * 3 + page) as port:
        assert (await Fetcher(allow=(HOST, port)).fetch(f"http://{HOST}:{port}/")).data == b"text"
    async with sending(informational * 100 + page) as port:
        fetched = Fetcher(allow=(HOST, port)).fetch(f"http://{HOST}:{port}/")
        assert await refusal(fetched) == "fetch-broken-off"


@pytest.mark.parametrize("padding", [1, 300])
async def test_what_a_connection_carries_beside_the_page_is_counted_too(padding: int) -> None:
    frames = b"1;%b\r\na\r\n" % (b"x" * padding) * 10_000
    async with sending(PAGE + b"Transfer-Encoding: chunked\r\n\r\n" + frames + b"0\r\n\r\n") as port:
        fetched = Fetcher(allow=(HOST, port), limit=10_000).fetch(f"http://{HOST}:{port}/")
        if padding == 1:
            assert (await fetched).data == b"a" * 10_000
        else:
            assert await refusal(fetched) == "fetch-broken-off"


async def test_names_that_hang_hold_up_no_other_name_and_not_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resolver = aiodns.DNSResolver
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind((HOST, 0))
        servers = [f"{HOST}:{silent.getsockname()[1]}"]
        monkeypatch.setattr(aiodns, "DNSResolver", functools.partial(resolver, nameservers=servers))
        fetcher = Fetcher(seconds=60)
        hanging = [asyncio.create_task(fetcher.fetch(f"http://{n}.example/")) for n in range(4)]
        await asyncio.sleep(0.2)
        monkeypatch.setattr(aiodns, "DNSResolver", resolver)
        async with asyncio.timeout(2):
            assert (socket.AF_INET, HOST) in await resolve_name("localhost", 80)
            for task in hanging:
                task.cancel()
            ended = await asyncio.gather(*hanging, return_exceptions=True)
    assert all(isinstance(one, asyncio.CancelledError) for one in ended)
