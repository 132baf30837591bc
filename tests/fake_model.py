"""A small fake of the API that a language model is asked by, on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from bot.config import ModelAddress
from bot.fetch import LanguageModel

HOST = "127.0.0.1"
KEY = "sk-of-the-tests"
Answering = Callable[[web.Request], Awaitable[web.StreamResponse]]


class FakeModel:
    """Says what a test sets, and keeps what it was asked."""

    def __init__(self) -> None:
        self.port = 0
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.visited: list[str] = []
        self.waiting = asyncio.Event()
        """Set while somebody waits for an answer that doesn't come."""
        self.says("")

    @property
    def address(self) -> ModelAddress:
        return ModelAddress(f"http://{HOST}:{self.port}/v1", "fake-1", KEY)

    def client(self, **options: Any) -> LanguageModel:
        return LanguageModel(self.address, **options)

    def says(self, text: str) -> None:
        """Answer with a text from now on, as the API does."""
        self.answers_with(json={"object": "chat.completion", "choices": [{"message": {"content": text}}]})

    def answers_with(self, status: int = 200, **response: Any) -> None:
        """Answer anything else."""

        async def answer(_: web.Request) -> web.Response:
            if "json" in response:
                return web.json_response(response["json"], status=status)
            return web.Response(status=status, **response)

        self.answer: Answering = answer

    def stays_silent(self) -> None:
        """Never answer."""

        async def answer(_: web.Request) -> web.Response:
            self.waiting.set()
            await asyncio.Event().wait()
            raise AssertionError

        self.answer = answer

    async def serve(self, request: web.Request) -> web.StreamResponse:
        self.visited.append(f"{request.method} {request.path}")
        self.headers.append(dict(request.headers))
        if request.can_read_body:
            self.asked.append(await request.json())
        return await self.answer(request)

    @property
    def prompts(self) -> str:
        """All that it was asked, instructions and texts."""
        return "\n".join(one["content"] for asked in self.asked for one in asked["messages"])


@asynccontextmanager
async def fake_model() -> AsyncIterator[FakeModel]:
    model = FakeModel()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", model.serve)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    listening = web.TCPSite(runner, HOST, 0)
    await listening.start()
    model.port = runner.addresses[0][1]
    try:
        yield model
    finally:
        await runner.cleanup()
