"""A poll of feeds that is killed: `python -m tests.library.killed_poll PLACE DATABASE PORT NOW`.

It dies before or after one step of a transaction: what stores what the poll found, what stores an article, or
what settles its entry, when the article is there.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.fetch import Fetcher
from bot.library import Library, ingest
from bot.reader.pool import Reader
from bot.store import entries, feeds
from bot.store.database import open_database

WORKS: dict[str, tuple[Any, str]] = {
    "polled": (feeds, "polled"),
    "stored": (ingest, "store"),
    "settled": (entries, "settle"),
}


async def main(place: str, path: Path, port: int, now: datetime) -> None:
    """Poll the feeds of a site on loopback, and add what waits, until that place."""
    when, what = place.split()
    module, name = WORKS[what]
    real = getattr(module, name)

    def die(*given: Any, **named: Any) -> None:
        if when == "after":
            real(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(module, name, die)
    async with open_database(path) as database, Reader() as reader:
        fetcher = Fetcher(allow=("127.0.0.1", port))
        library = Library(database, lambda: now, reader=reader, fetcher=fetcher)
        await library.feeds.poll()
        await library.feeds.add_waiting()


if __name__ == "__main__":
    _, place, path, port, now = sys.argv
    asyncio.run(main(place, Path(path), int(port), datetime.fromtimestamp(float(now), UTC)))
