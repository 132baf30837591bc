"""The bot's side of the reading processes: started, asked, and ended when they misbehave."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bot.errors import UserError
from bot.limits import MAX_CHARACTERS, MAX_SENTENCES
from bot.model import Language, Metadata, Reading
from bot.reader.wire import unpacked

SECONDS = 20
AT_ONCE = 2
JOBS = 50
"""After so many, a process makes place for a fresh one."""
_ROOT = Path(__file__).parents[2]
_KEPT = ("PATH", "SYSTEMROOT", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
_LONGEST_ANSWER = 100_000_000

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Readout:
    """What was read: the text that all spans of `reading` point into, and what it says of itself."""

    metadata: Metadata
    reading: Reading
    text: str


class Reader:
    """Reads articles in processes of their own, two at a time, each with 512 MB and 20 seconds.

    A process is kept for the next article; `async with` ends it with the block. Whatever happens to one,
    the bot goes on.
    """

    def __init__(self, *, seconds: int = SECONDS, limit: int = MAX_CHARACTERS) -> None:
        self._seconds = seconds
        self._limit = limit
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._idle: list[_Child] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._idle:
            await self._idle.pop().end()

    async def read_page(
        self,
        data: bytes,
        content_type: str | None = None,
        charset: str | None = None,
        url: str | None = None,
        language: Language | None = None,
    ) -> Readout:
        """The article in a web page or a text from the web, whichever its type or else its bytes say.

        Raises UserError: "page-…" for a page without an article, "file-…" for a text that is none,
        "article-too-long", and "reading-…" where the process needed too much or died. It is read as
        `language`, or (None) as what it looks like.
        """
        return await self._ask(data, type=content_type, charset=charset, url=url, language=language)

    async def read_file(self, data: bytes, language: Language | None = None) -> Readout:
        """The article in a file: a saved page, or a text in any usual encoding. Errors as above."""
        return await self._ask(data, language=language)

    async def read_text(self, text: str, language: Language | None = None) -> Readout:
        """The article in a text that somebody typed or pasted. Errors as above."""
        return await self._ask(text.encode("utf-8", "replace"), type="pasted", language=language)

    async def _ask(self, data: bytes, **job: str | None) -> Readout:
        head = {**job, "size": len(data), "seconds": self._seconds, "limit": self._limit}
        async with self._turns:
            child = self._idle.pop() if self._idle else _Child()
            if not child.lives:
                await child.end()
                child = _Child()
            try:
                async with asyncio.timeout(self._seconds):
                    answer = await child.ask(json.dumps(head).encode() + b"\n" + data)
            except TimeoutError as error:
                log.warning("Reading %d bytes took more than %d s", len(data), self._seconds)
                raise UserError("reading-too-slow", seconds=self._seconds) from error
            except (OSError, EOFError, ValueError) as error:
                log.warning("The reading process died of %d bytes: %s", len(data), child.ending)
                raise UserError("reading-died") from error
            else:
                if child.jobs < JOBS and not answer.get("ends"):
                    self._idle.append(child)
            finally:
                if child not in self._idle:
                    await child.end()
        return await asyncio.to_thread(self._readout, answer)  # a tenth of a second, if it is long

    def _readout(self, answer: dict[str, Any]) -> Readout:
        if "refused" in answer:
            raise UserError(answer["refused"], **answer["variables"])
        if "failed" in answer:
            log.error("Reading failed: %s", answer["failed"])
            raise UserError("reading-died")
        try:
            readout = Readout(*unpacked(answer), str(answer["text"]))
            _check_limits(readout, self._limit)
            return readout
        except (KeyError, TypeError, ValueError) as error:
            log.error("The reading process answered nonsense: %s", type(error).__name__)
            raise UserError("reading-died") from error


def _check_limits(readout: Readout, characters: int) -> None:
    """Raise ValueError for more than a sound process would answer: it has the same limits."""
    reading, length = readout.reading, len(readout.text)
    passages = [*reading.sentences, *reading.quotes, *reading.predictions]
    if reading.summary is not None:
        passages += [reading.summary.line, *reading.summary.three]
        passages += [section.summary for section in reading.summary.sections]
    if length > characters or len(passages) > 4 * MAX_SENTENCES or len(reading.sentences) > MAX_SENTENCES:
        raise ValueError("too much")
    for passage in passages:
        places = [place for span in passage.spans for place in span]
        if not places or places != sorted(places) or places[0] < 0 or places[-1] > length:
            raise ValueError("a span outside of the text")


class _Child:
    """One process, started at its first job."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self.jobs = 0

    @property
    def lives(self) -> bool:
        """Whether it can be asked: it has not started, or has not ended."""
        return self._process is None or self._process.returncode is None

    @property
    def ending(self) -> str:
        """For the log."""
        return "not started" if self._process is None else f"exit code {self._process.returncode}"

    async def ask(self, job: bytes) -> dict[str, Any]:
        """The answer to a job. Raises OSError, EOFError or ValueError where there is none."""
        if self._process is None:
            self._process = await _start()
        assert self._process.stdin is not None and self._process.stdout is not None  # noqa: S101, PT018
        self.jobs += 1
        self._process.stdin.write(job)
        await self._process.stdin.drain()
        size = int.from_bytes(await self._process.stdout.readexactly(4), "big")
        if size > _LONGEST_ANSWER:
            raise ValueError(size)
        answer = json.loads(await self._process.stdout.readexactly(size))
        if not isinstance(answer, dict):
            raise ValueError(type(answer))
        return answer

    async def end(self) -> None:
        """Ends the process, at once and for good."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.communicate()


async def _start() -> asyncio.subprocess.Process:
    # Nothing of the bot's environment, where its token is.
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "bot.reader.child"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={**environment, "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=_ROOT,
    )
