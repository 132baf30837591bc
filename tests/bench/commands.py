"""What a command costs: processor time and latency, each beside a constant answer of a bare bot."""

from __future__ import annotations

import asyncio
import itertools
import statistics
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.child import BARE, KOTONOHA, Child, child
from tests.bench.report import Table
from tests.wire.interactions import DEADLINE, Interaction
from tests.wire.small import SmallDiscord
from tests.wire.state import Channel, User

IN_FLIGHT = 16
COMMANDS = 300
"""Of one kind in a turn."""
SERVERS, MEMBERS = 10, 150
"""So many that nobody is told to slow down."""
QUOTE, OTHERS, P99 = 1.5, 1.2, 2.0
"""The ratios aimed at."""


@dataclass(frozen=True)
class Ask:
    name: str
    options: Mapping[str, Any] = field(hash=False)
    module: str = KOTONOHA

    @property
    def title(self) -> str:
        shown = " ".join(f"{name}:{value}" for name, value in self.options.items())
        return "bare, and one SELECT" if self.module == BARE else f"/{self.name} {shown}".rstrip()


CONSTANT = Ask("constant", {}, BARE)
ASKS = [
    Ask("select", {}, BARE),
    Ask("quote", {}),
    Ask("quote", {"private": True}),
    Ask("summary", {}),
    Ask("prediction", {}),
    Ask("search", {"words": "2030"}),
    Ask("help", {}),
    Ask("read", {}),
]


@dataclass
class Bot:
    """A bot with a small Discord of its own, and people who ask it."""

    small: SmallDiscord
    process: Child
    people: Iterator[tuple[Channel, User]]

    async def turn(self, ask: Ask) -> Turn:
        """Let so many people ask for the same, `IN_FLIGHT` at a time. A command that gets no answer counts as
        one that took all of the time that Discord gives."""
        clock, flying = self.small.world.clock, list[Interaction]()
        times: list[float] = []
        asked, before = 0, self.process.cpu()
        while len(times) < COMMANDS:
            while asked < COMMANDS and len(flying) < IN_FLIGHT:
                flying.append(await self.small.slash(*next(self.people), ask.name, ask.options, locale="ja"))
                asked += 1
            done = await self.small.until(
                lambda: [one for one in flying if _is_over(one, clock())], DEADLINE + 1
            )
            for one in done:
                if one.shown and ask.module == KOTONOHA:
                    assert one.shown["components"], (ask.title, one.shown["embeds"])
                times.append(min(clock() - one.sent, DEADLINE))
                flying.remove(one)
        await asyncio.sleep(0.05)  # what it does after the last answer counts, too
        cpu = self.process.cpu() - before
        return Turn(cpu / COMMANDS, statistics.median(times), statistics.quantiles(times, n=100)[98])


def _is_over(asked: Interaction, now: float) -> bool:
    return bool(asked.shown) or now > asked.sent + DEADLINE


@dataclass(frozen=True)
class Turn:
    """Seconds: of processor time for each command, of the median answer and of the 99th percentile."""

    cpu: float
    median: float
    p99: float


async def run(folder: Path, rounds: int) -> Table:
    """Let the bots answer in turns, so many rounds after one that doesn't count."""
    async with AsyncExitStack() as stack:
        bots = {
            (module, faster): await _start(stack, folder, module, faster=faster)
            for module, faster in itertools.product((BARE, KOTONOHA), (False, True))
        }
        await asyncio.sleep(3)
        found: dict[tuple[Ask, bool], list[tuple[Turn, Turn]]] = {}
        for number in range(rounds + 1):
            for ask, faster in itertools.product(ASKS, (False, True)):
                own, bare = bots[ask.module, faster], bots[BARE, faster]
                if number % 2:
                    constant, turn = await bare.turn(CONSTANT), await own.turn(ask)
                else:
                    turn, constant = await own.turn(ask), await bare.turn(CONSTANT)
                if number:
                    found.setdefault((ask, faster), []).append((turn, constant))
    return _table(found, rounds)


