"""How well and how fast `/ask` answers the questions of `tests/ask`: alone, and among many articles."""

from __future__ import annotations

import random
import sqlite3
import statistics
import time
from collections import defaultdict
from contextlib import closing
from pathlib import Path

from bot.library import Library
from bot.model import Language
from bot.reader.embedder import Embedder, model
from bot.reader.embedding import DIMENSIONS, STEPS
from bot.store.database import open_database
from bot.store.vectors import SIZE
from tests.ask.material import Asked, questions
from tests.ask.measure import FIRST, Figures, add_articles, figures
from tests.bench.report import Table
from tests.bench.search import FEW, GUILD, fill
from tests.bench.text import Words

AIM = 0.3
"""Seconds that 95 of 100 questions take at most."""
HALVES = ("tune", "held")
FIRST_ROUND = 20
"""Questions that aren't measured: they also read the file."""
HIGH = 10_000
"""More than the ID of any article that was added before."""
HEAD = (
    "half",
    "articles",
    "by",
    "language",
    "recall@3",
    "answered",
    "right refusals",
    "support",
    "median",
    "p95",
)


async def run(folder: Path, seed: int) -> Table:
    """What is found of what can be found, refused of what can't, and how long it takes."""
    path, rows, good = folder / "ask.sqlite3", [], True
    async with open_database(path) as database, Embedder() as embedder:
        library = Library(database, embedder=embedder)
        await add_articles(library)
        await library.meaning.keep_up()
    for many in (0, FEW):
        if many:
            fill(path, Words(seed), many, after=HIGH)
            _fill_vectors(path, seed)
        async with open_database(path) as database, Embedder() as embedder:
            library = Library(database, embedder=embedder)
            for by_meaning in (False, True) if model() else (False,):
                await figures(library, GUILD, questions()[:FIRST_ROUND], by_meaning=by_meaning)
                for half in HALVES:
                    measured = await _half(library, half, by_meaning)
                    both = measured[Language.JA] + measured[Language.EN]
                    good = good and _is_good(both)
                    for name, one in [*measured.items(), ("both", both)]:
                        articles = f"{len(await library.articles.all(GUILD)):,}"
                        by = "words, meaning" if by_meaning else "words"
                        rows.append((half, articles, by, str(name), *_cells(one)))
        scan = _scan(path)
    path.unlink()
    text = (
        "Rules were made with tune; held, half of whose answers stand in articles that tune doesn’t ask about, was"
        " written afterwards by people who had not seen them, and nothing but these totals was looked at."
        f" Recall@{FIRST}: a sentence that answers is among the first {FIRST} that are shown, as an answer"
        " or as what comes nearest where none is sure. Answered: as an answer. Support is the share of"
        " sentences that stand in their article word for word. To read all texts with LIKE takes"
        f" {scan * 1e3:.0f} ms at the median."
    )
    return Table("Asking", text, HEAD, rows, good)


async def _half(library: Library, half: str, by_meaning: bool) -> dict[str, Figures]:
    """Ask the questions of a half whose answers are in their own language; and those with answers in the
    other."""
    asked: dict[str, list[Asked]] = defaultdict(list)
    for one in questions():
        if one.half == half:
            asked[f"{one.language} on the other" if one.crosses else one.language].append(one)
    return {name: await figures(library, GUILD, some, by_meaning=by_meaning) for name, some in asked.items()}


def _fill_vectors(path: Path, seed: int) -> None:
    """Have as much to compare as there would be; what made-up sentences mean is nothing."""
    name, chance = model(), random.Random(seed)
    if name is None:
        return
    with closing(sqlite3.connect(path)) as database:
        blocks = database.execute(
            "SELECT article_id, position, (SELECT count(*) FROM sentence AS some WHERE"
            " some.article_id = sentence.article_id AND some.position BETWEEN sentence.position"
            f" AND sentence.position + {SIZE - 1}) FROM sentence WHERE position % {SIZE} = 0"
            f" AND article_id > {HIGH}"
        ).fetchall()
        database.executemany(
            "INSERT INTO vector (article_id, start, model, vectors) VALUES (?, ?, ?, ?)",
            [(article, start, name, _made_up(chance, count)) for article, start, count in blocks],
        )
        database.commit()


def _made_up(chance: random.Random, count: int) -> bytes:
    """Vectors as long as real ones, in directions of no meaning."""
    numbers = [round(chance.gauss(0, STEPS / DIMENSIONS**0.5)) for _ in range(DIMENSIONS)]
    return bytes(number % 256 for number in numbers) * count


def _is_good(one: Figures) -> bool:
    return one.supported == one.sentences and _p95(one) <= AIM


def _cells(one: Figures) -> tuple[str, ...]:
    return (
        f"{one.recall:.2f}",
        f"{one.answers:.2f}",
        f"{one.refusals:.2f}" if one.unanswerable else "",
        f"{one.supported / one.sentences:.2f}" if one.sentences else "",
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
