"""The time of the simulated Discord: it never runs backwards, not even from one run to the next."""

from __future__ import annotations

import time as wall
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

FOUNDED = datetime(2026, 1, 1, tzinfo=UTC)
"""When the simulated server came to be. Ids hold the time they were made at, so that one fixed instant gives
the server, its channel and its people the same ids in every run."""

MARGIN = timedelta(seconds=30)


class Clock:
    """Flows with real time from `start` on. simcord asks for `elapsed`, `now` and `advance`."""

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._real = wall.time()
        self._elapsed = 0.0
        self._skipped = 0.0
        self._founding = False

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        # Not time.monotonic: while a bot is attached, simcord answers that from this very property.
        self._elapsed = max(self._elapsed, wall.time() - self._real + self._skipped)
        return self._elapsed

    def now(self) -> datetime:
        """The simulated instant, in UTC."""
        return FOUNDED if self._founding else self._start + timedelta(seconds=self.elapsed)

    def advance(self, seconds: float) -> None:
        """Jump ahead."""
        self._skipped += seconds

    @contextmanager
    def founding(self) -> Iterator[None]:
        """Stand at FOUNDED, while the server is built."""
        self._founding = True
        try:
            yield
        finally:
            self._founding = False


class Mark:
    """The file that remembers how far a kept clock came."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> datetime | None:
        """The latest instant of earlier runs; None before the first."""
        try:
            return datetime.fromisoformat(self._path.read_text(encoding="ascii").strip())
        except FileNotFoundError:
            return None
        except ValueError:  # damaged; when it was written says nearly the same
            return datetime.fromtimestamp(self._path.stat().st_mtime, UTC) + MARGIN

    def write(self, instant: datetime) -> None:
        """Remember `instant`, and a margin beyond it for a run that ends without another word."""
        beside = self._path.with_name(f"{self._path.name}.part")
        beside.write_text(f"{(instant + MARGIN).isoformat()}\n", encoding="ascii")
        beside.replace(self._path)


def beginning(real: datetime, at: time | None, last: datetime | None, zone: ZoneInfo) -> datetime:
    """When the clock starts: now, or today at `at` in `zone`; after `last`, if need be on a later day."""
    if at is None:
        return max(real, last) if last else real
    day = real.astimezone(zone).date()
    while True:
        instant = datetime.combine(day, at, zone).astimezone(UTC)
        if last is None or instant > last:
            return instant
        day += timedelta(days=1)