def _table(found: Mapping[tuple[Ask, bool], list[tuple[Turn, Turn]]], rounds: int) -> Table:
    rows, good = [], True
    bare = {
        faster: [bare for (_, kind), pairs in found.items() for _, bare in pairs if kind == faster]
        for faster in (False, True)
    }
    pairs = list(zip(bare[True], bare[False], strict=True))
    rows.append(
        ["bare", _ms(bare[False], "cpu"), "1.00", "", "1.00", _ms(bare[False], "p99"), "1.0", "1.0", ""]
    )
    of_bare = [f"{_ratio(pairs, 'cpu'):.2f}", "1.00", ""]
    late = [f"{_ratio(pairs, 'median'):.1f}", f"{_ratio(pairs, 'p99'):.1f}", "1.0"]
    rows.append(["bare, with both", _ms(bare[True], "cpu"), *of_bare, _ms(bare[True], "p99"), *late])
    for ask in ASKS:
        without, both = found[ask, False], found[ask, True]
        turns = [turn for turn, _ in both]
        across = list(zip(turns, (bare for _, bare in without), strict=True))
        cpu, p99 = _ratio(across, "cpu"), _ratio(across, "p99")
        of_bare = [f"{cpu:.2f}", f"{_ratio(both, 'cpu'):.2f}", f"{_ratio(without, 'cpu'):.2f}"]
        late = [f"{_ratio(across, 'median'):.1f}", f"{p99:.1f}", f"{_ratio(both, 'p99'):.1f}"]
        rows.append([ask.title, _ms(turns, "cpu"), *of_bare, _ms(turns, "p99"), *late])
        if ask.module == KOTONOHA:
            good &= cpu <= (QUOTE if ask.name == "quote" else OTHERS) and p99 <= P99
    swing = statistics.quantiles(
        [turn.cpu / bare.cpu / _ratio(pairs, "cpu") for pairs in found.values() for turn, bare in pairs],
        n=20,
    )
    text = (
        f"Medians of {rounds} rounds, in which the bots take turns to answer {COMMANDS} commands of a"
        f" kind, {IN_FLIGHT} at a time, from {SERVERS * MEMBERS:,} people on {SERVERS} servers. The bare"
        " discord.py bot answers with a constant embed. CPU is the processor time of the bot’s process"
        " for each command; p99 is the 99th percentile of the time to the answer. Kotonoha runs with"
        " uvloop and orjson, and the bare bot without both, where a column doesn’t say otherwise. Nine"
        f" of ten CPU ratios of single rounds are {swing[0]:.2f} to {swing[-1]:.2f} times their median."
    )
    head = ["command", "CPU (ms)", "÷ bare", "÷ bare with both", "both without both"]
    head += ["p99 (ms)", "median ÷ bare’s", "p99 ÷ bare’s", "p99 ÷ bare’s with both"]
    return Table("Commands", text, head, rows, good)


def _ratio(pairs: Sequence[tuple[Turn, Turn]], figure: str) -> float:
    """Return how many times the second's figure the first's is, as the median of all pairs."""
    return float(statistics.median(getattr(one, figure) / getattr(other, figure) for one, other in pairs))


def _ms(turns: Sequence[Turn], figure: str) -> str:
    milliseconds = statistics.median(getattr(turn, figure) for turn in turns) * 1e3
    return f"{milliseconds:.2f}" if milliseconds < 10 else f"{milliseconds:.0f}"


async def _start(stack: AsyncExitStack, folder: Path, module: str, *, faster: bool) -> Bot:
    small = await stack.enter_async_context(SmallDiscord(limit=None, checked=False))
    owners, people = [], []
    for number in range(SERVERS):
        guild = small.world.add_guild(f"club {number}", locale="ja")
        channel = guild.add_channel("general")
        owners.append((channel, guild.owner))
        for name in range(MEMBERS):
            user = small.world.add_user(f"reader {name}")
            guild.add_member(user)
            people.append((channel, user))
    path = folder / f"{module}-{faster}.sqlite3"
    process = await stack.enter_async_context(child(small, module, faster=faster, DATABASE_PATH=str(path)))
    await small.until(lambda: small.world.commands and small.gateway.sessions, 60, f"the start of {module}")
    if module == KOTONOHA:
        for owner in owners:  # to whom the guided start is offered, once
            await (await small.slash(*owner, "help")).response(within=10)
    # One of each server after the other.
    return Bot(small, process, itertools.cycle(sorted(people, key=lambda pair: pair[1].name)))
