"""A bot in a process of its own that meets a small Discord: what it costs, as Linux counts it."""

from __future__ import annotations

import asyncio
import os
import re
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.wire.small import SmallDiscord

BARE, KOTONOHA = "tests.bench.bare", "bot"
FASTER = ("uvloop", "orjson")
"""Packages that both bots take where they are installed."""


@dataclass(frozen=True)
class Child:
    pid: int

    def cpu(self) -> float:
        """Seconds of processor time since its start, of all its threads, in user and system."""
        # What clock_getcpuclockid(3) returns: Python knows that for threads only.
        return time.clock_gettime(~self.pid << 3 | 2)

    def memory(self) -> tuple[float, float]:
        """Megabytes that are resident now, and at most so far."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        now, peak = (int(re.findall(rf"{name}:\s*(\d+) kB", status)[0]) / 1024 for name in ("VmRSS", "VmHWM"))
        return now, peak


@asynccontextmanager
async def child(small: SmallDiscord, module: str, *, faster: bool, **variables: str) -> AsyncIterator[Child]:
    """Start a bot, and tell it to end at the end; without `faster`, as if `FASTER` weren't installed."""
    hidden = "" if faster else ",".join(FASTER)
    running = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.bench.without", hidden, "tests.wire.launch", module),
        env={**os.environ, "LOG_LEVEL": "ERROR", **small.environment, **variables},
    )
    try:
        yield Child(running.pid)
    finally:
        if running.returncode is None:
            running.terminate()  # not killed: the next one would wait for its lease
        await asyncio.wait_for(running.wait(), 30)
