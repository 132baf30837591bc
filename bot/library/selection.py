"""Which item a guild sees next, and the words around it."""

from __future__ import annotations

import asyncio
import logging
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import aiosqlite

from bot import schedule
from bot.choosing import choose
from bot.errors import UserError
from bot.library.article_service import editions
from bot.model import Article, Guild, Item, ItemKind, Language, PredictionKind, Showing, Span, overlap
from bot.store import articles, guilds, items, search, votes
from bot.store.database import Database
from bot.words import Query, passage

PATIENCE = 1.5
"""Seconds to wait for storing what is shown: the answer is due after three."""
DEFAULT_ZONE = {Language.JA: "Asia/Tokyo", Language.EN: "UTC"}

_WORD = re.compile(r"[^\W\d_]{2}")
_HEADING = re.compile(r"^\s*#{1,6}\s", re.MULTILINE)
_UNSEEN = re.compile(r"\]\([^)]*\)|!?\[[^\]]*\](?:\([^)]*\))?|<!--.*?-->|<[^>]*>", re.DOTALL)
"""What of Markdown nobody sees as a line of its own: links, footnotes, images, comments."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Found:
    """An item and the article it comes from."""

    item: Item
    article: Article


@dataclass(frozen=True, slots=True)
class Context:
    """Sentences that were shown or asked for, `first` to `last` of the article's, and their neighbours ("" at
    either end of a section)."""

    article: Article
    before: str
    sentence: str
    after: str
    first: int
    last: int


class Selection:
    """Chooses, and remembers for each guild what it was shown."""

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
    ) -> Found:
        """The next quotation (of one article, about something); no repeat before all that match were shown.

        With `remember` it counts as shown in the guild. On a full disk it doesn't, and still answers.
        Without, and `after` one that matches, it is the one that follows: so all are seen, in a circle.
        Raises UserError where nothing matches.
        """
        visible = await articles.visible(self._db.reader, guild_id)
        among = editions(visible, language)
        if article is not None and article not in among:
            among.append(article)
        everything = await items.ids(self._db.reader, guild_id, [a.id for a in among], ItemKind.QUOTE)
        asked = [a.id for a in ([article] if article else among)]
        matching = await self._quotes(guild_id, asked, about)
        if not matching:
            if not visible:
                raise UserError("library-empty")
            waiting = await items.any_unshown(self._db.reader, guild_id, asked, ItemKind.QUOTE)
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
        return await found(self._db.reader, guild_id, chosen)

    async def _quotes(self, guild_id: int, article_ids: Sequence[int], about: str) -> list[int]:
        if not about:
            return await items.ids(self._db.reader, guild_id, article_ids, ItemKind.QUOTE)
        query = Query(about)
        return await search.quotes(self._db.reader, query, guild_id, article_ids) if query else []

    async def prediction_of_the_day(self, guild_id: int, language: Language, home: Language) -> Found:
        """The prediction that a guild sees for the whole day of its zone: chosen when first asked for.

        Forecasts come first; where no article has one, claims and limits take their place. The choice
        stays when articles come or go. Raises UserError where there is none.
        """
        day = await self.today(guild_id, home)
        kept = await items.prediction_of_the_day(self._db.reader, guild_id, day)
        if kept is None:
            everything = await predictions(self._db.reader, guild_id, language)
            if not everything:
                visible = await articles.visible(self._db.reader, guild_id)
                ids = [a.id for a in visible]
                if await items.any_unshown(self._db.reader, guild_id, ids, ItemKind.PREDICTION):
                    raise UserError("unreviewed")
                raise UserError("predictions-none" if visible else "library-empty")
            chosen = await self._choose(guild_id, everything, everything, remember=True, day=day)
        else:
            chosen = kept.id
        return await self.found(guild_id, chosen)

    async def today(self, guild_id: int, home: Language) -> date:
        """The guild's local date. Where no zone was chosen it is the usual one of `home`, the language of the
        guild's Discord locale: that of its replies may change in the middle of a day."""
        guild = await guilds.get(self._db.reader, guild_id)
        return schedule.local_date(self._clock(), guild_zone(guild, home))

    async def contexts(self, guild_id: int, item_ids: Sequence[int]) -> list[Context]:
        """Where items of one article stand. Raises UserError("article-gone") where the guild can't see it
        (any more)."""
        found = [await self.found(guild_id, item_id) for item_id in item_ids]
        text = await articles.text(self._db.reader, found[0].article.id)
        sentences = await articles.sentences(self._db.reader, found[0].article.id)
        # Off the event loop: a long article has thousands of sentences.
        return await asyncio.to_thread(lambda: [_context(one, text, sentences) for one in found])

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
                    return await self.choose_in(transaction, guild_id, matching, everything, day)
            # A full disk, or somebody who writes for long, must not keep anybody from reading.
            except (UserError, TimeoutError) as error:
                log.warning("What guild %d is shown can't be stored: %r", guild_id, error)
        return (await self._next(self._db.reader, guild_id, matching, everything, day))[0]

    async def choose_in(
        self,
        transaction: aiosqlite.Connection,
        guild_id: int,
        matching: Sequence[int],
        everything: Sequence[int],
        day: date | None = None,
        *,
        remember: bool = True,
    ) -> int:
        """Chooses as `bot.choosing` does, in the caller's transaction; with `day` for that whole day."""
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
        now = int(self._clock().timestamp())
        return choose(matching, everything, shown, voted, now, self._random(guild_id, day))

    def _random(self, guild_id: int, day: date | None) -> random.Random:
        # The day's choice is seeded by the day: even where nothing can be stored everybody gets the same.
        return self._rng if day is None else random.Random(f"{guild_id}/{day}")  # noqa: S311

    async def found(self, guild_id: int, item_id: int) -> Found:
        """An item that was shown before, though its article may have been removed since.

        Raises UserError("article-gone") where the guild can't see it (any more).
        """
        return await found(self._db.reader, guild_id, item_id, removed=True)


