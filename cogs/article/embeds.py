"""Embeds of the list of articles, and of one article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import discord

from bot.library.article_items import MOST
from bot.library.article_writer import Added
from bot.model import SUMMARY, Article, ItemKind
from bot.ui.budget import NAME, TEXT
from bot.ui.embeds import Renderer, page_count
from bot.ui.markdown import escaped

LIST_SIZE = 10
"""Articles on one page of the list."""


def list_embed(renderer: Renderer, articles: Sequence[Article], page: int) -> discord.Embed:
    """Return page `page` (from 0) of the list of articles."""
    say = renderer.say
    lines = [
        say(
            "article-line",
            title=renderer.title(article),
            language=say(f"language-{article.language}"),
            added=_added_on(article),
            shared=str(article.guild_id is None).lower(),
        )
        for article in articles[page * LIST_SIZE : (page + 1) * LIST_SIZE]
    ]
    label = say("articles-label", count=len(articles))
    count = page_count(len(articles), LIST_SIZE)
    if count > 1:
        label = say("page", label=label, page=page + 1, pages=count)
    return renderer.embed("article", label, ["\n".join(lines), say("articles-hint")])


def article_embed(
    renderer: Renderer, article: Article, counts: Mapping[ItemKind, int], reviewed: str
) -> discord.Embed:
    """Return what is known of an article; `reviewed` says how much of it was reviewed."""
    blocks = [f"{_facts(renderer, article, counts)}\n{reviewed}", renderer.say("article-added.action")]
    return renderer.titled("article", renderer.say("article-label"), article, blocks)


def added_embed(renderer: Renderer, added: Added, line: str) -> discord.Embed:
    """Return what came of adding a text, with its summary in one `line`, if there is one."""
    outcome = added.outcome if added.counts else "added-unread"
    if added.draft is not None and outcome == "known":
        outcome = "changed"
    action = "changed" if added.draft is not None else outcome
    blocks = [
        escaped(line, TEXT // 2),
        _facts(renderer, added.article, added.counts),
        renderer.say(f"article-{action}.action") if action != "added" else "",
    ]
    if added.left_out:
        blocks.insert(2, renderer.say("article-left-out", count=added.left_out, most=MOST))
    return renderer.titled("article", renderer.say(f"article-{outcome}"), added.article, blocks)


def _facts(renderer: Renderer, article: Article, counts: Mapping[ItemKind, int]) -> str:
    say, day = renderer.say, article.published
    lines = []
    if article.author:
        lines.append(say("article-author", author=escaped(article.author, NAME)))
    if article.publisher:
        lines.append(say("article-publisher", publisher=escaped(article.publisher, NAME)))
    if day:
        shown = say("day-published", year=str(day.year), month=day.month, day=day.day)
        lines.append(say("article-published", published=shown))
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


def _added_on(article: Article) -> str:
    return discord.utils.format_dt(article.added_at, "D")
