"""The articles of a guild: added, found, removed and restored."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from bot.errors import UserError
from bot.extract import decode
from bot.library.article_writer import Added, Prepared, digest_of, prepare, same_page, store
from bot.library.visibility import editions, visible_article
from bot.limits import MAX_CHARACTERS
from bot.model import Article, Item, ItemKind, Language, Metadata
from bot.reader.wire import Readout
from bot.reading import parse_text, read
from bot.store import articles, drafts, items, removal
from bot.store.database import Database
from bot.words import fold, plain

SHIPPED = Path(__file__).parent.parent.parent / "data" / "articles"


class ArticleService:
    """The articles that a guild may see: its own, and the ones shared with all."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock

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
        async with self._db.transaction() as transaction:
            return await store(transaction, new, guild_id, self._clock(), added_by=added_by, work=work)

    async def add_shipped(self, folder: Path | None = None) -> None:
        """Store the articles that come with the bot (SHIPPED), or those in a folder: files named
        `<work>.<language>.md`."""
        for path in sorted(await asyncio.to_thread(lambda: list((folder or SHIPPED).glob("*.md")))):
            text = decode(await asyncio.to_thread(path.read_bytes))
            await self.add(text, None, work=path.name.split(".")[0])

    async def all(self, guild_id: int) -> list[Article]:
        """Return all that the guild sees, newest first, and what was shipped after what was added."""
        return await articles.visible(self._db.reader, guild_id)

    async def removed(self, guild_id: int) -> list[Article]:
        """Return what the guild removed or hid and can still restore, the latest first."""
        return await articles.removed(self._db.reader, guild_id)

    async def find(self, guild_id: int, query: str | None, language: Language) -> Article:
        """Return the article that a query names: "#id", words of a title, or (None, blank) the newest.

        Of several it is the first in `language`, if there is one in it. Raises UserError where there is none.
        """
        visible = await self.all(guild_id)
        if not visible:
            raise UserError("library-empty")
        if query is None or not query.strip():
            return editions(visible, language)[0]
        return _by_id_or_title(sorted(visible, key=lambda article: article.language != language), query)

    async def manageable(self, guild_id: int) -> list[Article]:
        """Return all that the guild sees, newest first, and then what it can restore, the latest first."""
        return await self.all(guild_id) + await self.removed(guild_id)

    async def find_manageable(self, guild_id: int, query: str) -> Article:
        """Return the article that a query names, as `find`, removed or not. Raises UserError where there is
        none."""
        return _by_id_or_title(await self.manageable(guild_id), query)

    async def counts(self, article: Article) -> dict[ItemKind, int]:
        """Return how many items of each kind an article has; kinds without any are left out."""
        return await items.counts(self._db.reader, article.id)

    async def line(self, guild_id: int, article_id: int) -> str:
        """Return an article's summary in one line, as the guild is shown it; "" where there is none."""
        shown = await items.of_article(self._db.reader, guild_id, article_id, ItemKind.LINE)
        return shown[0].text if shown else ""

    async def items(self, guild_id: int, article_id: int, kind: ItemKind) -> tuple[Article, list[Item]]:
        """Return an article with what the guild is shown of its items of one kind, in its own order.

        Raises UserError("article-gone") for one that the guild can't see (any more), and "unreviewed" where
        all there is waits for a review.
        """
        article = await visible_article(self._db.reader, guild_id, article_id)
        shown = await items.of_article(self._db.reader, guild_id, article_id, kind)
        if not shown and await items.any_unshown(self._db.reader, guild_id, [article_id], kind):
            raise UserError("unreviewed")
        return article, shown

    async def remove(self, guild_id: int, article_id: int) -> Article:
        """Remove a guild's own article, or hide a shared one from it, so that `restore` can undo it.

        Raises UserError("article-gone") where it is another guild's, or removed already.
        """
        async with self._db.transaction() as transaction:
            removed = await removal.remove(transaction, guild_id, article_id, self._clock())
        return _present(removed)

    async def restore(self, guild_id: int, article_id: int) -> Article:
        """Restore a removed or hidden article as it was.

        Raises UserError("article-gone") where it is purged.
        """
        async with self._db.transaction() as transaction:
            restored = await removal.restore(transaction, guild_id, article_id)
        return _present(restored)

    async def everything(self) -> list[Article]:
        """Return all articles of all guilds, removed or not, by id: for the host."""
        return [article for article, _ in await articles.everything(self._db.reader)]

    async def remove_everywhere(self, article_id: int) -> list[Article]:
        """Delete an article in all guilds and return what was deleted: it, and all that has its body or its
        address or is another version of the same work. A shipped one doesn't come back at the next start.

        Raises UserError("article-unknown-id") where there is none. After a crash it can be done again.
        """
        everything = await articles.everything(self._db.reader)
        named = next(((one, digest) for one, digest in everything if one.id == article_id), None)
        if named is None:
            raise UserError("article-unknown-id", id=str(article_id))
        article, body = named
        for draft_id in await drafts.ids(self._db.reader):
            draft = await drafts.get(self._db.reader, draft_id)
            if draft and (digest_of(draft.text) == body or same_page(draft.url, article.url)):
                async with self._db.transaction() as transaction:
                    await drafts.delete(transaction, draft_id)
        gone = [one for one, digest in everything if one.size and _is_same(one, digest, article, body)]
        # One by one, since a running bot writes meanwhile; the named one last, to be found after a crash.
        for one in sorted(gone, key=lambda one: one.id == article_id):
            async with self._db.transaction() as transaction:
                if one.guild_id is None and one.work is not None:
                    await removal.empty(transaction, one.id, self._clock())
                else:
                    await removal.delete(transaction, [one.id])
        return gone


def _by_id_or_title(candidates: Sequence[Article], query: str) -> Article:
    if re.fullmatch(r"#\d{1,18}", query):  # what autocompletion puts in the place of a title
        return _present(next((article for article in candidates if query == f"#{article.id}"), None))
    wanted = fold(query)
    matching = [article for article in candidates if wanted in fold(article.title)]
    exact = [article for article in matching if fold(article.title) == wanted]
    if not matching:
        raise UserError("article-unknown", query=plain(query)[:50])
    return (exact or matching)[0]


def _present(article: Article | None) -> Article:
    if article is None:
        raise UserError("article-gone")
    return article


def _is_same(one: Article, digest: bytes, other: Article, other_digest: bytes) -> bool:
    version = other.work is not None and (one.work, one.language) == (other.work, other.language)
    return digest == other_digest or version or same_page(one.url, other.url)


def _read(text: str, given: Metadata) -> Prepared:
    document = parse_text(text)
    reading = read(document)
    return prepare(Readout(Metadata(url=reading.url), reading, document.source), given)
