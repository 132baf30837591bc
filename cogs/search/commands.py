"""The command /search."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.ui.autocomplete import suggest_article
from bot.ui.components import TEXT_LENGTH
from bot.ui.replies import Interaction, renderer_for, scope_settings, send
from bot.ui.scope import for_people
from cogs.search.buttons import search_page


class SearchCog(commands.Cog):
    """Where words stand in the articles."""

    @app_commands.command()
    @for_people
    @app_commands.autocomplete(article=suggest_article)
    async def search(
        self,
        interaction: Interaction,
        words: app_commands.Range[str, 1, TEXT_LENGTH],
        article: str | None = None,
        private: bool = False,
    ) -> None:
        """Show the sentences that have these words, in all articles or in one."""
        renderer = renderer_for(interaction, await scope_settings(interaction), private=private)
        page = await search_page(interaction, renderer, words, article, 0)
        await send(interaction, *page, private=private)
