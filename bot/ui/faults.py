"""Which errors are faults of the network, or of Discord behind it."""

from __future__ import annotations

import re
import socket
import ssl

import aiohttp
import discord

ACKNOWLEDGED = 40060
"""Discord's code for an interaction that was answered already."""
_EXPIRED = 50027
"""Discord's code for an interaction of more than 15 minutes ago."""
_LOWEST_CODE = 10_001
"""Of Discord's codes. What stands in front of it may give a number of its own, such as the status."""
LONGEST_WAIT = 3_600.0
"""Seconds after which somebody who refuses is asked again, whatever the answer says."""

_FAULTS = (
    aiohttp.ClientError,
    ConnectionError,
    TimeoutError,
    socket.gaierror,
    ssl.SSLError,
    discord.ConnectionClosed,
    discord.GatewayNotFound,
)


def is_discords_own(error: discord.HTTPException) -> bool:
    """Return whether Discord itself refused, which it gives one of its codes.

    What stands in front of it (a proxy, say) knows nothing of channels, and doesn't say whether a request
    arrived. Neither does Discord where it refuses every request.
    """
    return isinstance(error.code, int) and error.code >= _LOWEST_CODE


def is_network_fault(error: BaseException | None) -> bool:
    """Return whether no code of the bot is to blame: a lost connection, a 5xx, a ban, or something that is
    gone on Discord.

    Other kinds of OSError, such as a missing file, are no faults of the network.
    """
    if isinstance(error, discord.HTTPException):
        return error.status >= 500 or error.status in (404, 429) or error.code in (ACKNOWLEDGED, _EXPIRED)
    if isinstance(error, RuntimeError):  # aiohttp has no class for it; the bot is stopping
        return str(error) == "Session is closed"
    return isinstance(error, _FAULTS)


def is_gone(error: BaseException) -> bool:
    """Return whether what was to be answered or edited is gone: the interaction was not answered within its
    three seconds, or a person dismissed the message."""
    return isinstance(error, discord.HTTPException) and (error.status == 404 or error.code == _EXPIRED)


def told_to_wait(error: BaseException) -> float:
    """Return the seconds to wait before asking again that an answer names, at most `LONGEST_WAIT`; 0 where it
    names none, or a date as proxies do."""
    if not isinstance(error, discord.HTTPException):
        return 0.0
    told = re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", error.response.headers.get("Retry-After", ""))
    return min(float(told[0]), LONGEST_WAIT) if told else 0.0


def described(error: BaseException) -> str:
    """Return an error in one short line: what stands in front of Discord may answer with a whole page."""
    if isinstance(error, discord.HTTPException):
        text = error.text if 0 < len(error.text) < 200 else ""
        return " ".join(f"{type(error).__name__} {error.status}, code {error.code} {text}".split())
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text[:200]}" if text else type(error).__name__
