"""Which votes and forecasts may leave the bot: those on articles whose rights allow it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.errors import UserError
from bot.library import forecast_totals
from bot.library.examples import Example, Say, examples
from bot.library.forecast_totals import ForecastTotals
from bot.model import Article, Item, ItemKind, Rights, Vote
from bot.store import articles, exports, items
from bot.store.database import Database

Take = Callable[[Iterator[Example]], object]
RATERS = 3
"""An item is exported only where so many people voted on it, a question where so many gave a forecast."""


@dataclass(frozen=True, slots=True)
class ExportedArticle:
    """An article that examples were made of, how many, and about how many questions totals are told."""

    article: Article
    rights: Rights
    lines: int
    questions: int = 0


@dataclass(slots=True)
class ExportFacts:
    """The figures of an export. Each item that somebody voted on either became one of its `lines` or is one
    of `ties`, `few`, `unshown` and `unlicensed`."""

    made_at: datetime
    everywhere: bool
    """Whether the votes are those of all guilds."""
    labels: Counter[tuple[ItemKind, bool]] = field(default_factory=Counter)
    """How many lines there are of each kind with each label."""
    rated: Counter[tuple[int, int]] = field(default_factory=Counter)
    """How many items got so many 👍 and so many 👎: those that enough people voted on, ties included."""
    sources: list[ExportedArticle] = field(default_factory=list)
    raters: int = 0
    """How many different people voted on the items that are `rated`."""
    few: int = 0
    """Items that fewer than `RATERS` people voted on."""
    unshown: int = 0
    """Items that are shown nowhere any more where somebody voted on them: rejected, hidden, removed."""
    unlicensed: int = 0
    """Items of articles whose rights don't allow it."""
    forecasts: list[ForecastTotals] = field(default_factory=list)
    few_forecasts: int = 0
    """Questions that came to yes or no, and fewer than `RATERS` people gave a forecast."""

    @property
    def lines(self) -> int:
        """Return how many examples there are."""
        return self.labels.total()

    @property
    def ties(self) -> int:
        """Return how many items as many people like as don't."""
        return sum(times for (up, down), times in self.rated.items() if up == down)


class Exports:
    """Exports votes as examples that a model can be trained with, and totals of forecasts; never whose."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock
        self._one = asyncio.Lock()

    async def votes(self, guild_id: int | None, say: Say, take: Take) -> ExportFacts:
        """Make an example of each item that a guild (None: all) voted on, and totals of the forecasts of each
        question of theirs that came to yes or no, all as of one moment.

        `take` is called in a thread with the examples of one article after the other. Raises UserError where
        there is nothing to export, and what `take` raises. One export at a time, since each takes memory:
        others wait.
        """
        async with self._one:
            return await self._db.read(_exported, guild_id, self._clock(), say, take)


def _exported(
    connection: sqlite3.Connection, guild_id: int | None, now: datetime, say: Say, take: Take
) -> ExportFacts:
    facts = ExportFacts(now, guild_id is None)
    voters: set[bytes] = set()
    facts.unlicensed, enough = exports.unlicensed(connection, guild_id, RATERS)
    for article_id, owner, rights in exports.licensed(connection, guild_id):
        liked: dict[int, bool] = {}
        for item_id, given in exports.counted(connection, article_id, guild_id):
            up = sum(vote is Vote.UP for vote in given.values())
            if _count(facts, up, len(given) - up):
                voters.update(given)
                if 2 * up != len(given):
                    liked[item_id] = 2 * up > len(given)
        if liked:
            article = articles.get(connection, article_id, owner or 0)
            assert article is not None  # noqa: S101 - it was there at this moment
            labeled = _labeled(items.read(connection, article_id), liked)
            facts.labels.update((item.kind, label) for item, label in labeled)
            facts.sources.append(ExportedArticle(article, rights, len(labeled)))
            _hand_on(connection, article, labeled, say, take)
    facts.raters = len(voters)
    _add_forecasts(connection, guild_id, facts)
    if not facts.lines and not facts.forecasts:
        raise _nothing(facts, enough)
    return facts


def _add_forecasts(connection: sqlite3.Connection, guild_id: int | None, facts: ExportFacts) -> None:
    sources = {source.article.id: source for source in facts.sources}
    now = facts.made_at
    for guild, article_id, rights, question, outcome in forecast_totals.resolved(connection, guild_id, now):
        source = sources.get(article_id)
        article = source.article if source else articles.get(connection, article_id, guild)
        assert article is not None  # noqa: S101 - the guild was shown it at this moment
        total = forecast_totals.totals(connection, article.title, question, outcome, now)
        if total is None or total.forecasters < RATERS:
            facts.few_forecasts += 1
            continue
        facts.forecasts.append(total)
        source = source or ExportedArticle(article, rights, 0)
        sources[article_id] = replace(source, questions=source.questions + 1)
    facts.sources = [sources[article_id] for article_id in sorted(sources)]


def _count(facts: ExportFacts, up: int, down: int) -> bool:
    """Count an item; return whether enough people voted on it."""
    if up + down >= RATERS:
        facts.rated[up, down] += 1
    elif up + down:
        facts.few += 1
    else:
        facts.unshown += 1
    return up + down >= RATERS


def _labeled(read: Collection[Item], liked: Mapping[int, bool]) -> list[tuple[Item, bool]]:
    labeled = [(item, liked[item.id]) for item in read if item.id in liked]
    # By place and not by kind, so that lines with the same text in their prompts stand together.
    return sorted(labeled, key=lambda one: (one[0].spans, one[0].kind))


def _hand_on(
    connection: sqlite3.Connection,
    article: Article,
    labeled: Sequence[tuple[Item, bool]],
    say: Say,
    take: Take,
) -> None:
    text = articles.text(connection, article.id)
    sentences = articles.sentences(connection, article.id)
    take(examples(article, text, sentences, labeled, say))


def _nothing(facts: ExportFacts, enough: int) -> UserError:
    waiting = facts.few + facts.ties + facts.unshown
    # What editors can do at once is said before what takes more votes.
    if enough or (facts.unlicensed and not waiting):
        return UserError("export-unlicensed", items=facts.unlicensed, enough=enough, raters=RATERS)
    if waiting:
        return UserError(
            "export-too-few", few=facts.few, ties=facts.ties, unshown=facts.unshown, raters=RATERS
        )
    return UserError("export-unvoted", raters=RATERS)
