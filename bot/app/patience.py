"""How long the bot goes on trying where Discord or the network is to blame."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
import discord
from discord.http import HTTPClient

from bot.ui.faults import described, is_network_fault, told_to_wait

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds between two attempts: doubled each time, as long as that is."""

ANSWERS_WITHIN = 20.0
"""Seconds in which Discord must begin to answer a request, once all of it was sent."""

T = TypeVar("T")

log = logging.getLogger(__name__)


async def patiently(trouble: str, attempt: Callable[[], Awaitable[T]]) -> T:
    """Return what `attempt()` returns, however often that takes.

    After each fault it waits, longer each time, and logs `trouble` with the reason whenever the reason
    changes. Raises what only a person can mend: a refused token, and whatever doesn't come from Discord.
    """
    pause, known = FIRST_PAUSE, ""
    while True:
        try:
            return await attempt()
        except Exception as error:
            if not _passes(error):
                raise
            if (reason := described(error)) != known:
                log.warning("%s: %s; trying until it works", trouble, reason)
                known = reason
            told = told_to_wait(error)
        await asyncio.sleep(max(pause, told))
        pause = min(2 * pause, LONGEST_PAUSE)


def limit_answers(http: HTTPClient) -> None:
    """Let requests of a client that is logged in end without an answer after `ANSWERS_WITHIN`.

    Of itself aiohttp waits five minutes, in which a person may be waiting for what is done next.
    """
    session: aiohttp.ClientSession | None = http._HTTPClient__session  # type: ignore[attr-defined]
    if session is not None:  # a simulated Discord takes no requests
        session._timeout = aiohttp.ClientTimeout(300, sock_connect=30, sock_read=ANSWERS_WITHIN)


def _passes(error: Exception) -> bool:
    """Return whether waiting can mend it: of Discord's refusals all but that of the token, and none that
    closed the client."""
    if isinstance(error, discord.HTTPException):
        return error.status != 401
    return is_network_fault(error) and not isinstance(error, discord.ConnectionClosed)
