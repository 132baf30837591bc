"""Discord's shape of the review desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import discord

from bot.library.reviews import Progress, progress
from bot.model import SUMMARY, Article, ItemKind, Review, Rights, Verdict, VoteReason
from bot.ui.embeds import SPEAKER, Renderer
from bot.ui.markdown import clipped, escaped

MARKS = {Verdict.APPROVED: "✅", Verdict.REJECTED: "🚫", None: "⬜"}


class ReviewRender:
    """Makes embeds of what was read with the words of a `Render`."""

    def __init__(self, render: Renderer) -> None:
        self._render = render

    def page(
        self, article: Article, found: Sequence[Review], number: int, told: Mapping[VoteReason, int]
    ) -> discord.Embed:
        """One item, with all that an editor may put right; `told` is how many members gave which reason."""
        say, one = self._render.say, found[number]
        label = say("review-label", what=self._what(one), number=number + 1, count=len(found))
        blocks = [
            self._render.words(one.item),
            self._facts(one),
            "\n".join([self._state(one), *self._complaints(told)]),
            self._render.source(article),
        ]
        return self._render.embed("review", label, [block for block in blocks if block])

    def _complaints(self, told: Mapping[VoteReason, int]) -> list[str]:
        say = self._render.say
        return [say("review-told", reason=say(f"vote-reason-{why}"), count=told[why]) for why in sorted(told)]

    def end(self, article: Article, found: Sequence[Review]) -> discord.Embed:
        """That all of an article was reviewed."""
        say = self._render.say
        blocks = [say("review-done"), self.progress(progress(found), end=True)]
        return self._render.titled("review", say("review-end-label"), article, blocks)

    def rights(self, article: Article, ground: Rights | None) -> discord.Embed:
        """Why an article's text may be exported, or that it may not."""
        say = self._render.say
        if ground is None:
            blocks = [say("rights-refused"), say("rights-refused.what")]
        else:
            blocks = [say("rights-set", rights=say(f"rights-{ground}")), say("rights-what")]
        return self._render.titled("review", say("rights-label"), article, blocks)

    def progress(self, counted: Progress, *, end: bool = False) -> str:
        """How many of the items of an article stood, in one line; `end`: of the desk."""
        return self._render.say(
            "review-tally",
            end=str(end).lower(),
            read=counted.read,
            reviewed=counted.read - counted.waiting,
            stood=counted.unchanged,
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
            heading = escaped(clipped(item.heading, 80)) if item.heading else say("summary-lead")
            facts = say("review-section", heading=heading)
        return facts if item == read else f"{facts}\n{say('review-was', was=escaped(clipped(was, SPEAKER)))}"

    def _state(self, one: Review) -> str:
        verdict = self._render.say(f"verdict-{one.verdict or 'none'}")
        return f"{MARKS[one.verdict]} {verdict}"
