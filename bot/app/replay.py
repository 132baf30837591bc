"""Interactions that are over when Discord tells of them.

To a connection that it resumes, Discord first tells all that happened meanwhile. Who typed a command then has
read that the app didn't respond, and may have typed it again: what it asks for must not be done now, and who
can still be answered must not wait behind it.
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
from typing import Any

import discord

from bot.ui.deferral import DUE

OVER_AFTER = DUE + 1.0
"""Seconds after which an interaction is over; the computers that make Discord's ids may differ a little."""

CATCHING_UP = 1.0
"""Seconds after a resume in which interactions that were told before it may still wait for their turn."""

DRIFT = 0.0005
"""Seconds a second by which clocks go apart: those that are set by others are never corrected by more, and
those that nobody sets are less wrong."""

log = logging.getLogger(__name__)


class Replays:
    """Keeps from a client what is over of what Discord tells the shards that were cut off.

    What time it is for Discord follows from the newest interaction, and from how long ago that was told: the
    clock of this computer may be wrong. The longer ago, the less can be said.
    """

    def __init__(self, client: discord.AutoShardedClient) -> None:
        self._client = client
        self._ahead = -math.inf
        """Seconds that Discord's clock was ahead of the monotonic one at `_known_at`, at least."""
        self._known_at = time.monotonic()
        self._over: dict[int, int] = {}
        """Of the shards that were cut off, how much was over so far."""

    def note(self, event: str, *args: Any) -> None:
        """Note that a shard was cut off, or hears what happens now; then log how much was over."""
        if event == "shard_disconnect":
            self._over.setdefault(args[0], 0)
        elif event in ("shard_connect", "shard_resumed") and args[0] in self._over:
            # What it was told before that may not have come to its turn yet.
            asyncio.get_running_loop().call_later(CATCHING_UP, self._caught_up, args[0])

    def _caught_up(self, shard_id: int) -> None:
        if number := self._over.pop(shard_id, 0):
            log.warning("Shard %d heard of %d commands and clicks when they were over", shard_id, number)

    def is_over(self, interaction: discord.Interaction[Any]) -> bool:
        """Return whether nobody can be answered any more who typed or clicked that. To be asked once, in the
        order in which Discord told."""
        shard_id = ((interaction.guild_id or 0) >> 22) % (self._client.shard_count or 1)
        begun, now = interaction.created_at.timestamp(), time.monotonic()
        self._ahead = max(self._ahead - DRIFT * (now - self._known_at), begun - now)
        self._known_at = now
        if shard_id not in self._over or now + self._ahead - begun <= OVER_AFTER:
            return False
        self._over[shard_id] += 1
        return True
