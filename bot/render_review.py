"""Discord's shape of the review desk."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.library.reviews import Tally, tally
from bot.model import SUMMARY, Article, ItemKind, Review, Verdict
from bot.render import WORDS, Render, clipped, escaped

MARKS = {Verdict.APPROVED: "✅", Verdict.REJECTED: "🚫", None: "⬜"}


class ReviewRender:
    """Makes embeds of what was read with the words of a `Render`."""

    def __init__(self, render: Render) -> None:
        self._render = render

    def page(self, article: Article, found: Sequence[Review], number: int) -> discord.Embed:
        """One item, with all that an editor may put right."""
        say, one = self._render.say, found[number]
        label = say("review-label", what=self._what(one), number=number + 1, count=len(found))
        quoted = one.item.kind is ItemKind.QUOTE
        words = self._render.quoted(one.item) if quoted else escaped(clipped(one.item.text, WORDS))
        blocks = [words, self._facts(one), self._state(one), self._render.source(article)]
        return self._render.embed("review", label, [block for block in blocks if block])

    def end(self, article: Article, found: Sequence[Review]) -> discord.Embed:
        """That all of an article was reviewed."""
        say = self._render.say
        blocks = [say("review-done"), self.tally(tally(found)), self._render.source(article)]
        return self._render.embed("review", say("review-end-label"), blocks)

    def rights(self, article: Article, ground: str) -> discord.Embed:
        """Why an article's text may be exported, or that it may not."""
        say = self._render.say
        text = say("rights-set", title=self._render.name(article), rights=say(f"rights-{ground}"))
        return self._render.embed("review", say("rights-label"), [text, say("rights-what")])

    def tally(self, counted: Tally) -> str:
        """How many of the items of an article stood, in one line."""
        return self._render.say(
            "review-tally",
            read=counted.read,
            stood=counted.stood,
            corrected=counted.corrected,
            rejected=counted.rejected,
            waiting=counted.waiting,
        )

    def _what(self, one: Review) -> str:
        kind = one.item.kind
        return self._render.say(f"summary-{kind}" if kind in SUMMARY else f"review-{kind}")

    def _facts(self, one: Review) -> str:
        say, item, read = self._render.say, one.item, one.read
        facts, was = "", ""
        if item.kind is ItemKind.QUOTE:
            facts = self._render.speaker(item)
            was = read.speaker or say("review-nobody")
        elif item.kind is ItemKind.PREDICTION:
            facts = self._render.kind_and_time(item)
            was = say(f"kind-name-{read.prediction_kind}")
        elif item.kind is ItemKind.SECTION:
            facts = say("review-section", heading=escaped(item.heading or say("summary-lead")))
        return facts if item == read else f"{facts}\n{say('review-was', was=escaped(was))}"

    def _state(self, one: Review) -> str:
        verdict = self._render.say(f"verdict-{one.verdict or 'none'}")
        return f"{MARKS[one.verdict]} {verdict}"
