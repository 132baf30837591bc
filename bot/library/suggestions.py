"""What members suggest to read, and what editors decide."""

from __future__ import annotations

import asyncio
import sqlite3
import zlib
from collections.abc import Callable, Collection
from contextlib import AsyncExitStack
from datetime import datetime, timedelta

from bot.errors import FeedFoundError, UserError
from bot.library.article_writer import Added, Prepared, prepare, same_page, store, typed_link
from bot.library.decisions import close, waits
from bot.library.ingest import Address, Ingest, Stage, Tell, nobody
from bot.library.notices import notify_channel, notify_editors
from bot.library.room import check, check_kept
from bot.limits import MAX_CHARACTERS
from bot.model import (
    DECIDED,
    NOBODY,
    Decision,
    ItemKind,
    Language,
    Metadata,
    Notice,
    Suggestion,
)
from bot.model.quotas import Way
from bot.reader.wire import Answer, Readout, pack, unpack
from bot.store import articles, guilds, notices, privacy, suggestions
from bot.store.database import Database, in_snapshot, in_transaction

OPEN_EACH, OPEN = 5, 25
"""Suggestions that may be open in a guild: of one person, and of all; as many as a select shows."""
KEPT_FOR = timedelta(days=30)
"""How long editors have to decide, and for how long it is kept for somebody what came of it."""
REASON_LENGTH = 500
OPENING, OPENING_LENGTH = 3, 1_000
"""Sentences and characters that are kept for the preview at most."""
_AT_ONCE = 100


class Suggestions:
    """Holds what members suggest, read once, until editors decide; a suggestion knows the person's id as long
    as it is open, and a notice until they were told what came of it.

    Whoever isn't to be told anything by direct message is told at their next command.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime], ingest: Ingest) -> None:
        self._db = database
        self._clock = clock
        self._ingest = ingest
        self._untold: Collection[int] = ()

    async def suggest(
        self, guild_id: int, person: int, link: str, language: Language, tell: Tell = nobody
    ) -> Suggestion:
        """Read the page at a link, and hold what was read for the guild's editors to decide.

        `tell` is awaited at each stage. Raises UserError: what adding an article raises for a page that can't
        be read, "suggestion-feed" where there is a feed instead, "suggestions-off", "suggestion-known" for an
        article that is there, "suggestion-open" for what is suggested already, and where too many are open
        ("suggestions-yours", "suggestions-full"); QuotaError where the guild has no room for what members
        suggest. Nothing is stored then.
        """
        url = _typed(link)
        await self._db.read(_check_room, guild_id, person, url, self._clock())
        deletions = await self._db.read(privacy.deletions)
        async with AsyncExitStack() as turns:
            try:
                readout = await self._ingest.read(Address(url), None, guild_id, tell, turns, Way.MEMBERS)
            except FeedFoundError as found:  # editors alone can subscribe to it
                raise UserError("suggestion-feed", url=found.feeds[0][0]) from found
            new, packed = await asyncio.to_thread(_prepared, readout, url)
            await tell(Stage.STORING)

            def stored(transaction: sqlite3.Connection) -> Suggestion:
                known = person if privacy.deletions(transaction) == deletions else NOBODY
                return _store(transaction, guild_id, known, language, new, packed, self._clock())

            return await self._db.write(stored)

    @in_snapshot
    def all(self, snapshot: sqlite3.Connection, guild_id: int) -> list[Suggestion]:
        """Return what is open in a guild, `OPEN` at most, the one that has waited for longest first."""
        return suggestions.of_guild(snapshot, guild_id)

    @in_snapshot
    def get(self, snapshot: sqlite3.Connection, guild_id: int, suggestion_id: int) -> Suggestion:
        """Return a suggestion. Raises UserError("suggestion-gone") for one that isn't open any more."""
        return _open(snapshot, guild_id, suggestion_id)

    async def accept(self, guild_id: int, suggestion_id: int, editor: int) -> Added:
        """Make an article of what was read, as if the editor had added its address; return what came of it.

        The person is told. Raises UserError("suggestion-gone"), UserError("suggestion-outdated") for what
        another version of the bot read, and what storing an article raises: the suggestion stays open then.
        """
        suggestion, packed = await self._db.read(_held, guild_id, suggestion_id)
        new = await asyncio.to_thread(_unpacked, packed, suggestion.url)

        def accepted(transaction: sqlite3.Connection) -> Added:
            found, now = _open(transaction, guild_id, suggestion_id), self._clock()
            close(transaction, found, Decision.ACCEPTED, now)  # what was held makes room for the article
            return store(transaction, new, guild_id, now, added_by=editor)

        return await self._db.write(accepted)

    @in_transaction
    def decline(
        self, transaction: sqlite3.Connection, guild_id: int, suggestion_id: int, reason: str
    ) -> Suggestion:
        """Delete a suggestion, and tell the person why. Raises UserError("suggestion-gone"), and
        UserError("suggestion-reasonless") for a reason without a word."""
        found, reason = _open(transaction, guild_id, suggestion_id), reason.strip()[:REASON_LENGTH]
        if not reason:
            raise UserError("suggestion-reasonless")
        close(transaction, found, Decision.DECLINED, self._clock(), reason)
        return found

    async def purge(self) -> None:
        """Delete what nobody decided on in time, and tell who suggested it; forget what somebody was to be
        told for too long. Safe to repeat."""
        while await self._db.write(_expire, self._clock()):
            pass

    async def look(self) -> None:
        """Find out who is to be told at their next command what came of a suggestion."""
        self._untold = frozenset(await self._db.read(notices.untold_people, DECIDED))

    def is_untold(self, person: int) -> bool:
        """Return whether somebody is to be told what came of a suggestion, as of the last `look`."""
        return person in self._untold

    @in_snapshot
    def untold(self, snapshot: sqlite3.Connection, person: int) -> list[Notice]:
        """Return what somebody is still to be told of their suggestions."""
        return notices.untold_to(snapshot, person, DECIDED)

    async def told(self, person: int, seen: Collection[Notice]) -> None:
        """Delete what somebody was told."""
        await self._db.write(notices.delete, [notice.id for notice in seen])
        self._untold = frozenset(self._untold) - {person}


