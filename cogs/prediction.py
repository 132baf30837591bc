"""/prediction"""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.buttons import article_prediction, see_in_context
from bot.replies import Host, Interaction, guild_id, guild_language, render_for, send, spoken
from bot.suggest import suggest_article
from bot.vote_buttons import judged


class Prediction(commands.Cog):
    """The prediction of the day, or those of one article."""

    @app_commands.command()
    @app_commands.autocomplete(article=suggest_article)
    async def prediction(
        self, interaction: Interaction, article: str | None = None, private: bool = False
    ) -> None:
        library, guild = interaction.client.library, guild_id(interaction)
        render = await render_for(interaction, private=private)
        if article is not None:
            meant = await library.shelf.find(guild, article, render.language)
            embed, buttons = await article_prediction(interaction, render, meant.id, 0)
        else:
            # The same for everyone in the guild, so the guild's language chooses, not the person's.
            language = guild_language(interaction, await library.guilds.get(guild))
            home = spoken(interaction.guild_locale)
            found = await library.selection.prediction_of_the_day(guild, language, home)
            embed = render.prediction(found.item, found.article, render.say("prediction-label"))
            buttons = judged(render, found.item, see_in_context(render, [found.item]))
        await send(interaction, embed, buttons, private=private)


async def setup(bot: Host) -> None:
    await bot.add_cog(Prediction())
