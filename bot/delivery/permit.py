"""Whether a request that posts something may still leave."""

from __future__ import annotations

import time

from bot.delivery.failures import StaleError
from bot.library.lease import Lease

NONCE_KNOWN = 120.0
"""Seconds for which Discord surely still knows a nonce; it says "a few minutes"."""


class LeaseLostError(Exception):
    """Another process may have the lease: it takes up what this one had claimed."""


class Stopwatch:
    """Measures time from its creation on, also the time in which the computer sleeps.

    asyncio's clock and `time.monotonic` stand still then. Where the system has no clock that doesn't, the
    wall clock shows it; one that is set ahead looks like a sleep, which is the safe side.
    """

    def __init__(self) -> None:
        self._wall, self._boot = time.time(), _since_boot()

    @property
    def seconds(self) -> float:
        """How much time passed."""
        return max(time.time() - self._wall, _since_boot() - self._boot)


def _since_boot() -> float:
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class Permit:
    """Allows or refuses each request for one message, and counts those that left.

    discord.py repeats some requests by itself, and sleeps in between for as long as it is told to; the
    computer may sleep as well.
    """

    def __init__(self, lease: Lease) -> None:
        self._lease = lease
        self._since: Stopwatch | None = None
        self.requests = 0

    def begin(self) -> None:
        """Count from now on, if that was not begun yet: what was decided before may not hold later."""
        self._since = self._since or Stopwatch()

    def __call__(self) -> None:
        """Count a request that is about to leave.

        Raises LeaseLostError, and StaleError when too much time has passed.
        """
        self.begin()
        if not self._lease.valid:
            raise LeaseLostError
        if self._since is not None and self._since.seconds > NONCE_KNOWN:
            raise StaleError(f"{self._since.seconds:.0f} s passed, in sleep perhaps")
        self.requests += 1
