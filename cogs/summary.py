"""/summary"""

from __future__ import annotations

from typing import Literal

from discord import app_commands
from discord.ext import commands

from bot.buttons import article_summary
from bot.model import ItemKind
from bot.replies import Host, Interaction, guild_id, render_for, send
from bot.suggest import suggest_article


class Summary(commands.Cog):
    """An article in one line, in three, or by section."""

    @app_commands.command()
    @app_commands.autocomplete(article=suggest_article)
    async def summary(
        self,
        interaction: Interaction,
        article: str | None = None,
        length: Literal["line", "three", "section"] = "three",
        private: bool = False,
    ) -> None:
        render = await render_for(interaction, private=private)
        shelf = interaction.client.library.shelf
        meant = await shelf.find(guild_id(interaction), article, render.language)
        summary = await article_summary(interaction, render, meant.id, ItemKind(length))
        await send(interaction, *summary, private=private)


async def setup(bot: Host) -> None:
    await bot.add_cog(Summary())
