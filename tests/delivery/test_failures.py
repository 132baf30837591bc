"""What an error says about the message of an attempt."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest

from bot.delivery.diagnosis import UnavailableError
from bot.delivery.failures import StaleError, classify
from bot.errors import UserError
from bot.library.decision import Failure
from bot.model import Problem, Reason

UNANSWERED = Failure(Reason.UNANSWERED, maybe_sent=True)
UNREACHABLE = Failure(Reason.UNREACHABLE)


def refused(status: int, code: object = 0, headers: dict[str, str] | None = None) -> discord.HTTPException:
    """What discord.py raises for an answer."""
    response: Any = SimpleNamespace(status=status, reason="", headers=headers or {})
    kind = {403: discord.Forbidden, 404: discord.NotFound}.get(status, discord.HTTPException)
    return kind(response, {"code": code, "message": ""})


CONNECTOR: Any = aiohttp.ClientConnectorError(SimpleNamespace(host="", port=0, ssl=None), OSError())  # type: ignore[arg-type]

UNREADABLE = (json.JSONDecodeError("", "<html>", 0), UnicodeDecodeError("utf-8", b"\x83", 0, 1, ""))


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (TimeoutError(), UNANSWERED),
        (ConnectionResetError(104, ""), UNANSWERED),
        (aiohttp.ServerDisconnectedError(), UNANSWERED),
        (StaleError(), UNANSWERED),
        (CONNECTOR, UNREACHABLE),
        (refused(500), UNANSWERED),
        (refused(503), UNANSWERED),
        (refused(429, headers={"Via": "x", "Retry-After": "7"}), Failure(Reason.SLOW_DOWN, retry_after=7)),
        (refused(429, headers={"Via": "x"}), Failure(Reason.SLOW_DOWN)),
        (
            refused(429, headers={"Retry-After": "70"}),
            Failure(Reason.SLOW_DOWN, retry_after=70, blocked=True),
        ),
        (refused(429), Failure(Reason.SLOW_DOWN, retry_after=600, blocked=True)),
        *(
            (
                refused(429, headers={"Retry-After": told}),
                Failure(Reason.SLOW_DOWN, retry_after=seconds, blocked=True),
            )
            for told, seconds in (
                ("Wed, 21 Oct 2026 07:28:00 GMT", 600),
                ("nan", 600),
                ("-5", 600),
                ("99999999", 3_600),
                ("0.5", 0.5),
            )
        ),
        (refused(403, 50013), Failure(Problem.SEND)),
        (refused(403, 50083), Failure(Problem.THREAD_ARCHIVED)),
        (refused(400, 50083), Failure(Problem.THREAD_ARCHIVED)),
        (refused(403), Failure(Reason.UNANSWERED, maybe_sent=True, blocked=True)),
        (refused(401), Failure(Reason.UNANSWERED, maybe_sent=True, blocked=True)),
        *((refused(status), UNANSWERED) for status in (400, 404, 405, 407, 408, 413, 451)),
        *((refused(404, code), UNANSWERED) for code in (404, 1020, "unknown_host", None, [10003])),
        *((error, UNANSWERED) for error in UNREADABLE),
        (refused(404, 10003), Failure(Problem.CHANNEL_GONE)),
        (refused(404, 10004), Failure(Problem.CHANNEL_GONE)),
        (refused(404, 10008), Failure(Reason.DELETED)),
        (refused(400, 50035), Failure(Problem.REJECTED)),
        (ValueError(), Failure(Reason.UNANSWERED, maybe_sent=True, unforeseen=True)),
    ],
    ids=repr,
)
def test_an_error_says_whether_the_message_may_have_arrived(error: Exception, expected: Failure) -> None:
    assert classify(error, 1) == expected


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (TimeoutError(), UNREACHABLE),
        (refused(500), UNREACHABLE),
        *((refused(status), UNREACHABLE) for status in (400, 404, 413)),
        (refused(403), Failure(Reason.UNREACHABLE, blocked=True)),
        *((error, UNREACHABLE) for error in UNREADABLE),
        (refused(404, 10004), Failure(Problem.CHANNEL_GONE)),
        (refused(404, 10008), Failure(Problem.CHANNEL_GONE)),
        (UnavailableError(), Failure(Reason.OUTAGE)),
        (UserError("article-gone"), Failure(Problem.ARTICLE_GONE)),
        (KeyError("a word"), Failure(Reason.INTERNAL, unforeseen=True)),
    ],
    ids=repr,
)
def test_what_fails_before_the_message_leaves_can_not_have_sent_it(
    error: Exception, expected: Failure
) -> None:
    assert classify(error, 0) == expected


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (CONNECTOR, Failure(Reason.UNREACHABLE, maybe_sent=True)),
        (refused(429), Failure(Reason.SLOW_DOWN, maybe_sent=True, retry_after=600, blocked=True)),
        (refused(403, 50013), UNANSWERED),
        (refused(404, 10003), UNANSWERED),
        (refused(404, 10008), Failure(Reason.DELETED)),
    ],
    ids=repr,
)
def test_a_request_that_was_repeated_may_have_arrived_the_first_time(
    error: Exception, expected: Failure
) -> None:
    assert classify(error, 2) == expected
