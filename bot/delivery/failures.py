"""What an error says about an attempt to deliver a message (pure)."""

from __future__ import annotations

import json
from dataclasses import replace

import aiohttp
import discord

from bot.delivery.diagnosis import UnavailableError
from bot.errors import UserError
from bot.library.decision import Failure
from bot.library.digest import QuietWeekError
from bot.library.question_posts import NothingLeftError
from bot.model import Problem, Reason
from bot.ui.faults import is_discords_own, told_to_wait

BLOCKED_FOR = 600.0
"""Seconds to leave Discord alone after a ban of the network, if nobody says for how long."""
UNKNOWN_MESSAGE = 10008
THREAD_ARCHIVED = 50083


class StaleError(Exception):
    """Discord may have forgotten the nonce: the next request for a message might double it."""


def classify(error: Exception, requests: int) -> Failure:
    """Return what `error` says about an attempt that made so many `requests`; with 0, nothing was sent.

    discord.py repeats some requests by itself. Of several, an earlier one may have arrived, whatever the last
    one was told.
    """
    failure = _classify(error, sending=requests > 0)
    if requests < 2 or failure.reason is Reason.DELETED:
        return failure
    if isinstance(failure.reason, Problem):
        return Failure(Reason.UNANSWERED, maybe_sent=True)
    return replace(failure, maybe_sent=True)


def _classify(error: Exception, *, sending: bool) -> Failure:
    unanswered = Failure(Reason.UNANSWERED if sending else Reason.UNREACHABLE, maybe_sent=sending)
    match error:
        case discord.HTTPException(status=429):
            return _told_to_wait(error)
        case discord.HTTPException(status=status) if status >= 500 or not is_discords_own(error):
            return replace(unanswered, blocked=status in (401, 403))
        case discord.HTTPException():
            return _refused(error, sending=sending)
        case StaleError():
            return Failure(Reason.UNANSWERED, maybe_sent=sending)
        case UnavailableError():
            return Failure(Reason.OUTAGE)
        case aiohttp.ClientConnectorError():
            return Failure(Reason.UNREACHABLE)
        case aiohttp.ClientError() | OSError():  # TimeoutError is one
            return unanswered
        case json.JSONDecodeError() | UnicodeDecodeError():  # discord.py can't even read the answer
            return unanswered
        case UserError(key="article-gone"):
            return Failure(Problem.ARTICLE_GONE)
        case QuietWeekError() | NothingLeftError():
            return Failure(Reason.QUIET)
        case UserError(key="part-gone"):  # its article was refreshed just now: the next claim chooses another
            return Failure(Reason.UNREACHABLE)
    if sending:
        return Failure(Reason.UNANSWERED, maybe_sent=True, unforeseen=True)
    return Failure(Reason.INTERNAL, unforeseen=True)


def _told_to_wait(error: discord.HTTPException) -> Failure:
    # discord.py waits out all but those of the network before Discord: each further try prolongs that.
    told = told_to_wait(error)
    if error.response.headers.get("Via"):
        return Failure(Reason.SLOW_DOWN, retry_after=told)
    return Failure(Reason.SLOW_DOWN, retry_after=told or BLOCKED_FOR, blocked=True)


def _refused(error: discord.HTTPException, *, sending: bool) -> Failure:
    if error.code == THREAD_ARCHIVED:
        return Failure(Problem.THREAD_ARCHIVED)
    if error.status == 403:
        return Failure(Problem.SEND)
    if sending and error.code == UNKNOWN_MESSAGE:
        # Discord's answer to a nonce whose message was deleted meanwhile: it did arrive.
        return Failure(Reason.DELETED)
    return Failure(Problem.CHANNEL_GONE if error.status == 404 else Problem.REJECTED)
