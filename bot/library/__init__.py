"""What the bot can do, without Discord: joins the store, the readers and the pure rules."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bot.fetch import Fetcher, LanguageModel
from bot.library.answers import Answers
from bot.library.article_service import ArticleService
from bot.library.backups import Backups
from bot.library.checkup import Checkup
from bot.library.digest import Digests
from bot.library.early import EarlyPosts
from bot.library.exports import Exports
from bot.library.feeds import Feeds
from bot.library.figures import Figures
from bot.library.forecasts import Forecasts
from bot.library.guilds import Guilds
from bot.library.health import Health
from bot.library.ingest import Ingest
from bot.library.insights import VoteInsights
from bot.library.meaning import Meaning
from bot.library.notices import Notices
from bot.library.outbox import Outbox
from bot.library.parts import Parts
from bot.library.places import Places
from bot.library.post_threads import PostThreads
from bot.library.predictions import Predictions
from bot.library.privacy import PersonalData
from bot.library.question_posts import QuestionPosts
from bot.library.questions import Questions
from bot.library.queue import Queue
from bot.library.records import Records
from bot.library.reminders import Reminders
from bot.library.reviews import Reviews
from bot.library.saved import SavedItems
from bot.library.schedules import Schedules
from bot.library.search import ArticleSearch
from bot.library.selection import Selection
from bot.library.serial_posts import SerialPosts
from bot.library.shortages import Shortages
from bot.library.suggestions import Suggestions
from bot.library.votes import Votes
from bot.library.written_answers import WrittenAnswers
from bot.reader.embedder import Embedder
from bot.reader.pool import Reader
from bot.store.database import Database
from bot.store.key import SIZE

Clock = Callable[[], datetime]
"""Returns the current time, aware, in UTC."""


class Library:
    """All subjects in one place. What takes a guild's id answers only with what that guild may see.

    `reader` reads what strangers send; without one, only trusted texts can be added, by `articles.add`. `key`
    is the key of the hashes that stand for voters; without one, nobody's earlier votes are found. Copies
    of the database go into the folder `copies`; without one, beside the database. `language_model` writes
    answers where editors want that.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock = lambda: datetime.now(UTC),
        rng: random.Random | None = None,
        reader: Reader | None = None,
        fetcher: Fetcher | None = None,
        key: bytes | None = None,
        copies: Path | None = None,
        language_model: LanguageModel | None = None,
        embedder: Embedder | None = None,
    ) -> None:
        self._db = database
        self.clock = clock
        self.guilds = Guilds(database, clock)
        self.articles = ArticleService(database, clock)
        reader = reader or Reader()
        self.ingest = Ingest(database, clock, reader, fetcher or Fetcher())
        self.feeds = Feeds(database, clock, self.ingest)
        self.suggestions = Suggestions(database, clock, self.ingest)
        self.search = ArticleSearch(database)
        self.answers = Answers(database)
        self.written_answers = WrittenAnswers(database, clock, self.guilds, language_model)
        self.meaning = Meaning(database, embedder or Embedder())
        self.parts = Parts(database)
        self.reviews = Reviews(database, clock)
        self.predictions = Predictions(database)
        self.exports = Exports(database, clock)
        self.schedules = Schedules(database, clock)
        self.selection = Selection(
            database,
            clock,
            rng or random.Random(),  # noqa: S311 - which quotation comes next is no secret
            self.articles.all,
        )
        self.votes = Votes(database, clock, key or secrets.token_bytes(SIZE))
        self.questions = Questions(database, clock, self.votes)
        self.forecasts = Forecasts(database, clock, self.votes)
        self.records = Records(database, clock, self.votes)
        self.insights = VoteInsights(database, clock)
        self.places = Places(database, clock, self.votes)
        self.saved = SavedItems(database, clock, self.votes)
        self.reminders = Reminders(database, clock, self.votes)
        self.personal_data = PersonalData(database, clock, self.votes)
        self.notices = Notices(database, clock)
        self.backups = Backups(database, clock, self.notices, copies)
        self.queue = Queue(database, clock)
        self.serial_posts = SerialPosts(database, clock)
        self.question_posts = QuestionPosts(database, clock)
        self.outbox = Outbox(database, clock, self.selection)
        self.digests = Digests(database, clock)
        self.post_threads = PostThreads(database, clock)
        self.early = EarlyPosts(database, clock)
        self.shortages = Shortages(database.path, clock, reader, self.notices)
        self.figures = Figures(database, clock, reader, self.ingest, self.outbox, self.written_answers)
        self.health = Health(database)
        self.checkup = Checkup(database)

    async def prepare(self) -> None:
        """Bring what is stored up to this version: the index of words, and the shipped articles.

        For one process at a time: the one that delivers.
        """
        await self.search.refresh()
        await self.articles.add_shipped()

    async def check_storage(self) -> None:
        """Look for damage in all that is stored. Raises StorageDamagedError; from then on all else does."""
        await self._db.check()
