"""A daily post as it stands in a channel: its embed, and the button it is recognized by for ever."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.library.visibility import ItemWithArticle
from bot.model import Delivery, ItemKind
from bot.ui.components import DynamicButton
from bot.ui.context import SeeInContext
from bot.ui.deferral import Deferral
from bot.ui.embeds import Renderer
from bot.ui.pictures import Picture
from bot.ui.replies import Interaction


class SeePost(DynamicButton, template=r"post:(?P<state>[0-9a-f]+:[-0-9a-z]+:\d{1,18}(,\d{1,18}){0,4})"):
    """Context, under a post: its id begins with the `marker` of the post."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        await SeeInContext(self.state.rpartition(":")[2]).respond(interaction)


def see_post_button(render: Renderer, public_id: str, delivery: Delivery) -> SeePost:
    """Return the button under the post of a delivery."""
    items = ",".join(map(str, delivery.items))
    return SeePost(
        f"{marker(public_id, delivery)}{items}".removeprefix("post:"), render.say("button-context")
    )


def marker(public_id: str, delivery: Delivery) -> str:
    """Return what the id of a post's button begins with, and only that post's.

    It is made of the schedule's public id and the slot: a database that was restored from an older copy gives
    the same post another row.
    """
    return f"post:{public_id}:{delivery.slot.replace(':', '-')}:"


def series_marker(public_id: str) -> str:
    """Return what the ids of the buttons of all posts of a schedule begin with."""
    return f"post:{public_id}:"


def embed(
    render: Renderer, shown: Sequence[ItemWithArticle], drawn: Picture | None = None, *, test: bool
) -> discord.Embed:
    """Return the embed of a prediction, of a quotation (or of what stands below its picture), or of a summary
    in three lines; a test post says that it is one."""
    item, article = shown[0].item, shown[0].article
    if drawn is not None:
        made = render.card(shown[0], part=drawn.part)
    elif item.kind is ItemKind.QUOTE:
        made = render.quote(shown[0])
    elif item.kind is ItemKind.PREDICTION:
        made = render.prediction(item, article, render.say("prediction-label"))
    else:
        made = render.summary(article, [found.item for found in shown])
    if test:
        mark_test(render, made)
    return made


def mark_test(render: Renderer, embed: discord.Embed) -> None:
    """Have the embed of a post say that it is a test."""
    embed.set_author(name=render.say("post-test", label=embed.author.name or ""))
