"""Which item a guild sees next, and the sentences around it."""

from __future__ import annotations

import asyncio
import logging
import random
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot import schedule
from bot.choosing import choose
from bot.errors import StorageBusyError, UserError
from bot.library.context import Reach, SentenceContext, Sentences
from bot.library.visibility import ItemWithArticle, editions, present, visible_item
from bot.model import OUTSIDE, Article, Guild, ItemKind, Language, PredictionKind, overlap
from bot.store import articles, items, search, votes
from bot.store.database import Database, in_snapshot
from bot.words import Query

PATIENCE = 1.0
"""Seconds to wait for storing what is shown: nobody is kept from reading for longer."""
DEFAULT_ZONE = {Language.JA: "Asia/Tokyo", Language.EN: "UTC"}

log = logging.getLogger(__name__)


class Chooser(Protocol):
    """Chooses an item; with `stored` in a transaction, in which it is stored that the item was shown."""

    def __call__(self, connection: sqlite3.Connection, /, *, stored: bool) -> ItemWithArticle:
        """Return the item with its article."""


class Selection:
    """Chooses items, and remembers for each guild what it was shown."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        rng: random.Random,
        visible: Callable[[int], Awaitable[Sequence[Article]]],
    ) -> None:
        """Choose among the articles that `visible` returns for a guild, newest first."""
        self._db = database
        self._visible = visible
        self._clock = clock
        self._rng = rng

    async def quote(
        self,
        guild_id: int,
        language: Language,
        article: Article | None,
        about: str,
        *,
        remember: bool,
        after: int | None = None,
    ) -> ItemWithArticle:
        """Return the next quotation (of one article, about something): none repeats before all were shown.

        Those in `language` come first: other editions of an article are looked at where only they match.
        With `remember` it counts as shown in the guild, but not OUTSIDE, where people have nothing in common;
        on a full disk it doesn't, and is returned all the same. Without, and with `after` one that matches,
        it is the one that follows: so all are seen, in a circle. Raises UserError where nothing matches, and
        where the article is gone meanwhile.
        """
        remember = remember and guild_id != OUTSIDE
        version = self._db.version
        seen = await self._visible(guild_id)

        def next_quote(connection: sqlite3.Connection, *, stored: bool) -> ItemWithArticle:
            visible = seen if self._db.unchanged(version) else articles.visible(connection, guild_id)
            asked = article and present(next((one for one in visible if one.id == article.id), None))
            source = _Quotes(connection, guild_id, visible, language, asked)
            matching, everything = source.matching(about)
            if matching == [after]:
                key = ".about" if about else ".article" if article else ""
                raise UserError(f"quotes-no-other{key}", about=about)
            if after in matching and not remember:
                chosen = matching[(matching.index(after) + 1) % len(matching)]
            else:
                chosen = self.choose(connection, guild_id, matching, everything, remember=stored)
            item = items.get(connection, guild_id, chosen)
            assert item is not None  # noqa: S101 - it was chosen in this very transaction
            return ItemWithArticle(item, next(one for one in visible if one.id == item.article_id))

        return await self._shown(guild_id, next_quote, remember=remember)

    async def prediction_of_the_day(self, guild: Guild, home: Language) -> ItemWithArticle:
        """Return the prediction that a guild sees for the whole day of its zone: chosen when first asked for.

        `home` is the language of the guild's Discord locale. Outlooks come first; where no article has one,
        claims and limits take their place. The choice stays when articles come or go, but OUTSIDE, where it
        is stored for nobody. Raises UserError where there is none.
        """
        day = local_day(guild, home, self._clock())

        def kept(connection: sqlite3.Connection) -> ItemWithArticle | None:
            item = items.prediction_of_the_day(connection, guild.id, day)
            return visible_item(connection, guild.id, item.id, removed=True) if item else None

        def todays(connection: sqlite3.Connection, *, stored: bool) -> ItemWithArticle:
            everything = predictions(connection, guild.id, guild.language or home)
            if not everything:
                visible = articles.visible(connection, guild.id)
                ids = [article.id for article in visible]
                if items.any_unshown(connection, guild.id, ids, ItemKind.PREDICTION):
                    raise UserError("unreviewed")
                raise UserError("predictions-none" if visible else "library-empty")
            chosen = self.choose(connection, guild.id, everything, everything, day, remember=stored)
            return visible_item(connection, guild.id, chosen, removed=True)

        return await self._db.read(kept) or await self._shown(guild.id, todays, remember=guild.id != OUTSIDE)

    @in_snapshot
    def contexts(
        self,
        snapshot: sqlite3.Connection,
        guild_id: int,
        item_ids: Sequence[int],
        reach: Reach | None = None,
    ) -> list[SentenceContext]:
        """Return the sentences that items of one article stand on, as `Sentences.around` does. Raises
        UserError("article-gone") where the guild can't see it (any more)."""
        found = [visible_item(snapshot, guild_id, item_id, removed=True) for item_id in item_ids]
        sentences = sentences_of(snapshot, found[0].article)
        return [_context(one, sentences, reach) for one in found]

    async def _shown(self, guild_id: int, chooser: Chooser, *, remember: bool) -> ItemWithArticle:
        """Return what `chooser` chooses, and have it stored that it was shown where that can be done now."""
        if remember:
            try:
                async with asyncio.timeout(PATIENCE):
                    return await self._db.write(chooser, stored=True)
            # A full disk, or another process that writes for long, must keep nobody from reading.
            except (StorageBusyError, TimeoutError) as error:
                log.warning("What guild %d is shown can't be stored: %r", guild_id, error)
        return await self._db.read(chooser, stored=False)

    def choose(
        self,
        connection: sqlite3.Connection,
        guild_id: int,
        matching: Sequence[int],
        everything: Sequence[int],
        day: date | None = None,
        *,
        remember: bool = True,
    ) -> int:
        """Choose an item by `bot.choosing`, with `day` for that whole day; `remember` takes a transaction."""
        kept = day and items.prediction_of_the_day(connection, guild_id, day)
        if kept:
            return kept.id
        shown = items.showings(connection, guild_id)
        voted = votes.tallies(connection, guild_id)
        rng = self._random(guild_id, day)
        chosen, showing = choose(matching, everything, shown, voted, self._clock(), rng)
        if remember:
            items.show(connection, guild_id, chosen, showing)
            if day is not None:
                items.set_prediction_of_the_day(connection, guild_id, day, chosen)
        return chosen

    def _random(self, guild_id: int, day: date | None) -> random.Random:
        # The day's choice is seeded by the day: even where nothing can be stored everybody gets the same.
        return self._rng if day is None else random.Random(f"{guild_id}/{day}")  # noqa: S311

    @in_snapshot
    def found(self, snapshot: sqlite3.Connection, guild_id: int, item_id: int) -> ItemWithArticle:
        """Return an item that was shown before, though its article may have been removed since.

        Raises UserError("article-gone") where the guild can't see it (any more).
        """
        return visible_item(snapshot, guild_id, item_id, removed=True)

    @in_snapshot
    def quotation(self, snapshot: sqlite3.Connection, guild_id: int, item_id: int) -> ItemWithArticle:
        """Return a quotation that the guild is shown now.

        Raises UserError: "article-gone" where its article is gone, removed or hidden, or the guild never saw
        it; "quote-withdrawn" where its editors rejected it, or haven't approved it and are to.
        """
        found = visible_item(snapshot, guild_id, item_id)
        if found.item.kind is not ItemKind.QUOTE:
            raise UserError("article-gone")
        if not items.all_shown(snapshot, guild_id, [item_id]):
            raise UserError("quote-withdrawn")
        return found


