"""Dispatches what is due: a tick every second, many deliveries at once, and a watchdog over the tick."""

from __future__ import annotations

import asyncio
import functools
import logging

from bot.delivery.notifier import Notifier
from bot.delivery.sender import Sender
from bot.delivery.threads import make_thread
from bot.errors import StorageDamagedError, UserError
from bot.library.claims import Claim
from bot.library.lease import Lease
from bot.pace import Pacer
from bot.ui.replies import KotonohaBot

TICK = 1.0
"""Seconds between two looks at what is due."""
LATER = 10.0
"""Seconds to wait for a storage that is busy or full."""
POSTS = 47.0
"""Posts a second: less than everything may have together, so that commands find room at once."""
SLACK = 0.25
"""Seconds that claiming may take without costing turns; the limit of everything still holds."""
IN_FLIGHT = 256
"""Deliveries at once: 200 channels that hang leave room for all others."""
AT_ONCE = 5
"""Claimed in one transaction, which keeps others from writing. So many at most, and those in flight, are to
be looked into after a crash."""
THREADS = 8
"""Threads at once, and started with one tick: so few that no post waits long behind them."""
OLD = 300.0
"""Seconds after which a delivery in flight is worth a line in the log."""
FINISHED_WITHIN = 8.0
"""Seconds that what is in flight may take once the bot is told to stop; the lease lasts for longer."""
KNOWN_WITHIN = 3.0
"""Seconds after the start in which Discord tells of the servers."""

log = logging.getLogger(__name__)


