"""What editors press once an article was read: another reading of it, and the review desk. It is private."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile
from typing import Any

import discord

from bot.library.article_writer import Added
from bot.library.reviews import NAME_LENGTH, speakers
from bot.model import Article, ItemKind, PredictionKind, Review, Verdict
from bot.ui.components import Button, Choice, view
from bot.ui.context import see_in_context
from bot.ui.embeds import Renderer
from bot.ui.replies import (
    Interaction,
    edit_response,
    guild_id,
    renderer_for_user,
    replace,
    report_error,
    require_editor,
    send,
    slow_down,
)
from cogs.article.review_embeds import ReviewRender

NOBODY = "-"
"""What the select of speakers offers beside names; it can't be one."""
OFFERED = 24
"""Names in it: Discord takes 25 options."""
FORM_SECONDS = 600.0


class ReviewPage(Button, template=r"review:(?P<state>\d{1,18}:\d{1,18}:[a-z]*)"):
    """Opens an article's desk, or with a word at the end of its state turns to another item of it."""

    name = "review"

    async def press(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        article_id, item_id, which = self.state.split(":")
        embed, components = await desk(interaction, int(article_id), int(item_id))
        if which:
            await replace(interaction, embed, components)
        else:
            await send(interaction, embed, components, private=True)


class Approve(Button, template=r"approve:(?P<state>\d{1,18})"):
    """Approves an item and goes on to the next that waits."""

    name = "approve"
    style = discord.ButtonStyle.success

    async def press(self, interaction: Interaction) -> None:
        await _judge(interaction, int(self.state), Verdict.APPROVED)


class Reject(Button, template=r"reject:(?P<state>\d{1,18})"):
    """Rejects an item, which is no longer shown, and goes on to the next that waits."""

    name = "reject"
    style = discord.ButtonStyle.danger

    async def press(self, interaction: Interaction) -> None:
        await _judge(interaction, int(self.state), Verdict.REJECTED)


class ApproveRest(Button, template=r"approve-rest:(?P<state>\d{1,18}:\d{1,18})"):
    """Approves all that waits of what the person could see: items up to an id, since more may have come."""

    name = "approve-rest"

    async def press(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        article_id, last = map(int, self.state.split(":"))
        library, guild = interaction.client.library, guild_id(interaction)
        await library.reviews.approve_rest(guild, article_id, last)
        await replace(interaction, *await desk(interaction, article_id, 0))


class KindChoice(Choice, template=r"review-kind:(?P<state>\d{1,18})"):
    """Says what a prediction really is."""

    name = "review-kind"

    async def choose(self, interaction: Interaction, value: str) -> None:
        await require_editor(interaction)
        library, guild = interaction.client.library, guild_id(interaction)
        item = await library.reviews.set_kind(guild, int(self.state), PredictionKind(value))
        await replace(interaction, *await desk(interaction, item.article_id, item.id))


class SpeakerChoice(Choice, template=r"review-speaker:(?P<state>\d{1,18})"):
    """Says who said a quotation: somebody who said another one, or nobody."""

    name = "review-speaker"

    async def choose(self, interaction: Interaction, value: str) -> None:
        await require_editor(interaction)
        await _attribute(interaction, int(self.state), "" if value == NOBODY else value)


class AnotherName(Button, template=r"review-name:(?P<state>\d{1,18})"):
    """Asks who said a quotation. Not an option of the select: Discord sends the same one twice in a row
    only once, and a name that was refused must be typed again."""

    name = "review-name"

    async def press(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        await interaction.response.send_modal(SpeakerForm(renderer_for_user(interaction), int(self.state)))


class SpeakerForm(discord.ui.Modal):
    """A form for a name that stands in the article."""

    def __init__(self, render: Renderer, item_id: int) -> None:
        super().__init__(title=render.say("review-speaker-form"), timeout=FORM_SECONDS)
        self._item_id = item_id
        self._name = discord.ui.TextInput[SpeakerForm](custom_id="name", max_length=NAME_LENGTH)
        self.add_item(
            discord.ui.Label(
                text=render.say("review-speaker"),
                description=render.say("review-speaker.description"),
                component=self._name,
            )
        )

    async def on_submit(self, interaction: Interaction) -> None:  # type: ignore[override]
        slow_down(interaction)
        await require_editor(interaction)
        await _attribute(interaction, self._item_id, self._name.value)

    async def on_error(self, interaction: Interaction, error: Exception) -> None:  # type: ignore[override]
        await report_error(interaction, error)


class Refresh(Button, template=r"refresh:(?P<state>\d{1,18})"):
    """Gives an article what came when it was added again."""

    name = "refresh"
    style = discord.ButtonStyle.primary

    async def press(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        await interaction.response.defer()  # reading takes a while; the message stays as it is until then
        added = await interaction.client.library.ingest.refresh(guild_id(interaction), int(self.state))
        render = renderer_for_user(interaction)
        await edit_response(interaction, render.added(added), after_adding(render, added))


ALL = (Refresh, ReviewPage, Approve, Reject, ApproveRest, KindChoice, SpeakerChoice, AnotherName)


async def desk(
    interaction: Interaction, article_id: int, item_id: int = 0
) -> tuple[discord.Embed, discord.ui.View]:
    """An article's desk at one item; for 0 at the first that waits, what members complained of before the
    rest, or at its end where none does."""
    reviews = interaction.client.library.reviews
    article, found = await reviews.of_article(guild_id(interaction), article_id)
    render = renderer_for_user(interaction)
    complaints = await reviews.complaints(guild_id(interaction), article_id)
    disputed = await reviews.disputed(guild_id(interaction), article_id)
    waiting = [n for n, one in enumerate(found) if one.verdict is None or one.item.id in disputed]
    waiting.sort(key=lambda number: found[number].item.id not in complaints)
    if not item_id and not waiting:
        again = ReviewPage(_state(article, found[0], "again"), render.say("button-review-again"))
        return ReviewRender(render).end(article, found), view(again)
    numbers = {one.item.id: number for number, one in enumerate(found)}
    number = numbers.get(item_id, waiting[0] if waiting else 0)
    told = complaints.get(found[number].item.id, {})
    return ReviewRender(render).page(article, found, number, told), _view(render, article, found, number)


def after_adding(render: Renderer, added: Added) -> discord.ui.View:
    """What can be done with what came of adding: give an article that is there what came, or review it."""
    if added.draft is not None:
        return view(Refresh(str(added.draft), render.say("button-refresh")))
    if not added.counts:
        return view()
    return view(ReviewPage(f"{added.article.id}:0:", render.say("button-review")))


def _state(article: Article, one: Review, which: str) -> str:
    # Which button it is, since two with one id in a message are refused.
    return f"{article.id}:{one.item.id}:{which}"


def _view(render: Renderer, article: Article, found: Sequence[Review], number: int) -> discord.ui.View:
    item, count = found[number].item, len(found)
    before, after = found[max(number - 1, 0)], found[min(number + 1, count - 1)]
    previous = ReviewPage(
        _state(article, before, "previous"), render.say("button-previous"), disabled=number == 0
    )
    following = ReviewPage(
        _state(article, after, "next"), render.say("button-next"), disabled=number == count - 1
    )
    approve = Approve(str(item.id), render.say("button-approve"))
    reject = Reject(str(item.id), render.say("button-reject"))
    first: list[Any] = [approve, reject, see_in_context(render, [item])]
    second: list[Any] = [previous, following]
    waiting = sum(one.verdict is None for one in found)
    if waiting > 1:
        last = max(one.item.id for one in found)
        label = render.say("button-approve-rest", count=waiting)
        second.append(ApproveRest(f"{article.id}:{last}", label))
    for row, components in enumerate((first, second)):
        for component in components:
            component.row = row
    return view(*first, *second, *_corrections(render, found, found[number]))


def _corrections(render: Renderer, found: Sequence[Review], one: Review) -> list[Button | Choice]:
    item = one.item
    if item.kind is ItemKind.PREDICTION:
        options = [
            discord.SelectOption(
                label=render.say(f"kind-name-{kind}"),
                value=kind.value,
                description=render.say(f"kind-name-{kind}.what"),
            )
            for kind in PredictionKind
        ]
        return [KindChoice(str(item.id), options, render.say("review-kind-placeholder"))]
    if item.kind is ItemKind.QUOTE:
        options = [discord.SelectOption(label=name, value=name) for name in speakers([one, *found])[:OFFERED]]
        options.append(discord.SelectOption(label=render.say("review-nobody"), value=NOBODY))
        choice = SpeakerChoice(str(item.id), options, render.say("review-speaker-placeholder"))
        another = AnotherName(str(item.id), render.say("button-another-name"))
        another.row = 3
        return [choice, another]
    return []


async def _judge(interaction: Interaction, item_id: int, verdict: Verdict) -> None:
    await require_editor(interaction)
    library, guild = interaction.client.library, guild_id(interaction)
    item = await library.reviews.set_verdict(guild, item_id, verdict)
    _, found = await library.reviews.of_article(guild, item.article_id)
    behind = dropwhile(lambda one: one.item.id != item_id, found)
    after = next((one.item.id for one in behind if one.verdict is None), 0)
    await replace(interaction, *await desk(interaction, item.article_id, after))


async def _attribute(interaction: Interaction, item_id: int, name: str) -> None:
    library, guild = interaction.client.library, guild_id(interaction)
    item = await library.reviews.set_speaker(guild, item_id, name)
    await replace(interaction, *await desk(interaction, item.article_id, item.id))
