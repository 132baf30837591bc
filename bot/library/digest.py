"""What a weekly digest tells: what was posted in its channel, what of it is popular, and what comes next.

It tells of its own channel alone, whoever reads it there could read all of that; and of open questions, which
everybody in the guild can see.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.choosing import popular
from bot.library.exports import RATERS
from bot.library.planning import active
from bot.library.preview import UpcomingPost, upcoming_posts
from bot.library.selection import local_day
from bot.library.visibility import ItemWithArticle
from bot.model import (
    SUMMARY,
    Article,
    Content,
    Delivery,
    Guild,
    Item,
    PredictionKind,
    Question,
    QuestionState,
    Schedule,
)
from bot.store import articles, deliveries, items, questions, schedules, votes
from bot.store.database import Database, in_snapshot

WEEK = timedelta(days=7)
KEPT = timedelta(days=90)
"""How far back outlooks are looked for that were posted: as far as posts are stored."""
NAMED = 3
"""Popular items, open outlooks and open questions that are named, of each."""
COMING = 4
"""Posts to come that are named."""
_YEAR = re.compile(r"(?<!\d)2[01]\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class WeekPost:
    """A post, with the first item that it showed (None for a part of an article) and the article that this is
    from."""

    delivery: Delivery
    item: Item | None
    article: Article


@dataclass(frozen=True, slots=True)
class Digest:
    """What a digest tells. `posts`, oldest first, went out from `since` on and before `until`: one that went
    out later, whatever its time, is in the next.

    `outlooks` were posted at some time, and what they are about is surely to come. `questions` are open ones
    of the guild, those that are due soonest first. `coming` holds the next post of each other schedule of the
    channel, in order.
    """

    since: datetime
    until: datetime
    posts: list[WeekPost]
    popular: list[ItemWithArticle]
    outlooks: list[ItemWithArticle]
    questions: list[Question]
    coming: list[tuple[Schedule, UpcomingPost]]


class QuietWeekError(Exception):
    """Nothing was posted that a digest could tell."""


class Digests:
    """Puts digests together. All that one tells is as of one moment."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock

    @in_snapshot
    def of_channel(
        self, snapshot: sqlite3.Connection, guild: Guild, channel_id: int, until: datetime
    ) -> Digest:
        """Return the digest of a guild's channel for the week until then. Raises QuietWeekError where nothing
        was posted that can be told.
        """
        stored = _posts(snapshot, guild.id, channel_id, until - KEPT, until)
        posts = [post for post in stored if (post.delivery.done_at or until) >= until - WEEK]
        if not posts:
            raise QuietWeekError
        year = local_day(guild, guild.home, until).year
        open_ones = {
            one.item.id: ItemWithArticle(one.item, one.article)
            for one in reversed(stored)
            if one.item and _is_open_outlook(one.item, year)
        }
        return Digest(
            until - WEEK,
            until,
            posts,
            _popular(snapshot, guild.id, posts),
            list(open_ones.values())[:NAMED],
            self._open_questions(snapshot, guild.id),
            self._coming(snapshot, guild, channel_id),
        )

    @in_snapshot
    def posts(
        self, snapshot: sqlite3.Connection, guild_id: int, channel_id: int, until: datetime
    ) -> list[WeekPost]:
        """Return what was posted in a guild's channel in the week until then, oldest first."""
        return _posts(snapshot, guild_id, channel_id, until - WEEK, until)

    def _open_questions(self, connection: sqlite3.Connection, guild_id: int) -> list[Question]:
        now, asked = self._clock(), questions.of_guild(connection, guild_id)
        return [one for one in asked if one.state(now) is QuestionState.OPEN][:NAMED]

    def _coming(
        self, connection: sqlite3.Connection, guild: Guild, channel_id: int
    ) -> list[tuple[Schedule, UpcomingPost]]:
        coming = []
        for schedule in schedules.of_guild(connection, guild.id):
            here = schedule.channel_id == channel_id and active(schedule)
            if here and schedule.content is not Content.DIGEST:
                first, *_ = upcoming_posts(connection, schedule, guild, guild.home, self._clock())
                if schedule.content is not Content.PARTS or first.part:  # else its queue is empty
                    coming.append((schedule, first))
        return sorted(coming, key=lambda one: one[1].run.at)[:COMING]


def is_open(horizon: str, year: int) -> bool:
    """Return whether what a horizon names is surely to come in that year (pure): only a year that is later
    says so. “The next five years” depend on when they were written, “by March” on which."""
    years = _YEAR.findall(unicodedata.normalize("NFKC", horizon))
    return any(int(named) > year for named in years)


def _is_open_outlook(item: Item, year: int) -> bool:
    outlook = item.prediction_kind is PredictionKind.OUTLOOK
    return outlook and item.horizon is not None and is_open(item.horizon, year)


def _posts(
    connection: sqlite3.Connection, guild_id: int, channel_id: int, since: datetime, until: datetime
) -> list[WeekPost]:
    """Return what was posted, without what the guild is not shown any more."""
    posted = deliveries.posted(connection, guild_id, channel_id, since, until)
    shown = items.shown(connection, guild_id, {one.items[0] for one in posted if one.items})
    readable = {article.id: article for article in articles.visible(connection, guild_id)}
    found = []
    for one in posted:
        item = shown.get(one.items[0]) if one.items else None
        article_id = item.article_id if item else one.part.article_id if one.part else 0
        if article_id in readable:
            found.append(WeekPost(one, item, readable[article_id]))
    return found


def _popular(
    connection: sqlite3.Connection, guild_id: int, posts: Sequence[WeekPost]
) -> list[ItemWithArticle]:
    """Return what of these posts is popular, the most popular first; of a summary its one line.

    What fewer than `RATERS` people voted on isn't named, and no counts are: nobody's own vote shows.
    """
    posted: dict[int, Article] = {}
    for post in posts:
        if post.item is None:
            continue
        summed_up = post.item.kind in SUMMARY
        voted = items.line_of(connection, guild_id, post.article.id) if summed_up else post.item.id
        posted |= {voted: post.article} if voted else {}
    tallies = votes.shown_tallies(connection, guild_id)
    enough = {
        item: votes for item, votes in tallies.items() if item in posted and votes.up + votes.down >= RATERS
    }
    liked = popular(enough)[:NAMED]
    shown = items.shown(connection, guild_id, liked)
    return [ItemWithArticle(shown[item_id], posted[item_id]) for item_id in liked]