@dataclass(frozen=True, slots=True)
class _Quotes:
    """The quotations that a guild is shown: of one article, or (None) of all that it sees."""

    connection: sqlite3.Connection
    guild_id: int
    visible: Sequence[Article]
    language: Language
    article: Article | None

    def matching(self, about: str) -> tuple[list[int], list[int]]:
        """Return the ids of those about something ("": anything), and of all in their turn. Raises UserError
        where there are none."""
        among = editions(self.visible, self.language)
        if self.article is not None and self.article not in among:
            among.append(self.article)
        asked = [self.article] if self.article else among
        matching = self._of(asked, about)
        if about and not self.article and not matching:  # another edition may have it
            asked = among = list(self.visible)
            matching = self._of(asked, about)
        everything = self._of(among, "") if self.article or about else matching
        if not matching:
            raise self._nothing(asked, about, everything)
        return matching, everything

    def _of(self, among: Sequence[Article], about: str) -> list[int]:
        article_ids = [article.id for article in among]
        if not about:
            return items.ids(self.connection, self.guild_id, article_ids, ItemKind.QUOTE)
        query = Query(about)
        return search.quotes(self.connection, query, self.guild_id, article_ids) if query else []

    def _nothing(self, asked: Sequence[Article], about: str, everything: Sequence[int]) -> UserError:
        if not self.visible:
            return UserError("library-empty")
        ids = [article.id for article in asked]
        waiting = items.any_unshown(self.connection, self.guild_id, ids, ItemKind.QUOTE)
        if waiting and not (about and everything):
            return UserError("unreviewed")
        if about:
            return UserError("quotes-none-about", about=about)
        return UserError("quotes-none-in-article" if self.article else "quotes-none")


def local_day(guild: Guild, home: Language, now: datetime) -> date:
    """Return a guild's local date. Where it chose no zone it is the usual one of `home`, the language of its
    Discord locale: that of its replies may change in the middle of a day."""
    return schedule.local_date(now, guild_zone(guild, home))


def guild_zone(guild: Guild, home: Language) -> ZoneInfo:
    """Return a guild's time zone: the one it chose, otherwise the usual one of `home`."""
    return schedule.stored_zone(guild.zone or DEFAULT_ZONE[home])


def predictions(
    connection: sqlite3.Connection, guild_id: int, language: Language, article_id: int | None = None
) -> list[int]:
    """Return the ids of the predictions a guild may be shown (of one article): outlooks, or where there are
    none all others."""
    if article_id is None:
        among = [a.id for a in editions(articles.visible(connection, guild_id), language)]
    else:
        among = [article_id]
    outlook = PredictionKind.OUTLOOK
    return items.ids(connection, guild_id, among, ItemKind.PREDICTION, prediction_kind=outlook) or items.ids(
        connection, guild_id, among, ItemKind.PREDICTION
    )


def sentences_of(connection: sqlite3.Connection, article: Article) -> Sentences:
    """Return the sentences of an article."""
    return Sentences(
        article,
        articles.text(connection, article.id),
        articles.sentences(connection, article.id),
        articles.adjoining(connection, article.id),
        items.headings(connection, article.id),
    )


def _context(found: ItemWithArticle, sentences: Sentences, reach: Reach | None) -> SentenceContext:
    own = [n for n, spans in enumerate(sentences.spans) if overlap(spans, found.item.spans)]
    quote = found.item.id if found.item.kind is ItemKind.QUOTE else None
    if not own:
        return SentenceContext(found.article, (), found.item.text, (), -1, -1, quote=quote)
    return replace(sentences.around(own[0], own[-1], reach), quote=quote)
