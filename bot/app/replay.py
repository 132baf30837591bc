"""Interactions that are over when Discord tells of them.

To a connection that it resumes, Discord first tells all that happened meanwhile. Who typed a command then has
read that the app didn't respond, and may have typed it again: what it asks for must not be done now, and who
can still be answered must not wait behind it.
"""

from __future__ import annotations

import logging
import math
import time

import discord

from bot.ui.deferral import DUE

OVER_AFTER = DUE + 1.0
"""Seconds after which an interaction is over; the computers that make Discord's ids may differ a little."""

log = logging.getLogger(__name__)


class Replays:
    """Knows which shards were cut off, and what is over of what Discord tells them then.

    What time it is for Discord follows from the newest interaction, and from how long ago that was told: the
    clock of this computer may be wrong.
    """

    def __init__(self) -> None:
        self._ahead = -math.inf
        """Seconds that Discord's clock is ahead of the monotonic one, at least."""
        self._over: dict[int, int] = {}

    def begin(self, shard_id: int) -> None:
        """Note that a shard was cut off."""
        self._over.setdefault(shard_id, 0)

    def end(self, shard_id: int) -> None:
        """Note that a shard hears what happens now, and log how much was over."""
        if number := self._over.pop(shard_id, 0):
            log.warning("Shard %d heard of %d commands and clicks when they were over", shard_id, number)

    def is_over(self, interaction_id: int, shard_id: int) -> bool:
        """Return whether an interaction that Discord tells of now is over; never but for shards cut off."""
        begun = discord.utils.snowflake_time(interaction_id).timestamp()
        self._ahead = max(self._ahead, begun - time.monotonic())
        if shard_id not in self._over or time.monotonic() + self._ahead - begun <= OVER_AFTER:
            return False
        self._over[shard_id] += 1
        return True