class Dispatcher:
    """Claims what is due and has it sent, at most `POSTS` a second."""

    def __init__(self, bot: KotonohaBot, lease: Lease) -> None:
        self._bot = bot
        self._lease = lease
        self._sender = Sender(bot, lease)
        self._pacer = Pacer(POSTS, SLACK)
        self._notifier = Notifier(bot, lease)
        self._letters: dict[int, asyncio.Task[None]] = {}
        self._threads: dict[int, asyncio.Task[None]] = {}
        self._in_flight: dict[int, asyncio.Task[None]] = {}
        self._begun: dict[int, float] = {}
        self._ticking: asyncio.Task[None] | None = None
        self._beats = 0

    async def tick(self) -> None:
        """Start to send all that is due; `settle` waits for what it started. Safe to call at any time."""
        if asyncio.get_running_loop().time() >= self._sender.held_until:
            await self._start_letters()
        while (room := (1 if self._sender.probing else IN_FLIGHT) - len(self._in_flight)) > 0:
            self._beats += 1
            self._bot.ticked = asyncio.get_running_loop().time()
            if self._bot.ticked < self._sender.held_until:
                return
            claims = await self._bot.library.outbox.claim(self._lease, min(room, AT_ONCE), self._in_flight)
            if claims is None:
                await self._start_threads()
                return
            for claim in claims:
                self._beats += 1
                await self._pacer.wait()
                await self._bot.global_limit.room()
                self._start(claim)

    async def settle(self) -> None:
        """Wait until all that was started has ended."""
        while tasks := self._tasks():
            await asyncio.wait(tasks)

    async def run(self) -> None:
        """Tick until cancelled."""
        await self._servers_known()
        try:
            await self.watch()
        finally:
            await self._end()

    async def watch(self, every: float = 5.0, patience: int = 6) -> None:
        """Restart the tick when it ended or made no progress in `patience` looks, `every` seconds apart."""
        again = False
        while True:
            task = self._ticking = asyncio.create_task(self._tick_on())
            still, seen = 0, self._beats
            try:
                if again:
                    await self._stalled()
                again = True
                while still < patience and not task.done():
                    await asyncio.wait({task}, timeout=every)
                    still = still + 1 if seen == self._beats else 0
                    seen = self._beats
                    self._tell_of_old(every)
                if task.done():
                    log.error("The tick ended; restarted", exc_info=_error(task))
                else:
                    log.error(
                        "The tick stalled for %d s at %s; restarted", every * patience, task.get_stack()
                    )
            finally:
                task.cancel()
                await asyncio.wait({task}, timeout=every)  # one that doesn't end is left behind

    async def _stalled(self) -> None:
        """Store that it stalled, if possible: what keeps that from being written may have been the cause."""
        try:
            async with asyncio.timeout(LATER):
                await self._bot.library.outbox.stalled()
        except Exception:
            log.exception("That the tick stalled can't be stored")

    def _tell_of_old(self, every: float) -> None:
        now = asyncio.get_running_loop().time()
        for delivery, begun in self._begun.items():
            if OLD <= now - begun < OLD + every:  # once
                log.warning("Delivery %d is in flight for %d s", delivery, now - begun)

    async def _tick_on(self) -> None:
        while self._ticking is asyncio.current_task():
            self._beats += 1
            try:
                await self.tick()
            except StorageDamagedError:
                await asyncio.sleep(LATER)
            except UserError as error:  # a full disk
                log.warning("Nothing can be posted now: %s", error.key)
                await asyncio.sleep(LATER)
            except Exception:
                log.exception("A tick failed")
            await asyncio.sleep(TICK)

    async def _start_letters(self) -> None:
        """Start to send the letters that are due; one error there keeps no post back."""
        try:
            letters = await self._bot.library.notices.claim(self._lease)
        except StorageDamagedError:
            return
        except UserError as error:
            log.warning("Notices have to wait: %s", error.key)  # the storage is busy or full
            return
        except Exception:
            log.exception("Notices can't be claimed")
            return
        for letter in letters:
            if (number := letter.id) not in self._letters:
                task = self._letters[number] = asyncio.create_task(self._notifier.deliver(letter))
                task.add_done_callback(functools.partial(self._letter_ended, number))

    def _letter_ended(self, number: int, task: asyncio.Task[None]) -> None:
        del self._letters[number]
        error = _error(task)
        if error and not isinstance(error, StorageDamagedError):
            log.error("How notice %d ended isn't stored", number, exc_info=error)

    def _start(self, claim: Claim) -> None:
        delivery_id = claim.delivery.id
        task = asyncio.create_task(self._sender.deliver(claim))
        self._in_flight[delivery_id] = task
        self._begun[delivery_id] = asyncio.get_running_loop().time()
        task.add_done_callback(lambda task: self._ended(delivery_id, task))

    def _ended(self, delivery_id: int, task: asyncio.Task[None]) -> None:
        del self._in_flight[delivery_id], self._begun[delivery_id]
        error = _error(task)
        if error and not isinstance(error, StorageDamagedError):
            log.error("Delivery %d stays claimed: how it ended isn't stored", delivery_id, exc_info=error)

    async def _start_threads(self) -> None:
        """Start to make the threads that are due, once no post is due or being sent; none while Discord
        refuses requests."""
        if self._sender.probing or self._in_flight:
            return
        room = THREADS - len(self._threads)
        claims = await self._bot.library.post_threads.claim(self._lease, room, self._threads)
        for claim in claims:
            task = asyncio.create_task(make_thread(self._bot, self._lease, claim))
            self._threads[claim.delivery.id] = task
            task.add_done_callback(functools.partial(self._thread_ended, claim.delivery.id))

    def _thread_ended(self, delivery_id: int, task: asyncio.Task[None]) -> None:
        del self._threads[delivery_id]
        error = _error(task)
        if error and not isinstance(error, StorageDamagedError):
            log.error("How the thread of delivery %d ended isn't stored", delivery_id, exc_info=error)

    def _tasks(self) -> set[asyncio.Task[None]]:
        return {*self._in_flight.values(), *self._letters.values(), *self._threads.values()}

    async def _servers_known(self) -> None:
        """Wait for the login, and for what Discord tells of the servers, but not for long: a post is to begin
        within five seconds."""
        loop = asyncio.get_running_loop()
        end = loop.time() + KNOWN_WITHIN
        while loop.time() < end or self._bot.application_id is None:  # until it is logged in
            if self._bot.guilds and not any(guild.unavailable for guild in self._bot.guilds):
                return
            await asyncio.sleep(0.1)

    async def _end(self) -> None:
        """Give what is in flight a moment; the rest is found by the next process."""
        if tasks := self._tasks():
            _, left = await asyncio.wait(tasks, timeout=FINISHED_WITHIN)
            for task in left:
                task.cancel()
            if left:
                await asyncio.wait(left, timeout=1)


def _error(task: asyncio.Task[None]) -> BaseException | None:
    return None if task.cancelled() else task.exception()
