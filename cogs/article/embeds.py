"""The embed of what came of adding an article."""

from __future__ import annotations

import discord

from bot.library.article_items import MOST
from bot.library.article_writer import QUOTA_A_DAY, QUOTA_ARTICLES, QUOTA_BYTES, Added
from bot.library.room import Room
from bot.library.turns import ATTEMPTS_A_DAY
from bot.ui.articles import article_facts
from bot.ui.budget import TEXT
from bot.ui.embeds import Renderer
from bot.ui.markdown import escaped

MEGABYTE = 1_000_000


def room_line(renderer: Renderer, room: Room) -> str:
    """Return how much of its quotas a server has used."""
    return renderer.say(
        "room",
        articles=room.articles,
        most=QUOTA_ARTICLES,
        size=-(-room.size // MEGABYTE),
        bytes=QUOTA_BYTES // MEGABYTE,
        today=room.today,
        daily=QUOTA_A_DAY,
        attempts=room.attempts,
        tries=ATTEMPTS_A_DAY,
    )


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
        note,
    ]
    if added.left_out:
        blocks.insert(2, renderer.say("article-left-out", count=added.left_out, most=MOST))
    return renderer.titled("article", renderer.say(f"article-{outcome}"), added.article, blocks)
