"""How what strangers send is fetched, read in a process of its own, and stored."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from bot.errors import UserError
from bot.fetch import Fetcher
from bot.library.article_writer import Added, check_day, prepare, refresh, store, typed_link
from bot.library.visibility import owned_article
from bot.model import Language, Metadata
from bot.reader import Reader, Readout
from bot.store import drafts
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
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a page with an article."""

    url: str


class Ingest:
    """Adds articles that strangers send, to one guild or (None) for all; each method raises UserError for
    what can't be fetched, read or stored."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime], reader: Reader, fetcher: Fetcher
    ) -> None:
        self._db = database
        self._clock = clock
        self._reader = reader
        self._fetcher = fetcher

    def introduce(self, page: str) -> None:
        """Set the page that tells the owners of sites who fetches."""
        self._fetcher.set_info_url(page)

    async def add(
        self,
        source: Address | bytes | str,
        guild_id: int | None,
        given: Metadata,
        *,
        added_by: int | None = None,
        tell: Tell = _nobody,
    ) -> Added:
        """Add the article of a page, a file (bytes: a text, Markdown or a saved page) or a pasted text.

        What is `given` wins over what the article says of itself; one that is known already, by its address
        or its body, changes only by `refresh`. `tell` is awaited at each stage. Nothing is stored before all
        is read.
        """
        # Before anything is fetched or read for somebody who can't add it anyway.
        if given.url is not None:
            given = replace(given, url=typed_link(given.url))
        if guild_id is not None:
            await check_day(self._db.reader, guild_id, self._clock())
        readout = await self._read(source, Language(given.language) if given.language else None, tell)
        new = await asyncio.to_thread(prepare, readout, given)
        await tell(Stage.STORING)
        async with self._db.transaction() as transaction:
            return await store(transaction, new, guild_id, self._clock(), added_by=added_by)

    async def refresh(self, guild_id: int | None, draft_id: int) -> Added:
        """Replace an article's text by the one that came when it was added again.

        It keeps its id, and so do its items that stay. Raises UserError("refresh-gone") where that was done
        already, something else came since, or it is another guild's.
        """
        draft = await drafts.get(self._db.reader, draft_id)
        if draft is None or await owned_article(self._db.reader, guild_id, draft.article_id) is None:
            raise UserError("refresh-gone")
        readout = await self._reader.read_text(draft.text, draft.language)
        new = await asyncio.to_thread(prepare, readout, Metadata())
        async with self._db.transaction() as transaction:
            article = await owned_article(transaction, guild_id, draft.article_id)
            # A second click may have been first, and the text may have been added again in the meantime.
            if article is None or await drafts.get(transaction, draft_id) is None:
                raise UserError("refresh-gone")
            return await refresh(transaction, draft, new, article)

    async def _read(self, source: Address | bytes | str, language: Language | None, tell: Tell) -> Readout:
        if isinstance(source, Address):
            await tell(Stage.FETCHING)
            page = await self._fetcher.fetch(source.url)
            await tell(Stage.READING)
            return await self._reader.read_page(
                page.data, page.content_type, page.charset, page.url, language
            )
        await tell(Stage.READING)
        if isinstance(source, bytes):
            return await self._reader.read_file(source, language)
        return await self._reader.read_text(source, language)


def typed_date(text: str) -> date:
    """Return the date that somebody typed: year, month and day. Raises UserError("date-unreadable")."""
    found = _DATE.fullmatch(fold(text))
    try:
        year, month, day = map(int, found.groups() if found else ())
        return date(year, month, day)
    except ValueError as error:
        raise UserError("date-unreadable", text=text[:50]) from error
