"""The embed of what came of adding an article."""

from __future__ import annotations

import discord

from bot.library.article_items import MOST
from bot.library.article_writer import Added
from bot.library.room import MEGABYTE, QUOTAS, Room
from bot.model.quotas import Quota
from bot.ui.articles import article_facts
from bot.ui.budget import TEXT
from bot.ui.embeds import Renderer
from bot.ui.markdown import escaped


def room_text(renderer: Renderer, room: Room) -> str:
    """Return how much of its quotas a server has used, and what to do where little is left."""
    used = renderer.say(
        "room",
        articles=room.used[Quota.ARTICLES],
        most_articles=QUOTAS[Quota.ARTICLES],
        size=-(-room.used[Quota.BYTES] // MEGABYTE),
        most_size=QUOTAS[Quota.BYTES] // MEGABYTE,
        fetches=room.used[Quota.FETCHES],
        most_fetches=QUOTAS[Quota.FETCHES],
    )
    return "\n".join([*(renderer.say("room-tight", quota=quota) for quota in room.tight), used])


def added_embed(renderer: Renderer, added: Added, line: str, note: str = "") -> discord.Embed:
    """Return what came of adding a text, with its summary in one `line`, if there is one, and a `note`."""
    outcome = added.outcome if added.counts else "added-unread"
    if added.draft is not None and outcome == "known":
        outcome = "changed"
    action = "changed" if added.draft is not None else outcome
    blocks = [
        escaped(line, TEXT // 2),
        article_facts(renderer, added.article, added.counts),
        renderer.say(f"article-{action}.action") if action != "added" else "",
        renderer.say("feed-offer-too", count=len(added.feeds)) if added.feeds else "",
        note,
    ]
    if added.left_out:
        blocks.insert(2, renderer.say("article-left-out", count=added.left_out, most=MOST))
    return renderer.titled("article", renderer.say(f"article-{outcome}"), added.article, blocks)
