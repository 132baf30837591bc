"""Which item a guild sees next, and the sentences around it."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

import aiosqlite

from bot import schedule
from bot.choosing import choose
from bot.errors import UserError
from bot.library.context import Reach, SentenceContext, Sentences
from bot.library.visibility import ItemWithArticle, editions, visible_item
from bot.model import Article, Guild, ItemKind, Language, PredictionKind, Showing, overlap
from bot.store import articles, items, search, votes
from bot.store.database import Database
from bot.words import Query

PATIENCE = 1.5
"""Seconds to wait for storing what is shown: the answer is due after three."""
DEFAULT_ZONE = {Language.JA: "Asia/Tokyo", Language.EN: "UTC"}

log = logging.getLogger(__name__)


class Selection:
    """Chooses items, and remembers for each guild what it was shown."""

    def __init__(self, database: Database, clock: Callable[[], datetime], rng: random.Random) -> None:
        self._db = database
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
        With `remember` it counts as shown in the guild; on a full disk it doesn't, and is returned all the
        same. Without, and with `after` one that matches, it is the one that follows: so all are seen, in a
        circle. Raises UserError where nothing matches.
        """
        visible = await articles.visible(self._db.reader, guild_id)
        among = editions(visible, language)
        if article is not None and article not in among:
            among.append(article)
        asked = [article] if article else among
        matching = await self._matching_quotes(guild_id, asked, about)
        if about and not article and not matching:  # another edition may have it
            asked = among = visible
            matching = await self._matching_quotes(guild_id, asked, about)
        everything = await self._matching_quotes(guild_id, among, "") if article or about else matching
        if not matching:
            if not visible:
                raise UserError("library-empty")
            waiting = await items.any_unshown(
                self._db.reader, guild_id, [a.id for a in asked], ItemKind.QUOTE
            )
            if waiting and not (about and everything):
                raise UserError("unreviewed")
            if about:
                raise UserError("quotes-none-about", about=about)
            raise UserError("quotes-none-in-article" if article else "quotes-none")
        if matching == [after]:
            key = ".about" if about else ".article" if article else ""
            raise UserError(f"quotes-no-other{key}", about=about)
        if after in matching and not remember:
            chosen = matching[(matching.index(after) + 1) % len(matching)]
        else:
            chosen = await self._choose(guild_id, matching, everything, remember=remember)
        item = await items.get(self._db.reader, guild_id, chosen)
        source = next((a for a in among if item and a.id == item.article_id), None)
        if item is None or source is None:  # it was refreshed away since it was chosen
            raise UserError("article-gone")
        return ItemWithArticle(item, source)

    async def _matching_quotes(self, guild_id: int, among: Sequence[Article], about: str) -> list[int]:
        article_ids = [article.id for article in among]
        if not about:
            return await items.ids(self._db.reader, guild_id, article_ids, ItemKind.QUOTE)
        query = Query(about)
        return await search.quotes(self._db.reader, query, guild_id, article_ids) if query else []

    async def prediction_of_the_day(self, guild: Guild, home: Language) -> ItemWithArticle:
        """Return the prediction that a guild sees for the whole day of its zone: chosen when first asked for.

        `home` is the language of the guild's Discord locale. Forecasts come first; where no article has one,
        claims and limits take their place. The choice stays when articles come or go. Raises UserError where
        there is none.
        """
        day = local_day(guild, home, self._clock())
        kept = await items.prediction_of_the_day(self._db.reader, guild.id, day)
        if kept is not None:
            return await self.found(guild.id, kept.id)
        everything = await predictions(self._db.reader, guild.id, guild.language or home)
        if not everything:
            visible = await articles.visible(self._db.reader, guild.id)
            ids = [a.id for a in visible]
            if await items.any_unshown(self._db.reader, guild.id, ids, ItemKind.PREDICTION):
                raise UserError("unreviewed")
            raise UserError("predictions-none" if visible else "library-empty")
        chosen = await self._choose(guild.id, everything, everything, remember=True, day=day)
        return await self.found(guild.id, chosen)

    async def contexts(
        self, guild_id: int, item_ids: Sequence[int], reach: Reach | None = None
    ) -> list[SentenceContext]:
        """Return the sentences that items of one article stand on, as `Sentences.around` does. Raises
        UserError("article-gone") where the guild can't see it (any more)."""
        async with self._db.snapshot() as snapshot:  # the article may be refreshed between two reads
            found = [await visible_item(snapshot, guild_id, item_id, removed=True) for item_id in item_ids]
            sentences = await sentences_of(snapshot, found[0].article)
        # Off the event loop: a long article has thousands of sentences.
        return await asyncio.to_thread(lambda: [_context(one, sentences, reach) for one in found])

    async def _choose(
        self,
        guild_id: int,
        matching: Sequence[int],
        everything: Sequence[int],
        *,
        remember: bool,
        day: date | None = None,
    ) -> int:
        if remember:
            try:
                async with asyncio.timeout(PATIENCE), self._db.transaction() as transaction:
                    return await self.choose_in_transaction(transaction, guild_id, matching, everything, day)
            # A full disk, or another process that writes for long, must keep nobody from reading.
            except (UserError, TimeoutError) as error:
                log.warning("What guild %d is shown can't be stored: %r", guild_id, error)
        return (await self._next(self._db.reader, guild_id, matching, everything, day))[0]

    async def choose_in_transaction(
        self,
        transaction: aiosqlite.Connection,
        guild_id: int,
        matching: Sequence[int],
        everything: Sequence[int],
        day: date | None = None,
        *,
        remember: bool = True,
    ) -> int:
        """Choose an item by `bot.choosing` in the caller's transaction; with `day` for that whole day."""
        kept = day and await items.prediction_of_the_day(transaction, guild_id, day)
        if kept:
            return kept.id
        chosen, showing = await self._next(transaction, guild_id, matching, everything, day)
        if remember:
            await items.show(transaction, guild_id, chosen, showing)
            if day is not None:
                await items.set_prediction_of_the_day(transaction, guild_id, day, chosen)
        return chosen

    async def _next(
        self,
        connection: aiosqlite.Connection,
        guild_id: int,
        matching: Sequence[int],
        everything: Sequence[int],
        day: date | None,
    ) -> tuple[int, Showing]:
        shown = await items.showings(connection, guild_id)
        voted = await votes.tallies(connection, guild_id)
        now, rng = self._clock(), self._random(guild_id, day)
        # Off the event loop: a guild may have a hundred thousand.
        return await asyncio.to_thread(choose, matching, everything, shown, voted, now, rng)

    def _random(self, guild_id: int, day: date | None) -> random.Random:
        # The day's choice is seeded by the day: even where nothing can be stored everybody gets the same.
        return self._rng if day is None else random.Random(f"{guild_id}/{day}")  # noqa: S311

    async def found(self, guild_id: int, item_id: int) -> ItemWithArticle:
        """Return an item that was shown before, though its article may have been removed since.

        Raises UserError("article-gone") where the guild can't see it (any more).
        """
        return await visible_item(self._db.reader, guild_id, item_id, removed=True)


