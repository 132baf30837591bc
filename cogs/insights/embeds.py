"""The embed of what the votes have come to."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import discord

from bot.choosing import DISLIKES_PER_LIKE, MIN_DISLIKES, REST
from bot.library.article_writer import LINK_LENGTH
from bot.library.insights import NAMED, Insight, PopularItem, RestingItem
from bot.model import ItemKind, Language, VoteReason
from bot.ui.budget import first_fitting
from bot.ui.embeds import Renderer
from bot.ui.markdown import escaped
from cogs.insights.chart import weeks_lines

LENGTH = {Language.JA: 60, Language.EN: 110}
"""Characters of an item."""
ROOM = ((LINK_LENGTH, NAMED), (150, NAMED), (0, NAMED), (0, 2))
"""Characters of an address that is linked, and how many items are named: tried in turn until all fits."""


def insight_embed(renderer: Renderer, insight: Insight, *, weeks: bool) -> discord.Embed:
    """Return what is popular, what rests and why; with `weeks` also the votes of each week, in words.

    Where all of it doesn't fit, long addresses are left out, then items (see `ROOM`).
    """
    return first_fitting(_embed(renderer, insight, *room, weeks=weeks) for room in ROOM)


def _embed(renderer: Renderer, insight: Insight, address: int, named: int, *, weeks: bool) -> discord.Embed:
    say = renderer.say
    popular = _heading(renderer, "insights-rose")
    rests = _heading(
        renderer, "insights-resting", least=MIN_DISLIKES, times=DISLIKES_PER_LIKE, days=REST.days
    )
    blocks = [
        popular,
        *(_items(renderer, insight.popular[:named], address) or [say("insights-rose.none")]),
        *_more(renderer, insight.popular_count, named),
        rests,
        *(_items(renderer, insight.resting[:named], address) or [say("insights-resting.none")]),
        *_more(renderer, insight.resting_count, named),
    ]
    if weeks:
        blocks.append(_weeks(renderer, insight))
    return renderer.embed("insights", say("insights-label"), blocks)


def _heading(renderer: Renderer, key: str, **numbers: int) -> str:
    """Return the heading of a part, and what is in it."""
    return f"**{renderer.say(key)}**\n-# {renderer.say(f'{key}.what', **numbers)}"


def _items(renderer: Renderer, items: Sequence[PopularItem | RestingItem], max_address: int) -> list[str]:
    """Return each item, and below neighbors from one article their source."""
    blocks = []
    for article, group in itertools.groupby(items, key=lambda one: one.found.article):
        blocks += [_item(renderer, one) for one in group]
        blocks.append(renderer.source(article, longest=max_address))
    return blocks


def _item(renderer: Renderer, one: PopularItem | RestingItem) -> str:
    item, article = one.found.item, one.found.article
    text = escaped(item.text.rstrip(",、"), LENGTH[article.language])
    if item.kind is ItemKind.QUOTE and not item.spoken:
        text = renderer.say("quote-words", text=text)
    votes = renderer.say("insights-votes", up=one.votes.up, down=one.votes.down)
    lines = [text, renderer.say("insights-item", kind=item.kind.value, votes=votes)]
    return "\n".join(lines + (_reasons(renderer, one) if isinstance(one, RestingItem) else []))


def _reasons(renderer: Renderer, one: RestingItem) -> list[str]:
    say = renderer.say
    counts = [
        say("insights-reason", reason=say(f"vote-reason-{reason}"), count=one.reasons[reason])
        for reason in VoteReason
        if reason in one.reasons
    ]
    silent = one.votes.down - sum(one.reasons.values())
    if silent:
        counts.append(say("insights-reason", reason=say("insights-no-reason"), count=silent))
    return [
        say("vote-reason", reason=say("insights-joined").join(counts)),
        say("insights-until", until=discord.utils.format_dt(one.until, "D")),
    ]


def _more(renderer: Renderer, count: int, named: int) -> list[str]:
    return [renderer.say("insights-more", count=count - named)] if count > named else []


def _weeks(renderer: Renderer, insight: Insight) -> str:
    lines = [f"- {line}" for line in weeks_lines(renderer, insight.weeks)]
    if not insight.has_votes:
        lines = [renderer.say("insights-quiet", count=len(insight.weeks))]
    return "\n".join([f"**{renderer.say('insights-weeks')}**", *lines])
