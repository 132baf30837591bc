"""The review desk: an article's items one by one, for editors. Its messages are private."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import dropwhile
from typing import Any

import discord

from bot.library.passages import PAGE, Extent
from bot.library.speakers import NAME_LENGTH, speakers
from bot.model import SUMMARY, Article, ItemKind, PredictionKind, Review
from bot.ui.components import MAX_OPTIONS, OPTION_LENGTH, DynamicButton, DynamicSelect, named
from bot.ui.context import see_in_context
from bot.ui.deferral import Deferral
from bot.ui.embeds import Renderer
from bot.ui.forms import Form, open_form
from bot.ui.markdown import clipped
from bot.ui.replies import (
    Interaction,
    edit_message,
    guild_id,
    renderer_for_user,
    require_editor,
    rows_view,
    send,
)
from cogs.article.review_embeds import review_embed, review_empty_embed, review_end_embed

SENTENCES = "sentences"
"""Begins the id of a button that opens an article's sentences to choose from (cogs.article.sentences)."""
FACTS = "review-facts"
"""Begins the id of a button that opens the form for who made a prediction, and when (cogs.article.facts)."""
PANEL = "article-panel"
"""The name of the button that opens an article's panel (cogs.article.manage)."""
NOBODY = "-"
"""The value of the option that no name can have."""
MAX_NAMES = MAX_OPTIONS - 1
"""Names in the select of speakers: one option is for nobody."""


class ReviewPage(
    DynamicButton, template=r"review:(?P<article>\d{1,18}):(?P<item>\d{1,18}):(?P<which>[a-z]*)"
):
    """Open an article's desk at an item (0: the first that waits).

    `which` button of a desk it is keeps ids apart: Discord refuses two with one id in a message.
    """

    @property
    def deferral(self) -> Deferral:
        """Return that a desk turns its page, and is opened in a message of its own."""
        return Deferral.EDIT if self.match["which"] else Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        """Turn the page of the desk; from elsewhere, open a desk in a message of its own."""
        await require_editor(interaction)
        page = await review_page(interaction, int(self.match["article"]), int(self.match["item"]))
        if self.match["which"]:
            await edit_message(interaction, *page)
        else:
            await send(interaction, *page, private=True)


class Approve(DynamicButton, template=r"approve:(?P<item>\d{1,18})"):
    """Approve an item and go on to the next that waits."""

    style = discord.ButtonStyle.success

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        item = await interaction.client.library.reviews.approve(guild.id, int(self.match["item"]))
        _, found = await interaction.client.library.reviews.of_article(guild.id, item.article_id)
        await _go_on(interaction, item.article_id, found, item.id)


class Reject(DynamicButton, template=r"reject:(?P<item>\d{1,18})"):
    """Reject an item, which is no longer shown, and go on to what took its place or the next that waits."""

    style = discord.ButtonStyle.danger

    async def respond(self, interaction: Interaction) -> None:
        guild, reviews = await require_editor(interaction), interaction.client.library.reviews
        item = await reviews.item(guild.id, int(self.match["item"]))
        _, before = await reviews.of_article(guild.id, item.article_id)
        instead = await reviews.reject(guild.id, item.id)
        if instead is not None:
            await edit_message(interaction, *await review_page(interaction, item.article_id, instead))
        else:
            await _go_on(interaction, item.article_id, before, item.id)


class ApproveRest(DynamicButton, template=r"approve-rest:(?P<article>\d{1,18}):(?P<last>\d{1,18})"):
    """Approve all items that wait, up to the last id that the person could see: more may have come since."""

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        article_id, last = int(self.match["article"]), int(self.match["last"])
        await interaction.client.library.reviews.approve_rest(guild.id, article_id, last)
        await edit_message(interaction, *await review_page(interaction, article_id))


class KindSelect(DynamicSelect, template=r"review-kind:(?P<item>\d{1,18})"):
    """Say what a prediction really is, which approves it."""

    async def respond(self, interaction: Interaction) -> None:
        guild, kind = await require_editor(interaction), named(PredictionKind, self.value)
        reviews = interaction.client.library.reviews
        item = await reviews.set_kind(guild.id, int(self.match["item"]), kind)
        await edit_message(interaction, *await review_page(interaction, item.article_id, item.id))


