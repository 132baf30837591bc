"""What a schedule will post, as far as it is known beforehand."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from bot import schedule as clockwork
from bot.library.planning import active, runs, zone_of
from bot.library.posts import candidates, kinds
from bot.library.selection import local_day
from bot.library.series import all_progress
from bot.model import Article, Content, Guild, Item, Language, PostedPart, Schedule
from bot.schedule import Occurrence
from bot.store import deliveries, items

PREVIEWED = 14
"""Posts that a preview shows."""


@dataclass(frozen=True, slots=True)
class UpcomingPost:
    """A post to come: when, what kind, whether clocks change on that day; the item if it is decided, or the
    part of which article (None: there will be none)."""

    run: Occurrence
    content: Content
    clock_change: bool
    item: Item | None = None
    part: PostedPart | None = None
    article: Article | None = None


def upcoming_posts(
    connection: sqlite3.Connection,
    schedule: Schedule,
    guild: Guild,
    home: Language,
    now: datetime,
) -> list[UpcomingPost]:
    """Return the next `PREVIEWED` posts of a schedule; of a paused one as if it were resumed now.

    `home` is the language of the guild's Discord locale. Nothing is chosen: only a prediction of the day
    that was shown already is decided.
    """
    zone = zone_of(schedule, guild)
    after = schedule.done_until if active(schedule) else now
    taken = deliveries.slots(connection, schedule.id)
    free = (run for run in runs(schedule, zone, after) if run.date.isoformat() not in taken)
    upcoming = list(islice(free, PREVIEWED))
    if schedule.content is Content.PARTS:
        return _upcoming_parts(connection, schedule, zone, upcoming)
    available = {
        kind
        for kind in kinds(schedule, now.date())
        if candidates(connection, schedule, guild.language or home, kind)[1]
    }
    days = [local_day(guild, home, run.at) for run in upcoming]
    decided = {}
    if schedule.article_id is None and Content.PREDICTION in available:
        decided = items.predictions_of_days(connection, guild.id, min(days))
    found = []
    for run, day in zip(upcoming, days, strict=True):
        turns = kinds(schedule, run.date)
        content = next((kind for kind in turns if kind in available), turns[0])
        item = decided.get(day) if content is Content.PREDICTION else None
        found.append(UpcomingPost(run, content, _clocks_change(run, zone), item))
    return found


def _upcoming_parts(
    connection: sqlite3.Connection, schedule: Schedule, zone: ZoneInfo, runs: Sequence[Occurrence]
) -> list[UpcomingPost]:
    """Return what a series posts as its queue is now."""
    coming: list[tuple[PostedPart | None, Article | None]] = []
    for progress in all_progress(connection, schedule):
        coming += [(part, progress.article) for part in progress.left]
        if len(coming) >= len(runs):
            break
    coming += [(None, None)] * len(runs)
    return [
        UpcomingPost(run, Content.PARTS, _clocks_change(run, zone), None, part, article)
        for run, (part, article) in zip(runs, coming, strict=False)
    ]


def _clocks_change(run: Occurrence, zone: ZoneInfo) -> bool:
    return clockwork.has_clock_change(clockwork.local_date(run.at, zone), zone)
