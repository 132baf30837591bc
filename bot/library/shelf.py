"""Articles: in, found, out, and back."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import aiosqlite

from bot.errors import UserError
from bot.extract import decode
from bot.model import Article, Item, ItemKind, Language, Reading
from bot.reading import read
from bot.store import articles, index, items
from bot.store.database import Database
from bot.words import fold, plain

SHIPPED = Path(__file__).parent.parent.parent / "data" / "articles"
MAX_CHARACTERS = 500_000
MAX_BYTES = 4 * MAX_CHARACTERS
QUOTA_ARTICLES = 200
QUOTA_BYTES = 20_000_000
NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a text did. `outcome` is "added", "known" (nothing changed) or "restored"."""

    article: Article
    outcome: str
    counts: dict[ItemKind, int]


class Shelf:
    """The articles that a guild may see: its own, and the ones shared with all."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock

    async def add(
        self,
        text: str,
        guild_id: int | None,
        *,
        added_by: int | None = None,
        title: str | None = None,
        author: str | None = None,
        url: str | None = None,
        work: str | None = None,
    ) -> Added:
        """Reads and stores a text, for one guild or (None) for all. The same text twice changes nothing.

        `title`, `author` and `url` win over what the text says of itself; editions of one `work` are the
        same article in two languages, and a later edition takes the place of an earlier one. Raises
        UserError for a text that is too long or has no sentence, a link that is none, and a full quota.
        """
        if len(text) > MAX_CHARACTERS:
            raise UserError("article-too-long", length=len(text), limit=MAX_CHARACTERS)
        if url is not None and not _is_link(url):
            raise UserError("link-invalid")
        text = text.encode("utf-8", "replace").decode()  # half of a surrogate pair can't be stored
        reading = await asyncio.to_thread(read, text)  # off the event loop: a long one takes seconds
        if not reading.sentences:
            raise UserError("article-no-sentences")
        article = Article(
            id=0,
            guild_id=guild_id,
            work=work,
            title=_name(title, reading.title, reading.sentences[0].text) or "…",
            author=_name(author, reading.author),
            url=url or (reading.url if reading.url and _is_link(reading.url) else None),
            language=reading.language,
            size=len(text.encode()),
            added_at=self._now(),
            added_by=added_by,
            removed_at=None,
        )
        digest, found = await asyncio.to_thread(lambda: (_digest(text), _items(reading)))
        async with self._db.transaction() as transaction:
            known = await articles.with_digest(transaction, guild_id, digest)
            if known is not None:
                return await self._known(transaction, known)
            if guild_id is not None:
                await _check_quota(transaction, guild_id, article.size)
            stored = await articles.insert(transaction, article, text, digest, reading.sentences)
            await items.insert(transaction, stored.id, found)
            await index.add(transaction, stored.id)
            if work is not None:
                await articles.supersede(transaction, work, stored.language, stored.id, self._now())
            return Added(stored, "added", await items.counts(transaction, stored.id))

    async def _known(self, transaction: aiosqlite.Connection, known: Article) -> Added:
        counts = await items.counts(transaction, known.id)
        if known.removed_at is None or known.guild_id is None:
            return Added(known, "known", counts)
        restored = await articles.restore(transaction, known.guild_id, known.id)
        return Added(restored or known, "restored", counts)

    async def add_shipped(self, folder: Path = SHIPPED) -> None:
        """Stores the articles that come with the bot, files named `<work>.<language>.md`."""
        for path in sorted(await asyncio.to_thread(lambda: list(folder.glob("*.md")))):
            text = decode(await asyncio.to_thread(path.read_bytes))
            await self.add(text, None, work=path.name.split(".")[0])

    async def all(self, guild_id: int) -> list[Article]:
        """All that the guild may see, newest first."""
        return await articles.visible(self._db.reader, guild_id)

    async def removed(self, guild_id: int) -> list[Article]:
        """What the guild removed and can still restore, latest removal first."""
        return await articles.removed(self._db.reader, guild_id)

    async def find(self, guild_id: int, query: str | None, language: Language) -> Article:
        """The article a person means: "#id", words of a title, or (None) the newest.

        Of an article in both languages the newest is the edition in `language`. Raises UserError where
        there is none.
        """
        visible = await self.all(guild_id)
        if not visible:
            raise UserError("library-empty")
        if query is None or not query.strip():
            return editions(visible, language)[0]
        return _pick(visible, query)

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
        """An article with its items of one kind, in its own order.

        Raises UserError("article-gone") for one that the guild can't see (any more).
        """
        article = await articles.get(self._db.reader, article_id, guild_id)
        if article is None or article.removed_at is not None:
            raise UserError("article-gone")
        return article, await items.of_article(self._db.reader, article_id, kind)

    async def remove(self, guild_id: int, article_id: int) -> Article:
        """Removes a guild's own article; what was read and shown of it is kept for `restore`.

        Raises UserError("article-gone") where it is no article of the guild's own, or removed already.
        """
        async with self._db.transaction() as transaction:
            removed = await articles.remove(transaction, guild_id, article_id, self._now())
        return _there(removed)

    async def restore(self, guild_id: int, article_id: int) -> Article:
        """Brings a removed article back as it was. Raises UserError("article-gone") where it is purged."""
        async with self._db.transaction() as transaction:
            restored = await articles.restore(transaction, guild_id, article_id)
        return _there(restored)

    def _now(self) -> int:
        return int(self._clock().timestamp())


def editions(visible: Sequence[Article], language: Language) -> list[Article]:
    """`visible` with one edition of each work: the one in `language` where there is one."""
    spoken = {article.work for article in visible if article.work and article.language == language}
    return [article for article in visible if article.language == language or article.work not in spoken]


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


def _name(*candidates: str | None) -> str | None:
    """The first that shows anything, as one line."""
    lines = (plain(candidate)[:NAME_LENGTH].strip() for candidate in candidates if candidate)
    return next(filter(None, lines), None)


def _is_link(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    plain = url.isprintable() and not any(character in url for character in ' <>"()\\')
    return parts.scheme in ("http", "https") and bool(parts.hostname) and plain and len(url) <= 500


def _digest(text: str) -> bytes:
    """Of the text without what an editor may change unseen: line ends and white space around lines."""
    lines = (line.strip() for line in text.splitlines())
    return hashlib.sha256("\n".join(line for line in lines if line).encode()).digest()


async def _check_quota(transaction: aiosqlite.Connection, guild_id: int, size: int) -> None:
    count, used = await articles.usage(transaction, guild_id)
    if count >= QUOTA_ARTICLES:
        raise UserError("quota-articles", limit=QUOTA_ARTICLES)
    if used + size > QUOTA_BYTES:
        raise UserError("quota-size", limit=QUOTA_BYTES // 1_000_000)


def _items(reading: Reading) -> list[Item]:
    """What was read, to be stored; articles and ids come with the storing."""
    found = [
        Item(0, 0, ItemKind.QUOTE, n, q.text, q.spans, speaker=q.speaker)
        for n, q in enumerate(reading.quotes)
    ]
    found += [
        Item(0, 0, ItemKind.PREDICTION, n, p.text, p.spans, prediction_kind=p.kind, horizon=p.horizon)
        for n, p in enumerate(reading.predictions)
    ]
    if reading.summary is not None:
        line = reading.summary.line
        found.append(Item(0, 0, ItemKind.LINE, 0, line.text, line.spans))
        found += [Item(0, 0, ItemKind.THREE, n, p.text, p.spans) for n, p in enumerate(reading.summary.three)]
        found += [
            Item(0, 0, ItemKind.SECTION, n, s.summary.text, s.summary.spans, heading=s.heading)
            for n, s in enumerate(reading.summary.sections)
        ]
    return found