async def found(
    connection: aiosqlite.Connection, guild_id: int, item_id: int, *, removed: bool = False
) -> Found:
    """The item, with its article if the guild may see it; with `removed` also one it removed. Raises
    UserError("article-gone") otherwise."""
    item = await items.get(connection, guild_id, item_id)
    article = item and await articles.get(connection, item.article_id, guild_id)
    if not item or not article or (article.removed_at is not None and not removed):
        raise UserError("article-gone")
    return Found(item, article)


def guild_zone(guild: Guild, home: Language) -> ZoneInfo:
    """The zone that a guild lives in: the one it chose, otherwise the usual one of `home`."""
    return named_zone(guild.zone or DEFAULT_ZONE[home])


def named_zone(name: str) -> ZoneInfo:
    """A zone that was stored by its name; UTC for one that the time zones' data has no more."""
    try:
        return schedule.zone(name)
    except UserError:
        return schedule.zone("UTC")


async def predictions(
    connection: aiosqlite.Connection, guild_id: int, language: Language, article_id: int | None = None
) -> list[int]:
    """The predictions a guild may be shown (of one article): forecasts, or where there is none all others."""
    if article_id is None:
        among = [a.id for a in editions(await articles.visible(connection, guild_id), language)]
    else:
        among = [article_id]
    forecast = PredictionKind.FORECAST
    return await items.ids(
        connection, guild_id, among, ItemKind.PREDICTION, prediction_kind=forecast
    ) or await items.ids(connection, guild_id, among, ItemKind.PREDICTION)


def _context(found: Found, text: str, sentences: Sequence[Sequence[Span]]) -> Context:
    own = [n for n, spans in enumerate(sentences) if overlap(spans, found.item.spans)]
    if not own:
        return Context(found.article, "", found.item.text, "", -1, -1)
    return around(found.article, text, sentences, own[0], own[-1])


def around(
    article: Article, text: str, sentences: Sequence[Sequence[Span]], first: int, last: int
) -> Context:
    """The sentences `first` to `last` of an article between their neighbours, without one that a heading
    parts from them."""

    def adjoin(before: int) -> bool:
        if not 0 <= before < len(sentences) - 1:
            return False
        between = text[sentences[before][-1][1] : sentences[before + 1][0][0]]
        return not (_HEADING.search(between) or _WORD.search(_UNSEEN.sub("", between)))

    return Context(
        article,
        passage(text, sentences[first - 1]) if adjoin(first - 1) else "",
        passage(text, [span for spans in sentences[first : last + 1] for span in spans]),
        passage(text, sentences[last + 1]) if adjoin(last) else "",
        first,
        last,
    )
