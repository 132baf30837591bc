"""What the tests of daily posts share."""

from __future__ import annotations

from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, RoleHandle
from simcord.results import InteractionResult

from bot.model import Schedule
from bot.schedule import TimeOfDay
from cogs.daily.forms import EDITING
from tests.conftest import World, answer, embed, said

SELECTS = range(3, 9)
"""The types of Discord's components that are selects."""
TEXT = 4


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
        if one["type"] in SELECTS and name in ("", one["custom_id"].partition(":")[0])
    ]
    shown: dict[str, Any] = found
    return shown


async def choose(
    world: World, who: MemberActor, result: InteractionResult, value: str, name: str = ""
) -> InteractionResult:
    await world.env.advance_time(60)
    return await who.select(answer(result), [value], custom_id=menu(result, name)["custom_id"])


async def panel(
    world: World, schedule: Schedule | None = None, who: MemberActor | None = None
) -> InteractionResult:
    """What /daily manage shows: that schedule, or what it opens at."""
    who = who or world.admin
    shown = await world.slash(who, "daily manage")
    if schedule is None or [one.id for one in await schedules(world)] == [schedule.id]:
        return shown
    if len(await schedules(world)) == 1:
        shown = await world.click(who, shown, "button-daily-list")
    return await choose(world, who, shown, str(schedule.id), "daily-choose")


async def press(
    world: World, key: str, schedule: Schedule | None = None, who: MemberActor | None = None
) -> InteractionResult:
    """Presses the button of a schedule's panel whose label is the message `key`."""
    return await world.click(who or world.admin, await panel(world, schedule, who), key)


async def edit(
    world: World, schedule: Schedule | None = None, who: MemberActor | None = None, **fields: Any
) -> InteractionResult:
    """Changes fields in a form of a schedule's panel."""
    (form,) = [name for name, asked in EDITING.items() if fields.keys() <= {*asked}]
    return await fill(
        world, who or world.admin, await press(world, f"button-daily-{form}", schedule, who), **fields
    )


async def fill(world: World, who: MemberActor, opened: InteractionResult, **fields: Any) -> InteractionResult:
    """Sends a form with these fields, and the others as it opened."""
    await world.env.advance_time(60)
    return await who.submit_modal(opened, filled(world, opened) | fields)


def filled(world: World, opened: InteractionResult) -> dict[str, Any]:
    """What stands in the fields of a form that was just opened."""
    assert opened.modal is not None, opened
    backend, values = world.env.backend, {}
    for one in (label["component"] for label in opened.modal["components"]):
        chosen: list[Any] = [option["value"] for option in one.get("options", ()) if option.get("default")]
        for default in one.get("default_values", ()):
            if default["type"] == "role":
                role = backend.get_role(world.guild.id, int(default["id"]))
                chosen.append(RoleHandle(world.env, world.guild, role))
            else:
                channel = backend.get_channel(int(default["id"]))
                chosen.append(ChannelHandle(world.env, world.guild, channel))
        values[one["custom_id"]] = one.get("value") or "" if one["type"] == TEXT else chosen
    return values


async def move(world: World, channel: ChannelHandle, schedule: Schedule | None = None) -> InteractionResult:
    """Chooses another channel in a schedule's panel."""
    shown = await panel(world, schedule)
    await world.env.advance_time(60)
    return await world.admin.select(
        answer(shown), [channel], custom_id=menu(shown, "daily-move")["custom_id"]
    )


def problem(result: InteractionResult) -> str:
    assert answer(result).ephemeral
    assert embed(result).color == discord.Color(0xC8963E)
    return said(result)