class ExtentSelect(DynamicSelect, template=r"review-extent:(?P<item>\d{1,18})"):
    """Lengthen or shorten an item by a sentence, which approves it."""

    async def respond(self, interaction: Interaction) -> None:
        guild, extent = await require_editor(interaction), named(Extent, self.value)
        reviews = interaction.client.library.reviews
        item = await reviews.change_extent(guild.id, int(self.match["item"]), extent)
        await edit_message(interaction, *await review_page(interaction, item.article_id, item.id))


class SpeakerSelect(DynamicSelect, template=r"review-speaker:(?P<item>\d{1,18})"):
    """Say who said a quotation (somebody who said another one, or nobody), which approves it."""

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        await _attribute(interaction, int(self.match["item"]), "" if self.value == NOBODY else self.value)


class AnotherName(DynamicButton, template=r"review-name:(?P<item>\d{1,18})"):
    """Ask who said a quotation.

    It is not an option of the select: Discord sends the same option only once in a row, and a name that was
    refused must be typed again.
    """

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        form = SpeakerForm(renderer_for_user(interaction), int(self.match["item"]))
        await open_form(interaction, form)


class SpeakerForm(Form):
    """Store the speaker, a name that stands in the article, which approves the item."""

    def __init__(self, renderer: Renderer, item_id: int) -> None:
        super().__init__(renderer, "review-speaker-form")
        self._item_id = item_id
        self._name = self.field(
            "review-speaker", discord.ui.TextInput[SpeakerForm](custom_id="name", max_length=NAME_LENGTH)
        )

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        await _attribute(interaction, self._item_id, self._name.value)


COMPONENTS = (ReviewPage, Approve, Reject, ApproveRest, KindSelect, ExtentSelect, SpeakerSelect, AnotherName)


