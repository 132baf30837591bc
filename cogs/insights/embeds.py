"""Discord's shape of what the votes have come to."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import discord

from bot.choosing import DISLIKES_PER_LIKE, MIN_DISLIKES, REST
from bot.library.insights import NAMED, Insight, PopularItem, RestingItem
from bot.library.visibility import ItemWithArticle
from bot.model import Article, ItemKind, Language, VoteReason
from bot.ui.embeds import Renderer
from bot.ui.markdown import clipped, escaped

LENGTH = {Language.JA: 60, Language.EN: 110}
"""Characters of an item."""
LIMIT = 4_096
"""Characters of an embed's description."""
ROOM = ((500, NAMED), (150, NAMED), (0, NAMED), (0, 2))
"""How long an address may be to be linked, and how many items are named: less, where all would not fit."""


class InsightsRender:
    """Makes the embed with the words of a `Render`."""

    def __init__(self, render: Renderer) -> None:
        self._render = render
        self._say = render.say

    def insight(self, insight: Insight, *, weeks: bool) -> discord.Embed:
        """What rose, what rests and why; with `weeks` also what a picture says otherwise."""
        say = self._say
        rests = self._head("insights-resting", least=MIN_DISLIKES, times=DISLIKES_PER_LIKE, days=REST.days)
        for address, named in ROOM:
            blocks = [
                self._head("insights-rose"),
                *(self._items(insight.popular[:named], address) or [say("insights-rose.none")]),
                *self._more(insight.popular_count, named),
                rests,
                *(self._items(insight.resting[:named], address) or [say("insights-resting.none")]),
                *self._more(insight.resting_count, named),
            ]
            if weeks:
                title = say("insights-weeks")
                blocks.append("\n".join([f"**{title}**", *self._weeks(insight)]))
            embed = self._render.embed("insights", say("insights-label"), blocks)
            if len(embed.description or "") <= LIMIT:
                break
        return embed

    def _head(self, key: str, **numbers: int) -> str:
        """The name of a part, and what is in it."""
        what = self._say(f"{key}.what", **numbers)
        return f"**{self._say(key)}**\n-# {what}"

    def _items(self, some: Sequence[PopularItem | RestingItem], address: int) -> list[str]:
        """Each item, and below those that follow one another of one article their source."""
        blocks = []
        for _, group in itertools.groupby(some, key=lambda one: one.found.article.id):
            of_one = list(group)
            blocks += [self._item(one) for one in of_one]
            blocks.append(self._source(of_one[0].found.article, address))
        return blocks

    def _item(self, one: PopularItem | RestingItem) -> str:
        votes = self._say("insights-votes", up=one.votes.up, down=one.votes.down)
        counted = self._say("insights-item", kind=one.found.item.kind.value, votes=votes)
        why = self._why(one) if isinstance(one, RestingItem) else []
        return "\n".join([self._words(one.found), counted, *why])

    def _more(self, count: int, named: int) -> list[str]:
        return [self._say("insights-more", count=count - named)] if count > named else []

    def _why(self, one: RestingItem) -> list[str]:
        say = self._say
        told = [
            say("insights-reason", reason=say(f"vote-reason-{reason}"), count=one.reasons[reason])
            for reason in VoteReason
            if reason in one.reasons
        ]
        silent = one.votes.down - sum(one.reasons.values())
        if silent:
            told.append(say("insights-reason", reason=say("insights-no-reason"), count=silent))
        reasons = say("insights-joined").join(told)
        return [
            say("vote-reason", reason=reasons),
            say("insights-until", until=discord.utils.format_dt(one.until, "D")),
        ]

    def _words(self, found: ItemWithArticle) -> str:
        text = escaped(clipped(found.item.text.rstrip(",、"), LENGTH[found.article.language]))
        return self._say("quote-words", text=text) if found.item.kind is ItemKind.QUOTE else text

    def _source(self, article: Article, address: int) -> str:
        return self._render.source(
            article if len(article.url or "") <= address else replace(article, url=None)
        )

    def _weeks(self, insight: Insight) -> list[str]:
        if not insight.has_votes:
            return [self._say("insights-quiet", count=len(insight.weeks))]
        return [f"- {line}" for line in self._render.weeks(insight.weeks)]
