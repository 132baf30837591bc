"""What enters and leaves the queue of a schedule, in the caller's transaction."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from bot.errors import UserError
from bot.library.series import ENDS, progress_of
from bot.library.visibility import visible_article
from bot.model import Content, Problem, Schedule
from bot.store import notices, queue, schedules

LIMIT = 20
"""Articles in one queue."""


def enqueue(transaction: sqlite3.Connection, schedule: Schedule, article_id: int) -> None:
    """Put an article at the end of a schedule's queue; one that was posted to its end is read anew.

    Raises UserError: "article-gone" for one that the guild can't see, "queue-consent" for one that nobody
    gave their word for, "queue-has-it" or "queue-long".
    """
    article = visible_article(transaction, schedule.guild_id, article_id)
    if not queue.consents(transaction, schedule.guild_id, article_id):
        raise UserError("queue-consent", title=article.title)
    others = []
    for queued in queue.of_schedule(transaction, schedule.id):
        if queued.article_id != article_id:
            others.append(queued)
            continue
        there = progress_of(transaction, schedule, queued)
        if not (there.begun and there.finished):
            raise UserError("queue-has-it", title=article.title)
        queue.remove(transaction, queued.id)
    if len(others) >= LIMIT:
        raise UserError("queue-long", limit=LIMIT)
    queue.append(transaction, schedule.id, article_id)
    notices.forget(transaction, schedule.id, ENDS)
    stored = schedules.get(transaction, schedule.id)
    if stored is not None and Problem.NOTHING_TO_POST in stored.problems:
        left = tuple(one for one in stored.problems if one is not Problem.NOTHING_TO_POST)
        at = stored.problem_at if left else None
        schedules.update(transaction, replace(stored, problems=left, problem_at=at))


def with_queue(transaction: sqlite3.Connection, schedule: Schedule) -> Schedule:
    """Return a schedule as it is stored when the article it posts went into its queue, where it has one, and
    somebody gave their word for it."""
    if schedule.content is not Content.PARTS or schedule.article_id is None:
        return schedule
    schedules.update(transaction, replace(schedule, article_id=None))
    try:
        enqueue(transaction, schedule, schedule.article_id)
    except UserError as error:
        if error.key not in ("queue-consent", "queue-has-it"):
            raise
    stored = schedules.get(transaction, schedule.id)
    assert stored is not None  # noqa: S101 - it was stored in this transaction
    return stored
