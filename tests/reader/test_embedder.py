"""The process that turns sentences into vectors, and what becomes of the bot when it dies."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import pytest

from bot.reader import embedder
from bot.reader.embedder import BATCH, Embedder
from bot.reader.embedding import DIMENSIONS, LONGEST
from tests.meaning import installed

pytestmark = installed

ASKED = "How many books does the library have?"
ANSWER, OTHER = "蔵書は2万冊を超える見通しだ。", "中央銀行は金利を引き上げた。"


@pytest.fixture
async def opened(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Embedder]:
    monkeypatch.setattr(embedder, "QUERY_SECONDS", 60)  # other tests run beside it
    async with Embedder() as one:
        yield one


def pid(one: Embedder) -> int:
    process = one._process._process
    assert process is not None
    return process.pid


def numbers(vector: bytes | None) -> list[int]:
    assert vector is not None
    return [byte - 256 if byte > 127 else byte for byte in vector]


def product(some: list[int], others: list[int]) -> int:
    return sum(a * b for a, b in zip(some, others, strict=True))


async def test_a_question_is_nearer_to_what_answers_it_in_either_language(opened: Embedder) -> None:
    asked = numbers(await opened.query(ASKED))
    both = numbers(await opened.sentences([ANSWER, OTHER]))
    assert len(both) == 2 * DIMENSIONS
    assert product(asked, both[:DIMENSIONS]) > product(asked, both[DIMENSIONS:])


async def test_a_text_has_one_vector_whatever_stands_beside_it(opened: Embedder) -> None:
    many = [ANSWER, OTHER] * BATCH
    made = await opened.sentences(many)
    assert made is not None
    parts = [made[n : n + DIMENSIONS] for n in range(0, len(made), DIMENSIONS)]
    assert len(parts) == len(many)
    assert set(parts) == {await opened.sentences([ANSWER]), await opened.sentences([OTHER])}


async def test_whatever_the_text_it_has_a_vector_and_the_process_lives(opened: Embedder) -> None:
    await opened.query(ASKED)
    before = pid(opened)
    for what, text in {
        "nothing": "",
        "18 for one": "\ufdfa" * LONGEST,
        "several for one": "\ufdfb\u3300" * LONGEST,
        "a zero": "a\0b",
        "half a character": "\ud83d",
        "long": "港" * 100_000,
        "of all kinds": "".join(map(chr, range(0x20, 0xD800, 23))),
    }.items():
        assert len(numbers(await opened.sentences([text]))) == DIMENSIONS, what
        assert pid(opened) == before, what


async def test_it_runs_confined_in_one_thread(opened: Embedder) -> None:
    await opened.query(ASKED)
    status = dict(
        line.split(":\t", 1) for line in Path(f"/proc/{pid(opened)}/status").read_text().splitlines()
    )
    assert status["Threads"] == "1"
    assert status["NoNewPrivs"] == "1"
    async with Embedder(background=True) as other:
        await other.query(ASKED)
        assert os.getpriority(os.PRIO_PROCESS, pid(other)) == os.getpriority(os.PRIO_PROCESS, 0) + 10


async def test_when_it_dies_the_job_has_no_vectors_and_the_next_one_has(
    opened: Embedder, caplog: pytest.LogCaptureFixture
) -> None:
    await opened.query(ASKED)
    os.kill(pid(opened), signal.SIGKILL)
    with caplog.at_level(logging.WARNING):
        found = [await opened.query(ASKED) for _ in range(2)]
    assert found[-1] is not None
    assert ASKED not in caplog.text


async def test_whether_it_works_is_found_out_with_ordinary_texts(
    opened: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await opened.works()
    os.kill(pid(opened), signal.SIGSTOP)
    monkeypatch.setattr(opened, "_seconds", 0.2)
    assert not await opened.works(), "it is too slow"
    monkeypatch.setattr(opened, "_seconds", 60)
    assert await opened.works(), "another process was started"
    monkeypatch.setattr(opened, "_command", ("bot.reader.there_is_none",))
    os.kill(pid(opened), signal.SIGKILL)
    assert not await opened.works(), "it died"
    assert not await opened.works(), "it can't start"


async def test_what_is_too_slow_is_given_up(opened: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    await opened.query(ASKED)
    os.kill(pid(opened), signal.SIGSTOP)
    monkeypatch.setattr(opened, "_seconds", 0.2)
    assert await opened.query(ASKED) is None
    monkeypatch.setattr(opened, "_seconds", 60)
    assert await opened.query(ASKED) is not None


async def test_to_wait_for_ones_turn_counts_as_slow_too(
    opened: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    await opened.query(ASKED)
    os.kill(pid(opened), signal.SIGSTOP)
    monkeypatch.setattr(opened, "_seconds", 0.2)
    found = await asyncio.gather(*(opened.query(ASKED) for _ in range(9)))
    assert found == [None] * 9
    assert opened._process._process is None, "none of the others began with another process"


async def test_jobs_take_turns_and_a_process_is_replaced_after_many(
    opened: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedder, "JOBS_PER_PROCESS", 2)
    processes = []
    for _ in range(3):
        one, other = await asyncio.gather(opened.query(ASKED), opened.query(OTHER))
        assert (one, other) == (await opened.query(ASKED), await opened.query(OTHER))
        processes.append(pid(opened))
    assert all(one != other for one, other in pairwise(processes))
