"""Embeds of the review desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import discord

from bot.library.reviews import Progress, progress
from bot.model import SUMMARY, Article, ItemKind, Review, Rights, Verdict, VoteReason
from bot.ui.budget import NAME
from bot.ui.embeds import Renderer
from bot.ui.markdown import escaped

MARKS = {Verdict.APPROVED: "✅", Verdict.REJECTED: "🚫", None: "⬜"}


def review_embed(
    renderer: Renderer,
    article: Article,
    reviews: Sequence[Review],
    number: int,
    complaints: Mapping[VoteReason, int],
) -> discord.Embed:
    """Return item `number` (from 0) of an article with all that an editor may correct.

    `complaints` is how many members gave which reason for a 👎 that an editor can put right.
    """
    say, review = renderer.say, reviews[number]
    kind = review.item.kind
    what = say(f"summary-{kind}" if kind in SUMMARY else f"review-{kind}")
    label = say("review-label", what=what, number=number + 1, count=len(reviews))
    verdict = say(f"verdict-{review.verdict or 'none'}")
    state = [f"{MARKS[review.verdict]} {verdict}"]
    state += [
        say("review-told", reason=say(f"vote-reason-{reason}"), count=complaints[reason])
        for reason in sorted(complaints)
    ]
    blocks = [
        renderer.words(review.item),
        _facts(renderer, article, review),
        "\n".join(state),
        renderer.source(article, said=review.item),
    ]
    return renderer.embed("review", label, blocks)


def review_empty_embed(renderer: Renderer, article: Article) -> discord.Embed:
    """Return that nothing was found in an article."""
    return renderer.titled(
        "review", renderer.say("review-end-label"), article, [renderer.say("review-empty")]
    )


def review_end_embed(renderer: Renderer, article: Article, reviews: Sequence[Review]) -> discord.Embed:
    """Return that all of an article is reviewed, and how it went."""
    blocks = [renderer.say("review-done"), progress_line(renderer, progress(reviews), end=True)]
    return renderer.titled("review", renderer.say("review-end-label"), article, blocks)


def rights_line(renderer: Renderer, ground: Rights | None) -> str:
    """Return why an article's text may be exported, or that it may not, in one line."""
    if ground is None:
        return renderer.say("rights-refused")
    return renderer.say("rights-set", rights=renderer.say(f"rights-{ground}"))


def progress_line(renderer: Renderer, counts: Progress, *, end: bool = False) -> str:
    """Return what became of an article's items, in one line; `end`: it stands at the end of the desk."""
    return renderer.say(
        "review-tally",
        end=str(end).lower(),
        read=counts.read,
        reviewed=counts.read - counts.waiting,
        stood=counts.unchanged,
        corrected=counts.corrected,
        rejected=counts.rejected,
        added=counts.added,
        waiting=counts.waiting,
    )


def _facts(renderer: Renderer, article: Article, review: Review) -> str:
    """Return what belongs to an item besides its words and, if it was corrected, what was read at first."""
    say, item, read = renderer.say, review.item, review.read
    facts, was = [], read.text
    if item.kind is ItemKind.QUOTE:
        facts += [] if item.speaker else [say("review-nobody")]
        facts += filter(None, [renderer.speaker(item)])
        if item.text == read.text:
            was = read.speaker or say("review-nobody")
    elif item.kind is ItemKind.PREDICTION:
        facts.append(renderer.kind(item) or say("review-no-kind"))
        facts.append(renderer.horizon(item) or say("review-no-horizon"))
        facts += renderer.prediction_facts(item, article)
        if item.text == read.text:
            corrected = item.prediction_kind != read.prediction_kind
            was = say(f"kind-name-{read.prediction_kind or 'none'}") if corrected else ""
    elif item.kind is ItemKind.SECTION:
        facts.append(say("review-section", heading=renderer.heading(item)))
    if review.is_added:
        facts.append(say("review-added"))
    elif item != read and was:
        facts.append(say("review-was", was=escaped(was, 2 * NAME)))
    return "\n".join(facts)
