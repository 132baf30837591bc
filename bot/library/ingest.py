"""What strangers send: fetched, read in a process of its own, and stored."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import date, datetime
from enum import StrEnum

import aiosqlite

from bot.errors import UserError
from bot.fetch import Fetcher
from bot.library.article_writer import Added, check_day, is_link, prepared, refresh, store
from bot.model import Article, Language, Metadata
from bot.reader import Reader, Readout
from bot.store import articles, drafts
from bot.store.database import Database
from bot.words import fold

_DATE = re.compile(r"(\d{4})\s?[-/.年]\s?(\d\d?)\s?[-/.月]\s?(\d\d?)\s?日?")


class Stage(StrEnum):
    """What is being done for somebody who waits."""

    FETCHING = "fetching"
    READING = "reading"
    STORING = "storing"


Tell = Callable[[Stage], Awaitable[None]]


async def _nobody(stage: Stage) -> None:
    """Nobody waits."""


class Ingest:
    """Articles from addresses, files and pasted texts, for one guild or (None) for all.

    Nothing is stored before all is there. What is `given` wins over what an article says of itself; one
    that is there already, by its address or its body, changes only by `refresh`. `tell` is called at each
    stage. Each method raises UserError for what can't be fetched, read or taken.
    """

    def __init__(
        self, database: Database, clock: Callable[[], datetime], reader: Reader, fetcher: Fetcher
    ) -> None:
        self._db = database
        self._clock = clock
        self._reader = reader
        self._fetcher = fetcher

    def introduce(self, page: str) -> None:
        """Says which page tells the owners of sites who fetches."""
        self._fetcher.introduce(page)

    async def address(
        self,
        address: str,
        guild_id: int | None,
        given: Metadata,
        *,
        added_by: int | None = None,
        tell: Tell = _nobody,
    ) -> Added:
        """The article of the page at an address. Its link is the page's canonical address."""
        await self._check(guild_id, given)
        await tell(Stage.FETCHING)
        page = await self._fetcher.fetch(address)
        await tell(Stage.READING)
        readout = await self._reader.read_page(
            page.data, page.content_type, page.charset, page.url, _language(given)
        )
        return await self._store(readout, guild_id, given, added_by, tell)

    async def file(
        self,
        data: bytes,
        guild_id: int | None,
        given: Metadata,
        *,
        added_by: int | None = None,
        tell: Tell = _nobody,
    ) -> Added:
        """The article in a file: a text, Markdown, or a saved page."""
        await self._check(guild_id, given)
        await tell(Stage.READING)
        readout = await self._reader.read_file(data, _language(given))
        return await self._store(readout, guild_id, given, added_by, tell)

    async def text(
        self,
        text: str,
        guild_id: int | None,
        given: Metadata,
        *,
        added_by: int | None = None,
        tell: Tell = _nobody,
    ) -> Added:
        """The article in a pasted text."""
        await self._check(guild_id, given)
        await tell(Stage.READING)
        readout = await self._reader.read_text(text, _language(given))
        return await self._store(readout, guild_id, given, added_by, tell)

    async def refresh(self, guild_id: int | None, draft_id: int) -> Added:
        """Gives an article what came when it was added again.

        It keeps its id, and so do its items that stay. Raises UserError("refresh-gone") where that was done
        already, something else came since, or it is another guild's.
        """
        draft = await drafts.get(self._db.reader, draft_id)
        if draft is None or await _own(self._db.reader, guild_id, draft.article_id) is None:
            raise UserError("refresh-gone")
        readout = await self._reader.read_text(draft.text, draft.language)
        new = await asyncio.to_thread(prepared, readout, Metadata())
        async with self._db.transaction() as transaction:
            article = await _own(transaction, guild_id, draft.article_id)
            # A second click may have been first, and the text may have been added again in the meantime.
            if article is None or await drafts.get(transaction, draft_id) is None:
                raise UserError("refresh-gone")
            return await refresh(transaction, draft, new, article, self._now())

    async def _check(self, guild_id: int | None, given: Metadata) -> None:
        """Before anything is fetched or read for somebody who can't add it anyway."""
        if given.url is not None and not is_link(given.url):
            raise UserError("link-invalid")
        if guild_id is not None:
            await check_day(self._db.reader, guild_id, self._now())

    async def _store(
        self, readout: Readout, guild_id: int | None, given: Metadata, added_by: int | None, tell: Tell
    ) -> Added:
        new = await asyncio.to_thread(prepared, readout, given)
        await tell(Stage.STORING)
        async with self._db.transaction() as transaction:
            return await store(transaction, new, guild_id, self._now(), added_by=added_by)

    def _now(self) -> int:
        return int(self._clock().timestamp())


def typed_date(text: str) -> date:
    """The date somebody typed: year, month and day. Raises UserError("date-unreadable")."""
    found = _DATE.fullmatch(fold(text))
    try:
        year, month, day = map(int, found.groups() if found else ())
        return date(year, month, day)
    except ValueError as error:
        raise UserError("date-unreadable", text=text[:50]) from error


async def _own(connection: aiosqlite.Connection, guild_id: int | None, article_id: int) -> Article | None:
    """A guild's own article (None: a shared one) that is not removed."""
    article = await articles.get(connection, article_id, guild_id or 0)
    return article if article and article.guild_id == guild_id and article.removed_at is None else None


def _language(given: Metadata) -> Language | None:
    return Language(given.language) if given.language else None