async def review_page(
    interaction: Interaction, article_id: int, item_id: int = 0
) -> tuple[discord.Embed, discord.ui.View]:
    """Return an article's desk at an item; for 0 at the first that waits, or at its end where none does.

    What members complained of comes before the rest.
    """
    guild, reviews = guild_id(interaction), interaction.client.library.reviews
    article, found = await reviews.of_article(guild, article_id)
    if not found:
        renderer = renderer_for_user(interaction)
        adding = [*_additions(renderer, article.id, 0), _back(renderer, article)]
        return review_empty_embed(renderer, article), rows_view(adding)
    complaints = await reviews.complaints(guild, article_id)
    disputed = await reviews.disputed(guild, article_id)
    renderer = renderer_for_user(interaction)
    waiting = [
        number for number, review in enumerate(found) if review.verdict is None or review.item.id in disputed
    ]
    waiting.sort(key=lambda number: found[number].item.id not in complaints)
    if not item_id and not waiting:
        again = _page_button(renderer, article, found[0], "again")
        rows = [again, _back(renderer, article)], _additions(renderer, article.id, 0)
        return review_end_embed(renderer, article, found), rows_view(*rows)
    numbers = {review.item.id: number for number, review in enumerate(found)}
    number = numbers.get(item_id, waiting[0] if waiting else 0)
    told = complaints.get(found[number].item.id, {})
    position, extents = await reviews.extents(guild, found[number].item.id)
    view = _view(renderer, article, found, number, position // PAGE, extents)
    return review_embed(renderer, article, found, number, told), view


def _page_button(
    renderer: Renderer, article: Article, review: Review, which: str, *, disabled: bool = False
) -> ReviewPage:
    label = renderer.say("button-review-again" if which == "again" else f"button-{which}")
    return ReviewPage(f"{article.id}:{review.item.id}:{which}", label, disabled=disabled)


def _back(renderer: Renderer, article: Article) -> discord.ui.Button[discord.ui.View]:
    return discord.ui.Button(label=renderer.say("button-back"), custom_id=f"{PANEL}:{article.id}")


def _sentences_button(
    renderer: Renderer, label: str, what: str, about: int, page: int
) -> discord.ui.Button[discord.ui.View]:
    """Return the button to a page of sentences: `what` is the kind that one is added as to the article
    `about`, or "line" where one is chosen in the place of the item `about`."""
    custom_id = f"{SENTENCES}:{what}:{about}:{page}:"
    return discord.ui.Button(label=renderer.say(label), custom_id=custom_id)


def _additions(renderer: Renderer, article_id: int, page: int) -> list[discord.ui.Button[discord.ui.View]]:
    return [
        _sentences_button(renderer, f"button-add-{kind}", kind, article_id, page)
        for kind in (ItemKind.QUOTE, ItemKind.PREDICTION)
    ]


def _view(
    renderer: Renderer,
    article: Article,
    found: Sequence[Review],
    number: int,
    page: int,
    extents: Mapping[Extent, str],
) -> discord.ui.View:
    """Return verdicts in the first row, pages in the second, corrections below; `page` is that of the item's
    sentence."""
    item, last = found[number].item, len(found) - 1
    verdicts = [
        Approve(str(item.id), renderer.say("button-approve")),
        Reject(str(item.id), renderer.say("button-reject")),
        see_in_context(renderer, item.id),
    ]
    turning: list[discord.ui.Item[Any]] = [
        _page_button(renderer, article, found[max(number - 1, 0)], "previous", disabled=number == 0),
        _page_button(renderer, article, found[min(number + 1, last)], "next", disabled=number == last),
    ]
    waiting = sum(review.verdict is None for review in found)
    if waiting > 1:
        newest = max(review.item.id for review in found)
        label = renderer.say("button-approve-rest", count=waiting)
        turning.append(ApproveRest(f"{article.id}:{newest}", label))
    turning.append(_back(renderer, article))
    corrections, others = _corrections(renderer, found, found[number], page)
    additions = [*others, *_additions(renderer, article.id, page)]
    longer = [_extent_select(renderer, item.id, extents)] if extents else []
    return rows_view(verdicts, turning, corrections, additions, longer)


def _extent_select(renderer: Renderer, item_id: int, extents: Mapping[Extent, str]) -> ExtentSelect:
    options = [
        discord.SelectOption(
            label=renderer.say(f"review-extent-{extent}"),
            value=extent.value,
            description=clipped(words, OPTION_LENGTH, tail=extent in (Extent.AFTER, Extent.NOT_LAST)),
        )
        for extent, words in extents.items()
    ]
    return ExtentSelect(str(item_id), options, renderer.say("review-extent-placeholder"))


def _corrections(
    renderer: Renderer, found: Sequence[Review], review: Review, page: int
) -> tuple[list[DynamicSelect], list[discord.ui.Item[Any]]]:
    """Return the select that corrects an item, if it has one, and the buttons that do."""
    item = review.item
    if item.kind in SUMMARY:
        return [], [_sentences_button(renderer, "button-another-sentence", "line", item.id, page)]
    if item.kind is ItemKind.PREDICTION:
        options = [
            discord.SelectOption(
                label=renderer.say(f"kind-name-{kind}"),
                value=kind.value,
                description=renderer.say(f"kind-name-{kind}.what"),
            )
            for kind in PredictionKind
        ]
        kinds = KindSelect(str(item.id), options, renderer.say("review-kind-placeholder"))
        form = discord.ui.Button[Any](label=renderer.say("button-facts"), custom_id=f"{FACTS}:{item.id}")
        return [kinds], [form]
    options = [
        discord.SelectOption(label=name, value=name) for name in speakers([review, *found])[:MAX_NAMES]
    ]
    options.append(discord.SelectOption(label=renderer.say("review-nobody"), value=NOBODY))
    select = SpeakerSelect(str(item.id), options, renderer.say("review-speaker-placeholder"))
    return [select], [AnotherName(str(item.id), renderer.say("button-another-name"))]


async def _go_on(interaction: Interaction, article_id: int, among: Sequence[Review], item_id: int) -> None:
    """Show the next item that waits `among` these, from that one on or from the beginning."""
    _, found = await interaction.client.library.reviews.of_article(guild_id(interaction), article_id)
    waiting = {review.item.id for review in found if review.verdict is None}
    rest = dropwhile(lambda review: review.item.id != item_id, among)
    following = next((review.item.id for review in rest if review.item.id in waiting), 0)
    await edit_message(interaction, *await review_page(interaction, article_id, following))


async def _attribute(interaction: Interaction, item_id: int, name: str) -> None:
    reviews = interaction.client.library.reviews
    item = await reviews.set_speaker(guild_id(interaction), item_id, name)
    await edit_message(interaction, *await review_page(interaction, item.article_id, item.id))
