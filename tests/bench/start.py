"""Starting among many servers: how long until commands are answered, and what the process holds then."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.child import BARE, KOTONOHA, child
from tests.bench.report import Table
from tests.wire.interactions import Interaction
from tests.wire.limits import Json
from tests.wire.small import SmallDiscord
from tests.wire.state import Guild, User, snowflake

ROUNDS = 3
CHANNELS, ROLES, EMOJIS = 8, 4, 2
"""Of a server, as a club of some dozen people has them; a third of its channels are private."""
CATEGORY = 4
ASKED = 10
"""Servers whose people ask: half are the first that Discord tells of, half the last."""
EVERY = 0.1
"""Seconds between two commands."""
LONGEST = 300.0
QUIET = 3.0
"""Seconds until memory is read: discord.py is ready two seconds after the last server."""
FIRST, MEMORY, ALONE = 1.5, 100, 60
"""Aims: seconds to the first answer and megabytes, both for 10,000 servers, and megabytes for one."""
COMMANDS = {BARE: "constant", KOTONOHA: "quote"}


class Same(Guild):
    """A server like another one but for its ids; what the gateway tells is made once, as text."""

    text = ""

    def payload(self, bot: User) -> Json:
        """The server as the gateway sends it."""
        return self.text


@dataclass(frozen=True)
class Start:
    """Seconds from the start of the process to the first answer and to the end of what Discord tells, seconds
    of processor time until both, commands without an answer in time, and megabytes."""

    first: float
    cpu: float
    told: float
    missed: int
    memory: float
    peak: float


async def run(folder: Path, servers: Sequence[int], shards: int) -> Table:
    """Start both bots in turns among so many servers, some rounds after one that doesn't count."""
    rows, good = [], True
    for count in servers:
        async with SmallDiscord(limit=None, checked=False) as small:
            small.world.shards, small.world.at_a_time, small.world.most = shards, shards, count
            asked = _fill(small, count)
            found: dict[str, list[Start]] = {BARE: [], KOTONOHA: []}
            known: dict[str, list[Json]] = {}
            for number in range(ROUNDS + 1):
                for module, starts in found.items():
                    start = await _start(small, asked, module, folder / f"{count}.sqlite3", known)
                    if number:  # before that Discord knew no commands, and the bot no server
                        starts.append(start)
        for module, starts in found.items():
            middle = {
                name: statistics.median(getattr(start, name) for start in starts)
                for name in ("first", "told", "cpu", "memory", "peak")
            }
            missed = max(start.missed for start in starts)
            rows.append(
                [f"{count:,}", "bare" if module == BARE else "Kotonoha"]
                + [f"{middle[name]:.1f}" for name in ("first", "told", "cpu")]
                + [f"{missed}", f"{middle['memory']:.0f}", f"{middle['peak']:.0f}"]
            )
            if module == KOTONOHA and count <= 10_000:
                good &= middle["memory"] <= (ALONE if count == 1 else MEMORY)
                good &= middle["first"] <= FIRST and not missed
    where = (
        f"{shards} shards" if shards > 1 else "one connection, whose limit of 2,500 servers is lifted here"
    )
    text = (
        f"Medians of {ROUNDS} starts in turns (of missed commands, the most), on {where}."
        f" Each server has {CHANNELS} channels, {ROLES} roles and {EMOJIS} emojis. From the moment at"
        f" which the bot has a session somebody asks every {EVERY * 1e3:.0f} ms, on the first and on the"
        " last servers that Discord tells of, as fast as the bot listens. The bare discord.py bot answers"
        " with a constant embed, Kotonoha with a quotation; both run with uvloop and orjson. Seconds"
        " count from the start of the process; a command is missed without an answer within three"
        " seconds; memory is resident after all that, and its peak until then."
    )
    head = [
        "servers",
        "bot",
        "first answer (s)",
        "all servers told (s)",
        "CPU until both (s)",
        "missed",
        "memory (MB)",
        "peak (MB)",
    ]
    return Table("Starts", text, head, rows, good)


async def _start(
    small: SmallDiscord, asked: Sequence[Guild], module: str, path: Path, known: dict[str, list[Json]]
) -> Start:
    """Start one bot once; `known` are the commands that Discord knows of each."""
    small.gateway.sessions.clear()
    small.world.commands = known.get(module, [])
    before, began, told = small.gateway.identified, time.monotonic(), 0.0
    flying: list[Interaction] = []
    variables = {"DATABASE_PATH": str(path)} if module == KOTONOHA else {}
    async with asyncio.timeout(LONGEST), child(small, module, faster=True, **variables) as process:
        await small.until(lambda: small.gateway.sessions and small.world.commands, 60, "a session")
        for guild in itertools.cycle(asked):
            if told and any(one.shown for one in flying):
                break
            if any(session.hears(guild.id) for session in small.gateway.sessions.values()):
                channel = next(iter(guild.channels.values()))
                flying.append(await small.slash(channel, guild.owner, COMMANDS[module], locale="ja"))
            await asyncio.sleep(EVERY)
            if not told and small.gateway.identified == before + small.world.shards:
                told = time.monotonic() - began
        cpu = process.cpu()
        await asyncio.sleep(QUIET)
        memory, peak = process.memory()
    known[module] = small.world.commands
    times = [one.answered - began for one in flying if one.answered is not None]
    return Start(min(times), cpu, told, sum(one.shown is None for one in flying), memory, peak)


def _fill(small: SmallDiscord, count: int) -> list[Guild]:
    """Let the bot be on so many servers; return those whose people ask."""
    first = [_server(small, f"club {number}") for number in range(min(count, ASKED // 2))]
    pattern = first[0]
    text = json.dumps({**pattern.payload(small.world.bot), "emojis": _emojis()})
    ids = sorted(set(re.findall(r'"id": "(\d+)"', text)) - {str(small.world.bot.id)})
    numbers = re.compile("|".join(ids))
    for _ in range(count - ASKED):
        fresh = {old: str(snowflake()) for old in ids}
        same = Same(pattern.name, pattern.owner, pattern.locale, int(fresh[str(pattern.id)]))
        same.members = pattern.members
        same.text = numbers.sub(lambda match, fresh=fresh: fresh[match[0]], text)  # type: ignore[misc]
        small.world.guilds[same.id] = same
    last = [_server(small, f"last {number}") for number in range(min(count - len(first), ASKED // 2))]
    return first + last


def _emojis() -> list[Json]:
    looks = {"roles": [], "require_colons": True, "managed": False, "animated": False, "available": True}
    return [{**looks, "id": str(snowflake()), "name": f"emoji_{number}"} for number in range(EMOJIS)]


def _server(small: SmallDiscord, name: str) -> Guild:
    guild = small.world.add_guild(name, locale="ja")
    roles = [guild.add_role(f"role {number}", send_messages=True) for number in range(ROLES - 1)]
    for number in range(CHANNELS):
        channel = guild.add_channel(f"channel-{number}", CATEGORY if number % 4 == 3 else 0)
        channel.allow(guild.everyone, view_channel=number % 3 > 0)
        channel.allow(roles[0], view_channel=True)
    next(iter(guild.channels.values())).allow(guild.everyone, view_channel=True)
    return guild
