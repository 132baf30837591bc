"""What a series of posts brings: the articles of a queue in order, each in parts, with a post that closes it.

Where a series is, is never counted: it follows from what was posted, or may have been.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.library.notices import notify_editors
from bot.library.parts import parts_of
from bot.model import (
    Article,
    BodyBlock,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Fact,
    Language,
    Part,
    PartSize,
    PostedPart,
    Problem,
    Queued,
    Reason,
    Schedule,
)
from bot.parts import split
from bot.store import articles, deliveries, queue

ENDS = "notice-queue-ends"
"""The key of the fact that nothing comes after the article that a schedule posts."""
TOLD_BEFORE = 4
"""Posts of the last article, this one and the one that closes it among them, from which on that is told: when
two more parts are left."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a series is with an article of its queue: the part that was posted last, and what is left of it.

    `article` is None where the guild can't see it (any more). `allowed` says that it may be posted whole:
    rights that were recorded may be gone.
    """

    queued: Queued
    article: Article | None
    last: PostedPart | None
    left: tuple[PostedPart, ...]
    allowed: bool = True

    @property
    def begun(self) -> bool:
        """Return whether something of it was posted."""
        return self.last is not None

    @property
    def finished(self) -> bool:
        """Return whether nothing of it will be posted any more."""
        return not self.left


@dataclass(frozen=True, slots=True)
class FoundPost:
    """A post of a series that stands in a channel."""

    slot: str
    part: PostedPart
    message_id: int


def remaining(queued: Queued, last: PostedPart | None, parts: Sequence[Part]) -> tuple[PostedPart, ...]:
    """Return what is still to be posted of an article (pure): `parts`, those of what stands in it behind the
    `last` part that was posted, and then what closes it; of one that has nothing to read, nothing."""
    if last.closes if last else not parts:
        return ()
    done = last.number if last else 0
    count = done + len(parts)
    coming = [
        PostedPart(queued.id, queued.article_id, part.start, part.end, done + n, count)
        for n, part in enumerate(parts, 1)
    ]
    end = coming[-1].end if coming else last.end if last else 0
    return *coming, PostedPart(queued.id, queued.article_id, end, end, count + 1, count)


def stretch(body: Sequence[BodyBlock], language: Language, posted: PostedPart) -> Part:
    """Return the part of a body that was posted, however parts are cut now (pure)."""
    inside = [clipped for block in body if (clipped := _until(block, posted.end))]
    parts = split(inside, PartSize.LONG, language, posted.start)
    pieces = tuple(piece for part in parts for piece in part.pieces)
    minutes = sum(part.minutes for part in parts)
    return Part(posted.number, posted.count, posted.start, posted.end, pieces, minutes)


def _until(block: BodyBlock, end: int) -> BodyBlock | None:
    """Return what of a block stands before an offset, None where nothing does."""
    spans = tuple((first, min(last, end)) for first, last in block.spans if first < end)
    length = sum(last - first for first, last in spans)
    breaks = tuple(place for place in block.breaks if place < length)
    return replace(block, text=block.text[:length], spans=spans, breaks=breaks) if length else None


def all_progress(
    connection: sqlite3.Connection, schedule: Schedule, *, besides: int = 0
) -> Iterator[Progress]:
    """Yield where a series is with each article of its queue, in order; each is read when it is asked for.

    What the delivery `besides` shows doesn't count as posted.
    """
    for queued in queue.of_schedule(connection, schedule.id):
        yield progress_of(connection, schedule, queued, besides=besides)


def progress_of(
    connection: sqlite3.Connection, schedule: Schedule, queued: Queued, *, besides: int = 0
) -> Progress:
    """Return where a series is with one article of its queue, as `all_progress` does."""
    article = articles.get(connection, queued.article_id, schedule.guild_id)
    last = queue.furthest(connection, queued.id, besides)
    if article is None or article.removed_at is not None:
        return Progress(queued, None, last, ())
    if not queue.consents(connection, schedule.guild_id, article.id):
        return Progress(queued, article, last, (), allowed=False)
    parts = parts_of(connection, article, schedule.size, last.end if last else 0)
    return Progress(queued, article, last, remaining(queued, last, parts))


def choose_part(
    transaction: sqlite3.Connection, schedule: Schedule, delivery: Delivery, now: datetime
) -> PostedPart | Problem:
    """Return what a post of a series shows: the next that was not posted, or the Problem where there is none.

    Articles that are finished, or that can't be posted any more, leave the queue as soon as another one is
    posted from. Editors are told, once, when it is about to end. A test changes nothing.
    """
    passed: list[int] = []
    coming = all_progress(transaction, schedule, besides=delivery.id)
    for progress in coming:
        if progress.finished:
            passed.append(progress.queued.id)
            continue
        if delivery.kind is not DeliveryKind.TEST:
            for queue_id in passed:
                queue.remove(transaction, queue_id)
            if len(progress.left) <= TOLD_BEFORE and _nothing_in(coming):
                _tell_of_end(transaction, schedule, progress, now)
        return progress.left[0]
    return Problem.NOTHING_TO_POST


def _nothing_in(coming: Iterator[Progress]) -> bool:
    return all(progress.finished for progress in coming)


def _tell_of_end(
    transaction: sqlite3.Connection, schedule: Schedule, progress: Progress, now: datetime
) -> None:
    """Tell editors, once for each article, that nothing comes after this one."""
    if progress.article is not None:
        fact = Fact(ENDS, f"ends:{progress.queued.id}", {"title": progress.article.title}, schedule.id)
        notify_editors(transaction, schedule.guild_id, schedule.created_by, fact, now)


def adopt(transaction: sqlite3.Connection, schedule_id: int, found: PostedPart) -> PostedPart:
    """Return a part that was found in a channel as one of the schedule's queue, as far as its article is
    still there: an older copy of the database may have been restored. What stands before it was posted,
    too."""
    queued = queue.of_schedule(transaction, schedule_id)
    at = next((n for n, one in enumerate(queued) if one.article_id == found.article_id), None)
    if at is None:
        return replace(found, queue_id=None)
    for earlier in queued[:at]:
        queue.remove(transaction, earlier.id)
    return replace(found, queue_id=queued[at].id)


def recover(
    transaction: sqlite3.Connection, schedule_id: int, found: Sequence[FoundPost], now: datetime
) -> bool:
    """Store as sent what was found in the channel of a series and no row knows of: this database, an older
    copy, missed it, but the bot did not. Return whether there was anything."""
    recovered = False
    for post in found:
        missed = deliveries.of_slot(transaction, schedule_id, post.slot)
        if missed is None or missed.retry_at is not None or missed.part is not None:
            continue
        log.warning("The post of %s of schedule %d was found", post.slot, schedule_id)
        sent = replace(
            missed,
            state=DeliveryState.SENT,
            reason=Reason.FOUND,
            message_id=post.message_id,
            done_at=now,
            part=adopt(transaction, schedule_id, post.part),
        )
        deliveries.update(transaction, sent)
        recovered = True
    return recovered
