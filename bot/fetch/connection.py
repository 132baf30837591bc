"""A connector that limits all that a server sends, headers and interim answers included."""

from __future__ import annotations

import functools
from typing import Any

import aiohttp
from aiohttp.client_proto import ResponseHandler

INFORMATIONAL = 5
"""Answers such as "100 Continue" before the one that counts: more are a flood."""


class LimitedConnector(aiohttp.TCPConnector):
    """Breaks a connection off after `limit` bytes, or after more than `INFORMATIONAL` answers 1xx."""

    def __init__(self, limit: int, **options: Any) -> None:
        super().__init__(**options)
        # aiohttp offers no other place to count what arrives below HTTP; a test holds that it is asked.
        handler: Any = functools.partial(_LimitedHandler, limit, loop=self._loop)
        self._factory = handler


def plain_session(connector: LimitedConnector, **options: Any) -> aiohttp.ClientSession:
    """Return a session that keeps no cookie, uses no proxy and inflates nothing. Whoever asks sets a time for
    all of it."""
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
        auto_decompress=False,
        timeout=aiohttp.ClientTimeout(total=None),
        **options,
    )


class _LimitedHandler(ResponseHandler):
    def __init__(self, limit: int, **options: Any) -> None:
        super().__init__(**options)
        self._left = limit
        self._informational = 0

    def data_received(self, data: bytes) -> None:
        self._left -= len(data)
        if self._left < 0:
            self._break_off()
        else:
            super().data_received(data)

    def feed_data(self, data: Any, size: int = 0) -> None:
        message, _ = data
        self._informational += message.code < 200
        if self._informational > INFORMATIONAL:
            self._break_off()
        else:
            super().feed_data(data, size)

    def _break_off(self) -> None:
        if self.transport is not None:
            self.transport.abort()
        self.set_exception(aiohttp.ClientPayloadError("more than a page"))
