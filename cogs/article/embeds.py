"""The embed of what came of adding an article."""

from __future__ import annotations

import discord

from bot.library.article_items import MOST
from bot.library.article_writer import Added
from bot.ui.articles import article_facts
from bot.ui.embeds import Renderer


def added_embed(renderer: Renderer, added: Added) -> discord.Embed:
    """Return what came of adding a text, and what to do next."""
    outcome = added.outcome if added.counts else "added-unread"
    if added.draft is not None and outcome == "known":
        outcome = "changed"
    action = renderer.say(f"article-{'changed' if added.draft is not None else outcome}.action")
    blocks = [article_facts(renderer, added.article, added.counts), action]
    if added.left_out:
        blocks.insert(1, renderer.say("article-left-out", count=added.left_out, most=MOST))
    return renderer.titled("article", renderer.say(f"article-{outcome}"), added.article, blocks)
