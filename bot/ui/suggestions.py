"""How suggestions look: what would be read, and what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

import discord

from bot.library.suggestions import KEPT_FOR
from bot.model import Fact, Suggestion
from bot.ui.budget import AUTHOR, HEADLINE, NAME, TITLE, first_fitting
from bot.ui.embeds import Renderer
from bot.ui.markdown import escaped

OPEN_SUGGESTION = "suggestion"
"""Begins the ids of the buttons that show a suggestion to an editor (cogs.article.suggestions)."""
_OPENING = 400
"""Characters of the first sentences."""
_ROOM = ((10, 500), (10, 150), (5, 60))
"""Decisions in one message, and characters of the reason of each."""


def suggestion_embed(renderer: Renderer, suggestion: Suggestion, label: str, *notes: str) -> discord.Embed:
    """Return what would be read of a suggestion, under the message `label` and above some `notes`."""
    say = renderer.say
    facts = [say("suggestion-site", site=site(suggestion))]
    if suggestion.author:
        facts.append(say("article-author", author=escaped(suggestion.author, AUTHOR)))
    facts.append(say("suggestion-facts", quotes=suggestion.quotes, predictions=suggestion.predictions))
    opening = escaped(suggestion.opening, _OPENING)
    embed = renderer.embed("article", say(label), [opening, "\n".join(facts), *notes])
    embed.title, embed.url = escaped(suggestion.title, HEADLINE), suggestion.url
    return embed


def decisions_embed(renderer: Renderer, told: Sequence[tuple[Fact, str]]) -> discord.Embed:
    """Return what came of suggestions: the facts, each with the name of its server."""
    return first_fitting(_decisions(renderer, told, *room) for room in _ROOM)


def site(suggestion: Suggestion) -> str:
    """Return the name of the site that a suggestion is on, as it is shown."""
    return escaped(urlsplit(suggestion.url).hostname or "", NAME)


def _decisions(renderer: Renderer, told: Sequence[tuple[Fact, str]], most: int, reason: int) -> discord.Embed:
    blocks = [_decision(renderer, fact, server, reason) for fact, server in told[:most]]
    if more := len(told) - most:
        blocks.append(renderer.say("suggestion-more", count=more) if more > 0 else "")
    return renderer.embed("article", renderer.say("suggestion-decided-label"), blocks)


def _decision(renderer: Renderer, fact: Fact, server: str, longest: int) -> str:
    about = fact.variables
    title, where = escaped(str(about["title"]), TITLE), escaped(server, NAME)
    text = renderer.say(f"suggestion-{about['decision']}", title=title, server=where, days=KEPT_FOR.days)
    if about["reason"]:
        text += "\n" + renderer.say("suggestion-reason", reason=escaped(str(about["reason"]), longest))
    return text
