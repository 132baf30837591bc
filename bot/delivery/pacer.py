"""The pace of requests to Discord, the time limit of each, and the guard that may keep one back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from types import SimpleNamespace

import aiohttp
from discord.http import Route

EVERYTHING = 45.0
"""Requests a second; Discord allows 50 for the whole bot, and answers to interactions are not counted."""

_limit: ContextVar[tuple[asyncio.Timeout, float] | None] = ContextVar("limit", default=None)
_guard: ContextVar[Callable[[], None] | None] = ContextVar("guard", default=None)


class Pacer:
    """Gives turns `1 / rate` seconds apart, in the order of asking. One that was free up to `slack` seconds
    ago can still be had."""

    def __init__(self, rate: float, slack: float = 0.0) -> None:
        self._gap = 1 / rate
        self._slack = slack
        self._next = 0.0

    async def wait(self) -> None:
        """Return when it is one's turn."""
        now = asyncio.get_running_loop().time()
        turn = max(now - self._slack, self._next)
        self._next = turn + self._gap
        if turn > now:
            await asyncio.sleep(turn - now)


@asynccontextmanager
async def answers_within(seconds: float) -> AsyncIterator[None]:
    """Raise TimeoutError when one exchange with Discord inside the block takes longer.

    Waiting for a turn, or as long as a 429 says, doesn't count: cancelling a request in that wait would leave
    discord.py's global lock closed for ever.
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


def traced(pacer: Pacer) -> aiohttp.TraceConfig:
    """Return what paces, times and guards each request, repetitions by discord.py included."""

    async def start(
        _: aiohttp.ClientSession, __: SimpleNamespace, asked: aiohttp.TraceRequestStartParams
    ) -> None:
        if _counts(str(asked.url)):
            await pacer.wait()
        guard = _guard.get()
        if guard is not None:
            guard()
        limit = _limit.get()
        if limit is not None:
            timeout, seconds = limit
            timeout.reschedule(asyncio.get_running_loop().time() + seconds)

    async def end(*_: object) -> None:
        limit = _limit.get()
        if limit is not None and not limit[0].expired():  # one that has expired can't be changed any more
            limit[0].reschedule(None)

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(start)
    trace.on_request_end.append(end)
    trace.on_request_exception.append(end)
    return trace


def _counts(url: str) -> bool:
    path = url.removeprefix(Route.BASE)
    return path != url and not path.startswith(("/interactions/", "/webhooks/"))
