"""A web server on loopback for tests that fetch."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.errors import UserError
from bot.fetch import FetchedPage, Fetcher
from bot.model import Language
from bot.texts import Texts

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
HOST = "127.0.0.1"
HTML = "<html><p>港の話"


class Site:
    """A web server whose paths a test fills, and the requests it got."""

    def __init__(self) -> None:
        self.port = 0
        self.requests: list[web.Request] = []
        self.paths: dict[str, Handler] = {}

    def url(self, path: str = "/", host: str = HOST) -> str:
        return f"http://{host}:{self.port}{path}"

    def says(self, path: str = "/", **answer: object) -> str:
        async def handler(request: web.Request) -> web.Response:
            return web.Response(**{"text": HTML, "content_type": "text/html", **answer})  # type: ignore[arg-type]

        self.paths[path] = handler
        return self.url(path)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        return await self.paths[request.path](request)

    def fetcher(self, **options: object) -> Fetcher:
        return Fetcher(allow=(HOST, self.port), **options)  # type: ignore[arg-type]


@asynccontextmanager
async def serving(context: ssl.SSLContext | None = None) -> AsyncIterator[Site]:
    site = Site()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", site.serve)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    listening = web.TCPSite(runner, HOST, 0, ssl_context=context)
    await listening.start()
    site.port = runner.addresses[0][1]
    try:
        yield site
    finally:
        await runner.cleanup()


async def refusal(fetched: Awaitable[FetchedPage]) -> str:
    """The key of a refusal, which is a sentence in both languages."""
    with pytest.raises(UserError) as refused:
        await fetched
    texts = Texts()
    for language in Language:
        assert texts.say(language, refused.value.key, **refused.value.variables)
    return refused.value.key


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
