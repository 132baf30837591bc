"""Watches the connections to Discord's gateway, and leaves those over which it says nothing.

discord.py leaves a connection on which no frame came for 60 seconds, and bounds connecting and the hello by
60 seconds. It doesn't see that its heartbeats stay unanswered while other frames come, nor that Discord
answers heartbeats and nothing else: that it swallowed what was to begin or to resume a session.
"""

from __future__ import annotations

import asyncio
import functools
import logging
import time
from dataclasses import dataclass

import aiohttp
import discord
from discord.gateway import DiscordWebSocket

LOOK_EVERY = 1.0
"""Seconds between two looks."""
WELCOMED_WITHIN = 60.0
"""Seconds in which a session must begin or be resumed; doubled after each that wasn't, up to `AT_MOST`, since
Discord lets a bot begin only so many a day."""
AT_MOST = 960.0
ACKNOWLEDGED_WITHIN = 30.0
"""Seconds after the time of the next heartbeat in which the one before must have been acknowledged."""
CLOSED_WITHIN = 5.0
"""Seconds that a connection being closed waits for Discord to say that it is."""

log = logging.getLogger(__name__)


@dataclass(eq=False)
class _Connection:
    """A shard's connection, and whether its session began or was resumed."""

    socket: DiscordWebSocket
    since: float
    welcomed: bool = False


class Watch:
    """Looks at the shards of a client."""

    def __init__(self, client: discord.AutoShardedClient) -> None:
        self._client = client
        self._began = time.monotonic()
        self._connections: dict[int, _Connection] = {}
        self._answered: dict[int, float] = {}
        self._in_vain: dict[int, int] = {}
        self._leaving: dict[int, asyncio.Task[None]] = {}

    def welcomed(self, shard_id: int) -> None:
        """Note that a shard's session began or was resumed."""
        if (shard := self._client.shards.get(shard_id)) is not None:
            self._connection(shard).welcomed = True
            self._in_vain.pop(shard_id, None)
            self._answered[shard_id] = time.monotonic()

    def ages(self) -> dict[int, float]:
        """Return for each shard how many seconds ago Discord last answered its heartbeat, in a session; where
        it never did, how many seconds ago this began."""
        now, client = time.monotonic(), self._client
        expected = client.shard_ids or range(client.shard_count or 1)
        return {number: now - self._answered.get(number, self._began) for number in expected}

    async def run(self) -> None:
        """Look again and again, until cancelled."""
        try:
            while True:
                self.look()
                await asyncio.sleep(LOOK_EVERY)
        finally:
            for task in self._leaving.values():
                task.cancel()

    def look(self) -> None:
        """Look once; begin to leave what Discord doesn't answer on."""
        for number, shard in self._client.shards.items():
            if shard.is_closed() or number in self._leaving:
                continue  # discord.py is at it, or this is
            reason = self._fault(number, shard)
            if reason is not None:
                log.warning("Shard %d is connected anew: %s", number, reason)
                task = self._leaving[number] = asyncio.create_task(shard.reconnect())
                task.add_done_callback(functools.partial(self._left, number))

    def _fault(self, number: int, shard: discord.ShardInfo) -> str | None:
        """Return why a connection is to be left; None where it is sound as far as is known."""
        connection, now = self._connection(shard), time.monotonic()
        # discord.py waits 30 seconds, in which a swallowing gateway isn't left yet.
        connection.socket.socket._timeout = aiohttp.ClientWSTimeout(ws_close=CLOSED_WITHIN)
        heart = connection.socket._keep_alive
        if heart is None:
            return None  # it is being closed
        silent = time.perf_counter() - heart._last_ack
        if silent > (heart.interval or 0.0) + ACKNOWLEDGED_WITHIN:
            return f"Discord acknowledged no heartbeat for {silent:.0f} s"
        if connection.welcomed:
            self._answered[number] = now - silent
            return None
        patience = min(WELCOMED_WITHIN * 2 ** self._in_vain.get(number, 0), AT_MOST)
        if now - connection.since > patience:
            self._in_vain[number] = self._in_vain.get(number, 0) + 1
            return f"Discord began no session within {patience:.0f} s"
        return None

    def _connection(self, shard: discord.ShardInfo) -> _Connection:
        """Return what is known of a shard's connection, which is another one after each reconnect."""
        socket = shard._parent.ws  # nothing public tells one connection from the next
        known = self._connections.get(shard.id)
        if known is None or known.socket is not socket:
            known = self._connections[shard.id] = _Connection(socket, time.monotonic())
        return known

    def _left(self, number: int, task: asyncio.Task[None]) -> None:
        del self._leaving[number]
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("Shard %d can't be connected anew", number, exc_info=error)

    async def disconnect(self) -> None:
        """Close all connections, so that Discord tells of nothing more; what was begun can be finished."""
        await asyncio.gather(*(shard.disconnect() for shard in self._client.shards.values()))
