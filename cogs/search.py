"""/search"""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.buttons import ABOUT_LENGTH
from bot.replies import Host, Interaction, render_for, send
from bot.search_buttons import search_page
from bot.suggest import suggest_article


class Search(commands.Cog):
    """Where words stand in the articles."""

    @app_commands.command()
    @app_commands.autocomplete(article=suggest_article)
    async def search(
        self,
        interaction: Interaction,
        words: app_commands.Range[str, 1, ABOUT_LENGTH],
        article: str | None = None,
        private: bool = False,
    ) -> None:
        render = await render_for(interaction, private=private)
        embed, buttons = await search_page(interaction, render, words, article, 0)
        await send(interaction, embed, buttons, private=private)


async def setup(bot: Host) -> None:
    await bot.add_cog(Search())
