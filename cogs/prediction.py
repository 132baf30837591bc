"""The command /prediction, and the buttons that turn the predictions of an article."""

from __future__ import annotations

from functools import lru_cache

import discord
from discord import app_commands
from discord.ext import commands

from bot.model import OUTSIDE
from bot.ui.autocomplete import suggest_article
from bot.ui.components import DynamicButton, page_buttons
from bot.ui.context import see_in_context
from bot.ui.embeds import Renderer
from bot.ui.forecasting import forecast_button
from bot.ui.replies import (
    KEPT_VIEWS,
    Interaction,
    KotonohaBot,
    edit_message,
    home_language,
    renderer_for,
    renderer_for_message,
    scope_settings,
    send,
)
from bot.ui.scope import for_people, scope
from bot.ui.votes import with_vote_buttons


class PredictionCog(commands.Cog):
    """The prediction of the day, or those of one article."""

    @app_commands.command()
    @for_people
    @app_commands.autocomplete(article=suggest_article)
    async def prediction(
        self, interaction: Interaction, article: str | None = None, private: bool = False
    ) -> None:
        """Show the prediction of the day or, with an article, its first one."""
        library, guild = interaction.client.library, await scope_settings(interaction)
        renderer = renderer_for(interaction, guild, private=private)
        if article is not None:
            named = await library.articles.find(guild.id, article, renderer.language)
            embed, view = await article_prediction(interaction, renderer, named.id, 0)
        else:
            # The same for everyone in the guild, so the guild's language chooses, not the person's.
            home = home_language(interaction)
            found = await library.selection.prediction_of_the_day(guild, home)
            label = renderer.say("prediction-label")
            embed = renderer.prediction(found.item, found.article, label)
            view = _buttons(renderer, found.item.id, votes=guild.id != OUTSIDE, asked=found.asked)
        await send(interaction, embed, view, private=private)


class PredictionPage(DynamicButton, template=r"prediction:(?P<article>\d{1,18}):(?P<position>\d{1,18})"):
    """Turn to another prediction of one article."""

    async def respond(self, interaction: Interaction) -> None:
        article_id, position = int(self.match["article"]), int(self.match["position"])
        renderer = await renderer_for_message(interaction)
        prediction = await article_prediction(interaction, renderer, article_id, position)
        await edit_message(interaction, *prediction)


async def article_prediction(
    interaction: Interaction, renderer: Renderer, article_id: int, position: int
) -> tuple[discord.Embed, discord.ui.View]:
    """Return one of an article's predictions (from 0; the last if there are fewer) with its buttons."""
    articles, guild = interaction.client.library.articles, scope(interaction)
    found, position, count = await articles.prediction(guild, article_id, position)
    label = renderer.say("prediction-number", number=position + 1, count=count)
    votes, item_id = guild != OUTSIDE, found.item.id
    view = _buttons(renderer, item_id, article_id, position, count, votes=votes, asked=found.asked)
    return renderer.prediction(found.item, found.article, label), view


@lru_cache(KEPT_VIEWS)
def _buttons(
    renderer: Renderer,
    item_id: int,
    article_id: int = 0,
    position: int = 0,
    count: int = 1,
    *,
    votes: bool,
    asked: bool,
) -> discord.ui.View:
    """Return the buttons below a prediction; where it is one of several, to those before and after it; where
    there are questions about it (`asked`), to them."""
    shown = [see_in_context(renderer, item_id), *([forecast_button(renderer, item_id)] if asked else [])]
    turning = page_buttons(renderer, PredictionPage, f"{article_id}:", position, count, arrows=True)
    return with_vote_buttons(renderer, item_id, *shown, *turning, votes=votes)


async def setup(bot: KotonohaBot) -> None:
    """Add the command and its button to the bot."""
    bot.add_dynamic_items(PredictionPage)
    await bot.add_cog(PredictionCog())
