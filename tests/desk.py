"""A library with its outbox on a real database, whose clock stands where a test puts it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.library import Library
from bot.library.claims import Claim
from bot.library.lease import Lease, hold
from bot.model import Content, Delivery, Language, Schedule, ScheduleSpec
from bot.schedule import EVERY_DAY
from bot.store import deliveries, schedules
from bot.store.database import Database, open_database

GUILD, CHANNEL, PERSON = 1, 2, 3
MORNING = datetime(2026, 10, 7, 23, 0, tzinfo=UTC)  # 8:00 of the 8th in Tokyo
TEXT = "".join(
    f"港の話その{n}。館長の三崎ハルカさんは「夜に読む人の居場所を{n}つつくりたい」と話した。今後{n}年で蔵書は{n}万冊を超える見通しだ。\n\n"
    for n in range(2, 7)
)


@dataclass
class Desk:
    """A library whose clock stands where a test puts it."""

    path: Path
    database: Database
    lease: Lease
    now: datetime = MORNING - timedelta(hours=1)
    library: Library = field(init=False)

    def __post_init__(self) -> None:
        self.library = Library(self.database, lambda: self.now)

    async def schedule(self, **changes: Any) -> Schedule:
        """Every day at 8:00 in Tokyo."""
        spec = ScheduleSpec(channel_id=CHANNEL, minutes=480, days=EVERY_DAY, content=Content.QUOTE)
        return await self.library.schedules.add(GUILD, replace(spec, **changes), created_by=PERSON)

    async def again(self, schedule: Schedule) -> Schedule:
        """The schedule as it is now."""
        found = await self.database.read(schedules.get, schedule.id)
        assert found is not None
        return found

    async def claim(self, at: datetime | None = None, limit: int = 20) -> list[Claim]:
        self.now = at or self.now
        posts: list[Claim] = []
        while (some := await self.library.outbox.claim(self.lease, limit)) is not None:
            posts += some
        return posts

    async def history(self, schedule: Schedule) -> list[Delivery]:
        return await self.database.read(deliveries.history, schedule.id, 100)

    async def slots(self, schedule: Schedule) -> list[tuple[str, str, str | None]]:
        return [(d.slot, d.state.value, d.reason) for d in await self.history(schedule)]

    async def restart(self) -> None:
        """Another life of the bot on the same database."""
        self.lease = replace_holder(self.lease, self.database)
        holder = (self.lease.holder,)
        await self.database.write(
            lambda transaction: transaction.execute("UPDATE lease SET holder = ?", holder)
        )
        self.library = Library(self.database, lambda: self.now)
        await self.library.outbox.take_over(self.lease)


def replace_holder(lease: Lease, database: Database) -> Lease:
    return Lease(database, f"{lease.holder}-", 0)


@asynccontextmanager
async def open_desk(path: Path) -> AsyncIterator[Desk]:
    """A desk with an article, in a guild in Tokyo."""
    async with open_database(path) as database, hold(database) as lease:
        desk = Desk(path, database, lease)
        await desk.library.guilds.belongs_to(1)
        await desk.library.guilds.change(GUILD, zone="Asia/Tokyo", language=Language.JA)
        await desk.library.articles.add(TEXT, GUILD)
        yield desk
