"""What the tests of daily posts share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.model import Schedule
from bot.schedule import TimeOfDay
from tests.conftest import World, answer, embed, said


async def schedules(world: World) -> list[Schedule]:
    return await world.bot.library.schedules.all(world.guild.id)


async def add(world: World, who: MemberActor | None = None, **options: Any) -> Schedule:
    """Makes a schedule, by default at eight in Tokyo; the one that was made."""
    wanted = {"channel": world.channel, "time": "8:00", "zone": "Asia/Tokyo"} | options
    result = await world.slash(who or world.admin, "daily add", **wanted)
    assert result.ephemeral
    made = (await schedules(world))[-1]
    assert f"{TimeOfDay(made.minutes)}" in said(result), said(result)
    return made


def menu(result: InteractionResult, name: str = "") -> dict[str, Any]:
    """The one select menu under an answer, or the one whose id begins with a name."""
    (found,) = [
        one
        for row in answer(result).components
        for one in row["components"]
        if one["type"] == 3 and name in ("", one["custom_id"].partition(":")[0])
    ]
    shown: dict[str, Any] = found
    return shown


async def choose(
    world: World, who: MemberActor, result: InteractionResult, value: str, name: str = ""
) -> InteractionResult:
    await world.env.advance_time(60)
    return await who.select(answer(result), [value], custom_id=menu(result, name)["custom_id"])


def problem(result: InteractionResult) -> str:
    assert answer(result).ephemeral
    assert embed(result).color == discord.Color(0xC8963E)
    return said(result)


@dataclass
class Statements:
    """What the bot had the database do: reads, and statements of transactions."""

    read: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)

    @property
    def transactions(self) -> int:
        return sum(statement.startswith("BEGIN") for statement in self.written)


@asynccontextmanager
async def traced(world: World) -> AsyncIterator[Statements]:
    """Collects the statements that the bot's database gets meanwhile."""
    database, seen = world.bot.library.schedules._db, Statements()
    await database.reader.set_trace_callback(seen.read.append)
    await database._writer.set_trace_callback(seen.written.append)
    try:
        yield seen
    finally:
        for connection in (database.reader, database._writer):
            await connection.set_trace_callback(None)  # type: ignore[arg-type]
