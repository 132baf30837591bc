"""Which articles and items a guild may see."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import UserError
from bot.model import Article, Item, ItemKind, Language
from bot.store import articles, items, questions
from bot.words import fold, plain


@dataclass(frozen=True, slots=True)
class ItemWithArticle:
    """An item and the article it comes from. `asked`: it is a prediction that its guild has questions
    about."""

    item: Item
    article: Article
    asked: bool = False


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
    foretells = item.kind is ItemKind.PREDICTION
    asked = foretells and bool(questions.with_questions(connection, guild_id, [item_id]))
    return ItemWithArticle(item, article, asked)


def owned_article(connection: sqlite3.Connection, guild_id: int | None, article_id: int) -> Article | None:
    """Return a guild's own article (None: a shared one); None where there is none that is not removed."""
    article = articles.get(connection, article_id, guild_id or 0)
    return article if article and article.guild_id == guild_id and article.removed_at is None else None


def editions(visible: Sequence[Article], language: Language) -> list[Article]:
    """Return `visible` with one edition of each work: the one in `language` where there is one."""
    works = {article.work for article in visible if article.work and article.language == language}
    return [article for article in visible if article.language == language or article.work not in works]


def named(visible: Sequence[Article], query: str | None, language: Language) -> Article:
    """Return which of the articles that a guild sees a query names, as `ArticleService.find` does."""
    if not visible:
        raise UserError("library-empty")
    if query is None or not query.strip():
        return editions(visible, language)[0]
    return by_id_or_title(sorted(visible, key=lambda article: article.language != language), query)


def by_id_or_title(candidates: Sequence[Article], query: str) -> Article:
    """Return which of some articles a query names: "#id", or the first with all of its words in their order
    in its title. Raises UserError."""
    if re.fullmatch(r"#\d{1,18}", query):  # what autocompletion puts in the place of a title
        return present(next((article for article in candidates if query == f"#{article.id}"), None))
    wanted = fold(query)
    matching = [article for article in candidates if wanted in fold(article.title)]
    exact = [article for article in matching if fold(article.title) == wanted]
    if not matching:
        raise UserError("article-unknown", query=plain(query)[:50])
    return (exact or matching)[0]


def present(article: Article | None) -> Article:
    """Return an article; raise UserError("article-gone") where there is none (any more)."""
    if article is None:
        raise UserError("article-gone")
    return article
