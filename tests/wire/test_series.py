"""A server that reads articles in parts loses none of them, whatever happens to its bot."""

from __future__ import annotations

from pathlib import Path

from tests.bench.serial import play


async def test_days_with_kills_faults_and_refreshed_articles_bring_every_part_once_and_in_order(
    path: Path,
) -> None:
    figures, killed = await play(path, days=6, seed=1, kills=0, parts=2)
    assert killed > 0, "the seed says so"
    assert figures == {"expected": 6, "posted": 6, "lost": 0, "doubled": 0, "out of order": 0}
