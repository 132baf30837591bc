"""How well and how fast `/ask` answers the questions of `tests/ask`: alone, and among many articles."""

from __future__ import annotations

import sqlite3
import statistics
import time
from contextlib import closing
from pathlib import Path

from bot.library import Library
from bot.model import Language
from bot.store.database import open_database
from tests.ask.material import questions
from tests.ask.measure import FIRST, Figures, add_articles, figures
from tests.bench.report import Table
from tests.bench.search import FEW, GUILD, fill
from tests.bench.text import Words

RECALL, REFUSALS, AIM = 0.6, 0.95, 0.3
"""The least shares in either half, and the most seconds that 95 of 100 questions take."""
HALVES = ("tune", "held")
HEAD = ("half", "articles", "language", f"recall@{FIRST}", "right refusals", "support", "median", "p95")


async def run(folder: Path, seed: int) -> Table:
    """What is found of what can be found, refused of what can't, and how long it takes."""
    path, rows, good = folder / "ask.sqlite3", [], True
    for many in (0, FEW):
        if many:
            async with open_database(path):
                pass
            fill(path, Words(seed), many)
        async with open_database(path) as database:
            library = Library(database)
            await add_articles(library)
            await _half(library, HALVES[0])  # the first round also reads the file
            for half in HALVES:
                measured = await _half(library, half)
                everything = sum(measured.values(), Figures())
                good = good and _is_good(everything)
                for name, one in [*measured.items(), ("both", everything)]:
                    rows.append((half, f"{len(await library.articles.all(GUILD)):,}", name, *_cells(one)))
        scan = _scan(path)
        path.unlink()
    text = (
        "Each half has as many questions with an answer as without. Rules were made with tune and with other"
        " questions on its articles; of held nothing but these totals was looked at, some of them meanwhile."
        f" An answer is found if one of its first {FIRST} sentences answers. Support is the share of"
        " sentences that stand in their article word for word. To read all texts with LIKE takes"
        f" {scan * 1e3:.0f} ms at the median."
    )
    return Table("Asking", text, HEAD, rows, good)


async def _half(library: Library, half: str) -> dict[str, Figures]:
    """Ask the questions of a half whose answers are in their own language."""
    asked = [one for one in questions() if one.half == half and not one.crosses]
    return {
        language.value: await figures(library, GUILD, [one for one in asked if one.language == language])
        for language in Language
    }


def _is_good(one: Figures) -> bool:
    good = one.recall >= RECALL and one.refusals >= REFUSALS and one.supported == one.sentences
    return good and _p95(one) <= AIM


def _cells(one: Figures) -> tuple[str, ...]:
    return (
        f"{one.recall:.2f}",
        f"{one.refusals:.2f}",
        f"{one.supported / one.sentences:.2f}",
        f"{statistics.median(one.times) * 1e3:.0f} ms",
        f"{_p95(one) * 1e3:.0f} ms",
    )


def _p95(one: Figures) -> float:
    return statistics.quantiles(one.times, n=20, method="inclusive")[-1]


def _scan(path: Path) -> float:
    """The median time to look for a whole question by reading all texts."""
    taken = []
    with closing(sqlite3.connect(path)) as database:
        for question in questions()[:12]:
            start = time.perf_counter()
            like = f"%{question.asked}%"
            database.execute("SELECT count(*) FROM article WHERE text LIKE ?", (like,)).fetchone()
            taken.append(time.perf_counter() - start)
    return statistics.median(taken)
