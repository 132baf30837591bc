"""The queues of a guild's schedules: what they post in parts, and in which order."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime

from bot.errors import UserError
from bot.library.queueing import LIMIT, enqueue
from bot.library.schedules import own_schedule
from bot.library.series import Progress, all_progress
from bot.library.visibility import editions, visible_article
from bot.model import Article, Content, Language, Schedule
from bot.store import articles, queue
from bot.store.database import Database, in_snapshot, in_transaction


class Queue:
    """Shows and changes the queues of schedules. A schedule of another guild counts as gone.

    What takes a schedule raises UserError: "schedule-gone", or "queue-none" for one that posts no parts.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock

    @in_snapshot
    def show(self, snapshot: sqlite3.Connection, guild_id: int, schedule_id: int) -> list[Progress]:
        """Return the articles of a schedule's queue, in order, each with where it is."""
        schedule = _serial(snapshot, guild_id, schedule_id)
        return list(all_progress(snapshot, schedule))

    @in_transaction
    def add(self, transaction: sqlite3.Connection, guild_id: int, schedule_id: int, article_id: int) -> None:
        """Put an article at the end of a queue; raise what `enqueue` raises, too."""
        enqueue(transaction, _serial(transaction, guild_id, schedule_id), article_id)

    @in_transaction
    def fill(
        self, transaction: sqlite3.Connection, guild_id: int, schedule_id: int, language: Language
    ) -> None:
        """Put all articles into an empty queue that may be posted whole, as many as it takes: in the order of
        the guild's list, each in `language` where there is such an edition."""
        schedule = _serial(transaction, guild_id, schedule_id)
        if queue.of_schedule(transaction, schedule_id):
            return
        for article in editions(articles.visible(transaction, guild_id), language)[:LIMIT]:
            if queue.consents(transaction, guild_id, article.id):
                enqueue(transaction, schedule, article.id)

    @in_transaction
    def remove(self, transaction: sqlite3.Connection, guild_id: int, schedule_id: int, queue_id: int) -> None:
        """Take an article out of a queue; the one that is being posted, too: then nothing more of it follows.

        One that isn't there any more is no error.
        """
        _serial(transaction, guild_id, schedule_id)
        if queue_id in [one.id for one in queue.of_schedule(transaction, schedule_id)]:
            queue.remove(transaction, queue_id)

    @in_transaction
    def move(
        self, transaction: sqlite3.Connection, guild_id: int, schedule_id: int, queue_id: int, by: int
    ) -> None:
        """Move an article of a queue by so many places, as far as that goes; one that is being posted stays
        where it is, before all others."""
        _serial(transaction, guild_id, schedule_id)
        first, order = 0, []
        for queued in queue.of_schedule(transaction, schedule_id):
            order.append(queued.id)
            first = len(order) if queue.furthest(transaction, queued.id) else first
        if queue_id in order[first:]:
            at = min(max(order.index(queue_id) + by, first), len(order) - 1)
            order.remove(queue_id)
            order.insert(at, queue_id)
            queue.arrange(transaction, order)

    @in_transaction
    def give_word(
        self, transaction: sqlite3.Connection, guild_id: int, article_id: int, person: int
    ) -> Article:
        """Store an editor's word that an article may be posted whole, and return it.

        Raises UserError("article-gone") for one that the guild can't see.
        """
        article = visible_article(transaction, guild_id, article_id)
        queue.consent(transaction, guild_id, article_id, person, self._clock())
        return article

    @in_snapshot
    def needs_word(self, snapshot: sqlite3.Connection, guild_id: int, article_id: int) -> Article | None:
        """Return an article that nobody said may be posted whole; None for one that may: it is shipped, its
        rights are recorded, or an editor gave their word.

        Raises UserError("article-gone") for one that the guild can't see.
        """
        article = visible_article(snapshot, guild_id, article_id)
        return None if queue.consents(snapshot, guild_id, article_id) else article


def _serial(connection: sqlite3.Connection, guild_id: int, schedule_id: int) -> Schedule:
    """Return a guild's schedule that posts parts. Raises UserError: "schedule-gone", or "queue-none"."""
    schedule = own_schedule(connection, guild_id, schedule_id)
    if schedule.content is not Content.PARTS:
        raise UserError("queue-none")
    return schedule
