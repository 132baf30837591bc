"""`python -m tests.bench`: each figure with what it is compared with. Loopback only; it stops by itself."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path

from tests.bench import (
    ask,
    cards,
    commands,
    due,
    kills,
    posts,
    report,
    search,
    serial,
    shard,
    start,
    votes,
    worst,
    written,
)

BENCHES = ["commands", "start", "due", "posts", "kills", "serial", "worst", "search", "ask", "votes", "cards"]


def main() -> int:
    """Run what was asked for; 0 if every figure is as it must be."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--only", choices=BENCHES, help="one of them instead of all")
    parser.add_argument("--document", action="store_true", help="write tables into docs, too")
    parser.add_argument("--rounds", type=int, default=12, help="of commands")
    parser.add_argument("--servers", type=int, nargs="+", default=[1, 10_000], help="to start among")
    parser.add_argument("--shards", type=int, default=1, help="that they are divided among")
    parser.add_argument("--schedules", type=int, default=1_000_000)
    parser.add_argument("--posts", type=int, default=5_000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--days", type=int, default=60, help="of a server that reads articles in parts")
    parser.add_argument("--minutes", type=float, default=30, help="of the worst")
    parser.add_argument("--seed", type=int, default=1)
    size = os.environ.get("SIZE") or "10000"
    parser.add_argument("--articles", type=int, default=100_000 if size == "full" else int(size))
    asked = parser.parse_args()
    good: list[bool] = []

    def show(table: report.Table) -> None:
        print(report.printed(table), flush=True)  # noqa: T201
        if asked.document:
            options = " ".join(one for one in sys.argv[1:] if one != "--document")
            report.document(table, f'make bench ARGS="{options}"' if options else "make bench")
        good.append(table.good)

    with tempfile.TemporaryDirectory(prefix="kotonoha-bench-") as name:
        folder, what = Path(name), [asked.only] if asked.only else BENCHES
        if "commands" in what:
            show(asyncio.run(commands.run(folder, asked.rounds)))
        if "start" in what:
            show(asyncio.run(start.run(folder, asked.servers, asked.shards)))
        if "due" in what:
            good.append(asyncio.run(due.run(folder, asked.schedules)))
        if "posts" in what:
            show(asyncio.run(posts.run(folder, asked.posts)))
            show(asyncio.run(shard.run(folder)))
        if "kills" in what:
            good.append(asyncio.run(kills.run(folder, asked.kills, asked.seed)))
            (folder / "series").mkdir()
            good.append(asyncio.run(serial.run(folder / "series", 60, asked.seed, asked.kills)))
        if "serial" in what:
            good.append(asyncio.run(serial.run(folder, asked.days, asked.seed)))
        if "worst" in what:
            for table in asyncio.run(worst.run(folder, asked.minutes, asked.seed)):
                show(table)
        if "search" in what:
            good.append(asyncio.run(search.run(folder, asked.articles, asked.seed)))
        if "ask" in what:
            show(asyncio.run(ask.run(folder, asked.seed)))
            show(asyncio.run(written.fake(folder)))
            if (real := asyncio.run(written.real(folder))) is not None:
                show(real)
        if "votes" in what:
            good.append(asyncio.run(votes.run(folder)))
        if "cards" in what:
            good.append(asyncio.run(cards.run()))
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
