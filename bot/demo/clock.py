"""The time of the simulated Discord, which never runs backwards, not even between two runs."""

from __future__ import annotations

import time as wall
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

FOUNDED = datetime(2026, 1, 1, tzinfo=UTC)
"""When the simulated server was created. Ids contain a time, so a fixed one gives the server, its channels
and its people the same ids in every run."""

MARGIN = timedelta(seconds=30)


class DemoClock:
    """Runs with real time from `start` on. simcord calls `elapsed`, `now` and `advance`."""

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._real = wall.time()
        self._elapsed = 0.0
        self._skipped = 0.0
        self._founding = False

    @property
    def elapsed(self) -> float:
        """Return the seconds since the start."""
        # Not time.monotonic: simcord patches it to return this very property.
        self._elapsed = max(self._elapsed, wall.time() - self._real + self._skipped)
        return self._elapsed

    def now(self) -> datetime:
        """Return the simulated time, in UTC."""
        return FOUNDED if self._founding else self._start + timedelta(seconds=self.elapsed)

    def advance(self, seconds: float) -> None:
        """Jump ahead."""
        self._skipped += seconds

    @contextmanager
    def founding(self) -> Iterator[None]:
        """Stand still at FOUNDED while the server is built."""
        self._founding = True
        try:
            yield
        finally:
            self._founding = False


class ClockFile:
    """The file that remembers the latest simulated time of a kept demo."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> datetime | None:
        """Return the latest time of earlier runs, None before the first."""
        try:
            return datetime.fromisoformat(self._path.read_text(encoding="ascii").strip())
        except FileNotFoundError:
            return None
        except ValueError:  # damaged; its modification time is nearly the same
            return datetime.fromtimestamp(self._path.stat().st_mtime, UTC) + MARGIN

    def write(self, instant: datetime) -> None:
        """Store `instant` plus a margin, in case the run ends before it is called again."""
        beside = self._path.with_name(f"{self._path.name}.part")
        beside.write_text(f"{(instant + MARGIN).isoformat()}\n", encoding="ascii")
        beside.replace(self._path)


def starting_time(real: datetime, at: time | None, last: datetime | None, zone: ZoneInfo) -> datetime:
    """Return `real`, or today at `at` in `zone`; if that is not after `last`, a later time or day."""
    if at is None:
        return max(real, last) if last else real
    day = real.astimezone(zone).date()
    while True:
        instant = datetime.combine(day, at, zone).astimezone(UTC)
        if last is None or instant > last:
            return instant
        day += timedelta(days=1)
