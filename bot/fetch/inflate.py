"""A body as it arrives, made whole again and never larger than allowed."""

from __future__ import annotations

import zlib

from bot.errors import UserError

_AUTOMATIC = 47
"""zlib's number for "gzip or zlib, whichever the header says"."""
_BARE = -15


class Inflater:
    """Takes a body piece by piece. `limit` counts what comes out, whatever came in.

    Raises UserError: "fetch-encoding" for a compression other than gzip and deflate, "fetch-too-large" at the
    first byte too many, "fetch-broken-off" for compressed data that are damaged.
    """

    def __init__(self, encoding: str, limit: int) -> None:
        encoding = encoding.strip().lower()
        if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise UserError("fetch-encoding")
        self._packed = encoding not in ("", "identity")
        self._bare = encoding == "deflate"
        self._unpacker = zlib.decompressobj(_AUTOMATIC)
        self._limit = limit
        self._parts: list[bytes] = []
        self._size = 0
        self._arrived = 0
        self._started = False

    def feed(self, data: bytes) -> None:
        """The next piece of the body."""
        if not self._packed:
            self._keep(data)
            return
        self._arrived += len(data)
        if self._arrived > self._limit:
            raise UserError("fetch-too-large", limit=self._limit // 1_000_000)
        while data and not self._unpacker.eof:  # what follows the end is padding
            data = self._unpack(data)

    def _unpack(self, data: bytes) -> bytes:
        try:
            self._keep(self._unpacker.decompress(data, self._limit - self._size + 1))
        except zlib.error as error:
            if not self._bare or self._started:
                raise UserError("fetch-broken-off") from error
            # Some servers send "deflate" without its wrapping.
            self._unpacker, self._started = zlib.decompressobj(_BARE), True
            return data
        self._started = True
        return self._unpacker.unconsumed_tail

    def _keep(self, data: bytes) -> None:
        self._size += len(data)
        if self._size > self._limit:
            raise UserError("fetch-too-large", limit=self._limit // 1_000_000)
        self._parts.append(data)

    def finish(self) -> bytes:
        """The whole body."""
        if self._packed and self._arrived and not self._unpacker.eof:
            raise UserError("fetch-broken-off")
        return b"".join(self._parts)
