"""⭐: the button that saves an item for the person who presses it, and how what is saved looks."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.library.article_writer import LINK_LENGTH
from bot.library.visibility import ItemWithArticle
from bot.model import SUMMARY, ItemKind
from bot.ui.components import DynamicButton
from bot.ui.deferral import Deferral
from bot.ui.embeds import Renderer
from bot.ui.next_steps import step_button
from bot.ui.replies import Interaction, persistent_view, renderer_for_user, send
from bot.ui.scope import scope

SAVED = "saved"
"""The command that lists what somebody saved, and the beginning of the ids of its pages (cogs.saved)."""
ROOM = ((260, LINK_LENGTH), (160, 150), (100, 0))
"""Characters of an item in a list, and of an address that is linked: tried in turn until all fits."""


class SaveButton(DynamicButton, template=r"save:(?P<item>\d{1,18})"):
    """Save an item for the person, or no longer: nobody else sees that, so the answer says which."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        saved, renderer = interaction.client.library.saved, renderer_for_user(interaction)
        item = int(self.match["item"])
        found, is_saved, count = await saved.toggle(scope(interaction), item, interaction.user.id)
        said = renderer.say("saved-now" if is_saved else "saved-no-longer", count=count)
        # What is taken out may be rejected by now: its words are shown no more.
        blocks = saved_blocks(renderer, [found], *ROOM[-1]) if is_saved else []
        embed = renderer.text_embed("\n\n".join([said, *blocks]))
        view = persistent_view(step_button(renderer, SAVED)) if is_saved else None
        await send(interaction, embed, view, private=True)


COMPONENTS = (SaveButton,)


def save_button(renderer: Renderer, item_id: int) -> SaveButton:
    """Return the button for an item."""
    return SaveButton(str(item_id), renderer.say("button-save"))


def saved_blocks(
    renderer: Renderer, found: Sequence[ItemWithArticle], longest: int, address: int, start: int = 0
) -> list[str]:
    """Return items as a list shows them: their words, who or when, and their sources.

    The words have `longest` characters at most, and an address is linked that has `address` at most. They are
    numbered from `start` on, unless that is 0.
    """
    blocks = []
    for number, one in enumerate(found, start):
        item = one.item
        words = renderer.words(item, longest)
        about = renderer.speaker(item) if item.kind is ItemKind.QUOTE else renderer.horizon(item)
        lines = [
            renderer.say("saved-numbered", number=str(number), text=words) if start else words,
            about,
            renderer.source(one.article, said=item, longest=address),
        ]
        blocks.append("\n".join(filter(None, lines)))
    return blocks


def saved_kind(renderer: Renderer, found: ItemWithArticle) -> str:
    """Return what an item is: a quotation, a prediction or a summary."""
    kind = ItemKind.LINE if found.item.kind in SUMMARY else found.item.kind
    return renderer.say(f"saved-kind-{kind}")


def saved_embed(renderer: Renderer, found: ItemWithArticle) -> discord.Embed:
    """Return one saved item as its own command shows it."""
    if found.item.kind is ItemKind.PREDICTION:
        return renderer.prediction(found.item, found.article, saved_kind(renderer, found))
    if found.item.kind is ItemKind.QUOTE:
        return renderer.quote(found)
    return renderer.summary(found.article, [found.item])
