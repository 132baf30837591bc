"""The command /forecast."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.model import QuestionState
from bot.ui.replies import Interaction, send
from cogs.forecast.buttons import list_page


class ForecastCog(commands.Cog):
    """The questions of a server, and the person's own forecasts."""

    @app_commands.command()
    async def forecast(self, interaction: Interaction) -> None:
        """Show the question that is due next, privately."""
        embed, view, files = await list_page(interaction, QuestionState.OPEN, 0)
        await send(interaction, embed, view, private=True, files=files)
