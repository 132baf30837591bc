"""What a post of a series shows: a part of an article with what belongs to it, or what closes the article."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.choosing import popular
from bot.errors import UserError
from bot.library.parts import body_of
from bot.library.selection import predictions
from bot.library.series import stretch
from bot.model import (
    SUMMARY,
    Article,
    Delivery,
    Item,
    ItemKind,
    Language,
    Part,
    PartSize,
    PostedPart,
    Question,
    QuestionState,
    Span,
)
from bot.store import articles, deliveries, items, questions, queue, schedules, votes
from bot.store.database import Database, in_snapshot


@dataclass(frozen=True, slots=True)
class PartPost:
    """A part of an article. `before` is a sentence of its summary that stands before the part; `quote` and
    `prediction` stand in it. Each is None where there is none."""

    article: Article
    posted: PostedPart
    part: Part
    before: Item | None
    quote: Item | None
    prediction: Item | None


@dataclass(frozen=True, slots=True)
class ClosingPost:
    """The end of an article: what of it was liked best, what it predicts, the open questions about that, the
    one that is due soonest first, and the article that comes next (None for nothing)."""

    article: Article
    posted: PostedPart
    liked: Item | None
    prediction: Item | None
    questions: tuple[Question, ...]
    next: Article | None


class SerialPosts:
    """Reads what posts of series show, as the articles are now."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock

    @in_snapshot
    def so_far(
        self, snapshot: sqlite3.Connection, guild_id: int, public_id: str, article_id: int
    ) -> tuple[PostedPart, PartSize] | None:
        """Return what a guild's series posted last of an article, or of the newest version of a shipped one,
        and the size of its parts; None where that isn't known any more."""
        article = articles.get(snapshot, article_id, guild_id)
        if article and article.work and article.removed_at:
            newest = articles.current(snapshot, article.work, article.language)
            article_id = newest or article_id
        schedule = schedules.of_public_id(snapshot, guild_id, public_id)
        posted = schedule and queue.posted_last(snapshot, schedule.id, article_id)
        return (posted, schedule.size) if schedule and posted else None

    @in_snapshot
    def of(self, snapshot: sqlite3.Connection, delivery: Delivery) -> PartPost | ClosingPost:
        """Return what a delivery shows that has a part.

        The article may have been refreshed since it was claimed, which moves the places of its parts. Raises
        UserError("article-gone") where it was deleted, and UserError("part-gone") where its words went with a
        refresh.
        """
        now = deliveries.get(snapshot, delivery.id)
        posted = now and now.part
        article = posted and articles.get(snapshot, posted.article_id, delivery.guild_id)
        if not posted or not article:
            raise UserError("article-gone")
        if posted.closes:
            return _closing(snapshot, article, delivery, posted, self._clock())
        part = stretch(body_of(snapshot, article.id), article.language, posted)
        if not part.pieces:
            raise UserError("part-gone")
        shown = {kind: items.of_article(snapshot, delivery.guild_id, article.id, kind) for kind in ItemKind}
        summary = [item for kind in SUMMARY for item in shown[kind]]
        quote, prediction = (
            next((item for item in shown[kind] if _starts_in(item.spans, posted)), None)
            for kind in (ItemKind.QUOTE, ItemKind.PREDICTION)
        )
        return PartPost(article, posted, part, _before(summary, posted), quote, prediction)


def _starts_in(spans: Sequence[Span], posted: PostedPart) -> bool:
    return posted.start <= spans[0][0] < posted.end


def _before(summary: Sequence[Item], posted: PostedPart) -> Item | None:
    """Return the sentence of a summary that ends last before a part (pure)."""
    earlier = [item for item in summary if item.spans[-1][1] <= posted.start]
    return max(earlier, key=lambda item: item.spans[-1][1], default=None)


def _closing(
    connection: sqlite3.Connection, article: Article, delivery: Delivery, posted: PostedPart, now: datetime
) -> ClosingPost:
    guild = delivery.guild_id
    kinds = (ItemKind.QUOTE, ItemKind.PREDICTION, ItemKind.LINE)
    shown = {item for kind in kinds for item in items.ids(connection, guild, [article.id], kind)}
    voted = votes.tallies(connection, guild)
    liked = next((item for item in popular(voted) if item in shown), None)
    foretold = predictions(connection, guild, Language.EN, article.id)
    other = next((item for item in foretold if item != liked), None)
    asked = questions.of_article(connection, guild, article.id)
    after: Article | None = None
    for queued in queue.of_schedule(connection, delivery.schedule_id):
        if queued.id != posted.queue_id and after is None:
            found = articles.get(connection, queued.article_id, guild)
            comes = found and not found.removed_at and queue.consents(connection, guild, found.id)
            after = found if comes else None
    return ClosingPost(
        article,
        posted,
        items.get(connection, guild, liked) if liked else None,
        items.get(connection, guild, other) if other else None,
        tuple(one for one in asked if one.state(now) is QuestionState.OPEN),
        after,
    )
