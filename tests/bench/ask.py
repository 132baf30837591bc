"""How well and how fast `/ask` answers the questions of `tests/ask`: alone, and among many articles."""

from __future__ import annotations

import random
import sqlite3
import statistics
import time
from contextlib import closing
from pathlib import Path

from bot.library import Library
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
KINDS = ("in its words", "paraphrased", "in the other language", "without an answer")
"""Questions by how an article answers them; of the first three, how many are found."""
HEAD = ("half", "articles", "by", *KINDS[:3], "answered", "right refusals", "support", "median", "p95")


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
                    every = sum(measured.values(), Figures())
                    is_made_up = bool(many and by_meaning)
                    good = good and (is_made_up or every.supported == every.sentences)
                    good = good and _p95(every) <= AIM
                    articles = f"{len(await library.articles.all(GUILD)):,}"
                    by = "words, meaning" if by_meaning else "words"
                    rows.append((half, articles, by, *_cells(measured, is_made_up=is_made_up)))
        scan = _scan(path)
    path.unlink()
    text = (
        "Rules were made with tune; held, half of whose answers stand in articles that tune doesn’t ask"
        " about, was written afterwards by people who had not seen them, and nothing but such totals was"
        " looked at. Of questions that an article answers in its words, paraphrased, or in the other"
        f" language: how often a sentence that answers is among the first {FIRST} shown, as an answer"
        " or as what comes nearest where none is sure. Answered: how often as an answer, of those in one"
        " language. By meaning, only the times are measured among many articles, since what made-up sentences"
        " mean is nothing. Support is the share of sentences that stand in their article word for word. To"
        f" read all texts with LIKE takes {scan * 1e3:.0f} ms at the median."
    )
    return Table("Asking", text, HEAD, rows, good)


async def _half(library: Library, half: str, by_meaning: bool) -> dict[str, Figures]:
    """Ask the questions of a half, by their kinds."""
    asked: dict[str, list[Asked]] = {kind: [] for kind in KINDS}
    for one in questions():
        if one.half == half:
            asked[_kind(one)].append(one)
    return {kind: await figures(library, GUILD, some, by_meaning=by_meaning) for kind, some in asked.items()}


def _kind(one: Asked) -> str:
    if not one.answers:
        return KINDS[3]
    if one.crosses:
        return KINDS[2]
    return KINDS[1] if one.kind == "paraphrase" else KINDS[0]


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


def _cells(measured: dict[str, Figures], *, is_made_up: bool) -> tuple[str, ...]:
    own = measured[KINDS[0]] + measured[KINDS[1]]
    every = sum(measured.values(), Figures())
    times = (f"{statistics.median(every.times) * 1e3:.0f} ms", f"{_p95(every) * 1e3:.0f} ms")
    if is_made_up:
        return ("", "", "", "", "", "", *times)
    return (
        *(f"{measured[kind].recall:.2f}" for kind in KINDS[:3]),
        f"{own.answers:.2f}",
        f"{measured[KINDS[3]].refusals:.2f}",
        f"{every.supported / every.sentences:.2f}",
        *times,
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
