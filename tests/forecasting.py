"""A reading club that asks questions about what an article expects, with a clock that the test moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Self

from bot.library import Library
from bot.model import Article, Guild, Item, ItemKind, Language, Outcome, Question, Rights
from bot.store.database import Database
from tests.library.test_library import GUILD

MORNING = datetime(2026, 1, 1, tzinfo=UTC)
PEOPLE = (111_111_111_111_111_111, 222_222_222_222_222_222, 333_333_333_333_333_333, 444_444_444_444_444_444)
EDITOR = 555_555_555_555_555_555
EXPECTED = 8
"""Predictions in the club's article."""


def outlook(name: str) -> str:
    """An article with predictions, no two the same."""
    sentences = (f"今後{n}年で{name}の蔵書は{n}万冊を超える見通しだ。" for n in range(2, 2 + EXPECTED))
    return f"# {name}\n\n" + "\n\n".join(sentences)


@dataclass
class Club:
    """A library whose guild has an article with predictions, by whose clock it is midnight in UTC."""

    database: Database
    now: datetime = MORNING
    guild: Guild = field(default_factory=lambda: Guild(GUILD, zone="UTC"))
    library: Library = field(init=False)
    article: Article = field(init=False)
    predictions: list[Item] = field(init=False)

    async def open(self, rights: Rights | None = Rights.OWN) -> Self:
        self.library = Library(self.database, lambda: self.now)
        self.article, self.predictions = await self.add("港の図書室", GUILD, rights)
        return self

    async def add(self, name: str, guild: int | None, rights: Rights | None) -> tuple[Article, list[Item]]:
        """One more article, and its predictions."""
        article = (await self.library.articles.add(outlook(name), guild)).article
        await self.library.reviews.set_rights(guild, article.id, rights)
        _, found = await self.library.articles.items(guild or GUILD, article.id, ItemKind.PREDICTION)
        assert len(found) == EXPECTED
        return article, found

    async def ask(self, days: int = 10, item: Item | None = None, guild: Guild | None = None) -> Question:
        """A question that is due after so many days; about a prediction with fewest, if none is named."""
        asking = guild or self.guild
        if item is None:
            of_item = [await self.library.questions.of_item(asking.id, one.id) for one in self.predictions]
            item = self.predictions[min(range(EXPECTED), key=lambda number: len(of_item[number]))]
        due: date = (self.now + timedelta(days=days - 1)).date()
        return await self.library.questions.ask(asking, Language.JA, item.id, "蔵書は増えるか", due, EDITOR)

    async def give(self, question: Question, *probabilities: int | None) -> None:
        """One forecast of each person, in thousandths; None: that one gives none."""
        for person, probability in zip(PEOPLE, probabilities, strict=False):
            if probability is not None:
                await self.library.forecasts.give(question.guild_id, question.id, person, probability)

    async def resolve(self, question: Question, outcome: Outcome) -> Question:
        """What came of it, from an editor who saw all that there was."""
        before = (await self.library.questions.get(question.guild_id, question.id)).question.resolutions
        return await self.library.questions.resolve(
            question.guild_id,
            question.id,
            before[-1].id if before else 0,
            outcome,
            "https://example.com/",
            EDITOR,
        )

    def later(self, days: float) -> None:
        self.now += timedelta(days=days)

    async def settled(self, outcome: Outcome, *probabilities: int | None) -> Question:
        """A question of one day that people forecast at once, whose resolution counts by now."""
        question = await self.ask(1)
        await self.give(question, *probabilities)
        self.later(1)
        await self.resolve(question, outcome)
        self.later(1)
        return question
