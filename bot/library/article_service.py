"""Articles: in, found, out, and back."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from bot.errors import UserError
from bot.extract import decode
from bot.library.article_writer import Added, Prepared, digest_of, prepared, same_page, store
from bot.limits import MAX_CHARACTERS
from bot.model import Article, Item, ItemKind, Language, Metadata
from bot.reader import Readout
from bot.reading import read
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
        """Reads, in this process, and stores a text that can be trusted, for one guild or (None) for all.

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
            return await store(transaction, new, guild_id, self._now(), added_by=added_by, work=work)

    async def add_shipped(self, folder: Path = SHIPPED) -> None:
        """Stores the articles that come with the bot, files named `<work>.<language>.md`."""
        for path in sorted(await asyncio.to_thread(lambda: list(folder.glob("*.md")))):
            text = decode(await asyncio.to_thread(path.read_bytes))
            await self.add(text, None, work=path.name.split(".")[0])

    async def all(self, guild_id: int) -> list[Article]:
        """All that the guild may see, newest first."""
        return await articles.visible(self._db.reader, guild_id)

    async def removed(self, guild_id: int) -> list[Article]:
        """What the guild removed or hid and can still restore, the latest first."""
        return await articles.removed(self._db.reader, guild_id)

    async def find(self, guild_id: int, query: str | None, language: Language) -> Article:
        """The article a person means: "#id", words of a title, or (None) the newest.

        Of several that are meant it is the newest in `language`, if there is one in it. Raises UserError
        where there is none.
        """
        visible = await self.all(guild_id)
        if not visible:
            raise UserError("library-empty")
        if query is None or not query.strip():
            return editions(visible, language)[0]
        return _pick(sorted(visible, key=lambda article: article.language != language), query)

    async def find_own(self, guild_id: int, query: str) -> Article:
        """As `find`, an article of the guild's own. Raises UserError("article-shared") for a shared one."""
        article = _pick(sorted(await self.all(guild_id), key=lambda article: article.guild_id is None), query)
        if article.guild_id is None:
            raise UserError("article-shared")
        return article

    async def find_removed(self, guild_id: int, query: str) -> Article:
        """The removed article a person means, as for `find`."""
        removed = await self.removed(guild_id)
        if not removed:
            raise UserError("removed-none")
        return _pick(removed, query)

    async def counts(self, article: Article) -> dict[ItemKind, int]:
        """How many items of each kind were read out of an article; kinds without any are left out."""
        return await items.counts(self._db.reader, article.id)

    async def items(self, guild_id: int, article_id: int, kind: ItemKind) -> tuple[Article, list[Item]]:
        """An article with what the guild is shown of its items of one kind, in its own order.

        Raises UserError("article-gone") for one that the guild can't see (any more), and "unreviewed" where
        all there is waits for a review.
        """
        article = await articles.get(self._db.reader, article_id, guild_id)
        if article is None or article.removed_at is not None:
            raise UserError("article-gone")
        shown = await items.of_article(self._db.reader, guild_id, article_id, kind)
        if not shown and await items.any_unshown(self._db.reader, guild_id, [article_id], kind):
            raise UserError("unreviewed")
        return article, shown

    async def remove(self, guild_id: int, article_id: int) -> Article:
        """Removes a guild's own article, or hides a shared one from it; what was read and shown of it is kept
        for `restore`.

        Raises UserError("article-gone") where it is another guild's, or removed already.
        """
        async with self._db.transaction() as transaction:
            removed = await removal.remove(transaction, guild_id, article_id, self._now())
        return _there(removed)

    async def restore(self, guild_id: int, article_id: int) -> Article:
        """Brings a removed or hidden article back as it was.

        Raises UserError("article-gone") where it is purged.
        """
        async with self._db.transaction() as transaction:
            restored = await removal.restore(transaction, guild_id, article_id)
        return _there(restored)

    async def everything(self) -> list[Article]:
        """All articles of all guilds, removed or not, by id: for the bot's owner."""
        return [article for article, _ in await articles.everything(self._db.reader)]

    async def remove_everywhere(self, article_id: int) -> list[Article]:
        """Removes an article for good, in all guilds, and returns what went: it, and all that has its body or
        its address or is another version of the same work. A shipped one doesn't come back at the next start.

        Raises UserError("article-unknown-id") where there is none. After a crash it can be done again.
        """
        everything = await articles.everything(self._db.reader)
        named = next(((one, digest) for one, digest in everything if one.id == article_id), None)
        if named is None:
            raise UserError("article-unknown-id", id=str(article_id))
        meant, body = named
        for draft_id in await drafts.ids(self._db.reader):
            draft = await drafts.get(self._db.reader, draft_id)
            if draft and (digest_of(draft.text) == body or same_page(draft.url, meant.url)):
                async with self._db.transaction() as transaction:
                    await drafts.delete(transaction, draft_id)
        gone = [one for one, digest in everything if one.size and _same(one, digest, meant, body)]
        # One by one, since a bot that runs writes meanwhile; the one that was named last, to be found again.
        for one in sorted(gone, key=lambda one: one.id == article_id):
            async with self._db.transaction() as transaction:
                if one.guild_id is None and one.work is not None:
                    await removal.empty(transaction, one.id, self._now())
                else:
                    await removal.delete(transaction, [one.id])
        return gone

    def _now(self) -> int:
        return int(self._clock().timestamp())


def editions(visible: Sequence[Article], language: Language) -> list[Article]:
    """`visible` with one edition of each work: the one in `language` where there is one."""
    spoken = {article.work for article in visible if article.work and article.language == language}
    return [article for article in visible if article.language == language or article.work not in spoken]


def _same(one: Article, digest: bytes, meant: Article, body: bytes) -> bool:
    version = meant.work is not None and (one.work, one.language) == (meant.work, meant.language)
    return digest == body or version or same_page(one.url, meant.url)


def _there(article: Article | None) -> Article:
    if article is None:
        raise UserError("article-gone")
    return article


def _pick(choice: Sequence[Article], query: str) -> Article:
    if re.fullmatch(r"#\d{1,18}", query):  # what autocompletion puts in the place of a title
        return _there(next((article for article in choice if query == f"#{article.id}"), None))
    wanted = fold(query)
    holding = [article for article in choice if wanted in fold(article.title)]
    same = [article for article in holding if fold(article.title) == wanted] or holding
    if not same:
        raise UserError("article-unknown", query=plain(query)[:50])
    return same[0]


def _read(text: str, given: Metadata) -> Prepared:
    reading = read(text)
    return prepared(Readout(Metadata(url=reading.url), reading, text), given)
