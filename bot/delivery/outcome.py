"""What an error says about a message that was being sent: pure."""

from __future__ import annotations

from dataclasses import dataclass

import aiohttp
import discord

from bot.delivery.diagnosis import UnavailableError
from bot.errors import UserError
from bot.model import DeliveryState, Problem, Reason

BACK_OFF = (2, 5, 15, 30, 60)
BANNED_FOR = 600.0
UNKNOWN_MESSAGE = 10008
THREAD_ARCHIVED = 50083
MOST_UNFORESEEN = 5


class StaleError(Exception):
    """So much time has passed that the next request for a message might double it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to do next. WAITING: try again in `wait` seconds. With `examine` the channel says why it failed.

    `maybe_sent`: the message may have arrived. `hold`: seconds in which nobody may ask Discord anything.
    """

    state: DeliveryState
    reason: Problem | Reason
    maybe_sent: bool = False
    wait: float = 0.0
    examine: bool = False
    hold: float = 0.0


def outcome(error: BaseException, *, sending: bool, attempts: int) -> Outcome:
    """What to do after `error`. `sending`: the message may have left; otherwise it was before that."""
    wait = float(BACK_OFF[min(attempts, len(BACK_OFF)) - 1])
    match error:
        case discord.HTTPException():
            return _refused(error, sending, wait)
        case StaleError():
            return Outcome(DeliveryState.WAITING, Reason.UNANSWERED, maybe_sent=sending, wait=wait)
        case UnavailableError():
            return Outcome(DeliveryState.WAITING, Reason.OUTAGE, wait=wait)
        case aiohttp.ClientConnectorError():
            return Outcome(DeliveryState.WAITING, Reason.UNREACHABLE, wait=wait)
        case aiohttp.ClientError() | OSError():  # TimeoutError is one
            reason = Reason.UNANSWERED if sending else Reason.UNREACHABLE
            return Outcome(DeliveryState.WAITING, reason, maybe_sent=sending, wait=wait)
        case UserError(key="article-gone"):
            return Outcome(DeliveryState.FAILED, Problem.ARTICLE_GONE)
    if not sending:
        return Outcome(DeliveryState.FAILED, Problem.REJECTED)
    if attempts < MOST_UNFORESEEN:
        return Outcome(DeliveryState.WAITING, Reason.UNANSWERED, maybe_sent=True, wait=wait)
    return Outcome(DeliveryState.UNKNOWN, Reason.UNANSWERED)


def _refused(error: discord.HTTPException, sending: bool, wait: float) -> Outcome:
    if error.status == 429:
        # discord.py waits out all but those of the network before Discord: each further try prolongs that.
        told = float(error.response.headers.get("Retry-After") or 0)
        hold = 0.0 if error.response.headers.get("Via") else told or BANNED_FOR
        return Outcome(DeliveryState.WAITING, Reason.SLOW_DOWN, wait=max(told, hold, wait), hold=hold)
    if error.status == 401 or (error.status == 403 and not error.code):
        # The token, or something in front of Discord, which numbers its own refusals: no channel is to blame.
        return Outcome(DeliveryState.WAITING, Reason.UNREACHABLE, wait=BANNED_FOR, hold=BANNED_FOR)
    if error.status >= 500:
        reason = Reason.UNANSWERED if sending else Reason.UNREACHABLE
        return Outcome(DeliveryState.WAITING, reason, maybe_sent=sending, wait=wait)
    if error.code == THREAD_ARCHIVED:
        return Outcome(DeliveryState.FAILED, Problem.THREAD_ARCHIVED, examine=True)
    if error.status == 403:
        return Outcome(DeliveryState.FAILED, Problem.SEND, examine=True)
    if sending and error.code == UNKNOWN_MESSAGE:
        # Discord's answer to a nonce whose message was deleted meanwhile: it did arrive.
        return Outcome(DeliveryState.SENT, Reason.DELETED)
    if error.status == 404:
        return Outcome(DeliveryState.FAILED, Problem.CHANNEL_GONE, examine=True)
    return Outcome(DeliveryState.FAILED, Problem.REJECTED)
