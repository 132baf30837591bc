"""`python -m tests.library.busy DATABASE`: writes to a database until it is killed."""

from __future__ import annotations

import asyncio
import sys
from itertools import count
from pathlib import Path

from bot.library import Library
from bot.model import Content, ItemKind, ScheduleSpec, Vote
from bot.schedule import EVERY_DAY
from bot.store.database import open_database
from tests.desk import GUILD


async def main(path: Path) -> None:
    """Change settings, vote and add schedules, without end."""
    async with open_database(path) as database:
        library = Library(database)
        (article,) = await library.articles.all(GUILD)
        _, quotations = await library.articles.items(GUILD, article.id, ItemKind.QUOTE)
        for number in count(1000):
            await library.guilds.change(number, zone="Asia/Tokyo")
            await library.votes.cast(GUILD, quotations[number % len(quotations)].id, number, Vote.UP)
            if number % 100 == 0:
                spec = ScheduleSpec(channel_id=2, minutes=480, days=EVERY_DAY, content=Content.QUOTE)
                await library.schedules.add(number, spec, created_by=3)
            if number == 1001:
                print("writing", flush=True)  # noqa: T201 - whoever started this waits for it


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
