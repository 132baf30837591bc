"""The process that reads what strangers send, and what becomes of the bot when it dies."""

from __future__ import annotations

import asyncio
import dataclasses
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Awaitable
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.extract import decode_page
from bot.extract.page import extract
from bot.limits import MAX_CHARACTERS, MAX_SENTENCES
from bot.model import Language
from bot.reader import pool, sandbox
from bot.reader.pool import Reader
from bot.reader.wire import Readout
from bot.reading.article import read as read_document
from bot.texts import Texts
from tests.reading import read

PAGES = Path(__file__).parents[1] / "pages"
URL = "https://www.minato.example/town/4"
TEXT = (
    "# 港の話\n\n三崎さんは「夜に読む人の居場所をつくりたい」と話した。蔵書は3年後に2万冊を超える見通しだ。"
)

linux = pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are Linux's")


@pytest.fixture
async def reader() -> AsyncIterator[Reader]:
    async with Reader() as opened:
        yield opened


def processes() -> list[int]:
    """The reading processes of this one."""
    children: list[int] = []
    for path in Path("/proc/self/task").glob("*/children"):
        children += map(int, path.read_text().split())
    return [pid for pid in children if b"bot.reader.child" in Path(f"/proc/{pid}/cmdline").read_bytes()]


async def refusal(asked: Awaitable[Readout]) -> str:
    """The key of a refusal, which is a sentence in both languages."""
    with pytest.raises(UserError) as refused:
        await asked
    for language in Language:
        assert Texts().say(language, refused.value.key, **refused.value.variables)
    return refused.value.key


@pytest.mark.parametrize("name", ["news.ja", "news.en", "shift-jis.ja", "table.en"])
async def test_a_page_reads_the_same_in_the_other_process(reader: Reader, name: str) -> None:
    data = (PAGES / f"{name}.html").read_bytes()
    article = extract(decode_page(data), URL)
    read_out = await reader.read_page(data, "text/html", None, URL)
    assert read_out == Readout(article.metadata, read_document(article), article.source)


async def test_a_text_reads_the_same_in_the_other_process(reader: Reader) -> None:
    typed = await reader.read_text(TEXT)
    assert (typed.text, typed.reading) == (TEXT, read(TEXT))
    assert (typed.metadata.title, typed.metadata.language) == ("港の話", "ja")
    assert dataclasses.replace(await reader.read_file(TEXT.encode("cp932"))) == typed
    assert (await reader.read_page(TEXT.encode(), "text/plain", "utf-8", URL)).reading == typed.reading


async def test_half_a_character_in_a_title_does_not_keep_a_page_from_being_stored(reader: Reader) -> None:
    title = '<script type="application/ld+json">{"@type": "Article", "headline": "港の話\\ud83d"}</script>'
    page = title + "<p>" + "三崎さんは「夜に読む人の居場所をつくりたい」と話した。" * 20
    assert (await reader.read_page(page.encode(), "text/html")).text.startswith("# 港の話?\n")


async def test_a_file_is_a_page_or_a_text_by_its_content(reader: Reader) -> None:
    page = await reader.read_file((PAGES / "news.ja.html").read_bytes())
    assert page.metadata.author == "沖田ミナ"
    assert (await reader.read_text("<html> is how a page begins. This is not one.")).text.startswith("<html>")


