"""Additions of several guilds at once, with real reading processes."""

from __future__ import annotations

import asyncio
from itertools import count

import pytest

from bot.errors import UserError
from bot.library import Library
from bot.library.ingest import Address, Stage
from bot.library.room import QUOTAS
from bot.library.turns import WAITING_EACH
from bot.model import Metadata
from bot.model.quotas import Quota
from tests.site import Site

TEXT = "港の図書室は、来年の春から夜間も開く予定だ。"
NUMBERS = count()


class File:
    """A file that arrives when a test lets it, and knows whether it was asked for."""

    def __init__(self) -> None:
        self.asked, self.arrive = asyncio.Event(), asyncio.Event()
        self.stages: list[Stage] = []

    async def download(self) -> bytes:
        self.asked.set()
        await self.arrive.wait()
        return f"{TEXT}これは{next(NUMBERS)}番目だ。".encode()

    async def tell(self, stage: Stage) -> None:
        self.stages.append(stage)


async def send(library: Library, guild: int, file: File) -> asyncio.Task[object]:
    """Have a file added; it stands in its queue, before what is sent after it."""
    adding = asyncio.create_task(library.ingest.add(file.download, guild, Metadata(), tell=file.tell))
    async with asyncio.timeout(10):
        while not (file.stages or adding.done()):  # noqa: ASYNC110 - a queue tells nobody
            await asyncio.sleep(0.001)
    return adding


async def test_no_file_is_downloaded_before_its_guilds_turn(library: Library) -> None:
    files = [File() for _ in range(4)]
    tasks = [await send(library, guild, file) for guild, file in zip((1, 1, 2, 3), files, strict=True)]
    await files[0].asked.wait()
    await files[2].asked.wait()
    await asyncio.sleep(0.05)
    assert [file.asked.is_set() for file in files] == [True, False, True, False]
    assert files[3].stages == [Stage.WAITING]
    files[0].arrive.set()
    await files[3].asked.wait()
    assert not files[1].asked.is_set(), "the other guild comes first"
    for file in files:
        file.arrive.set()
    await asyncio.gather(*tasks)
    assert files[0].stages == [Stage.FETCHING, Stage.READING, Stage.STORING]
    assert files[1].stages == [Stage.WAITING, Stage.FETCHING, Stage.READING, Stage.STORING]


async def test_a_guild_that_sends_too_much_at_once_is_told_so_and_others_are_served(library: Library) -> None:
    files = [File() for _ in range(WAITING_EACH + 3)]
    tasks = [await send(library, 1, file) for file in files]
    await files[0].asked.wait()
    ended, _ = await asyncio.wait(tasks, timeout=0.5)
    assert [str(task.exception()) for task in ended] == ["queue-full", "queue-full"]
    assert (await library.ingest.add(TEXT, 2, Metadata())).outcome == "added"
    for file in files:
        file.arrive.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    fetches = (await library.ingest.room(1)).used[Quota.FETCHES]
    assert fetches == WAITING_EACH + 1, "who was refused a turn lost nothing"


async def test_a_page_is_fetched_in_its_guilds_turn(library: Library, site: Site) -> None:
    library.ingest._fetcher = site.fetcher()
    file = File()
    holding = await send(library, 1, file)
    other = await send(library, 2, File())
    await file.asked.wait()
    page = site.says("/a", text=f"<html><body><article><p>{TEXT * 20}</p></article></body></html>")
    fetched = asyncio.create_task(library.ingest.add(Address(page), 3, Metadata()))
    again = asyncio.create_task(library.ingest.add(Address(page), 3, Metadata()))
    await asyncio.wait({fetched, again}, timeout=0.5)
    assert len(site.requests) == 1, "a page that waits to be read keeps the guild's turn"
    file.arrive.set()
    await holding
    assert {(await fetched).outcome, (await again).outcome} == {"added", "known"}
    other.cancel()
    await asyncio.wait({other})


async def test_failed_and_known_texts_and_refreshes_count(library: Library) -> None:
    for number in range(QUOTAS[Quota.FETCHES] - 3):
        if number:
            with pytest.raises(UserError, match=r"file-empty|article-no-sentences"):
                await library.ingest.add(b"", 1, Metadata())
    added = await library.ingest.add(f"---\nurl: https://example.org/a\n---\n{TEXT}", 1, Metadata())
    changed = await library.ingest.add(f"---\nurl: https://example.org/a\n---\n{TEXT * 2}", 1, Metadata())
    assert added.outcome == "added"
    assert changed.draft is not None
    assert (await library.ingest.add(TEXT * 2, 1, Metadata())).outcome in ("known", "added")
    await library.ingest.refresh(1, changed.draft)
    for attempt in (library.ingest.add(TEXT, 1, Metadata()), library.ingest.refresh(1, changed.draft)):
        with pytest.raises(UserError, match=r"quota-fetches|refresh-gone"):
            await attempt
    assert (await library.ingest.add(TEXT, 2, Metadata())).outcome == "added"
    assert (await library.ingest.add(TEXT, None, Metadata())).outcome == "added", "the host has no quota"
