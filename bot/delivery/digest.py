"""A weekly digest as it stands in a channel, and the list of the week's posts behind its button."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

import discord

from bot.delivery.embeds import content_name, post_link
from bot.delivery.post import mark_test, marker
from bot.delivery.questions import question_line
from bot.errors import UserError
from bot.library.claims import Claim
from bot.library.digest import Digest, WeekPost
from bot.library.visibility import ItemWithArticle
from bot.model import SUMMARY, DeliveryKind, Language
from bot.ui.budget import NAME, first_fitting
from bot.ui.components import DynamicButton
from bot.ui.deferral import Deferral
from bot.ui.embeds import Renderer
from bot.ui.forecasting import forecasts_button
from bot.ui.markdown import escaped
from bot.ui.replies import (
    Interaction,
    KotonohaBot,
    guild_id,
    persistent_view,
    renderer_for_user,
    send,
)

LENGTH = {Language.JA: 80, Language.EN: 160}
"""Characters of an item."""
ROOM = ((8, 3), (5, 2), (3, 1))
"""Articles, and other things of each kind, that are named: tried in turn until all fits."""
LISTED = (30, 15, 8)
"""Posts in the list of the week's: tried in turn until all fits."""


class WeekPosts(DynamicButton, template=r"post:[0-9a-f]+:[-0-9a-z]+:w(?P<until>\d{1,10})"):
    """List privately what was posted in the channel in the week that ended `until` then: its id begins with
    the `marker` of the post."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        until = datetime.fromtimestamp(int(self.match["until"]), UTC)
        digests, channel = interaction.client.library.digests, interaction.channel_id or 0
        posts = await digests.posts(guild_id(interaction), channel, until)
        if not posts:
            raise UserError("digest-posts-gone")
        await send(interaction, posts_embed(renderer_for_user(interaction), posts), private=True)


async def digest_post(
    bot: KotonohaBot, render: Renderer, claim: Claim
) -> tuple[discord.Embed, discord.ui.View]:
    """Return the post of a claimed delivery that is a digest. Raises QuietWeekError where there is
    nothing to tell."""
    delivery = claim.delivery
    settings = await bot.library.guilds.get(delivery.guild_id)
    found = await bot.library.digests.of_channel(settings, delivery.target, delivery.due_at)
    embed = digest_embed(render, found)
    if delivery.kind is DeliveryKind.TEST:
        mark_test(render, embed)
    state = f"{marker(claim.schedule.public_id, delivery)}w{int(delivery.due_at.timestamp())}"
    button = WeekPosts(state.removeprefix("post:"), render.say("button-week-posts"))
    return embed, persistent_view(button, *([forecasts_button(render)] if found.questions else []))


def digest_embed(render: Renderer, digest: Digest) -> discord.Embed:
    """Return what a digest tells, as much of it as fits."""
    return first_fitting(_digest_embed(render, digest, *room) for room in ROOM)


def _digest_embed(render: Renderer, digest: Digest, articles: int, others: int) -> discord.Embed:
    say = render.say
    by_article: dict[int, list[WeekPost]] = {}
    for post in digest.posts:
        by_article.setdefault(post.article.id, []).append(post)
    read = [_article_line(render, some) for some in by_article.values()]
    more = [say("digest-more", count=len(read) - articles)] if len(read) > articles else []
    coming = [
        say(
            "digest-coming-line",
            at=discord.utils.format_dt(post.run.at, "f"),
            content=content_name(render, post.content, schedule),
        )
        for schedule, post in digest.coming
    ]
    blocks = {
        "digest-read": [*read[:articles], *more],
        "digest-popular": [_item_lines(render, one) for one in digest.popular[:others]],
        "digest-outlooks": [_item_lines(render, one) for one in digest.outlooks[:others]],
        "digest-questions": [question_line(render, one) for one in digest.questions[:others]],
        "digest-coming": coming,
    }
    label = say("digest-label")
    return render.embed(
        "daily", label, [f"**{say(key)}**\n" + "\n".join(lines) for key, lines in blocks.items() if lines]
    )


def _article_line(render: Renderer, posts: Sequence[WeekPost]) -> str:
    """Return the title of an article, what of it was posted, and a link to the first post."""
    say = render.say
    counts = Counter(_kind(post) for post in posts)
    what = say("digest-joined").join(say("digest-count", kind=kind, count=n) for kind, n in counts.items())
    return _line(render, posts[0], what)


def _line(render: Renderer, post: WeekPost, what: str) -> str:
    words = [render.title(post.article), what, render.say("history-link", link=post_link(post.delivery))]
    return "- " + render.say("daily-joined").join(words)


def _item_lines(render: Renderer, found: ItemWithArticle) -> str:
    """Return an item, and below it when or who, and the article."""
    item, article = found.item, found.article
    text = render.words(item, LENGTH[article.language])
    about = item.horizon or item.speaker
    words = [escaped(about, NAME)] if about else []
    return f"- {text}\n-# " + render.say("daily-joined").join([*words, render.title(article)])


def posts_embed(render: Renderer, posts: Sequence[WeekPost]) -> discord.Embed:
    """Return the posts of a week with a link to each, the latest first: as many as fit."""
    return first_fitting(_posts_embed(render, posts, count) for count in LISTED)


def _posts_embed(render: Renderer, posts: Sequence[WeekPost], count: int) -> discord.Embed:
    say = render.say
    lines = []
    for post in reversed(posts[-count:]):
        at = discord.utils.format_dt(post.delivery.due_at, "f")
        what = say("daily-joined").join([say("digest-kind", kind=_kind(post)), at])
        lines.append(_line(render, post, what))
    if len(posts) > count:
        lines.append(say("digest-more-posts", count=len(posts) - count))
    return render.embed("daily", say("digest-posts-label", count=len(posts)), ["\n".join(lines)])


def _kind(post: WeekPost) -> str:
    if post.item is None:
        return "part"
    return "summary" if post.item.kind in SUMMARY else post.item.kind.value
