"""Which articles and items a guild may see."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import UserError
from bot.model import Article, Item, Language
from bot.store import articles, items


@dataclass(frozen=True, slots=True)
class ItemWithArticle:
    """An item and the article it comes from."""

    item: Item
    article: Article


def visible_article(connection: sqlite3.Connection, guild_id: int, article_id: int) -> Article:
    """Return an article. Raises UserError("article-gone") where the guild can't see it (any more)."""
    article = articles.get(connection, article_id, guild_id)
    if article is None or article.removed_at is not None:
        raise UserError("article-gone")
    return article


def visible_item(
    connection: sqlite3.Connection, guild_id: int, item_id: int, *, removed: bool = False
) -> ItemWithArticle:
    """Return an item, shown or not, with its article; with `removed` also where the guild removed that.

    Raises UserError("article-gone") where the guild can't see it (any more).
    """
    item = items.get(connection, guild_id, item_id)
    article = item and articles.get(connection, item.article_id, guild_id)
    if not item or not article or (article.removed_at is not None and not removed):
        raise UserError("article-gone")
    return ItemWithArticle(item, article)


def owned_article(connection: sqlite3.Connection, guild_id: int | None, article_id: int) -> Article | None:
    """Return a guild's own article (None: a shared one); None where there is none that is not removed."""
    article = articles.get(connection, article_id, guild_id or 0)
    return article if article and article.guild_id == guild_id and article.removed_at is None else None


def editions(visible: Sequence[Article], language: Language) -> list[Article]:
    """Return `visible` with one edition of each work: the one in `language` where there is one."""
    works = {article.work for article in visible if article.work and article.language == language}
    return [article for article in visible if article.language == language or article.work not in works]
