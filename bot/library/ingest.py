"""How what strangers send is fetched, read in a process of its own, and stored."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from bot.errors import UserError
from bot.fetch import MAX_CONCURRENT, FetchedPage, Fetcher, Validators
from bot.library.article_writer import Added, Prepared, prepare, store, typed_link
from bot.library.decisions import accept_added
from bot.library.revision import Revision, prepare_draft, refresh, revise
from bot.library.room import Room, room, take_fetch
from bot.library.turns import FairQueue
from bot.library.visibility import owned_article
from bot.model import Language, Metadata
from bot.model.feeds import Feed
from bot.model.quotas import Way
from bot.reader.pool import MAX_PROCESSES, Reader
from bot.reader.wire import Readout
from bot.store import drafts, privacy
from bot.store.database import Database
from bot.store.drafts import Draft
from bot.words import fold

NO_VERSION = Validators()
_MESSAGE = re.compile(r"https?://(?:[a-z]++\.)?discord(?:app)?\.com/channels/", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})\s?[-/.年]\s?(\d\d?)\s?[-/.月]\s?(\d\d?)\s?日?")


class Stage(StrEnum):
    """A stage of adding an article, told to the person who waits."""

    WAITING = "waiting"
    FETCHING = "fetching"
    READING = "reading"
    STORING = "storing"


Tell = Callable[[Stage], Awaitable[None]]


async def nobody(stage: Stage) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a page with an article."""

    url: str


