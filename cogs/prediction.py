"""/prediction"""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.errors import UserError
from bot.model import ItemKind
from bot.ui.autocomplete import suggest_article
from bot.ui.components import Button, turn
from bot.ui.context import see_in_context
from bot.ui.embeds import Renderer
from bot.ui.replies import (
    Interaction,
    KotonohaBot,
    guild_id,
    guild_language,
    language_for_locale,
    renderer_for,
    renderer_for_message,
    replace,
    send,
)
from bot.ui.votes import with_vote_buttons


class PredictionCog(commands.Cog):
    """The prediction of the day, or those of one article."""

    @app_commands.command()
    @app_commands.autocomplete(article=suggest_article)
    async def prediction(
        self, interaction: Interaction, article: str | None = None, private: bool = False
    ) -> None:
        library, guild = interaction.client.library, guild_id(interaction)
        renderer = await renderer_for(interaction, private=private)
        if article is not None:
            wanted = await library.articles.find(guild, article, renderer.language)
            embed, buttons = await article_prediction(interaction, renderer, wanted.id, 0)
        else:
            # The same for everyone in the guild, so the guild's language chooses, not the person's.
            language = guild_language(interaction, await library.guilds.get(guild))
            home = language_for_locale(interaction.guild_locale)
            found = await library.selection.prediction_of_the_day(guild, language, home)
            embed = renderer.prediction(found.item, found.article, renderer.say("prediction-label"))
            buttons = with_vote_buttons(renderer, found.item, see_in_context(renderer, [found.item]))
        await send(interaction, embed, buttons, private=private)


class PredictionPage(Button, template=r"prediction:(?P<state>\d{1,18}:\d{1,18})"):
    """Turns to another prediction of one article."""

    name = "prediction"

    async def press(self, interaction: Interaction) -> None:
        article_id, position = map(int, self.state.split(":"))
        renderer = await renderer_for_message(interaction)
        await replace(interaction, *await article_prediction(interaction, renderer, article_id, position))


async def article_prediction(
    interaction: Interaction, renderer: Renderer, article_id: int, position: int
) -> tuple[discord.Embed, discord.ui.View]:
    """One prediction of an article, with the way to its neighbours."""
    articles = interaction.client.library.articles
    article, items = await articles.items(guild_id(interaction), article_id, ItemKind.PREDICTION)
    if not items:
        raise UserError("predictions-none-in-article", title=article.title[:100])
    position = min(position, len(items) - 1)
    label = renderer.say("prediction-number", number=position + 1, count=len(items))
    turns = turn(renderer, PredictionPage, f"{article.id}:", position, len(items))
    item = items[position]
    buttons = with_vote_buttons(renderer, item, see_in_context(renderer, [item]), *turns)
    return renderer.prediction(item, article, label), buttons


async def setup(bot: KotonohaBot) -> None:
    bot.add_dynamic_items(PredictionPage)
    await bot.add_cog(PredictionCog())
