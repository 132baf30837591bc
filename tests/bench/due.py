"""What finding the due rows costs, among few schedules and among many."""

from __future__ import annotations

import sqlite3
import statistics
import time
from contextlib import closing
from pathlib import Path

from bot.store import schedules
from bot.store.database import open_database
from bot.store.sql import moment, rows

DUE = 20
ROUNDS = 200
NOW = 1_800_000_000
"""Unix seconds."""
FEW = 1_000


async def run(folder: Path, many: int) -> bool:
    """Prints the time of the same query among few and many; whether it is about the same."""
    times = {}
    for count in (FEW, many):
        path = folder / f"due-{count}.sqlite3"
        async with open_database(path):
            pass
        _fill(path, count)
        async with open_database(path) as database:
            taken = []
            for _ in range(ROUNDS):
                start = time.perf_counter()
                found = await database.read(schedules.due, moment(NOW), DUE)
                taken.append(time.perf_counter() - start)
                assert len(found) == DUE
            times[count] = statistics.median(taken)
            ((*_, step),) = await database.read(rows, f"EXPLAIN QUERY PLAN {schedules.DUE}", (NOW, DUE))
        size = path.stat().st_size / 1e6
        print(f"{DUE} due of {count:,} schedules ({size:.0f} MB): {times[count] * 1e6:.0f} µs, {step}")  # noqa: T201
    return times[many] < 3 * times[FEW]


def _fill(path: Path, count: int) -> None:
    columns = (
        "public_id, guild_id, channel_id, minutes, days, content, created_by, created_at, done_until,"
        " next_run, next_date"
    )
    rows = (
        (
            f"{n:012x}",
            n // 20,
            n,
            480,
            127,
            "quote",
            1,
            0,
            0,
            NOW - 1 if n % (count // DUE) == 0 else NOW + 60 + n,
            "2027-01-15",
        )
        for n in range(count)
    )
    with closing(sqlite3.connect(path)) as database, database:
        database.executemany(f"INSERT INTO schedule ({columns}) VALUES ({', '.join('?' * 11)})", rows)