Download = Callable[[], Awaitable[bytes]]
"""Downloads a file; called when its turn has come."""
Source = Address | Download | bytes | str
"""What an article is read from: a page, a file (a text, Markdown or a saved page) or a pasted text."""


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
        self._fetching = FairQueue(MAX_CONCURRENT)
        self._reading = FairQueue(MAX_PROCESSES)

    @property
    def waiting(self) -> dict[str, int]:
        """Return how many articles wait to be fetched, and to be read."""
        return {"fetching": self._fetching.waiting, "reading": self._reading.waiting}

    def introduce(self, page: str) -> None:
        """Set the page that tells the owners of sites who fetches."""
        self._fetcher.set_info_url(page)

    async def add(
        self,
        source: Source,
        guild_id: int | None,
        given: Metadata,
        *,
        added_by: int | None = None,
        way: Way = Way.EDITORS,
        tell: Tell = nobody,
    ) -> Added:
        """Add the article of a page, a file or a pasted text.

        What is `given` wins over what the article says of itself; one that is known already, by its address
        or its body, changes only by `refresh`. Where it is suggested, that is accepted. `tell` is awaited at
        each stage. Guilds take turns; nothing is downloaded before the guild's turn, nor without one of its
        fetches for that `way`. Nothing is stored before all is read, nor who added it where anybody's data
        were deleted meanwhile: it may have been theirs.
        """
        # Before anything is fetched or read for somebody who can't add it anyway.
        if given.url is not None:
            given = replace(given, url=typed_link(given.url))
        deletions = await self._db.read(privacy.deletions)
        language = Language(given.language) if given.language else None
        async with AsyncExitStack() as turns:  # until it is stored, so that few articles are in memory
            readout = await self.read(source, language, guild_id, tell, turns, way)
            new = await asyncio.to_thread(prepare, readout, given)
            await tell(Stage.STORING)

            def stored(transaction: sqlite3.Connection) -> Added:
                known = added_by if privacy.deletions(transaction) == deletions else None
                if guild_id is not None:  # first: what was held makes room for the article
                    accept_added(transaction, guild_id, new, self._clock())
                return store(transaction, new, guild_id, self._clock(), added_by=known)

            return replace(await self._db.write(stored), feeds=readout.feeds)

    async def refresh(self, guild_id: int | None, draft_id: int) -> Added:
        """Replace an article's text by the one that came when it was added again.

        It keeps its id, and so do its items that stay. Raises UserError("refresh-gone") where that was done
        already, something else came since, or it is another guild's.
        """
        draft = await self._db.read(_draft, guild_id, draft_id)
        await self._take(guild_id, Way.EDITORS)
        new = await asyncio.to_thread(prepare_draft, draft)
        refreshed = None
        while refreshed is None:  # once more where editors approve something meanwhile
            revision = await self._db.read(revise, draft, new)
            refreshed = await self._db.write(_refreshed, guild_id, draft, new, revision)
        return refreshed

    async def room(self, guild_id: int) -> Room:
        """Return how much of its quotas a guild has used."""
        return await self._db.read(room, guild_id, self._clock())

    async def read_feed(
        self, url: str, guild_id: int | None, known: Validators = NO_VERSION
    ) -> tuple[FetchedPage, Feed | None]:
        """Return what is at the address of a feed, and the feed: None where the version is `known`."""
        async with AsyncExitStack() as turns:
            await turns.enter_async_context(self._turn(self._fetching, guild_id, Stage.FETCHING, nobody))
            await self._take(guild_id, Way.EDITORS)
            page = await self._fetcher.fetch_feed(url, known)
            if page.unchanged:
                return page, None
            await turns.enter_async_context(self._turn(self._reading, guild_id, Stage.READING, nobody))
            return page, await self._reader.read_feed(page.data, page.charset, page.url)

    async def read(
        self,
        source: Source,
        language: Language | None,
        guild_id: int | None,
        tell: Tell,
        turns: AsyncExitStack,
        way: Way,
    ) -> Readout:
        """Return what is read of a page, a file or a pasted text, in the guild's turns; each lasts until
        `turns` is closed. Raises UserError for what can't be fetched or read."""
        if isinstance(source, Address):
            if is_message(source.url):
                raise UserError("link-of-message")
            await turns.enter_async_context(self._turn(self._fetching, guild_id, Stage.FETCHING, tell))
            await self._take(guild_id, way)
            page = await self._fetcher.fetch(source.url)
            await turns.enter_async_context(self._turn(self._reading, guild_id, Stage.READING, tell))
            return await self._reader.read_page(
                page.data, page.content_type, page.charset, page.url, language
            )
        stage = Stage.FETCHING if callable(source) else Stage.READING
        await turns.enter_async_context(self._turn(self._reading, guild_id, stage, tell))
        await self._take(guild_id, way)
        if callable(source):
            source = await source()
            await tell(Stage.READING)
        if isinstance(source, bytes):
            return await self._reader.read_file(source, language)
        return await self._reader.read_text(source, language)

    async def _take(self, guild_id: int | None, way: Way) -> None:
        """Take one of a guild's fetches, in its turn: whoever got none loses nothing by that."""
        if guild_id is not None:
            await self._db.write(take_fetch, guild_id, way, self._clock())

    @asynccontextmanager
    async def _turn(
        self, queue: FairQueue, guild_id: int | None, stage: Stage, tell: Tell
    ) -> AsyncIterator[None]:
        waits = queue.must_wait(guild_id)
        await tell(Stage.WAITING if waits else stage)
        async with queue.turn(guild_id):
            if waits:
                await tell(stage)
            yield


def _draft(connection: sqlite3.Connection, guild_id: int | None, draft_id: int) -> Draft:
    draft = drafts.get(connection, draft_id)
    if draft is None or owned_article(connection, guild_id, draft.article_id) is None:
        raise UserError("refresh-gone")
    return draft


def _refreshed(
    transaction: sqlite3.Connection, guild_id: int | None, draft: Draft, new: Prepared, revision: Revision
) -> Added | None:
    # A second click may have been first, and the text may have been added again meanwhile.
    _draft(transaction, guild_id, draft.id)
    article = owned_article(transaction, guild_id, draft.article_id)
    assert article is not None  # noqa: S101 - its draft is there in this transaction
    return refresh(transaction, draft, new, revision, article)


def is_message(url: str) -> bool:
    """Return whether an address is that of a message on Discord, whose page is shown to its members alone."""
    return _MESSAGE.match(url) is not None


def typed_date(text: str) -> date:
    """Return the date that somebody typed: year, month and day. Raises UserError("date-unreadable")."""
    found = _DATE.fullmatch(fold(text))
    try:
        year, month, day = map(int, found.groups() if found else ())
        return date(year, month, day)
    except ValueError as error:
        raise UserError("date-unreadable", text=text[:50]) from error
