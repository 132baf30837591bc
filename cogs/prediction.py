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
        render = await renderer_for(interaction, private=private)
        if article is not None:
            wanted = await library.articles.find(guild, article, render.language)
            embed, buttons = await article_prediction(interaction, render, wanted.id, 0)
        else:
            # The same for everyone in the guild, so the guild's language chooses, not the person's.
            home = language_for_locale(interaction.guild_locale)
            found = await library.selection.prediction_of_the_day(await library.guilds.get(guild), home)
            embed = render.prediction(found.item, found.article, render.say("prediction-label"))
            buttons = with_vote_buttons(render, found.item, see_in_context(render, [found.item]))
        await send(interaction, embed, buttons, private=private)


class PredictionPage(Button, template=r"prediction:(?P<state>\d{1,18}:\d{1,18})"):
    """Turns to another prediction of one article."""

    name = "prediction"

    async def press(self, interaction: Interaction) -> None:
        article_id, position = map(int, self.state.split(":"))
        render = await renderer_for_message(interaction)
        await replace(interaction, *await article_prediction(interaction, render, article_id, position))


async def article_prediction(
    interaction: Interaction, render: Renderer, article_id: int, position: int
) -> tuple[discord.Embed, discord.ui.View]:
    """One prediction of an article, with the way to its neighbours."""
    articles = interaction.client.library.articles
    article, items = await articles.items(guild_id(interaction), article_id, ItemKind.PREDICTION)
    if not items:
        raise UserError("predictions-none-in-article", title=article.title[:100])
    position = min(position, len(items) - 1)
    label = render.say("prediction-number", number=position + 1, count=len(items))
    turns = turn(render, PredictionPage, f"{article.id}:", position, len(items))
    item = items[position]
    buttons = with_vote_buttons(render, item, see_in_context(render, [item]), *turns)
    return render.prediction(item, article, label), buttons


async def setup(bot: KotonohaBot) -> None:
    bot.add_dynamic_items(PredictionPage)
    await bot.add_cog(PredictionCog())
