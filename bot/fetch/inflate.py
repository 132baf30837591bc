"""Decompression of a response body, bounded at every step."""

from __future__ import annotations

import zlib

from bot.errors import UserError

_GZIP_OR_ZLIB = 47  # zlib's `wbits` for either, told apart by the header
_GZIP_MARK = b"\x1f"
"""The first byte of each member: several, one after the other, are one body."""
_RAW = -15


class Inflater:
    """Collects a response body piece by piece and decompresses it on the way.

    `limit` is the most bytes that may arrive, and the most that they may inflate to. Every method raises
    UserError: "fetch-encoding" for a compression other than gzip and deflate, "fetch-too-large" at the first
    byte beyond the limit, "fetch-broken-off" for compressed data that is damaged or incomplete.
    """

    def __init__(self, encoding: str, limit: int) -> None:
        encoding = encoding.strip().lower()
        if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise UserError("fetch-encoding")
        self._compressed = encoding not in ("", "identity")
        self._may_be_raw = encoding == "deflate"  # some servers leave out the zlib header
        self._decompressor = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._limit = limit
        self._arrived = 0
        self._body = bytearray()

    def feed(self, data: bytes) -> None:
        """Take the next piece of the body."""
        self._arrived += len(data)
        self._check_size()
        if not self._compressed:
            self._body += data
            return
        while data:
            if self._decompressor.eof:
                if not data.startswith(_GZIP_MARK):
                    break  # whatever else follows the end is padding
                self._decompressor = zlib.decompressobj(_GZIP_OR_ZLIB)
            data = self._inflate(data)

    def finish(self) -> bytes:
        """Return the whole body, decompressed."""
        if self._compressed and self._arrived and not self._decompressor.eof:
            raise UserError("fetch-broken-off")
        return bytes(self._body)

    def _inflate(self, data: bytes) -> bytes:
        """Decompress at most one byte beyond the limit; return what is left of `data`."""
        may_be_raw, self._may_be_raw = self._may_be_raw, False
        try:
            self._body += self._decompressor.decompress(data, self._limit - len(self._body) + 1)
        except zlib.error as error:
            if not may_be_raw:
                raise UserError("fetch-broken-off") from error
            self._decompressor = zlib.decompressobj(_RAW)
            return data
        self._check_size()
        return self._decompressor.unconsumed_tail or self._decompressor.unused_data

    def _check_size(self) -> None:
        if max(self._arrived, len(self._body)) > self._limit:
            raise UserError("fetch-too-large", limit=self._limit // 1_000_000)
