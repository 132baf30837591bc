"""Examples, forecasts and their card as files that a message can carry."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import IO, Self

from bot.errors import UserError
from bot.library.examples import Example

LINES = "kotonoha-votes.jsonl"
FORECASTS = "kotonoha-forecasts.jsonl"
CARD = "README.md"
"""What Hugging Face shows as the card of a data set."""
ARCHIVE = "kotonoha-votes.zip"


class ExportArchive:
    """Files of at most `limit` bytes together, kept in memory: as they are or, where that is too much, in one
    ZIP archive. It never holds more than twice the limit. A context manager."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._plain: io.BytesIO | None = io.BytesIO()
        self._packed = io.BytesIO()
        self._archive = zipfile.ZipFile(self._packed, "w", zipfile.ZIP_DEFLATED)
        self._entry: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._entry is not None:
            self._entry.close()
        self._archive.close()

    def add(self, examples: Iterable[Example]) -> None:
        """Add lines. Raises UserError("export-too-large")."""
        for example in examples:
            self._write(example.line())

    def files(self, card: str, forecasts: bytes = b"") -> list[tuple[str, bytes]]:
        """Return the names and contents of all files that have something in them, once. Raises
        UserError("export-too-large")."""
        beside = [(FORECASTS, forecasts)] if forecasts else []
        beside.append((CARD, card.encode()))
        if self._plain is not None:
            plain = [(LINES, self._plain.getvalue())] if self._plain.tell() else []
            if sum(len(data) for _, data in plain + beside) <= self._limit:
                return plain + beside
        self._pack()
        if self._entry is not None:
            self._entry.close()
        for name, data in beside:
            self._archive.writestr(name, data)
        self._archive.close()
        self._check()
        return [(ARCHIVE, self._packed.getvalue())]

    def _write(self, line: bytes) -> None:
        if self._plain is not None:
            self._plain.write(line)
            if self._plain.tell() > self._limit:
                self._pack()
        elif self._entry is not None:
            self._entry.write(line)
            self._check()

    def _pack(self) -> None:
        if self._plain is not None and self._plain.tell():
            self._entry = self._archive.open(LINES, "w", force_zip64=True)
            self._entry.write(self._plain.getbuffer())
            self._plain = None

    def _check(self) -> None:
        if self._packed.tell() > self._limit:
            raise UserError("export-too-large", limit=self._limit // 1_000_000)
