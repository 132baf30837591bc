"""What a schedule will post, as far as it is known before it does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import aiosqlite

from bot import schedule as clockwork
from bot.library.planning import active, zone_of
from bot.library.posts import candidates, day_of, kinds
from bot.model import Content, Item, Language, Schedule
from bot.schedule import Occurrence, TimeOfDay
from bot.store import deliveries, guilds, items

PREVIEWED = 14


@dataclass(frozen=True, slots=True)
class Coming:
    """A post to come: when, what kind, whether clocks change on that day; the item where it is decided."""

    run: Occurrence
    content: Content
    clock_change: bool
    item: Item | None


async def coming(
    connection: aiosqlite.Connection, schedule: Schedule, home: Language, now: datetime, count: int
) -> list[Coming]:
    """The next `count` posts of a schedule; of a paused one as if it were resumed now. Nothing is chosen.

    `home` is the language of the guild's Discord locale.
    """
    guild = await guilds.get(connection, schedule.guild_id)
    zone = zone_of(schedule, guild)
    after = datetime.fromtimestamp(schedule.done_until, UTC) if active(schedule) else now
    there = {
        kind
        for kind in kinds(schedule.content, now.date())
        if (await candidates(connection, schedule, guild.language or home, kind))[1]
    }
    found: list[Coming] = []
    for run in clockwork.occurrences(TimeOfDay(schedule.minutes), schedule.days, zone, after):
        if await deliveries.taken(connection, schedule.id, run.date.isoformat()):
            continue
        turns = kinds(schedule.content, run.date)
        content = next((kind for kind in turns if kind in there), turns[0])
        item = None
        if content is Content.PREDICTION and schedule.article_id is None:
            day = day_of(guild, home, int(run.at.timestamp()))
            item = await items.prediction_of_the_day(connection, guild.id, day)
        changed = clockwork.has_clock_change(clockwork.local_date(run.at, zone), zone)
        found.append(Coming(run, content, changed, item))
        if len(found) == count:
            break
    return found
