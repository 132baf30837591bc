"""Posts of a series as they stand in a channel: a part of an article, or what closes it."""

from __future__ import annotations

import re

import discord

from bot.delivery.post import mark_test, marker
from bot.delivery.questions import question_line
from bot.library.claims import Claim
from bot.library.serial_posts import ClosingPost, PartPost
from bot.model import DeliveryKind, PostedPart
from bot.ui.budget import first_fitting
from bot.ui.embeds import Renderer
from bot.ui.forecasting import forecasts_button
from bot.ui.items import show_item
from bot.ui.markdown import escaped
from bot.ui.parts import part_embed
from bot.ui.replies import KotonohaBot, persistent_view

BEFORE = (200, 100, 40, 0)
"""Characters of the sentence that says what came before a part: tried in turn until all fits."""
EACH = 400
"""Characters of what was liked best of an article, and of what it predicts."""
QUESTIONS = 3
"""Open questions about an article that are named."""

POSTED = (
    r"post:(?P<series>[0-9a-f]+):(?P<slot>[-0-9a-z]+)"
    r":p(?P<article>\d{1,18})\.(?P<start>\d{1,8})\.(?P<end>\d{1,8})\.(?P<number>\d{1,5})\.(?P<count>\d{1,5})"
)
"""The id of the button **Catch up** under a post, which /read handles: it begins with the `marker` of the
post, and ends with what the post shows."""


def posted_part(custom_id: str) -> tuple[str, PostedPart] | None:
    """Return which slot a post stands for and what it shows, from the id of its button; None for any
    other."""
    match = re.fullmatch(POSTED, custom_id)
    if match is None:
        return None
    article, *part = (int(match[name]) for name in ("article", "start", "end", "number", "count"))
    return match["slot"], PostedPart(None, article, *part)


async def part_post(
    bot: KotonohaBot, render: Renderer, claim: Claim
) -> tuple[discord.Embed, discord.ui.View, str]:
    """Return what the post of a claimed delivery shows that has a part, and the title of its article.

    Raises UserError: "article-gone", or "part-gone" where its words went since it was claimed.
    """
    shown = await bot.library.serial_posts.of(claim.delivery)
    more: list[discord.ui.Button[discord.ui.View]] = []
    if isinstance(shown, ClosingPost):
        embed, inside = closing_embed(render, shown), [shown.liked, shown.prediction]
        more += [forecasts_button(render)] if shown.questions else []
    else:
        embed, inside = part_post_embed(render, shown), [shown.quote, shown.prediction]
    if claim.delivery.kind is DeliveryKind.TEST:
        mark_test(render, embed)
    part = shown.posted
    shows = f"p{part.article_id}.{part.start}.{part.end}.{part.number}.{part.count}"
    catch_up: discord.ui.Button[discord.ui.View] = discord.ui.Button(
        label=render.say("button-catch-up"),
        custom_id=f"{marker(claim.schedule.public_id, claim.delivery)}{shows}",
    )
    view = persistent_view(catch_up, *(show_item(render, item) for item in inside if item), *more)
    return embed, view, shown.article.title


def part_post_embed(render: Renderer, shown: PartPost) -> discord.Embed:
    """Return a part, below a sentence of the summary of what came before."""
    return first_fitting(_part_post_embed(render, shown, length) for length in BEFORE)


def _part_post_embed(render: Renderer, shown: PartPost, length: int) -> discord.Embed:
    embed = part_embed(render, shown.article, shown.part)
    if shown.before is not None and length:
        before = "-# " + render.say("part-before", text=escaped(shown.before.text, length))
        embed.description = f"{before}\n\n{embed.description}"
    return embed


def closing_embed(render: Renderer, shown: ClosingPost) -> discord.Embed:
    """Return what closes an article: what was liked best, what it predicts, what is asked about that, and
    what comes next."""
    say = render.say
    blocks = [say("closing-read", count=shown.posted.count)]
    if shown.liked is not None:
        blocks.append(f"**{say('closing-liked')}**\n{render.words(shown.liked, EACH)}")
    if shown.prediction is not None:
        blocks.append(f"**{say('closing-predicted')}**\n{render.words(shown.prediction, EACH)}")
    if shown.questions:
        lines = [question_line(render, one) for one in shown.questions[:QUESTIONS]]
        blocks.append("\n".join([f"**{say('closing-questions')}**", *lines]))
    if shown.next is not None:
        blocks.append(say("closing-next", title=render.title(shown.next)))
    else:
        blocks.append(say("closing-nothing-next"))
    return render.titled(
        "article", say("closing-label"), shown.article, [*blocks, render.source(shown.article)]
    )
