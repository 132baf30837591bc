"""/quote"""

from __future__ import annotations

from typing import Literal

from discord import app_commands
from discord.ext import commands

from bot.buttons import ABOUT_LENGTH, answer_quote
from bot.model import Style
from bot.replies import Host, Interaction
from bot.suggest import suggest_article


class Quote(commands.Cog):
    """Something somebody said."""

    @app_commands.command()
    @app_commands.rename(style="as")
    @app_commands.autocomplete(article=suggest_article)
    async def quote(
        self,
        interaction: Interaction,
        article: str | None = None,
        about: app_commands.Range[str, 1, ABOUT_LENGTH] | None = None,
        style: Literal["text", "card", "square", "vertical", "vertical-square"] = "text",
        private: bool = False,
    ) -> None:
        await answer_quote(interaction, article, about or "", Style(style), private=private)


async def setup(bot: Host) -> None:
    await bot.add_cog(Quote())
