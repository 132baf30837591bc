"""Many posts due in one minute: how fast they reach the small Discord, and what commands feel of it."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import statistics
import time
from contextlib import closing
from pathlib import Path

from tests.wire.due import Due, posts_due
from tests.wire.small import SmallDiscord
from tests.wire.state import Channel, Guild, User

IN_A_GUILD = 100
LEAD = 12.0
"""Seconds from the start of the process to the minute in which all is due."""


async def run(folder: Path, count: int) -> bool:
    """Prints rates and answer times, with Discord's limit and without; whether all is as it must be."""
    with_limit = await _measure(folder / "with.sqlite3", count, limit=50)
    await _measure(folder / "without.sqlite3", count, limit=None)
    return with_limit


async def _measure(path: Path, count: int, limit: int | None) -> bool:
    pace = {} if limit else {"REQUESTS_A_SECOND": "100000"}
    async with SmallDiscord(limit=limit, checked=False) as small:
        due = await posts_due(small, path)
        channels = _fill(due, count)
        readers = [small.world.add_user(f"reader {number}") for number in range(20)]
        for reader in readers:
            due.guild.add_member(reader)
        start = time.time()
        minute = start + LEAD  # when the real clock says this, the bot's says that the posts are due
        async with due.process(due.at - LEAD, BOT_CLOCK_AT=str(start), LEASE="30", **pace):
            await small.until(lambda: small.world.commands and small.gateway.sessions, 60)
            await asyncio.sleep(3)
            rest = await _quotes(small, due.channels[0], readers, until=minute - 1)
            asking = asyncio.create_task(_quotes(small, due.channels[0], readers, until=minute + 600))
            with contextlib.suppress(AssertionError):
                await small.until(lambda: _arrived(channels) == count, 60 + count / 20)
            asking.cancel()
            meanwhile = await asking
        sent = [r.at for r in small.asked() if r.status == 200 and int(r.path.split("/")[2]) in channels]
        doubled = sum(len(channel.messages) > 1 for channel in channels.values())
        first, last = min(sent) - minute, max(sent) - minute
        rate = (len(sent) - 1) / (last - first)
        print(  # noqa: T201
            f"{len(sent)} of {count} posts, Discord's limit {limit or 'off, own pace off too'}: {rate:.1f}/s,"
            f" first after {first:.1f} s, last after {last:.1f} s (may: {5 + count / 40:.1f} s),"
            f" 429s: {small.refused}, doubled: {doubled}"
        )
        for name, times in (("at rest", rest), ("meanwhile", meanwhile)):
            print(  # noqa: T201
                f"  /quote {name}: median {statistics.median(times) * 1000:.0f} ms,"
                f" longest {max(times) * 1000:.0f} ms of {len(times)}"
            )
        good = len(sent) == count and not doubled and not small.refused
        return good and rate >= 40 and first <= 5 and last <= 5 + count / 40 and max(meanwhile) < 1


async def _quotes(small: SmallDiscord, channel: Channel, readers: list[User], until: float) -> list[float]:
    """How long answers take, two a second, until then or until it is cancelled."""
    times: list[float] = []
    with contextlib.suppress(asyncio.CancelledError):
        while time.time() < until:
            start = time.perf_counter()
            asked = await small.slash(channel, readers[len(times) % len(readers)], "quote", {"private": True})
            answer = await asked.response(within=10)
            assert answer["components"], "an error, not a quotation"
            times.append(time.perf_counter() - start)
            await asyncio.sleep(0.5)
    return times


def _arrived(channels: dict[int, Channel]) -> int:
    return sum(bool(channel.messages) for channel in channels.values())


def _fill(due: Due, count: int) -> dict[int, Channel]:
    """Schedules like the first one, each with a channel, so many in a server; the first one goes."""
    channels: dict[int, Channel] = {}
    guild: Guild = due.guild
    with closing(sqlite3.connect(due.path)) as database, database:
        (row,) = database.execute("SELECT * FROM schedule").fetchall()
        names = [column[0] for column in database.execute("SELECT * FROM schedule").description]
        database.execute("DELETE FROM schedule")
        for number in range(count):
            if number % IN_A_GUILD == 0:
                guild = due.small.world.add_guild(f"club {number}", locale="ja")
                database.execute(
                    "INSERT INTO guild (id, language, zone) VALUES (?, 'ja', ?)", (guild.id, due.zone)
                )
            channel = guild.add_channel(f"channel-{number}")
            channels[channel.id] = channel
            fresh = {**dict(zip(names, row, strict=True)), "id": number + 1, "public_id": f"{number:012x}"}
            fresh |= {"guild_id": guild.id, "channel_id": channel.id}
            database.execute(
                f"INSERT INTO schedule VALUES ({', '.join('?' * len(names))})", list(fresh.values())
            )
    return channels
