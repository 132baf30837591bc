"""The bot's side of the reading processes: how they are started, asked and killed."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.errors import FeedFoundError, UserError
from bot.limits import MAX_CHARACTERS
from bot.model import Language
from bot.model.feeds import Feed
from bot.reader.wire import Answer, Readout, unpack

TIMEOUT_SECONDS = 40
MAX_PROCESSES = 2
JOBS_PER_PROCESS = 50
"""Then it is replaced, so that leaked memory doesn't add up."""
_ROOT = Path(__file__).parents[2]
_KEPT_ENVIRONMENT = ("PATH", "SYSTEMROOT", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
_MAX_ANSWER = 100_000_000

log = logging.getLogger(__name__)


class Reader:
    """Reads articles in separate processes, at most two at a time, each limited to 512 MB and 40 seconds.

    Idle processes are kept for the next article and killed at the end of the `async with` block. If one
    crashes, the bot keeps running.
    """

    def __init__(self, *, seconds: int = TIMEOUT_SECONDS, limit: int = MAX_CHARACTERS) -> None:
        self._seconds = seconds
        self._limit = limit
        self._turns = asyncio.Semaphore(MAX_PROCESSES)
        self._idle: list[ReaderProcess] = []
        self.deaths: Counter[str] = Counter()
        """How often a process was killed because it was "slow", or "crashed"."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._idle:
            await self._idle.pop().kill()

    async def read_page(
        self,
        data: bytes,
        content_type: str | None = None,
        charset: str | None = None,
        url: str | None = None,
        language: Language | None = None,
    ) -> Readout:
        """Read the article in a web page, or in a text if that is what its type or its bytes say.

        `charset` and `url` are what it was served with and from; `language` overrides detection. Raises
        UserError: "page-…" for a page without an article, "file-…" for data that is not text,
        "article-too-long", and "reading-…" if the process took too much time or memory, or crashed; and
        FeedFoundError where there is a feed instead.
        """
        return await self._read(data, type=content_type, charset=charset, url=url, language=language)

    async def read_file(self, data: bytes, language: Language | None = None) -> Readout:
        """Read the article in a saved page, or in text in any usual encoding. Raises like `read_page`."""
        return await self._read(data, language=language)

    async def read_text(self, text: str, language: Language | None = None) -> Readout:
        """Read the article in a text that somebody typed or pasted. Raises like `read_page`."""
        return await self._read(text.encode("utf-8", "replace"), type="pasted", language=language)

    async def read_feed(self, data: bytes, charset: str | None, url: str) -> Feed:
        """Read the feed that was served from `url` with `charset`, its newest entries first.

        Raises UserError: "feed-none" for anything else, and "reading-…" like `read_page`.
        """
        answer = await self._ask(data, type="feed", charset=charset, url=url, language=None)
        if answer.feed is None:
            raise UserError("reading-died")
        return answer.feed

    async def _read(self, data: bytes, **job: str | None) -> Readout:
        answer = await self._ask(data, **job)
        if answer.read is None:
            raise UserError("reading-died")
        return answer.read

    async def _ask(self, data: bytes, **job: str | None) -> Answer:
        head = {**job, "size": len(data), "seconds": self._seconds, "limit": self._limit}
        async with self._turns:
            child = self._idle.pop() if self._idle else ReaderProcess()
            if not child.is_usable:
                await child.kill()
                child = ReaderProcess()
            try:
                answer = await self._answer(child, json.dumps(head).encode() + b"\n" + data)
                if child.jobs < JOBS_PER_PROCESS and not answer.ends:
                    self._idle.append(child)
            finally:
                if child not in self._idle:
                    await child.kill()
        if answer.feeds:
            raise FeedFoundError(*answer.feeds)
        if answer.refused is not None:
            raise UserError(answer.refused, length=answer.length, limit=self._limit)
        if answer.failed is not None:
            log.error("Reading failed: %s", answer.failed)
            raise UserError("reading-died")
        return answer

    async def _answer(self, child: ReaderProcess, job: bytes) -> Answer:
        try:
            async with asyncio.timeout(self._seconds):
                answered = await child.ask(job)
        except TimeoutError as error:
            self.deaths["slow"] += 1
            log.warning("Reading %d bytes took more than %d s", len(job), self._seconds)
            raise UserError("reading-too-slow", seconds=self._seconds) from error
        except (OSError, EOFError, ValueError) as error:
            self.deaths["crashed"] += 1
            log.warning("The reading process died on %d bytes: %s", len(job), child.exit_status)
            raise UserError("reading-died") from error
        try:
            # In a thread: it takes a tenth of a second for a long one.
            return await asyncio.to_thread(unpack, answered, self._limit)
        except ValueError as error:
            log.error("Malformed answer from the reading process: %s", type(error).__name__)
            raise UserError("reading-died") from error


class ReaderProcess:
    """One process, started by its first job, for reading or for `command`: a module and its arguments."""

    def __init__(self, *command: str) -> None:
        self._command = command or ("bot.reader.child",)
        self._process: asyncio.subprocess.Process | None = None
        self.jobs = 0

    @property
    def is_usable(self) -> bool:
        """Return whether it can take a job: it has not been started, or is running."""
        return self._process is None or self._process.returncode is None

    @property
    def exit_status(self) -> str:
        """Return how the process ended, for the log."""
        return "not started" if self._process is None else f"exit code {self._process.returncode}"

    async def ask(self, job: bytes) -> bytes:
        """Return the answer to a job; raise OSError, EOFError or ValueError if there is none."""
        if self._process is None:
            self._process = await _start(self._command)
        assert self._process.stdin is not None and self._process.stdout is not None  # noqa: S101, PT018
        self.jobs += 1
        self._process.stdin.write(job)
        await self._process.stdin.drain()
        size = int.from_bytes(await self._process.stdout.readexactly(4), "big")
        if size > _MAX_ANSWER:
            raise ValueError(size)
        return await self._process.stdout.readexactly(size)

    async def kill(self) -> None:
        """Kill the process and wait for its end."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.communicate()


async def _start(command: Sequence[str]) -> asyncio.subprocess.Process:
    # Not the bot's whole environment, which has its token.
    environment = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", *command),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={**environment, "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=_ROOT,
    )