def _typed(link: str) -> str:
    try:
        return typed_link(link)
    except UserError as error:  # whose words are about what editors add
        raise UserError("suggestion-linkless") from error


def _prepared(readout: Readout, url: str) -> tuple[Prepared, bytes]:
    """Return what an article of a page would be, and what is held of it."""
    return _prepare(readout, url), zlib.compress(pack(Answer(readout)))


def _unpacked(packed: bytes, url: str) -> Prepared:
    try:
        readout = unpack(zlib.decompress(packed), MAX_CHARACTERS).read
        if readout is None:
            raise ValueError("nothing was read")
    except (ValueError, zlib.error) as error:
        raise UserError("suggestion-outdated", url=url) from error
    return _prepare(readout, url)


def _prepare(readout: Readout, url: str) -> Prepared:
    new = prepare(readout, Metadata())
    return prepare(readout, Metadata(url=url)) if new.url is None else new


def _open(connection: sqlite3.Connection, guild_id: int, suggestion_id: int) -> Suggestion:
    found = suggestions.get(connection, guild_id, suggestion_id)
    if found is None:
        raise UserError("suggestion-gone")
    return found


def _held(connection: sqlite3.Connection, guild_id: int, suggestion_id: int) -> tuple[Suggestion, bytes]:
    """Return a suggestion and what was read of it, of one moment: another editor may just decide on it."""
    found = _open(connection, guild_id, suggestion_id)
    return found, suggestions.readout(connection, suggestion_id)


def _check(connection: sqlite3.Connection, guild_id: int, person: int, url: str) -> None:
    """Raise UserError where somebody may not suggest that page now."""
    if not guilds.get(connection, guild_id).suggestions:
        raise UserError("suggestions-off")
    waiting = suggestions.of_guild(connection, guild_id)
    if any(same_page(one.url, url) for one in waiting):
        raise UserError("suggestion-open")
    for article in articles.visible(connection, guild_id):
        if same_page(article.url, url):
            raise UserError("suggestion-known", title=article.title)
    if person != NOBODY and sum(one.suggested_by == person for one in waiting) >= OPEN_EACH:
        raise UserError("suggestions-yours", limit=OPEN_EACH)
    if len(waiting) >= OPEN:
        raise UserError("suggestions-full", limit=OPEN)


def _check_room(connection: sqlite3.Connection, guild_id: int, person: int, url: str, now: datetime) -> None:
    """Raise UserError where nothing could come of fetching the page."""
    _check(connection, guild_id, person, url)
    check(connection, guild_id, Way.MEMBERS, now)


def _store(
    transaction: sqlite3.Connection,
    guild_id: int,
    person: int,
    language: Language,
    new: Prepared,
    packed: bytes,
    now: datetime,
) -> Suggestion:
    url = new.url or ""
    _check(transaction, guild_id, person, url)  # others may have been faster
    if any(digest == new.digest for _, digest in suggestions.with_digests(transaction, guild_id)):
        raise UserError("suggestion-open")
    known = articles.with_digest(transaction, guild_id, new.digest)
    if known is not None and known.removed_at is None and known.size:
        raise UserError("suggestion-known", title=known.title)
    check_kept(transaction, guild_id, Way.MEMBERS, articles=1, size=len(packed))
    kinds = [item.kind for item in new.items]
    sentences = (sentence.text for sentence in new.reading.sentences[:OPENING])
    gap = "" if new.reading.language is Language.JA else " "
    suggestion = Suggestion(
        id=0,
        guild_id=guild_id,
        url=url,
        title=new.read.title or "…",
        author=new.read.author,
        opening=gap.join(sentences)[:OPENING_LENGTH],
        quotes=kinds.count(ItemKind.QUOTE),
        predictions=kinds.count(ItemKind.PREDICTION),
        suggested_by=person,
        language=language,
        suggested_at=now,
    )
    suggestion = suggestions.insert(transaction, suggestion, new.digest, packed)
    fact = waits(suggestion)
    channel = guilds.get(transaction, guild_id).suggestions_channel
    if channel is not None:
        notify_channel(transaction, guild_id, channel, fact, now)
    else:
        notify_editors(transaction, guild_id, NOBODY, fact, now)
    return suggestion


def _expire(transaction: sqlite3.Connection, now: datetime) -> bool:
    """Delete some of what is too old; return whether there may be more."""
    notices.purge_untold(transaction, DECIDED, now - KEPT_FOR)
    old = suggestions.made_before(transaction, now - KEPT_FOR, _AT_ONCE)
    for suggestion in old:
        close(transaction, suggestion, Decision.EXPIRED, now)
    return len(old) == _AT_ONCE
