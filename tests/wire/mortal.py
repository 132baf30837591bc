"""`python -m tests.wire.launch tests.wire.mortal`: the bot as its command line runs it, but its clock can be
elsewhere, its lease is short, and it ends as by kill -9 where it is told to.

BOT_CLOCK: what its clock says at the start, or when the real one says BOT_CLOCK_AT, in Unix seconds.
DIES_AT: "point:n", the n-th time at a fail point of the outbox. STOPS_AT: the same, but it is stopped, and
can be let go on. STALLED_AFTER: after how many seconds in one write it ends.
REQUESTS_A_SECOND: its pace, for a Discord without a limit. ACKNOWLEDGED_WITHIN: seconds after which a silent
gateway is left.
"""

from __future__ import annotations

import functools
import os
import signal
import sys
import time
from collections import Counter
from datetime import UTC, datetime

from bot import __main__
from bot.app import client, shard_watch
from bot.app.startup import open_bot
from bot.cli import run
from bot.delivery import dispatcher, periodic
from bot.library import lease
from bot.library.outbox import FailPoint, Outbox

LEASE = float(os.environ.get("LEASE", "0.8"))


def main() -> int:
    """Run the bot until it is told to end, or dies."""
    lease.SECONDS = LEASE
    lease.STALLED_AFTER = float(os.environ.get("STALLED_AFTER", "15"))
    periodic.RENEW_EVERY = LEASE / 5  # type: ignore[attr-defined]
    start, real = float(os.environ["BOT_CLOCK"]), float(os.environ.get("BOT_CLOCK_AT") or time.time())
    clock = lambda: datetime.fromtimestamp(start + time.time() - real, UTC)  # noqa: E731
    run.open_bot = functools.partial(open_bot, clock=clock)  # type: ignore[attr-defined]
    if "REQUESTS_A_SECOND" in os.environ:
        rate = int(os.environ["REQUESTS_A_SECOND"])
        client.EVERYTHING = dispatcher.POSTS = rate  # type: ignore[attr-defined]
    if "ACKNOWLEDGED_WITHIN" in os.environ:
        shard_watch.ACKNOWLEDGED_WITHIN = float(os.environ["ACKNOWLEDGED_WITHIN"])
    ends = {os.environ.get("DIES_AT"): signal.SIGKILL, os.environ.get("STOPS_AT"): signal.SIGSTOP}
    passed: Counter[FailPoint] = Counter()

    def fail_point(name: FailPoint) -> None:
        passed[name] += 1
        if number := ends.get(f"{name}:{passed[name]}"):
            os.kill(os.getpid(), number)

    Outbox.fail_point = staticmethod(fail_point)
    return __main__.main(["run"])


if __name__ == "__main__":
    sys.exit(main())
