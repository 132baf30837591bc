"""Carries one claimed delivery through the steps that are decided, until it is done or has to wait."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta

import discord

from bot.delivery import diagnosis
from bot.delivery.failures import classify
from bot.delivery.messages import compose, sought
from bot.delivery.pacer import answers_within, guarded
from bot.delivery.permit import LeaseLostError, Permit
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
from bot.model import DeliveryState
from bot.ui.replies import KotonohaBot

ANSWER_WITHIN = 20.0
"""Seconds that one exchange with Discord may take."""
LOOKED_THROUGH = 2_000
"""Messages of a channel that are looked through for one of ours."""
BEFORE = timedelta(days=1)
"""How long before its time a post is looked for: our clock may have been ahead, and the time another one. The
post's marker says which day it stands for, so that no other is taken for it."""

log = logging.getLogger(__name__)


class Sender:
    """Delivers what was claimed. Until `held_until`, in the loop's time, Discord must not be asked."""

    def __init__(self, bot: KotonohaBot, lease: Lease) -> None:
        self._bot = bot
        self._lease = lease
        self.held_until = 0.0

    async def deliver(self, claim: Claim) -> None:
        """Take a delivery to its end or its next attempt, and store that.

        Where this raises, the row stays claimed, and is claimed again after a while.
        """
        facts, permit = claim.facts, Permit(self._lease)
        while not isinstance(step := decide(facts), Retry | Finish):
            before = permit.requests
            try:
                facts = await self._take(step, claim, facts, permit)
            except LeaseLostError:
                log.warning("Delivery %d is left to whoever has the lease now", claim.delivery.id)
                return
            except MemoryError:
                raise  # it says nothing about this delivery
            except Exception as error:
                failure = self._failure(claim, error, permit.requests - before)
                facts = replace(facts, failure=failure, failed=step)
        await self._store(claim, step)

    async def _take(self, step: Look | Examine | Send, claim: Claim, facts: Facts, permit: Permit) -> Facts:
        """Return the facts with what came of a step."""
        match step:
            case Look():
                search, message_id = await self._look(claim)
                return replace(facts, search=search, message_id=message_id)
            case Examine():
                async with answers_within(ANSWER_WITHIN):
                    found = await diagnosis.check(self._bot, claim.schedule, fresh=step.fresh)
                examination = Examination(found.problems, found.passes_at, step.fresh)
                return replace(facts, examination=examination)
            case Send():
                async with answers_within(ANSWER_WITHIN):
                    message = await compose(self._bot, claim, cards=step.cards)
                    with guarded(permit):
                        sent = await message.send(claim.delivery.nonce)
                return replace(facts, message_id=sent.id, as_text=message.as_text)

    async def _look(self, claim: Claim) -> tuple[Search, int | None]:
        """Return what came of looking for the message, and its id where it was found."""
        after = claim.delivery.due_at - BEFORE
        seen = 0
        async with answers_within(ANSWER_WITHIN):
            wanted = sought(self._bot, claim)
            history = wanted.channel.history(after=after, oldest_first=True, limit=LOOKED_THROUGH)
            try:
                async for message in history:
                    seen += 1
                    if message.author == self._bot.user and wanted.matches(message):
                        return Search.FOUND, message.id
            except (discord.Forbidden, discord.NotFound) as error:
                if not error.code:  # not Discord's own: what stands in front of it knows no channels
                    raise
                return Search.UNREADABLE, None
        return (Search.UNREADABLE if seen == LOOKED_THROUGH else Search.ABSENT), None

    def _failure(self, claim: Claim, error: Exception, requests: int) -> Failure:
        """Return what an error says, log it, and hold everything back where Discord refuses all requests."""
        failure, delivery = classify(error, requests), claim.delivery
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
            log.error("Discord refuses every request; nothing is posted for %d s", failure.retry_after)
            self.held_until = asyncio.get_running_loop().time() + failure.retry_after
        return failure

    async def _store(self, claim: Claim, step: Retry | Finish) -> None:
        outbox = self._bot.library.outbox
        if isinstance(step, Retry):
            await outbox.postpone(claim, step.reason, step.seconds, maybe_sent=step.maybe_sent)
        elif step.state is DeliveryState.SENT:
            await outbox.confirm(claim, step.message_id, step.reason, step.problems)
        else:
            await outbox.give_up(claim, step.state, step.reason, step.problems, step.until)
