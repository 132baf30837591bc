"""What goes wrong between the bot and Discord, when, and for how long: drawn from a seed."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.wire.faults import Fault, Plan, fail, hang, late, reset, slow_down
from tests.wire.gateway import DISPATCH, HEARTBEAT
from tests.wire.small import SmallDiscord

LEFT_WITHIN = 150.0
"""Seconds in which the bot must leave a silent gateway; it promises 120."""
EVERYTHING = r"/.*"
TO_A_PERSON = r"/(?:interactions|webhooks)/.*"
NOT_TO_A_PERSON = r"/(?!interactions/|webhooks/).*"
MESSAGES = r"/channels/\d+/messages"
SHUT, SILENT = "gateway unreachable", "gateway silent until left"
DRIZZLE: tuple[tuple[Fault, float], ...] = (
    (reset(), 0.005),
    (reset(stored=True), 0.005),
    (fail(500, stored=True), 0.005),
    (fail(502), 0.005),
    (fail(503), 0.005),
    (slow_down(0.3), 0.005),
    (late(0.8), 0.01),
)
"""What goes on all the time, and for which share of the requests."""


@dataclass(frozen=True)
class Trouble:
    """Something that begins about every so many seconds, and lasts from so long to so long."""

    every: float
    lasts: tuple[float, float]
    happens: Callable[[Troubles, float], Coroutine[None, None, None]]


@dataclass
class Troubles:
    """All that goes wrong at a small Discord in so many `seconds`; `counts` says how often each did.

    When it begins follows from the seed alone; which requests meet it also depends on when they come.
    """

    small: SmallDiscord
    seed: int
    seconds: float
    counts: Counter[str] = field(default_factory=Counter)
    _gateway: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def go_on(self) -> None:
        """Let everything go wrong, each kind again and again, until cancelled; then all is well."""
        with self._meet(DRIZZLE):
            async with asyncio.TaskGroup() as group:
                for name, trouble in KINDS.items():
                    group.create_task(self._recur(name, trouble))

    async def _recur(self, name: str, trouble: Trouble) -> None:
        rng = random.Random(f"{self.seed} {name}")
        await asyncio.sleep(rng.uniform(0, 0.7 * min(trouble.every, self.seconds)))
        while True:
            seconds, pause = rng.uniform(*trouble.lasts), rng.uniform(0.5, 1.5) * trouble.every
            await trouble.happens(self, seconds)
            self.counts[name] += 1
            await asyncio.sleep(pause)

    @contextmanager
    def _meet(self, faults: tuple[tuple[Fault, float], ...], path: str = EVERYTHING) -> Iterator[None]:
        """Let shares of the requests to these paths meet faults inside the block."""
        rng, left, plans = random.Random(self.seed), 1.0, list[Plan]()
        for fault, share in faults:
            # Of the requests that the faults before this one leave.
            chance, left = share / left, left - share
            when = lambda _, chance=chance: rng.random() < chance  # noqa: E731
            plans.append(self.small.plan(fault, "*", path, when=when, times=None))
        try:
            yield
        finally:
            for plan in plans:
                self.small.plans.remove(plan)

    # Of the gateway: one after the other.

    async def drop(self, _: float) -> None:
        """The connection is cut; the session can be resumed."""
        async with self._gateway:
            await self.small.gateway.drop()

    async def refuse_to_resume(self, _: float) -> None:
        """The connection is cut, and Discord knows nothing of the session any more."""
        async with self._gateway:
            await self.small.gateway.drop(resumable=False)

    async def shut(self, seconds: float) -> None:
        """The connection is cut, and no other can be made for a while; then the session can be resumed."""
        gateway = self.small.gateway
        async with self._gateway:
            gateway.shut = "503" if self.counts[SHUT] % 2 else "close"
            try:
                await gateway.drop()
                await asyncio.sleep(seconds)
            finally:
                gateway.shut = None

    async def fall_silent(self, _: float) -> None:
        """The connection stands, but until the bot leaves it no heartbeat is acknowledged; every other time
        nothing is told either."""
        gateway = self.small.gateway
        async with self._gateway:
            await self.small.until(lambda: gateway.connected, LEFT_WITHIN, "that the bot is connected")
            attempts, before = gateway.attempts, set(gateway.sessions)
            gateway.swallows = frozenset({HEARTBEAT} if self.counts[SILENT] % 2 else {HEARTBEAT, DISPATCH})
            try:
                await self.small.until(
                    lambda: gateway.attempts > attempts, LEFT_WITHIN, "that a silent gateway is left"
                )
            finally:
                gateway.swallows = frozenset()
            gateway.ends.append(self.small.world.clock())
            for session in before:
                gateway.sessions.pop(session, None)

    # Of requests.

    async def fail(self, seconds: float) -> None:
        """Eight of ten requests are answered with a 5xx; some of them are carried out all the same."""
        faults = ((fail(500), 0.2), (fail(500, stored=True), 0.2), (fail(502), 0.2), (fail(503), 0.2))
        with self._meet(faults):
            await asyncio.sleep(seconds)

    async def reset(self, seconds: float) -> None:
        """Eight of ten connections are reset instead of an answer, half of them after it was carried out."""
        with self._meet(((reset(), 0.4), (reset(stored=True), 0.4))):
            await asyncio.sleep(seconds)

    async def limit_everything(self, seconds: float) -> None:
        """The global limit: every request waits but answers to people."""
        with self._meet(((slow_down(seconds, everywhere=True), 1.0),), NOT_TO_A_PERSON):
            await asyncio.sleep(seconds)

    async def limit_messages(self, seconds: float) -> None:
        """The limit of a route: of messages to channels."""
        with self._meet(((slow_down(seconds), 1.0),), MESSAGES):
            await asyncio.sleep(seconds)

    async def limit_answers(self, seconds: float) -> None:
        """The limit of a route: of half of what answers people."""
        with self._meet(((slow_down(seconds), 0.5),), TO_A_PERSON):
            await asyncio.sleep(seconds)

    async def slow_down(self, seconds: float) -> None:
        """Nine of ten answers are late; some of the requests are carried out at once, some late."""
        faults = ((late(0.5), 0.3), (late(2.0), 0.2), (late(0.7, stored=False), 0.3), (late(4.0), 0.1))
        with self._meet(faults):
            await asyncio.sleep(seconds)

    async def say_nothing(self, seconds: float) -> None:
        """Half of the requests are never answered; half of these are carried out."""
        with self._meet(((hang(), 0.25), (hang(stored=True), 0.25))):
            await asyncio.sleep(seconds)


KINDS = {
    "gateway dropped": Trouble(20, (0, 0), Troubles.drop),
    "RESUME refused": Trouble(75, (0, 0), Troubles.refuse_to_resume),
    SHUT: Trouble(150, (3, 12), Troubles.shut),
    SILENT: Trouble(480, (0, 0), Troubles.fall_silent),
    "burst of 5xx": Trouble(60, (2, 10), Troubles.fail),
    "burst of resets": Trouble(90, (1, 5), Troubles.reset),
    "global 429": Trouble(100, (1, 3), Troubles.limit_everything),
    "429 for messages": Trouble(45, (1, 3), Troubles.limit_messages),
    "429 for answers": Trouble(60, (0.5, 2), Troubles.limit_answers),
    "slow answers": Trouble(60, (3, 8), Troubles.slow_down),
    "no answers": Trouble(90, (2, 5), Troubles.say_nothing),
}
