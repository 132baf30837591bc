"""What each request to Discord meets: the global limit, a time limit, and a guard that may keep it back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from types import SimpleNamespace

import aiohttp
from discord.http import Route

from bot.pace import GlobalLimit

_limit: ContextVar[tuple[asyncio.Timeout, float] | None] = ContextVar("limit", default=None)
_guard: ContextVar[Callable[[], None] | None] = ContextVar("guard", default=None)


@asynccontextmanager
async def answers_within(seconds: float) -> AsyncIterator[None]:
    """Raise TimeoutError when one exchange with Discord inside the block takes longer.

    Waiting for a place, or as long as a 429 says, doesn't count: cancelling a request in that wait would
    leave discord.py's global lock closed for ever.
    """
    async with asyncio.timeout(None) as timeout:
        token = _limit.set((timeout, seconds))
        try:
            yield
        finally:
            _limit.reset(token)


@contextmanager
def guarded(guard: Callable[[], None]) -> Iterator[None]:
    """Call `guard` whenever a request inside the block is about to leave, repetitions by discord.py included.

    Where it raises, that request doesn't leave.
    """
    token = _guard.set(guard)
    try:
        yield
    finally:
        _guard.reset(token)


def traced(everything: GlobalLimit) -> aiohttp.TraceConfig:
    """Return what limits, times and guards each request, repetitions by discord.py included."""

    async def start(
        _: aiohttp.ClientSession, request: SimpleNamespace, asked: aiohttp.TraceRequestStartParams
    ) -> None:
        guard = _guard.get()
        if _counts(str(asked.url)):
            request.answered = await everything.enter(own=guard is not None)
        if guard is not None:
            guard()
        limit = _limit.get()
        if limit is not None:
            timeout, seconds = limit
            timeout.reschedule(asyncio.get_running_loop().time() + seconds)

    async def answered(
        _: aiohttp.ClientSession, request: SimpleNamespace, __: aiohttp.TraceRequestEndParams
    ) -> None:
        if hasattr(request, "answered"):
            request.answered()
        await end()

    async def end(*_: object) -> None:
        limit = _limit.get()
        if limit is not None and not limit[0].expired():  # one that has expired can't be changed any more
            limit[0].reschedule(None)

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(start)
    trace.on_request_end.append(answered)
    trace.on_request_exception.append(end)
    return trace


def _counts(url: str) -> bool:
    path = url.removeprefix(Route.BASE)
    return path != url and not path.startswith(("/interactions/", "/webhooks/"))
