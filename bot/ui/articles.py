"""How articles look: their list, with a select to open one, and what is known of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import discord

from bot.library.guilds import KEEP_REMOVED
from bot.model import SUMMARY, Article, ItemKind
from bot.ui.budget import NAME
from bot.ui.components import OPTION_LENGTH, DynamicButton, DynamicSelect, page_buttons
from bot.ui.embeds import Renderer, page_count
from bot.ui.markdown import clipped, escaped

LIST_SIZE = 10
"""Articles on one page of the list."""


def article_list(
    renderer: Renderer,
    articles: Sequence[Article],
    page: int,
    hint: str,
    opening: type[DynamicSelect],
    turning: type[DynamicButton],
    note: str = "",
) -> tuple[discord.Embed, list[list[discord.ui.Item[Any]]]]:
    """Return page `page` (from 0; the last if there are fewer) of some articles above the message `hint` and
    a `note`, and the rows below it: the select that opens one of them (its values are ids), and the buttons
    that turn pages."""
    say = renderer.say
    count = page_count(len(articles), LIST_SIZE)
    page = min(page, count - 1)
    here = articles[page * LIST_SIZE : (page + 1) * LIST_SIZE]
    label = renderer.numbered(say("articles-label", count=len(articles)), page, count)
    lines = [f"- **{renderer.title(article)}**\n{_state(renderer, article)}" for article in here]
    rows: list[list[discord.ui.Item[Any]]] = [
        [opening("", article_options(here), say("articles-placeholder"))],
        [*page_buttons(renderer, turning, "", page, count)],
    ]
    return renderer.embed("article", label, ["\n".join(lines), say(hint), note]), rows


def article_options(articles: Sequence[Article]) -> list[discord.SelectOption]:
    """Return options for articles by their titles, which stand there unescaped; their values are ids."""
    return [
        discord.SelectOption(label=clipped(article.title, OPTION_LENGTH), value=str(article.id))
        for article in articles
    ]


def page_of(articles: Sequence[Article], article_id: int) -> int:
    """Return on which page (from 0) of a list an article is; the first where it isn't there."""
    positions = [position for position, article in enumerate(articles) if article.id == article_id]
    return positions[0] // LIST_SIZE if positions else 0


def article_embed(
    renderer: Renderer, article: Article, counts: Mapping[ItemKind, int], *more: str
) -> discord.Embed:
    """Return what is known of an article, and then `more`, an empty line between each."""
    blocks = [article_facts(renderer, article, counts), *more]
    return renderer.titled("article", renderer.say("article-label"), article, blocks)


def article_facts(renderer: Renderer, article: Article, counts: Mapping[ItemKind, int]) -> str:
    """Return what is known of an article, in lines, with how much was found in it."""
    say, day = renderer.say, article.published
    lines = []
    if article.author:
        lines.append(say("article-author", author=escaped(article.author, NAME)))
    if article.publisher:
        lines.append(say("article-publisher", publisher=escaped(article.publisher, NAME)))
    if day:
        lines.append(say("article-published", published=renderer.day(day)))
    facts = say(
        "article-facts",
        added=_added_on(article),
        language=say(f"language-{article.language}"),
        translated=str(article.translated).lower(),
        summaries=sum(counts.get(kind, 0) for kind in SUMMARY),
        quotes=counts.get(ItemKind.QUOTE, 0),
        predictions=counts.get(ItemKind.PREDICTION, 0),
    )
    return "\n".join([*lines, facts])


def removed_until(article: Article) -> str:
    """Return until when a removed article can be restored, as Discord shows a moment."""
    if article.removed_at is None:
        raise ValueError("it isn't removed")
    return discord.utils.format_dt(article.removed_at + KEEP_REMOVED, "f")


def _state(renderer: Renderer, article: Article) -> str:
    language = renderer.say(f"language-{article.language}")
    if article.removed_at is None:
        shared = str(article.guild_id is None).lower()
        return renderer.say("article-line", language=language, added=_added_on(article), shared=shared)
    if article.guild_id is None:
        return renderer.say("article-line-hidden", language=language)
    return renderer.say("article-line-removed", language=language, until=removed_until(article))


def _added_on(article: Article) -> str:
    return discord.utils.format_dt(article.added_at, "D")