def local_day(guild: Guild, home: Language, now: datetime) -> date:
    """Return a guild's local date. Where it chose no zone it is the usual one of `home`, the language of its
    Discord locale: that of its replies may change in the middle of a day."""
    return schedule.local_date(now, guild_zone(guild, home))


def guild_zone(guild: Guild, home: Language) -> ZoneInfo:
    """Return a guild's time zone: the one it chose, otherwise the usual one of `home`."""
    return schedule.stored_zone(guild.zone or DEFAULT_ZONE[home])


async def predictions(
    connection: aiosqlite.Connection, guild_id: int, language: Language, article_id: int | None = None
) -> list[int]:
    """Return the ids of the predictions a guild may be shown (of one article): forecasts, or where there are
    none all others."""
    if article_id is None:
        among = [a.id for a in editions(await articles.visible(connection, guild_id), language)]
    else:
        among = [article_id]
    forecast = PredictionKind.FORECAST
    return await items.ids(
        connection, guild_id, among, ItemKind.PREDICTION, prediction_kind=forecast
    ) or await items.ids(connection, guild_id, among, ItemKind.PREDICTION)


async def sentences_of(snapshot: aiosqlite.Connection, article: Article) -> Sentences:
    """Return the sentences of an article."""
    return Sentences(
        article,
        await articles.text(snapshot, article.id),
        await articles.sentences(snapshot, article.id),
        await articles.adjoining(snapshot, article.id),
        await items.headings(snapshot, article.id),
    )


def _context(found: ItemWithArticle, sentences: Sentences, reach: Reach | None) -> SentenceContext:
    own = [n for n, spans in enumerate(sentences.spans) if overlap(spans, found.item.spans)]
    if not own:
        return SentenceContext(found.article, (), found.item.text, (), -1, -1)
    return sentences.around(own[0], own[-1], reach)
