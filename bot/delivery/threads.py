"""Makes the thread under a post."""

from __future__ import annotations

import logging
from typing import Literal

import aiohttp
import discord

from bot.delivery import diagnosis
from bot.delivery.failures import classify
from bot.delivery.messages import thread_name
from bot.delivery.pacer import answers_within, guarded
from bot.delivery.permit import LeaseLostError, Permit
from bot.library.claims import Claim
from bot.library.lease import Lease
from bot.model import Problem, Reason
from bot.ui.replies import KotonohaBot

ANSWER_WITHIN = 20.0
"""Seconds that one exchange with Discord may take."""
THREAD_EXISTS = 160004

log = logging.getLogger(__name__)


async def make_thread(bot: KotonohaBot, lease: Lease, claim: Claim) -> None:
    """Make the thread under a post, or find that it is there, and store that; or have it tried again.

    Where the bot may not make one, that becomes a problem of the post's schedule. Where this raises, it is
    tried again after a while.
    """
    threads, permit, delivery = bot.library.post_threads, Permit(lease), claim.delivery
    try:
        async with answers_within(ANSWER_WITHIN):
            name = await thread_name(bot, claim)
            archived_after = await _archived_after(bot, delivery.target)
            with guarded(permit):
                await bot.http.start_thread_with_message(
                    delivery.target,
                    delivery.message_id or 0,
                    name=name,
                    auto_archive_duration=archived_after,
                )
    except LeaseLostError:
        return  # whoever has the lease takes it up
    except MemoryError:
        raise
    except Exception as error:
        if isinstance(error, discord.HTTPException) and error.code == THREAD_EXISTS:
            await threads.done(claim)
            return
        failure = classify(error, permit.requests)
        level = logging.ERROR if failure.unforeseen else logging.INFO
        log.log(level, "Thread of delivery %d: %s: %r", delivery.id, failure.reason, error)
        if not isinstance(failure.reason, Problem) and failure.reason is not Reason.DELETED:
            await threads.postpone(claim, failure.retry_after)
            return
        if failure.reason is Problem.SEND:
            await _examine(bot, claim)
    await threads.done(claim)


async def _archived_after(bot: discord.Client, channel_id: int) -> Literal[60, 1440, 4320, 10080]:
    """Return after how many minutes without a message a thread of that channel is archived."""
    channel = bot.get_channel(channel_id) or await bot.fetch_channel(channel_id)
    return channel.default_auto_archive_duration if isinstance(channel, discord.TextChannel) else 1440


async def _examine(bot: KotonohaBot, claim: Claim) -> None:
    """Store what the bot lacks there after Discord refused a thread: the cache had found nothing."""
    try:
        async with answers_within(ANSWER_WITHIN):
            found = await diagnosis.check(bot, claim.schedule, fresh=True)
    except (diagnosis.UnavailableError, discord.HTTPException, aiohttp.ClientError, OSError) as error:
        log.info("Schedule %d can't be examined now: %r", claim.schedule.id, error)
        return
    await bot.library.schedules.set_problems(claim.schedule, found.problems, found.passes_at)
