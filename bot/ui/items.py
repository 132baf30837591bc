"""The button that shows one quotation or prediction, privately."""

from __future__ import annotations

import discord

from bot.model import Item, ItemKind
from bot.ui.cards import card_button
from bot.ui.components import DynamicButton
from bot.ui.context import see_in_context
from bot.ui.deferral import Deferral
from bot.ui.embeds import Renderer
from bot.ui.forecasting import forecast_button
from bot.ui.replies import Interaction, guild_id, renderer_for_user, send
from bot.ui.votes import with_vote_buttons


class ShowItem(DynamicButton, template=r"item:(?P<item>\d{1,18})"):
    """Show a quotation or a prediction privately, as its command does."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        """Look it up now: it may have been corrected, or be gone."""
        found = await interaction.client.library.selection.found(
            guild_id(interaction), int(self.match["item"])
        )
        renderer = renderer_for_user(interaction)
        if found.item.kind is ItemKind.PREDICTION:
            embed = renderer.prediction(found.item, found.article, renderer.say("prediction-label"))
        else:
            embed = renderer.quote(found)
        view = item_view(renderer, found.item, asked=found.asked)
        await send(interaction, embed, view, private=True)


def item_view(renderer: Renderer, item: Item, *, votes: bool = True, asked: bool = False) -> discord.ui.View:
    """Return the buttons below one quotation or prediction; `votes` are counted for servers, and `asked` says
    that there are questions about it."""
    more = [card_button(renderer, item.id)] if item.kind is ItemKind.QUOTE else []
    if asked:
        more.append(forecast_button(renderer, item.id))
    return with_vote_buttons(renderer, item.id, see_in_context(renderer, item.id), *more, votes=votes)


def show_item(renderer: Renderer, item: Item) -> ShowItem:
    """Return the button for a quotation or a prediction."""
    return ShowItem(str(item.id), renderer.say(f"button-item-{item.kind}"))
