"""The pace of connections to the gateway, and of shards that identify there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from types import SimpleNamespace

import aiohttp
import discord

from bot.pace import Pacer

CONNECTIONS = 1.0
"""Connections to the gateway a second: discord.py itself doesn't pause after one that ends at once."""
IDENTIFY_EVERY = 5.25
"""Seconds between two shards that identify; Discord counts those of 5 seconds."""


def gateway_paced(trace: aiohttp.TraceConfig) -> aiohttp.TraceConfig:
    """Return what traces requests, with a pace for connections to the gateway."""
    pacer = Pacer(CONNECTIONS)

    async def start(
        _: aiohttp.ClientSession, __: SimpleNamespace, asked: aiohttp.TraceRequestStartParams
    ) -> None:
        if asked.url.scheme in ("ws", "wss"):
            await pacer.wait()

    trace.on_request_start.append(start)
    return trace


class IdentifyPace:
    """Gives shards their turns to identify. `limits` asks Discord how many may at a time: those whose ids
    differ modulo that number."""

    def __init__(self, limits: Callable[[], Awaitable[discord.SessionStartLimits]]) -> None:
        self._limits = limits
        self._at_a_time: int | None = None
        self._identified: dict[int, float] = {}

    async def wait(self, shard_id: int) -> None:
        """Return when a shard may identify."""
        loop = asyncio.get_running_loop()
        if self._identified:  # the first needn't ask
            if self._at_a_time is None:
                self._at_a_time = (await self._limits()).max_concurrency
            step = self._at_a_time
            those = [at for other, at in self._identified.items() if (other - shard_id) % step == 0]
            if those:
                await asyncio.sleep(max(those) + IDENTIFY_EVERY - loop.time())
        self._identified[shard_id] = loop.time()
