"""Questions that a database must answer after it was restored as it did when it was copied."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from datetime import datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.errors import UserError
from bot.library import Library
from bot.library.restoring import extracted, restore
from bot.library.selection import predictions
from bot.model import Article, Content, Guild, ItemKind, Language, PartSize, Schedule
from bot.store import forecasts, privacy, questions, votes
from bot.store.backup import Copy, open_snapshot
from bot.store.database import Database, open_database

SOME = 20
"""Guilds, articles of each, and people that questions are asked about."""

Answers = dict[str, Any]


async def drill(path: Path, folder: Path, now: datetime) -> tuple[Copy, list[str], list[str]]:
    """Copy a database, restore the copy into a temporary folder and ask both the same; return the copy, what
    was asked, and on which questions they disagree.

    Raises what `Snapshot.copy` and `restoring` raise.
    """
    async with open_snapshot(path, migrated=True) as snapshot:
        copy = await snapshot.copy(folder, now)
        before = await answers(snapshot, now)
    with TemporaryDirectory(prefix="drill-", dir=folder, ignore_cleanup_errors=True) as temporary:
        elsewhere = Path(temporary) / path.name
        async with extracted(copy.path, elsewhere) as new:
            await restore(new, elsewhere, now)
        async with open_database(elsewhere) as database:
            after = await answers(database, now)
    return copy, list(before), [name for name in before if before[name] != after[name]]


async def answers(database: Database, now: datetime) -> Answers:
    """Ask a database everything, and return its answers by the names of the questions."""
    return await _Asked(database, now).answers()


class _Asked:
    """A fresh library on a database, and what it answers."""

    def __init__(self, database: Database, now: datetime) -> None:
        self._db = database
        # What it chooses by chance is the same each time.
        self._library = Library(database, lambda: now, random.Random(0))  # noqa: S311
        self._guilds: list[Guild] = []
        self._articles: list[tuple[Guild, Article]] = []
        self._schedules: list[tuple[Guild, Schedule]] = []

    async def answers(self) -> Answers:
        """Return the answers, by the names of the questions."""
        library = self._library
        known = [one.id for one in await library.guilds.all()][:SOME]
        self._guilds = [await library.guilds.get(one) for one in [*known, 1]]  # 1 has nothing of its own
        for guild in self._guilds:
            self._articles += [(guild, one) for one in islice(await library.articles.all(guild.id), SOME)]
            self._schedules += [(guild, one) for one in await library.schedules.all(guild.id)]
        asked = {
            "servers": library.guilds.all(),
            "settings": self._each_guild(library.guilds.get),
            "articles": library.articles.everything(),
            "visible": self._each_guild(library.articles.all),
            "removed": self._each_guild(library.articles.removed),
            "summaries": self._each_article(self._summary),
            "quotations": self._each_guild(self._quotation),
            "predictions": self._each_guild(lambda one: self._db.read(predictions, one, Language.JA)),
            "search": self._each_article(self._search),
            "context": self._each_article(lambda guild, one: library.search.context(guild.id, one.id, 0)),
            "parts": self._each_article(
                lambda guild, one: library.parts.of(guild.id, one.id, PartSize.MEDIUM)
            ),
            "reviews": self._each_article(lambda guild, one: library.reviews.of_article(guild.id, one.id)),
            "corrections": library.reviews.cases(),
            "schedules": self._each_guild(library.schedules.all),
            "previews": self._each_schedule(
                lambda guild, one: library.schedules.preview(guild, one, guild.home)
            ),
            "posts": self._each_schedule(lambda _, one: library.schedules.history(one)),
            "queues": self._each_schedule(self._queue),
            "votes": self._each_guild(lambda one: self._db.read(votes.tallies, one)),
            "insights": self._each_guild(self._insight),
            "questions": self._each_guild(lambda one: self._db.read(questions.of_guild, one)),
            "forecasts": self._each_guild(self._forecasts),
            "privacy": self._privacy(),
        }
        return {name: await _answer(question) for name, question in asked.items()}

    async def _each_guild(self, ask: Callable[[int], Awaitable[Any]]) -> list[Any]:
        return [await _answer(ask(guild.id)) for guild in self._guilds]

    async def _each_article(self, ask: Callable[[Guild, Article], Awaitable[Any]]) -> list[Any]:
        return [await _answer(ask(guild, article)) for guild, article in self._articles]

    async def _each_schedule(self, ask: Callable[[Guild, Schedule], Awaitable[Any]]) -> list[Any]:
        return [await _answer(ask(guild, schedule)) for guild, schedule in self._schedules]

    async def _summary(self, guild: Guild, article: Article) -> list[Any]:
        kinds = (ItemKind.LINE, ItemKind.THREE, ItemKind.SECTION)
        return [await _answer(self._library.articles.items(guild.id, article.id, kind)) for kind in kinds]

    async def _quotation(self, guild_id: int) -> Any:
        return await self._library.selection.quote(guild_id, Language.JA, None, "", remember=False)

    async def _search(self, guild: Guild, article: Article) -> Any:
        return await self._library.search.find(guild.id, article.language, article.title, None)

    async def _queue(self, guild: Guild, schedule: Schedule) -> Any:
        if schedule.content is not Content.PARTS:
            return None
        return await self._library.queue.show(guild.id, schedule.id)

    async def _insight(self, guild_id: int) -> Any:
        guild = await self._library.guilds.get(guild_id)
        return await self._library.insights.of_guild(guild, guild.home)

    async def _forecasts(self, guild_id: int) -> Any:
        asked = await self._db.read(questions.of_guild, guild_id)
        given = await self._db.read(forecasts.of_questions, [one.id for one in asked])
        # Not who gave them: without the key they are nobody's.
        return [
            sorted((one.probability, one.made_at) for one in given.get(question.id, [])) for question in asked
        ]

    async def _privacy(self) -> list[Any]:
        # Whoever voted is known by a hash only, whoever made something by their id.
        people = [(one, b"") for one in await self._db.read(privacy.people)]
        voters = [(0, one) for one in await self._db.read(privacy.voters)]
        return [
            await self._db.read(privacy.stored, user_id, voter, self._guilds[0].id)
            for user_id, voter in [*people[:SOME], *voters[:SOME]]
        ]


async def _answer(question: Awaitable[Any]) -> Any:
    """Return an answer; that there is none is one, too."""
    try:
        return await question
    except UserError as error:
        return error.key, error.variables
