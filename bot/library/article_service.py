"""The articles of a guild: added, found, removed and restored."""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from bot.errors import UserError
from bot.extract import decode
from bot.library.article_writer import Added, Prepared, digest_of, prepare, same_page, store
from bot.library.cache import Cache
from bot.library.decisions import withdraw
from bot.library.visibility import ItemWithArticle, by_id_or_title, named, present, visible_article
from bot.limits import MAX_CHARACTERS
from bot.model import Article, Item, ItemKind, Language, Metadata
from bot.reader.wire import Readout
from bot.store import articles, drafts, items, meta, questions, removal, suggestions
from bot.store.database import Database, in_snapshot, in_transaction

SHIPPED = Path(__file__).parent.parent.parent / "data" / "articles"
LISTS_CACHED = 200
"""Guilds whose lists of articles are cached."""


class ArticleService:
    """The articles that a guild may see: its own, and the ones shared with all."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock
        self._seen = Cache(database, articles.visible, LISTS_CACHED)

    async def add(
        self,
        text: str,
        guild_id: int | None,
        given: Metadata = Metadata(),  # noqa: B008 - it is frozen
        *,
        added_by: int | None = None,
        work: str | None = None,
    ) -> Added:
        """Read a trusted text in this process and store it, for one guild or (None) for all.

        What is `given` wins over what the text says of itself; editions of one `work` are the same article
        in two languages, and a later edition takes the place of an earlier one. A text that is there
        already changes nothing. Raises UserError for a text that is too long or has no sentence, a link
        that is none, and a full quota.
        """
        if len(text) > MAX_CHARACTERS:
            raise UserError("article-too-long", length=len(text), limit=MAX_CHARACTERS)
        text = text.encode("utf-8", "replace").decode()  # half of a surrogate pair can't be stored
        new = await asyncio.to_thread(_read, text, given)  # off the event loop: a long one takes seconds
        return await self._db.write(store, new, guild_id, self._clock(), added_by=added_by, work=work)

    async def add_shipped(self, folder: Path | None = None) -> None:
        """Store the articles that come with the bot (SHIPPED), or those in a folder: files named
        `<work>.<language>.md`. What an earlier start has stored is not read again."""
        files = await asyncio.to_thread(_files, folder or SHIPPED)
        digest = hashlib.sha256(repr(files).encode()).hexdigest()
        if await self._db.read(meta.get, "shipped") == digest:
            return
        for name, data in files:
            await self.add(decode(data), None, work=name.split(".")[0])
        await self._db.write(meta.put, "shipped", digest)

    async def all(self, guild_id: int) -> Sequence[Article]:
        """Return all that the guild sees, newest first, and what was shipped after what was added."""
        return await self._seen.get(guild_id)

    @in_snapshot
    def removed(self, snapshot: sqlite3.Connection, guild_id: int) -> list[Article]:
        """Return what the guild removed or hid and can still restore, the latest first."""
        return articles.removed(snapshot, guild_id)

    async def find(self, guild_id: int, query: str | None, language: Language) -> Article:
        """Return the article that a query names: "#id", words of a title, or (None, blank) the newest.

        Of several it is the first in `language`, if there is one in it. Raises UserError where there is none.
        """
        return named(await self.all(guild_id), query, language)

    @in_snapshot
    def manageable(self, snapshot: sqlite3.Connection, guild_id: int) -> list[Article]:
        """Return all that the guild sees, newest first, and then what it can restore, the latest first."""
        return articles.visible(snapshot, guild_id) + articles.removed(snapshot, guild_id)

    async def find_manageable(self, guild_id: int, query: str) -> Article:
        """Return the article that a query names, as `find`, removed or not. Raises UserError where there is
        none."""
        return by_id_or_title(await self.manageable(guild_id), query)

    @in_snapshot
    def counts(self, snapshot: sqlite3.Connection, article: Article) -> dict[ItemKind, int]:
        """Return how many items of each kind an article has; kinds without any are left out."""
        return items.counts(snapshot, article.id)

    @in_snapshot
    def line(self, snapshot: sqlite3.Connection, guild_id: int, article_id: int) -> str:
        """Return an article's summary in one line, as the guild is shown it; "" where there is none."""
        shown = items.of_article(snapshot, guild_id, article_id, ItemKind.LINE)
        return shown[0].text if shown else ""

    @in_snapshot
    def items(
        self, snapshot: sqlite3.Connection, guild_id: int, article_id: int, kind: ItemKind
    ) -> tuple[Article, list[Item]]:
        """Return an article with what the guild is shown of its items of one kind, in its own order.

        Raises UserError("article-gone") for one that the guild can't see (any more), and "unreviewed" where
        all there is waits for a review.
        """
        return _items(snapshot, guild_id, article_id, kind)

    @in_snapshot
    def prediction(
        self, snapshot: sqlite3.Connection, guild_id: int, article_id: int, position: int
    ) -> tuple[ItemWithArticle, int, int]:
        """Return one of an article's predictions (from 0; the last if there are fewer), which one it is, and
        how many there are.

        Raises what `items` raises, and UserError("predictions-none-in-article").
        """
        article, shown = _items(snapshot, guild_id, article_id, ItemKind.PREDICTION)
        if not shown:
            raise UserError("predictions-none-in-article", title=article.title[:100])
        position = min(position, len(shown) - 1)
        item = shown[position]
        asked = bool(questions.with_questions(snapshot, guild_id, [item.id]))
        return ItemWithArticle(item, article, asked), position, len(shown)

    @in_transaction
    def remove(self, transaction: sqlite3.Connection, guild_id: int, article_id: int) -> Article:
        """Remove a guild's own article, or hide a shared one from it, so that `restore` can undo it.

        Raises UserError("article-gone") where it is another guild's, or removed already.
        """
        return present(removal.remove(transaction, guild_id, article_id, self._clock()))

    @in_transaction
    def restore(self, transaction: sqlite3.Connection, guild_id: int, article_id: int) -> Article:
        """Restore a removed or hidden article as it was.

        Raises UserError("article-gone") where it is purged.
        """
        return present(removal.restore(transaction, guild_id, article_id))

    @in_snapshot
    def everything(self, snapshot: sqlite3.Connection) -> list[Article]:
        """Return all articles of all guilds, removed or not, by id: for the host."""
        return [article for article, _ in articles.everything(snapshot)]

    async def remove_everywhere(self, article_id: int) -> list[Article]:
        """Delete an article in all guilds and return what was deleted: it, and all that has its body or its
        address or is another version of the same work; suggestions of it go, too. A shipped one doesn't come
        back at the next start.

        Raises UserError("article-unknown-id") where there is none. After a crash it can be done again.
        """
        everything = await self._db.read(articles.everything)
        named = next(((one, digest) for one, digest in everything if one.id == article_id), None)
        if named is None:
            raise UserError("article-unknown-id", id=str(article_id))
        article, body = named
        for draft_id in await self._db.read(drafts.ids):
            draft = await self._db.read(drafts.get, draft_id)
            if draft and (digest_of(draft.text) == body or same_page(draft.url, article.url)):
                await self._db.write(drafts.delete, draft_id)
        for suggestion, digest in await self._db.read(suggestions.with_digests):
            if digest == body or same_page(suggestion.url, article.url):
                await self._db.write(withdraw, suggestion)
        gone = [one for one, digest in everything if one.size and _is_same(one, digest, article, body)]
        # One by one, since a running bot writes meanwhile; the named one last, to be found after a crash.
        for one in sorted(gone, key=lambda one: one.id == article_id):
            if one.guild_id is None and one.work is not None:
                await self._db.write(removal.empty, one.id, self._clock())
            else:
                await self._db.write(removal.delete, [one.id])
        return gone


def _items(
    snapshot: sqlite3.Connection, guild_id: int, article_id: int, kind: ItemKind
) -> tuple[Article, list[Item]]:
    article = visible_article(snapshot, guild_id, article_id)
    shown = items.of_article(snapshot, guild_id, article_id, kind)
    if not shown and items.any_unshown(snapshot, guild_id, [article_id], kind):
        raise UserError("unreviewed")
    return article, shown


def _files(folder: Path) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.md"))]


def _is_same(one: Article, digest: bytes, other: Article, other_digest: bytes) -> bool:
    version = other.work is not None and (one.work, one.language) == (other.work, other.language)
    return digest == other_digest or version or same_page(one.url, other.url)


def _read(text: str, given: Metadata) -> Prepared:
    from bot.reading.article import parse_text, read  # slow to import; strangers' texts are read elsewhere

    document = parse_text(text)
    reading = read(document)
    return prepare(Readout(Metadata(url=reading.url), reading, document.source), given)
