"""Carries one claimed delivery through the steps that are decided, until it is done or has to wait."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timedelta

import discord

from bot.delivery import diagnosis
from bot.delivery.failures import StaleError, classify
from bot.delivery.messages import Sought, compose, sought
from bot.delivery.pacer import answers_within, guarded
from bot.delivery.permit import LeaseLostError, Permit
from bot.errors import UserError
from bot.library.claims import Claim
from bot.library.decision import (
    Examination,
    Examine,
    Facts,
    Failure,
    Finish,
    Look,
    Retry,
    Search,
    Send,
    decide,
)
from bot.library.lease import Lease
from bot.library.series import FoundPost
from bot.model import DeliveryState, Problem, Reason
from bot.ui.faults import is_discords_own
from bot.ui.replies import KotonohaBot

ANSWER_WITHIN = 20.0
"""Seconds that one exchange with Discord may take."""
SHORTLY, READ_AT_MOST = timedelta(minutes=15), 10_000
"""How long before its time a post is looked for, since clocks differ, and through how many messages from then
on: it most likely stands among the first, however much was written since. Where that isn't the end of the
channel, nobody can tell: **Send it now** may have sent it on any later day."""
BEFORE, READ_BACK = timedelta(days=1), 500
"""How long before that, and through how many messages at most, it is looked for as well: a clock that was far
ahead may have sent it. Its marker says which day it stands for, so that no other is taken for it."""
PROBE_AFTER, PROBE_AT_MOST = 15.0, 600.0
"""Seconds until one request is tried again when Discord refuses all; each further time twice as long."""

log = logging.getLogger(__name__)


class Sender:
    """Delivers what was claimed. Until `held_until`, in the loop's time, Discord must not be asked; then,
    while `probing`, by one delivery at a time."""

    def __init__(self, bot: KotonohaBot, lease: Lease) -> None:
        self._bot = bot
        self._lease = lease
        self.held_until = 0.0
        self._refusals = 0

    @property
    def probing(self) -> bool:
        """Whether Discord refused all requests when it was asked last."""
        return self._refusals > 0

    async def deliver(self, claim: Claim) -> None:
        """Take a delivery to its end or its next attempt, and store that.

        Where this raises, the row stays claimed, and is claimed again after a while.
        """
        facts, permit = claim.facts, Permit(self._lease)
        while not isinstance(step := decide(facts), Retry | Finish):
            before = permit.requests
            try:
                facts = await self._take(step, claim, facts, permit)
                self._refusals = 0 if isinstance(step, Look | Send) else self._refusals
            except LeaseLostError:
                if not await self._regained():
                    log.warning("Delivery %d is left to whoever has the lease now", claim.delivery.id)
                    return
                # This process stood still, or a clock jumped: the claim holds, what was found out may not.
                log.warning("Delivery %d is planned anew: the lease had run out", claim.delivery.id)
                arrived = permit.requests > 0
                failure = Failure(Reason.UNANSWERED if arrived else Reason.UNREACHABLE, maybe_sent=arrived)
                facts = replace(facts, failure=failure, failed=step)
            except MemoryError:
                raise  # it says nothing about this delivery
            except Exception as error:
                failure = self._failure(claim, error, permit.requests - before)
                facts = replace(facts, failure=failure, failed=step)
        await self._store(claim, step, facts)

    async def _take(self, step: Look | Examine | Send, claim: Claim, facts: Facts, permit: Permit) -> Facts:
        """Return the facts with what came of a step."""
        match step:
            case Look():
                return await self._look(claim, facts)
            case Examine():
                async with answers_within(ANSWER_WITHIN):
                    found = await diagnosis.check_before_post(self._bot, claim.schedule, fresh=step.fresh)
                examination = Examination(found.problems, found.passes_at, step.fresh)
                return replace(facts, examination=examination)
            case Send():
                permit.begin()
                async with answers_within(ANSWER_WITHIN):
                    message = await compose(self._bot, claim, cards=step.cards)
                    with guarded(permit):
                        sent = await message.send(claim.delivery.nonce)
                return replace(facts, message_id=sent.id, as_text=message.as_text)

    async def _look(self, claim: Claim, facts: Facts) -> Facts:
        """Return the facts with what came of looking for the message, and of others of its series."""
        wanted = sought(self._bot, claim)
        since = min(claim.delivery.due_at, self._bot.library.clock(), facts.unseen or claim.delivery.due_at)
        found: list[FoundPost] = []
        async with answers_within(ANSWER_WITHIN):
            try:
                search, message = await self._searched(wanted, since - SHORTLY, found)
            except (discord.Forbidden, discord.NotFound) as error:
                if not is_discords_own(error):
                    raise
                return replace(facts, search=Search.UNREADABLE)
        recovered = facts.unseen and found and await self._bot.library.outbox.recover(claim, found)
        if recovered and message is None and (search is Search.ABSENT or not claim.delivery.maybe_sent):
            return replace(facts, failure=Failure(Reason.UNREACHABLE), failed=Look())
        own = wanted.post(message) if message else None
        number = message.id if message else None
        return replace(facts, search=search, message_id=number, part=own.part if own else None)

    async def _searched(
        self, wanted: Sought, start: datetime, found: list[FoundPost]
    ) -> tuple[Search, discord.Message | None]:
        """Return what came of looking for the message, and the message; `found` gets others of its series."""

        def is_it(message: discord.Message) -> bool:
            if message.author != self._bot.user:
                return False
            if not wanted.matches(message) and (other := wanted.post(message)):
                found.append(other)
            return wanted.matches(message)

        read, just_before = 0, start - timedelta(milliseconds=1)  # `after` leaves out that very moment
        async for message in wanted.channel.history(after=just_before, limit=READ_AT_MOST):  # oldest first
            if is_it(message):
                return Search.FOUND, message
            read += 1
        async for message in wanted.channel.history(before=start, limit=READ_BACK):  # newest first
            if message.created_at < start - BEFORE:
                break
            if is_it(message):
                return Search.FOUND, message
        return Search.ABSENT if read < READ_AT_MOST else Search.UNREADABLE, None

    async def _regained(self) -> bool:
        """Return whether the lease that ran out is held again: no other process had taken it."""
        try:
            await self._lease.renew()
        except UserError:
            return False
        return True

    def _failure(self, claim: Claim, error: Exception, requests: int) -> Failure:
        """Return what an error says, log it, and hold everything back where Discord refuses all requests."""
        failure, delivery = classify(error, requests), claim.delivery
        if isinstance(error, StaleError):
            log.warning("Delivery %d is planned anew: %s", delivery.id, error)
        log.log(
            logging.ERROR if failure.unforeseen else logging.INFO,
            "Delivery %d, attempt %d: %s: %r",
            delivery.id,
            delivery.attempts,
            failure.reason,
            error,
            exc_info=error if failure.unforeseen else None,
        )
        if failure.blocked:
            return self._hold(failure, delivery.attempts)
        if isinstance(failure.reason, Problem):
            self._refusals = 0  # an answer like any other
        return failure

    def _hold(self, failure: Failure, attempts: int) -> Failure:
        """Hold all requests back where Discord refuses all of them, and return the failure with how long."""
        now = asyncio.get_running_loop().time()
        if now >= self.held_until:  # otherwise it is one of many that were on their way
            wait = failure.retry_after or min(PROBE_AFTER * 2**self._refusals, PROBE_AT_MOST)
            self._refusals += 1
            self.held_until = now + wait
            log.error("Discord refuses every request; one is tried again in %d s", wait)
        # If it refuses only this one after all, that one is to hold the others back less and less often.
        own = min(PROBE_AFTER * 2 ** (attempts - 1), PROBE_AT_MOST)
        return replace(failure, retry_after=max(failure.retry_after, self.held_until - now, own))

    async def _store(self, claim: Claim, step: Retry | Finish, facts: Facts) -> None:
        outbox = self._bot.library.outbox
        if isinstance(step, Retry):
            await outbox.postpone(claim, step.reason, step.seconds, maybe_sent=step.maybe_sent)
        elif step.state is DeliveryState.SENT:
            await outbox.confirm(claim, step.message_id, step.reason, step.problems, facts.part)
        else:
            await outbox.give_up(claim, step.state, step.reason, step.problems, step.until)
        outbox.outcomes[DeliveryState.WAITING if isinstance(step, Retry) else step.state] += 1
