"""Discord's shape of what the votes have come to."""

from __future__ import annotations

import discord

from bot.choosing import REJECTED, REST, TO_ONE
from bot.library.insights import Insight, Resting, Risen
from bot.library.selection import Found
from bot.model import ItemKind, VoteReason
from bot.render import Render, clipped, escaped, linked

LENGTH, TITLE = 60, 60
"""Characters of an item and of a title."""
LIMIT = 4_096
"""Characters of an embed's description."""


class InsightsRender:
    """Makes the embed with the words of a `Render`."""

    def __init__(self, render: Render) -> None:
        self._render = render
        self._say = render.say

    def insight(self, insight: Insight, *, weeks: bool) -> discord.Embed:
        """What rose, what rests and why; with `weeks` also what a picture says otherwise."""
        for address in (500, 150, 0):  # characters: of more than that there would be no room for all
            blocks = [*self._rose(insight, address), *self._resting(insight, address)]
            if weeks:
                blocks.append("\n".join([f"**{self._say('insights-weeks')}**", *self._weeks(insight)]))
            embed = self._render.embed("insights", self._say("insights-label"), blocks)
            if len(embed.description or "") <= LIMIT:
                break
        return embed

    def _rose(self, insight: Insight, address: int) -> list[str]:
        say = self._say
        head = "\n".join([f"**{say('insights-rose')}**", f"-# {say('insights-rose.what')}"])
        if not insight.rose:
            return [f"{head}\n{say('insights-rose.none')}"]
        more = self._more(insight.rose_in_all - len(insight.rose))
        return [head, *(self._one(one, [], address) for one in insight.rose), *more]

    def _resting(self, insight: Insight, address: int) -> list[str]:
        say = self._say
        rule = say("insights-resting.what", least=REJECTED, times=TO_ONE, days=REST.days)
        head = "\n".join([f"**{say('insights-resting')}**", f"-# {rule}"])
        if not insight.resting:
            return [f"{head}\n{say('insights-resting.none')}"]
        more = self._more(insight.resting_in_all - len(insight.resting))
        return [head, *(self._one(one, self._why(one), address) for one in insight.resting), *more]

    def _more(self, count: int) -> list[str]:
        return [self._say("insights-more", count=count)] if count else []

    def _one(self, one: Risen | Resting, facts: list[str], address: int) -> str:
        votes = self._say("insights-votes", up=one.votes.up, down=one.votes.down)
        return "\n".join([self._words(one.found), votes, *facts, self._source(one.found, address)])

    def _why(self, one: Resting) -> list[str]:
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
        return [say("vote-reason", reason=reasons), say("insights-until", until=f"<t:{one.until}:D>")]

    def _words(self, found: Found) -> str:
        text = escaped(clipped(found.item.text.rstrip(",、"), LENGTH))
        return self._say("quote-words", text=text) if found.item.kind is ItemKind.QUOTE else text

    def _source(self, found: Found, address: int) -> str:
        article = found.article
        url = article.url if article.url and len(article.url) <= address else None
        title = linked(clipped(article.title, TITLE), url)
        return "-# " + self._say("insights-source", kind=found.item.kind.value, title=title)

    def _weeks(self, insight: Insight) -> list[str]:
        if not insight.lively:
            return [self._say("insights-quiet", count=len(insight.weeks))]
        return [f"- {line}" for line in self._render.weeks(insight.weeks)]