async def test_what_can_not_be_read_is_refused_and_the_next_is_read(reader: Reader) -> None:
    for data, key in (
        (b"<html>" + b"<div>" * 100_000 + b"text", "page-too-deep"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "file-binary"),
        (b"", "file-empty"),
        (b"<html><p>", "page-no-article"),
        (b"A sentence. " * (MAX_CHARACTERS // 12 + 1), "article-too-long"),
        ("あ。".encode() * (MAX_SENTENCES + 1), "reading-too-heavy"),
        ("港\ufffd\ufffd\ufffd\ufffdの話。".encode(), "reading-torn"),
    ):
        assert await refusal(reader.read_file(data)) == key
        assert (await reader.read_text(TEXT)).text == TEXT, key


async def test_a_pasted_text_that_looks_torn_is_refused_like_a_file(reader: Reader) -> None:
    assert await refusal(reader.read_text("The \x1b$B9A\x1b(B is open.")) == "reading-torn"


@linux
async def test_a_page_that_takes_too_much_memory_is_refused(reader: Reader) -> None:
    page = b"<html><body>" + b"<p>This is a line of text that ends.</p>" * 240_000
    assert await refusal(reader.read_page(page, "text/html")) in ("reading-too-heavy", "reading-died")
    assert (await reader.read_text(TEXT)).text == TEXT


async def test_a_page_that_takes_too_long_is_refused_while_others_are_read() -> None:
    page = ("<html><p " + " ".join(f"a{n}=1" for n in range(500_000)) + ">x").encode()
    async with Reader(seconds=6) as reader:
        slow = asyncio.create_task(refusal(reader.read_page(page, "text/html")))
        await asyncio.sleep(0.2)
        assert (await reader.read_text(TEXT)).text == TEXT
        assert not slow.done()
        assert await slow == "reading-too-slow"


@linux
async def test_the_bot_survives_the_death_of_the_process(reader: Reader) -> None:
    page = ("<html><p " + " ".join(f"a{n}=1" for n in range(500_000)) + ">x").encode()
    asked = asyncio.create_task(refusal(reader.read_page(page, "text/html")))
    await asyncio.sleep(0.5)
    (process,) = processes()
    os.kill(process, signal.SIGSEGV)
    assert await asked == "reading-died"
    assert (await reader.read_text(TEXT)).text == TEXT


@linux
async def test_a_process_that_hangs_is_ended() -> None:
    async with Reader(seconds=8) as reader:  # a busy machine takes some to start a process
        await reader.read_text(TEXT)
        (process,) = processes()
        os.kill(process, signal.SIGSTOP)
        assert await refusal(reader.read_text(TEXT)) == "reading-too-slow"
        assert processes() == []
        assert (await reader.read_text(TEXT)).text == TEXT


@linux
async def test_one_process_serves_many_and_one_that_died_idle_costs_nobody_an_article(reader: Reader) -> None:
    await reader.read_text(TEXT)
    first = processes()
    await reader.read_text(TEXT)
    assert processes() == first
    os.kill(first[0], signal.SIGKILL)
    await asyncio.sleep(0.2)
    assert (await reader.read_text(TEXT)).text == TEXT
    assert processes() != first


@linux
async def test_who_gives_up_leaves_no_process_behind_and_room_for_the_next(reader: Reader) -> None:
    page = ("<html><p " + " ".join(f"a{n}=1" for n in range(500_000)) + ">x").encode()
    asked = [asyncio.create_task(reader.read_page(page, "text/html")) for _ in range(3)]
    await asyncio.sleep(0.5)
    assert len(processes()) == 2
    for task in asked:
        task.cancel()
    await asyncio.gather(*asked, return_exceptions=True)
    assert processes() == []
    assert (await reader.read_text(TEXT)).text == TEXT


@linux
async def test_the_process_knows_nothing_of_the_bot_and_ends_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "a-secret")
    async with Reader() as reader:
        await reader.read_text(TEXT)
        (process,) = processes()
        assert b"a-secret" not in Path(f"/proc/{process}/environ").read_bytes()
        limits = Path(f"/proc/{process}/limits").read_text()
        assert f"Max address space         {512 * 1024 * 1024}" in limits
        assert "Max file size             0 " in limits
        assert "Max core file size        0 " in limits
        used, seconds = (
            re.search(r"Max cpu time +(\d+)", limits),
            pool.TIMEOUT_SECONDS + sandbox.SPARE_SECONDS,
        )
        assert used is not None
        assert seconds <= int(used[1]) < 2 * seconds
    assert processes() == []


def test_the_limits_are_the_promised_ones() -> None:
    assert (pool.TIMEOUT_SECONDS, sandbox.MAX_MEMORY) == (40, 512 * 1024 * 1024)


@linux
async def test_after_many_articles_a_process_makes_place_for_a_fresh_one(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "JOBS_PER_PROCESS", 2)
    seen = set()
    for _ in range(3):
        await reader.read_text(TEXT)
        seen.update(processes())
    assert len(seen) == 2


@linux
async def test_a_line_of_9_mb_is_refused_and_the_process_makes_place_for_a_fresh_one(reader: Reader) -> None:
    await reader.read_text(TEXT)
    assert len(processes()) == 1
    page = b"<html><p>" + b"A line that never ends, and goes on. " * 240_000
    # What it is refused for depends on the machine.
    assert await refusal(reader.read_page(page, "text/html")) in ("article-too-long", "reading-too-slow")
    assert processes() == []
    assert (await reader.read_text(TEXT)).text == TEXT
