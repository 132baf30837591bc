"""Which lines of a language model are shown: of a fake, whose lines are known, and of a real one."""

from __future__ import annotations

import os
import re
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import config
from bot.fetch import LanguageModel
from bot.fetch.language_model import TIMEOUT_SECONDS
from bot.library import Library
from bot.model import Answer, Language
from bot.store.database import open_database
from bot.words import fold
from tests.ask.material import Asked, questions
from tests.ask.measure import add_articles
from tests.bench.report import Table
from tests.bench.search import GUILD
from tests.fake_model import fake_model

REAL = 4
"""Questions that a real model is asked, in each language."""
PATIENCE = 90.0
"""Seconds that it has: on one processor, even a small one takes longer than people wait."""
Made = Callable[[str, str, Language], str | None]
"""Makes a line of the best sentence and one of another answer; None where it can't be done with them."""


def _reversed(sentence: str, _: str, language: Language) -> str | None:
    """The sentence with its meaning turned around in its own words."""
    ways = {
        Language.EN: [(r"\b(is|are|was|were|will|can|has|had)\b(?! not)", r"\1 not")],
        Language.JA: [
            ("だ。$", "ではない。"),
            ("(した|された)。$", "しなかった。"),
            ("(する|される)。$", "しない。"),
            ("(いる|ている)。$", "いない。"),
        ],
    }
    for pattern, way in ways[language]:
        turned, count = re.subn(pattern, way, sentence, count=1)
        if count:
            return f"{turned} [1]"
    return None


def _number(sentence: str, _: str, __: Language) -> str | None:
    changed, count = re.subn("[0-9]+", lambda found: str(int(found[0]) + 1), sentence, count=1)
    return f"{changed} [1]" if count else None


NAMES = {Language.EN: "According to Wexford, {}", Language.JA: "佐久間氏によると、{}"}
QUOTATIONS = {Language.EN: "{} It is “a marvel of the age”.", Language.JA: "「時代の驚異」と言われ、{}"}
LINES: dict[str, tuple[bool, Made]] = {
    "a sentence, copied": (True, lambda sentence, *_: f"{sentence} [1]"),
    "another number": (False, _number),
    "a name that isn’t there": (
        False,
        lambda sentence, _, language: f"{NAMES[language].format(sentence)} [1]",
    ),
    "words that nobody said": (
        False,
        lambda sentence, _, language: f"{QUOTATIONS[language].format(sentence)} [1]",
    ),
    "no citation": (False, lambda sentence, *_: sentence),
    "a citation of nothing": (False, lambda sentence, *_: f"{sentence} [9]"),
    "a sentence of another article": (False, lambda _, other, __: f"{other} [1]"),
    "its own words, turned around": (False, _reversed),
}
"""Each kind of line, and whether the sentence that it cites supports it."""


async def fake(folder: Path) -> Table:
    """How many lines of each kind are shown of a model that writes one of them at a time."""
    made, shown = Counter[str](), Counter[str]()
    now = datetime(2026, 1, 1, tzinfo=UTC)
    async with fake_model() as model, open_database(folder / "fake.sqlite3") as database:
        client = model.client()
        library = Library(database, lambda: now, language_model=client)
        await add_articles(library)
        await library.guilds.change(GUILD, model=client.destination)
        other: dict[Language, str] = {}
        for asked in _answerable():
            answer = await library.answers.find(GUILD, asked.language, asked.asked)
            if not answer.sentences:
                continue
            now += timedelta(days=1)  # a day's answers are limited
            sentence = answer.sentences[0].text
            for kind, (_, make) in LINES.items():
                line = make(sentence, other.get(asked.language, ""), asked.language)
                if line is None or (
                    kind == "a sentence of another article" and not _differs(other, asked, answer)
                ):
                    continue
                model.says(line)
                made[kind] += 1
                shown[kind] += await library.written_answers.write(GUILD, answer) is not None
            other[asked.language] = sentence
    rows = [
        (kind, "yes" if is_supported else "no", str(made[kind]), str(shown[kind]))
        for kind, (is_supported, _) in LINES.items()
    ]
    right = sum(shown[kind] for kind, (is_supported, _) in LINES.items() if is_supported)
    text = (
        "Support precision, the share of shown lines that their sentence supports:"
        f" {right / max(1, shown.total()):.2f}. Lines that turn a sentence around without a denial or an"
        " opposite aren’t among these kinds: no rule sees those, and readers are told."
    )
    good = right == shown.total() == made["a sentence, copied"]
    return Table("A language model: a fake", text, ("line", "supported", "written", "shown"), rows, good)


def _differs(other: dict[Language, str], asked: Asked, answer: Answer) -> bool:
    return asked.language in other and other[asked.language] not in [one.text for one in answer.sentences]


def _answerable() -> list[Asked]:
    return [one for one in questions() if one.half == "tune" and one.answers and not one.crosses]


async def real(folder: Path) -> Table | None:
    """What the model in LLM_URL writes, if there is one: how much of it is shown, and how much of that is
    word for word what a sentence says."""
    address = config.load(Path(os.devnull)).language_model
    if address is None:
        return None
    now, rows = datetime(2026, 1, 1, tzinfo=UTC), []
    async with open_database(folder / "real.sqlite3") as database:
        client = LanguageModel(address, seconds=PATIENCE)
        library = Library(database, lambda: now, language_model=client)
        await add_articles(library)
        await library.guilds.change(GUILD, model=client.destination)
        written = library.written_answers
        for language in Language:
            some = [one for one in _answerable() if one.language == language]
            before, lines = written.outcomes.copy(), written.lines.copy()
            copied = 0
            taken: list[float] = []
            for asked in some:
                if len(taken) == REAL:
                    break
                now += timedelta(days=1)
                answer = await library.answers.find(GUILD, language, asked.asked)
                start = time.perf_counter()
                checked = await written.write(GUILD, answer)
                if answer.sentences:
                    taken.append(time.perf_counter() - start)
                texts = [fold(one.text) for one in answer.sentences]
                for line in checked.lines if checked else ():
                    copied += any(fold(line.text).rstrip(".。") in text for text in texts)
                    print(f"  {asked.asked} → {line.text} {list(line.cited)}")  # noqa: T201 - to be read
            outcomes, lines = written.outcomes - before, written.lines - lines
            rows.append(
                (
                    language.value,
                    str(len(taken)),
                    ", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common()),
                    str(lines["kept"] + lines["dropped"]),
                    str(lines["kept"]),
                    str(copied),
                    f"{sorted(taken)[len(taken) // 2]:.1f} s",
                )
            )
    head = ("language", "questions", "came of it", "lines", "shown", "word for word", "median")
    text = (
        f"{address.name}, given {PATIENCE:.0f} seconds for each answer ({TIMEOUT_SECONDS:.0f} in the bot)."
        " The questions are of the half called tune. The lines that are shown stand above, to be read."
    )
    return Table("A language model: a real one", text, head, rows, good=True)
